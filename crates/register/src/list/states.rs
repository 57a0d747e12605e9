//! The states of papers that hang on others, for a row and for a list that is narrowed to one: as the viewer sees it.

use procedure::ids::PaperId;

use super::{State, ways};
use crate::reach::{VOID, Walk};
use crate::reads::Asking;
use crate::rows::{Hangs, OFFERED_FOR_ALL, OPEN_FOR_ALL, RIVALLED, STATES, TIED, TieKind};
use crate::sight_sql::{Params, Seeing};
use crate::{RegisterError, stands, unanswered};

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

/// The condition that the paper of a row is in a state that hangs on others, as the viewer sees it: the same that
/// [`states_seen`] says of a row. `None` for states that hang on nothing else.
pub(super) fn hangs_so(asking: &Asking<'_>, state: State, params: &mut Params) -> Option<String> {
    let seeing = &asking.seeing;
    let tie_of = |kinds: &str, which: &str| {
        format!(
            "EXISTS (SELECT 1 FROM tie t INDEXED BY tie_paper CROSS JOIN paper q ON q.id = t.to_
               WHERE t.ordinal = p.ordinal AND t.kind {kinds} AND {which} AND NOT {})",
            stands::is_held(seeing, "t")
        )
    };
    match state {
        State::Unanswered => {
            params.set(":outgoing", asking.outgoing.clone());
            Some(format!("NOT {}", unanswered::is_answered(seeing, "p")))
        }
        State::CitesNotHeld => {
            let open = ways::under("= :open");
            params.set(":open", Walk::Entered.name("state:cites_not_held"));
            Some(format!("({open} OR {})", tie_of(&format!("= {}", TieKind::Cites as i64), "1")))
        }
        State::Offered => {
            let seen = format!("{} > 0", seeing.expr("q.scope", "q.ordinal"));
            let offered = tie_of(&format!("= {}", TieKind::Offered as i64), &seen);
            let ties = tie_of(&format!("<= {}", TieKind::CitesBeside as i64), &seen);
            Some(format!("p.void = 0 AND ({offered} OR {ties})"))
        }
        _ => None,
    }
}

/// The names under which every paper stands that may be in a state, for whoever reads.
pub(super) fn maybe_in(asking: &Asking<'_>, state: State) -> Result<Option<Candidates>, RegisterError> {
    let Some(facet) = state.facet() else {
        return Ok((state == State::Void).then(|| Candidates::named(vec![VOID.to_owned()])));
    };
    let (for_all, last_kind) = match state {
        State::Offered => (OFFERED_FOR_ALL, TieKind::Offered),
        State::CitesNotHeld => (OPEN_FOR_ALL, TieKind::Cites),
        _ => return Ok(Some(Candidates::named(vec![facet.to_owned()]))),
    };
    // It is otherwise for a viewer only where something that they may not see is meant: where little is hidden, that is looked up.
    if let Some(beside) = meaning_hidden(asking, last_kind)? {
        return Ok(Some(Candidates { names: vec![for_all.to_owned()], beside }));
    }
    let mut names = vec![facet.to_owned(), for_all.to_owned(), RIVALLED.to_owned()];
    if state == State::CitesNotHeld {
        names.push(TIED.to_owned());
    }
    Ok(Some(Candidates::named(names)))
}

/// Where numbers stand that a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidates {
    /// Under one of these names.
    pub(super) names: Vec<String>,
    /// And these lines, with their ordinals.
    pub(super) beside: Vec<(i64, i64)>,
}

impl Candidates {
    pub(super) fn named(names: Vec<String>) -> Self {
        Self { names, beside: Vec::new() }
    }
}

/// The lines of papers with a citation that means, or up to a kind may mean, one of a scope of which the viewer does not see
/// all; `None` where those are many.
fn meaning_hidden(asking: &Asking<'_>, last_kind: TieKind) -> Result<Option<Vec<(i64, i64)>>, RegisterError> {
    let Seeing::By(rights, _) = &asking.seeing else { return Ok(Some(Vec::new())) };
    let hidden: i64 = asking
        .db
        .prepare_cached("SELECT coalesce(sum(papers), 0) FROM scope WHERE id IN (SELECT value FROM json_each(?1))")?
        .query_row([&rights.narrow], |row| row.get(0))?;
    if hidden > asking.walked_max {
        return Ok(None);
    }
    let mut statement = asking.db.prepare_cached(
        "SELECT DISTINCT l.id, l.ordinal FROM paper q INDEXED BY paper_scope CROSS JOIN tie t ON t.to_ = q.id AND t.kind <= ?2
         CROSS JOIN line l INDEXED BY line_paper ON l.ordinal = t.ordinal
         WHERE q.scope IN (SELECT value FROM json_each(?1))",
    )?;
    let lines = statement.query_map((&rights.narrow, last_kind as i64), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Some(lines.collect::<Result<_, _>>()?))
}
