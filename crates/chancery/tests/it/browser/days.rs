//! The days of eight officers, by keyboard alone: wide and narrow, light and dark, with scripts and without. Each is walked in
//! offices of its own, in the four looks of [`LOOKS`].

use chancery::office::{Bodies, Office};
use jiff::civil::date;
use procedure::act::Act;
use procedure::house::Visibility;
use procedure::ids::PaperId;
use procedure::paper::Holder;
use procedure::role::Role;

use super::deciding::{TEXT, put_up};
use super::driver::{Browser, Served};
use super::keyboard::{ENTER, Keyboard, LOOKS, Look, SPACE};
use super::looking::role;
use crate::pages::house::{act_of, id};

const SEARCH: &str = "Search papers by words, numbers, names";

/// An officer before an office, with a keyboard.
struct Day<'b> {
    keys: Keyboard<'b>,
    served: &'b Served,
    look: Look,
}

impl Day<'_> {
    fn office(&self) -> &Office {
        self.served.office()
    }

    async fn be(&self, name: &str) {
        self.keys.be(self.served, name).await;
    }

    async fn sees(&self, css: &str, words: &str) {
        self.keys.browser.see_words(css, words).await;
    }

    /// Goes to a paper by its number.
    async fn find(&self, number: &str) {
        self.keys.fill(SEARCH, number).await;
        self.keys.leave_by(&ENTER.to_string()).await;
        self.sees("main", number).await;
    }
}

