//! Who may see: one pure function, and the parts of it that the register's queries share.
//!
//! Sight has two halves. A [`Scope`] is what a paper has in common with many others: the series it stands in and its
//! marking. An officer's view of a scope ([`scope_sight`]) depends on the house alone. Who is *named* on a paper
//! ([`named`]) depends on the paper alone. [`may_see`] joins the two; the register's SQL joins the same two.
//!
//! Reading never grants: names and markings read from a paper are not looked at here, only bindings, directions and
//! levels that an officer's act made.

use std::collections::BTreeSet;

mod dossier;
mod existence;

use serde::{Deserialize, Serialize};

use crate::house::{House, Level, Visibility};
use crate::ids::{DeskId, LevelId, OfficerId, SeriesId};
use crate::moment::Moment;
use crate::paper::{DirectionState, Marking, Paper, Part, Principal};

pub use dossier::{DossierScope, desk_sees_dossier, dossier_may_leave, may_see_dossier};
pub use existence::may_know_of;

/// How much of a paper an officer may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Nothing: for this officer the paper does not exist.
    None,
    /// Its number, its date of entry, and what the officer did on it.
    OwnActs,
    /// Its card, not its body.
    Card,
    /// All of it.
    Whole,
}

/// What a paper has in common with many others, as far as sight goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// The series it stands in.
    pub series: BTreeSet<SeriesId>,
    /// Its marking.
    pub marking: ScopeMarking,
    /// Whether it still lies with the registry that entered it.
    pub with_registry: bool,
}

/// A paper's marking, as far as sight goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "is", content = "level", rename_all = "snake_case")]
pub enum ScopeMarking {
    /// The lowest level.
    None,
    /// Above everyone but the registry.
    Unconfirmed,
    /// A level of the office's scale.
    Confirmed(LevelId),
}

impl Scope {
    /// The scope of a paper.
    pub fn of(paper: &Paper) -> Self {
        let marking = match &paper.marking {
            Marking::None => ScopeMarking::None,
            Marking::Unconfirmed { .. } => ScopeMarking::Unconfirmed,
            Marking::Confirmed { level } => ScopeMarking::Confirmed(level.clone()),
        };
        Self {
            series: paper.series().into_iter().cloned().collect(),
            marking,
            with_registry: lies_with_registry(paper),
        }
    }
}

/// Whether no desk ever led on the paper, but for those it came back from. Where a part was destroyed, it may have said
/// that one did.
fn lies_with_registry(paper: &Paper) -> bool {
    !paper.lost
        && paper
            .directions
            .iter()
            .filter(|direction| direction.part == Part::Lead)
            .all(|direction| direction.state.came_back())
}

/// An officer as a reader at a moment: the desks acted for, and those whose chief the officer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The officer.
    pub officer: OfficerId,
    /// Rank of the highest level the officer may read; `None` while suspended or unknown.
    pub cleared_to: Option<usize>,
    /// Desks the officer acts for.
    pub desks: BTreeSet<DeskId>,
    /// Those desks, and all desks below them.
    pub chief_of: BTreeSet<DeskId>,
}

impl Reader {
    /// The officer as the house knows them at a moment.
    pub fn at(house: &House, officer: &OfficerId, at: Moment) -> Self {
        let known = house.active(officer);
        let desks: BTreeSet<DeskId> = match known {
            Some(_) => house.desks_of(officer, at).into_iter().cloned().collect(),
            None => BTreeSet::new(),
        };
        let below = house.desks.keys().filter(|desk| house.above(desk).into_iter().any(|above| desks.contains(above)));
        let chief_of = desks.iter().chain(below).cloned().collect();
        // A level that is no longer on the scale clears to nothing but the lowest.
        let cleared_to = known.map(|officer| match house.rank(&officer.cleared_to) {
            usize::MAX => 0,
            rank => rank,
        });
        Self { officer: officer.clone(), cleared_to, desks, chief_of }
    }
}

/// What a reader sees of every paper of a scope, and by which further right of more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScopeSight {
    /// Seen of every paper of the scope.
    pub all: Sight,
    /// Whether being named on one of them shows it whole.
    pub if_named: Option<NamedRule>,
}

/// Whose naming counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NamedRule {
    /// The officer's own, and that of a desk the officer acts for.
    Listed,
    /// That of a desk below the officer's, too.
    ListedOrBelow,
}

/// What a reader sees of a scope.
pub fn scope_sight(house: &House, reader: &Reader, scope: &Scope) -> ScopeSight {
    const NOTHING: ScopeSight = ScopeSight { all: Sight::None, if_named: None };
    let Some(cleared_to) = reader.cleared_to else { return NOTHING };
    let keeps =
        scope.series.iter().filter_map(|series| house.series.get(series)).any(|s| reader.desks.contains(&s.registry));
    let level = match &scope.marking {
        ScopeMarking::Unconfirmed => {
            // Above everyone but the registry, which has to see it to confirm it.
            return if keeps { ScopeSight { all: Sight::Whole, if_named: None } } else { NOTHING };
        }
        ScopeMarking::None => house.levels.first(),
        ScopeMarking::Confirmed(level) => match house.rank(level) {
            // A level that is no longer on the scale is above everyone.
            usize::MAX => return NOTHING,
            rank if rank > cleared_to => return NOTHING,
            rank => house.levels.get(rank),
        },
    };
    let rule = rule_of(house, &scope.series, level);
    match rule {
        Visibility::WholeHouse => ScopeSight { all: Sight::Whole, if_named: None },
        Visibility::DeskAndChief | Visibility::ListOnly => ScopeSight {
            all: match (keeps, scope.with_registry) {
                (true, true) => Sight::Whole,
                (true, false) => Sight::Card,
                (false, _) => Sight::None,
            },
            if_named: Some(match rule {
                Visibility::ListOnly => NamedRule::Listed,
                _ => NamedRule::ListedOrBelow,
            }),
        },
    }
}

