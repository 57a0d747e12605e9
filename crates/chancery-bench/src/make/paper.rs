//! A paper of a made office: its text, its card, whom it goes to; the same for the same number and seed.

use jiff::ToSpan as _;
use jiff::civil::Date;
use procedure::act::DirectionDraft;
use procedure::card::{AskedAct, Card, Citation, Field, PaperDate, Party, Precision, Relation};
use procedure::ids::{DeskId, LevelId, OfficerId, SeriesId};
use procedure::paper::Part;

use super::house::{self, DESKS};
use super::words::{Words, name, share, skewed};
use crate::papers::Chance;

/// The logarithm of the length of real papers, in bytes: its mean, and how far it strays.
const LENGTH: (f64, f64) = (7.33, 0.99);
const LENGTH_BYTES_MAX: f64 = 40_000.0;
/// Correspondents of the office.
const SENDERS: usize = 2_000;
/// Kinds of papers, each with its share of a hundred.
const KINDS: [(&str, u64); 7] = [
    ("telegram", 38),
    ("letter", 26),
    ("despatch", 18),
    ("memorandum", 11),
    ("note verbale", 4),
    ("order", 2),
    ("communiqué", 1),
];

/// Numbers that papers bear before they begin anew.
const NUMBERS: u64 = 9_000;

/// What is decided by a paper's number alone, so that papers can cite each other.
pub(super) struct Facts {
    pub(super) date: Date,
    pub(super) entered: Date,
    sender: usize,
    number: String,
    kind: &'static str,
    pub(super) outgoing: bool,
}

/// The papers of an office.
pub(crate) struct Papers {
    seed: u64,
    pub(crate) papers: u64,
    first_day: Date,
    per_day: u64,
    pub(super) words: Words,
    by: OfficerId,
}

/// A paper ready to be entered.
pub(crate) struct Made {
    pub(super) series: SeriesId,
    pub(crate) card: Card,
    pub(crate) text: String,
    pub(super) level: Option<LevelId>,
    pub(super) directions: Vec<DirectionDraft>,
    /// The dossier that it is filed in, by its number.
    pub(super) dossier: Option<u64>,
}

impl Papers {
    pub(super) fn new(papers: u64, seed: u64, first_day: Date, per_day: u64) -> Self {
        Self { seed, papers, first_day, per_day, words: Words::new(), by: house::clerk() }
    }

