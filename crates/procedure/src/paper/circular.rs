//! Circulars: one text sent to many, each of whom gets a paper of their own. Here stands what such a paper knows of its place
//! among the others, and what the paper whose text was sent knows of them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Arrival, Channel, CopyGiven, Holder, KeptVersion, Marking, NamedAs, Paper, Principal};
use crate::card::{Field, Party};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::ids::{Hash, LevelId, ListId, OfficerId, PaperId, SeriesId};
use crate::moment::Moment;
use crate::number::RegNumber;

/// To whom one paper of a circular is addressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressed {
    /// The paper whose text was sent; `None` only for a reader who does not see that one.
    pub circular: Option<PaperId>,
    /// For which time it was sent, from 1.
    pub sent: u32,
    /// Its place among those sent then, from 1.
    pub no: u32,
    /// How many were sent then: "3 of 12".
    pub of: u32,
    /// To whom it is addressed, and who was given copy 1 of 1 of it.
    pub to: Holder,
    /// That one's name, as it stands on the card.
    pub name: String,
    /// The list on which that one stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListId>,
    /// The level that the paper which was sent had, and this one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelId>,
    /// By when an answer is awaited, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Date>,
}

impl Addressed {
    /// Its place as printed: "3 of 12".
    pub fn label(&self) -> String {
        format!("{} of {}", self.no, self.of)
    }
}

/// One time that a paper was sent as a circular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circular {
    /// Which time it was, from 1.
    pub no: u32,
    /// To how many.
    pub of: u32,
    /// In which series their papers were entered.
    pub series: SeriesId,
    /// On which day, in the office's zone.
    pub on: Date,
    /// Who sent it.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// The papers that were made, in order; for a reader, those that the reader sees.
    pub papers: Vec<SentTo>,
}

/// A paper that a circular made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentTo {
    /// The paper.
    pub paper: PaperId,
    /// Its place among those sent with it, from 1.
    pub no: u32,
    /// The number it was given, as printed.
    pub number: String,
}

/// The id of a paper that a circular makes: 128 bits of SHA-256(the act's id, the paper's place).
pub(crate) fn addressed_id(act: &PaperId, no: u32) -> PaperId {
    let mut hash = Sha256::new();
    hash.update(b"chancery/circular/v1");
    hash.update(act.0);
    hash.update(no.to_be_bytes());
    let digest = hash.finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    PaperId(id)
}

impl Paper {
    /// Whether it is one of a circular and its addressee is in the house: it has arrived, and need not be sent.
    pub fn is_addressed_in_house(&self) -> bool {
        self.addressed.as_ref().is_some_and(|addressed| addressed.to.in_house().is_some())
    }

    /// The place of the binding by which the addressee of a circular sees the paper, while it holds.
    pub fn addressee_bound(&self) -> Option<usize> {
        let to = Principal::from(self.addressed.as_ref()?.to.in_house()?);
        let holds = |one: &super::Binding| one.ended.is_none() && one.named_as == NamedAs::Addressee && one.to == to;
        self.bindings.iter().position(holds)
    }

    /// Folds to whom it is addressed: the name bound, where it is of the house; a copy in that one's hand; the level; the
    /// answer awaited. All of it stands in a part that is never destroyed, as rights do that somebody could lose.
    pub(crate) fn apply_addressed(
        &mut self,
        acted: &Acted,
        addressed: &Addressed,
        on: Date,
        at: Moment,
    ) -> Result<(), Misfit> {
        let paper = self.id;
        self.arrival = Arrival { channel: Channel::House, ..Arrival::default() };
        self.card.to = vec![Field::set(Party::named(addressed.name.as_str()), None, acted.officer.clone())];
        if let Some(level) = &addressed.level {
            self.marking = Marking::Confirmed { level: level.clone() };
        }
        if let Some(who) = addressed.to.in_house() {
            let (name, named_as, to) = (addressed.name.clone(), NamedAs::Addressee, Principal::from(who));
            self.apply_binding(acted, &Event::NameBound { paper, place: 0, name, named_as, to, rule: None }, at)?;
        }
        let copies = vec![CopyGiven { no: 1, holder: addressed.to.clone(), instead_of: None }];
        // Of which bytes it is a copy is said by the text of the circular.
        let (list, hash) = (addressed.list.clone(), Hash([0; 32]));
        self.apply_copies(acted, &Event::CopiesGiven { paper, list, of: 1, on, hash, copies }, at)?;
        if let Some(by) = addressed.answer_by {
            let desk = match &addressed.to {
                Holder::Desk(desk) => Some(desk.clone()),
                Holder::Officer(_) | Holder::Outside(_) => None,
            };
            self.apply_awaited(acted, &Event::AnswerAwaited { paper, by, desk, direction: None }, at)?;
        }
        self.addressed = Some(Box::new(addressed.clone()));
        Ok(())
    }

    /// Folds what a circular sent to all into one of the papers that its entry made.
    pub(crate) fn apply_circular_text(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        // The paper that was sent may be one of an earlier circular; it was there before this entry.
        let Event::CircularText { version, card, senders, precedence, .. } = event else { return Ok(()) };
        if self.rev > 0 || self.addressed.is_none() {
            return Ok(());
        }
        self.arrival.precedence.clone_from(precedence);
        let by = acted.officer.clone();
        self.versions.push(KeptVersion { version: version.clone(), at, by, withdrawn: None });
        let to = std::mem::take(&mut self.card.to);
        let mut card = card.clone();
        card.to = to;
        self.describe(&card);
        self.copies.iter_mut().for_each(|copy| copy.hash = version.hash);
        for bound in senders {
            let (paper, place) = (self.id, self.bindings.len());
            let (name, named_as, to) = (bound.name.clone(), bound.named_as, bound.to.clone());
            self.apply_binding(acted, &Event::NameBound { paper, place, name, named_as, to, rule: None }, at)?;
        }
        Ok(())
    }

    /// Folds that the paper was sent as a circular; the papers made of it stand in the same entry, after this.
    pub(crate) fn apply_circular_sent(&mut self, acted: &Acted, event: &Event, at: Moment) {
        let Event::CircularSent { no, of, series, on, .. } = event else { return };
        let (series, by) = (series.clone(), acted.officer.clone());
        self.circulars.push(Circular { no: *no, of: *of, series, on: *on, by, at, papers: Vec::new() });
    }

    /// Folds that a paper was made of this one by a circular.
    pub(crate) fn apply_sent_to(&mut self, paper: PaperId, number: &RegNumber, addressed: &Addressed) {
        if addressed.circular != Some(self.id) {
            return;
        }
        if let Some(circular) = self.circulars.iter_mut().find(|circular| circular.no == addressed.sent) {
            circular.papers.push(SentTo { paper, no: addressed.no, number: number.text().to_owned() });
        }
    }
}
