//! Correspondents: taken in, named, merged and parted again.

use std::collections::BTreeSet;

use super::chair::{Chair, as_it_stands, at_most, optional, required};
use super::names::bound;
use crate::act::{ALIASES_MAX, Act, BindingDraft};
use crate::correspondent::{Correspondent, POSTS_MAX, PostHeld, TURNS_MAX, sees};
use crate::event::Event;
use crate::house::Visibility;
use crate::ids::{CorrespondentId, DeskId, LevelId, PaperId, SeriesId};
use crate::paper::{Marking, NamedAs, Principal};
use crate::refusal::{Counted, Desks, Refusal, Thing, Written};
use crate::sight::{Reader, rule_of};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::AddCorrespondent { .. } => add(chair, act),
        Act::ChangeCorrespondent { correspondent, name, posts, reason } => {
            let known = ours(chair, correspondent)?;
            optional(Written::Name, name.as_ref())?;
            optional(Written::Reason, reason.as_ref())?;
            let (name, posts) = (name.as_ref().unwrap_or(&known.name), posts.as_ref().unwrap_or(&known.posts));
            check_posts(posts)?;
            free(chair, known, name)?;
            if *name == known.name && *posts == known.posts {
                return Err(Refusal::SameFacts);
            }
            Ok(vec![changed(known, name, aliases(known), posts, reason.as_ref())])
        }
        Act::GiveAlias { correspondent, alias } => {
            let known = ours(chair, correspondent)?;
            as_it_stands(Written::Alias, alias)?;
            if known.names().any(|name| name == alias) {
                return Err(Refusal::NameTaken { name: alias.clone(), by: correspondent.clone() });
            }
            free(chair, known, alias)?;
            let mut now = aliases(known);
            now.push(alias.clone());
            check_aliases(&now)?;
            Ok(vec![changed(known, &known.name, now, &known.posts, None)])
        }
        Act::TakeAlias { correspondent, alias, reason } => {
            let known = ours(chair, correspondent)?;
            required(Written::Reason, reason)?;
            let mut now = aliases(known);
            now.retain(|name| name != alias);
            if now.len() == known.aliases.len() {
                return Err(Refusal::NoAlias { correspondent: correspondent.clone(), alias: alias.clone() });
            }
            Ok(vec![changed(known, &known.name, now, &known.posts, Some(reason))])
        }
        Act::ConfirmUsual { correspondent, series, desk, kind } => {
            ours(chair, correspondent)?;
            series.as_ref().map_or(Ok(()), |series| chair.open_series(series).map(|_| ()))?;
            desk.as_ref().map_or(Ok(()), |desk| chair.open_desk(desk).map(|_| ()))?;
            optional(Written::Name, kind.as_ref())?;
            let (series, desk, kind) = (series.clone(), desk.clone(), kind.clone());
            Ok(vec![Event::UsualConfirmed { correspondent: correspondent.clone(), series, desk, kind }])
        }
        Act::MergeCorrespondent { correspondent, into, reason } => merge(chair, correspondent, into, reason),
        Act::PartCorrespondent { correspondent, reason } => {
            let known = kept(chair, correspondent)?;
            required(Written::Reason, reason)?;
            if known.merged.is_none() {
                return Err(Refusal::NotMerged { correspondent: correspondent.clone() });
            }
            Ok(vec![Event::CorrespondentParted { correspondent: correspondent.clone(), reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// A correspondent that this officer may know of; one that may not be seen is not there.
pub(super) fn seen<'a>(chair: &Chair<'a>, id: &CorrespondentId) -> Result<&'a Correspondent, Refusal> {
    let reader = Reader::at(chair.house, &chair.sitting.officer, chair.sitting.at);
    let absent = || Refusal::Absent { what: Thing::Correspondent, code: id.to_string() };
    chair.known.correspondents.get(id).filter(|known| sees(chair.house, &reader, known)).ok_or_else(absent)
}

/// A correspondent that stands by itself and may be meant. What it is merged into is named to whoever may see that.
pub(super) fn standing<'a>(chair: &Chair<'a>, id: &CorrespondentId) -> Result<&'a Correspondent, Refusal> {
    let known = seen(chair, id)?;
    match &known.merged {
        None => Ok(known),
        Some(merged) => {
            let into = seen(chair, &merged.into).ok().map(|known| known.id.clone());
            Err(Refusal::MergedAlready { correspondent: id.clone(), into })
        }
    }
}

