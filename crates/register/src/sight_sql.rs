//! Sight as SQL: the one place where the register's queries learn what a reader may see.
//!
//! What a reader sees of a scope is asked of `procedure` for each of the few hundred scopes; who is named on a paper
//! stands in the table `named`. The fragment joins the two as `procedure::sight::reader_sees` does, and yields the
//! sight as a number: 0 none, 1 own acts, 2 card, 3 whole. Every query of this crate that names a paper uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use procedure::house::House;
use procedure::ids::{DeskId, OfficerId, SeriesId};
use procedure::moment::Moment;
use procedure::paper::Principal;
use procedure::sight::{NamedRule, Reader, Scope, Sight, may_know_of, scope_sight};
use rusqlite::types::Value;

use crate::rows::{at_registry, principal};

/// Who asks, and when. The house must be the one of the last commit.
#[derive(Debug, Clone)]
pub enum Viewer {
    /// An officer: sees what `may_see` says.
    Officer {
        /// The house.
        house: Arc<House>,
        /// The officer, looked up in that house at that moment.
        reader: Reader,
        /// The moment.
        at: Moment,
    },
    /// The account of the operating system that owns the folder, on the command line and nowhere else: it could read
    /// every file anyway. What it sees is shown as seen so.
    Owner {
        /// The house.
        house: Arc<House>,
        /// The moment.
        at: Moment,
    },
}

impl Viewer {
    /// An officer at a moment.
    pub fn officer(house: Arc<House>, officer: &OfficerId, at: Moment) -> Self {
        let reader = Reader::at(&house, officer, at);
        Self::Officer { house, reader, at }
    }

    /// The folder's owner, on the command line.
    pub fn owner(house: Arc<House>, at: Moment) -> Self {
        Self::Owner { house, at }
    }

    /// The house it was made with.
    pub fn house(&self) -> &House {
        match self {
            Self::Officer { house, .. } | Self::Owner { house, .. } => house,
        }
    }

    /// The desks the viewer acts for; every desk for the folder's owner.
    pub fn desks(&self) -> Vec<&DeskId> {
        match self {
            Self::Officer { reader, .. } => reader.desks.iter().collect(),
            Self::Owner { house, .. } => house.desks.keys().collect(),
        }
    }
}

/// Named parameters of a query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Params(Vec<(&'static str, Value)>);

impl Params {
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        self.0.push((name, value.into()));
    }

    pub(crate) fn as_named(&self) -> Vec<(&str, &dyn rusqlite::ToSql)> {
        self.0.iter().map(|(name, value)| (*name, value as &dyn rusqlite::ToSql)).collect()
    }
}

/// What one viewer sees, ready for queries.
#[derive(Debug)]
pub(crate) enum Seeing {
    /// Everything.
    All,
    /// Nothing: an officer unknown or suspended.
    Nothing,
    /// As the rules say, at a moment.
    By(Arc<Rights>, Moment),
}

/// What a viewer's sight of papers follows from, beside the moment: scopes by what is seen of them, and by whose names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lists {
    /// Scopes seen whole.
    pub(crate) whole: Vec<i64>,
    /// Scopes seen whole where one of `own` is named.
    pub(crate) listed: Vec<i64>,
    /// Scopes seen whole where one of `chief` is named.
    pub(crate) below: Vec<i64>,
    /// Scopes whose cards are seen.
    pub(crate) card: Vec<i64>,
    /// The officer and the desks acted for.
    pub(crate) own: Vec<String>,
    /// Those, and the desks below.
    pub(crate) chief: Vec<String>,
}

