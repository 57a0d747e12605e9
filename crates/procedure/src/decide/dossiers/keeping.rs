//! Keeping a dossier: its title, its desk, its marking, its volumes, and who is asked in.

use std::collections::BTreeSet;

use super::resting::nothing_above;
use super::{Changes, sit_as_keeper};
use crate::decide::chair::{Chair, at_most, optional, required};
use crate::decide::filing::check_code;
use crate::dossier::{
    AssessmentAsked, DOSSIER_REMARKS_MAX, Dossier, DossierAct, DossierEvent, MEMBERS_MAX, VOLUMES_MAX,
};
use crate::event::Event;
use crate::house::Visibility;
use crate::ids::{DeskId, DossierId, LevelId};
use crate::paper::{InHouse, Principal};
use crate::refusal::{Counted, DecisionRefusal, Desks, DossierRefusal, PositionRefusal, Refusal, Written};
use crate::sight::Naming;

/// The desk that will keep a dossier: the one named, or the only one the officer acts for.
pub(super) fn home(chair: &mut Chair<'_>, named: Option<&DeskId>) -> Result<DeskId, Refusal> {
    if let Some(desk) = named {
        chair.open_desk(desk)?;
        let above = chair.house.above(desk);
        let registries = chair.house.series.values().map(|series| &series.registry);
        chair.sit_at(std::iter::once(desk).chain(above).chain(registries))?;
        return Ok(desk.clone());
    }
    let desks = chair.house.desks_of(&chair.sitting.officer, chair.sitting.at);
    match desks.first() {
        Some(only) if desks.len() == 1 => {
            chair.open_desk(only)?;
            chair.sit_at([*only])
        }
        _ => Err(DossierRefusal::NoHome { desks: desks.len() }.into()),
    }
}

/// How a dossier is kept from its opening on.
pub(in crate::decide) struct Kept {
    /// The desk that keeps it.
    pub(in crate::decide) home: DeskId,
    /// Its marking.
    pub(in crate::decide) level: Option<LevelId>,
    /// Who sees it.
    pub(in crate::decide) rule: Visibility,
}

/// The rule of a dossier for which nobody chose one: that of the house's strictest series, but that a list of names is
/// nobody's usual way to work.
pub(in crate::decide) fn usual_rule(chair: &Chair<'_>) -> Visibility {
    let rules = chair.house.series.values().filter(|series| series.closed.is_none()).map(|series| series.rule);
    rules.max().unwrap_or(Visibility::DeskAndChief).min(Visibility::DeskAndChief)
}

/// The opening of a dossier that a desk keeps.
pub(in crate::decide) fn open(
    chair: &Chair<'_>,
    dossier: &DossierId,
    title: &str,
    code: Option<&String>,
    kept: Kept,
) -> Result<Event, Refusal> {
    required(Written::Title, title)?;
    check_code(chair.house, code)?;
    let Kept { home, level, rule } = kept;
    level.as_ref().map_or(Ok(()), |level| chair.cleared_to(level))?;
    let (dossier, title, code) = (dossier.clone(), title.to_owned(), code.cloned());
    Ok(Event::DossierOpened { dossier, title, code, home: Some(home), level, rule: Some(rule) })
}

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    if let DossierAct::RemarkDossier { says } = does {
        return remark(held, says);
    }
    sit_as_keeper(chair, held)?;
    Ok(vec![match does {
        DossierAct::ChangeDossier { title, code } => change(chair, held, title.as_ref(), code.as_ref())?,
        DossierAct::MoveDossier { home, reason } => {
            chair.open_desk(home)?;
            required(Written::Reason, reason)?;
            if held.home.as_ref() == Some(home) {
                return Err(same(held));
            }
            DossierEvent::Moved { home: home.clone(), reason: reason.clone() }
        }
        DossierAct::MarkDossier { level, reason } => mark(chair, held, level, reason)?,
        DossierAct::SetDossierRule { rule, reason } => {
            required(Written::Reason, reason)?;
            if held.rule == *rule {
                return Err(same(held));
            }
            DossierEvent::RuleSet { rule: *rule, reason: reason.clone() }
        }
        DossierAct::OpenVolume { title } => {
            optional(Written::Title, title.as_ref())?;
            let no = held.volume() + 1;
            at_most(Counted::Volumes, no as usize, VOLUMES_MAX as usize)?;
            DossierEvent::VolumeOpened { no, title: title.clone() }
        }
        DossierAct::AskIn { to, reason } => ask_in(chair, held, to, reason)?,
        DossierAct::AskOut { to, reason } => {
            required(Written::Reason, reason)?;
            ask_out(chair, held, to)?;
            DossierEvent::AskedOut { to: to.clone(), reason: reason.clone() }
        }
        DossierAct::CloseDossier { reason } => {
            required(Written::Reason, reason)?;
            let submissions = held.submissions.iter().filter(|one| one.state.is_open()).count();
            let actions = held.actions.iter().filter(|one| one.state.is_open()).count();
            if submissions + actions > 0 {
                return Err(DecisionRefusal::DossierHasWork { submissions, actions }.into());
            }
            nobody_awaited(held, |_| true)?;
            all_concurred(held)?;
            super::deadlines::none_runs(held)?;
            DossierEvent::Closed { reason: reason.clone() }
        }
        DossierAct::ReopenDossier { reason } => {
            required(Written::Reason, reason)?;
            if held.closed.is_none() {
                return Err(DossierRefusal::DossierOpen { dossier: held.id.clone() }.into());
            }
            DossierEvent::Reopened { reason: reason.clone() }
        }
        _ => return Ok(Vec::new()),
    }])
}

