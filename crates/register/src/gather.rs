//! What a decision has to know, gathered at the place it is made at. Visible or not: `decide` knows whose act it is,
//! and pages go through a [`crate::Viewer`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use procedure::act::{ANSWERING_MAX, Act, EnterDraft};
use procedure::card::{Card, Citation};
use procedure::decide::card_taken;
use procedure::fold::set_field;
use procedure::house::House;
use procedure::ids::{DeskId, PaperId, SeriesId};
use procedure::known::{Candidate, CardBrief, CitedBy, Known, OpenCitation, Prints, TIES_PER_ENTRY_MAX, Twin};
use procedure::matching::CITED_DAYS_MAX;
use procedure::number::{RegNumber, plain};
use procedure::paper::{InHouse, Paper, stop};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use crate::handing::AtDesk;
use crate::rows::{TieKind, WaitKind, at_desk, day, print_keys, print_kind};
use crate::write::load_paper;
use crate::{RegisterError, Speculation};
use crate::{closings, dossiers, handing, people};

/// Most papers looked at for one number: a number borne by more proves nothing by itself.
pub const CANDIDATES_MAX: usize = 200;
/// Most citations of one number looked at when a paper comes in: as many as one entry ties. A remark on the paper
/// says how many more there are.
pub const CITING_MAX: usize = TIES_PER_ENTRY_MAX;
/// Most papers looked at for a citation that gives a date and no number.
pub const CANDIDATES_OF_A_DAY_MAX: usize = 100;
/// Most twins told.
pub const TWINS_MAX: usize = 20;

impl Speculation<'_> {
    /// Everything that `decide` has to know about an act beyond the house. `entering` is the id of the paper that the
    /// act enters, if it enters one.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn known(&self, act: &Act, entering: Option<PaperId>) -> Result<Known, RegisterError> {
        let db = self.db();
        let mut known = Known::default();
        if let Some(id) = act.paper() {
            known.paper = load_paper(db, &id)?.map(|(_, paper)| paper);
        }
        for id in act.others() {
            if let Some((_, paper)) = load_paper(db, &id)? {
                known.others.insert(id, paper);
            }
        }
        dossier(db, act, &mut known)?;
        people::gather(db, act, &mut known)?;
        match act {
            // A file that is added is compared with those held; its card is the paper's own and proves nothing.
            Act::AddVersion { paper, version, .. } | Act::ReplaceVersion { paper, version, .. } => {
                known.twins = twins(db, &Prints::of([version], &Card::default()), Some(*paper))?;
                known.twin_papers = papers_of(db, &known.twins)?;
            }
            Act::CloseDesk { desk, .. } => {
                let AtDesk { work, kept, to_do } = handing::at_work(db, self.house(), desk)?;
                let on_papers = work.directions + work.came_back + work.bring_forwards + work.answers + work.copies;
                known.waiting_at_desk = on_papers + to_do;
                known.dossiers_at_desk = kept;
            }
            Act::CloseDay {} => {
                known.books = closings::book_lines(db, self.house())?;
                known.not_held = closings::not_held(db)?;
            }
            Act::RecordSymbol { paper, symbol, .. } => {
                let numbers = vec![plain(symbol)];
                (known.citing, known.citing_beyond) = citing(db, &CardBrief::default(), Some(*paper), numbers)?;
            }
            Act::EndMandate { mandate, .. } => {
                if let Some(mandate) = self.house().mandates.get(mandate) {
                    known.work = handing::at_work(db, self.house(), &mandate.desk)?.work;
                    known.personal = handing::personal(db, &mandate.officer)?;
                }
            }
            Act::HandOverDesk { desk, .. } => known.handing = handing::all(db, &InHouse::Desk(desk.clone()))?,
            Act::HandOverPost { desk, from, .. } => {
                known.handing = handing::all(db, &InHouse::Officer(from.clone()))?;
                known.at_desk = handing::all(db, &InHouse::Desk(desk.clone()))?;
            }
            Act::SendCircular { series, .. } => {
                if let Some(paper) = known.paper.as_ref() {
                    known.sub_numbers = sub_numbers(db, paper, series)?;
                    for made in paper.circulars.iter().flat_map(|circular| &circular.papers) {
                        known.others.extend(load_paper(db, &made.paper)?.map(|(_, paper)| (made.paper, paper)));
                    }
                }
            }
            Act::Void { paper, .. } => known.cited_by = cited_by(db, paper)?,
            Act::AwaitAnswer { paper, .. }
            | Act::InterimReply { paper, .. }
            | Act::NoReplyNeeded { paper, .. }
            | Act::ReopenAnswer { paper, .. } => {
                known.answering = answering(db, paper)?;
                known.tied = beside(db, &known.answering, paper)?;
            }
            Act::Tie { citation, .. } | Act::Settle { citation, .. } | Act::Untie { citation, .. } => {
                known.tied = tied(db, known.paper.as_ref(), *citation)?;
            }
            _ => {}
        }
        if let Some(draft) = act.entering() {
            known.twins = twins(db, &Prints::of(&draft.versions, &draft.card), entering)?;
            known.twin_papers = papers_of(db, &known.twins)?;
            if let Some(under) = draft.under.and_then(|id| known.others.get(&id)) {
                known.sub_numbers = sub_numbers(db, under, &draft.series)?;
            }
            self.gather_matches(&draft.card, entering, reserved_number(self, draft), &mut known)?;
        } else if let Some((card, paper)) = described_anew(act, known.paper.as_ref()) {
            let numbers = paper.live().map(|registration| plain(registration.number.text())).collect();
            self.gather_matches(&card, Some(paper.id), numbers, &mut known)?;
        }
        Ok(known)
    }

    fn gather_matches(
        &self,
        card: &Card,
        of: Option<PaperId>,
        numbers: Vec<String>,
        known: &mut Known,
    ) -> Result<(), RegisterError> {
        known.cited = cited(self.db(), card, of)?;
        (known.citing, known.citing_beyond) = citing(self.db(), &CardBrief::of(card), of, numbers)?;
        Ok(())
    }
}

