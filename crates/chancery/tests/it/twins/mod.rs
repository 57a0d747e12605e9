//! Twin worlds: two offices with histories of equal length, in which each hidden paper is replaced by another hidden paper of
//! the same series entered at the same moment, answer every request of an officer who may see neither byte for byte alike.
//!
//! Clock, salts, ids and request ids are given to both. What is left to chance or is not hidden is blanked before two answers
//! are compared, and [`BLANKED`] says why; `docs/access.md` says what is not hidden.

mod bodies;
mod hidden;
pub(crate) mod history;
pub(crate) mod visits;
pub(crate) mod world;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use bodies::others;
use history::{History, Step};
use visits::{GETS, LAST, POSTS};
use world::{Answer, Ask, READERS, SEES_BOTH};

/// Random histories that are lived through.
const HISTORIES: u32 = 3;
/// Routes by which whoever sees what is hidden has to be able to tell the two apart, or they are no twins but one office.
const APART_MIN: usize = 20;

/// What is blanked in both answers: so many letters and digits at least after these words, and why.
const BLANKED: &[(&str, usize, &str)] = &[
    ("name=\"key\" value=\"", 32, "the key of a form is chance: that a form sent twice is entered once"),
    ("/enter/", 32, "the place of a paper that was read and not entered yet is chance"),
    ("/calendar/", 32, "the secret of a feed is chance"),
    ("signing until ", 1, "how long presence is proved goes by the machine's clock"),
    ("\"commitment\":\"", 32, "the record's head is not hidden: a commitment to all that was entered"),
    ("<dd class=\"code\">", 32, "the record's head on its page"),
    ("\"root\":\"", 32, "the record's head, signed"),
    ("\"head\":\"", 1, "the record's head, signed: the whole of the text that is signed"),
    ("<pre class=\"code wrapped\">", 1, "the record's head, signed, on the page of a closing"),
    ("\nRoot: ", 1, "the record's head, signed, in the text of a closing: it stands at its end"),
    ("c2sp.org/tlog-proof@v1", 1, "a proof: the place of an entry in the record, under hashes of all that was entered"),
];

/// By what answers are known that bear a signed head, or a proof against one.
const SIGNED: [&str; 3] = ["c2sp.org/tlog-proof@v1", "\nRoot: ", "<pre class=\"code wrapped\">"];

/// Routes at which a reader without more rights is never answered with success, and why.
const NEVER_DONE: &[(&str, &str)] = &[
    ("POST /sign-in", "who signs in here is nobody"),
    ("GET /welcome/{secret}", "there is no such link"),
    ("POST /welcome/{secret}", "there is no such link"),
    ("POST /demo/sign-in", "this is no demonstration"),
    ("POST /demo/clock", "this is no demonstration"),
    ("POST /enter/demo", "this is no demonstration"),
    ("GET /assets/{hash}/{*name}", "the hash is of another program"),
    ("GET /papers/{id}/body/{version}/{enclosed}", "no paper here encloses a file"),
    ("POST /papers/{id}/split", "no paper here encloses a file"),
    ("POST /papers/{id}/split-all", "no paper here encloses a file"),
    ("POST /calendar/holiday", "an administrator's"),
    ("POST /calendar/holiday/take-out", "an administrator's"),
    ("POST /calendar/set", "an administrator's"),
    ("GET /house", "an administrator's"),
    ("POST /house/desks", "an administrator's"),
    ("POST /house/officers", "an administrator's"),
    ("POST /house/officers/link", "an administrator's"),
    ("POST /house/mandates", "an administrator's"),
    ("POST /house/series", "an administrator's"),
    ("POST /house/{list}/{act}", "an administrator's"),
    ("PUT /api/v1/calendars/{code}", "an administrator's"),
    ("POST /desk/hand-over", "an administrator's"),
    ("POST /deadlines/mail", "this office sends no mail"),
    ("POST /papers/{id}/recognise", "nothing recognises texts here"),
    ("POST /papers/{id}/reading", "no better reading is proposed"),
    ("POST /papers/{id}/dispatches/none", "no paper that goes out is left that did not"),
    ("POST /dossiers/{id}/bring", "the file was not made here"),
    ("POST /dossiers/{id}/amend/{no}", "what is submitted has no draft"),
    ("POST /api/v1/dossiers/{code}/amended", "what is submitted has no draft"),
    ("POST /api/v1/dossiers/{code}/drafts/{no}/versions", "the text on which it follows is not named"),
    ("POST /dossiers/{id}/second/{no}", "one person decides"),
    ("GET /log/{*path}", "this office shows no log"),
    ("POST /papers/{id}/stamped.pdf", "no PDF and no picture came in"),
    ("POST /api/v1/papers/{id}/versions/{n}/stamped.pdf", "no PDF and no picture came in"),
    ("GET /existence", "for the role of existence only"),
    ("GET /api/v1/existence", "for the role of existence only"),
    ("GET /readings", "for auditors"),
    ("POST /readings", "for auditors"),
    ("POST /record/verify", "what is sent is no proof"),
    ("GET /readings/{entry}", "for auditors"),
    ("POST /api/v1/readings", "for auditors"),
    ("GET /api/v1/readings/{entry}", "for auditors"),
    ("POST /papers/{id}/release", "no communiqué and no resolution is shown"),
    ("POST /papers/{id}/release/take-back", "nothing is in the reading room"),
    ("GET /room/{id}", "nothing is in the reading room"),
    ("GET /room/{id}/json", "nothing is in the reading room"),
    ("GET /room/{id}/body", "nothing is in the reading room"),
];

