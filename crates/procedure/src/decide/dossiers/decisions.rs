//! Decisions: on one exact text, by one officer or two, here or as conveyed, by a person or a body; and what follows.

use super::drafts::{added, open, same_text};
use super::submissions::up;
use crate::act::{BindingDraft, EnterDraft};
use crate::card::{AskedAct, Card, Field, PaperDate, Party, Precision};
use crate::decide::chair::{Chair, at_most, optional, required};
use crate::decide::enter::enter_decided;
use crate::dossier::{
    ACTIONS_MAX, ActionFacts, DECISIONS_MAX, DISSENTERS_MAX, Dossier, DossierAct, DossierEvent, Draft, How, Submission,
    SubmissionState, TextRead, Verdict,
};
use crate::event::{DirectionTurn, Event};
use crate::house::{Capacity, House, TwoPersonsFor};
use crate::ids::{DeskId, DossierId, Hash};
use crate::paper::{Arrival, Channel, Direction, InHouse, NamedAs, Paper, Principal, Version};
use crate::refusal::{Counted, DecisionRefusal, Refusal, Written};

/// A text that is adopted, with what was read in it.
type Text<'a> = (&'a Version, &'a TextRead);

/// What one decision is asked to be.
struct Asked<'a> {
    word: &'a Verdict,
    hash: Option<Hash>,
    how: &'a How,
    remark: Option<&'a String>,
    amended: Option<&'a Version>,
    read: &'a TextRead,
}

/// What a decision makes: changes in the dossier, and events of the paper that an adopted text becomes.
pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Result<Vec<Event>, Refusal> {
    match does {
        DossierAct::Decide { submission, word, hash, how, remark, amended, read } => {
            let one = up(held, *submission)?;
            let asked = Asked { word, hash: *hash, how, remark: remark.as_ref(), amended: amended.as_ref(), read };
            decided(chair, held, one, &asked)
        }
        DossierAct::SecondDecision { submission, hash } => seconded(chair, held, *submission, *hash),
        _ => Ok(Vec::new()),
    }
}

fn decided(chair: &mut Chair<'_>, held: &Dossier, one: &Submission, asked: &Asked<'_>) -> Result<Vec<Event>, Refusal> {
    let (desk, capacity) = sit_to_decide(chair, one, asked.how)?;
    check_how(chair, asked.how)?;
    optional(Written::Remark, asked.remark)?;
    check_word(chair, asked)?;
    at_most(Counted::Decisions, one.decisions.len() + 1, DECISIONS_MAX)?;
    let draft = one.facts.draft.and_then(|no| held.draft(no));
    bound_text(held, one, draft, asked)?;
    let awaits_second = needs_two(chair.house, held, draft, asked.word);
    let mut changes = Vec::new();
    let hash = match (draft, asked.amended) {
        (Some(draft), Some(text)) => {
            let note = "As it was adopted.".to_owned();
            changes.push(added((draft.no, draft.versions.len()), text, Some(&note), asked.read)?);
            Some(text.hash)
        }
        _ => asked.hash,
    };
    changes.push(DossierEvent::Decided {
        submission: one.no,
        word: asked.word.clone(),
        hash,
        how: asked.how.clone(),
        remark: asked.remark.cloned(),
        desk,
        capacity,
        awaits_second,
    });
    let mut events = in_dossier(&held.id, changes);
    if !awaits_second {
        let stands = || draft.and_then(Draft::last).map(|last| (&last.version, &last.read));
        let text = asked.amended.map(|text| (text, asked.read)).or_else(stands);
        events.extend(what_follows(chair, held, one, draft, asked.word, text)?);
    }
    Ok(events)
}