/// The dossier that an act names, with the papers in it that deciding needs; and what the papers held are that a text which it may
/// adopt cites.
fn dossier(db: &Connection, act: &Act, known: &mut Known) -> Result<(), RegisterError> {
    let Some(id) = act.dossier() else { return Ok(()) };
    known.dossier = dossiers::load(db, id)?.map(|(_, dossier)| dossier);
    let Some(dossier) = &known.dossier else { return Ok(()) };
    for id in act.others_in(dossier) {
        known.others.extend(load_paper(db, &id)?.map(|(_, paper)| (id, paper)));
    }
    if let Act::InDossier { does, .. } = act
        && let Some((_, cites)) = does.adopts(dossier)
    {
        let card = Card { citations: cites.to_vec(), ..Card::default() };
        known.cited = cited(db, &card, None)?;
    }
    Ok(())
}

/// The card that an act gives a paper held, where it may change what cites it or what it cites.
fn described_anew<'a>(act: &Act, paper: Option<&'a Paper>) -> Option<(Card, &'a Paper)> {
    let paper = paper?;
    match act {
        Act::Correct { field, value, .. } => {
            let mut card = paper.card.clone();
            // A value that does not fit is refused by `decide`; nothing has to be known for that.
            set_field(&mut card, *field, value).ok()?;
            Some((card, paper))
        }
        Act::TakeReading { fields, .. } => card_taken(paper, fields).map(|card| (card, paper)),
        Act::AddVersion { card: Some(card), .. } | Act::ReplaceVersion { card: Some(card), .. } => {
            Some((card.clone(), paper))
        }
        _ => None,
    }
}

/// The number a draft fills, where it is known before it is given: one may have cited it already.
fn reserved_number(speculation: &Speculation<'_>, draft: &EnterDraft) -> Vec<String> {
    let number = || {
        let kept = speculation.house().series.get(&draft.series)?;
        Some(plain(&kept.pattern.render(&draft.series, draft.year?, draft.reserved?)))
    };
    number().into_iter().collect()
}

/// Papers that may answer one, earliest entered first: the rules say which do.
pub(crate) fn answering(db: &Connection, paper: &PaperId) -> Result<Vec<Paper>, RegisterError> {
    let mut statement = db.prepare_cached(
        "SELECT s.json FROM state s WHERE s.ordinal IN
           (SELECT t.ordinal FROM tie t WHERE t.to_ = ?1 AND t.kind IN (?2, ?3)) ORDER BY s.ordinal LIMIT ?4",
    )?;
    let (said, read) = (TieKind::AnswersSaid as i64, TieKind::AnswersRead as i64);
    let mut rows = statement.query(params![paper.0, said, read, ANSWERING_MAX as i64])?;
    let mut papers = Vec::new();
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        papers.push(serde_json::from_str(&json)?);
    }
    Ok(papers)
}

