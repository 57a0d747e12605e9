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
use crate::sight_sql::{MAYBE_SEEN, Params, Seeing, Viewer, places_of, sight_of};
use crate::{RegisterError, dossiers, find, unanswered};

mod states;

use states::{state_set, states_seen};

/// Most rows of one page.
pub const LIST_ROWS_MAX: usize = 200;
/// A set of papers of at most this size is walked itself; a larger one is met often enough by walking the book.
pub const WALKED_PAPERS_MAX: u32 = 5_000;

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
        // What is filed in a dossier that is not seen is told by nothing, nor is that there is one.
        if let Some(dossier) = &query.dossier
            && dossiers::sees_which(&asking.db, viewer, &BTreeSet::from([dossier.clone()]))?.is_empty()
        {
            return Ok(ListPage { rows: Vec::new(), next: None });
        }
        let mut params = asking.params();
        let sql = match statement(&asking, house, query, limit, &mut params)? {
            Some(sql) if !matches!(asking.seeing, Seeing::Nothing) => sql,
            _ => return Ok(ListPage { rows: Vec::new(), next: None }),
        };
        let mut statement = asking.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params.as_named().as_slice())?;
        let mut raw = Vec::new();
        while let Some(row) = rows.next()? {
            raw.push(RawRow::take(row)?);
        }
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

/// Sets of ordinals that a list is narrowed to; each a query that yields them.
struct Sets {
    sets: Vec<String>,
}

/// The statement of a list; `None` where nothing can be in it (an unreadable cursor or word).
fn statement(
    asking: &Asking<'_>,
    house: &House,
    query: &ListQuery,
    limit: usize,
    params: &mut Params,
) -> Result<Option<String>, RegisterError> {
    let Some(mut sets) = sets(asking, house, query, params) else { return Ok(None) };
    let mut wheres = Vec::new();
    let by_date = matches!(query.order, Order::NewestPaper | Order::OldestPaper);
    let of_card = !sets.sets.is_empty() || by_date || query.dated_from.is_some() || query.dated_until.is_some();
    wheres.push(format!("sight >= {}", if of_card { 2 } else { 1 }));
    narrow(query, params, &mut wheres);
    if let Some(after) = &query.after {
        match keyset(query.order, after, params) {
            Some(condition) => wheres.push(condition.to_owned()),
            None => return Ok(None),
        }
    }
    let walked = walked(asking, query, &mut sets, params)?;
    wheres.extend(sets.sets.iter().map(|set| format!("l.ordinal IN ({set})")));
    let from = match walked {
        Some(set) => {
            format!("({set}) d CROSS JOIN line l ON {} LEFT JOIN paper p ON p.ordinal = l.ordinal", "l.id = d.id")
        }
        None if by_date => {
            "paper p INDEXED BY paper_date CROSS JOIN line l INDEXED BY line_paper ON l.ordinal = p.ordinal".to_owned()
        }
        None => format!("line l {} LEFT JOIN paper p ON p.ordinal = l.ordinal", way(query)),
    };
    params.set(":limit", limit as i64 + 1);
    Ok(Some(format!(
        "SELECT {ROW_COLUMNS}, {} AS sight FROM {from} WHERE {} ORDER BY {} LIMIT :limit",
        asking.seeing.expr("coalesce(p.scope, l.scope)", "l.ordinal"),
        wheres.join(" AND "),
        order_by(query.order)
    )))
}

