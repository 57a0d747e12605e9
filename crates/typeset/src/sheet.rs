//! The kinds of set pages, and what stands on each: plain words and days, as whoever asks wants them read.

use jiff::civil::Date;
use procedure::ids::Hash;
use serde::{Deserialize, Serialize};

use crate::text::Block;

/// What is set: one kind of page with its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sheet {
    /// A paper from one desk or person to another.
    Memorandum(Written),
    /// A telegram or cable.
    Telegram(Telegram),
    /// A letter that leaves the house.
    Letter(Letter),
    /// A *note verbale*: in the third person, initialled and not signed.
    NoteVerbale(Written),
    /// What is given to the public.
    Communique(Communique),
    /// The text that was decided.
    Resolution(Resolution),
    /// What was asked and what was decided on it.
    Extract(Extract),
    /// Who holds which copy of a paper, and since when.
    CopyLedger(CopyLedger),
    /// A series' numbers of one year.
    YearBook(YearBook),
    /// What goes along with papers and comes back signed.
    TransmittalSlip(TransmittalSlip),
    /// The number of a paper, to be stuck on it.
    StampLabel(StampLabel),
    /// Where the books stood when a day was closed, and the head of the record.
    DayClosing(DayClosing),
    /// That a paper was entered, for whoever handed it in.
    Receipt(Receipt),
}

/// Where a sheet comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The office's name.
    pub office: String,
    /// The desk in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// Our number, or theirs where the paper came in; none where it has none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day of the sheet. It is the day in the file's own description too.
    pub day: Date,
    /// The marking, which then stands at the head and at the foot of every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    /// The language of the words, as its two or three letters: `en`, `ru`, `el`.
    pub language: String,
}

/// A paper that somebody wrote to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Where it comes from.
    pub heading: Heading,
    /// What it calls itself: "Memorandum", "Report".
    pub called: String,
    /// What is to be known of it before it is read: "As it stands in the register". It stands at the foot of every page, whatever
    /// letterhead and form the office has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// From whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// To whom, in order; a line break within one starts a line of the address.
    #[serde(default)]
    pub to: Vec<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What it refers to.
    #[serde(default)]
    pub references: Vec<String>,
    /// Its words.
    pub text: Vec<Block>,
    /// What is enclosed.
    #[serde(default)]
    pub enclosures: Vec<String>,
    /// Who signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signature>,
    /// Who gets a copy, in order.
    #[serde(default)]
    pub copies_to: Vec<String>,
    /// Which numbered copy this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<NumberedCopy>,
}

/// The one who signed, as it stands below the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The name.
    pub name: String,
    /// In which post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// One copy among several of a paper: its number, holder and marking stand on every page, and a 2-D code after the last
/// line carries the paper's number and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedCopy {
    /// Which copy, from 1.
    pub no: u32,
    /// Of how many.
    pub of: u32,
    /// Who holds it.
    pub holder: String,
    /// The number of the paper.
    pub number: String,
    /// The hash of the paper's bytes as they are kept.
    pub hash: Hash,
}

/// A telegram.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telegram {
    /// What it has of every paper.
    #[serde(flatten)]
    pub written: Written,
    /// How fast it goes: "Immediate".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precedence: Option<String>,
    /// Who is informed beside the addressees.
    #[serde(default)]
    pub informed: Vec<String>,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What it has of every paper.
    #[serde(flatten)]
    pub written: Written,
    /// How it greets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salutation: Option<String>,
    /// How it takes leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<String>,
}

/// A communiqué.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Communique {
    /// What it has of every paper.
    #[serde(flatten)]
    pub written: Written,
    /// From when it may be told: "Not before 27 December 1951, 18:00".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
}

/// A resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// What it has of every paper.
    #[serde(flatten)]
    pub written: Written,
    /// How it came about: "Adopted by A. Lind on 27 December 1951".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
}

