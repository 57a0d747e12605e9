//! Refusals: the rules say no. Each says what, why and what next.

mod answer;
mod calendar;
mod circular;
mod copies;
mod decision;
mod dispatch;
mod dossier;
mod export;
mod handing;
mod oversight;
mod position;
mod release;
mod signs;
mod term;
mod words;

use phrases::{phrase, say};
use serde::{Deserialize, Serialize};

use crate::card::FieldName;
use crate::house::House;
use crate::ids::{CorrespondentId, DeskId, DossierId, LevelId, MandateId, OfficerId, PaperId, RuleId, SeriesId};
use crate::known::Twin;
use crate::moment::Moment;
use crate::paper::InHouse;

pub use answer::AnswerRefusal;
pub use calendar::CalendarRefusal;
pub use circular::CircularRefusal;
pub use copies::CopyRefusal;
pub use decision::DecisionRefusal;
pub use dispatch::DispatchRefusal;
pub use dossier::DossierRefusal;
pub use export::ExportRefusal;
pub use handing::HandingRefusal;
pub use oversight::OversightRefusal;
pub use position::PositionRefusal;
pub use release::ReleaseRefusal;
pub use term::TermRefusal;
pub use words::{CalendarList, Counted, Desks, Thing, Written};

use signs::{Signs, sign};

