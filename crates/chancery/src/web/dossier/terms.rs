//! Outside terms and deadlines on a dossier's page: the time line, what hangs on what, and the forms.

use jiff::civil::Date;
use maud::Markup;
use phrases::{html, phrase, plural, say};
use procedure::calendar::{DayRule, Roll};
use procedure::decide::may_keep_deadline;
use procedure::dossier::{
    Because, Deadline, DeadlineMove, DeadlineState, Dossier, DossierAct, DossierEvent, Edge, Hangs, Term,
};
use procedure::house::House;
use procedure::ids::PaperId;
use register::DateRead;

use super::show::View;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::trail;
use crate::web::seat::Seat;
use crate::web::slip::Slip;
use crate::web::spans::{self, Mark, Row};
use crate::web::words::{self, Choice};

const ROLLS: &[Choice<Roll>] = &[
    (Roll::Keep, "keep", phrase!("stays on it")),
    (Roll::Before, "before", phrase!("is due on the last working day before")),
    (Roll::After, "after", phrase!("is due on the first working day after")),
];

/// The time line, the terms and the deadlines, what papers name, and the forms.
pub(super) fn section(seat: &Seat, view: &View, house: &House) -> Markup {
    let dossier = &view.dossier;
    let (running, past): (Vec<&Deadline>, Vec<&Deadline>) = dossier.deadlines.iter().partition(|one| one.is_running());
    html! {
        @if !dossier.terms.is_empty() || !dossier.deadlines.is_empty() {
            h2 #terms { "Terms and deadlines" }
            (spans::draw(say!("Outside terms and deadlines"), seat.app.office.today(), &rows(house, dossier, seat.app.office.today())))
            @if !dossier.terms.is_empty() { ol.chain { @for one in &dossier.terms { (term(seat, view, house, one)) } } }
            @if !running.is_empty() { ol.chain #deadlines { @for one in &running { (deadline(seat, view, house, one)) } } }
            @if !past.is_empty() {
                details.way { summary { "Deadlines that were kept or dropped: " (past.len()) }
                    ol.chain { @for one in &past { (deadline(seat, view, house, one)) } } }
            }
        }
        (read_on_papers(view, house))
        @if view.keeps && view.is_open() { (setting(view, house)) }
    }
}

/// The rows of the time line: each term with what hangs on it, and then what hangs on none.
fn rows(house: &House, dossier: &Dossier, today: Date) -> Vec<Row> {
    let mark = |one: &Deadline| Mark {
        date: one.date,
        says: format!("{}: {}, {}", words::day(one.date), one.what, trail::desk(house, &one.desk)),
        to: format!("#deadline-{}", one.no),
        late: one.date < today,
    };
    let on_term = |term: &Term| Row {
        label: say!("{} until {}", term.name, words::day(term.until)),
        to: format!("#term-{}", term.no),
        bar: Some((term.from, term.until)),
        marks: dossier.running_deadlines().filter(|one| one.hangs.term() == Some(term.no)).map(mark).collect(),
    };
    let alone = dossier.running_deadlines().filter(|one| one.hangs.term().is_none());
    let on_day = |one: &Deadline| Row {
        label: format!("{}: {}", words::day(one.date), one.what),
        to: format!("#deadline-{}", one.no),
        bar: None,
        marks: vec![mark(one)],
    };
    dossier.terms.iter().filter(|term| term.is_open()).map(on_term).chain(alone.map(on_day)).collect()
}

fn rests_on(view: &View, paper: Option<PaperId>) -> Markup {
    html! {
        @if let Some(paper) = paper && let Some(number) = view.rests.get(&paper) {
            span { " See " a href=(format!("/papers/{paper}")) { (number) } "." }
        }
    }
}

fn term(seat: &Seat, view: &View, house: &House, one: &Term) -> Markup {
    let zone = seat.app.office.zone();
    let (moving, ending) = (view.slip(&format!("move-term/{}", one.no)), view.slip(&format!("end-term/{}", one.no)));
    let acts = view.keeps && view.is_open() && one.is_open();
    html! {
        li.open[one.is_open()] id=(format!("term-{}", one.no)) {
            p { b { (one.name) } ", " @if let Some(from) = one.from { "from " (words::day_tag(from)) " " } "until " (words::day_tag(one.until)) "." }
            p { (words::stopped(&one.cause)) (rests_on(view, one.paper)) }
            @for moved in &one.moves {
                p.soft { "Moved from " (words::day(moved.was)) " to " (words::day(moved.until)) ": " (words::stopped(&moved.reason)) " "
                    (trail::officer(house, &moved.by)) ", " (words::moment_tag(moved.at, &zone)) }
            }
            @if let Some(ended) = &one.ended {
                p { "Ended: " (words::stopped(&ended.reason)) " What hangs on it stays on its day. " (trail::officer(house, &ended.by)) ", " (words::moment_tag(ended.at, &zone)) "." }
            }
            @if acts {
                (moving.act(&format!("move-term-{}", one.no), say!("It moves"), &html! {
                    (moving.day("until", say!("Until"), Some(one.until)))
                    (moving.day("from", say!("From, where it is known"), one.from))
                    (moving.needed("reason", say!("Why")))
                    p.hint { "Every running deadline that hangs on it moves with it, and says why." }
                }, say!("Move it")))
                (ending.act(&format!("end-term-{}", one.no), say!("Nobody lives by it any more"), &html! {
                    (ending.needed("reason", say!("Why")))
                    p.hint { "Deadlines that hang on it stay on their day until they are moved or dropped." }
                }, say!("End it")))
            } @else { (moving.head()) (ending.head()) }
        }
    }
}

fn deadline(seat: &Seat, view: &View, house: &House, one: &Deadline) -> Markup {
    let (zone, today, now) = (seat.app.office.zone(), seat.app.office.today(), seat.app.office.now());
    let [keeping, moving, dropping] =
        ["keep-deadline", "move-deadline", "drop-deadline"].map(|act| view.slip(&format!("{act}/{}", one.no)));
    let acts = view.keeps && view.is_open() && one.is_running();
    html! {
        li.open[one.is_running()] id=(format!("deadline-{}", one.no)) {
            p { b { (one.what) } ", " (trail::desk(house, &one.desk)) ", "
                @if one.is_running() { (words::due(one.date, today)) @if one.is_near(today) { ", " strong { "near" } } } @else { "by " (words::day_tag(one.date)) }
                "." (rests_on(view, one.paper)) }
            p.soft { (words::capital(&hangs(&view.dossier, &one.hangs))) "." }
            @for moved in &one.moves {
                p.soft { (words::sentence(&why_moved(house, moved))) " " (trail::officer(house, &moved.by)) ", " (words::moment_tag(moved.at, &zone)) }
            }
            @match &one.state {
                DeadlineState::Running => {}
                DeadlineState::Kept { report, at, by } => p { "Kept" @if let Some(report) = report { ": " (report) } ". " (trail::officer(house, by)) ", " (words::moment_tag(*at, &zone)) "." },
                DeadlineState::Dropped { reason, at, by } => p { "Dropped: " (words::stopped(reason)) " " (trail::officer(house, by)) ", " (words::moment_tag(*at, &zone)) "." },
            }
            @if view.is_open() && may_keep_deadline(house, &view.dossier, one, &seat.officer, now) {
                (keeping.act(&format!("keep-deadline-{}", one.no), say!("It is done"), &keeping.lines("report", say!("What was done, if anything is to be said"), false), say!("It is done")))
            } @else { (keeping.head()) }
            @if acts {
                (moving.act(&format!("move-deadline-{}", one.no), say!("Move the deadline"), &html! {
                    (hanging(&moving, &view.dossier, Some(one.date), &one.hangs))
                    (moving.needed("reason", say!("Why")))
                }, say!("Move it")))
                (dropping.act(&format!("drop-deadline-{}", one.no), say!("It is not to be done any more"), &dropping.needed("reason", say!("Why")), say!("Drop it")))
            } @else { (moving.head()) (dropping.head()) }
        }
    }
}

/// On what a deadline hangs, without first capital and full stop.
fn hangs(dossier: &Dossier, hangs: &Hangs) -> String {
    match hangs {
        Hangs::Day { .. } => say!("a day of its own").to_owned(),
        Hangs::Term { term, edge, rule } => {
            let name = dossier.term(*term).map_or_else(|| term.to_string(), |term| term.name.clone());
            let edge = match edge {
                Edge::Start => say!("begin"),
                Edge::End => say!("end"),
            };
            say!("{} the {edge} of the outside term “{name}”", count(*rule))
        }
    }
}

fn count(rule: DayRule) -> String {
    let days = rule.days.unsigned_abs();
    let days = if rule.working {
        plural!(days, "{n} working day", "{n} working days")
    } else {
        plural!(days, "{n} day", "{n} days")
    };
    let counted = match rule.days {
        0 => say!("on").to_owned(),
        ..0 => say!("{days} before"),
        1.. => say!("{days} after"),
    };
    match rule.roll {
        Roll::Before if rule.days == 0 => say!("on the last working day up to").to_owned(),
        Roll::After if rule.days == 0 => say!("on the first working day from").to_owned(),
        Roll::Keep => counted,
        Roll::Before => say!("on the last working day up to {counted}"),
        Roll::After => say!("on the first working day from {counted}"),
    }
}

/// Why and from which day a deadline was moved, without first capital and full stop.
pub(crate) fn why_moved(house: &House, moved: &DeadlineMove) -> String {
    say!("moved from {} to {}: {}", words::day(moved.was), words::day(moved.date), because(house, &moved.because))
}

fn because(house: &House, because: &Because) -> String {
    match because {
        Because::Officer { reason } => reason.clone(),
        Because::Term { reason, .. } => say!("the outside term moved ({reason})"),
        Because::Calendar { reason: Some(reason), .. } => reason.clone(),
        Because::Calendar { calendar, .. } => match calendar.as_ref().and_then(|id| house.calendars.get(id)) {
            Some(calendar) => say!("the days worked by calendar “{}” changed", calendar.name),
            None => say!("the days worked changed").to_owned(),
        },
    }
}

/// Dates that papers name, each with the form that confirms it.
fn read_on_papers(view: &View, house: &House) -> Markup {
    if view.read.is_empty() || !view.is_open() {
        return html! {};
    }
    html! {
        h2 #dates-read { "Dates read on papers, not confirmed" }
        p.soft { "They remind nobody until somebody who keeps the dossier confirms them." }
        ul.notes { @for (n, one) in view.read.iter().enumerate() {
            li.held { "By " (words::day_tag(one.date)) ", read on " a href=(format!("/papers/{}", one.paper)) { (one.number) } @if let Some(what) = &one.what { ": “" (what) "”" }
                @if view.keeps { (confirm(view, house, n, one)) }
            }
        } }
    }
}

/// The form that makes a deadline of a date as it was read. Which date it is of stands in the form: what is typed in one is not
/// drawn again in another.
fn confirm(view: &View, house: &House, n: usize, one: &DateRead) -> Markup {
    let (read, day) = (format!("{}.{n}", one.paper), words::day(one.date));
    let slip = view.slip_of("set-deadline", |form| form.said("read") == Some(read.as_str()));
    slip.act(
        &format!("confirm-{n}"),
        say!("Confirm it"),
        &html! {
            input type="hidden" name="read" value=(read);
            input type="hidden" name="paper" value=(one.paper);
            input type="hidden" name="day" value=(day);
            label { "What is owed" input type="text" name="what" value=[slip.chosen("what", one.what.as_deref())] required; }
            label { "By desk" select name="desk" { (slip.desks("desk", house, view.dossier.home.as_ref())) } }
            (remind(&slip))
        },
        say!("Confirm it"),
    )
}

fn remind(slip: &Slip<'_>) -> Markup {
    html! { label { "Near from so many days ahead" input type="text" name="remind" value=(slip.said("remind").unwrap_or("3")) inputmode="numeric" autocomplete="off"; } }
}

fn setting(view: &View, house: &House) -> Markup {
    let (set_term, set) = (view.slip("set-term"), view.slip_of("set-deadline", |form| form.said("read").is_none()));
    html! {
        (set_term.act("set-term", say!("Set an outside term down"), &html! {
            (set_term.needed("name", say!("What it is called")))
            (set_term.needed("cause", say!("What sets it")))
            (set_term.day("from", say!("From, where it is known"), None))
            (set_term.day("until", say!("Until"), None))
            (view.paper_field(&set_term, say!("It stands in")))
        }, say!("Set it down")))
        (set.act("set-deadline", say!("Set a deadline"), &html! {
            (set.needed("what", say!("What is owed")))
            label { "By desk" select name="desk" { (set.desks("desk", house, view.dossier.home.as_ref())) } }
            (hanging(&set, &view.dossier, None, &Hangs::Day { date: Date::ZERO }))
            (remind(&set))
            (view.paper_field(&set, say!("It stands in")))
            p.hint { "The desk sees the dossier from then on." }
        }, say!("Set it")))
    }
}

/// On what a deadline hangs: a day, or so many days from an edge of a term.
fn hanging(slip: &Slip<'_>, dossier: &Dossier, day: Option<Date>, now: &Hangs) -> Markup {
    let (edge_now, rule) = match now {
        Hangs::Day { .. } => (String::new(), DayRule::default()),
        Hangs::Term { term, edge, rule } => (edge_name(*term, *edge), *rule),
    };
    let chosen = slip.said("hangs").map_or(edge_now, str::to_owned);
    let option = |term: &Term, edge: Edge, says: &str, day: Date| {
        let value = edge_name(term.no, edge);
        html! { option value=(value) selected[chosen == value] { (says) " of “" (term.name) "”, " (words::day(day)) } }
    };
    let side = slip.said("side").unwrap_or(if rule.days > 0 { "after" } else { "before" });
    let days = slip.said("days").map_or_else(|| rule.days.unsigned_abs().to_string(), str::to_owned);
    html! {
        (slip.day("day", say!("By"), day.filter(|_| now.term().is_none())))
        @if dossier.terms.iter().any(Term::is_open) {
            label { "Or hanging on" select name="hangs" {
                option value="" { "no term: that day" }
                @for term in dossier.terms.iter().filter(|term| term.is_open()) {
                    (option(term, Edge::End, say!("the end"), term.until))
                    @if let Some(from) = term.from { (option(term, Edge::Start, say!("the begin"), from)) }
                }
            } }
            label { "So many days" input type="text" name="days" value=(days) inputmode="numeric" autocomplete="off" autofocus[slip.wants("days")]; }
            label { "Before or after" select name="side" {
                option value="before" selected[side == "before"] { "before it" }
                option value="after" selected[side == "after"] { "after it" }
            } }
            label.line { input type="checkbox" name="working" value="yes" checked[slip.said("working").map_or(rule.working && !slip.is_open(), |said| said == "yes")]; " Only working days count" }
            label { "If that is no working day, it" select name="roll" { (slip.words("roll", ROLLS, Some(rule.roll))) } }
        }
    }
}

fn edge_name(term: u32, edge: Edge) -> String {
    format!("{term}:{}", if edge == Edge::Start { "start" } else { "end" })
}

/// The act of an address below the dossier's and its form; `None` where it is none of these.
pub(super) fn read(act: &str, no: Option<u32>, form: &Form) -> Result<Option<DossierAct>, Unreadable> {
    let reason = form.text("reason").unwrap_or_default();
    let until = || form.day("until")?.ok_or_else(|| Unreadable(say!("The form does not say until when.").into()));
    Ok(Some(match (act, no) {
        ("set-term", None) => DossierAct::SetTerm {
            name: form.text("name").unwrap_or_default(),
            cause: form.text("cause").unwrap_or_default(),
            paper: form.parsed("paper")?,
            from: form.past_day("from")?,
            until: until()?,
        },
        ("move-term", Some(term)) => {
            DossierAct::MoveTerm { term, from: form.past_day("from")?, until: until()?, reason }
        }
        ("end-term", Some(term)) => DossierAct::EndTerm { term, reason },
        ("set-deadline", None) => DossierAct::SetDeadline {
            what: form.text("what").unwrap_or_default(),
            desk: form.needed("desk", say!("which desk is to do it"))?,
            paper: form.parsed("paper")?,
            hangs: read_hangs(form)?,
            remind: read_remind(form)?,
        },
        ("move-deadline", Some(deadline)) => DossierAct::MoveDeadline { deadline, to: read_hangs(form)?, reason },
        ("keep-deadline", Some(deadline)) => DossierAct::KeepDeadline { deadline, report: form.text("report") },
        ("drop-deadline", Some(deadline)) => DossierAct::DropDeadline { deadline, reason },
        _ => return Ok(None),
    }))
}

fn read_hangs(form: &Form) -> Result<Hangs, Unreadable> {
    let Some(hangs) = form.said("hangs") else {
        let date = form.day("day")?;
        let date = date.ok_or_else(|| Unreadable(say!("The form says neither a day nor a term.").into()))?;
        return Ok(Hangs::Day { date });
    };
    let unread = || Unreadable(say!("The form does not say on which term it hangs.").into());
    let (term, edge) = hangs.split_once(':').ok_or_else(unread)?;
    let edge = if edge == "start" { Edge::Start } else { Edge::End };
    let days: i32 = form.parsed("days")?.unwrap_or(0);
    let days = if form.said("side") == Some("after") { days } else { days.saturating_neg() };
    let rule = DayRule {
        days,
        working: form.said("working").is_some(),
        roll: form.choice("roll", ROLLS)?.unwrap_or_default(),
    };
    Ok(Hangs::Term { term: term.parse().map_err(|_| unread())?, edge, rule })
}

fn read_remind(form: &Form) -> Result<Vec<u16>, Unreadable> {
    let said = form.text("remind").unwrap_or_default();
    let numbers = said.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
    let unread = |_| Unreadable(say!("“Near from” takes numbers of days, such as “7, 1”.").to_owned());
    numbers.map(str::parse).collect::<Result<_, _>>().map_err(unread)
}

/// What an event of a term says, without first capital and full stop.
pub(super) fn of_term(change: &DossierEvent) -> String {
    match change {
        DossierEvent::TermSet { name, cause, until, .. } => {
            say!("outside term “{name}” set down, until {}: {cause}", words::day(*until))
        }
        DossierEvent::TermMoved { term, until, reason, .. } => {
            say!("outside term {term} moved, until {}: {reason}", words::day(*until))
        }
        DossierEvent::TermEnded { term, reason } => say!("outside term {term} ended: {reason}"),
        _ => String::new(),
    }
}

/// What an event of a deadline says, without first capital and full stop.
pub(super) fn of_deadline(house: &House, change: &DossierEvent) -> String {
    match change {
        DossierEvent::DeadlineSet { what, desk, date, .. } => {
            say!("deadline for {} set to {}: {what}", trail::desk(house, desk), words::day(*date))
        }
        DossierEvent::DeadlineMoved { deadline, date, because: why, .. } => {
            say!("deadline {deadline} moved to {}: {}", words::day(*date), because(house, why))
        }
        DossierEvent::DeadlineKept { deadline, report } => match report {
            Some(report) => say!("deadline {deadline} kept: {report}"),
            None => say!("deadline {deadline} kept"),
        },
        DossierEvent::DeadlineDropped { deadline, reason } => say!("deadline {deadline} dropped: {reason}"),
        _ => String::new(),
    }
}