/// An extract of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Where it comes from; the number is the one under which the text was entered.
    pub heading: Heading,
    /// The question.
    pub question: String,
    /// Where it lies: dossier, file plan, submission.
    pub lies: String,
    /// Who laid it before whom.
    pub submitted: String,
    /// The bottom line.
    pub asked: String,
    /// What was recommended.
    pub recommended: String,
    /// Who was of another mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dissent: Option<String>,
    /// What was decided, in words: "Adopted".
    pub decided: String,
    /// By whom, for which desk, when.
    pub by: Vec<String>,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The hash of the very text that was decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Hash>,
    /// That text, where it can be read.
    #[serde(default)]
    pub text: Vec<Block>,
    /// What desks owe by it.
    #[serde(default)]
    pub follows: Vec<Following>,
}

/// What one desk owes by a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// Its number.
    pub no: u32,
    /// Which desk.
    pub desk: String,
    /// What is owed.
    pub what: String,
    /// By when, and after what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// The ledger of a paper's copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyLedger {
    /// Where it comes from; the number is the paper's.
    pub heading: Heading,
    /// What the paper is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The copies, in order.
    pub copies: Vec<LedgerLine>,
}

/// One copy in a ledger. Days stand as days; what did not happen is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// Which copy.
    pub no: u32,
    /// Who holds it.
    pub holder: String,
    /// When it was sent.
    #[serde(default)]
    pub sent: Option<Date>,
    /// When it was received.
    #[serde(default)]
    pub received: Option<Date>,
    /// When it was read.
    #[serde(default)]
    pub read: Option<Date>,
    /// When it came back.
    #[serde(default)]
    pub returned: Option<Date>,
    /// Why it was withdrawn, and when, where it was.
    #[serde(default)]
    pub withdrawn: Option<String>,
}

/// A series' book of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearBook {
    /// Where it comes from.
    pub heading: Heading,
    /// The series.
    pub series: String,
    /// The year.
    pub year: i16,
    /// As seen by whom, and when; how many numbers were given.
    pub told: Vec<String>,
    /// Its numbers, in order.
    pub lines: Vec<BookLine>,
}

/// One number of a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    /// Our number.
    pub number: String,
    /// The number it bears from outside.
    #[serde(default)]
    pub theirs: Option<String>,
    /// The day of the paper.
    #[serde(default)]
    pub dated: Option<Date>,
    /// The day on which it was entered.
    pub entered: Date,
    /// Its kind.
    #[serde(default)]
    pub called: Option<String>,
    /// From whom.
    #[serde(default)]
    pub from: Option<String>,
    /// To whom.
    #[serde(default)]
    pub to: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub subject: Option<String>,
    /// With whom it is, or what became of it.
    #[serde(default)]
    pub state: Option<String>,
    /// Why the number is void, where it is.
    #[serde(default)]
    pub void: Option<String>,
    /// What was put right since.
    #[serde(default)]
    pub put_right: Vec<String>,
}

/// A slip that goes along with papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransmittalSlip {
    /// Where it comes from.
    pub heading: Heading,
    /// Whom they go to.
    pub to: String,
    /// What goes.
    pub lines: Vec<SlipLine>,
    /// What whoever receives it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
}

/// A paper on a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipLine {
    /// Its number.
    pub number: String,
    /// Which copy: "3 of 7".
    #[serde(default)]
    pub copy: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub subject: Option<String>,
    /// Its marking.
    #[serde(default)]
    pub marking: Option<String>,
}

/// A label that bears a paper's number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampLabel {
    /// Where it comes from; the number and the day are those of the entry.
    pub heading: Heading,
    /// What stands below the day: the desk, "with 2 enclosures".
    #[serde(default)]
    pub lines: Vec<String>,
    /// The hash of the paper's bytes, where it came as a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<Hash>,
}

