//! What a process that meets a stranger's bytes gives up before it reads the first of them.

use std::io;

use rustix::process::{Resource, Rlimit, setrlimit};

/// What a confined process may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Address space, in bytes.
    pub(crate) bytes_max: u64,
    /// Processor, in seconds.
    pub(crate) seconds_max: u64,
    /// What it may still open.
    pub(crate) seal: Seal,
    /// How far it steps back behind others, in the system's own steps.
    pub(crate) steps_back: i32,
}

/// What a confined process may still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// Nothing at all: no file, no socket, no path, no process.
    All,
    /// Files to read and programs to start, and nothing to write or reach: a program of others needs its libraries.
    Writing,
}

/// Gives up all of this process but what the limits leave it. What a kernel does not know is left out; what it knows and
/// refuses is an error.
pub(crate) fn confine(limits: Limits) -> io::Result<()> {
    // Stepping back is politeness: a system may refuse it.
    let _ = rustix::process::nice(limits.steps_back);
    #[cfg(target_os = "linux")]
    {
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
        rustix::thread::set_no_new_privs(true)?;
        // It needs a file handle, so it comes before the limit on them.
        seal_off(limits.seal);
    }
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    // The kernel stops a process first, then ends it a second later.
    setrlimit(
        Resource::Cpu,
        Rlimit { current: Some(limits.seconds_max), maximum: Some(limits.seconds_max.saturating_add(1)) },
    )?;
    limit(Resource::As, limits.bytes_max)?;
    if limits.seal == Seal::All {
        // Neither threads nor processes; an account that may do everything is not held by this one.
        limit(Resource::Nproc, 0)?;
        // What is open stays usable, and nothing more can be opened, neither file nor socket.
        limit(Resource::Nofile, 0)?;
    }
    Ok(())
}

fn limit(resource: Resource, most: u64) -> io::Result<()> {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(io::Error::from)
}

/// Landlock: no path can be opened (or, where reading is left, only to be read), made, renamed or removed, no port reached, no
/// process outside signalled or traced. A kernel without it goes on, and the limits on handles and processes stay; whether it knows it.
#[cfg(target_os = "linux")]
fn seal_off(seal: Seal) -> bool {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, PathBeneath, PathFd, RestrictionStatus, Ruleset, RulesetAttr as _,
        RulesetCreatedAttr as _, RulesetError, RulesetStatus, Scope,
    };

    const KNOWN: ABI = ABI::V6;
    let sealed = || -> Result<RestrictionStatus, RulesetError> {
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(KNOWN))?
            .handle_access(AccessNet::from_all(KNOWN))?
            .scope(Scope::from_all(KNOWN))?;
        let rules = rules.create()?;
        match seal {
            Seal::All => rules.restrict_self(),
            Seal::Writing => {
                let reads = PathFd::new("/").map(|root| PathBeneath::new(root, AccessFs::from_read(KNOWN)));
                rules.add_rules(reads.into_iter().map(Ok::<_, RulesetError>))?.restrict_self()
            }
        }
    };
    match sealed() {
        Ok(status) => !matches!(status.ruleset, RulesetStatus::NotEnforced),
        Err(error) => {
            tracing::debug!(%error, "the kernel does not seal off paths");
            false
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::ErrorKind;

    /// Landlock holds for the thread that takes it on, so that the rest of the tests go free.
    #[test]
    fn sealed_off_nothing_can_be_opened_made_removed_started_or_reached() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("journal.db");
        std::fs::write(&file, "kept").expect("a file");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let denied = |kind: ErrorKind| kind == ErrorKind::PermissionDenied;
        let (is_sealed, tried) = std::thread::scope(|scope| {
            let sealed = scope.spawn(|| {
                let is_sealed = super::seal_off(super::Seal::All);
                let kind = |tried: std::io::Result<()>| tried.err().map(|error| error.kind());
                let tried = [
                    ("read", kind(std::fs::read(&file).map(drop))),
                    ("made", kind(std::fs::write(folder.path().join("new"), "x"))),
                    ("removed", kind(std::fs::remove_file(&file))),
                    ("renamed", kind(std::fs::rename(&file, folder.path().join("other")))),
                    ("started", kind(std::process::Command::new("/bin/true").status().map(drop))),
                    ("reached", kind(std::net::TcpStream::connect(address).map(drop))),
                ];
                (is_sealed, tried)
            });
            sealed.join().expect("the thread ends")
        });
        for (what, kind) in tried {
            assert!(kind.is_some_and(denied) || !is_sealed, "{what}: {kind:?}");
        }
        assert!(file.exists() || !is_sealed);
    }
}
