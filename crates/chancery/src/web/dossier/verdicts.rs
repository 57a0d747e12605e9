//! The forms of a submission's page: what may be decided, and what the private office and the submitting desk may do.

use jiff::civil::Date;
use maud::Markup;
use phrases::{Phrase, html, phrase, plural, say};
use procedure::decide::needs_two;
use procedure::dossier::{FollowUp, Submission, SubmissionState, Verdict};
use procedure::house::{Capacity, House};
use procedure::ids::{DeskId, MandateId};

use super::decisions::MEANS;
use super::draft_files::AMENDED_HERE_BYTES_MAX;
use super::signing;
use super::submission::Shown;
use crate::web::paper::trail;
use crate::web::seat::Seat;
use crate::web::slip::Slip;

/// A verdict as the page offers it: its name in forms and keys, the key by which it is reached, its words, its button.
struct Offer {
    name: &'static str,
    key: &'static str,
    title: Phrase,
    button: Phrase,
}

const ADOPT: Offer = Offer { name: "adopt", key: "a", title: phrase!("Adopt"), button: phrase!("Adopt it") };
const AMEND: Offer =
    Offer { name: "amend", key: "m", title: phrase!("Adopt as amended"), button: phrase!("Adopt the amended text") };
const REJECT: Offer = Offer { name: "reject", key: "r", title: phrase!("Reject"), button: phrase!("Reject it") };
const RETURN: Offer = Offer { name: "return", key: "b", title: phrase!("Return"), button: phrase!("Return it") };
const DEFER: Offer = Offer { name: "defer", key: "d", title: phrase!("Defer"), button: phrase!("Defer it") };
const DISCUSS: Offer =
    Offer { name: "discuss", key: "u", title: phrase!("Discuss"), button: phrase!("To be discussed") };
const SEEN: Offer = Offer { name: "seen", key: "s", title: phrase!("Seen"), button: phrase!("Seen") };

/// All that this officer may do here.
pub(super) fn forms(seat: &Seat, shown: &Shown, one: &Submission, house: &House) -> Markup {
    let now = seat.app.office.now();
    let acts_for = |desk: &DeskId| house.mandate_for(&seat.officer, desk, now).is_some();
    let decides = acts_for(&one.facts.to);
    let office = one.office.as_ref().is_some_and(acts_for);
    let holds = |id: &MandateId| house.mandates.get(id).is_some_and(|mandate| mandate.capacity == Capacity::Holder);
    let holder = house.mandate_for(&seat.officer, &one.facts.to, now).is_some_and(holds);
    html! {
        @match &one.state {
            SubmissionState::AwaitsSecond if decides => (second(seat, shown, one)),
            state if state.is_open() && (decides || office) => (verdicts(seat, shown, one, house, decides)),
            SubmissionState::Decided if decides => (reopen(shown, one)),
            _ => {},
        }
        @if one.state == SubmissionState::AwaitsSecond && (decides || office) {
            @let back = shown.view.slip(&format!("send-back/{}", one.no));
            (back.act("send-back", say!("Send it back"), &back.needed("reason", say!("Why")), say!("Send it back")))
        } @else if one.state.is_open() && (decides || office) { (in_office(seat, shown, one, office || !holder)) }
        @if one.state.is_open() && acts_for(&one.from) {
            @let slip = shown.view.slip(&format!("withdraw/{}", one.no));
            (slip.act("withdraw", say!("Take it back"), &slip.needed("reason", say!("Why")), say!("Take it back")))
        }
    }
}

fn verdicts(seat: &Seat, shown: &Shown, one: &Submission, house: &House, here: bool) -> Markup {
    let has_text = shown.draft().is_some_and(|draft| draft.is_open() && !draft.versions.is_empty());
    let offers: Vec<&Offer> =
        [&ADOPT, &AMEND].into_iter().filter(|_| has_text).chain([&REJECT, &RETURN, &DEFER, &DISCUSS, &SEEN]).collect();
    html! {
        @if shown.draft().is_none() { p.hint { "There is nothing to adopt: no draft lies with it. A draft is begun in the dossier, and put before the desk with the question." } }
        nav.acts aria-label="Decide" {
            @for offer in &offers {
                a.button.plain[offer.name != ADOPT.name] href=(format!("#decide-{}", offer.name)) data-decide=(offer.name) { (offer.title) kbd aria-hidden="true" data-key-of=(offer.name) { (offer.key) } }
            }
        }
        @for offer in offers { (verdict(seat, shown, one, house, offer, here)) }
    }
}

