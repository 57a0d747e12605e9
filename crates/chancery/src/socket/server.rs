//! The server's end: one thread a connection, so that an act's wait holds up nobody.

use std::collections::{HashMap, VecDeque};
use std::io::{self, BufReader};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use procedure::event::{Door, Means};
use procedure::ids::{BodyId, Hash, OfficerId};
use tokio::net::UnixListener;

use super::wire::{Answer, Ask, FORM, State, named, read, read_bytes, write};
use super::{CONNECTIONS_MAX, LAID_BYTES_MAX, LAID_MAX, SOCKET_FILE};
use crate::office::{Bodies, Command, Kept, Office, SubmitError};
use crate::readings::Reading;

/// A socket that is listened at, until this is dropped.
#[derive(Debug)]
pub struct Listening {
    accepting: Option<tokio::task::JoinHandle<()>>,
    path: PathBuf,
    hall: Arc<Hall>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.abort();
            // What cannot be removed is stale, and the next server takes its place.
            let _ = std::fs::remove_file(&self.path);
        }
        for stream in lock(&self.hall.lines).values() {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }
}

/// Everybody who is connected, and what they laid down.
#[derive(Debug, Default)]
struct Hall {
    lines: Mutex<HashMap<u64, UnixStream>>,
    callers: Mutex<HashMap<Hash, Caller>>,
}

#[derive(Debug, Default)]
struct Caller {
    lines: usize,
    laid: VecDeque<Kept>,
    short_bytes: u64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens at the office's socket. The caller holds the folder, so a socket that lies there is stale. Where the folder's
/// name is too long for a socket, the office is served without one.
///
/// # Errors
/// When the socket cannot be made.
pub async fn serve(office: Office) -> io::Result<Listening> {
    let path = office.folder().join(SOCKET_FILE);
    let hall = Arc::new(Hall::default());
    let listener = match bind(&path) {
        Ok(listener) => listener,
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
            tracing::warn!(%error, "the folder's name is too long for a socket: the command line cannot reach this server");
            return Ok(Listening { accepting: None, path, hall });
        }
        Err(error) => return Err(error),
    };
    let accepting = tokio::spawn(accept(listener, office, hall.clone()));
    Ok(Listening { accepting: Some(accepting), path, hall })
}

/// Binds under another name first, so that nobody can connect before only its owner may.
fn bind(path: &Path) -> io::Result<UnixListener> {
    let new = path.with_extension("sock.new");
    for stale in [path, new.as_path()] {
        if std::fs::symlink_metadata(stale).is_ok_and(|found| found.file_type().is_socket()) {
            std::fs::remove_file(stale)?;
        }
    }
    let listener = UnixListener::bind(&new)?;
    std::fs::set_permissions(&new, std::fs::Permissions::from_mode(0o600))?;
    std::fs::rename(&new, path)?;
    Ok(listener)
}

#[expect(clippy::disallowed_methods, reason = "a listener that fails is asked again after a pause, not at once")]
async fn accept(listener: UnixListener, office: Office, hall: Arc<Hall>) {
    let mut number = 0;
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection at the socket was not taken");
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                continue;
            }
        };
        number += 1;
        if let Err(error) = take(stream, number, &office, &hall) {
            tracing::warn!(%error, "a connection at the socket was not served");
        }
    }
}

fn take(stream: tokio::net::UnixStream, number: u64, office: &Office, hall: &Arc<Hall>) -> io::Result<()> {
    let account = account(stream.peer_cred()?.uid());
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    let mut lines = lock(&hall.lines);
    if lines.len() >= CONNECTIONS_MAX {
        return Ok(());
    }
    lines.insert(number, stream.try_clone()?);
    drop(lines);
    let line = Line { office: office.clone(), hall: hall.clone(), number, account, caller: None };
    std::thread::Builder::new().name("chancery-line".to_owned()).spawn(move || line.serve(stream))?;
    Ok(())
}

/// The name of an account of this machine; its number where the name cannot be found.
fn account(uid: u32) -> String {
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let found = accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    });
    found.unwrap_or_else(|| uid.to_string())
}

/// One connection.
struct Line {
    office: Office,
    hall: Arc<Hall>,
    number: u64,
    account: String,
    caller: Option<Hash>,
}

impl Line {
    fn serve(mut self, stream: UnixStream) {
        // A caller who goes in the middle of something has sent nothing that was acted on.
        if let Err(error) = self.talk(&stream) {
            tracing::debug!(%error, "a connection at the socket ended");
        }
    }