fn seconded(chair: &mut Chair<'_>, held: &Dossier, no: u32, hash: Option<Hash>) -> Result<Vec<Event>, Refusal> {
    let one = held.submission(no).ok_or(DecisionRefusal::NoSubmission { submission: no })?;
    let first = one.decisions.last().filter(|_| one.state == SubmissionState::AwaitsSecond);
    let Some(first) = first else {
        // Somebody else was the second a moment ago, or nobody has to be.
        return Err(up(held, no).err().unwrap_or_else(|| DecisionRefusal::NoSecondAwaited { submission: no }.into()));
    };
    chair.sit_at([&one.facts.to])?;
    // Where the first decision was conveyed, its officer is the one who decided, and whoever wrote it down is none of two.
    let decider = match &first.how {
        How::Conveyed { decided_by, .. } => decided_by,
        How::InPerson | How::Body { .. } => &first.by,
    };
    if [decider, &first.by].contains(&&chair.sitting.officer) {
        return Err(DecisionRefusal::SameOfficerTwice { officer: chair.sitting.officer.clone() }.into());
    }
    let draft = one.facts.draft.and_then(|no| held.draft(no));
    if let Some(draft) = draft {
        open(held, draft.no)?;
        // The first bound a text, and the second binds the same.
        same_text(draft, first.hash)?;
        same_text(draft, hash)?;
    }
    let mut events = in_dossier(&held.id, vec![DossierEvent::DecisionSeconded { submission: no }]);
    let text = draft.and_then(Draft::last).map(|last| (&last.version, &last.read));
    events.extend(what_follows(chair, held, one, draft, &first.word, text)?);
    Ok(events)
}

/// Whoever decides sits at the desk that decides; what was conveyed is written down there, or in its private office.
fn sit_to_decide(chair: &mut Chair<'_>, one: &Submission, how: &How) -> Result<(DeskId, Capacity), Refusal> {
    let to = &one.facts.to;
    let (officer, desk) = match how {
        How::InPerson | How::Body { .. } => (chair.sitting.officer.clone(), chair.sit_at([to])?),
        How::Conveyed { decided_by, .. } => {
            let desk = chair.sit_at(one.office.iter().chain([to]))?;
            chair.active(decided_by)?;
            if chair.house.mandate_for(decided_by, to, chair.sitting.at).is_none() {
                let (officer, desk) = (decided_by.clone(), to.clone());
                return Err(DecisionRefusal::DeciderWithoutMandate { officer, desk }.into());
            }
            (decided_by.clone(), desk)
        }
    };
    let mandate = chair.house.mandate_for(&officer, to, chair.sitting.at);
    let capacity = mandate.and_then(|id| chair.house.mandates.get(id)).map_or(Capacity::Holder, |held| held.capacity);
    Ok((desk, capacity))
}

fn check_how(chair: &Chair<'_>, how: &How) -> Result<(), Refusal> {
    match how {
        How::InPerson => Ok(()),
        How::Conveyed { conveyed_by, evidence, .. } => {
            required(Written::Name, conveyed_by)?;
            evidence.map_or(Ok(()), |paper| chair.other(paper).map(|_| ()))
        }
        How::Body { sitting, item, result, dissenters, .. } => {
            required(Written::Title, sitting)?;
            optional(Written::Title, item.as_ref())?;
            required(Written::Title, result)?;
            at_most(Counted::Values, dissenters.len(), DISSENTERS_MAX)?;
            dissenters.iter().try_for_each(|one| required(Written::Name, one))
        }
    }
}

fn check_word(chair: &Chair<'_>, asked: &Asked<'_>) -> Result<(), Refusal> {
    let today = chair.sitting.today;
    match asked.word {
        Verdict::Returned => required(Written::Reason, asked.remark.map_or("", String::as_str))?,
        Verdict::Deferred { until } if *until <= today => return Err(Refusal::DuePast { due: *until, today }),
        _ => {}
    }
    match (asked.word, asked.amended) {
        (Verdict::Amended, None) => Err(DecisionRefusal::NoAmendedText.into()),
        (Verdict::Amended, Some(_)) | (_, None) => Ok(()),
        (_, Some(_)) => Err(DecisionRefusal::AmendedTextBeside.into()),
    }
}

