//! `GET /overview`: what is late and with whom, how long questions take, how often a decision departs from what was
//! recommended: for whoever stands above desks, over what they may see.

use axum::extract::{Query, State};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::Markup;
use phrases::{Phrase, html, phrase, plural, say};
use procedure::dossier::Advice;
use procedure::house::House;
use register::{About, DeskLine};
use serde::Deserialize;

use super::desk::{place_in, to_do};
use crate::office::{Days, Fault, Followed, Office, Overview, Pictures, Question, Summed};
use crate::web::app::App;
use crate::web::bars;
use crate::web::forms::{self, Meant, Unreadable};
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;
use crate::words::verdict;

/// Spans of time that are offered, in months.
const SPANS: [(i32, Phrase); 4] =
    [(1, phrase!("a month")), (3, phrase!("three months")), (12, phrase!("a year")), (60, phrase!("five years"))];

/// From which day on decisions are counted.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    since: Option<String>,
}

/// `GET /overview`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let since = match ask.since.as_deref().filter(|typed| !typed.trim().is_empty()) {
        None => None,
        // A month or a year is meant from its first day on.
        Some(typed) => match (words::read_date(typed), forms::day(typed.trim(), Some(app.office.today()), Meant::Past))
        {
            (Some(read), _) => Some(read.date),
            (None, Ok(day)) => Some(day),
            (None, Err(Unreadable(says))) => return Ok(refused::unreadable(&says)),
        },
    };
    let officer = seat.officer.clone();
    let told = app.apart(move |app| -> Result<(Overview, Pictures), Fault> {
        let viewer = app.office.viewer(&officer);
        Ok((app.office.overview(&viewer, since)?, app.office.pictures(&viewer)?))
    });
    let (overview, pictures) = told.await?;
    let house = app.office.house();
    let own = house.desks_of(&seat.officer, app.office.now());
    let body = html! {
        h1 { "Overview" }
        p.under {
            span { (words::day_tag(overview.today)) }
            span { "of what you may see" }
        }
        @if own.is_empty() {
            p.empty { "You act for no desk, so no desk’s late work is yours to look after. An administrator gives mandates." }
        } @else { (late(&overview, &house)) }
        (bars::pictures(&pictures, &house))
        (spans(&overview))
        (took(&overview.took, &house))
        (followed(&overview.followed, &house))
    };
    Ok(shell::helped(&seat, Place::Desk, say!("Overview"), Help::Overview, &body))
}

fn late(overview: &Overview, house: &House) -> Markup {
    let by_desk = Office::late_by_desk(&overview.late);
    let by_officer = Office::late_by_officer(&overview.late);
    html! {
        h2 #late { "Late, by desk" }
        @if by_desk.is_empty() { p.soft { "Nothing is late at your desks, or at those below." } } @else {
            (late_table(say!("Desk"), by_desk.iter().map(|(desk, sum)| (trail::desk(house, desk), *sum)), overview.today, house))
        }
        h2 #officers { "Late, by officer" }
        @if by_officer.is_empty() { p.soft { "Nothing that is late was taken by an officer, or came back to one." } } @else {
            (late_table(say!("Officer"), by_officer.iter().map(|(officer, sum)| (trail::officer(house, officer), *sum)), overview.today, house))
            p.soft { "Of what an officer took, and of what came back to one. What nobody took yet stands with its desk alone." }
        }
    }
}

fn late_table<'a>(who: &str, rows: impl Iterator<Item = (String, Summed<'a>)>, today: Date, house: &House) -> Markup {
    html! {
        div.wide-table.of-desk role="group" aria-label=(say!("Late, by {}", who.to_lowercase())) tabindex="0" { table {
            thead { tr { th scope="col" { (who) } th.n scope="col" { "Late" } th scope="col" { "Longest" } th scope="col" { "Our No." } th scope="col" { "What" } } }
            tbody { @for (name, sum) in rows { tr data-open="yes" {
                td { (name) }
                td.n { (sum.count) @if sum.more { " and more" } }
                td.d { @if let Some(due) = sum.oldest.due { (words::due(due, today)) } }
                td.n { (leads(sum.oldest)) }
                td { (to_do(house, &sum.oldest.waits)) }
            } } }
        } }
    }
}

/// The paper's number or the dossier's code, leading to it.
fn leads(line: &DeskLine) -> Markup {
    html! {
        @match &line.about {
            About::Row(row) => @match row.paper { Some(id) => a href=(format!("/papers/{id}")) { (row.number) }, None => (row.number) },
            About::Dossier(row) => a href=(format!("/dossiers/{}{}", row.dossier, place_in(&line.waits, ""))) { (row.dossier) },
        }
    }
}

