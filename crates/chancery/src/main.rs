//! `chancery`: see `chancery --help`.
//!
//! Parses, reads the environment, and turns the outcome into an exit code. Nothing else of the program reads the
//! environment.

use std::env;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use chancery::cli::{self, Cli, Surroundings};
use clap::Parser as _;
use tracing_subscriber::EnvFilter;

/// A quarter of the time of entering went into the system's own allocator (`docs/performance.md`).
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The first provider installed stays; there is only one in the program.
    let _ = rustls::crypto::ring::default_provider().install_default();
    log_to_stderr();
    match Cli::try_parse() {
        Ok(cli) => ExitCode::from(cli::run(cli, &surroundings()) as u8),
        Err(error) => {
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
    }
}

/// `CHANCERY_LOG` takes filters such as `info` or `chancery=debug`; `CHANCERY_LOG_FORM=json` a line of JSON an event.
#[expect(clippy::disallowed_methods, reason = "a program begins here, and reads its environment once")]
fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("CHANCERY_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    if env::var("CHANCERY_LOG_FORM").is_ok_and(|form| form == "json") {
        lines.json().init();
    } else {
        lines.with_ansi(io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none()).init();
    }
}

#[expect(clippy::disallowed_methods, reason = "a program begins here, and reads its environment once")]
fn surroundings() -> Surroundings {
    Surroundings {
        os_user: os_user(),
        zone: jiff::tz::TimeZone::try_system().ok().and_then(|zone| zone.iana_name().map(str::to_owned)),
        can_ask: io::stdin().is_terminal() && io::stderr().is_terminal(),
        programs_in: env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default(),
        draws: io::stderr().is_terminal(),
    }
}

/// The account that runs the program: by its number where the system says it, since anyone can set a variable.
#[expect(clippy::disallowed_methods, reason = "a program begins here, and reads its environment once")]
fn os_user() -> String {
    #[cfg(target_os = "linux")]
    if let Some(name) = account_of_process() {
        return name;
    }
    ["LOGNAME", "USER", "USERNAME"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}

#[cfg(target_os = "linux")]
fn account_of_process() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let number = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == number).then(|| name.to_owned())
    });
    Some(name.unwrap_or(number))
}
