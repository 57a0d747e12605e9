//! The register as a list: the book's numbers with what they stand for, a page at a time, however long the book is.

use std::collections::BTreeSet;

use jiff::civil::Date;
use procedure::card::PaperDate;
use procedure::house::House;
use procedure::ids::{DeskId, DossierId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::paper::{Marking, Received, Settlement, Standing};
use procedure::sight::Sight;
use rusqlite::Row;
use serde::{Deserialize, Serialize};

use crate::reads::{Asking, Reads};
use crate::rows::{Line, standing};
use crate::sight_sql::{Viewer, sight_of};
use crate::{RegisterError, dossiers, unanswered};

mod states;
mod ways;

use states::states_seen;
pub(crate) use ways::entered_since;

/// Most rows of one page.
pub const LIST_ROWS_MAX: usize = 200;
/// A set of numbers of at most this size is put into order itself; a larger one is met often enough along the order.
pub const WALKED_PAPERS_MAX: u32 = 2_000;

/// In which order a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Entered last first.
    #[default]
    NewestEntered,
    /// Entered first first.
    OldestEntered,
    /// By number within the book, from 1.
    Number,
    /// By number within the book, highest first.
    NumberDown,
    /// By the date papers bear, latest first; undated ones last. Numbers without a paper have no place in it.
    NewestPaper,
    /// By the date papers bear, earliest first; undated ones first.
    OldestPaper,
}

/// A state by which a list is narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The number stands.
    Live,
    /// The number was annulled.
    Void,
    /// It lies with a registry and was not marked out.
    ToMarkOut,
    /// A direction is open.
    Waiting,
    /// Its marking is not confirmed.
    Unconfirmed,
    /// It has no file.
    NoFile,
    /// It cites a paper that is not held.
    CitesNotHeld,
    /// A doubtful match is offered.
    Offered,
    /// It was reported done, and waits at no desk.
    Done,
    /// It asks for an answer and none is linked.
    Unanswered,
}

impl State {
    fn facet(self) -> Option<&'static str> {
        match self {
            Self::Live | Self::Void => None,
            Self::ToMarkOut => Some("state:to_mark_out"),
            Self::Waiting => Some("state:waiting"),
            Self::Unconfirmed => Some("state:unconfirmed"),
            Self::NoFile => Some("state:no_file"),
            Self::CitesNotHeld => Some("state:cites_not_held"),
            Self::Offered => Some("state:offered"),
            Self::Done => Some("state:done"),
            Self::Unanswered => Some("state:unanswered"),
        }
    }

    /// Whether papers may be in it, for some, that do not stand under its name.
    fn is_made_of_others(self) -> bool {
        matches!(self, Self::CitesNotHeld | Self::Offered)
    }
}

/// What a list is asked for; everything left out narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListQuery {
    /// Numbers of this series.
    pub series: Option<SeriesId>,
    /// Numbers of this year.
    pub year: Option<i16>,
    /// Papers of this kind.
    pub kind: Option<String>,
    /// Words of the sender; each may be the beginning of one.
    pub from: Option<String>,
    /// Words of the addressee.
    pub to: Option<String>,
    /// Papers that lie with this desk, as lead or as the registry they were not marked out from.
    pub desk: Option<DeskId>,
    /// Papers filed in this dossier.
    pub dossier: Option<DossierId>,
    /// Papers in this state.
    pub state: Option<State>,
    /// Parts of a number, ours or theirs.
    pub number: Option<String>,
    /// Words of the subject.
    pub subject: Option<String>,
    /// Words anywhere in number, names or subject.
    pub words: Option<String>,
    /// Entered on this day or later.
    pub entered_from: Option<Date>,
    /// Entered on this day or earlier.
    pub entered_until: Option<Date>,
    /// Papers that bear this date or a later one.
    pub dated_from: Option<Date>,
    /// Papers that bear this date or an earlier one.
    pub dated_until: Option<Date>,
    /// In which order.
    pub order: Order,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// How many rows, at most [`LIST_ROWS_MAX`]; 0 means that many.
    pub limit: usize,
}

/// Where a page of a list ended; written into addresses as text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor(String);

impl Cursor {
    /// Takes a cursor as it was written into an address.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it is written into an address: letters, digits, '.', '-', '~' and '_'.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListPage {
    /// Its rows.
    pub rows: Vec<ListRow>,
    /// Where the next page begins; `None` on the last.
    #[serde(serialize_with = "cursor_text")]
    pub next: Option<Cursor>,
}

fn cursor_text<S: serde::Serializer>(cursor: &Option<Cursor>, to: S) -> Result<S::Ok, S::Error> {
    cursor.as_ref().map(Cursor::as_str).serialize(to)
}

/// Whether a row's number stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum RowStanding {
    /// It stands for its paper.
    Live,
    /// It was annulled, or voided unused.
    Void {
        /// Why; `None` for a viewer who sees no more than the number.
        reason: Option<String>,
        /// The number that took its place.
        see: Option<String>,
    },
}

