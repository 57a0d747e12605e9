//! What the entries of a trail say. Events are told in order, so that each can say what stood there before.

use phrases::{plural, recalled, say};
use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use procedure::act::Act;
use procedure::card::{Card, Field, FieldName, Party};
use procedure::event::{DirectionTurn, Event, TieMade};
use procedure::fold::set_field;
use procedure::house::House;
use procedure::ids::{LevelId, ListId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{Arrival, BringForwardEnd, CopyDid, CopyEnd, CopyGiven, Direction, DispatchEnd, InHouse, Paper};
use register::{LinkEnd, Links};

use crate::office::holders::named;
use crate::office::{TrailLine, handing};
use crate::words::{self, sentence, typed};

/// Most holders whom a line of the trail names.
const COPIES_TOLD_MAX: usize = 12;

/// A trail being told: what is known of the paper at the entry reached.
pub(crate) struct Telling<'a> {
    house: &'a House,
    zone: &'a TimeZone,
    /// The paper as it is now: places of directions, bindings and versions never move.
    paper: &'a Paper,
    /// The numbers of papers tied to it that the reader may see. The others are never named.
    numbers: BTreeMap<PaperId, String>,
    /// The card as of the last entry told; `None` while no entry told it.
    card: Option<Card>,
    arrival: Option<Arrival>,
    level: Option<LevelId>,
    /// The moment of the entry being told.
    at: Moment,
    /// Whether the entry told is a decision in a dossier.
    decided: bool,
}

impl<'a> Telling<'a> {
    /// A telling from the beginning.
    pub(crate) fn of(house: &'a House, zone: &'a TimeZone, paper: &'a Paper, links: &Links) -> Self {
        let offers = links.cites.iter().flat_map(|cited| &cited.offers).map(|offer| (offer.to, offer.number.clone()));
        let numbers = seen(links).map(|end| (end.paper, end.number.clone())).chain(offers).collect();
        Self { house, zone, paper, numbers, card: None, arrival: None, level: None, at: paper.entered, decided: false }
    }

