//! What became of each paper of a source: a line a paper as comma-separated values, and a summary in words.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::columns::private;
use crate::cli::{Exit, Stop};
use crate::plain::quoted;

/// Lines after which the file is brought up to date, for whoever looks into it meanwhile.
const LINES_AT_A_TIME: u64 = 64;
/// Most reasons that the summary names.
const REASONS_MAX: usize = 20;

/// What became of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Became {
    /// It is entered.
    Entered(String),
    /// It would be.
    Would,
    /// It was entered before from this source.
    Before(String),
    /// The same bytes are held.
    Held(String),
    /// It was not taken.
    Not { why: String, next: Option<String>, exit: Exit },
}

/// The report of an import.
pub(super) struct Report {
    path: PathBuf,
    file: BufWriter<File>,
    pub(super) entered: u64,
    pub(super) would: u64,
    before: u64,
    held: u64,
    pub(super) not: u64,
    fault: bool,
    reasons: BTreeMap<String, u64>,
}

impl Report {
    /// Begins a report in a file.
    pub(super) fn begin(path: &Path) -> Result<Self, Stop> {
        let failed = |error: std::io::Error| {
            Stop::fault(format!("{}: {error}", path.display()))
                .hint("say --report FILE with a place that can be written")
        };
        let mut file = BufWriter::new(private(path).map_err(failed)?);
        writeln!(file, "source,outcome,number,why,next").map_err(failed)?;
        let (entered, would, before, held, not) = (0, 0, 0, 0, 0);
        let (path, reasons) = (path.to_owned(), BTreeMap::new());
        Ok(Self { path, file, entered, would, before, held, not, fault: false, reasons })
    }

    /// Takes down what became of one.
    pub(super) fn take(&mut self, called: &str, became: &Became) -> Result<(), Stop> {
        let (outcome, number, why, next) = match became {
            Became::Entered(number) => {
                self.entered += 1;
                ("entered", number.as_str(), "", "")
            }
            Became::Would => {
                self.would += 1;
                ("would be entered", "", "", "")
            }
            Became::Before(number) => {
                self.before += 1;
                ("entered before", number.as_str(), "", "")
            }
            Became::Held(number) => {
                self.held += 1;
                ("held already", number.as_str(), "the same bytes are held", "")
            }
            Became::Not { why, next, exit } => {
                self.not += 1;
                self.fault |= *exit == Exit::Fault;
                // Reasons that name the paper itself are counted as one.
                *self.reasons.entry(why.replace(called, "it")).or_default() += 1;
                ("not taken", "", why.as_str(), next.as_deref().unwrap_or_default())
            }
        };
        let cells = [called, outcome, number, why, next].map(quoted);
        let lines = self.taken() + self.would + self.not;
        let flushed = |file: &mut BufWriter<File>| match lines.is_multiple_of(LINES_AT_A_TIME) {
            true => file.flush(),
            false => Ok(()),
        };
        writeln!(self.file, "{}", cells.join(","))
            .and_then(|()| flushed(&mut self.file))
            .map_err(|error| Stop::fault(format!("the report cannot be written: {}: {error}", self.path.display())))
    }

    /// Papers that are in the office now.
    pub(super) fn taken(&self) -> u64 {
        self.entered + self.before + self.held
    }

    /// How it went, in words; the report is on the disk afterwards.
    pub(super) fn close(mut self, took: Duration, dry: bool) -> Result<(Vec<String>, Exit), Stop> {
        let sync = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        sync.map_err(|error| Stop::fault(format!("the report cannot be written: {}: {error}", self.path.display())))?;
        let seconds = took.as_secs_f64().max(0.001);
        let Self { entered, would, before, held, not, .. } = self;
        let mut lines = vec![if dry {
            format!(
                "{would} would be entered, {before} were entered before, {held} are held already, {not} cannot be taken"
            )
        } else {
            let rate = entered as f64 / seconds;
            format!(
                "{entered} entered, {before} entered before, {held} held already, {not} not taken, in {seconds:.1} s ({rate:.0} a second)"
            )
        }];
        let mut reasons: Vec<(&String, &u64)> = self.reasons.iter().collect();
        reasons.sort_by_key(|(why, count)| (std::cmp::Reverse(**count), (*why).clone()));
        lines.extend(reasons.iter().take(REASONS_MAX).map(|(why, count)| format!("  {count} times: {why}")));
        if reasons.len() > REASONS_MAX {
            lines.push(format!("  and {} reasons more", reasons.len() - REASONS_MAX));
        }
        lines.push(format!("report: {}", self.path.display()));
        let exit = match (not, entered + would + before + held) {
            (0, _) => Exit::Done,
            (_, 0) if self.fault => Exit::Fault,
            (_, 0) => Exit::Refused,
            _ => Exit::SomeNot,
        };
        Ok((lines, exit))
    }
}
