//! Which papers a reader sees, as sets of ordinals: what a search consults for each paper it comes by.
//!
//! The sets are made from the register's rows and follow them: [`Kept`] knows up to which entry it came and takes up what
//! entries since have touched. A scope, a principal, a kind, a state have a set each; a reader's are their union within
//! the level, as `procedure::sight` joins them, kept with the rights they follow from and for as long as no right in them
//! begins or ends. Ordinals never leave this crate: how far two papers lie apart would tell of those between.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use procedure::moment::Moment;
use roaring::RoaringBitmap;
use rusqlite::{Connection, Row, params};

use crate::RegisterError;
use crate::reach::Walk;
use crate::rows::{FOR_EVER, facet_names};
use crate::sight_sql::{Lists, Seeing};
use crate::write;

/// Readers whose sets are kept for their next question.
const KEPT_READERS: usize = 64;
/// Where more papers than this were touched, the sets are made anew.
const TAKEN_UP_MAX: usize = 20_000;
/// Stands for "no date" among days.
const UNDATED: i32 = i32::MIN;

/// What one reader sees.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Seen {
    /// Papers whose card is seen, among them those seen whole.
    pub(crate) card: RoaringBitmap,
    /// Papers seen whole.
    pub(crate) whole: RoaringBitmap,
    samples: Samples,
}

/// Papers taken from a reader's, evenly spread in the order of entry: from the cards seen, and from what is seen whole.
pub(crate) type Sampled = (RoaringBitmap, RoaringBitmap);

/// Samples of a reader's papers, taken once; a copy takes them anew, for it is made to be changed.
#[derive(Debug, Default)]
struct Samples(OnceLock<Sampled>);

impl Clone for Samples {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// They follow from the sets beside them.
impl PartialEq for Samples {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Seen {
    /// So many of the papers of which the card is seen, and of those seen whole; all where there are no more. The counts are the
    /// same at each call.
    pub(crate) fn samples(&self, cards: u64, whole: u64) -> &Sampled {
        self.samples.0.get_or_init(|| (spread(&self.card, cards), spread(&self.whole, whole)))
    }
}

/// So many of these papers, evenly spread in their order; all where there are no more.
fn spread(papers: &RoaringBitmap, count: u64) -> RoaringBitmap {
    let all = papers.len();
    if all <= count {
        return papers.clone();
    }
    let at = |n: u64| u32::try_from(n * all / count).ok().and_then(|rank| papers.select(rank));
    (0..count).filter_map(at).collect()
}

/// On whom a paper is named, and when.
#[derive(Debug, Clone, Default)]
struct Named {
    /// Without end.
    open: RoaringBitmap,
    /// The last moment at which one of those began.
    open_since: i64,
    /// With an end: ordinal, from, until.
    timed: Vec<(u32, i64, i64)>,
}

/// Sets by name, shared with whoever looks: a change copies the one that it is about.
pub(crate) type Sets<K> = BTreeMap<K, Arc<RoaringBitmap>>;

/// The facts of papers by which a search is narrowed and counted.
#[derive(Debug, Default, Clone)]
pub(crate) struct Facts {
    /// By scope.
    pub(crate) scopes: Sets<i64>,
    /// By what the table of facets calls it.
    pub(crate) facets: Sets<String>,
    /// By the year of the date that papers bear.
    pub(crate) years: Sets<i16>,
    /// Every paper.
    pub(crate) all: Arc<RoaringBitmap>,
    /// The day that each bears, by ordinal, so many in a piece.
    days: Vec<Arc<Vec<i32>>>,
}

/// Days kept in one piece.
const PIECE: usize = 8_192;

impl Facts {
    /// The day a paper bears, as a number that grows with days; `None` where it bears none.
    pub(crate) fn day(&self, ordinal: u32) -> Option<i32> {
        let piece = self.days.get(ordinal as usize / PIECE)?;
        Some(piece[ordinal as usize % PIECE]).filter(|day| *day != UNDATED)
    }

    /// The papers of these scopes.
    pub(crate) fn of_scopes<'a>(&self, scopes: impl IntoIterator<Item = &'a i64>) -> RoaringBitmap {
        let mut papers = RoaringBitmap::new();
        scopes.into_iter().filter_map(|scope| self.scopes.get(scope)).for_each(|of| papers |= &**of);
        papers
    }

    fn put(&mut self, ordinal: u32, scope: i64, date: &str) {
        let at = ordinal as usize;
        while self.days.len() <= at / PIECE {
            self.days.push(Arc::new(vec![UNDATED; PIECE]));
        }
        insert(&mut self.all, ordinal);
        insert(self.scopes.entry(scope).or_default(), ordinal);
        let Ok(date) = date.parse::<jiff::civil::Date>() else { return };
        Arc::make_mut(&mut self.days[at / PIECE])[at % PIECE] = day_number(date);
        insert(self.years.entry(date.year()).or_default(), ordinal);
    }

