//! A server of mail on a free port of this machine: what it says and when is the affair of the crate that speaks for it; the
//! tests say how it behaves, and look at what it took.

use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

use mailin::{Action, AuthMechanism, Handler, Response, Session, SessionBuilder, response};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// The name and the password that the sink lets in, where it asks for them.
pub(crate) const LOGIN: (&str, &str) = ("registry", "a password of the relay");

/// How the sink behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It takes what comes.
    Takes,
    /// It closes every connection before it says a word.
    Down,
    /// It knows no recipient.
    KnowsNobody,
    /// It asks for patience once a mail is whole.
    BusyAfterText,
    /// It takes a mail and closes the connection without a word.
    BreaksOff,
}

/// A mail that the sink took.
#[derive(Debug, Clone, Default)]
pub(crate) struct Came {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) sealed: bool,
}

/// The sink.
#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
}

struct Kept {
    manner: Manner,
    mails: Vec<Came>,
    connections: usize,
    /// What is done once a mail was taken.
    then: Option<Box<dyn Fn() + Send>>,
}

impl Sink {
    /// A sink without TLS.
    pub(crate) fn open() -> Self {
        Self::start(None)
    }

    /// A sink that takes nothing without STARTTLS and a password.
    pub(crate) fn guarded() -> Self {
        let file = |name: &str| format!("{}/tests/fixtures/mail/{name}", env!("CARGO_MANIFEST_DIR"));
        let chain = vec![CertificateDer::from_pem_file(file("relay.pem")).unwrap()];
        let key = PrivateKeyDer::from_pem_file(file("relay.key")).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        Self::start(Some(Arc::new(config.with_no_client_auth().with_single_cert(chain, key).unwrap())))
    }

    fn start(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let kept = Kept { manner: Manner::Takes, mails: Vec::new(), connections: 0, then: None };
        let sink = Self { address: listener.local_addr().unwrap(), kept: Arc::new(Mutex::new(kept)) };
        let serving = sink.clone();
        // It ends with the process of its test.
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (sink, tls) = (serving.clone(), tls.clone());
                std::thread::spawn(move || drop(sink.serve(stream, tls)));
            }
        });
        sink
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    pub(crate) fn behaves(&self, manner: Manner) {
        self.kept().manner = manner;
    }

    /// What happens elsewhere once it took a mail, before it says so.
    pub(crate) fn then(&self, does: impl Fn() + Send + 'static) {
        self.kept().then = Some(Box::new(does));
    }

    /// What it took so far.
    pub(crate) fn mails(&self) -> Vec<Came> {
        self.kept().mails.clone()
    }

    /// How often somebody connected.
    pub(crate) fn connections(&self) -> usize {
        self.kept().connections
    }

    fn serve(&self, stream: TcpStream, tls: Option<Arc<ServerConfig>>) -> io::Result<()> {
        self.kept().connections += 1;
        if self.kept().manner == Manner::Down {
            return Ok(());
        }
        let mut builder = SessionBuilder::new("sink.example");
        if tls.is_some() {
            builder.enable_start_tls().enable_auth(AuthMechanism::Plain);
        }
        let clerk = Clerk { sink: self.clone(), coming: Came::default(), guarded: tls.is_some(), let_in: false };
        let mut session = builder.build(IpAddr::from([127, 0, 0, 1]), clerk);
        let mut plain = stream;
        session.greeting().write_to(&mut plain)?;
        let ended = self.talk(&mut session, &mut plain)?;
        if let Some(config) = tls.filter(|_| ended == Action::UpgradeTls) {
            let connection = ServerConnection::new(config).map_err(io::Error::other)?;
            let mut sealed = StreamOwned::new(connection, plain);
            session.tls_active();
            self.talk(&mut session, &mut sealed)?;
        }
        Ok(())
    }

    /// Talks until the connection ends or is to be sealed.
    fn talk(&self, session: &mut Session<Clerk>, stream: &mut (impl Read + Write)) -> io::Result<Action> {
        loop {
            let line = line(stream)?;
            let had = self.kept().mails.len();
            let answer = session.process(&line);
            if self.kept().manner == Manner::BreaksOff && self.kept().mails.len() > had {
                return Ok(Action::Close);
            }
            if answer.action != Action::NoReply {
                answer.write_to(stream)?;
                stream.flush()?;
            }
            if matches!(answer.action, Action::Close | Action::UpgradeTls) {
                return Ok(answer.action);
            }
        }
    }
}

/// A line with its end.
fn line(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    while !line.ends_with(b"\n") {
        stream.read_exact(&mut byte)?;
        line.push(byte[0]);
    }
    Ok(line)
}

/// Who stands at the sink for one connection.
struct Clerk {
    sink: Sink,
    coming: Came,
    guarded: bool,
    let_in: bool,
}

impl Handler for Clerk {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        if self.guarded && !self.let_in {
            return response::AUTHENTICATION_REQUIRED;
        }
        self.coming = Came { from: from.to_owned(), sealed: self.guarded, ..Came::default() };
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        if self.sink.kept().manner == Manner::KnowsNobody {
            return response::NO_MAILBOX;
        }
        self.coming.to.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, text: &[u8]) -> io::Result<()> {
        self.coming.bytes.extend_from_slice(text);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        if self.sink.kept().manner == Manner::BusyAfterText {
            return response::INTERNAL_ERROR;
        }
        let mut kept = self.sink.kept();
        kept.mails.push(std::mem::take(&mut self.coming));
        if let Some(does) = &kept.then {
            does();
        }
        response::OK
    }

    fn auth_plain(&mut self, _authorization: &str, name: &str, password: &str) -> Response {
        self.let_in = (name, password) == LOGIN;
        if self.let_in { response::AUTH_OK } else { response::INVALID_CREDENTIALS }
    }
}
