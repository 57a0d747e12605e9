//! What officers try in a dossier, by chance: everything that may be asked there, mostly in a way that fits what stands.
//! The register's tests play the same histories, so this knows no shelf.

use jiff::ToSpan as _;
use jiff::civil::Date;
use procedure::act::Act;
use procedure::calendar::DayRule;
use procedure::dossier::{
    ActionFacts, Advice, Asked, Assessed, AssessmentWords, ClaimWords, Conveyance, Dossier, DossierAct, Draft,
    DraftFacts, Edge, Enclosed, FollowUp, Hangs, How, Position, ProposalWords, RecommendationWords, Stance, Submission,
    SubmissionFacts, SubmissionState, TextRead, Verdict, Word,
};
use procedure::house::{Capacity, House, TwoPersonsFor, Visibility};
use procedure::ids::{DeskId, Hash, OfficerId};
use procedure::paper::{InHouse, Version};

pub(crate) const DESKS: [&str; 5] = ["legal", "press", "chief", "registry", "vault"];
pub(crate) const OFFICERS: [&str; 7] = ["lawyer", "editor", "chief", "clerk", "keeper", "porter", "second"];

pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }

    /// One of the last of so many, counted from 1: what lies long settled refuses everything.
    fn no(&mut self, len: usize) -> u32 {
        let back = self.below(3).min(self.below(4)) as u32;
        (len as u32).saturating_sub(back).max(1)
    }

    fn desk(&mut self) -> DeskId {
        self.pick(&DESKS).parse().unwrap()
    }

    fn officer(&mut self) -> OfficerId {
        self.pick(&OFFICERS).parse().unwrap()
    }
}

fn why() -> String {
    "A reason.".into()
}

/// Something that somebody tries in a dossier.
pub(crate) struct Tries<'a> {
    pub(crate) held: &'a Dossier,
    pub(crate) today: Date,
    pub(crate) version: fn(u8) -> Version,
}

