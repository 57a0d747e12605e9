//! Reads files and prints the pace, in pages a second on one core: `pages ROUNDS PATH…`.
//!
//! Each round takes every file apart once, from bytes in memory.

use std::io::Write as _;
use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let rounds: usize = arguments.next().unwrap_or_default().parse().map_err(std::io::Error::other)?;
    let files = arguments.map(|path| Ok((std::fs::read(&path)?, path))).collect::<std::io::Result<Vec<_>>>()?;
    let mut out = std::io::stdout().lock();
    let began = Instant::now();
    let mut pages = 0;
    for _ in 0..rounds {
        pages += files.iter().map(|(bytes, path)| extract::open(bytes, path, &|_| None).pages.len()).sum::<usize>();
    }
    let seconds = began.elapsed().as_secs_f64();
    writeln!(out, "{pages} pages in {seconds:.3} s: {:.0} pages/s", pages as f64 / seconds)
}
