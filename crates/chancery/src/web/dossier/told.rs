//! What the entries of a dossier's trail say.

pub(in crate::web) mod decisions;
pub(super) mod papers;
mod positions;

use jiff::tz::TimeZone;
use maud::Markup;
use phrases::{html, say};
use procedure::dossier::DossierEvent;
use procedure::event::Event;
use procedure::house::House;
use procedure::moment::Moment;
use procedure::paper::{BringForwardEnd, InHouse};

use self::papers::Happened;
use super::acts::rule;
use super::terms;
use crate::office::TrailLine;
use crate::web::paper::trail;
use crate::web::words::{self, sentence};

/// What happened in a dossier, oldest first: its own entries, and of its papers, as far as they are seen, that they came into
/// it and went out. What else became of a paper stands on its own trail.
pub(super) fn table(house: &House, zone: &TimeZone, lines: &[TrailLine], papers: &[Happened]) -> Markup {
    let own = lines.iter().map(|line| {
        let says = line.events.iter().filter_map(|event| says(house, event)).map(|says| sentence(&says));
        (line.at, trail::entry(house, zone, line, &says.collect::<Vec<_>>()))
    });
    let of_papers = papers.iter().map(|one| (one.at, papers::row(house, zone, one)));
    let mut rows: Vec<(Moment, Markup)> = own.chain(of_papers).collect();
    rows.sort_by_key(|(at, _)| *at);
    trail::rows(&rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>())
}

/// What the entry that was just made did; nothing where it is none of this dossier's.
pub(super) fn notice(house: &House, trail: &[TrailLine], done: Option<u64>) -> Markup {
    let line = done.and_then(|entry| trail.iter().find(|line| line.entry == entry));
    html! {
        @if let Some(line) = line {
            div.done role="status" {
                @for event in &line.events { @if let Some(says) = says(house, event) { p { (sentence(&says)) (leads(event)) } } }
                p.soft { "Entry " (line.entry) " of the record." }
            }
        }
    }
}

/// Where what was made by it stands, where that is another page.
fn leads(event: &Event) -> Markup {
    let Event::InDossier { dossier, change, .. } = event else { return html! {} };
    html! {
        @match change {
            DossierEvent::Submitted { submission, .. } => { " " a href=(format!("/dossiers/{dossier}/submissions/{submission}")) { "Look at the submission" } },
            DossierEvent::DraftStarted { draft, .. } => { " " a href=(format!("#draft-{draft}")) { "To the draft" } },
            DossierEvent::DraftVersionAdded { .. } => { " " a href="#submit" { "Put it before the desk that decides" } },
            _ => {},
        }
    }
}

/// What an event says, without first capital and full stop.
pub(super) fn says(house: &House, event: &Event) -> Option<String> {
    match event {
        Event::DossierOpened { title, home, .. } => Some(match home {
            Some(home) => say!("opened, to be kept by {}: {title}", trail::desk(house, home)),
            None => format!("opened: {title}"),
        }),
        Event::Exported { export, .. } => Some(say!("exported: {}", export.words())),
        Event::InDossier { change, .. } => decisions::says(house, change).or_else(|| changed(house, change)),
        _ => None,
    }
}

fn changed(house: &House, change: &DossierEvent) -> Option<String> {
    Some(match change {
        DossierEvent::Changed { title, code } => match code {
            Some(code) => say!("called “{title}”, under code {code} of the file plan"),
            None => say!("called “{title}”"),
        },
        DossierEvent::Moved { home, reason } => because(say!("kept by {}", trail::desk(house, home)), reason),
        DossierEvent::Marked { level, reason } => because(say!("marked {}", trail::level(house, level)), reason),
        DossierEvent::RuleSet { rule: to, reason } => because(say!("seen by {}", rule(*to)), reason),
        DossierEvent::VolumeOpened { no, title } => match title {
            Some(title) => say!("volume {no} begun: {title}"),
            None => say!("volume {no} begun"),
        },
        DossierEvent::AskedIn { to, reason } => because(say!("{} asked in", who(house, to)), reason),
        DossierEvent::HandedOver { from, to, reason, .. } => {
            because(say!("what {} had in it went over to {}", who(house, from), who(house, to)), reason)
        }
        DossierEvent::AskedOut { to, reason } => because(say!("{} no longer asked in", who(house, to)), reason),
        DossierEvent::BringForwardSet { to, on, reason, .. } => {
            because(say!("to come back to {} on {}", who(house, to), words::day(*on)), reason)
        }
        DossierEvent::BringForwardEnded { end, .. } => match end {
            BringForwardEnd::TakenBack { reason } => because(say!("need not come back").to_owned(), reason),
            BringForwardEnd::Done | BringForwardEnd::PaperVoid => say!("came back, and done").to_owned(),
        },
        DossierEvent::Remarked { says } => format!("remark: {says}"),
        DossierEvent::Closed { reason } => because("closed".to_owned(), reason),
        DossierEvent::Reopened { reason } => because(say!("opened again").to_owned(), reason),
        DossierEvent::ClaimPut { .. }
        | DossierEvent::ProposalPut { .. }
        | DossierEvent::AssessmentPut { .. }
        | DossierEvent::RecommendationPut { .. }
        | DossierEvent::PositionWithdrawn { .. }
        | DossierEvent::AssessmentAsked { .. }
        | DossierEvent::AssessmentAskedEnded { .. } => positions::says(house, change),
        DossierEvent::TermSet { .. } | DossierEvent::TermMoved { .. } | DossierEvent::TermEnded { .. } => {
            terms::of_term(change)
        }
        DossierEvent::DeadlineSet { .. }
        | DossierEvent::DeadlineMoved { .. }
        | DossierEvent::DeadlineKept { .. }
        | DossierEvent::DeadlineDropped { .. } => terms::of_deadline(house, change),
        _ => return None,
    })
}

/// A desk or officer as printed.
pub(super) fn who(house: &House, who: &InHouse) -> String {
    match who {
        InHouse::Officer(officer) => trail::officer(house, officer),
        InHouse::Desk(desk) => trail::desk(house, desk),
    }
}

fn because(says: String, reason: &str) -> String {
    format!("{says}: {reason}")
}
