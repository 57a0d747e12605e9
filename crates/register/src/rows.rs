//! What the register's tables say about one paper: a pure function of the paper's state.
//!
//! Because of that, a change is written as the difference between the rows of the state before and after, and a
//! register rebuilt from the journal holds the same rows as one kept up entry by entry.

use std::collections::BTreeSet;

use jiff::civil::Date;
use procedure::card::{AskedAct, Field, Party};
use procedure::ids::{BodyId, DeskId, OfficerId, PaperId, SeriesId};
use procedure::known::{CardBrief, Prints, TwinGround};
use procedure::matching::composed;
use procedure::number::plain;
use procedure::paper::{
    Channel, DirectionState, Holder, InHouse, Marking, Paper, Part, Principal, Registration, Standing, Strength,
};
use procedure::sight::{Scope, named};
use serde::{Deserialize, Serialize};

mod cited;

pub(crate) use cited::{Hangs, LineCites, OFFERED_FOR_ALL, OPEN_FOR_ALL, RIVALLED, TIED, standing};
use cited::{citations, cites, hangs, is_rivalled, ties};

/// Most characters of a subject or a name kept in a row; the card has the rest.
pub(crate) const ROW_TEXT_CHARS_MAX: usize = 400;
/// Most citations shown in a row of a list.
pub(crate) const ROW_CITES_MAX: usize = 12;
/// Stands for "without end" among microseconds.
pub(crate) const FOR_EVER: i64 = i64::MAX;
/// Sorts after every date: a direction without a date is least urgent.
pub(crate) const NO_DUE: &str = "~";

/// What a row of a list shows of a paper's card; read only by those who may see the card.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) their: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) date: Option<procedure::card::PaperDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) received: Option<procedure::paper::Received>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) from: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) to: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) subject: Option<String>,
    #[serde(default)]
    pub(crate) marking: Marking,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) precedence: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) cites: Vec<LineCites>,
    /// Desks it lies with; none while it lies with the registries of its series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) with: Vec<DeskId>,
    /// Its series, for those registries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) series: Vec<SeriesId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) due: Option<Date>,
    /// The states it is in for whoever sees every paper it hangs together with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) states: Vec<String>,
    /// What some of those states hang on.
    #[serde(default)]
    pub(crate) hangs: Hangs,
}

/// One number of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) series: String,
    pub(crate) year: i16,
    pub(crate) n: u32,
    pub(crate) sub: u32,
    pub(crate) text: String,
    pub(crate) at: i64,
    pub(crate) on: String,
    pub(crate) late: Option<String>,
    /// The standing's JSON where it is void.
    pub(crate) standing: Option<String>,
}

/// A row of a side table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Named {
        principal: String,
        from: i64,
        until: i64,
    },
    Actor(String),
    Bound {
        principal: String,
        capacity: &'static str,
    },
    Checked {
        sender: String,
        kind: String,
        right: i64,
        put_right: i64,
    },
    Number {
        plain: String,
        date: String,
    },
    Print {
        kind: i64,
        value: Vec<u8>,
    },
    Citation {
        key: String,
        cited: String,
        date: String,
        at: usize,
        what: String,
    },
    /// Of a tie that is the only one of its citation the strength is that of what an officer said: it stands whoever reads.
    Tie {
        to: PaperId,
        kind: TieKind,
        at: usize,
        strength: Strength,
    },
    Filed {
        dossier: String,
        at: i64,
        volume: Option<u32>,
    },
    Waits {
        place: String,
        rank: u8,
        due: String,
        kind: WaitKind,
        no: u32,
    },
    Released {
        at: i64,
    },
}

/// How one paper hangs together with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TieKind {
    /// A citation means it, and would not be held without it.
    Cites = 0,
    /// A citation means it, and was settled as well, or the paper that cites is void.
    CitesBeside = 1,
    /// A citation may mean it.
    Offered = 2,
    /// This paper answers it, as an officer said.
    AnswersSaid = 3,
    /// This paper cites it as one that it answers.
    AnswersRead = 4,
    /// It answers this paper and does not stop its clock.
    PassedOver = 5,
}

