//! The list of what was handed over, that both sign: from the entry, each line as whoever reads it sees it. Page, API and
//! command line take it from here.

use phrases::say;
use procedure::dossier::DossierEvent;
use procedure::event::Event;
use procedure::handing::{DossierHeld, Held};
use procedure::house::House;
use procedure::paper::InHouse;
use register::{HandOverRow, HandedLine, HandedWhat, Viewer};
use serde::Serialize;

use super::Office;
use super::command::Fault;
use super::rebuilding::{Unfolded, unfold};
use crate::words;

/// What an entry handed over, as a viewer sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HandedList {
    /// From whom to whom, when and why.
    #[serde(flatten)]
    pub row: HandOverRow,
    /// What went over.
    pub lines: Vec<HandedLine>,
    /// Where a desk went from officer to officer: what waited at it.
    pub at_desk: Vec<HandedLine>,
}

impl Office {
    /// What an entry handed over; `None` where it handed nothing over, or nothing of the viewer's business.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn handed(&self, viewer: &Viewer, entry: u64) -> Result<Option<HandedList>, Fault> {
        let reads = self.reads()?;
        let Some(row) = reads.hand_over(viewer, entry).map_err(Fault::unread)? else { return Ok(None) };
        let kept = self.journal()?.entry(entry)?;
        let kept = kept.ok_or_else(|| Fault::unread(say!("entry {entry} is not there")))?;
        let Unfolded { events, .. } = unfold(&kept).map_err(Fault::unread)?;
        let (mut moved, mut waited) = (Held::default(), Held::default());
        for event in events {
            match event {
                Event::HandedOver { papers, held, .. } => {
                    moved.papers = papers;
                    waited = held.unwrap_or_default();
                }
                Event::InDossier { dossier, change: DossierEvent::HandedOver { what, .. }, .. } => {
                    moved.dossiers.push(DossierHeld { dossier, what });
                }
                _ => {}
            }
        }
        let lines = reads.handed_lines(viewer, &moved).map_err(Fault::unread)?;
        let at_desk = reads.handed_lines(viewer, &waited).map_err(Fault::unread)?;
        Ok(Some(HandedList { row, lines, at_desk }))
    }
}

/// The name of an officer or a desk as printed.
pub(crate) fn named(house: &House, who: &InHouse) -> String {
    match who {
        InHouse::Desk(code) => words::desk(house, code),
        InHouse::Officer(code) => words::officer(house, code),
    }
}

/// What a line says beside its paper or dossier.
pub(crate) fn told(house: &House, what: &HandedWhat) -> String {
    let first = |words: &str| words.lines().next().unwrap_or_default().to_owned();
    match what {
        HandedWhat::Direction { act, part, from, accepted, .. } => {
            let asked = words::asked(*act, *part);
            let taken = if *accepted { say!(", accepted") } else { "" };
            say!("{asked}{taken}; from {}", named(house, &InHouse::Desk(from.clone())))
        }
        HandedWhat::CameBack { .. } => say!("Came back, to be marked out anew").to_owned(),
        HandedWhat::BringForward { reason, .. } => say!("Back: {}", first(reason)),
        HandedWhat::Answer => say!("Answer owed").to_owned(),
        HandedWhat::Copy { no, of } => say!("Holds copy {no} of {of}"),
        HandedWhat::Home => say!("Keeps the dossier").to_owned(),
        HandedWhat::Draft { no, title } => say!("Draws up draft {no}: {title}"),
        HandedWhat::Step { draft, what, .. } => say!("If draft {draft} is adopted: {}", first(what)),
        HandedWhat::Concurrence { draft, title, .. } => say!("Concur in draft {draft}: {title}"),
        HandedWhat::Submission { bottom_line, .. } => say!("Submitted: {}", first(bottom_line)),
        HandedWhat::Decision { bottom_line, .. } => say!("Decide: {}", first(bottom_line)),
        HandedWhat::PrivateOffice { bottom_line, .. } => say!("Look through, for the box: {}", first(bottom_line)),
        HandedWhat::Action { what, .. } => say!("Do: {}", first(what)),
        HandedWhat::Control { what, .. } => say!("See done: {}", first(what)),
        HandedWhat::Assessment { says, .. } => say!("Assess: {}", first(says)),
        HandedWhat::Deadline { what, .. } => say!("By its day: {}", first(what)),
    }
}
