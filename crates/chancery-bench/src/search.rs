//! `chancery-bench search`: what is found in a made office, class by class of what is typed, for readers of all papers, of about
//! ten thousand and of about a hundred; and the same of SQLite's FTS5 and of PostgreSQL, who are given the same texts and
//! the same readers.

#![expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chancery::office::{Office, OfficeOptions};
use procedure::act::act_id;
use procedure::card::{Field, Party};
use procedure::ids::{OfficerId, PaperId};
use register::{SearchAsk, Searcher, Viewer};

use crate::make::{Made, Order, Papers, house, papers};
use crate::papers::Chance;
use crate::postgres::{Postgres, quoted};

/// Queries of each class.
const QUERIES: u64 = 200;
/// Queries of each class that others are asked; the slowest of them take seconds.
const QUERIES_OF_OTHERS: u64 = 20;
/// Papers of a page.
const HITS: usize = 30;
/// Readers, from the one who sees all.
const READERS: usize = 3;

/// What is looked for.
enum Look {
    All(Vec<String>),
    Any(Vec<String>),
    Phrase(Vec<String>),
    Beginning(String),
    Sender(String),
    Number(String),
    InYear(String, i16),
}

const CLASSES: [&str; 9] = [
    "rare word",
    "common word",
    "two words",
    "phrase",
    "beginning",
    "name",
    "number",
    "filtered by year",
    "question of ten words",
];

fn look(class: &str, papers: &Papers, no: u64) -> Look {
    let mut chance = Chance(no ^ 0x5ea2c4);
    let mut one_of = |from: usize, to: usize| papers.word(from + (chance.next() as usize) % (to - from)).to_owned();
    // Papers by which something is asked that stands there.
    let paper = || papers.paper(no * 7_919 % papers.papers);
    match class {
        "rare word" => Look::All(vec![one_of(3_000, 40_000)]),
        "common word" => Look::All(vec![one_of(0, 20)]),
        "two words" => Look::All(vec![one_of(2, 60), one_of(100, 1_000)]),
        "phrase" => Look::Phrase(three_words(&paper().text)),
        "beginning" => Look::Beginning(one_of(3_000, 40_000).chars().take(5).collect()),
        "name" => Look::Sender(names(&paper().card.from).to_lowercase()),
        "number" => Look::Number(paper().card.number.map(|number| number.value).unwrap_or_default()),
        "filtered by year" => Look::InYear(one_of(0, 100), 1990 + (no % 11) as i16),
        _ => Look::Any((0..10).map(|at| one_of(at * at * 40, at * at * 80 + 40)).collect()),
    }
}

