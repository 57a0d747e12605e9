//! PostgreSQL beside Chancery: a server of its own in a temporary folder, on a free port of loopback.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};

/// A server of PostgreSQL in a temporary folder, gone with it.
pub(crate) struct Postgres {
    folder: tempfile::TempDir,
    port: u16,
}

impl Postgres {
    /// Starts one; `None` where PostgreSQL is not installed.
    pub(crate) fn start() -> anyhow::Result<Option<Self>> {
        if Command::new("pg_ctl").arg("--version").stdout(Stdio::null()).status().is_err() {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let postgres = Self { folder, port };
        postgres.as_server("initdb", &["-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8", "-D"], &[])?;
        let options = format!(
            "-p {port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=512MB -c client_min_messages=warning"
        );
        postgres.as_server("pg_ctl", &["-w", "-s", "-l", "/dev/null", "-o", &options, "-D"], &["start"])?;
        Ok(Some(postgres))
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs one of PostgreSQL's programs. They refuse to run for root, who runs them as the account that Debian made.
    fn as_server(&self, program: &str, before: &[&str], after: &[&str]) -> anyhow::Result<()> {
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0\n"));
        let mut command = if is_root {
            Command::new("chown").arg("postgres").arg(self.folder.path()).status()?;
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", program]);
            command
        } else {
            Command::new(program)
        };
        let status = command.args(before).arg(self.data()).args(after).stdout(Stdio::null()).status();
        let status = status.with_context(|| format!("{program} cannot be run"))?;
        if status.success() { Ok(()) } else { bail!("{program} says {status}") }
    }

    /// Runs SQL, and gives the lines of what it says.
    pub(crate) fn run(&self, sql: &str) -> anyhow::Result<Vec<String>> {
        let mut child = Command::new("psql")
            .args(["-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", "bench", "-d", "postgres", "-p"])
            .arg(self.port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("psql cannot be run")?;
        let mut input = child.stdin.take().context("psql takes no input")?;
        let sql = sql.to_owned();
        let writing = std::thread::spawn(move || input.write_all(sql.as_bytes()));
        let output = child.wait_with_output()?;
        writing.join().map_err(|_| anyhow::anyhow!("what was sent to psql broke off"))??;
        ensure!(output.status.success(), "psql says {}", output.status);
        Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(error) = self.as_server("pg_ctl", &["-s", "-m", "immediate", "-D"], &["stop"]) {
            complain(&error);
        }
    }
}

#[expect(clippy::print_stderr, reason = "a server left behind is to be known")]
fn complain(error: &anyhow::Error) {
    eprintln!("PostgreSQL was not stopped: {error}");
}

/// A text as SQL writes it.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', "''"))
}
