//! Ways into the book: along which stretches of the table `reach` a page of the register is drawn, and the conditions that each
//! row has to meet. Along whichever way it is drawn, a page has the same rows; ways differ in how many are looked at.

use std::collections::{BTreeMap, BTreeSet};

use procedure::house::House;
use rusqlite::Connection;

use super::states::{Candidates, hangs_so, maybe_in};
use super::{Cursor, ListQuery, Order, ROW_COLUMNS, RawRow, State};
use crate::reach::{Arm, Key, Merge, Span, Walk, count, of_actor, of_book, of_date, scopes_of};
use crate::reads::Asking;
use crate::sight_sql::{Params, Seeing, places_of};
use crate::{RegisterError, find};

/// Most lines that are looked at in one query.
const LINES_AT_A_TIME_MAX: usize = 2_000;

/// The rows of a page, at most so many; `None` where nothing can be on it (an unreadable cursor or word).
pub(super) fn rows(
    asking: &Asking<'_>,
    house: &House,
    query: &ListQuery,
    most: usize,
) -> Result<Option<Vec<RawRow>>, RegisterError> {
    let mut params = asking.params();
    let Some(mut asked) = asked(asking, house, query, &mut params)? else { return Ok(None) };
    let (walk, down) = order(query.order);
    let Some(entered) = span_of_entry(&asking.db, query)? else { return Ok(None) };
    if let Some(after) = &query.after {
        let Some(condition) = keyset(query.order, after, &mut params) else { return Ok(None) };
        asked.conditions.push(condition.to_owned());
    }
    // The full text is asked once: what its words may begin costs as much as all that it finds.
    let found = asked.words.take().map(|words| ordinals_of(asking, &words)).transpose()?;
    if let Some(found) = found.as_ref().filter(|found| found.len() as i64 <= asking.walked_max) {
        let lines = lines_of(asking, found)?;
        return sorted(asking, &asked, query.order, params, &lines, most).map(Some);
    }
    let found = found.as_deref();
    let lead = lead(asking, &asked.candidates)?;
    if lead.names.is_empty() && lead.beside.is_empty() {
        return Ok(Some(Vec::new()));
    }
    // What is seen by a name may stand beside the stretches of what it is narrowed to.
    let narrowed: &[String] = if lead.beside.is_empty() && !asked.candidates.is_empty() { &lead.names } else { &[] };
    if walk == Walk::Entered {
        let span = go_on(Span { down, ..entered }, query);
        let arms = arms(asking, walk, &lead.names, narrowed, asked.of_card)?;
        let merge = Merge::begin(&asking.db, span, arms, lead.beside)?;
        return along(asking, &asked, params, merge, found, most).map(Some);
    }
    // A whole order needs no putting into order.
    if !asked.candidates.is_empty() {
        let few = arms(asking, Walk::Entered, &lead.names, narrowed, asked.of_card)?;
        if count(&asking.db, &few, asking.walked_max)? + lead.beside.len() as i64 <= asking.walked_max {
            let mut merge = Merge::begin(&asking.db, entered, few, lead.beside)?;
            let lines = merge.next(usize::MAX)?;
            return sorted(asking, &asked, query.order, params, &only(lines, found), most).map(Some);
        }
    }
    let everything = [String::new()];
    let span = go_on(span_of(query, down), query);
    let arms = arms(asking, walk, &everything, narrowed, asked.of_card)?.into_iter();
    let also = if narrowed.is_empty() { String::new() } else { in_order_of_entering(narrowed)? };
    // A stretch of a scope in which nothing stands under these names would be walked to its end.
    let mut scopes = BTreeSet::new();
    for name in narrowed {
        scopes.extend(scopes_of(&asking.db, &Walk::Entered.name(name))?);
    }
    let arms = arms.filter(|arm| narrowed.is_empty() || scopes.contains(&arm.scope));
    let arms = arms.map(|arm| if arm.also.is_empty() { Arm { also: also.clone(), ..arm } } else { arm }).collect();
    let merge = Merge::begin(&asking.db, span, arms, Vec::new())?;
    along(asking, &asked, params, merge, found, most).map(Some)
}

