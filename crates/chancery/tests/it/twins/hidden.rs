//! Acts on what is hidden, by dice: each office does another one.

use serde_json::{Value, json};

use super::history::{Dice, Ids};

/// An officer who sees what is hidden, and an act. It may be refused; then another is tried.
pub(crate) fn any(dice: &mut Dice, ids: &Ids) -> (&'static str, Value) {
    let officer = dice.pick(&["viktor", "viktor", "nesse", "mara"]);
    let act = match dice.below(3) {
        0 if !ids.hidden_dossiers.is_empty() => in_dossier(dice, ids),
        1 if !ids.hidden_people.is_empty() && dice.below(3) == 0 => of_people(dice, ids),
        _ => on_paper(dice, ids),
    };
    (officer, act)
}

fn of<T: Clone>(dice: &mut Dice, from: &[T]) -> T {
    from[dice.below(from.len() as u64) as usize].clone()
}

fn day(dice: &mut Dice) -> String {
    format!("1951-12-{}", 20 + dice.below(6))
}

fn on_paper(dice: &mut Dice, ids: &Ids) -> Value {
    let paper = of(dice, &ids.hidden).0;
    let (hidden, seen) = (of(dice, &ids.hidden).0, of(dice, &ids.seen).0);
    let other = if dice.below(2) == 0 { hidden } else { seen };
    let (reason, desk, no) = ("because", dice.pick(&["legal", "press", "vault"]), 1 + dice.below(2));
    let directions = json!([{ "to": desk, "part": dice.pick(&["lead", "copy"]), "act": "act", "due": day(dice) }]);
    match dice.below(33) {
        0 | 1 => json!({ "act": "direct", "paper": paper, "desk": "vault", "directions": directions }),
        2 => json!({ "act": "accept_direction", "paper": paper, "direction": no }),
        3 => json!({ "act": "report_done", "paper": paper, "direction": no, "answer": other }),
        4 => json!({ "act": "return_direction", "paper": paper, "direction": no, "reason": reason }),
        5 => json!({ "act": "redirect", "paper": paper, "direction": no, "directions": directions, "reason": reason }),
        6 => {
            json!({ "act": "bind", "paper": paper, "bindings": [{ "name": "Varga", "named_as": "sender", "to": { "is": "officer", "code": dice.pick(&["mara", "nesse"]) } }] })
        }
        7 => {
            json!({ "act": "bind", "paper": paper, "bindings": [{ "name": "Lenn", "named_as": "addressee", "to": { "is": "desk", "code": desk } }] })
        }
        8 => json!({ "act": "unbind", "paper": paper, "binding": 0, "reason": reason }),
        9 | 10 => json!({ "act": "tie", "paper": paper, "citation": 0, "to": other }),
        11 => json!({ "act": "tie", "paper": seen, "citation": 0, "to": paper }),
        12 => json!({ "act": "settle", "paper": paper, "citation": 0, "settlement": "requested" }),
        13 | 14 => json!({ "act": "link_answer", "paper": paper, "answers": other }),
        15 => json!({ "act": "unlink_answer", "paper": paper, "answers": other, "reason": reason }),
        16 => {
            json!({ "act": "file", "paper": paper, "dossier": ids.seen_dossiers.last().or(ids.hidden_dossiers.last()) })
        }
        17 => json!({ "act": "file", "paper": paper, "dossier": ids.hidden_dossiers.last() }),
        18 => json!({ "act": "bring_forward", "paper": paper, "desk": desk, "on": day(dice), "reason": reason }),
        19 => json!({ "act": "await_answer", "paper": paper, "by": day(dice), "desk": desk }),
        20 => {
            json!({ "act": "dispatch", "paper": paper, "to": "Harbour Board", "channel": "post", "reference": "R 1" })
        }
        21 => json!({ "act": "dispatch_received", "paper": paper, "dispatch": 1, "who": "a clerk", "evidence": other }),
        22 => {
            json!({ "act": "correct", "paper": paper, "field": "subject", "value": { "value": "Lighthouse and ferry", "span": null, "sure": "set", "by": "viktor" } })
        }
        23 => json!({ "act": "remark", "paper": paper, "says": "frontier" }),
        24 => json!({ "act": "mark", "paper": paper, "level": "secret", "reason": reason }),
        25 => json!({ "act": "override", "paper": paper, "reason": reason, "until": "1951-12-25T00:00:00Z" }),
        26..=28 => {
            json!({ "act": "give_copies", "paper": paper, "to": [{ "is": "desk", "who": desk }, { "is": "officer", "who": dice.pick(&["mara", "nesse"]) }, { "is": "outside", "who": dice.pick(&["The Embassy", "The Legation"]) }] })
        }
        29 => json!({ "act": "acknowledge_copy", "paper": paper, "copy": no }),
        30 => json!({ "act": "withdraw_copies", "paper": paper, "copies": [no], "reason": reason }),
        31 => json!({ "act": "return_copy", "paper": paper, "copy": no }),
        _ => json!({ "act": "file", "paper": seen, "dossier": ids.hidden_dossiers.last() }),
    }
}

