//! The acts on a paper, as forms on its page. Only what the rules would allow this officer is drawn.

use maud::Markup;
use phrases::{html, say};
use procedure::card::FieldName;
use procedure::house::House;
use procedure::paper::{Marking, Paper, Principal};
use procedure::sight::Sight;

use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::card;
use crate::web::choices;
use crate::web::words;

/// The form that puts one field right: typed, or taken from a passage selected on the sheet.
pub(super) fn correct(view: &View, slip: &Slip<'_>, field: FieldName) -> Markup {
    let key = card::key(field);
    let kept = card::typed(&view.seen.paper.card, field);
    let text = slip.said("value").unwrap_or(&kept);
    let shown = view.shown_text();
    let fields = html! {
        input type="hidden" name="spans" value=[slip.said("spans")];
        // A passage is a range of bytes of this text and of no other.
        @if let Some(text) = shown { input type="hidden" name="text" value=(text.hash); }
        input type="hidden" name="field" value=(key);
        label { "What it should say" (control(field, "value", text, None, None, slip.wants("value"))) }
        (slip.line("reason", say!("Reason")))
        @if view.spans_hold || shown.is_none() { p.hint { "Select the passage on the paper, or type." } }
        @else { p.hint { "Type, or select the words on the paper. The card keeps only passages of the text it was read from." } }
        button.small { "Put right" }
    };
    slip.form("", None, &fields)
}

/// The form that puts the facts of arrival right.
pub(super) fn arrival(view: &View, slip: &Slip<'_>) -> Markup {
    let was = &view.seen.paper.arrival;
    let channel = slip.said("channel").and_then(|name| words::named(words::CHANNELS, name)).unwrap_or(was.channel);
    let kept = |name: &str, was: Option<String>| slip.said(name).map(str::to_owned).or(was);
    let fields = html! {
        (slip.day("received_on", say!("Received on"), was.received.map(|received| received.on)))
        label { "At" input type="time" name="received_time" value=[kept("received_time", was.received.and_then(|received| received.time).map(words::time))]; }
        label { "It came" select name="channel" { (words::options(words::CHANNELS, Some(channel))) } }
        label { "Taken in by" input type="text" name="taken_in_by" value=[kept("taken_in_by", was.taken_in_by.clone())]; }
        label { "Pages" input type="text" name="pages" inputmode="numeric" value=[kept("pages", was.pages.map(|pages| pages.to_string()))]; }
        label { "Where the original lies" input type="text" name="original_at" value=[kept("original_at", was.original_at.clone())]; }
        (slip.needed("reason", say!("Reason")))
        button.small { "Put right" }
    };
    slip.form("", None, &fields)
}

/// The control in which a field is typed, which says its own name; `says` is the place of what is said of it.
pub(crate) fn input(field: FieldName, text: &str, says: Option<&str>) -> Markup {
    control(field, card::key(field), text, Some(words::field(field)), says, false)
}

fn control(field: FieldName, name: &str, text: &str, label: Option<&str>, says: Option<&str>, first: bool) -> Markup {
    let key = card::key(field);
    html! {
        @if field == FieldName::Request {
            select name=(name) data-key=(key) aria-label=[label] aria-describedby=[says] autofocus[first] { option value="" { "nothing" } (words::options(words::ASKED, words::named(words::ASKED, text))) }
        } @else if field == FieldName::Subject {
            textarea name=(name) data-key=(key) aria-label=[label] aria-describedby=[says] rows="1" autofocus[first] { (text) }
        } @else if card::lines(field) {
            textarea name=(name) data-key=(key) data-list="yes" aria-label=[label] aria-describedby=[says] rows=(text.lines().count().max(1)) autofocus[first] { (text) }
        } @else {
            input type="text" name=(name) data-key=(key) aria-label=[label] aria-describedby=[says] value=(text) autocomplete="off" autofocus[first];
        }
    }
}

/// Every act but those of the directions and the card, which stand where they belong.
pub(super) fn all(view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let whole = view.seen.sight == Sight::Whole;
    let (keeps, either) = (view.seats.keeps(), view.seats.keeps_or_holds());
    let answers = Slip::to(view, "answers");
    let remark = Slip::to(view, "remark");
    html! {
        @if !paper.is_void() {
            @if whole && either { (add_version(view)) }
            @if keeps && view.seen.paper.version().is_some() { (withdraw_version(view)) }
            @if keeps { (marking(view, house)) }
            @if whole && either { (bind(view, house)) (unbind(view, house)) (file(view, house)) (answers.act("answers", say!("It answers …"), &answers.needed("number", say!("Our number of the paper it answers")), say!("Link"))) }
            @if keeps { (numbers(view, house)) }
        }
        @if whole || either { (remark.act("remark", say!("Leave a remark"), &remark.lines("says", say!("Remark"), true), say!("Leave it"))) }
    }
}

