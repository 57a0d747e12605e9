//! Binding names, and looking beyond the rules.

use procedure::act::{Act, BindingDraft, OVERRIDE_DAYS_MAX};
use procedure::ids::PaperId;
use procedure::moment::Moment;
use procedure::paper::NamedAs;

use crate::shelf::{DAY_MICROS, Shelf, bind_desk, bind_officer, but, check, draft, lead, read};

fn bind(paper: PaperId, bindings: &[BindingDraft]) -> Act {
    Act::Bind { paper, bindings: bindings.to_vec() }
}

fn unbind(paper: PaperId, binding: usize) -> Act {
    Act::Unbind { paper, binding, reason: "Another of that name.".into() }
}

#[test]
fn binding() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    let unread = shelf.enter("clerk", but(draft(2), |d| d.card.marking = Some(read("SECRET".into()))));
    shelf.act("clerk", bind(paper, &[bind_officer(NamedAs::Addressee, "chief")]));
    shelf.act("root", Act::SuspendOfficer { officer: "editor".parse().unwrap(), reason: "Away.".into() });
    let nameless = BindingDraft { name: String::new(), ..bind_desk(NamedAs::Sender, "press") };
    let (chief, press) = (bind_officer(NamedAs::Addressee, "chief"), bind_desk(NamedAs::CopyHolder, "press"));
    check(
        &shelf,
        &[
            ("to a desk", "clerk", bind(paper, std::slice::from_ref(&press)), "name_bound"),
            (
                "two at once",
                "clerk",
                bind(paper, &[press.clone(), bind_officer(NamedAs::Sender, "chief")]),
                "name_bound name_bound",
            ),
            ("by the desk that holds it", "lawyer", bind(paper, std::slice::from_ref(&press)), "name_bound"),
            ("not by one who only sees it", "chief", bind(paper, std::slice::from_ref(&press)), "! no_mandate"),
            ("nobody", "clerk", bind(paper, &[]), "! empty"),
            ("without a name", "clerk", bind(paper, &[nameless]), "! empty"),
            ("to one who is there", "clerk", bind(paper, &[bind_officer(NamedAs::Sender, "nobody")]), "! no_officer"),
            ("and not suspended", "clerk", bind(paper, &[bind_officer(NamedAs::Sender, "editor")]), "! suspended"),
            ("to a desk that is there", "clerk", bind(paper, &[bind_desk(NamedAs::Sender, "none")]), "! absent"),
            ("one bound already", "clerk", bind(paper, std::slice::from_ref(&chief)), "! bound_already"),
            ("twice in one act", "clerk", bind(paper, &[press.clone(), press.clone()]), "! bound_already"),
            ("with its marking open", "clerk", bind(unread, &[press]), "! marking_unconfirmed"),
            ("unbound", "clerk", unbind(paper, 0), "name_unbound"),
            ("one that is bound", "clerk", unbind(paper, 1), "! no_binding"),
            ("with a reason", "clerk", Act::Unbind { paper, binding: 0, reason: String::new() }, "! empty"),
        ],
    );
    shelf.act("clerk", unbind(paper, 0));
    check(
        &shelf,
        &[
            ("once", "clerk", unbind(paper, 0), "! no_binding"),
            ("and bound again", "clerk", bind(paper, &[chief]), "name_bound"),
        ],
    );
}

#[test]
fn looking_beyond_the_rules() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    let until = |micros: i64| Moment::from_micros(shelf.now.micros() + micros);
    let look = |until: Moment, reason: &str| Act::Override { paper, reason: reason.into(), until };
    let most = OVERRIDE_DAYS_MAX * DAY_MICROS;
    check(
        &shelf,
        &[
            ("the longest", "clerk", look(until(most), "A complaint."), "sight_overridden"),
            ("one past it", "clerk", look(until(most + 1), "A complaint."), "! override_too_long"),
            ("the shortest", "clerk", look(until(1), "A complaint."), "sight_overridden"),
            ("none", "clerk", look(until(0), "A complaint."), "! override_too_long"),
            ("with a reason", "clerk", look(until(1), ""), "! empty"),
            ("by the registry alone", "lawyer", look(until(1), "A complaint."), "! no_mandate"),
        ],
    );
}