/// That the text decided on is the one that stands, where one is decided on, and that its draft is still being drawn up:
/// another submission of it may have been decided since.
fn bound_text(held: &Dossier, one: &Submission, draft: Option<&Draft>, asked: &Asked<'_>) -> Result<(), Refusal> {
    let adopts = asked.word.adopts();
    match draft {
        None if adopts => Err(DecisionRefusal::NothingToAdopt { submission: one.no }.into()),
        Some(draft) if adopts && draft.versions.is_empty() => {
            Err(DecisionRefusal::NothingToAdopt { submission: one.no }.into())
        }
        Some(draft) if adopts || *asked.word == Verdict::Rejected => {
            open(held, draft.no)?;
            same_text(draft, asked.hash)?;
            match asked.amended {
                Some(text) if Some(text.hash) == draft.hash() => Err(Refusal::SameFile),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Whether a decision waits for a second officer before it holds: pages say by it what a verdict will bring about.
pub fn needs_two(house: &House, held: &Dossier, draft: Option<&Draft>, word: &Verdict) -> bool {
    let rules = &house.two_persons;
    let of_series = |draft: &Draft| rules.holds(&TwoPersonsFor::Series(draft.facts.series.clone()));
    // What nobody marked is of the lowest level.
    let lowest = || house.levels.first().map(|lowest| &lowest.id);
    let level = held.level.as_ref().or_else(lowest);
    let of_level = level.is_some_and(|level| rules.holds(&TwoPersonsFor::Level(level.clone())));
    (word.adopts() || *word == Verdict::Rejected) && (of_level || draft.is_some_and(of_series))
}

/// What a decision brings about once it holds: an adopted text becomes a paper and its steps become actions; by a rejected
/// one nobody owes anything.
fn what_follows(
    chair: &mut Chair<'_>,
    held: &Dossier,
    one: &Submission,
    draft: Option<&Draft>,
    word: &Verdict,
    text: Option<Text<'_>>,
) -> Result<Vec<Event>, Refusal> {
    match (draft, text) {
        (Some(draft), Some(text)) if word.adopts() => adopted(chair, held, one, draft, text),
        (Some(draft), _) if *word == Verdict::Rejected => {
            Ok(in_dossier(&held.id, vec![DossierEvent::DraftNotAdopted { draft: draft.no }]))
        }
        _ => Ok(Vec::new()),
    }
}

fn adopted(
    chair: &mut Chair<'_>,
    held: &Dossier,
    one: &Submission,
    draft: &Draft,
    text: Text<'_>,
) -> Result<Vec<Event>, Refusal> {
    let entered = resolution(chair, held, one, draft, text);
    let mut events = enter_decided(chair, &entered)?;
    let number = events.iter().find_map(|event| match event {
        Event::Registered { number, .. } => Some(number.text().to_owned()),
        _ => None,
    });
    let (paper, dossier, title) = (chair.id, held.id.clone(), held.title.clone());
    let volume = held.volumes.last().map(|volume| volume.no);
    events.push(Event::Filed { paper, dossier, title, code: held.code.clone(), volume });
    // What it was to answer may have been made void since; of anything else whoever drew it up said so, and saw it.
    let answered =
        draft.facts.answers.iter().filter_map(|id| chair.known.others.get(id)).filter(|held| !held.is_void());
    for held in answered {
        events.push(Event::AnswerLinked { paper, answers: held.id });
        events.extend(done_by(held, &draft.desk, number.as_deref()));
    }
    let hash = text.0.hash;
    let places = draft.place_of(&hash).filter(|_| draft.hash() == Some(hash));
    let version = places.unwrap_or_else(|| u32::try_from(draft.versions.len() + 1).unwrap_or(u32::MAX));
    let number = number.unwrap_or_default();
    let mut changes = vec![DossierEvent::DraftEntered { draft: draft.no, version, paper, number }];
    changes.extend(actions(chair, held, one, draft)?);
    events.extend(in_dossier(&held.id, changes));
    Ok(events)
}

/// What the desk that drew the answer up was asked to answer is done with it, reported by the answer's number.
fn done_by(held: &Paper, desk: &DeskId, number: Option<&str>) -> impl Iterator<Item = Event> {
    let asked = |one: &&Direction| one.is_open() && one.to == *desk && one.act == AskedAct::Answer;
    held.directions.iter().filter(asked).map(move |one| {
        let turn = DirectionTurn::Done { report: number.map(str::to_owned) };
        Event::DirectionTurned { paper: held.id, direction: one.no, turn }
    })
}

/// The paper that an adopted text becomes.
fn resolution(
    chair: &Chair<'_>,
    held: &Dossier,
    one: &Submission,
    draft: &Draft,
    (text, read): Text<'_>,
) -> EnterDraft {
    let officer = &chair.sitting.officer;
    let desk_name =
        |desk: &DeskId| chair.house.desks.get(desk).map_or_else(|| desk.to_string(), |known| known.name.clone());
    let office = |name: String| Party { office: Some(name), ..Party::default() };
    let dated = PaperDate { date: chair.sitting.today, precision: Precision::Day };
    let card = Card {
        kind: Some(Field::set(draft.facts.kind.clone(), None, officer.clone())),
        date: Some(Field::set(dated, None, officer.clone())),
        from: vec![Field::set(office(desk_name(&one.facts.to)), None, officer.clone())],
        to: draft.facts.to.iter().map(|to| Field::set(Party::named(to.as_str()), None, officer.clone())).collect(),
        subject: Some(Field::set(draft.facts.title.clone(), None, officer.clone())),
        citations: read.cites.clone(),
        ..Card::default()
    };
    let bind = |who: InHouse, named_as| {
        let name = match &who {
            InHouse::Desk(desk) => desk_name(desk),
            InHouse::Officer(officer) => {
                chair.house.officers.get(officer).map_or_else(|| officer.to_string(), |known| known.name.clone())
            }
        };
        BindingDraft { name, named_as, to: Principal::from(who) }
    };
    // Who decided, who drew it up and who submitted it keep sight of what came of it.
    let mut bindings = vec![bind(InHouse::Desk(one.facts.to.clone()), NamedAs::Sender)];
    for who in
        [&draft.desk, &one.from].map(|desk| InHouse::Desk(desk.clone())).into_iter().chain(one.facts.copies.clone())
    {
        let copy = bind(who, NamedAs::CopyHolder);
        if !bindings.iter().any(|known| known.to == copy.to) {
            bindings.push(copy);
        }
    }
    EnterDraft {
        series: draft.facts.series.clone(),
        year: None,
        reserved: None,
        under: None,
        versions: vec![Version { channel: Channel::House, ..text.clone() }],
        absence: None,
        arrival: Arrival { channel: Channel::House, ..Arrival::default() },
        card,
        remarks: Vec::new(),
        level: held.level.clone(),
        again: None,
        late: None,
        directions: Vec::new(),
        bindings,
        put_right: None,
        bulk: false,
    }
}

/// The steps of an adopted draft as actions, each after the one that it comes after.
fn actions(
    chair: &Chair<'_>,
    held: &Dossier,
    one: &Submission,
    draft: &Draft,
) -> Result<Option<DossierEvent>, Refusal> {
    let before = held.actions.len();
    at_most(Counted::Actions, before + draft.facts.follows.len(), ACTIONS_MAX)?;
    let first = u32::try_from(before).unwrap_or(u32::MAX);
    let mut actions = Vec::new();
    for step in &draft.facts.follows {
        chair.open_desk(&step.desk)?;
        actions.push(ActionFacts {
            desk: step.desk.clone(),
            what: step.what.clone(),
            due: step.due,
            control: step.control.clone().unwrap_or_else(|| draft.desk.clone()),
            submission: Some(one.no),
            after: step.after.map(|after| first + after),
        });
    }
    Ok((!actions.is_empty()).then_some(DossierEvent::ActionsStarted { actions }))
}

fn in_dossier(dossier: &DossierId, changes: Vec<DossierEvent>) -> Vec<Event> {
    changes.into_iter().map(|change| super::event(dossier, change)).collect()
}
