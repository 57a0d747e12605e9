//! The positions of a dossier side by side: who is for it, who against, in one sentence, with the passage.

mod fill;
mod forms;
mod offers;
pub(super) mod read;

use std::collections::BTreeMap;

use maud::Markup;
use phrases::{html, say};
use procedure::decide::{Voices, may_put_otherwise};
use procedure::dossier::{
    Advice, AskedEnd, AskedState, Assessed, Assessment, AssessmentAsked, Claim, Dossier, Position, Positions, Proposal,
    Recommendation, Source, Stance, advice,
};
use procedure::house::House;
use procedure::ids::{DeskId, PaperId};

use super::show::View;
use crate::office::OfferLine;
use crate::web::paper::trail;
use crate::web::seat::Seat;
use crate::web::words;

pub(super) use fill::filled;

/// What the section shows beside the dossier itself.
pub(super) struct Told {
    /// The numbers of the papers that positions rest on, as far as the viewer knows of them.
    pub(super) numbers: BTreeMap<PaperId, String>,
    /// What the papers of this page of the dossier offer.
    pub(super) offers: Vec<OfferLine>,
    /// All of it as prose.
    pub(super) prose: String,
    /// What the officer may put.
    pub(super) voices: Voices,
}

/// The section on a dossier's page.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let on = On { seat, view, house, dossier: &view.dossier, positions: &view.dossier.positions };
    let stand = |withdrawn: bool| !withdrawn;
    let positions = on.positions;
    let proposals: Vec<&Proposal> = positions.proposals.iter().filter(|one| stand(one.withdrawn.is_some())).collect();
    let claims: Vec<&Claim> = positions.claims.iter().filter(|one| stand(one.withdrawn.is_some())).collect();
    let apart: Vec<&Recommendation> = positions
        .recommendations
        .iter()
        .filter(|one| {
            one.withdrawn.is_none() && one.on.is_none_or(|on| positions.says(Assessed::Proposal(on)).is_none())
        })
        .collect();
    html! {
        h2 #positions { "Positions" }
        @let put_up = || view.dossier.submissions.iter().filter(|one| one.state.is_open() || one.decided().is_some());
        @if positions.is_empty() && put_up().next().is_none() {
            p.soft { "Nothing is claimed, proposed or recommended here yet. What is put stands with the passage it rests on, and in the name of the desk that put it." }
        }
        @for one in put_up() {
            p { (trail::desk(house, &one.from)) @if one.state.is_open() { " recommends in " } @else { " recommended in " } a href=(format!("/dossiers/{}/submissions/{}", view.dossier.id, one.no)) { "submission " (one.no) } ": " (words::stopped(&one.facts.recommends)) }
        }
        @for one in proposals { (on.proposal(one)) }
        @for one in claims { (on.claim(one)) }
        @for one in apart { div.position { (on.recommendation(one)) } }
        (on.withdrawn())
        (offers::list(&on))
        @if !positions.is_empty() {
            details.way.prose { summary { "All of it as prose" }
                @for paragraph in view.told.prose.split("\n\n").filter(|paragraph| !paragraph.is_empty()) { p { (paragraph) } }
            }
        }
        (forms::all(&on))
    }
}

/// Where something stands: the paper, if the viewer knows of it, and the words.
pub(super) fn cite(told: &Told, source: Option<&Source>, says: &str) -> Markup {
    let Some(source) = source else { return html! {} };
    let number = told.numbers.get(&source.paper);
    let passage = source.passage_beside(says);
    html! {
        @if number.is_some() || passage.is_some() {
            " " cite {
                @if let Some(number) = number { a href=(format!("/papers/{}", source.paper)) { (number) } }
                @if let Some(passage) = passage { @if number.is_some() { ": " } "“" (passage) "”" }
            }
        }
    }
}

/// A dossier as an officer looks at its positions.
struct On<'a> {
    seat: &'a Seat,
    view: &'a View,
    house: &'a House,
    dossier: &'a Dossier,
    positions: &'a Positions,
}