/// Walks a day in one look, in an office of its own.
async fn walk(look: Look, day: &impl AsyncFn(&Day<'_>)) {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    look.take_on(&browser).await;
    day(&Day { keys: Keyboard::of(&browser), served: &served, look }).await;
    browser.end().await;
}

/// Walks a day in every look, two at a time.
async fn in_every_look(day: impl AsyncFn(&Day<'_>)) {
    for two in LOOKS.chunks(2) {
        tokio::join!(walk(two[0], &day), walk(two[1], &day));
    }
}

fn paper(office: &Office, number: &str) -> PaperId {
    let viewer = register::Viewer::owner(office.house(), office.now());
    office.reads().unwrap().by_number(&viewer, number).unwrap()[0].0
}

/// Papers of the bag are entered, seen to be held, marked out and annulled, and the day is closed.
async fn clerk(day: &Day<'_>) {
    let keys = &day.keys;
    day.be("M. Orlo").await;
    keys.follow("Enter").await;
    keys.follow("Read memorandum-396.txt").await;
    day.sees("aside", "cited, not held").await;
    keys.act("Enter, to the Minister’s office|Enter and take the next").await;
    day.sees(".done", "IN-1951-0018").await;
    keys.follow("Read memorandum-396.txt").await;
    day.sees(".notes .twin", "IN-1951-0018").await;
    keys.act("Discard without entering").await;
    keys.follow("Read telegram-812.txt").await;
    day.sees(".notes", "IN-1951-0018").await;
    keys.act("Enter without marking out").await;
    day.sees("main", "IN-1951-0019").await;

    keys.follow("Desk").await;
    keys.field("Mark IN-1951-0019").await;
    keys.press(&SPACE.to_string()).await;
    keys.field("To").await;
    keys.choose("legal").await;
    keys.act("Mark out").await;
    day.sees(".done", "1 paper marked out.").await;

    day.find("IN-1951-0019").await;
    keys.open("Annul a number").await;
    keys.fill("Reason", "Read into the wrong book.").await;
    keys.act("Annul").await;
    day.sees("main", "void: Read into the wrong book.").await;
    keys.follow("Record").await;
    keys.act("Close the day").await;
    day.sees("h1", "Closing 1").await;
}

/// What waits is accepted, reported done, passed on and returned; a proposal is assessed.
async fn desk_officer(day: &Day<'_>) {
    let keys = &day.keys;
    put_up(day.office(), "statement", Some(TEXT));
    day.be("T. Nesse").await;
    keys.field("Mark IN-1951-0012").await;
    keys.press(&SPACE.to_string()).await;
    keys.act("Accept").await;
    day.sees(".done", "1 paper accepted.").await;

    keys.follow("IN-1951-0006").await;
    keys.open("Report done").await;
    keys.fill("Report", "Two lines went to A. Grevin.").await;
    keys.act("Report done").await;
    day.sees(".done", "Two lines went to A. Grevin").await;
    keys.follow("Desk").await;
    keys.follow("IN-1951-0001").await;
    keys.open("Pass on").await;
    keys.field("To").await;
    keys.choose("press").await;
    keys.act("Pass on").await;
    day.sees(".done", "passed it on").await;
    keys.follow("Desk").await;
    keys.follow("IN-1951-0011").await;
    keys.open("Not ours").await;
    keys.fill("Why it is not yours", "Dues are the harbour’s.").await;
    keys.act("Return it").await;
    day.sees(".done", "Dues are the harbour’s").await;

    keys.follow("Dossiers").await;
    keys.follow("statement").await;
    keys.open("Assess a claim or a proposal").await;
    keys.field("for it").await;
    keys.press(&SPACE.to_string()).await;
    keys.fill("Why, in one sentence", "The papers would write it anyway.").await;
    keys.act("Put it").await;
    day.sees(".done", "The papers would write it anyway").await;
}

/// A submission is made ready for the minister, a draft is asked for, a question is put up.
async fn private_office(day: &Day<'_>) {
    let keys = &day.keys;
    put_up(day.office(), "statement", Some(TEXT));
    let title = "May the night ferry stay in the harbour of Ould?".to_owned();
    let (home, rule) = (Some(id("minister")), Some(Visibility::WholeHouse));
    let open = Act::OpenDossier { dossier: id("ferry"), title, code: None, home, level: None, rule };
    act_of(day.office(), "prahm", open, Bodies::default());
    day.be("L. Prahm").await;
    keys.follow("statement").await;
    keys.open("Add a remark for two pairs of eyes").await;
    keys.fill("Remark", "The President asks for it every day.").await;
    keys.act("Add it").await;
    day.sees("main", "The President asks for it every day.").await;
    keys.open("Put it into the box of a day").await;
    keys.act("Put it there").await;
    day.sees(".done", "box").await;

    keys.follow("Dossiers").await;
    keys.follow("ferry").await;
    keys.open("Give a desk something to do").await;
    keys.field("Desk").await;
    keys.choose("legal").await;
    keys.fill("What it does", "draws up an answer to the board").await;
    keys.act("Give it").await;
    day.sees(".done", "draws up an answer to the board").await;
    keys.open("Put it before the desk that decides").await;
    keys.field("To").await;
    keys.choose("deputy").await;
    keys.fill("What it is about and what is asked, in at most four lines", "The board asks for one winter.").await;
    keys.fill("What we recommend, in a sentence", "Let the ferry stay.").await;
    keys.act("Put it up").await;
    day.sees(".done", "Submission 1 put before").await;
}

/// One submission is read and adopted, another rejected.
async fn decider(day: &Day<'_>) {
    let keys = &day.keys;
    put_up(day.office(), "statement", Some(TEXT));
    put_up(day.office(), "another", Some(TEXT));
    day.be("J. Halden").await;
    for (dossier, key, title, button, says) in [
        ("statement", "a", "Adopt", "Adopt it", "Submission 1 adopted"),
        ("another", "r", "Reject", "Reject it", "Submission 1 rejected"),
    ] {
        keys.follow(dossier).await;
        day.sees(".four", "Delegate Varga proposes").await;
        if day.look.scripts {
            keys.press(key).await;
            keys.send(&ENTER.to_string()).await;
        } else {
            // The button leads to its form, which unfolds at its heading.
            keys.open(title).await;
            keys.next().await;
            keys.open(title).await;
            keys.act(button).await;
        }
        day.sees(".done", says).await;
        keys.follow("Desk").await;
    }
}

/// A numbered copy is read, acknowledged and given back.
async fn copy_holder(day: &Day<'_>) {
    let keys = &day.keys;
    let secret = paper(day.office(), "S-1951-0001");
    let give = Act::GiveCopies { paper: secret, list: None, to: vec![Holder::Officer(id("arden"))] };
    act_of(day.office(), "orlo", give, Bodies::default());
    day.be("C. Arden").await;
    keys.follow("Copies held").await;
    keys.follow("S-1951-0001").await;
    day.sees(".mine", "Copy 1 of 1").await;
    keys.act("I have read it").await;
    day.sees(".done", "acknowledged").await;
    keys.open("Give it back").await;
    keys.fill("Remark", "With thanks.").await;
    keys.act("Give it back").await;
    // Whoever gave it back sees the paper by it no longer, but for what was bound on it.
    day.sees("main", "given back").await;
}

/// What is late, what is unanswered and what falls when; a word is left on what is late.
async fn chief(day: &Day<'_>) {
    let keys = &day.keys;
    day.served.on_the_morning_of(date(1951, 12, 28));
    day.be("A. Grevin").await;
    keys.follow("Overview").await;
    day.sees("#late", "Late").await;
    keys.follow("IN-1951-…").await;
    keys.open("Leave a remark").await;
    keys.fill("Remark", "On my table by noon, please.").await;
    keys.act("Leave it").await;
    day.sees(".done", "On my table by noon, please").await;
    keys.follow("Desk").await;
    keys.follow("What falls when").await;
    day.sees("h1", "What falls when").await;
    keys.follow("Desk").await;
    keys.follow("What is unanswered").await;
    day.sees("h1", "What is unanswered").await;
}

/// Who looked at what is asked with a reason, a closing is read, a head is held against the record.
async fn auditor(day: &Day<'_>) {
    let keys = &day.keys;
    role(day.office(), Role::Auditor);
    act_of(day.office(), "orlo", Act::CloseDay {}, Bodies::default());
    day.be("D. Sool").await;
    keys.follow("Record").await;
    keys.follow("ask the reading ledger").await;
    keys.field("Of").await;
    keys.choose("an").await;
    keys.fill("Which", "orlo").await;
    keys.fill("Reason", "A complaint of the delegate.").await;
    keys.act("Enter the reason, and show").await;
    day.sees("main", "A complaint of the delegate.").await;
    keys.follow("Record").await;
    keys.follow("Closing 1…").await;
    day.sees("h1", "Closing 1").await;
    keys.follow("Record").await;
    keys.fill("What you hold", "arle/0123\n4\n").await;
    keys.act("Compare").await;
    day.sees("h1", "Held against the record").await;
}

/// A holiday is added, a desk is handed over, people are looked for.
async fn administrator(day: &Day<'_>) {
    let keys = &day.keys;
    day.be("S. Tal").await;
    keys.follow("Calendar").await;
    keys.fill("Date", "2 January 1952").await;
    keys.fill("Name", "The day after").await;
    keys.act("It is a holiday").await;
    day.sees(".done", "The calendar was changed.").await;
    keys.follow("Desk").await;
    keys.follow("Hand over").await;
    keys.field("Desk").await;
    keys.choose("legal").await;
    keys.field("To").await;
    keys.choose("press").await;
    keys.follow("Show what would go").await;
    keys.fill("Reason", "Legal and press are one desk from today.").await;
    keys.act("Hand over to Press desk").await;
    day.sees("main", "Taken over: Press desk").await;
    keys.follow("People").await;
    keys.fill("Name", "Varga").await;
    keys.follow("Look for it").await;
    day.sees("main", "Varga").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerks_day_by_keyboard() {
    in_every_look(clerk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_officers_day_by_keyboard() {
    in_every_look(desk_officer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_offices_day_by_keyboard() {
    in_every_look(private_office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deciders_day_by_keyboard() {
    in_every_look(decider).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_holders_day_by_keyboard() {
    in_every_look(copy_holder).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chiefs_day_by_keyboard() {
    in_every_look(chief).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditors_day_by_keyboard() {
    in_every_look(auditor).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrators_day_by_keyboard() {
    in_every_look(administrator).await;
}
