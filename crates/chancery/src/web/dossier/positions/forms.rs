//! The forms by which positions are put: one of each kind on a page, filled where a link says with what.

use maud::Markup;
use phrases::{html, phrase, say};
use procedure::dossier::{
    Advice, Assessed, AssessmentAsked, DossierAct, Ground, Position, RecommendationWords, STEPS_MAX, Stance,
};
use procedure::ids::DeskId;

use super::On;
use super::offers::{advice_name, source};
use crate::web::choices;
use crate::web::slip::Slip;
use crate::web::words::{self, Choice};

/// For or against.
pub(super) const STANCES: &[Choice<Stance>] =
    &[(Stance::For, "for", phrase!("for it")), (Stance::Against, "against", phrase!("against it"))];
/// What is advised.
pub(super) const ADVICE: &[Choice<Advice>] = &[
    (Advice::Adopt, "adopt", phrase!("to adopt it")),
    (Advice::AdoptAmended, "adopt_amended", phrase!("to adopt it with changes")),
    (Advice::Reject, "reject", phrase!("not to adopt it")),
    (Advice::Other, "other", phrase!("something else")),
];
/// Kinds of grounds.
pub(super) const GROUNDS: &[Choice<Ground>] = &[
    (Ground::Need, "need", phrase!("need: whether it is needed")),
    (Ground::Effect, "effect", phrase!("effect: what would come of it")),
    (Ground::Risk, "risk", phrase!("risk: what could go wrong")),
    (Ground::Signal, "signal", phrase!("signal: how it would be understood")),
    (Ground::Cost, "cost", phrase!("cost")),
    (Ground::Precedent, "precedent", phrase!("precedent: what was done before")),
];
/// Rows for steps in an empty form; a filled one has two more than it needs.
const STEP_ROWS: usize = 4;

/// All forms that the officer may use now.
pub(super) fn all(on: &On<'_>) -> Markup {
    let voices = &on.view.told.voices;
    let something = on.standing().next().is_some();
    html! {
        @if on.view.is_open() {
            @if something && !voices.speaks.is_empty() { (assess(on)) } @else { (on.view.slip("assess").head()) }
            @if voices.puts || !voices.speaks.is_empty() { (recommend(on)) } @else { (on.view.slip("recommend").head()) }
            @if voices.puts { (put_proposal(on)) (put_claim(on)) }
            @else { @for to in ["put-claim", "put-proposal"] { (on.view.slip(to).head()) } }
            @if something && on.view.keeps { (ask(on)) } @else { (on.view.slip("ask-assessment").head()) }
            (withdraw(on))
        } @else {
            @for to in ["assess", "recommend", "put-claim", "put-proposal", "ask-assessment", "withdraw"] { (on.view.slip(to).head()) }
        }
    }
}

impl On<'_> {
    /// Claims and proposals that stand, by their names in a form and as they are called.
    fn standing(&self) -> impl Iterator<Item = (Assessed, String)> {
        let proposals = self.positions.proposals.iter().filter(|one| one.withdrawn.is_none());
        let claims = self.positions.claims.iter().filter(|one| one.withdrawn.is_none());
        let proposals = proposals.map(|one| (Assessed::Proposal(one.no), one.says.as_str()));
        let claims = claims.map(|one| (Assessed::Claim(one.no), one.says.as_str()));
        proposals.chain(claims).map(|(of, says)| (of, format!("{of}: {}", short(says))))
    }

    fn of_field(&self, slip: &Slip<'_>, label: &str) -> Markup {
        let chosen = slip.said("of");
        html! {
            label { (label) select name="of" required autofocus[slip.wants("of")] { @for (of, says) in self.standing() {
                @let name = name_of(of);
                option value=(name) selected[chosen == Some(name.as_str())] { (says) }
            } } }
        }
    }

    /// The paper and the passage something rests on.
    fn source_fields(&self, slip: &Slip<'_>) -> Markup {
        html! {
            (self.view.paper_field(slip, say!("The paper it stands in")))
            label { "The passage, as it stands there" textarea name="passage" rows="2" { (slip.said("passage").unwrap_or_default()) } }
        }
    }

    fn desk_field(&self, slip: &Slip<'_>, label: &str, others: Option<&str>) -> Markup {
        let own = &self.view.told.voices.speaks;
        let chosen = slip.said("desk");
        html! {
            @if own.len() == 1 && others.is_none() { input type="hidden" name="desk" value=(own[0]); }
            @else { label { (label) select name="desk" autofocus[slip.wants("desk")] {
                @for desk in own { option value=(desk) selected[chosen == Some(desk.as_str())] { (self.desk(desk)) } }
                @if let Some(others) = others { option value="" selected[chosen == Some("")] { (others) } }
            } } }
        }
    }
}

