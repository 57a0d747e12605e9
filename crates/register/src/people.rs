//! Correspondents and exact rules: their rows, and who may be meant by a name as it is written.
//!
//! A correspondent's rows are a function of its state, as a paper's are of its own. Names are found by key: the keys of
//! `authority` stand in a table, so that a look-up reads the few names that share one, out of however many.

use phrases::say;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use authority::{Agreement, Index, Name, agree};
use jiff::civil::Date;
use procedure::act::Act;
use procedure::card::Party;
use procedure::correspondent::{Correspondent, Rule, sees};
use procedure::decide::name_key;
use procedure::event::{Acted, Event};
use procedure::fold::Misfit;
use procedure::house::House;
use procedure::ids::{CorrespondentId, DeskId, OfficerId, RuleId};
use procedure::known::Known;
use procedure::moment::Moment;
use procedure::paper::{Channel, NamedAs, Principal};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::RegisterError;
use crate::reads::Reads;
use crate::sight_sql::Viewer;

mod papers;

pub use papers::{PAPERS_OF_ONE_MAX, PaperOf, USUAL_PAPERS_MAX, USUAL_PAPERS_MIN, UsualOffer};

/// Most correspondents judged for one key of a name: of a name that more share, those beyond are counted and not judged.
/// Only those in the viewer's sight count.
pub const NAMESAKES_MAX: usize = 64;
/// Most candidates told for one name.
pub const CANDIDATES_TOLD_MAX: usize = 12;
/// Most correspondents of one list.
pub const CORRESPONDENTS_LISTED_MAX: usize = 200;

/// Somebody who may be meant by a party, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meant {
    /// Who: an officer, a desk or a correspondent.
    pub to: Principal,
    /// Its name as printed.
    pub name: String,
    /// What speaks for it, as a sentence.
    pub why: String,
    /// Whether a confirmed rule says so: it is bound when the paper is entered.
    pub by_rule: bool,
}

/// Who may be meant by a party: offered, never bound.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Candidates {
    /// At most [`CANDIDATES_TOLD_MAX`], the surest first.
    pub meant: Vec<Meant>,
    /// How many more there are.
    pub beyond: usize,
}

/// Names of the house by key, kept while the house stays the same.
#[derive(Debug, Default)]
pub(crate) struct KeptNames {
    of: Option<Arc<House>>,
    index: Arc<Index<Principal>>,
}

/// What one entry makes of correspondents and rules.
#[derive(Debug, Default)]
pub(crate) struct NamesAfter {
    pub(crate) correspondents: BTreeMap<CorrespondentId, Correspondent>,
    pub(crate) rules: BTreeMap<RuleId, Rule>,
}

/// Why names of an entry cannot be folded.
pub(crate) enum NamesError {
    Misfit(Misfit),
    Rows(RegisterError),
}

impl From<RegisterError> for NamesError {
    fn from(error: RegisterError) -> Self {
        Self::Rows(error)
    }
}

/// Works out what an entry makes of correspondents and rules; writes nothing.
pub(crate) fn fold(db: &Connection, acted: &Acted, events: &[Event], at: Moment) -> Result<NamesAfter, NamesError> {
    let mut after = NamesAfter::default();
    for event in events {
        if let Some(id) = event.correspondent() {
            let before = match after.correspondents.remove(id) {
                Some(known) => Some(known),
                None => load(db, id)?,
            };
            let known = Correspondent::apply(before, acted, event, at).map_err(NamesError::Misfit)?;
            after.correspondents.extend(known.map(|known| (id.clone(), known)));
        }
        if let Some(id) = event.rule() {
            let before = match after.rules.remove(id) {
                Some(known) => Some(known),
                None => load_rule(db, id)?,
            };
            let known = Rule::apply(before, acted, event, at).map_err(NamesError::Misfit)?;
            after.rules.extend(known.map(|known| (id.clone(), known)));
        }
    }
    Ok(after)
}