impl Tries<'_> {
    pub(crate) fn any(&self, chance: &mut Chance) -> DossierAct {
        if self.held.closed.is_some() && chance.one_in(2) {
            return DossierAct::ReopenDossier { reason: why() };
        }
        match chance.below(32) {
            0..=5 => self.of_drafts(chance),
            6..=9 => self.of_concurrence(chance),
            10..=14 => self.of_submissions(chance),
            15..=19 => self.of_decisions(chance),
            20..=24 => self.of_actions(chance),
            25 | 26 => self.of_positions(chance),
            27 | 28 => self.of_days(chance),
            29 => self.of_bring_forwards(chance),
            _ => self.of_keeping(chance),
        }
    }

    /// A day from yesterday on.
    fn day(&self, chance: &mut Chance) -> Date {
        self.today.saturating_add((chance.below(9) as i64 - 1).days())
    }

    fn some_day(&self, chance: &mut Chance) -> Option<Date> {
        chance.one_in(2).then(|| self.day(chance))
    }

    fn file(&self, chance: &mut Chance) -> Version {
        (self.version)(1 + chance.below(60) as u8)
    }

    fn draft(&self, chance: &mut Chance) -> u32 {
        chance.no(self.held.drafts.len())
    }

    /// The hash of the version that stands, and now and then another.
    fn hash(&self, draft: Option<u32>, chance: &mut Chance) -> Option<Hash> {
        let stands = draft.and_then(|no| self.held.draft(no)).and_then(Draft::hash);
        if chance.one_in(8) { Some(Hash([200; 32])) } else { stands }
    }

    fn of_drafts(&self, chance: &mut Chance) -> DossierAct {
        let open = self.held.drafts.iter().filter(|draft| draft.is_open()).count();
        let draft = self.draft(chance);
        match chance.below(12) {
            0..=3 if open < 3 => {
                let (facts, version) = (self.facts(chance), chance.one_in(2).then(|| self.file(chance)));
                DossierAct::StartDraft { facts, desk: None, version, note: None, read: TextRead::default() }
            }
            4 if chance.one_in(3) => DossierAct::DropDraft { draft, reason: why() },
            5 => DossierAct::ChangeDraft { draft, facts: self.facts(chance) },
            _ => {
                let (after, version) = (self.hash(Some(draft), chance), self.file(chance));
                DossierAct::AddDraftVersion { draft, after, version, note: None, read: TextRead::default() }
            }
        }
    }

    fn facts(&self, chance: &mut Chance) -> DraftFacts {
        let mut step = |after| {
            let (desk, due, control) = (chance.desk(), self.some_day(chance), chance.one_in(3).then(|| chance.desk()));
            FollowUp { desk, what: "does it".into(), due, control, after }
        };
        let follows = vec![step(None), step(Some(1))];
        let (title, kind) = (format!("Communiqué {}", chance.below(9)), "resolution".into());
        DraftFacts {
            title,
            kind,
            series: chance.pick(&["OUT", "IN"]).parse().unwrap(),
            to: vec![],
            answers: [].into(),
            follows,
        }
    }

    fn of_concurrence(&self, chance: &mut Chance) -> DossierAct {
        let draft = self.draft(chance);
        let concurrence = chance.no(self.held.draft(draft).map_or(0, |draft| draft.concurrences.len()));
        match chance.below(10) {
            0..=3 => {
                let asked = Asked {
                    desk: chance.desk(),
                    stage: chance.below(3) as u32,
                    due: self.some_day(chance),
                    instead_of: None,
                };
                DossierAct::AskConcurrence { draft, asked: vec![asked] }
            }
            4 => DossierAct::SkipConcurrence { draft, concurrence, reason: why() },
            _ => {
                let word = match chance.below(5) {
                    0 => Word::Agreed,
                    1 => Word::AgreedWithRemarks { remarks: why() },
                    2 => Word::Refused { reasons: why() },
                    3 => Word::Returned { reason: why() },
                    _ => Word::Delegated { to: chance.desk() },
                };
                let hash = self.hash(Some(draft), chance).unwrap_or(Hash([9; 32]));
                DossierAct::Concur { draft, concurrence, hash, word }
            }
        }
    }

    fn of_submissions(&self, chance: &mut Chance) -> DossierAct {
        let submission = chance.no(self.held.submissions.len());
        match chance.below(15) {
            0..=7 => {
                let enclosed = Enclosed { what: "telegram 812".into(), paper: None };
                let facts = SubmissionFacts {
                    draft: (!chance.one_in(5)).then(|| self.draft(chance)),
                    to: if chance.one_in(8) { chance.desk() } else { "chief".parse().unwrap() },
                    bottom_line: "Shall we?".into(),
                    recommends: "Yes.".into(),
                    dissent: None,
                    decide_by: self.some_day(chance),
                    enclosures: chance.one_in(4).then_some(enclosed).into_iter().collect(),
                    copies: chance.one_in(3).then(|| InHouse::Officer(chance.officer())).into_iter().collect(),
                };
                DossierAct::Submit { facts, desk: None }
            }
            8 => DossierAct::HoldSubmission { submission, reason: why() },
            9 => DossierAct::SendBack { submission, reason: why() },
            10 | 11 => DossierAct::PutInBox { submission, day: self.day(chance), place: chance.below(4) as u32 },
            12 => DossierAct::AddCover { submission, says: why() },
            13 => DossierAct::ReopenSubmission { submission, reason: why() },
            _ => DossierAct::WithdrawSubmission { submission, reason: why() },
        }
    }

    fn of_decisions(&self, chance: &mut Chance) -> DossierAct {
        let awaits = |one: &&Submission| one.state == SubmissionState::AwaitsSecond;
        if let Some(one) = self.held.submissions.iter().find(awaits).filter(|_| chance.one_in(2)) {
            let bound = one.decisions.last().and_then(|last| last.hash);
            let hash = if chance.one_in(8) { None } else { bound };
            return DossierAct::SecondDecision { submission: one.no, hash };
        }
        let up = self.held.submissions.iter().rev().find(|one| one.state.is_open()).map(|one| one.no);
        let submission = up.filter(|_| !chance.one_in(4)).unwrap_or_else(|| chance.no(self.held.submissions.len()));
        let hash = self.hash(self.held.submission(submission).and_then(|one| one.facts.draft), chance);
        let word = match chance.below(12) {
            0..=2 => Verdict::Adopted,
            3 | 4 => Verdict::Amended,
            5 | 6 => Verdict::Rejected,
            7 => Verdict::Returned,
            8 => Verdict::Deferred { until: self.day(chance) },
            9 => Verdict::Discuss,
            _ => Verdict::Seen,
        };
        let amended = (word == Verdict::Amended).then(|| self.file(chance));
        let how = how(chance);
        DossierAct::Decide { submission, word, hash, how, remark: Some(why()), amended, read: TextRead::default() }
    }

    fn of_actions(&self, chance: &mut Chance) -> DossierAct {
        let (action, reason) = (chance.no(self.held.actions.len()), why());
        match chance.below(12) {
            0 => {
                let (desk, control, due) = (chance.desk(), chance.desk(), self.some_day(chance));
                let after = chance.one_in(4).then_some(action);
                let facts = ActionFacts { desk, what: "rings".into(), due, control, submission: None, after };
                DossierAct::SetAction { facts }
            }
            1 | 2 => DossierAct::AcceptAction { action },
            3..=5 => DossierAct::ReportAction { action, says: why(), paper: None },
            6 => DossierAct::ReturnAction { action, reason },
            7..=9 => DossierAct::DischargeAction { action },
            10 => DossierAct::ExtendAction { action, due: self.day(chance), reason },
            _ => DossierAct::CancelAction { action, reason },
        }
    }

    fn of_positions(&self, chance: &mut Chance) -> DossierAct {
        let positions = &self.held.positions;
        let claim = chance.no(positions.claims.len());
        let of = if chance.one_in(3) { Assessed::Proposal(1) } else { Assessed::Claim(claim) };
        let (says, reason, asked) = (format!("It is {}.", chance.below(9)), why(), chance.no(positions.asked.len()));
        match chance.below(12) {
            0 | 1 => {
                let words = ClaimWords { says, asserted_by: None, reported_by: None, source: None };
                DossierAct::PutClaim { no: chance.one_in(4).then_some(claim), claim: words }
            }
            2 => {
                let (by_whom, until, steps) = ("Varga".into(), self.some_day(chance), vec![]);
                let proposal = ProposalWords { says, by_whom, source: None, until, steps };
                DossierAct::PutProposal { no: None, proposal }
            }
            3 | 4 => {
                let stance = chance.pick(&[Stance::For, Stance::Against]);
                let assessment = AssessmentWords { stance, says, source: None, ground: None };
                DossierAct::PutAssessment { no: None, of, desk: chance.desk(), assessment }
            }
            5 => {
                let stance = chance.pick(&[Advice::Adopt, Advice::Reject, Advice::Other]);
                let recommendation = RecommendationWords { stance, says, holder: String::new(), source: None };
                DossierAct::PutRecommendation { no: None, on: None, desk: Some(chance.desk()), recommendation }
            }
            6 if chance.one_in(3) => DossierAct::WithdrawPosition { what: Position::Claim, no: claim, reason },
            6..=8 | 10 => DossierAct::AskAssessment { of, desk: chance.desk(), due: self.some_day(chance) },
            9 => DossierAct::DeclineAssessment { asked, reason },
            _ => DossierAct::TakeBackAssessmentAsked { asked, reason },
        }
    }

    fn of_days(&self, chance: &mut Chance) -> DossierAct {
        let (term, deadline) = (chance.no(self.held.terms.len()), chance.no(self.held.deadlines.len()));
        let (until, reason) = (self.day(chance), why());
        let hangs = if chance.one_in(2) {
            Hangs::Day { date: self.day(chance) }
        } else {
            let rule = DayRule { days: chance.below(4) as i32 - 2, working: chance.one_in(2), ..DayRule::default() };
            Hangs::Term { term, edge: Edge::End, rule }
        };
        match chance.below(12) {
            0 | 1 => {
                let (name, cause) = ("Line".into(), "Agreement".into());
                DossierAct::SetTerm { name, cause, paper: None, from: None, until }
            }
            2 | 3 => DossierAct::MoveTerm { term, from: None, until, reason },
            4 => DossierAct::EndTerm { term, reason },
            5..=7 => {
                let what = "answers".into();
                DossierAct::SetDeadline { what, desk: chance.desk(), paper: None, hangs, remind: vec![2] }
            }
            8 => DossierAct::MoveDeadline { deadline, to: hangs, reason },
            9 => DossierAct::KeepDeadline { deadline, report: None },
            10 => DossierAct::DropDeadline { deadline, reason },
            _ => DossierAct::FollowCalendar { reason: None },
        }
    }

    fn of_bring_forwards(&self, chance: &mut Chance) -> DossierAct {
        let bring_forward = chance.no(self.held.bring_forwards.len());
        match chance.below(4) {
            0 | 1 => {
                let desk = chance.one_in(2).then(|| chance.desk());
                DossierAct::BringForward { desk, on: self.day(chance), reason: why() }
            }
            2 => DossierAct::BringForwardDone { bring_forward },
            _ => DossierAct::TakeBackBringForward { bring_forward, reason: why() },
        }
    }

    fn of_keeping(&self, chance: &mut Chance) -> DossierAct {
        let reason = why();
        let to = if chance.one_in(2) { InHouse::Officer(chance.officer()) } else { InHouse::Desk(chance.desk()) };
        match chance.below(20) {
            0 => DossierAct::MoveDossier { home: chance.pick(&["legal", "legal", "press"]).parse().unwrap(), reason },
            1 => {
                let level = chance.pick(&["open", "restricted"]).parse().unwrap();
                DossierAct::MarkDossier { level, reason }
            }
            2 => {
                let rule = chance.pick(&[Visibility::WholeHouse, Visibility::DeskAndChief, Visibility::ListOnly]);
                DossierAct::SetDossierRule { rule, reason }
            }
            3 => DossierAct::OpenVolume { title: None },
            4 => DossierAct::ChangeDossier { title: Some(format!("The line {}", chance.below(5))), code: None },
            5..=7 => DossierAct::AskIn { to, reason },
            8 => {
                let member = self.held.members.last().map(|member| member.to.clone());
                DossierAct::AskOut { to: member.unwrap_or(to), reason }
            }
            9..=11 => DossierAct::RemarkDossier { says: why() },
            12 => DossierAct::ReopenDossier { reason },
            _ => DossierAct::CloseDossier { reason },
        }
    }
}

