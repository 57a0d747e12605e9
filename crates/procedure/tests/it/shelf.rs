//! A small office on a shelf: decides, folds what was decided, and remembers it. What the register gathers for a
//! decision is gathered here by looking through everything.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use procedure::act::{Act, BindingDraft, Decided, DirectionDraft, EnterDraft, HANDED_LOOKED_AT_MAX, Sitting};
use procedure::card::{AskedAct, Card, Citation, Field, PaperDate, Party, Precision, Span, Sure};
use procedure::closing::{BookLines, JournalNow};
use procedure::correspondent::{Correspondent, Rule};
use procedure::decide::{card_taken, decide, name_key};
use procedure::dossier::Dossier;
use procedure::event::{Acted, Door, Event, Means};
use procedure::fold::Misfit;
use procedure::handing::{DeskWork, Handing, OfDossier, OfPaper, of_dossier, of_paper};
use procedure::house::{BookKey, Capacity, House, Level, Series, TurnOver, Visibility};
use procedure::ids::{
    BodyId, CorrespondentId, DeskId, DossierId, Hash, OfficeId, OfficerId, PaperId, RuleId, SeriesId,
};
use procedure::known::{Candidate, CardBrief, Known, OpenCitation, Prints, Twin, TwinGround};
use procedure::moment::Moment;
use procedure::number::Pattern;
use procedure::paper::{Arrival, Channel, InHouse, NamedAs, Paper, Part, Principal, ReadText, Version, VersionKind};
use procedure::refusal::Refusal;

/// One entry as it was appended.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) acted: Acted,
    pub(crate) events: Vec<Event>,
    pub(crate) at: Moment,
}

/// The office on a shelf.
#[derive(Clone)]
pub(crate) struct Shelf {
    pub(crate) house: House,
    pub(crate) papers: BTreeMap<PaperId, Paper>,
    pub(crate) dossiers: BTreeMap<DossierId, Dossier>,
    pub(crate) correspondents: BTreeMap<CorrespondentId, Correspondent>,
    pub(crate) rules: BTreeMap<RuleId, Rule>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) today: Date,
    pub(crate) now: Moment,
    /// Through which door acts come.
    pub(crate) door: Door,
    /// What a closing has to know: the record, the lines of the books, and how much is cited and not held.
    pub(crate) record: Option<JournalNow>,
    pub(crate) books: BTreeMap<BookKey, BookLines>,
    pub(crate) not_held: u64,
    acts: u64,
}

pub(crate) const DAY_MICROS: i64 = 86_400_000_000;

impl Shelf {
    /// Founded by `root`, who holds no desk: levels open, restricted, secret; no desk, no series.
    pub(crate) fn founded() -> Self {
        let mut shelf = Self {
            house: House::default(),
            papers: BTreeMap::new(),
            dossiers: BTreeMap::new(),
            correspondents: BTreeMap::new(),
            rules: BTreeMap::new(),
            entries: Vec::new(),
            today: date(1951, 12, 25),
            now: Moment::from_micros(-568_400_000_000_000),
            door: Door::Page,
            record: None,
            books: BTreeMap::new(),
            not_held: 0,
            acts: 0,
        };
        shelf.act("root", founding());
        shelf
    }

    /// With the desks and officers that most tests need:
    ///
    /// | desk | below | officer | cleared to | keeps |
    /// |---|---|---|---|---|
    /// | registry | | clerk | secret | IN (desk and chief), OUT (whole house, outgoing) |
    /// | vault | | keeper | secret | SEC (list only, restricted to secret) |
    /// | chief | | chief | secret | |
    /// | legal | chief | lawyer | secret | |
    /// | press | chief | editor | restricted | |
    /// | (none) | | porter | open | |
    pub(crate) fn staffed() -> Self {
        let mut shelf = Self::founded();
        for (desk_code, above) in
            [("registry", ""), ("vault", ""), ("chief", ""), ("legal", "chief"), ("press", "chief")]
        {
            shelf.desk(desk_code, Some(above).filter(|above| !above.is_empty()));
        }
        for (officer_code, level, at) in [
            ("clerk", "secret", "registry"),
            ("keeper", "secret", "vault"),
            ("chief", "secret", "chief"),
            ("lawyer", "secret", "legal"),
            ("editor", "restricted", "press"),
            ("porter", "open", ""),
        ] {
            shelf.officer(officer_code, level);
            if !at.is_empty() {
                shelf.mandate(officer_code, at);
            }
        }
        shelf.series("IN", facts("registry", Visibility::DeskAndChief));
        let sent = Series { outgoing: true, ..facts("registry", Visibility::WholeHouse) };
        shelf.series("OUT", sent);
        let band = Some((level("restricted"), level("secret")));
        shelf.series("SEC", Series { band, ..facts("vault", Visibility::ListOnly) });
        shelf
    }