/// Routes that are answered with success in some histories only: each asks for what another request may have changed before.
const BY_CHANCE: &[&str] = &["POST /dossiers/{id}/drafts/{no}/versions"];

/// How often each route was asked, and answered with success; and how it was last answered otherwise.
type Asked = BTreeMap<&'static str, (u64, u64, String)>;

#[test]
#[expect(clippy::print_stderr, reason = "what was asked is part of the result")]
fn offices_that_differ_in_what_is_hidden_answer_alike() {
    let asked = std::cell::RefCell::new(Asked::new());
    let config = Config { cases: HISTORIES, max_shrink_iters: 2, failure_persistence: None, ..Config::default() };
    let steps = prop::collection::vec((0..90_u8, any::<u8>()), 12..36);
    let lived = TestRunner::new(config).run(&steps, |steps| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(live_through(&steps, &mut asked.borrow_mut()));
        Ok(())
    });
    if let Err(error) = lived {
        panic!("{error}");
    }
    let asked = asked.into_inner();
    let sum: u64 = asked.values().map(|(times, ..)| times).sum();
    eprintln!("{} routes, {sum} requests to each office, answered alike", asked.len());
    let never = |route: &str| NEVER_DONE.iter().any(|(known, _)| *known == route);
    let odd = asked.iter().filter(|(route, (_, done, _))| (*done == 0) != never(route));
    let odd: Vec<_> = odd.filter(|(route, _)| !BY_CHANCE.contains(*route)).collect();
    assert!(odd.is_empty(), "asked in vain, or not expected to be done: {odd:#?}");
}

async fn live_through(steps: &[Step], asked: &mut Asked) {
    let mut history = History::begin().await;
    for step in steps {
        history.step(*step).await;
    }
    history.wait_for_index();
    let first = asked.is_empty();
    let (apart, named) = (BTreeMap::new(), BTreeSet::new());
    let mut twins = Twins { history, asked, key: 0, apart, named };
    for reader in READERS {
        twins.look(reader).await;
    }
    // Who can do nothing is refused alike in every history.
    for reader in READERS.into_iter().take(if first { 2 } else { 1 }) {
        twins.act(reader).await;
    }
    // What the acts changed is asked for anew.
    twins.history.wait_for_index();
    twins.look(READERS[0]).await;
    twins.leave(READERS[0]).await;
    twins.told_apart_by_who_sees_both().await;
    let apart: Vec<&str> = twins.apart.values().map(String::as_str).collect();
    assert!(apart.is_empty(), "{} routes tell the offices apart\n\n{}", apart.len(), apart.join("\n\n"));
    let told = twins.told().await;
    for operation in told {
        assert!(twins.asked.contains_key(operation.as_str()), "{operation} is in the OpenAPI document and not visited");
    }
}