/// How many answers a desk owes by name that nothing gave yet, to whomever that is in sight.
pub(crate) fn owed_by(db: &Connection, house: &House, desk: &DeskId) -> Result<u64, RegisterError> {
    let mut statement = db.prepare_cached(
        "SELECT s.json FROM waits w CROSS JOIN state s ON s.ordinal = w.ordinal
         WHERE w.place = ?1 AND w.kind = ?2 AND w.no = 1",
    )?;
    let mut rows = statement.query(params![at_desk(desk), WaitKind::UnansweredByDay as i64])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        let letter: Paper = serde_json::from_str(&json)?;
        let mut answers = answering(db, &letter.id)?;
        answers.iter_mut().for_each(|paper| paper.forget_cited(|_| true));
        count += u64::from(answers.iter().all(|paper| stop(house, &letter, paper).is_none()));
    }
    Ok(count)
}

/// The highest sub-number given under a paper's number in a series.
fn sub_numbers(db: &Connection, under: &Paper, series: &SeriesId) -> Result<u32, RegisterError> {
    let whole = |number: &RegNumber| number.series() == series && number.sub().is_none();
    let Some(registration) = under.live().find(|registration| whole(&registration.number)) else { return Ok(0) };
    let number = &registration.number;
    let highest = db
        .prepare_cached("SELECT coalesce(max(sub), 0) FROM line WHERE series = ?1 AND year = ?2 AND n = ?3")?
        .query_row(params![number.series().as_str(), number.year(), number.n()], |row| row.get(0))?;
    Ok(highest)
}

/// Papers held, not void, that share a print; each paper once, on its strongest ground, earliest paper first.
pub(crate) fn twins(db: &Connection, prints: &Prints, but: Option<PaperId>) -> Result<Vec<Twin>, RegisterError> {
    let mut statement = db.prepare_cached(
        "SELECT p.id, p.number FROM print t CROSS JOIN paper p ON p.ordinal = t.ordinal
         WHERE t.kind = ?1 AND t.value = ?2 ORDER BY t.ordinal LIMIT ?3",
    )?;
    let mut twins: Vec<Twin> = Vec::new();
    for (ground, value) in print_keys(prints) {
        let mut rows = statement.query(params![print_kind(ground), value, TWINS_MAX as i64 + 1])?;
        while let Some(row) = rows.next()? {
            let paper = PaperId(row.get(0)?);
            if Some(paper) != but && twins.len() < TWINS_MAX && !twins.iter().any(|twin| twin.paper == paper) {
                twins.push(Twin { paper, number: row.get(1)?, ground });
            }
        }
    }
    Ok(twins)
}

/// The papers that twins are, for `decide` to see which of them the officer may know of.
fn papers_of(db: &Connection, twins: &[Twin]) -> Result<BTreeMap<PaperId, Paper>, RegisterError> {
    let mut papers = BTreeMap::new();
    for twin in twins {
        papers.extend(load_paper(db, &twin.paper)?.map(|(_, paper)| (twin.paper, paper)));
    }
    Ok(papers)
}

/// For each citation of a card, the papers held that it may mean.
pub(crate) fn cited(
    db: &Connection,
    card: &Card,
    but: Option<PaperId>,
) -> Result<BTreeMap<usize, Vec<Candidate>>, RegisterError> {
    let citing = card.date.as_ref().map(|field| field.value.date);
    let mut found = BTreeMap::new();
    for (at, citation) in card.citations.iter().enumerate() {
        let candidates = candidates(db, &citation.value, citing, but)?;
        if !candidates.is_empty() {
            found.insert(at, candidates);
        }
    }
    Ok(found)
}

fn candidates(
    db: &Connection,
    citation: &Citation,
    citing: Option<Date>,
    but: Option<PaperId>,
) -> Result<Vec<Candidate>, RegisterError> {
    let number = citation.number.as_deref().map(plain).unwrap_or_default();
    match (number.is_empty(), citation.date) {
        (false, Some(date)) => of_number(db, &number, Some((date, date)), but),
        (false, None) => of_number(db, &number, citing.map(|citing| (back(citing), citing)), but),
        // Without a number only sender, day and kind together can mean a paper.
        (true, Some(date)) if citation.sender.is_some() && citation.kind.is_some() => of_day(db, date, but),
        _ => Ok(Vec::new()),
    }
}

fn back(date: Date) -> Date {
    date.saturating_sub(CITED_DAYS_MAX.days())
}