fn assess(on: &On<'_>) -> Markup {
    let slip = on.view.slip("assess");
    let stance = slip.said("stance");
    let ground = slip.said("ground").and_then(|said| words::named(GROUNDS, said));
    slip.act(
        "assess",
        say!("Assess a claim or a proposal"),
        &html! {
            (on.of_field(&slip, say!("What")))
            (on.desk_field(&slip, say!("For which desk"), None))
            fieldset { legend { "Your desk is" }
                @for (at, (_, name, says)) in STANCES.iter().enumerate() { label.line { input type="radio" name="stance" value=(name) required checked[stance == Some(*name)] autofocus[at == 0 && slip.wants("stance")]; (says) } }
            }
            (slip.needed("says", say!("Why, in one sentence")))
            (on.source_fields(&slip))
            label { "On what grounds, if it helps" select name="ground" { option value="" { "not said" } (words::options(GROUNDS, ground)) } }
            p.hint { "What your desk said of it before gives way to this; the trail keeps it." }
        },
        say!("Put it"),
    )
}

fn recommend(on: &On<'_>) -> Markup {
    let slip = on.view.slip("recommend");
    let chosen = slip.said("on");
    let proposals = on.positions.proposals.iter().filter(|one| one.withdrawn.is_none());
    let stance = slip.said("stance").and_then(|said| words::named(ADVICE, said));
    let title =
        if slip.said("no").is_some() { say!("Put a recommendation otherwise") } else { say!("Recommend something") };
    slip.act(
        "recommend",
        title,
        &html! {
            @if let Some(no) = slip.said("no") { input type="hidden" name="no" value=(no); }
            label { "On which proposal" select name="on" { option value="" { "on none of them" }
                @for one in proposals { @let no = one.no.to_string(); option value=(no) selected[chosen == Some(no.as_str())] { "proposal " (no) ": " (short(&one.says)) } }
            } }
            label { "What is advised" select name="stance" { (words::options(ADVICE, stance)) } }
            (slip.needed("says", say!("In words")))
            @if on.view.told.voices.puts { (on.desk_field(&slip, say!("Who holds it"), Some(say!("somebody else, named below")))) }
            @else { (on.desk_field(&slip, say!("Who holds it"), None)) }
            label { "Their name, where it is not the desk" input type="text" name="holder" value=[slip.said("holder")] autofocus[slip.wants("holder")]; }
            (on.source_fields(&slip))
            p.hint { "What somebody outside the house recommends needs the paper that says so." }
        },
        say!("Put it"),
    )
}

fn put_claim(on: &On<'_>) -> Markup {
    let slip = on.view.slip("put-claim");
    let title = if slip.said("no").is_some() { say!("Put a claim otherwise") } else { say!("Put a claim") };
    slip.act(
        "put-claim",
        title,
        &html! {
            @if let Some(no) = slip.said("no") { input type="hidden" name="no" value=(no); }
            (slip.needed("says", say!("What is asserted")))
            (slip.line("asserted_by", say!("By whom")))
            (slip.line("reported_by", say!("Who reports it")))
            (on.source_fields(&slip))
        },
        say!("Put it"),
    )
}

