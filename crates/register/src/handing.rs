//! Handing over: what is gathered for the decision, and the list that both sign, each line by the sight of whoever reads it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use procedure::act::{HANDED_LOOKED_AT_MAX, HANDED_PER_ENTRY_MAX};
use procedure::card::AskedAct;
use procedure::dossier::Dossier;
use procedure::handing::{
    DeskWork, DossierHanded, DossierHeld, Handing, Held, OfDossier, OfPaper, OneEntry, PaperHanded, Stays, of_dossier,
    of_paper,
};
use procedure::house::{Capacity, House, Mandate};
use procedure::ids::{DeskId, DossierId, OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{DirectionState, InHouse, Paper, Part, stop};
use procedure::sight::Sight;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::desk::{About, Waits};
use crate::gather::{answering, owed_by};
use crate::list::{ListRow, rows_of_papers};
use crate::reads::{Asking, Reads};
use crate::rows::{WaitKind, at_desk, at_officer, at_registry, at_registry_of_made};
use crate::sight_sql::Viewer;
use crate::{RegisterError, dossiers, write};

/// Most hand-overs listed.
pub const HAND_OVERS_LISTED_MAX: usize = 200;

/// What waits on papers and is a desk's by name, as the table of what waits says it; an answer where `no` is 1.
const OF_DESK: &str = "(kind IN (0, 2, 5) OR (kind = 7 AND no = 1))";

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

/// The place where something waits for a desk or an officer.
fn place(who: &InHouse) -> String {
    match who {
        InHouse::Desk(desk) => at_desk(desk),
        InHouse::Officer(officer) => at_officer(officer),
    }
}

/// Papers and dossiers of which something is a desk's or comes back to an officer: papers that were marked out to it first, of
/// which nothing stays for want of sight.
pub(crate) fn all(db: &Connection, who: &InHouse) -> Result<Handing, RegisterError> {
    let place = place(who);
    let papers = format!(
        "SELECT s.json FROM (SELECT ordinal, min(kind NOT IN (0, 2)) AS later FROM waits WHERE place = ?1 AND {OF_DESK}
           GROUP BY ordinal ORDER BY later, ordinal LIMIT ?2) w CROSS JOIN state s ON s.ordinal = w.ordinal
         ORDER BY w.later, w.ordinal"
    );
    let papers: Vec<Paper> = states(db, &papers, params![place, HANDED_LOOKED_AT_MAX as i64])?;
    let mut dossiers: Vec<Dossier> = match who {
        InHouse::Desk(_) => states(db, "SELECT json FROM dossier ORDER BY ordinal", [])?,
        InHouse::Officer(_) => {
            let back =
                "SELECT json FROM dossier WHERE ordinal IN (SELECT ordinal FROM waits WHERE place = ?1 AND kind = ?2)
                        ORDER BY ordinal";
            states(db, back, params![place, WaitKind::DossierBack as i64])?
        }
    };
    dossiers.retain(|dossier| !of_dossier(dossier, who).is_empty());
    let on_papers = on_papers(db, who)?;
    let beyond =
        on_papers.saturating_sub(papers.len() as u64) + dossiers.len().saturating_sub(HANDED_LOOKED_AT_MAX) as u64;
    dossiers.truncate(HANDED_LOOKED_AT_MAX);
    Ok(Handing { papers, dossiers, beyond })
}

fn states<T: serde::de::DeserializeOwned>(
    db: &Connection,
    sql: &str,
    with: impl rusqlite::Params,
) -> Result<Vec<T>, RegisterError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(with)?;
    let mut states = Vec::new();
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        states.push(serde_json::from_str(&json)?);
    }
    Ok(states)
}

