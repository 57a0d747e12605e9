//! Who is for it and who against, on a submission's page: what the desk that submits says, the concurrences in the draft, and
//! the positions kept in the dossier. Each by name and in one sentence; nobody's is weighed against another's.

use maud::Markup;
use phrases::{html, say};
use procedure::dossier::{
    Advice, Assessed, Assessment, Claim, ConcurrenceStanding, Positions, Proposal, Recommendation, Source, Stance,
    Submission, Word, advice,
};
use procedure::house::House;

use super::positions::cite;
use super::show::View;
use super::submission::Shown;
use crate::web::paper::trail;
use crate::web::words;

/// Most proposals, and most claims, that are told here; the dossier has the rest.
const TOLD_MAX: usize = 3;
/// Most that are told of one side; the dossier has the rest.
const SIDE_MAX: usize = 4;

/// Who recommends what, and who is of another mind.
pub(super) fn of_draft(shown: &Shown, one: &Submission, house: &House) -> Markup {
    let draft = shown.draft();
    let concurred = draft.into_iter().flat_map(|draft| draft.concurrences.iter().map(move |asked| (draft, asked)));
    let (mut with, mut against) = (Vec::new(), Vec::new());
    for (draft, asked) in concurred {
        let older = draft.standing(asked) == ConcurrenceStanding::Older;
        let Some(answer) = &asked.answer else { continue };
        let line = html! { p { (trail::desk(house, &asked.asked.desk)) " " (answer.word.words()) @if let Some(says) = answer.word.says() { ": “" (says) "”" } @if older { span.soft { " (given to an older version)" } } } };
        match answer.word {
            Word::Refused { .. } => against.push(line),
            Word::Agreed | Word::AgreedWithRemarks { .. } => with.push(line),
            _ => {}
        }
    }
    html! {
        div.sides {
            section { h2 { "Recommended by " (trail::desk(house, &one.from)) }
                p { (one.facts.recommends) }
                @for line in &with { (line) }
            }
            section { h2 { "Of another mind" }
                @if let Some(dissent) = &one.facts.dissent { p { (dissent) } }
                @for line in &against { (line) }
                @if one.facts.dissent.is_none() && against.is_empty() { p.soft { "Nobody said so." } }
            }
        }
    }
}

/// The positions kept in the dossier: on each proposal who is for it and who against, and on each claim that was assessed.
pub(super) fn kept(view: &View, house: &House) -> Markup {
    let on = On { view, house, positions: &view.dossier.positions };
    let proposals: Vec<&Proposal> = on.positions.proposals.iter().filter(|one| one.withdrawn.is_none()).collect();
    let assessed = |one: &&Claim| on.positions.assessments_of(Assessed::Claim(one.no)).next().is_some();
    let claims: Vec<&Claim> =
        on.positions.claims.iter().filter(|one| one.withdrawn.is_none()).filter(assessed).collect();
    let more = proposals.len().saturating_sub(TOLD_MAX) + claims.len().saturating_sub(TOLD_MAX);
    html! {
        @for one in proposals.iter().take(TOLD_MAX) { (on.proposal(one)) }
        (on.by_itself())
        @for one in claims.iter().take(TOLD_MAX) { (on.claim(one)) }
        @if more > 0 { p.soft { a href=(on.place("positions")) { "More positions in the dossier: " (more) } } }
    }
}

/// A side and those on it: a name, what is said, and where it stands in the dossier.
struct Side {
    name: &'static str,
    lines: Vec<Markup>,
    /// Said where nobody is on it; such a side is left out where nothing is said.
    nobody: Option<&'static str>,
}

struct On<'a> {
    view: &'a View,
    house: &'a House,
    positions: &'a Positions,
}

