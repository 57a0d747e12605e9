//! The states of papers that hang on others, for a row and for a list that is narrowed to one: as the viewer sees it.

use procedure::ids::PaperId;

use super::State;
use crate::reads::Asking;
use crate::rows::{Hangs, RIVALLED, STATES, TieKind};
use crate::sight_sql::{Params, Seeing};
use crate::{stands, unanswered};

/// The states of a row for a viewer: what hangs on papers that the viewer may not see is as if those were not there.
pub(super) fn states_seen(
    states: &[String],
    hangs: &Hangs,
    answered: bool,
    sees: impl Fn(&PaperId) -> bool,
) -> Vec<String> {
    let stored = |name: &str| states.iter().any(|state| state == name);
    let open = |at: usize| !hangs.is_held(at, &sees);
    let is = |name: &&str| match *name {
        "cites_not_held" => {
            let unsettled = hangs.ties.iter().filter(|(at, ..)| !hangs.settled.contains(at));
            stored(name) || unsettled.into_iter().any(|(at, ..)| open(*at))
        }
        // Where several that are seen fit alike, none stands, and each is offered.
        "offered" => {
            hangs.offers.iter().any(|(at, to)| sees(to) && open(*at))
                || hangs.ties.iter().any(|(at, to, _)| sees(to) && open(*at))
        }
        "unanswered" => stored(name) && !answered,
        _ => stored(name),
    };
    STATES.into_iter().filter(is).map(str::to_owned).collect()
}

/// The papers in a state, as the viewer sees it: the same that [`states_seen`] says of a row.
pub(super) fn state_set(asking: &Asking<'_>, state: State, params: &mut Params) -> Option<String> {
    params.set(":state", state.facet()?.to_owned());
    let facet = "SELECT ordinal FROM facet WHERE name = :state";
    if state == State::Unanswered {
        params.set(":outgoing", asking.outgoing.clone());
        return Some(format!(
            "SELECT f.ordinal FROM facet f CROSS JOIN paper a ON a.ordinal = f.ordinal
             WHERE f.name = :state AND NOT {}",
            unanswered::is_answered(&asking.seeing, "a")
        ));
    }
    let seeing = &asking.seeing;
    let tie_of = |f: &str, kinds: &str, which: &str| {
        format!(
            "EXISTS (SELECT 1 FROM tie t INDEXED BY tie_paper CROSS JOIN paper q ON q.id = t.to_
               WHERE t.ordinal = {f}.ordinal AND t.kind {kinds} AND {which} AND NOT {})",
            stands::is_held(seeing, "t")
        )
    };
    let seen = format!("{} > 0", seeing.expr("q.scope", "q.ordinal"));
    let rivalled = |which: &str| format!("SELECT f.ordinal FROM facet f WHERE f.name = '{RIVALLED}' AND {which}");
    Some(match state {
        State::CitesNotHeld => {
            let cites = TieKind::Cites as i64;
            let alike = rivalled(&tie_of("f", &format!("= {cites}"), "1"));
            // Of an unseen paper at the other end, where none that is seen stands beside it.
            let hidden = match seeing {
                Seeing::By(rights, _) => {
                    params.set(":narrow", rights.narrow.clone());
                    format!(
                        "UNION ALL SELECT t.ordinal FROM paper q INDEXED BY paper_scope
                         CROSS JOIN tie t ON t.to_ = q.id AND t.kind = {cites}
                         WHERE q.scope IN (SELECT value FROM json_each(:narrow)) AND NOT {seen} AND NOT {}",
                        stands::is_held(seeing, "t")
                    )
                }
                _ => String::new(),
            };
            format!("{facet} UNION ALL {alike} {hidden}")
        }
        State::Offered => {
            let offered = tie_of("f", &format!("= {}", TieKind::Offered as i64), &seen);
            let ties = tie_of("f", &format!("<= {}", TieKind::CitesBeside as i64), &seen);
            format!("SELECT f.ordinal FROM facet f WHERE f.name = :state AND {offered} UNION ALL {}", rivalled(&ties))
        }
        _ => facet.to_owned(),
    })
}