fn put_proposal(on: &On<'_>) -> Markup {
    let slip = on.view.slip("put-proposal");
    let title = if slip.said("no").is_some() { say!("Put a proposal otherwise") } else { say!("Put a proposal") };
    let told = (1..=STEPS_MAX)
        .rev()
        .find(|no| ROW.iter().any(|field| slip.said(&of_step(*no, field)).is_some_and(|said| !said.is_empty())));
    let rows = told.map_or(STEP_ROWS, |told| (told + 2).min(STEPS_MAX));
    slip.act(
        "put-proposal",
        title,
        &html! {
            @if let Some(no) = slip.said("no") { input type="hidden" name="no" value=(no); }
            (slip.needed("says", say!("What is proposed")))
            div.row { (slip.needed("by_whom", say!("By whom"))) (slip.day("until", say!("To be done by"), None)) }
            (on.source_fields(&slip))
            details.way open[told.is_some()] { summary { "Its steps, in order" }
                p.hint { "What would be done were it adopted. Leave rows empty that you do not need." }
                @for no in 1..=rows { (step(on, &slip, no)) }
            }
        },
        say!("Put it"),
    )
}

/// The fields of a step that make it one.
pub(super) const ROW: [&str; 4] = ["actor", "act", "object", "recipient"];

/// The name of a step's field.
pub(super) fn of_step(no: usize, field: &str) -> String {
    format!("step.{no}.{field}")
}

fn step(on: &On<'_>, slip: &Slip<'_>, no: usize) -> Markup {
    let line = |field: &str, label: &str| slip.line(&of_step(no, field), label);
    let (after, desk) = (slip.said(&of_step(no, "after")), slip.said(&of_step(no, "desk")));
    // Where nothing is said, a step follows on the one before it.
    let follows = (no - 1).to_string();
    let chosen = after.unwrap_or(&follows);
    let open = choices::desks(on.house);
    html! {
        fieldset.step { legend { "Step " (no) }
            div.row { (line("actor", say!("Who"))) (line("act", say!("does what"))) (line("object", say!("with what"))) (line("recipient", say!("to whom"))) }
            div.row {
                (slip.day(&of_step(no, "due"), "by", None))
                @if no > 1 {
                    label { "when" select name=(of_step(no, "after")) { option value="" selected[chosen.is_empty()] { "at once" } @for before in 1..no { @let before = before.to_string(); option value=(before) selected[chosen == before] { "after step " (before) } } } }
                }
                label { "carried out by" select name=(of_step(no, "desk")) { option value="" { "no desk of the house" } @for (id, known) in open { option value=(id) selected[desk == Some(id.as_str())] { (known.name) } } } }
            }
        }
    }
}

fn ask(on: &On<'_>) -> Markup {
    let slip = on.view.slip("ask-assessment");
    let chosen = slip.said("desk");
    let desks = choices::desks(on.house);
    slip.act(
        "ask-assessment",
        say!("Ask a desk for its assessment"),
        &html! {
            (on.of_field(&slip, say!("Of what")))
            div.row {
                label { "Which desk" select name="desk" autofocus[slip.wants("desk")] { @for (id, known) in desks { option value=(id) selected[chosen == Some(id.as_str())] { (known.name) } } } }
                (slip.day("due", say!("By"), None))
            }
            p.hint { "It waits on that desk, which sees the dossier from then on." }
        },
        say!("Ask it"),
    )
}

/// What waits for an asked desk to say, and for whoever keeps the dossier to ask no more.
pub(super) fn of_asked(on: &On<'_>, one: &AssessmentAsked) -> Markup {
    let (decline, back) = (
        on.view.slip(&format!("decline-assessment/{}", one.no)),
        on.view.slip(&format!("take-back-assessment/{}", one.no)),
    );
    if !one.is_open() || !on.view.is_open() {
        return html! { (decline.head()) (back.head()) };
    }
    let (officer, at) = (&on.seat.officer, on.seat.app.office.now());
    let theirs = on.house.mandate_for(officer, &one.desk, at).is_some();
    html! {
        @if theirs {
            p.no-print { (on.lead(&format!("assess.{}", name_of(one.of)), "assess", say!("Assess it"))) }
            (decline.folded(say!("Decline"), &decline.form("", None, &html! { (decline.needed("reason", say!("Why"))) button.small { "Decline" } })))
        } @else { (decline.head()) }
        @if on.view.keeps {
            (back.folded(say!("Ask no more"), &back.form("", None, &html! { (back.needed("reason", say!("Why"))) button.small { "Ask no more" } })))
        } @else { (back.head()) }
    }
}

