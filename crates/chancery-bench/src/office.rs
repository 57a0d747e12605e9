//! An office to measure: founded in a temporary folder by the program itself, served on loopback.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};

/// A served office. Dropped, its process is ended and its folder is gone.
pub(crate) struct Served {
    /// Where it was founded for this run, which ends with it.
    own: Option<tempfile::TempDir>,
    folder: PathBuf,
    process: Child,
    pub(crate) address: String,
    pub(crate) tokens: Vec<String>,
}

impl Served {
    /// Founds an office with `clerks` officers, each with a token, and serves it on a free port.
    pub(crate) fn start(chancery: &Path, clerks: usize) -> anyhow::Result<Self> {
        let own = tempfile::tempdir()?;
        let office = own.path().join("office");
        run(chancery, &["init", "--yes"], &office, &[])?;
        let mut served = Self::of(chancery, office, clerks)?;
        served.own = Some(own);
        Ok(served)
    }

    /// Gives an office that is there `clerks` officers more, each with a token, and serves it on a free port.
    pub(crate) fn of(chancery: &Path, office: PathBuf, clerks: usize) -> anyhow::Result<Self> {
        let mut tokens = Vec::new();
        let name = format!("bench-{}", std::process::id());
        for no in 0..clerks {
            let code = format!("clerk-{no}");
            // Whoever measures an office again finds its clerks there.
            if run(chancery, &["officer"], &office, &["add", &code, &format!("Clerk {no}")]).is_ok() {
                run(chancery, &["desk"], &office, &["mandate", "give", "registry", &code])?;
            }
            let token = run(
                chancery,
                &["officer"],
                &office,
                &["token", &code, "make", &name, "--scope", "read", "--scope", "enter"],
            )?;
            let token = token.split_whitespace().find(|word| word.starts_with("chy_"));
            tokens.push(token.context("no token was printed")?.to_owned());
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let process = Command::new(chancery)
            .arg("serve")
            .arg(&office)
            .args(["--listen", &address])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} cannot be started", chancery.display()))?;
        let mut served = Self { own: None, folder: office, process, address, tokens };
        served.wait()?;
        Ok(served)
    }

    /// Waits for the line in which the office says where it listens.
    fn wait(&mut self) -> anyhow::Result<()> {
        let out = self.process.stdout.take().context("no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        if line.contains("http") { Ok(()) } else { bail!("the office did not start: {line:?}") }
    }

    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    /// Ends the office, so that its folder can be verified.
    pub(crate) fn stop(&mut self) -> anyhow::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // The process may have ended already; there is nobody left to tell.
        let _ = self.process.kill();
        let _ = self.process.wait();
        // The folder goes after the process that used it.
        drop(self.own.take());
    }
}

/// Runs the program with the folder behind the first words, and gives back what it prints.
pub(crate) fn run(chancery: &Path, first: &[&str], office: &Path, rest: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(chancery).args(first).arg(office).args(rest).stdin(Stdio::null()).output()?;
    if !output.status.success() {
        bail!("{first:?} {rest:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