fn ahead(date: Date) -> Date {
    date.saturating_add(CITED_DAYS_MAX.days())
}

/// Papers that bear a number, ours or theirs, dated within a span or undated.
fn of_number(
    db: &Connection,
    number: &str,
    span: Option<(Date, Date)>,
    but: Option<PaperId>,
) -> Result<Vec<Candidate>, RegisterError> {
    let (first, last) = match span {
        Some((first, last)) => (first.to_string(), last.to_string()),
        None => (String::new(), "~".to_owned()),
    };
    // A paper with several numbers is named by the one that was cited.
    let sql = "SELECT p.id, coalesce((SELECT text FROM line WHERE line.plain = ?1 AND line.ordinal = p.ordinal
                 AND line.standing IS NULL), p.number), p.brief
               FROM number t CROSS JOIN paper p ON p.ordinal = t.ordinal
               WHERE t.plain = ?1 AND (t.date = '' OR t.date BETWEEN ?2 AND ?3) ORDER BY t.date DESC, t.ordinal LIMIT ?4";
    let limit = CANDIDATES_MAX as i64;
    read_candidates(db, sql, &[number.to_owned().into(), first.into(), last.into(), limit.into()], but)
}

fn of_day(db: &Connection, date: Date, but: Option<PaperId>) -> Result<Vec<Candidate>, RegisterError> {
    let sql = "SELECT id, number, brief FROM paper WHERE date = ?1 AND void = 0 ORDER BY ordinal LIMIT ?2";
    read_candidates(db, sql, &[date.to_string().into(), (CANDIDATES_OF_A_DAY_MAX as i64).into()], but)
}

fn read_candidates(
    db: &Connection,
    sql: &str,
    with: &[Value],
    but: Option<PaperId>,
) -> Result<Vec<Candidate>, RegisterError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(with))?;
    let mut candidates: Vec<Candidate> = Vec::new();
    while let Some(row) = rows.next()? {
        let paper = PaperId(row.get(0)?);
        if Some(paper) == but || candidates.iter().any(|candidate| candidate.paper == paper) {
            continue;
        }
        let brief: String = row.get(2)?;
        candidates.push(Candidate { paper, number: row.get(1)?, brief: serde_json::from_str(&brief)? });
    }
    Ok(candidates)
}

/// The papers to which a citation is tied or offered, for `decide` to see which of them the officer may know of.
fn tied(db: &Connection, paper: Option<&Paper>, at: usize) -> Result<BTreeMap<PaperId, Paper>, RegisterError> {
    let Some(paper) = paper else { return Ok(BTreeMap::new()) };
    let ties = paper.ties.iter().filter(|tie| tie.citation == at).map(|tie| tie.to);
    let offers = paper.offers.iter().filter(|offer| offer.citation == at).map(|offer| offer.to);
    let mut papers = BTreeMap::new();
    for id in ties.chain(offers) {
        papers.extend(load_paper(db, &id)?.map(|(_, paper)| (id, paper)));
    }
    Ok(papers)
}

/// The papers to which citations lead that lead to this one too, for `decide` to see which of them the officer may know of.
fn beside(db: &Connection, answers: &[Paper], to: &PaperId) -> Result<BTreeMap<PaperId, Paper>, RegisterError> {
    let mut papers = BTreeMap::new();
    for answer in answers {
        let both: BTreeSet<usize> = answer.ties.iter().filter(|tie| tie.to == *to).map(|tie| tie.citation).collect();
        let others = answer.ties.iter().filter(|tie| tie.to != *to && both.contains(&tie.citation));
        for id in others.map(|tie| tie.to) {
            papers.extend(load_paper(db, &id)?.map(|(_, paper)| (id, paper)));
        }
    }
    Ok(papers)
}

/// The citations that lead to a paper. What cites it and is void itself waits for nothing.
fn cited_by(db: &Connection, id: &PaperId) -> Result<CitedBy, RegisterError> {
    let from =
        "FROM tie t CROSS JOIN paper p ON p.ordinal = t.ordinal WHERE t.to_ = ?1 AND t.kind <= ?2 AND p.void = 0";
    let mut statement =
        db.prepare_cached(&format!("SELECT p.id, t.at {from} ORDER BY t.kind, t.ordinal, t.at LIMIT ?3"))?;
    let mut rows = statement.query(params![id.0, TieKind::LAST_OF_CITING, TIES_PER_ENTRY_MAX as i64])?;
    let mut cited_by = CitedBy::default();
    while let Some(row) = rows.next()? {
        cited_by.led.push((PaperId(row.get(0)?), row.get::<_, u32>(1)? as usize));
    }
    if cited_by.led.len() == TIES_PER_ENTRY_MAX {
        let mut count = db.prepare_cached(&format!("SELECT count(*) {from}"))?;
        let all: i64 = count.query_row(params![id.0, TieKind::LAST_OF_CITING], |row| row.get(0))?;
        cited_by.beyond = all.cast_unsigned().saturating_sub(TIES_PER_ENTRY_MAX as u64);
    }
    Ok(cited_by)
}

