//! The extract of a decision: what was asked, what was decided, by whom and how, on which text, and what follows from it.

use phrases::say;
use procedure::dossier::{Action, Decision, Dossier, Draft, DraftState, Submission};
use procedure::house::House;
use typeset::{Block, Extract, Following};

use super::Office;
use super::command::Fault;
use crate::words;

impl Office {
    /// The extract of what was decided on a submission, as paragraphs of plain text; `None` where nothing is decided that
    /// holds. It tells what whoever sees the dossier sees there: the paper that an adopted text became is told by its number
    /// alone. Whether the dossier may be seen is asked first.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn decision_extract(&self, held: &Dossier, no: u32) -> Result<Option<String>, Fault> {
        let Some((one, last)) = held.submission(no).and_then(|one| Some((one, one.decided()?))) else {
            return Ok(None);
        };
        let draft = one.facts.draft.and_then(|no| held.draft(no));
        let text = self.decided_text(draft, last)?;
        let (house, zone) = (self.house(), self.zone());
        let paragraphs = [
            head(&house, held, one),
            asked(one),
            decided(&house, &zone, one, last),
            entered(draft, last),
            text.map(|text| say!("The text:\n\n{}", text.trim())),
            follows(&house, held, one),
        ];
        Ok(Some(paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n") + "\n"))
    }

    /// The same as the facts of a set page.
    pub(crate) fn decision_sheet(&self, held: &Dossier, no: u32) -> Result<Option<Extract>, Fault> {
        let Some((one, last)) = held.submission(no).and_then(|one| Some((one, one.decided()?))) else {
            return Ok(None);
        };
        let draft = one.facts.draft.and_then(|no| held.draft(no));
        let text = self.decided_text(draft, last)?.unwrap_or_default();
        let (house, zone) = (self.house(), self.zone());
        let code = held.code.as_ref().map(|code| say!(", file plan {code}")).unwrap_or_default();
        let marking = held.level.as_ref().map(|level| words::level(&house, level));
        let (number, day) = (entered_as(draft, last), words::date_of(last.at, &zone));
        Ok(Some(Extract {
            heading: crate::setters::heading(&house, last.at, number, day, marking),
            question: held.title.clone(),
            lies: say!("Dossier {}{code}, submission {}", held.id, one.no),
            submitted: say!("{}, by {}", words::desk(&house, &one.facts.to), words::desk(&house, &one.from)),
            asked: one.facts.bottom_line.trim().to_owned(),
            recommended: one.facts.recommends.to_string(),
            dissent: one.facts.dissent.clone(),
            decided: decided_in_words(&house, last),
            by: decided_by(&house, &zone, one, last),
            remark: last.remark.clone(),
            on: last.hash,
            text: Block::of_text(&text),
            follows: held
                .actions
                .iter()
                .filter(|action| action.facts.submission == Some(one.no))
                .map(|action| following(&house, action))
                .collect(),
        }))
    }

    /// The words of the very version that was decided on.
    fn decided_text(&self, draft: Option<&Draft>, last: &Decision) -> Result<Option<String>, Fault> {
        let bound = |draft: &'_ Draft| {
            let hash = last.hash?;
            draft.versions.iter().rev().find(|kept| kept.version.hash == hash).cloned()
        };
        let Some(version) = draft.and_then(bound) else { return Ok(None) };
        self.draft_text(&version)
    }
}

fn head(house: &House, held: &Dossier, one: &Submission) -> Option<String> {
    let at = one.decided().map_or(one.at, |decision| decision.at);
    let office = house.founding.as_ref().map(|founding| founding.name_at(at).to_owned()).unwrap_or_default();
    let code = held.code.as_ref().map(|code| say!(", file plan {code}")).unwrap_or_default();
    let level = held.level.as_ref().map(|level| format!("\n{}", words::level(house, level))).unwrap_or_default();
    Some(say!(
        "Extract of a decision\n{office}{level}\n\n“{}” (dossier {}{code})\nSubmission {}, by {} to {}",
        held.title,
        held.id,
        one.no,
        words::desk(house, &one.from),
        words::desk(house, &one.facts.to),
    ))
}

fn asked(one: &Submission) -> Option<String> {
    let facts = &one.facts;
    let dissent = facts.dissent.as_ref().map(|says| say!("\nOf another mind: {says}")).unwrap_or_default();
    Some(format!("{}\n\nRecommended: {}{dissent}", facts.bottom_line.trim(), facts.recommends))
}

fn decided(house: &House, zone: &jiff::tz::TimeZone, one: &Submission, last: &Decision) -> Option<String> {
    let remark = last.remark.as_ref().map(|says| format!("\n“{says}”")).unwrap_or_default();
    let hash = last.hash.map(|hash| say!("\nOn the text with SHA-256 {hash}")).unwrap_or_default();
    let by = decided_by(house, zone, one, last).join("; ");
    Some(say!("Decided: {}\n{by}{remark}{hash}", decided_in_words(house, last)))
}

/// What was decided, and in which way: "Adopted, by telephone".
fn decided_in_words(house: &House, last: &Decision) -> String {
    words::capital(&words::verdict(&last.word)) + &words::how_says(house, &last.how, last.capacity)
}

/// Who decided, for which desk and when; and the second, where it took two.
fn decided_by(house: &House, zone: &jiff::tz::TimeZone, one: &Submission, last: &Decision) -> Vec<String> {
    let (by, desk) = (words::officer(house, &last.by), words::desk(house, &one.facts.to));
    let second = last
        .second
        .as_ref()
        .map(|second| format!("second: {}, {}", words::officer(house, &second.by), words::moment(second.at, zone)));
    [Some(format!("{by}, {desk}, {}", words::moment(last.at, zone))), second].into_iter().flatten().collect()
}

fn entered(draft: Option<&Draft>, last: &Decision) -> Option<String> {
    entered_as(draft, last).map(|number| say!("Entered as {number}."))
}

/// Under which number the text that was adopted was entered.
fn entered_as(draft: Option<&Draft>, last: &Decision) -> Option<String> {
    match &draft?.state {
        DraftState::Entered { number, .. } if last.word.adopts() => Some(number.clone()),
        _ => None,
    }
}

fn following(house: &House, action: &Action) -> Following {
    let facts = &action.facts;
    let due = facts.due.map(|due| say!("by {}", words::day(due)));
    let after = facts.after.map(|after| say!("after {after}"));
    let when: Vec<String> = [due, after].into_iter().flatten().collect();
    Following {
        no: action.no,
        desk: words::desk(house, &facts.desk),
        what: facts.what.clone(),
        when: (!when.is_empty()).then(|| when.join(", ")),
    }
}

/// What desks owe by the decision, in order.
fn follows(house: &House, held: &Dossier, one: &Submission) -> Option<String> {
    let line = |action: &Action| {
        let facts = &action.facts;
        let due = facts.due.map(|due| say!(", by {}", words::day(due))).unwrap_or_default();
        let after = facts.after.map(|after| say!(", after {after}")).unwrap_or_default();
        format!("{}. {}: {}{due}{after}", action.no, words::desk(house, &facts.desk), facts.what)
    };
    let lines: Vec<String> =
        held.actions.iter().filter(|action| action.facts.submission == Some(one.no)).map(line).collect();
    (!lines.is_empty()).then(|| say!("What follows:\n\n{}", lines.join("\n")))
}
