//! Events: what happened. Each is one part of a journal entry; the first part of every entry says who acted.
//!
//! An event carries `type` and `v`. A type or version that this program does not know stops the fold: the office opens
//! read-only rather than forget what a later program wrote. Events hold every number, date and choice that a rule made;
//! the fold never runs a rule again.

mod about;
mod part;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::BindingDraft;
use crate::calendar::Calendar;
use crate::card::{Card, CardRemark, FieldName};
use crate::closing::Closing;
use crate::correspondent::{PostHeld, RuleFacts};
use crate::dossier::DossierEvent;
use crate::export::{Export, ExportedSheet};
use crate::handing::{Held, PaperHanded};
use crate::house::{Capacity, CircularNumbers, Duty, Level, Series, TwoPersonsFor, Visibility};
use crate::ids::{
    BodyId, CalendarId, CorrespondentId, DeskId, DossierId, Hash, LevelId, ListId, MandateId, OfficeId, OfficerId,
    PaperId, RuleId, SeriesId,
};
use crate::moment::Moment;
use crate::number::{Pattern, RegNumber};
use crate::paper::{
    Absence, Addressed, Again, Arrival, BringForwardEnd, Channel, CopyDid, CopyEnd, CopyGiven, Direction, DispatchEnd,
    Holder, InHouse, NamedAs, Principal, ReadText, Released, Settlement, Version,
};
use crate::readings::{ReadingsHead, ReadingsQuestion};
use crate::role::Role;

pub use part::{DirectionTurn, DoorChange, FieldValue, OfferMade, TieMade, TieUndone};

/// How it was made sure who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// A password, in a session.
    Password,
    /// A one-time link.
    Link,
    /// A token.
    Token,
    /// An account of the operating system that owns the folder.
    System,
    /// A click in a demonstration office.
    Demonstration,
    /// The office itself, at its founding.
    Founding,
}

/// Through which door an act came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// A page.
    Page,
    /// The API.
    Api,
    /// The command line.
    CommandLine,
    /// None: the office's own machine, at work for the officer who entered the paper.
    Machine,
}

/// The first part of every entry: which act, by whom, for which desk, how authenticated, through which door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted {
    /// The act's name: "enter", "direct", "void".
    pub act: String,
    /// The officer who answers for it.
    pub officer: OfficerId,
    /// The desk acted for.
    pub desk: Option<DeskId>,
    /// The mandate for it.
    pub mandate: Option<MandateId>,
    /// Who was authenticated: the officer's own code, or the account "for" the officer.
    pub authenticated: String,
    /// How.
    pub means: Means,
    /// The door.
    pub door: Door,
    /// The act's id: 128 bits of SHA-256(office, officer, idempotency key).
    pub id: PaperId,
    /// SHA-256 of the command, so that a key used again for something else is noticed.
    pub digest: Hash,
    /// The papers it touches; none for acts of the house.
    pub papers: Vec<PaperId>,
    /// The dossiers it touches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dossiers: Vec<DossierId>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the state they change")]
