//! Forms of drafts and concurrences, read into acts.

use std::collections::BTreeSet;

use phrases::{phrase, say};
use procedure::dossier::{Asked, Dossier, DossierAct, Draft, DraftFacts, FOLLOW_UPS_MAX, FollowUp, Word};
use procedure::ids::{Hash, PaperId};

use crate::web::forms::{Form, Unreadable};
use crate::web::words::Choice;

/// What the name of a field begins with that says which paper is answered.
pub(super) const ANSWERS: &str = "answers.";
/// Desks that one form asks to concur.
pub(super) const ASKED_ROWS: usize = 6;

/// What a desk may say; what stands beside it has a field of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Agree,
    WithRemarks,
    Refuse,
    Return,
    HandOn,
}

/// The words of the form.
pub(super) const SAID: &[Choice<Said>] = &[
    (Said::Agree, "agree", phrase!("agrees")),
    (Said::WithRemarks, "with_remarks", phrase!("agrees, with remarks")),
    (Said::Refuse, "refuse", phrase!("refuses")),
    (Said::Return, "return", phrase!("returns it unanswered")),
    (Said::HandOn, "hand_on", phrase!("hands it on to another desk")),
];

/// The act of an address and its form; `None` where nothing of this is done at that address.
pub(super) fn read(held: &Dossier, act: &str, no: Option<u32>, form: &Form) -> Result<Option<DossierAct>, Unreadable> {
    let reason = form.text("reason").unwrap_or_default();
    let Some(draft) = no else { return Ok(None) };
    let concurrence = || form.needed("concurrence", say!("which concurrence it is about"));
    Ok(Some(match act {
        "draft-change" => DossierAct::ChangeDraft { draft, facts: facts(form)? },
        "draft-drop" => DossierAct::DropDraft { draft, reason },
        "concur-ask" => DossierAct::AskConcurrence { draft, asked: asked(held.draft(draft), form)? },
        "concur-skip" => DossierAct::SkipConcurrence { draft, concurrence: concurrence()?, reason },
        "concur" => {
            let hash: Hash = form.needed("hash", say!("to which version it is said"))?;
            DossierAct::Concur { draft, concurrence: concurrence()?, hash, word: word(form)? }
        }
        _ => return Ok(None),
    }))
}

/// What a draft is, where it goes and what follows.
pub(super) fn facts(form: &Form) -> Result<DraftFacts, Unreadable> {
    let lines = |name: &str| form.said(name).unwrap_or_default().lines().map(|line| line.trim().to_owned());
    Ok(DraftFacts {
        title: form.text("title").unwrap_or_default(),
        kind: form.text("kind").unwrap_or_default(),
        series: form.needed("series", say!("the series in which it is entered"))?,
        to: lines("to").filter(|line| !line.is_empty()).collect(),
        answers: answers(form)?,
        follows: steps(form)?,
    })
}

/// The papers that it answers: a field for each that was ticked.
fn answers(form: &Form) -> Result<BTreeSet<PaperId>, Unreadable> {
    let ticked = form.fields().filter_map(|(name, _)| name.strip_prefix(ANSWERS));
    let unknown = || Unreadable(say!("The form names a paper in a way that cannot be read.").into());
    ticked.map(|id| id.parse().map_err(|_| unknown())).collect()
}

/// The steps, row by row. A row in which nothing is to be done is left out, and those after it are counted on.
fn steps(form: &Form) -> Result<Vec<FollowUp>, Unreadable> {
    let mut follows = Vec::new();
    // Which step each row became.
    let mut became = vec![None; FOLLOW_UPS_MAX + 1];
    for row in 1..=FOLLOW_UPS_MAX {
        let name = |part: &str| format!("step.{row}.{part}");
        let Some(what) = form.text(&name("what")) else { continue };
        let desk = form.needed(&name("desk"), &say!("which desk takes step {row}"))?;
        let after = form.parsed::<usize>(&name("after"))?;
        let after = match after.map(|after| became.get(after).copied().flatten()) {
            Some(None) => {
                return Err(Unreadable(say!("Step {row} is to come after a step that does not stand before it.")));
            }
            Some(known) => known,
            None => None,
        };
        follows.push(FollowUp {
            desk,
            what,
            due: form.day(&name("due"))?,
            control: form.parsed(&name("control"))?,
            after,
        });
        became[row] = u32::try_from(follows.len()).ok();
    }
    Ok(follows)
}