fn sets(asking: &Asking<'_>, house: &House, query: &ListQuery, params: &mut Params) -> Option<Sets> {
    let mut sets = Vec::new();
    let mut facet = |name: &'static str, values: Vec<String>, params: &mut Params| {
        params.set(name, serde_json::to_string(&values).unwrap_or_default());
        sets.push(format!("SELECT ordinal FROM facet WHERE name IN (SELECT value FROM json_each({name}))"));
    };
    if let Some(kind) = &query.kind {
        facet(":kind", vec![format!("kind:{}", kind.to_lowercase())], params);
    }
    if let Some(desk) = &query.desk {
        let places = places_of(house, desk).into_iter().map(|place| format!("with:{place}")).collect();
        facet(":desk", places, params);
    }
    if let Some(dossier) = &query.dossier {
        facet(":dossier", vec![format!("dossier:{dossier}")], params);
    }
    if let Some(state) = query.state {
        sets.extend(state_set(asking, state, params));
    }
    let columns = [
        ("number", &query.number),
        ("sender", &query.from),
        ("addressee", &query.to),
        ("subject", &query.subject),
        ("", &query.words),
    ];
    let asked: Vec<_> = columns.into_iter().filter_map(|(column, words)| Some((column, words.as_deref()?))).collect();
    if !asked.is_empty() {
        let parts = asked.into_iter().map(|(column, words)| find::match_of(column, words));
        let matching = parts.collect::<Option<Vec<_>>>()?.join(" AND ");
        params.set(":words", matching);
        sets.push("SELECT rowid AS ordinal FROM words WHERE words MATCH :words".to_owned());
    }
    Some(Sets { sets })
}

/// The smallest set of lines that is worth walking instead of the book; it is taken out of the sets.
fn walked(
    asking: &Asking<'_>,
    query: &ListQuery,
    sets: &mut Sets,
    params: &mut Params,
) -> Result<Option<String>, RegisterError> {
    let mut best: Option<(i64, usize)> = None;
    for (at, set) in sets.sets.iter().enumerate() {
        let size = bounded_count(asking, set, params)?;
        if size <= asking.walked_max && best.is_none_or(|(least, _)| size < least) {
            best = Some((size, at));
        }
    }
    if let Some((_, at)) = best {
        let set = sets.sets.remove(at);
        return Ok(Some(format!("SELECT DISTINCT id FROM line WHERE ordinal IN ({set})")));
    }
    let Seeing::By(rights, _) = &asking.seeing else { return Ok(None) };
    let (broad, void) = match &query.series {
        None => (rights.broad.as_slice(), ""),
        // A number annulled in this series may be of a paper that stands in another now.
        Some(series) => (rights.broad_by_series.get(series).map_or(&[][..], Vec::as_slice), VOID_OF_SERIES),
    };
    if papers_in(asking, broad)? > asking.walked_max {
        return Ok(None);
    }
    params.set(":broad", serde_json::to_string(broad)?);
    let set = format!("{MAYBE_SEEN} {void}");
    // Counted with repetitions, so that counting stops at the limit however much there is.
    let repeated = set.replace("UNION SELECT", "UNION ALL SELECT");
    if bounded_count(asking, &repeated, params)? > asking.walked_max {
        params.unset(":broad");
        return Ok(None);
    }
    Ok(Some(format!("SELECT id FROM line WHERE ordinal IN ({set}) UNION SELECT id FROM line WHERE ordinal IS NULL")))
}

const VOID_OF_SERIES: &str =
    "UNION SELECT ordinal FROM line INDEXED BY line_void WHERE series = :series AND standing IS NOT NULL";

fn bounded_count(asking: &Asking<'_>, set: &str, params: &Params) -> Result<i64, RegisterError> {
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ({set}) LIMIT {})", asking.walked_max + 1);
    let mut statement = asking.db.prepare_cached(&sql)?;
    // Only the parameters that this set names may be given.
    let named: Vec<_> = params
        .as_named()
        .into_iter()
        .filter(|(name, _)| matches!(statement.parameter_index(name), Ok(Some(_))))
        .collect();
    Ok(statement.query_row(named.as_slice(), |row| row.get(0))?)
}

fn papers_in(asking: &Asking<'_>, scopes: &[i64]) -> Result<i64, RegisterError> {
    let sql = "SELECT coalesce(sum(papers), 0) FROM scope WHERE id IN (SELECT value FROM json_each(?1))";
    let scopes = serde_json::to_string(scopes)?;
    Ok(asking.db.prepare_cached(sql)?.query_row([scopes], |row| row.get(0))?)
}

