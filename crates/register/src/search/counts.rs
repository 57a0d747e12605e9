//! How many papers were found, and of what: asked apart from the papers themselves, for it takes every one of them.

use std::collections::BTreeMap;

use procedure::sight::{Scope, ScopeMarking};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

use super::query::State;
use crate::rows::desk_of;
use crate::sets::Facts;

/// Most values of one side that are counted; those with most papers are.
pub const FACET_VALUES_MAX: usize = 24;

/// A value and how many of the papers found have it; never none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The value, as it is typed after its field.
    pub value: String,
    /// How many.
    pub papers: u64,
}

/// What the papers found are, counted. A paper may have several desks, series or states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SearchCounts {
    /// How many were found.
    pub papers: u64,
    /// By kind.
    pub kinds: Vec<Count>,
    /// By series.
    pub series: Vec<Count>,
    /// By the desk with which they lie; what lies with a registry is at no desk.
    pub desks: Vec<Count>,
    /// By state.
    pub states: Vec<Count>,
    /// By marking.
    pub markings: Vec<Count>,
    /// By the year of the date that they bear, the earliest first.
    pub years: Vec<(i16, u64)>,
    /// How many bear no date.
    pub undated: u64,
    /// Whether the newest papers are not counted by their words yet.
    pub behind: bool,
}

/// Counts what was found.
pub(crate) fn counted(found: &RoaringBitmap, facts: &Facts, scopes: &[(i64, Scope)]) -> SearchCounts {
    let (mut series, mut markings): (BTreeMap<String, u64>, BTreeMap<String, u64>) = Default::default();
    for (id, scope) in scopes {
        let papers = facts.scopes.get(id).map_or(0, |papers| papers.intersection_len(found));
        for of in &scope.series {
            *series.entry(of.to_string()).or_default() += papers;
        }
        let marking = match &scope.marking {
            ScopeMarking::None => "none".to_owned(),
            ScopeMarking::Unconfirmed => "unconfirmed".to_owned(),
            ScopeMarking::Confirmed(level) => level.to_string(),
        };
        *markings.entry(marking).or_default() += papers;
    }
    let (mut kinds, mut desks): (BTreeMap<String, u64>, BTreeMap<String, u64>) = Default::default();
    let mut states: BTreeMap<String, u64> = BTreeMap::new();
    for (name, papers) in &facts.facets {
        let Some((field, value)) = name.split_once(':') else { continue };
        let counts = match field {
            "kind" => kinds.entry(value.to_owned()),
            "with" => match desk_of(value) {
                Some(desk) => desks.entry(desk.to_string()),
                None => continue,
            },
            "state" if State::ALL.iter().any(|state| state.name() == value) => states.entry(value.to_owned()),
            _ => continue,
        };
        *counts.or_default() += papers.intersection_len(found);
    }
    let years = facts.years.iter().map(|(year, papers)| (*year, papers.intersection_len(found)));
    let years: Vec<(i16, u64)> = years.filter(|(_, papers)| *papers > 0).collect();
    let undated = found.len() - years.iter().map(|(_, papers)| papers).sum::<u64>();
    SearchCounts {
        papers: found.len(),
        kinds: most(kinds),
        series: most(series),
        desks: most(desks),
        states: most(states),
        markings: most(markings),
        years,
        undated,
        behind: false,
    }
}

/// The values that most papers have, those with as many by their name.
fn most(values: BTreeMap<String, u64>) -> Vec<Count> {
    let there = values.into_iter().filter(|(_, papers)| *papers > 0);
    let mut counts: Vec<Count> = there.map(|(value, papers)| Count { value, papers }).collect();
    counts.sort_by(|one, other| other.papers.cmp(&one.papers).then_with(|| one.value.cmp(&other.value)));
    counts.truncate(FACET_VALUES_MAX);
    counts
}