/// The lists that the fragment looks into, as JSON for `json_each`.
#[derive(Debug)]
pub(crate) struct Rights {
    /// The same, for the sets of papers kept in memory.
    pub(crate) lists: Lists,
    pub(crate) officer: String,
    /// Scopes seen whole.
    whole: String,
    /// Scopes seen whole where one of `own` is named.
    listed: String,
    /// Scopes seen whole where one of `chief` is named.
    below: String,
    /// Scopes whose cards are seen.
    card: String,
    /// The officer and the desks acted for.
    own: String,
    /// Those, and the desks below.
    chief: String,
    /// Scopes of which not every paper is seen.
    pub(crate) narrow: String,
    /// Scopes of which every paper is seen.
    pub(crate) broad: BTreeSet<i64>,
    /// Scopes of which what one of some principals is named on is seen, each with whether those of `chief` count.
    pub(crate) by_name: BTreeMap<i64, bool>,
    /// The principals of `own`, and those that `chief` has besides.
    pub(crate) principals: (BTreeSet<String>, BTreeSet<String>),
}

impl Rights {
    fn of(house: &House, reader: &Reader, scopes: &[(i64, Scope)]) -> Self {
        let (mut whole, mut card, mut listed, mut below) = (vec![], vec![], vec![], vec![]);
        for (id, scope) in scopes {
            let sight = scope_sight(house, reader, scope);
            match sight.all {
                Sight::Whole => whole.push(*id),
                Sight::Card => card.push(*id),
                Sight::OwnActs | Sight::None => {}
            }
            match sight.if_named {
                Some(NamedRule::Listed) => listed.push(*id),
                Some(NamedRule::ListedOrBelow) => below.push(*id),
                None => {}
            }
        }
        let broad: BTreeSet<i64> = whole.iter().chain(&card).copied().collect();
        let narrow: Vec<i64> = scopes.iter().map(|(id, _)| *id).filter(|id| !broad.contains(id)).collect();
        // What is seen as a card may be seen whole by a name; that it stands in a list does not hang on it.
        let by_name = listed.iter().map(|id| (*id, false)).chain(below.iter().map(|id| (*id, true)));
        let by_name = by_name.filter(|(id, _)| !broad.contains(id)).collect();
        let principals = |desks: &mut dyn Iterator<Item = &DeskId>| -> Vec<String> {
            let own = principal(&Principal::Officer(reader.officer.clone()));
            std::iter::once(own).chain(desks.map(|desk| principal(&Principal::Desk(desk.clone())))).collect()
        };
        let (own, chief) = (principals(&mut reader.desks.iter()), principals(&mut reader.chief_of.iter()));
        Self {
            officer: reader.officer.to_string(),
            whole: json(&whole),
            listed: json(&listed),
            below: json(&below),
            card: json(&card),
            own: json(&own),
            chief: json(&chief),
            narrow: json(&narrow),
            broad,
            by_name,
            principals: (own.iter().cloned().collect(), chief.iter().cloned().collect()),
            lists: Lists { whole, listed, below, card, own, chief },
        }
    }
}

impl Seeing {
    /// What an officer with the role of *existence only* may know of: every paper of the scopes of which `procedure` says so, and
    /// nothing by a name.
    pub(crate) fn knowing(house: &House, officer: &OfficerId, at: Moment, scopes: &[(i64, Scope)]) -> Self {
        let known = scopes.iter().filter(|(_, scope)| may_know_of(house, officer, scope, at));
        let broad: BTreeSet<i64> = known.map(|(id, _)| *id).collect();
        let narrow: Vec<i64> = scopes.iter().map(|(id, _)| *id).filter(|id| !broad.contains(id)).collect();
        let none = || json::<i64>(&[]);
        let rights = Rights {
            officer: String::new(),
            whole: json(&broad.iter().copied().collect::<Vec<i64>>()),
            listed: none(),
            below: none(),
            card: none(),
            own: none(),
            chief: none(),
            narrow: json(&narrow),
            lists: Lists { whole: broad.iter().copied().collect(), ..Lists::default() },
            broad,
            by_name: BTreeMap::new(),
            principals: (BTreeSet::new(), BTreeSet::new()),
        };
        Self::By(Arc::new(rights), at)
    }
}

/// Viewers whose rights are kept for their next question.
const KEPT_VIEWERS: usize = 16;

/// Rights worked out before. They hold for the very same house, for a reader with the same desks, and for the scopes
/// there were; the moment is not part of them.
#[derive(Debug, Default)]
pub(crate) struct KeptRights(Vec<(Arc<House>, Reader, usize, Arc<Rights>)>);