fn narrow(query: &ListQuery, params: &mut Params, wheres: &mut Vec<String>) {
    let mut add = |name: &'static str, value: rusqlite::types::Value, condition: &str, params: &mut Params| {
        params.set(name, value);
        wheres.push(condition.to_owned());
    };
    if let Some(series) = &query.series {
        add(":series", series.to_string().into(), "l.series = :series", params);
    }
    if let Some(year) = query.year {
        add(":year", i64::from(year).into(), "l.year = :year", params);
    }
    // Numbers stand in the order of entering, so days of entry are a span of rows.
    if let Some(from) = query.entered_from {
        let condition = "l.id >= (SELECT id FROM line WHERE on_ >= :entered_from ORDER BY on_, id LIMIT 1)";
        add(":entered_from", from.to_string().into(), condition, params);
    }
    if let Some(until) = query.entered_until {
        let condition = "l.id <= (SELECT id FROM line WHERE on_ <= :entered_until ORDER BY on_ DESC, id DESC LIMIT 1)";
        add(":entered_until", until.to_string().into(), condition, params);
    }
    if let Some(from) = query.dated_from {
        add(":dated_from", from.to_string().into(), "p.date >= :dated_from", params);
    }
    if let Some(until) = query.dated_until {
        add(":dated_until", until.to_string().into(), "p.date <= :dated_until AND p.date <> ''", params);
    }
    match query.state {
        Some(State::Live) => wheres.push("l.standing IS NULL".to_owned()),
        Some(State::Void) => wheres.push("l.standing IS NOT NULL".to_owned()),
        _ => {}
    }
}

/// Along which index the book is walked.
fn way(query: &ListQuery) -> &'static str {
    match query.order {
        Order::Number | Order::NumberDown => "INDEXED BY line_book",
        _ if query.series.is_some() && query.year.is_some() => "INDEXED BY line_order",
        _ => "NOT INDEXED",
    }
}

fn order_by(order: Order) -> &'static str {
    match order {
        Order::NewestEntered => "l.id DESC",
        Order::OldestEntered => "l.id",
        Order::Number => "l.series, l.year, l.n, l.sub",
        Order::NumberDown => "l.series DESC, l.year DESC, l.n DESC, l.sub DESC",
        Order::NewestPaper => "p.date DESC, l.id DESC",
        Order::OldestPaper => "p.date, l.id",
    }
}

fn keyset(order: Order, after: &Cursor, params: &mut Params) -> Option<&'static str> {
    let parts: Vec<&str> = after.0.split('~').collect();
    match (order, parts.as_slice()) {
        (Order::NewestEntered | Order::OldestEntered, [id]) => {
            params.set(":id", id.parse::<i64>().ok()?);
            Some(if order == Order::NewestEntered { "l.id < :id" } else { "l.id > :id" })
        }
        (Order::Number | Order::NumberDown, [series, year, n, sub]) => {
            params.set(":a_series", (*series).to_owned());
            params.set(":a_year", year.parse::<i64>().ok()?);
            params.set(":a_n", n.parse::<i64>().ok()?);
            params.set(":a_sub", sub.parse::<i64>().ok()?);
            Some(if order == Order::Number {
                "(l.series, l.year, l.n, l.sub) > (:a_series, :a_year, :a_n, :a_sub)"
            } else {
                "(l.series, l.year, l.n, l.sub) < (:a_series, :a_year, :a_n, :a_sub)"
            })
        }
        (Order::NewestPaper | Order::OldestPaper, [date, id]) => {
            params.set(":a_date", (*date).to_owned());
            params.set(":id", id.parse::<i64>().ok()?);
            Some(if order == Order::NewestPaper {
                "(p.date, l.id) < (:a_date, :id)"
            } else {
                "(p.date, l.id) > (:a_date, :id)"
            })
        }
        _ => None,
    }
}
