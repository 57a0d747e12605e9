//! Searches against an oracle that has no index: every paper is looked at, with `may_see`, and its words are split at what is
//! no letter. Offices, texts and queries are random; the set, the counts and the facets are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use procedure::house::House;
use procedure::ids::{BodyId, OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::number::plain;
use procedure::paper::{Marking, Paper};
use procedure::sight::{Sight, may_see};
use register::{Index, Reads, SearchAsk, SearchCounts, SearchOrder, Searcher, Viewer};

use crate::chance::{Chance, OFFICERS, World};
use crate::office::officer;
use crate::sight::folded;

const WORLDS: u64 = 6;
const PAPERS: usize = 60;
const QUERIES: usize = 60;

/// Words of texts. Those that are forms of one word, or one name in two spellings, are listed below; no others are alike.
const WORDS: &[&str] = &[
    "bridge",
    "bridges",
    "ferry",
    "ferries",
    "coal",
    "Zürich",
    "Vyshinsky",
    "Vishinsky",
    "grain",
    "line",
    "Kennan",
    "мост",
    "the",
    "of",
    "and",
    "treaty",
    "treaties",
    "1951",
];
/// Words that only differ by their endings.
const FORMS: &[&[&str]] =
    &[&["bridge", "bridges"], &["ferry", "ferries"], &["treaty", "treaties"], &["delivery", "deliveries"]];
/// Names that only differ by how they are spelt.
const SPELLINGS: &[&[&str]] = &[&["vyshinsky", "vishinsky"]];
const CARD_WORDS: &[&str] =
    &["gray", "kennan", "novak", "лавров", "bohlen", "demarcation", "grain", "delivery", "visit"];

/// The words of a text, by its commitment and by nothing else.
fn text(body: &BodyId) -> String {
    let seed = body.0[..8].iter().fold(0_u64, |seed, byte| (seed << 8) | u64::from(*byte));
    let mut chance = Chance::new(seed);
    let words: Vec<&str> = (0..3 + chance.below(12)).map(|_| chance.pick(WORDS)).collect();
    words.join(chance.pick(&[" ", ", ", "\n"]))
}

fn simple(text: &str) -> Vec<String> {
    let plain = |word: &str| {
        let word = word.to_lowercase().replace('ü', "u").replace('á', "a");
        let kept = word.trim_start_matches('0');
        if kept.is_empty() || !word.bytes().all(|b| b.is_ascii_digit()) { word.clone() } else { kept.to_owned() }
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(plain).collect()
}

/// A query as the oracle understands it.
#[derive(Debug, Clone)]
enum Query {
    Word(&'static str),
    Phrase(&'static str, &'static str),
    Beginning(&'static str),
    Field(&'static str, String),
    Question(Vec<&'static str>),
    Not(Box<Query>),
    All(Vec<Query>),
    Any(Vec<Query>),
}

impl Query {
    fn random(chance: &mut Chance, depth: u64) -> Self {
        let word = |chance: &mut Chance| if chance.one_in(3) { chance.pick(CARD_WORDS) } else { chance.pick(WORDS) };
        match chance.below(if depth == 0 { 10 } else { 14 }) {
            0..=3 => Self::Word(word(chance)),
            4 => Self::Phrase(chance.pick(WORDS), chance.pick(WORDS)),
            5 => Self::Beginning(chance.pick(&["bri", "fer", "dem", "zur", "gra", "tre", "vis"])),
            6..=8 => Self::field(chance),
            9 => Self::Question((0..6 + chance.below(3)).map(|_| chance.pick(WORDS)).collect()),
            10 => Self::Not(Box::new(Self::random(chance, 0))),
            11 => Self::Any((0..2).map(|_| Self::random(chance, depth - 1)).collect()),
            _ => Self::All((0..2 + chance.below(2)).map(|_| Self::random(chance, depth - 1)).collect()),
        }
    }

    fn field(chance: &mut Chance) -> Self {
        let n = chance.below(6);
        let (field, value) = match chance.below(11) {
            0 => ("kind", chance.pick(&["telegram", "letter", "tel", "none"]).to_owned()),
            1 => ("series", format!("s{}", n % 4)),
            2 => ("desk", format!("d{n}")),
            3 => ("state", chance.pick(&["void", "live", "waiting", "unconfirmed", "no_file"]).to_owned()),
            4 => ("marking", chance.pick(&["none", "unconfirmed", "l0", "l1"]).to_owned()),
            5 => ("from", chance.pick(&["gray", "novak", "лавров"]).to_owned()),
            6 => ("to", chance.pick(&["kennan", "bohlen"]).to_owned()),
            7 => ("subject", chance.pick(&["grain", "demarcation", "visit"]).to_owned()),
            8 => ("no", (n + 1).to_string()),
            9 => ("date", format!("1951-12-{:02}..1951-12-{:02}", n + 1, n * 4 + 3)),
            _ => ("year", chance.pick(&["1951", "1952"]).to_owned()),
        };
        Self::Field(field, value)
    }

    fn typed(&self) -> String {
        let group = |parts: &[Self], between: &str| {
            let parts: Vec<String> = parts.iter().map(Self::typed).collect();
            format!("({})", parts.join(between))
        };
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(one, two) => format!("\"{one} {two}\""),
            Self::Beginning(start) => format!("{start}*"),
            // In brackets: "no:3" alone would be read as the number itself, of which more is told.
            Self::Field(field, value) => format!("({field}:{value})"),
            Self::Question(words) => format!("({})", words.join(" ")),
            Self::Not(what) => format!("-{}", group(std::slice::from_ref(what), "")),
            Self::All(parts) => group(parts, " "),
            Self::Any(parts) => group(parts, " OR "),
        }
    }

    /// Whether a group of plain words would be read as a question.
    fn is_clear(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().filter(|part| matches!(part, Self::Word(_))).count() < 6
                    && parts.iter().all(Self::is_clear)
            }
            Self::Not(what) => what.is_clear(),
            _ => true,
        }
    }
}

/// A paper as it is looked through.
struct Looked<'a> {
    paper: &'a Paper,
    house: &'a House,
    /// The words of its texts, where they are seen, with those that have a capital.
    text: Option<(Vec<String>, BTreeSet<String>)>,
}

impl Looked<'_> {
    fn numbers(&self) -> Vec<String> {
        let ours = self.paper.registrations.iter().map(|one| one.number.text().to_owned());
        ours.chain(self.paper.card.number.iter().map(|field| field.value.clone())).collect()
    }

    fn names(&self, field: &str) -> Vec<String> {
        let card = &self.paper.card;
        let from = card.from.iter().filter(|_| field != "to").map(|field| field.value.words());
        from.chain(card.to.iter().filter(|_| field != "from").map(|field| field.value.words())).collect()
    }

    fn subject(&self) -> String {
        self.paper.card.subject.as_ref().map(|field| field.value.clone()).unwrap_or_default()
    }

    /// The values of the card in which words are looked for.
    fn values(&self, field: &str) -> Vec<String> {
        match field {
            "from" | "to" => self.names(field),
            "subject" => vec![self.subject()],
            _ => self.numbers().into_iter().chain(self.names("")).chain([self.subject()]).collect(),
        }
    }

    fn has_word(&self, word: &str, within: &str, loose: bool) -> bool {
        let word = simple(word).remove(0);
        let together =
            |of: &[&[&str]], other: &str| of.iter().any(|all| all.contains(&word.as_str()) && all.contains(&other));
        let is = |other: &str| other == word || together(FORMS, other);
        let alike = |other: &str| together(SPELLINGS, other);
        let card: Vec<String> = self.values(within).iter().flat_map(|value| simple(value)).collect();
        let begins = |other: &str| loose && word.chars().count() >= 3 && other.starts_with(&word);
        let by_card = card.iter().any(|other| is(other) || begins(other));
        let by_text = self.text.as_ref().filter(|_| within.is_empty()).is_some_and(|(words, capitals)| {
            words.iter().any(|other| is(other)) || capitals.iter().any(|other| alike(other))
        });
        by_card || by_text
    }

    fn has(&self, query: &Query) -> bool {
        match query {
            Query::Word(word) => self.has_word(word, "", true),
            Query::Phrase(one, two) => {
                let (one, two) = (simple(one).remove(0), simple(two).remove(0));
                let stands = |words: &[String]| words.windows(2).any(|pair| pair[0] == one && pair[1] == two);
                self.values("").iter().any(|value| stands(&simple(value)))
                    || self.text.as_ref().is_some_and(|(words, _)| stands(words))
            }
            Query::Beginning(start) => {
                let begins = |words: &[String]| words.iter().any(|word| word.starts_with(start));
                self.values("").iter().any(|value| begins(&simple(value)))
                    || self.text.as_ref().is_some_and(|(words, _)| begins(words))
            }
            Query::Question(words) => {
                let different: BTreeSet<&str> = words.iter().copied().collect();
                let there = different.iter().filter(|word| self.has_word(word, "", false)).count();
                there >= different.len().div_ceil(3)
            }
            Query::Not(what) => !self.has(what),
            Query::All(parts) => parts.iter().all(|part| self.has(part)),
            Query::Any(parts) => parts.iter().any(|part| self.has(part)),
            Query::Field(field, value) => self.has_field(field, value),
        }
    }

    fn has_field(&self, field: &str, value: &str) -> bool {
        let date = || self.paper.card.date.as_ref().map(|field| field.value.date.to_string());
        match field {
            "kind" => {
                let value = if value == "tel" { "telegram" } else { value };
                self.paper.card.kind.as_ref().is_some_and(|field| field.value.starts_with(value))
            }
            "series" => self.paper.series().iter().any(|series| series.as_str().to_lowercase() == value),
            "desk" => {
                let holders = self.paper.holders(|_| None);
                let registries = || self.paper.series().into_iter().filter_map(|series| self.house.series.get(series));
                let by_registry = holders.is_empty() && registries().any(|series| series.registry.as_str() == value);
                by_registry || holders.iter().any(|desk| desk.as_str() == value)
            }
            "state" => self.states().contains(&value),
            "marking" => self.marking() == value,
            "no" => {
                let last = |number: &str| simple(number).into_iter().rfind(|w| w.bytes().all(|b| b.is_ascii_digit()));
                self.numbers().iter().any(|number| plain(number) == value || last(number).as_deref() == Some(value))
            }
            "date" => {
                let (from, until) = value.split_once("..").unwrap();
                date().is_some_and(|date| from <= date.as_str() && date.as_str() <= until)
            }
            "year" => date().is_some_and(|date| date.starts_with(value)),
            words => self.has_word(value, words, true),
        }
    }

    fn marking(&self) -> String {
        match &self.paper.marking {
            Marking::None => "none".to_owned(),
            Marking::Unconfirmed { .. } => "unconfirmed".to_owned(),
            Marking::Confirmed { level } => level.to_string(),
        }
    }

    fn states(&self) -> Vec<&'static str> {
        let paper = self.paper;
        let void = paper.is_void();
        let waiting = !void && paper.directions.iter().any(|direction| direction.is_open());
        let unconfirmed = !void && matches!(paper.marking, Marking::Unconfirmed { .. });
        let no_file = !void && paper.version().is_none();
        let states =
            [("void", void), ("live", !void), ("waiting", waiting), ("unconfirmed", unconfirmed), ("no_file", no_file)];
        states.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }
}

