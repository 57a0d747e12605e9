//! What an event is about: which paper, dossier, correspondent, rule or bodies; and whether what it says may be destroyed.

use super::Event;
use crate::ids::{BodyId, CorrespondentId, DossierId, PaperId, RuleId};

impl Event {
    /// Whether disposal may destroy the part that holds it. What gives or voids a number, marks a paper, or takes a
    /// right or a version back stays for ever, and so does everything about the house: without it somebody would see
    /// more than before. The act itself, the first part of every entry, stays too.
    pub fn is_disposable(&self) -> bool {
        matches!(
            self,
            Self::EnteredAgain { .. }
                | Self::Arrived { .. }
                | Self::VersionAdded { .. }
                | Self::Described { .. }
                | Self::ReadingSeen { .. }
                | Self::ReadingProposed { .. }
                | Self::ReadingTaken { .. }
                | Self::Remarked { .. }
                | Self::Corrected { .. }
                | Self::ArrivalCorrected { .. }
                | Self::Directed { .. }
                | Self::NameBound { .. }
                | Self::CitationsTied { .. }
                | Self::MatchesOffered { .. }
                | Self::CitationSettled { .. }
                | Self::AnswerLinked { .. }
                | Self::Filed { .. }
                | Self::BringForwardSet { .. }
                | Self::AnswerAwaited { .. }
                | Self::InterimReplied { .. }
                | Self::AnswerReopened { .. }
                | Self::Dispatched { .. }
                | Self::DispatchEnded { .. }
                | Self::Appeared { .. }
                | Self::CopyHandled { .. }
                | Self::Exported { .. }
                | Self::CircularText { .. }
                | Self::Released { .. }
        )
    }

    /// The paper it is about; `None` for the house, for ties, which name theirs one by one, and for the text of a circular.
    pub fn paper(&self) -> Option<PaperId> {
        match self {
            Self::Registered { paper, .. }
            | Self::EnteredAgain { paper, .. }
            | Self::Arrived { paper, .. }
            | Self::VersionAdded { paper, .. }
            | Self::VersionWithdrawn { paper, .. }
            | Self::Described { paper, .. }
            | Self::ReadingSeen { paper, .. }
            | Self::ReadingProposed { paper, .. }
            | Self::ReadingTaken { paper, .. }
            | Self::ReadingDeclined { paper, .. }
            | Self::Remarked { paper, .. }
            | Self::Corrected { paper, .. }
            | Self::ArrivalCorrected { paper, .. }
            | Self::MarkingRead { paper, .. }
            | Self::MarkingSet { paper, .. }
            | Self::RegistrationVoided { paper, .. }
            | Self::Directed { paper, .. }
            | Self::DirectionTurned { paper, .. }
            | Self::NameBound { paper, .. }
            | Self::NameUnbound { paper, .. }
            | Self::CitationUntied { paper, .. }
            | Self::CitationSettled { paper, .. }
            | Self::AnswerLinked { paper, .. }
            | Self::AnswerUnlinked { paper, .. }
            | Self::Filed { paper, .. }
            | Self::SplitOff { paper, .. }
            | Self::BringForwardSet { paper, .. }
            | Self::BringForwardEnded { paper, .. }
            | Self::AnswerAwaited { paper, .. }
            | Self::InterimReplied { paper, .. }
            | Self::NoReplyNeeded { paper, .. }
            | Self::AnswerReopened { paper, .. }
            | Self::Dispatched { paper, .. }
            | Self::DispatchEnded { paper, .. }
            | Self::DispatchNotNeeded { paper, .. }
            | Self::Appeared { paper, .. }
            | Self::CopiesGiven { paper, .. }
            | Self::CircularSent { paper, .. }
            | Self::CopyHandled { paper, .. }
            | Self::CopiesEnded { paper, .. }
            | Self::Released { paper, .. }
            | Self::ReleaseEnded { paper, .. }
            | Self::SightOverridden { paper, .. } => Some(*paper),
            Self::Exported { export, .. } => export.paper(),
            _ => None,
        }
    }

    /// The bodies that it names.
    pub fn bodies(&self) -> &[BodyId] {
        match self {
            Self::Registered { bodies, .. }
            | Self::VersionAdded { bodies, .. }
            | Self::ReadingProposed { bodies, .. }
            | Self::CopyHandled { bodies, .. }
            | Self::CircularText { bodies, .. }
            | Self::Exported { bodies, .. }
            | Self::InDossier { bodies, .. } => bodies,
            _ => &[],
        }
    }

    /// The dossier it opens or that it happened in.
    pub fn dossier(&self) -> Option<&DossierId> {
        match self {
            Self::DossierOpened { dossier, .. } | Self::InDossier { dossier, .. } => Some(dossier),
            Self::Exported { export, .. } => export.dossier(),
            _ => None,
        }
    }

    /// The correspondent it is about.
    pub fn correspondent(&self) -> Option<&CorrespondentId> {
        match self {
            Self::CorrespondentAdded { correspondent, .. }
            | Self::CorrespondentChanged { correspondent, .. }
            | Self::UsualConfirmed { correspondent, .. }
            | Self::CorrespondentMerged { correspondent, .. }
            | Self::CorrespondentParted { correspondent, .. } => Some(correspondent),
            _ => None,
        }
    }

    /// The rule it is about. A binding that a rule made is about its paper.
    pub fn rule(&self) -> Option<&RuleId> {
        match self {
            Self::RuleConfirmed { rule, .. } | Self::RuleRevoked { rule, .. } => Some(rule),
            _ => None,
        }
    }
}
