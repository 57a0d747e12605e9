//! A clerk's work counted by keys, each at or below the count that `docs/keystrokes.md` states beside the same work in a
//! spreadsheet.

use chancery::office::{Bodies, Office, VersionFacts};
use procedure::act::{Act, DirectionDraft, EnterDraft};
use procedure::card::{AskedAct, Card, Field};
use procedure::ids::PaperId;
use procedure::paper::Part;

use super::driver::{Browser, Served};
use super::keyboard::{DOWN, ENTER, Keyboard, LOOKS};
use crate::pages::house::{act_of, id};

const STATED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/keystrokes.md"));
const CLEAN: &str =
    "MEMORANDUM\n\n3 April 1951\n\nTO: Legal desk\nFROM: B. Tessel\nSUBJECT: Lamps\n\nThe lamps were counted.\n";
const DOUBTFUL: &str =
    "MEMORANDUM\n\n3/4/1951\n\nTO: Legal desk\nFROM: B. Tessel\nSUBJECT: Oil\n\nThe oil was measured.\n";

/// Commands and signs typed that the table states for a work.
fn stated(work: &str) -> (usize, usize) {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let row = STATED.lines().map(cells).find(|cells| cells.get(1).is_some_and(|name| name == work));
    let row = row.unwrap_or_else(|| panic!("docs/keystrokes.md has no row {work:?}"));
    (row[2].parse().unwrap(), row[3].parse().unwrap())
}

/// A clerk at work, and what was counted so far.
struct Counting<'b> {
    keys: Keyboard<'b>,
    served: &'b Served,
    over: Vec<String>,
}

impl Counting<'_> {
    fn enter() -> String {
        ENTER.to_string()
    }

    /// Each work begins on the clerk's desk, with nothing in hand.
    async fn begin(&self) {
        self.keys.browser.go(self.served.at("/")).await;
        self.keys.browser.see("main").await;
        self.keys.count();
    }

    /// The work is done: holds what was counted against what is stated.
    fn done(&mut self, work: &str) {
        let (counted, stated) = (self.keys.count(), stated(work));
        if counted.0 > stated.0 || counted.1 > stated.1 {
            self.over.push(format!("{work}: {counted:?} commands and signs, {stated:?} stated"));
        }
    }

    /// A paper by its number, from anywhere.
    async fn paper(&self, number: &str) {
        self.keys.press("/").await;
        self.keys.write(number).await;
        self.keys.leave_by(&Self::enter()).await;
    }

    /// An act of the page, by some letters of it: what it asks for first is in hand.
    async fn take_up(&self, letters: &str) {
        self.keys.press(".").await;
        self.keys.press(letters).await;
        self.keys.press(&Self::enter()).await;
    }

    async fn sees(&self, css: &str, words: &str) {
        self.keys.browser.see_words(css, words).await;
    }
}

/// A text into the clerk's bag, as if it had come by mail.
async fn into_bag(browser: &Browser, served: &Served, text: &str) {
    browser.go(served.at("/enter")).await;
    browser.write("#text", text).await;
    browser.click("form:has(#text) button").await;
    browser.see("#enter-and-next").await;
}

/// A paper that nobody was told of yet.
fn to_mark_out(office: &Office, no: usize) -> PaperId {
    let (preparing, bytes) = (office.clone(), format!("Crate {no} came with the ferry.\n").into_bytes());
    let prepare = move || preparing.prepare(bytes, "crate.txt", VersionFacts::default());
    let prepared = std::thread::spawn(prepare).join().unwrap().unwrap();
    let subject = Some(Field::set(format!("Crate {no}"), None, id("orlo")));
    let card = Card { subject, ..Card::default() };
    let draft = EnterDraft { series: id("incoming"), card, ..crate::town::draft(vec![prepared.version]) };
    act_of(office, "orlo", Act::Enter(draft), prepared.bodies).paper.unwrap()
}

