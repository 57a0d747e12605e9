//! What was read right, and a paper read anew.

use std::collections::BTreeSet;

use procedure::act::Act;
use procedure::card::{Card, CardRemark, Field, FieldName, Span};
use procedure::decide::offered_anew;
use procedure::ids::{BodyId, Hash, PaperId};
use procedure::paper::{Marking, ReadText};
use procedure::reread::read_anew;
use serde_json::json;

use crate::shelf::{Shelf, but, card, check, cites, draft, file, officer, read};

/// The text of a better reading.
fn text() -> ReadText {
    ReadText { body: BodyId([0x77; 32]), hash: Hash([0x77; 32]), extractor: "intake/9".into(), ..file(1).text.unwrap() }
}

fn propose(paper: PaperId, card: Card) -> Act {
    Act::ProposeReading { paper, version: 0, text: text(), card, remarks: vec![] }
}

fn take(paper: PaperId, fields: &[FieldName]) -> Act {
    Act::TakeReading { paper, fields: fields.iter().copied().collect() }
}

fn right(number: &str, from: &str) -> Card {
    card("telegram", number, "1951-12-20", from, "M. Averin")
}

#[test]
fn who_saw_a_reading_and_put_what_right_is_kept() {
    let mut shelf = Shelf::staffed();
    let seen = but(draft(1), |d| d.put_right = Some(BTreeSet::from([FieldName::Number])));
    let seen = shelf.enter("clerk", seen);
    let unseen = shelf.enter("clerk", draft(2));
    assert!(shelf.paper(seen).checked.seen && !shelf.paper(unseen).checked.seen);
    let value = json!({"value": "12"});
    shelf.act("clerk", Act::Correct { paper: unseen, field: FieldName::Number, value, reason: None });
    for paper in [seen, unseen] {
        assert_eq!(shelf.paper(paper).checked.put_right, BTreeSet::from([FieldName::Number]));
        assert!(shelf.paper(paper).checked.seen, "who corrects a field has the card before them");
    }
}

#[test]
fn a_new_reading_is_proposed_and_taken_or_declined() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.card = right("12", "R. Oldfen")));
    let fresh = right("13", "R. Oldfen");
    let decline = |reason: &str| Act::DeclineReading { paper, fields: BTreeSet::new(), reason: reason.into() };
    check(
        &shelf,
        &[
            ("by the registry", "clerk", propose(paper, fresh.clone()), "reading_proposed"),
            ("not by another", "lawyer", propose(paper, fresh.clone()), "! no_paper"),
            ("nothing new", "clerk", propose(paper, right("12", "R. Oldfen")), "! reads_the_same"),
            ("nothing to take", "clerk", take(paper, &[]), "! nothing_proposed"),
            ("nothing to decline", "clerk", decline("No."), "! nothing_proposed"),
        ],
    );
    shelf.act("clerk", propose(paper, fresh));
    assert_eq!(shelf.paper(paper).card, right("12", "R. Oldfen"), "a proposal changes nothing");
    assert_eq!(shelf.outcome("clerk", &decline("")), "! empty");
    assert_eq!(shelf.outcome("clerk", &decline("It misreads the stamp.")), "reading_declined");
    shelf.act("clerk", take(paper, &[]));
    let held = shelf.paper(paper);
    assert_eq!(held.card.number.as_ref().unwrap().value, "13");
    assert_eq!(held.versions[0].version.text, Some(text()));
    assert_eq!((held.proposed.as_ref(), held.card_of), (None, Some(0)));
}

#[test]
fn what_officers_set_or_put_right_is_never_changed() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.card = right("12", "R. Oldfen")));
    let correct = |field, value| Act::Correct { paper, field, value, reason: None };
    shelf.act("clerk", correct(FieldName::Number, json!({"value": "99"})));
    shelf.act("clerk", correct(FieldName::To, json!([])));
    let fresh = card("letter", "13", "1951-12-20", "A. Other", "N. Other");
    shelf.act("clerk", propose(paper, fresh));
    // Put right after it was proposed.
    shelf.act("clerk", correct(FieldName::Kind, json!({"value": "note verbale"})));
    shelf.act("clerk", take(paper, &[]));
    let held = &shelf.paper(paper).card;
    assert_eq!(held.number.as_ref().unwrap().by, Some(officer("clerk")));
    assert_eq!(held.number.as_ref().unwrap().value, "99");
    assert!(held.to.is_empty(), "an addressee that was taken away does not come back");
    assert_eq!(held.kind.as_ref().unwrap().value, "note verbale");
    assert_eq!(held.from[0].value.label(), "A. Other", "what nobody put right is taken");
}

#[test]
fn single_fields_are_taken_and_a_marking_that_was_missed_counts_from_then_on() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.card = right("12", "R. Oldfen")));
    let fresh = Card { marking: Some(read("SECRET".into())), ..right("13", "A. Other") };
    shelf.act("clerk", propose(paper, fresh));
    assert_eq!(shelf.paper(paper).marking, Marking::None);
    assert_eq!(shelf.outcome("clerk", &take(paper, &[FieldName::Number])), "reading_taken");
    shelf.act("clerk", take(paper, &[FieldName::Number, FieldName::Marking]));
    let held = shelf.paper(paper);
    assert_eq!(held.card.number.as_ref().unwrap().value, "13");
    assert_eq!(held.card.from[0].value.name.as_deref(), Some("R. Oldfen"));
    assert_eq!(held.marking, Marking::Unconfirmed { words: "SECRET".into() });
}

