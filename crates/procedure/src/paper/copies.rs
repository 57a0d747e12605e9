//! Numbered copies: who holds which, and what became of each. A copy held in the house is at the same time the right to read.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{InHouse, Paper, Principal};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::ids::{BodyId, DeskId, Hash, ListId, OfficerId};
use crate::moment::Moment;

/// Who holds a copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "is", content = "who", rename_all = "snake_case")]
pub enum Holder {
    /// A person, "personal for".
    Officer(OfficerId),
    /// A post: whoever acts for the desk.
    Desk(DeskId),
    /// Somebody outside the house, as the copy is addressed. The registry enters the receipt.
    Outside(String),
}

impl Holder {
    /// The officer or desk, where it is held in the house.
    pub fn in_house(&self) -> Option<InHouse> {
        match self {
            Self::Officer(officer) => Some(InHouse::Officer(officer.clone())),
            Self::Desk(desk) => Some(InHouse::Desk(desk.clone())),
            Self::Outside(_) => None,
        }
    }

    /// As it stands in forms and on the command line, and reads back: "desk:legal", "officer:lind", "outside:The Embassy".
    pub fn key(&self) -> String {
        match self {
            Self::Officer(officer) => format!("officer:{officer}"),
            Self::Desk(desk) => format!("desk:{desk}"),
            Self::Outside(name) => format!("outside:{name}"),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer(officer) => write!(f, "officer {officer}"),
            Self::Desk(desk) => write!(f, "desk {desk}"),
            Self::Outside(name) => f.write_str(name),
        }
    }
}

impl From<InHouse> for Holder {
    fn from(who: InHouse) -> Self {
        match who {
            InHouse::Officer(officer) => Self::Officer(officer),
            InHouse::Desk(desk) => Self::Desk(desk),
        }
    }
}

impl FromStr for Holder {
    type Err = String;

    /// Reads a [`key`](Self::key).
    fn from_str(said: &str) -> Result<Self, String> {
        let (is, who) = said
            .split_once(':')
            .ok_or_else(|| format!("{said:?} is none of desk:CODE, officer:CODE and outside:NAME"))?;
        match is {
            "outside" => Ok(Self::Outside(who.trim().to_owned())),
            _ => said.parse().map(|who: InHouse| who.into()),
        }
    }
}

/// One copy of a paper, from when it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// Its number, from 1. A number is never given twice.
    pub no: u32,
    /// How many copies there were with those given in the same entry, as is printed on it: "copy 3 of 7".
    pub of: u32,
    /// Who holds it, or held it last.
    pub holder: Holder,
    /// Since when that one has it: the moment at which it was given, or went with a desk that was handed over.
    pub since: Moment,
    /// Who had it before, each with the moment since when: a desk that was handed over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<(Holder, Moment)>,
    /// The list by which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListId>,
    /// The copy in whose place it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<u32>,
    /// On which day it was given, in the office's zone.
    pub on: Date,
    /// SHA-256 of the bytes that it is a copy of.
    pub hash: Hash,
    /// Who gave it.
    pub by: OfficerId,
    /// When it was given.
    pub at: Moment,
    /// What was done with it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handled: Vec<CopyHandled>,
    /// Set once it is held no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<CopyEnded>,
}

/// Something done with a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyHandled {
    /// What.
    pub did: CopyDid,
    /// Who entered it: of what is held in the house the holder, of a receipt from outside the registry.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// What is done with a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CopyDid {
    /// It was received, of which the registry holds the receipt.
    Received {
        /// On which day.
        on: Date,
        /// By whom, as the receipt says.
        who: String,
    },
    /// Its holder read it and says so.
    Acknowledged,
    /// It was set on paper, or its bytes were handed out.
    Printed {
        /// The page that was set for it, where none was kept that could be printed once more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<KeptPage>,
    },
}

/// The size of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 inches.
    Letter,
}

/// A page that was set and is kept as it went out: forms, letterhead and typesetter may change after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPage {
    /// Its bytes, as the journal keeps them.
    pub body: BodyId,
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// How many bytes.
    pub bytes: u64,
    /// On which size of page.
    pub size: PageSize,
}

impl CopyDid {
    /// Leaves out what names bytes.
    pub fn forget_bytes(&mut self) {
        if let Self::Printed { page } = self {
            *page = None;
        }
    }

    /// In words, as they stand after "it was".
    pub fn words(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Acknowledged => "acknowledged",
            Self::Printed { .. } => "printed",
        }
    }
}

/// That a copy is held no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyEnded {
    /// How.
    pub end: CopyEnd,
    /// Who entered it.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// How the holding of a copy ends. The right to read by it ends with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CopyEnd {
    /// Its holder gave it back.
    Returned {
        /// What was said with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<String>,
    },
    /// It was called back.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// Another copy was given in its place.
    Substituted {
        /// The number of that one.
        copy: u32,
        /// Why.
        reason: String,
    },
}

impl CopyEnd {
    /// In words, as they stand after "it was".
    pub fn words(&self) -> &'static str {
        match self {
            Self::Returned { .. } => "returned",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Substituted { .. } => "substituted",
        }
    }
}