impl On<'_> {
    fn place(&self, at: &str) -> String {
        format!("/dossiers/{}#{at}", self.view.dossier.id)
    }

    fn proposal(&self, one: &Proposal) -> Markup {
        let of = Assessed::Proposal(one.no);
        let advised = |wanted: &[Advice]| -> Vec<Markup> {
            let all = self.positions.recommendations_on(Some(one.no));
            all.filter(|said| wanted.contains(&said.stance)).map(|said| self.recommended(said)).collect()
        };
        let proposer = html! { b { (one.by_whom) } span.soft { ", who proposes it" } };
        let in_favour = std::iter::once(proposer).chain(self.assessed(of, Stance::For));
        let in_favour = in_favour.chain(advised(&[Advice::Adopt, Advice::AdoptAmended])).collect();
        let against = self.assessed(of, Stance::Against).chain(advised(&[Advice::Reject])).collect();
        let sides = [
            Side { name: say!("For"), lines: in_favour, nobody: None },
            Side { name: say!("Against"), lines: against, nobody: Some(say!("Nobody so far")) },
            Side { name: say!("Else"), lines: advised(&[Advice::Other]), nobody: None },
        ];
        let at = format!("proposal-{}", one.no);
        let head = html! { a href=(self.place(&at)) { "Proposal " (one.no) } ", by " (one.by_whom) @if let Some(until) = one.until { ", for " (words::day_tag(until)) } ": " (one.says) };
        self.stand(&at, &head, &sides)
    }

    fn claim(&self, one: &Claim) -> Markup {
        let of = Assessed::Claim(one.no);
        let side = |name, stance| Side {
            name,
            lines: self.assessed(of, stance).collect(),
            nobody: Some(say!("Nobody so far")),
        };
        let at = format!("claim-{}", one.no);
        let head = html! { a href=(self.place(&at)) { "Claim " (one.no) } @if let Some(by) = &one.asserted_by { ", by " (by) } ": " (one.says) };
        self.stand(&at, &head, &[side(say!("For"), Stance::For), side(say!("Against"), Stance::Against)])
    }

    /// What is recommended on no proposal, or on one that was withdrawn.
    fn by_itself(&self) -> Markup {
        let apart = self.positions.recommendations.iter().filter(|one| one.withdrawn.is_none());
        let apart = apart.filter(|one| one.on.is_none_or(|no| self.positions.says(Assessed::Proposal(no)).is_none()));
        let lines: Vec<Markup> = apart.map(|one| self.recommended(one)).collect();
        html! {
            @if !lines.is_empty() {
                (self.stand("positions", &html! { "Beside the proposals" }, &[Side { name: say!("Also"), lines, nobody: None }]))
            }
        }
    }

    fn stand(&self, at: &str, head: &Markup, sides: &[Side]) -> Markup {
        html! {
            section.stand {
                h2 { (head) }
                dl { @for side in sides { @if !side.lines.is_empty() || side.nobody.is_some() { div {
                    dt { (side.name) }
                    @for line in side.lines.iter().take(SIDE_MAX) { dd { (line) } }
                    @if side.lines.is_empty() { dd.soft { (side.nobody.unwrap_or_default()) } }
                    @if side.lines.len() > SIDE_MAX { dd { a href=(self.place(at)) { "and " (side.lines.len() - SIDE_MAX) " more" } } }
                } } } }
            }
        }
    }

    fn assessed(&self, of: Assessed, stance: Stance) -> impl Iterator<Item = Markup> {
        let all = self.positions.assessments_of(of).filter(move |one| one.stance == stance);
        all.map(|one: &Assessment| {
            let ground = one.ground.map(|ground| format!(", {}", ground.word())).unwrap_or_default();
            let at = format!("assessment-{}", one.no);
            let older = self.positions.is_of_older_words(one);
            self.line(&at, (&trail::desk(self.house, &one.desk), &ground), older, (&one.says, one.source.as_ref()))
        })
    }

    fn recommended(&self, one: &Recommendation) -> Markup {
        let advised = match one.stance {
            Advice::Other => say!(", recommends").to_owned(),
            stance => say!(", recommends {}", advice(stance)),
        };
        let at = format!("recommendation-{}", one.no);
        let older = self.positions.is_advice_on_older_words(one);
        self.line(&at, (&one.holder, &advised), older, (&one.says, one.source.as_ref()))
    }

    /// One position: whose, what, the passage; the name leads to its place in the dossier.
    fn line(
        &self,
        at: &str,
        (whose, how): (&str, &str),
        older: bool,
        (says, source): (&str, Option<&Source>),
    ) -> Markup {
        html! {
            a href=(self.place(at)) { b { (whose) } } span.soft { (how) } @if older { strong { " (of an earlier wording)" } } ": " (says) (cite(&self.view.told, source, says))
        }
    }
}