/// Three words that stand together in the midst of a text.
fn three_words(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let plain =
        |three: &&[&str]| three.iter().all(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    let three = words.windows(3).skip(words.len() / 2).find(plain).or_else(|| words.windows(3).find(plain));
    three.unwrap_or_default().iter().map(|word| (*word).to_owned()).collect()
}

/// The last word of the first name.
fn names(parties: &[Field<Party>]) -> String {
    let name = parties.first().and_then(|party| party.value.name.clone()).unwrap_or_default();
    name.rsplit(' ').next().unwrap_or_default().to_owned()
}

impl Look {
    fn typed(&self) -> String {
        match self {
            Self::All(words) | Self::Any(words) => words.join(" "),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Beginning(start) => format!("{start}*"),
            Self::Sender(name) => format!("from:{name}"),
            Self::Number(number) => number.clone(),
            Self::InYear(word, year) => format!("{word} year:{year}"),
        }
    }

    fn for_fts5(&self) -> String {
        let each = |words: &[String]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>();
        match self {
            Self::All(words) => each(words).join(" AND "),
            Self::Any(words) => each(words).join(" OR "),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Beginning(start) => format!("\"{start}\"*"),
            Self::Sender(name) => format!("sender : \"{name}\""),
            Self::Number(number) => format!("number : \"{number}\""),
            Self::InYear(word, _) => format!("\"{word}\""),
        }
    }

    fn for_postgres(&self) -> String {
        let each = |words: &[String]| words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>();
        match self {
            Self::All(words) => each(words).join(" & "),
            Self::Any(words) => each(words).join(" | "),
            Self::Phrase(words) => each(words).join(" <-> "),
            Self::Beginning(start) => format!("'{start}':*"),
            Self::Sender(name) => format!("'{name}':A"),
            Self::Number(number) => format!("'{number}':B"),
            Self::InYear(word, _) => format!("'{word}'"),
        }
    }

    fn year(&self) -> Option<i16> {
        match self {
            Self::InYear(_, year) => Some(*year),
            _ => None,
        }
    }
}

/// Measures them, and prints tables.
pub(crate) fn measure(folder: &Path, order: &Order, others: bool) -> anyhow::Result<()> {
    let papers = papers(order);
    let office = Office::open(folder, OfficeOptions::default())?;
    let mut reads = register::Reads::open(folder)?;
    let searcher = Searcher::open(folder)?.context("the office has no index")?;
    let began = Instant::now();
    searcher.warm(&mut reads, || false)?;
    println!("what searches are answered from was made in {:.0} ms\n", began.elapsed().as_secs_f64() * 1e3);
    let house = office.house();
    let founding = house.founding.as_ref().context("the office was not founded")?;
    let ids = (0..papers.papers).map(|no| act_id(&founding.office, &house::clerk(), &format!("paper-{no}")));
    let numbers: HashMap<PaperId, u32> = if others { ids.zip(1..).collect() } else { HashMap::new() };
    let mut seen = Vec::new();
    for reader in house::READERS.iter().take(READERS) {
        let viewer = Viewer::officer(office.house(), &OfficerId::new(*reader)?, office.now());
        let sees = reads.in_sets(&viewer, &searcher)?;
        println!(
            "| reader of {} papers | hits: p50, p99 ms | counts: p50, p99 ms | found |\n|---|---|---|---|",
            sees.len()
        );
        for class in CLASSES {
            let (mut hits, mut counts, mut found) = (Vec::new(), Vec::new(), 0);
            for no in 0..QUERIES {
                let typed = look(class, &papers, no).typed();
                let ask = SearchAsk { typed: typed.clone(), limit: HITS, ..SearchAsk::default() };
                let began = Instant::now();
                reads.search(&viewer, &ask, &searcher).with_context(|| typed.clone())?;
                hits.push(began.elapsed());
                let began = Instant::now();
                found += reads.search_counts(&viewer, &typed, &searcher)?.papers;
                counts.push(began.elapsed());
            }
            println!("| {class} | {} | {} | {} |", told(hits), told(counts), found / QUERIES);
        }
        println!();
        seen.push(sees.keys().filter_map(|paper| numbers.get(paper)).copied().collect::<Vec<u32>>());
    }
    office.shut();
    if others {
        of_fts5(&papers, &seen)?;
        of_postgres(&papers, &seen)?;
    }
    Ok(())
}

fn told(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    format!("{:.2}, {:.2}", at(50), at(99))
}

fn head(seen: &[Vec<u32>]) {
    let readers: Vec<String> = seen.iter().map(|seen| format!("{} papers: p50, p99 ms", seen.len())).collect();
    println!("| | {} |\n|---|{}", readers.join(" | "), "---|".repeat(seen.len()));
}

/// Papers stand in the order of entry, from 1, as the register counts them.
fn each(papers: &Papers) -> impl Iterator<Item = (i64, Made)> + '_ {
    (0..papers.papers).map(|no| (no.cast_signed() + 1, papers.paper(no)))
}

fn year(made: &Made) -> i16 {
    made.card.date.as_ref().map(|date| date.value.date.year()).unwrap_or_default()
}

