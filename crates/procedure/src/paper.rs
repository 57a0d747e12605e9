//! One paper and all that has happened to it, folded from its events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::card::{Card, CardRemark, FieldName};
use crate::ids::{BodyId, CorrespondentId, DeskId, DossierId, Hash, LevelId, OfficerId, PaperId, RuleId, SeriesId};
use crate::moment::Moment;
use crate::number::RegNumber;

mod answer;
mod bring_forward;
mod direction;
mod dispatch;
mod handed;
mod in_house;
mod reading;
mod release;

pub use answer::{AwaitedAnswer, Interim, NoReply, Stop, stop};
pub use bring_forward::{BringForward, BringForwardEnd, BringForwardState};
pub use direction::{Closed, Direction, DirectionState, Part};
pub use dispatch::{Appearance, Dispatch, DispatchEnd, DispatchEnded, NotSent};
pub use in_house::InHouse;
pub use reading::{Checked, DeclinedValue, ProposedReading};
pub use release::{InRoom, Release, Released};

/// One registration of a paper: a number in a series, or the void it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Our number.
    pub number: RegNumber,
    /// The civil date of entry in the office's zone.
    pub on: Date,
    /// When it was entered.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Why it was entered late, where it was.
    pub late: Option<String>,
    /// Live or void.
    pub standing: Standing,
}

impl Registration {
    /// Whether the number stands for the paper.
    pub fn is_live(&self) -> bool {
        self.standing == Standing::Live
    }
}

/// Whether a number once given stands for its paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// It does.
    Live,
    /// It was annulled; the number stays, marked.
    Void {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
        /// The number that took its place, as printed.
        see: Option<String>,
    },
}

/// How a paper reached the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By post.
    Post,
    /// By courier or bag.
    Courier,
    /// Handed in.
    #[default]
    Hand,
    /// By telegraph.
    Telegraph,
    /// By telex or teleprinter.
    Telex,
    /// By fax.
    Fax,
    /// By electronic mail.
    Mail,
    /// By telephone or in conversation.
    Voice,
    /// Through another program.
    Program,
    /// From files brought in bulk.
    Files,
    /// Made in this office.
    House,
}

/// What the paper is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// Paper.
    #[default]
    Paper,
    /// Electronic from the start.
    Electronic,
    /// Tape, film, disc.
    Carrier,
    /// Spoken words.
    Spoken,
}

/// When a paper was received: the civil date in the office's zone, the time of day where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Received {
    /// The day.
    pub on: Date,
    /// The time of day.
    pub time: Option<Time>,
}

/// The facts of a paper's arrival.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Arrival {
    /// When it was received.
    pub received: Option<Received>,
    /// By which channel.
    pub channel: Channel,
    /// Who took it in, as the registry writes it.
    pub taken_in_by: Option<String>,
    /// Precedence: "urgent".
    pub precedence: Option<String>,
    /// Their copy number: "3 of 7".
    pub their_copy: Option<String>,
    /// How many pages.
    pub pages: Option<u32>,
    /// What it is made of.
    pub medium: Medium,
    /// Where the original lies: "safe 2, shelf 4".
    pub original_at: Option<String>,
}

/// Why a paper was entered without a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Only its cover was seen: sealed, or for another's eyes.
    CoverOnly,
    /// It has not been scanned yet.
    NotYetScanned,
    /// It was spoken.
    Oral,
}

/// What a version is to its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// As it was received first.
    #[default]
    Received,
    /// The original that came after.
    Original,
    /// Scanned again.
    Rescan,
    /// Written down from speech, hand or print; its text names the machine, where one did it.
    Transcript,
    /// Translated.
    Translation,
    /// With passages taken out.
    Redaction,
    /// In place of a wrong file.
    Replacement,
}