impl WaitKind {
    /// Whether it waits only while no answer is in sight.
    pub(crate) fn is_of_answers(self) -> bool {
        (Self::ToAnswer..=Self::UnansweredByAge).contains(&self)
    }

    /// Whether it waits in a dossier, and not on a paper.
    pub(crate) fn is_of_dossier(self) -> bool {
        (Self::DossierBack..=Self::Deadline).contains(&self)
    }
}

impl TieKind {
    /// The last of the kinds in which one paper cites another.
    pub(crate) const LAST_OF_CITING: i64 = Self::Offered as i64;
}

/// What waits at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WaitKind {
    Direction = 0,
    ToMarkOut = 1,
    CameBack = 2,
    ToConfirm = 3,
    OfferedMatch = 4,
    BringForward = 5,
    /// An answer is awaited, and no direction at the desk says so already. It waits while nothing that the viewer sees
    /// answers the paper, and so do the two that follow.
    ToAnswer = 6,
    /// The same, for lists by the day on which the answer is due.
    UnansweredByDay = 7,
    /// The same, for lists by age: in place of the day on which it is due stands that from which its age is counted.
    UnansweredByAge = 8,
    DossierBack = 9,
    Concurrence = 10,
    PrivateOffice = 11,
    Decision = 12,
    Resubmission = 13,
    Action = 14,
    Discharge = 15,
    DossierAssess = 16,
    Deadline = 17,
    /// Made in this office, to go out and not sent yet; whether its series' papers leave the house is asked of the house.
    ToSend = 18,
    /// A numbered copy is held there; a list of what is held, and nothing that waits.
    CopyHeld = 19,
    /// A numbered copy that its holder has not acknowledged.
    CopyToRead = 20,
}

/// Ranks of precedence, most urgent first; the last is also that of a paper that bears none.
pub(crate) const RANKS: std::ops::RangeInclusive<u8> = 0..=3;

/// How urgent the words of a precedence are. A telegraph's own four grades, and what offices write for them; words that
/// are not known are routine, for a desk that trusts an unknown word would be led by whoever writes it.
pub(crate) fn rank(precedence: Option<&str>) -> u8 {
    let words = precedence.unwrap_or_default().to_lowercase();
    match words.as_str() {
        "flash" | "emergency" | "most urgent" | "most immediate" | "triple priority" => 0,
        "immediate" | "operational immediate" | "very urgent" | "double priority" | "rush" => 1,
        "urgent" | "priority" | "important" | "special" => 2,
        _ => 3,
    }
}

/// Words by which a paper's card is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Words {
    pub(crate) number: String,
    pub(crate) sender: String,
    pub(crate) addressee: String,
    pub(crate) subject: String,
}

/// All rows about one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) scope: Scope,
    pub(crate) void: bool,
    pub(crate) number: String,
    pub(crate) date: String,
    pub(crate) brief: String,
    pub(crate) line: String,
    pub(crate) numbers: Vec<Number>,
    pub(crate) sides: BTreeSet<Side>,
    /// The names under which lists are narrowed to it.
    pub(crate) facets: BTreeSet<String>,
    pub(crate) words: Words,
    pub(crate) texts: Vec<BodyId>,
}

impl Rows {
    pub(crate) fn of(paper: &Paper) -> Self {
        let brief = CardBrief::of_paper(paper);
        let (with, lies_with_registry) = lies(paper);
        let line = line(paper, with);
        Self {
            scope: Scope::of(paper),
            void: paper.is_void(),
            number: paper.number().to_owned(),
            date: day(brief.date),
            brief: serde_json::to_string(&brief).unwrap_or_default(),
            numbers: paper.registrations.iter().map(number).collect(),
            sides: sides(paper, &line, lies_with_registry),
            facets: facets(paper, &line),
            words: words(paper),
            texts: texts(paper),
            line: serde_json::to_string(&line).unwrap_or_default(),
        }
    }
}

