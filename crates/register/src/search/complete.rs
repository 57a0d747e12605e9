//! Going on with what is being typed, from what the viewer may see and nothing else.
//!
//! The index's own list of words is not asked: most of its words may stand in hidden papers only. Words and names come from
//! cards that are seen, kinds and the like from the sets of papers that are.

use std::collections::BTreeMap;

use procedure::sight::ScopeMarking;

use super::query::{FIELDS, State};
use crate::index::Searcher;
use crate::reads::Reads;
use crate::rows::desk_of;
use crate::sets::View;
use crate::sight_sql::Viewer;
use crate::terms::{folded, tokens};
use crate::{RegisterError, search};

/// Most ways to go on that are offered.
pub const COMPLETIONS_MAX: usize = 8;
/// Fewest letters of a word that is gone on with.
const COMPLETED_LETTERS_MIN: usize = 2;

impl Reads {
    /// Ways to go on with what was typed: each the whole of it, with its last word completed.
    ///
    /// # Errors
    /// When register or index cannot be read.
    pub fn complete(&self, viewer: &Viewer, typed: &str, index: &Searcher) -> Result<Vec<String>, RegisterError> {
        if typed.len() > search::QUERY_BYTES_MAX {
            return Ok(Vec::new());
        }
        let at = typed.rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |at| at + 1);
        let (before, last) = typed.split_at(at.min(typed.len()));
        let (sign, last) = match last.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", last),
        };
        if before.matches('"').count() % 2 == 1 || last.contains(['"', '*']) {
            return Ok(Vec::new());
        }
        let ways = match last.split_once(':') {
            Some((field, value)) => {
                let values = self.values(viewer, &field.to_lowercase(), value, index)?;
                values.into_iter().map(|value| format!("{}:{value}", field.to_lowercase())).collect()
            }
            None => self.words(viewer, last)?,
        };
        Ok(ways.into_iter().take(COMPLETIONS_MAX).map(|way| format!("{before}{sign}{way}")).collect())
    }

    /// Fields and words of cards that begin so.
    fn words(&self, viewer: &Viewer, last: &str) -> Result<Vec<String>, RegisterError> {
        let start = folded(last);
        if start.chars().count() < COMPLETED_LETTERS_MIN || tokens(last).count() != 1 {
            return Ok(Vec::new());
        }
        let fields = FIELDS.iter().filter(|(name, ..)| name.starts_with(&start)).map(|(name, ..)| format!("{name}:"));
        let mut ways: Vec<String> = fields.collect();
        let mut cards = self.suggest_party(viewer, last, COMPLETIONS_MAX)?;
        cards.extend(self.suggest_subject(viewer, last, COMPLETIONS_MAX)?);
        for card in cards {
            for token in tokens(&card).filter(|token| token.word.starts_with(&start) && token.word != start) {
                let word = card[token.from..token.to].to_lowercase();
                if !ways.contains(&word) {
                    ways.push(word);
                }
            }
        }
        Ok(ways)
    }

    /// Values of a field that begin so and that papers have which the viewer sees: those that most have first.
    fn values(
        &self,
        viewer: &Viewer,
        field: &str,
        start: &str,
        index: &Searcher,
    ) -> Result<Vec<String>, RegisterError> {
        let quoted = |value: String| if value.contains(' ') { format!("\"{value}\"") } else { value };
        let names = match field {
            "from" | "to" if start.chars().count() >= COMPLETED_LETTERS_MIN => {
                self.suggest_party(viewer, start, COMPLETIONS_MAX)?
            }
            "subject" if start.chars().count() >= COMPLETED_LETTERS_MIN => {
                self.suggest_subject(viewer, start, COMPLETIONS_MAX)?
            }
            _ => {
                let (asking, view) = index.kept().view(|| self.ask(viewer), |asking| (&asking.db, &asking.seeing))?;
                drop(asking);
                let start = start.to_lowercase();
                let mut counts: Vec<(String, u64)> = self
                    .counted(field, &view)
                    .into_iter()
                    .filter(|(value, _)| value.to_lowercase().starts_with(&start))
                    .collect();
                counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
                counts.into_iter().map(|(value, _)| value).collect()
            }
        };
        Ok(names.into_iter().map(|name| quoted(name.replace('"', ""))).collect())
    }

    fn counted(&self, field: &str, view: &View) -> BTreeMap<String, u64> {
        let (seen, facts) = (&view.seen.card, &view.facts);
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut count = |value: String, papers: u64| *counts.entry(value).or_default() += papers;
        if field == "year" {
            facts.years.iter().for_each(|(year, papers)| count(year.to_string(), papers.intersection_len(seen)));
        }
        for (name, papers) in &facts.facets {
            let value = match name.split_once(':') {
                Some(("kind", value)) if field == "kind" => value.to_owned(),
                Some(("with", place)) if field == "desk" => match desk_of(place) {
                    Some(desk) => desk.to_string(),
                    None => continue,
                },
                Some(("state", value)) if field == "state" && State::ALL.iter().any(|state| state.name() == value) => {
                    value.to_owned()
                }
                _ => continue,
            };
            count(value, papers.intersection_len(seen));
        }
        for (id, scope) in self.known_scopes().iter() {
            let papers = facts.scopes.get(id).map_or(0, |papers| papers.intersection_len(seen));
            match (field, &scope.marking) {
                ("series", _) => scope.series.iter().for_each(|series| count(series.to_string(), papers)),
                ("marking", ScopeMarking::None) => count("none".to_owned(), papers),
                ("marking", ScopeMarking::Unconfirmed) => count("unconfirmed".to_owned(), papers),
                ("marking", ScopeMarking::Confirmed(level)) => count(level.to_string(), papers),
                _ => {}
            }
        }
        counts.retain(|_, papers| *papers > 0);
        counts
    }
}