/// Why an act was not entered. Nothing was changed.
///
/// `Display` says what and why in one sentence; [`Refusal::next`] says what to do about it, and [`Refusal::code`]
/// names it for programs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum Refusal {
    #[told("the office is already founded")]
    AlreadyFounded,
    #[told("the office has not been founded")]
    NotFounded,
    #[told("there is no officer {officer}")]
    NoOfficer { officer: OfficerId },
    #[told("officer {officer} is suspended since {since}: {reason}")]
    Suspended { officer: OfficerId, since: Moment, reason: String },
    #[told("officer {officer} is not an administrator, and this changes the house")]
    NotAdministrator { officer: OfficerId },
    #[told("officer {officer} acts for no desk that may do this; {desks} may")]
    NoMandate { officer: OfficerId, desks: Desks },
    #[told("officer {officer} is the last administrator; without one nobody could change the house again")]
    LastAdministrator { officer: OfficerId },
    #[told("{what} {code} is there already")]
    Taken { what: Thing, code: String },
    #[told("there is no {what} {code}")]
    Absent { what: Thing, code: String },
    #[told("{what} {code} is closed")]
    Closed { what: Thing, code: String },
    #[told("officer {officer} is not suspended")]
    NotSuspended { officer: OfficerId },
    #[told("where reminders of officer {officer} go is for that officer alone to say")]
    AddressOfAnother { officer: OfficerId },
    #[told("mandate {mandate} ended at {until}")]
    MandateEnded { mandate: MandateId, until: Moment },
    #[told("mandate {mandate} ends at {until} already, before that")]
    MandateEndsSooner { mandate: MandateId, until: Moment },
    #[told("a mandate cannot end before it begins")]
    EndsBeforeBegin,
    #[told("desk {desk} cannot stand above itself")]
    DeskAboveItself { desk: DeskId },
    #[told("{} at desk {desk}", waiting_there(*waiting))]
    DeskHasWork { desk: DeskId, waiting: u64 },
    #[told("desk {desk} keeps series {series}")]
    DeskKeepsSeries { desk: DeskId, series: SeriesId },
    #[told("level {level} may stand on papers and cannot be taken off the scale")]
    LevelInUse { level: LevelId },
    #[told("a scale needs at least one level")]
    NoLevels,
    #[told("{field} is empty")]
    Empty { field: Written },
    #[told("{field} has {bytes} bytes; the limit is {bytes_max}")]
    TooLong { field: Written, bytes: usize, bytes_max: usize },
    #[told("{field} holds a control character, {character}")]
    ControlCharacter { field: Written, character: String },
    #[told("there are {count} {what}; the limit is {count_max}")]
    TooMany { what: Counted, count: usize, count_max: usize },
    #[told("the start of a series lies between 1 and {n_max}, not at {n}")]
    StartOutOfRange { n: u32, n_max: u32 },
    #[told("no numbers are reserved: a block has at least one")]
    EmptyBlock,
    #[told("the lowest level that series {series} is to take, {lowest}, stands above the highest, {highest}")]
    BandUpsideDown { series: SeriesId, lowest: LevelId, highest: LevelId },
    #[told("series {series} has reached its highest number, {n_max}")]
    SeriesFull { series: SeriesId, n_max: u32 },
    #[told("pattern {pattern} prints the same number every year, and series {series} begins again each year")]
    PatternWithoutYear { series: SeriesId, pattern: String },
    #[told("the pattern prints {text}, which series {other} prints too")]
    PatternTaken { text: String, other: SeriesId },
    #[told("the book of {series} for {year} is closed")]
    YearClosed { series: SeriesId, year: i16 },
    #[told("the year {year} of {series} is not over; only past years are closed")]
    YearNotOver { series: SeriesId, year: i16 },
    #[told("papers cannot be entered into the book of {year}; it is {this_year}")]
    YearAhead { year: i16, this_year: i16 },
    #[told("series {series} has no book of {year}; its first is that of {first}")]
    YearBefore { series: SeriesId, year: i16, first: i16 },
    #[told("it is entered late, and it is not said when it was received; a late entry shows both dates")]
    LateWithoutReceived,
    #[told("it cannot have been received on {received}; it is {now}")]
    ReceivedAhead { received: String, now: String },
    #[told("it is entered with many others, which grants nothing, and {bindings} names would be bound in the same act")]
    BulkBinds { bindings: usize },
    #[told("number {n} of {series} for {year} is not reserved")]
    NotReserved { series: SeriesId, year: i16, n: u32 },
    #[told("{open} reserved numbers of {series} for {year} are neither filled nor voided")]
    ReservedOpen { series: SeriesId, year: i16, open: usize },
    #[told("series {series} takes {lowest} to {highest}, and this paper is {level}")]
    OutOfBand { series: SeriesId, lowest: String, highest: String, level: String },
    #[told("a look-alike is held: {number} has {ground}", number = twin.number, ground = twin.ground.words())]
    TwinHeld { twin: Twin },
    #[told("the paper has no file, and it was not said why")]
    NoFile,
    #[told("the paper has a file, and is said to have none")]
    FileAndAbsence,
    #[told("the file {name} is empty")]
    FileEmpty { name: String },
    #[told("the paper has no file, and its card says nothing of it")]
    NothingSaid,
    #[told("span {start}..{end} of {field:?} does not lie in the text")]
    SpanOutside { field: FieldName, start: usize, end: usize },
    #[told("there is no such paper")]
    NoPaper { paper: PaperId },
    #[told("{number} is void")]
    PaperVoid { number: String },
    #[told("{number} does not stand for this paper")]
    NumberNotLive { number: String },
    #[told("the paper already stands in series {series}")]
    AlreadyInSeries { series: SeriesId },
    #[told("the marking {words:?} was read and nobody has confirmed it")]
    MarkingUnconfirmed { words: String },
    #[told("the paper is {level} already")]
    SameLevel { level: LevelId },
    #[told("officer {officer} is cleared to {cleared_to}, and this is {level}")]
    NotCleared { officer: OfficerId, cleared_to: LevelId, level: LevelId },
    #[told("the paper lies with {holders}, not with desk {desk}")]
    NotHolder { desk: DeskId, holders: Desks },
    #[told("it is passed on for information only, and no desk would lead")]
    NoLead,
    #[told("it is marked out to no desk")]
    NoDirections,
    #[told("desk {desk} is named twice")]
    DeskTwice { desk: DeskId },
    #[told("{due} is past; it is {today}")]
    DuePast { due: jiff::civil::Date, today: jiff::civil::Date },
    #[told("the paper was not marked out under {direction}")]
    NoDirection { direction: u32 },
    #[told("direction {direction} is no longer open: {state}")]
    DirectionClosed { direction: u32, state: String },
    #[told("direction {direction} was accepted already")]
    DirectionAccepted { direction: u32 },
    #[told("the value of {field:?} is not of its form: {why}")]
    Malformed { field: FieldName, why: String },
    #[told("{field:?} says that already")]
    SameValue { field: FieldName },
    #[told("the marking is changed by confirming, raising or lowering it, not by a correction")]
    MarkingByCorrection,
    #[told("there is no version {} that could be taken back", shown(*version))]
    NoVersion { version: usize },
    #[told("the file is the same as the one that it would replace")]
    SameFile,
    #[told("the paper has this very file already, as version {}", shown(*version))]
    VersionHeld { version: usize },
    #[told("version {} encloses no file {}", shown(*version), shown(*enclosed))]
    NoEnclosed { version: usize, enclosed: usize },
    #[told("the enclosed file was split off already")]
    SplitAlready,
    #[told("there is no citation {} on the card", shown(*citation))]
    NoCitation { citation: usize },
    #[told("the citation is tied to {number} already")]
    Tied { number: String },
    #[told("a paper cannot cite or answer itself")]
    Itself,
    #[told("the citation is not tied to that paper, nor was it offered")]
    NotTied,
    #[told("the paper answers that one already")]
    AnswerLinked,
    #[told("the paper does not answer that one")]
    NotAnswer,
    #[told("the paper is filed there already")]
    FiledThere { dossier: DossierId },
    #[told("there is no bring-forward {bring_forward}")]
    NoBringForward { bring_forward: u32 },
    #[told("bring-forward {bring_forward} is no longer open: {state}")]
    BringForwardClosed { bring_forward: u32, state: String },
    #[told("bring-forward {bring_forward} is for {to}, and was set by officer {officer}")]
    NotBroughtToYou { bring_forward: u32, to: InHouse, officer: OfficerId },
    #[told("{on} is more than {days_max} days ahead")]
    BackTooFar { on: jiff::civil::Date, days_max: i32 },
    #[told("desk {desk} does not see the paper, and a bring-forward gives no sight of it")]
    DeskWithoutSight { desk: DeskId },
    #[told("there is no binding {} that holds", shown(*binding))]
    NoBinding { binding: usize },
    #[told("{name} is bound to that already")]
    BoundAlready { name: String },
    #[told("{name} is correspondent {by} already")]
    NameTaken { name: String, by: CorrespondentId },
    #[told("correspondent {correspondent} has no alias {alias}")]
    NoAlias { correspondent: CorrespondentId, alias: String },
    #[told("correspondent {correspondent} cannot be merged with itself")]
    MergedWithItself { correspondent: CorrespondentId },
    #[told("correspondent {correspondent} is merged into {} already", into.as_ref().map_or("another", |into| into.as_str()))]
    MergedAlready { correspondent: CorrespondentId, into: Option<CorrespondentId> },
    #[told("correspondent {correspondent} is merged into no other")]
    NotMerged { correspondent: CorrespondentId },
    #[told("its facts say that already")]
    SameFacts,
    #[told("desk {desk} keeps no series, and this is for a registry to do")]
    KeepsNoSeries { desk: DeskId },
    #[told("rule {rule} holds for the same party already")]
    RuleHeld { rule: RuleId },
    #[told("rule {rule} was revoked already")]
    RuleRevoked { rule: RuleId },
    #[told("read anew, the paper says what its card says")]
    ReadsTheSame,
    #[told("no new reading of the paper waits to be taken")]
    NothingProposed,
    #[told("no new reading of its field {} waits to be taken", name_of(*field))]
    FieldNotProposed { field: FieldName },
    #[told("a look beyond the rules ends within {days_max} days from now")]
    OverrideTooLong { days_max: i64 },
    #[told("the key was used before, for another act")]
    KeyReused { act: String },
    #[told("the file is longer than {bytes_max} bytes, the most that this office takes")]
    FileTooLong { bytes_max: u64 },
    #[told("the act names a file that did not come with it and does not belong to the paper")]
    FileNotSent,
    #[told(transparent)]
    #[serde(untagged)]
    Calendar(#[from] CalendarRefusal),
    /// About an answer that a paper awaits.
    #[told(transparent)]
    #[serde(untagged)]
    Answer(#[from] AnswerRefusal),
    /// About how a paper goes out.
    #[told(transparent)]
    #[serde(untagged)]
    Dispatch(#[from] DispatchRefusal),
    /// About numbered copies, and lists by which they are given.
    #[told(transparent)]
    #[serde(untagged)]
    Copy(#[from] CopyRefusal),
    /// About circulars.
    #[told(transparent)]
    #[serde(untagged)]
    Circular(#[from] CircularRefusal),
    /// About what is asked in a dossier.
    #[told(transparent)]
    #[serde(untagged)]
    Dossier(#[from] DossierRefusal),
    /// About a draft, a submission, a decision or an action.
    #[told(transparent)]
    #[serde(untagged)]
    Decision(#[from] DecisionRefusal),
    /// About handing over, standing in, and mandates that end.
    #[told(transparent)]
    #[serde(untagged)]
    Handing(#[from] HandingRefusal),
    /// About roles and the reading ledger.
    #[told(transparent)]
    #[serde(untagged)]
    Oversight(#[from] OversightRefusal),
    /// About what is released to the reading room.
    #[told(transparent)]
    #[serde(untagged)]
    Release(#[from] ReleaseRefusal),
    /// About exports.
    #[told(transparent)]
    #[serde(untagged)]
    Export(#[from] ExportRefusal),
    /// About positions in a dossier.
    #[told(transparent)]
    #[serde(untagged)]
    Position(#[from] PositionRefusal),
    /// About outside terms and deadlines.
    #[told(transparent)]
    #[serde(untagged)]
    Term(#[from] TermRefusal),
}

/// A place as people count and pages print it, from 1; acts and refusals as data count from 0.
fn shown(place: usize) -> usize {
    place.saturating_add(1)
}

impl Refusal {
    /// Its name for programs: "twin_held".
    pub fn code(&self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(map)) => {
                map.get("refusal").and_then(|name| name.as_str()).unwrap_or("refused").to_owned()
            }
            _ => "refused".to_owned(),
        }
    }

    /// What and why, with the names of the house where [`Display`](std::fmt::Display) has its codes: "T. Nesse acts for
    /// no desk that may do this; Registry may". A code that the house does not know stays as it is.
    pub fn in_names_of(&self, house: &House) -> String {
        let mut signs = Signs { house, names: Vec::new() };
        let Ok(mut json) = serde_json::to_value(self) else { return self.to_string() };
        signs.put(&mut json);
        // The same sentence, each code of it a sign that stands nowhere else, so that a desk "in" is not the word "in".
        let Ok(signed) = serde_json::from_value::<Self>(json) else { return self.to_string() };
        signs.names.iter().enumerate().fold(signed.to_string(), |says, (at, name)| {
            let sign = sign(at);
            let led =
                [say!("officer "), say!("desks "), say!("desk "), say!("series "), say!("level "), say!("calendar ")]
                    .map(|word| format!("{word}{sign}"));
            led.iter().chain([&sign]).fold(says, |says, sign| says.replace(sign.as_str(), name))
        })
    }

    /// Whether the act speaks of something that is not there, or not there for this officer.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::NoPaper { .. } | Self::Absent { .. } | Self::NoOfficer { .. })
    }

    /// Whether it is about the officer, the series or its book, so that every other paper entered there would get it too.
    pub fn bars_every_paper(&self) -> bool {
        matches!(
            self,
            Self::NoMandate { .. }
                | Self::Handing(HandingRefusal::MandateOver { .. })
                | Self::Suspended { .. }
                | Self::NoOfficer { .. }
                | Self::Absent { .. }
                | Self::Closed { .. }
                | Self::YearClosed { .. }
                | Self::YearAhead { .. }
                | Self::SeriesFull { .. }
        )
    }

    // One list of every refusal, longer than a screen: the compiler finds a missing one only in a single match.
    /// What to do next, as a sentence without its first capital, for the page's button line and `hint:`.
    pub fn next(&self) -> String {
        match self {
            Self::AlreadyFounded | Self::NotFounded => self.next_of_founding().into(),
            Self::NoOfficer { .. } => next_of_absent(Thing::Officer),
            Self::Suspended { .. } => say!("ask an administrator to take the officer back").into(),
            Self::NotAdministrator { .. } => say!("ask an administrator").into(),
            Self::NoMandate { .. } => NO_MANDATE_NEXT.said().into(),
            Self::LastAdministrator { .. } => say!("make another officer an administrator first").into(),
            Self::Taken { .. } => say!("choose another code").into(),
            Self::Absent { what, .. } => next_of_absent(*what),
            Self::Closed { what, .. } => say!("choose a {what} that is open"),
            Self::MandateEndsSooner { .. } | Self::EndsBeforeBegin => self.next_of_ends().into(),
            Self::AddressOfAnother { .. } => ADDRESS_OF_ANOTHER_NEXT.said().into(),
            Self::DeskAboveItself { .. } | Self::DeskHasWork { .. } | Self::DeskKeepsSeries { .. } => {
                self.next_of_desks().into()
            }
            Self::LevelInUse { .. } => say!("keep the level; its name, words and place on the scale may change").into(),
            Self::NoLevels => say!("name the levels, lowest first").into(),
            Self::Empty { field } => say!("write {field}"),
            Self::TooLong { .. } => say!("shorten it, or enter it as a paper").into(),
            Self::ControlCharacter { .. } => say!("write it without").into(),
            Self::TooMany { what, .. } => next_of_too_many(*what).into(),
            Self::EmptyBlock
            | Self::BandUpsideDown { .. }
            | Self::StartOutOfRange { .. }
            | Self::SeriesFull { .. }
            | Self::PatternWithoutYear { .. }
            | Self::PatternTaken { .. }
            | Self::YearClosed { .. }
            | Self::YearNotOver { .. }
            | Self::YearAhead { .. }
            | Self::YearBefore { .. }
            | Self::NotReserved { .. }
            | Self::ReservedOpen { .. }
            | Self::OutOfBand { .. } => self.next_of_series(),
            Self::LateWithoutReceived => say!("say when it was received").into(),
            Self::ReceivedAhead { .. } => say!("give the day, and the time, at which it came").into(),
            Self::BulkBinds { .. } => say!("bind the names on its page, or enter it by itself").into(),
            Self::TwinHeld { twin } => next_of_twin(twin),
            Self::NoFile | Self::FileAndAbsence | Self::NothingSaid => self.next_of_entering().into(),
            Self::FileEmpty { .. } => FILE_EMPTY_NEXT.said().into(),
            Self::SpanOutside { .. } => say!("read the paper again, and select the passage anew").into(),
            Self::NoPaper { .. } => say!("ask the registry").into(),
            Self::PaperVoid { .. } => say!("look up the number that took its place").into(),
            Self::NumberNotLive { .. } => say!("choose a number that stands").into(),
            Self::AlreadyInSeries { .. } => say!("choose another series").into(),
            Self::MarkingUnconfirmed { .. } => say!("confirm, raise or lower the marking first").into(),
            Self::NotSuspended { .. } | Self::MandateEnded { .. } | Self::SameFacts => NOTHING_NEXT.said().into(),
            Self::SameLevel { .. } | Self::SameValue { .. } => NOTHING_NEXT.said().into(),
            Self::NotCleared { .. } => say!("hand it to an officer cleared to it").into(),
            Self::NotHolder { .. } | Self::NoDirections | Self::NoLead => self.next_of_marking_out().into(),
            Self::DeskTwice { .. } => say!("name each desk once, as lead or for information").into(),
            Self::DuePast { .. } => say!("choose today or a later day").into(),
            Self::DirectionClosed { .. } => DIRECTION_CLOSED_NEXT.said().into(),
            Self::NoDirection { .. } | Self::DirectionAccepted { .. } => WITH_WHOM_NEXT.said().into(),
            Self::Malformed { .. } => say!("write it in the form that the card has").into(),
            Self::MarkingByCorrection => MARKING_BY_CORRECTION_NEXT.said().into(),
            Self::NoVersion { .. } => say!("choose a version that stands").into(),
            Self::SameFile => say!("choose the right file").into(),
            Self::VersionHeld { .. } => say!("choose another file; nothing is to be done about this one").into(),
            Self::NoEnclosed { .. } => say!("choose a file of the list of enclosures").into(),
            Self::SplitAlready => say!("look up the paper it became").into(),
            Self::NoCitation { .. } | Self::NotAnswer | Self::NotTied | Self::Itself => self.next_of_ties().into(),
            Self::Tied { .. } => say!("undo that tie first").into(),
            Self::AnswerLinked | Self::FiledThere { .. } | Self::BoundAlready { .. } => NOTHING_NEXT.said().into(),
            Self::NoBringForward { .. }
            | Self::BringForwardClosed { .. }
            | Self::NotBroughtToYou { .. }
            | Self::BackTooFar { .. }
            | Self::DeskWithoutSight { .. } => self.next_of_bring_forward().into(),
            Self::NameTaken { .. }
            | Self::NoAlias { .. }
            | Self::MergedWithItself { .. }
            | Self::MergedAlready { .. }
            | Self::NotMerged { .. }
            | Self::KeepsNoSeries { .. }
            | Self::RuleHeld { .. }
            | Self::RuleRevoked { .. }
            | Self::ReadsTheSame
            | Self::NothingProposed
            | Self::FieldNotProposed { .. } => self.next_of_names(),
            Self::NoBinding { .. } | Self::OverrideTooLong { .. } => self.next_of_rights().into(),
            Self::KeyReused { .. } | Self::FileTooLong { .. } | Self::FileNotSent => self.next_of_sending().into(),
            Self::Calendar(refusal) => refusal.next().into(),
            Self::Answer(refusal) => refusal.next().into(),
            Self::Dispatch(refusal) => refusal.next().into(),
            Self::Copy(refusal) => refusal.next().into(),
            Self::Circular(refusal) => refusal.next().into(),
            Self::Dossier(refusal) => refusal.next(),
            Self::Decision(refusal) => refusal.next(),
            Self::Handing(refusal) => refusal.next(),
            Self::Oversight(refusal) => refusal.next().into(),
            Self::Release(refusal) => refusal.next().into(),
            Self::Export(refusal) => refusal.next().into(),
            Self::Position(refusal) => refusal.next(),
            Self::Term(refusal) => refusal.next().into(),
        }
    }

    /// [`Self::next`] for a paper that is marked out by whoever may not, or to nobody.
    fn next_of_marking_out(&self) -> &'static str {
        match self {
            Self::NoDirections => say!("name a desk"),
            Self::NoLead => say!("name a desk that leads, or mark it out and keep the lead"),
            _ => say!("ask the desk that holds it to mark it out"),
        }
    }

    /// [`Self::next`] for an office that is founded already, or not yet.
    fn next_of_founding(&self) -> &'static str {
        match self {
            Self::AlreadyFounded => say!("open the folder, or choose another for a new office"),
            _ => say!("found it with: chancery init FOLDER"),
        }
    }

    /// [`Self::next`] for an end that does not fit.
    fn next_of_ends(&self) -> &'static str {
        match self {
            Self::MandateEndsSooner { .. } => say!("give a new mandate for the time after"),
            _ => say!("give a later end"),
        }
    }

    /// [`Self::next`] for a desk that is changed or closed.
    fn next_of_desks(&self) -> &'static str {
        match self {
            Self::DeskAboveItself { .. } => say!("choose another desk as its chief's"),
            Self::DeskKeepsSeries { .. } => say!("give the series to another desk first"),
            _ => DESK_HAS_WORK_NEXT.said(),
        }
    }

    /// [`Self::next`] for who may see a paper.
    fn next_of_rights(&self) -> &'static str {
        match self {
            Self::NoBinding { .. } => say!("look at the paper again, and see who is bound"),
            _ => say!("choose an earlier end"),
        }
    }

    /// [`Self::next`] for citations and answers that are not there.
    fn next_of_ties(&self) -> &'static str {
        match self {
            Self::Itself => say!("choose another paper"),
            Self::NoCitation { .. } => say!("look at the paper again, and choose a citation of its card"),
            Self::NotAnswer => say!("look at the paper again, and see what it answers"),
            _ => say!("look at the paper again, and see its citations"),
        }
    }

    /// [`Self::next`] for how an act was sent.
    fn next_of_sending(&self) -> &'static str {
        match self {
            Self::KeyReused { .. } => say!("send the act again under a new key"),
            Self::FileTooLong { .. } => FILE_TOO_LONG_NEXT.said(),
            _ => say!("send the file with the act"),
        }
    }

    /// [`Self::next`] for what a paper is entered with.
    fn next_of_entering(&self) -> &'static str {
        match self {
            Self::NoFile => say!("add the file, or say: cover only, not yet scanned, oral"),
            Self::FileAndAbsence => say!("leave out the file or the reason why there is none"),
            _ => say!("say at least from whom, to whom or about what"),
        }
    }

    /// [`Self::next`] for series and their books.
    fn next_of_series(&self) -> String {
        match self {
            Self::EmptyBlock => say!("say how many").into(),
            Self::BandUpsideDown { .. } => say!("exchange the two, or name another level").into(),
            Self::StartOutOfRange { .. } => say!("choose another first number").into(),
            Self::SeriesFull { .. } => say!("open another series").into(),
            Self::PatternWithoutYear { .. } => say!("put {{year}} into the pattern, or let the series run on"),
            Self::PatternTaken { .. } => say!("put the series' code into the pattern").into(),
            Self::YearClosed { .. } => say!("enter it into an open year").into(),
            Self::YearNotOver { .. } => say!("close it next year").into(),
            Self::YearAhead { .. } => say!("enter it into this year's book").into(),
            Self::YearBefore { first, .. } => say!("enter it into the book of {first} or of a later year"),
            Self::NotReserved { .. } => say!("take the next number instead").into(),
            Self::ReservedOpen { .. } => say!("fill or void them first").into(),
            Self::OutOfBand { .. } => say!("enter it in a series that takes its level").into(),
            _ => say!("choose another series").into(),
        }
    }

    /// [`Self::next`] for bring-forwards.
    fn next_of_bring_forward(&self) -> &'static str {
        match self {
            Self::BackTooFar { .. } => say!("look at the year, or choose a nearer day"),
            Self::DeskWithoutSight { .. } => say!("mark the paper out to it, with the day by which it is to act"),
            Self::NotBroughtToYou { .. } => {
                say!("ask whom it is for, who set it, or the registry that keeps the paper")
            }
            _ => say!("look at the paper again, and see what comes back and when"),
        }
    }

    /// [`Self::next`] for correspondents, rules and readings.
    fn next_of_names(&self) -> String {
        match self {
            Self::NameTaken { by, .. } => {
                say!("use {by}, or merge the two; where it is another of that name, say so, or write a fuller one")
            }
            Self::NoAlias { .. } => say!("look at the correspondent again, and see its aliases").into(),
            Self::MergedWithItself { .. } => say!("choose another correspondent").into(),
            Self::MergedAlready { into: Some(into), .. } => say!("use {into}, or undo that merging first"),
            Self::MergedAlready { into: None, .. } => say!("ask the registry that keeps it").into(),
            Self::KeepsNoSeries { .. } => say!("name the desk of a registry").into(),
            Self::RuleHeld { rule } => say!("revoke rule {rule} first, if it is wrong"),
            Self::FieldNotProposed { .. } => say!("look at the paper again, and see what waits").into(),
            Self::NothingProposed => say!("read it anew with: chancery reread FOLDER NUMBER --propose").into(),
            _ => say!("nothing is to be done").into(),
        }
    }
}

