//! Random houses, papers and dossiers from a seed, as raw events: also such as no rule would decide.

mod circulars;
mod dossiers;
mod handing;
mod questions;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::card::{AskedAct, Card, Citation, FieldName, PaperDate, Party, Precision, Relation};
use procedure::correspondent::{PostHeld, RuleFacts};
use procedure::event::{Acted, DirectionTurn, Door, Event, Means, OfferMade, TieMade};
use procedure::house::{Capacity, House, Level, Series, Visibility};
use procedure::ids::{
    CalendarId, CorrespondentId, DeskId, DossierId, Hash, LevelId, MandateId, OfficerId, PaperId, SeriesId,
};
use procedure::moment::Moment;
use procedure::number::RegNumber;
use procedure::paper::{
    Arrival, BringForwardEnd, CopyDid, CopyEnd, CopyGiven, Direction, DirectionState, Holder, InHouse, NamedAs, Offer,
    Part, Principal, Settlement,
};

use crate::office::{Entry, OFFICE, OPENED_US, a_series, desk, level, officer, one_level, read, series, version};

pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }
}

pub(crate) const OFFICERS: u64 = 8;
const DESKS: u64 = 6;
const SERIES: u64 = 4;
const RULES: [Visibility; 3] = [Visibility::WholeHouse, Visibility::DeskAndChief, Visibility::ListOnly];

/// A random office's journal, and the house it makes.
pub(crate) struct World {
    pub(crate) chance: Chance,
    pub(crate) house: House,
    pub(crate) entries: Vec<Entry>,
    pub(crate) papers: Vec<PaperId>,
    /// How much time has passed, in microseconds.
    pub(crate) clock: i64,
    levels: u64,
    /// Correspondents that are there, each with the one it is merged into.
    merged: BTreeMap<u64, Option<u64>>,
    rules: u64,
}

/// How many correspondents a world may have.
const CORRESPONDENTS: u64 = 6;

/// How many dossiers a world may have.
pub(crate) const DOSSIERS: u64 = 4;

pub(crate) fn dossier(no: u64) -> DossierId {
    format!("D{no}").parse().unwrap()
}

fn correspondent(no: u64) -> CorrespondentId {
    format!("c{no}").parse().unwrap()
}

impl World {
    pub(crate) fn new(seed: u64, papers: usize) -> Self {
        let mut world = Self {
            chance: Chance::new(seed),
            house: House::default(),
            entries: Vec::new(),
            papers: Vec::new(),
            merged: BTreeMap::new(),
            rules: 0,
            clock: 0,
            levels: 0,
        };
        world.found();
        for _ in 0..papers {
            world.enter();
            for _ in 0..world.chance.below(5) {
                world.happen();
            }
            if world.chance.one_in(3) {
                world.bring_forward();
            }
            for _ in 0..world.chance.below(7) {
                world.in_dossier();
            }
            if world.chance.one_in(2) {
                world.awaited();
            }
            if world.chance.one_in(2) {
                world.change_names();
            }
            if world.chance.one_in(6) {
                world.change_house();
            }
            if world.chance.one_in(4) {
                world.hand_over();
            }
        }
        // After all else, so that what came before stays as it is for whoever counts on it.
        for _ in 0..papers {
            world.give_copies();
        }
        world
    }

    pub(crate) fn now(&self) -> Moment {
        Moment::from_micros(OPENED_US + self.clock)
    }

    pub(crate) fn any_moment(&mut self) -> Moment {
        Moment::from_micros(OPENED_US + self.chance.below(self.clock as u64 * 5 / 4 + 2).cast_signed())
    }

    pub(crate) fn any_officer(&mut self) -> OfficerId {
        officer(&format!("o{}", self.chance.below(OFFICERS)))
    }

    fn any_desk(&mut self) -> DeskId {
        desk(&format!("d{}", self.chance.below(DESKS)))
    }

    fn any_level(&mut self) -> LevelId {
        // Now and then one that is not on the scale.
        level(&format!("l{}", self.chance.below(self.levels + u64::from(self.chance.0.is_multiple_of(7)))))
    }

    fn any_series(&mut self) -> SeriesId {
        series(&format!("S{}", self.chance.below(SERIES)))
    }

