//! A paper's trail: the entries of the journal that touched it, as far as a viewer may see them. Page, API and command
//! line take it from here and nowhere else.

use phrases::say;
use std::collections::BTreeMap;

use procedure::card::Card;
use procedure::dossier::{Dossier, DossierEvent};
use procedure::event::{Acted, Event};
use procedure::ids::{DossierId, Hash, PaperId};
use procedure::moment::Moment;
use procedure::sight::Sight;
use register::{Reads, RegisterError, Seen, Viewer};

use super::Office;
use super::command::Fault;
use super::meant::weighed;
use super::rebuilding::{Unfolded, unfold};

/// One line of a trail: an entry of the journal that touched the paper or the dossier.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TrailLine {
    /// The entry's number.
    pub entry: u64,
    /// When.
    pub at: Moment,
    /// Who did what. Of the papers it touched only this one is named.
    pub acted: Acted,
    /// What happened to this paper; ties and offers of others in the same entry are left out.
    pub events: Vec<Event>,
}

impl Office {
    /// The entries that touched a paper, oldest first, as far as the viewer sees them:
    ///
    /// - nothing of a paper that is not seen; of one of which only own acts are seen, those;
    /// - no tie, offer, answer, look-alike or split that leads to a paper which is not seen, no reason of undoing one,
    ///   no filing in a dossier which is not seen, and no line of which nothing else would be left; of interim replies and
    ///   answers reopened, not which papers;
    /// - without sight of the whole paper, nothing by which its bytes could be named.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn trail(&self, viewer: &Viewer, paper: &PaperId) -> Result<Vec<TrailLine>, Fault> {
        let reads = self.reads()?;
        let sight = reads.sight(viewer, paper).map_err(Fault::unread)?;
        if sight == Sight::None {
            return Ok(Vec::new());
        }
        let entries = reads.trail(paper).map_err(Fault::unread)?;
        let journal = self.journal()?;
        let mut lines = Vec::new();
        for number in entries {
            let entry = journal.entry(number)?.ok_or_else(|| Fault::unread(say!("entry {number} is not there")))?;
            let Unfolded { mut acted, events, .. } = unfold(&entry).map_err(Fault::unread)?;
            acted.papers.retain(|touched| touched == paper);
            acted.dossiers.clear();
            let circular = of_circular(&events);
            if reads.sights(viewer, &circular).map_err(Fault::unread)?.len() < circular.len() {
                // Out of the digest of the act one could guess to whom else it went.
                acted.digest = Hash([0; 32]);
            }
            let at = Moment::from_micros(entry.header.moment_us);
            let addressed = circular.contains(paper) && events.iter().any(|event| enters(event, paper));
            let touches =
                |event| if addressed && is_sent_to_all(&event) { Some(event) } else { touching(event, paper) };
            let events = events.into_iter().filter_map(touches).collect();
            lines.push(TrailLine { entry: number, at, acted, events });
        }
        trim(&reads, viewer, sight, lines).map_err(Fault::unread)
    }

    /// The lines of [`Office::trail`] after the entry `rev`: what happened since the viewer saw the paper with that `rev`
    /// (see [`Office::seen`]).
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn trail_since(&self, viewer: &Viewer, paper: &PaperId, rev: u64) -> Result<Vec<TrailLine>, Fault> {
        let mut lines = self.trail(viewer, paper)?;
        lines.retain(|line| line.entry > rev);
        Ok(lines)
    }

    /// The paper of an id, as the viewer sees it, with a `rev` of the viewer's own: the entry of the last line that its trail
    /// has for the viewer, as that line tells it. How many entries touched it is not told, since hidden papers touch what they
    /// cite and answer. `None` where it is not there or not to be seen, which look the same.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn seen(&self, viewer: &Viewer, paper: &PaperId) -> Result<Option<Seen>, Fault> {
        Ok(self.seen_with_trail(viewer, paper)?.map(|(seen, _)| seen))
    }

    /// [`Office::seen`], with that trail.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn seen_with_trail(&self, viewer: &Viewer, paper: &PaperId) -> Result<Option<(Seen, Vec<TrailLine>)>, Fault> {
        // Before the paper: what comes in between is then known as newer than what is shown, and never as seen.
        let trail = self.trail(viewer, paper)?;
        let seen = self.reads()?.paper(viewer, paper).map_err(Fault::unread)?;
        Ok(seen.map(|mut seen| {
            seen.paper.rev = trail.last().map_or(0, |line| line.entry);
            (seen, trail)
        }))
    }
}

