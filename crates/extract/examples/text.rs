//! Prints the text of a file, or with `--all` what else came out of it: `text [--all] FILE`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments: Vec<_> = std::env::args().skip(1).collect();
    let all = arguments.iter().position(|argument| argument == "--all").map(|at| arguments.remove(at)).is_some();
    let [path] = &arguments[..] else { return ExitCode::from(2) };
    let Ok(bytes) = std::fs::read(path) else { return ExitCode::FAILURE };
    let taken = extract::open(&bytes, path, &|_| None);
    let mut out = std::io::stdout().lock();
    let mut show = || -> std::io::Result<()> {
        out.write_all(taken.text.as_bytes())?;
        if all {
            writeln!(out, "\n--- {:?}, {} pages", taken.format, taken.pages.len())?;
            for remark in &taken.remarks {
                writeln!(out, "--- {remark}")?;
            }
            for enclosed in &taken.enclosures {
                writeln!(out, "--- {} ({}, {} bytes)", enclosed.name, enclosed.media, enclosed.bytes.len())?;
            }
        }
        Ok(())
    };
    if show().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
