//! What an act is done to, what deciding it needs to know, and what it is told apart from others by.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::{Act, BindingDraft, EnterDraft};
use crate::correspondent::{exact_key, parties};
use crate::dossier::Dossier;
use crate::ids::{CorrespondentId, DossierId, Hash, PaperId, RuleId};
use crate::paper::Version;

impl Act {
    /// The paper it is done to; `None` for the house and for entering.
    pub fn paper(&self) -> Option<PaperId> {
        match self {
            Self::RegisterAlso { paper, .. }
            | Self::AddVersion { paper, .. }
            | Self::ReplaceVersion { paper, .. }
            | Self::WithdrawVersion { paper, .. }
            | Self::Split { paper, .. }
            | Self::ProposeReading { paper, .. }
            | Self::TakeReading { paper, .. }
            | Self::DeclineReading { paper, .. }
            | Self::Correct { paper, .. }
            | Self::CorrectArrival { paper, .. }
            | Self::Void { paper, .. }
            | Self::MoveSeries { paper, .. }
            | Self::Mark { paper, .. }
            | Self::Direct { paper, .. }
            | Self::AcceptDirection { paper, .. }
            | Self::PassOn { paper, .. }
            | Self::ReturnDirection { paper, .. }
            | Self::ReportDone { paper, .. }
            | Self::Redirect { paper, .. }
            | Self::Bind { paper, .. }
            | Self::Unbind { paper, .. }
            | Self::Tie { paper, .. }
            | Self::Untie { paper, .. }
            | Self::Settle { paper, .. }
            | Self::LinkAnswer { paper, .. }
            | Self::UnlinkAnswer { paper, .. }
            | Self::File { paper, .. }
            | Self::Remark { paper, .. }
            | Self::BringForward { paper, .. }
            | Self::BringForwardDone { paper, .. }
            | Self::TakeBackBringForward { paper, .. }
            | Self::AwaitAnswer { paper, .. }
            | Self::InterimReply { paper, .. }
            | Self::NoReplyNeeded { paper, .. }
            | Self::ReopenAnswer { paper, .. }
            | Self::Dispatch { paper, .. }
            | Self::DispatchReceived { paper, .. }
            | Self::DispatchCameBack { paper, .. }
            | Self::UndoDispatch { paper, .. }
            | Self::NoDispatch { paper, .. }
            | Self::RecordSymbol { paper, .. }
            | Self::GiveCopies { paper, .. }
            | Self::CopyReceived { paper, .. }
            | Self::AcknowledgeCopy { paper, .. }
            | Self::PrintCopy { paper, .. }
            | Self::ReturnCopy { paper, .. }
            | Self::WithdrawCopies { paper, .. }
            | Self::SubstituteCopy { paper, .. }
            | Self::SendCircular { paper, .. }
            | Self::Release { paper, .. }
            | Self::EndRelease { paper, .. }
            | Self::Override { paper, .. } => Some(*paper),
            Self::Export { export, .. } => export.paper(),
            _ => None,
        }
    }

    /// Other papers that deciding it needs to know.
    pub fn others(&self) -> Vec<PaperId> {
        match self {
            Self::Enter(draft) => draft.under.into_iter().collect(),
            Self::Split { draft, .. } => draft.under.into_iter().collect(),
            Self::ReportDone { answer, .. } | Self::InterimReply { answer, .. } => answer.iter().copied().collect(),
            Self::DispatchReceived { evidence, .. } => evidence.iter().copied().collect(),
            Self::AddCorrespondent { paper, .. } => paper.iter().copied().collect(),
            Self::Tie { to, .. } => vec![*to],
            Self::LinkAnswer { answers, .. } | Self::UnlinkAnswer { answers, .. } => vec![*answers],
            Self::InDossier { does, .. } => does.papers(),
            _ => Vec::new(),
        }
    }

    /// Papers of the dossier acted on that deciding it needs to know, besides [`Self::others`].
    pub fn others_in(&self, dossier: &Dossier) -> BTreeSet<PaperId> {
        match self {
            Self::InDossier { does, .. } => does.papers_in(dossier),
            _ => BTreeSet::new(),
        }
    }