fn on_papers(db: &Connection, who: &InHouse) -> Result<u64, RegisterError> {
    let sql = format!("SELECT count(DISTINCT ordinal) FROM waits WHERE place = ?1 AND {OF_DESK}");
    let count: i64 = db.prepare_cached(&sql)?.query_row([place(who)], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// How many papers and dossiers are to come back to an officer.
pub(crate) fn personal(db: &Connection, officer: &OfficerId) -> Result<u64, RegisterError> {
    let dossiers: i64 = db
        .prepare_cached("SELECT count(DISTINCT ordinal) FROM waits WHERE place = ?1 AND kind = ?2")?
        .query_row(params![at_officer(officer), WaitKind::DossierBack as i64], |row| row.get(0))?;
    Ok(on_papers(db, &InHouse::Officer(officer.clone()))? + dossiers.cast_unsigned())
}

/// What waits at a desk, and in how many dossiers for which reason.
pub(crate) struct AtDesk {
    /// How much waits.
    pub(crate) work: DeskWork,
    /// How many open dossiers it keeps.
    pub(crate) kept: u64,
    /// In how many it has to do something, now or later.
    pub(crate) to_do: u64,
}

/// How much waits at a desk.
pub(crate) fn at_work(db: &Connection, house: &House, desk: &DeskId) -> Result<AtDesk, RegisterError> {
    let count = |place: String, kind: WaitKind| -> Result<u64, RegisterError> {
        let count: i64 = db
            .prepare_cached("SELECT count(*) FROM waits WHERE place = ?1 AND kind = ?2")?
            .query_row(params![place, kind as i64], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    };
    let (mut to_mark_out, mut to_send) = (0, 0);
    for (id, series) in house.series_kept_by(desk) {
        to_mark_out += count(at_registry(id), WaitKind::ToMarkOut)?;
        let made = at_registry_of_made(id, series.outgoing);
        to_mark_out += count(made.clone(), WaitKind::ToMarkOut)?;
        to_send += count(made, WaitKind::ToSend)?;
    }
    let (dossiers, kept, to_do) = in_dossiers(db, &InHouse::Desk(desk.clone()))?;
    let work = DeskWork {
        directions: count(at_desk(desk), WaitKind::Direction)?,
        came_back: count(at_desk(desk), WaitKind::CameBack)?,
        bring_forwards: count(at_desk(desk), WaitKind::BringForward)?,
        answers: owed_by(db, house, desk)?,
        to_mark_out,
        to_send,
        dossiers,
    };
    Ok(AtDesk { work, kept, to_do })
}

/// Of how many dossiers something is a desk's, how many it keeps, and in how many it has something to do.
fn in_dossiers(db: &Connection, who: &InHouse) -> Result<(u64, u64, u64), RegisterError> {
    let mut statement = db.prepare_cached("SELECT json FROM dossier")?;
    let mut rows = statement.query([])?;
    let (mut any, mut kept, mut to_do) = (0, 0, 0);
    while let Some(row) = rows.next()? {
        let dossier: Dossier = serde_json::from_str(&row.get::<_, String>(0)?)?;
        let what = of_dossier(&dossier, who);
        any += u64::from(!what.is_empty());
        kept += u64::from(what.contains(&OfDossier::Home));
        to_do += u64::from(what.iter().any(|one| one.is_to_do()));
    }
    Ok((any, kept, to_do))
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

/// Lines before it is known who sees them.
#[derive(Default)]
struct Lines {
    papers: Vec<(PaperId, OfPaper, Option<Stays>)>,
    dossiers: Vec<(DossierId, OfDossier, Option<Stays>)>,
}

/// What was gathered, divided by what goes and what stays.
#[derive(Default)]
struct Divided {
    goes: Lines,
    stays: Lines,
    counts: HandingCounts,
}

impl Divided {
    /// Divides it: what the next entry takes, as that takes it; where it is not known to whom it goes, all of it would.
    fn of(house: &House, handing: &Handing, from: &InHouse, to: Option<&InHouse>, at: Moment) -> Self {
        match to {
            Some(to) => Self::by(OneEntry::of(house, handing, (from, to), "", at)),
            None => Self::all(handing, from),
        }
    }

    /// As an entry divides it.
    fn by(entry: OneEntry) -> Self {
        let counts = HandingCounts { goes: entry.goes() as u64, later: entry.left, stays: entry.stays };
        let goes = Lines {
            papers: entry.papers.iter().flat_map(on_paper).map(|(id, what)| (id, what, None)).collect(),
            dossiers: entry.dossiers.iter().flat_map(of_handed).map(|(id, what)| (id, what, None)).collect(),
        };
        let stays = Lines {
            papers: entry.papers_stay.into_iter().map(|(id, what, why)| (id, what, Some(why))).collect(),
            dossiers: entry.dossiers_stay.into_iter().map(|(id, what, why)| (id, what, Some(why))).collect(),
        };
        Self { goes, stays, counts }
    }

    /// All of it, as much as is listed.
    fn all(handing: &Handing, from: &InHouse) -> Self {
        let mut divided = Self::default();
        divided.counts.later = handing.beyond;
        for paper in &handing.papers {
            let goes = of_paper(paper, from);
            if divided.counts(!goes.is_empty()) {
                divided.goes.papers.extend(goes.into_iter().map(|what| (paper.id, what, None)));
            }
        }
        for dossier in &handing.dossiers {
            let goes = of_dossier(dossier, from);
            if divided.counts(!goes.is_empty()) {
                divided.goes.dossiers.extend(goes.into_iter().map(|what| (dossier.id.clone(), what, None)));
            }
        }
        divided
    }

    /// Counts a paper or a dossier, and says whether what goes of it is listed.
    fn counts(&mut self, goes: bool) -> bool {
        let counts = &mut self.counts;
        let fits = counts.goes < HANDED_PER_ENTRY_MAX as u64;
        counts.goes += u64::from(goes && fits);
        counts.later += u64::from(goes && !fits);
        goes && fits
    }
}

fn on_paper(handed: &PaperHanded) -> impl Iterator<Item = (PaperId, OfPaper)> + '_ {
    handed.what.iter().map(|what| (handed.paper, *what))
}

fn of_handed(handed: &DossierHanded) -> impl Iterator<Item = (DossierId, OfDossier)> + '_ {
    handed.what.iter().map(|what| (handed.dossier.clone(), *what))
}

fn in_dossier(held: &DossierHeld) -> impl Iterator<Item = (DossierId, OfDossier)> + '_ {
    held.what.iter().map(|what| (held.dossier.clone(), *what))
}

/// The lines whose paper's card, or whose dossier, the viewer sees.
fn drawn(asking: &Asking<'_>, viewer: &Viewer, lines: &Lines) -> Result<Vec<HandedLine>, RegisterError> {
    let mut drawn = Vec::new();
    let ids: BTreeSet<PaperId> = lines.papers.iter().map(|(id, ..)| *id).collect();
    let mut papers: BTreeMap<PaperId, (i64, Paper)> = BTreeMap::new();
    for id in ids {
        papers.extend(write::load_paper(&asking.db, &id)?.map(|found| (id, found)));
    }
    let ordinals: Vec<i64> = papers.values().map(|(ordinal, _)| *ordinal).collect();
    let rows: BTreeMap<i64, ListRow> =
        rows_of_papers(asking, viewer.house(), &ordinals, Sight::Card)?.into_iter().collect();
    for (id, what, stays) in &lines.papers {
        let Some((ordinal, paper)) = papers.get(id) else { continue };
        let Some(row) = rows.get(ordinal) else { continue };
        if *what == OfPaper::Answer && is_answered(asking, viewer, paper)? {
            continue;
        }
        let Some((what, due)) = told_of_paper(paper, *what) else { continue };
        drawn.push(HandedLine { what, due, stays: *stays, about: About::Row(Box::new(row.clone())) });
    }
    for (id, what, stays) in &lines.dossiers {
        let Some((ordinal, _)) = dossiers::load(&asking.db, id)? else { continue };
        let Some((row, dossier)) = dossiers::seen(&asking.db, viewer, ordinal)? else { continue };
        let Some((what, due)) = told_of_dossier(&dossier, *what) else { continue };
        drawn.push(HandedLine { what, due, stays: *stays, about: About::Dossier(row) });
    }
    Ok(drawn)
}

/// Whether an answer in the viewer's sight stopped the clock.
fn is_answered(asking: &Asking<'_>, viewer: &Viewer, letter: &Paper) -> Result<bool, RegisterError> {
    let answers = answering(&asking.db, &letter.id)?;
    let seen = asking.sights(&answers.iter().map(|paper| paper.id).collect::<Vec<_>>())?;
    Ok(answers.iter().any(|paper| {
        let sight = seen.get(&paper.id).map_or(Sight::None, |(sight, _)| *sight);
        stop(viewer.house(), letter, paper).is_some_and(|how| sight >= how.known_with())
    }))
}

fn told_of_paper(paper: &Paper, what: OfPaper) -> Option<(HandedWhat, Option<Date>)> {
    Some(match what {
        OfPaper::Direction { direction } => {
            let one = paper.direction(direction)?;
            let accepted = matches!(one.state, DirectionState::Accepted { .. });
            let (no, act, part, from) = (one.no, one.act, one.part, one.from.clone());
            (HandedWhat::Direction { no, act, part, from, accepted }, one.due)
        }
        OfPaper::CameBack { direction } => (HandedWhat::CameBack { no: direction }, None),
        OfPaper::BringForward { bring_forward } => {
            let one = paper.bring_forward(bring_forward)?;
            (HandedWhat::BringForward { no: one.no, reason: one.reason.clone() }, Some(one.on))
        }
        OfPaper::Answer => (HandedWhat::Answer, paper.awaited.as_ref().map(|awaited| awaited.by)),
    })
}

fn told_of_dossier(dossier: &Dossier, what: OfDossier) -> Option<(HandedWhat, Option<Date>)> {
    let title = |draft: u32| dossier.draft(draft).map(|draft| draft.facts.title.clone());
    Some(match what {
        OfDossier::Home => (HandedWhat::Home, None),
        OfDossier::Draft { draft } => (HandedWhat::Draft { no: draft, title: title(draft)? }, None),
        OfDossier::Step { draft, step } => {
            let one = dossier.draft(draft)?.facts.follows.get(usize::try_from(step).ok()?.checked_sub(1)?)?;
            (HandedWhat::Step { draft, no: step, what: one.what.clone() }, one.due)
        }
        OfDossier::Concurrence { draft, concurrence } => {
            let due = dossier.draft(draft)?.concurrence(concurrence)?.asked.due;
            (HandedWhat::Concurrence { draft, no: concurrence, title: title(draft)? }, due)
        }
        OfDossier::Submission { submission: no }
        | OfDossier::Decision { submission: no }
        | OfDossier::PrivateOffice { submission: no } => {
            let facts = &dossier.submission(no)?.facts;
            let bottom_line = facts.bottom_line.clone();
            let what = match what {
                OfDossier::Decision { .. } => HandedWhat::Decision { no, bottom_line },
                OfDossier::PrivateOffice { .. } => HandedWhat::PrivateOffice { no, bottom_line },
                _ => HandedWhat::Submission { no, bottom_line },
            };
            (what, facts.decide_by)
        }
        OfDossier::Action { action: no } | OfDossier::Control { action: no } => {
            let facts = &dossier.action(no)?.facts;
            let owed = facts.what.clone();
            let what = match what {
                OfDossier::Control { .. } => HandedWhat::Control { no, what: owed },
                _ => HandedWhat::Action { no, what: owed },
            };
            (what, facts.due)
        }
        OfDossier::Assessment { asked } => {
            let one = dossier.positions.asking(asked)?;
            let says = dossier.positions.says(one.of)?.to_owned();
            (HandedWhat::Assessment { no: asked, says }, one.due)
        }
        OfDossier::Deadline { deadline } => {
            let one = dossier.deadline(deadline)?;
            (HandedWhat::Deadline { no: one.no, what: one.what.clone() }, Some(one.date))
        }
        OfDossier::BringForward { bring_forward } => {
            let one = dossier.bring_forward(bring_forward)?;
            (HandedWhat::BringForward { no: one.no, reason: one.reason.clone() }, Some(one.on))
        }
    })
}