    pub(crate) fn house(&self) -> &'a House {
        self.house
    }

    pub(crate) fn zone(&self) -> &'a TimeZone {
        self.zone
    }

    /// The sentences of the next entry.
    pub(crate) fn tell(&mut self, line: &TrailLine) -> Vec<String> {
        self.at = line.at;
        self.decided = line.acted.act == "in_dossier";
        let mut sentences = Vec::new();
        for event in &line.events {
            sentences.extend(self.says(event).map(|says| sentence(&says)));
            self.learn(event);
        }
        sentences
    }

    /// Goes past entries that are not shown: what they left is what stood before the next one.
    pub(crate) fn pass(&mut self, lines: &[TrailLine]) {
        lines.iter().flat_map(|line| &line.events).for_each(|event| self.learn(event));
    }

    fn learn(&mut self, event: &Event) {
        match event {
            Event::Described { card, .. } | Event::ReadingTaken { card, .. } => self.card = Some(card.clone()),
            Event::Corrected { field, value, .. } => {
                if let Some(card) = self.card.as_mut()
                    && set_field(card, *field, value).is_err()
                {
                    // A value that cannot be read leaves nothing that could be said of the field before.
                    self.card = None;
                }
            }
            Event::Arrived { arrival, .. } | Event::ArrivalCorrected { arrival, .. } => {
                self.arrival = Some(arrival.clone());
            }
            Event::MarkingSet { level, .. } => self.level = Some(level.clone()),
            Event::Registered { addressed: Some(addressed), .. } => self.level.clone_from(&addressed.level),
            Event::CircularText { card, .. } => {
                // Its addressee stands in the part before.
                let to = self.paper.addressed.as_ref().map(|one| Field::inferred(Party::named(&*one.name), None));
                self.card = Some(Card { to: to.into_iter().collect(), ..card.clone() });
            }
            _ => {}
        }
    }

    /// What an event says, without first capital and full stop; `None` for what another part of the same entry says.
    fn says(&self, event: &Event) -> Option<String> {
        Some(match event {
            Event::Registered { addressed: Some(_), .. } | Event::CircularSent { .. } | Event::CircularText { .. } => {
                self.circular(event)?
            }
            Event::Registered { .. } | Event::RegistrationVoided { .. } | Event::EnteredAgain { .. } => number(event)?,
            Event::Arrived { absence, .. } => words::of(words::ABSENCES, (*absence)?).to_owned(),
            Event::VersionAdded { .. } | Event::VersionWithdrawn { .. } | Event::SplitOff { .. } => {
                self.version(event)?
            }
            Event::Described { card, .. } => match self.card {
                None => say!("its card: {}", described(card)),
                Some(_) => say!("card read anew: {}", described(card)),
            },
            Event::ReadingProposed { .. } | Event::ReadingTaken { .. } | Event::ReadingDeclined { .. } => {
                self.read_anew(event)?
            }
            Event::Remarked { by_officer: true, remarks, .. } => {
                remarks.iter().map(|remark| format!("remark: {}", remark.says)).collect::<Vec<_>>().join("; ")
            }
            Event::Corrected { field, value, reason, .. } => {
                because(self.corrected(*field, value), reason.as_deref().unwrap_or_default())
            }
            Event::ArrivalCorrected { arrival, reason, .. } => because(self.arrived(arrival), reason),
            Event::MarkingRead { words, .. } => say!("marking read: {words}; an officer has to confirm it"),
            Event::MarkingSet { level, reason, .. } => {
                let now = words::level(self.house, level);
                let says = match self.level.as_ref().filter(|before| *before != level) {
                    Some(before) => say!("marking put from {} to {now}", words::level(self.house, before)),
                    None => say!("marked {now}"),
                };
                because(says, reason.as_deref().unwrap_or_default())
            }
            Event::Directed { directions, .. } => {
                let to: Vec<_> = directions.iter().map(|one| self.direction(one)).collect();
                say!("marked out to {}", to.join("; "))
            }
            Event::DirectionTurned { direction, turn, .. } => self.turned(*direction, turn),
            Event::NameBound { name, named_as, to, rule, .. } => {
                let by = rule.as_ref().map(|rule| say!(", by rule {rule}")).unwrap_or_default();
                say!("{name}, {}, is {}{by}", words::of(words::NAMED, *named_as), words::principal(self.house, to))
            }
            Event::NameUnbound { binding, reason, .. } => match self.paper.bindings.get(*binding) {
                Some(known) => because(
                    say!("{} is no longer bound to {}", known.name, words::principal(self.house, &known.to)),
                    reason,
                ),
                None => because(say!("a binding ended").to_owned(), reason),
            },
            Event::CitationsTied { .. }
            | Event::MatchesOffered { .. }
            | Event::CitationsReopened { .. }
            | Event::CitationUntied { .. }
            | Event::CitationSettled { .. } => self.cited(event)?,
            Event::AnswerLinked { paper, answers } if *paper == self.paper.id => {
                say!("it answers {}", self.number(answers))
            }
            Event::AnswerLinked { paper, .. } => say!("it is answered by {}", self.number(paper)),
            Event::AnswerUnlinked { paper, answers, reason } if *paper == self.paper.id => {
                because(say!("it does not answer {}", self.number(answers)), reason)
            }
            Event::AnswerUnlinked { paper, reason, .. } => {
                because(say!("it is not answered by {}", self.number(paper)), reason)
            }
            Event::Filed { dossier, title, code, .. } => match code {
                Some(code) => say!("filed in {dossier}, {title}, {code}"),
                None => say!("filed in {dossier}, {title}"),
            },
            Event::BringForwardSet { .. } | Event::BringForwardEnded { .. } => self.comes_back(event)?,
            Event::AnswerAwaited { .. }
            | Event::InterimReplied { .. }
            | Event::NoReplyNeeded { .. }
            | Event::AnswerReopened { .. } => self.awaited(event)?,
            Event::Dispatched { .. }
            | Event::DispatchEnded { .. }
            | Event::DispatchNotNeeded { .. }
            | Event::Appeared { .. } => self.sent(event)?,
            Event::CopiesGiven { .. } | Event::CopyHandled { .. } | Event::CopiesEnded { .. } => self.copies(event)?,
            Event::HandedOver { from, to, reason, .. } => {
                let (from, to) = (handing::named(self.house, from), handing::named(self.house, to));
                because(say!("what {from} had of it went over to {to}"), reason)
            }
            Event::Exported { export, .. } => say!("exported: {}", export.words()),
            Event::Released { released, reason, .. } => {
                because(say!("version {} was released to the reading room, for anyone", released.version + 1), reason)
            }
            Event::ReleaseEnded { reason, .. } => because(say!("taken back from the reading room").to_owned(), reason),
            Event::SightOverridden { reason, until, .. } => {
                because(say!("looked at beyond the rules until {}", words::moment(*until, self.zone)), reason)
            }
            _ => return None,
        })
    }

    fn awaited(&self, event: &Event) -> Option<String> {
        Some(match event {
            Event::AnswerAwaited { by, desk, .. } => {
                let of = desk.as_ref().map(|desk| say!(" from {}", words::desk(self.house, desk))).unwrap_or_default();
                say!("an answer is awaited{of} by {}", words::day(*by))
            }
            Event::InterimReplied { answer, by, reason, .. } => {
                // One that is out of sight is left out: a reply may also be without a paper.
                let number = answer.as_ref().and_then(|paper| self.numbers.get(paper));
                let reply =
                    number.map_or_else(|| say!("interim reply").to_owned(), |number| say!("interim reply {number}"));
                because(say!("{reply}; the answer is awaited by {}", words::day(*by)), reason)
            }
            Event::NoReplyNeeded { reason, .. } => because(say!("no reply is needed").to_owned(), reason),
            Event::AnswerReopened { by, reason, .. } => {
                because(say!("an answer is awaited again, by {}", words::day(*by)), reason)
            }
            _ => return None,
        })
    }

    fn sent(&self, event: &Event) -> Option<String> {
        let day = |on: &jiff::civil::Date| words::day(*on);
        Some(match event {
            Event::Dispatched { to, channel, on, reference, .. } => {
                let by = reference.as_ref().map(|reference| format!(", {reference}")).unwrap_or_default();
                say!("sent to {to} {} on {}{by}", words::of(words::SENT_BY, *channel), day(on))
            }
            Event::DispatchEnded { dispatch, end, .. } => {
                let sent = || say!("dispatch {dispatch}");
                match end {
                    DispatchEnd::Received { on, who, evidence } => {
                        let receipt = evidence.as_ref().and_then(|paper| self.numbers.get(paper));
                        let receipt = receipt.map(|number| say!(", receipt {number}")).unwrap_or_default();
                        say!("{} received by {who} on {}{receipt}", sent(), day(on))
                    }
                    DispatchEnd::CameBack { on, reason } => {
                        because(say!("{} came back on {}", sent(), day(on)), reason)
                    }
                    DispatchEnd::Mistaken { reason } => because(say!("{} never went out", sent()), reason),
                }
            }
            Event::DispatchNotNeeded { reason, .. } => because(say!("it need not be sent").to_owned(), reason),
            Event::Appeared { symbol, body, on, .. } => {
                let on = on.as_ref().map(|on| say!(" on {}", day(on))).unwrap_or_default();
                say!("made known by {body} as {symbol}{on}")
            }
            _ => return None,
        })
    }

    fn copies(&self, event: &Event) -> Option<String> {
        let holder = |no: u32| {
            let copy = self.paper.copy(no);
            copy.map(|copy| format!(", {}", named(self.house, copy.holder_at(self.at)))).unwrap_or_default()
        };
        Some(match event {
            Event::CopiesGiven { list, copies, .. } => {
                let by = list.as_ref().map(|id| say!(" by the list “{}”", self.list(id))).unwrap_or_default();
                say!("copies given{by}: {}", given(self.house, copies))
            }
            Event::CopyHandled { copy, did: CopyDid::Received { on, who }, .. } => {
                say!("copy {copy}{} received by {who} on {}", holder(*copy), words::day(*on))
            }
            Event::CopyHandled { copy, did, .. } => say!("copy {copy}{} {}", holder(*copy), did.words()),
            Event::CopiesEnded { copies, end, .. } => {
                let which = match copies.as_slice() {
                    [one] => say!("copy {one}{}", holder(*one)),
                    many => say!("copies {}", many.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")),
                };
                match end {
                    CopyEnd::Returned { remark } => {
                        because(say!("{which} given back"), remark.as_deref().unwrap_or_default())
                    }
                    CopyEnd::Withdrawn { reason } => because(say!("{which} called back"), reason),
                    CopyEnd::Substituted { copy, reason } => {
                        because(say!("{which} called back, copy {copy} in its place"), reason)
                    }
                }
            }
            _ => return None,
        })
    }

    fn circular(&self, event: &Event) -> Option<String> {
        Some(match event {
            Event::CircularSent { of, series, .. } => {
                let many = plural!(*of, "{n} addressee", "{n} addressees");
                say!("sent as a circular to {many}, in {}", words::series(self.house, series.as_str()))
            }
            Event::CircularText { card, version, .. } => {
                let length = words::length(version.bytes);
                say!("its card: {}; file {}, {length}", described(card), version.name)
            }
            event @ Event::Registered { addressed: Some(addressed), .. } => {
                let entered = number(event)?;
                let of = addressed.circular.as_ref().and_then(|paper| self.numbers.get(paper));
                let of = of.map(|number| say!(", sent from {number}")).unwrap_or_default();
                let list = addressed.list.as_ref().map(|id| say!(" by the list “{}”", self.list(id)));
                let level = addressed.level.as_ref().map(|level| say!("; marked {}", words::level(self.house, level)));
                let by = addressed.answer_by.map(|by| say!("; an answer is awaited by {}", words::day(by)));
                let more = [list, level, by].into_iter().flatten().collect::<String>();
                say!("{entered}, addressed to {}, {} of a circular{of}{more}", addressed.name, addressed.label())
            }
            _ => return None,
        })
    }

    /// The name of a list.
    fn list(&self, id: &ListId) -> String {
        self.house.lists.get(id).map_or_else(|| id.to_string(), |list| list.name.clone())
    }

    fn comes_back(&self, event: &Event) -> Option<String> {
        let of = |to: &InHouse| match to {
            InHouse::Officer(officer) => words::officer(self.house, officer),
            InHouse::Desk(desk) => words::desk(self.house, desk),
        };
        match event {
            Event::BringForwardSet { to, on, reason, .. } => {
                Some(because(say!("to come back to {} on {}", of(to), words::day(*on)), reason))
            }
            Event::BringForwardEnded { bring_forward, end, .. } => {
                let known = self.paper.bring_forward(*bring_forward);
                let what = known.map_or_else(
                    || format!("bring-forward {bring_forward}"),
                    |known| say!("what was to come back to {} on {}", of(&known.to), words::day(known.on)),
                );
                Some(match end {
                    BringForwardEnd::Done => say!("{what} is done"),
                    BringForwardEnd::TakenBack { reason } => because(say!("{what} need not come back"), reason),
                    BringForwardEnd::PaperVoid => say!("{what} ended, since the paper was made void"),
                })
            }
            _ => None,
        }
    }

    /// A paper's number where the reader may see it.
    fn number(&self, paper: &PaperId) -> String {
        self.numbers.get(paper).cloned().unwrap_or_else(|| say!("another paper").to_owned())
    }

    fn version(&self, event: &Event) -> Option<String> {
        match event {
            Event::VersionAdded { version, .. } => Some(say!(
                "file {}, {}, {}",
                version.name,
                words::of(words::VERSIONS, version.kind),
                words::length(version.bytes)
            )),
            Event::VersionWithdrawn { version, reason, .. } => {
                let name = self.paper.versions.get(*version).map(|kept| kept.version.name.as_str()).unwrap_or_default();
                Some(because(say!("version {}, {name}, taken back", version + 1), reason))
            }
            Event::SplitOff { paper, into, .. } if *into == self.paper.id => {
                Some(say!("it came inside {}", self.number(paper)))
            }
            Event::SplitOff { version, enclosed, into, .. } => {
                let file = self.paper.versions.get(*version).and_then(|kept| kept.version.enclosed.get(*enclosed));
                let name = file.map_or_else(|| say!("enclosed file {}", enclosed + 1), |file| quoted(&file.name));
                Some(say!("{name} became a paper of its own, {}", self.number(into)))
            }
            _ => None,
        }
    }

    fn corrected(&self, field: FieldName, value: &serde_json::Value) -> String {
        let of = words::field(field);
        let mut after = self.card.clone().unwrap_or_default();
        if set_field(&mut after, field, value).is_err() {
            return say!("{of} put right");
        }
        let now = value_of(&after, field);
        match self.card.as_ref().map(|before| value_of(before, field)) {
            Some(before) if before == now => say!("passage of {of} put right: {now}"),
            Some(before) => say!("{of} put right from {before} to {now}"),
            None => say!("{of} put right to {now}"),
        }
    }

    fn read_anew(&self, event: &Event) -> Option<String> {
        match event {
            Event::ReadingProposed { text, fields, .. } => {
                Some(say!("read anew by {}, to be taken or declined: {}", text.extractor, fields_named(fields)))
            }
            Event::ReadingTaken { text, card, fields, .. } => {
                let before = self.card.as_ref();
                let all = || FieldName::all().map(|(field, _)| field).collect();
                let fields = if fields.is_empty() { all() } else { fields.clone() };
                let became = |field: FieldName| {
                    let now = value_of(card, field);
                    let was = before.map(|before| value_of(before, field)).filter(|was| *was != now)?;
                    Some(say!("{} put right from {was} to {now}", words::field(field)))
                };
                let changed: Vec<String> = fields.iter().copied().filter_map(became).collect();
                let says =
                    if changed.is_empty() { format!("taken: {}", fields_named(&fields)) } else { changed.join("; ") };
                Some(say!("{says}, as {} reads", text.extractor))
            }
            Event::ReadingDeclined { fields, reason, .. } => {
                Some(because(say!("the new reading declined: {}", fields_named(fields)), reason))
            }
            _ => None,
        }
    }

    fn arrived(&self, now: &Arrival) -> String {
        let Some(before) = &self.arrival else { return say!("facts of arrival put right").to_owned() };
        let changed: Vec<String> = facts(before)
            .into_iter()
            .zip(facts(now))
            .filter(|((_, was), (_, is))| was != is)
            .map(|((of, was), (_, is))| say!("{of} put right from {was} to {is}"))
            .collect();
        if changed.is_empty() { say!("facts of arrival confirmed").to_owned() } else { changed.join("; ") }
    }

    fn direction(&self, one: &Direction) -> String {
        let due = one.due.map(|due| say!(", by {}", words::day(due))).unwrap_or_default();
        let remark = one.remark.as_ref().map(|remark| format!(", “{remark}”")).unwrap_or_default();
        format!("{}, {}{due}{remark}", words::desk(self.house, &one.to), words::of(words::ASKED, one.act))
    }

    fn turned(&self, no: u32, turn: &DirectionTurn) -> String {
        let to = self.paper.direction(no);
        let to = to.map_or_else(|| say!("the desk of direction {no}"), |known| words::desk(self.house, &known.to));
        match turn {
            DirectionTurn::Accepted => say!("{to} accepted it"),
            DirectionTurn::PassedOn => say!("{to} passed it on"),
            DirectionTurn::Returned { reason } => because(say!("{to} returned it, not ours"), reason),
            // Its answer was adopted: nobody reported it.
            DirectionTurn::Done { report: Some(number) } if self.decided => say!("done by {to} with {number}"),
            DirectionTurn::Done { report } => {
                because(say!("{to} reported it done"), report.as_deref().unwrap_or_default())
            }
            DirectionTurn::Withdrawn { reason } => because(say!("taken back from {to}"), reason),
        }
    }

    fn cited(&self, event: &Event) -> Option<String> {
        match event {
            Event::CitationsTied { ties } => {
                let tied = |tie: &TieMade| {
                    let how = if tie.by_officer { say!("tied to") } else { say!("found held:") };
                    format!("{} {how} {}", self.citation(tie.citation), self.number(&tie.to))
                };
                Some(ties.iter().map(tied).collect::<Vec<_>>().join("; "))
            }
            Event::MatchesOffered { offers } => {
                let offers = offers.iter().map(|made| &made.offer);
                let offered = offers.map(|offer| {
                    say!("{} may mean {}: offered", self.citation(offer.citation), self.number(&offer.to))
                });
                Some(offered.collect::<Vec<_>>().join("; "))
            }
            Event::CitationsReopened { ties, reason } => {
                let reopened = ties.iter().map(|undone| {
                    say!("{} open again, {} is void", self.citation(undone.citation), self.number(&undone.to))
                });
                Some(because(reopened.collect::<Vec<_>>().join("; "), reason))
            }
            Event::CitationUntied { citation, to, reason, .. } => {
                Some(because(say!("{} does not mean {}", self.citation(*citation), self.number(to)), reason))
            }
            Event::CitationSettled { citation, settlement, .. } => {
                Some(format!("{}: {}", self.citation(*citation), words::of(words::SETTLEMENTS, *settlement)))
            }
            _ => None,
        }
    }

    fn citation(&self, at: usize) -> String {
        let known = self.card.as_ref().and_then(|card| card.citations.get(at));
        known.map_or_else(|| say!("citation {}", at + 1), |cited| quoted(&cited.value.text))
    }
}