    /// The dossier that it names.
    pub fn dossier(&self) -> Option<&DossierId> {
        match self {
            Self::OpenDossier { dossier, .. } | Self::InDossier { dossier, .. } | Self::File { dossier, .. } => {
                Some(dossier)
            }
            Self::Export { export, .. } => export.dossier(),
            _ => None,
        }
    }

    /// The paper that it enters, if it enters one.
    pub fn entering(&self) -> Option<&EnterDraft> {
        match self {
            Self::Enter(draft) | Self::Split { draft, .. } => Some(draft),
            _ => None,
        }
    }

    /// Correspondents that deciding it needs to know, but for those that rules lead to.
    pub fn correspondents(&self) -> Vec<&CorrespondentId> {
        fn bound(drafts: &[BindingDraft]) -> Vec<&CorrespondentId> {
            drafts.iter().filter_map(|draft| draft.to.correspondent()).collect()
        }
        match self {
            Self::AddCorrespondent { correspondent, .. }
            | Self::ChangeCorrespondent { correspondent, .. }
            | Self::GiveAlias { correspondent, .. }
            | Self::TakeAlias { correspondent, .. }
            | Self::ConfirmUsual { correspondent, .. }
            | Self::PartCorrespondent { correspondent, .. } => vec![correspondent],
            Self::MergeCorrespondent { correspondent, into, .. } => vec![correspondent, into],
            Self::ConfirmRule { facts, .. } => facts.to.correspondent().into_iter().collect(),
            Self::Bind { bindings, .. } => bound(bindings),
            Self::Enter(draft) | Self::Split { draft, .. } => bound(&draft.bindings),
            _ => Vec::new(),
        }
    }

    /// Names that it gives to a correspondent: deciding it needs to know who goes by them.
    pub fn names_given(&self) -> Vec<&str> {
        match self {
            Self::AddCorrespondent { name, aliases, .. } => {
                std::iter::once(name).chain(aliases).map(String::as_str).collect()
            }
            Self::ChangeCorrespondent { name: Some(name), .. } => vec![name],
            Self::GiveAlias { alias, .. } => vec![alias],
            _ => Vec::new(),
        }
    }

    /// Rules that it names.
    pub fn rules(&self) -> Vec<&RuleId> {
        match self {
            Self::ConfirmRule { rule, .. } | Self::RevokeRule { rule, .. } => vec![rule],
            _ => Vec::new(),
        }
    }

    /// Keys of the parties for which rules may hold (see [`exact_key`]).
    pub fn rule_keys(&self) -> Vec<String> {
        if let Self::ConfirmRule { facts, .. } = self {
            return vec![exact_key(&facts.party, facts.named_as)];
        }
        let Some(draft) = self.entering() else { return Vec::new() };
        let mut keys: Vec<String> =
            parties(&draft.card).map(|(named_as, party)| exact_key(&party.value, named_as)).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// Whether it is decided by itself, and not among others: it speaks of all that was entered before.
    pub fn stands_alone(&self) -> bool {
        matches!(self, Self::CloseDay {})
    }

    /// SHA-256 of the act's JSON: the same key with another digest is refused. Bodies count by the hash of their bytes,
    /// not by their commitment: whoever sends the same file again after a failure gets another salt for it. A page that was
    /// set does not count: where it goes out again under the same key, the page is there and none comes along.
    pub fn digest(&self) -> Hash {
        let mut act = self.clone();
        act.versions_mut().for_each(Version::forget_commitments);
        if let Self::ProposeReading { text, .. } = &mut act {
            text.body = crate::ids::BodyId([0; 32]);
        }
        match &mut act {
            Self::PrintCopy { page, .. } => *page = None,
            Self::Export { sheet, .. } => *sheet = None,
            _ => {}
        }
        let json = serde_json::to_vec(&act).unwrap_or_default();
        Hash(Sha256::digest(json).into())
    }

    fn versions_mut(&mut self) -> std::slice::IterMut<'_, Version> {
        match self {
            Self::InDossier { does, .. } => match does.versions_mut() {
                Some(version) => std::slice::from_mut(version).iter_mut(),
                None => [].iter_mut(),
            },
            Self::Enter(draft) | Self::Split { draft, .. } => draft.versions.iter_mut(),
            Self::AddVersion { version, .. } | Self::ReplaceVersion { version, .. } => {
                std::slice::from_mut(version).iter_mut()
            }
            _ => [].iter_mut(),
        }
    }
}