struct Oracle<'a> {
    house: &'a House,
    papers: &'a [Paper],
    reader: OfficerId,
    at: Moment,
}

impl Oracle<'_> {
    fn found(&self, query: &Query) -> BTreeMap<PaperId, &Paper> {
        let sees = |paper: &Paper| may_see(self.house, &self.reader, paper, self.at);
        let looked = |paper: &Paper| self.looked(paper, sees(paper)).has(query);
        let found = self.papers.iter().filter(|paper| sees(paper) >= Sight::Card && looked(paper));
        found.map(|paper| (paper.id, paper)).collect()
    }

    fn looked<'p>(&'p self, paper: &'p Paper, sight: Sight) -> Looked<'p> {
        let texts = paper.versions.iter().filter(|kept| kept.withdrawn.is_none());
        let texts = texts.filter_map(|kept| Some(text(&kept.version.text.as_ref()?.body)));
        let text = texts.collect::<Vec<_>>().join("\n");
        let capitals = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_uppercase));
        let capitals = capitals.map(|word| simple(word).remove(0)).collect();
        Looked { paper, house: self.house, text: (sight == Sight::Whole).then(|| (simple(&text), capitals)) }
    }

    fn counts(&self, found: &BTreeMap<PaperId, &Paper>, counts: &SearchCounts, context: &str) {
        assert_eq!(counts.papers, found.len() as u64, "{context}");
        let mut sides: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
        let (mut years, mut undated) = (BTreeMap::<i16, u64>::new(), 0);
        for paper in found.values() {
            let looked = self.looked(paper, Sight::Card);
            let mut count = |side, value: String| *sides.entry(side).or_default().entry(value).or_default() += 1;
            paper.card.kind.iter().for_each(|kind| count("kinds", kind.value.clone()));
            paper.series().iter().for_each(|series| count("series", series.to_string()));
            paper.holders(|_| None).iter().for_each(|desk| count("desks", desk.to_string()));
            count("markings", looked.marking());
            let known = ["void", "waiting", "unconfirmed", "no_file"];
            looked
                .states()
                .iter()
                .filter(|state| known.contains(state))
                .for_each(|state| count("states", (*state).to_owned()));
            match &paper.card.date {
                Some(date) => *years.entry(date.value.date.year()).or_default() += 1,
                None => undated += 1,
            }
        }
        let said = [
            ("kinds", &counts.kinds),
            ("series", &counts.series),
            ("desks", &counts.desks),
            ("markings", &counts.markings),
            ("states", &counts.states),
        ];
        for (side, said) in said {
            let of_side =
                |value: &str| side != "states" || ["void", "waiting", "unconfirmed", "no_file"].contains(&value);
            let said: BTreeMap<String, u64> = said
                .iter()
                .filter(|count| of_side(&count.value))
                .map(|count| (count.value.clone(), count.papers))
                .collect();
            assert_eq!(said, sides.remove(side).unwrap_or_default(), "{side} of {context}");
        }
        assert_eq!((counts.years.clone(), counts.undated), (years.into_iter().collect(), undated), "{context}");
    }
}