    fn any_paper(&mut self) -> PaperId {
        let papers = self.papers.clone();
        self.chance.pick(&papers)
    }

    fn add(&mut self, by: OfficerId, papers: Vec<PaperId>, events: Vec<Event>) {
        self.clock += self.chance.below(3).cast_signed() * 500_000;
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(self.entries.len() as u64).to_be_bytes());
        id[15] = 1;
        let acted = Acted {
            act: "chance".to_owned(),
            officer: by,
            desk: None,
            mandate: None,
            authenticated: "chance".to_owned(),
            means: Means::System,
            door: Door::CommandLine,
            id: PaperId(id),
            digest: Hash([0; 32]),
            papers,
            dossiers: procedure::decide::dossiers_of(&events),
        };
        let at = self.now();
        for event in &events {
            self.house.apply(&acted, event, at).unwrap();
        }
        self.entries.push((at, acted, events));
    }

    fn levels(&mut self) -> Vec<Level> {
        self.levels = 2 + self.chance.below(3);
        (0..self.levels).map(|n| one_level(&format!("l{n}"), self.chance.pick(&RULES))).collect()
    }

    fn found(&mut self) {
        let mut events =
            vec![Event::OfficeFounded { office: OFFICE, name: "Office".to_owned(), zone: "UTC".to_owned() }];
        events.push(Event::LevelsSet { levels: self.levels() });
        for n in 0..DESKS {
            // Rings of desks are possible.
            let above = self.chance.one_in(2).then(|| self.any_desk());
            let desk = desk(&format!("d{n}"));
            events.push(Event::DeskAdded { desk, name: format!("Desk {n}"), aliases: vec![], above });
        }
        for n in 0..OFFICERS {
            events.push(Event::OfficerAdded {
                officer: officer(&format!("o{n}")),
                name: format!("Officer {n}"),
                aliases: vec![],
                cleared_to: self.any_level(),
                duties: BTreeSet::new(),
            });
        }
        for n in 0..SERIES {
            let registry = self.any_desk();
            let facts = a_series("Series", registry.as_str(), self.chance.pick(&RULES));
            let facts = Series { outgoing: n % 2 == 1, ..facts };
            events.push(Event::SeriesOpened { series: series(&format!("S{n}")), facts });
        }
        self.add(officer("o0"), vec![], events);
        for _ in 0..16 {
            self.give_mandate();
        }
    }

    fn give_mandate(&mut self) {
        let from = self.any_moment();
        let until =
            self.chance.one_in(2).then(|| Moment::from_micros(from.micros() + self.chance.0 as u32 as i64 / 500));
        let event = Event::MandateGiven {
            mandate: MandateId::new(format!("m{}", self.house.mandates.len())).unwrap(),
            officer: self.any_officer(),
            desk: self.any_desk(),
            capacity: Capacity::Holder,
            from,
            until,
            instead_of: None,
        };
        self.add(officer("o0"), vec![], vec![event]);
    }

    fn change_house(&mut self) {
        let event = match self.chance.below(9) {
            0 => return self.give_mandate(),
            5 => self.changed_series(),
            6 => self.changed_desk(),
            8 => self.changed_calendar(),
            7 => {
                let mandates: Vec<MandateId> = self.house.mandates.keys().cloned().collect();
                let until = self.now();
                Event::MandateEnded { mandate: self.chance.pick(&mandates), until, reason: "moved".to_owned() }
            }
            1 => Event::OfficerSuspended { officer: self.any_officer(), reason: "leave".to_owned() },
            2 => Event::OfficerReinstated { officer: self.any_officer() },
            3 => Event::LevelsSet { levels: self.levels() },
            _ => Event::OfficerChanged {
                officer: self.any_officer(),
                name: "Changed".to_owned(),
                aliases: vec![],
                cleared_to: self.any_level(),
                duties: BTreeSet::new(),
            },
        };
        self.add(officer("o0"), vec![], vec![event]);
    }

    fn changed_series(&mut self) -> Event {
        let series = self.any_series();
        let known = self.house.series[&series].clone();
        Event::SeriesChanged {
            series,
            name: known.name,
            pattern: known.pattern,
            rule: self.chance.pick(&RULES),
            registry: self.any_desk(),
            band: None,
            file_code: None,
            outgoing: self.chance.one_in(2),
            circulars: known.circulars,
        }
    }

    fn changed_desk(&mut self) -> Event {
        let above = self.chance.one_in(2).then(|| self.any_desk());
        let desk = self.any_desk();
        let calendars: Vec<CalendarId> = self.house.calendars.keys().cloned().collect();
        let calendar = (!calendars.is_empty() && self.chance.one_in(2)).then(|| self.chance.pick(&calendars));
        Event::DeskChanged { name: format!("Desk {desk}"), desk, aliases: vec![], above, calendar }
    }

    /// A calendar is set, or a holiday comes into one or goes out of it.
    fn changed_calendar(&mut self) -> Event {
        let (calendar, date) = (CalendarId::new("office").unwrap(), date(1951, 12, 20 + self.chance.below(11) as i8));
        match self.house.calendars.get(&calendar) {
            Some(known) if known.holidays.contains_key(&date) => {
                Event::HolidayRemoved { calendar, date, reason: "worked after all".to_owned() }
            }
            Some(_) if self.chance.one_in(2) => Event::HolidayAdded { calendar, date, name: "Mourning".to_owned() },
            _ => Event::CalendarSet { calendar, facts: Calendar::of_week("Office", [DayOfWeek::Sunday]) },
        }
    }

    fn number(&mut self) -> RegNumber {
        let series = self.any_series();
        let key = self.house.book_key(&series, 1951).unwrap();
        let n = self.house.books.get(&key).map_or(1, |book| book.next);
        let text = format!("{series}-1951-{n:04}");
        serde_json::from_value(serde_json::json!({ "series": series, "year": 1951, "n": n, "text": text })).unwrap()
    }

    fn registered(&mut self, paper: PaperId, first: bool) -> Event {
        Event::Registered {
            paper,
            number: self.number(),
            on: date(1951, 12, 25),
            kind: None,
            late: None,
            reserved: false,
            first,
            bodies: vec![],
            addressed: None,
        }
    }

    fn card(&mut self) -> Card {
        let names = ["Gray", "Kennan", "Novák", "Лавров", "Bohlen"];
        let n = self.chance.below(40) + 1;
        let on = date(1951, 12, 1 + self.chance.below(28) as i8);
        let from = self.chance.pick(&names);
        let to = self.chance.pick(&names);
        let kind = self.chance.pick(&["telegram", "letter"]);
        let subject = self.chance.pick(&["demarcation line", "grain deliveries", "visit of the delegation"]);
        let mut card = crate::office::card(kind, &n.to_string(), on, from, to, subject);
        if self.chance.one_in(4) {
            card.date = None;
        }
        if self.chance.one_in(4) {
            card.request = Some(read(procedure::card::Request { act: AskedAct::Answer }));
        }
        for _ in 0..self.chance.below(3) {
            card.citations.push(read(Citation {
                text: "your telegram".to_owned(),
                kind: Some("telegram".to_owned()),
                number: Some((self.chance.below(40) + 1).to_string()),
                relation: self.chance.pick(&[Relation::Answers, Relation::Answers, Relation::Refers]),
                ..Citation::default()
            }));
        }
        card
    }

    fn enter(&mut self) {
        let mut bytes = [3; 16];
        bytes[..8].copy_from_slice(&self.chance.next().to_be_bytes());
        let paper = PaperId(bytes);
        let by = self.any_officer();
        let mut events = vec![self.registered(paper, true)];
        if self.chance.one_in(2) {
            let mut version = version(&format!("words {}", self.chance.below(1_000)));
            let enclosed = procedure::paper::EnclosedFile {
                name: "list.txt".to_owned(),
                media: "text/plain".to_owned(),
                body: version.body,
                hash: version.hash,
                bytes: 1,
                split_into: None,
            };
            version.enclosed.extend(self.chance.one_in(2).then_some(enclosed));
            events.push(Event::VersionAdded { paper, place: 0, version, bodies: vec![] });
        }
        events.push(Event::Arrived { paper, arrival: Arrival::default(), absence: None });
        events.push(Event::Described { paper, card: self.card() });
        match self.chance.below(4) {
            0 => events.push(Event::MarkingRead { paper, words: "secret".to_owned() }),
            1 => events.push(Event::MarkingSet { paper, level: self.any_level(), reason: None }),
            _ => {}
        }
        self.papers.push(paper);
        self.add(by, vec![paper], events);
    }

    pub(crate) fn state(&self, id: PaperId) -> procedure::paper::Paper {
        let fold = |paper, (at, acted, events): &Entry| {
            let touches = acted.papers.contains(&id);
            if !touches {
                return paper;
            }
            procedure::paper::Paper::apply_entry(paper, id, acted, events, *at).unwrap()
        };
        self.entries.iter().fold(None, fold).unwrap()
    }

    /// Something happens to a correspondent or a rule that fits what came before.
    fn change_names(&mut self) {
        let no = self.chance.below(CORRESPONDENTS);
        let id = correspondent(no);
        let other = self.chance.below(CORRESPONDENTS);
        let by = self.any_officer();
        let reason = || "because".to_owned();
        let names = ["K. Ennan", "Кеннан", "G. Ray", "J. Novak"].map(str::to_owned);
        let name = self.chance.pick(&names);
        let event = match (self.merged.get(&no).copied(), self.chance.below(5)) {
            (None, _) => {
                self.merged.insert(no, None);
                Event::CorrespondentAdded {
                    correspondent: id,
                    name,
                    aliases: vec![format!("Alias {no}")],
                    posts: vec![],
                    desk: self.any_desk(),
                    rule: self.chance.pick(&[Visibility::WholeHouse, Visibility::DeskAndChief, Visibility::ListOnly]),
                    level: self.chance.one_in(3).then(|| self.any_level()),
                    beside: None,
                }
            }
            (Some(Some(_)), _) => {
                self.merged.insert(no, None);
                Event::CorrespondentParted { correspondent: id, reason: reason() }
            }
            (Some(None), 0) if other > no && self.merged.contains_key(&other) => {
                self.merged.insert(no, Some(other));
                Event::CorrespondentMerged { correspondent: id, into: correspondent(other), reason: reason() }
            }
            (Some(None), 1) => Event::UsualConfirmed {
                correspondent: id,
                series: Some(self.any_series()),
                desk: Some(self.any_desk()),
                kind: None,
            },
            (Some(None), 2) => {
                self.rules += 1;
                let facts = RuleFacts {
                    party: Party::named(name),
                    named_as: NamedAs::Sender,
                    kind: None,
                    channel: None,
                    to: Principal::Correspondent(id),
                    desk: self.any_desk(),
                };
                Event::RuleConfirmed { rule: format!("r{}", self.rules).parse().unwrap(), facts }
            }
            (Some(None), _) => Event::CorrespondentChanged {
                correspondent: id,
                name,
                aliases: vec![],
                posts: vec![PostHeld { post: Some("Envoy".to_owned()), ..PostHeld::default() }],
                reason: None,
            },
        };
        self.add(by, vec![], vec![event]);
    }

    /// A paper is to come back, to whom nobody asked whether they see it; or that ends.
    fn bring_forward(&mut self) {
        let (paper, by) = (self.any_paper(), self.any_officer());
        let known = self.state(paper).bring_forwards;
        let event = match known.last().filter(|_| self.chance.one_in(3)) {
            Some(last) => {
                let end = self.chance.pick(&[BringForwardEnd::Done, BringForwardEnd::PaperVoid]);
                Event::BringForwardEnded { paper, bring_forward: last.no, end }
            }
            None => {
                let to = match self.chance.one_in(2) {
                    true => InHouse::Officer(self.any_officer()),
                    false => InHouse::Desk(self.any_desk()),
                };
                let (on, reason) = (date(1951, 12, 20 + self.chance.below(11) as i8), "to be asked for".to_owned());
                Event::BringForwardSet { paper, bring_forward: known.len() as u32 + 1, to, on, reason }
            }
        };
        self.add(by, vec![paper], vec![event]);
    }

    /// An answer to a paper is awaited, of a desk of which nobody asked whether it sees the paper; or something becomes of
    /// that.
    fn awaited(&mut self) {
        let (paper, by) = (self.any_paper(), self.any_officer());
        let state = self.state(paper);
        let (day, reason) = (date(1951, 12, 15 + self.chance.below(17) as i8), "because".to_owned());
        let event = match self.chance.below(6) {
            1 | 2 if state.awaited.is_some() => {
                let answer = self.chance.one_in(2).then(|| self.any_paper());
                Event::InterimReplied { paper, answer, by: day, reason }
            }
            3 if state.awaited.is_some() => Event::NoReplyNeeded { paper, reason },
            4 => {
                let despite = state.answered_by.iter().copied().filter(|_| self.chance.one_in(2)).collect();
                Event::AnswerReopened { paper, by: day, reason, despite }
            }
            _ => {
                let desk = self.chance.one_in(2).then(|| self.any_desk());
                Event::AnswerAwaited { paper, by: day, desk, direction: None }
            }
        };
        self.add(by, vec![paper], vec![event]);
    }

    /// Something happens to some paper.
    fn happen(&mut self) {
        let paper = self.any_paper();
        let by = self.any_officer();
        let state = self.state(paper);
        let reason = || "because".to_owned();
        let event = match self.chance.below(21) {
            0 => self.registered(paper, false),
            1 => match state.live().last() {
                Some(r) => Event::RegistrationVoided { paper, number: r.number.clone(), reason: reason(), see: None },
                None => return,
            },
            2 => Event::MarkingSet { paper, level: self.any_level(), reason: None },
            3..=5 => self.directed(paper, state.directions.len() as u32 + 1),
            6 | 7 => match state.directions.last() {
                Some(direction) => Event::DirectionTurned {
                    paper,
                    direction: direction.no,
                    turn: self.chance.pick(&[
                        DirectionTurn::Accepted,
                        DirectionTurn::PassedOn,
                        DirectionTurn::Returned { reason: reason() },
                        DirectionTurn::Done { report: None },
                        DirectionTurn::Withdrawn { reason: reason() },
                    ]),
                },
                None => return,
            },
            8 | 9 => Event::NameBound {
                place: state.bindings.len(),
                paper,
                name: "a name".to_owned(),
                named_as: NamedAs::CopyHolder,
                to: match self.chance.below(3) {
                    0 => Principal::Officer(self.any_officer()),
                    1 => Principal::Desk(self.any_desk()),
                    _ => Principal::Correspondent(correspondent(self.chance.below(CORRESPONDENTS))),
                },
                rule: None,
            },
            10 if !state.bindings.is_empty() => Event::NameUnbound { paper, binding: 0, reason: reason() },
            11 => Event::SightOverridden { paper, reason: reason(), until: self.any_moment() },
            16 => return self.replace_version(&state, by),
            17 | 18 => match self.linked(&state) {
                Some(event) => event,
                None => return,
            },
            12 | 19 | 20 if !state.card.citations.is_empty() => return self.tie(paper, by),
            13 => Event::Filed {
                paper,
                dossier: dossier(1 + self.chance.below(DOSSIERS)),
                title: "A question".to_owned(),
                code: None,
                volume: None,
            },
            14 => Event::Corrected {
                paper,
                field: FieldName::From,
                value: serde_json::to_value(vec![read(Party::named("Corrected"))]).unwrap(),
                reason: None,
            },
            _ => Event::Corrected {
                paper,
                field: FieldName::Date,
                value: serde_json::to_value(read(PaperDate { date: date(1951, 11, 3), precision: Precision::Day }))
                    .unwrap(),
                reason: None,
            },
        };
        let papers = match &event {
            Event::AnswerLinked { answers: other, .. } | Event::SplitOff { into: other, .. } => vec![paper, *other],
            _ => vec![paper],
        };
        self.add(by, papers, vec![event]);
    }

    /// Something happens to the copies of some paper; now and then its level changes as well.
    fn give_copies(&mut self) {
        if self.chance.one_in(8) {
            return self.send_circular();
        }
        let (paper, by) = (self.any_paper(), self.any_officer());
        let state = self.state(paper);
        let event = match self.chance.one_in(12) {
            true => Event::MarkingSet { paper, level: self.any_level(), reason: None },
            false => self.copies(&state),
        };
        self.add(by, vec![paper], vec![event]);
    }

    /// A copy is given to somebody, of whom nobody asked whether they may have one; or something becomes of one.
    fn copies(&mut self, state: &procedure::paper::Paper) -> Event {
        let paper = state.id;
        let last = state.copies.last().map(|copy| copy.no).filter(|_| self.chance.one_in(2));
        let reason = || "because".to_owned();
        match last {
            Some(copy) => match self.chance.below(4) {
                0 => Event::CopyHandled { paper, copy, did: CopyDid::Acknowledged, bodies: vec![] },
                1 => Event::CopiesEnded { paper, copies: vec![copy], end: CopyEnd::Returned { remark: None } },
                2 => Event::CopiesEnded { paper, copies: vec![copy], end: CopyEnd::Withdrawn { reason: reason() } },
                _ => Event::CopyHandled { paper, copy, did: CopyDid::Printed { page: None }, bodies: vec![] },
            },
            None => {
                let no = state.next_copy();
                let holder = match self.chance.below(5) {
                    0 | 1 => Holder::Officer(self.any_officer()),
                    2 | 3 => Holder::Desk(self.any_desk()),
                    _ => Holder::Outside("The Embassy".to_owned()),
                };
                let copies = vec![CopyGiven { no, holder, instead_of: None }];
                Event::CopiesGiven { paper, list: None, of: no, on: date(1951, 12, 25), hash: Hash([7; 32]), copies }
            }
        }
    }

    fn linked(&mut self, state: &procedure::paper::Paper) -> Option<Event> {
        let (paper, other) = (state.id, self.any_paper());
        if self.chance.one_in(2) {
            return Some(Event::AnswerLinked { paper, answers: other });
        }
        let version = state.versions.iter().position(|kept| !kept.version.enclosed.is_empty())?;
        Some(Event::SplitOff { paper, version, enclosed: 0, into: other })
    }

    /// Puts another version in place of the last one of every third paper.
    pub(crate) fn replace_versions(&mut self) {
        for paper in self.papers.clone().into_iter().step_by(3) {
            let (state, by) = (self.state(paper), self.any_officer());
            self.replace_version(&state, by);
        }
    }

    fn replace_version(&mut self, state: &procedure::paper::Paper, by: OfficerId) {
        let (paper, place) = (state.id, state.versions.len());
        let Some(wrong) = place.checked_sub(1) else { return };
        let version = version(&format!("words {}", self.chance.below(1_000)));
        let withdrawn = Event::VersionWithdrawn { paper, version: wrong, reason: "a wrong file".to_owned() };
        self.add(by, vec![paper], vec![withdrawn, Event::VersionAdded { paper, place, version, bodies: vec![] }]);
    }

    fn directed(&mut self, paper: PaperId, no: u32) -> Event {
        let at = self.now();
        let direction = Direction {
            no,
            from: self.any_desk(),
            by: self.any_officer(),
            at,
            to: self.any_desk(),
            part: self.chance.pick(&[Part::Lead, Part::Copy]),
            act: self.chance.pick(&[AskedAct::Answer, AskedAct::Note]),
            due: self.chance.one_in(2).then(|| date(1952, 1, 1 + (self.chance.0 % 20) as i8)),
            remark: None,
            after: None,
            state: DirectionState::Waiting,
        };
        Event::Directed { paper, directions: vec![direction] }
    }

    fn tie_made(&mut self, paper: PaperId, to: PaperId, number: String) -> TieMade {
        let by_officer = self.chance.one_in(3);
        let rank = if by_officer { 0 } else { self.chance.below(3) as u8 };
        TieMade { paper, citation: 0, to, number, by_officer, rank }
    }

    fn tie(&mut self, paper: PaperId, by: OfficerId) {
        let to = self.any_paper();
        let number = self.state(to).number().to_owned();
        let event = match self.chance.below(3) {
            0 => Event::CitationSettled { paper, citation: 0, settlement: Settlement::Requested },
            1 => Event::MatchesOffered {
                offers: vec![OfferMade { paper, offer: Offer { citation: 0, to, number, why: "maybe".to_owned() } }],
            },
            _ => Event::CitationsTied { ties: vec![self.tie_made(paper, to, number)] },
        };
        self.add(by, vec![paper], vec![event]);
    }
}
