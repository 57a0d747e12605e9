//! Ranking on real questions: a gist that an editor wrote of a paper, and at what place the paper is found by it.
//!
//! The same papers, the same words of cards and the same questions go to the register's search, to SQLite's FTS5 and to
//! PostgreSQL's full text, in one run. The two others are asked in the ways that their manuals offer for a question in
//! plain words, and the better of those ways counts.

#![expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, ensure};
use procedure::card::{Card, Field, PaperDate, Party, Precision};
use procedure::event::{Acted, Door, Event, Means};
use procedure::house::{Level, Series, TurnOver, Visibility};
use procedure::ids::{BodyId, DeskId, Hash, LevelId, OfficeId, OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::number::{Pattern, RegNumber};
use procedure::paper::{Arrival, Channel, ReadText, Version, VersionKind};
use register::{Index, Place, Register, SearchAsk, Viewer};
use serde_json::Value;

use crate::postgres::{Postgres, quoted};

/// Fewest words of a gist that is asked as a question.
const GIST_WORDS_MIN: usize = 6;
/// Places past this count as not found, for every system.
const PLACES_MAX: usize = 200;

/// PostgreSQL is asked one of so many questions.
const TENTH: usize = 10;
const TABLE: &str = "| | mean reciprocal rank | first | in the first ten | asked in |\n|---|---|---|---|---|";

/// A paper of the corpus.
struct Paper {
    id: String,
    text: String,
    truth: Value,
}

impl Paper {
    fn words(&self, field: &str) -> Vec<String> {
        match &self.truth[field] {
            Value::String(one) => vec![one.clone()],
            Value::Array(many) => many.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        }
    }

    /// What stands on its card, as words: the same for all three.
    fn card(&self) -> String {
        ["number", "from", "to"].iter().flat_map(|field| self.words(field)).collect::<Vec<_>>().join(" ")
    }
}

/// A question, and the paper that it was written of.
struct Question {
    gist: String,
    paper: usize,
}

/// At what places the papers were found, from 1; none where one was not among the first.
type Found = Vec<Option<usize>>;

pub(crate) fn measure(corpus: &Path) -> anyhow::Result<()> {
    let papers = read(corpus)?;
    let questions = questions(&papers);
    ensure!(!questions.is_empty(), "there are no gists of {GIST_WORDS_MIN} words in {}", corpus.display());
    println!("{} papers, {} questions", papers.len(), questions.len());
    println!("{TABLE}");
    let started = Instant::now();
    let ours = of_register(&papers, &questions)?;
    told("Chancery", &ours, started);
    let mut best: f64 = 0.0;
    for (name, weighted) in [("FTS5, bm25", false), ("FTS5, bm25 with the card weighing 2", true)] {
        for stemmed in [false, true] {
            let started = Instant::now();
            let found = of_fts5(&papers, &questions, stemmed, weighted)?;
            let name = format!("{name}, {}", if stemmed { "porter" } else { "unicode61" });
            best = best.max(told(&name, &found, started));
        }
    }
    let better = |ours: &Found, best: f64| {
        let ours = mean_reciprocal(ours);
        println!("\nChancery {ours:.4}, the others' best {best:.4}: {:+.1} %\n", (ours / best - 1.0) * 100.0);
    };
    better(&ours, best);
    // Of PostgreSQL a question takes a second: every tenth is asked.
    let tenth: Vec<Question> = questions.into_iter().step_by(TENTH).collect();
    let ours: Found = ours.into_iter().step_by(TENTH).collect();
    println!("{} questions, every tenth\n\n{TABLE}", tenth.len());
    told("Chancery", &ours, Instant::now());
    let mut best: f64 = 0.0;
    for (name, found, started) in of_postgres(&papers, &tenth)? {
        best = best.max(told(&name, &found, started));
    }
    better(&ours, best);
    Ok(())
}

fn mean_reciprocal(found: &Found) -> f64 {
    found.iter().map(|place| place.map_or(0.0, |place| 1.0 / place as f64)).sum::<f64>() / found.len() as f64
}

fn told(name: &str, found: &Found, started: Instant) -> f64 {
    let within = |places: usize| {
        let count = found.iter().filter(|place| place.is_some_and(|place| place <= places)).count();
        count as f64 * 100.0 / found.len() as f64
    };
    let mrr = mean_reciprocal(found);
    let seconds = started.elapsed().as_secs_f64();
    println!("| {name} | {mrr:.4} | {:.1} % | {:.1} % | {seconds:.1} s |", within(1), within(10));
    mrr
}

fn read(corpus: &Path) -> anyhow::Result<Vec<Paper>> {
    let truths = std::fs::read_to_string(corpus.join("truth.jsonl"))
        .with_context(|| format!("{} has no truth.jsonl", corpus.display()))?;
    let mut papers = Vec::new();
    for line in truths.lines().filter(|line| !line.trim().is_empty()) {
        let truth: Value = serde_json::from_str(line)?;
        let id = truth["id"].as_str().context("a paper has no id")?.to_owned();
        let text = std::fs::read_to_string(corpus.join(format!("{id}.txt")))?;
        papers.push(Paper { id, text, truth });
    }
    Ok(papers)
}

/// Gists of so many words that stand with one paper alone.
fn questions(papers: &[Paper]) -> Vec<Question> {
    let gist = |paper: &Paper| paper.truth["gist"].as_str().map(|gist| gist.trim().to_owned());
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for gist in papers.iter().filter_map(gist) {
        *times.entry(gist.to_lowercase()).or_default() += 1;
    }
    let is_one = |gist: &String| {
        gist.split_whitespace().count() >= GIST_WORDS_MIN && times.get(&gist.to_lowercase()) == Some(&1)
    };
    let of = |(paper, gist): (usize, Option<String>)| Some(Question { gist: gist.filter(is_one)?, paper });
    papers.iter().map(gist).enumerate().filter_map(of).collect()
}

/// The words of a question, as both others take them: letters and figures, each once.
fn words(gist: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    let words = gist.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.filter(|word| known.insert(word.clone())).collect()
}

fn of_fts5(papers: &[Paper], questions: &[Question], stemmed: bool, weighted: bool) -> anyhow::Result<Found> {
    let db = rusqlite::Connection::open_in_memory()?;
    let tokenizer = if stemmed { "porter unicode61 remove_diacritics 2" } else { "unicode61 remove_diacritics 2" };
    db.execute_batch(&format!("CREATE VIRTUAL TABLE paper USING fts5 (card, body, tokenize='{tokenizer}'); BEGIN"))?;
    let mut insert = db.prepare("INSERT INTO paper (rowid, card, body) VALUES (?1, ?2, ?3)")?;
    for (at, paper) in papers.iter().enumerate() {
        insert.execute(rusqlite::params![at as i64, paper.card(), paper.text])?;
    }
    db.execute_batch("COMMIT")?;
    let weights = if weighted { "2.0, 1.0" } else { "1.0, 1.0" };
    let sql = format!("SELECT rowid FROM paper WHERE paper MATCH ?1 ORDER BY bm25(paper, {weights}), rowid LIMIT ?2");
    let mut select = db.prepare(&sql)?;
    let mut found = Found::new();
    for question in questions {
        let words: Vec<String> = words(&question.gist).iter().map(|word| format!("\"{word}\"")).collect();
        let rows =
            select.query_map(rusqlite::params![words.join(" OR "), PLACES_MAX as i64], |row| row.get::<_, i64>(0))?;
        let rows: Vec<i64> = rows.collect::<Result<_, _>>()?;
        found.push(rows.iter().position(|at| *at == question.paper as i64).map(|at| at + 1));
    }
    Ok(found)
}

fn of_postgres(papers: &[Paper], questions: &[Question]) -> anyhow::Result<Vec<(String, Found, Instant)>> {
    let Some(postgres) = Postgres::start()? else {
        println!("| PostgreSQL is not installed | | | | |");
        return Ok(Vec::new());
    };
    let mut answers = Vec::new();
    for configuration in ["english", "simple"] {
        let started = Instant::now();
        let mut sql = "DROP TABLE IF EXISTS paper; CREATE TABLE paper (at int, words tsvector); BEGIN;\n".to_owned();
        for (at, paper) in papers.iter().enumerate() {
            let (card, text) = (quoted(&paper.card()), quoted(&paper.text));
            sql += &format!(
                "INSERT INTO paper VALUES ({at}, setweight(to_tsvector('{configuration}', {card}), 'A')
                 || setweight(to_tsvector('{configuration}', {text}), 'D'));\n"
            );
        }
        postgres.run(&(sql + "COMMIT; CREATE INDEX ON paper USING gin (words); ANALYZE paper;"))?;
        // What it can be ranked by, and how length is counted: 1 by its logarithm, 2 by itself, 0 not at all.
        for rank in ["ts_rank", "ts_rank_cd"] {
            for length in [0, 1, 2] {
                let mut sql = String::new();
                for (no, question) in questions.iter().enumerate() {
                    let words: Vec<String> = words(&question.gist);
                    let any = words.iter().map(|word| format!("to_tsquery('{configuration}', {})", quoted(word)));
                    let query = any.collect::<Vec<_>>().join(" || ");
                    sql += &format!(
                        "SELECT {no}, at FROM paper, (SELECT {query} AS asked) q WHERE words @@ asked
                         ORDER BY {rank}('{{0.5, 0.5, 0.5, 1.0}}', words, asked, {length}) DESC, at LIMIT {PLACES_MAX};\n"
                    );
                }
                let mut places = vec![0; questions.len()];
                let mut found: Found = vec![None; questions.len()];
                for line in postgres.run(&sql)? {
                    let (no, at) = line.split_once('|').context("psql answered otherwise")?;
                    let (no, at): (usize, usize) = (no.parse()?, at.parse()?);
                    places[no] += 1;
                    if questions[no].paper == at {
                        found[no] = Some(places[no]);
                    }
                }
                answers.push((format!("PostgreSQL, {configuration}, {rank}, length {length}"), found, started));
            }
        }
    }
    Ok(answers)
}

