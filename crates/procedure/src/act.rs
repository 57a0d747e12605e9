//! Acts: what an officer may ask for. An act and the state before it make events, or a refusal.

mod drafts;
mod limits;
mod name;
mod needs;
mod sitting;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::card::{Card, CardRemark, FieldName};
use crate::correspondent::{PostHeld, RuleFacts};
use crate::dossier::DossierAct;
use crate::event::{DoorChange, FieldValue};
use crate::export::{Export, ExportedSheet};
use crate::house::{Capacity, CircularNumbers, Duty, Level, Series, TwoPersonsFor, Visibility};
use crate::ids::{
    CalendarId, CorrespondentId, DeskId, DossierId, Hash, LevelId, ListId, MandateId, OfficeId, OfficerId, PaperId,
    RuleId, SeriesId,
};
use crate::moment::Moment;
use crate::number::Pattern;
use crate::paper::{Arrival, Channel, Holder, KeptPage, NamedAs, ReadText, Settlement, Version};
use crate::readings::{ReadingsHead, ReadingsQuestion};
use crate::role::Role;

pub use drafts::{BindingDraft, DirectionDraft, EnterDraft};
pub use limits::*;
pub use sitting::{Decided, Sitting, act_id};

/// What an officer asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the events they become")]
pub enum Act {
    /// Found the office: its scale, its first officer (an administrator), desks, mandates and series, in one entry.
    Found {
        office: OfficeId,
        name: String,
        zone: String,
        levels: Vec<Level>,
        officer_name: String,
        desks: Vec<(DeskId, String)>,
        series: Vec<(SeriesId, Series)>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        calendar: Option<Calendar>,
    },
    /// Give the office another name. What was printed under the old one keeps it.
    RenameOffice { name: String },
    /// Set the scale of markings.
    SetLevels { levels: Vec<Level> },
    /// Set a code of the file plan.
    SetFilePlan { code: String, title: String },
    /// Take in an officer.
    AddOfficer {
        officer: OfficerId,
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
        cleared_to: LevelId,
        #[serde(default)]
        duties: BTreeSet<Duty>,
    },
    /// Change an officer's facts; what is left out stays.
    ChangeOfficer {
        officer: OfficerId,
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        aliases: Option<Vec<String>>,
        #[serde(default)]
        cleared_to: Option<LevelId>,
        #[serde(default)]
        duties: Option<BTreeSet<Duty>>,
    },
    /// Suspend an officer.
    SuspendOfficer { officer: OfficerId, reason: String },
    /// Take a suspended officer back.
    ReinstateOfficer { officer: OfficerId },
    /// Note a change at an officer's door.
    ChangeDoor { officer: OfficerId, change: DoorChange },
    /// Set up a desk.
    AddDesk {
        desk: DeskId,
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
        #[serde(default)]
        above: Option<DeskId>,
    },
    /// Change a desk's facts; what is left out stays, and `null` for the desk above or the calendar takes it away.
    ChangeDesk {
        desk: DeskId,
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        aliases: Option<Vec<String>>,
        #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
        above: Option<Option<DeskId>>,
        #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
        calendar: Option<Option<CalendarId>>,
    },
    /// Close a desk at which nothing waits.
    CloseDesk { desk: DeskId, reason: String },
    /// Let submissions to a desk go through another, or to it directly again.
    SetPrivateOffice {
        desk: DeskId,
        #[serde(default)]
        office: Option<DeskId>,
    },
    /// Let two officers decide, or one again.
    SetTwoPersons { of: TwoPersonsFor, holds: bool, reason: String },
    /// Give a mandate.
    GiveMandate {
        mandate: MandateId,
        officer: OfficerId,
        desk: DeskId,
        capacity: Capacity,
        #[serde(default)]
        from: Option<Moment>,
        #[serde(default)]
        until: Option<Moment>,
        /// Of a substitute: for whom of the desk's holders; the only one where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<OfficerId>,
    },
    /// End a mandate, now or at a later moment.
    EndMandate {
        mandate: MandateId,
        #[serde(default)]
        until: Option<Moment>,
        reason: String,
    },
    /// Hand over what waits at a desk to another desk.
    HandOverDesk { desk: DeskId, to: DeskId, reason: String },
    /// Hand a desk over from one officer who holds it to another: the one's mandate ends, the other's begins, under the code
    /// `mandate` where there is none yet, and what comes back to the one comes back to the other.
    HandOverPost { desk: DeskId, from: OfficerId, to: OfficerId, mandate: MandateId, reason: String },
    /// Give an officer a role.
    GiveRole {
        officer: OfficerId,
        role: Role,
        #[serde(default)]
        from: Option<Moment>,
        #[serde(default)]
        until: Option<Moment>,
        reason: String,
    },
    /// End a role.
    EndRole { officer: OfficerId, role: Role, reason: String },
    /// Ask the reading ledger.
    AskReadings { question: ReadingsQuestion, reason: String },
    /// Enter up to where the reading ledger stands: the office itself does.
    EnterReadings { head: ReadingsHead, broken: bool },
    /// Say that the office was restored from a backup: of how many entries, how many that were published are lost, and whether
    /// the log begins anew.
    EnterRestored { entries: u64, lost: u64, new_log: bool },
    /// Change the key that signs heads; the new one is made where the journal is written.
    ChangeKey { reason: String },
    /// Close the day: what it says is found where the journal is written.
    CloseDay {},
    /// Open a series.
    OpenSeries { series: SeriesId, facts: Series },
    /// Change a series; what is left out stays, and `null` for the band or the file-plan code takes it away.
    ChangeSeries {
        series: SeriesId,
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        pattern: Option<Pattern>,
        #[serde(default)]
        rule: Option<Visibility>,
        #[serde(default)]
        registry: Option<DeskId>,
        #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
        band: Option<Option<(LevelId, LevelId)>>,
        #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
        file_code: Option<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outgoing: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        circulars: Option<CircularNumbers>,
    },
    /// Close a series for new numbers.
    CloseSeries { series: SeriesId, reason: String },
    /// Close a past year's book.
    CloseYear { series: SeriesId, year: i16 },
    /// Set numbers aside, for a mission or a power failure.
    ReserveBlock { series: SeriesId, count: u32, reason: String },
    /// Void a reserved number that will not be used.
    VoidReserved { series: SeriesId, year: i16, n: u32, reason: String },
    /// Void every number from the next one up to this: they were given after the last backup, and are lost with what was entered
    /// under them. Papers may bear them, so that nobody is to get them again.
    VoidLost { series: SeriesId, year: i16, to: u32, reason: String },
    /// Make a calendar, or replace it whole; `over` is the digest of the one that was looked at, and is to be replaced.
    SetCalendar {
        calendar: CalendarId,
        facts: Calendar,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over: Option<Hash>,
    },
    /// Make a date a holiday.
    AddHoliday { calendar: CalendarId, date: Date, name: String },
    /// Take a holiday of one date out.
    RemoveHoliday { calendar: CalendarId, date: Date, reason: String },
    /// Make a list by which copies are given, or replace it whole. What was given up is used again by it.
    SetList { list: ListId, name: String, holders: Vec<Holder> },
    /// Use a list no longer.
    GiveUpList { list: ListId, reason: String },
    /// Open a dossier.
    OpenDossier {
        dossier: DossierId,
        title: String,
        #[serde(default)]
        code: Option<String>,
        #[serde(default)]
        home: Option<DeskId>,
        #[serde(default)]
        level: Option<LevelId>,
        #[serde(default)]
        rule: Option<Visibility>,
    },
    /// Do something in a dossier.
    InDossier { dossier: DossierId, does: DossierAct },

