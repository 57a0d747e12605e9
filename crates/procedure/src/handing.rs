//! Handing over: what of papers and dossiers is a desk's, or comes back to an officer, and what of it another can have.
//!
//! A hand-over gives sight as marking out does, and no further: what would reach nobody's eyes stays where it is, and is
//! told with the reason.

mod entry;

use phrases::{plural, say};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::act::DIRECTIONS_PER_PAPER_MAX;
use crate::dossier::{CONCURRENCES_MAX, Deadline, Dossier, Draft, FollowUp, Submission, SubmissionState};
use crate::house::House;
use crate::ids::{DeskId, DossierId, PaperId};
use crate::moment::Moment;
use crate::paper::{Copy, Holder, InHouse, Paper};
use crate::sight::{Sight, desk_sees, desk_sees_dossier, may_see, may_see_dossier};

pub use entry::{DossierHanded, OneEntry};

/// Something of a paper that is a desk's, or comes back to an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OfPaper {
    /// An open direction.
    Direction {
        /// Its number on the paper.
        direction: u32,
    },
    /// A lead that came back to the desk, with which the paper lies since.
    CameBack {
        /// The number of that lead.
        direction: u32,
    },
    /// What comes back on a day.
    BringForward {
        /// Its number on the paper.
        bring_forward: u32,
    },
    /// The answer that the desk owes by name.
    Answer,
    /// A numbered copy that the desk holds.
    Copy {
        /// Its number.
        copy: u32,
    },
}

impl OfPaper {
    /// The direction in whose place another is made where it goes.
    fn made_anew(self) -> Option<u32> {
        match self {
            Self::Direction { direction } | Self::CameBack { direction } => Some(direction),
            Self::BringForward { .. } | Self::Answer | Self::Copy { .. } => None,
        }
    }
}

/// Something of a dossier that is a desk's, or comes back to an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the numbers of what the variants name")]
pub enum OfDossier {
    /// Keeping it.
    Home,
    /// Drawing a draft up.
    Draft { draft: u32 },
    /// What it would do, or see done, if a draft were adopted: the place of the step, from 1.
    Step { draft: u32, step: u32 },
    /// A concurrence that it was asked for.
    Concurrence { draft: u32, concurrence: u32 },
    /// What it submitted.
    Submission { submission: u32 },
    /// What it has to decide.
    Decision { submission: u32 },
    /// What goes through it as private office.
    PrivateOffice { submission: u32 },
    /// What it owes.
    Action { action: u32 },
    /// What it has to see done.
    Control { action: u32 },
    /// An assessment that it was asked for.
    Assessment { asked: u32 },
    /// What it owes by a day.
    Deadline { deadline: u32 },
    /// What comes back on a day.
    BringForward { bring_forward: u32 },
}

impl OfDossier {
    /// Whether having it names a desk in the dossier, which it sees by that.
    fn names(self) -> bool {
        !matches!(self, Self::Step { .. } | Self::BringForward { .. })
    }

    /// Whether it is something to do, now or once something before it has happened. What would follow from a draft is not,
    /// for it may never: where the desk has closed by then, the adoption says so.
    pub fn is_to_do(self) -> bool {
        !matches!(self, Self::Home | Self::Step { .. })
    }

    /// Whether whoever hands it over is named in the dossier by it no longer.
    pub(crate) fn unnames(self) -> bool {
        self.names() && !matches!(self, Self::Concurrence { .. })
    }
}

/// What of one paper is handed over, or is on the list of what goes with a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperHanded {
    /// The paper.
    pub paper: PaperId,
    /// What of it.
    pub what: Vec<OfPaper>,
    /// The number of the first direction that is made anew for it; those after it follow in the order of `what`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u32>,
}

/// What of one dossier is on the list of what goes with a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierHeld {
    /// The dossier.
    pub dossier: DossierId,
    /// What of it.
    pub what: Vec<OfDossier>,
}

/// What waited at a desk when its holder changed: it stays there, and is listed for both to sign.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Held {
    /// Of papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<PaperHanded>,
    /// Of dossiers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dossiers: Vec<DossierHeld>,
    /// Papers and dossiers beyond those that one entry lists.
    #[serde(default, skip_serializing_if = "is_none")]
    pub beyond: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// Papers and dossiers of which something is a desk's or an officer's, gathered for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Handing {
    /// Papers, in the order of entering.
    pub papers: Vec<Paper>,
    /// Dossiers, in the order of opening.
    pub dossiers: Vec<Dossier>,
    /// How many more there are.
    pub beyond: u64,
}

/// How much waits at a desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskWork {
    /// Open directions.
    pub directions: u64,
    /// Papers that came back.
    pub came_back: u64,
    /// Papers to come back on a day.
    pub bring_forwards: u64,
    /// Answers owed by name.
    pub answers: u64,
    /// Papers of series that it keeps which nobody marked out.
    pub to_mark_out: u64,
    /// Papers made here, of outgoing series that it keeps, which did not go out.
    #[serde(default)]
    pub to_send: u64,
    /// Numbered copies that it holds.
    #[serde(default)]
    pub copies: u64,
    /// Open dossiers that it keeps or has something to do in.
    pub dossiers: u64,
}