fn of_register(papers: &[Paper], questions: &[Question]) -> anyhow::Result<Found> {
    let folder = tempfile::tempdir()?;
    let mut register = Register::open(folder.path())?;
    let clerk: OfficerId = "clerk".parse()?;
    let mut speculation = register.begin()?;
    let at = |entry: u64| Moment::from_micros(entry.cast_signed());
    speculation.fold(0, at(0), &acted(&clerk, 0, vec![]), &founding(&clerk)?)?;
    for (n, paper) in papers.iter().enumerate() {
        let entry = n as u64 + 1;
        let id = paper_id(entry);
        speculation.fold(entry, at(entry), &acted(&clerk, entry, vec![id]), &entering(id, n, paper)?)?;
    }
    let last = papers.len() as u64;
    let house = speculation.commit(Place { entry: last, commitment: [1; 32] })?;
    let reads = register.reads()?;
    let texts: HashMap<[u8; 32], &str> =
        papers.iter().enumerate().map(|(n, paper)| (body_of(n), paper.text.as_str())).collect();
    let mut index = Index::open(folder.path())?;
    while index.catch_up(&reads, &|body: &BodyId| texts.get(&body.0).map(|text| (*text).to_owned()), 500)?.behind {}
    let (viewer, searcher) = (Viewer::officer(house, &clerk, at(last)), index.searcher());
    let mut found = Found::new();
    for question in questions {
        // A question as it is typed; signs that have a meaning in a search are left out.
        let typed: String = question.gist.chars().map(|c| if "()\"*:-".contains(c) { ' ' } else { c }).collect();
        // What is longer than a search takes is cut where a word ends.
        let fits = typed.floor_char_boundary(register::QUERY_BYTES_MAX);
        let cut = if fits < typed.len() { typed[..fits].rfind(' ').unwrap_or(fits) } else { fits };
        let ask = SearchAsk { typed: typed[..cut].to_owned(), ..SearchAsk::default() };
        let page = reads.search(&viewer, &ask, &searcher).with_context(|| format!("{:?}", question.gist))?;
        let meant = paper_id(question.paper as u64 + 1);
        found.push(page.hits.iter().position(|hit| hit.paper == meant).map(|at| at + 1));
    }
    Ok(found)
}

