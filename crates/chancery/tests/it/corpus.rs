//! The real papers of the corpus, entered by the real binary: numbers without gap or twin, twins skipped and named,
//! citations closed against what editors footnoted.
//!
//! The corpus lies beside the checkout, in `shared/corpus`, or where `CHANCERY_CORPUS` says. Without it these tests fail,
//! unless `CHANCERY_WITHOUT_CORPUS=1` says that it is left out on purpose.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chancery::office::{Office, OfficeOptions};
use procedure::number::plain;
use procedure::paper::Paper;
use register::{ListQuery, Order, Viewer};
use serde_json::Value;

/// Least share of the footnoted citations that must close.
const RECALL_MIN: f64 = 0.85;
/// Least share of right ones among the closings that the truth covers.
const PRECISION_MIN: f64 = 0.985;
/// How many closings outside the truth are drawn, by seed, to be read by eye.
const DRAWN: usize = 100;

#[expect(clippy::disallowed_methods, reason = "where the corpus lies is said by the environment")]
fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("CHANCERY_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = named.unwrap_or(beside);
    if folder.is_dir() {
        return Some(folder);
    }
    let left_out = std::env::var("CHANCERY_WITHOUT_CORPUS").is_ok_and(|value| value == "1");
    assert!(left_out, "{} is not there; set CHANCERY_WITHOUT_CORPUS=1 to leave these tests out", folder.display());
    None
}

#[expect(clippy::print_stdout, reason = "the figures are what the test is run for")]
fn say(line: &str) {
    println!("{line}");
}

