//! The relay: the server of mail that takes what the office sends. Blocking; one connection for the mails of one round.

use phrases::say;
use std::net::ToSocketAddrs as _;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands;
use lettre::transport::smtp::extension::ClientId;

use crate::plain;

/// How long the relay may take for one answer, in seconds.
pub const TIMEOUT_S: u64 = 30;
/// Longest answer of a relay that is kept, in bytes.
const SAYS_BYTES_MAX: usize = 500;

/// How the connection to the relay is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS once the relay was greeted; a relay that does not offer it gets nothing.
    Starttls,
    /// None; to this machine only.
    None,
}

impl Security {
    /// The port that is usual for it.
    pub fn usual_port(self) -> u16 {
        match self {
            Self::Tls => lettre::transport::smtp::SUBMISSIONS_PORT,
            Self::Starttls => lettre::transport::smtp::SUBMISSION_PORT,
            Self::None => lettre::transport::smtp::SMTP_PORT,
        }
    }
}

/// Name and password at the relay.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Login({})", self.name)
    }
}

/// How the relay is reached.
#[derive(Debug, Clone)]
pub struct RelayOptions {
    /// Its host.
    pub host: String,
    /// Its port; the usual one where it is left out.
    pub port: Option<u16>,
    /// How the connection is sealed.
    pub security: Security,
    /// Certificates in PEM that are trusted beside the usual ones.
    pub roots: Option<Vec<u8>>,
    /// By what one is known there.
    pub login: Option<Login>,
    /// The name by which the office greets: the domain of its sender.
    pub greets: String,
}

/// Why mail cannot go out by these settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRelay {
    /// Mail would leave the machine unsealed.
    #[error("{host} is another machine, and reminders would go there unsealed")]
    Unsealed {
        /// The host.
        host: String,
    },
    /// The host's name leads nowhere.
    #[error("{host} is not found: {why}")]
    NoHost {
        /// The host.
        host: String,
        /// What the system says.
        why: String,
    },
    /// The certificates cannot be used.
    #[error("the certificates cannot be used: {why}")]
    Certificates {
        /// What is wrong with them.
        why: String,
    },
}

impl NoRelay {
    /// What to do next, without a first capital.
    pub fn next(&self) -> &'static str {
        match self {
            Self::Unsealed { .. } => say!("give --smtp-tls starttls or tls; none is for a relay on this machine"),
            Self::NoHost { .. } => say!("look at --smtp-host"),
            Self::Certificates { .. } => say!("give certificates in PEM"),
        }
    }
}

/// Why a mail was not sent, or may not have been.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// The relay refused it for good.
    #[error("the relay refuses it: {0}")]
    Refused(String),
    /// It was not taken, and may be at another time: the relay was not reached, or asked for patience.
    #[error("the relay did not take it: {0}")]
    Later(String),
    /// The line broke after its words went out and before the relay answered: it may have gone.
    #[error("the relay did not answer: {0}")]
    Doubtful(String),
}

/// The relay and how it is reached.
#[derive(Clone)]
pub struct Relay {
    host: String,
    port: u16,
    security: Security,
    tls: TlsParameters,
    login: Option<Login>,
    greets: ClientId,
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Relay({}:{}, {:?})", self.host, self.port, self.security)
    }
}

impl Relay {
    /// A relay by its settings. Nothing is connected yet.
    ///
    /// # Errors
    /// When mail would go out unsealed, or the certificates cannot be used.
    pub fn new(options: RelayOptions) -> Result<Self, NoRelay> {
        let RelayOptions { host, port, security, roots, login, greets } = options;
        let port = port.unwrap_or(security.usual_port());
        if security == Security::None {
            let found = (host.as_str(), port).to_socket_addrs();
            let mut found = found.map_err(|error| NoRelay::NoHost { host: host.clone(), why: error.to_string() })?;
            if !found.all(|address| address.ip().is_loopback()) {
                return Err(NoRelay::Unsealed { host });
            }
        }
        let wrong = |error: Error| NoRelay::Certificates { why: error.to_string() };
        let mut tls = TlsParameters::builder(host.clone());
        if let Some(pem) = roots {
            tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(wrong)?);
        }
        let tls = tls.build_rustls().map_err(wrong)?;
        Ok(Self { host, port, security, tls, login, greets: ClientId::Domain(greets) })
    }

    /// Connects, seals the line and signs in.
    ///
    /// # Errors
    /// When the relay cannot be reached, or does not let the office in.
    pub fn open(&self) -> Result<Line, Undelivered> {
        let wrapped = (self.security == Security::Tls).then_some(&self.tls);
        let timeout = Some(Duration::from_secs(TIMEOUT_S));
        let to = (self.host.as_str(), self.port);
        let mut line = SmtpConnection::connect(to, timeout, &self.greets, wrapped, None).map_err(before)?;
        if self.security == Security::Starttls {
            if !line.can_starttls() {
                line.abort();
                return Err(Undelivered::Later("it does not offer STARTTLS".to_owned()));
            }
            line.starttls(&self.tls, &self.greets).map_err(before)?;
        }
        if let Some(login) = &self.login {
            let credentials = Credentials::new(login.name.clone(), login.password.clone());
            line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).map_err(before)?;
        }
        Ok(Line(line))
    }
}

/// An open connection to the relay. After any failure it is of no more use; dropped before the end of a text, it makes the relay
/// take nothing.
pub struct Line(SmtpConnection);

impl Line {
    /// Offers a mail: sender and recipient, up to the word that its text may follow. Nothing of it has gone yet.
    ///
    /// # Errors
    /// When the relay does not want it.
    pub fn offer(&mut self, from: &Address, to: &Address) -> Result<(), Undelivered> {
        self.0.command(commands::Mail::new(Some(from.clone()), Vec::new())).map_err(before)?;
        self.0.command(commands::Rcpt::new(to.clone(), Vec::new())).map_err(before)?;
        self.0.command(commands::Data).map(drop).map_err(before)
    }

    /// Sends the text of the mail that was offered.
    ///
    /// # Errors
    /// When the relay refuses it, asks for patience, or does not answer.
    pub fn hand_over(&mut self, mail: &[u8]) -> Result<(), Undelivered> {
        self.0.message(mail).map(drop).map_err(|error| match error.status() {
            Some(_) => before(error),
            None => Undelivered::Doubtful(said(&error)),
        })
    }

    /// Says goodbye.
    pub fn close(mut self) {
        let _ = self.0.quit();
    }
}

/// What a failure means for a mail of which nothing has gone, or to which the relay gave an answer.
fn before(error: Error) -> Undelivered {
    if error.is_permanent() { Undelivered::Refused(said(&error)) } else { Undelivered::Later(said(&error)) }
}

/// What the relay or the system said, on one line.
fn said(error: &Error) -> String {
    fitting(&error.to_string())
}

/// Words of others on one line, without what a terminal or a page would obey, cut where they are long.
fn fitting(words: &str) -> String {
    let whole = plain::one_line(words);
    let mut end = whole.len().min(SAYS_BYTES_MAX);
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    whole[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::{SAYS_BYTES_MAX, fitting};

    #[test]
    fn what_a_relay_says_is_harmless_and_short() {
        assert_eq!(fitting("550 no\r\n\tmail\u{202e}box\u{1b}[2J"), "550 no mailbox [2J");
        assert_eq!(fitting(&"é".repeat(SAYS_BYTES_MAX)).len(), SAYS_BYTES_MAX / 2 * 2);
        assert_eq!(fitting(&"x".repeat(SAYS_BYTES_MAX + 1)).len(), SAYS_BYTES_MAX);
    }
}