/// The text read from a version's bytes: a body of its own. Every span of the card names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadText {
    /// The text's commitment; the version's own where its bytes are their own text.
    pub body: BodyId,
    /// SHA-256 of the text.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
    /// Name and version of what read it: "intake/1".
    pub extractor: String,
    /// The byte at which each page begins, where the paper has pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u64>,
    /// How sure a machine was of its words, on the mean in percent, where it recognised them in a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

impl ReadText {
    /// The text without anything by which its bytes could be named or compared.
    #[must_use]
    pub fn without_bytes(self) -> Self {
        Self { body: BodyId([0; 32]), hash: Hash([0; 32]), bytes: 0, pages: Vec::new(), ..self }
    }
}

/// A file that came inside a version: an attachment of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnclosedFile {
    /// Its name as it came.
    pub name: String,
    /// Its media type by content: "text/plain".
    pub media: String,
    /// Its commitment.
    pub body: BodyId,
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
    /// The paper it was split off into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_into: Option<PaperId>,
}

/// One form in which a paper arrived or was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What it is to the paper.
    pub kind: VersionKind,
    /// The commitment of its exact bytes.
    pub body: BodyId,
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
    /// The name of the file it came in; a label, nothing is read from it.
    pub name: String,
    /// Its media type by content.
    pub media: String,
    /// By which channel it came.
    pub channel: Channel,
    /// From whom or where, as the registry writes it.
    pub source: Option<String>,
    /// The text read from it.
    pub text: Option<ReadText>,
    /// Message-ID, of a mail.
    pub message_id: Option<String>,
    /// Files that came inside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosed: Vec<EnclosedFile>,
}

impl Version {
    /// The version without anything by which its bytes could be named or compared: for whoever may see the card and not
    /// the paper.
    #[must_use]
    pub fn without_bytes(self) -> Self {
        Self { body: BodyId([0; 32]), hash: Hash([0; 32]), text: None, enclosed: Vec::new(), ..self }
    }

    /// Blanks the commitments, which depend on salt; the hashes beside them say which bytes are meant.
    pub(crate) fn forget_commitments(&mut self) {
        let blank = BodyId([0; 32]);
        self.body = blank;
        if let Some(text) = &mut self.text {
            text.body = blank;
        }
        for file in &mut self.enclosed {
            file.body = blank;
        }
    }
}

/// A version as kept: who added it, and whether it was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptVersion {
    /// The version.
    pub version: Version,
    /// When it was added.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Set when it turned out to be a wrong file under this number.
    pub withdrawn: Option<Withdrawal>,
}

impl KeptVersion {
    /// What stands in the place of a version whose part was destroyed: taken back, and nothing known of it.
    pub(crate) fn destroyed(by: OfficerId, at: Moment) -> Self {
        let version = Version {
            kind: VersionKind::Received,
            body: BodyId([0; 32]),
            hash: Hash([0; 32]),
            bytes: 0,
            name: String::new(),
            media: String::new(),
            channel: Channel::default(),
            source: None,
            text: None,
            message_id: None,
            enclosed: Vec::new(),
        };
        let withdrawn = Some(Withdrawal { reason: DESTROYED.to_owned(), by: by.clone(), at });
        Self { version, at, by, withdrawn }
    }
}

/// The reason under which the place of a destroyed part stands as taken back.
const DESTROYED: &str = "The part that held it was destroyed.";

/// That something was taken back, and why. It stays in sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// A paper's marking, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Marking {
    /// None stands on it, and none was given: the lowest level.
    #[default]
    None,
    /// Words that mean a marking were read; until an officer confirms a level, only the registry that entered it sees it.
    Unconfirmed {
        /// The words as they stand.
        words: String,
    },
    /// An officer gave it a level.
    Confirmed {
        /// The level.
        level: LevelId,
    },
}

/// Who is meant by a name: a person, or whoever holds a desk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "is", content = "code", rename_all = "snake_case")]
pub enum Principal {
    /// A person, "personal for".
    Officer(OfficerId),
    /// A post: whoever acts for the desk.
    Desk(DeskId),
    /// Somebody outside the house: this gives nobody sight.
    Correspondent(CorrespondentId),
}

