//! How opening a file can end without an answer, and what is said of it.

use std::io;

use phrases::stored;

use super::OpenerOptions;
use super::answer::Lie;

/// Why there is no answer.
#[derive(Debug, thiserror::Error, phrases::Told)]
pub(crate) enum Ending {
    /// No process could be started.
    #[told("no opener could be started: {0}")]
    NotStarted(#[source] io::Error),
    /// It was not done in time, by the wall or by its processor.
    #[told("an opener was not done in time")]
    Late,
    /// It was refused the memory that it asked for.
    #[told("an opener was refused memory")]
    Memory,
    /// A signal ended it.
    #[told("an opener was ended by signal {0}")]
    Signal(i32),
    /// It ended itself.
    #[told("an opener ended with code {0}")]
    Code(i32),
    /// It said more than is taken from it.
    #[told("it said more than is taken from it")]
    TooMuch,
    /// What it said is no answer.
    #[told("an opener's answer is refused: {0}")]
    Lie(#[from] Lie),
}

impl Ending {
    /// The beginning of a sentence for a person, which is stored.
    pub(super) fn says(&self, options: &OpenerOptions) -> String {
        match self {
            Self::NotStarted(error) => {
                stored!("The file needs a reader of its own, and none could be started ({error})")
            }
            Self::Late => {
                stored!("The file could not be taken apart within {seconds_max} s", seconds_max = options.seconds_max)
            }
            Self::Memory => {
                stored!(
                    "The file needed more than {memory} of memory to be taken apart",
                    memory = amount(options.bytes_max)
                )
            }
            Self::Signal(signal) => stored!("The reader of the file stopped (signal {signal})"),
            Self::Code(code) => stored!("The reader of the file stopped (code {code})"),
            Self::TooMuch | Self::Lie(_) => {
                stored!("What the reader of the file answered could not be understood").to_owned()
            }
        }
    }
}

/// An amount of memory as people write it.
pub(crate) fn amount(bytes: u64) -> String {
    for (power, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] {
        if bytes >= 1 << power && bytes.trailing_zeros() >= power {
            return format!("{} {unit}", bytes >> power);
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    #[test]
    fn amounts_are_written_in_the_largest_unit_that_is_whole() {
        let cases =
            [(1 << 30, "1 GiB"), (1536 << 20, "1536 MiB"), (3 << 10, "3 KiB"), (1025, "1025 bytes"), (0, "0 bytes")];
        for (bytes, written) in cases {
            assert_eq!(super::amount(bytes), written);
        }
    }
}
