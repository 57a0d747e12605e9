//! Positions: what is claimed, what is proposed, how desks assess either, what is recommended and who holds it.
//!
//! Each is an officer's own words with the passage they rest on. Nothing here is a fact of the register, nothing is
//! reckoned together: who is against stays against, by name.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::{DeskId, OfficerId, PaperId};
use crate::moment::Moment;

/// Longest claim, proposal, assessment or recommendation, in bytes, and longest passage.
pub const SAYS_BYTES_MAX: usize = 2_000;
/// Most claims of one dossier, those withdrawn counted.
pub const CLAIMS_MAX: usize = 128;
/// Most proposals of one dossier, those withdrawn counted.
pub const PROPOSALS_MAX: usize = 64;
/// Most steps of one proposal.
pub const STEPS_MAX: usize = 32;
/// Most assessments of one dossier, those withdrawn counted.
pub const ASSESSMENTS_MAX: usize = 512;
/// Most recommendations of one dossier, those withdrawn counted.
pub const RECOMMENDATIONS_MAX: usize = 128;
/// Most desks asked for an assessment in one dossier, those that answered counted. All of them can be told in one act
/// that nothing is asked any more.
pub const ASSESSMENTS_ASKED_MAX: usize = 200;

/// The passage that words rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The paper. Whoever sees the dossier does not see the paper by that.
    pub paper: PaperId,
    /// Its words as they stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<String>,
}

impl Source {
    /// The passage, unless what rests on it says the same in the same words: those need not be read twice.
    pub fn passage_beside(&self, says: &str) -> Option<&str> {
        let passage = self.passage.as_deref()?;
        (!passage.split_whitespace().eq(says.split_whitespace())).then_some(passage)
    }
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimWords {
    /// What is asserted.
    pub says: String,
    /// Who asserts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted_by: Option<String>,
    /// Who reports that they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Something asserted; never a fact of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its number among the claims of the dossier, from 1.
    pub no: u32,
    /// What is asserted.
    pub says: String,
    /// Who asserts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted_by: Option<String>,
    /// Who reports that they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The desk that put it.
    pub put_by: DeskId,
    /// The officer who put it as it stands.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// Where it was withdrawn: when, by whom and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

impl Claim {
    /// What it says.
    pub fn words(&self) -> ClaimWords {
        ClaimWords {
            says: self.says.clone(),
            asserted_by: self.asserted_by.clone(),
            reported_by: self.reported_by.clone(),
            source: self.source.clone(),
        }
    }
}

/// What a proposal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalWords {
    /// What is proposed.
    pub says: String,
    /// Who proposes it.
    pub by_whom: String,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// By when it would have to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What would be done, in order, were it adopted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepWords>,
}

/// Something proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its number among the proposals of the dossier, from 1.
    pub no: u32,
    /// What is proposed.
    pub says: String,
    /// Who proposes it.
    pub by_whom: String,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// By when it would have to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What would be done, in order, were it adopted. Nobody has to do it before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The desk that put it.
    pub put_by: DeskId,
    /// The officer who put it as it stands.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// Where it was withdrawn: when, by whom and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

impl Proposal {
    /// What it says.
    pub fn words(&self) -> ProposalWords {
        ProposalWords {
            says: self.says.clone(),
            by_whom: self.by_whom.clone(),
            source: self.source.clone(),
            until: self.until,
            steps: self.steps.iter().map(|step| step.words.clone()).collect(),
        }
    }
}

/// What one step of a proposal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepWords {
    /// Who would act: "the Allied Command".
    pub actor: String,
    /// The desk of the house that would carry it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskId>,
    /// What they would do, a verb: "publish".
    pub act: String,
    /// What they would do it to: "a statement".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The earlier step that has to be done before; `None` for one that begins with the adoption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
}

/// One step of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number among the steps of the proposal, from 1.
    pub no: u32,
    /// What it says.
    #[serde(flatten)]
    pub words: StepWords,
}

/// What is assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "is", content = "no", rename_all = "snake_case")]
pub enum Assessed {
    /// The claim of that number.
    Claim(u32),
    /// The proposal of that number.
    Proposal(u32),
}

impl Assessed {
    /// Its kind and its number.
    pub fn position(self) -> (Position, u32) {
        match self {
            Self::Claim(no) => (Position::Claim, no),
            Self::Proposal(no) => (Position::Proposal, no),
        }
    }
}

impl std::fmt::Display for Assessed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (what, no) = self.position();
        write!(f, "{what} {no}")
    }
}

/// Where a desk stands towards a claim or a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// For it.
    For,
    /// Against it.
    Against,
}