impl Principal {
    /// The correspondent meant, where it is one.
    pub fn correspondent(&self) -> Option<&CorrespondentId> {
        match self {
            Self::Correspondent(correspondent) => Some(correspondent),
            Self::Officer(_) | Self::Desk(_) => None,
        }
    }
}

/// In which capacity a name stands on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedAs {
    /// It signs.
    Sender,
    /// It is addressed.
    Addressee,
    /// It holds a copy.
    CopyHolder,
    /// It is asked to concur or assess.
    Asked,
}

/// A name read on the paper, bound by an officer to an officer or desk. This, not the reading, gives sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The name as it stands on the paper or was given.
    pub name: String,
    /// How it stands there.
    pub named_as: NamedAs,
    /// Who is meant.
    pub to: Principal,
    /// By whom it was bound; where a rule did, who entered the paper.
    pub by: OfficerId,
    /// The rule that bound it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleId>,
    /// When.
    pub at: Moment,
    /// Set when it was unbound; from then on it gives nothing.
    pub ended: Option<Withdrawal>,
}

impl Binding {
    /// What stands in the place of a binding whose part was destroyed: ended as it began, so it gives nothing.
    pub(crate) fn destroyed(by: OfficerId, at: Moment) -> Self {
        let ended = Some(Withdrawal { reason: DESTROYED.to_owned(), by: by.clone(), at });
        let to = Principal::Officer(by.clone());
        Self { name: String::new(), named_as: NamedAs::CopyHolder, to, by, rule: None, at, ended }
    }
}

/// That a citation of this paper was found to mean a paper held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// The citation's place on the card, from 0.
    pub citation: usize,
    /// The paper it means.
    pub to: PaperId,
    /// Its number as printed.
    pub number: String,
    /// The officer who settled it; `None` where the match was certain.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Moment,
}

/// A held paper that a citation may mean; for an officer to take or refuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The citation's place on the card, from 0.
    pub citation: usize,
    /// The paper it may mean.
    pub to: PaperId,
    /// Its number as printed.
    pub number: String,
    /// What speaks for it and what is missing.
    pub why: String,
}

/// How a citation that is not held was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// The paper was asked for.
    Requested,
    /// Another office holds it.
    HeldElsewhere,
    /// It is not needed.
    NotNeeded,
}

/// A filing in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The dossier.
    pub dossier: DossierId,
    /// Its title when the paper was filed.
    pub title: String,
    /// The file-plan code.
    pub code: Option<String>,
    /// The volume, where the dossier counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<u32>,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// A remark an officer or the reading left on the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The officer; `None` where the reading says it.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Moment,
    /// The field it is about.
    pub field: Option<FieldName>,
    /// What is said.
    pub says: String,
}

/// A registrar's look beyond the rules: with a reason, in the journal, shown to the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Who may see.
    pub officer: OfficerId,
    /// Why.
    pub reason: String,
    /// From when.
    pub at: Moment,
    /// Until when.
    pub until: Moment,
}