/// A date as the tables keep it: ISO, empty where it is not known.
pub(crate) fn day(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

/// A principal as the tables keep it.
pub(crate) fn principal(of: &Principal) -> String {
    match of {
        Principal::Officer(officer) => format!("o:{officer}"),
        Principal::Desk(desk) => format!("d:{desk}"),
        Principal::Correspondent(correspondent) => format!("c:{correspondent}"),
    }
}

/// The place of a desk, where work waits.
pub(crate) fn at_desk(desk: &DeskId) -> String {
    format!("d:{desk}")
}

/// The desk of such a place.
pub(crate) fn desk_of(place: &str) -> Option<DeskId> {
    place.strip_prefix("d:").and_then(|code| code.parse().ok())
}

/// The place of an officer, where papers come back that nobody else waits for.
pub(crate) fn at_officer(officer: &OfficerId) -> String {
    format!("o:{officer}")
}

/// The place of whoever holds a copy; nothing waits for those outside the house, and what they hold is listed there.
pub(crate) fn at_holder(holder: &Holder) -> String {
    match holder {
        Holder::Officer(officer) => at_officer(officer),
        Holder::Desk(desk) => at_desk(desk),
        Holder::Outside(name) => format!("h:{name}"),
    }
}

/// The place of a series' registry; which desk that is, the house says when it is asked.
pub(crate) fn at_registry(series: &SeriesId) -> String {
    format!("s:{series}")
}

/// The place of a series' registry for what was made in this office: it goes out, or is marked out, as the series says
/// when it is asked.
pub(crate) fn at_registry_of_made(series: &SeriesId, goes_out: bool) -> String {
    format!("{}:{series}", if goes_out { 'x' } else { 'n' })
}

/// The place of all answers awaited to papers of a series, whichever desks owe them: for its registry's lists.
pub(crate) fn at_book(series: &SeriesId) -> String {
    format!("b:{series}")
}

/// The desks a paper lies with, or that it lies with the registries of its series.
fn lies(paper: &Paper) -> (Vec<DeskId>, bool) {
    let desks: Vec<DeskId> = paper.holders(|_| None).into_iter().cloned().collect();
    let with_registry = desks.is_empty();
    (desks, with_registry)
}

/// Whether it was sent to somebody outside: then nobody in the house is to be found for it.
fn went_out(paper: &Paper) -> bool {
    paper.sent().next().is_some()
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(ROW_TEXT_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn line(paper: &Paper, with: Vec<DeskId>) -> Line {
    let card = &paper.card;
    let labels = |parties: &[Field<Party>]| parties.iter().take(4).map(|field| cut(field.value.label())).collect();
    let due =
        paper.directions.iter().filter(|direction| direction.is_open()).filter_map(|direction| direction.due).min();
    let card_precedence = || card.precedence.as_ref().map(|field| field.value.clone());
    Line {
        their: card.number.as_ref().map(|field| field.value.clone()),
        date: card.date.as_ref().map(|field| field.value),
        received: paper.arrival.received,
        kind: card.kind.as_ref().map(|field| field.value.clone()),
        from: labels(&card.from),
        to: labels(&card.to),
        subject: card.subject.as_ref().map(|field| cut(&field.value)),
        marking: paper.marking.clone(),
        precedence: paper.arrival.precedence.clone().or_else(card_precedence),
        cites: cites(paper),
        with,
        series: paper.series().into_iter().cloned().collect(),
        due,
        states: states(paper).into_iter().map(str::to_owned).collect(),
        hangs: hangs(paper),
    }
}

/// Whether an answer is asked for: what an officer said of that counts, and before that what the paper or a desk asks.
fn asks_answer(paper: &Paper) -> bool {
    if let Some(awaited) = &paper.awaited {
        return awaited.closed.is_none();
    }
    let asked = |act: AskedAct| act == AskedAct::Answer;
    // What an old paper asks was done, or not, before it came into this register.
    (paper.arrival.old.is_none() && paper.card.request.as_ref().is_some_and(|request| asked(request.value.act)))
        || paper.directions.iter().any(|direction| direction.is_open() && asked(direction.act))
}

/// The names of all states, in the order in which a row shows them.
pub(crate) const STATES: [&str; 10] = [
    "void",
    "to_mark_out",
    "waiting",
    "done",
    "came_back",
    "unconfirmed",
    "no_file",
    "cites_not_held",
    "offered",
    "unanswered",
];

/// The states a paper is in, by which lists are narrowed. One paper is in several.
fn states(paper: &Paper) -> Vec<&'static str> {
    let void = paper.is_void();
    let open = || paper.directions.iter().any(|direction| direction.is_open());
    let last = last_lead(paper);
    let checks: [(&'static str, bool); STATES.len()] = [
        ("void", void),
        ("to_mark_out", !void && paper.arrival.old.is_none() && !went_out(paper) && lies(paper).1),
        ("waiting", !void && open()),
        ("done", !void && !open() && matches!(last, Some(DirectionState::Done { .. }))),
        ("came_back", !void && !open() && !lies(paper).1 && last.is_some_and(DirectionState::came_back)),
        ("unconfirmed", !void && matches!(paper.marking, Marking::Unconfirmed { .. })),
        ("no_file", !void && paper.version().is_none()),
        ("cites_not_held", !void && paper.open_citations().next().is_some()),
        ("offered", !void && !paper.offers.is_empty()),
        // Where something answers it that the viewer sees, it is not: that is asked of the tables each time.
        ("unanswered", !void && asks_answer(paper)),
    ];
    checks.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
}

fn number(registration: &Registration) -> Number {
    let number = &registration.number;
    let standing = match &registration.standing {
        Standing::Live => None,
        void @ Standing::Void { .. } => serde_json::to_string(void).ok(),
    };
    Number {
        series: number.series().to_string(),
        year: number.year(),
        n: number.n(),
        sub: number.sub().unwrap_or(0),
        text: number.text().to_owned(),
        at: registration.at.micros(),
        on: registration.on.to_string(),
        late: registration.late.clone(),
        standing,
    }
}

fn sides(paper: &Paper, line: &Line, lies_with_registry: bool) -> BTreeSet<Side> {
    let mut sides = BTreeSet::new();
    // A correspondent sees nothing, so the table of sight does not hold it.
    let seeing = named(paper).into_iter().filter(|naming| naming.principal.correspondent().is_none());
    sides.extend(seeing.map(|naming| Side::Named {
        principal: principal(&naming.principal),
        from: naming.from.micros(),
        until: naming.until.map_or(FOR_EVER, |until| until.micros()),
    }));
    let bound = paper.bindings.iter().filter(|binding| binding.ended.is_none() && !paper.is_void());
    sides.extend(bound.map(|binding| Side::Bound {
        principal: principal(&binding.to),
        capacity: crate::people::capacity(binding.named_as),
    }));
    let checked = crate::reading::row_of(paper);
    sides.extend(checked.map(|(sender, kind, right, put_right)| Side::Checked { sender, kind, right, put_right }));
    sides.extend(paper.actors.iter().map(|officer| Side::Actor(officer.to_string())));
    sides.extend(paper.releases.last().map(|release| Side::Released { at: release.at.micros() }));
    filed(paper, &mut sides);
    ties(paper, &mut sides);
    copies(paper, rank(line.precedence.as_deref()), &mut sides);
    // What is void neither means a cited paper nor is the twin of one that comes in, and waits nowhere.
    if !paper.is_void() {
        numbers(paper, &mut sides);
        prints(paper, &mut sides);
        citations(paper, &mut sides);
        waits(paper, rank(line.precedence.as_deref()), lies_with_registry, &mut sides);
    }
    sides
}

/// What the table of facets calls a paper's states, its kind, and where it lies.
pub(crate) fn facet_names(line: &Line) -> Vec<String> {
    let states = line.states.iter().map(|state| format!("state:{state}"));
    let kind = line.kind.iter().map(|kind| format!("kind:{}", kind.to_lowercase()));
    let with = line.with.iter().map(|desk| format!("with:{}", at_desk(desk)));
    // It lies with a desk, or with the registries of its series.
    let registries = line.series.iter().filter(|_| line.with.is_empty());
    let registries = registries.map(|series| format!("with:{}", at_registry(series)));
    states.chain(kind).chain(with).chain(registries).collect()
}

/// Those, and what hangs on its dossier and on its citations.
fn facets(paper: &Paper, line: &Line) -> BTreeSet<String> {
    let mut facets: BTreeSet<String> = facet_names(line).into_iter().collect();
    // A paper has one home: the dossier it was filed in last.
    facets.extend(paper.filed.last().map(|filing| format!("dossier:{}", filing.dossier)));
    cited::facets(paper, &mut facets);
    facets
}

fn filed(paper: &Paper, sides: &mut BTreeSet<Side>) {
    sides.extend(paper.filed.last().map(|filing| Side::Filed {
        dossier: filing.dossier.to_string(),
        at: filing.at.micros(),
        volume: filing.volume,
    }));
}

fn numbers(paper: &Paper, sides: &mut BTreeSet<Side>) {
    // Our number, and a symbol of others, means the paper whatever its date; theirs only near its date.
    let ours = paper.live().map(|registration| (plain(registration.number.text()), String::new()));
    let symbols = paper.appearances.iter().map(|one| one.symbol.as_str()).chain(paper.arrival.old_number());
    let symbols = symbols.map(|symbol| (plain(symbol), String::new()));
    let date = day(paper.card.date.as_ref().map(|field| field.value.date));
    let theirs = paper.card.number.iter().map(|field| (plain(&field.value), date.clone()));
    sides.extend(
        ours.chain(symbols)
            .chain(theirs)
            .filter(|(plain, _)| !plain.is_empty())
            .map(|(plain, date)| Side::Number { plain, date }),
    );
}

/// The kind of a twin's ground in the table of prints.
pub(crate) fn print_kind(ground: TwinGround) -> i64 {
    match ground {
        TwinGround::Body => 0,
        TwinGround::MessageId => 1,
        TwinGround::Text => 2,
        TwinGround::Card => 3,
    }
}

/// The keys under which prints stand in their table.
pub(crate) fn print_keys(prints: &Prints) -> Vec<(TwinGround, Vec<u8>)> {
    let bodies = prints.bodies.iter().map(|hash| (TwinGround::Body, hash.0.to_vec()));
    let messages = prints.messages.iter().map(|id| (TwinGround::MessageId, id.as_bytes().to_vec()));
    let texts = prints.texts.iter().map(|hash| (TwinGround::Text, hash.0.to_vec()));
    let card = prints.card.iter().map(|card| (TwinGround::Card, card.as_bytes().to_vec()));
    bodies.chain(messages).chain(texts).chain(card).collect()
}

fn prints(paper: &Paper, sides: &mut BTreeSet<Side>) {
    // A wrong file that was taken back is no ground: the paper it belongs to is still to be entered.
    let standing = paper.versions.iter().filter(|kept| kept.withdrawn.is_none()).map(|kept| &kept.version);
    let keys = print_keys(&Prints::of(standing, &paper.card));
    sides.extend(keys.into_iter().map(|(ground, value)| Side::Print { kind: print_kind(ground), value }));
}

fn waits(paper: &Paper, rank: u8, lies_with_registry: bool, sides: &mut BTreeSet<Side>) {
    let no_due = || NO_DUE.to_owned();
    for direction in paper.directions.iter().filter(|direction| direction.is_open()) {
        let due = direction.due.map_or_else(no_due, |due| due.to_string());
        let place = at_desk(&direction.to);
        sides.insert(Side::Waits { place, rank, due, kind: WaitKind::Direction, no: direction.no });
    }
    for one in paper.open_bring_forwards() {
        let place = match &one.to {
            InHouse::Officer(officer) => at_officer(officer),
            InHouse::Desk(desk) => at_desk(desk),
        };
        sides.insert(Side::Waits { place, rank, due: day(Some(one.on)), kind: WaitKind::BringForward, no: one.no });
    }
    answer(paper, rank, lies_with_registry, sides);
    let mut wait = |place: String, kind| {
        sides.insert(Side::Waits { place, rank, due: no_due(), kind, no: 0 });
    };
    let open = paper.directions.iter().any(|direction| direction.is_open());
    let made = paper.arrival.channel == Channel::House;
    // An old paper waits for nobody; its marking has to be confirmed all the same, for nobody sees it before.
    let old = paper.arrival.old.is_some();
    for series in paper.series() {
        // One of a circular has its addressee; nobody is to be found for it.
        if lies_with_registry && !open && !old && paper.addressed.is_none() && !went_out(paper) {
            let place = if made { at_registry_of_made(series, false) } else { at_registry(series) };
            wait(place, WaitKind::ToMarkOut);
        }
        if paper.is_to_be_sent() && !old {
            wait(at_registry_of_made(series, true), WaitKind::ToSend);
        }
        if matches!(paper.marking, Marking::Unconfirmed { .. }) {
            wait(at_registry(series), WaitKind::ToConfirm);
        }
        if !old && (!paper.offers.is_empty() || is_rivalled(paper)) {
            wait(at_registry(series), WaitKind::OfferedMatch);
        }
    }
    if last_lead(paper).is_some_and(DirectionState::came_back) && !lies_with_registry {
        // `holders` names the desk that sent it last, unless another desk still leads.
        let leads = paper.directions.iter().any(|d| d.part == Part::Lead && d.is_open());
        for desk in lies(paper).0.iter().filter(|_| !leads) {
            wait(at_desk(desk), WaitKind::CameBack);
        }
    }
}

/// The copies that are held, at their holders.
fn copies(paper: &Paper, rank: u8, sides: &mut BTreeSet<Side>) {
    for copy in paper.held_copies() {
        let place = at_holder(&copy.holder);
        let (due, no) = (NO_DUE.to_owned(), copy.no);
        if copy.is_to_read() && !paper.is_void() {
            let (place, due) = (place.clone(), due.clone());
            sides.insert(Side::Waits { place, rank, due, kind: WaitKind::CopyToRead, no });
        }
        sides.insert(Side::Waits { place, rank, due, kind: WaitKind::CopyHeld, no });
    }
}

/// The answer that a paper awaits, at the desks that owe it and for the registries that keep the paper. `no` is 1 where an
/// officer named the desk.
fn answer(paper: &Paper, rank: u8, lies_with_registry: bool, sides: &mut BTreeSet<Side>) {
    let Some(awaited) = paper.awaits() else { return };
    let no = u32::from(awaited.desk.is_some());
    let mut wait = |place: String, due, kind| {
        sides.insert(Side::Waits { place, rank, due: day(due), kind, no });
    };
    let owing: Vec<String> = match &awaited.desk {
        Some(desk) => vec![at_desk(desk)],
        None if lies_with_registry => paper.series().into_iter().map(at_registry).collect(),
        None => lies(paper).0.iter().map(at_desk).collect(),
    };
    let said = |place: &String| {
        paper.directions.iter().any(|direction| {
            direction.is_open()
                && (direction.act, direction.due) == (AskedAct::Answer, Some(awaited.by))
                && at_desk(&direction.to) == *place
        })
    };
    for place in owing.iter().filter(|place| !said(place)) {
        wait(place.clone(), Some(awaited.by), WaitKind::ToAnswer);
    }
    for place in owing.into_iter().chain(paper.series().into_iter().map(at_book)) {
        wait(place.clone(), Some(awaited.by), WaitKind::UnansweredByDay);
        wait(place, paper.aged_from(), WaitKind::UnansweredByAge);
    }
}

/// How the last desk that was to handle the paper left it.
fn last_lead(paper: &Paper) -> Option<&DirectionState> {
    paper.directions.iter().rev().find(|direction| direction.part == Part::Lead).map(|direction| &direction.state)
}

fn words(paper: &Paper) -> Words {
    let ours = paper.registrations.iter().map(|registration| registration.number.text());
    let theirs = paper.card.number.iter().map(|field| field.value.as_str()).chain(paper.arrival.old_number());
    let join = |parties: &[Field<Party>]| parties.iter().map(|field| field.value.words()).collect::<Vec<_>>().join(" ");
    let subject = paper.card.subject.as_ref().map_or("", |field| field.value.as_str());
    let kept = |words: String| composed(&words).into_owned();
    Words {
        number: kept(ours.chain(theirs).collect::<Vec<_>>().join(" ")),
        sender: kept(join(&paper.card.from)),
        addressee: kept(join(&paper.card.to)),
        subject: kept(subject.to_owned()),
    }
}

fn texts(paper: &Paper) -> Vec<BodyId> {
    let standing = paper.versions.iter().filter(|kept| kept.withdrawn.is_none());
    let mut texts: Vec<BodyId> = standing.filter_map(|kept| Some(kept.version.text.as_ref()?.body)).collect();
    texts.dedup();
    texts
}
