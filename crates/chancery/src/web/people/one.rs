//! `GET /people/{id}`: one correspondent: its names, its papers in sight, what was done with it, and what can be done.

use axum::extract::{Path, Query, State};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::Markup;
use phrases::{html, say};
use procedure::correspondent::{PostHeld, TurnKind};
use procedure::house::House;
use procedure::ids::CorrespondentId;
use procedure::moment::Moment;
use register::{PAPERS_OF_ONE_MAX, PaperOf};
use serde::Deserialize;

use super::gathered::{Gathered, gather};
use crate::office::people::{Other, Told};
use crate::web::app::App;
use crate::web::bag;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

/// What is asked for beside the correspondent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    /// The name by which another is sought to merge this one into.
    like: String,
    /// The entry that was just made.
    done: Option<u64>,
}

/// `GET /people/{id}`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let Ok(id) = id.parse::<CorrespondentId>() else { return Ok(refused::absent()) };
    let officer = seat.officer.clone();
    let like = Some(ask.like.trim().to_owned()).filter(|like| !like.is_empty());
    let one = app.apart(move |app| gather(app, &officer, &id, like.as_deref())).await?;
    let Some(one) = one else { return Ok(refused::absent()) };
    let (house, zone) = (app.office.house(), app.office.zone());
    let known = &one.known;
    let body = html! {
        @if let (Some(entry), Some(last)) = (ask.done, one.turns.last()) {
            div.done role="status" { p { (turn(&house, &zone, last)) } p.soft { "Entry " (entry) " of the record." } }
        }
        p.under { a href="/people" { "People" } span { "kept by " (trail::desk(&house, &known.desk)) } span.code { (known.id) } }
        h1 { (known.name) }
        @if let Some(other) = &one.into { p { "Merged into " (named(other)) ": papers under either name are shown there." } }
        (names(&one, &house, &zone))
        h2 #papers { "Papers from and to it" }
        (papers(&one.papers))
        @if one.keeps { h2 #acts { "What can be done" } (acts(&one, &ask)) }
        h2 #history { "What was done with it" }
        ul.notes { @for told in &one.turns { li.held { (turn(&house, &zone, told)) } } }
    };
    Ok(shell::helped(&seat, Place::People, &known.name, Help::Person, &body))
}

fn names(one: &Gathered, house: &House, zone: &TimeZone) -> Markup {
    let known = &one.known;
    let by = |at: Moment, by| html! { small { "confirmed by " (trail::officer(house, by)) ", " (words::day(words::date_of(at, zone))) } };
    html! {
        dl.card {
            @for alias in &known.aliases { div { dt { "Also" } dd { (alias.name) (by(alias.at, &alias.by)) } } }
            @if known.aliases.is_empty() { div { dt { "Also" } dd { span.soft { "no other name is confirmed" } } } }
            @for held in &known.posts { div { dt { "Post" } dd { (post(held)) } } }
            @for other in &one.merged {
                div { dt { "Is also" } dd { a href=(format!("/people/{}", other.id)) { (other.name) } small { "merged into it" } } }
            }
        }
    }
}

fn post(held: &PostHeld) -> Markup {
    let what: Vec<&str> = [held.post.as_deref(), held.office.as_deref()].into_iter().flatten().collect();
    let day = |word: &str, day: Option<Date>| day.map(|day| format!("{word} {}", words::day(day)));
    let when: Vec<String> = [day("from", held.from), day("until", held.until)].into_iter().flatten().collect();
    html! { (what.join(", ")) @if !when.is_empty() { small { (when.join(" ")) } } }
}

fn papers(papers: &[PaperOf]) -> Markup {
    html! {
        @if papers.is_empty() {
            p.soft { "No paper that you may see is bound to it. A paper stands here once a name on it is said to mean this one." }
        } @else {
            @if papers.len() == PAPERS_OF_ONE_MAX { p.soft { "The newest " (PAPERS_OF_ONE_MAX) "; find older ones in the register." } }
            div.wide-table role="group" aria-label="Papers" tabindex="0" { table {
                thead { tr { th scope="col" { "Our No." } th scope="col" { "Paper of" } th scope="col" { "Named as" } } }
                tbody { @for paper in papers {
                    tr data-open="yes" {
                        td.n { a href=(format!("/papers/{}", paper.paper)) { (paper.number) } }
                        td.d { @match paper.date.parse::<Date>() { Ok(day) => (words::day_tag(day)), Err(_) => {} } }
                        td { (words::of(words::NAMED, paper.named_as)) }
                    }
                } }
            } }
        }
    }
}