/// One number of the book. What the viewer's sight does not show is left empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// The paper; `None` for a reserved number that was voided unused.
    pub paper: Option<PaperId>,
    /// Our number as printed.
    pub number: String,
    /// Its series.
    pub series: String,
    /// Its year.
    pub year: i16,
    /// Its number within the year.
    pub n: u32,
    /// When it was given.
    pub entered: Moment,
    /// The civil date of entry; `None` for a number voided unused.
    pub entered_on: Option<Date>,
    /// Why it was entered late, where it was.
    pub late: Option<String>,
    /// Whether it stands.
    pub standing: RowStanding,
    /// How much of the paper the viewer sees.
    pub sight: Sight,
    /// Their number.
    pub their: Option<String>,
    /// The date the paper bears.
    pub date: Option<PaperDate>,
    /// When it was received.
    pub received: Option<Received>,
    /// Its kind.
    pub kind: Option<String>,
    /// Senders, the first few.
    pub from: Vec<String>,
    /// Addressees, the first few.
    pub to: Vec<String>,
    /// Its subject, its beginning where it is long.
    pub subject: Option<String>,
    /// Its marking.
    pub marking: Marking,
    /// Its precedence.
    pub precedence: Option<String>,
    /// The papers it cites, the first few.
    pub cites: Vec<Cites>,
    /// The desks it lies with.
    pub with: Vec<DeskId>,
    /// The earliest date of its open directions.
    pub due: Option<Date>,
    /// The states it is in, by their names in [`State`].
    pub states: Vec<String>,
}

/// A cited paper in a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cites {
    /// The number as cited, or the citation's words.
    pub says: String,
    /// The paper held; `None` where it is not held or not to be seen, which look the same.
    pub paper: Option<PaperId>,
    /// That paper's number.
    pub number: Option<String>,
    /// How it was settled without a paper.
    pub settled: Option<Settlement>,
}

pub(crate) const ROW_COLUMNS: &str =
    "l.id, l.series, l.year, l.n, l.sub, l.text, l.at, l.on_, l.late, l.standing, p.id, p.line, p.date";

/// A row as it comes from the tables, before links are looked at.
pub(crate) struct RawRow {
    id: i64,
    sub: u32,
    paper_date: Option<String>,
    row: ListRow,
    line: Line,
}

impl RawRow {
    /// Takes the columns of [`ROW_COLUMNS`], followed by the sight.
    pub(crate) fn take(row: &Row<'_>) -> Result<Self, RegisterError> {
        let sight = sight_of(row.get(13)?);
        let card = sight >= Sight::Card;
        let line: Option<String> = row.get(11)?;
        let line: Line = match line.filter(|_| card) {
            Some(json) => serde_json::from_str(&json)?,
            None => Line::default(),
        };
        let standing: Option<String> = row.get(9)?;
        let standing = match standing.as_deref().map(serde_json::from_str).transpose()? {
            Some(Standing::Void { reason, see, .. }) => {
                RowStanding::Void { reason: Some(reason).filter(|_| card), see }
            }
            _ => RowStanding::Live,
        };
        let on: Option<String> = row.get(7)?;
        let late: Option<String> = row.get(8)?;
        let paper: Option<[u8; 16]> = row.get(10)?;
        let listed = ListRow {
            paper: paper.map(PaperId),
            number: row.get(5)?,
            series: row.get(1)?,
            year: row.get(2)?,
            n: row.get(3)?,
            entered: Moment::from_micros(row.get(6)?),
            entered_on: on.and_then(|on| on.parse().ok()),
            late: late.filter(|_| card),
            standing,
            sight,
            their: line.their.clone(),
            date: line.date,
            received: line.received,
            kind: line.kind.clone(),
            from: line.from.clone(),
            to: line.to.clone(),
            subject: line.subject.clone(),
            marking: line.marking.clone(),
            precedence: line.precedence.clone(),
            cites: Vec::new(),
            with: line.with.clone(),
            due: line.due,
            states: line.states.clone(),
        };
        Ok(Self { id: row.get(0)?, sub: row.get(4)?, paper_date: row.get(12)?, row: listed, line })
    }
}

