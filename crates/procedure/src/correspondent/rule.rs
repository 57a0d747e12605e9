//! Exact rules: a party written exactly so is meant to be this officer, desk or correspondent.

use serde::{Deserialize, Serialize};

use crate::card::{Card, Field, Party};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::ids::{DeskId, OfficerId, RuleId};
use crate::moment::Moment;
use crate::paper::{Channel, NamedAs, Principal, Withdrawal};

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFacts {
    /// The party, as it stands on the card. All of it has to agree, but for spaces and ends of lines.
    pub party: Party,
    /// In which capacity it stands there.
    pub named_as: NamedAs,
    /// Only on papers of this kind.
    pub kind: Option<String>,
    /// Only on papers that came by this channel.
    pub channel: Option<Channel>,
    /// Who is meant.
    pub to: Principal,
    /// The registry whose series it holds for.
    pub desk: DeskId,
}

/// A rule that an officer confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its code.
    pub id: RuleId,
    /// What it says.
    pub facts: RuleFacts,
    /// By whom it was confirmed.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// Set when it was revoked: it binds nothing from then on. What it bound stays bound.
    pub revoked: Option<Withdrawal>,
}

impl Rule {
    /// Folds one event into a rule's state before it.
    ///
    /// # Errors
    /// When the event revokes a rule that is not there, or confirms one that is.
    pub fn apply(before: Option<Self>, acted: &Acted, event: &Event, at: Moment) -> Result<Option<Self>, Misfit> {
        match (before, event) {
            (None, Event::RuleConfirmed { rule, facts }) => {
                Ok(Some(Self { id: rule.clone(), facts: facts.clone(), by: acted.officer.clone(), at, revoked: None }))
            }
            (Some(known), Event::RuleRevoked { reason, .. }) => {
                let revoked = Withdrawal { reason: reason.clone(), by: acted.officer.clone(), at };
                Ok(Some(Self { revoked: Some(revoked), ..known }))
            }
            (Some(_), Event::RuleConfirmed { rule, .. }) => {
                Err(Misfit { event: "rule_confirmed", why: format!("rule {rule} is there already") })
            }
            (None, Event::RuleRevoked { rule, .. }) => {
                Err(Misfit { event: "rule_revoked", why: format!("there is no rule {rule}") })
            }
            (before, _) => Ok(before),
        }
    }

    /// The key by which it is looked up.
    pub fn key(&self) -> String {
        exact_key(&self.facts.party, self.facts.named_as)
    }

    /// Whether it holds for a party of a paper of this kind, that came by this channel into a series of this registry.
    pub fn holds(
        &self,
        party: &Party,
        named_as: NamedAs,
        kind: Option<&str>,
        channel: Channel,
        registry: &DeskId,
    ) -> bool {
        let facts = &self.facts;
        self.revoked.is_none()
            && facts.desk == *registry
            && exact_key(&facts.party, facts.named_as) == exact_key(party, named_as)
            && facts.kind.as_deref().is_none_or(|wanted| kind.is_some_and(|kind| same(kind, wanted)))
            && facts.channel.is_none_or(|wanted| wanted == channel)
    }

    /// Whether two rules may hold for one party of one paper.
    pub fn meets(&self, other: &RuleFacts) -> bool {
        let (one, kinds) = (&self.facts, (self.facts.kind.as_deref(), other.kind.as_deref()));
        self.revoked.is_none()
            && one.desk == other.desk
            && exact_key(&one.party, one.named_as) == exact_key(&other.party, other.named_as)
            && !matches!(kinds, (Some(one), Some(other)) if !same(one, other))
            && !matches!((one.channel, other.channel), (Some(one), Some(other)) if one != other)
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The key under which a party stands, in one capacity: its name, post and office, composed and with one space between
/// words. Capitals count: a rule is exact.
pub fn exact_key(party: &Party, named_as: NamedAs) -> String {
    let spaced = |part: &Option<String>| {
        let words: Vec<&str> = part.as_deref().unwrap_or_default().split_whitespace().collect();
        crate::matching::composed(&words.join(" ")).into_owned()
    };
    let capacity = match named_as {
        NamedAs::Sender => "sender",
        NamedAs::Addressee => "addressee",
        NamedAs::CopyHolder => "copy_holder",
        NamedAs::Asked => "asked",
    };
    [capacity.to_owned(), spaced(&party.name), spaced(&party.post), spaced(&party.office)].join("\n")
}

/// Every party of a card that a rule may bind, with its capacity, in the order of the card.
pub fn parties(card: &Card) -> impl Iterator<Item = (NamedAs, &Field<Party>)> {
    let senders = card.from.iter().map(|party| (NamedAs::Sender, party));
    let addressees = card.to.iter().map(|party| (NamedAs::Addressee, party));
    let holders = card.copies.iter().map(|party| (NamedAs::CopyHolder, party));
    senders.chain(addressees).chain(holders)
}