/// Writes what [`fold`] worked out.
pub(crate) fn write(db: &Connection, after: &NamesAfter) -> Result<(), RegisterError> {
    for (id, known) in &after.correspondents {
        if let Some(before) = load(db, id)? {
            let mut delete = db.prepare_cached("DELETE FROM borne WHERE key = ?1 AND id = ?2")?;
            for key in keys_of(&before) {
                delete.execute(params![key, id.as_str()])?;
            }
        }
        let into = known.merged.as_ref().map_or("", |merged| merged.into.as_str());
        db.prepare_cached("INSERT OR REPLACE INTO correspondent (id, name, into_, json) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id.as_str(), name_key(&known.name), into, serde_json::to_string(known)?])?;
        let mut insert = db.prepare_cached("INSERT INTO borne (key, id) VALUES (?1, ?2)")?;
        for key in keys_of(known) {
            insert.execute(params![key, id.as_str()])?;
        }
    }
    for (id, rule) in &after.rules {
        db.prepare_cached("INSERT OR REPLACE INTO rule (id, key, json) VALUES (?1, ?2, ?3)")?.execute(params![
            id.as_str(),
            rule.key(),
            serde_json::to_string(rule)?
        ])?;
    }
    Ok(())
}

/// The keys under which a correspondent is found: by `authority`, and exactly ("=").
fn keys_of(known: &Correspondent) -> BTreeSet<String> {
    let posts = known.posts.iter().flat_map(|held| [held.post.as_deref(), held.office.as_deref()]).flatten();
    let mut keys: BTreeSet<String> =
        known.names().chain(posts).flat_map(|name| authority::keys(&Name::read(name))).collect();
    keys.extend(known.names().map(|name| format!("={}", name_key(name))));
    keys
}

pub(crate) fn load(db: &Connection, id: &CorrespondentId) -> Result<Option<Correspondent>, RegisterError> {
    let json: Option<String> = db
        .prepare_cached("SELECT json FROM correspondent WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

fn load_rule(db: &Connection, id: &RuleId) -> Result<Option<Rule>, RegisterError> {
    let json: Option<String> = db
        .prepare_cached("SELECT json FROM rule WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

fn rules_of_key(db: &Connection, key: &str) -> Result<Vec<Rule>, RegisterError> {
    let mut statement = db.prepare_cached("SELECT json FROM rule WHERE key = ?1 ORDER BY id")?;
    let mut rows = statement.query([key])?;
    let mut rules = Vec::new();
    while let Some(row) = rows.next()? {
        rules.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
    }
    Ok(rules)
}

/// Correspondents in sight that share one of these keys, at most `count_max` of each key, and how many are left out. Those
/// out of sight neither count nor take another's place.
fn bearers(
    db: &Connection,
    keys: &[String],
    count_max: usize,
    in_sight: impl Fn(&Correspondent) -> bool,
) -> Result<(Vec<Correspondent>, usize), RegisterError> {
    let (mut found, mut beyond) = (BTreeMap::new(), BTreeSet::new());
    let mut statement = db.prepare_cached(
        "SELECT c.json FROM borne b CROSS JOIN correspondent c ON c.id = b.id WHERE b.key = ?1 ORDER BY b.id",
    )?;
    for key in keys {
        let mut rows = statement.query([key])?;
        let mut seen = 0;
        while let Some(row) = rows.next()? {
            let known: Correspondent = serde_json::from_str(&row.get::<_, String>(0)?)?;
            if !in_sight(&known) {
                continue;
            }
            seen += 1;
            if seen <= count_max {
                found.insert(known.id.clone(), known);
            } else {
                beyond.insert(known.id);
            }
        }
    }
    let beyond = beyond.iter().filter(|id| !found.contains_key(*id)).count();
    Ok((found.into_values().collect(), beyond))
}

/// What `decide` has to know of correspondents and rules.
pub(crate) fn gather(db: &Connection, act: &Act, known: &mut Known) -> Result<(), RegisterError> {
    for id in act.rules() {
        known.rules.extend(load_rule(db, id)?.map(|rule| (id.clone(), rule)));
    }
    for key in act.rule_keys() {
        known.rules.extend(rules_of_key(db, &key)?.into_iter().map(|rule| (rule.id.clone(), rule)));
    }
    let keys: Vec<String> = act.names_given().into_iter().map(|name| format!("={}", name_key(name))).collect();
    // `decide` looks for one that the officer may know of: none is left out here.
    known.same_name = bearers(db, &keys, usize::MAX, |_| true)?.0;
    let led_to = known.rules.values().filter_map(|rule| rule.facts.to.correspondent());
    let merged = known.same_name.iter().filter_map(|known| Some(&known.merged.as_ref()?.into));
    let led_to: Vec<CorrespondentId> = led_to.chain(merged).cloned().collect();
    for id in act.correspondents().into_iter().cloned().chain(led_to) {
        let mut at = Some(id);
        while let Some(one) = at.take().filter(|id| !known.correspondents.contains_key(id)) {
            if let Some(loaded) = load(db, &one)? {
                at = loaded.merged.as_ref().map(|merged| merged.into.clone());
                known.correspondents.insert(one, loaded);
            }
        }
    }
    Ok(())
}

impl Viewer {
    /// Whether the viewer may see a correspondent.
    pub fn sees(&self, known: &Correspondent) -> bool {
        match self {
            Self::Officer { house, reader, .. } => sees(house, reader, known),
            Self::Owner { .. } => true,
        }
    }

    fn house_arc(&self) -> &Arc<House> {
        match self {
            Self::Officer { house, .. } | Self::Owner { house, .. } => house,
        }
    }
}

impl Reads {
    /// A correspondent, if the viewer may see it.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn correspondent(&self, viewer: &Viewer, id: &CorrespondentId) -> Result<Option<Correspondent>, RegisterError> {
        Ok(load(self.db(), id)?.filter(|known| viewer.sees(known)))
    }

    /// The correspondent that one stands for: itself, or the one into which it was merged in the end. Both have to be in
    /// sight; those between need not be.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn stands_for(&self, viewer: &Viewer, id: &CorrespondentId) -> Result<Option<Correspondent>, RegisterError> {
        let mut at = self.correspondent(viewer, id)?;
        let mut seen = BTreeSet::new();
        while let Some(merged) = at.as_ref().and_then(|known| known.merged.as_ref()) {
            if !seen.insert(merged.into.clone()) {
                break;
            }
            at = load(self.db(), &merged.into)?;
        }
        Ok(at.filter(|known| viewer.sees(known)))
    }

    /// Correspondents merged into one, directly or through others, as far as the viewer may see them.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn merged_into(&self, viewer: &Viewer, id: &CorrespondentId) -> Result<Vec<Correspondent>, RegisterError> {
        let mut statement = self.db().prepare_cached("SELECT json FROM correspondent WHERE into_ = ?1 ORDER BY id")?;
        let (mut found, mut open): (Vec<Correspondent>, Vec<String>) = (Vec::new(), vec![id.to_string()]);
        while let Some(into) = open.pop() {
            let mut rows = statement.query([into])?;
            while let Some(row) = rows.next()? {
                let known: Correspondent = serde_json::from_str(&row.get::<_, String>(0)?)?;
                open.push(known.id.to_string());
                found.push(known);
            }
        }
        found.retain(|known| viewer.sees(known));
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
    }

    /// Correspondents by name, from the one named `after` on, at most [`CORRESPONDENTS_LISTED_MAX`]; narrowed to those
    /// that agree with a name where one is given. The second is where the next page begins.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn correspondents(
        &self,
        viewer: &Viewer,
        like: Option<&str>,
        after: Option<&str>,
    ) -> Result<(Vec<Correspondent>, Option<String>), RegisterError> {
        if let Some(like) = like {
            let written = Name::read(like);
            let keys = authority::sought(&written);
            let mut found = bearers(self.db(), &keys, NAMESAKES_MAX, |known| viewer.sees(known))?.0;
            found.retain(|known| known.names().any(|name| agree(&written, &Name::read(name)).is_some()));
            found.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
            found.truncate(CORRESPONDENTS_LISTED_MAX);
            return Ok((found, None));
        }
        let (name, id) = after.and_then(|after| after.split_once('\n')).unwrap_or_default();
        let mut statement = self
            .db()
            .prepare_cached("SELECT name, id, json FROM correspondent WHERE (name, id) > (?1, ?2) ORDER BY name, id")?;
        let mut rows = statement.query([name, id])?;
        let (mut found, mut last): (Vec<Correspondent>, String) = (Vec::new(), String::new());
        while let Some(row) = rows.next()? {
            let known: Correspondent = serde_json::from_str(&row.get::<_, String>(2)?)?;
            if !viewer.sees(&known) {
                continue;
            }
            if found.len() == CORRESPONDENTS_LISTED_MAX {
                return Ok((found, Some(last)));
            }
            last = format!("{}\n{}", row.get::<_, String>(0)?, row.get::<_, String>(1)?);
            found.push(known);
        }
        Ok((found, None))
    }

    /// Rules of the registries that the viewer acts for, by code.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn rules(&self, viewer: &Viewer) -> Result<Vec<Rule>, RegisterError> {
        let mut statement = self.db().prepare_cached("SELECT json FROM rule ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut found: Vec<Rule> = Vec::new();
        let desks = viewer.desks();
        while let Some(row) = rows.next()? {
            let rule: Rule = serde_json::from_str(&row.get::<_, String>(0)?)?;
            if desks.contains(&&rule.facts.desk) {
                found.push(rule);
            }
        }
        Ok(found)
    }

    /// Who may be meant by a party of a card: by a confirmed rule, by name, alias, spelling or initials, or as whoever
    /// held the post on the paper's day. Everyone who fits is told, so two of one surname both are.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn candidates(
        &self,
        viewer: &Viewer,
        party: &Party,
        named_as: NamedAs,
        on: &Circumstances<'_>,
    ) -> Result<Candidates, RegisterError> {
        let mut ranked: Vec<(Rank, Meant)> = Vec::new();
        let own = viewer.desks();
        for rule in rules_of_key(self.db(), &procedure::correspondent::exact_key(party, named_as))? {
            let holds =
                own.contains(&&rule.facts.desk) && rule.holds(party, named_as, on.kind, on.channel, &rule.facts.desk);
            if let (true, Some((to, name))) = (holds, self.led_to(viewer, &rule.facts.to)?) {
                let day = rule.at.to_string();
                let why = say!("Rule {}, confirmed on {}, says so.", rule.id, day.get(..10).unwrap_or(&day));
                ranked.push((Rank::RULE, Meant { to, name, why, by_rule: true }));
            }
        }
        let house_names = self.house_names(viewer);
        let mut beyond = 0;
        for written in [&party.name, &party.post, &party.office].into_iter().flatten() {
            let read = Name::read(written);
            for (agreement, name, to) in house_names.find(&read) {
                self.of_house(viewer, written, on.day, (agreement, name, to), &mut ranked);
            }
            let keys = authority::sought(&read);
            let (bearers, more) = bearers(self.db(), &keys, NAMESAKES_MAX, |known| viewer.sees(known))?;
            beyond += more;
            for known in &bearers {
                let Some((rank, why)) = why_correspondent(known, written, &read, on.day) else { continue };
                // A merged one leads to the one that stands.
                let Some(stands) = self.stands_for(viewer, &known.id)? else { continue };
                let why = match stands.id == known.id {
                    true => why,
                    false => say!("{why} {} was merged into it.", known.name),
                };
                let to = Principal::Correspondent(stands.id);
                ranked.push((rank, Meant { to, name: stands.name, why, by_rule: false }));
            }
        }
        ranked.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
        let mut meant: Vec<Meant> = Vec::new();
        for (_, one) in ranked {
            if !meant.iter().any(|known| known.to == one.to) {
                meant.push(one);
            }
        }
        beyond += meant.len().saturating_sub(CANDIDATES_TOLD_MAX);
        meant.truncate(CANDIDATES_TOLD_MAX);
        Ok(Candidates { meant, beyond })
    }

    /// A desk or officer whose name agrees; of a desk that is a post, whoever held it on the paper's day as well.
    fn of_house(
        &self,
        viewer: &Viewer,
        written: &str,
        day: Option<Date>,
        (agreement, name, to): (Agreement, &str, &Principal),
        ranked: &mut Vec<(Rank, Meant)>,
    ) {
        let house = viewer.house();
        let printed = house_name(house, to).unwrap_or_default();
        let why = agreement.says(written, name);
        let mut meant = |rank, to: Principal, name: String, why: String| {
            ranked.push((rank, Meant { to, name, why, by_rule: false }));
        };
        meant(Rank::name(agreement), to.clone(), printed.clone(), why);
        if let (Principal::Desk(desk), Some(day)) = (to, day) {
            for officer in holders_on(house, desk, day) {
                let name = house.officers.get(&officer).map(|known| known.name.clone()).unwrap_or_default();
                let why = say!("{name} acted for {printed} on {day}, the paper's day.");
                meant(Rank::HOLDER, Principal::Officer(officer), name, why);
            }
        }
    }

    fn house_names(&self, viewer: &Viewer) -> Arc<Index<Principal>> {
        let house = viewer.house_arc();
        let mut kept = self.names().borrow_mut();
        if !kept.of.as_ref().is_some_and(|known| Arc::ptr_eq(known, house)) {
            *kept = KeptNames { of: Some(Arc::clone(house)), index: Arc::new(index_of(house)) };
        }
        Arc::clone(&kept.index)
    }

    /// Whom a rule binds now, with the name, as `decide` finds it: a correspondent merged since is the one that stands; an
    /// officer suspended or a desk closed since is nobody.
    fn led_to(&self, viewer: &Viewer, to: &Principal) -> Result<Option<(Principal, String)>, RegisterError> {
        let house = viewer.house();
        let binds = match to {
            Principal::Officer(id) => house.officers.get(id).is_some_and(|known| known.suspended.is_none()),
            Principal::Desk(id) => house.desks.get(id).is_some_and(|known| known.closed.is_none()),
            Principal::Correspondent(id) => {
                let stands = self.stands_for(viewer, id)?;
                return Ok(stands.map(|known| (Principal::Correspondent(known.id), known.name)));
            }
        };
        Ok(house_name(house, to).filter(|_| binds).map(|name| (to.clone(), name)))
    }

    /// The name of an officer, desk or correspondent, if the viewer may know it.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn name_of(&self, viewer: &Viewer, to: &Principal) -> Result<Option<String>, RegisterError> {
        match to {
            Principal::Correspondent(id) => Ok(self.correspondent(viewer, id)?.map(|known| known.name)),
            known => Ok(house_name(viewer.house(), known)),
        }
    }
}