pub enum Event {
    /// The office was founded.
    OfficeFounded { office: OfficeId, name: String, zone: String },
    /// The office has another name.
    OfficeRenamed { name: String },
    /// The scale of markings was set, lowest level first.
    LevelsSet { levels: Vec<Level> },
    /// The file plan was set for a code.
    FilePlanSet { code: String, title: String },
    /// An officer joined.
    OfficerAdded { officer: OfficerId, name: String, aliases: Vec<String>, cleared_to: LevelId, duties: BTreeSet<Duty> },
    /// An officer's facts changed.
    OfficerChanged {
        officer: OfficerId,
        name: String,
        aliases: Vec<String>,
        cleared_to: LevelId,
        duties: BTreeSet<Duty>,
    },
    /// An officer was suspended.
    OfficerSuspended { officer: OfficerId, reason: String },
    /// An officer came back.
    OfficerReinstated { officer: OfficerId },
    /// Something changed at an officer's door.
    DoorChanged { officer: OfficerId, change: DoorChange },
    /// A desk was set up.
    DeskAdded { desk: DeskId, name: String, aliases: Vec<String>, above: Option<DeskId> },
    /// A desk's facts changed.
    DeskChanged {
        desk: DeskId,
        name: String,
        aliases: Vec<String>,
        above: Option<DeskId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        calendar: Option<CalendarId>,
    },
    /// A desk was closed.
    DeskClosed { desk: DeskId, reason: String },
    /// Submissions to a desk go through another.
    PrivateOfficeSet { desk: DeskId, office: Option<DeskId> },
    /// Two officers have to decide, or one again.
    TwoPersonsSet { of: TwoPersonsFor, holds: bool, reason: String },
    /// A mandate was given.
    MandateGiven {
        mandate: MandateId,
        officer: OfficerId,
        desk: DeskId,
        capacity: Capacity,
        from: Moment,
        until: Option<Moment>,
        /// Of a substitute: for whom of the desk's holders.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<OfficerId>,
    },
    /// A mandate ends at a moment.
    MandateEnded { mandate: MandateId, until: Moment, reason: String },
    /// An officer got a role.
    RoleGiven { officer: OfficerId, role: Role, from: Moment, until: Option<Moment>, reason: String },
    /// A role ended.
    RoleEnded { officer: OfficerId, role: Role, reason: String },
    /// An auditor asked the reading ledger; entered before anything of it was shown.
    ReadingsAsked { question: ReadingsQuestion, reason: String },
    /// Up to where the reading ledger stood; `broken` where it does not go on from the head entered before.
    ReadingsEntered { head: ReadingsHead, broken: bool },
    /// The office was restored from a backup.
    Restored { entries: u64, lost: u64, new_log: bool },
    /// Heads are signed by another key from this entry on.
    KeyChanged { key: String, reason: String },
    /// The day was closed.
    DayClosed { closing: Closing },
    /// A series was opened.
    SeriesOpened { series: SeriesId, facts: Series },
    /// A series' rules changed; numbers given stay as they are.
    SeriesChanged {
        series: SeriesId,
        name: String,
        pattern: Pattern,
        rule: Visibility,
        registry: DeskId,
        band: Option<(LevelId, LevelId)>,
        file_code: Option<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        outgoing: bool,
        #[serde(default, skip_serializing_if = "CircularNumbers::is_usual")]
        circulars: CircularNumbers,
    },
    /// A series was closed.
    SeriesClosed { series: SeriesId, reason: String },
    /// A year's book was closed.
    YearClosed { series: SeriesId, year: i16 },
    /// Numbers were set aside.
    BlockReserved { series: SeriesId, year: i16, from: u32, to: u32, reason: String },
    /// A reserved number was voided unused.
    ReservedVoided { series: SeriesId, year: i16, n: u32, text: String, reason: String },
    /// A calendar was set: made, or replaced whole.
    CalendarSet { calendar: CalendarId, facts: Calendar },
    /// A date became a holiday.
    HolidayAdded { calendar: CalendarId, date: Date, name: String },
    /// A date is no holiday any more.
    HolidayRemoved { calendar: CalendarId, date: Date, reason: String },
    /// A list by which copies are given was set: made, or replaced whole.
    ListSet { list: ListId, name: String, holders: Vec<Holder> },
    /// A list is used no longer.
    ListGivenUp { list: ListId, reason: String },
    /// A dossier was opened.
    DossierOpened {
        dossier: DossierId,
        title: String,
        code: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        home: Option<DeskId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<LevelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<Visibility>,
    },
    /// A correspondent was taken in.
    CorrespondentAdded {
        correspondent: CorrespondentId,
        name: String,
        aliases: Vec<String>,
        posts: Vec<PostHeld>,
        desk: DeskId,
        rule: Visibility,
        level: Option<LevelId>,
        beside: Option<String>,
    },
    /// A correspondent's facts changed.
    CorrespondentChanged {
        correspondent: CorrespondentId,
        name: String,
        aliases: Vec<String>,
        posts: Vec<PostHeld>,
        reason: Option<String>,
    },
    /// What is usual for papers of a correspondent was confirmed; all `null` takes it back.
    UsualConfirmed {
        correspondent: CorrespondentId,
        series: Option<SeriesId>,
        desk: Option<DeskId>,
        kind: Option<String>,
    },
    /// A correspondent turned out to be another.
    CorrespondentMerged { correspondent: CorrespondentId, into: CorrespondentId, reason: String },
    /// A merging was undone.
    CorrespondentParted { correspondent: CorrespondentId, reason: String },
    /// An exact rule was confirmed.
    RuleConfirmed { rule: RuleId, facts: RuleFacts },
    /// A rule was revoked; what it bound stays bound.
    RuleRevoked { rule: RuleId, reason: String },