fn spans(overview: &Overview) -> Markup {
    html! {
        h2 #decided { "Decided since " (words::day_tag(overview.since)) }
        nav.pages.no-print aria-label="Since when" {
            @for (months, says) in SPANS {
                @let since = overview.today.saturating_sub(months.months());
                a href=(format!("/overview?since={since}#decided")) aria-current=[(since == overview.since).then_some("true")] { (says) }
            }
        }
    }
}

fn took(days: &Days, house: &House) -> Markup {
    html! {
        h3 { "How long it took" }
        @match days.median_halves {
            None => p.soft { "No question that you may see was decided since then." },
            Some(halves) => {
                p { (plural!(days.decided, "{n} question", "{n} questions")) " decided; from the entry of the first paper (from the opening, where none was entered before) to the decision, half of them took " b { (halves_of_days(halves)) } " or less." }
                (questions(say!("What took longest"), &days.longest, house))
            }
        }
    }
}

/// So many half days, in words: "4½ days".
fn halves_of_days(halves: u32) -> String {
    match (halves / 2, halves % 2) {
        (0, 1) => say!("half a day").to_owned(),
        (1, 0) => say!("1 day").to_owned(),
        (days, 0) => say!("{days} days"),
        (days, _) => say!("{days}½ days"),
    }
}

fn questions(caption: &str, all: &[Question], house: &House) -> Markup {
    html! {
        div.wide-table.of-desk role="group" aria-label=(caption) tabindex="0" { table {
            caption { (caption) }
            thead { tr { th.n scope="col" { "Days" } th scope="col" { "Question" } th scope="col" { "Submitted by" } th scope="col" { "Recommended" } th scope="col" { "Decided" } th scope="col" { "Began" } th scope="col" { "Decided on" } } }
            tbody { @for one in all { tr data-open="yes" {
                td.n { (one.days) }
                td.subject { a href=(format!("/dossiers/{}/submissions/{}", one.dossier, one.submission)) { (one.bottom_line.lines().next().unwrap_or_default()) } div.soft { (one.title) } }
                td { (trail::desk(house, &one.from)) }
                td { @match one.advised { Some(advised) => (advice(advised)), None => span.soft { "in words" } } }
                td { (verdict(&one.word)) }
                td.d { (words::day_tag(one.began)) }
                td.d { (words::day_tag(one.decided)) }
            } } }
        } }
    }
}

fn followed(all: &Followed, house: &House) -> Markup {
    html! {
        h3 #followed { "How decisions stand to what was recommended" }
        p.soft { "Counted where the desk that submitted had said, among the positions of the dossier, whether to adopt, to adopt with changes or to reject." }
        @if all.by_desk.is_empty() { p.soft { "No such decision that you may see was taken since then." } } @else {
            p { b { (all.otherwise) } " decided otherwise than recommended, " (all.followed) " as recommended." }
            div.wide-table role="group" aria-label="By the desk that submitted" tabindex="0" { table {
                thead { tr { th scope="col" { "Submitted by" } th.n scope="col" { "As recommended" } th.n scope="col" { "Otherwise" } } }
                tbody { @for (desk, of) in &all.by_desk { tr { td { (trail::desk(house, desk)) } td.n { (of.followed) } td.n { (of.otherwise) } } } }
            } }
            @if !all.departed.is_empty() { (questions(say!("Decided otherwise than recommended, the newest"), &all.departed, house)) }
        }
        @if all.in_words > 0 { p.soft { (plural!(all.in_words, "{n} decision", "{n} decisions")) " where what was recommended stands in words alone." } }
        @if all.seen > 0 { p.soft { (plural!(all.seen, "{n} submission", "{n} submissions")) " only seen." } }
    }
}

/// What a desk recommended.
fn advice(advised: Advice) -> &'static str {
    match advised {
        Advice::Adopt => say!("to adopt"),
        Advice::AdoptAmended => say!("to adopt with changes"),
        Advice::Reject => say!("to reject"),
        Advice::Other => say!("something else"),
    }
}

#[cfg(test)]
mod tests {
    use super::halves_of_days;

    #[test]
    fn medians_are_told_in_days_and_halves() {
        for (halves, says) in
            [(0, "0 days"), (1, "half a day"), (2, "1 day"), (3, "1½ days"), (9, "4½ days"), (14, "7 days")]
        {
            assert_eq!(halves_of_days(halves), says);
        }
    }
}
