//! What a process that meets a stranger's bytes gives up before it reads the first of them.

use std::io;
use std::path::PathBuf;

use rustix::process::{Resource, Rlimit, setrlimit};

/// What a confined process may use.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seal {
    /// Nothing at all: no file, no socket, no path, no process.
    All,
    /// To become this program and read what the system has for programs, and nothing of the office, nothing to write or
    /// reach.
    AllBut(PathBuf),
}

/// Where a program of others finds its libraries, its languages and its fonts. An office's own folder lies elsewhere.
#[cfg(target_os = "linux")]
const OF_PROGRAMS: &[&str] = &[
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/etc/alternatives",
    "/etc/fonts",
    "/var/cache/fontconfig",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
];
/// What lies beside the folder of a program that is installed by itself.
#[cfg(target_os = "linux")]
const BESIDE_A_PROGRAM: &[&str] = &["lib", "lib64", "share"];

/// Gives up all of this process but what the limits leave it. What a kernel does not know is left out; what it knows and
/// refuses is an error.
pub(crate) fn confine(limits: &Limits) -> io::Result<()> {
    // Stepping back is politeness: a system may refuse it.
    let _ = rustix::process::nice(limits.steps_back);
    #[cfg(target_os = "linux")]
    {
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
        rustix::thread::set_no_new_privs(true)?;
        // It needs a file handle, so it comes before the limit on them.
        seal_off(&limits.seal);
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

/// Landlock: no path can be opened (but to read what a program needs, where that is left), made, renamed or removed, no port
/// reached, no process outside signalled or traced. A kernel without it goes on, and the limits on handles and processes stay;
/// whether it knows it.
#[cfg(target_os = "linux")]
fn seal_off(seal: &Seal) -> bool {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr as _, RulesetCreatedAttr as _,
        RulesetError, RulesetStatus, Scope, path_beneath_rules,
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
            Seal::AllBut(program) => {
                // What is not there is passed over.
                rules.add_rules(path_beneath_rules(read_by(program), AccessFs::from_read(KNOWN)))?.restrict_self()
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

/// What a program may read: the system's, its own folder, and what is installed beside that.
#[cfg(target_os = "linux")]
fn read_by(program: &std::path::Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = OF_PROGRAMS.iter().map(PathBuf::from).collect();
    let places = [Some(program.to_owned()), std::fs::canonicalize(program).ok()];
    // A program that lies at the root would open the whole disk to itself.
    let folders = places.iter().flatten().filter_map(|place| place.parent()).filter(|folder| folder.parent().is_some());
    for folder in folders {
        out.push(folder.to_owned());
        if folder.ends_with("bin") {
            out.extend(BESIDE_A_PROGRAM.iter().map(|beside| folder.with_file_name(beside)));
        }
    }
    out
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::ErrorKind;
    use std::path::Path;

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
                let is_sealed = super::seal_off(&super::Seal::All);
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

    #[test]
    fn a_program_at_the_root_does_not_open_the_disk() {
        let read = super::read_by(Path::new("/tesseract"));
        assert!(!read.iter().any(|folder| folder == Path::new("/")), "{read:?}");
        assert!(super::read_by(Path::new("/opt/ocr/bin/tesseract")).contains(&"/opt/ocr/share".into()));
    }

    #[test]
    fn a_program_of_others_reads_what_is_of_programs_and_nothing_of_the_office() {
        let office = tempfile::tempdir().expect("a folder");
        let key = office.path().join("office.key");
        std::fs::write(&key, "secret").expect("a file");
        let own = tempfile::tempdir().expect("a folder");
        let program = own.path().join("bin/reader");
        for (place, what) in [("bin/reader", "#!/bin/sh"), ("share/words", "words"), ("etc/other", "other")] {
            let path = own.path().join(place);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, what).expect("a file");
        }
        let read = |path: &Path| std::fs::read(path).map(drop).map_err(|error| error.kind());
        let (is_sealed, tried) = std::thread::scope(|scope| {
            let sealed = scope.spawn(|| {
                let is_sealed = super::seal_off(&super::Seal::AllBut(program.clone()));
                let places = [&*program, &own.path().join("share/words"), Path::new("/bin/sh"), Path::new("/dev/null")];
                let closed =
                    [&*key, &own.path().join("etc/other"), Path::new("/etc/passwd"), Path::new("/proc/1/environ")];
                let started = std::process::Command::new("/bin/true").status().map(drop).map_err(|error| error.kind());
                let made = std::fs::write(own.path().join("share/new"), "x").map_err(|error| error.kind());
                (is_sealed, (places.map(read), closed.map(read), started, made))
            });
            sealed.join().expect("the thread ends")
        });
        let (open, closed, started, made) = tried;
        assert_eq!((open, started), ([Ok(()); 4], Ok(())));
        if is_sealed {
            assert_eq!((closed, made), ([Err(ErrorKind::PermissionDenied); 4], Err(ErrorKind::PermissionDenied)));
        }
    }
}