fn add_version(view: &View) -> Markup {
    let slip = Slip::to(view, "versions");
    let chosen = |name: &str| slip.said(name);
    let fields = html! {
        div.row {
            label { "It is" select name="kind" { (words::options(words::ADDED, chosen("kind").and_then(|name| words::named(words::ADDED, name)))) } }
            label { "It came" select name="channel" { (words::options(words::CHANNELS, chosen("channel").and_then(|name| words::named(words::CHANNELS, name)))) } }
        }
        (slip.line("source", say!("From whom or where")))
        @if view.seats.keeps() && view.seen.paper.version().is_some() {
            label { "In place of" select name="wrong" {
                option value="" { "nothing: it stands beside the others" }
                (wrong_files(view, chosen("wrong")))
            } }
            (slip.line("reason", say!("Why, if in place of another")))
        }
        label { "The file" input type="file" name="file" required autofocus[slip.wants("file")]; }
        button.small { "Add" }
    };
    slip.folded(say!("Add a version"), &slip.upload("version", &fields))
}

/// The files that stand, as options of which one is a wrong one.
fn wrong_files(view: &View, chosen: Option<&str>) -> Markup {
    let standing = view.seen.paper.versions.iter().enumerate().filter(|(_, kept)| kept.withdrawn.is_none());
    html! {
        @for (at, kept) in standing {
            option value=(at) selected[chosen == Some(at.to_string().as_str())] { "version " (at + 1) ", " (kept.version.name) ", a wrong file" }
        }
    }
}

fn withdraw_version(view: &View) -> Markup {
    let slip = Slip::to(view, "versions/withdraw");
    let fields = html! {
        label { "Which" select name="wrong" { (wrong_files(view, slip.said("wrong"))) } }
        (slip.needed("reason", say!("Why")))
    };
    slip.act("withdraw", say!("Take a wrong file back"), &fields, say!("Take it back"))
}

fn marking(view: &View, house: &House) -> Markup {
    let slip = Slip::to(view, "mark");
    let (title, now) = match &view.seen.paper.marking {
        Marking::None => (say!("Give it a marking"), None),
        Marking::Unconfirmed { words } => (say!("Confirm the marking"), house.level_of(words).map(|level| &level.id)),
        Marking::Confirmed { level } => (say!("Raise or lower the marking"), Some(level)),
    };
    let confirmed = matches!(view.seen.paper.marking, Marking::Confirmed { .. });
    let chosen =
        |level: &str| slip.said("level").map_or(now.is_some_and(|now| now.as_str() == level), |said| said == level);
    let fields = html! {
        label { "Level" select name="level" { @for level in &house.levels { option value=(level.id) selected[chosen(level.id.as_str())] { (level.name) } } } }
        @if confirmed { (slip.needed("reason", say!("Reason"))) } @else { (slip.line("reason", say!("Reason"))) }
    };
    slip.act("mark", title, &fields, say!("Give it this level"))
}

fn bind(view: &View, house: &House) -> Markup {
    let slip = Slip::which(view, "bind", |form| form.said("offered").is_none());
    let card = &view.seen.paper.card;
    let mut names: Vec<&str> =
        card.from.iter().chain(&card.to).chain(&card.copies).map(|field| field.value.label()).collect();
    names.sort_unstable();
    names.dedup();
    let named_as = slip.said("named_as").and_then(|name| words::named(words::NAMED, name));
    let fields = html! {
        @if names.is_empty() { p.hint { "No name stands on the card yet. Put one right there first." } }
        @else {
            label { "Name on the paper" select name="name" required { @for name in names { option value=(name) selected[slip.said("name") == Some(name)] { (name) } } } }
            div.row {
                label { "It stands there as" select name="named_as" { (words::options(words::NAMED, named_as)) } }
                label { "It is" select name="to" { (principal_options(house, slip.said("to"))) } }
            }
            p.hint { "Whoever is bound may see the paper, within the level they are cleared to. A name that is missing here is put on the card first." }
            button.small { "Bind" }
        }
    };
    slip.folded(say!("Bind a name"), &slip.form("", Some("bind"), &fields))
}