fn paper_id(entry: u64) -> PaperId {
    let mut id = [7; 16];
    id[..8].copy_from_slice(&entry.to_be_bytes());
    PaperId(id)
}

fn body_of(n: usize) -> [u8; 32] {
    let mut body = [5; 32];
    body[..8].copy_from_slice(&(n as u64).to_be_bytes());
    body
}

fn acted(clerk: &OfficerId, entry: u64, papers: Vec<PaperId>) -> Acted {
    let mut id = [1; 16];
    id[..8].copy_from_slice(&entry.to_be_bytes());
    Acted {
        act: "bench".to_owned(),
        officer: clerk.clone(),
        desk: None,
        mandate: None,
        authenticated: "bench".to_owned(),
        means: Means::System,
        door: Door::CommandLine,
        id: PaperId(id),
        digest: Hash([0; 32]),
        papers,
        dossiers: Vec::new(),
    }
}

fn founding(clerk: &OfficerId) -> anyhow::Result<Vec<Event>> {
    let level: LevelId = "open".parse()?;
    let registry: DeskId = "registry".parse()?;
    let series = Series {
        name: "Incoming".to_owned(),
        pattern: Pattern::new("{series}-{year}-{n:05}")?,
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: registry.clone(),
        rule: Visibility::WholeHouse,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    };
    let open = Level { id: level.clone(), name: "Open".to_owned(), words: vec![], rule: Visibility::WholeHouse };
    Ok(vec![
        Event::OfficeFounded { office: OfficeId([7; 16]), name: "Archive".to_owned(), zone: "UTC".to_owned() },
        Event::LevelsSet { levels: vec![open] },
        Event::DeskAdded { desk: registry, name: "Registry".to_owned(), aliases: vec![], above: None },
        Event::OfficerAdded {
            officer: clerk.clone(),
            name: "Clerk".to_owned(),
            aliases: vec![],
            cleared_to: level,
            duties: BTreeSet::new(),
        },
        Event::SeriesOpened { series: "IN".parse()?, facts: series },
    ])
}

