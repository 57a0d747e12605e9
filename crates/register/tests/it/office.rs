//! An office in a temporary folder whose acts are decided by `procedure` and folded into a register.

use std::sync::Arc;

use jiff::civil::{Date, date};
use procedure::act::{Act, EnterDraft, Sitting, act_id};
use procedure::card::{Card, Citation, Field, PaperDate, Party, Precision, Span};
use procedure::decide::decide;
use procedure::event::{Acted, Door, Event, Means};
use procedure::house::{House, Level, Series, TurnOver, Visibility};
use procedure::ids::{BodyId, DeskId, Hash, LevelId, OfficeId, OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::number::Pattern;
use procedure::paper::{Arrival, Channel, ReadText, Version, VersionKind};
use procedure::refusal::Refusal;
use register::{Place, Reads, Register, Viewer};

/// 25 December 1951, 09:00 UTC.
pub(crate) const OPENED_US: i64 = -568_479_600_000_000;
pub(crate) const OFFICE: OfficeId = OfficeId([7; 16]);

pub(crate) type Entry = (Moment, Acted, Vec<Event>);

pub(crate) struct Office {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) register: Register,
    pub(crate) entries: Vec<Entry>,
    pub(crate) today: Date,
    keys: u64,
}

pub(crate) fn officer(code: &str) -> OfficerId {
    OfficerId::new(code).unwrap()
}

pub(crate) fn desk(code: &str) -> DeskId {
    DeskId::new(code).unwrap()
}

pub(crate) fn series(code: &str) -> SeriesId {
    SeriesId::new(code).unwrap()
}

pub(crate) fn level(code: &str) -> LevelId {
    LevelId::new(code).unwrap()
}

pub(crate) fn commitment(entry: u64) -> [u8; 32] {
    let mut commitment = [0; 32];
    commitment[..8].copy_from_slice(&entry.to_be_bytes());
    commitment
}

pub(crate) fn moment(entry: u64) -> Moment {
    Moment::from_micros(OPENED_US + entry.cast_signed() * 1_000_000)
}

pub(crate) fn one_level(code: &str, rule: Visibility) -> Level {
    Level { id: level(code), name: code.to_uppercase(), words: vec![code.to_owned()], rule }
}

pub(crate) fn a_series(name: &str, registry: &str, rule: Visibility) -> Series {
    Series {
        name: name.to_owned(),
        pattern: Pattern::new("{series}-{year}-{n:04}").unwrap(),
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: desk(registry),
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    }
}

impl Office {
    /// An office that nobody has founded yet.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let register = Register::open(folder.path()).unwrap();
        Self { folder, register, entries: Vec::new(), today: date(1951, 12, 25), keys: 0 }
    }

    /// An office founded by "clerk", who keeps the registry; "legal" and "east" are desks of "lena" and "emil".
    pub(crate) fn new() -> Self {
        let mut office = Self::empty();
        let desks = [("registry", "Registry"), ("legal", "Legal Desk"), ("east", "Eastern Desk")];
        office.ok(
            "clerk",
            Act::Found {
                office: OFFICE,
                name: "Ministry".to_owned(),
                zone: "Europe/Prague".to_owned(),
                levels: vec![one_level("open", Visibility::WholeHouse), one_level("secret", Visibility::ListOnly)],
                officer_name: "C. Lerk".to_owned(),
                desks: desks.map(|(code, name)| (desk(code), name.to_owned())).into(),
                series: vec![
                    (series("IN"), a_series("Incoming", "registry", Visibility::WholeHouse)),
                    (series("CAB"), a_series("Cabinet", "registry", Visibility::ListOnly)),
                ],
                calendar: None,
            },
        );
        // The founder holds every desk at first; from here on the registry only.
        for mandate in ["founding-2", "founding-3"] {
            let mandate = procedure::ids::MandateId::new(mandate).unwrap();
            office.ok("clerk", Act::EndMandate { mandate, until: None, reason: "handed over".to_owned() });
        }
        for (code, at) in [("lena", "legal"), ("emil", "east")] {
            office.ok(
                "clerk",
                Act::AddOfficer {
                    officer: officer(code),
                    name: code.to_owned(),
                    aliases: Vec::new(),
                    cleared_to: level("open"),
                    duties: Default::default(),
                },
            );
            office.ok(
                "clerk",
                Act::GiveMandate {
                    mandate: procedure::ids::MandateId::new(format!("m-{code}")).unwrap(),
                    officer: officer(code),
                    desk: desk(at),
                    capacity: procedure::house::Capacity::Holder,
                    from: None,
                    until: None,
                    instead_of: None,
                },
            );
        }
        office
    }

    pub(crate) fn now(&self) -> Moment {
        moment(self.entries.len() as u64)
    }

    pub(crate) fn act(&mut self, by: &str, act: Act) -> Result<PaperId, Refusal> {
        let entry = self.entries.len() as u64;
        self.keys += 1;
        let sitting = Sitting {
            officer: officer(by),
            authenticated: by.to_owned(),
            means: Means::System,
            door: Door::CommandLine,
            at: self.now(),
            today: self.today,
            time: jiff::civil::time(12, 0, 0, 0),
            key: format!("key-{}", self.keys),
        };
        let id = act_id(&OFFICE, &sitting.officer, &sitting.key);
        let mut speculation = self.register.begin().unwrap();
        let known = speculation.known(&act, act.entering().map(|_| id)).unwrap();
        let decided = decide(speculation.house(), &known, &act, &sitting)?;
        speculation.fold(entry, sitting.at, &decided.acted, &decided.events).unwrap();
        speculation.commit(Place { entry, commitment: commitment(entry) }).unwrap();
        self.entries.push((sitting.at, decided.acted, decided.events));
        Ok(id)
    }

    pub(crate) fn ok(&mut self, by: &str, act: Act) -> PaperId {
        match self.act(by, act) {
            Ok(id) => id,
            Err(refusal) => panic!("refused: {refusal}"),
        }
    }

    pub(crate) fn enter(&mut self, draft: EnterDraft) -> PaperId {
        self.ok("clerk", Act::Enter(draft))
    }

    pub(crate) fn house(&self) -> Arc<House> {
        self.register.house()
    }

    pub(crate) fn reads(&self) -> Reads {
        self.register.reads().unwrap()
    }

    pub(crate) fn viewer(&self, code: &str) -> Viewer {
        Viewer::officer(self.house(), &officer(code), self.now())
    }

    pub(crate) fn owner(&self) -> Viewer {
        Viewer::owner(self.house(), self.now())
    }

    pub(crate) fn number(&self, id: &PaperId) -> String {
        self.reads().paper(&self.owner(), id).unwrap().unwrap().paper.number().to_owned()
    }
}

