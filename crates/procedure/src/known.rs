//! What a decision has to know beyond the house: gathered from the register at the place the decision is made at.

use std::collections::BTreeMap;

use jiff::civil::Date;
use phrases::stored;
use serde::{Deserialize, Serialize};

use crate::card::{Card, Citation, Party};
use crate::closing::{BookLines, JournalNow};
use crate::correspondent::{Correspondent, Rule};
use crate::dossier::Dossier;
use crate::event::Acted;
use crate::handing::{DeskWork, Handing};
use crate::house::BookKey;
use crate::ids::{CorrespondentId, Hash, PaperId, RuleId};
use crate::paper::Paper;

/// What is known when an act is decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The public key that would take the place of the one that signs heads, where the act asks for it.
    pub next_key: Option<String>,
    /// The record as it is, where the act closes the day.
    pub record: Option<JournalNow>,
    /// What the lines of each book say of its numbers, for that.
    pub books: BTreeMap<BookKey, BookLines>,
    /// How many papers cite something that is not held, for that.
    pub not_held: u64,
    /// The paper acted on.
    pub paper: Option<Paper>,
    /// Other papers the act names (see `Act::others`), by id; of a circular, those made before of the paper that is sent.
    pub others: BTreeMap<PaperId, Paper>,
    /// The dossier the act names, where there is one.
    pub dossier: Option<Dossier>,
    /// Papers held that look like the one being entered.
    pub twins: Vec<Twin>,
    /// The papers that those twins are. A twin whose paper stands here and which the officer may not see does not exist
    /// for that officer; one whose paper does not stand here is named.
    pub twin_papers: BTreeMap<PaperId, Paper>,
    /// Citations of papers held that may mean the paper being entered (or corrected), but those that are tied to it.
    pub citing: Vec<OpenCitation>,
    /// How many more citations bear its number than stand in `citing`; they are left as they are.
    pub citing_beyond: u64,
    /// The papers to which a citation that the act speaks of is tied. A tie to a paper that the officer may not see, or
    /// that does not stand here, does not exist for that officer.
    pub tied: BTreeMap<PaperId, Paper>,
    /// What cites the paper acted on, where the act may void its last number.
    pub cited_by: CitedBy,
    /// Papers that may answer the paper acted on, by their links and citations, where the act speaks of its answer; at most
    /// [`ANSWERING_MAX`](crate::act::ANSWERING_MAX). Of those the officer may know of, the rules say which do.
    pub answering: Vec<Paper>,
    /// Papers held that citation `n` of the card being entered (or corrected) may mean.
    pub cited: BTreeMap<usize, Vec<Candidate>>,
    /// Highest sub-number given under the number that the paper named by `under`, or the one that is sent as a circular, has
    /// in the series of the act; or 0.
    pub sub_numbers: u32,
    /// Correspondents that the act names or that rules lead to, and those into which they, or correspondents of
    /// [`Self::same_name`], are merged.
    pub correspondents: BTreeMap<CorrespondentId, Correspondent>,
    /// Correspondents that go by a name which the act gives, merged ones too.
    pub same_name: Vec<Correspondent>,
    /// Rules that the act names, and those that may hold for parties of the card being entered or meet a rule that is
    /// being confirmed.
    pub rules: BTreeMap<RuleId, Rule>,
    /// Open directions at the desk being closed, open bring-forwards to it, answers that it owes, and open dossiers that
    /// need it now or later.
    pub waiting_at_desk: u64,
    /// How many dossiers that are open the desk being closed keeps.
    pub dossiers_at_desk: u64,
    /// Papers and dossiers with what is handed over by the act: a desk's, or what comes back to an officer; of each at most
    /// [`HANDED_LOOKED_AT_MAX`](crate::act::HANDED_LOOKED_AT_MAX).
    pub handing: Handing,
    /// Papers and dossiers that wait at the desk whose holder the act changes, at most as many.
    pub at_desk: Handing,
    /// How much waits at the desk of the mandate that the act ends.
    pub work: DeskWork,
    /// How many papers and dossiers are to come back to the officer of that mandate.
    pub personal: u64,
}

/// On what grounds two papers look like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TwinGround {
    /// The same bytes.
    Body,
    /// The same Message-ID.
    MessageId,
    /// The same text, read from other bytes.
    Text,
    /// The same sender, addressee, number and date.
    Card,
}

impl TwinGround {
    /// In words, as it stands after "has".
    pub fn words(self) -> &'static str {
        phrases::said(self.english())
    }

    /// The same for a sentence that is stored.
    pub fn english(self) -> &'static str {
        match self {
            Self::Body => stored!("the same bytes"),
            Self::MessageId => stored!("the same Message-ID"),
            Self::Text => stored!("the same text"),
            Self::Card => stored!("the same sender, addressee, number and date"),
        }
    }
}