/// A correspondent that the officer's registry keeps, with room for one more act.
fn kept<'a>(chair: &mut Chair<'a>, id: &CorrespondentId) -> Result<&'a Correspondent, Refusal> {
    let known = seen(chair, id)?;
    chair.sit_at([&known.desk])?;
    room_for(known, 1)?;
    Ok(known)
}

fn room_for(known: &Correspondent, acts: usize) -> Result<(), Refusal> {
    at_most(Counted::Turns, known.turns.len() + acts, TURNS_MAX)
}

/// One that the officer's registry keeps and that is not merged into another.
fn ours<'a>(chair: &mut Chair<'a>, id: &CorrespondentId) -> Result<&'a Correspondent, Refusal> {
    kept(chair, id)?;
    standing(chair, id)
}

fn aliases(known: &Correspondent) -> Vec<String> {
    known.aliases.iter().map(|alias| alias.name.clone()).collect()
}

fn changed(
    known: &Correspondent,
    name: &str,
    aliases: Vec<String>,
    posts: &[PostHeld],
    reason: Option<&String>,
) -> Event {
    Event::CorrespondentChanged {
        correspondent: known.id.clone(),
        name: name.to_owned(),
        aliases,
        posts: posts.to_vec(),
        reason: reason.cloned(),
    }
}

/// That no other correspondent, as far as the officer may know, goes by a name.
fn free(chair: &Chair<'_>, own: &Correspondent, name: &str) -> Result<(), Refusal> {
    if name == own.name {
        return Ok(());
    }
    match bearer(chair, name).filter(|other| other.id != own.id) {
        None => Ok(()),
        Some(other) => Err(Refusal::NameTaken { name: name.to_owned(), by: other.id.clone() }),
    }
}

/// Whoever goes by a name, as far as the officer may know: a name of one that was merged leads to the one that stands.
fn bearer<'a>(chair: &Chair<'a>, name: &str) -> Option<&'a Correspondent> {
    let reader = Reader::at(chair.house, &chair.sitting.officer, chair.sitting.at);
    let seen = |known: &&Correspondent| sees(chair.house, &reader, known);
    let bears = |known: &&Correspondent| seen(known) && known.names().any(|borne| alike(borne, name));
    chair.known.same_name.iter().filter(bears).find_map(|known| stands(chair, known).filter(seen))
}

/// The one that a correspondent stands for: itself, or the one into which it was merged in the end.
pub(super) fn stands<'a>(chair: &Chair<'a>, known: &'a Correspondent) -> Option<&'a Correspondent> {
    let mut at = known;
    // Merged ones lead to one that stands; each step is another correspondent, so this ends.
    for _ in 0..=chair.known.correspondents.len() {
        let Some(merged) = &at.merged else { return Some(at) };
        at = chair.known.correspondents.get(&merged.into)?;
    }
    None
}

/// Whether two names are the same, but for capitals and spaces.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    name_key(one) == name_key(other)
}

