//! What the papers in a dossier offer: each with one button that takes it as it stands, or opens the form filled.

use maud::Markup;
use phrases::{html, plural, say};
use procedure::dossier::{Advice, DossierAct, Position, Source, advice};

use super::On;
use super::forms::{self, ADVICE};
use crate::office::OfferLine;
use crate::web::slip::drawn_from;
use crate::web::words;

/// Most offers that stand on one page; the rest comes when these are taken.
const SHOWN_MAX: usize = 16;

/// What is offered, where the officer may put it.
pub(super) fn list(on: &On<'_>) -> Markup {
    let offers = &on.view.told.offers;
    if offers.is_empty() || !on.view.told.voices.puts {
        return html! {};
    }
    html! {
        section.offers.no-print aria-labelledby="offers" {
            h3 #offers { "From its papers" }
            p.soft { "Read from what is filed here. Nothing of it stands in the dossier before you take it." }
            @for one in offers.iter().take(SHOWN_MAX) { (offer(on, one)) }
            @if offers.len() > SHOWN_MAX { p.soft { (offers.len() - SHOWN_MAX) " more are shown once these are taken." } }
        }
    }
}

fn offer(on: &On<'_>, one: &OfferLine) -> Markup {
    let fill = format!("take.{}.{}-{}", one.paper, one.what, one.place);
    let to = match one.what {
        Position::Claim => "put-claim",
        Position::Proposal => "put-proposal",
        Position::Assessment | Position::Recommendation => "recommend",
    };
    html! {
        div.offer {
            p { "From " a href=(format!("/papers/{}", one.paper)) { (one.number) } ", " (says(&one.act)) }
            div.row {
                @if one.lacks.is_none() {
                    form method="post" action=(format!("/dossiers/{}/{to}", on.dossier.id)) {
                        (drawn_from(on.dossier.rev))
                        @for (name, text) in forms::fields(&one.act) { @if !text.is_empty() { input type="hidden" name=(name) value=(text); } }
                        button.small { "Take it" span.aside { " as " (one.what) ": " (says(&one.act)) } }
                    }
                }
                a href=(format!("/dossiers/{}?fill={fill}#{to}", on.dossier.id)) { @if one.lacks.is_some() { "Complete it" } @else { "Look it over first" } span.aside { ": " (says(&one.act)) } }
            }
        }
    }
}

/// An offer in a line.
fn says(act: &DossierAct) -> String {
    let of = |who: Option<&String>| who.filter(|who| !who.is_empty()).map(|who| say!(" of {who}")).unwrap_or_default();
    match act {
        DossierAct::PutClaim { claim, .. } => {
            say!("a claim{}: {}", of(claim.asserted_by.as_ref()), claim.says)
        }
        DossierAct::PutProposal { proposal, .. } => {
            let until = proposal.until.map(|until| say!(", for {}", words::day(until))).unwrap_or_default();
            let steps = match proposal.steps.len() {
                0 => String::new(),
                count => say!(", in {}", plural!(count, "{n} step", "{n} steps")),
            };
            say!("a proposal{}{until}{steps}: {}", of(Some(&proposal.by_whom)), proposal.says)
        }
        DossierAct::PutRecommendation { recommendation, .. } => {
            let advised = match recommendation.stance {
                Advice::Other => String::new(),
                stance => format!(", {}", advice(stance)),
            };
            say!("a recommendation{}{advised}: {}", of(Some(&recommendation.holder)), recommendation.says)
        }
        _ => String::new(),
    }
}

/// The fields by which a form names a source.
pub(super) fn source(source: Option<&Source>) -> Vec<(String, String)> {
    source.map_or_else(Vec::new, |source| {
        vec![
            ("paper".to_owned(), source.paper.to_string()),
            ("passage".to_owned(), source.passage.clone().unwrap_or_default()),
        ]
    })
}

/// The name of an advice in a form.
pub(super) fn advice_name(stance: Advice) -> &'static str {
    ADVICE.iter().find(|(value, ..)| *value == stance).map_or("", |(_, name, _)| *name)
}