    pub(crate) fn desk(&mut self, code: &str, above: Option<&str>) {
        let above = above.map(desk);
        self.act("root", Act::AddDesk { desk: desk(code), name: code.into(), aliases: vec![], above });
    }

    pub(crate) fn officer(&mut self, code: &str, cleared_to: &str) {
        let (officer, name, cleared_to) = (officer(code), code.into(), level(cleared_to));
        self.act("root", Act::AddOfficer { officer, name, aliases: vec![], cleared_to, duties: BTreeSet::new() });
    }

    /// Gives a mandate without end, called "OFFICER-DESK".
    pub(crate) fn mandate(&mut self, of: &str, at: &str) {
        self.give(of, at, Capacity::Holder);
    }

    /// The same, as substitute.
    pub(crate) fn substitute(&mut self, of: &str, at: &str) {
        self.give(of, at, Capacity::Substitute);
    }

    fn give(&mut self, of: &str, at: &str, capacity: Capacity) {
        let (mandate, officer, desk) = (format!("{of}-{at}").parse().unwrap(), officer(of), desk(at));
        self.act(
            "root",
            Act::GiveMandate { mandate, officer, desk, capacity, from: None, until: None, instead_of: None },
        );
    }

    pub(crate) fn series(&mut self, code: &str, facts: Series) {
        self.act("root", Act::OpenSeries { series: series(code), facts });
    }

    /// Enters a paper and says its id.
    pub(crate) fn enter(&mut self, who: &str, draft: EnterDraft) -> PaperId {
        self.act(who, Act::Enter(draft)).acted.id
    }

    /// Decides and folds; panics at a refusal.
    pub(crate) fn act(&mut self, who: &str, act: Act) -> Decided {
        match self.attempt(who, &act) {
            Ok(decided) => decided,
            Err(refusal) => panic!("{who} was refused {}: {refusal}", act.name()),
        }
    }

    /// Decides, and folds what was decided. Whatever is decided fits.
    pub(crate) fn attempt(&mut self, who: &str, act: &Act) -> Result<Decided, Refusal> {
        let known = self.known(act);
        let sitting = self.sitting(who);
        let decided = decide(&self.house, &known, act, &sitting)?;
        let again = decide(&self.house, &known, act, &sitting);
        assert_eq!(again.as_ref(), Ok(&decided), "the same arguments make the same entry");
        self.fold(Entry { acted: decided.acted.clone(), events: decided.events.clone(), at: sitting.at }).unwrap();
        self.acts += 1;
        self.now = Moment::from_micros(self.now.micros() + 1_000_000);
        Ok(decided)
    }

    /// What would come of an act, in a word a part, or the code of the refusal; nothing is folded.
    pub(crate) fn outcome(&self, who: &str, act: &Act) -> String {
        match self.clone().attempt(who, act) {
            Ok(decided) => decided.events.iter().map(kind_of).collect::<Vec<_>>().join(" "),
            Err(refusal) => format!("! {}", refusal.code()),
        }
    }