/// Of lines with their ordinals, those of papers that were found; all where nothing was looked for.
fn only(lines: Vec<(i64, i64)>, found: Option<&[i64]>) -> Vec<i64> {
    let is_found = |ordinal: &i64| found.is_none_or(|found| found.binary_search(ordinal).is_ok());
    lines.into_iter().filter(|(_, ordinal)| is_found(ordinal)).map(|(line, _)| line).collect()
}

/// A paper's day of entry, and its kind where that is known.
type EnteredOn = (String, Option<String>);

/// Of the numbers given on a day or later to papers whose cards the viewer sees, the newest: each paper's day of entry and kind; and
/// whether there are more.
pub(crate) fn entered_since(
    asking: &Asking<'_>,
    from: jiff::civil::Date,
    most: usize,
) -> Result<(Vec<EnteredOn>, bool), RegisterError> {
    let query = ListQuery { entered_from: Some(from), ..ListQuery::default() };
    let Some(span) = span_of_entry(&asking.db, &query)? else { return Ok((Vec::new(), false)) };
    let everything = [String::new()];
    let arms = arms(asking, Walk::Entered, &everything, &[], true)?;
    let mut merge = Merge::begin(&asking.db, Span { down: true, ..span }, arms, Vec::new())?;
    let sql = format!(
        "SELECT l.on_, json_extract(p.line, '$.kind'), {} AS sight FROM json_each(:lines) j
         CROSS JOIN line l ON l.id = j.value CROSS JOIN paper p ON p.ordinal = l.ordinal
         WHERE sight >= 2 AND l.on_ IS NOT NULL ORDER BY j.key",
        asking.seeing.expr("p.scope", "p.ordinal")
    );
    let mut found = Vec::new();
    while found.len() <= most {
        let lines = merge.next(LINES_AT_A_TIME_MAX)?;
        if lines.is_empty() {
            break;
        }
        let mut params = asking.params();
        params.set(":lines", serde_json::to_string(&lines.iter().map(|(line, _)| *line).collect::<Vec<_>>())?);
        found.extend(asking.all(&sql, &params, |row| Ok((row.get(0)?, row.get(1)?)))?);
    }
    let more = found.len() > most;
    found.truncate(most);
    Ok((found, more))
}

/// What a list is narrowed to, as conditions on a row and as places where its rows are found.
struct Asked {
    conditions: Vec<String>,
    candidates: Vec<Candidates>,
    /// Words of the card, as the full text is asked for them.
    words: Option<String>,
    of_card: bool,
}

/// The condition that a row stands under a name in the order of entering.
pub(super) fn under(which: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM reach f WHERE f.name {which} AND f.scope = p.scope AND f.text = '' AND f.first = 0
           AND f.second = 0 AND f.line = l.id)"
    )
}

