//! The acts on a paper, as forms on its page.

use maud::{Markup, html};
use procedure::card::FieldName;
use procedure::house::House;
use procedure::paper::{Marking, Paper, Principal};
use procedure::sight::Sight;

use super::directions::desk_fields;
use super::on::drawn_from;
use super::show::View;
use super::trail;
use crate::web::card;
use crate::web::seat::Seat;
use crate::web::words;

/// The form that puts one field right: typed, or taken from a passage selected on the sheet.
pub(super) fn correct(view: &View, field: FieldName) -> Markup {
    let paper = &view.seen.paper;
    let key = card::key(field);
    let shown = view.version.and_then(|at| paper.versions.get(at)).and_then(|kept| kept.version.text.as_ref());
    let text = card::typed(&paper.card, field);
    html! {
        form method="post" action=(format!("/papers/{}/correct", paper.id)) {
            (drawn_from(paper.rev))
            input type="hidden" name="spans";
            // A passage is a range of bytes of this text and of no other.
            @if let Some(text) = shown { input type="hidden" name="text" value=(text.hash); }
            input type="hidden" name="field" value=(key);
            label { "What it should say" (input(field, "value", &text, None)) }
            label { "Reason" input type="text" name="reason"; }
            @if view.spans_hold || shown.is_none() { p.hint { "Select the passage on the paper, or type." } }
            @else { p.hint { "Type, or select the words on the paper. The card keeps only passages of the text it was read from." } }
            button.small { "Put right" }
        }
    }
}

/// The control in which a field is typed; it says its own name where no label stands around it.
pub(crate) fn input(field: FieldName, name: &str, text: &str, label: Option<&str>) -> Markup {
    let key = card::key(field);
    html! {
        @if field == FieldName::Request {
            select name=(name) data-key=(key) aria-label=[label] { option value="" { "nothing" } (words::options(words::ASKED, words::named(words::ASKED, text))) }
        } @else if field == FieldName::Subject {
            textarea name=(name) data-key=(key) aria-label=[label] rows="1" { (text) }
        } @else if card::lines(field) {
            textarea name=(name) data-key=(key) data-list="yes" aria-label=[label] rows=(text.lines().count().max(1)) { (text) }
        } @else if field == FieldName::Subject {
            textarea name=(name) data-key=(key) aria-label=[label] rows="1" { (text) }
        } @else {
            input type="text" name=(name) data-key=(key) aria-label=[label] value=(text) autocomplete="off";
        }
    }
}

fn act(id: &str, paper: &Paper, to: &str, title: &str, fields: &Markup, button: &str) -> Markup {
    html! {
        details.act.no-print id=(id) { summary { (title) }
            form method="post" action=(format!("/papers/{}/{to}", paper.id)) {
                (drawn_from(paper.rev)) (fields) button.small { (button) }
            } }
    }
}

pub(super) fn all(seat: &Seat, view: &View, house: &House) -> Markup {
    let paper = &view.seen.paper;
    let remark = html! { label { "Remark" textarea name="says" required {} } };
    html! {
        @if view.seen.sight == Sight::Whole && !paper.is_void() {
            (act("direct", paper, "direct", "Mark out", &mark_out(seat, house), "Mark out"))
            (add_version(paper))
            (act("mark", paper, "mark", marking_title(paper), &marking(paper, house), "Give it this level"))
            (act("bind", paper, "bind", "Bind a name", &bind(paper, house), "Bind"))
            (unbind(paper, house))
            (act("file", paper, "file", "File in a dossier", &file(), "File"))
            (act("answers", paper, "answers", "It answers …", &html! { label { "Our number of the paper it answers" input type="text" name="number" required; } }, "Link"))
            (act("also", paper, "register-also", "Register in another series too", &html! { label { "Series" select name="series" { (series_options(house, paper)) } } label { "Why late, if it is" input type="text" name="late"; } }, "Take a number there"))
            (move_and_void(paper, house))
        }
        (act("remark", paper, "remark", "Leave a remark", &remark, "Leave it"))
    }
}

fn mark_out(seat: &Seat, house: &House) -> Markup {
    let own: Vec<_> = house.desks_of(&seat.officer, seat.app.office.now()).into_iter().collect();
    html! {
        @if own.len() > 1 {
            label { "From" select name="from" { @for desk in own { option value=(desk) { (trail::desk(house, desk)) } } } }
        }
        (desk_fields(seat, house, None))
    }
}