    pub(crate) fn fold(&mut self, entry: Entry) -> Result<(), Misfit> {
        for id in &entry.acted.papers {
            let before = self.papers.get(id).cloned();
            if let Some(paper) = Paper::apply_entry(before, *id, &entry.acted, &entry.events, entry.at)? {
                self.papers.insert(*id, paper);
            }
        }
        for id in &entry.acted.dossiers {
            let before = self.dossiers.get(id).cloned();
            if let Some(dossier) = Dossier::apply_entry(before, id, &entry.acted, &entry.events, entry.at)? {
                self.dossiers.insert(id.clone(), dossier);
            }
        }
        for event in &entry.events {
            self.house.apply(&entry.acted, event, entry.at)?;
            fold_names(&mut self.correspondents, &mut self.rules, &entry.acted, event, entry.at)?;
        }
        self.entries.push(entry);
        Ok(())
    }

    pub(crate) fn sitting(&self, who: &str) -> Sitting {
        Sitting {
            officer: officer(who),
            authenticated: who.into(),
            means: Means::Password,
            door: self.door,
            at: self.now,
            today: self.today,
            time: jiff::civil::time(12, 0, 0, 0),
            key: format!("key-{}", self.acts),
        }
    }

    pub(crate) fn paper(&self, id: PaperId) -> &Paper {
        &self.papers[&id]
    }

    /// What the register would gather.
    pub(crate) fn known(&self, act: &Act) -> Known {
        let mut known = Known { paper: act.paper().and_then(|id| self.papers.get(&id).cloned()), ..Known::default() };
        known.others = act.others().into_iter().filter_map(|id| Some((id, self.papers.get(&id)?.clone()))).collect();
        known.dossier = act.dossier().and_then(|dossier| self.dossiers.get(dossier).cloned());
        let of_dossier = known.dossier.iter().flat_map(|dossier| act.others_in(dossier));
        known.others.extend(of_dossier.filter_map(|id| Some((id, self.papers.get(&id)?.clone()))));
        if let (Act::InDossier { does, .. }, Some(dossier)) = (act, known.dossier.clone())
            && let Some((_, cites)) = does.adopts(&dossier)
        {
            let card = Card { citations: cites.to_vec(), ..Card::default() };
            self.matches(&mut known, &card, None);
            known.citing.clear();
        }
        if matches!(act, Act::CloseDay {}) {
            (known.record, known.books, known.not_held) = (self.record, self.books.clone(), self.not_held);
        }
        self.waiting(&mut known, act);
        self.names(&mut known, act);
        if let Act::TakeReading { fields, .. } = act
            && let Some(card) = known.paper.as_ref().and_then(|paper| card_taken(paper, fields))
        {
            self.matches(&mut known, &card, act.paper());
        }
        if let (Act::RecordSymbol { .. }, Some(paper)) = (act, known.paper.clone()) {
            self.matches(&mut known, &paper.card, act.paper());
        }
        let anew = match act {
            Act::AddVersion { version, card, .. } | Act::ReplaceVersion { version, card, .. } => {
                self.twins(&mut known, &Prints::of([version], &Card::default()), act.paper());
                card.clone()
            }
            Act::Correct { field, value, .. } => known.paper.as_ref().map(|paper| {
                let mut card = paper.card.clone();
                let _ = procedure::fold::set_field(&mut card, *field, value);
                card
            }),
            _ => None,
        };
        if let (Act::SendCircular { series, .. }, Some(paper)) = (act, known.paper.clone()) {
            let made = paper.circulars.iter().flat_map(|circular| &circular.papers).map(|made| made.paper);
            known.others.extend(made.map(|id| (id, self.papers[&id].clone())));
            known.sub_numbers = self.sub_numbers(&paper, series);
        }
        if let Some(draft) = act.entering() {
            self.twins(&mut known, &Prints::of(&draft.versions, &draft.card), None);
            if let Some(under) = draft.under.and_then(|id| self.papers.get(&id)) {
                known.sub_numbers = self.sub_numbers(under, &draft.series);
            }
        }
        if let (Act::Tie { citation, .. } | Act::Settle { citation, .. } | Act::Untie { citation, .. }, Some(paper)) =
            (act, &known.paper)
        {
            let ties = paper.ties.iter().filter(|tie| tie.citation == *citation).map(|tie| tie.to);
            let offers = paper.offers.iter().filter(|offer| offer.citation == *citation).map(|offer| offer.to);
            known.tied = ties.chain(offers).map(|id| (id, self.papers[&id].clone())).collect();
        }
        if let Act::AwaitAnswer { paper, .. }
        | Act::InterimReply { paper, .. }
        | Act::NoReplyNeeded { paper, .. }
        | Act::ReopenAnswer { paper, .. } = act
        {
            known.answering = self.answering(*paper);
            known.tied.clone_from(&self.papers);
        }
        if let Act::Void { paper, .. } = act {
            self.citing(&mut known, *paper);
        }
        if let Some(card) = act.entering().map(|draft| draft.card.clone()).or(anew) {
            self.matches(&mut known, &card, act.paper());
        }
        known
    }