fn asked(
    asking: &Asking<'_>,
    house: &House,
    query: &ListQuery,
    params: &mut Params,
) -> Result<Option<Asked>, RegisterError> {
    let (mut conditions, mut candidates) = (Vec::new(), Vec::new());
    let mut facet = |name: &'static str, of: Vec<String>, params: &mut Params| -> Result<(), RegisterError> {
        let names: Vec<String> = of.iter().map(|of| Walk::Entered.name(of)).collect();
        params.set(name, serde_json::to_string(&names)?);
        conditions.push(under(&format!("IN (SELECT value FROM json_each({name}))")));
        candidates.push(Candidates::named(of));
        Ok(())
    };
    if let Some(kind) = &query.kind {
        facet(":kind", vec![format!("kind:{}", kind.to_lowercase())], params)?;
    }
    if let Some(desk) = &query.desk {
        let places = places_of(house, desk).into_iter().map(|place| format!("with:{place}")).collect();
        facet(":desk", places, params)?;
    }
    if let Some(dossier) = &query.dossier {
        facet(":dossier", vec![format!("dossier:{dossier}")], params)?;
    }
    if let Some(name) = query.state.filter(|state| !state.is_made_of_others()).and_then(State::facet) {
        facet(":state", vec![name.to_owned()], params)?;
    }
    if let Some(state) = query.state {
        conditions.extend(hangs_so(asking, state, params));
        candidates.extend(maybe_in(asking, state)?);
    }
    let Ok(words) = words(query) else { return Ok(None) };
    let by_date = matches!(query.order, Order::NewestPaper | Order::OldestPaper);
    let dated = query.dated_from.is_some() || query.dated_until.is_some();
    let of_state = query.state.is_some_and(|state| state.facet().is_some());
    let of_card = of_state
        || by_date
        || dated
        || words.is_some()
        || query.kind.is_some()
        || query.desk.is_some()
        || query.dossier.is_some();
    conditions.push(format!("sight >= {}", if of_card { 2 } else { 1 }));
    narrow(query, params, &mut conditions);
    if query.series.is_some() || query.year.is_some() {
        let of = |series: &_, year: i16| {
            query.series.as_ref().is_none_or(|asked| asked == series) && query.year.is_none_or(|asked| asked == year)
        };
        let books = house.books.keys().filter(|book| of(&book.series, book.year));
        candidates.push(Candidates::named(books.map(|book| of_book(book.series.as_str(), book.year)).collect()));
    }
    if dated {
        candidates.push(Candidates::named(years(&asking.db, query)?));
    }
    Ok(Some(Asked { conditions, candidates, words, of_card }))
}

/// A word that can be asked for nothing.
struct NoWord;

fn words(query: &ListQuery) -> Result<Option<String>, NoWord> {
    let columns = [
        ("number", &query.number),
        ("sender", &query.from),
        ("addressee", &query.to),
        ("subject", &query.subject),
        ("", &query.words),
    ];
    let asked = columns.into_iter().filter_map(|(column, words)| Some((column, words.as_deref()?)));
    let parts: Option<Vec<String>> = asked.map(|(column, words)| find::match_of(column, words)).collect();
    let parts = parts.ok_or(NoWord)?;
    Ok((!parts.is_empty()).then(|| parts.join(" AND ")))
}

/// The names of the years from which papers are that a list by their dates may have.
fn years(db: &Connection, query: &ListQuery) -> Result<Vec<String>, RegisterError> {
    let year = |date: Option<jiff::civil::Date>| date.and_then(|date| date.to_string().get(..4).map(str::to_owned));
    let first = Walk::Entered.name(&of_date(&year(query.dated_from).unwrap_or_default()));
    let last = Walk::Entered.name(&of_date(&year(query.dated_until).unwrap_or_else(|| "~".to_owned())));
    let mut statement =
        db.prepare_cached("SELECT min(name) FROM reach WHERE name >= ?1 AND name <= ?2 AND name > ?3")?;
    let (mut names, mut after) = (Vec::new(), String::new());
    while let Some(name) = statement.query_row((&first, &last, &after), |row| row.get::<_, Option<String>>(0))? {
        names.extend(name.get(1..).map(str::to_owned));
        after = name;
    }
    Ok(names)
}

/// Where fewest rows have to be looked at; everywhere where a list is narrowed to nothing.
fn lead(asking: &Asking<'_>, candidates: &[Candidates]) -> Result<Candidates, RegisterError> {
    if let [only] = candidates {
        return Ok(only.clone());
    }
    let mut best: Option<(i64, &Candidates)> = None;
    for one in candidates {
        let broad = broad_arms(asking, Walk::Entered, &one.names)?;
        let rows = count(&asking.db, &broad, asking.walked_max)? + one.beside.len() as i64;
        if best.is_none_or(|(least, _)| rows < least) {
            best = Some((rows, one));
        }
    }
    Ok(best.map_or_else(|| Candidates::named(vec![String::new()]), |(_, one)| one.clone()))
}

