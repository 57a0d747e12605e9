//! A query made ready: its leaves in a row, and its fields as sets of papers.

use std::sync::Arc;

use procedure::house::House;
use procedure::sight::{Scope, ScopeMarking};
use roaring::RoaringBitmap;

use super::query::{Expr, Leaf, Span, State};
use crate::sets::{Facts, day_number};
use crate::sight_sql::places_of;

/// A query with its leaves by number.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Leaf(usize),
    Set(Arc<RoaringBitmap>),
    /// At least so many of these leaves.
    Most(Vec<usize>, usize),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

/// A query ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// In the order in which they were typed: scores are added up in it.
    pub(crate) leaves: Vec<Leaf>,
    /// At what place among the words that were typed each stands.
    pub(crate) typed_at: Vec<usize>,
    /// Which of the leaves count for a paper's rank: those that are not excluded.
    pub(crate) counting: Vec<bool>,
    pub(crate) root: Node,
}

/// What fields are looked up in.
pub(crate) struct Places<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) house: &'a House,
    pub(crate) scopes: &'a [(i64, Scope)],
}

impl Plan {
    pub(crate) fn of(expr: &Expr, places: &Places<'_>) -> Self {
        let mut making = Making { leaves: Vec::new(), typed_at: Vec::new(), counting: Vec::new(), places };
        let root = making.node(expr, true);
        Self { leaves: making.leaves, typed_at: making.typed_at, counting: making.counting, root }
    }
}

struct Making<'a> {
    leaves: Vec<Leaf>,
    typed_at: Vec<usize>,
    counting: Vec<bool>,
    places: &'a Places<'a>,
}

impl Making<'_> {
    fn node(&mut self, expr: &Expr, counts: bool) -> Node {
        let set = |papers| Node::Set(Arc::new(papers));
        match expr {
            Expr::Leaf(leaf) => Node::Leaf(self.leaf(leaf, self.leaves.len(), counts)),
            Expr::Most(leaves, least) => {
                Node::Most(leaves.iter().map(|(leaf, at)| self.leaf(leaf, *at, counts)).collect(), *least)
            }
            Expr::All(parts) => Node::All(parts.iter().map(|part| self.node(part, counts)).collect()),
            Expr::Any(parts) => Node::Any(parts.iter().map(|part| self.node(part, counts)).collect()),
            Expr::Not(what) => Node::Not(Box::new(self.node(what, false))),
            Expr::Kind(kind) => set(self.places.facets_that_begin(&format!("kind:{kind}"))),
            Expr::Series(series) => set(self.places.series(series)),
            Expr::Desk(desk) => set(self.places.desk(desk)),
            Expr::State(state) => set(self.places.state(*state)),
            Expr::Marking(marking) => set(self.places.marking(marking)),
            Expr::Dated(span) => set(dated(self.places.facts, *span)),
        }
    }

    fn leaf(&mut self, leaf: &Leaf, typed_at: usize, counts: bool) -> usize {
        self.leaves.push(leaf.clone());
        self.typed_at.push(typed_at);
        self.counting.push(counts);
        self.leaves.len() - 1
    }
}

impl Places<'_> {
    fn facets_that_begin(&self, start: &str) -> RoaringBitmap {
        let mut papers = RoaringBitmap::new();
        let from = self.facts.facets.range(start.to_owned()..);
        from.take_while(|(name, _)| name.starts_with(start)).for_each(|(_, of)| papers |= &**of);
        papers
    }

    fn facet(&self, name: &str) -> RoaringBitmap {
        self.facts.facets.get(name).map(|papers| RoaringBitmap::clone(papers)).unwrap_or_default()
    }

    fn of_scopes(&self, is: impl Fn(&Scope) -> bool) -> RoaringBitmap {
        self.facts.of_scopes(self.scopes.iter().filter(|(_, scope)| is(scope)).map(|(id, _)| id))
    }

    fn series(&self, typed: &str) -> RoaringBitmap {
        self.of_scopes(|scope| scope.series.iter().any(|series| series.as_str().eq_ignore_ascii_case(typed)))
    }

    fn desk(&self, typed: &str) -> RoaringBitmap {
        let mut papers = RoaringBitmap::new();
        for desk in self.house.desks.keys().filter(|desk| desk.as_str().eq_ignore_ascii_case(typed)) {
            for place in places_of(self.house, desk) {
                papers |= self.facet(&format!("with:{place}"));
            }
        }
        papers
    }

    fn state(&self, state: State) -> RoaringBitmap {
        let void = || self.facet("state:void");
        match state {
            State::Live => RoaringBitmap::clone(&self.facts.all) - void(),
            state => self.facet(&format!("state:{}", state.name())),
        }
    }

    fn marking(&self, typed: &str) -> RoaringBitmap {
        let levels = self.house.levels.iter();
        let meant = levels.filter(|level| {
            level.id.as_str().eq_ignore_ascii_case(typed) || level.words.iter().any(|word| word.to_lowercase() == typed)
        });
        let meant: Vec<_> = meant.map(|level| &level.id).collect();
        self.of_scopes(|scope| match &scope.marking {
            ScopeMarking::None => typed == "none",
            ScopeMarking::Unconfirmed => typed == "unconfirmed",
            ScopeMarking::Confirmed(level) => meant.contains(&level),
        })
    }
}

/// Papers that bear a date within a span.
fn dated(facts: &Facts, span: Span) -> RoaringBitmap {
    let from = span.from.map_or(i32::MIN + 1, day_number);
    let until = span.until.map_or(i32::MAX, day_number);
    let year = |end: Option<jiff::civil::Date>, else_: i16| end.map_or(else_, jiff::civil::Date::year);
    let (first, last) = (year(span.from, i16::MIN), year(span.until, i16::MAX));
    let mut papers = RoaringBitmap::new();
    if first > last {
        return papers;
    }
    for (year, of) in facts.years.range(first..=last) {
        if *year > first && *year < last {
            papers |= &**of;
            continue;
        }
        let within = |day: i32| from <= day && day <= until;
        let days = of.iter().filter(|ordinal| facts.day(*ordinal).is_some_and(within));
        papers.extend(days);
    }
    papers
}