/// The row of the number that each of these papers shows, for lists that name papers rather than numbers.
pub(crate) fn rows_of_papers(
    asking: &Asking<'_>,
    house: &House,
    ordinals: &[i64],
    at_least: Sight,
) -> Result<Vec<(i64, ListRow)>, RegisterError> {
    let mut params = asking.params();
    params.set(":ordinals", serde_json::to_string(ordinals)?);
    let sql = format!(
        "SELECT {ROW_COLUMNS}, {} AS sight, p.ordinal FROM json_each(:ordinals) j
         CROSS JOIN paper p ON p.ordinal = j.value
         CROSS JOIN line l INDEXED BY line_paper ON l.ordinal = p.ordinal AND l.text = p.number
         WHERE sight >= {} ORDER BY j.key, l.id",
        asking.seeing.expr("p.scope", "p.ordinal"),
        if at_least >= Sight::Card { 2 } else { 1 }
    );
    let mut statement = asking.db.prepare_cached(&sql)?;
    let mut rows = statement.query(params.as_named().as_slice())?;
    let (mut places, mut raw): (Vec<i64>, Vec<RawRow>) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let ordinal: i64 = row.get(14)?;
        // Two books may print alike; the paper is shown once.
        if !places.contains(&ordinal) {
            places.push(ordinal);
            raw.push(RawRow::take(row)?);
        }
    }
    Ok(places.into_iter().zip(finish_rows(asking, house, raw)?).collect())
}

/// Fills in what needs a look at other papers or at the house: what is cited and held, and whose registry has it.
pub(crate) fn finish_rows(asking: &Asking<'_>, house: &House, raw: Vec<RawRow>) -> Result<Vec<ListRow>, RegisterError> {
    let hung = raw.iter().map(|row| &row.line.hangs);
    let hung = hung.flat_map(|hangs| {
        let ties = hangs.ties.iter().map(|(_, to, _)| to);
        ties.chain(hangs.offers.iter().map(|(_, to)| to))
    });
    let cited = raw.iter().flat_map(|row| row.line.cites.iter().flat_map(|cites| cites.to.iter().map(|(to, _)| to)));
    let others: BTreeSet<PaperId> = cited.chain(hung).copied().collect();
    let seen = asking.sights(&others.into_iter().collect::<Vec<_>>())?;
    let answered = answered_of(asking, &raw)?;
    let finish = |raw: RawRow| {
        let mut row = raw.row;
        for cites in raw.line.cites {
            let held = standing(cites.to, |id| seen.contains_key(id)).next();
            let (paper, number) = held.and_then(|id| Some((id, seen.get(&id)?.1.clone()))).unzip();
            let settled = cites.settled.filter(|_| paper.is_none());
            row.cites.push(Cites { says: cites.says, paper, number, settled });
        }
        let answered = row.paper.is_some_and(|id| answered.contains(&id));
        row.states = states_seen(&row.states, &raw.line.hangs, answered, |id| seen.contains_key(id));
        if row.with.is_empty() && row.standing == RowStanding::Live {
            let kept = raw.line.series.iter().filter_map(|series| house.series.get(series));
            row.with = kept.map(|series| series.registry.clone()).collect();
            row.with.dedup();
        }
        row
    };
    Ok(raw.into_iter().map(finish).collect())
}

/// Of the papers that ask for an answer, those that have one which the viewer sees.
fn answered_of(asking: &Asking<'_>, raw: &[RawRow]) -> Result<BTreeSet<PaperId>, RegisterError> {
    let asks = |raw: &&RawRow| raw.line.states.iter().any(|state| state == "unanswered");
    let ids: Vec<PaperId> = raw.iter().filter(asks).filter_map(|raw| raw.row.paper).collect();
    unanswered::answered(asking, &ids)
}

impl Reads {
    /// A page of the register as the viewer sees it. Void numbers are in it, and reserved ones that were voided unused.
    /// Narrowing by anything of the card finds only papers whose card the viewer sees.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn list(&self, viewer: &Viewer, query: &ListQuery) -> Result<ListPage, RegisterError> {
        let asking = self.ask(viewer)?;
        let house = viewer.house();
        let limit = match query.limit {
            0 => LIST_ROWS_MAX,
            limit => limit.min(LIST_ROWS_MAX),
        };
        let none = || ListPage { rows: Vec::new(), next: None };
        // What is filed in a dossier that is not seen is told by nothing, nor is that there is one.
        if let Some(dossier) = &query.dossier
            && dossiers::sees_which(&asking.db, viewer, &BTreeSet::from([dossier.clone()]))?.is_empty()
        {
            return Ok(none());
        }
        let Some(mut raw) = ways::rows(&asking, house, query, limit + 1)? else { return Ok(none()) };
        let more = raw.len() > limit;
        raw.truncate(limit);
        let next = raw.last().filter(|_| more).map(|last| cursor(query.order, last));
        Ok(ListPage { rows: finish_rows(&asking, house, raw)?, next })
    }
}

fn cursor(order: Order, last: &RawRow) -> Cursor {
    Cursor(match order {
        Order::NewestEntered | Order::OldestEntered => last.id.to_string(),
        Order::Number | Order::NumberDown => {
            format!("{}~{}~{}~{}", last.row.series, last.row.year, last.row.n, last.sub)
        }
        Order::NewestPaper | Order::OldestPaper => {
            format!("{}~{}", last.paper_date.as_deref().unwrap_or(""), last.id)
        }
    })
}