/// Citations that may mean a paper with this card, which bears these numbers of ours (in plain form), but those that are tied to it;
/// and how many more there are than are looked at.
pub(crate) fn citing(
    db: &Connection,
    brief: &CardBrief,
    of: Option<PaperId>,
    mut numbers: Vec<String>,
) -> Result<(Vec<OpenCitation>, u64), RegisterError> {
    let ours = numbers.len();
    let theirs = brief.number.as_deref().map(plain).filter(|number| !number.is_empty());
    numbers.extend(theirs.filter(|number| !numbers.contains(number)));
    let (mut found, mut beyond): (Vec<OpenCitation>, u64) = (Vec::new(), 0);
    let mut add = |open: Vec<OpenCitation>, more: u64| {
        beyond += more;
        for one in open {
            if !found.iter().any(|known| (known.paper, known.citation) == (one.paper, one.citation)) {
                found.push(one);
            }
        }
    };
    for (at, number) in numbers.iter().enumerate() {
        // Our own number is meant whatever the dates; theirs only where they fit.
        let (open, more) = citations(db, number, brief.date.filter(|_| at >= ours), of)?;
        add(open, more);
    }
    if let (Some(date), true) = (brief.date, brief.kind.is_some() && !brief.from.is_empty()) {
        let (open, more) = citations(db, "", Some(date), of)?;
        add(open, more);
    }
    Ok((found, beyond))
}

/// At most [`CITING_MAX`] citations of a number, and how many more there are.
fn citations(
    db: &Connection,
    key: &str,
    date: Option<Date>,
    of: Option<PaperId>,
) -> Result<(Vec<OpenCitation>, u64), RegisterError> {
    // The citation gives the paper's own date, or the citing paper lies within the time in which one cites so.
    let within = if date.is_some() {
        "(o.cited = ?2 OR (o.cited = '' AND (o.date = '' OR o.date BETWEEN ?2 AND ?3)))"
    } else {
        "?2 IS NOT NULL AND ?3 IS NOT NULL"
    };
    let cites = TieKind::CitesBeside as i64;
    let from = format!(
        "FROM citation o CROSS JOIN paper p ON p.ordinal = o.ordinal WHERE o.key = ?1 AND {within} AND p.id <> ?4
           AND NOT EXISTS (SELECT 1 FROM tie t WHERE t.to_ = ?4 AND t.kind <= {cites} AND t.ordinal = o.ordinal AND t.at = o.at)"
    );
    let (last, own) = (day(date.map(ahead)), of.map_or([0; 16], |of| of.0));
    let mut statement = db.prepare_cached(&format!(
        "SELECT p.id, o.at, o.what, p.brief, (SELECT count(*) FROM tie t INDEXED BY tie_paper
           WHERE t.ordinal = o.ordinal AND t.kind = {} AND t.at = o.at AND t.to_ <> ?4)
         {from} ORDER BY o.date, o.ordinal, o.at LIMIT ?5",
        TieKind::Offered as i64
    ))?;
    let mut rows = statement.query(params![key, day(date), last, own, CITING_MAX as i64])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        let (what, by): (String, String) = (row.get(2)?, row.get(3)?);
        open.push(OpenCitation {
            paper: PaperId(row.get(0)?),
            citation: row.get::<_, u32>(1)? as usize,
            what: serde_json::from_str(&what)?,
            by: serde_json::from_str(&by)?,
            offers: row.get::<_, u32>(4)? as usize,
        });
    }
    if open.len() < CITING_MAX {
        return Ok((open, 0));
    }
    let mut count = db.prepare_cached(&format!("SELECT count(*) {from}"))?;
    let all: i64 = count.query_row(params![key, day(date), last, own], |row| row.get(0))?;
    Ok((open, all.cast_unsigned().saturating_sub(CITING_MAX as u64)))
}
