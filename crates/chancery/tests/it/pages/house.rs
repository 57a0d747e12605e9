//! A small ministry for the pages: a registry, two desks, three officers, two series, two levels; a clock that is set.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use chancery::doors::{Doors, Scope};
use chancery::office::{Bodies, Clock, Command, FoundOffice, Office, OfficeOptions, Receipt, SetClock};
use chancery::tongues::Tongues;
use chancery::web::{WebOptions, router};
use procedure::act::Act;
use procedure::event::{Door, Means};
use procedure::house::{Capacity, Level, Series, TurnOver, Visibility};
use procedure::ids::{DeskId, OfficerId, SeriesId};
use procedure::number::Pattern;
use tempfile::TempDir;

/// The password of every officer here.
pub(crate) const PASSWORD: &str = "four plain words here";

/// An office with its pages. The folder goes when it does.
pub(crate) struct Ministry {
    pub(crate) office: Office,
    pub(crate) doors: Doors,
    pub(crate) router: Router,
    pub(crate) clock: Arc<SetClock>,
    _folder: TempDir,
}

pub(crate) fn id<T: std::str::FromStr>(code: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    code.parse().unwrap()
}

fn series(name: &str, rule: Visibility) -> Series {
    Series {
        name: name.to_owned(),
        pattern: Pattern::new("{series}-{year}-{n:04}").unwrap(),
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: id("registry"),
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    }
}

fn level(code: &str, name: &str) -> Level {
    Level { id: id(code), name: name.to_owned(), words: vec![code.to_owned()], rule: Visibility::WholeHouse }
}

/// An act of `orlo` with the bodies that it names.
pub(crate) fn act(office: &Office, act: Act, bodies: Bodies) -> Receipt {
    act_of(office, "orlo", act, bodies)
}

/// An act of any officer, with the bodies that it names.
pub(crate) fn act_of(office: &Office, officer: &str, act: Act, bodies: Bodies) -> Receipt {
    let key = format!("{:?}", act.digest());
    let command = Command {
        officer: id(officer),
        authenticated: officer.to_owned(),
        means: Means::System,
        door: Door::CommandLine,
        key,
        act,
        bodies,
    };
    // The tests' own thread drives asynchronous work, so the writer is waited for on another.
    let office = office.clone();
    std::thread::spawn(move || office.submit_blocking(command)).join().unwrap().unwrap()
}

impl Ministry {
    /// Founds it on the morning of 25 December 1951, with clerk `orlo` at the registry, `nesse` at the legal desk and
    /// `sool` at the press desk.
    pub(crate) fn found() -> Self {
        Self::found_as("Ministry of Arle")
    }

    /// [`Ministry::found`] under another name.
    pub(crate) fn found_as(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = SetClock::new(serde_json::from_str("\"1951-12-25T08:00:00Z\"").unwrap());
        let options = OfficeOptions { clock: Clock::Set(clock.clone()), ..crate::town::options() };
        let founding = FoundOffice {
            name: name.to_owned(),
            zone: "Europe/Vienna".to_owned(),
            levels: vec![level("open", "Open"), level("secret", "Secret")],
            officer: id("orlo"),
            officer_name: "M. Orlo".to_owned(),
            desks: vec![(id::<DeskId>("registry"), "Registry".to_owned())],
            series: vec![
                (id::<SeriesId>("IN"), series("Incoming", Visibility::DeskAndChief)),
                (id::<SeriesId>("OPEN"), series("Open letters", Visibility::WholeHouse)),
            ],
            calendar: None,
        };
        let office = Office::found(folder.path(), founding, options).unwrap();
        let doors = Doors::open(folder.path()).unwrap();
        doors.set_password(&id("orlo"), PASSWORD).unwrap();
        let tongues = Tongues::of_office(folder.path()).unwrap();
        let options = WebOptions { secure_cookies: true, tongues, ..WebOptions::default() };
        let router = router(office.clone(), doors.clone(), options);
        let ministry = Self { office, doors, router, clock, _folder: folder };
        ministry.officer("nesse", "T. Nesse", "legal", "Legal desk");
        ministry.officer("sool", "D. Sool", "press", "Press desk");
        ministry
    }

    /// Opens a series of letters sent.
    pub(crate) fn sends(&self) {
        let facts = Series { outgoing: true, ..series("Outgoing", Visibility::WholeHouse) };
        self.act(Act::OpenSeries { series: id("OUT"), facts });
    }

    fn officer(&self, code: &str, name: &str, desk: &str, desk_name: &str) {
        let (officer, desk): (OfficerId, DeskId) = (id(code), id(desk));
        self.act(Act::AddDesk { desk: desk.clone(), name: desk_name.to_owned(), aliases: Vec::new(), above: None });
        self.act(Act::AddOfficer {
            officer: officer.clone(),
            name: name.to_owned(),
            aliases: Vec::new(),
            cleared_to: id("open"),
            duties: BTreeSet::new(),
        });
        let mandate = id(&format!("{code}-{desk}"));
        let capacity = Capacity::Holder;
        self.act(Act::GiveMandate {
            mandate,
            officer: officer.clone(),
            desk,
            capacity,
            from: None,
            until: None,
            instead_of: None,
        });
        self.doors.set_password(&officer, PASSWORD).unwrap();
    }

    /// An act of the administrator, who is the clerk too.
    pub(crate) fn act(&self, act: Act) -> Receipt {
        self::act(&self.office, act, Bodies::default())
    }

    /// A token of an officer.
    pub(crate) fn token(&self, officer: &str, scopes: &[Scope]) -> String {
        let name = format!("test-{}", scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join("-"));
        self.doors.make_token(&id(officer), &name, &scopes.iter().copied().collect(), None).unwrap()
    }
}