    fn chance(&self, no: u64, of: u64) -> Chance {
        Chance(self.seed ^ no.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ of.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// On which day a paper is entered.
    pub(super) fn day(&self, no: u64) -> Date {
        let days = i64::try_from(no / self.per_day).unwrap_or_default();
        self.first_day.saturating_add(days.days())
    }

    pub(super) fn facts(&self, no: u64) -> Facts {
        let mut chance = self.chance(no, 1);
        let sender = skewed(&mut chance, SENDERS);
        let entered = self.day(no);
        let date = entered.saturating_sub(i64::try_from(chance.next() % 12).unwrap_or_default().days());
        let mut turn = chance.next() % 100;
        let kind = KINDS.iter().find(|(_, share)| {
            let is = turn < *share;
            turn = turn.saturating_sub(*share);
            is
        });
        let outgoing = chance.next() % 100 < 6;
        // Numbers come again, but not among papers of the same weeks: of the papers of the real corpus two in a thousand cite by number and
        // day what several papers bear.
        let number = (no % NUMBERS + 1).to_string();
        Facts { date, entered, sender, number, kind: kind.map_or("letter", |(kind, _)| kind), outgoing }
    }

    pub(crate) fn paper(&self, no: u64) -> Made {
        let facts = self.facts(no);
        let mut chance = self.chance(no, 2);
        let citations = self.citations(no, facts.outgoing, &mut chance);
        let subject = self.words.some(&mut chance, 4 + (no % 7) as usize);
        let card = self.card(&facts, &citations, &subject, &mut chance);
        let text = self.text(no, &facts, &citations, &subject, &mut chance);
        let series = match (facts.outgoing, chance.next() % 100) {
            (true, _) => "OUT",
            (_, 0..8) => "CAB",
            (_, 8..40) => "GEN",
            _ => "IN",
        };
        let level = match chance.next() % 100 {
            0..5 => Some("secret"),
            5..18 => Some("restricted"),
            _ => None,
        };
        Made {
            series: house::series(series),
            card,
            text,
            level: level.map(house::level),
            directions: self.directions(no, &facts, series, &mut chance),
            dossier: no.is_multiple_of(16).then(|| skewed(&mut chance, house::dossiers(self.papers) as usize) as u64),
        }
    }

    fn citations(&self, no: u64, outgoing: bool, chance: &mut Chance) -> Vec<Citation> {
        let count = match chance.next() % 100 {
            0..45 => 0,
            45..75 => 1,
            75..92 => 2,
            _ => 3 + (chance.next() % 3) as usize,
        };
        let count = if outgoing { count.max(1) } else { count };
        let cite = |at: usize| {
            // Papers of the last weeks are cited most; four of ten are held elsewhere.
            let back = skewed(chance, 20_000) as u64 + 1;
            let held = chance.next() % 10 < 6 || (outgoing && at == 0);
            let of = self.facts(no.checked_sub(back).unwrap_or(no));
            let number = if held { of.number } else { format!("{}/{}", chance.next() % 90_000, chance.next() % 90) };
            let sender = sender(of.sender);
            let relation = if outgoing && at == 0 { Relation::Answers } else { Relation::Refers };
            // Some are cited by their number alone, so that several papers may be meant.
            let date = (!chance.next().is_multiple_of(12)).then_some(of.date);
            let on = date.map_or_else(String::new, |date| format!(" of {}", date.strftime("%-d %B %Y")));
            Citation {
                text: format!("{} No. {number}{on}", of.kind),
                kind: Some(of.kind.to_owned()),
                number: Some(number),
                sender: sender.name.filter(|_| date.is_some()),
                addressee: None,
                date,
                relation,
            }
        };
        if no == 0 { Vec::new() } else { (0..count).map(cite).collect() }
    }

    fn card(&self, facts: &Facts, citations: &[Citation], subject: &str, chance: &mut Chance) -> Card {
        fn set<T>(value: T, by: &OfficerId) -> Field<T> {
            Field::set(value, None, by.clone())
        }
        let by = &self.by;
        // Lists of one to thirty, most of them short.
        let copies = skewed(chance, 31);
        let named = |no: usize| set(sender(no), by);
        Card {
            kind: Some(set(facts.kind.to_owned(), by)),
            number: Some(set(facts.number.clone(), by)),
            date: Some(set(PaperDate { date: facts.date, precision: Precision::Day }, by)),
            place: Some(set(name(facts.sender % 97), by)),
            from: vec![named(facts.sender)],
            to: vec![named(skewed(chance, 40) + SENDERS)],
            copies: (0..copies).map(|_| named(skewed(chance, 600) + SENDERS)).collect(),
            subject: Some(set(subject.to_owned(), by)),
            citations: citations.iter().map(|citation| set(citation.clone(), by)).collect(),
            language: Some("en".to_owned()),
            ..Card::default()
        }
    }

    fn text(&self, no: u64, facts: &Facts, citations: &[Citation], subject: &str, chance: &mut Chance) -> String {
        // Three sums of twelve are as near to a bell as this needs.
        let bell = (0..12).map(|_| share(chance)).sum::<f64>() - 6.0;
        let length = (LENGTH.0 + LENGTH.1 * bell).exp().clamp(200.0, LENGTH_BYTES_MAX) as usize;
        let date = facts.date.strftime("%-d %B %Y");
        let from = sender(facts.sender);
        let mut text = format!(
            "{}, {date}\n\n{} No. {}\n\nSubject: {subject}\n\n",
            name(facts.sender % 97),
            facts.kind,
            facts.number
        );
        for citation in citations {
            text.push_str(&format!("I refer to the {}.\n\n", citation.text));
        }
        // A word that stands in this paper and in no other, and one that stands in few.
        text.push_str(&format!("Mark sole{no} and few{}. ", no / 50));
        self.prose(&mut text, length, chance);
        text.push_str(&format!("\n\n{}\n", from.name.unwrap_or_default()));
        text
    }

    /// Adds sentences to a text until it is so long.
    pub(super) fn prose(&self, text: &mut String, length: usize, chance: &mut Chance) {
        while text.len() < length {
            let words = 7 + (chance.next() % 20) as usize;
            for at in 0..words {
                let word = self.words.one(chance);
                match at {
                    0 => text.extend(
                        word.chars().next().into_iter().flat_map(char::to_uppercase).chain(word.chars().skip(1)),
                    ),
                    _ => text.push_str(word),
                }
                text.push(if at + 1 == words { '.' } else { ' ' });
            }
            text.push_str(if chance.next().is_multiple_of(4) { "\n\n" } else { " " });
        }
    }

    fn directions(&self, no: u64, facts: &Facts, series: &str, chance: &mut Chance) -> Vec<DirectionDraft> {
        if series == "OUT" {
            return Vec::new();
        }
        let due = (chance.next().is_multiple_of(10)).then(|| facts.entered.saturating_add(21.days()));
        let act = if chance.next().is_multiple_of(8) { AskedAct::Answer } else { AskedAct::Act };
        let to = |desk: DeskId, part: Part| DirectionDraft { to: desk, part, act, due: None, remark: None };
        let mut directions = Vec::new();
        // A third stays with the registry.
        if !chance.next().is_multiple_of(3) {
            let lead = skewed(chance, DESKS);
            directions.push(DirectionDraft { due, ..to(house::desk(lead), Part::Lead) });
            let copies = (0..skewed(chance, 6)).map(|_| skewed(chance, DESKS)).filter(|copy| *copy != lead);
            let copies: std::collections::BTreeSet<usize> = copies.collect();
            directions.extend(copies.into_iter().map(|desk| to(house::desk(desk), Part::Copy)));
            let every = |papers: u64| (self.papers / papers).max(1);
            for (desk, is) in [
                (house::HUNDRED, no.is_multiple_of(every(100))),
                (house::TEN_THOUSAND, no.is_multiple_of(every(10_000))),
                (house::EARLY, no < 10_000),
            ] {
                if is {
                    directions.push(to(house::desk_called(desk), Part::Copy));
                }
            }
        }
        directions
    }

    /// A word of the made language by how common it is.
    pub(crate) fn word(&self, rank: usize) -> &str {
        self.words.at(rank)
    }
}

fn sender(no: usize) -> Party {
    Party {
        name: Some(format!("{}. {}", char::from(b'A' + (no % 26) as u8), name(no))),
        post: no.is_multiple_of(3).then(|| "Envoy".to_owned()),
        office: no.is_multiple_of(2).then(|| format!("Office of {}", name(no / 2))),
    }
}