impl Office {
    /// The entries that touched a dossier, oldest first, without the first `rev` of them; nothing of one that is not seen.
    /// Of what else such an entry did nothing is told: a paper is seen by its own right, on its own trail.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn dossier_trail(&self, viewer: &Viewer, dossier: &DossierId, rev: u64) -> Result<Vec<TrailLine>, Fault> {
        let reads = self.reads()?;
        let Some(seen) = reads.dossier(viewer, dossier).map_err(Fault::unread)? else { return Ok(Vec::new()) };
        let entries = reads.dossier_trail(dossier).map_err(Fault::unread)?;
        let journal = self.journal()?;
        let mut lines = Vec::new();
        for number in entries.into_iter().skip(usize::try_from(rev).unwrap_or(usize::MAX)) {
            let entry = journal.entry(number)?.ok_or_else(|| Fault::unread(say!("entry {number} is not there")))?;
            let Unfolded { mut acted, mut events, .. } = unfold(&entry).map_err(Fault::unread)?;
            acted.papers.clear();
            acted.dossiers.retain(|touched| touched == dossier);
            events.retain(|event| event.dossier() == Some(dossier) && is_for_all_eyes(event, &seen));
            if events.is_empty() {
                continue;
            }
            lines.push(TrailLine { entry: number, at: Moment::from_micros(entry.header.moment_us), acted, events });
        }
        Ok(lines)
    }
}

/// Whether an event may be told to whoever sees the dossier so: what a private office adds is for two pairs of eyes.
fn is_for_all_eyes(event: &Event, seen: &Dossier) -> bool {
    let Event::InDossier { change: DossierEvent::CoverAdded { submission, .. }, .. } = event else { return true };
    seen.submission(*submission).is_some_and(|one| !one.covers.is_empty())
}

/// The papers of a circular: the one that was sent, and those that were made of it. None where an entry sent none.
fn of_circular(events: &[Event]) -> Vec<PaperId> {
    let paper = |event: &Event| match event {
        Event::CircularSent { paper, .. } | Event::Registered { paper, addressed: Some(_), .. } => Some(*paper),
        _ => None,
    };
    events.iter().filter_map(paper).collect()
}

fn enters(event: &Event, id: &PaperId) -> bool {
    matches!(event, Event::Registered { paper, first: true, .. } if paper == id)
}

/// Whether it is of each paper that the same entry addresses.
fn is_sent_to_all(event: &Event) -> bool {
    matches!(event, Event::CircularText { .. })
}

/// An event as far as it touches a paper.
fn touching(event: Event, id: &PaperId) -> Option<Event> {
    match event {
        Event::CitationsTied { ties } => {
            let ties: Vec<_> = ties.into_iter().filter(|tie| tie.paper == *id).collect();
            (!ties.is_empty()).then_some(Event::CitationsTied { ties })
        }
        Event::MatchesOffered { offers } => {
            let offers: Vec<_> = offers.into_iter().filter(|made| made.paper == *id).collect();
            (!offers.is_empty()).then_some(Event::MatchesOffered { offers })
        }
        Event::CitationsReopened { ties, reason } => {
            let ties: Vec<_> = ties.into_iter().filter(|undone| undone.paper == *id).collect();
            (!ties.is_empty()).then_some(Event::CitationsReopened { ties, reason })
        }
        // What of other papers went over, and what waited at the desk, is told by the list of the hand-over.
        Event::HandedOver { from, to, desk, reason, mut papers, .. } => {
            papers.retain(|handed| handed.paper == *id);
            (!papers.is_empty()).then_some(Event::HandedOver { from, to, desk, reason, papers, held: None })
        }
        Event::AnswerLinked { paper, answers } => {
            (paper == *id || answers == *id).then_some(Event::AnswerLinked { paper, answers })
        }
        Event::AnswerUnlinked { paper, answers, reason } => {
            (paper == *id || answers == *id).then_some(Event::AnswerUnlinked { paper, answers, reason })
        }
        Event::SplitOff { paper, version, enclosed, into } => {
            (paper == *id || into == *id).then_some(Event::SplitOff { paper, version, enclosed, into })
        }
        other => (other.paper() == Some(*id)).then_some(other),
    }
}

