//! Handing over: what is gathered for the decision, and the list that both sign, each line by the sight of whoever reads it.

mod gather;
mod list;

use std::collections::BTreeSet;

use jiff::civil::Date;
use procedure::card::AskedAct;
use procedure::handing::{Held, Stays};
use procedure::house::{Capacity, House, Mandate};
use procedure::ids::{DeskId, OfficerId};
use procedure::moment::Moment;
use procedure::paper::{InHouse, Part};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::RegisterError;
use crate::desk::{About, Waits};
use crate::reads::Reads;
use crate::sight_sql::Viewer;
use gather::states;
use list::{Divided, Lines, drawn, in_dossier, on_paper};

pub(crate) use gather::{AtDesk, all, at_work, personal};

/// Most hand-overs listed.
pub const HAND_OVERS_LISTED_MAX: usize = 200;

/// What would be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandingAsk {
    /// What waits at a desk; to which other, where that is chosen.
    Desk {
        /// The desk.
        desk: DeskId,
        /// The other.
        to: Option<DeskId>,
    },
    /// A desk from one officer to another, where that one is chosen.
    Post {
        /// The desk.
        desk: DeskId,
        /// Who holds it.
        from: OfficerId,
        /// Who is to.
        to: Option<OfficerId>,
    },
}

impl HandingAsk {
    /// The desk that it is about.
    pub fn desk(&self) -> &DeskId {
        match self {
            Self::Desk { desk, .. } | Self::Post { desk, .. } => desk,
        }
    }

    /// Whose it is, and whose it would be.
    pub fn parties(&self) -> (InHouse, Option<InHouse>) {
        match self {
            Self::Desk { desk, to } => (InHouse::Desk(desk.clone()), to.clone().map(InHouse::Desk)),
            Self::Post { from, to, .. } => (InHouse::Officer(from.clone()), to.clone().map(InHouse::Officer)),
        }
    }
}

/// What one line of the list is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "numbers on the paper or in the dossier, and what stands there")]
pub enum HandedWhat {
    /// An open direction.
    Direction { no: u32, act: AskedAct, part: Part, from: DeskId, accepted: bool },
    /// A lead that came back.
    CameBack { no: u32 },
    /// What comes back on a day.
    BringForward { no: u32, reason: String },
    /// An answer owed by name.
    Answer,
    /// A numbered copy that is held.
    Copy { no: u32, of: u32 },
    /// Keeping the dossier.
    Home,
    /// Drawing a draft up.
    Draft { no: u32, title: String },
    /// A step that would follow if a draft were adopted.
    Step { draft: u32, no: u32, what: String },
    /// A concurrence asked for.
    Concurrence { draft: u32, no: u32, title: String },
    /// What was submitted.
    Submission { no: u32, bottom_line: String },
    /// What is to be decided.
    Decision { no: u32, bottom_line: String },
    /// What goes through it as private office.
    PrivateOffice { no: u32, bottom_line: String },
    /// What is owed.
    Action { no: u32, what: String },
    /// What is to be seen done.
    Control { no: u32, what: String },
    /// An assessment asked for.
    Assessment { no: u32, says: String },
    /// What is owed by a day.
    Deadline { no: u32, what: String },
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandedLine {
    /// What.
    pub what: HandedWhat,
    /// By when, or the day on which it comes back.
    pub due: Option<Date>,
    /// Why it stays, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stays: Option<Stays>,
    /// On which paper or in which dossier.
    #[serde(flatten)]
    pub about: About,
}

/// How many papers and dossiers there are, whoever sees them: for administrators, who hand over what they do not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HandingCounts {
    /// Of which something goes in the next entry.
    pub goes: u64,
    /// Of which something goes in entries after that.
    pub later: u64,
    /// Of which something stays.
    pub stays: u64,
}

/// What would be handed over, as a viewer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct HandingPreview {
    /// What goes.
    pub goes: Vec<HandedLine>,
    /// What stays, and why.
    pub stays: Vec<HandedLine>,
    /// Where a post is handed over: what waits at its desk, and goes with it.
    pub at_desk: Vec<HandedLine>,
    /// How many there are, for administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<HandingCounts>,
}

/// A hand-over that was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverRow {
    /// The entry.
    pub entry: u64,
    /// When.
    pub at: Moment,
    /// Who entered it.
    pub by: OfficerId,
    /// Whose it was.
    pub from: InHouse,
    /// Whose it is.
    pub to: InHouse,
    /// The desk, where it went from officer to officer.
    pub desk: Option<DeskId>,
    /// Why.
    pub reason: String,
}

impl HandOverRow {
    /// Those whom it concerns.
    fn parties(&self) -> Vec<InHouse> {
        let desk = self.desk.clone().map(InHouse::Desk);
        [self.from.clone(), self.to.clone()].into_iter().chain(desk).collect()
    }
}

/// Remembers that an entry handed something over, so that its list can be found.
pub(crate) fn write(db: &Connection, row: &HandOverRow) -> Result<(), RegisterError> {
    db.prepare_cached("INSERT INTO handed (entry, json) VALUES (?1, ?2)")?
        .execute(params![row.entry.cast_signed(), serde_json::to_string(row)?])?;
    Ok(())
}

impl Viewer {
    /// Whether the viewer may look at what is handed over between these: administrators, whoever acts for one of the desks
    /// or for a desk above it, and the officers themselves. What they find there goes by their sight.
    fn may_look_at(&self, parties: &[InHouse]) -> bool {
        let Self::Officer { house, reader, .. } = self else { return true };
        let concerns = |party: &InHouse| match party {
            InHouse::Desk(desk) => reader.chief_of.contains(desk),
            InHouse::Officer(officer) => *officer == reader.officer,
        };
        house.active(&reader.officer).is_some() && (self.administers() || parties.iter().any(concerns))
    }