/// The desks that are asked, with their turns: side by side with those who are asked already, or after them.
fn asked(draft: Option<&Draft>, form: &Form) -> Result<Vec<Asked>, Unreadable> {
    let due = form.day("due")?;
    if let Some(desk) = form.parsed("again")? {
        let stage = form.parsed("stage")?.unwrap_or(1);
        return Ok(vec![Asked { desk, stage, due, instead_of: None }]);
    }
    let open = draft.into_iter().flat_map(|draft| &draft.concurrences).filter(|one| one.answer.is_none());
    let last = open.map(|one| one.asked.stage).max();
    let in_order = form.said("way") == Some("in_order");
    let mut stage = if in_order { last.map_or(1, |last| last.saturating_add(1)) } else { last.unwrap_or(1) };
    let mut asked = Vec::new();
    for row in 1..=ASKED_ROWS {
        let Some(desk) = form.parsed(&format!("desk.{row}"))? else { continue };
        asked.push(Asked { desk, stage, due, instead_of: None });
        stage = stage.saturating_add(u32::from(in_order));
    }
    if asked.is_empty() {
        return Err(Unreadable(say!("Choose the desks that are asked.").into()));
    }
    Ok(asked)
}

fn word(form: &Form) -> Result<Word, Unreadable> {
    let says = form.text("says").unwrap_or_default();
    let said = form.choice("word", SAID)?;
    Ok(match said.ok_or_else(|| Unreadable(say!("The form does not say what the desk says.").into()))? {
        // Words that were written are not lost because the first line of the list was left standing.
        Said::Agree if !says.is_empty() => Word::AgreedWithRemarks { remarks: says },
        Said::Agree => Word::Agreed,
        Said::WithRemarks => Word::AgreedWithRemarks { remarks: says },
        Said::Refuse => Word::Refused { reasons: says },
        Said::Return => Word::Returned { reason: says },
        Said::HandOn => Word::Delegated { to: form.needed("to", say!("to which desk it is handed on"))? },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::of(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
    }

    #[test]
    fn rows_left_empty_are_left_out_and_those_after_them_counted_on() {
        let sent = [
            ("step.1.desk", "press"),
            ("step.1.what", "publishes"),
            ("step.2.desk", "press"),
            ("step.3.desk", "legal"),
            ("step.3.what", "writes"),
            ("step.3.after", "1"),
            ("step.4.desk", "legal"),
            ("step.4.what", "archives"),
            ("step.4.after", "3"),
        ];
        let steps = steps(&form(&sent)).expect("read");
        let order: Vec<(&str, Option<u32>)> = steps.iter().map(|step| (step.what.as_str(), step.after)).collect();
        assert_eq!(order, [("publishes", None), ("writes", Some(1)), ("archives", Some(2))]);
    }

    #[test]
    fn a_step_comes_after_one_that_stands_before_it() {
        for (after, read) in [("", true), ("1", true), ("2", false), ("3", false), ("x", false)] {
            let sent = [
                ("step.1.desk", "press"),
                ("step.1.what", "publishes"),
                ("step.3.desk", "legal"),
                ("step.3.what", "writes"),
                ("step.3.after", after),
            ];
            assert_eq!(steps(&form(&sent)).is_ok(), read, "{after}");
        }
    }

    #[test]
    fn what_a_desk_says_is_read_with_what_stands_beside_it() {
        let said = |word: &str, says: &str, to: &str| word_of(&[("word", word), ("says", says), ("to", to)]);
        fn word_of(fields: &[(&str, &str)]) -> Option<Word> {
            word(&form(fields)).ok()
        }
        let why = || "Too long.".to_owned();
        assert_eq!(said("agree", "", ""), Some(Word::Agreed));
        assert_eq!(said("agree", "Too long.", ""), Some(Word::AgreedWithRemarks { remarks: why() }));
        assert_eq!(said("refuse", "Too long.", ""), Some(Word::Refused { reasons: why() }));
        assert_eq!(said("return", "Too long.", ""), Some(Word::Returned { reason: why() }));
        assert_eq!(said("hand_on", "", "press"), Some(Word::Delegated { to: "press".parse().expect("a code") }));
        assert_eq!(said("hand_on", "", ""), None);
        assert_eq!(said("", "", ""), None);
    }
}