fn entering(id: PaperId, n: usize, paper: &Paper) -> anyhow::Result<Vec<Event>> {
    let body = BodyId(body_of(n));
    let bytes = paper.text.len() as u64;
    let text = ReadText {
        body,
        hash: Hash(body.0),
        bytes,
        extractor: "bench/1".to_owned(),
        pages: Vec::new(),
        confidence: None,
    };
    let version = Version {
        kind: VersionKind::Received,
        body,
        hash: Hash(body.0),
        bytes,
        name: format!("{}.txt", paper.id),
        media: "text/plain".to_owned(),
        channel: Channel::Files,
        source: None,
        text: Some(text),
        message_id: None,
        enclosed: Vec::new(),
    };
    let series: SeriesId = "IN".parse()?;
    let number =
        serde_json::json!({ "series": series, "year": 1951, "n": n + 1, "text": format!("IN-1951-{:05}", n + 1) });
    let number: RegNumber = serde_json::from_value(number)?;
    let parties =
        |field: &str| paper.words(field).into_iter().map(|name| Field::proposed(Party::named(name), None)).collect();
    let date = paper.truth["date"].as_str().and_then(|date| date.parse().ok());
    let card = Card {
        number: paper.words("number").into_iter().next().map(|number| Field::proposed(number, None)),
        date: date.map(|date| Field::proposed(PaperDate { date, precision: Precision::Day }, None)),
        from: parties("from"),
        to: parties("to"),
        ..Card::default()
    };
    Ok(vec![
        Event::Registered {
            paper: id,
            number,
            on: jiff::civil::date(1951, 12, 25),
            kind: None,
            late: None,
            reserved: false,
            first: true,
            bodies: vec![],
            addressed: None,
        },
        Event::VersionAdded { paper: id, place: 0, version, bodies: vec![] },
        Event::Arrived { paper: id, arrival: Arrival::default(), absence: None },
        Event::Described { paper: id, card },
    ])
}
