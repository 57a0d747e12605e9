//! What a step of a random office tries, and who.

use jiff::civil::date;
use procedure::act::{Act, BindingDraft};
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::card::{Card, FieldName, Party};
use procedure::correspondent::RuleFacts;
use procedure::house::Capacity;
use procedure::ids::{CorrespondentId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{EnclosedFile, Holder, NamedAs, Paper, Principal, Settlement, Version};
use serde_json::json;

use super::{DESKS, LEVELS, OFFICERS, SERIES, Step, one};
use crate::shelf::{
    DAY_MICROS, Shelf, bind_desk, bind_officer, but, card, cites, copy, desk, draft_in, file, lead, level, officer,
    read, series,
};

/// Desks are handed over, officers stand in for others, mandates end.
pub(super) fn of_handing(shelf: &Shelf, (what, a, b, c): Step) -> Act {
    let (at, reason) = (desk(one(&DESKS, a)), "A reason.".to_owned());
    let mandate = format!("m{}", shelf.entries.len()).parse().unwrap();
    let holder = shelf.house.holders_of(&at, shelf.now).into_iter().next().cloned();
    match (what, c % 4, holder) {
        (51, ..) => Act::HandOverDesk { desk: at, to: desk(one(&DESKS, b)), reason },
        (52, _, Some(from)) => Act::HandOverPost { desk: at, from, to: officer(one(&OFFICERS, b)), mandate, reason },
        (_, 0, _) => {
            let mandate = shelf.house.mandates.keys().nth(usize::from(b) % shelf.house.mandates.len()).unwrap().clone();
            Act::EndMandate { mandate, until: None, reason }
        }
        (_, of, instead_of) => Act::GiveMandate {
            mandate,
            officer: officer(one(&OFFICERS, b)),
            desk: at,
            capacity: if of == 1 { Capacity::Holder } else { Capacity::Substitute },
            from: None,
            until: None,
            instead_of: instead_of.filter(|_| of == 2),
        },
    }
}

fn entering(shelf: &Shelf, no: u8, (a, b, c): (u8, u8, u8)) -> (&'static str, Act) {
    let code = one(&SERIES, a);
    let mut draft = draft_in(code, no + 1);
    draft.card = card("telegram", &(b % 8).to_string(), "1951-12-20", "R. Oldfen", "M. Averin");
    draft.card.citations = vec![cites(&(c % 8).to_string(), "Oldfen", "")];
    draft.versions = vec![Version {
        enclosed: vec![EnclosedFile {
            name: "list".into(),
            media: "text/plain".into(),
            body: file(200).body,
            hash: file(200).hash,
            bytes: 1,
            split_into: None,
        }],
        ..file(no + 1)
    }];
    draft.bulk = true;
    draft.level = (code == "SEC").then(|| level("secret")).or((b % 3 == 0).then(|| level(one(&LEVELS, c))));
    if c % 5 == 0 {
        draft.card.marking = Some(read("SECRET".to_owned()));
    }
    if a % 7 == 0 {
        draft.directions = vec![lead(one(&DESKS, b)), copy("chief")];
    }
    let book = shelf.house.book_key(&series(code), shelf.today.year()).and_then(|key| shelf.house.books.get(&key));
    if b % 4 == 0 {
        draft.reserved = book.and_then(|book| book.reserved.keys().next().copied());
    }
    let last_year = shelf.today.year() - 1;
    let has_book =
        |year| shelf.house.book_key(&series(code), year).is_some_and(|key| shelf.house.books.contains_key(&key));
    if b % 9 == 0 && has_book(last_year) {
        draft.year = Some(last_year);
        crate::shelf::late(&mut draft, "In the bag.");
    }
    (if code == "SEC" { "keeper" } else { "clerk" }, Act::Enter(draft))
}

/// Acts on correspondents and rules, and bindings to correspondents.
pub(super) fn of_names(shelf: &Shelf, (op, a, b, c): Step) -> (&'static str, Act) {
    const CODES: [&str; 4] = ["averin", "oldfen", "oldfen-2", "stane"];
    const NAMES: [&str; 4] = ["M. Averin", "R. Oldfen", "R. Oldfen", "I. Stane"];
    let reason = || "A reason.".to_owned();
    let (who, desk_code) = if c % 4 == 0 { ("keeper", "vault") } else { ("clerk", "registry") };
    let correspondent: CorrespondentId = one(&CODES, a).parse().unwrap();
    let other: CorrespondentId = one(&CODES, b).parse().unwrap();
    let papers: Vec<PaperId> = shelf.papers.keys().copied().collect();
    let paper = (!papers.is_empty() && c % 3 > 0).then(|| papers[usize::from(b) % papers.len()]);
    let to = match b % 3 {
        0 => Principal::Officer(officer(one(&OFFICERS, c))),
        1 => Principal::Desk(desk(one(&DESKS, c))),
        _ => Principal::Correspondent(other.clone()),
    };
    // Mostly the registry that keeps it, and for parting mostly one that is merged.
    let merged = shelf.correspondents.values().find(|known| known.merged.is_some()).map(|known| known.id.clone());
    let correspondent = merged.filter(|_| op == 39 && c % 8 > 0).unwrap_or(correspondent);
    let kept_by = shelf.correspondents.get(&correspondent).map(|known| known.desk.as_str());
    let who = match (op, kept_by) {
        (36..=40, Some("vault")) if c % 5 > 0 => "keeper",
        (36..=40, Some(_)) if c % 5 > 0 => "clerk",
        _ => who,
    };
    let act = match op {
        34 | 35 => Act::AddCorrespondent {
            correspondent,
            name: one(&NAMES, a).into(),
            aliases: vec![],
            posts: vec![],
            desk: desk(desk_code),
            paper,
            named_as: (b % 2 == 0).then_some(NamedAs::Sender),
            beside: (a % 4 == 2).then(reason),
        },
        36 => Act::GiveAlias { correspondent, alias: format!("Alias {}", b % 3) },
        37 => Act::TakeAlias { correspondent, alias: format!("Alias {}", b % 3), reason: reason() },
        38 => Act::MergeCorrespondent { correspondent, into: other, reason: reason() },
        39 => Act::PartCorrespondent { correspondent, reason: reason() },
        40 => {
            let kind = (c % 2 == 0).then(|| "telegram".to_owned());
            let series = (b % 2 == 0).then(|| series("IN"));
            Act::ConfirmUsual { correspondent, series, desk: Some(desk(one(&DESKS, b))), kind }
        }
        41 => {
            let named_as = if a % 2 == 0 { NamedAs::Sender } else { NamedAs::Addressee };
            let party = Party::named(if a % 2 == 0 { "R. Oldfen" } else { "M. Averin" });
            let facts = RuleFacts { party, named_as, kind: None, channel: None, to, desk: desk(desk_code) };
            Act::ConfirmRule { rule: format!("rule-{}", b % 4).parse().unwrap(), facts }
        }
        42 => Act::RevokeRule { rule: format!("rule-{}", b % 4).parse().unwrap(), reason: reason() },
        _ => {
            let binding = BindingDraft { name: "R. Oldfen".into(), named_as: NamedAs::Sender, to };
            Act::Bind { paper: paper.unwrap_or(PaperId([0; 16])), bindings: vec![binding] }
        }
    };
    (who, act)
}

/// Calendars set, holidays put in and taken out, and desks that work by a calendar or by none of their own.
pub(super) fn of_calendar(shelf: &Shelf, (op, a, b, c): Step) -> (&'static str, Act) {
    let there = shelf.house.calendars.iter().find(|(_, known)| a % 4 > 0 && !known.holidays.is_empty());
    let calendar = || match there {
        Some((there, _)) if op == 49 => there.clone(),
        _ => ["office", "east"][usize::from(a % 2)].parse().unwrap(),
    };
    let held = there.and_then(|(_, known)| known.holidays.keys().next()).filter(|_| op == 49);
    let on = held.copied().unwrap_or(date(1952, 1, i8::try_from(b % 8).unwrap() + 1));
    let who = if c % 6 == 0 { "clerk" } else { "root" };
    let act = match op {
        47 => {
            let weekend = DayOfWeek::ALL.iter().skip(usize::from(b % 8)).take(2).map(|(day, _)| *day);
            let mut facts = Calendar::of_week(format!("Week {}", c % 4), weekend);
            facts.holidays = (0..c % 3).map(|n| (date(1952, 1, i8::try_from(n).unwrap() + 1), "Free".into())).collect();
            Act::SetCalendar { calendar: calendar(), facts, over: None }
        }
        48 => Act::AddHoliday { calendar: calendar(), date: on, name: "Free".into() },
        49 => Act::RemoveHoliday { calendar: calendar(), date: on, reason: "A reason.".into() },
        _ => Act::ChangeDesk {
            desk: desk(one(&DESKS, b)),
            name: None,
            aliases: None,
            above: None,
            calendar: Some((c % 4 > 0).then(calendar)),
        },
    };
    (who, act)
}

/// Bring-forwards set, mostly by a registry, and ended, mostly by whoever set them.
pub(super) fn of_bring_forward(shelf: &Shelf, (op, a, b, c): Step) -> Option<(&'static str, Act)> {
    let ids: Vec<PaperId> = shelf.papers.keys().copied().collect();
    let reason = "A reason.".to_owned();
    let open = |id: &&PaperId| !shelf.paper(**id).open_bring_forwards().is_empty();
    let any = *ids.get(usize::from(a) % ids.len().max(1))?;
    if op == 44 {
        let who = if c % 3 == 0 { one(&OFFICERS, c) } else { "clerk" };
        let desk = (b % 2 == 0).then(|| desk(one(&DESKS, b / 2)));
        return Some((who, Act::BringForward { paper: any, desk, on: shelf.today, reason }));
    }
    let paper = ids.iter().find(open).copied().filter(|_| c % 4 > 0).unwrap_or(any);
    let known = shelf.paper(paper).open_bring_forwards().first().map(|one| (one.no, one.by.clone()));
    let (bring_forward, by) = known.unwrap_or((1, officer("clerk")));
    let who = OFFICERS.into_iter().find(|code| *code == by.as_str() && b % 4 > 0).unwrap_or(one(&OFFICERS, c));
    let act = match op {
        45 => Act::BringForwardDone { paper, bring_forward },
        _ => Act::TakeBackBringForward { paper, bring_forward, reason },
    };
    Some((who, act))
}

/// Answers awaited, moved, not needed and awaited again, mostly by a registry.
pub(super) fn of_answers(shelf: &Shelf, (op, a, b, c): Step) -> Option<(&'static str, Act)> {
    let ids: Vec<PaperId> = shelf.papers.keys().copied().collect();
    let any = *ids.get(usize::from(a) % ids.len().max(1))?;
    let is_awaited = |id: &&PaperId| shelf.paper(**id).awaited.is_some();
    let paper = ids.iter().find(is_awaited).copied().filter(|_| c % 4 > 0 && op > 47).unwrap_or(any);
    let (who, by, reason) = (if c % 3 == 0 { one(&OFFICERS, c) } else { "clerk" }, shelf.today, "A reason.".to_owned());
    let act = match op {
        47 => Act::AwaitAnswer { paper, by, desk: (b % 3 == 0).then(|| desk(one(&DESKS, b / 3))) },
        48 => Act::InterimReply { paper, answer: Some(any).filter(|_| b % 2 == 0), by, reason },
        49 => Act::NoReplyNeeded { paper, reason },
        _ => Act::ReopenAnswer { paper, by, reason },
    };
    Some((who, act))
}

pub(super) fn act_of(shelf: &Shelf, no: u8, (op, a, b, c): Step) -> Option<(&'static str, Act)> {
    let reason = || "A reason.".to_owned();
    let registrar = if c % 4 == 0 { "keeper" } else { "clerk" };
    if op < 6 {
        return Some(entering(shelf, no, (a, b, c)));
    }
    let code = series(one(&SERIES, b));
    if op == 6 {
        return Some((registrar, Act::ReserveBlock { series: code, count: u32::from(a % 3) + 1, reason: reason() }));
    }
    if op == 7 || op == 8 {
        let (key, book) = shelf.house.books.iter().find(|(_, book)| !book.reserved.is_empty())?;
        let n = *book.reserved.keys().next()?;
        return Some((
            registrar,
            Act::VoidReserved { series: key.series.clone(), year: key.year, n, reason: reason() },
        ));
    }
    if op == 9 {
        return Some((registrar, Act::CloseYear { series: code, year: shelf.today.year() - 1 }));
    }
    let ids: Vec<PaperId> = shelf.papers.keys().copied().collect();
    let (paper, other) = (*ids.get(usize::from(a) % ids.len().max(1))?, one(&ids, b));
    let who = one(&OFFICERS, c);
    Some(of_paper(shelf, no, (op, b, c), paper, other, (registrar, who)))
}

fn of_paper(
    shelf: &Shelf,
    no: u8,
    (op, b, c): (u8, u8, u8),
    paper: PaperId,
    other: PaperId,
    (registrar, who): (&'static str, &'static str),
) -> (&'static str, Act) {
    let reason = || "A reason.".to_owned();
    let held = shelf.paper(paper);
    let number = held.number().to_owned();
    let first = held.registrations[0].number.series().clone();
    match op {
        10 => {
            let under = but(draft_in(first.as_str(), no + 1), |d| {
                d.under = Some(paper);
                d.level = Some(level("secret"));
                crate::shelf::late(d, "In the bag.");
            });
            (registrar, Act::Enter(under))
        }
        11 => (registrar, Act::RegisterAlso { paper, series: series(one(&SERIES, b)), late: None }),
        12 => (registrar, Act::Void { paper, number, reason: reason() }),
        13 => ("clerk", Act::MoveSeries { paper, number, series: series(one(&SERIES, b)), reason: reason() }),
        14..=20 => of_direction(held, (op, b, c), registrar),
        21 => {
            let binding = if c % 2 == 0 {
                bind_officer(NamedAs::Addressee, one(&OFFICERS, b))
            } else {
                bind_desk(NamedAs::Sender, one(&DESKS, b))
            };
            (registrar, Act::Bind { paper, bindings: vec![binding] })
        }
        22 => (registrar, Act::Unbind { paper, binding: usize::from(b % 3), reason: reason() }),
        23 => (registrar, Act::Mark { paper, level: level(one(&LEVELS, b)), reason: Some(reason()) }),
        24 => {
            let card = (b % 2 == 0).then(|| Card {
                marking: (c % 3 == 0).then(|| read("SECRET".to_owned())),
                citations: vec![cites("3", "Oldfen", "")],
                ..held.card.clone()
            });
            (
                registrar,
                Act::AddVersion { paper, version: file(no.wrapping_add(100)), card, remarks: vec![], level: None },
            )
        }
        25 if b % 4 == 3 => (registrar, Act::WithdrawVersion { paper, version: usize::from(c % 2), reason: reason() }),
        25 => (
            registrar,
            Act::ReplaceVersion {
                paper,
                wrong: usize::from(b % 3),
                version: file(no.wrapping_add(150)),
                card: None,
                remarks: vec![],
                reason: reason(),
            },
        ),
        26 => {
            let (field, value) = match b % 3 {
                0 => (FieldName::Number, json!({"value": (c % 8).to_string()})),
                1 => (FieldName::Citations, json!([])),
                _ => (
                    FieldName::Citations,
                    json!([{"value": {"text": "its No. 2", "kind": null, "number": "2", "sender": "Oldfen", "addressee": null, "date": null, "relation": "refers"}}]),
                ),
            };
            (registrar, Act::Correct { paper, field, value, reason: None })
        }
        27 => (registrar, Act::Tie { paper, citation: 0, to: other }),
        28 => (
            registrar,
            Act::Untie { paper, citation: 0, to: held.ties.first().map_or(other, |tie| tie.to), reason: reason() },
        ),
        29 => (registrar, Act::Settle { paper, citation: 0, settlement: Settlement::NotNeeded }),
        30 => (
            registrar,
            Act::Override { paper, reason: reason(), until: Moment::from_micros(shelf.now.micros() + DAY_MICROS) },
        ),
        31 => (
            registrar,
            Act::Split {
                paper,
                version: 0,
                enclosed: 0,
                draft: but(draft_in("OUT", 200), |d| d.again = Some(reason())),
            },
        ),
        32 if b % 3 == 0 => (registrar, Act::LinkAnswer { paper, answers: other }),
        32 if b % 3 == 1 => {
            let answers = held.answers.first().copied().unwrap_or(other);
            (registrar, Act::UnlinkAnswer { paper, answers, reason: reason() })
        }
        _ => (who, Act::Remark { paper, says: "Seen.".into() }),
    }
}

/// A copy is given by a registry, and something becomes of one: read, given back, called back or substituted, by the
/// registries and by officers at random.
pub(super) fn of_copies(shelf: &Shelf, (_, a, b, c): Step) -> Vec<(&'static str, Act)> {
    let ids: Vec<PaperId> = shelf.papers.keys().copied().collect();
    let Some(any) = ids.get(usize::from(a) % ids.len().max(1)).copied() else { return Vec::new() };
    let has_copies = |id: &&PaperId| shelf.paper(**id).held_copies().next().is_some();
    let paper = ids.iter().find(has_copies).copied().filter(|_| c % 4 > 0).unwrap_or(any);
    let keeper = |id: PaperId| match shelf.paper(id).registrations[0].number.series().as_str() {
        "SEC" => "keeper",
        _ => "clerk",
    };
    let (reason, who) = ("A reason.".to_owned(), one(&OFFICERS, c));
    let copy = shelf.paper(paper).held_copies().map(|copy| copy.no).nth(usize::from(b % 3)).unwrap_or(1);
    let holder = match c % 5 {
        0 | 1 => Holder::Officer(officer(one(&OFFICERS, b))),
        2 | 3 => Holder::Desk(desk(one(&DESKS, b))),
        _ => Holder::Outside("The Embassy".into()),
    };
    let then = match b % 5 {
        0 | 1 => (who, Act::AcknowledgeCopy { paper, copy }),
        2 => (who, Act::ReturnCopy { paper, copy, remark: None }),
        3 => (keeper(paper), Act::SubstituteCopy { paper, copy, to: holder.clone(), reason }),
        _ => (keeper(paper), Act::WithdrawCopies { paper, copies: vec![copy], reason }),
    };
    vec![(keeper(any), Act::GiveCopies { paper: any, list: None, to: vec![holder] }), then]
}

/// A paper is sent as a circular, in its own series or in another, to as many as it happens.
pub(super) fn of_circulars(shelf: &Shelf, (_, a, b, c): Step) -> Option<(&'static str, Act)> {
    let ids: Vec<PaperId> = shelf.papers.keys().copied().collect();
    let paper = *ids.get(usize::from(b) % ids.len().max(1))?;
    let of = one(&["IN", "OUT", "SEC"], a);
    let who = if of == "SEC" { "keeper" } else { "clerk" };
    let desks = (0..c % 3).map(|n| Holder::Desk(desk(one(&DESKS, a.wrapping_add(n)))));
    let officer = Holder::Officer(officer(one(&OFFICERS, b)));
    let to = desks.chain([officer, Holder::Outside(format!("Post {}", c % 7))]).collect();
    let answer_by = (c % 2 == 0).then(|| shelf.today.tomorrow().unwrap());
    Some((who, Act::SendCircular { paper, series: series(of), list: None, to, answer_by }))
}

fn of_direction(held: &Paper, (op, b, c): (u8, u8, u8), registrar: &'static str) -> (&'static str, Act) {
    let reason = || "A reason.".to_owned();
    let paper = held.id;
    let direction = u32::from(b % 4) + 1;
    let directions = vec![lead(one(&DESKS, b)), copy(one(&DESKS, b.wrapping_add(1)))];
    let at = |direction: u32| {
        held.direction(direction).map_or("clerk", |direction| match direction.to.as_str() {
            "legal" => "lawyer",
            "press" => "editor",
            "chief" => "chief",
            _ => "clerk",
        })
    };
    match op {
        14 | 15 => (registrar, Act::Direct { paper, desk: desk("registry"), directions }),
        16 => (at(direction), Act::AcceptDirection { paper, direction }),
        17 => (at(direction), Act::PassOn { paper, direction, directions }),
        18 => (at(direction), Act::ReturnDirection { paper, direction, reason: reason() }),
        19 => (at(direction), Act::ReportDone { paper, direction, report: None, answer: None }),
        20 => (
            registrar,
            Act::Redirect {
                paper,
                direction,
                directions: if c % 2 == 0 { vec![] } else { directions },
                reason: reason(),
            },
        ),
        _ => (registrar, Act::Redirect { paper, direction, directions, reason: reason() }),
    }
}
