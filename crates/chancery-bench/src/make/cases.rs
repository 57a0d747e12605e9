//! Cases of a made office: in a sixth of its dossiers something is proposed that desks are for or against, a draft of two
//! versions in which a desk concurs is put before the desk that decides, and a deadline runs. Of five submissions two wait.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context as _;
use chancery::office::{Bodies, Prepared, VersionFacts};
use jiff::ToSpan as _;
use jiff::civil::Date;
use procedure::act::Act;
use procedure::dossier::{
    Advice, Asked, Assessed, AssessmentWords, DossierAct, DraftFacts, Enclosed, FollowUp, Ground, Hangs, How,
    ProposalWords, RecommendationWords, Stance, StepWords, SubmissionFacts, TextRead, Verdict, Word,
};
use procedure::ids::{DeskId, Hash, OfficerId, PaperId};
use procedure::paper::{InHouse, Version};

use super::house::{self, DECIDING};
use super::words::name;
use super::{Desk, Papers};
use crate::papers::Chance;

/// Of how many dossiers one has a case; the registry keeps it.
const EVERY: u64 = 6;
/// Length of a draft, in bytes.
const DRAFT_BYTES: usize = 3_000;
/// Desks that say what they think of a proposal.
const VOICES: usize = 4;

/// What the cases are made with.
struct Maker<'a, 'd> {
    desk: &'a mut Desk<'d>,
    papers: &'a Papers,
    holders: BTreeMap<DeskId, OfficerId>,
    today: Date,
}

/// A case in hand.
struct Case {
    no: u64,
    /// The desk that decides it.
    decides: DeskId,
    /// Desks that speak in it, each with whoever speaks for it.
    voices: Vec<(DeskId, OfficerId)>,
    /// The last paper that was filed in its dossier.
    paper: Option<PaperId>,
    chance: Chance,
}

/// Makes the cases, on the day on which the last paper came.
pub(super) fn make(
    desk: &mut Desk<'_>,
    papers: &Papers,
    seed: u64,
    filed: &HashMap<u64, PaperId>,
) -> anyhow::Result<()> {
    let today = papers.day(papers.papers.saturating_sub(1));
    let mut maker = Maker { desk, papers, holders: house::holders(seed), today };
    for (turn, no) in (0..house::dossiers(papers.papers)).step_by(EVERY as usize).enumerate() {
        maker.case(turn, no, filed.get(&no).copied(), seed)?;
    }
    maker.desk.hear_all()
}

impl Maker<'_, '_> {
    fn case(&mut self, turn: usize, no: u64, paper: Option<PaperId>, seed: u64) -> anyhow::Result<()> {
        let decides = house::desk(turn % DECIDING);
        let others = self.holders.iter().filter(|(desk, _)| **desk != decides);
        let from = turn % self.holders.len().max(1);
        let voices = others.cycle().skip(from).take(VOICES).map(|(desk, by)| (desk.clone(), by.clone())).collect();
        let mut case = Case { no, decides, voices, paper, chance: Chance(seed ^ no.wrapping_mul(0x9e37)) };
        self.positions(&mut case)?;
        let hash = self.draft(&mut case)?;
        self.submit(&mut case)?;
        let word = match turn % 5 {
            0 | 1 => return Ok(()),
            2 => Verdict::Rejected,
            _ => Verdict::Adopted,
        };
        let by = self.holders.get(&case.decides).context("nobody holds the desk that decides")?.clone();
        let (how, remark, amended, read) = (How::InPerson, None, None, TextRead::default());
        let decided = DossierAct::Decide { submission: 1, word, hash: Some(hash), how, remark, amended, read };
        self.does(&case, "decided", &by, decided, Bodies::default())
    }

    fn does(
        &mut self,
        case: &Case,
        what: &str,
        by: &OfficerId,
        does: DossierAct,
        bodies: Bodies,
    ) -> anyhow::Result<()> {
        let act = Act::InDossier { dossier: house::dossier(case.no), does };
        self.desk.hand_over_by(by.clone(), format!("case-{}-{what}", case.no), act, bodies)
    }