/// A name without what does not tell it from another: composed, in lower case, with one space between words.
pub fn name_key(name: &str) -> String {
    let lower = name.to_lowercase();
    crate::matching::composed(&lower.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

fn check_aliases(aliases: &[String]) -> Result<(), Refusal> {
    at_most(Counted::Aliases, aliases.len(), ALIASES_MAX)
}

fn check_posts(posts: &[PostHeld]) -> Result<(), Refusal> {
    at_most(Counted::Posts, posts.len(), POSTS_MAX)?;
    for held in posts {
        if held.post.is_none() && held.office.is_none() {
            return Err(Refusal::Empty { field: Written::Post });
        }
        optional(Written::Post, held.post.as_ref())?;
        optional(Written::Post, held.office.as_ref())?;
        if matches!((held.from, held.until), (Some(from), Some(until)) if until < from) {
            return Err(Refusal::EndsBeforeBegin);
        }
    }
    Ok(())
}

/// That a desk keeps a series: correspondents and rules are a registry's.
pub(super) fn sit_at_registry(chair: &mut Chair<'_>, desk: &DeskId) -> Result<(), Refusal> {
    chair.open_desk(desk)?;
    if !chair.house.keeps_a_series(desk) {
        return Err(Refusal::KeepsNoSeries { desk: desk.clone() });
    }
    chair.sit_at([desk]).map(|_| ())
}

fn add(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let Act::AddCorrespondent { correspondent, name, aliases, posts, desk, paper, named_as, beside } = act else {
        return Ok(Vec::new());
    };
    sit_at_registry(chair, desk)?;
    as_it_stands(Written::Name, name)?;
    for alias in aliases {
        as_it_stands(Written::Alias, alias)?;
    }
    optional(Written::Reason, beside.as_ref())?;
    check_aliases(aliases)?;
    check_posts(posts)?;
    // A code that is taken is taken for everyone, as our numbers are: it says that something was entered, not what.
    if chair.known.correspondents.contains_key(correspondent) {
        return Err(Refusal::Taken { what: Thing::Correspondent, code: correspondent.to_string() });
    }
    for (at, alias) in aliases.iter().enumerate() {
        if alike(alias, name) || aliases[..at].iter().any(|other| alike(other, alias)) {
            return Err(Refusal::NameTaken { name: alias.clone(), by: correspondent.clone() });
        }
    }
    if beside.is_none() {
        let taken = std::iter::once(name).chain(aliases).find_map(|name| Some((name, bearer(chair, name)?)));
        if let Some((name, other)) = taken {
            return Err(Refusal::NameTaken { name: name.clone(), by: other.id.clone() });
        }
    }
    let (rule, level) = match paper {
        Some(paper) => of_paper(chair, *paper, desk)?,
        None => (of_desk(chair, desk), None),
    };
    let mut events = vec![Event::CorrespondentAdded {
        correspondent: correspondent.clone(),
        name: name.clone(),
        aliases: aliases.clone(),
        posts: posts.clone(),
        desk: desk.clone(),
        rule,
        level,
        beside: beside.clone(),
    }];
    if let (Some(paper), Some(named_as)) = (paper, named_as) {
        events.extend(bind_new(chair, *paper, *named_as, correspondent, name)?);
    }
    Ok(events)
}

/// Who may see a correspondent found on a paper: whoever sees every such paper.
fn of_paper(chair: &Chair<'_>, id: PaperId, desk: &DeskId) -> Result<(Visibility, Option<LevelId>), Refusal> {
    let paper = chair.other(id)?;
    if paper.is_void() {
        return Err(Refusal::PaperVoid { number: paper.number().to_owned() });
    }
    Chair::marking_confirmed(paper)?;
    let keepers = chair.keepers(paper);
    if !keepers.contains(&desk) {
        let holders = Desks(keepers.into_iter().cloned().collect());
        return Err(Refusal::NotHolder { desk: desk.clone(), holders });
    }
    let level = match &paper.marking {
        Marking::Confirmed { level } => Some(level.clone()),
        Marking::None | Marking::Unconfirmed { .. } => None,
    };
    let on_scale = match &level {
        Some(level) => chair.house.levels.get(chair.house.rank(level)),
        None => chair.house.levels.first(),
    };
    let series: BTreeSet<SeriesId> = paper.series().into_iter().cloned().collect();
    Ok((rule_of(chair.house, &series, on_scale), level))
}

/// The strictest rule of the series that a desk keeps.
fn of_desk(chair: &Chair<'_>, desk: &DeskId) -> Visibility {
    let kept = chair.house.series_kept_by(desk);
    kept.map(|(_, series)| series.rule).max().unwrap_or(Visibility::ListOnly)
}

fn bind_new(
    chair: &Chair<'_>,
    id: PaperId,
    named_as: NamedAs,
    correspondent: &CorrespondentId,
    name: &str,
) -> Result<Vec<Event>, Refusal> {
    let paper = chair.other(id)?;
    let draft = BindingDraft { name: name.to_owned(), named_as, to: Principal::Correspondent(correspondent.clone()) };
    at_most(Counted::Bindings, paper.bindings.len() + 1, crate::act::CARD_LIST_MAX)?;
    Ok(bound(id, paper.bindings.len(), std::slice::from_ref(&draft)))
}

fn merge(
    chair: &mut Chair<'_>,
    correspondent: &CorrespondentId,
    into: &CorrespondentId,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let known = ours(chair, correspondent)?;
    // A merging can always be undone: there is room for that act too.
    room_for(known, 2)?;
    if correspondent == into {
        return Err(Refusal::MergedWithItself { correspondent: into.clone() });
    }
    let other = standing(chair, into)?;
    // Whoever merges answers for both; the desk acted for is that of the one which is to stand.
    chair.sit_at([&other.desk])?;
    required(Written::Reason, reason)?;
    let (correspondent, into) = (correspondent.clone(), into.clone());
    Ok(vec![Event::CorrespondentMerged { correspondent, into, reason: reason.to_owned() }])
}
