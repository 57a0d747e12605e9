//! The hand that fills the demonstration's book: acts of its officers, at moments of its own date, through the same
//! door as everybody's.

use anyhow::Context as _;
use jiff::ToSpan as _;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use procedure::act::{Act, BindingDraft, DirectionDraft, EnterDraft};
use procedure::card::{AskedAct, Card, Field};
use procedure::dossier::DossierAct;
use procedure::event::{Door, Means};
use procedure::ids::{Hash, LevelId, OfficerId, PaperId};
use procedure::paper::{Absence, Arrival, Channel, Medium, NamedAs, Part, Principal, Received};

use super::File;
use crate::office::{Bodies, Command, Office, Prepared, Receipt, SetClock, VersionFacts};

pub(super) struct Hand<'a> {
    pub(super) office: &'a Office,
    pub(super) clock: &'a SetClock,
    /// The clerk who keeps the book: code and name.
    pub(super) clerk: (&'static str, &'static str),
    /// The first day of the month that is told.
    pub(super) month: Date,
}

/// How a paper of the month is entered.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) series: &'static str,
    /// When it was received: the day of the month, and the time where it is known.
    pub(super) received: Option<(i8, Option<(i8, i8)>)>,
    pub(super) channel: Channel,
    /// The subject as the clerk writes it.
    pub(super) subject: Option<&'static str>,
    pub(super) level: Option<&'static str>,
    pub(super) again: Option<String>,
    pub(super) directions: Vec<DirectionDraft>,
    pub(super) bindings: Vec<BindingDraft>,
}

/// Received by a channel on a day of the month, for a series.
pub(super) fn came_into(series: &'static str, channel: Channel, day: i8, time: Option<(i8, i8)>) -> Entry {
    Entry {
        series,
        received: Some((day, time)),
        channel,
        subject: None,
        level: None,
        again: None,
        directions: Vec::new(),
        bindings: Vec::new(),
    }
}

impl Entry {
    pub(super) fn about(mut self, subject: &'static str) -> Self {
        self.subject = Some(subject);
        self
    }

    pub(super) fn to(mut self, direction: DirectionDraft) -> Self {
        self.directions.push(direction);
        self
    }
}

/// A direction to a desk that is to lead.
pub(super) fn lead(desk: &str, act: AskedAct, due: Option<Date>, remark: &str) -> anyhow::Result<DirectionDraft> {
    let remark = (!remark.is_empty()).then(|| remark.to_owned());
    Ok(DirectionDraft { to: desk.parse()?, part: Part::Lead, act, due, remark })
}

/// A direction to a desk that is to know.
pub(super) fn inform(desk: &str) -> anyhow::Result<DirectionDraft> {
    Ok(DirectionDraft { to: desk.parse()?, part: Part::Copy, act: AskedAct::Note, due: None, remark: None })
}

/// A name on a paper, and which officer it is.
pub(super) fn binding(name: &str, named_as: NamedAs, officer: &str) -> anyhow::Result<BindingDraft> {
    Ok(BindingDraft { name: name.to_owned(), named_as, to: Principal::Officer(officer.parse()?) })
}

