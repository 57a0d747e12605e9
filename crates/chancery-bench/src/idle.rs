//! How long an office takes to be served, and how much memory it has when nobody asks.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::figures::{anonymous_mib, cpu_seconds};

/// How long it stands idle before it is looked at.
const IDLE: Duration = Duration::from_secs(5);
/// How often it is started.
const TIMES: usize = 3;

pub(crate) fn measure(folder: &Path, chancery: &Path) -> anyhow::Result<()> {
    say("| start | ms until it answers | processor ms | anonymous MiB idle |\n|---|---|---|---|");
    for time in 1..=TIMES {
        let began = Instant::now();
        let mut child = Command::new(chancery)
            .arg("serve")
            .arg(folder)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("no output")?).read_line(&mut line)?;
        let took = began.elapsed();
        let cpu = cpu_seconds(child.id()).unwrap_or_default();
        idle();
        let anonymous = anonymous_mib(child.id()).unwrap_or_default();
        child.kill()?;
        child.wait()?;
        if !line.contains("http") {
            bail!("the office did not start: {line:?}");
        }
        say(&format!("| {time} | {:.0} | {:.0} | {anonymous:.0} |", took.as_secs_f64() * 1e3, cpu * 1e3));
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "how long it stands idle is what is measured")]
fn idle() {
    std::thread::sleep(IDLE);
}

#[expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]
fn say(line: &str) {
    println!("{line}");
}
