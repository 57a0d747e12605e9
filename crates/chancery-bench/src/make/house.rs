//! The house of a made office: four series by three rules, sixty desks, five hundred officers with skewed rights.

use std::collections::BTreeMap;

use chancery::office::FoundOffice;
use procedure::act::Act;
use procedure::house::{Capacity, CircularNumbers, Level, Series, TurnOver, Visibility};
use procedure::ids::{DeskId, DossierId, LevelId, MandateId, OfficerId, SeriesId};
use procedure::number::Pattern;

use super::words::{name, skewed};
use crate::papers::Chance;

/// Desks to which papers are marked out.
pub(super) const DESKS: usize = 60;
/// The first of them, which stand above the others and decide.
pub(super) const DECIDING: usize = 12;
/// Officers of the house, the clerk, the three readers and whoever decides not counted.
const OFFICERS: usize = 496;
/// A desk that a hundred papers go to, wherever they stand in the book.
pub(super) const HUNDRED: &str = "hundred";
/// A desk that ten thousand go to.
pub(super) const TEN_THOUSAND: &str = "ten-thousand";
/// A desk that only papers at the beginning of the book went to.
pub(super) const EARLY: &str = "early";
/// An officer who decides what is put before the first of the desks.
pub(crate) const DECIDER: &str = "decider";
/// The readers whose lists are measured: the clerk sees all.
pub(crate) const READERS: [&str; 4] = ["clerk", TEN_THOUSAND, HUNDRED, EARLY];

pub(crate) fn clerk() -> OfficerId {
    officer("clerk")
}

fn officer(code: &str) -> OfficerId {
    made(OfficerId::new(code))
}

pub(super) fn desk(no: usize) -> DeskId {
    desk_called(&format!("desk-{no:02}"))
}

pub(super) fn desk_called(code: &str) -> DeskId {
    made(DeskId::new(code))
}

pub(super) fn registry() -> DeskId {
    desk_called("registry")
}

pub(super) fn series(code: &str) -> SeriesId {
    made(SeriesId::new(code))
}

pub(super) fn level(code: &str) -> LevelId {
    made(LevelId::new(code))
}

pub(crate) fn dossier(no: u64) -> DossierId {
    made(DossierId::new(format!("case-{no:06}")))
}

/// Codes are made of letters, digits and hyphens here, and of nothing else.
fn made<T, E: std::fmt::Display>(code: Result<T, E>) -> T {
    code.unwrap_or_else(|error| panic!("{error}"))
}

/// How many dossiers an office of so many papers has.
pub(super) fn dossiers(papers: u64) -> u64 {
    (papers / 300).max(1)
}

pub(super) fn founding() -> FoundOffice {
    let scale = |code: &str, name: &str, rule| Level { id: level(code), name: name.to_owned(), words: vec![], rule };
    let kept = |code: &str, name: &str, rule, outgoing| {
        let facts = Series {
            name: name.to_owned(),
            pattern: made(Pattern::new("{series}-{year}-{n:06}")),
            start: 1,
            turn_over: TurnOver::Yearly,
            registry: registry(),
            rule,
            band: None,
            file_code: None,
            closed: None,
            outgoing,
            circulars: CircularNumbers::OneNumber,
        };
        (series(code), facts)
    };
    FoundOffice {
        name: "Ministry of Measures".to_owned(),
        zone: "UTC".to_owned(),
        levels: vec![
            scale("open", "Open", Visibility::WholeHouse),
            scale("restricted", "Restricted", Visibility::DeskAndChief),
            scale("secret", "Secret", Visibility::ListOnly),
        ],
        officer: clerk(),
        officer_name: "Ada Clerk".to_owned(),
        desks: vec![(registry(), "Registry".to_owned())],
        series: vec![
            kept("IN", "Incoming", Visibility::DeskAndChief, false),
            kept("OUT", "Outgoing", Visibility::DeskAndChief, true),
            kept("GEN", "General", Visibility::DeskAndChief, false),
            kept("CAB", "Cabinet", Visibility::ListOnly, false),
        ],
        calendar: None,
    }
}

/// The acts that staff the house, in their order.
pub(super) fn staffing(seed: u64) -> Vec<Act> {
    let mut chance = chance(seed);
    let add_desk = |code: DeskId, above: Option<DeskId>| Act::AddDesk {
        name: format!("Desk {code}"),
        desk: code,
        aliases: vec![],
        above,
    };
    let mut acts: Vec<Act> =
        (0..DESKS).map(|no| add_desk(desk(no), (no >= DECIDING).then(|| desk(no % DECIDING)))).collect();
    acts.extend([HUNDRED, TEN_THOUSAND, EARLY].map(|code| add_desk(desk_called(code), None)));
    let add = |code: String, name: String, level: LevelId| Act::AddOfficer {
        officer: officer(&code),
        name,
        aliases: vec![],
        cleared_to: level,
        duties: Default::default(),
    };
    let give = |code: &str, desk: DeskId| Act::GiveMandate {
        mandate: made(MandateId::new(format!("m-{code}"))),
        officer: officer(code),
        desk,
        capacity: Capacity::Holder,
        from: None,
        until: None,
        instead_of: None,
    };
    for code in [HUNDRED, TEN_THOUSAND, EARLY] {
        acts.push(add(code.to_owned(), format!("Reader {code}"), level("secret")));
        acts.push(give(code, desk_called(code)));
    }
    acts.push(add(DECIDER.to_owned(), "Reader who decides".to_owned(), level("secret")));
    acts.push(give(DECIDER, desk(0)));
    for (no, (code, cleared, of)) in officers(&mut chance).enumerate() {
        acts.push(add(code.clone(), format!("{} {}", name(no), name(no + 700)), level(cleared)));
        acts.push(give(&code, of));
    }
    acts
}

/// The officers of the house: code, highest marking, desk.
fn officers(chance: &mut Chance) -> impl Iterator<Item = (String, &'static str, DeskId)> {
    (0..OFFICERS).map(|no| {
        let cleared = match chance.next() % 10 {
            0 => "secret",
            1..4 => "restricted",
            _ => "open",
        };
        (format!("officer-{no:03}"), cleared, desk(skewed(chance, DESKS)))
    })
}

/// For each desk that has one, an officer who holds it.
pub(super) fn holders(seed: u64) -> BTreeMap<DeskId, OfficerId> {
    let mut holders = BTreeMap::from([(desk(0), officer(DECIDER))]);
    for (code, _, of) in officers(&mut chance(seed)) {
        holders.entry(of).or_insert_with(|| officer(&code));
    }
    holders
}

/// What the house is staffed by.
fn chance(seed: u64) -> Chance {
    Chance(seed ^ 0x5eed)
}

/// The act that opens a dossier: two of three are for the whole house, the others for the registry, which files in all of them.
pub(super) fn opening(no: u64) -> Act {
    Act::OpenDossier {
        dossier: dossier(no),
        title: format!("The question of {} and {}", name(no as usize % 500), name(no as usize / 500 + 501)),
        code: None,
        home: Some(if no.is_multiple_of(3) { registry() } else { desk(no as usize % DESKS) }),
        level: None,
        rule: Some(if no.is_multiple_of(3) { Visibility::DeskAndChief } else { Visibility::WholeHouse }),
    }
}