    fn forget(&mut self, ordinal: u32) {
        let at = ordinal as usize;
        if let Some(piece) = self.days.get_mut(at / PIECE).filter(|piece| piece[at % PIECE] != UNDATED) {
            Arc::make_mut(piece)[at % PIECE] = UNDATED;
        }
        let sets = self.scopes.values_mut().chain(self.facets.values_mut()).chain(self.years.values_mut());
        for papers in sets.filter(|papers| papers.contains(ordinal)) {
            Arc::make_mut(papers).remove(ordinal);
        }
    }
}

fn insert(papers: &mut Arc<RoaringBitmap>, ordinal: u32) {
    if !papers.contains(ordinal) {
        Arc::make_mut(papers).insert(ordinal);
    }
}

/// A date as a number that grows with days.
pub(crate) fn day_number(date: jiff::civil::Date) -> i32 {
    i32::from(date.year()) * 512 + i32::from(date.month()) * 32 + i32::from(date.day())
}

/// One reader's sets, and for which moments they hold.
struct KeptReader {
    lists: Lists,
    from: i64,
    until: i64,
    seen: Arc<Seen>,
    used: u64,
}

/// What is kept in memory of a register's rows.
#[derive(Default)]
struct Held {
    /// The last entry taken up.
    upto: Option<u64>,
    facts: Arc<Facts>,
    named: HashMap<String, Named>,
    readers: Vec<KeptReader>,
    asked: u64,
}

/// The sets of one register, for as many readers of it as there are.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Held>>);

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

/// The papers there are and those that one reader sees, at one place of the register.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) facts: Arc<Facts>,
    pub(crate) seen: Arc<Seen>,
}

impl Kept {
    /// The view of whoever asks. `begin` begins to look at the rows and says what is seen: it is called while nobody else
    /// takes rows up, so that no view is older than what is kept.
    pub(crate) fn view<A>(
        &self,
        begin: impl FnOnce() -> Result<A, RegisterError>,
        looks: impl FnOnce(&A) -> (&Connection, &Seeing),
    ) -> Result<(A, View), RegisterError> {
        let mut sets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let asking = begin()?;
        let (db, seeing) = looks(&asking);
        let taken = sets.take_up(db, seeing);
        if let Err(error) = taken {
            // Half taken up they would be wrong for ever.
            *sets = Held::default();
            return Err(error);
        }
        let seen = sets.seen(db, seeing)?;
        let view = View { facts: Arc::clone(&sets.facts), seen };
        drop(sets);
        Ok((asking, view))
    }

    /// Makes the sets before anybody asks.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub(crate) fn warm(&self, db: &Connection) -> Result<(), RegisterError> {
        let mut sets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let snapshot = db.unchecked_transaction()?;
        sets.take_up(&snapshot, &Seeing::Nothing).inspect_err(|_| *sets = Held::default())
    }
}

impl Held {
    /// Brings the sets up to the rows.
    fn take_up(&mut self, db: &Connection, seeing: &Seeing) -> Result<(), RegisterError> {
        let upto = write::load_place(db)?.map(|place| place.entry);
        // An older register in its place is not what these were made from.
        if upto == self.upto {
            return Ok(());
        }
        let touched = match (self.upto, upto) {
            (Some(known), Some(now)) if known < now => touched_since(db, known)?,
            _ => None,
        };
        match touched {
            Some(papers) => {
                for ordinal in papers {
                    self.take_up_one(db, ordinal, seeing)?;
                }
            }
            None => *self = Self::load(db)?,
        }
        self.upto = upto;
        Ok(())
    }

    fn load(db: &Connection) -> Result<Self, RegisterError> {
        let mut facts = Facts::default();
        each(db, "SELECT ordinal, scope FROM paper INDEXED BY paper_scope", |row| {
            facts.put(ordinal(row, 0)?, row.get(1)?, "");
            Ok(())
        })?;
        each(db, "SELECT ordinal, date, scope FROM paper INDEXED BY paper_date WHERE date > ''", |row| {
            facts.put(ordinal(row, 0)?, row.get(2)?, row.get_ref(1)?.as_str().unwrap_or_default());
            Ok(())
        })?;
        let mut statement =
            db.prepare("SELECT name, ordinal FROM reach WHERE name >= ?1 AND name < ?2 ORDER BY name")?;
        for of in KEPT_FACETS {
            let from = Walk::Entered.name(of);
            let mut rows = statement.query([&from, &format!("{from}\u{10ffff}")])?;
            while let Some(row) = rows.next()? {
                // Without the letter of the order.
                let name = row.get_ref(0)?.as_str().unwrap_or_default().get(1..).unwrap_or_default();
                let ordinal = ordinal(row, 1)?;
                match facts.facets.get_mut(name) {
                    Some(papers) => drop(Arc::make_mut(papers).insert(ordinal)),
                    None => insert(facts.facets.entry(name.to_owned()).or_default(), ordinal),
                }
            }
        }
        let mut named: HashMap<String, Named> = HashMap::new();
        each(db, "SELECT principal, ordinal, from_, until FROM named INDEXED BY named_principal", |row| {
            let principal = row.get_ref(0)?.as_str().unwrap_or_default();
            let (ordinal, from, until) = (ordinal(row, 1)?, row.get(2)?, row.get(3)?);
            match named.get_mut(principal) {
                Some(of) => of.put(ordinal, from, until),
                None => named.entry(principal.to_owned()).or_default().put(ordinal, from, until),
            }
            Ok(())
        })?;
        Ok(Self { upto: None, facts: Arc::new(facts), named, readers: Vec::new(), asked: 0 })
    }