impl On<'_> {
    fn desk(&self, desk: &DeskId) -> String {
        trail::desk(self.house, desk)
    }

    fn may_change(&self, put_by: &DeskId, own_word: bool) -> bool {
        let (officer, at) = (&self.seat.officer, self.seat.app.office.now());
        self.view.is_open() && may_put_otherwise(self.house, put_by, own_word, officer, at)
    }

    /// Leads to a form on this page, filled.
    fn lead(&self, fill: &str, to: &str, says: &str) -> Markup {
        let of = fill.split_once('.').map_or(fill, |(_, of)| of).replace('-', " ");
        let of = if of.starts_with(char::is_numeric) { format!("proposal {of}") } else { of };
        html! { a.no-print href=(format!("/dossiers/{}?fill={fill}#{to}", self.dossier.id)) { (says) span.aside { " (" (of) ")" } } }
    }

    fn proposal(&self, one: &Proposal) -> Markup {
        let of = Assessed::Proposal(one.no);
        let steps = |steps: &[procedure::dossier::Step]| {
            html! { @for step in steps { li { (self.step(&step.words)) @if let Some(after) = step.words.after { span.soft { ", after step " (after) } } } } }
        };
        let may_recommend = !self.view.told.voices.speaks.is_empty() || self.view.told.voices.puts;
        html! {
            article.position id=(format!("proposal-{}", one.no)) {
                h3 { "Proposal " (one.no) ", by " (one.by_whom) @if let Some(until) = one.until { ", for " (words::day_tag(until)) } }
                p.says { (one.says) (self.cite(one.source.as_ref(), &one.says)) }
                @if !one.steps.is_empty() {
                    p.soft { "Were it adopted, and not before:" }
                    ol.steps { (steps(&one.steps)) }
                }
                (self.sides(of, Some(&one.by_whom)))
                @for said in self.positions.recommendations_on(Some(one.no)) { (self.recommendation(said)) }
                @if self.positions.is_disputed(of) { p { strong { "Opinions differ." } " Nobody’s is weighed against another’s." } }
                (self.asked(of))
                p.by { (self.put(&one.put_by, &one.by, one.at))
                    @if self.view.is_open() {
                        @if !self.view.told.voices.speaks.is_empty() { (self.lead(&format!("assess.proposal-{}", one.no), "assess", say!("Assess it"))) }
                        @if may_recommend { (self.lead(&format!("recommend.{}", one.no), "recommend", say!("Recommend on it"))) }
                    }
                    @if self.may_change(&one.put_by, false) { (self.lead(&format!("put.proposal-{}", one.no), "put-proposal", say!("Put it otherwise"))) }
                }
            }
        }
    }

    fn step(&self, step: &procedure::dossier::StepWords) -> Markup {
        html! {
            (step.actor) @if let Some(desk) = &step.desk { span.soft { " (by " (self.desk(desk)) ")" } }
            ": " (step.act) @if let Some(object) = &step.object { " " (object) }
            @if let Some(to) = &step.recipient { ", to " (to) }
            @if let Some(due) = step.due { ", by " (words::day_tag(due)) }
        }
    }

    fn claim(&self, one: &Claim) -> Markup {
        let of = Assessed::Claim(one.no);
        html! {
            article.position id=(format!("claim-{}", one.no)) {
                h3 { "Claim " (one.no)
                    @if let Some(by) = &one.asserted_by { ", by " (by) }
                    @if let Some(reporter) = &one.reported_by { ", as " (reporter) " reports" }
                }
                p.says { (one.says) (self.cite(one.source.as_ref(), &one.says)) }
                (self.sides(of, None))
                @if self.positions.is_disputed(of) { p { strong { "Opinions differ." } } }
                (self.asked(of))
                p.by { (self.put(&one.put_by, &one.by, one.at))
                    @if self.view.is_open() && !self.view.told.voices.speaks.is_empty() { (self.lead(&format!("assess.claim-{}", one.no), "assess", say!("Assess it"))) }
                    @if self.may_change(&one.put_by, false) { (self.lead(&format!("put.claim-{}", one.no), "put-claim", say!("Put it otherwise"))) }
                }
            }
        }
    }

    /// Who is for it and who against; whoever proposes it is for it.
    fn sides(&self, of: Assessed, proposer: Option<&str>) -> Markup {
        let side = |stance| self.positions.assessments_of(of).filter(|one| one.stance == stance).collect::<Vec<_>>();
        let (in_favour, against) = (side(Stance::For), side(Stance::Against));
        if in_favour.is_empty() && against.is_empty() && proposer.is_none() {
            return html! { p.soft { "No desk has assessed it." } };
        }
        let mut left: Vec<Markup> = in_favour.into_iter().map(|one| self.assessment(one)).collect();
        if let Some(proposer) = proposer {
            left.insert(0, html! { p { b { (proposer) } span.soft { ", who proposes it" } } });
        }
        let right: Vec<Markup> = against.into_iter().map(|one| self.assessment(one)).collect();
        html! {
            table.sides {
                thead { tr { th scope="col" { "For" } th scope="col" { "Against" } } }
                tbody { tr {
                    td data-side="For" { @for one in &left { (one) } @if left.is_empty() { p.soft { "Nobody" } } }
                    td data-side="Against" { @for one in &right { (one) } @if right.is_empty() { p.soft { "Nobody so far" } } }
                } }
            }
        }
    }

    fn assessment(&self, one: &Assessment) -> Markup {
        html! {
            p id=(format!("assessment-{}", one.no)) { b { (self.desk(&one.desk)) } @if let Some(ground) = one.ground { span.soft { ", " (ground.word()) } } ": " (one.says) (self.cite(one.source.as_ref(), &one.says))
                @if self.positions.is_of_older_words(one) { " " strong { "Said of an earlier wording." } }
            }
        }
    }

    fn recommendation(&self, one: &Recommendation) -> Markup {
        html! {
            p.advised id=(format!("recommendation-{}", one.no)) { "Recommended by " b { (one.holder) } @if one.stance != Advice::Other { ", " strong { (advice(one.stance)) } } ": " (one.says) (self.cite(one.source.as_ref(), &one.says))
                @if self.positions.is_advice_on_older_words(one) { " " strong { "Said of an earlier wording." } }
                @if one.on.is_some_and(|on| self.positions.says(Assessed::Proposal(on)).is_none()) { " " span.soft { "Its proposal was withdrawn." } }
                @if self.may_change(&one.put_by, one.desk.is_some()) { " " (self.lead(&format!("put.recommendation-{}", one.no), "recommend", say!("Put it otherwise"))) }
            }
        }
    }

    /// Desks that were asked, and what became of it.
    fn asked(&self, of: Assessed) -> Markup {
        let asked: Vec<&AssessmentAsked> = self.positions.asked.iter().filter(|one| one.of == of).collect();
        let told = |one: &AssessmentAsked| match &one.state {
            AskedState::Open => Some(html! {
                (self.desk(&one.desk)) " is asked" @if let Some(due) = one.due { ", " (words::due(due, self.seat.app.office.today())) }
            }),
            AskedState::Ended { end: AskedEnd::Declined { reason }, .. } => {
                Some(html! { (self.desk(&one.desk)) " declined: " (words::stopped(reason)) })
            }
            AskedState::Ended { .. } => None,
        };
        html! {
            @for one in asked { @if let Some(says) = told(one) {
                div.asked { p { (says) } (forms::of_asked(self, one)) }
            } }
        }
    }

    fn put(&self, desk: &DeskId, by: &procedure::ids::OfficerId, at: procedure::moment::Moment) -> Markup {
        let zone = self.seat.app.office.zone();
        html! { span.soft { "Put by " (self.desk(desk)) ", " (trail::officer(self.house, by)) ", " (words::day_tag(words::date_of(at, &zone))) } }
    }

    fn cite(&self, source: Option<&Source>, says: &str) -> Markup {
        cite(&self.view.told, source, says)
    }

    fn withdrawn(&self) -> Markup {
        let positions = self.positions;
        let claims = positions.claims.iter().map(|one| (Position::Claim, one.no, None, &one.says, &one.withdrawn));
        let proposals =
            positions.proposals.iter().map(|one| (Position::Proposal, one.no, None, &one.says, &one.withdrawn));
        let assessments = positions
            .assessments
            .iter()
            .map(|one| (Position::Assessment, one.no, Some(self.desk(&one.desk)), &one.says, &one.withdrawn));
        let advised = positions
            .recommendations
            .iter()
            .map(|one| (Position::Recommendation, one.no, Some(one.holder.clone()), &one.says, &one.withdrawn));
        let all: Vec<_> =
            claims.chain(proposals).chain(assessments).chain(advised).filter(|one| one.4.is_some()).collect();
        html! {
            @if !all.is_empty() {
                details.way { summary { "Withdrawn: " (all.len()) }
                    @for (what, no, whose, says, withdrawn) in all { @if let Some(withdrawn) = withdrawn {
                        p { (words::capital(what.word())) " " (no) @if let Some(whose) = whose { " of " (whose) } ": “" (says) "” "
                            span.soft { (trail::officer(self.house, &withdrawn.by)) ": " (words::stopped(&withdrawn.reason)) } }
                    } }
                }
            }
        }
    }
}