/// A paper: anything registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its id.
    pub id: PaperId,
    /// The paper's own version: how many entries have touched it. Forms and ETags carry it.
    pub rev: u64,
    /// When it was entered.
    pub entered: Moment,
    /// The officer who entered it.
    pub entered_by: OfficerId,
    /// Its registrations, in order; never empty.
    pub registrations: Vec<Registration>,
    /// The twin that it was entered beside, and why.
    pub again: Option<Again>,
    /// The paper it was split off from.
    pub split_from: Option<PaperId>,
    /// How it came.
    pub arrival: Arrival,
    /// Why there is no file, while there is none.
    pub absence: Option<Absence>,
    /// Its versions, in order.
    pub versions: Vec<KeptVersion>,
    /// Its card.
    pub card: Card,
    /// Remarks of the reading and of officers.
    pub remarks: Vec<Said>,
    /// Its marking.
    pub marking: Marking,
    /// To whom it was marked out.
    pub directions: Vec<Direction>,
    /// Names bound.
    pub bindings: Vec<Binding>,
    /// Citations found held.
    pub ties: Vec<Tie>,
    /// Doubtful matches, offered.
    pub offers: Vec<Offer>,
    /// Citations settled without a paper, by place on the card.
    pub settled: BTreeMap<usize, Settlement>,
    /// Papers that this one answers.
    pub answers: BTreeSet<PaperId>,
    /// Papers that answer this one.
    pub answered_by: BTreeSet<PaperId>,
    /// Where it is filed; the last is its place now.
    pub filed: Vec<Filing>,
    /// Looks beyond the rules.
    pub overrides: Vec<Override>,
    /// Days on which it comes back to somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bring_forwards: Vec<BringForward>,
    /// How it went out, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dispatches: Vec<Dispatch>,
    /// Set while it need not be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_sent: Option<NotSent>,
    /// Symbols under which others made it known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appearances: Vec<Appearance>,
    /// What of it was released to the reading room, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Release>,
    /// The answer that it awaits, or awaited, where an officer said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaited: Option<AwaitedAnswer>,
    /// What officers made of the card as it was read.
    #[serde(default)]
    pub checked: Checked,
    /// A version read anew, while it waits for an officer.
    #[serde(default)]
    pub proposed: Option<Box<ProposedReading>>,
    /// What officers declined of readings: it is not proposed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<DeclinedValue>,
    /// Officers who acted on it.
    pub actors: BTreeSet<OfficerId>,
    /// The version whose text the card's spans lie in, by its place; `None` while no value rests on a passage of any.
    #[serde(default)]
    pub card_of: Option<usize>,
    /// Whether a part of an entry that touched it was destroyed. What stood there is unknown, and nobody gains by it.
    #[serde(default)]
    pub lost: bool,
}

/// That a paper was entered although its twin is held, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// The twin's number as printed.
    pub of: String,
    /// Why it was entered again.
    pub reason: String,
}

impl Paper {
    /// Its live registrations.
    pub fn live(&self) -> impl Iterator<Item = &Registration> {
        self.registrations.iter().filter(|registration| registration.is_live())
    }

    /// Whether every number it had is void.
    pub fn is_void(&self) -> bool {
        self.live().next().is_none()
    }

    /// The registration to show: the last live one, else the last of all.
    pub fn shown(&self) -> Option<&Registration> {
        self.registrations.iter().rev().find(|r| r.is_live()).or(self.registrations.last())
    }

    /// The number to print for it.
    pub fn number(&self) -> &str {
        self.shown().map_or("", |registration| registration.number.text())
    }

    /// Series in which it has a live number; of a void paper, those in which it had one.
    pub fn series(&self) -> BTreeSet<&SeriesId> {
        let void = self.is_void();
        self.registrations.iter().filter(|r| void || r.is_live()).map(|r| r.number.series()).collect()
    }

    /// The version to show: the last that was not withdrawn and is no translation or redaction, else the last not withdrawn.
    pub fn version(&self) -> Option<&KeptVersion> {
        let standing = || self.versions.iter().rev().filter(|kept| kept.withdrawn.is_none());
        standing()
            .find(|kept| !matches!(kept.version.kind, VersionKind::Translation | VersionKind::Redaction))
            .or_else(|| standing().next())
    }

    /// The text in which the card's spans lie: of the version it was read from, which need not be the one to show.
    pub fn card_text(&self) -> Option<&ReadText> {
        self.versions.get(self.card_place()?)?.version.text.as_ref()
    }

    /// The place of that version; of the one to show, while no value of the card rests on a passage.
    pub fn card_place(&self) -> Option<usize> {
        self.card_of.or_else(|| self.version_place())
    }