/// A closing of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayClosing {
    /// Where it comes from; the number is that of the closing.
    pub heading: Heading,
    /// By whom and when it was made.
    pub by: String,
    /// In what the record is not what it was; empty where all is well.
    #[serde(default)]
    pub wrong: Vec<String>,
    /// That the record goes on from the closing before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<String>,
    /// Since when numbers are counted as given: "since closing 11 of 26 December 1951".
    pub since: String,
    /// The books.
    #[serde(default)]
    pub books: Vec<ClosedLine>,
    /// What is cited and not held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_held: Option<String>,
    /// Up to where the reading ledger stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<String>,
    /// How many entries the record has, with this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<u64>,
    /// The root over them, in groups that can be read out.
    #[serde(default)]
    pub root: Vec<String>,
    /// The signed head over them, which the 2-D code carries too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
}

/// One book of a closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedLine {
    /// The book.
    pub book: String,
    /// The last number in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// How many numbers were given.
    pub given: String,
    /// How many are void.
    pub void: String,
    /// How many are set aside.
    pub reserved: String,
    /// How many of its papers cite what is not held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_held: Option<String>,
}

/// What whoever handed a paper in is given: that it was entered, as what, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Where it comes from; the number and the day are those of the entry.
    pub heading: Heading,
    /// From whom the paper is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// When it was entered: "25 December 1951, 14:20".
    pub entered: String,
    /// In which entry of the journal.
    pub entry: u64,
    /// Its files, as they came.
    #[serde(default)]
    pub files: Vec<ReceivedFile>,
    /// What the file with the proof is called.
    pub proof: String,
    /// The office's public key.
    pub key: String,
}

/// A file that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedFile {
    /// Its name.
    pub name: String,
    /// How long it is: "12 KB".
    pub length: String,
    /// The SHA-256 of its bytes.
    pub hash: Hash,
}

/// Which form a sheet is set by; the name of its file too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// See [`Sheet::Memorandum`].
    Memorandum,
    /// See [`Sheet::Telegram`].
    Telegram,
    /// See [`Sheet::Letter`].
    Letter,
    /// See [`Sheet::NoteVerbale`].
    NoteVerbale,
    /// See [`Sheet::Communique`].
    Communique,
    /// See [`Sheet::Resolution`].
    Resolution,
    /// See [`Sheet::Extract`].
    Extract,
    /// See [`Sheet::CopyLedger`].
    CopyLedger,
    /// See [`Sheet::YearBook`].
    YearBook,
    /// See [`Sheet::TransmittalSlip`].
    TransmittalSlip,
    /// See [`Sheet::StampLabel`].
    StampLabel,
    /// See [`Sheet::DayClosing`].
    DayClosing,
    /// See [`Sheet::Receipt`].
    Receipt,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Memorandum,
        Self::Telegram,
        Self::Letter,
        Self::NoteVerbale,
        Self::Communique,
        Self::Resolution,
        Self::Extract,
        Self::CopyLedger,
        Self::YearBook,
        Self::TransmittalSlip,
        Self::StampLabel,
        Self::DayClosing,
        Self::Receipt,
    ];

    /// Its name in files and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Memorandum => "memorandum",
            Self::Telegram => "telegram",
            Self::Letter => "letter",
            Self::NoteVerbale => "note-verbale",
            Self::Communique => "communique",
            Self::Resolution => "resolution",
            Self::Extract => "extract",
            Self::CopyLedger => "copy-ledger",
            Self::YearBook => "year-book",
            Self::TransmittalSlip => "transmittal-slip",
            Self::StampLabel => "stamp-label",
            Self::DayClosing => "day-closing",
            Self::Receipt => "receipt",
        }
    }
}