    /// The highest sub-number given under a paper's number in a series.
    fn sub_numbers(&self, under: &Paper, of: &SeriesId) -> u32 {
        let Some(under) = under.live().find(|r| r.number.series() == of) else { return 0 };
        let same = |n: &procedure::number::RegNumber| {
            (n.series(), n.year(), n.n()) == (under.number.series(), under.number.year(), under.number.n())
        };
        let numbers = self.papers.values().flat_map(|paper| &paper.registrations).map(|r| &r.number);
        numbers.filter(|n| same(n)).filter_map(|n| n.sub()).max().unwrap_or(0)
    }

    /// What waits at the desk, or comes back to the officer, of which the act speaks.
    fn waiting(&self, known: &mut Known, act: &Act) {
        match act {
            Act::CloseDesk { desk, .. } => {
                let work = self.work(desk);
                let who = InHouse::Desk(desk.clone());
                let to_do = |one: &&Dossier| of_dossier(one, &who).into_iter().any(OfDossier::is_to_do);
                let in_dossiers = self.dossiers.values().filter(to_do).count() as u64;
                let on_papers = work.directions + work.came_back + work.bring_forwards + work.answers + work.copies;
                known.waiting_at_desk = on_papers + in_dossiers;
                let kept = |one: &&Dossier| one.closed.is_none() && one.home.as_ref() == Some(desk);
                known.dossiers_at_desk = self.dossiers.values().filter(kept).count() as u64;
            }
            Act::EndMandate { mandate, .. } => {
                let Some(mandate) = self.house.mandates.get(mandate) else { return };
                known.work = self.work(&mandate.desk);
                let personal = self.handing(&InHouse::Officer(mandate.officer.clone()));
                known.personal = (personal.papers.len() + personal.dossiers.len()) as u64 + personal.beyond;
            }
            Act::HandOverDesk { desk, .. } => known.handing = self.handing(&InHouse::Desk(desk.clone())),
            Act::HandOverPost { desk, from, .. } => {
                known.handing = self.handing(&InHouse::Officer(from.clone()));
                known.at_desk = self.handing(&InHouse::Desk(desk.clone()));
            }
            _ => {}
        }
    }

    /// Papers and dossiers of which something is a desk's or comes back to an officer, at most as many as are looked
    /// at, papers first.
    pub(crate) fn handing(&self, who: &InHouse) -> Handing {
        let mut papers: Vec<Paper> = self.papers.values().cloned().collect();
        papers.retain(|paper| !of_paper(paper, who).is_empty());
        papers.sort_by_key(|paper| (paper.entered, paper.id));
        let mut dossiers: Vec<Dossier> = self.dossiers.values().cloned().collect();
        dossiers.retain(|dossier| !of_dossier(dossier, who).is_empty());
        let all = papers.len() + dossiers.len();
        papers.truncate(HANDED_LOOKED_AT_MAX);
        dossiers.truncate(HANDED_LOOKED_AT_MAX);
        let beyond = (all - papers.len() - dossiers.len()) as u64;
        Handing { papers, dossiers, beyond }
    }