/// What is known of the paper on which a party stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances<'a> {
    /// Its kind.
    pub kind: Option<&'a str>,
    /// By which channel it came.
    pub channel: Channel,
    /// The day it bears.
    pub day: Option<Date>,
}

const CAPACITIES: [(NamedAs, &str); 4] = [
    (NamedAs::Sender, "sender"),
    (NamedAs::Addressee, "addressee"),
    (NamedAs::CopyHolder, "copy_holder"),
    (NamedAs::Asked, "asked"),
];

/// A capacity as the tables keep it.
pub(crate) fn capacity(of: NamedAs) -> &'static str {
    CAPACITIES.iter().find(|(known, _)| *known == of).map_or("", |(_, name)| name)
}

/// How sure a candidate is: rules, then names by their ground, then holders of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u8, Option<Agreement>);

impl Rank {
    const RULE: Self = Self(0, None);
    const HOLDER: Self = Self(2, None);
    fn name(agreement: Agreement) -> Self {
        Self(1, Some(agreement))
    }
}

fn index_of(house: &House) -> Index<Principal> {
    let mut index = Index::default();
    for (id, officer) in &house.officers {
        for name in std::iter::once(&officer.name).chain(&officer.aliases) {
            index.add(name, Principal::Officer(id.clone()));
        }
    }
    for (id, desk) in house.desks.iter().filter(|(_, desk)| desk.closed.is_none()) {
        for name in std::iter::once(&desk.name).chain(&desk.aliases) {
            index.add(name, Principal::Desk(id.clone()));
        }
    }
    index
}