    /// A paper was given a number. Of a paper's events this part is never destroyed. One of a circular says to whom it is
    /// addressed; its text and card are those of the entry's [`Event::CircularText`].
    Registered {
        paper: PaperId,
        number: RegNumber,
        on: Date,
        kind: Option<String>,
        late: Option<String>,
        reserved: bool,
        first: bool,
        bodies: Vec<BodyId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        addressed: Option<Box<Addressed>>,
    },
    /// What is sent to all whom a circular is addressed to: the file and the card, without addressee, and the senders who
    /// are bound. It is of every paper that the same entry addresses, and of no other.
    CircularText {
        version: Version,
        card: Card,
        senders: Vec<BindingDraft>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        precedence: Option<String>,
        bodies: Vec<BodyId>,
    },
    /// The paper was sent as a circular, for the `no`-th time, to `of` addressees: the same entry makes a paper for each.
    CircularSent { paper: PaperId, no: u32, of: u32, series: SeriesId, on: Date },
    /// A paper was entered although a twin is held.
    EnteredAgain { paper: PaperId, again: Again },
    /// The facts of arrival.
    Arrived { paper: PaperId, arrival: Arrival, absence: Option<Absence> },
    /// A version was added. It says its place among the paper's versions, from 0, so that later parts still mean the
    /// right one where the part of another was destroyed.
    VersionAdded { paper: PaperId, place: usize, version: Version, bodies: Vec<BodyId> },
    /// A version turned out to be a wrong file.
    VersionWithdrawn { paper: PaperId, version: usize, reason: String },
    /// The card as the paper was entered or read anew.
    Described { paper: PaperId, card: Card },
    /// An officer saw the card as it was read before the paper was entered, and put these fields right.
    ReadingSeen { paper: PaperId, put_right: BTreeSet<FieldName> },
    /// A version was read anew: its new text, the card that would follow, and the fields that would change, for an
    /// officer to take or decline.
    ReadingProposed {
        paper: PaperId,
        version: usize,
        text: ReadText,
        card: Card,
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        fields: BTreeSet<FieldName>,
        remarks: Vec<CardRemark>,
        bodies: Vec<BodyId>,
    },
    /// Of a proposed reading these fields were taken: the version's text and the whole card, as they are now. Where no
    /// fields are named, all of them were.
    ReadingTaken {
        paper: PaperId,
        version: usize,
        text: ReadText,
        card: Card,
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        fields: BTreeSet<FieldName>,
    },
    /// Of a proposed reading these fields were declined; where none are named, all of them.
    ReadingDeclined {
        paper: PaperId,
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        fields: BTreeSet<FieldName>,
        reason: String,
    },
    /// The reading or an officer left remarks.
    Remarked { paper: PaperId, by_officer: bool, remarks: Vec<CardRemark> },
    /// A field was put right.
    Corrected { paper: PaperId, field: FieldName, value: FieldValue, reason: Option<String> },
    /// The facts of arrival were put right.
    ArrivalCorrected { paper: PaperId, arrival: Arrival, reason: String },
    /// A marking was read, and waits for an officer.
    MarkingRead { paper: PaperId, words: String },
    /// An officer gave the paper a level.
    MarkingSet { paper: PaperId, level: LevelId, reason: Option<String> },
    /// A number was annulled.
    RegistrationVoided { paper: PaperId, number: RegNumber, reason: String, see: Option<String> },
    /// The paper was marked out.
    Directed { paper: PaperId, directions: Vec<Direction> },
    /// Something became of a direction.
    DirectionTurned { paper: PaperId, direction: u32, turn: DirectionTurn },
    /// A name was bound to an officer, desk or correspondent; `place` is the binding's place among the paper's, from 0.
    /// Where a rule bound it, it is named.
    NameBound {
        paper: PaperId,
        place: usize,
        name: String,
        named_as: NamedAs,
        to: Principal,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<RuleId>,
    },
    /// A binding ended.
    NameUnbound { paper: PaperId, binding: usize, reason: String },
    /// Citations were found to mean papers held; of this paper or of others.
    CitationsTied { ties: Vec<TieMade> },
    /// Doubtful matches were offered.
    MatchesOffered { offers: Vec<OfferMade> },
    /// The paper meant was voided: citations of other papers are open again. Who voids it has not acted on those.
    CitationsReopened { ties: Vec<TieUndone>, reason: String },
    /// A tie was undone, or an offer refused.
    CitationUntied { paper: PaperId, citation: usize, to: PaperId, reason: String },
    /// A citation was settled without a paper.
    CitationSettled { paper: PaperId, citation: usize, settlement: Settlement },
    /// A paper answers another.
    AnswerLinked { paper: PaperId, answers: PaperId },
    /// That a paper answers another was taken back.
    AnswerUnlinked { paper: PaperId, answers: PaperId, reason: String },
    /// A paper was filed.
    Filed {
        paper: PaperId,
        dossier: DossierId,
        title: String,
        code: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        volume: Option<u32>,
    },
    /// An enclosed file became a paper of its own.
    SplitOff { paper: PaperId, version: usize, enclosed: usize, into: PaperId },
    /// The paper comes back to an officer or a desk on a day; `bring_forward` is its number on the paper, from 1.
    BringForwardSet { paper: PaperId, bring_forward: u32, to: InHouse, on: Date, reason: String },
    /// A bring-forward ended.
    BringForwardEnded { paper: PaperId, bring_forward: u32, end: BringForwardEnd },
    /// The paper awaits an answer by a day; of no desk where none is named but of that which leads on it, and of the registry
    /// while none does. Where it awaited one before, the day and the desk moved. Where marking it out said so, the direction
    /// is named.
    AnswerAwaited {
        paper: PaperId,
        by: Date,
        desk: Option<DeskId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        direction: Option<u32>,
    },
    /// An interim reply moved the day; `answer` is the paper that brought it, where one did.
    InterimReplied { paper: PaperId, answer: Option<PaperId>, by: Date, reason: String },
    /// It was decided that no answer is owed.
    NoReplyNeeded { paper: PaperId, reason: String },
    /// An answer is awaited again; `despite` the papers that answered it until then, as whoever reopened it saw them.
    AnswerReopened { paper: PaperId, by: Date, reason: String, despite: Vec<PaperId> },
    /// The paper went out.
    Dispatched {
        paper: PaperId,
        no: u32,
        to: String,
        channel: Channel,
        on: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// It is known what became of a sending.
    DispatchEnded { paper: PaperId, dispatch: u32, end: DispatchEnd },
    /// The paper need not be sent.
    DispatchNotNeeded { paper: PaperId, reason: String },
    /// Somebody made the paper known under a symbol of theirs.
    Appeared {
        paper: PaperId,
        symbol: String,
        body: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
    },
    /// Numbered copies were given, of the bytes with this hash. `of` is printed on each: there are as many with these.
    CopiesGiven {
        paper: PaperId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<ListId>,
        of: u32,
        on: Date,
        hash: Hash,
        copies: Vec<CopyGiven>,
    },
    /// Something was done with a copy.
    CopyHandled {
        paper: PaperId,
        copy: u32,
        did: CopyDid,
        /// The body of a page that was set for it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<BodyId>,
    },
    /// Copies are held no longer.
    CopiesEnded { paper: PaperId, copies: Vec<u32>, end: CopyEnd },
    /// Something was exported; entered before its bytes were handed out.
    Exported {
        export: Export,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<ExportedSheet>,
        /// The body of the page that was set.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<BodyId>,
    },
    /// A version was released to the reading room, for anyone.
    Released { paper: PaperId, released: Released, reason: String },
    /// What was released was taken back.
    ReleaseEnded { paper: PaperId, reason: String },
    /// A registrar looks beyond the rules.
    SightOverridden { paper: PaperId, reason: String, until: Moment },
    /// What waited at a desk went to another desk, or what came back to an officer to another officer; `desk` is then the one
    /// that the first held, and `held` what waited at it. Who enters it has not acted on the papers.
    HandedOver {
        from: InHouse,
        to: InHouse,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<DeskId>,
        reason: String,
        papers: Vec<PaperHanded>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held: Option<Held>,
    },
    /// Something happened in a dossier.
    InDossier {
        dossier: DossierId,
        change: DossierEvent,
        /// The bodies that it names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<BodyId>,
    },
}

/// The version of the events' JSON that this program writes.
pub const EVENT_VERSION: u32 = 1;

/// Why a part cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub enum PartError {
    /// It is not JSON of the form that its type has.
    #[told("the part is not a well-formed event: {why}")]
    Malformed {
        /// What the reader says.
        why: String,
    },
    /// A later program wrote it.
    #[told("the part is of type {kind:?}, version {version}, which this program does not know; a newer one wrote it")]
    Unknown {
        /// Its type.
        kind: String,
        /// Its version.
        version: u64,
    },
}