fn in_dossier(dice: &mut Dice, ids: &Ids) -> Value {
    let dossier = of(dice, &ids.hidden_dossiers);
    let paper = if dice.below(2) == 0 { of(dice, &ids.hidden).0 } else { of(dice, &ids.seen).0 };
    let (desk, reason) = (dice.pick(&["vault", "legal", "press"]), "because");
    let does = match dice.below(14) {
        0 => {
            json!({ "act": "set_deadline", "what": "Report", "desk": desk, "paper": paper, "hangs": { "on": "day", "date": day(dice) }, "remind": [1] })
        }
        1 => json!({ "act": "set_term", "name": "Armistice", "cause": "its end", "until": day(dice), "paper": paper }),
        2 => json!({ "act": "put_claim", "claim": { "says": "The ferry sank.", "source": { "paper": paper } } }),
        3 => json!({ "act": "put_proposal", "proposal": { "says": "To build a lighthouse.", "by_whom": "Varga" } }),
        4 => {
            json!({ "act": "put_recommendation", "on": null, "desk": desk, "recommendation": { "stance": "adopt", "says": "Build it.", "holder": "" } })
        }
        5 => {
            json!({ "act": "start_draft", "facts": { "title": "Shall we build?", "kind": "resolution", "series": "CAB", "follows": [{ "desk": desk, "what": "builds", "due": day(dice) }] }, "desk": desk })
        }
        6 => {
            json!({ "act": "submit", "facts": { "draft": null, "to": desk, "bottom_line": "Shall the lighthouse be built?", "recommends": "Yes.", "decide_by": day(dice), "enclosures": [{ "what": "letter", "paper": paper }] }, "desk": "vault" })
        }
        7 | 8 => {
            json!({ "act": "decide", "submission": 1, "word": { "is": dice.pick(&["adopted", "rejected"]) }, "how": { "is": "in_person" } })
        }
        9 => json!({ "act": "ask_in", "to": { "is": "desk", "code": desk }, "reason": reason }),
        10 => {
            json!({ "act": "set_action", "facts": { "desk": desk, "what": "Buy lamps", "due": day(dice), "control": "vault" } })
        }
        11 => json!({ "act": "bring_forward", "desk": desk, "on": day(dice), "reason": reason }),
        12 => json!({ "act": "ask_assessment", "of": { "is": "proposal", "no": 1 }, "desk": desk, "due": day(dice) }),
        _ => json!({ "act": "remark_dossier", "says": "grain" }),
    };
    json!({ "act": "in_dossier", "dossier": dossier, "does": does })
}

fn of_people(dice: &mut Dice, ids: &Ids) -> Value {
    let person = of(dice, &ids.hidden_people);
    match dice.below(4) {
        0 => json!({ "act": "give_alias", "correspondent": person, "alias": dice.pick(&["Quay", "L. Quay", "Varga"]) }),
        1 => {
            json!({ "act": "change_correspondent", "correspondent": person, "name": dice.pick(&["Harbour Board", "Lenn"]), "reason": "a better spelling" })
        }
        2 => json!({ "act": "confirm_usual", "correspondent": person, "series": "CAB", "desk": "vault" }),
        _ => {
            json!({ "act": "bind", "paper": of(dice, &ids.hidden).0, "bindings": [{ "name": "Quay", "named_as": "sender", "to": { "is": "correspondent", "code": person } }] })
        }
    }
}