impl Sheet {
    /// Which form it is set by.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Memorandum(_) => Kind::Memorandum,
            Self::Telegram(_) => Kind::Telegram,
            Self::Letter(_) => Kind::Letter,
            Self::NoteVerbale(_) => Kind::NoteVerbale,
            Self::Communique(_) => Kind::Communique,
            Self::Resolution(_) => Kind::Resolution,
            Self::Extract(_) => Kind::Extract,
            Self::CopyLedger(_) => Kind::CopyLedger,
            Self::YearBook(_) => Kind::YearBook,
            Self::TransmittalSlip(_) => Kind::TransmittalSlip,
            Self::StampLabel(_) => Kind::StampLabel,
            Self::DayClosing(_) => Kind::DayClosing,
            Self::Receipt(_) => Kind::Receipt,
        }
    }

    /// Where it comes from.
    pub fn heading(&self) -> &Heading {
        match self {
            Self::Extract(extract) => &extract.heading,
            Self::CopyLedger(ledger) => &ledger.heading,
            Self::YearBook(book) => &book.heading,
            Self::TransmittalSlip(slip) => &slip.heading,
            Self::StampLabel(label) => &label.heading,
            Self::DayClosing(closing) => &closing.heading,
            Self::Receipt(receipt) => &receipt.heading,
            Self::Memorandum(written) | Self::NoteVerbale(written) => &written.heading,
            Self::Telegram(telegram) => &telegram.written.heading,
            Self::Letter(letter) => &letter.written.heading,
            Self::Communique(communique) => &communique.written.heading,
            Self::Resolution(resolution) => &resolution.written.heading,
        }
    }

    /// What it has of every paper, where it is one.
    pub fn written(&self) -> Option<&Written> {
        match self {
            Self::Memorandum(written) | Self::NoteVerbale(written) => Some(written),
            Self::Telegram(telegram) => Some(&telegram.written),
            Self::Letter(letter) => Some(&letter.written),
            Self::Communique(communique) => Some(&communique.written),
            Self::Resolution(resolution) => Some(&resolution.written),
            _ => None,
        }
    }

    /// What the file is called in its own description, and by a reader's window.
    pub fn title(&self) -> String {
        let number = self.heading().number.as_deref();
        let of_paper = |what: &str| number.map_or_else(|| what.to_owned(), |number| format!("{what} {number}"));
        match (self, self.written()) {
            (_, Some(written)) => {
                let of_paper = of_paper(if written.called.trim().is_empty() { "Paper" } else { &written.called });
                let subject = written.subject.as_ref().map(|subject| format!(": {subject}")).unwrap_or_default();
                format!("{of_paper}{subject}")
            }
            (Self::Extract(extract), _) => format!("Extract of a decision: {}", extract.question),
            (Self::CopyLedger(_), _) => of_paper("Copies of"),
            (Self::YearBook(book), _) => format!("{}, {}", book.series, book.year),
            (Self::TransmittalSlip(slip), _) => format!("Transmittal slip to {}", slip.to),
            (Self::Receipt(_), _) => of_paper("Receipt for"),
            (Self::DayClosing(_), _) => number.unwrap_or("Day closing").to_owned(),
            _ => of_paper("Label"),
        }
    }

    /// What its 2-D code says, where it bears one: the number, which copy, and the hash; of a closing, the signed head.
    pub fn code(&self) -> Option<String> {
        match (self, self.written().and_then(|written| written.copy.as_ref())) {
            (_, Some(copy)) => Some(format!("{} {}/{} sha256:{}", copy.number, copy.no, copy.of, copy.hash)),
            (Self::DayClosing(closing), _) => closing.head.clone(),
            (Self::StampLabel(label), _) => of_entry(&label.heading, label.hash),
            (Self::Receipt(receipt), _) => of_entry(&receipt.heading, receipt.files.first().map(|file| file.hash)),
            _ => None,
        }
    }
}

/// What the code of a number says, with the hash of what was entered under it.
fn of_entry(heading: &Heading, hash: Option<Hash>) -> Option<String> {
    let number = heading.number.as_deref()?;
    Some(hash.map_or_else(|| number.to_owned(), |hash| format!("{number} sha256:{hash}")))
}