/// The strictest rule among those of a paper's series and its level.
pub(crate) fn rule_of(house: &House, series: &BTreeSet<SeriesId>, level: Option<&Level>) -> Visibility {
    let series = series.iter().filter_map(|series| house.series.get(series)).map(|series| series.rule);
    series.chain(level.map(|level| level.rule)).max().unwrap_or(Visibility::ListOnly)
}

/// Whether what a paper is about may be told outside the house: its marking is settled and the lowest, and no rule of its
/// series or of its level keeps it for those named.
pub fn may_leave(house: &House, paper: &Paper) -> bool {
    let marked = match &paper.marking {
        Marking::None => false,
        Marking::Unconfirmed { .. } => true,
        Marking::Confirmed { level } => house.rank(level) > 0,
    };
    !marked && rule_of(house, &Scope::of(paper).series, house.levels.first()) != Visibility::ListOnly
}

/// That a principal is named on a paper from a moment to a moment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Naming {
    /// Who.
    pub principal: Principal,
    /// From when, inclusive.
    pub from: Moment,
    /// Until when, exclusive.
    pub until: Option<Moment>,
}

impl Naming {
    /// Whether it holds at a moment.
    pub fn holds_at(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Everyone named on a paper: bound names, desks it was marked out to, holders of its copies, and looks beyond the rules.
/// The end of an action ends nothing; an unbinding, a direction taken back, and a copy given back or called back do.
pub fn named(paper: &Paper) -> Vec<Naming> {
    let bound = paper.bindings.iter().map(|binding| Naming {
        principal: binding.to.clone(),
        from: binding.at,
        until: binding.ended.as_ref().map(|ended| ended.at),
    });
    let directed = paper.directions.iter().map(|direction| Naming {
        principal: Principal::Desk(direction.to.clone()),
        from: direction.at,
        until: match &direction.state {
            DirectionState::Withdrawn { at, .. } => Some(*at),
            _ => None,
        },
    });
    let over = paper.overrides.iter().map(|over| Naming {
        principal: Principal::Officer(over.officer.clone()),
        from: over.at,
        until: Some(over.until),
    });
    let copies = paper.copies.iter().filter_map(crate::paper::Copy::names);
    let copies = copies.map(|(principal, from, until)| Naming { principal, from, until });
    bound.chain(directed).chain(over).chain(copies).collect()
}

/// How much of a paper an officer may see at a moment.
pub fn may_see(house: &House, officer: &OfficerId, paper: &Paper, at: Moment) -> Sight {
    let reader = Reader::at(house, officer, at);
    reader_sees(house, &reader, paper, at)
}

/// [`may_see`] for a reader already looked up at the same moment.
pub fn reader_sees(house: &House, reader: &Reader, paper: &Paper, at: Moment) -> Sight {
    if reader.cleared_to.is_none() {
        return Sight::None;
    }
    let scope = scope_sight(house, reader, &Scope::of(paper));
    let own = if paper.actors.contains(&reader.officer) { Sight::OwnActs } else { Sight::None };
    let by_name = match scope.if_named {
        Some(rule)
            if named(paper).iter().any(|naming| naming.holds_at(at) && counts(reader, rule, &naming.principal)) =>
        {
            Sight::Whole
        }
        _ => Sight::None,
    };
    scope.all.max(own).max(by_name)
}

/// Whether whoever acts for a desk, and is cleared to the paper's level, sees its card at a moment by the desk's own
/// rights: nothing personal counts.
pub fn desk_sees(house: &House, desk: &DeskId, paper: &Paper, at: Moment) -> bool {
    let reader = desk_as_reader(house, desk, &paper.entered_by);
    let scope = scope_sight(house, &reader, &Scope::of(paper));
    let is_named = |rule| {
        let names = |naming: &Naming| matches!(naming.principal, Principal::Desk(_)) && naming.holds_at(at);
        named(paper).iter().any(|naming| names(naming) && counts(&reader, rule, &naming.principal))
    };
    scope.all >= Sight::Card || scope.if_named.is_some_and(is_named)
}

/// A desk as a reader cleared to everything. Whose code stands there does not matter where only desks are looked for
/// among those named.
fn desk_as_reader(house: &House, desk: &DeskId, officer: &OfficerId) -> Reader {
    let (desks, highest) = (BTreeSet::from([desk.clone()]), house.levels.len().saturating_sub(1));
    let below = house.desks.keys().filter(|below| house.above(below).into_iter().any(|above| above == desk));
    let chief_of = below.chain([desk]).cloned().collect();
    Reader { officer: officer.clone(), cleared_to: Some(highest), desks, chief_of }
}

fn counts(reader: &Reader, rule: NamedRule, principal: &Principal) -> bool {
    match principal {
        Principal::Officer(officer) => *officer == reader.officer,
        // Somebody outside the house reads nothing here.
        Principal::Correspondent(_) => false,
        Principal::Desk(desk) => match rule {
            NamedRule::Listed => reader.desks.contains(desk),
            NamedRule::ListedOrBelow => reader.chief_of.contains(desk),
        },
    }
}