    /// How much waits at a desk.
    fn work(&self, desk: &DeskId) -> DeskWork {
        let who = InHouse::Desk(desk.clone());
        let mut work = DeskWork::default();
        for paper in self.papers.values() {
            for one in of_paper(paper, &who) {
                match one {
                    OfPaper::Direction { .. } => work.directions += 1,
                    OfPaper::CameBack { .. } => work.came_back += 1,
                    OfPaper::BringForward { .. } => work.bring_forwards += 1,
                    OfPaper::Copy { .. } => work.copies += 1,
                    OfPaper::Answer => work.answers += u64::from(self.answering(paper.id).is_empty()),
                }
            }
            let kept = paper.series().into_iter().filter(|of| self.house.series[*of].registry == *desk).count() as u64;
            let open = paper.directions.iter().any(|direction| direction.is_open());
            let with_registry = paper.holders(|_| None).is_empty();
            let made = paper.arrival.channel == Channel::House;
            let leaves = |of: &&SeriesId| {
                let series = &self.house.series[*of];
                series.registry == *desk && series.outgoing
            };
            let sends = paper.series().into_iter().filter(leaves).count() as u64;
            let marked_out = if made { kept - sends } else { kept };
            work.to_mark_out += if with_registry && !open && !paper.is_void() { marked_out } else { 0 };
            work.to_send += if paper.is_to_be_sent() { sends } else { 0 };
        }
        work.dossiers = self.dossiers.values().filter(|dossier| !of_dossier(dossier, &who).is_empty()).count() as u64;
        work
    }

    /// Correspondents and rules that the act names or that may hold.
    fn names(&self, known: &mut Known, act: &Act) {
        let keys = act.rule_keys();
        let holds = |rule: &&Rule| keys.contains(&rule.key()) || act.rules().contains(&&rule.id);
        known.rules = self.rules.values().filter(holds).map(|rule| (rule.id.clone(), rule.clone())).collect();
        let given: Vec<String> = act.names_given().into_iter().map(name_key).collect();
        let bears = |one: &&Correspondent| one.names().any(|name| given.contains(&name_key(name)));
        known.same_name = self.correspondents.values().filter(bears).cloned().collect();
        let led_to = known.rules.values().filter_map(|rule| rule.facts.to.correspondent());
        let merged = known.same_name.iter().filter_map(|one| Some(&one.merged.as_ref()?.into));
        let led_to: Vec<CorrespondentId> = led_to.chain(merged).cloned().collect();
        for id in act.correspondents().into_iter().chain(&led_to) {
            let mut at = Some(id);
            while let Some(one) = at.and_then(|id| self.correspondents.get(id)) {
                known.correspondents.insert(one.id.clone(), one.clone());
                at = one.merged.as_ref().map(|merged| &merged.into);
            }
        }
    }

    fn twins(&self, known: &mut Known, prints: &Prints, but: Option<PaperId>) {
        for paper in self.papers.values().filter(|paper| Some(paper.id) != but && !paper.is_void()) {
            let theirs = Prints::of(paper.versions.iter().map(|kept| &kept.version), &paper.card);
            let ground = match () {
                () if theirs.bodies.iter().any(|hash| prints.bodies.contains(hash)) => TwinGround::Body,
                () if theirs.messages.iter().any(|id| prints.messages.contains(id)) => TwinGround::MessageId,
                () if theirs.texts.iter().any(|hash| prints.texts.contains(hash)) => TwinGround::Text,
                () if prints.card.is_some() && theirs.card == prints.card => TwinGround::Card,
                () => continue,
            };
            known.twins.push(Twin { paper: paper.id, number: paper.number().to_owned(), ground });
            known.twin_papers.insert(paper.id, paper.clone());
        }
    }

    /// The papers that stop a paper's clock, to whomever they are in sight.
    pub(crate) fn answering(&self, letter: PaperId) -> Vec<Paper> {
        let Some(letter) = self.papers.get(&letter) else { return Vec::new() };
        let stops = |paper: &&Paper| {
            let mut weighed = Paper::clone(paper);
            weighed.forget_cited(|_| true);
            procedure::paper::stop(&self.house, letter, &weighed).is_some()
        };
        self.papers.values().filter(stops).cloned().collect()
    }