    /// What is proposed, and who is for it and who against.
    fn positions(&mut self, case: &mut Case) -> anyhow::Result<()> {
        let (papers, clerk) = (self.papers, house::clerk());
        let says = |case: &mut Case, words: usize| papers.words.some(&mut case.chance, words);
        let steps = (0..4_u32)
            .map(|step| StepWords {
                actor: format!("Office of {}", name(case.chance.next() as usize % 200)),
                desk: case.voices.get(step as usize).map(|(desk, _)| desk.clone()),
                act: says(case, 1),
                object: Some(says(case, 5)),
                recipient: Some(name(case.chance.next() as usize % 200)),
                due: None,
                after: step.checked_sub(1).map(|before| before + 1),
            })
            .collect();
        let proposal = ProposalWords {
            says: says(case, 14),
            by_whom: format!("Office of {}", name(case.no as usize)),
            source: None,
            until: Some(self.today.saturating_add(21.days())),
            steps,
        };
        self.does(case, "proposed", &clerk, DossierAct::PutProposal { no: None, proposal }, Bodies::default())?;
        for (at, (desk, by)) in case.voices.clone().into_iter().enumerate() {
            let asked = DossierAct::AskIn { to: InHouse::Desk(desk.clone()), reason: says(case, 4) };
            self.does(case, &format!("asked-{at}"), &clerk, asked, Bodies::default())?;
            let stance = if case.chance.next().is_multiple_of(2) { Stance::For } else { Stance::Against };
            let assessment =
                AssessmentWords { stance, says: says(case, 16), source: None, ground: Some(Ground::Effect) };
            let assessed = DossierAct::PutAssessment { no: None, of: Assessed::Proposal(1), desk, assessment };
            self.does(case, &format!("assessed-{at}"), &by, assessed, Bodies::default())?;
        }
        let recommendation =
            RecommendationWords { stance: Advice::Adopt, says: says(case, 9), holder: String::new(), source: None };
        let desk = Some(house::registry());
        let advised = DossierAct::PutRecommendation { no: None, on: Some(1), desk, recommendation };
        self.does(case, "advised", &clerk, advised, Bodies::default())
    }

    /// A draft of two versions, the second of which a desk agrees to; its hash.
    fn draft(&mut self, case: &mut Case) -> anyhow::Result<Hash> {
        let clerk = house::clerk();
        let mut text = String::new();
        self.papers.prose(&mut text, DRAFT_BYTES, &mut case.chance);
        let (version, bodies) = self.text(case, text.clone())?;
        let first = version.hash;
        let follow = |(place, (desk, _)): (usize, &(DeskId, OfficerId))| FollowUp {
            desk: desk.clone(),
            what: format!("tells {}", name(place + case.no as usize)),
            due: Some(self.today.saturating_add(14.days())),
            control: None,
            after: None,
        };
        let facts = DraftFacts {
            title: format!("The question of {}", name(case.no as usize)),
            kind: "letter".to_owned(),
            series: house::series("OUT"),
            to: vec![name(case.no as usize + 3)],
            answers: [].into(),
            follows: case.voices.iter().enumerate().map(follow).collect(),
        };
        let (desk, note, read) = (None, None, TextRead::default());
        let started = DossierAct::StartDraft { facts, desk, version: Some(version), note, read };
        self.does(case, "drafted", &clerk, started, bodies)?;
        self.papers.prose(&mut text, DRAFT_BYTES + 400, &mut case.chance);
        let (version, bodies) = self.text(case, text)?;
        let hash = version.hash;
        let (note, read) = (Some("As the desks asked.".to_owned()), TextRead::default());
        let added = DossierAct::AddDraftVersion { draft: 1, after: Some(first), version, note, read };
        self.does(case, "redrafted", &clerk, added, bodies)?;
        let Some((desk, by)) = case.voices.first().cloned() else { return Ok(hash) };
        let asked = vec![Asked { desk, stage: 1, due: None, instead_of: None }];
        let asked = DossierAct::AskConcurrence { draft: 1, asked };
        self.does(case, "circulated", &clerk, asked, Bodies::default())?;
        let concurs = DossierAct::Concur { draft: 1, concurrence: 1, hash, word: Word::Agreed };
        self.does(case, "concurred", &by, concurs, Bodies::default())?;
        Ok(hash)
    }

    fn text(&self, case: &Case, text: String) -> anyhow::Result<(Version, Bodies)> {
        let named = format!("draft-{}.txt", case.no);
        let prepared = self.desk.office.prepare_described(text.into_bytes(), &named, VersionFacts::default())?;
        let Prepared { version, bodies, .. } = prepared;
        Ok((version, bodies))
    }

    fn submit(&mut self, case: &mut Case) -> anyhow::Result<()> {
        let clerk = house::clerk();
        let due = self.today.saturating_add(10.days());
        let (what, hangs) = ("Answer".to_owned(), Hangs::Day { date: due });
        let deadline = DossierAct::SetDeadline { what, desk: house::registry(), paper: None, hangs, remind: vec![3] };
        self.does(case, "deadline", &clerk, deadline, Bodies::default())?;
        let words = |case: &mut Case, words| self.papers.words.some(&mut case.chance, words);
        let bottom_line = format!("{}.\n{}.", words(case, 12), words(case, 10));
        let facts = SubmissionFacts {
            draft: Some(1),
            to: case.decides.clone(),
            bottom_line,
            recommends: words(case, 9),
            dissent: None,
            decide_by: Some(due),
            enclosures: case
                .paper
                .map(|paper| Enclosed { what: "the paper".to_owned(), paper: Some(paper) })
                .into_iter()
                .collect(),
            copies: case.voices.iter().map(|(desk, _)| InHouse::Desk(desk.clone())).collect(),
        };
        self.does(case, "submitted", &clerk, DossierAct::Submit { facts, desk: None }, Bodies::default())
    }
}