impl DeskWork {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for DeskWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.directions, plural!(self.directions, "{n} open direction", "{n} open directions")),
            (self.came_back, plural!(self.came_back, "{n} paper that came back", "{n} papers that came back")),
            (self.bring_forwards, plural!(self.bring_forwards, "{n} bring-forward", "{n} bring-forwards")),
            (self.answers, plural!(self.answers, "{n} answer owed", "{n} answers owed")),
            (self.to_mark_out, plural!(self.to_mark_out, "{n} paper to mark out", "{n} papers to mark out")),
            (self.to_send, plural!(self.to_send, "{n} paper to send", "{n} papers to send")),
            (self.copies, plural!(self.copies, "{n} numbered copy", "{n} numbered copies")),
            (self.dossiers, plural!(self.dossiers, "{n} dossier", "{n} dossiers")),
        ];
        let told = counts.into_iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(_, told)| told).collect();
        f.write_str(if told.is_empty() { say!("nothing") } else { "" })?;
        f.write_str(&told.join(", "))
    }
}

/// Why something stays where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stays {
    /// Whoever it would go to does not see the paper or the dossier.
    Unseen,
    /// The other desk draws the draft up, and does not concur in what is its own.
    OwnDraft,
    /// The other desk is asked to concur in that draft already.
    AskedAlready,
    /// The paper or the draft holds as many as it may.
    Full,
}

impl Stays {
    /// In words, as they stand after "stays: ".
    pub fn words(self) -> &'static str {
        match self {
            Self::Unseen => "it would not be seen there",
            Self::OwnDraft => "that desk draws the draft up itself",
            Self::AskedAlready => "that desk is asked to concur in the draft",
            Self::Full => "no more fit there",
        }
    }
}

/// What goes, and what stays and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parted<T> {
    /// What goes.
    pub goes: Vec<T>,
    /// What stays.
    pub stays: Vec<(T, Stays)>,
}

/// What of a paper is a desk's, or comes back to an officer. Nothing waits on a paper whose numbers are void; copies of it are
/// held still.
pub fn of_paper(paper: &Paper, who: &InHouse) -> Vec<OfPaper> {
    let is_theirs = |copy: &&Copy| match (&copy.holder, who) {
        (Holder::Desk(holder), InHouse::Desk(desk)) => holder == desk,
        // What is held in person goes with nobody.
        _ => false,
    };
    let copies = paper.held_copies().filter(is_theirs);
    let copies = copies.map(|copy| OfPaper::Copy { copy: copy.no });
    if paper.is_void() {
        return copies.collect();
    }
    let back = paper.open_bring_forwards().into_iter().filter(|one| one.to == *who);
    let back = back.map(|one| OfPaper::BringForward { bring_forward: one.no });
    let InHouse::Desk(desk) = who else { return back.collect() };
    let open = paper.directions.iter().filter(|one| one.is_open() && one.to == *desk);
    let open = open.map(|one| OfPaper::Direction { direction: one.no });
    let returned = paper.came_back_to(desk).map(|lead| OfPaper::CameBack { direction: lead.no });
    let owed = paper.awaits().filter(|awaited| awaited.desk.as_ref() == Some(desk)).map(|_| OfPaper::Answer);
    open.chain(returned).chain(back).chain(owed).chain(copies).collect()
}

/// What of that can go to another.
pub fn part_paper(house: &House, paper: &Paper, who: &InHouse, to: &InHouse, at: Moment) -> Parted<OfPaper> {
    let what = of_paper(paper, who);
    let made = what.iter().filter_map(|one| one.made_anew()).count();
    let fits = paper.directions.len() + made <= DIRECTIONS_PER_PAPER_MAX;
    let holds = what.iter().any(|one| matches!(one, OfPaper::Copy { .. }));
    let sees = (made > 0 && fits)
        || holds
        || match to {
            InHouse::Desk(desk) => desk_sees(house, desk, paper, at),
            InHouse::Officer(officer) => may_see(house, officer, paper, at) >= Sight::Card,
        };
    parted(what, |one| match one.made_anew() {
        Some(_) => (!fits).then_some(Stays::Full),
        None => (!sees).then_some(Stays::Unseen),
    })
}

/// What of a dossier is a desk's, or comes back to an officer. In one that is closed nothing is.
pub fn of_dossier(dossier: &Dossier, who: &InHouse) -> Vec<OfDossier> {
    if dossier.closed.is_some() {
        return Vec::new();
    }
    let back = dossier.open_bring_forwards().filter(|one| one.to == *who);
    let back = back.map(|one| OfDossier::BringForward { bring_forward: one.no });
    let InHouse::Desk(desk) = who else { return back.collect() };
    let home = (dossier.home.as_ref() == Some(desk)).then_some(OfDossier::Home);
    let drafts = dossier.drafts.iter().filter(|draft| draft.is_open()).flat_map(|draft| of_draft(draft, desk));
    let submitted = dossier.submissions.iter().flat_map(|one| of_submission(dossier, one, desk));
    let owed = dossier.actions.iter().filter(|one| one.state.is_open()).flat_map(|one| {
        let (action, facts) = (one.no, &one.facts);
        let owes = (facts.desk == *desk).then_some(OfDossier::Action { action });
        let sees = (facts.control == *desk).then_some(OfDossier::Control { action });
        owes.into_iter().chain(sees)
    });
    let asked = dossier.positions.open_askings().filter(|one| one.desk == *desk);
    let asked = asked.map(|one| OfDossier::Assessment { asked: one.no });
    let running = dossier.running_deadlines().filter(|one: &&Deadline| one.desk == *desk);
    let running = running.map(|one| OfDossier::Deadline { deadline: one.no });
    home.into_iter().chain(drafts).chain(submitted).chain(owed).chain(asked).chain(running).chain(back).collect()
}