/// Both offices, and what they were asked.
struct Twins<'a> {
    history: History,
    asked: &'a mut Asked,
    key: u64,
    /// How the two can be told apart, once a route.
    apart: BTreeMap<&'static str, String>,
    /// Ids and numbers of hidden papers that the reader was the first to name: they may come back as the reader's own words.
    named: BTreeSet<String>,
}

impl Twins<'_> {
    /// Asks for everything that can be asked for.
    async fn look(&mut self, reader: &'static str) {
        self.read_one(reader).await;
        for (route, places) in GETS {
            let ids = &self.history.ids;
            let places: Vec<String> = places.iter().flat_map(|place| ids.filled(place)).collect();
            for place in places {
                self.alike(reader, route, &Ask::get(place)).await;
            }
        }
    }

    /// Sends everything that can be sent.
    async fn act(&mut self, reader: &'static str) {
        self.history.enter_fresh();
        self.send(reader, POSTS).await;
        for (route, ask) in others(&self.history.ids, &mut self.key) {
            self.history.tick();
            self.alike(reader, route, &ask).await;
        }
    }

    async fn leave(&mut self, reader: &'static str) {
        self.send(reader, LAST).await;
    }

    async fn send(&mut self, reader: &'static str, sent: &[visits::Sent]) {
        for (route, place, forms) in sent {
            for place in self.history.ids.filled(place) {
                for form in *forms {
                    if route.contains("/enter/") {
                        self.read_one(reader).await;
                    }
                    self.key += 1;
                    let form = self.history.ids.filled(form).remove(0).replace(' ', "+");
                    self.history.tick();
                    let form = format!("{form}&key=form-{reader}-{}", self.key);
                    self.alike(reader, route, &Ask::form(place.clone(), form)).await;
                }
            }
        }
    }

    /// Lays a paper into the reader's bag that is a look-alike of a hidden one.
    async fn read_one(&mut self, reader: &'static str) {
        let text = history::look_alike(self.key % 3);
        let ask = Ask::files("/enter/read", "", &[], &[("paper.txt", text.as_bytes())]);
        let answers = self.alike(reader, visits::READ, &ask).await;
        for (world, answer) in self.history.worlds.iter_mut().zip(answers) {
            let place = answer.headers["location"].to_str().unwrap();
            let piece = place.trim_start_matches("/enter/").split('?').next().unwrap();
            world.keep(reader, "earlier", world.kept(reader, "piece"));
            world.keep(reader, "piece", piece.to_owned());
        }
    }

    /// Asks both; they answer alike, and name nothing that is hidden and was not named to them.
    async fn alike(&mut self, reader: &'static str, route: &'static str, ask: &Ask) -> [Answer; 2] {
        let [left, right] = &self.history.worlds;
        let answers = [left.ask(reader, ask).await, right.ask(reader, ask).await];
        left.end_of_new_day();
        right.end_of_new_day();
        let [left, right] = answers.each_ref().map(blanked);
        if let Some(how) = told_apart(reader, ask, &left, &right) {
            self.apart.entry(route).or_insert(how);
        }
        let said = format!("{} {}", ask.place, String::from_utf8_lossy(&ask.body));
        for (id, number) in &self.history.ids.hidden {
            for needle in [id.to_string(), number.clone()] {
                if said.contains(&needle) {
                    self.named.insert(needle);
                } else if left.contains(&needle) && !self.named.contains(&needle) {
                    let how = format!("{reader} is told of {needle} by {} {}\n{left}", ask.method, ask.place);
                    self.apart.entry(route).or_insert(how);
                }
            }
        }
        let (times, done, otherwise) = self.asked.entry(route).or_default();
        *times += 1;
        if answers[0].status.is_success() || answers[0].status.is_redirection() {
            *done += 1;
        } else if answers[0].status != 404 {
            *otherwise = refused(&left);
        }
        answers
    }

    /// The control: an officer who sees what is hidden is answered differently by most of what shows papers.
    async fn told_apart_by_who_sees_both(&self) {
        let mut apart = BTreeSet::new();
        for (route, places) in GETS {
            for place in places.iter().flat_map(|place| self.history.ids.filled(place)) {
                let [left, right] = &self.history.worlds;
                let ask = Ask::get(place);
                let (left, right) = (left.ask(SEES_BOTH, &ask).await, right.ask(SEES_BOTH, &ask).await);
                if blanked(&left) != blanked(&right) {
                    apart.insert(*route);
                }
            }
        }
        assert!(apart.len() >= APART_MIN, "the offices differ by {} routes only: {apart:?}", apart.len());
    }

    /// The operations of the OpenAPI document.
    async fn told(&mut self) -> Vec<String> {
        let answer = self.history.worlds[0].ask(READERS[1], &Ask::get("/api/v1/openapi.json")).await;
        let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let paths = told["paths"].as_object().unwrap().iter();
        let operations = paths.flat_map(|(path, of)| {
            of.as_object().unwrap().keys().map(move |method| format!("{} /api/v1{path}", method.to_uppercase()))
        });
        operations.collect()
    }
}

