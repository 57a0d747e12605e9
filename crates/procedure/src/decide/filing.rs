//! Filing and remarks.

use super::chair::{Chair, required};
use super::dossiers;
use crate::act::Act;
use crate::card::CardRemark;
use crate::event::Event;
use crate::house::House;
use crate::refusal::{Refusal, Thing, Written};
use crate::sight::{Sight, may_see};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::File { paper, dossier, title, code } => {
            let held = chair.live_paper()?;
            let desk = chair.sit_as_keeper_or_holder(held)?;
            let mut events = Vec::new();
            let (title, filed_under, volume) = match (&chair.known.dossier, title) {
                (Some(_), title) => {
                    let known = dossiers::seen(chair, dossier).map_err(|absent| match title {
                        // Where it was to be opened by this, its code is taken, whoever sees what bears it.
                        Some(_) => Refusal::Taken { what: Thing::Dossier, code: dossier.to_string() },
                        None => absent,
                    })?;
                    dossiers::is_open(known)?;
                    (known.title.clone(), known.code.clone(), known.volumes.last().map(|volume| volume.no))
                }
                (None, Some(title)) => {
                    let kept = dossiers::Kept { home: desk, level: None, rule: dossiers::usual_rule(chair) };
                    events.push(dossiers::open(chair, dossier, title, code.as_ref(), kept)?);
                    (title.clone(), None, None)
                }
                (None, None) => {
                    return Err(Refusal::Absent { what: Thing::Dossier, code: dossier.to_string() });
                }
            };
            if held.filed.last().is_some_and(|filing| filing.dossier == *dossier) {
                return Err(Refusal::FiledThere { dossier: dossier.clone() });
            }
            check_code(chair.house, code.as_ref())?;
            let by_series = || {
                let series = held.shown().and_then(|shown| chair.house.series.get(shown.number.series()));
                series.and_then(|series| series.file_code.clone())
            };
            let code = code.clone().or(filed_under).or_else(by_series);
            events.push(Event::Filed { paper: *paper, dossier: dossier.clone(), title, code, volume });
            Ok(events)
        }
        Act::Remark { paper, says } => {
            let held = chair.paper()?;
            // One who sees only the card has nothing to remark on but what others decide.
            if may_see(chair.house, &chair.sitting.officer, held, chair.sitting.at) < Sight::Whole {
                chair.sit_as_keeper_or_holder(held)?;
            }
            required(Written::Remark, says)?;
            let remarks = vec![CardRemark { field: None, says: says.clone() }];
            Ok(vec![Event::Remarked { paper: *paper, by_officer: true, remarks }])
        }
        _ => Ok(Vec::new()),
    }
}

/// That a code is in the file plan, where the office has one.
pub(super) fn check_code(house: &House, code: Option<&String>) -> Result<(), Refusal> {
    let Some(code) = code else { return Ok(()) };
    required(Written::Code, code)?;
    if house.file_plan.is_empty() || house.file_plan.contains_key(code) {
        return Ok(());
    }
    Err(Refusal::Absent { what: Thing::FileCode, code: code.clone() })
}