/// Whoever sees a dossier may remark on it.
fn remark(held: &Dossier, says: &str) -> Changes {
    required(Written::Remark, says)?;
    at_most(Counted::DossierRemarks, held.remarks.len() + 1, DOSSIER_REMARKS_MAX)?;
    Ok(vec![DossierEvent::Remarked { says: says.to_owned() }])
}

fn change(
    chair: &Chair<'_>,
    held: &Dossier,
    title: Option<&String>,
    code: Option<&String>,
) -> Result<DossierEvent, Refusal> {
    optional(Written::Title, title)?;
    check_code(chair.house, code)?;
    let title = title.unwrap_or(&held.title).clone();
    let code = code.cloned().or_else(|| held.code.clone());
    if (&title, &code) == (&held.title, &held.code) {
        return Err(same(held));
    }
    Ok(DossierEvent::Changed { title, code })
}

fn mark(chair: &Chair<'_>, held: &Dossier, level: &LevelId, reason: &str) -> Result<DossierEvent, Refusal> {
    chair.cleared_to(level)?;
    required(Written::Reason, reason)?;
    let lowest = chair.house.levels.first().map(|lowest| &lowest.id);
    if held.level.as_ref().or(lowest) == Some(level) {
        return Err(same(held));
    }
    let rank = |level: &LevelId| chair.house.rank(level);
    if rank(level) < held.level.as_ref().map_or(0, rank) {
        nothing_above(chair, held, level)?;
    }
    Ok(DossierEvent::Marked { level: level.clone(), reason: reason.to_owned() })
}

fn ask_in(chair: &Chair<'_>, held: &Dossier, to: &InHouse, reason: &str) -> Result<DossierEvent, Refusal> {
    required(Written::Reason, reason)?;
    match to {
        InHouse::Desk(desk) => {
            chair.open_desk(desk)?;
        }
        InHouse::Officer(officer) => {
            chair.active(officer)?;
        }
    }
    let keeps = matches!(to, InHouse::Desk(desk) if held.home.as_ref() == Some(desk));
    if keeps || held.has_member(to) {
        return Err(DossierRefusal::AskedInAlready { to: to.clone() }.into());
    }
    at_most(Counted::Members, held.members.len() + 1, MEMBERS_MAX)?;
    Ok(DossierEvent::AskedIn { to: to.clone(), reason: reason.to_owned() })
}

/// Who is asked out was asked in, or was asked for an assessment and has answered, and has nothing else to do with it.
fn ask_out(chair: &Chair<'_>, held: &Dossier, to: &InHouse) -> Result<(), Refusal> {
    let asked = |one: &AssessmentAsked| matches!(to, InHouse::Desk(desk) if one.desk == *desk);
    let sees = |one: &AssessmentAsked| asked(one) && one.sees_until.is_none();
    if !held.has_member(to) && !held.positions.asked.iter().any(sees) {
        return Err(DossierRefusal::NotAskedIn { to: to.clone() }.into());
    }
    nobody_awaited(held, asked)?;
    let principal = Principal::from(to.clone());
    let stays = |one: Naming| one.principal == principal && one.holds_at(chair.sitting.at);
    if held.named_by_work().any(stays) {
        return Err(DossierRefusal::HasPartInDossier { to: to.clone() }.into());
    }
    Ok(())
}

/// That no desk of those has still to say how it stands: it would not find the dossier any more, or find it closed.
fn nobody_awaited(held: &Dossier, of: impl Fn(&AssessmentAsked) -> bool) -> Result<(), Refusal> {
    let awaited = held.positions.open_askings().filter(|one| of(one)).map(|one| one.desk.clone());
    let desks: BTreeSet<DeskId> = awaited.collect();
    if desks.is_empty() {
        return Ok(());
    }
    Err(PositionRefusal::AssessmentsAwaited { desks: Desks(desks.into_iter().collect()) }.into())
}

/// That no desk has still to concur in a draft that is being drawn up.
fn all_concurred(held: &Dossier) -> Result<(), Refusal> {
    let drafts = held.drafts.iter().filter(|draft| draft.is_open());
    let open = drafts.flat_map(|draft| &draft.concurrences).filter(|one| one.answer.is_none());
    let desks: BTreeSet<DeskId> = open.map(|one| one.asked.desk.clone()).collect();
    if desks.is_empty() {
        return Ok(());
    }
    Err(DecisionRefusal::ConcurrencesAwaited { desks: Desks(desks.into_iter().collect()) }.into())
}

fn same(held: &Dossier) -> Refusal {
    DossierRefusal::DossierSame { dossier: held.id.clone() }.into()
}