    fn talk(&mut self, stream: &UnixStream) -> io::Result<()> {
        let mut from = BufReader::new(stream);
        let mut to = stream;
        while let Some(ask) = read::<Ask>(&mut from)? {
            let answer = match ask {
                Ask::Greet { form, caller } if form == FORM => {
                    self.greet(caller);
                    Answer::Greeted
                }
                Ask::Greet { .. } => Answer::OtherForm { form: FORM },
                Ask::State => self.state(),
                Ask::PublishHead => self.publish_head(),
                Ask::Find { officer, typed, limit } => self.find(officer.as_ref(), &typed, limit),
                Ask::Looked { lines } => self.looked(lines),
                Ask::Lay => self.lay(&mut from)?,
                Ask::Submit { officer, key, act, bodies } => {
                    let bodies = self.laid(&bodies);
                    let authenticated = self.account.clone();
                    let (means, door) = (Means::System, Door::CommandLine);
                    let command = Command { officer, authenticated, means, door, key, act: *act, bodies };
                    let named: Vec<BodyId> = command.bodies.ids().collect();
                    match self.office.submit_blocking(command) {
                        Ok(receipt) => {
                            self.forget(&named);
                            Answer::Receipt(Box::new(receipt))
                        }
                        Err(error) => error.into(),
                    }
                }
            };
            write(&mut to, &answer)?;
        }
        Ok(())
    }

    fn greet(&mut self, caller: Hash) {
        if self.caller.is_none() {
            lock(&self.hall.callers).entry(caller).or_default().lines += 1;
            self.caller = Some(caller);
        }
    }

    fn state(&self) -> Answer {
        let house = self.office.house();
        Answer::State(Box::new(State {
            books: house.books.iter().map(|(key, book)| (key.clone(), book.clone())).collect(),
            house: (*house).clone(),
            now: self.office.now(),
            paper_bytes_max: self.office.paper_bytes_max(),
            away: (!self.office.standing().is_open()).then(|| named(&self.office.away())),
        }))
    }

    fn publish_head(&self) -> Answer {
        match self.office.publish_head_blocking() {
            Ok(head) => Answer::Head { size: head.size, root: Hash(head.root), checkpoint: head.checkpoint },
            Err(fault) => SubmitError::from(fault).into(),
        }
    }

    /// Whoever may open the socket is trusted as the folder's owner; whose account that is, the server sees for itself.
    fn looked(&self, mut lines: Vec<Reading>) -> Answer {
        lines.iter_mut().for_each(|line| line.account = Some(self.account.clone()));
        self.office.take_readings(lines);
        Answer::Looked
    }

    fn find(&self, officer: Option<&OfficerId>, typed: &str, limit: usize) -> Answer {
        match self.office.find_once(officer, typed, limit) {
            Ok(found) => Answer::Found(found),
            Err(fault) => {
                let (kind, why) = named(&fault);
                Answer::Failed { kind, why }
            }
        }
    }

    /// Takes a file in. One that is refused is read to its end all the same, so that the next frame is a question.
    fn lay(&mut self, from: &mut BufReader<&UnixStream>) -> io::Result<Answer> {
        let mut upload = Ok(self.office.lay());
        loop {
            let Some(piece) = read_bytes(from)? else { return Err(io::ErrorKind::UnexpectedEof.into()) };
            if piece.is_empty() {
                break;
            }
            if let Ok(open) = &mut upload
                && let Err(error) = open.write(&piece)
            {
                upload = Err(error);
            }
        }
        Ok(match upload.and_then(|upload| upload.finish()) {
            Ok(kept) => {
                let answer = Answer::Laid { body: kept.id(), hash: kept.hash(), bytes: kept.bytes() };
                self.keep(kept);
                answer
            }
            Err(error) => error.into(),
        })
    }

    fn keep(&self, kept: Kept) {
        let mut callers = lock(&self.hall.callers);
        let Some(caller) = self.caller.and_then(|caller| callers.get_mut(&caller)) else { return };
        caller.short_bytes += kept.short_bytes();
        caller.laid.push_back(kept);
        while caller.laid.len() > LAID_MAX || caller.short_bytes > LAID_BYTES_MAX {
            let Some(oldest) = caller.laid.pop_front() else { break };
            caller.short_bytes -= oldest.short_bytes();
        }
    }

    fn laid(&self, wanted: &[BodyId]) -> Bodies {
        let callers = lock(&self.hall.callers);
        let laid = self.caller.and_then(|caller| callers.get(&caller)).map(|caller| &caller.laid);
        laid.into_iter().flatten().filter(|kept| wanted.contains(&kept.id())).cloned().collect()
    }

    fn forget(&self, entered: &[BodyId]) {
        let mut callers = lock(&self.hall.callers);
        let Some(caller) = self.caller.and_then(|caller| callers.get_mut(&caller)) else { return };
        caller.laid.retain(|kept| !entered.contains(&kept.id()));
        caller.short_bytes = caller.laid.iter().map(Kept::short_bytes).sum();
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        lock(&self.hall.lines).remove(&self.number);
        let mut callers = lock(&self.hall.callers);
        if let Some(caller) = self.caller
            && let Some(known) = callers.get_mut(&caller)
        {
            known.lines -= 1;
            if known.lines == 0 {
                callers.remove(&caller);
            }
        }
    }
}
