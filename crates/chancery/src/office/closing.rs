//! The day closed: what goes before and after it, what is told of a closing, and closings that the office makes and mails itself.

use phrases::say;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use chancery_verify::Held;
use jiff::civil::Time;
use journal::PublishedHead;
use procedure::act::Act;
use procedure::closing::{Closing, ClosingSight, closing_sight, may_close_day};
use procedure::event::{Acted, Door, Event, Means};
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use register::{ClosingAt, Viewer};

use super::command::{Bodies, Command, Fault, Receipt, SubmitError};
use super::opening::spawn;
use super::rebuilding::{Unfolded, unfold};
use super::state::Shared;
use super::{Inner, Office};

/// So often it is looked whether the day is to be closed.
const LOOK: Duration = Duration::from_secs(30);

/// A closing as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingMade {
    /// In which entry.
    pub entry: u64,
    /// When.
    pub at: Moment,
    /// By whom and through which door.
    pub acted: Acted,
    /// What it says, as the viewer is shown it.
    pub closing: Closing,
}

/// A closing as it leaves the building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingTold {
    /// What was entered.
    pub made: ClosingMade,
    /// The first head that covers it, as it was published; none where none can be: the office is open for reading only.
    pub head: Option<PublishedHead>,
    /// That head's note, with the proof that it goes on from the head of the closing before.
    pub held: Option<Held>,
}

/// What the record says of a head that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldSays {
    /// The record goes on from it.
    GoesOn {
        /// Over how many entries it is.
        entries: u64,
    },
    /// Over as many entries the record has another root: history was changed.
    Differs {
        /// Over how many entries it is.
        entries: u64,
    },
    /// It covers more than the record has: the record was put back.
    Beyond {
        /// Over how many entries it is.
        entries: u64,
        /// How many the record has.
        held: u64,
    },
    /// No key of this office signed it.
    NotOurs {
        /// Why not.
        why: String,
    },
    /// There is no signed head in the text.
    NoHead,
}

impl HeldSays {
    /// In words, as a sentence without its first capital and its full stop.
    pub fn words(&self) -> String {
        match self {
            Self::GoesOn { entries } => {
                say!("the record goes on from that head: none of the {entries} entries that it covers was changed")
            }
            Self::Differs { entries } => {
                say!("the record does not go on from that head: among its {entries} entries history was changed")
            }
            Self::Beyond { entries, held } => {
                say!(
                    "that head covers {entries} entries and the record has {held}: it was put back, or entries were taken out"
                )
            }
            Self::NotOurs { why } => say!("that head is not of this office: {why}"),
            Self::NoHead => say!("there is no signed head in it").to_owned(),
        }
    }

    /// Whether it says that history was changed.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::Differs { .. } | Self::Beyond { .. })
    }

    /// Whether the record is what it was.
    pub fn holds(&self) -> bool {
        matches!(self, Self::GoesOn { .. })
    }
}