/// What an act would put in, for one whose form stands against what was entered in between.
pub(crate) fn yours(act: &Act, paper: &Paper, house: &House) -> Option<String> {
    match act {
        Act::Correct { field, value, .. } => {
            let mut card = paper.card.clone();
            set_field(&mut card, *field, value).ok()?;
            Some(say!("Yours: {} {}", words::field(*field), value_of(&card, *field)))
        }
        Act::CorrectArrival { arrival, .. } => {
            let says = facts(arrival).into_iter().map(|(of, is)| format!("{of} {is}")).collect::<Vec<_>>();
            Some(say!("Yours: {}", says.join("; ")))
        }
        Act::Mark { level, .. } => Some(say!("Yours: marked {}", words::level(house, level))),
        Act::Direct { directions, .. } => {
            let to: Vec<String> = directions.iter().map(|one| words::desk(house, &one.to)).collect();
            Some(say!("Yours: marked out to {}", to.join(", ")))
        }
        _ => None,
    }
}

/// The ends of a paper's links that the reader may see.
fn seen(links: &Links) -> impl Iterator<Item = &LinkEnd> {
    let cited = links.cites.iter().flat_map(|cited| &cited.held);
    let citing = links.cited_by.iter().map(|cited| &cited.by);
    cited
        .chain(citing)
        .chain(&links.answers)
        .chain(&links.answered_by)
        .chain(&links.answering)
        .chain(&links.passed_over)
        .chain(&links.receipts)
        .chain(&links.split_into)
        .chain(&links.split_from)
        .chain(links.one_of.iter().filter_map(|circular| circular.sent.as_ref()))
}