    fn take_up_one(&mut self, db: &Connection, ordinal: u32, seeing: &Seeing) -> Result<(), RegisterError> {
        let facts = Arc::make_mut(&mut self.facts);
        facts.forget(ordinal);
        let (scope, date, line): (i64, String, String) = db
            .prepare_cached("SELECT scope, date, line FROM paper WHERE ordinal = ?1")?
            .query_row([ordinal], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        facts.put(ordinal, scope, &date);
        for name in facet_names(&serde_json::from_str(&line)?).into_iter().filter(|name| is_kept(name)) {
            insert(facts.facets.entry(name).or_default(), ordinal);
        }
        self.named.values_mut().for_each(|named| named.forget(ordinal));
        let mut statement = db.prepare_cached("SELECT principal, from_, until FROM named WHERE ordinal = ?1")?;
        let mut rows = statement.query([ordinal])?;
        let mut namings: Vec<(String, i64, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (principal, from, until): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            self.named.entry(principal.clone()).or_default().put(ordinal, from, until);
            namings.push((principal, from, until));
        }
        let at = moment_of(seeing);
        let holds = |reader: &KeptReader| reader.from <= at && at < reader.until;
        self.readers.retain_mut(|reader| holds(reader) && reader.take_up(ordinal, scope, &namings, at));
        Ok(())
    }

    fn seen(&mut self, db: &Connection, seeing: &Seeing) -> Result<Arc<Seen>, RegisterError> {
        let (rights, at) = match seeing {
            Seeing::Nothing => return Ok(Arc::default()),
            Seeing::All => {
                let all = RoaringBitmap::clone(&self.facts.all);
                return Ok(Arc::new(Seen { card: all.clone(), whole: all, samples: Samples::default() }));
            }
            Seeing::By(rights, at) => (rights, at.micros()),
        };
        self.asked += 1;
        let holds = |kept: &&mut KeptReader| kept.from <= at && at < kept.until && kept.lists == rights.lists;
        if let Some(kept) = self.readers.iter_mut().find(holds) {
            kept.used = self.asked;
            return Ok(Arc::clone(&kept.seen));
        }
        let made = self.make(db, &rights.lists, at)?;
        let seen = Arc::clone(&made.seen);
        self.readers.retain(|kept| kept.lists != rights.lists);
        if self.readers.len() >= KEPT_READERS {
            let oldest = self.readers.iter().enumerate().min_by_key(|(_, kept)| kept.used).map(|(at, _)| at);
            oldest.map(|at| self.readers.swap_remove(at));
        }
        self.readers.push(made);
        Ok(seen)
    }

    /// A reader's sets at a moment, from the sets of scopes and principals.
    fn make(&self, db: &Connection, lists: &Lists, at: i64) -> Result<KeptReader, RegisterError> {
        let (mut from, mut until) = (i64::MIN, i64::MAX);
        let mut whole = self.facts.of_scopes(&lists.whole);
        for (scopes, principals) in [(&lists.listed, &lists.own), (&lists.below, &lists.chief)] {
            if scopes.is_empty() {
                continue;
            }
            let mut by_name = RoaringBitmap::new();
            for principal in principals {
                let Some(named) = self.named.get(principal) else { continue };
                if at < named.open_since {
                    // A moment gone: which of those without an end had begun, the rows say.
                    by_name |= named_at(db, principal, at)?;
                    (from, until) = (from.max(at), until.min(at + 1));
                    continue;
                }
                by_name |= &named.open;
                from = from.max(named.open_since);
                for (ordinal, begins, ends) in &named.timed {
                    if *begins <= at && at < *ends {
                        by_name.insert(*ordinal);
                    }
                    bound(&mut from, &mut until, at, *begins, *ends);
                }
            }
            whole |= by_name & self.facts.of_scopes(scopes);
        }
        let mut card = self.facts.of_scopes(&lists.card);
        card |= &whole;
        let seen = Arc::new(Seen { card, whole, samples: Samples::default() });
        Ok(KeptReader { lists: lists.clone(), from, until, seen, used: self.asked })
    }
}

impl KeptReader {
    /// Takes up one paper whose rows changed; whether the sets are still of use.
    fn take_up(&mut self, ordinal: u32, scope: i64, namings: &[(String, i64, i64)], at: i64) -> bool {
        let Lists { whole, listed, below, card, own, chief } = &self.lists;
        let mut by_name = false;
        for (scopes, principals) in [(listed, own), (below, chief)] {
            for (_, begins, ends) in namings.iter().filter(|(principal, ..)| principals.contains(principal)) {
                by_name |= scopes.contains(&scope) && *begins <= at && at < *ends;
                bound(&mut self.from, &mut self.until, at, *begins, *ends);
            }
        }
        let sees_whole = whole.contains(&scope) || by_name;
        let sees_card = sees_whole || card.contains(&scope);
        if (sees_whole, sees_card) != (self.seen.whole.contains(ordinal), self.seen.card.contains(ordinal)) {
            let seen = Arc::make_mut(&mut self.seen);
            seen.samples = Samples::default();
            for (set, sees) in [(&mut seen.whole, sees_whole), (&mut seen.card, sees_card)] {
                if sees {
                    set.insert(ordinal)
                } else {
                    set.remove(ordinal)
                };
            }
        }
        self.from < self.until
    }
}

/// Narrows the time for which something holds that was looked at at a moment, by one right that begins and ends.
fn bound(from: &mut i64, until: &mut i64, at: i64, begins: i64, ends: i64) {
    for turn in [begins, ends] {
        if turn <= at {
            *from = (*from).max(turn);
        } else {
            *until = (*until).min(turn);
        }
    }
}

impl Named {
    fn put(&mut self, ordinal: u32, from: i64, until: i64) {
        if until == FOR_EVER {
            // Where it is named twice without end, it is since the earlier one; to take the later only costs a look.
            self.open.insert(ordinal);
            self.open_since = if self.open.len() == 1 { from } else { self.open_since.max(from) };
        } else {
            self.timed.push((ordinal, from, until));
        }
    }