/// Folds entries into a register that was begun beside, and swaps it in.
pub(crate) fn rebuilt(entries: &[Entry]) -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let mut register = Register::building(folder.path()).unwrap();
    for (chunk, part) in entries.chunks(7).enumerate() {
        let mut speculation = register.begin().unwrap();
        let mut last = 0;
        for (at, (moment, acted, events)) in part.iter().enumerate() {
            last = (chunk * 7 + at) as u64;
            speculation.fold(last, *moment, acted, events).unwrap();
        }
        speculation.commit(Place { entry: last, commitment: commitment(last) }).unwrap();
    }
    let register = register.finish().unwrap();
    (folder, register)
}

pub(crate) fn read<T>(value: T) -> Field<T> {
    Field::read(value, Span::new(0, 1))
}

pub(crate) fn bytes_of(words: &str) -> [u8; 32] {
    let mut bytes = [0_u8; 32];
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for (at, byte) in words.bytes().cycle().take(words.len().max(1) * 4).enumerate() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        bytes[at % 32] ^= (state >> 24) as u8;
    }
    bytes
}

pub(crate) fn version(words: &str) -> Version {
    let text = ReadText {
        body: BodyId(bytes_of(words)),
        hash: Hash(bytes_of(words)),
        bytes: words.len().max(400) as u64,
        extractor: "tests/1".to_owned(),
        pages: Vec::new(),
        confidence: None,
    };
    Version {
        kind: VersionKind::Received,
        body: BodyId(bytes_of(words)),
        hash: Hash(bytes_of(words)),
        bytes: words.len().max(400) as u64,
        name: format!("{words}.txt"),
        media: "text/plain".to_owned(),
        channel: Channel::Post,
        source: None,
        text: Some(text),
        message_id: None,
        enclosed: Vec::new(),
    }
}

/// A card: kind, their number, date, from, to, subject.
pub(crate) fn card(kind: &str, number: &str, on: Date, from: &str, to: &str, subject: &str) -> Card {
    Card {
        kind: Some(read(kind.to_owned())),
        number: Some(read(number.to_owned())),
        date: Some(read(PaperDate { date: on, precision: Precision::Day })),
        from: vec![read(Party::named(from))],
        to: vec![read(Party::named(to))],
        subject: Some(read(subject.to_owned())),
        ..Card::default()
    }
}

pub(crate) fn citing(mut card: Card, kind: &str, number: &str, sender: Option<&str>, on: Option<Date>) -> Card {
    card.citations.push(read(Citation {
        text: format!("{kind} No. {number}"),
        kind: Some(kind.to_owned()),
        number: Some(number.to_owned()),
        sender: sender.map(str::to_owned),
        date: on,
        ..Citation::default()
    }));
    card
}

pub(crate) fn draft(in_series: &str, words: &str, card: Card) -> EnterDraft {
    EnterDraft {
        series: series(in_series),
        year: None,
        reserved: None,
        under: None,
        versions: vec![version(words)],
        absence: None,
        arrival: Arrival::default(),
        card,
        remarks: Vec::new(),
        level: None,
        again: None,
        late: None,
        directions: Vec::new(),
        bindings: Vec::new(),
        put_right: None,
        bulk: false,
    }
}