    /// The officers for whom the viewer stands in, each with the desk.
    pub(crate) fn stands_in_for(&self) -> BTreeSet<(&OfficerId, &DeskId)> {
        match self {
            Self::Officer { house, reader, at } if house.active(&reader.officer).is_some() => {
                house.stands_in_for(&reader.officer, *at)
            }
            Self::Officer { .. } | Self::Owner { .. } => BTreeSet::new(),
        }
    }

    /// The officer instead of whom the viewer has what waits at a desk, or what comes back to that officer: as substitute,
    /// and not as a holder of the desk.
    pub(crate) fn has_instead_of(&self, desk: Option<&DeskId>, waits: &Waits) -> Option<OfficerId> {
        let Self::Officer { house, reader, at } = self else { return None };
        match (desk, waits) {
            (Some(desk), _) => {
                let mandate = house.mandates.get(house.mandate_for(&reader.officer, desk, *at)?)?;
                mandate.instead_of.clone()
            }
            (None, Waits::BringForward { to: InHouse::Officer(of), .. }) => {
                self.stands_in_for().into_iter().find(|(whom, _)| *whom == of).map(|(whom, _)| whom.clone())
            }
            (None, _) => None,
        }
    }

    /// Whether the viewer may change the house.
    fn administers(&self) -> bool {
        match self {
            Self::Officer { house, reader, .. } => house.is_administrator(&reader.officer),
            Self::Owner { .. } => true,
        }
    }

    fn at(&self) -> Moment {
        match self {
            Self::Officer { at, .. } | Self::Owner { at, .. } => *at,
        }
    }
}

impl Reads {
    /// What would be handed over, line by line as the viewer sees it; `None` where it is none of the viewer's business, or
    /// there is no such desk or officer, which look the same.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn to_hand_over(&self, viewer: &Viewer, ask: &HandingAsk) -> Result<Option<HandingPreview>, RegisterError> {
        let (from, to) = ask.parties();
        let desk = InHouse::Desk(ask.desk().clone());
        // To whom it would go is for the asker to choose, and opens nobody's list.
        let concerned = [from.clone(), desk.clone()];
        let parties: Vec<InHouse> = concerned.iter().cloned().chain(to.clone()).collect();
        if !viewer.may_look_at(&concerned) || !is_there(viewer.house(), &parties) || !held(viewer.house(), ask) {
            return Ok(None);
        }
        let asking = self.ask(viewer)?;
        let handing = all(&asking.db, &from)?;
        let after = match ask {
            HandingAsk::Post { desk, to: Some(to), .. } => viewer.house().with_holder(to, desk, viewer.at()),
            HandingAsk::Post { .. } | HandingAsk::Desk { .. } => viewer.house().clone(),
        };
        let parted = Divided::of(&after, &handing, &from, to.as_ref(), viewer.at());
        let mut preview = HandingPreview {
            goes: drawn(&asking, viewer, &parted.goes)?,
            stays: drawn(&asking, viewer, &parted.stays)?,
            ..HandingPreview::default()
        };
        preview.counts = viewer.administers().then_some(parted.counts);
        if let HandingAsk::Post { .. } = ask {
            let waiting = all(&asking.db, &desk)?;
            preview.at_desk = drawn(&asking, viewer, &Divided::of(&after, &waiting, &desk, None, viewer.at()).goes)?;
        }
        Ok(Some(preview))
    }

    /// The lines of a list that an entry handed over, as far as the viewer sees them.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn handed_lines(&self, viewer: &Viewer, list: &Held) -> Result<Vec<HandedLine>, RegisterError> {
        let lines = Lines {
            papers: list.papers.iter().flat_map(on_paper).map(|(id, what)| (id, what, None)).collect(),
            dossiers: list.dossiers.iter().flat_map(in_dossier).map(|(id, what)| (id, what, None)).collect(),
        };
        drawn(&self.ask(viewer)?, viewer, &lines)
    }

    /// Hand-overs that were entered, the latest first, of those that concern the viewer; at most [`HAND_OVERS_LISTED_MAX`].
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn hand_overs(&self, viewer: &Viewer) -> Result<Vec<HandOverRow>, RegisterError> {
        let mut statement = self.db().prepare_cached("SELECT json FROM handed ORDER BY entry DESC")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let json: String = row.get(0)?;
            let row: HandOverRow = serde_json::from_str(&json)?;
            if viewer.may_look_at(&row.parties()) {
                found.push(row);
            }
            if found.len() == HAND_OVERS_LISTED_MAX {
                break;
            }
        }
        Ok(found)
    }

    /// The hand-over of an entry; `None` where there is none, or it is none of the viewer's business.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn hand_over(&self, viewer: &Viewer, entry: u64) -> Result<Option<HandOverRow>, RegisterError> {
        let rows: Vec<HandOverRow> =
            states(self.db(), "SELECT json FROM handed WHERE entry = ?1", [entry.cast_signed()])?;
        Ok(rows.into_iter().find(|row| viewer.may_look_at(&row.parties())))
    }
}

/// Whether the officer who would hand a post over ever held it.
fn held(house: &House, ask: &HandingAsk) -> bool {
    let HandingAsk::Post { desk, from, .. } = ask else { return true };
    let theirs = |one: &Mandate| one.officer == *from && one.desk == *desk && one.capacity == Capacity::Holder;
    house.mandates.values().any(theirs)
}

fn is_there(house: &House, parties: &[InHouse]) -> bool {
    parties.iter().all(|party| match party {
        InHouse::Desk(desk) => house.desks.contains_key(desk),
        InHouse::Officer(officer) => house.officers.contains_key(officer),
    })
}