#[test]
fn fields_are_taken_and_declined_one_by_one_and_what_was_declined_is_not_proposed_again() {
    use FieldName::{From, Kind, Number, To};
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.card = right("12", "R. Oldfen")));
    let decline = |fields: &[FieldName]| {
        let fields = fields.iter().copied().collect();
        Act::DeclineReading { paper, fields, reason: "It misreads the stamp.".into() }
    };
    let waits = |shelf: &Shelf| offered_anew(shelf.paper(paper)).into_iter().map(|one| one.field).collect::<Vec<_>>();
    let fresh = card("letter", "13", "1951-12-20", "A. Other", "N. Other");
    let remark = |field, says: &str| CardRemark { field, says: says.into() };
    let remarks = vec![remark(Some(Number), "Of the number."), remark(Some(To), "Of To."), remark(None, "Of it all.")];
    shelf.act("clerk", Act::ProposeReading { paper, version: 0, text: text(), card: fresh.clone(), remarks });
    assert_eq!(waits(&shelf), [Kind, Number, From, To]);

    check(
        &shelf,
        &[
            ("not by another", "lawyer", decline(&[Number]), "! no_paper"),
            ("not by another", "lawyer", take(paper, &[Number]), "! no_paper"),
            ("a field that does not change", "clerk", take(paper, &[FieldName::Date]), "! field_not_proposed"),
            ("one that does and one that does not", "clerk", decline(&[To, FieldName::Date]), "! field_not_proposed"),
        ],
    );
    shelf.act("clerk", decline(&[To]));
    assert_eq!(waits(&shelf), [Kind, Number, From]);
    shelf.act("clerk", take(paper, &[Number]));
    let held = shelf.paper(paper);
    assert_eq!((held.card.number.as_ref().unwrap().value.as_str(), held.card.to[0].value.label()), ("13", "M. Averin"));
    assert_eq!(held.versions[0].version.text, Some(text()), "its passages lie in the new text");
    let said: Vec<&str> = held.remarks.iter().map(|said| said.says.as_str()).collect();
    assert_eq!(said, ["Of the number.", "Of it all."]);
    // What an officer puts right waits no longer.
    shelf.act("clerk", Act::Correct { paper, field: Kind, value: json!({"value": "note verbale"}), reason: None });
    assert_eq!(waits(&shelf), [From]);
    assert_eq!(shelf.outcome("clerk", &take(paper, &[Kind])), "! field_not_proposed");
    shelf.act("clerk", decline(&[]));
    assert!(shelf.paper(paper).proposed.is_none());

    // The same reading is not proposed again; another one is.
    assert_eq!(shelf.outcome("clerk", &propose(paper, fresh.clone())), "! reads_the_same");
    let other = card("letter", "13", "1951-12-20", "A. Third", "N. Other");
    shelf.act("clerk", propose(paper, other));
    assert_eq!(waits(&shelf), [From]);
    shelf.act("clerk", take(paper, &[]));
    let held = shelf.paper(paper);
    assert_eq!((held.card.from[0].value.label(), held.card.to[0].value.label()), ("A. Third", "M. Averin"));
    assert_eq!(held.proposed, None);
}

#[test]
fn nothing_waits_of_a_version_that_was_taken_back() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.card = right("12", "R. Oldfen")));
    shelf.act("clerk", propose(paper, right("13", "R. Oldfen")));
    shelf.act("clerk", Act::WithdrawVersion { paper, version: 0, reason: "A wrong file.".into() });
    assert!(offered_anew(shelf.paper(paper)).is_empty());
    assert_eq!(shelf.outcome("clerk", &take(paper, &[])), "! nothing_proposed");
}

#[test]
fn a_citation_that_is_not_taken_keeps_its_place_while_another_field_is_taken() {
    let mut shelf = Shelf::staffed();
    let cited = shelf.enter("clerk", but(draft(1), |d| d.card = right("812", "R. Oldfen")));
    let citing = Card { citations: vec![cites("812", "R. Oldfen", "1951-12-20")], ..right("12", "R. Oldfen") };
    let paper = shelf.enter("clerk", but(draft(2), |d| d.card = citing.clone()));
    let fresh = Card { citations: vec![cites("999", "R. Oldfen", "1951-12-20")], ..right("13", "R. Oldfen") };
    shelf.act("clerk", propose(paper, fresh));
    let before = shelf.paper(paper).ties.clone();
    assert_eq!(before.iter().map(|tie| tie.to).collect::<Vec<_>>(), [cited]);
    shelf.act("clerk", take(paper, &[FieldName::Number]));
    assert_eq!(shelf.paper(paper).ties, before);
    let held = &shelf.paper(paper).card;
    assert_eq!(held.citations[0].value, citing.citations[0].value);
    assert_eq!(held.number.as_ref().unwrap().value, "13");
}

#[test]
fn a_value_that_stays_keeps_its_passage_only_where_the_new_text_has_it() {
    let at = |start| Some(Span::new(start, start + 2));
    let field = |value: &str, start| Field { span: at(start), ..read(value.to_owned()) };
    let held = Card { number: Some(field("12", 4)), subject: Some(field("Tides", 9)), ..Card::default() };
    let fresh = Card { number: Some(field("12", 30)), subject: Some(field("Fish", 40)), ..Card::default() };
    let kept = BTreeSet::from([FieldName::Number, FieldName::Subject]);
    let anew = read_anew(&held, &fresh, &kept, false).card;
    assert_eq!(anew.number.unwrap().span, at(30));
    assert_eq!(anew.subject.as_ref().unwrap().span, None);
    assert_eq!(anew.subject.unwrap().value, "Tides");
    assert_eq!(read_anew(&held, &fresh, &kept, true).card, held, "over the same text nothing moves");
    let moved = read_anew(&held, &fresh, &BTreeSet::from([FieldName::Subject]), true);
    assert!(moved.changes.is_empty(), "a passage that moved is no change");
}