fn verdict(seat: &Seat, shown: &Shown, one: &Submission, house: &House, offer: &Offer, here: bool) -> Markup {
    let (no, name) = (one.no, offer.name);
    let hash = shown.draft().and_then(|draft| draft.hash()).map(|hash| hash.to_string());
    let amends = name == AMEND.name;
    let slip = match amends {
        true => shown.view.slip(&format!("amend/{no}")),
        false => shown.view.slip_of(&format!("decide/{no}"), |form| form.said("word") == Some(name)),
    };
    let fields = html! {
        @if !amends { input type="hidden" name="word" value=(name); }
        @if let Some(hash) = &hash { input type="hidden" name="hash" value=(hash); }
        p { (what_happens(seat, shown, one, house, name)) }
        @if amends {
            (amended_text(&slip, shown))
        }
        @if name == DEFER.name { (slip.day("until", say!("To"), None)) }
        @if name == RETURN.name { (slip.needed("remark", say!("What is missing, or why"))) } @else { (slip.line("remark", say!("Remark"))) }
        (how(&slip, house, one, here))
        (signing::field(shown.signing))
        button.small { (offer.button) }
    };
    let id = format!("decide-{name}");
    let form = if amends { slip.upload("amend-form", &fields) } else { slip.form("", None, &fields) };
    html! { details.act.no-print.decide #(id) open[slip.is_open()] { summary { (offer.title) } (form) } }
}

/// The text as it is adopted: written on from the one that stands, or as a file.
fn amended_text(slip: &Slip<'_>, shown: &Shown) -> Markup {
    let stands = shown.text.as_deref().unwrap_or_default();
    let too_long = stands.len() > AMENDED_HERE_BYTES_MAX;
    let text = slip.said("text").unwrap_or(if too_long { "" } else { stands });
    html! {
        @if too_long && let Some(draft) = shown.draft() {
            p.hint { "The text is too long to be written on here: " a href=(format!("/dossiers/{}/drafts/{}/word", shown.view.dossier.id, draft.no)) { "draft in Word" } ", and send the file as it is adopted." }
        }
        label { "The text as it is adopted" textarea.long name="text" rows="14" autofocus[slip.wants("text")] { (text) } }
        label { "or its file" input type="file" name="file"; }
    }
}

/// Exactly what a verdict will bring about.
fn what_happens(seat: &Seat, shown: &Shown, one: &Submission, house: &House, name: &str) -> String {
    let (from, draft) = (trail::desk(house, &one.from), shown.draft());
    let follows = draft.map_or(&[][..], |draft| &draft.facts.follows);
    let closed = plural!(follows.len(), "{n} step", "{n} steps");
    match name {
        "adopt" | "amend" => {
            let number = draft.and_then(|draft| house.next_number(&draft.facts.series, seat.app.office.today().year()));
            let number = number.unwrap_or_else(|| say!("under the next number").to_owned());
            let answered: Vec<&str> = draft
                .iter()
                .flat_map(|draft| &draft.facts.answers)
                .filter_map(|id| shown.view.rests.get(id).map(String::as_str))
                .collect();
            let mut then =
                say!("The text becomes a paper of its own, {number} as things stand, and {}.", begins(follows));
            if !answered.is_empty() {
                then += &say!(" It answers {}: no answer is owed there any more.", answered.join(", "));
            }
            after_a_second(shown, one, house, &Verdict::Adopted, &then)
        }
        "reject" => {
            let then = match (draft, follows.len()) {
                (None, _) => say!("What is asked is not done. Nobody owes anything by it.").to_owned(),
                (Some(_), 0) => say!("The draft is not adopted. Nobody owes anything by it.").to_owned(),
                (Some(_), _) => say!("The draft is not adopted; its {closed} close. Nobody owes anything by it."),
            };
            after_a_second(shown, one, house, &Verdict::Rejected, &then)
        }
        "return" => say!("It goes back to {from}, to be submitted again."),
        "defer" => say!("It stays here, due again on that day.").to_owned(),
        "discuss" => say!("{from} is told that it is to be discussed; it stays here until it is decided."),
        _ => say!("It is seen, and lies here no more; nothing is adopted or rejected.").to_owned(),
    }
}

/// What a verdict brings about, or that it waits for another officer first.
fn after_a_second(shown: &Shown, one: &Submission, house: &House, word: &Verdict, then: &str) -> String {
    if !needs_two(house, &shown.view.dossier, shown.draft(), word) {
        return then.to_owned();
    }
    let to = trail::desk(house, &one.facts.to);
    say!("Another officer of {to} has to decide the same; until then nothing begins. Then: {then}")
}

/// Which steps begin with the adoption, and which wait for another.
fn begins(follows: &[FollowUp]) -> String {
    let at_once = follows.iter().filter(|step| step.after.is_none()).count();
    let begin = |count| say!("{} at once", plural!(count, "{n} step begins", "{n} steps begin"));
    match (at_once, follows.len() - at_once) {
        (0, 0) => say!("nothing else follows").to_owned(),
        (at_once, 0) => begin(at_once),
        (at_once, later) => {
            say!("{}, {later} when another is done", begin(at_once))
        }
    }
}

/// How it was decided, where it was not here and now.
fn how(slip: &Slip<'_>, house: &House, one: &Submission, here: bool) -> Markup {
    let said = slip.said("how").unwrap_or(if here { "in_person" } else { "conveyed" });
    let officers = house.officers.iter().filter(|(id, _)| {
        house.mandates.values().any(|mandate| mandate.officer == **id && mandate.desk == one.facts.to)
    });
    let officers = officers.map(|(id, officer)| (id.as_str(), officer.name.as_str()));
    html! {
        details.how open[said != "in_person"] {
            summary { "Not here and now: conveyed, or decided by a body" }
            div.row {
                @if here { label.line { input type="radio" name="how" value="in_person" checked[said == "in_person"]; "here, by me" } }
                label.line { input type="radio" name="how" value="conveyed" checked[said == "conveyed"]; "conveyed" }
                @if here { label.line { input type="radio" name="how" value="body" checked[said == "body"]; "by a body" } }
            }
            fieldset { legend { "Conveyed" }
                div.row {
                    label { "Decided by" select name="decided_by" { (slip.options("decided_by", officers, None)) } }
                    label { "How" select name="means" { (slip.words("means", MEANS, None)) } }
                    (slip.line("conveyed_by", say!("Conveyed by")))
                }
            }
            @if here {
                fieldset { legend { "By a body" }
                    div.row { (slip.line("sitting", say!("Sitting"))) (slip.line("item", say!("Item"))) (slip.line("result", say!("Result"))) (slip.day("written_round_until", say!("Written round until"), None)) }
                    (slip.lines("dissenters", say!("Who dissented, one a line"), false))
                }
            }
        }
    }
}

fn second(seat: &Seat, shown: &Shown, one: &Submission) -> Markup {
    let Some(first) = one.decisions.last() else { return html! {} };
    if first.by == seat.officer {
        return html! { p { "You decided first. Another officer of the desk has to decide the same before it holds." } };
    }
    let slip = shown.view.slip(&format!("second/{}", one.no));
    let hash = shown.draft().and_then(|draft| draft.hash()).map(|hash| hash.to_string());
    let says = match first.word {
        Verdict::Rejected => say!("You reject it too: it then holds."),
        _ => say!("You adopt it too: it then holds, the text becomes a paper of its own, and what follows begins."),
    };
    html! {
        (slip.act("second", say!("Be the second"), &html! {
            @if let Some(hash) = &hash { input type="hidden" name="hash" value=(hash); }
            p { (says) }
            (signing::field(shown.signing))
        }, say!("Decide the same")))
    }
}

fn reopen(shown: &Shown, one: &Submission) -> Markup {
    let adopted = one.decided().is_some_and(|last| last.word.adopts());
    let slip = shown.view.slip(&format!("reopen-decision/{}", one.no));
    html! {
        @if !adopted { (slip.act("reopen-decision", say!("Open it again"), &slip.needed("reason", say!("Why")), say!("Open it again"))) }
    }
}

/// What is done with it before it is decided: in sight of whoever prepares it, folded for whoever decides.
fn in_office(seat: &Seat, shown: &Shown, one: &Submission, prepares: bool) -> Markup {
    let slip = |act: &str| shown.view.slip(&format!("{act}/{}", one.no));
    let (boxed, hold, back, cover) = (slip("box"), slip("hold"), slip("send-back"), slip("cover"));
    let today: Date = seat.app.office.today();
    let place = one.boxed.map_or(1, |boxed| boxed.place).to_string();
    let acts = html! {
        (boxed.act("box", say!("Put it into the box of a day"), &html! {
            div.row { (boxed.day("day", say!("Day"), Some(one.boxed.map_or(today, |boxed| boxed.day)))) label { "Place" input type="number" name="place" min="1" max="999" value=(boxed.chosen("place", Some(place.as_str())).unwrap_or_default()); } }
        }, say!("Put it there")))
        (cover.act("cover", say!("Add a remark for two pairs of eyes"), &cover.needed("says", say!("Remark")), say!("Add it")))
        (hold.act("hold", say!("Hold it"), &hold.needed("reason", say!("Why")), say!("Hold it")))
        (back.act("send-back", say!("Send it back"), &back.needed("reason", say!("What is missing")), say!("Send it back")))
    };
    let sent = [&boxed, &cover, &hold, &back].into_iter().any(|slip| slip.is_open());
    html! {
        @if prepares { h2.no-print { "Before it is decided" } (acts) } @else {
            details.no-print open[sent] { summary { "Before it is decided: the box of a day, a remark, hold it, send it back" } (acts) }
        }
    }
}