fn house_name(house: &House, to: &Principal) -> Option<String> {
    match to {
        Principal::Officer(officer) => house.officers.get(officer).map(|known| known.name.clone()),
        Principal::Desk(desk) => house.desks.get(desk).map(|known| known.name.clone()),
        Principal::Correspondent(_) => None,
    }
}

/// Officers who held a desk on a day, by its days in UTC: a hand-over within the day names both.
fn holders_on(house: &House, desk: &DeskId, day: Date) -> Vec<OfficerId> {
    let day_of = |at: Moment| at.to_string().get(..10).map(str::to_owned).unwrap_or_default();
    let day = day.to_string();
    let on = |mandate: &&procedure::house::Mandate| {
        mandate.desk == *desk
            && mandate.capacity == procedure::house::Capacity::Holder
            && day_of(mandate.from) <= day
            && mandate.until.is_none_or(|until| day <= day_of(until))
    };
    let mut officers: Vec<OfficerId> =
        house.mandates.values().filter(on).map(|mandate| mandate.officer.clone()).collect();
    officers.sort();
    officers.dedup();
    officers
}

/// Why a correspondent may be meant; the surest of its names, else a post it held.
fn why_correspondent(known: &Correspondent, written: &str, read: &Name, day: Option<Date>) -> Option<(Rank, String)> {
    let named = known.names().filter_map(|name| Some((agree(read, &Name::read(name))?, name)));
    if let Some((agreement, name)) = named.min_by_key(|(agreement, _)| *agreement) {
        let alias = known.aliases.iter().find(|alias| alias.name == name);
        let why = match alias.filter(|_| agreement.ground == authority::Ground::Same) {
            Some(alias) => {
                let at = alias.at.to_string();
                say!("{name} is an alias of {}, confirmed on {}.", known.name, at.get(..10).unwrap_or(&at))
            }
            None => agreement.says(written, name),
        };
        return Some((Rank::name(agreement), why));
    }
    let agrees = |held: &str| agree(read, &Name::read(held)).is_some();
    let post = known.posts.iter().find(|held| {
        let of = held.post.as_deref().is_some_and(agrees);
        of && day.and_then(|day| held.held_on(day)).unwrap_or(true)
    })?;
    let name = post.post.as_deref().unwrap_or_default();
    let why = match day.filter(|day| post.held_on(*day) == Some(true)) {
        Some(day) => say!("{} was {name} on {day}, the paper's day.", known.name),
        None => say!("{} is known as {name}; whether on that day is not known.", known.name),
    };
    Some((Rank::HOLDER, why))
}