/// How much waits at a desk, in words.
fn waiting_there(waiting: u64) -> String {
    match waiting {
        1 => say!("1 paper or dossier waits").to_owned(),
        more => say!("{more} papers or dossiers wait"),
    }
}

/// What to do about an address that is another's to say.
const NO_MANDATE_NEXT: phrases::Phrase =
    phrase!("ask an administrator for a mandate, or hand it to an officer who has one");

const FILE_EMPTY_NEXT: phrases::Phrase = phrase!("get the file again, or enter the paper without one: not yet scanned");

const NOTHING_NEXT: phrases::Phrase = phrase!("nothing is to be done");

const ADDRESS_OF_ANOTHER_NEXT: phrases::Phrase =
    phrase!("let the officer give the address; an administrator may take it away");
/// What to do about a desk that is not idle.
const DESK_HAS_WORK_NEXT: phrases::Phrase = phrase!(
    "hand it over to another desk first, with: chancery desk FOLDER hand-over; or settle what \
                                  waits there one by one"
);
/// What to do where there are as many of something as there may be.
fn next_of_too_many(what: Counted) -> &'static str {
    match what {
        Counted::BringForwards => say!("mark one done first, or take one back"),
        Counted::Dispatches | Counted::Appearances => say!("leave a remark on the paper that says the rest"),
        Counted::Copies => say!("enter what came of the paper since as a paper of its own, and give copies of that"),
        Counted::Addressed => say!("send it to the first of them, and then once more to the others"),
        Counted::Circulars => say!("enter the text as a paper once more, and send that"),
        Counted::Lists => say!("set one anew that is given up"),
        Counted::OnList => say!("make two lists of it"),
        Counted::Answers => say!("say of the others, once it is entered, that it answers them"),
        Counted::DeadlinesRunning => say!("say of one that it was kept, or drop one"),
        Counted::Drafts
        | Counted::Concurrences
        | Counted::Submissions
        | Counted::Decisions
        | Counted::Actions
        | Counted::Extensions
        | Counted::Covers
        | Counted::Volumes
        | Counted::Members
        | Counted::DossierRemarks
        | Counted::Claims
        | Counted::Proposals
        | Counted::Assessments
        | Counted::Recommendations
        | Counted::AssessmentsAsked
        | Counted::Terms
        | Counted::TermMoves
        | Counted::Deadlines
        | Counted::DeadlineMoves => say!("open another dossier for what follows"),
        _ => say!("do it in several acts"),
    }
}