/// Desks and officers as options: "desk:legal", "officer:orlo".
fn principal_options(house: &House, chosen: Option<&str>) -> Markup {
    let one =
        |code: String, name: &str| html! { option value=(code) selected[chosen == Some(code.as_str())] { (name) } };
    html! {
        optgroup label="Whoever holds the desk" {
            @for (id, desk) in choices::desks(house) { (one(format!("desk:{id}"), &desk.name)) }
        }
        optgroup label="The person" {
            @for (id, officer) in choices::officers(house) { (one(format!("officer:{id}"), &officer.name)) }
        }
    }
}

fn unbind(view: &View, house: &House) -> Markup {
    let slip = Slip::to(view, "unbind");
    let bound: Vec<_> =
        view.seen.paper.bindings.iter().enumerate().filter(|(_, binding)| binding.ended.is_none()).collect();
    let who = |to: &Principal| trail::principal(house, to);
    html! {
        @if !bound.is_empty() {
            (slip.act("unbind", say!("End a binding"), &html! {
                label { "Binding" select name="binding" { @for (at, binding) in &bound { option value=(at) selected[slip.said("binding") == Some(at.to_string().as_str())] { (binding.name) " is " (who(&binding.to)) } } } }
                (slip.needed("reason", say!("Reason")))
            }, say!("End it")))
        }
    }
}

fn file(view: &View, house: &House) -> Markup {
    let slip = Slip::to(view, "file");
    // The first dossier of all is a new one, and is about what the paper is about.
    let first = view.dossiers.is_empty() && !slip.is_open();
    let about = view.seen.paper.card.subject.as_ref().map(|subject| subject.value.as_str()).filter(|_| first);
    let fields = html! {
        label { "Dossier" input type="text" name="dossier" list="dossiers" value=[slip.chosen("dossier", about)] required autofocus[slip.wants("dossier")] autocomplete="off"; }
        datalist #dossiers { @for (_, title) in &view.dossiers { option value=(title) {} } }
        label.line { input type="checkbox" name="new" value="yes" checked[slip.said("new").is_some() || first];
            "A new dossier of this title" @if let Some(desk) = &view.would_keep { ", kept by " (trail::desk(house, desk)) }
        }
        (slip.line("code", say!("File-plan code")))
        @if view.dossiers.is_empty() { p.hint { "No dossier is open that you may see. Write a title, and say that it is new." } }
        @else { p.hint { "Choose one by its title, or write a title and say that it is new." } }
    };
    slip.act("file", say!("File in a dossier"), &fields, say!("File it"))
}

/// Series in which the paper may still be registered, by a registry the officer sits at.
fn series_options(view: &View, house: &House, chosen: Option<&str>) -> Markup {
    html! {
        @for (id, name) in view.other_series(house) {
            option value=(id) selected[chosen == Some(id.as_str())] { (name) }
        }
    }
}

fn numbers(view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let (also, moved, void) = (Slip::to(view, "register-also"), Slip::to(view, "move"), Slip::to(view, "void"));
    let elsewhere = view.other_series(house).next().is_some();
    html! {
        @if elsewhere {
            (also.act("also", say!("Register in another series too"), &html! {
                label { "Series" select name="series" { (series_options(view, house, also.said("series"))) } }
                (also.line("late", say!("Why late, if it is")))
            }, say!("Take a number there")))
            (moved.act("move", say!("Wrong series: move it"), &html! {
                (live_numbers(paper, &moved))
                label { "To" select name="series" { (series_options(view, house, moved.said("series"))) } }
                (moved.needed("reason", say!("Reason")))
            }, say!("Move it")))
        }
        (void.act("void", say!("Annul a number"), &html! {
            (live_numbers(paper, &void)) (void.needed("reason", say!("Reason")))
            p.hint { "The number stays in the book, marked void with its reason. It is never given again." }
        }, say!("Annul")))
    }
}

fn live_numbers(paper: &Paper, slip: &Slip<'_>) -> Markup {
    html! {
        label { "Number" select name="number" { @for live in paper.live() {
            option value=(live.number) selected[slip.said("number") == Some(live.number.text())] { (live.number) }
        } } }
    }
}