/// Every paper that is found, page by page.
fn listed(reads: &Reads, viewer: &Viewer, ask: &SearchAsk, searcher: &Searcher) -> Vec<PaperId> {
    let (mut papers, mut ask) = (Vec::new(), ask.clone());
    loop {
        let page = reads.search(viewer, &ask, searcher).unwrap();
        papers.extend(page.hits.into_iter().map(|hit| hit.paper));
        match page.next {
            Some(next) => ask.after = Some(next),
            None => return papers,
        }
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "how much was compared is part of the result")]
fn searches_find_what_looking_through_all_papers_finds() {
    let (mut compared, mut papers_found, mut kept) = (0, 0, 0);
    for seed in 0..WORLDS {
        let mut world = World::new(700 + seed, PAPERS);
        world.replace_versions();
        let (folder, register) = folded(&world);
        let (house, reads) = (register.house(), register.reads().unwrap());
        let words = |body: &BodyId| Some(text(body));
        let mut index = Index::open(folder.path()).unwrap();
        // In pieces, so that there are several segments.
        while index.catch_up(&reads, &words, 7).unwrap().behind {}
        let searcher = index.searcher();
        let papers: Vec<Paper> = world.papers.iter().map(|id| world.state(*id)).collect();
        let mut chance = Chance::new(seed ^ 0x51);
        for _ in 0..QUERIES {
            let query = Query::random(&mut chance, 2);
            if !query.is_clear() {
                continue;
            }
            let typed = query.typed();
            let at = world.any_moment();
            let reader = officer(&format!("o{}", chance.below(OFFICERS)));
            let viewer = Viewer::officer(Arc::clone(&house), &reader, at);
            let oracle = Oracle { house: &house, papers: &papers, reader, at };
            let found = oracle.found(&query);
            let context = format!("{typed} by {} at {at}, seed {seed}", oracle.reader);
            let expected: BTreeSet<PaperId> = found.keys().copied().collect();
            for order in [SearchOrder::Rank, SearchOrder::Newest, SearchOrder::Oldest, SearchOrder::Number] {
                let ask = SearchAsk { typed: typed.clone(), order, limit: 7, ..SearchAsk::default() };
                let listed = listed(&reads, &viewer, &ask, &searcher);
                let set: BTreeSet<PaperId> = listed.iter().copied().collect();
                assert_eq!(set.len(), listed.len(), "each once, {order:?}: {context}");
                let numbers = |ids: &BTreeSet<PaperId>| -> Vec<String> {
                    ids.iter()
                        .map(|id| papers.iter().find(|paper| paper.id == *id).unwrap().number().to_owned())
                        .collect()
                };
                assert_eq!(numbers(&set), numbers(&expected), "{order:?}: {context}");
                in_order(order, &listed, &found);
            }
            oracle.counts(&found, &reads.search_counts(&viewer, &typed, &searcher).unwrap(), &context);
            let owner = Oracle { house: &house, papers: &papers, reader: oracle.reader.clone(), at };
            kept += papers.iter().filter(|paper| owner.looked(paper, Sight::Whole).has(&query)).count()
                - found.len().min(papers.len());
            compared += 1;
            papers_found += found.len();
        }
    }
    eprintln!(
        "{compared} searches found {papers_found} papers as looking through all does; {kept} were kept from readers"
    );
    assert!(compared > 300 && papers_found > 1_000 && kept > 1_000, "{compared} {papers_found} {kept}");
}

fn in_order(order: SearchOrder, listed: &[PaperId], found: &BTreeMap<PaperId, &Paper>) {
    let date = |id: &PaperId| found[id].card.date.as_ref().map(|field| field.value.date);
    let dated: Vec<_> = listed.iter().map(date).collect();
    let undated = dated.iter().position(Option::is_none).unwrap_or(dated.len());
    let dates = &dated[..undated];
    match order {
        SearchOrder::Rank => {}
        SearchOrder::Newest => assert!(dates.is_sorted_by(|one, next| one >= next)),
        SearchOrder::Oldest => assert!(dates.is_sorted()),
        SearchOrder::Number => {
            let number = |id: &PaperId| {
                let number =
                    &found[id].registrations.iter().find(|one| one.number.text() == found[id].number()).unwrap().number;
                (number.series().to_string(), number.year(), number.n(), number.sub())
            };
            assert!(listed.iter().map(number).is_sorted());
        }
    }
    if matches!(order, SearchOrder::Newest | SearchOrder::Oldest) {
        assert!(dated[undated..].iter().all(Option::is_none), "undated ones are last");
    }
}