/// On what kind of grounds a desk is for or against something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Whether it is needed.
    Need,
    /// What would come of it.
    Effect,
    /// What could go wrong.
    Risk,
    /// How it would be understood.
    Signal,
    /// What it would cost.
    Cost,
    /// What was done in such a case before.
    Precedent,
}

impl Ground {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Effect => "effect",
            Self::Risk => "risk",
            Self::Signal => "signal",
            Self::Cost => "cost",
            Self::Precedent => "precedent",
        }
    }
}

/// What an assessment says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentWords {
    /// For or against.
    pub stance: Stance,
    /// Why, in one sentence.
    pub says: String,
    /// The passage it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// On what kind of grounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
}

/// How a desk stands towards a claim or a proposal. One that stands of each desk towards each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its number among the assessments of the dossier, from 1.
    pub no: u32,
    /// What is assessed.
    pub of: Assessed,
    /// The desk that assesses.
    pub desk: DeskId,
    /// For or against.
    pub stance: Stance,
    /// Why, in one sentence.
    pub says: String,
    /// The passage it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// On what kind of grounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// The officer who put it as it stands.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// Where it was withdrawn: when, by whom and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

impl Assessment {
    /// What it says.
    pub fn words(&self) -> AssessmentWords {
        let (stance, ground) = (self.stance, self.ground);
        AssessmentWords { stance, says: self.says.clone(), source: self.source.clone(), ground }
    }
}

/// What is advised about a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// To adopt it.
    Adopt,
    /// To adopt it with changes.
    AdoptAmended,
    /// Not to adopt it.
    Reject,
    /// Something else, as the words say.
    Other,
}

/// What a recommendation says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationWords {
    /// What is advised.
    pub stance: Advice,
    /// In words.
    pub says: String,
    /// Who holds it: somebody outside the house, or the desk; left empty, the desk is called by its name.
    #[serde(default)]
    pub holder: String,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// What is recommended, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Its number among the recommendations of the dossier, from 1.
    pub no: u32,
    /// The proposal it is about; `None` for one that stands by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<u32>,
    /// What is advised.
    pub stance: Advice,
    /// In words.
    pub says: String,
    /// Who holds it.
    pub holder: String,
    /// The desk that holds it; `None` for somebody outside the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskId>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The desk that put it: the one that holds it, or the one that recorded it.
    pub put_by: DeskId,
    /// The officer who put it as it stands.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// Where it was withdrawn: when, by whom and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

impl Recommendation {
    /// What it says.
    pub fn words(&self) -> RecommendationWords {
        RecommendationWords {
            stance: self.stance,
            says: self.says.clone(),
            holder: self.holder.clone(),
            source: self.source.clone(),
        }
    }
}

/// That a position was withdrawn. Its words stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Why.
    pub reason: String,
}

/// The kinds of position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// What is asserted.
    Claim,
    /// What is proposed.
    Proposal,
    /// How a desk stands towards either.
    Assessment,
    /// What is advised.
    Recommendation,
}

impl Position {
    /// In one word, which is also its name in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Proposal => "proposal",
            Self::Assessment => "assessment",
            Self::Recommendation => "recommendation",
        }
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// That a desk was asked how it stands towards a claim or a proposal. It sees the dossier from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentAsked {
    /// Its number among those of the dossier, from 1.
    pub no: u32,
    /// What is to be assessed.
    pub of: Assessed,
    /// The desk asked.
    pub desk: DeskId,
    /// By when.
    pub due: Option<Date>,
    /// The officer who asked.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// What became of it.
    pub state: AskedState,
    /// Until when the desk sees the dossier by it; `None` while it does. An answer ends nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sees_until: Option<Moment>,
}

impl AssessmentAsked {
    /// Whether the desk has still to answer.
    pub fn is_open(&self) -> bool {
        self.state == AskedState::Open
    }
}

/// What became of an asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AskedState {
    /// It waits on the desk asked.
    Open,
    /// It has ended.
    Ended {
        /// How.
        end: AskedEnd,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
}

/// How an asking ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AskedEnd {
    /// The desk assessed.
    Answered {
        /// The assessment's number.
        assessment: u32,
    },
    /// The desk declined.
    Declined {
        /// Why.
        reason: String,
    },
    /// Whoever keeps the dossier asks no more.
    TakenBack {
        /// Why.
        reason: String,
    },
    /// What was to be assessed was withdrawn.
    PositionWithdrawn,
}

impl AskedEnd {
    /// What became of it, for a refusal.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Answered { .. } => say!("it was answered"),
            Self::Declined { .. } => say!("it was declined"),
            Self::TakenBack { .. } => say!("it was taken back"),
            Self::PositionWithdrawn => say!("what was to be assessed was withdrawn"),
        }
    }
}

/// All positions of a dossier, each kind in the order of its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Positions {
    /// What is asserted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// What is proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
    /// How desks stand towards either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// What is advised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommendation>,
    /// Which desks were asked how they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AssessmentAsked>,
}

