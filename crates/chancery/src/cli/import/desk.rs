//! Entering what was made ready: many in flight, so that one commit carries many entries; numbers follow the order of the
//! source.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use procedure::act::{Act, EnterDraft};
use procedure::ids::{Hash, LevelId, SeriesId};
use procedure::known::TwinGround;
use procedure::refusal::Refusal;

use super::bringing::{Brought, Ready};
use super::report::{Became, Report};
use crate::cli::counter::Counter;
use crate::cli::in_flight::InFlight;
use crate::cli::{Exit, Stop, out};
use crate::office::{Bodies, Receipt, SubmitError};

/// Papers after which a line says how far it is, where no bar is drawn.
const PAPERS_A_LINE: u64 = 10_000;

/// What the office answered, or what was known of a paper before it was asked.
enum Heard {
    Answered(Result<Receipt, SubmitError>),
    Known(Became),
}

/// In which book papers are entered, and how they are marked.
pub(super) struct Place {
    pub(super) series: SeriesId,
    pub(super) level: Option<LevelId>,
}

/// The desk at which papers are entered: what is in flight, and how it went so far.
pub(super) struct EntryDesk<'a> {
    counter: &'a Counter,
    into: &'a Place,
    /// Each with what it is called.
    in_flight: InFlight<(String, Heard)>,
    report: Report,
    bar: out::Progress,
    /// Whether lines say how far it is.
    lines: bool,
    of: u64,
    done: u64,
    began: Instant,
    /// In a dry run: what was met with these bytes.
    met: HashMap<Hash, String>,
    /// Why it does not go on; what is in flight is still heard.
    over: Option<&'static str>,
}

impl<'a> EntryDesk<'a> {
    pub(super) fn new(
        counter: &'a Counter,
        into: &'a Place,
        report: Report,
        of: u64,
        lines: bool,
    ) -> Result<Self, Stop> {
        let bar = out::Progress::counting("importing");
        bar.at(0, of);
        Ok(Self {
            counter,
            into,
            in_flight: InFlight::new()?,
            report,
            bar,
            lines,
            of,
            done: 0,
            began: Instant::now(),
            met: HashMap::new(),
            over: None,
        })
    }

    /// Whether it goes on.
    pub(super) fn goes_on(&self) -> bool {
        self.over.is_none()
    }

    /// Takes what came of looking at one, and hears what is answered by now.
    pub(super) fn take(&mut self, called: String, brought: Brought) -> Result<(), Stop> {
        let became = match brought {
            Brought::Ready(ready) => {
                self.hand_over(called, *ready)?;
                return self.hear_ready();
            }
            Brought::Before(number) => Became::Before(number),
            Brought::Held(number) => Became::Held(number),
            Brought::Would(hash) => {
                let twin = hash.and_then(|hash| self.met.insert(hash, called.clone()));
                match twin {
                    Some(first) => Became::Not {
                        why: format!("it has the same bytes as {first}"),
                        next: Some("nothing is to be done: it is taken once".to_owned()),
                        exit: Exit::Refused,
                    },
                    None => Became::Would,
                }
            }
            Brought::Not { why, next, exit } => Became::Not { why, next, exit },
        };
        self.in_flight.known((called, Heard::Known(became)));
        self.hear_ready()
    }

    fn hand_over(&mut self, called: String, ready: Ready) -> Result<(), Stop> {
        let absence = ready.absence();
        let Ready { key, prepared, card, remarks, arrival } = ready;
        let (versions, bodies) =
            prepared.map_or_else(|| (Vec::new(), Bodies::default()), |one| (vec![one.version], one.bodies));
        let draft = EnterDraft {
            series: self.into.series.clone(),
            year: None,
            reserved: None,
            under: None,
            versions,
            absence,
            arrival,
            card,
            remarks,
            level: self.into.level.clone(),
            again: None,
            late: None,
            directions: Vec::new(),
            bindings: Vec::new(),
            put_right: None,
            bulk: true,
        };
        let command = self.counter.command(key, Act::Enter(draft), bodies)?;
        let office = self.counter.office().clone();
        if office.is_reached() {
            // Over the socket each connection has a thread of its own, so one after another keeps the order.
            let answered = office.submit_blocking(command);
            self.in_flight.known((called, Heard::Answered(answered)));
        } else {
            self.in_flight.hand_over(async move { (called, Heard::Answered(office.submit(command).await)) });
        }
        Ok(())
    }

    /// Hears every answer that has come, and waits only while too much is in flight.
    fn hear_ready(&mut self) -> Result<(), Stop> {
        while let Some((called, heard)) = self.in_flight.ready() {
            self.heard(&called, heard)?;
        }
        Ok(())
    }

    fn hear_all(&mut self) -> Result<(), Stop> {
        while let Some((called, heard)) = self.in_flight.next() {
            self.heard(&called, heard)?;
        }
        Ok(())
    }

    fn heard(&mut self, called: &str, heard: Heard) -> Result<(), Stop> {
        let answered = match heard {
            Heard::Known(became) => return self.became(called, &became),
            Heard::Answered(answered) => answered,
        };
        let became = match answered {
            Ok(receipt) if receipt.repeated => Became::Before(receipt.number.unwrap_or_default()),
            Ok(receipt) => Became::Entered(receipt.number.unwrap_or_default()),
            Err(SubmitError::Refusal(refusal)) => match *refusal {
                Refusal::TwinHeld { ref twin } if twin.ground == TwinGround::Body => Became::Held(twin.number.clone()),
                // It came in twice at once: the first of the two has the number.
                Refusal::KeyReused { .. } => Became::Before(String::new()),
                ref other => {
                    if other.bars_every_paper() {
                        self.over = Some("when that is put right");
                    }
                    Became::Not { why: other.to_string(), next: Some(other.next()), exit: Exit::Refused }
                }
            },
            Err(SubmitError::Fault(fault)) => {
                self.over = Some("when the fault is mended");
                Became::Not { why: fault.to_string(), next: Some(fault.next().to_owned()), exit: Exit::Fault }
            }
        };
        self.became(called, &became)
    }

    fn became(&mut self, called: &str, became: &Became) -> Result<(), Stop> {
        self.done += 1;
        self.bar.step(self.done);
        if self.lines && self.done.is_multiple_of(PAPERS_A_LINE) {
            let rate = self.done as f64 / self.began.elapsed().as_secs_f64().max(0.001);
            let left = self.of.saturating_sub(self.done) as f64 / rate;
            out::say(&format!("{} of {}, {rate:.0} a second, {left:.0} s left", self.done, self.of));
        }
        self.report.take(called, became)
    }

    /// Hears what is still in flight, and says how it went.
    pub(super) fn close(mut self, dry: bool) -> Result<Exit, Stop> {
        self.hear_all()?;
        self.bar.clear();
        let took: Duration = self.began.elapsed();
        let taken = self.report.taken();
        let (lines, exit) = self.report.close(took, dry)?;
        for line in lines {
            out::print_line(&out::flat_but_indent(&line))?;
        }
        let left = self.of.saturating_sub(self.done);
        Ok(match self.over {
            Some(when) => {
                out::say(&format!(
                    "hint: {left} were not tried; run it again {when}: what is entered is not entered twice"
                ));
                if when == "when the fault is mended" || taken == 0 { Exit::Fault } else { Exit::SomeNot }
            }
            None => exit,
        })
    }
}
