//! The forms of positions as they are read.

use phrases::say;
use procedure::dossier::{
    Assessed, AssessmentWords, ClaimWords, DossierAct, Position, ProposalWords, RecommendationWords, STEPS_MAX, Source,
    StepWords,
};
use procedure::ids::PaperId;

use super::fill::position;
use super::forms::{ADVICE, GROUNDS, ROW, STANCES, of_step};
use crate::web::forms::{Form, Unreadable};

/// The act of an address and its form; `None` where nothing of positions is done at that address.
pub(in crate::web::dossier) fn read(act: &str, no: Option<u32>, form: &Form) -> Result<Option<DossierAct>, Unreadable> {
    let says = || form.text("says").unwrap_or_default();
    let reason = || form.text("reason").unwrap_or_default();
    Ok(Some(match (act, no) {
        ("put-claim", None) => {
            let (asserted_by, reported_by) = (form.text("asserted_by"), form.text("reported_by"));
            let claim = ClaimWords { says: says(), asserted_by, reported_by, source: source(form)? };
            DossierAct::PutClaim { no: form.parsed("no")?, claim }
        }
        ("put-proposal", None) => {
            let by_whom = form.text("by_whom").unwrap_or_default();
            let (until, steps) = (form.day("until")?, steps(form)?);
            let proposal = ProposalWords { says: says(), by_whom, source: source(form)?, until, steps };
            DossierAct::PutProposal { no: form.parsed("no")?, proposal }
        }
        ("assess", None) => {
            let stance = form.choice("stance", STANCES)?;
            let stance = stance.ok_or_else(|| {
                Unreadable(say!("The form does not say whether your desk is for or against it.").into())
            })?;
            let (ground, desk) =
                (form.choice("ground", GROUNDS)?, form.needed("desk", say!("which desk assesses it"))?);
            let assessment = AssessmentWords { stance, says: says(), source: source(form)?, ground };
            DossierAct::PutAssessment { no: None, of: of(form)?, desk, assessment }
        }
        ("recommend", None) => {
            let stance = form.choice("stance", ADVICE)?;
            let stance = stance.ok_or_else(|| Unreadable(say!("The form does not say what is advised.").into()))?;
            let holder = form.text("holder").unwrap_or_default();
            let recommendation = RecommendationWords { stance, says: says(), holder, source: source(form)? };
            let (no, on, desk) = (form.parsed("no")?, form.parsed("on")?, form.parsed("desk")?);
            DossierAct::PutRecommendation { no, on, desk, recommendation }
        }
        ("withdraw", None) => {
            let what = form.said("what").and_then(position);
            let (what, no) = what.ok_or_else(|| Unreadable(say!("The form does not say what is withdrawn.").into()))?;
            DossierAct::WithdrawPosition { what, no, reason: reason() }
        }
        ("ask-assessment", None) => {
            let (of, desk) = (of(form)?, form.needed("desk", say!("which desk is asked"))?);
            DossierAct::AskAssessment { of, desk, due: form.day("due")? }
        }
        ("decline-assessment", Some(asked)) => DossierAct::DeclineAssessment { asked, reason: reason() },
        ("take-back-assessment", Some(asked)) => DossierAct::TakeBackAssessmentAsked { asked, reason: reason() },
        _ => return Ok(None),
    }))
}

fn of(form: &Form) -> Result<Assessed, Unreadable> {
    match form.said("of").and_then(position) {
        Some((Position::Claim, no)) => Ok(Assessed::Claim(no)),
        Some((Position::Proposal, no)) => Ok(Assessed::Proposal(no)),
        _ => Err(Unreadable(say!("The form does not say what is to be assessed.").into())),
    }
}

fn source(form: &Form) -> Result<Option<Source>, Unreadable> {
    let (paper, passage) = (form.parsed::<PaperId>("paper")?, form.text("passage"));
    match (paper, passage) {
        (Some(paper), passage) => Ok(Some(Source { paper, passage })),
        (None, None) => Ok(None),
        (None, Some(_)) => {
            Err(Unreadable(say!("The form gives a passage and does not say in which paper it stands.").into()))
        }
    }
}

/// The steps of the rows in which something was written. Where a row is said to come after an empty one, it comes after the
/// last before that.
fn steps(form: &Form) -> Result<Vec<StepWords>, Unreadable> {
    let written = |row: &usize| ROW.iter().any(|field| form.said(&of_step(*row, field)).is_some());
    let rows: Vec<usize> = (1..=STEPS_MAX).filter(written).collect();
    let mut steps = Vec::new();
    for row in &rows {
        let text = |field: &str| form.text(&of_step(*row, field));
        let after: Option<usize> = form.parsed(&of_step(*row, "after"))?;
        let after = after.map(|after| rows.iter().filter(|earlier| **earlier <= after).count());
        steps.push(StepWords {
            actor: text("actor").unwrap_or_default(),
            desk: form.parsed(&of_step(*row, "desk"))?,
            act: text("act").unwrap_or_default(),
            object: text("object"),
            recipient: text("recipient"),
            due: form.day(&of_step(*row, "due"))?,
            after: after.filter(|after| *after > 0).and_then(|after| u32::try_from(after).ok()),
        });
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::steps;
    use crate::web::forms::Form;

    #[test]
    fn empty_rows_are_no_steps() {
        let form = Form::of(
            [
                ("step.1.actor", "the Command"),
                ("step.1.act", "publish"),
                ("step.3.actor", "the Ministry"),
                ("step.3.act", "send"),
                ("step.3.after", "2"),
                ("step.4.after", "3"),
                ("step.5.act", "wait"),
                ("step.5.after", ""),
            ]
            .map(|(name, text)| (name.to_owned(), text.to_owned())),
        );
        let read = steps(&form).expect("rows of steps");
        let told: Vec<_> = read.iter().map(|step| (step.act.as_str(), step.after)).collect();
        assert_eq!(told, [("publish", None), ("send", Some(1)), ("wait", None)]);
    }
}