    fn others(&self, of: Option<PaperId>) -> impl Iterator<Item = &Paper> {
        self.papers.values().filter(move |paper| Some(paper.id) != of && !paper.is_void())
    }

    fn held(&self, but: Option<PaperId>) -> Vec<Candidate> {
        let candidate = |paper: &Paper| Candidate {
            paper: paper.id,
            number: paper.number().to_owned(),
            brief: CardBrief::of_paper(paper),
        };
        self.others(but).map(candidate).collect()
    }

    fn citing(&self, known: &mut Known, id: PaperId) {
        for paper in self.others(Some(id)) {
            let ties = paper.ties.iter().filter(|tie| tie.to == id).map(|tie| tie.citation);
            let offered = paper.offers.iter().filter(|offer| offer.to == id).map(|offer| offer.citation);
            known.cited_by.led.extend(ties.chain(offered).map(|at| (paper.id, at)));
        }
    }

    fn matches(&self, known: &mut Known, card: &Card, of: Option<PaperId>) {
        let others = || self.others(of);
        let held = self.held(of);
        known.cited = (0..card.citations.len()).map(|at| (at, held.clone())).collect();
        let is_tied = |paper: &Paper, at: usize| paper.ties.iter().any(|tie| tie.citation == at && Some(tie.to) == of);
        known.citing = others()
            .flat_map(|paper| (0..paper.card.citations.len()).map(move |at| (paper, at)))
            .filter(|(paper, at)| !is_tied(paper, *at))
            .map(|(paper, at)| OpenCitation {
                paper: paper.id,
                citation: at,
                what: paper.card.citations[at].value.clone(),
                by: CardBrief::of_paper(paper),
                offers: paper.offers.iter().filter(|offer| offer.citation == at && Some(offer.to) != of).count(),
            })
            .collect();
    }
}

/// Folds what an event says of correspondents and rules.
pub(crate) fn fold_names(
    correspondents: &mut BTreeMap<CorrespondentId, Correspondent>,
    rules: &mut BTreeMap<RuleId, Rule>,
    acted: &Acted,
    event: &Event,
    at: Moment,
) -> Result<(), Misfit> {
    if let Some(id) = event.correspondent() {
        let after = Correspondent::apply(correspondents.remove(id), acted, event, at)?;
        correspondents.extend(after.map(|one| (id.clone(), one)));
    }
    if let Some(id) = event.rule() {
        let after = Rule::apply(rules.remove(id), acted, event, at)?;
        rules.extend(after.map(|one| (id.clone(), one)));
    }
    Ok(())
}

/// The event's type, as its part says it.
pub(crate) fn kind_of(event: &Event) -> String {
    let part: serde_json::Value = serde_json::from_slice(&event.to_part()).unwrap();
    let kind = match part["type"].as_str() {
        Some("in_dossier") => &part["change"]["is"],
        _ => &part["type"],
    };
    kind.as_str().unwrap().to_owned()
}