#[derive(Serialize)]
struct Versioned<'a, T> {
    v: u32,
    #[serde(flatten)]
    what: &'a T,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename = "act")]
struct ActPart {
    #[serde(flatten)]
    acted: Acted,
}

fn encode<T: Serialize>(what: &T) -> Vec<u8> {
    // These types hold no maps with other keys than text and no failing serializers, so writing cannot fail.
    serde_json::to_vec(&Versioned { v: EVENT_VERSION, what }).unwrap_or_default()
}

fn check_version(bytes: &[u8]) -> Result<String, PartError> {
    #[derive(Deserialize)]
    struct Envelope {
        #[serde(rename = "type")]
        kind: String,
        v: u64,
    }
    let envelope: Envelope =
        serde_json::from_slice(bytes).map_err(|error| PartError::Malformed { why: error.to_string() })?;
    if envelope.v == u64::from(EVENT_VERSION) {
        Ok(envelope.kind)
    } else {
        Err(PartError::Unknown { kind: envelope.kind, version: envelope.v })
    }
}

impl Acted {
    /// The part's exact bytes.
    pub fn to_part(&self) -> Vec<u8> {
        encode(&ActPart { acted: self.clone() })
    }

    /// Reads the first part of an entry.
    ///
    /// # Errors
    /// See [`PartError`].
    pub fn from_part(bytes: &[u8]) -> Result<Self, PartError> {
        let kind = check_version(bytes)?;
        if kind != "act" {
            return Err(PartError::Malformed { why: format!("the first part of an entry is of type act, not {kind}") });
        }
        serde_json::from_slice::<ActPart>(bytes)
            .map(|part| part.acted)
            .map_err(|error| PartError::Malformed { why: error.to_string() })
    }
}

impl Event {
    /// The part's exact bytes.
    pub fn to_part(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads any part of an entry but the first.
    ///
    /// # Errors
    /// See [`PartError`].
    pub fn from_part(bytes: &[u8]) -> Result<Self, PartError> {
        let kind = check_version(bytes)?;
        serde_json::from_slice(bytes).map_err(|error| {
            let why = error.to_string();
            if why.starts_with("unknown variant") {
                PartError::Unknown { kind, version: u64::from(EVENT_VERSION) }
            } else {
                PartError::Malformed { why }
            }
        })
    }
}