/// What to do about a direction that is no longer open.
const DIRECTION_CLOSED_NEXT: phrases::Phrase = phrase!(
    "look at the paper again, and see with whom it is; the desk that sent it there, or the \
                                     registry, can still take it back without marking it out"
);
/// What to do about a direction that is another than it was thought to be.
const WITH_WHOM_NEXT: phrases::Phrase = phrase!("look at the paper again, and see with whom it is");
/// What to do about a marking that was to be corrected.
const MARKING_BY_CORRECTION_NEXT: phrases::Phrase =
    phrase!("use the act that marks: chancery mark, or the Marking line of the page");
/// What to do about a file that is too long.
const FILE_TOO_LONG_NEXT: phrases::Phrase =
    phrase!("send it in parts, or have the limit raised: chancery serve FOLDER --paper-bytes-max BYTES");

/// What to do about a look-alike that is held.
fn next_of_twin(twin: &Twin) -> String {
    say!("add it to {} as a version, or enter it again and say why", twin.number)
}

/// A field's name as officers and programs write it.
fn name_of(field: FieldName) -> &'static str {
    FieldName::all().find(|(known, _)| *known == field).map_or("", |(_, name)| name)
}

/// What to do about a thing of the house that is not there.
fn next_of_absent(what: Thing) -> String {
    match what {
        Thing::Officer => say!("see the officers with: chancery officer FOLDER list").into(),
        Thing::Correspondent => say!("see the correspondents with: chancery correspondent FOLDER list").into(),
        Thing::Rule => say!("see the rules with: chancery rule FOLDER list").into(),
        Thing::List => say!("see the lists with: chancery list FOLDER").into(),
        Thing::Calendar => say!("see the calendars with: chancery calendar FOLDER list").into(),
        Thing::Closing => say!("see the closings with: chancery closing FOLDER list").into(),
        what => say!("choose a {what} that is there"),
    }
}