/// What the officer may withdraw, in one form.
fn withdraw(on: &On<'_>) -> Markup {
    let slip = on.view.slip("withdraw");
    let positions = on.positions;
    let claims =
        positions.claims.iter().map(|one| (Position::Claim, one.no, &one.put_by, false, &one.says, &one.withdrawn));
    let proposals = positions
        .proposals
        .iter()
        .map(|one| (Position::Proposal, one.no, &one.put_by, false, &one.says, &one.withdrawn));
    let assessments = positions
        .assessments
        .iter()
        .map(|one| (Position::Assessment, one.no, &one.desk, true, &one.says, &one.withdrawn));
    let advised = positions
        .recommendations
        .iter()
        .map(|one| (Position::Recommendation, one.no, &one.put_by, one.desk.is_some(), &one.says, &one.withdrawn));
    let all = claims.chain(proposals).chain(assessments).chain(advised);
    let own: Vec<(String, String)> = all
        .filter(|(_, _, desk, own_word, _, withdrawn)| withdrawn.is_none() && on.may_change(desk, *own_word))
        .map(|(what, no, _, _, says, _)| (format!("{what}-{no}"), format!("{what} {no}: {}", short(says))))
        .collect();
    let chosen = slip.said("what");
    if own.is_empty() {
        return slip.head();
    }
    slip.act(
        "withdraw",
        say!("Withdraw what your desk put"),
        &html! {
            label { "What" select name="what" { @for (name, says) in &own { option value=(name) selected[chosen == Some(name.as_str())] { (says) } } } }
            (slip.needed("reason", say!("Why")))
            p.hint { "Its words stay in the dossier, as withdrawn." }
        },
        say!("Withdraw it"),
    )
}

/// The fields of the form that asks for an act, as they would be sent.
pub(super) fn fields(act: &DossierAct) -> Vec<(String, String)> {
    let mut fields = source(act.source());
    let mut put = |name: &str, text: String| fields.push((name.to_owned(), text));
    let named = |who: &Option<String>| who.clone().unwrap_or_default();
    match act {
        DossierAct::PutClaim { no, claim } => {
            no.iter().for_each(|no| put("no", no.to_string()));
            put("says", claim.says.clone());
            put("asserted_by", named(&claim.asserted_by));
            put("reported_by", named(&claim.reported_by));
        }
        DossierAct::PutProposal { no, proposal } => {
            no.iter().for_each(|no| put("no", no.to_string()));
            put("says", proposal.says.clone());
            put("by_whom", proposal.by_whom.clone());
            put("until", proposal.until.map(words::day).unwrap_or_default());
            for (no, step) in (1..).zip(&proposal.steps) {
                let mut put = |field: &str, text: String| put(&of_step(no, field), text);
                put("actor", step.actor.clone());
                put("act", step.act.clone());
                put("object", named(&step.object));
                put("recipient", named(&step.recipient));
                put("due", step.due.map(words::day).unwrap_or_default());
                put("after", step.after.map(|after| after.to_string()).unwrap_or_default());
                put("desk", step.desk.as_ref().map(DeskId::to_string).unwrap_or_default());
            }
        }
        DossierAct::PutRecommendation { no, on, desk, recommendation } => {
            no.iter().for_each(|no| put("no", no.to_string()));
            let RecommendationWords { stance, says, holder, .. } = recommendation;
            put("on", on.map(|on| on.to_string()).unwrap_or_default());
            put("stance", advice_name(*stance).to_owned());
            put("says", says.clone());
            put("desk", desk.as_ref().map(DeskId::to_string).unwrap_or_default());
            put("holder", holder.clone());
        }
        _ => {}
    }
    fields
}

/// The name in a form of what is assessed.
fn name_of(of: Assessed) -> String {
    let (what, no) = of.position();
    format!("{what}-{no}")
}

/// As much of a sentence as a choice shows.
fn short(says: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 60;
    match says.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((end, _)) => format!("{}…", says[..end].trim_end()),
        None => says.to_owned(),
    }
}