impl Hand<'_> {
    /// Moves the demonstration's clock to an hour of a day of the month; never back, where filling the book goes on.
    pub(super) fn on(&self, day: i8, hour: i8, minute: i8) -> anyhow::Result<()> {
        let at = self.day(day)?.at(hour, minute, 0, 0);
        self.clock.set(self.clock.now().max(TimeZone::UTC.to_timestamp(at)?.into()));
        Ok(())
    }

    /// A day of the month.
    pub(super) fn day(&self, day: i8) -> anyhow::Result<Date> {
        Ok(self.month.checked_add((i32::from(day) - 1).days())?)
    }

    /// An act of an officer. Keys are fixed, so that filling the book again does nothing twice.
    pub(super) fn act(&self, officer: &str, key: &str, act: Act) -> anyhow::Result<Receipt> {
        self.submit(officer, key, act, Bodies::default())
    }

    /// An act of an officer in a dossier.
    pub(super) fn does(&self, officer: &str, key: &str, dossier: &str, does: DossierAct) -> anyhow::Result<()> {
        self.act(officer, key, Act::InDossier { dossier: dossier.parse()?, does })?;
        Ok(())
    }

    /// An act of an officer in a dossier that brings a text of its own, made of its version; the text's hash.
    pub(super) fn writes(
        &self,
        officer: &str,
        key: &str,
        (dossier, (name, bytes)): (&str, File),
        does: impl FnOnce(procedure::paper::Version) -> DossierAct,
    ) -> anyhow::Result<Hash> {
        let prepared = self.office.prepare_described(bytes.to_vec(), name, VersionFacts::default());
        let Prepared { version, bodies, .. } = prepared.with_context(|| format!("reading {name}"))?;
        let hash = version.hash;
        let act = Act::InDossier { dossier: dossier.parse()?, does: does(version) };
        self.submit(officer, key, act, bodies)?;
        Ok(hash)
    }

    /// Reads a file and enters it; the paper.
    pub(super) fn enter(&self, (name, bytes): File, entry: Entry) -> anyhow::Result<PaperId> {
        self.enter_under(name, (name, bytes), entry)
    }

    /// [`Hand::enter`] under a key of its own: for a file that came twice.
    pub(super) fn enter_under(&self, key: &str, (name, bytes): File, entry: Entry) -> anyhow::Result<PaperId> {
        let how = VersionFacts { channel: entry.channel, ..VersionFacts::default() };
        let prepared = self.office.prepare(bytes.to_vec(), name, how).with_context(|| format!("reading {name}"))?;
        let Prepared { version, reading, bodies } = prepared;
        let mut draft = self.draft(entry, reading.card)?;
        draft.versions = vec![version];
        draft.remarks = reading.remarks;
        entered(self.submit(self.clerk.0, key, Act::Enter(draft), bodies)?)
    }

    /// Enters a paper of which there is no file.
    pub(super) fn enter_without(
        &self,
        key: &str,
        absence: Absence,
        card: Card,
        entry: Entry,
    ) -> anyhow::Result<PaperId> {
        let original_at = (absence == Absence::CoverOnly).then(|| "the minister’s office, unopened".to_owned());
        let medium = if absence == Absence::Oral { Medium::Spoken } else { Medium::Paper };
        let mut draft = self.draft(entry, card)?;
        draft.absence = Some(absence);
        draft.arrival = Arrival { original_at, medium, ..draft.arrival };
        entered(self.submit(self.clerk.0, key, Act::Enter(draft), Bodies::default())?)
    }

    fn submit(&self, officer: &str, key: &str, act: Act, bodies: Bodies) -> anyhow::Result<Receipt> {
        let officer: OfficerId = officer.parse()?;
        let command = Command {
            authenticated: officer.to_string(),
            officer,
            means: Means::Demonstration,
            door: Door::Page,
            key: format!("demo/{key}"),
            act,
            bodies,
        };
        self.office.submit_blocking(command).with_context(|| format!("filling the book: {key}"))
    }

    fn draft(&self, entry: Entry, mut card: Card) -> anyhow::Result<EnterDraft> {
        if let Some(subject) = entry.subject {
            card.subject = Some(Field::set(subject.to_owned(), None, self.clerk.0.parse()?));
        }
        let received = |(day, at): (i8, Option<(i8, i8)>)| {
            let time = at.map(|(hour, minute)| time(hour, minute, 0, 0));
            anyhow::Ok(Received { on: self.day(day)?, time })
        };
        let received = entry.received.map(received).transpose()?;
        let precedence = card.precedence.as_ref().map(|precedence| precedence.value.to_lowercase());
        let taken_in_by = received.is_some().then(|| self.clerk.1.to_owned());
        Ok(EnterDraft {
            put_right: None,
            series: entry.series.parse()?,
            year: None,
            reserved: None,
            under: None,
            versions: Vec::new(),
            absence: None,
            arrival: Arrival { received, channel: entry.channel, taken_in_by, precedence, ..Arrival::default() },
            card,
            remarks: Vec::new(),
            level: entry.level.map(str::parse::<LevelId>).transpose()?,
            again: entry.again,
            late: None,
            directions: entry.directions,
            bindings: entry.bindings,
            bulk: false,
        })
    }
}

fn entered(receipt: Receipt) -> anyhow::Result<PaperId> {
    receipt.paper.context("an entry without a paper")
}
