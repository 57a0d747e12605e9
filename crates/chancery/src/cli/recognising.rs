//! Which machine recognises texts, and its limits, as arguments.

use clap::builder::TypedValueParser;

use super::{Exit, Stop, Surroundings};
use crate::recognition::{Machine, MachineOptions, NoMachine, RECOGNITION_BYTES_MIN, RECOGNITION_SECONDS_CEILING};

/// The machine that recognises texts.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Recognising texts")]
pub(super) struct RecognisingArgs {
    /// Languages as tesseract names them: eng+deu; the first four that are installed where they are left out.
    #[arg(long, value_name = "LANGUAGES")]
    ocr_languages: Option<String>,
    /// Memory for recognising, in bytes; 2 GiB where it is left out.
    #[arg(long, value_name = "BYTES", value_parser = bytes())]
    ocr_bytes_max: Option<u64>,
    /// Time for recognising one page, in seconds; 120 where it is left out.
    #[arg(long, value_name = "SECONDS", value_parser = seconds())]
    ocr_seconds_max: Option<u64>,
}

impl RecognisingArgs {
    /// Whether nothing was asked of it.
    pub(super) fn is_usual(&self) -> bool {
        self.ocr_languages.is_none() && self.ocr_bytes_max.is_none() && self.ocr_seconds_max.is_none()
    }

    /// The machine, or why there is none.
    pub(super) fn machine(&self, around: &Surroundings) -> Result<Machine, Stop> {
        let usual = MachineOptions::in_folders(around.programs_in.clone());
        let options = MachineOptions {
            languages: self.ocr_languages.clone(),
            bytes_max: self.ocr_bytes_max.unwrap_or(usual.bytes_max),
            seconds_max: self.ocr_seconds_max.unwrap_or(usual.seconds_max),
            ..usual
        };
        Machine::find(options).map_err(|error| {
            let next = match error {
                NoMachine::Absent => "install it (on Debian: tesseract-ocr); PDFs need pdftoppm and pdfinfo too",
                NoMachine::Silent => "see that tesseract --version and tesseract --list-langs answer",
                NoMachine::Language { .. } => "install the language (on Debian: tesseract-ocr-deu), or name another",
            };
            Stop { not: "not recognised", why: error.to_string(), next: Some(next.to_owned()), exit: Exit::Fault }
        })
    }
}

fn bytes() -> impl TypedValueParser<Value = u64> {
    clap::value_parser!(u64).range(RECOGNITION_BYTES_MIN..)
}

fn seconds() -> impl TypedValueParser<Value = u64> {
    clap::value_parser!(u64).range(1..=RECOGNITION_SECONDS_CEILING)
}