/// A paper held that looks like the one being entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// The paper.
    pub paper: PaperId,
    /// Its number as printed.
    pub number: String,
    /// On what grounds.
    pub ground: TwinGround,
}

/// A citation of a paper held that may mean a paper coming in, with what its own paper says. It may have been settled, or tied to
/// others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCitation {
    /// The paper that cites.
    pub paper: PaperId,
    /// The citation's place on its card.
    pub citation: usize,
    /// The citation.
    pub what: Citation,
    /// What the citing paper's card says of itself.
    pub by: CardBrief,
    /// How many other papers are offered for it.
    pub offers: usize,
}

/// Citations of papers held that lead to one paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CitedBy {
    /// Those tied to it, and those for which it is offered, as paper and place on that paper's card; at most
    /// [`TIES_PER_ENTRY_MAX`].
    pub led: Vec<(PaperId, usize)>,
    /// How many there are beyond that.
    pub beyond: u64,
}

/// Most citations that one entry ties, and most that it offers or opens again. What is beyond is said in a remark.
pub const TIES_PER_ENTRY_MAX: usize = 512;

/// A paper held that a citation may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The paper.
    pub paper: PaperId,
    /// Our number, as printed.
    pub number: String,
    /// What its card says of itself.
    pub brief: CardBrief,
}

/// The few fields by which a cited paper is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CardBrief {
    /// Kind.
    pub kind: Option<String>,
    /// Their number.
    pub number: Option<String>,
    /// The paper's date, to the day.
    pub date: Option<Date>,
    /// Senders.
    pub from: Vec<Party>,
    /// Addressees.
    pub to: Vec<Party>,
    /// Symbols under which others made the paper known: whoever cites one means it, as one of our numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub symbols: Vec<String>,
}

impl CardBrief {
    /// The brief of a card.
    pub fn of(card: &Card) -> Self {
        Self {
            kind: card.kind.as_ref().map(|field| field.value.clone()),
            number: card.number.as_ref().map(|field| field.value.clone()),
            date: card.date.as_ref().map(|field| field.value.date),
            from: card.from.iter().map(|field| field.value.clone()).collect(),
            to: card.to.iter().map(|field| field.value.clone()).collect(),
            symbols: Vec::new(),
        }
    }

    /// The brief of a paper held.
    pub fn of_paper(paper: &Paper) -> Self {
        let symbols = paper.appearances.iter().map(|one| one.symbol.as_str()).chain(paper.arrival.old_number());
        Self { symbols: symbols.map(str::to_owned).collect(), ..Self::of(&paper.card) }
    }
}

/// The keys by which twins of a paper are looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prints {
    /// Hashes of the versions' bytes.
    pub bodies: Vec<Hash>,
    /// Hashes of the versions' texts, where they are longer than a line or two.
    pub texts: Vec<Hash>,
    /// Message-IDs.
    pub messages: Vec<String>,
    /// Sender, addressee, number and date folded to one key, where all four stand on the card.
    pub card: Option<String>,
}

/// Shortest text that counts as a twin's ground, in bytes: short ones ("Seen.") are alike by nature.
pub const TWIN_TEXT_BYTES_MIN: u64 = 200;

impl Prints {
    /// The prints of a paper with these versions and this card.
    pub fn of<'a>(versions: impl IntoIterator<Item = &'a crate::paper::Version>, card: &Card) -> Self {
        let mut prints = Self { card: card_print(card), ..Self::default() };
        for version in versions {
            prints.bodies.push(version.hash);
            prints.messages.extend(version.message_id.clone());
            if let Some(text) = version.text.as_ref().filter(|text| text.bytes >= TWIN_TEXT_BYTES_MIN) {
                prints.texts.push(text.hash);
            }
        }
        prints
    }
}

fn card_print(card: &Card) -> Option<String> {
    let number = crate::number::plain(&card.number.as_ref()?.value);
    let date = card.date.as_ref()?.value.date;
    let from = crate::matching::telling_words(&card.from.first()?.value.words());
    let to = crate::matching::telling_words(&card.to.first()?.value.words());
    let join = |words: Vec<String>| words.join(" ");
    if number.is_empty() || from.is_empty() || to.is_empty() {
        return None;
    }
    Some(format!("{number}|{date}|{}|{}", join(from), join(to)))
}

/// An act that was already entered under the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The entry's number.
    pub entry: u64,
    /// Its first part.
    pub acted: Acted,
}