fn how(chance: &mut Chance) -> How {
    match chance.below(6) {
        0 | 1 => How::Conveyed {
            decided_by: chance.pick(&["chief", "second", "chief", "editor"]).parse().unwrap(),
            conveyed_by: "the driver".into(),
            means: Conveyance::Telephone,
            evidence: None,
        },
        2 => How::Body {
            sitting: "12th sitting".into(),
            item: None,
            result: "7 for, 2 against".into(),
            dissenters: vec!["Orlan".into()],
            written_round_until: None,
        },
        _ => How::InPerson,
    }
}

/// Who tries it: mostly somebody of a desk that it is up to.
pub(crate) fn any_officer(held: &Dossier, does: &DossierAct, chance: &mut Chance) -> &'static str {
    let at = |desk: Option<&DeskId>| match desk.map(DeskId::as_str) {
        Some("legal") => "lawyer",
        Some("press") => "editor",
        Some("registry") => "clerk",
        Some("vault") => "keeper",
        _ => "chief",
    };
    let owed = |no: &u32| held.action(*no).map(|one| &one.facts);
    let asked = |no: &u32| held.positions.asking(*no).map(|one| &one.desk);
    if chance.one_in(4) {
        return chance.pick(&OFFICERS);
    }
    match does {
        DossierAct::Decide { .. } | DossierAct::SecondDecision { .. } | DossierAct::ReopenSubmission { .. } => {
            chance.pick(&["chief", "second"])
        }
        DossierAct::HoldSubmission { .. } | DossierAct::SendBack { .. } => chance.pick(&["chief", "editor", "second"]),
        DossierAct::PutInBox { .. } | DossierAct::AddCover { .. } => chance.pick(&["chief", "editor"]),
        DossierAct::Concur { draft, concurrence, .. } => {
            let one = held.draft(*draft).and_then(|draft| draft.concurrence(*concurrence));
            at(one.map(|one| &one.asked.desk))
        }
        DossierAct::AcceptAction { action } | DossierAct::ReportAction { action, .. } => {
            at(owed(action).map(|facts| &facts.desk))
        }
        DossierAct::ReturnAction { action, .. } | DossierAct::DischargeAction { action } => {
            at(owed(action).map(|facts| &facts.control))
        }
        DossierAct::PutAssessment { desk, .. } => at(Some(desk)),
        DossierAct::DeclineAssessment { asked: no, .. } => at(asked(no)),
        DossierAct::RemarkDossier { .. } | DossierAct::BringForward { .. } => chance.pick(&OFFICERS),
        _ => at(held.home.as_ref()),
    }
}

