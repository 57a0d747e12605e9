//! The deliberate faults: the same work in another order, for the suite that must find each by cutting the power.

use journal::{EntryDraft, Journal, Place};
use procedure::moment::Moment;
use register::{RegisterError, Speculation};

use super::batch::{Spoilt, Turn, answer, place_of, send_back};
use super::{Stop, Waiting, fault_of};
use crate::office::options::Discipline;
use crate::office::state::Shared;

pub(super) fn write(
    journal: &mut Journal,
    speculation: Speculation<'_>,
    shared: &Shared,
    batch: Vec<Waiting>,
    turns: Vec<Turn>,
    drafts: Vec<EntryDraft>,
    (discipline, on, last): (Discipline, Place, Moment),
) -> Result<Option<Spoilt>, Stop> {
    let sealed = match journal.foretell(on, drafts) {
        Ok(sealed) => sealed,
        Err(error) => return send_back(shared, batch, &error),
    };
    let foretold = sealed.appended();
    let waiting = match discipline {
        Discipline::AnswersBeforeCommit => {
            answer(batch, turns, &foretold);
            None
        }
        _ => Some((batch, turns)),
    };
    let mut early = None;
    let mut late = Some(speculation);
    if discipline == Discipline::FoldsBeforeAppend {
        early = late.take().map(|speculation| speculation.commit(place_of(&foretold)));
    }
    let appended = match (journal.append_foretold(sealed), waiting) {
        (Ok(appended), waiting) => {
            if let Some((batch, turns)) = waiting {
                answer(batch, turns, &appended);
            }
            appended
        }
        (Err(error), Some((batch, _))) => return send_back(shared, batch, &error),
        (Err(error), None) => return fault_of(shared, &error).1.map_or(Ok(None), Err),
    };
    let committed = match late {
        Some(speculation) => speculation.commit(place_of(&appended)),
        None => early.unwrap_or(Err(RegisterError::Spoiled)),
    };
    if let Ok(house) = committed {
        shared.set_house(house);
    }
    shared.entered(last, place_of(&appended).entry + 1);
    Ok(None)
}