/// The stretches on which everything stands that a viewer may see under these names, and some more. `narrowed` are the names in the
/// order of entering that what is seen by a name has to stand under as well; none where it may be anything.
fn arms(
    asking: &Asking<'_>,
    walk: Walk,
    names: &[String],
    narrowed: &[String],
    of_card: bool,
) -> Result<Vec<Arm>, RegisterError> {
    let mut arms = broad_arms(asking, walk, names)?;
    let Seeing::By(rights, _) = &asking.seeing else { return Ok(arms) };
    let (own, chief) = &rights.principals;
    for principal in chief.union(own) {
        let counts = |scope: &i64| match rights.by_name.get(scope) {
            Some(true) => chief.contains(principal),
            Some(false) => own.contains(principal),
            None => false,
        };
        arms.extend(named_arms(asking, walk, principal, narrowed, counts)?);
    }
    if !of_card {
        let actor = of_actor(&rights.officer);
        arms.extend(named_arms(asking, walk, &actor, narrowed, |scope| !rights.broad.contains(scope))?);
    }
    Ok(arms)
}

/// What is seen by a name in the scopes that count, and stands under one of the narrowed names too: along whichever of the two has
/// less in a scope.
fn named_arms(
    asking: &Asking<'_>,
    walk: Walk,
    by: &str,
    narrowed: &[String],
    counts: impl Fn(&i64) -> bool,
) -> Result<Vec<Arm>, RegisterError> {
    let (name, entered) = (walk.name(by), Walk::Entered.name(by));
    let mut arms = Vec::new();
    for scope in scopes_of(&asking.db, &name)?.into_iter().filter(counts) {
        if narrowed.is_empty() {
            arms.push(Arm::new(&name, scope));
            continue;
        }
        let under: Vec<Arm> = narrowed.iter().map(|name| Arm::new(&Walk::Entered.name(name), scope)).collect();
        let few = count(&asking.db, &under, asking.walked_max)?;
        if few == 0 {
            continue;
        }
        if walk == Walk::Entered && few < count(&asking.db, &[Arm::new(&name, scope)], asking.walked_max)? {
            let also = serde_json::to_string(&[&entered])?;
            arms.extend(under.into_iter().map(|arm| Arm { also: also.clone(), ..arm }));
        } else {
            arms.push(Arm { also: in_order_of_entering(narrowed)?, ..Arm::new(&name, scope) });
        }
    }
    Ok(arms)
}

/// Names in the order of entering, as JSON.
fn in_order_of_entering(names: &[String]) -> Result<String, RegisterError> {
    let names: Vec<String> = names.iter().map(|name| Walk::Entered.name(name)).collect();
    Ok(serde_json::to_string(&names)?)
}

fn broad_arms(asking: &Asking<'_>, walk: Walk, names: &[String]) -> Result<Vec<Arm>, RegisterError> {
    let mut arms = Vec::new();
    for name in names.iter().map(|name| walk.name(name)) {
        let scopes = scopes_of(&asking.db, &name)?.into_iter();
        let broad = scopes.filter(|scope| match &asking.seeing {
            Seeing::All => true,
            Seeing::Nothing => false,
            Seeing::By(rights, _) => rights.broad.contains(scope),
        });
        arms.extend(broad.map(|scope| Arm::new(&name, scope)));
    }
    Ok(arms)
}