fn number(event: &Event) -> Option<String> {
    match event {
        Event::Registered { number, late: Some(why), .. } => Some(say!("entered as {number}, late: {why}")),
        Event::Registered { number, .. } => Some(say!("entered as {number}")),
        Event::EnteredAgain { again, .. } => {
            Some(say!("entered again although {} is held: {}", again.of, recalled(&again.reason)))
        }
        Event::RegistrationVoided { number, reason, see: Some(see), .. } => {
            Some(say!("{number} void: {}; see {see}", reason.trim_end_matches('.')))
        }
        Event::RegistrationVoided { number, reason, .. } => Some(format!("{number} void: {reason}")),
        _ => None,
    }
}

/// Who was given copies, the first of them where there are many.
fn given(house: &House, copies: &[CopyGiven]) -> String {
    let told: Vec<String> =
        copies.iter().take(COPIES_TOLD_MAX).map(|copy| format!("{} {}", copy.no, named(house, &copy.holder))).collect();
    let more = copies.len().saturating_sub(COPIES_TOLD_MAX);
    let more = if more > 0 { say!(" and {more} more") } else { String::new() };
    format!("{}{more}", told.join(", "))
}

fn because(says: String, reason: &str) -> String {
    if reason.is_empty() { says } else { format!("{says}: {reason}") }
}

