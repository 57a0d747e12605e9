//! Exact rules: confirmed, revoked, and applied to a paper that is entered.

use phrases::stored;

use super::chair::{Chair, optional, required};
use super::correspondents::{seen, sit_at_registry, standing, stands};
use super::names::bound_by;
use crate::act::{Act, BindingDraft, CARD_LIST_MAX, EnterDraft, RULE_BINDINGS_PER_ACT_MAX};
use crate::card::{Card, CardRemark, FieldName, Party};
use crate::correspondent::{Rule, RuleFacts, parties};
use crate::event::Event;
use crate::ids::{DeskId, PaperId, RuleId};
use crate::paper::{NamedAs, Principal};
use crate::refusal::{Refusal, Thing, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::ConfirmRule { rule, facts } => confirm(chair, rule, facts),
        Act::RevokeRule { rule, reason } => {
            let known = ours(chair, rule)?;
            required(Written::Reason, reason)?;
            if known.revoked.is_some() {
                return Err(Refusal::RuleRevoked { rule: rule.clone() });
            }
            Ok(vec![Event::RuleRevoked { rule: rule.clone(), reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// A rule of the officer's registry; one of another registry is not there.
fn ours<'a>(chair: &mut Chair<'a>, id: &RuleId) -> Result<&'a Rule, Refusal> {
    let absent = || Refusal::Absent { what: Thing::Rule, code: id.to_string() };
    let known = chair.known.rules.get(id).ok_or_else(absent)?;
    chair.sit_at([&known.facts.desk]).map_err(|_| absent())?;
    Ok(known)
}

fn confirm(chair: &mut Chair<'_>, id: &RuleId, facts: &RuleFacts) -> Result<Vec<Event>, Refusal> {
    sit_at_registry(chair, &facts.desk)?;
    let Party { name, post, office } = &facts.party;
    if [name, post, office].into_iter().flatten().all(|part| part.trim().is_empty()) {
        return Err(Refusal::Empty { field: Written::Name });
    }
    for part in [name, post, office].into_iter().flatten() {
        super::chair::as_it_stands(Written::Name, part)?;
    }
    optional(Written::Name, facts.kind.as_ref())?;
    if facts.named_as == NamedAs::Asked {
        let why = "a rule holds for a sender, an addressee or a holder of a copy, for a card names nobody else";
        return Err(Refusal::Malformed { field: field(facts.named_as), why: why.into() });
    }
    match &facts.to {
        Principal::Officer(officer) => chair.active(officer).map(|_| ())?,
        Principal::Desk(desk) => chair.open_desk(desk).map(|_| ())?,
        Principal::Correspondent(correspondent) => standing(chair, correspondent).map(|_| ())?,
    }
    if chair.known.rules.contains_key(id) {
        return Err(Refusal::Taken { what: Thing::Rule, code: id.to_string() });
    }
    // Two rules that hold for one party of one paper say the same twice, or contradict each other.
    if let Some(held) = chair.known.rules.values().find(|rule| rule.meets(facts)) {
        return Err(Refusal::RuleHeld { rule: held.id.clone() });
    }
    Ok(vec![Event::RuleConfirmed { rule: id.clone(), facts: facts.clone() }])
}

/// What rules make of the parties of a card that is entered: bindings, in the places after those of the draft, each
/// naming its rule; and remarks where a rule no longer leads anywhere.
pub(super) fn bind_by_rules(
    chair: &Chair<'_>,
    id: PaperId,
    draft: &EnterDraft,
    card: &Card,
    registry: &DeskId,
) -> Vec<Event> {
    let kind = card.kind.as_ref().map(|kind| kind.value.as_str());
    let channel = draft.arrival.channel;
    let mut made: Vec<(NamedAs, Principal, Event)> = Vec::new();
    let mut remarks: Vec<CardRemark> = Vec::new();
    for (named_as, party) in parties(card) {
        // Whoever enters the paper and says who is meant by this name here goes before a rule.
        let label = party.value.label();
        let said = |given: &BindingDraft| given.named_as == named_as && given.name.trim() == label.trim();
        if draft.bindings.iter().any(said) {
            continue;
        }
        let holds = |rule: &&Rule| rule.holds(&party.value, named_as, kind, channel, registry);
        // No two rules meet: the second would have been refused.
        let Some(rule) = chair.known.rules.values().find(holds) else { continue };
        let to = match meant(chair, &rule.facts.to) {
            Ok(to) => to,
            Err(stored_why) => {
                let says = stored!("Rule {rule} did not bind {label}: {stored_why}.", rule = rule.id);
                remarks.push(CardRemark { field: Some(field(named_as)), says });
                continue;
            }
        };
        let given = draft.bindings.iter().any(|given| given.to == to && given.named_as == named_as);
        if given || made.iter().any(|(capacity, known, _)| *capacity == named_as && *known == to) {
            continue;
        }
        let place = draft.bindings.len() + made.len();
        if made.len() == RULE_BINDINGS_PER_ACT_MAX || place == CARD_LIST_MAX {
            let count = made.len();
            let says = stored!("More than {count} names fall under rules; the others are not bound.");
            remarks.push(CardRemark { field: None, says });
            break;
        }
        let event = bound_by(id, place, label, named_as, &to, &rule.id);
        made.push((named_as, to, event));
    }
    let mut events: Vec<Event> = made.into_iter().map(|(_, _, event)| event).collect();
    remarks.dedup();
    if !remarks.is_empty() {
        events.push(Event::Remarked { paper: id, by_officer: false, remarks });
    }
    events
}

/// Whom a rule means now: a correspondent merged since into another is that other. An officer suspended or a desk closed
/// since is nobody, and the sentence says so, in English as it is stored.
fn meant(chair: &Chair<'_>, to: &Principal) -> Result<Principal, String> {
    match to {
        // Why an officer is suspended is no matter of the paper, on which a remark stays for ever.
        Principal::Officer(id) => match chair.house.officers.get(id) {
            Some(officer) if officer.suspended.is_some() => Err(stored!("{name} is suspended", name = officer.name)),
            _ => chair.active(id).map(|_| to.clone()).map_err(|refusal| in_english(chair, &refusal)),
        },
        Principal::Desk(desk) => match chair.house.desks.get(desk) {
            Some(known) if known.closed.is_some() => Err(stored!("{name} is closed", name = known.name)),
            _ => chair.open_desk(desk).map(|_| to.clone()).map_err(|refusal| in_english(chair, &refusal)),
        },
        Principal::Correspondent(id) => {
            if let Some(stands) = chair.known.correspondents.get(id).and_then(|known| stands(chair, known)) {
                return Ok(Principal::Correspondent(stands.id.clone()));
            }
            seen(chair, id).map(|_| to.clone()).map_err(|_| stored!("there is no correspondent {id}"))
        }
    }
}

/// What a refusal says, whatever is spoken where the act is decided.
fn in_english(chair: &Chair<'_>, refusal: &Refusal) -> String {
    phrases::speaking(None, || refusal.in_names_of(chair.house))
}

fn field(named_as: NamedAs) -> FieldName {
    match named_as {
        NamedAs::Sender => FieldName::From,
        NamedAs::Addressee => FieldName::To,
        NamedAs::CopyHolder => FieldName::Copies,
        NamedAs::Asked => FieldName::Request,
    }
}
