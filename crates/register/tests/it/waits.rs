//! What of dossiers stands on desks and among what falls, against a model that reads nothing but `Dossier::waits` and sight.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use procedure::dossier::{Dossier, WaitsFor, concurrence_no};
use procedure::house::House;
use procedure::ids::{DeskId, DossierId, OfficerId};
use procedure::moment::Moment;
use procedure::paper::InHouse;
use procedure::sight::{Reader, may_see_dossier};
use register::{About, DECIDED_DAYS, Days, DeskCursor, DeskLine, DeskPage, Reads, SENT_UP_MAX, Viewer, Waits};

/// Something that waits: where, what, on which day and since when.
type Told = (DossierId, WaitsFor, u32, Option<DeskId>, Option<Date>, Moment);

/// Who looks, and when.
pub(crate) struct Looks<'a> {
    pub(crate) house: &'a House,
    pub(crate) officer: &'a OfficerId,
    pub(crate) at: Moment,
    pub(crate) today: Date,
}

/// What a line says of a dossier; `None` where it is about a paper.
fn told(line: &DeskLine) -> Option<Told> {
    let About::Dossier(row) = &line.about else { return None };
    let (what, no) = match &line.waits {
        Waits::BringForward { no, .. } => (WaitsFor::BringForward, *no),
        Waits::Concurrence { draft, no, .. } => (WaitsFor::Concurrence, concurrence_no(*draft, *no)),
        Waits::PrivateOffice { submission, .. } => (WaitsFor::PrivateOffice, *submission),
        Waits::Decision { submission, .. } => (WaitsFor::Decision, *submission),
        Waits::Resubmission { submission, .. } => (WaitsFor::Resubmission, *submission),
        Waits::Action { no, .. } => (WaitsFor::Action, *no),
        Waits::Discharge { no, .. } => (WaitsFor::Discharge, *no),
        Waits::Assess { no, .. } => (WaitsFor::Assessment, *no),
        Waits::Deadline { no, .. } => (WaitsFor::Deadline, *no),
        other => panic!("a dossier has no such line: {other:?}"),
    };
    Some((row.dossier.clone(), what, no, line.desk.clone(), line.due, line.since))
}

/// Exactly those submissions of the officer's desks are told of that lie before somebody or were decided in the last days, as
/// far as the officer sees the dossier; of each desk the first of either.
fn sent_up(reads: &Reads, viewer: &Viewer, looks: &Looks<'_>, reader: &Reader, seen: &[&Dossier]) {
    let days = jiff::Span::new().hours(24 * DECIDED_DAYS);
    let since: Moment = (jiff::Timestamp::from(looks.at) - days).into();
    let mut expected: BTreeMap<(DeskId, bool), Vec<Moment>> = BTreeMap::new();
    for dossier in seen {
        for one in dossier.submissions.iter().filter(|one| reader.desks.contains(&one.from)) {
            let at = match one.decided() {
                Some(decision) => Some(decision.at).filter(|at| *at >= since),
                None => Some(one.at).filter(|_| one.state.is_open() && dossier.closed.is_none()),
            };
            expected.entry((one.from.clone(), one.decided().is_some())).or_default().extend(at);
        }
    }
    for ((_, decided), moments) in &mut expected {
        moments.sort();
        if *decided {
            moments.reverse();
        }
        moments.truncate(SENT_UP_MAX);
    }
    expected.retain(|_, moments| !moments.is_empty());
    let mut told: BTreeMap<(DeskId, bool), Vec<Moment>> = BTreeMap::new();
    for one in reads.sent_up(viewer, looks.at, None).unwrap() {
        let decided = one.submission.decided().map(|decision| decision.at);
        told.entry((one.desk, decided.is_some())).or_default().push(decided.unwrap_or(one.submission.at));
        assert!(seen.iter().any(|dossier| dossier.id == one.dossier.dossier));
    }
    assert_eq!(told, expected, "what the desks of {} put up", looks.officer);
}

/// Every line, a few at a time.
fn paged(page: impl Fn(Option<&DeskCursor>) -> DeskPage) -> Vec<DeskLine> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let next = page(after.as_ref());
        lines.extend(next.lines);
        after = next.next;
        if after.is_none() {
            return lines;
        }
    }
}

fn once(lines: &[DeskLine]) -> BTreeSet<Told> {
    let told: Vec<Told> = lines.iter().filter_map(told).collect();
    let set: BTreeSet<Told> = told.iter().cloned().collect();
    assert_eq!(set.len(), told.len(), "each once: {told:?}");
    set
}