fn add_version(paper: &Paper) -> Markup {
    html! {
        details.act.no-print id="version" { summary { "Add a version" }
            form method="post" action=(format!("/papers/{}/versions", paper.id)) enctype="multipart/form-data" {
                (drawn_from(paper.rev))
                div.row {
                    label { "It is" select name="kind" { (words::options(words::VERSIONS, None)) } }
                    label { "It came" select name="channel" { (words::options(words::CHANNELS, None)) } }
                }
                label { "From whom or where" input type="text" name="source"; }
                @if !paper.versions.is_empty() {
                    label { "In place of" select name="wrong" {
                        option value="" { "nothing: it stands beside the others" }
                        @for (at, kept) in paper.versions.iter().enumerate().filter(|(_, kept)| kept.withdrawn.is_none()) {
                            option value=(at) { "version " (at + 1) ", " (kept.version.name) ", a wrong file" }
                        }
                    } }
                    label { "Why, if in place of another" input type="text" name="reason"; }
                }
                label { "The file" input type="file" name="file" required; }
                button.small { "Add" }
            } }
    }
}

fn marking_title(paper: &Paper) -> &'static str {
    match paper.marking {
        Marking::None => "Give it a marking",
        Marking::Unconfirmed { .. } => "Confirm the marking",
        Marking::Confirmed { .. } => "Raise or lower the marking",
    }
}

fn marking(paper: &Paper, house: &House) -> Markup {
    let chosen = match &paper.marking {
        Marking::None => None,
        Marking::Unconfirmed { words } => house.level_of(words).map(|level| &level.id),
        Marking::Confirmed { level } => Some(level),
    };
    html! {
        label { "Level" select name="level" { @for level in &house.levels { option value=(level.id) selected[chosen == Some(&level.id)] { (level.name) } } } }
        label { "Reason" input type="text" name="reason"; }
    }
}

fn bind(paper: &Paper, house: &House) -> Markup {
    let card = &paper.card;
    let names = card.from.iter().chain(&card.to).chain(&card.copies).map(|field| field.value.label());
    html! {
        label { "Name on the paper" input type="text" name="name" list="names" required; }
        datalist #names { @for name in names { option value=(name) {} } }
        div.row {
            label { "It stands there as" select name="named_as" { (words::options(words::NAMED, None)) } }
            label { "It is" select name="to" { (principal_options(house)) } }
        }
        p.hint { "Whoever is bound may see the paper, within the level they are cleared to." }
    }
}

/// Desks and officers as options: "desk:legal", "officer:orlo".
fn principal_options(house: &House) -> Markup {
    html! {
        optgroup label="Whoever holds the desk" {
            @for (id, desk) in house.desks.iter().filter(|(_, desk)| desk.closed.is_none()) { option value=(format!("desk:{id}")) { (desk.name) } }
        }
        optgroup label="The person" {
            @for (id, officer) in house.officers.iter().filter(|(_, officer)| officer.suspended.is_none()) { option value=(format!("officer:{id}")) { (officer.name) } }
        }
    }
}

fn unbind(paper: &Paper, house: &House) -> Markup {
    let bound: Vec<_> = paper.bindings.iter().enumerate().filter(|(_, binding)| binding.ended.is_none()).collect();
    let who = |to: &Principal| trail::principal(house, to);
    html! {
        @if !bound.is_empty() {
            (act("unbind", paper, "unbind", "End a binding", &html! {
                label { "Binding" select name="binding" { @for (at, binding) in &bound { option value=(at) { (binding.name) " is " (who(&binding.to)) } } } }
                label { "Reason" input type="text" name="reason" required; }
            }, "End it"))
        }
    }
}

fn file() -> Markup {
    html! {
        div.row {
            label { "Dossier" input type="text" name="dossier" required; }
            label { "File-plan code" input type="text" name="code"; }
        }
        label { "Title, where the dossier is new" input type="text" name="title"; }
    }
}

fn series_options(house: &House, paper: &Paper) -> Markup {
    let own = paper.series();
    html! {
        @for (id, series) in house.series.iter().filter(|(id, series)| series.closed.is_none() && !own.contains(id)) {
            option value=(id) { (series.name) }
        }
    }
}

fn move_and_void(paper: &Paper, house: &House) -> Markup {
    let numbers = html! {
        label { "Number" select name="number" { @for live in paper.live() { option value=(live.number) { (live.number) } } } }
    };
    let reason = html! { label { "Reason" input type="text" name="reason" required; } };
    html! {
        (act("move", paper, "move", "Wrong series: move it", &html! {
            (numbers) label { "To" select name="series" { (series_options(house, paper)) } } (reason)
        }, "Move it"))
        (act("void", paper, "void", "Annul a number", &html! {
            (numbers) (reason) p.hint { "The number stays in the book, marked void with its reason. It is never given again." }
        }, "Annul"))
    }
}
