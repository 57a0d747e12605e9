//! Correspondents: persons and offices outside the house with which it exchanges papers, folded from their events.
//!
//! A correspondent gives nobody sight and is given none. Who may see one goes by where it was taken in: from a paper of a
//! list-only series it is its registry's alone ([`sees`]).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::house::{House, Visibility};
use crate::ids::{CorrespondentId, DeskId, LevelId, OfficerId, SeriesId};
use crate::moment::Moment;
use crate::sight::Reader;

mod rule;

pub use rule::{Rule, RuleFacts, exact_key, parties};

/// Most posts of one correspondent.
pub const POSTS_MAX: usize = 64;
/// Most acts on one correspondent: their history is held whole.
pub const TURNS_MAX: usize = 1_024;

/// A person or office outside the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correspondent {
    /// Its code.
    pub id: CorrespondentId,
    /// Name as printed: "Dean Acheson".
    pub name: String,
    /// Other names under which it stands on papers.
    pub aliases: Vec<Alias>,
    /// Posts it held or holds.
    pub posts: Vec<PostHeld>,
    /// The registry that keeps it.
    pub desk: DeskId,
    /// Who in the house may see it: everyone, the registry's desk and those above, or that desk alone.
    pub rule: Visibility,
    /// The level of the paper it was taken from; nobody not cleared to it sees it.
    pub level: Option<LevelId>,
    /// What the office confirmed as usual for its papers.
    pub usual: Option<Usual>,
    /// Set when it turned out to be another.
    pub merged: Option<Merged>,
    /// What was done with it, in order.
    pub turns: Vec<Turn>,
}

/// Another name of a correspondent, confirmed by an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The name as it stands on papers.
    pub name: String,
    /// By whom it was confirmed.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// A post that somebody held for a time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PostHeld {
    /// The post: "Secretary of State".
    pub post: Option<String>,
    /// The office: "Department of State".
    pub office: Option<String>,
    /// From which day, inclusive; `None` where it is not known.
    pub from: Option<Date>,
    /// Until which day, inclusive; `None` where it is not known.
    pub until: Option<Date>,
}

impl PostHeld {
    /// Whether it was held on a day, as far as is known: `None` where neither end is.
    pub fn held_on(&self, day: Date) -> Option<bool> {
        if self.from.is_none() && self.until.is_none() {
            return None;
        }
        Some(self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until))
    }
}

/// What is usual for papers that come from a correspondent. Proposed at Enter, never done by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usual {
    /// The series.
    pub series: Option<SeriesId>,
    /// The desk that leads.
    pub desk: Option<DeskId>,
    /// The kind.
    pub kind: Option<String>,
    /// By whom it was confirmed.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// That a correspondent turned out to be another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The other.
    pub into: CorrespondentId,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// One act on a correspondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// What was done.
    pub what: TurnKind,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// Why, where it was said.
    pub reason: Option<String>,
}

/// What was done with a correspondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum TurnKind {
    /// Taken in.
    Added,
    /// Name, aliases or posts changed.
    Changed,
    /// What is usual was confirmed or taken back.
    UsualConfirmed,
    /// Merged into another.
    Merged {
        /// The other.
        into: CorrespondentId,
    },
    /// The merging was undone.
    Parted {
        /// The other.
        from: CorrespondentId,
    },
}

impl Correspondent {
    /// Its name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(|alias| alias.name.as_str()))
    }

    /// Folds one event into a correspondent's state before it; `None` where it was not there and is not taken in.
    ///
    /// # Errors
    /// When the event speaks of a correspondent that is not there, or takes in one that is.
    pub fn apply(before: Option<Self>, acted: &Acted, event: &Event, at: Moment) -> Result<Option<Self>, Misfit> {
        let Some(id) = event.correspondent() else { return Ok(before) };
        let wrong = |event, why| Err(Misfit { event, why });
        let mut known = match (before, event) {
            (None, Event::CorrespondentAdded { .. }) => return Ok(Self::added(acted, event, at)),
            (None, _) => return wrong("correspondent", format!("there is no correspondent {id}")),
            (Some(_), Event::CorrespondentAdded { .. }) => {
                return wrong("correspondent_added", format!("correspondent {id} is there already"));
            }
            (Some(known), _) => known,
        };
        let by = &acted.officer;
        let (what, reason) = match event {
            Event::CorrespondentChanged { name, aliases, posts, reason, .. } => {
                known.name.clone_from(name);
                known.aliases = confirmed(std::mem::take(&mut known.aliases), aliases, by, at);
                known.posts.clone_from(posts);
                (TurnKind::Changed, reason.clone())
            }
            Event::UsualConfirmed { series, desk, kind, .. } => {
                let said = series.is_some() || desk.is_some() || kind.is_some();
                known.usual = said.then(|| Usual {
                    series: series.clone(),
                    desk: desk.clone(),
                    kind: kind.clone(),
                    by: by.clone(),
                    at,
                });
                (TurnKind::UsualConfirmed, None)
            }
            Event::CorrespondentMerged { into, reason, .. } => {
                known.merged = Some(Merged { into: into.clone(), reason: reason.clone(), by: by.clone(), at });
                (TurnKind::Merged { into: into.clone() }, Some(reason.clone()))
            }
            Event::CorrespondentParted { reason, .. } => match known.merged.take() {
                Some(merged) => (TurnKind::Parted { from: merged.into }, Some(reason.clone())),
                None => return wrong("correspondent_parted", format!("correspondent {id} is merged into none")),
            },
            _ => return Ok(Some(known)),
        };
        known.turns.push(Turn { what, by: by.clone(), at, reason });
        Ok(Some(known))
    }

    fn added(acted: &Acted, event: &Event, at: Moment) -> Option<Self> {
        let Event::CorrespondentAdded { correspondent, name, aliases, posts, desk, rule, level, beside } = event else {
            return None;
        };
        let by = &acted.officer;
        Some(Self {
            id: correspondent.clone(),
            name: name.clone(),
            aliases: confirmed(Vec::new(), aliases, by, at),
            posts: posts.clone(),
            desk: desk.clone(),
            rule: *rule,
            level: level.clone(),
            usual: None,
            merged: None,
            turns: vec![Turn { what: TurnKind::Added, by: by.clone(), at, reason: beside.clone() }],
        })
    }
}

/// Aliases as they are now: those that were there keep who confirmed them and when.
fn confirmed(before: Vec<Alias>, now: &[String], by: &OfficerId, at: Moment) -> Vec<Alias> {
    let kept = |name: &String| before.iter().find(|alias| alias.name == *name).cloned();
    now.iter().map(|name| kept(name).unwrap_or_else(|| Alias { name: name.clone(), by: by.clone(), at })).collect()
}

/// Whether a reader may see a correspondent: cleared to its level, and by its rule.
pub fn sees(house: &House, reader: &Reader, correspondent: &Correspondent) -> bool {
    let Some(cleared_to) = reader.cleared_to else { return false };
    // A level that is no longer on the scale ranks above everyone, as on a paper.
    if correspondent.level.as_ref().is_some_and(|level| house.rank(level) > cleared_to) {
        return false;
    }
    match correspondent.rule {
        Visibility::WholeHouse => true,
        Visibility::DeskAndChief => reader.chief_of.contains(&correspondent.desk),
        Visibility::ListOnly => reader.desks.contains(&correspondent.desk),
    }
}