/// Exactly that stands on the officer's desks, on each of them alone, and among what falls, which waits in a dossier that
/// the officer sees. Says how much that was, and how much was kept from the officer.
pub(crate) fn of_dossiers(reads: &Reads, viewer: &Viewer, looks: &Looks<'_>, all: &[Dossier]) -> (usize, usize) {
    let reader = Reader::at(looks.house, looks.officer, looks.at);
    // Whoever stands in for a holder finds what comes back to that holder, at the desk at which it is.
    let instead = looks.house.stands_in_for(looks.officer, looks.at);
    let is_theirs = |to: &InHouse| match to {
        InHouse::Officer(officer) => officer == looks.officer || instead.iter().any(|(of, _)| *of == officer),
        InHouse::Desk(desk) => reader.desks.contains(desk),
    };
    let sees = |one: &Dossier| may_see_dossier(looks.house, looks.officer, one, looks.at);
    // What was asked of a claim that was withdrawn since has nothing to be told of, and is not there.
    let stands = |one: &Dossier, what: WaitsFor, no: u32| {
        what != WaitsFor::Assessment
            || one.positions.asking(no).is_some_and(|asked| one.positions.says(asked.of).is_some())
    };
    let of = |one: &Dossier| -> Vec<(InHouse, Told)> {
        let there = one.waits().into_iter().filter(|wait| stands(one, wait.what, wait.no));
        let told = there.map(|wait| {
            let desk = match &wait.at {
                InHouse::Desk(desk) => Some(desk.clone()),
                InHouse::Officer(_) => None,
            };
            (wait.at, (one.id.clone(), wait.what, wait.no, desk, wait.due, wait.since))
        });
        told.collect()
    };
    let (seen, unseen): (Vec<&Dossier>, Vec<&Dossier>) = all.iter().partition(|one| sees(one));
    let theirs = |of_these: &[&Dossier]| -> BTreeSet<Told> {
        of_these.iter().flat_map(|one| of(one)).filter(|(at, _)| is_theirs(at)).map(|(_, told)| told).collect()
    };
    let waiting = theirs(&seen);
    let come = |(_, what, _, _, due, _): &&Told| *what != WaitsFor::BringForward || *due <= Some(looks.today);
    let on_desk: BTreeSet<Told> = waiting.iter().filter(come).cloned().collect();

    let lines = paged(|after| reads.desk(viewer, looks.today, None, after, 5).unwrap());
    assert_eq!(once(&lines), on_desk, "on the desk of {}", looks.officer);
    // Late before all else; then by day, what has none last.
    let urgent = |line: &&DeskLine| (line.due.is_none_or(|due| due >= looks.today), line.due.unwrap_or(Date::MAX));
    assert!(lines.iter().filter(|line| told(line).is_some()).is_sorted_by_key(|line| urgent(&line)));
    for desk in looks.house.desks.keys() {
        let lines = paged(|after| reads.desk(viewer, looks.today, Some(desk), after, 8).unwrap());
        let at = |to: &InHouse| match to {
            InHouse::Officer(officer) => instead.contains(&(officer, desk)),
            InHouse::Desk(at) => at == desk && reader.desks.contains(desk),
        };
        let all = seen.iter().flat_map(|one| of(one)).filter(|(to, _)| at(to)).map(|(_, told)| told);
        assert_eq!(
            once(&lines),
            all.filter(|told| come(&told)).collect::<BTreeSet<_>>(),
            "on desk {desk} of {}",
            looks.officer
        );
    }

    sent_up(reads, viewer, looks, &reader, &seen);

    let back = |(_, what, ..): &&Told| *what == WaitsFor::BringForward;
    let lines = paged(|after| reads.bring_forwards(viewer, None, after, 2).unwrap());
    assert_eq!(once(&lines), waiting.iter().filter(back).cloned().collect(), "what comes back to {}", looks.officer);

    // Deadlines fall for whoever sees the dossier, whoever owes them.
    let deadlines = seen.iter().flat_map(|one| of(one)).map(|(_, told)| told);
    let deadlines = deadlines.filter(|(_, what, ..)| *what == WaitsFor::Deadline);
    let mut falling: BTreeSet<Told> = waiting.iter().filter(|(.., due, _)| due.is_some()).cloned().collect();
    falling.extend(deadlines);
    let lines = paged(|after| reads.deadlines(viewer, Days::default(), after, 4).unwrap());
    assert_eq!(once(&lines), falling, "what falls for {}", looks.officer);
    assert!(lines.is_sorted_by_key(|line| line.due));
    let week = Days { from: Some(looks.today), until: looks.today.checked_add(jiff::Span::new().days(3)).ok() };
    let within = |(.., due, _): &&Told| *due >= week.from && *due <= week.until;
    let lines = paged(|after| reads.deadlines(viewer, week, after, 9).unwrap());
    assert_eq!(once(&lines), falling.iter().filter(within).cloned().collect(), "what falls soon for {}", looks.officer);
    (on_desk.len(), theirs(&unseen).len())
}