/// The papers with these words, by their ordinals, in their order.
fn ordinals_of(asking: &Asking<'_>, words: &str) -> Result<Vec<i64>, RegisterError> {
    let mut statement = asking.db.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid")?;
    Ok(statement.query_map([words], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn lines_of(asking: &Asking<'_>, ordinals: &[i64]) -> Result<Vec<i64>, RegisterError> {
    let mut statement = asking.db.prepare_cached(
        "SELECT l.id FROM json_each(?1) j CROSS JOIN line l INDEXED BY line_paper ON l.ordinal = j.value",
    )?;
    let lines = statement.query_map([serde_json::to_string(ordinals)?], |row| row.get(0))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

/// The first rows of a few lines, put into order.
fn sorted(
    asking: &Asking<'_>,
    asked: &Asked,
    order: Order,
    mut params: Params,
    lines: &[i64],
    most: usize,
) -> Result<Vec<RawRow>, RegisterError> {
    params.set(":lines", serde_json::to_string(lines)?);
    params.set(":limit", most as i64);
    take(asking, &statement(asking, asked, order_by(order)), &params)
}

/// The first rows along a way. What the viewer may not see, and what is narrowed away, falls out; so more is taken until the
/// page is full.
fn along(
    asking: &Asking<'_>,
    asked: &Asked,
    params: Params,
    mut merge: Merge<'_>,
    found: Option<&[i64]>,
    most: usize,
) -> Result<Vec<RawRow>, RegisterError> {
    let sql = statement(asking, asked, "j.key");
    let (mut rows, mut size) = (Vec::new(), most);
    while rows.len() < most {
        let lines = merge.next(size)?;
        if lines.is_empty() {
            break;
        }
        let lines = only(lines, found);
        size = (size * 2).min(LINES_AT_A_TIME_MAX);
        if lines.is_empty() {
            continue;
        }
        let mut params = params.clone();
        params.set(":lines", serde_json::to_string(&lines)?);
        params.set(":limit", (most - rows.len()) as i64);
        rows.extend(take(asking, &sql, &params)?);
    }
    Ok(rows)
}

fn statement(asking: &Asking<'_>, asked: &Asked, order: &str) -> String {
    format!(
        "SELECT {ROW_COLUMNS}, {} AS sight FROM json_each(:lines) j CROSS JOIN line l ON l.id = j.value
         LEFT JOIN paper p ON p.ordinal = l.ordinal WHERE {} ORDER BY {order} LIMIT :limit",
        asking.seeing.expr("coalesce(p.scope, l.scope)", "l.ordinal"),
        asked.conditions.join(" AND ")
    )
}

fn take(asking: &Asking<'_>, sql: &str, params: &Params) -> Result<Vec<RawRow>, RegisterError> {
    let mut statement = asking.db.prepare_cached(sql)?;
    // Only the parameters that this statement names may be given, each once.
    let mut named: BTreeMap<&str, &dyn rusqlite::ToSql> = BTreeMap::new();
    for (name, value) in params.as_named() {
        if matches!(statement.parameter_index(name), Ok(Some(_))) {
            named.insert(name, value);
        }
    }
    let named: Vec<(&str, &dyn rusqlite::ToSql)> = named.into_iter().collect();
    let mut rows = statement.query(named.as_slice())?;
    let mut taken = Vec::new();
    while let Some(row) = rows.next()? {
        taken.push(RawRow::take(row)?);
    }
    Ok(taken)
}

fn narrow(query: &ListQuery, params: &mut Params, conditions: &mut Vec<String>) {
    let mut add = |name: &'static str, value: rusqlite::types::Value, condition: &str, params: &mut Params| {
        params.set(name, value);
        conditions.push(condition.to_owned());
    };
    if let Some(series) = &query.series {
        add(":series", series.to_string().into(), "l.series = :series", params);
    }
    if let Some(year) = query.year {
        add(":year", i64::from(year).into(), "l.year = :year", params);
    }
    // Numbers stand in the order of entering, so days of entry are a span of rows.
    if let Some(from) = query.entered_from {
        add(":entered_from", from.to_string().into(), &format!("l.id >= ({FIRST_OF_DAYS})"), params);
    }
    if let Some(until) = query.entered_until {
        add(":entered_until", until.to_string().into(), &format!("l.id <= ({LAST_OF_DAYS})"), params);
    }
    if let Some(from) = query.dated_from {
        add(":dated_from", from.to_string().into(), "p.date >= :dated_from", params);
    }
    if let Some(until) = query.dated_until {
        add(":dated_until", until.to_string().into(), "p.date <= :dated_until AND p.date <> ''", params);
    }
    match query.state {
        Some(State::Live) => conditions.push("l.standing IS NULL".to_owned()),
        Some(State::Void) => conditions.push("l.standing IS NOT NULL".to_owned()),
        _ => {}
    }
}

const FIRST_OF_DAYS: &str = "SELECT id FROM line WHERE on_ >= :entered_from ORDER BY on_, id LIMIT 1";
const LAST_OF_DAYS: &str = "SELECT id FROM line WHERE on_ <= :entered_until ORDER BY on_ DESC, id DESC LIMIT 1";

/// The span of lines of the days of entry that are asked for; `None` where none was given on them.
fn span_of_entry(db: &Connection, query: &ListQuery) -> Result<Option<Span>, RegisterError> {
    let mut span = Span::whole(false);
    let one = |sql: &str, day: jiff::civil::Date| -> Result<Option<i64>, RegisterError> {
        let mut statement = db.prepare_cached(sql)?;
        Ok(statement.query_map([day.to_string()], |row| row.get(0))?.next().transpose()?)
    };
    if let Some(from) = query.entered_from {
        let Some(line) = one(FIRST_OF_DAYS, from)? else { return Ok(None) };
        span.not_before(Key::entered(line - 1));
    }
    if let Some(until) = query.entered_until {
        let Some(line) = one(LAST_OF_DAYS, until)? else { return Ok(None) };
        span.not_after(Key::entered(line + 1));
    }
    Ok(Some(span))
}

/// The span of the other orders that is asked for.
fn span_of(query: &ListQuery, down: bool) -> Span {
    let mut span = Span::whole(down);
    match order(query.order).0 {
        Walk::Entered => {}
        Walk::Dated => {
            if let Some(from) = query.dated_from {
                span.not_before(Key::before_text(&from.to_string()));
            }
            if let Some(until) = query.dated_until {
                span.not_before(Key::after_text(""));
                span.not_after(Key::after_text(&until.to_string()));
            }
        }
        Walk::Numbered => {
            if let Some(series) = &query.series {
                let (series, year) = (series.as_str(), query.year.map(i64::from));
                span.not_before(year.map_or_else(|| Key::before_text(series), |year| Key::before_year(series, year)));
                span.not_after(year.map_or_else(|| Key::after_text(series), |year| Key::before_year(series, year + 1)));
            }
        }
    }
    span
}

fn order(order: Order) -> (Walk, bool) {
    match order {
        Order::NewestEntered => (Walk::Entered, true),
        Order::OldestEntered => (Walk::Entered, false),
        Order::Number => (Walk::Numbered, false),
        Order::NumberDown => (Walk::Numbered, true),
        Order::NewestPaper => (Walk::Dated, true),
        Order::OldestPaper => (Walk::Dated, false),
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

/// Goes on where the page before ended; what cannot be read was refused before.
fn go_on(mut span: Span, query: &ListQuery) -> Span {
    let Some(after) = &query.after else { return span };
    let parts: Vec<&str> = after.as_str().split('~').collect();
    let number = |text: &str| text.parse::<i64>().ok();
    // Between two lines of one number nothing stands, so whatever line bears it the page goes on behind it.
    let line = if span.down { i64::MIN } else { i64::MAX };
    let place = match parts.as_slice() {
        [line] => number(line).map(Key::entered),
        [date, line] => number(line).map(|line| Key::dated(date, line)),
        [series, year, n, sub] => number(year)
            .zip(number(n))
            .zip(number(sub))
            .map(|((year, n), sub)| Key::numbered(series, year, n, sub, line)),
        _ => None,
    };
    if let Some(place) = place {
        span.go_on(place);
    }
    span
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
