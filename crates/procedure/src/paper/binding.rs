//! Names on a paper, and who is meant by them: what an officer bound to whom, and what ended.

use serde::{Deserialize, Serialize};

use super::{DESTROYED, Paper, Withdrawal};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::ids::{CorrespondentId, DeskId, OfficerId, RuleId};
use crate::moment::Moment;

/// Who is meant by a name: a person, or whoever holds a desk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "is", content = "code", rename_all = "snake_case")]
pub enum Principal {
    /// A person, "personal for".
    Officer(OfficerId),
    /// A post: whoever acts for the desk.
    Desk(DeskId),
    /// Somebody outside the house: this gives nobody sight.
    Correspondent(CorrespondentId),
}

impl Principal {
    /// The correspondent meant, where it is one.
    pub fn correspondent(&self) -> Option<&CorrespondentId> {
        match self {
            Self::Correspondent(correspondent) => Some(correspondent),
            Self::Officer(_) | Self::Desk(_) => None,
        }
    }
}

/// In which capacity a name stands on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedAs {
    /// It signs.
    Sender,
    /// It is addressed.
    Addressee,
    /// It holds a copy.
    CopyHolder,
    /// It is asked to concur or assess.
    Asked,
}

/// A name read on the paper, bound by an officer to an officer or desk. This, not the reading, gives sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The name as it stands on the paper or was given.
    pub name: String,
    /// How it stands there.
    pub named_as: NamedAs,
    /// Who is meant.
    pub to: Principal,
    /// By whom it was bound; where a rule did, who entered the paper.
    pub by: OfficerId,
    /// The rule that bound it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleId>,
    /// When.
    pub at: Moment,
    /// Set when it was unbound; from then on it gives nothing.
    pub ended: Option<Withdrawal>,
}

impl Binding {
    /// What stands in the place of a binding whose part was destroyed: ended as it began, so it gives nothing.
    fn destroyed(by: OfficerId, at: Moment) -> Self {
        let ended = Some(Withdrawal { reason: DESTROYED.to_owned(), by: by.clone(), at });
        let to = Principal::Officer(by.clone());
        Self { name: String::new(), named_as: NamedAs::CopyHolder, to, by, rule: None, at, ended }
    }
}

impl Paper {
    /// Folds what an event says of names bound.
    pub(crate) fn apply_binding(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let by = || acted.officer.clone();
        match event {
            Event::NameBound { place, name, named_as, to, rule, .. } => {
                let gone = self.gone("name_bound", *place, self.bindings.len())?;
                self.bindings.extend((0..gone).map(|_| Binding::destroyed(by(), at)));
                let (name, to, rule) = (name.clone(), to.clone(), rule.clone());
                self.bindings.push(Binding { name, named_as: *named_as, to, by: by(), rule, at, ended: None });
            }
            Event::NameUnbound { binding, reason, .. } => match self.bindings.get_mut(*binding) {
                Some(known) => known.ended = Some(Withdrawal { reason: reason.clone(), by: by(), at }),
                None => self.unless_lost("name_unbound", || format!("there is no binding {binding}"))?,
            },
            _ => {}
        }
        Ok(())
    }
}