    fn forget(&mut self, ordinal: u32) {
        self.open.remove(ordinal);
        self.timed.retain(|(known, ..)| *known != ordinal);
    }
}

/// The moment at which somebody asks; for whoever sees all or nothing it does not matter, and no reader's sets are kept
/// for it.
fn moment_of(seeing: &Seeing) -> i64 {
    match seeing {
        Seeing::By(_, at) => at.micros(),
        Seeing::All | Seeing::Nothing => Moment::from_micros(i64::MAX - 1).micros(),
    }
}

/// Papers that entries after one have touched; `None` where there are very many.
fn touched_since(db: &Connection, entry: u64) -> Result<Option<Vec<u32>>, RegisterError> {
    let mut touched = RoaringBitmap::new();
    let mut statement =
        db.prepare_cached("SELECT ordinal FROM trail INDEXED BY trail_entry WHERE entry > ?1 ORDER BY entry LIMIT ?2")?;
    let mut rows = statement.query(params![entry.cast_signed(), TAKEN_UP_MAX as i64 + 1])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        touched.insert(ordinal(row, 0)?);
        count += 1;
    }
    Ok((count <= TAKEN_UP_MAX).then(|| touched.into_iter().collect()))
}

/// Beginnings of the facets whose sets are kept.
const KEPT_FACETS: [&str; 3] = ["kind:", "with:", "state:"];

/// Whether the sets of a facet are kept. What hangs on other papers is not the same for all who look.
fn is_kept(name: &str) -> bool {
    KEPT_FACETS.iter().any(|of| name.starts_with(of))
}

fn named_at(db: &Connection, principal: &str, at: i64) -> Result<RoaringBitmap, RegisterError> {
    let mut papers = RoaringBitmap::new();
    let mut statement = db.prepare_cached(
        "SELECT ordinal FROM named INDEXED BY named_principal WHERE principal = ?1 AND from_ <= ?2 AND ?2 < until",
    )?;
    let mut rows = statement.query(params![principal, at])?;
    while let Some(row) = rows.next()? {
        papers.insert(ordinal(row, 0)?);
    }
    Ok(papers)
}

fn each(
    db: &Connection,
    sql: &str,
    mut take: impl FnMut(&Row<'_>) -> Result<(), RegisterError>,
) -> Result<(), RegisterError> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// An ordinal as the sets have it. A register of more papers than four thousand million has none here.
fn ordinal(row: &Row<'_>, column: usize) -> Result<u32, RegisterError> {
    let ordinal: i64 = row.get(column)?;
    u32::try_from(ordinal).map_err(|_| RegisterError::Torn { why: format!("a paper is counted as the {ordinal}th") })
}