fn of_fts5(papers: &Papers, seen: &[Vec<u32>]) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let db = rusqlite::Connection::open(folder.path().join("fts5.db"))?;
    db.execute_batch(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;
         CREATE VIRTUAL TABLE paper USING fts5 (number, sender, subject, body, content='', tokenize='porter unicode61 remove_diacritics 2');
         CREATE TABLE year (paper INTEGER PRIMARY KEY, year INTEGER);
         CREATE TABLE seen (reader INTEGER, paper INTEGER, PRIMARY KEY (reader, paper)) WITHOUT ROWID; BEGIN",
    )?;
    let began = Instant::now();
    {
        let mut insert =
            db.prepare("INSERT INTO paper (rowid, number, sender, subject, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let mut of_year = db.prepare("INSERT INTO year VALUES (?1, ?2)")?;
        for (no, made) in each(papers) {
            let words =
                |field: &Option<Field<String>>| field.as_ref().map(|field| field.value.clone()).unwrap_or_default();
            let (number, subject) = (words(&made.card.number), words(&made.card.subject));
            insert.execute(rusqlite::params![no, number, names(&made.card.from), subject, made.text])?;
            of_year.execute(rusqlite::params![no, year(&made)])?;
        }
        let mut may = db.prepare("INSERT INTO seen VALUES (?1, ?2)")?;
        for (reader, seen) in seen.iter().enumerate() {
            for paper in seen {
                may.execute(rusqlite::params![reader as i64, paper])?;
            }
        }
    }
    db.execute_batch("COMMIT")?;
    println!("FTS5, the texts taken in {:.0} s", began.elapsed().as_secs_f64());
    head(seen);
    let mut select = db.prepare(
        "SELECT rowid FROM paper WHERE paper MATCH ?1 AND EXISTS (SELECT 1 FROM seen WHERE reader = ?2 AND seen.paper = paper.rowid)
         AND (?3 IS NULL OR ?3 = (SELECT year FROM year WHERE year.paper = paper.rowid)) ORDER BY bm25(paper) LIMIT ?4",
    )?;
    for class in CLASSES {
        let mut cells = Vec::new();
        for reader in 0..seen.len() {
            let mut times = Vec::new();
            for no in 0..QUERIES_OF_OTHERS {
                let look = look(class, papers, no);
                let began = Instant::now();
                let asked = rusqlite::params![look.for_fts5(), reader as i64, look.year(), HITS as i64];
                let rows = select.query_map(asked, |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
                times.push(began.elapsed());
                debug_assert!(rows.len() <= HITS);
            }
            cells.push(told(times));
        }
        println!("| {class} | {} |", cells.join(" | "));
    }
    println!();
    Ok(())
}

fn of_postgres(papers: &Papers, seen: &[Vec<u32>]) -> anyhow::Result<()> {
    let Some(postgres) = Postgres::start()? else {
        println!("PostgreSQL is not installed.");
        return Ok(());
    };
    let began = Instant::now();
    let mut sql =
        "CREATE TABLE paper (at int, year int, words tsvector); CREATE TABLE seen (reader int, paper int); BEGIN;\n"
            .to_owned();
    for (no, made) in each(papers) {
        let words = |field: &Option<Field<String>>| quoted(field.as_ref().map_or("", |field| field.value.as_str()));
        sql += &format!(
            "INSERT INTO paper VALUES ({no}, {}, setweight(to_tsvector('english', {}), 'A') || setweight(to_tsvector('english', {}), 'B')
             || setweight(to_tsvector('english', {}), 'C') || to_tsvector('english', {}));\n",
            year(&made),
            quoted(&names(&made.card.from)),
            words(&made.card.number),
            words(&made.card.subject),
            quoted(&made.text)
        );
        if no % 5_000 == 0 {
            postgres.run(&(std::mem::replace(&mut sql, "BEGIN;\n".to_owned()) + "COMMIT;"))?;
        }
    }
    for (reader, seen) in seen.iter().enumerate() {
        for papers in seen.chunks(10_000) {
            let rows: Vec<String> = papers.iter().map(|paper| format!("({reader}, {paper})")).collect();
            sql += &format!("INSERT INTO seen VALUES {};\n", rows.join(", "));
        }
    }
    sql += "COMMIT; CREATE INDEX ON paper USING gin (words); CREATE INDEX ON paper (at); CREATE UNIQUE INDEX ON seen (reader, paper);
            VACUUM ANALYZE paper; VACUUM ANALYZE seen;";
    postgres.run(&sql)?;
    println!("PostgreSQL, the texts taken in {:.0} s", began.elapsed().as_secs_f64());
    head(seen);
    for class in CLASSES {
        let mut cells = Vec::new();
        for reader in 0..seen.len() {
            let mut sql = "\\timing on\n".to_owned();
            for no in 0..QUERIES_OF_OTHERS {
                let look = look(class, papers, no);
                let year = look.year().map(|year| format!(" AND year = {year}")).unwrap_or_default();
                sql += &format!(
                    "SELECT at FROM paper, to_tsquery('english', {}) asked WHERE words @@ asked{year}
                     AND EXISTS (SELECT 1 FROM seen WHERE reader = {reader} AND seen.paper = at) ORDER BY ts_rank(words, asked) DESC, at LIMIT {HITS};\n",
                    quoted(&look.for_postgres())
                );
            }
            let lines = postgres.run(&sql)?;
            let time = |line: &String| line.strip_prefix("Time: ")?.split(' ').next()?.parse::<f64>().ok();
            cells.push(told(lines.iter().filter_map(time).map(|ms| Duration::from_secs_f64(ms / 1e3)).collect()));
        }
        println!("| {class} | {} |", cells.join(" | "));
    }
    Ok(())
}