fn chancery(arguments: &[&str], folder: &Path, rest: &[&Path]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(arguments)
        .arg(folder)
        .args(rest)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn measures_the_whole_corpus_in_one_office() {
    let Some(corpus) = corpus() else {
        say("skipped: the corpus is left out on purpose");
        return;
    };
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("office");
    let (_, error, code) = chancery(&["init", "--yes"], &folder, &[]);
    assert_eq!(code, 0, "{error}");
    let (lines, error, code) = chancery(&["enter", "--json", "--ending", "txt"], &folder, &[&corpus]);
    assert!(code == 0 || code == 5, "enter ended with {code}: {error}");

    let told: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let files = texts_below(&corpus);
    assert_eq!(told.len(), files, "one line a paper");
    let (entered, others): (Vec<&Value>, Vec<&Value>) = told.iter().partition(|line| line["outcome"] == "entered");
    for other in &others {
        assert_eq!(other["outcome"], "held", "only what is held already may be left out: {other}");
    }
    let numbers: BTreeSet<&str> = entered.iter().map(|line| line["number"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), entered.len(), "no twin");
    let order: Vec<u32> = numbers.iter().map(|text| text.rsplit('-').next().unwrap().parse().unwrap()).collect();
    let (low, high) = (order.iter().min().unwrap(), order.iter().max().unwrap());
    assert_eq!((*low, *high as usize), (1, entered.len()), "no gap");
    say(&format!("{files} files: {} entered, {} held already", entered.len(), others.len()));

    let papers = all_papers(&folder);
    assert_eq!(papers.len(), entered.len());
    closings(&corpus, &papers);
    let (verdict, error, code) = chancery(&["verify"], &folder, &[]);
    assert_eq!(code, 0, "{verdict}{error}");
}

fn texts_below(folder: &Path) -> usize {
    let mut count = 0;
    for met in std::fs::read_dir(folder).unwrap() {
        let path = met.unwrap().path();
        if path.is_dir() {
            count += texts_below(&path);
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            count += 1;
        }
    }
    count
}

fn all_papers(folder: &Path) -> Vec<Paper> {
    let office = Office::open(folder, OfficeOptions::default()).unwrap();
    let viewer = Viewer::owner(office.house(), office.now());
    let reads = office.reads().unwrap();
    let mut papers = Vec::new();
    let mut query = ListQuery { order: Order::OldestEntered, ..ListQuery::default() };
    loop {
        let page = reads.list(&viewer, &query).unwrap();
        let ids = page.rows.iter().filter_map(|row| row.paper);
        papers.extend(ids.map(|id| reads.paper(&viewer, &id).unwrap().unwrap().paper));
        query.after = page.next;
        if query.after.is_none() {
            break;
        }
    }
    drop(reads);
    office.shut();
    papers
}

/// A footnoted citation: where it stands, what it says, and the paper it means.
struct Footnote {
    text: String,
    target: String,
}

fn footnotes(corpus: &Path) -> BTreeMap<String, Vec<Footnote>> {
    let truth = std::fs::read_to_string(corpus.join("frus/truth.jsonl")).unwrap();
    let mut found: BTreeMap<String, Vec<Footnote>> = BTreeMap::new();
    for line in truth.lines() {
        let paper: Value = serde_json::from_str(line).unwrap();
        for cited in paper["refs"].as_array().into_iter().flatten() {
            if let (Some(text), Some(target)) = (cited["text"].as_str(), cited["target_id"].as_str()) {
                let footnote = Footnote { text: text.to_owned(), target: target.to_owned() };
                found.entry(paper["id"].as_str().unwrap().to_owned()).or_default().push(footnote);
            }
        }
    }
    found
}

fn name_of(paper: &Paper) -> &str {
    let file = &paper.versions.first().unwrap().version.name;
    let file = file.rsplit('/').next().unwrap();
    file.strip_suffix(".txt").unwrap_or(file)
}

fn closings(corpus: &Path, papers: &[Paper]) {
    let names: HashMap<_, _> = papers.iter().map(|paper| (paper.id, name_of(paper))).collect();
    let held: BTreeSet<&str> = names.values().copied().collect();
    let truth = footnotes(corpus);
    let (mut right, mut wrong, mut found, mut footnoted) = (0, 0, 0, 0);
    let mut uncovered = Vec::new();
    for paper in papers {
        let notes = truth.get(name_of(paper)).map(Vec::as_slice).unwrap_or_default();
        let notes: Vec<&Footnote> = notes.iter().filter(|note| held.contains(note.target.as_str())).collect();
        footnoted += notes.len();
        let tied: BTreeSet<&str> = paper.ties.iter().filter_map(|tie| names.get(&tie.to).copied()).collect();
        found += notes.iter().filter(|note| tied.contains(note.target.as_str())).count();
        for tie in &paper.ties {
            let citation = &paper.card.citations[tie.citation].value;
            let number = citation.number.as_deref().map(plain).unwrap_or_default();
            let words =
                |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| plain(word) == number);
            let covering: Vec<_> = notes.iter().filter(|note| words(&note.text)).collect();
            match covering.is_empty() {
                true => uncovered.push(format!("{}: {:?} -> {}", name_of(paper), citation.text, names[&tie.to])),
                false if covering.iter().any(|note| note.target == names[&tie.to]) => right += 1,
                false => wrong += 1,
            }
        }
    }
    let recall = f64::from(found as u32) / f64::from(footnoted as u32);
    let precision = f64::from(right) / f64::from(right + wrong);
    say(&format!("citations footnoted {footnoted}, closed {found}: recall {recall:.3}"));
    say(&format!("closings covered by the truth {}, right {right}: precision {precision:.3}", right + wrong));
    say(&format!("closings not covered {}; {DRAWN} of them, drawn by seed:", uncovered.len()));
    for at in drawn(uncovered.len()) {
        say(&format!("  {}", uncovered[at]));
    }
    assert!(recall >= RECALL_MIN, "recall {recall:.3} is below {RECALL_MIN}");
    assert!(precision >= PRECISION_MIN, "precision {precision:.3} is below {PRECISION_MIN}");
}

/// Places drawn by a fixed seed, each once.
fn drawn(of: usize) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    let mut state = 1951_u64;
    while places.len() < DRAWN.min(of) {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        places.insert((state >> 33) as usize % of);
    }
    places
}
