//! Circulars: one text sent to many, each of whom gets a paper of their own, under a number of its own or a sub-number of
//! one. All of them are entered together, or none.

use std::collections::BTreeSet;

use super::answer::check_day;
use super::chair::{Chair, at_most};
use super::copies::may_hold;
use super::series::{check_open, give_number};
use super::versions::bodies_of;
use crate::act::{Act, BindingDraft, CIRCULAR_PAPERS_MAX, CIRCULARS_PER_PAPER_MAX};
use crate::card::Card;
use crate::event::Event;
use crate::house::{CircularNumbers, House};
use crate::ids::{ListId, SeriesId};
use crate::number::{NUMBER_MAX, RegNumber};
use crate::paper::{Addressed, Channel, Holder, Marking, NamedAs, Paper, Version, VersionKind, addressed_id};
use crate::refusal::{CircularRefusal, CopyRefusal, Counted, Refusal};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let Act::SendCircular { paper, series, list, to, answer_by } = act else { return Ok(Vec::new()) };
    let held = chair.live_paper()?;
    let registry = chair.open_series(series)?.registry.clone();
    chair.sit_at([&registry])?;
    // Its text goes to others: whoever sees the card alone does not send it.
    if !chair.reads(held) {
        return Err(CircularRefusal::CardOnly { number: held.number().to_owned() }.into());
    }
    Chair::marking_confirmed(held)?;
    let (version, card) = text_of(held)?;
    let level = match &held.marking {
        Marking::Confirmed { level } => Some(level.clone()),
        Marking::None | Marking::Unconfirmed { .. } => None,
    };
    chair.in_band(series, level.as_ref())?;
    let holders = addressees(chair, held, list.as_ref(), to)?;
    at_most(Counted::Circulars, held.circulars.len() + 1, CIRCULARS_PER_PAPER_MAX)?;
    answer_by.map(|by| check_day(chair, held, by)).transpose()?;
    let numbers = numbers(chair, held, series, holders.len())?;

    let sent = held.circulars.iter().map(|circular| circular.no).max().unwrap_or(0) + 1;
    let of = u32::try_from(holders.len()).unwrap_or(u32::MAX);
    let circular = Event::CircularSent { paper: *paper, no: sent, of, series: series.clone(), on: chair.sitting.today };
    let addressed = (1..).zip(&holders).map(|(no, (list, to))| Addressed {
        circular: Some(*paper),
        sent,
        no,
        of,
        to: (*to).clone(),
        name: name_of(chair.house, to),
        list: list.clone(),
        level: level.clone(),
        answer_by: *answer_by,
    });
    let registered = addressed.zip(numbers).map(|(addressed, number)| registered(chair, &card, addressed, number));
    let bodies = bodies_of(&version);
    let (senders, precedence) = (senders(held), held.arrival.precedence.clone());
    let text = Event::CircularText { version, card: card.clone(), senders, precedence, bodies };
    Ok(std::iter::once(circular).chain(registered).chain([text]).collect())
}

fn registered(chair: &Chair<'_>, card: &Card, addressed: Addressed, number: RegNumber) -> Event {
    Event::Registered {
        paper: addressed_id(&chair.id, addressed.no),
        number,
        on: chair.sitting.today,
        kind: card.kind.as_ref().map(|kind| kind.value.clone()),
        late: None,
        reserved: false,
        first: true,
        bodies: Vec::new(),
        addressed: Some(Box::new(addressed)),
    }
}

/// To whom it goes, in order, each with the list on which they stand. Everybody may be given a copy of the paper, is named
/// once, and was not sent it before, as far as the officer may know.
fn addressees<'a>(
    chair: &Chair<'a>,
    held: &Paper,
    list: Option<&ListId>,
    to: &'a [Holder],
) -> Result<Vec<(Option<ListId>, &'a Holder)>, Refusal> {
    let by_list = match list {
        Some(list) => super::lists::known(chair, list)?.holders.as_slice(),
        None => &[],
    };
    let by_list = by_list.iter().map(|holder| (list.cloned(), holder));
    let holders: Vec<_> = by_list.chain(to.iter().map(|holder| (None, holder))).collect();
    if holders.is_empty() {
        return Err(CopyRefusal::NobodyNamed.into());
    }
    at_most(Counted::Addressed, holders.len(), CIRCULAR_PAPERS_MAX)?;
    let mut once = BTreeSet::new();
    for (_, holder) in &holders {
        may_hold(chair, held, holder)?;
        if !once.insert(*holder) {
            return Err(CopyRefusal::HolderTwice { holder: (*holder).clone() }.into());
        }
        if let Some(as_number) = sent_before(chair, held, holder) {
            let (number, holder) = (held.number().to_owned(), (*holder).clone());
            return Err(CircularRefusal::SentAlready { number, holder, as_number }.into());
        }
    }
    Ok(holders)
}