/// Checks a table of acts: why, who, what, and what comes of it.
pub(crate) fn check(shelf: &Shelf, table: &[(&str, &str, Act, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(why, who, act, expected)| (why, shelf.outcome(who, act), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(why, found, expected)| format!("{why}:\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) fn founding() -> Act {
    Act::Found {
        office: OfficeId([7; 16]),
        name: "Ministry of Tides".into(),
        zone: "Etc/UTC".into(),
        levels: vec![
            scale("open", Visibility::WholeHouse),
            scale("restricted", Visibility::WholeHouse),
            scale("secret", Visibility::ListOnly),
        ],
        officer_name: "A. Root".into(),
        desks: vec![],
        series: vec![],
        calendar: None,
    }
}

pub(crate) fn scale(code: &str, rule: Visibility) -> Level {
    Level { id: level(code), name: code.to_uppercase(), words: vec![code.into()], rule }
}

pub(crate) fn facts(registry: &str, rule: Visibility) -> Series {
    Series {
        name: "Papers".into(),
        pattern: Pattern::new("{series}-{year}-{n:04}").unwrap(),
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: desk(registry),
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    }
}

pub(crate) fn officer(code: &str) -> OfficerId {
    code.parse().unwrap()
}

pub(crate) fn desk(code: &str) -> DeskId {
    code.parse().unwrap()
}

pub(crate) fn series(code: &str) -> SeriesId {
    code.parse().unwrap()
}

pub(crate) fn level(code: &str) -> procedure::ids::LevelId {
    code.parse().unwrap()
}

/// A file whose bytes, text and commitment follow from one number.
pub(crate) fn file(no: u8) -> Version {
    let text = ReadText {
        body: BodyId([no; 32]),
        hash: Hash([no; 32]),
        bytes: 1_000,
        extractor: "intake/1".into(),
        pages: vec![],
        confidence: None,
    };
    Version {
        kind: VersionKind::Received,
        body: BodyId([no; 32]),
        hash: Hash([no; 32]),
        bytes: 1_000,
        name: format!("paper-{no}.txt"),
        media: "text/plain".into(),
        channel: Channel::Post,
        source: None,
        text: Some(text),
        message_id: None,
        enclosed: vec![],
    }
}

/// A paper for IN with one file and an empty card.
pub(crate) fn draft(no: u8) -> EnterDraft {
    draft_in("IN", no)
}

pub(crate) fn draft_in(code: &str, no: u8) -> EnterDraft {
    EnterDraft {
        series: series(code),
        year: None,
        reserved: None,
        under: None,
        versions: vec![file(no)],
        absence: None,
        arrival: Arrival::default(),
        card: Card::default(),
        remarks: vec![],
        level: None,
        again: None,
        late: None,
        directions: vec![],
        bindings: vec![],
        put_right: None,
        bulk: false,
    }
}

/// The same draft with something else in it.
pub(crate) fn but(draft: EnterDraft, change: impl FnOnce(&mut EnterDraft)) -> EnterDraft {
    let mut draft = draft;
    change(&mut draft);
    draft
}

/// Entered late for a reason, and received on a day before.
pub(crate) fn late(draft: &mut EnterDraft, reason: &str) {
    draft.late = Some(reason.into());
    draft.arrival.received = Some(procedure::paper::Received { on: date(1951, 12, 24), time: None });
}

pub(crate) fn lead(to: &str) -> DirectionDraft {
    DirectionDraft { to: desk(to), part: Part::Lead, act: AskedAct::Act, due: None, remark: None }
}

pub(crate) fn copy(to: &str) -> DirectionDraft {
    DirectionDraft { part: Part::Copy, act: AskedAct::Note, ..lead(to) }
}

pub(crate) fn bind_officer(named_as: NamedAs, to: &str) -> BindingDraft {
    BindingDraft { name: "A name".into(), named_as, to: Principal::Officer(officer(to)) }
}

pub(crate) fn bind_desk(named_as: NamedAs, to: &str) -> BindingDraft {
    BindingDraft { name: "A post".into(), named_as, to: Principal::Desk(desk(to)) }
}

pub(crate) fn read<T>(value: T) -> Field<T> {
    Field::read(value, Span::new(0, 5))
}

/// A card by its five facts; what is empty is unknown.
pub(crate) fn card(kind: &str, number: &str, day: &str, from: &str, to: &str) -> Card {
    let text = |words: &str| (!words.is_empty()).then(|| read(words.to_owned()));
    let party = |words: &str| (!words.is_empty()).then(|| read(Party::named(words))).into_iter().collect();
    let on = (!day.is_empty()).then(|| PaperDate { date: day.parse().unwrap(), precision: Precision::Day });
    Card {
        kind: text(kind),
        number: text(number),
        date: on.map(read),
        from: party(from),
        to: party(to),
        ..Card::default()
    }
}

pub(crate) fn cites(number: &str, sender: &str, day: &str) -> Field<Citation> {
    let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    let date = some(day).map(|day| day.parse().unwrap());
    let text = format!("telegram No. {number}");
    Field {
        sure: Sure::Read,
        ..read(Citation { text, number: some(number), sender: some(sender), date, ..Citation::default() })
    }
}