    /// Take in a correspondent. Where it was found on a paper it is seen as such papers are, and with `named_as` it is
    /// bound there in the same act; `beside` says why, where another goes by the name.
    AddCorrespondent {
        correspondent: CorrespondentId,
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
        #[serde(default)]
        posts: Vec<PostHeld>,
        desk: DeskId,
        #[serde(default)]
        paper: Option<PaperId>,
        #[serde(default)]
        named_as: Option<NamedAs>,
        #[serde(default)]
        beside: Option<String>,
    },
    /// Change a correspondent's name or posts; what is left out stays.
    ChangeCorrespondent {
        correspondent: CorrespondentId,
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        posts: Option<Vec<PostHeld>>,
        #[serde(default)]
        reason: Option<String>,
    },
    /// Confirm another name of a correspondent.
    GiveAlias { correspondent: CorrespondentId, alias: String },
    /// Take a name back that is not the correspondent's.
    TakeAlias { correspondent: CorrespondentId, alias: String, reason: String },
    /// Confirm what is usual for papers of a correspondent; nothing said takes it back.
    ConfirmUsual {
        correspondent: CorrespondentId,
        #[serde(default)]
        series: Option<SeriesId>,
        #[serde(default)]
        desk: Option<DeskId>,
        #[serde(default)]
        kind: Option<String>,
    },
    /// Say that a correspondent is another: both names lead to that one.
    MergeCorrespondent { correspondent: CorrespondentId, into: CorrespondentId, reason: String },
    /// Undo a merging.
    PartCorrespondent { correspondent: CorrespondentId, reason: String },
    /// Confirm an exact rule.
    ConfirmRule { rule: RuleId, facts: RuleFacts },
    /// Revoke a rule.
    RevokeRule { rule: RuleId, reason: String },