fn of_draft<'a>(draft: &'a Draft, desk: &'a DeskId) -> impl Iterator<Item = OfDossier> + 'a {
    let no = draft.no;
    let drawn = (draft.desk == *desk).then_some(OfDossier::Draft { draft: no });
    let asked = draft.concurrences.iter().filter(|one| one.answer.is_none() && one.asked.desk == *desk);
    let asked = asked.map(move |one| OfDossier::Concurrence { draft: no, concurrence: one.no });
    let theirs = |one: &FollowUp| one.desk == *desk || one.control.as_ref() == Some(desk);
    let steps = (1..).zip(&draft.facts.follows).filter(move |(_, one)| theirs(one));
    drawn.into_iter().chain(asked).chain(steps.map(move |(step, _)| OfDossier::Step { draft: no, step }))
}

fn of_submission(dossier: &Dossier, one: &Submission, desk: &DeskId) -> Vec<OfDossier> {
    let (submission, up) = (one.no, one.state.is_open());
    let again = matches!(one.state, SubmissionState::SentBack { .. }) && !dossier.is_submitted_again(one);
    let from = ((up || again) && one.from == *desk).then_some(OfDossier::Submission { submission });
    let to = (up && one.facts.to == *desk).then_some(OfDossier::Decision { submission });
    let office = (up && one.office.as_ref() == Some(desk)).then_some(OfDossier::PrivateOffice { submission });
    from.into_iter().chain(to).chain(office).collect()
}

/// What of that can go to another.
pub fn part_dossier(house: &House, dossier: &Dossier, who: &InHouse, to: &InHouse, at: Moment) -> Parted<OfDossier> {
    let what = of_dossier(dossier, who);
    let desk = match to {
        InHouse::Desk(desk) => desk,
        InHouse::Officer(officer) => {
            let sees = may_see_dossier(house, officer, dossier, at);
            return parted(what, |_| (!sees).then_some(Stays::Unseen));
        }
    };
    let in_the_way = |one: &OfDossier| match *one {
        OfDossier::Draft { draft } => {
            dossier.draft(draft).filter(|draft| is_asked(draft, desk)).map(|_| Stays::AskedAlready)
        }
        OfDossier::Concurrence { draft, .. } => dossier.draft(draft).and_then(|draft| cannot_concur(draft, desk)),
        _ => None,
    };
    let goes = |one: &&OfDossier| one.names() && in_the_way(one).is_none();
    let sees = what.iter().any(|one| goes(&one)) || desk_sees_dossier(house, desk, dossier, at);
    parted(what, |one| match one {
        OfDossier::BringForward { .. } => (!sees).then_some(Stays::Unseen),
        _ => in_the_way(one),
    })
}

fn is_asked(draft: &Draft, desk: &DeskId) -> bool {
    draft.concurrences.iter().any(|one| one.answer.is_none() && one.asked.desk == *desk)
}

fn cannot_concur(draft: &Draft, desk: &DeskId) -> Option<Stays> {
    match () {
        () if draft.desk == *desk => Some(Stays::OwnDraft),
        () if is_asked(draft, desk) => Some(Stays::AskedAlready),
        () if draft.concurrences.len() >= CONCURRENCES_MAX => Some(Stays::Full),
        () => None,
    }
}

fn parted<T>(what: Vec<T>, stays: impl Fn(&T) -> Option<Stays>) -> Parted<T> {
    let mut parted = Parted { goes: Vec::new(), stays: Vec::new() };
    for one in what {
        match stays(&one) {
            None => parted.goes.push(one),
            Some(why) => parted.stays.push((one, why)),
        }
    }
    parted
}

impl PaperHanded {
    /// What of a paper goes, with the number of the first direction made anew.
    pub(crate) fn of(paper: &Paper, what: Vec<OfPaper>) -> Self {
        let next = paper.directions.iter().map(|direction| direction.no).max().unwrap_or(0) + 1;
        let first = what.iter().any(|one| one.made_anew().is_some()).then_some(next);
        Self { paper: paper.id, what, first }
    }

    /// The directions that are made anew: the number of the old one, and that of the new one.
    pub fn anew(&self) -> impl Iterator<Item = (u32, u32)> {
        let old = self.what.iter().filter_map(|one| one.made_anew());
        self.first.into_iter().flat_map(|first| first..).zip(old).map(|(new, old)| (old, new))
    }
}