fn quoted(text: &str) -> String {
    format!("“{}”", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Fields by name; none named are all of them.
fn fields_named(fields: &BTreeSet<FieldName>) -> String {
    let names: Vec<&str> = fields.iter().map(|field| words::field(*field)).collect();
    if names.is_empty() { say!("all of it").to_owned() } else { names.join(", ") }
}

/// A card in a line: what it is, its number and date, from whom.
fn described(card: &Card) -> String {
    let of = |field: FieldName| Some(typed::typed(card, field)).filter(|text| !text.is_empty());
    let kind = of(FieldName::Kind);
    let number = of(FieldName::Number).map(|number| say!("No. {number}"));
    let date = of(FieldName::Date).map(|date| say!("of {date}"));
    let from = card.from.first().map(|field| say!("from {}", field.value.label()));
    let known: Vec<String> = [kind, number, date, from].into_iter().flatten().collect();
    if known.is_empty() { say!("nothing known yet").to_owned() } else { known.join(", ") }
}

/// A field's value as a trail says it: dates and what is asked as they are, words in quotation marks.
fn value_of(card: &Card, field: FieldName) -> String {
    let text = typed::typed(card, field);
    if text.is_empty() {
        return if typed::lines(field) { "none" } else { say!("not known") }.to_owned();
    }
    match field {
        FieldName::Date => text,
        FieldName::Deadlines => text.lines().collect::<Vec<_>>().join(", "),
        FieldName::Request => {
            words::named(words::ASKED, &text).map_or(text, |act| words::of(words::ASKED, act).to_owned())
        }
        _ => text.lines().map(quoted).collect::<Vec<_>>().join(", "),
    }
}

/// The facts of an arrival, each with its name, in one order.
fn facts(arrival: &Arrival) -> [(&'static str, String); 7] {
    let said = |text: &Option<String>| text.as_deref().map_or_else(|| say!("not known").to_owned(), quoted);
    let received = arrival.received.map(|received| match received.time {
        Some(time) => format!("{}, {}", words::day(received.on), words::time(time)),
        None => words::day(received.on),
    });
    [
        ("received", received.unwrap_or_else(|| say!("not known").to_owned())),
        ("channel", words::of(words::CHANNELS, arrival.channel).to_owned()),
        (say!("taken in by"), said(&arrival.taken_in_by)),
        ("precedence", said(&arrival.precedence)),
        (say!("their copy"), said(&arrival.their_copy)),
        ("pages", arrival.pages.map_or_else(|| say!("not known").to_owned(), |pages| pages.to_string())),
        (say!("the original"), said(&arrival.original_at)),
    ]
}
