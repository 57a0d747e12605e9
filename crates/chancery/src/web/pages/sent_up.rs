//! What one's desks put before whoever decides: a section of the desk's page, beneath what waits.

use jiff::tz::TimeZone;
use maud::Markup;
use phrases::html;
use procedure::house::House;
use register::SentUp;

use crate::web::dossier;
use crate::web::paper::trail;
use crate::web::words;

/// Where each lies, and what was decided in the last days; nothing where nothing went up.
pub(super) fn section(house: &House, zone: &TimeZone, sent: &[SentUp], with_desk: bool) -> Markup {
    html! {
        @if !sent.is_empty() {
            h2 #sent-up { "Put before others" }
            ul.plain { @for one in sent { li { (line(house, zone, one, with_desk)) } } }
        }
    }
}

fn line(house: &House, zone: &TimeZone, one: &SentUp, with_desk: bool) -> Markup {
    let (submission, place) =
        (&one.submission, format!("/dossiers/{}/submissions/{}", one.dossier.dossier, one.submission.no));
    let title = one.title.as_deref().or_else(|| submission.facts.bottom_line.lines().next()).unwrap_or_default();
    html! {
        a href=(place) { (title) } " "
        @if let Some(decision) = submission.decided() {
            b { (words::verdict(&decision.word)) } span.soft { ", " (trail::desk(house, &decision.desk)) ", " (words::day_tag(words::date_of(decision.at, zone))) }
            @if let Some(entered) = &one.entered { ", entered as " a href=(format!("/papers/{}", entered.paper)) { (entered.number) } }
        } @else {
            span { (dossier::submission_state(house, submission)) } span.soft { ", since " (words::day_tag(words::date_of(submission.at, zone))) }
        }
        @if with_desk { span.soft { ", from " (trail::desk(house, &one.desk)) } }
    }
}