impl Office {
    /// The latest closings below a number, newest first, as the viewer is shown them; `None` for whoever is shown none.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn closings(
        &self,
        viewer: &Viewer,
        below: Option<u32>,
        limit: usize,
    ) -> Result<Option<Vec<ClosingMade>>, Fault> {
        if !is_shown(viewer) {
            return Ok(None);
        }
        let found = self.reads()?.closings(below, limit).map_err(Fault::unread)?;
        found.into_iter().map(|at| self.closing_made(viewer, at)).collect()
    }

    /// A closing as the viewer is shown it, with the head that covers it, published where none is yet; `None` where there is none of
    /// this number, and for whoever is shown none.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn closing(&self, viewer: &Viewer, no: u32) -> Result<Option<ClosingTold>, Fault> {
        let Some(at) = self.reads()?.closing(no).map_err(Fault::unread)? else { return Ok(None) };
        let Some(made) = self.closing_made(viewer, at)? else { return Ok(None) };
        let journal = self.journal()?;
        let mut head = journal.head_over(at.entry)?;
        if head.is_none() && self.standing().is_open() {
            self.publish_head_blocking()?;
            head = journal.head_over(at.entry)?;
        }
        let before = match made.closing.before {
            Some(before) => self.reads()?.closing(before.no).map_err(Fault::unread)?,
            None => None,
        };
        let before = before.map(|before| journal.head_over(before.entry)).transpose()?.flatten();
        let held = match (&head, before) {
            (None, _) => None,
            (Some(head), before) => {
                let from = before.filter(|before| origin_of(before) == origin_of(head));
                let proof = |from: PublishedHead| Ok((from.size, journal.prove_consistency(from.size, head.size)?));
                let from = from.map(proof).transpose().map_err(|error: journal::ReadError| Fault::from(error))?;
                Some(Held { note: head.checkpoint.clone(), from })
            }
        };
        Ok(Some(ClosingTold { made, head, held }))
    }

    /// What the record says of a head that somebody holds: a head as it was printed, mailed, or kept by a witness, among other lines
    /// or alone.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn hold_against(&self, text: &str) -> Result<HeldSays, Fault> {
        let Some(held) = Held::find(text) else { return Ok(HeldSays::NoHead) };
        let journal = self.journal()?;
        let head = match journal.keys()?.open_head(&held.note) {
            Ok(head) => head,
            Err(why) => return Ok(HeldSays::NotOurs { why: why.to_string() }),
        };
        let (entries, size) = (head.size, journal.size()?);
        if entries > size {
            return Ok(HeldSays::Beyond { entries, held: size });
        }
        let same = journal.root_at(entries)? == head.root;
        Ok(if same { HeldSays::GoesOn { entries } } else { HeldSays::Differs { entries } })
    }

    fn closing_made(&self, viewer: &Viewer, at: ClosingAt) -> Result<Option<ClosingMade>, Fault> {
        let none = || Fault::unread(say!("entry {} holds no closing", at.entry));
        let entry = self.journal()?.entry(at.entry)?.ok_or_else(none)?;
        let moment = Moment::from_micros(entry.header.moment_us);
        let Unfolded { acted, events, .. } = unfold(&entry).map_err(Fault::unread)?;
        let closing = events.into_iter().find_map(|event| match event {
            Event::DayClosed { closing } => Some(closing),
            _ => None,
        });
        let closing = as_seen(viewer, closing.ok_or_else(none)?);
        Ok(closing.map(|closing| ClosingMade { entry: at.entry, at: moment, acted, closing }))
    }

    /// Before a closing is decided, up to where the reading ledger stands is entered. Blocks.
    pub(super) fn before_closing(&self, officer: &OfficerId) {
        if !may_close_day(&self.house(), officer, self.now()) {
            return;
        }
        self.settle_readings();
        if let Err(error) = self.enter_readings(officer, |head| format!("readings:{}", head.blocks)) {
            tracing::warn!(%error, "the day is closed without what was looked at last");
        }
    }

    /// After a closing the head that covers it is published: that is the one that leaves the building.
    pub(super) fn after_closing(&self, receipt: &Receipt) {
        for event in &receipt.events {
            if let Event::DayClosed { closing } = event
                && !closing.differs.is_empty()
            {
                let differs: Vec<_> = closing.differs.iter().map(|one| one.words()).collect();
                tracing::error!(closing = closing.no, ?differs, "THE RECORD DOES NOT GO ON FROM THE CLOSING BEFORE");
            }
        }
        if let Err(error) = self.publish_head_blocking() {
            tracing::warn!(%error, "the head after the closing was not published; it is when the closing is asked for");
        }
    }

    /// Sets a thread to work that closes each day on which something was entered, once a time of day has passed, in the name of an
    /// administrator. It ends when the office is shut.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn close_day_by_itself(&self, at: Time, account: String) -> Result<(), super::OpenError> {
        let (shared, office) = (self.0.shared.clone(), Arc::downgrade(&self.0));
        spawn("chancery-closing", move || run(&shared, &office, at, &account)).map(drop)
    }

    /// Closes the day where it is to be closed now: after `at`, once a day, and where something was entered since the closing before.
    /// Gives what was entered.
    ///
    /// # Errors
    /// As [`Office::submit`].
    pub fn close_day_if_due(&self, at: Time, account: &str) -> Result<Option<Receipt>, SubmitError> {
        let (house, now) = (self.house(), self.now());
        let there = |moment: Moment| self.zone().to_datetime(moment.timestamp());
        let due = there(now).date().to_datetime(at);
        let last = house.last_closing.as_ref();
        let is_closed = last.is_some_and(|last| there(last.at) >= due);
        // The closing itself is the entry after what it is over.
        let is_new = last.is_none_or(|last| self.0.shared.entries() > last.said.over.entries + 1);
        let officer = house.administrators().next().filter(|_| there(now) >= due && !is_closed && is_new);
        let Some(officer) = officer.cloned() else { return Ok(None) };
        let command = Command {
            officer,
            authenticated: account.to_owned(),
            means: Means::System,
            door: Door::Machine,
            key: format!("closing:{due}"),
            act: Act::CloseDay {},
            bodies: Bodies::default(),
        };
        self.submit_blocking(command).map(Some)
    }
}

fn as_seen(viewer: &Viewer, closing: Closing) -> Option<Closing> {
    match viewer {
        Viewer::Owner { .. } => Some(closing),
        Viewer::Officer { house, reader, at } => closing.as_seen(house, &reader.officer, *at),
    }
}

fn is_shown(viewer: &Viewer) -> bool {
    match viewer {
        Viewer::Owner { .. } => true,
        Viewer::Officer { house, reader, at } => closing_sight(house, &reader.officer, *at) > ClosingSight::None,
    }
}

/// The log that a head is of.
fn origin_of(head: &PublishedHead) -> Option<&str> {
    head.checkpoint.lines().next()
}

fn run(shared: &Shared, office: &Weak<Inner>, at: Time, account: &str) {
    while !shared.is_shutting() {
        let Some(office) = office.upgrade().map(Office) else { return };
        if let Err(error) = office.close_day_if_due(at, account)
            && !shared.is_shutting()
        {
            tracing::warn!(%error, "the day is not closed for the moment");
        }
        drop(office);
        shared.wait_until(Instant::now() + LOOK, u64::MAX);
    }
}