impl Positions {
    /// Whether nothing was ever put or asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The claim of that number.
    pub fn claim(&self, no: u32) -> Option<&Claim> {
        self.claims.iter().find(|one| one.no == no)
    }

    /// The proposal of that number.
    pub fn proposal(&self, no: u32) -> Option<&Proposal> {
        self.proposals.iter().find(|one| one.no == no)
    }

    /// The assessment of that number.
    pub fn assessment(&self, no: u32) -> Option<&Assessment> {
        self.assessments.iter().find(|one| one.no == no)
    }

    /// The recommendation of that number.
    pub fn recommendation(&self, no: u32) -> Option<&Recommendation> {
        self.recommendations.iter().find(|one| one.no == no)
    }

    /// The asking of that number.
    pub fn asking(&self, no: u32) -> Option<&AssessmentAsked> {
        self.asked.iter().find(|one| one.no == no)
    }

    /// The assessments of something that stand, in the order in which the desks first spoke.
    pub fn assessments_of(&self, of: Assessed) -> impl Iterator<Item = &Assessment> {
        self.assessments.iter().filter(move |one| one.of == of && one.withdrawn.is_none())
    }

    /// The recommendations on a proposal that stand, or those on none.
    pub fn recommendations_on(&self, on: Option<u32>) -> impl Iterator<Item = &Recommendation> {
        self.recommendations.iter().filter(move |one| one.on == on && one.withdrawn.is_none())
    }

    /// Askings that wait for their desks.
    pub fn open_askings(&self) -> impl Iterator<Item = &AssessmentAsked> {
        self.asked.iter().filter(|one| one.is_open())
    }

    /// What it says, of a claim or proposal that stands.
    pub fn says(&self, of: Assessed) -> Option<&str> {
        match of {
            Assessed::Claim(no) => self.claim(no).filter(|one| one.withdrawn.is_none()).map(|one| one.says.as_str()),
            Assessed::Proposal(no) => {
                self.proposal(no).filter(|one| one.withdrawn.is_none()).map(|one| one.says.as_str())
            }
        }
    }

    /// Whether somebody stands against what somebody else stands for: desks that differ, recommendations that differ, or a
    /// proposal that a desk is against or that somebody advises to reject. Whoever proposes something is for it.
    pub fn is_disputed(&self, of: Assessed) -> bool {
        let stands = |stance| self.assessments_of(of).any(|one| one.stance == stance);
        let advised = |against: bool| match of {
            Assessed::Claim(_) => false,
            Assessed::Proposal(no) => {
                let mut advised = self.recommendations_on(Some(no)).filter(|one| one.stance != Advice::Other);
                advised.any(|one| (one.stance == Advice::Reject) == against)
            }
        };
        let proposed = matches!(of, Assessed::Proposal(_));
        (stands(Stance::Against) || advised(true)) && (proposed || stands(Stance::For) || advised(false))
    }

    /// Whether an assessment was given to an earlier wording of what it is of.
    pub fn is_of_older_words(&self, one: &Assessment) -> bool {
        let put = match one.of {
            Assessed::Claim(no) => self.claim(no).map(|of| of.at),
            Assessed::Proposal(no) => self.proposal(no).map(|of| of.at),
        };
        put.is_some_and(|put| one.at < put)
    }

    /// Whether a recommendation was given on an earlier wording of its proposal.
    pub fn is_advice_on_older_words(&self, one: &Recommendation) -> bool {
        one.on.and_then(|no| self.proposal(no)).is_some_and(|on| one.at < on.at)
    }

    /// The passages on which something rests.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let claims = self.claims.iter().map(|one| &one.source);
        let proposals = self.proposals.iter().map(|one| &one.source);
        let assessments = self.assessments.iter().map(|one| &one.source);
        let advised = self.recommendations.iter().map(|one| &one.source);
        claims.chain(proposals).chain(assessments).chain(advised).flatten()
    }

    /// Everything that says it rests on a paper, by kind: its words and its passage. Withdrawn ones too.
    pub(super) fn resting_on(&self, paper: PaperId) -> impl Iterator<Item = (Position, &str, Option<&str>)> {
        let claims = self.claims.iter().map(|one| (Position::Claim, &one.says, &one.source));
        let proposals = self.proposals.iter().map(|one| (Position::Proposal, &one.says, &one.source));
        let advised = self.recommendations.iter().map(|one| (Position::Recommendation, &one.says, &one.source));
        claims.chain(proposals).chain(advised).filter_map(move |(kind, says, source)| {
            let source = source.as_ref().filter(|source| source.paper == paper)?;
            Some((kind, says.as_str(), source.passage.as_deref()))
        })
    }
}