/// What every form about a correspondent carries: how often it was acted on when it was drawn, and a key of its own.
pub(super) fn drawn_from(one: &Gathered) -> Markup {
    html! {
        input type="hidden" name="rev" value=(one.rev());
        input type="hidden" name="key" value=(bag::key());
    }
}

fn act(one: &Gathered, to: &str, open: bool, title: &str, fields: &Markup) -> Markup {
    html! {
        details.act.no-print open[open] {
            summary { (title) }
            form method="post" action=(format!("/people/{}/{to}", one.known.id)) { (drawn_from(one)) (fields) }
        }
    }
}

fn acts(one: &Gathered, ask: &Ask) -> Markup {
    let why = html! { label { "Reason" textarea name="reason" required {} } };
    if one.known.merged.is_some() {
        return act(
            one,
            "part",
            false,
            say!("Undo the merging"),
            &html! { (why) button.small { "It stands by itself again" } },
        );
    }
    html! {
        (act(one, "alias", false, say!("Add a name"), &html! {
            label { "Name as it stands on papers" input type="text" name="alias" required; }
            button.small { "It goes by this name too" }
        }))
        @if !one.known.aliases.is_empty() {
            (act(one, "alias/take-back", false, say!("Take a name back"), &html! {
                label { "Name" select name="alias" { @for alias in &one.known.aliases { option value=(alias.name) { (alias.name) } } } }
                (why)
                button.small.plain { "It is not its name" }
            }))
        }
        (merging(one, ask, &why))
    }
}

/// Merging: another is sought by name, picked, and the reason said.
fn merging(one: &Gathered, ask: &Ask, why: &Markup) -> Markup {
    let place = format!("/people/{}", one.known.id);
    html! {
        details.act.no-print #merge open[!ask.like.is_empty()] {
            summary { "Merge into another" }
            form role="search" aria-label="Another correspondent" action=(place) {
                label { "The other’s name" input type="text" name="like" value=(if ask.like.is_empty() { &one.known.name } else { &ask.like }); }
                button.small.plain { "Look for it" }
            }
            @if one.like.is_empty() {
                p.soft { "No other correspondent that you may see goes by that name." }
            } @else {
                form method="post" action=(format!("{place}/merge")) {
                    (drawn_from(one))
                    fieldset {
                        legend { "It is the same as" }
                        @for other in &one.like {
                            label.line { input type="radio" name="into" value=(other.id) required; (other.name) " " span.soft { (other.id) } }
                        }
                    }
                    (why)
                    button.small { "Merge: both names lead to that one" }
                }
            }
        }
    }
}

fn named(other: &Other) -> Markup {
    html! {
        @match other {
            Other::Seen(known) => a href=(format!("/people/{}", known.id)) { (known.name) },
            Other::Unseen => "another that you may not see",
        }
    }
}

/// One act on it, as a line.
pub(super) fn turn(house: &House, zone: &TimeZone, told: &Told) -> Markup {
    let what = match &told.turn.what {
        TurnKind::Added => say!("taken in"),
        TurnKind::Changed => say!("names or posts changed"),
        TurnKind::UsualConfirmed => say!("what is usual confirmed"),
        TurnKind::Merged { .. } => say!("merged into"),
        TurnKind::Parted { .. } => say!("parted from"),
    };
    html! {
        (words::moment_tag(told.turn.at, zone)) ": " (what)
        @if let Some(other) = &told.other { " " (named(other)) }
        " by " (trail::officer(house, &told.turn.by))
        @if let Some(reason) = &told.turn.reason { ": “" (reason) "”" }
    }
}