/// An answer as text, without what is chance or not hidden.
fn blanked(answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        let value = value.to_str().unwrap();
        let value = if name == "set-cookie" { value.split('=').next().unwrap() } else { value };
        text += &format!("{name}: {value}\n");
    }
    let disposition = answer.headers.get("content-disposition").and_then(|value| value.to_str().ok());
    if disposition.is_some_and(|says| says.contains("closing-") && says.contains(".pdf")) {
        // The record's head, signed, stands on the sheet of a closing, whose bytes are packed.
        return text.lines().filter(|line| !line.starts_with("content-length")).collect::<Vec<_>>().join("\n");
    }
    text += &match std::str::from_utf8(&answer.body) {
        Ok(body) => body.to_owned(),
        Err(_) => format!("{:?}", answer.body),
    };
    if SIGNED.iter().any(|mark| text.contains(mark)) {
        // When a head was published goes by when what was looked at was entered, which no clock of the test gives: a longer
        // tree has longer proofs.
        text = text.lines().filter(|line| !line.starts_with("content-length")).collect::<Vec<_>>().join("\n");
    }
    if answer
        .headers
        .get("content-type")
        .is_some_and(|media| media.as_bytes().starts_with(b"text/plain; version=0.0.4"))
    {
        // Figures of the process, in which both offices are.
        let mut named: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        named.sort_unstable();
        return named.concat();
    }
    for (before, least, _) in BLANKED {
        text = blank_after(&text, before, *least);
    }
    text
}

fn blank_after(text: &str, before: &str, least: usize) -> String {
    let mut pieces = text.split(before);
    let mut blank = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let ends = |c: char| if least > 1 { !c.is_ascii_hexdigit() } else { c == '"' || c == '<' };
        let long = piece.find(ends).unwrap_or(piece.len());
        blank += before;
        blank += if long >= least { &piece[long..] } else { piece };
    }
    blank
}

/// The part of an answer that says why nothing was done.
fn refused(said: &str) -> String {
    let at = said.find("<section class=\"refused\"").or(said.find("{\"")).unwrap_or(0);
    said[at..].chars().take(300).collect()
}

/// How two answers can be told apart, where they can.
fn told_apart(reader: &str, ask: &Ask, left: &str, right: &str) -> Option<String> {
    if left == right {
        return None;
    }
    let at = left.bytes().zip(right.bytes()).take_while(|(left, right)| left == right).count();
    let around = |text: &str| {
        let bytes = &text.as_bytes()[at.saturating_sub(300)..text.len().min(at + 300)];
        String::from_utf8_lossy(bytes).into_owned()
    };
    Some(format!(
        "{reader} can tell them apart by {} {}\n{}\n\n--- one\n{}\n--- the other\n{}",
        ask.method,
        ask.place,
        String::from_utf8_lossy(&ask.body),
        around(left),
        around(right)
    ))
}

impl History {
    pub(crate) fn wait_for_index(&self) {
        for world in &self.worlds {
            let office = world.office.clone();
            std::thread::spawn(move || office.wait_for_index()).join().unwrap();
        }
    }
}