/// The number under which somebody was sent the paper before. What the officer does not see was not, and nor was what is void.
fn sent_before(chair: &Chair<'_>, held: &Paper, holder: &Holder) -> Option<String> {
    let made = held.circulars.iter().flat_map(|circular| &circular.papers);
    let made = made.filter_map(|made| chair.known.others.get(&made.paper));
    let theirs = |paper: &&Paper| paper.addressed.as_ref().is_some_and(|addressed| addressed.to == *holder);
    let standing = made.filter(theirs).find(|paper| !paper.is_void() && chair.sees(paper));
    standing.map(|paper| paper.number().to_owned())
}

/// As many numbers as there are addressees, each the next.
fn numbers(chair: &Chair<'_>, held: &Paper, series: &SeriesId, count: usize) -> Result<Vec<RegNumber>, Refusal> {
    let known = chair.open_series(series)?;
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    match known.circulars {
        CircularNumbers::NumberEach => {
            let first = give_number(chair, series, None, None)?;
            if first.n() > NUMBER_MAX - (count - 1) {
                return Err(Refusal::SeriesFull { series: series.clone(), n_max: NUMBER_MAX });
            }
            let number = |n| RegNumber::new(series.clone(), first.year(), n, &known.pattern);
            Ok((first.n()..first.n() + count).map(number).collect())
        }
        CircularNumbers::OneNumber => {
            let whole = |number: &RegNumber| number.series() == series && number.sub().is_none();
            let standing = held.live().map(|one| &one.number).find(|number| whole(number));
            let number = standing.ok_or_else(|| CircularRefusal::NoNumberToSendUnder {
                series: series.clone(),
                number: held.number().to_owned(),
            })?;
            check_open(chair.house, series, known, number.year())?;
            let given = chair.known.sub_numbers;
            Ok((given + 1..=given + count).map(|sub| RegNumber::under(number, Some(sub))).collect())
        }
    }
}

/// The file that is sent, and the card that goes with it to everybody.
fn text_of(held: &Paper) -> Result<(Version, Card), Refusal> {
    let kept = held.version().ok_or(CopyRefusal::NothingToCopy)?;
    // It was made here, whatever it came as; the mail that it may have come by is another.
    let mut version = Version {
        kind: VersionKind::Received,
        channel: Channel::House,
        source: None,
        message_id: None,
        ..kept.version.clone()
    };
    version.enclosed.iter_mut().for_each(|file| file.split_into = None);
    // Passages of the card lie in the text of the version it was read from.
    let spans_hold = held.card_text().map(|text| text.hash) == version.text.as_ref().map(|text| text.hash);
    Ok((version, card_sent(&held.card, spans_hold)))
}

/// What a card says of the text itself. Left out is what is told of the paper that is sent, once and not with each that is made
/// of it: the number it bears, what it cites, claims, proposes and advises, and to whom it is addressed.
fn card_sent(of: &Card, spans_hold: bool) -> Card {
    let mut card = of.clone();
    (card.number, card.their_copy, card.recommendation) = (None, None, None);
    card.to.clear();
    card.citations.clear();
    card.deadlines.clear();
    card.claims.clear();
    card.proposals.clear();
    if !spans_hold {
        card.forget_passages();
    }
    card
}

/// Those who are bound on the paper as its senders: what is sent in their name is theirs to see.
fn senders(held: &Paper) -> Vec<BindingDraft> {
    let bound = held.bindings.iter().filter(|one| one.ended.is_none() && one.named_as == NamedAs::Sender);
    let draft = |one: &crate::paper::Binding| {
        let (name, named_as, to) = (one.name.clone(), one.named_as, one.to.clone());
        BindingDraft { name, named_as, to }
    };
    bound.map(draft).collect()
}

/// The name of an addressee, as it stands on the card.
fn name_of(house: &House, holder: &Holder) -> String {
    match holder {
        Holder::Officer(officer) => {
            house.officers.get(officer).map_or_else(|| officer.to_string(), |one| one.name.clone())
        }
        Holder::Desk(desk) => house.desks.get(desk).map_or_else(|| desk.to_string(), |one| one.name.clone()),
        Holder::Outside(name) => name.clone(),
    }
}
