//! One conversation with a process that is not trusted: what it is given, what it says, and how it ends.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Signal;

use super::ending::Ending;

/// Bytes taken from a pipe at once.
const PIECE_BYTES: usize = 64 << 10;
/// How much is kept of what it says on standard error, in bytes; the rest is read and let go.
const COMPLAINT_BYTES_MAX: usize = 4 << 10;
/// What stands in the complaint of a program that memory was refused to, before it ends itself: in Rust, in C++.
const MEMORY_REFUSED: [&[u8]; 2] = [b"memory allocation of ", b"bad_alloc"];

/// A process to talk with. It is ended and reaped when this is dropped, whatever it is doing.
pub(crate) struct Partner {
    child: Child,
    /// Its number may be another's from now on.
    is_reaped: bool,
}

/// A process that has ended by itself.
pub(crate) struct Ended {
    status: ExitStatus,
    complaint: Vec<u8>,
}

impl Partner {
    /// Starts a program with nothing of this one's surroundings but the variables given, at the head of a group of its own:
    /// what it starts is ended with it.
    pub(crate) fn start(mut command: Command, variables: &[(&str, &str)]) -> io::Result<Self> {
        command.env_clear().envs(variables.iter().copied()).current_dir("/").process_group(0);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        Ok(Self { child, is_reaped: false })
    }

    /// Says all of `request`, gives what is answered to `hear` piece by piece, and waits until all is said; at `deadline`, or
    /// when `hear` will hear no more, it is ended. Nobody has to wait for the other to finish speaking.
    pub(crate) fn converse(
        mut self,
        request: &[&[u8]],
        deadline: Instant,
        hear: &mut dyn FnMut(&[u8]) -> Result<(), Ending>,
    ) -> Result<Ended, Ending> {
        let (Some(stdin), Some(mut stdout), Some(mut stderr)) =
            (self.child.stdin.take(), self.child.stdout.take(), self.child.stderr.take())
        else {
            return Err(Ending::NotStarted(io::ErrorKind::BrokenPipe.into()));
        };
        let mut saying =
            Some(Saying { to: stdin, left: request.iter().copied().filter(|piece| !piece.is_empty()).collect() });
        let mut complaint = Vec::new();
        let mut piece = vec![0; PIECE_BYTES];
        let unblocked = |error: rustix::io::Errno| Ending::NotStarted(error.into());
        rustix::io::ioctl_fionbio(&stdout, true).map_err(unblocked)?;
        rustix::io::ioctl_fionbio(&stderr, true).map_err(unblocked)?;
        if let Some(saying) = &saying {
            rustix::io::ioctl_fionbio(&saying.to, true).map_err(unblocked)?;
        }
        let (mut answers, mut complains) = (true, true);
        while answers || complains {
            wait_for_any(saying.as_ref(), answers.then_some(&stdout), complains.then_some(&stderr), deadline)?;
            if saying.as_mut().is_some_and(|saying| saying.go_on()) {
                saying = None;
            }
            if answers {
                answers = take(&mut stdout, &mut piece, hear)?;
            }
            if complains {
                complains = take(&mut stderr, &mut piece, &mut |heard| {
                    let room = COMPLAINT_BYTES_MAX.saturating_sub(complaint.len());
                    complaint.extend_from_slice(&heard[..heard.len().min(room)]);
                    Ok(())
                })?;
            }
        }
        // Both pipes are closed: it has ended, or will say nothing more. Whatever ended it before stays its ending.
        let status = self.end().map_err(Ending::NotStarted)?;
        Ok(Ended { status, complaint })
    }
}

impl Partner {
    /// Ends it and its group, and reaps it.
    fn end(&mut self) -> io::Result<ExitStatus> {
        if !self.is_reaped {
            let group = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw);
            // It may have ended, and what it started not.
            let _ = group.map(|group| rustix::process::kill_process_group(group, Signal::KILL));
            let _ = self.child.kill();
        }
        let status = self.child.wait();
        self.is_reaped = true;
        status
    }
}

impl Drop for Partner {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

impl Ended {
    /// Why it ended, where it did not end well.
    pub(crate) fn ending(&self) -> Option<Ending> {
        match (self.status.signal(), self.status.code()) {
            (Some(_), _) if self.was_refused_memory() => Some(Ending::Memory),
            (Some(signal), _) if signal == Signal::XCPU.as_raw() => Some(Ending::Late),
            (Some(signal), _) => Some(Ending::Signal(signal)),
            (None, Some(0)) => None,
            (None, code) => Some(Ending::Code(code.unwrap_or(-1))),
        }
    }
}

impl Ended {
    fn was_refused_memory(&self) -> bool {
        MEMORY_REFUSED.iter().any(|words| self.complaint.windows(words.len()).any(|window| window == *words))
    }
}

/// What is still to be said.
struct Saying<'a> {
    to: ChildStdin,
    left: std::collections::VecDeque<&'a [u8]>,
}

impl Saying<'_> {
    /// Says as much as is heard now; whether there is nothing more to say, or nobody to hear it.
    fn go_on(&mut self) -> bool {
        while let Some(piece) = self.left.front_mut() {
            match self.to.write(piece) {
                Ok(said) => *piece = &piece[said..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // It ended, or closed its ear: its answer, or its ending, says why.
                Err(_) => return true,
            }
            if piece.is_empty() {
                self.left.pop_front();
            }
        }
        true
    }
}

/// Waits until one of the pipes can go on.
fn wait_for_any(
    saying: Option<&Saying<'_>>,
    stdout: Option<&impl AsFd>,
    stderr: Option<&impl AsFd>,
    deadline: Instant,
) -> Result<(), Ending> {
    let mut pipes = Vec::with_capacity(3);
    pipes.extend(saying.map(|saying| PollFd::new(&saying.to, PollFlags::OUT)));
    pipes.extend(stdout.map(|pipe| PollFd::new(pipe, PollFlags::IN)));
    pipes.extend(stderr.map(|pipe| PollFd::new(pipe, PollFlags::IN)));
    let left = deadline.checked_duration_since(Instant::now()).ok_or(Ending::Late)?;
    let left = Timespec::try_from(left).map_err(|_| Ending::Late)?;
    match poll(&mut pipes, Some(&left)) {
        Ok(0) => Err(Ending::Late),
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(Ending::NotStarted(error.into())),
    }
}

/// Takes what lies in a pipe; whether more may come.
fn take(
    from: &mut impl Read,
    piece: &mut [u8],
    hear: &mut dyn FnMut(&[u8]) -> Result<(), Ending>,
) -> Result<bool, Ending> {
    match from.read(piece) {
        Ok(0) => Ok(false),
        Ok(read) => hear(&piece[..read]).map(|()| true),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => Ok(true),
        Err(_) => Ok(false),
    }
}
