//! The other side: an opener's own life, from its first act to its answer.

use std::io;

use super::answer;
use super::confine::{Limits, Seal, confine};

/// An opener steps back behind whoever waits for a page, in the system's own steps.
const STEPS_BACK: i32 = 5;

/// Gives up everything, takes one file from standard input, and answers on standard output.
pub(crate) fn run(bytes_max: u64, seconds_max: u64) -> io::Result<()> {
    confine(&Limits { bytes_max, seconds_max, seal: Seal::All, steps_back: STEPS_BACK })?;
    let (name, bytes) = answer::requested(&mut io::stdin().lock())?;
    #[expect(clippy::disallowed_methods, reason = "this process is where parsers of binary forms run")]
    let extract = intake::open(&bytes, &name);
    drop(bytes);
    answer::give(extract, &mut io::BufWriter::new(io::stdout().lock()))
}