/// What waited to be marked out in the demonstration is gone from the desk: ten papers of one kind are to be counted.
fn clear(office: &Office) {
    let viewer = register::Viewer::owner(office.house(), office.now());
    let paper = office.reads().unwrap().by_number(&viewer, "IN-1951-0009").unwrap()[0].0;
    let mark = Act::Mark { paper, level: id("confidential"), reason: None };
    act_of(office, "tal", mark, Bodies::default());
    let to = DirectionDraft { to: id("press"), part: Part::Lead, act: AskedAct::Note, due: None, remark: None };
    act_of(office, "tal", Act::Direct { paper, desk: id("registry"), directions: vec![to] }, Bodies::default());
}

async fn entering(counting: &mut Counting<'_>) {
    into_bag(counting.keys.browser, counting.served, CLEAN).await;
    into_bag(counting.keys.browser, counting.served, DOUBTFUL).await;
    let enter = Counting::enter();
    counting.begin().await;
    counting.keys.leave_by("n").await;
    counting.keys.leave_by(&enter).await;
    counting.keys.send(&enter).await;
    counting.done("enter a clean paper");
    counting.sees(".done", "IN-1951-0018").await;

    counting.begin().await;
    counting.keys.leave_by("n").await;
    counting.keys.leave_by(&enter).await;
    counting.keys.press(&DOWN.to_string()).await;
    counting.keys.enter_and_next().await;
    counting.done("enter a doubtful paper");
    counting.sees(".done", "IN-1951-0019").await;
}

async fn putting_right(counting: &mut Counting<'_>) {
    let enter = Counting::enter();
    counting.begin().await;
    counting.paper("IN-1951-0018").await;
    counting.take_up("dat").await;
    counting.keys.controlled('a').await;
    counting.keys.write("4 April 1951").await;
    counting.keys.send(&enter).await;
    counting.done("correct a date");
    counting.sees("[data-row=date]", "4 April 1951").await;

    counting.begin().await;
    counting.paper("IN-1951-0019").await;
    counting.take_up("ann").await;
    counting.keys.next().await;
    counting.keys.write("entered twice").await;
    counting.keys.send(&enter).await;
    counting.done("void a number");
    counting.sees("main", "void: entered twice").await;
}

async fn finding(counting: &mut Counting<'_>) {
    counting.begin().await;
    counting.keys.press("/").await;
    counting.keys.write("bell").await;
    counting.keys.leave_by(&Counting::enter()).await;
    counting.keys.press("j").await;
    counting.keys.leave_by(&Counting::enter()).await;
    counting.done("find a paper by half a name");
    counting.sees("main", "Belling").await;
}

async fn handing_on(counting: &mut Counting<'_>) {
    let enter = Counting::enter();
    counting.begin().await;
    counting.keys.shifted('x').await;
    counting.take_up("m").await;
    counting.keys.choose("l").await;
    for _ in 0..3 {
        counting.keys.next().await;
    }
    counting.keys.send(&enter).await;
    counting.done("mark ten papers out");
    counting.sees(".done", "10 papers marked out.").await;

    counting.begin().await;
    counting.paper("IN-1951-0018").await;
    counting.take_up("giv").await;
    counting.keys.write("C. Arden").await;
    counting.keys.send(&enter).await;
    counting.done("give a copy");
    counting.sees(".done", "C. Arden").await;

    counting.begin().await;
    counting.keys.press(".").await;
    counting.keys.press("rec").await;
    counting.keys.leave_by(&enter).await;
    counting.take_up("clo").await;
    counting.keys.send(&enter).await;
    counting.done("close the day");
    counting.sees("h1", "Closing 1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerks_works_take_no_more_keys_than_are_stated() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    LOOKS[0].take_on(&browser).await;
    browser.be(&served, "orlo").await;
    let mut counting = Counting { keys: Keyboard::of(&browser), served: &served, over: Vec::new() };
    entering(&mut counting).await;
    putting_right(&mut counting).await;
    finding(&mut counting).await;
    clear(served.office());
    for no in 1..=10 {
        to_mark_out(served.office(), no);
    }
    handing_on(&mut counting).await;
    assert!(counting.over.is_empty(), "{:#?}", counting.over);
    browser.end().await;
}