/// One copy as it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyGiven {
    /// Its number.
    pub no: u32,
    /// Who holds it.
    pub holder: Holder,
    /// The copy in whose place it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<u32>,
}

impl Copy {
    /// Whether it is held.
    pub fn is_held(&self) -> bool {
        self.ended.is_none()
    }

    /// Who had it at a moment; the first who had it, where that is before it was given.
    pub fn holder_at(&self, at: Moment) -> &Holder {
        let had = self.before.iter().rev().find(|(_, since)| *since <= at);
        match had.filter(|_| at < self.since) {
            Some((holder, _)) => holder,
            None if at < self.since => self.before.first().map_or(&self.holder, |(holder, _)| holder),
            None => &self.holder,
        }
    }

    /// When it was called back, by itself or with another given in its place.
    pub fn called_back(&self) -> Option<Moment> {
        self.ended.as_ref().filter(|ended| !matches!(ended.end, CopyEnd::Returned { .. })).map(|ended| ended.at)
    }

    /// The moment at which its holder acknowledged it.
    pub fn acknowledged(&self) -> Option<Moment> {
        let read = self.handled.iter().find(|one| one.at >= self.since && one.did == CopyDid::Acknowledged);
        read.map(|one| one.at)
    }

    /// Whether it lies in the house, and whoever holds it has not said that it was read.
    pub fn is_to_read(&self) -> bool {
        self.is_held() && self.acknowledged().is_none() && !matches!(self.holder, Holder::Outside(_))
    }

    /// On which day and by whom it was received outside the house, as the receipt says.
    pub fn received(&self) -> Option<(Date, &str)> {
        self.handled.iter().find_map(|one| match &one.did {
            CopyDid::Received { on, who } => Some((*on, who.as_str())),
            _ => None,
        })
    }

    /// When its holder gave it back.
    pub fn returned(&self) -> Option<Moment> {
        self.ended.as_ref().filter(|ended| matches!(ended.end, CopyEnd::Returned { .. })).map(|ended| ended.at)
    }

    /// How often it was printed.
    pub fn prints(&self) -> usize {
        self.handled.iter().filter(|one| matches!(one.did, CopyDid::Printed { .. })).count()
    }

    /// The page on which it was set first for whoever holds it now, on this size; what is printed again is this page.
    pub fn kept_page(&self, size: PageSize) -> Option<&KeptPage> {
        let theirs = self.handled.iter().filter(|one| one.at >= self.since);
        let pages = theirs.filter_map(|one| match &one.did {
            CopyDid::Printed { page } => page.as_ref(),
            _ => None,
        });
        pages.into_iter().find(|page| page.size == size)
    }

    /// Leaves out what names bytes: for whoever may see the card and not the paper.
    pub fn forget_bytes(&mut self) {
        self.hash = Hash([0; 32]);
        for one in &mut self.handled {
            one.did.forget_bytes();
        }
    }

    /// Its number as printed: "3 of 7".
    pub fn label(&self) -> String {
        format!("{} of {}", self.no, self.of)
    }

    /// Whom it gives the right to read, from when until when.
    pub(crate) fn names(&self) -> Option<(Principal, Moment, Option<Moment>)> {
        let principal = self.holder.in_house()?.into();
        Some((principal, self.since, self.ended.as_ref().map(|ended| ended.at)))
    }
}

impl Paper {
    /// The copy of that number.
    pub fn copy(&self, no: u32) -> Option<&Copy> {
        self.copies.iter().find(|copy| copy.no == no)
    }

    /// Copies that are held.
    pub fn held_copies(&self) -> impl Iterator<Item = &Copy> {
        self.copies.iter().filter(|copy| copy.is_held())
    }

    /// The number that the next copy is given.
    pub fn next_copy(&self) -> u32 {
        self.copies.iter().map(|copy| copy.no).max().unwrap_or(0) + 1
    }

    /// Folds what an event says of copies.
    pub(crate) fn apply_copies(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        match event {
            Event::CopiesGiven { list, of, on, hash, copies, .. } => {
                let (list, of, on, hash) = (list.clone(), *of, *on, *hash);
                self.copies.extend(copies.iter().map(|given| Copy {
                    no: given.no,
                    of,
                    holder: given.holder.clone(),
                    since: at,
                    before: Vec::new(),
                    list: list.clone(),
                    instead_of: given.instead_of,
                    on,
                    hash,
                    by: by.clone(),
                    at,
                    handled: Vec::new(),
                    ended: None,
                }));
            }
            Event::CopyHandled { copy: no, did, .. } => {
                let handled = CopyHandled { did: did.clone(), by, at };
                match self.copies.iter_mut().find(|copy| copy.no == *no) {
                    Some(copy) => copy.handled.push(handled),
                    None => self.unless_lost("copy_handled", || format!("there is no copy {no}"))?,
                }
            }
            Event::CopiesEnded { copies, end, .. } => {
                for no in copies {
                    let ended = CopyEnded { end: end.clone(), by: by.clone(), at };
                    match self.copies.iter_mut().find(|copy| copy.no == *no) {
                        Some(copy) => copy.ended = Some(ended),
                        None => self.unless_lost("copies_ended", || format!("there is no copy {no}"))?,
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