impl KeptRights {
    pub(crate) fn seeing(&mut self, viewer: &Viewer, scopes: &[(i64, Scope)]) -> Seeing {
        let (house, reader, at) = match viewer {
            Viewer::Owner { .. } => return Seeing::All,
            Viewer::Officer { reader, .. } if reader.cleared_to.is_none() => return Seeing::Nothing,
            Viewer::Officer { house, reader, at } => (house, reader, at),
        };
        let same = |(known, of, count, _): &&(Arc<House>, Reader, usize, Arc<Rights>)| {
            Arc::ptr_eq(known, house) && of == reader && *count == scopes.len()
        };
        if let Some((.., rights)) = self.0.iter().find(same) {
            return Seeing::By(Arc::clone(rights), *at);
        }
        let rights = Arc::new(Rights::of(house, reader, scopes));
        if self.0.len() == KEPT_VIEWERS {
            self.0.remove(0);
        }
        self.0.push((Arc::clone(house), reader.clone(), scopes.len(), Arc::clone(&rights)));
        Seeing::By(rights, *at)
    }
}

impl Seeing {
    /// The SQL expression of a row's sight, for a column (or expression) that holds its scope and one that holds its
    /// ordinal. Its parameters come from [`Seeing::bind`].
    pub(crate) fn expr(&self, scope: &str, ordinal: &str) -> String {
        match self {
            Self::All => "3".to_owned(),
            Self::Nothing => "0".to_owned(),
            Self::By(..) => format!(
                "CASE
                  WHEN {scope} IN (SELECT value FROM json_each(:whole)) THEN 3
                  WHEN {scope} IN (SELECT value FROM json_each(:listed)) AND EXISTS (SELECT 1 FROM named
                    WHERE named.ordinal = {ordinal} AND principal IN (SELECT value FROM json_each(:own))
                      AND from_ <= :now AND :now < until) THEN 3
                  WHEN {scope} IN (SELECT value FROM json_each(:below)) AND EXISTS (SELECT 1 FROM named
                    WHERE named.ordinal = {ordinal} AND principal IN (SELECT value FROM json_each(:chief))
                      AND from_ <= :now AND :now < until) THEN 3
                  WHEN {scope} IN (SELECT value FROM json_each(:card)) THEN 2
                  WHEN EXISTS (SELECT 1 FROM actor WHERE actor.ordinal = {ordinal} AND officer = :officer) THEN 1
                  ELSE 0 END"
            ),
        }
    }

    /// Gives the fragment its parameters.
    pub(crate) fn bind(&self, params: &mut Params) {
        if let Self::By(rights, at) = self {
            params.set(":whole", rights.whole.clone());
            params.set(":listed", rights.listed.clone());
            params.set(":below", rights.below.clone());
            params.set(":card", rights.card.clone());
            params.set(":own", rights.own.clone());
            params.set(":chief", rights.chief.clone());
            params.set(":officer", rights.officer.clone());
            params.set(":now", at.micros());
        }
    }
}

/// The scopes of papers that leave the house, as a list in JSON (see `House::goes_out`).
pub(crate) fn outgoing(house: &House, scopes: &[(i64, Scope)]) -> String {
    let sent = |series: &SeriesId| house.series.get(series).is_some_and(|series| series.outgoing);
    let sent = scopes.iter().filter(|(_, scope)| scope.series.iter().any(sent));
    json(&sent.map(|(id, _)| *id).collect::<Vec<_>>())
}

fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}

/// A sight as the fragment yields it.
pub(crate) fn sight_of(number: i64) -> Sight {
    match number {
        3 => Sight::Whole,
        2 => Sight::Card,
        1 => Sight::OwnActs,
        _ => Sight::None,
    }
}

/// The places at which papers lie with a desk: the desk itself, and the series whose registry it is.
pub(crate) fn places_of(house: &House, desk: &DeskId) -> Vec<String> {
    let kept = house.series_kept_by(desk).map(|(id, _)| at_registry(id));
    std::iter::once(crate::rows::at_desk(desk)).chain(kept).collect()
}