/// The house changes too: mandates end and are given, officers are away, two have to decide or one again, a private office
/// comes and goes, a day is a holiday.
pub(crate) fn any_change(house: &House, today: Date, at: u64, chance: &mut Chance) -> Act {
    let away = house.officers.iter().find(|(_, one)| one.suspended.is_some()).map(|(code, _)| code.clone());
    if let Some(officer) = away.filter(|_| chance.one_in(2)) {
        return Act::ReinstateOfficer { officer };
    }
    match chance.below(8) {
        0 | 1 => {
            let of = TwoPersonsFor::Series(chance.pick(&["OUT", "IN"]).parse().unwrap());
            let holds = !house.two_persons.holds(&of);
            return Act::SetTwoPersons { of, holds, reason: why() };
        }
        2 => {
            let desk: DeskId = "chief".parse().unwrap();
            let known = house.desks.get(&desk).and_then(|desk| desk.private_office.as_ref());
            let office = known.is_none().then(|| "press".parse().unwrap());
            return Act::SetPrivateOffice { desk, office };
        }
        3 => {
            let on = today.saturating_add((1 + chance.below(6) as i64).days());
            return Act::AddHoliday { calendar: "office".parse().unwrap(), date: on, name: "Mourning".into() };
        }
        5 if chance.one_in(3) => return Act::HandOverDesk { desk: chance.desk(), to: chance.desk(), reason: why() },
        4 => return Act::SuspendOfficer { officer: chance.officer(), reason: why() },
        _ => {}
    }
    let officer = chance.officer();
    let held = house.mandates.iter().find(|(_, one)| one.officer == officer && one.until.is_none());
    match held {
        Some((mandate, _)) if chance.one_in(2) => {
            Act::EndMandate { mandate: mandate.clone(), until: None, reason: why() }
        }
        _ => Act::GiveMandate {
            mandate: format!("m{at}").parse().unwrap(),
            officer,
            desk: if chance.one_in(2) { "chief".parse().unwrap() } else { chance.desk() },
            capacity: if chance.one_in(4) { Capacity::Holder } else { Capacity::Substitute },
            from: None,
            until: None,
            instead_of: None,
        },
    }
}