/// The other papers that an event names.
fn others(event: &Event) -> Vec<PaperId> {
    match event {
        Event::CitationsTied { ties } => ties.iter().map(|tie| tie.to).collect(),
        Event::MatchesOffered { offers } => offers.iter().map(|made| made.offer.to).collect(),
        Event::CitationsReopened { ties, .. } => ties.iter().map(|undone| undone.to).collect(),
        Event::CitationUntied { to, .. } => vec![*to],
        Event::AnswerLinked { paper, answers } | Event::AnswerUnlinked { paper, answers, .. } => vec![*paper, *answers],
        Event::SplitOff { paper, into, .. } => vec![*paper, *into],
        Event::Registered { addressed: Some(addressed), .. } => addressed.circular.into_iter().collect(),
        Event::InterimReplied { answer, .. } => answer.iter().copied().collect(),
        Event::AnswerReopened { despite, .. } => despite.clone(),
        Event::DispatchEnded { end, .. } => end.evidence().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The dossier that a paper was filed in by an event.
fn filed_in(event: &Event) -> Option<&DossierId> {
    match event {
        Event::Filed { dossier, .. } => Some(dossier),
        _ => None,
    }
}

fn trim(reads: &Reads, viewer: &Viewer, sight: Sight, lines: Vec<TrailLine>) -> Result<Vec<TrailLine>, RegisterError> {
    let named: Vec<PaperId> = lines.iter().flat_map(|line| line.events.iter().flat_map(others)).collect();
    let seen = reads.sights(viewer, &named)?;
    let dossiers = lines.iter().flat_map(|line| line.events.iter().filter_map(filed_in)).cloned().collect();
    let dossiers = reads.dossiers_seen(viewer, &dossiers)?;
    let mut trimmed = Vec::with_capacity(lines.len());
    for mut line in lines {
        let own = is_of(viewer, &line.acted);
        if sight < Sight::Card && !own {
            continue;
        }
        let had = line.events.len();
        let mut events = Vec::with_capacity(had);
        for event in std::mem::take(&mut line.events) {
            // A look-alike is named by its number as printed.
            let shown = match &event {
                Event::EnteredAgain { again, .. } => !reads.by_number(viewer, &again.of)?.is_empty(),
                _ => filed_in(&event).is_none_or(|dossier| dossiers.contains(dossier)),
            };
            events.extend(of_seen(event, &seen).filter(|_| shown).and_then(|event| within(event, sight)));
        }
        line.events = events;
        // That one did something stays in sight, though not what came of it.
        if !line.events.is_empty() || had == 0 || sight < Sight::Card {
            trimmed.push(line);
        }
    }
    Ok(weighed(trimmed))
}

fn is_of(viewer: &Viewer, acted: &Acted) -> bool {
    match viewer {
        Viewer::Officer { reader, .. } => reader.officer == acted.officer,
        Viewer::Owner { .. } => true,
    }
}

/// An event without what leads to papers that are not seen.
fn of_seen(event: Event, seen: &BTreeMap<PaperId, Sight>) -> Option<Event> {
    let sees = |id: &PaperId| seen.contains_key(id);
    match event {
        Event::CitationsTied { mut ties } => {
            ties.retain(|tie| sees(&tie.to));
            (!ties.is_empty()).then_some(Event::CitationsTied { ties })
        }
        Event::MatchesOffered { mut offers } => {
            offers.retain(|made| sees(&made.offer.to));
            (!offers.is_empty()).then_some(Event::MatchesOffered { offers })
        }
        Event::CitationsReopened { mut ties, reason } => {
            ties.retain(|undone| sees(&undone.to));
            (!ties.is_empty()).then_some(Event::CitationsReopened { ties, reason })
        }
        // Of which paper it is one is told to whoever sees that paper.
        Event::Registered { paper, number, on, kind, late, reserved, first, bodies, addressed } => {
            let addressed = addressed.map(|mut addressed| {
                addressed.circular = addressed.circular.filter(sees);
                addressed
            });
            Some(Event::Registered { paper, number, on, kind, late, reserved, first, bodies, addressed })
        }
        // That a reply was interim, and that the answer was reopened, is said of this paper; what brought it is left out.
        Event::InterimReplied { paper, answer, by, reason } => {
            Some(Event::InterimReplied { paper, answer: answer.filter(sees), by, reason })
        }
        Event::DispatchEnded { paper, dispatch, mut end } => {
            end.forget_evidence(|id| !sees(id));
            Some(Event::DispatchEnded { paper, dispatch, end })
        }
        Event::AnswerReopened { paper, by, reason, mut despite } => {
            despite.retain(sees);
            Some(Event::AnswerReopened { paper, by, reason, despite })
        }
        other => others(&other).iter().all(sees).then_some(other),
    }
}

/// An event as far as this much sight of the paper shows it: the card is no own act, and bytes are not named to whoever
/// may not read them.
fn within(event: Event, sight: Sight) -> Option<Event> {
    match event {
        Event::Described { .. }
        | Event::VersionAdded { .. }
        | Event::CircularText { .. }
        | Event::ReadingProposed { .. }
        | Event::ReadingTaken { .. }
        | Event::Remarked { by_officer: false, .. }
            if sight < Sight::Card =>
        {
            None
        }
        // That it was read anew stays in sight; what was read, before it is taken, is for those who may read the text.
        Event::ReadingProposed { paper, version, text, fields, .. } if sight < Sight::Whole => {
            let (card, remarks, bodies) = (Card::default(), Vec::new(), Vec::new());
            Some(Event::ReadingProposed { paper, version, text: text.without_bytes(), card, fields, remarks, bodies })
        }
        Event::ReadingTaken { paper, version, text, card, fields } if sight < Sight::Whole => {
            Some(Event::ReadingTaken { paper, version, text: text.without_bytes(), card, fields })
        }
        Event::Registered { paper, number, on, kind, late, reserved, first, addressed, .. } if sight < Sight::Whole => {
            // To whom it is addressed stands on its card.
            let (bodies, addressed) = (Vec::new(), addressed.filter(|_| sight == Sight::Card));
            Some(Event::Registered { paper, number, on, kind, late, reserved, first, bodies, addressed })
        }
        Event::CircularText { version, card, senders, precedence, .. } if sight < Sight::Whole => {
            let (version, bodies) = (version.without_bytes(), Vec::new());
            Some(Event::CircularText { version, card, senders, precedence, bodies })
        }
        Event::VersionAdded { paper, place, version, .. } if sight < Sight::Whole => {
            Some(Event::VersionAdded { paper, place, version: version.without_bytes(), bodies: Vec::new() })
        }
        Event::Released { paper, released, reason } if sight < Sight::Whole => {
            Some(Event::Released { paper, released: released.without_bytes(), reason })
        }
        Event::CopyHandled { paper, copy, mut did, .. } if sight < Sight::Whole => {
            did.forget_bytes();
            Some(Event::CopyHandled { paper, copy, did, bodies: Vec::new() })
        }
        Event::Exported { export, .. } if sight < Sight::Whole => {
            Some(Event::Exported { export, sheet: None, bodies: Vec::new() })
        }
        Event::CopiesGiven { paper, list, of, on, copies, .. } if sight < Sight::Whole => {
            Some(Event::CopiesGiven { paper, list, of, on, hash: Hash([0; 32]), copies })
        }
        other => Some(other),
    }
}
