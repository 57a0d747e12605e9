//! What a paper cites and what cites it, on its page.

use maud::Markup;
use phrases::{html, recalled, say};
use procedure::ids::PaperId;
use procedure::sight::Sight;
use register::{CitationLink, LinkEnd};

use super::show::View;
use super::slip::Slip;
use crate::web::words;

pub(super) fn section(view: &View) -> Markup {
    let links = &view.links;
    let acts = view.seen.sight == Sight::Whole && view.seats.keeps_or_holds() && !view.seen.paper.is_void();
    html! {
        h2 #cites { "Cites" }
        @if links.cites.is_empty() && links.answers.is_empty() {
            @if view.seen.paper.addressed.is_some() {
                p.soft { "What its text cites stands with the paper that was sent"
                    @if let Some(sent) = links.one_of.as_ref().and_then(|circular| circular.sent.as_ref()) { ", " (end(sent)) } "." }
            } @else { p.soft { "It cites no paper." } }
        }
        ul.notes {
            @for cited in &links.cites { (citation(view, cited, acts)) }
            @for answer in &links.answers { li.held { "It answers " (end(answer)) @if acts { (not_answered(view, answer)) } } }
        }
        h2 #cited-by { "Cited by" }
        @if links.cited_by.is_empty() && links.answered_by.is_empty() && links.split_into.is_empty() {
            p.soft { "No paper held cites it yet. When one comes in, it will stand here." }
        }
        ul.notes {
            @for cited in &links.cited_by { li.held { (end(&cited.by)) @if cited.offered { " " span.soft { "may mean it: offered there" } } } }
            @for answer in &links.answered_by { li.held { "It is answered by " (end(answer)) } }
            @for split in &links.split_into { li.held { "Split off: " (end(split)) } }
            @if let Some(from) = &links.split_from { li.held { "It came inside " (end(from)) } }
        }
    }
}

pub(super) fn end(end: &LinkEnd) -> Markup {
    html! { a href=(format!("/papers/{}", end.paper)) { (end.number) } }
}

fn not_answered(view: &View, answer: &LinkEnd) -> Markup {
    let slip = Slip::with(view, "answers/undo", "to", &answer.paper.to_string());
    html! {
        details.no-print open[slip.is_open()] { summary.soft { "Undo" span.aside { " (" (answer.number) ")" } }
            (slip.form("row", None, &html! {
                input type="hidden" name="to" value=(answer.paper);
                (why_not(&slip, say!("why it does not answer it")))
                button.small.plain { "It does not answer " (answer.number) }
            }))
        }
    }
}

fn citation(view: &View, cited: &CitationLink, acts: bool) -> Markup {
    html! {
        li.held[!cited.held.is_empty()] {
            span { (cited.citation.text) }
            @if let Some(sender) = cited.citation.sender.as_ref().filter(|sender| !cited.citation.text.contains(sender.as_str())) { ", " (sender) }
            @if let Some(relation) = words::relation(cited.citation.relation) { " " span.soft { (relation) } }
            ": "
            @for held in &cited.held { b { (end(held)) } " " }
            @match cited.settled {
                Some(how) => span.soft { (words::of(words::SETTLEMENTS, how)) },
                None => @if cited.open { b { "cited, not held" } " " span.soft { "will close when it comes in" } },
            }
            @for offer in &cited.offers {
                @let why = recalled(&offer.why);
                div { "Offered: " a href=(format!("/papers/{}", offer.to)) { (offer.number) } " " span.soft { (why.strip_prefix(&offer.number).unwrap_or(&why).trim_start()) }
                    @if acts { (offered(view, cited.at, &offer.to)) }
                }
            }
            @if acts { (hand(view, cited)) }
        }
    }
}

fn offered(view: &View, at: usize, to: &PaperId) -> Markup {
    let to = to.to_string();
    let tie = Slip::with(view, &format!("citations/{at}/tie"), "to", &to);
    let untie = Slip::with(view, &format!("citations/{at}/untie"), "to", &to);
    html! {
        (tie.form("row", None, &html! {
            input type="hidden" name="to" value=(to);
            button.small { "It is this one" }
        }))
        (untie.form("row", None, &html! {
            input type="hidden" name="to" value=(to);
            (why_not(&untie, say!("why not")))
            button.small.plain { "It is not" }
        }))
    }
}

fn why_not(slip: &Slip<'_>, hint: &str) -> Markup {
    html! { input type="text" name="reason" aria-label="Reason" placeholder=(hint) value=[slip.said("reason")] required autofocus[slip.wants("reason")]; }
}

fn hand(view: &View, cited: &CitationLink) -> Markup {
    let at = cited.at;
    let settle = Slip::to(view, &format!("citations/{at}/settle"));
    let tie = Slip::which(view, &format!("citations/{at}/tie"), |form| form.said("to").is_none());
    let undo = |to: &PaperId| Slip::with(view, &format!("citations/{at}/untie"), "to", &to.to_string());
    let open = settle.is_open() || tie.is_open() || cited.held.iter().any(|held| undo(&held.paper).is_open());
    html! {
        details.no-print open[open] { summary.soft { @if cited.held.is_empty() { "Tie or settle by hand" } @else { "Undo" } span.aside { " (" (cited.citation.text) ")" } }
            @for held in &cited.held {
                @let slip = undo(&held.paper);
                (slip.form("row", None, &html! {
                    input type="hidden" name="to" value=(held.paper);
                    (why_not(&slip, say!("why it is not this one")))
                    button.small.plain { "Undo the tie to " (held.number) }
                }))
            }
            @if cited.held.is_empty() {
                (tie.form("row", None, &html! {
                    input type="text" name="number" aria-label="Our number of the paper cited" placeholder="our number" value=[tie.said("number")] required autofocus[tie.wants("number")];
                    button.small.plain { "It means this paper" }
                }))
                (settle.form("row", None, &html! {
                    select name="settlement" aria-label="How it is settled" { (words::options(words::SETTLEMENTS, cited.settled)) }
                    button.small.plain { "Settle" }
                }))
            }
        }
    }
}