    /// Enter a paper.
    Enter(EnterDraft),
    /// Register a paper held in another series too.
    RegisterAlso {
        paper: PaperId,
        series: SeriesId,
        #[serde(default)]
        late: Option<String>,
    },
    /// Add a version.
    AddVersion {
        paper: PaperId,
        version: Version,
        #[serde(default)]
        card: Option<Card>,
        #[serde(default)]
        remarks: Vec<CardRemark>,
        #[serde(default)]
        level: Option<LevelId>,
    },
    /// Put a right file in place of a wrong one.
    ReplaceVersion {
        paper: PaperId,
        wrong: usize,
        version: Version,
        #[serde(default)]
        card: Option<Card>,
        #[serde(default)]
        remarks: Vec<CardRemark>,
        reason: String,
    },
    /// Take a wrong file back, where the right one is not at hand.
    WithdrawVersion { paper: PaperId, version: usize, reason: String },
    /// Make an enclosed file a paper of its own.
    Split { paper: PaperId, version: usize, enclosed: usize, draft: EnterDraft },
    /// Propose what a new reading of a version makes of the card.
    ProposeReading {
        paper: PaperId,
        version: usize,
        text: ReadText,
        card: Card,
        #[serde(default)]
        remarks: Vec<CardRemark>,
    },
    /// Take a proposed reading: these fields of it, or all where none are named.
    TakeReading {
        paper: PaperId,
        #[serde(default)]
        fields: BTreeSet<FieldName>,
    },
    /// Decline it: these fields of it, or all where none are named.
    DeclineReading {
        paper: PaperId,
        #[serde(default)]
        fields: BTreeSet<FieldName>,
        reason: String,
    },
    /// Put a field right.
    Correct {
        paper: PaperId,
        field: FieldName,
        value: FieldValue,
        #[serde(default)]
        reason: Option<String>,
    },
    /// Put the facts of arrival right.
    CorrectArrival { paper: PaperId, arrival: Arrival, reason: String },
    /// Annul a number.
    Void { paper: PaperId, number: String, reason: String },
    /// Move a paper to the right series: a new number, and the old one void pointing to it.
    MoveSeries { paper: PaperId, number: String, series: SeriesId, reason: String },
    /// Confirm, raise or lower the marking.
    Mark {
        paper: PaperId,
        level: LevelId,
        #[serde(default)]
        reason: Option<String>,
    },
    /// Mark the paper out.
    Direct { paper: PaperId, desk: DeskId, directions: Vec<DirectionDraft> },
    /// Take it.
    AcceptDirection { paper: PaperId, direction: u32 },
    /// Pass it on.
    PassOn { paper: PaperId, direction: u32, directions: Vec<DirectionDraft> },
    /// "Not ours".
    ReturnDirection { paper: PaperId, direction: u32, reason: String },
    /// Report it done.
    ReportDone {
        paper: PaperId,
        direction: u32,
        #[serde(default)]
        report: Option<String>,
        #[serde(default)]
        answer: Option<PaperId>,
    },
    /// Take it back from a wrong desk, and mark it out to the right one.
    Redirect { paper: PaperId, direction: u32, directions: Vec<DirectionDraft>, reason: String },
    /// Bind names to officers or desks.
    Bind { paper: PaperId, bindings: Vec<BindingDraft> },
    /// End a binding.
    Unbind { paper: PaperId, binding: usize, reason: String },
    /// Take an offered match, or tie a citation to a paper by hand.
    Tie { paper: PaperId, citation: usize, to: PaperId },
    /// Undo a tie or refuse an offer.
    Untie { paper: PaperId, citation: usize, to: PaperId, reason: String },
    /// Settle a citation that is not held.
    Settle { paper: PaperId, citation: usize, settlement: Settlement },
    /// Say that the paper answers another.
    LinkAnswer { paper: PaperId, answers: PaperId },
    /// Take back that the paper answers another.
    UnlinkAnswer { paper: PaperId, answers: PaperId, reason: String },
    /// File the paper.
    File {
        paper: PaperId,
        dossier: DossierId,
        #[serde(default)]
        title: Option<String>,
        #[serde(default)]
        code: Option<String>,
    },
    /// Leave a remark.
    Remark { paper: PaperId, says: String },
    /// Have the paper brought back on a day: to the officer who acts, or to a desk.
    BringForward {
        paper: PaperId,
        #[serde(default)]
        desk: Option<DeskId>,
        on: Date,
        reason: String,
    },
    /// Say that what it was brought back for is done.
    BringForwardDone { paper: PaperId, bring_forward: u32 },
    /// Take a bring-forward back.
    TakeBackBringForward { paper: PaperId, bring_forward: u32, reason: String },
    /// Say that the paper awaits an answer by a day, or move that day; owed by a desk, or, where none is named, by the one
    /// that leads on it.
    AwaitAnswer {
        paper: PaperId,
        by: Date,
        #[serde(default)]
        desk: Option<DeskId>,
    },
    /// Say that an interim reply went out, or came, and moves the day.
    InterimReply {
        paper: PaperId,
        #[serde(default)]
        answer: Option<PaperId>,
        by: Date,
        reason: String,
    },
    /// Say that no answer is owed.
    NoReplyNeeded { paper: PaperId, reason: String },
    /// Await an answer again, though one was given or none was needed.
    ReopenAnswer { paper: PaperId, by: Date, reason: String },
    /// Say that the paper went out; today, where no day is named.
    Dispatch {
        paper: PaperId,
        to: String,
        channel: Channel,
        #[serde(default)]
        on: Option<Date>,
        #[serde(default)]
        reference: Option<String>,
    },
    /// Say that what went out was received.
    DispatchReceived {
        paper: PaperId,
        dispatch: u32,
        #[serde(default)]
        on: Option<Date>,
        who: String,
        #[serde(default)]
        evidence: Option<PaperId>,
    },
    /// Say that what went out came back.
    DispatchCameBack {
        paper: PaperId,
        dispatch: u32,
        #[serde(default)]
        on: Option<Date>,
        reason: String,
    },
    /// Say that it never went out so.
    UndoDispatch { paper: PaperId, dispatch: u32, reason: String },
    /// Say that the paper need not be sent.
    NoDispatch { paper: PaperId, reason: String },
    /// Record the symbol under which somebody made the paper known; it is cited by it from then on.
    RecordSymbol {
        paper: PaperId,
        symbol: String,
        body: String,
        #[serde(default)]
        on: Option<Date>,
    },
    /// Give numbered copies: to those on a list, in its order, and then to those named.
    GiveCopies {
        paper: PaperId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<ListId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Holder>,
    },
    /// Enter the receipt for a copy that went out of the house; `who` as it says. Without a day, today.
    CopyReceived {
        paper: PaperId,
        copy: u32,
        #[serde(default)]
        on: Option<Date>,
        who: String,
    },
    /// Say that a copy was read: whoever holds it in the house does.
    AcknowledgeCopy { paper: PaperId, copy: u32 },
    /// Have a copy set on paper, or its bytes handed out. Entered before they are.
    PrintCopy {
        paper: PaperId,
        copy: u32,
        /// The page that was set for it, where none was kept that could be printed once more; its bytes come with the act.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<KeptPage>,
    },
    /// Give a copy back.
    ReturnCopy {
        paper: PaperId,
        copy: u32,
        #[serde(default)]
        remark: Option<String>,
    },
    /// Call copies back.
    WithdrawCopies { paper: PaperId, copies: Vec<u32>, reason: String },
    /// Call a copy back and give another in its place, under the next number.
    SubstituteCopy { paper: PaperId, copy: u32, to: Holder, reason: String },
    /// Send the paper as a circular: to each on a list, in its order, and then to each named, a paper of their own in this
    /// series; where `answer_by` is said, each awaits an answer by that day.
    SendCircular {
        paper: PaperId,
        series: SeriesId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<ListId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Holder>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Date>,
    },
    /// Export something: entered before its bytes are handed out.
    Export {
        export: Export,
        /// The sheet, where one is set. It comes from the office itself, never from a caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<ExportedSheet>,
    },
    /// Release the paper to the reading room: a version of it, or the one shown where none is named.
    Release {
        paper: PaperId,
        #[serde(default)]
        version: Option<usize>,
        reason: String,
    },
    /// Take back what was released.
    EndRelease { paper: PaperId, reason: String },
    /// Look beyond the rules for a while, with a reason.
    Override { paper: PaperId, reason: String, until: Moment },
}

/// A field that was sent: `null` says that there is to be nothing, which is not the same as saying nothing.
fn said<'de, D, T>(from: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(from).map(Some)
}