    /// The place of the version to show.
    pub fn version_place(&self) -> Option<usize> {
        self.versions.iter().position(|kept| Some(kept) == self.version())
    }

    /// The version that stands for the paper as it came: the one in that place, or, where a machine recognised its text in
    /// another, the last standing one before it that no machine made.
    pub fn received(&self, place: usize) -> Option<(usize, &KeptVersion)> {
        let recognised = |kept: &KeptVersion| kept.version.text.as_ref().is_some_and(|text| text.confidence.is_some());
        let made = self.versions.get(place)?;
        if !recognised(made) {
            return Some((place, made));
        }
        let before = || self.versions[..place].iter().enumerate().rev();
        before().find(|(_, kept)| kept.withdrawn.is_none() && !recognised(kept)).or(Some((place, made)))
    }

    /// The direction of that number.
    pub fn direction(&self, no: u32) -> Option<&Direction> {
        self.directions.iter().find(|direction| direction.no == no)
    }

    /// The desks where it lies, and which may mark it out:
    ///
    /// 1. those that lead on it, and those to which a lead came back ("not ours", or taken back from a wrong desk),
    ///    until they mark it out anew;
    /// 2. where there are none, the desks that led and reported it done;
    /// 3. where no desk ever led, the registries of its series.
    pub fn holders<'a>(&'a self, registry: impl Fn(&SeriesId) -> Option<&'a DeskId>) -> BTreeSet<&'a DeskId> {
        let leads = || self.directions.iter().filter(|direction| direction.part == Part::Lead);
        let open = leads().filter(|lead| lead.is_open()).map(|lead| &lead.to);
        let back = leads().filter(|lead| self.came_back(lead)).map(|lead| &lead.from);
        let holding: BTreeSet<_> = open.chain(back).collect();
        if !holding.is_empty() {
            return holding;
        }
        let Some(last) = leads().next_back() else {
            return self.series().into_iter().filter_map(registry).collect();
        };
        let done: BTreeSet<_> =
            leads().filter(|lead| matches!(lead.state, DirectionState::Done { .. })).map(|lead| &lead.to).collect();
        if done.is_empty() { [&last.to].into() } else { done }
    }

    /// Whether a lead came back to the desk that sent it, and was not marked out anew.
    fn came_back(&self, lead: &Direction) -> bool {
        let (back, withdrawn) = match &lead.state {
            // Taking back what had been returned moves nothing: the paper came back with the return.
            DirectionState::Returned { at, .. }
            | DirectionState::Withdrawn { after: Some(Closed::Returned { at }), .. } => (*at, false),
            // What had been passed on lies where it was passed on to.
            DirectionState::Withdrawn { after: Some(Closed::PassedOn), .. } => return false,
            DirectionState::Withdrawn { at, .. } => (*at, true),
            _ => return false,
        };
        // Another desk than the sender, the registry, may take a lead back; it marks it out anew in the same act.
        let anew = |later: &Direction| {
            later.part == Part::Lead
                && later.no > lead.no
                && later.at >= back
                && (later.from == lead.from || (withdrawn && later.at == back))
        };
        !self.directions.iter().any(anew)
    }

    /// Citations that lead to no paper held, settled or not: a paper that comes in may still be the one they mean.
    pub fn untied_citations(&self) -> impl Iterator<Item = usize> {
        (0..self.card.citations.len()).filter(|at| !self.ties.iter().any(|tie| tie.citation == *at))
    }

    /// Untied citations that were not settled either: those that somebody still has to look after.
    pub fn open_citations(&self) -> impl Iterator<Item = usize> {
        self.untied_citations().filter(|at| !self.settled.contains_key(at))
    }
}

/// Remarks of the reading, as they are kept.
pub fn said_by_reading(remarks: &[CardRemark], at: Moment) -> Vec<Said> {
    remarks.iter().map(|remark| Said { by: None, at, field: remark.field, says: remark.says.clone() }).collect()
}
