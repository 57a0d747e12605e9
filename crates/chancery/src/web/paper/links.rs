//! What a paper cites and what cites it, on its page.

use maud::{Markup, html};
use procedure::paper::Paper;
use procedure::sight::Sight;
use register::{CitationLink, LinkEnd};

use super::on::drawn_from;
use super::show::View;
use crate::web::words;

pub(super) fn section(view: &View) -> Markup {
    let links = &view.links;
    let acts = view.seen.sight == Sight::Whole;
    html! {
        h2 #cites { "Cites" }
        @if links.cites.is_empty() { p.soft { "It cites no paper." } }
        ul.notes { @for cited in &links.cites { (citation(&view.seen.paper, cited, acts)) } }
        h2 #cited-by { "Cited by" }
        @if links.cited_by.is_empty() && links.answered_by.is_empty() && links.answers.is_empty() && links.split_into.is_empty() {
            p.soft { "No paper held cites it yet. When one comes in, it will stand here." }
        }
        ul.notes {
            @for cited in &links.cited_by { li.held { (end(&cited.by)) @if cited.offered { " " span.soft { "may mean it: offered there" } } } }
            @for answer in &links.answers { li.held { "It answers " (end(answer)) } }
            @for answer in &links.answered_by { li.held { "It is answered by " (end(answer)) } }
            @for split in &links.split_into { li.held { "Split off: " (end(split)) } }
            @if let Some(from) = &links.split_from { li.held { "It came inside " (end(from)) } }
        }
    }
}

fn end(end: &LinkEnd) -> Markup {
    html! { a href=(format!("/papers/{}", end.paper)) { (end.number) } }
}

fn citation(paper: &Paper, cited: &CitationLink, acts: bool) -> Markup {
    let place = format!("/papers/{}/citations/{}", paper.id, cited.at);
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
                div { "Offered: " a href=(format!("/papers/{}", offer.to)) { (offer.number) } " " span.soft { (offer.why) }
                    @if acts {
                        form.row method="post" action=(format!("{place}/tie")) {
                            (drawn_from(paper.rev)) input type="hidden" name="to" value=(offer.to);
                            button.small { "It is this one" }
                        }
                        form.row method="post" action=(format!("{place}/untie")) {
                            (drawn_from(paper.rev)) input type="hidden" name="to" value=(offer.to);
                            input type="text" name="reason" aria-label="Reason" placeholder="why not" required;
                            button.small.plain { "It is not" }
                        }
                    }
                }
            }
            @if acts { (hand(paper, cited, &place)) }
        }
    }
}

fn hand(paper: &Paper, cited: &CitationLink, place: &str) -> Markup {
    html! {
        details.no-print { summary.soft { @if cited.held.is_empty() { "Tie or settle by hand" } @else { "Undo" } }
            @for held in &cited.held {
                form.row method="post" action=(format!("{place}/untie")) {
                    (drawn_from(paper.rev)) input type="hidden" name="to" value=(held.paper);
                    input type="text" name="reason" aria-label="Reason" placeholder="why it is not this one" required;
                    button.small.plain { "Undo the tie to " (held.number) }
                }
            }
            @if cited.held.is_empty() {
                form.row method="post" action=(format!("{place}/tie")) {
                    (drawn_from(paper.rev))
                    input type="text" name="number" aria-label="Our number of the paper cited" placeholder="our number" required;
                    button.small.plain { "It means this paper" }
                }
                form.row method="post" action=(format!("{place}/settle")) {
                    (drawn_from(paper.rev))
                    select name="settlement" aria-label="How it is settled" { (words::options(words::SETTLEMENTS, cited.settled)) }
                    button.small.plain { "Settle" }
                }
            }
        }
    }
}
