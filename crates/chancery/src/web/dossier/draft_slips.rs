//! The forms of drafts and concurrences, as they are drawn. Their fields are read in `draft_acts`.

use std::collections::{BTreeMap, BTreeSet};

use maud::Markup;
use phrases::{Phrase, html, phrase, say};
use procedure::dossier::{Concurrence, Dossier, Draft, DraftFacts, FOLLOW_UPS_MAX, FollowUp, Word};
use procedure::house::{House, Series};
use procedure::ids::{DeskId, Hash, PaperId, SeriesId};

use super::draft_acts::{ANSWERS, ASKED_ROWS, SAID};
use super::show::View;
use crate::compose::{Composed, Template};
use crate::office::came_in;
use crate::web::choices;
use crate::web::paper::directions::desk_options;
use crate::web::paper::trail;
use crate::web::slip::Slip;
use crate::web::words;

/// Kinds that are offered, entered by the name by which their form is found; any other may be typed.
const KINDS: &[Phrase] = &[
    phrase!("resolution"),
    phrase!("letter"),
    phrase!("memorandum"),
    phrase!("communiqué"),
    phrase!("telegram"),
    phrase!("note verbale"),
];
/// Empty rows for steps below those that are there.
const ROWS_MORE: usize = 2;

/// Whether a form of this draft was sent and not entered: it stands open on the page.
pub(super) fn is_drawn_again(view: &View, no: u32) -> bool {
    let Some(sent) = &view.unentered else { return false };
    let mut parts = sent.place.split('/').skip(3);
    let (act, of) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    (act.starts_with("draft-") || act.starts_with("concur") || act == "drafts") && of == no.to_string()
}

/// The form that takes a page back from a word processor, for whichever draft it was made.
pub(super) fn bring(view: &View) -> Markup {
    let slip = view.slip("bring");
    html! {
        @if view.dossier.drafts.iter().any(Draft::is_open) || slip.is_open() {
            (slip.folded(say!("Bring a draft back from Word"), &slip.upload("bring", &html! {
                label { "The file, as Word saved it" input type="file" name="file" required autofocus[slip.wants("file")]; }
                (slip.line("note", say!("What was changed, in a line")))
                p.hint { "It says itself of which draft it is, and from which version it was made. It may be dropped anywhere on this page." }
                button.small { "Bring it" }
            })))
        }
    }
}

/// The form that begins a draft, and the ways to one that is composed.
pub(super) fn start(view: &View, house: &House) -> Markup {
    let place = format!("/dossiers/{}/compose", view.dossier.id);
    html! {
        p.no-print { "Draw up, from what stands here: " @for (at, template) in Template::ALL.into_iter().enumerate() {
            @if at > 0 { " · " } a href=(format!("{place}/{}", template.name())) { (template.words()) }
        } }
        (view.slip("drafts").folded(say!("Begin a draft with a text of your own, or whose text is to come"), &begin(view, house, None)))
    }
}

/// A paper that was composed, to be written on.
pub(super) struct Composing<'a> {
    pub(super) template: Template,
    pub(super) composed: &'a Composed,
}

/// What the fields of a draft hold before anybody writes in them.
struct Kept {
    title: String,
    kind: String,
    /// In which it would be entered; for whoever drafts to say where nothing says it.
    series: Option<SeriesId>,
    to: Vec<String>,
    answers: BTreeSet<PaperId>,
    follows: Vec<FollowUp>,
}

impl Kept {
    fn of(facts: &DraftFacts) -> Self {
        let DraftFacts { title, kind, series, to, answers, follows } = facts.clone();
        Self { title, kind, series: Some(series), to, answers, follows }
    }
}

/// The form that begins a draft, with what was composed.
pub(super) fn begin(view: &View, house: &House, with: Option<&Composing<'_>>) -> Markup {
    let slip = view.slip("drafts");
    let kept = with.map(|with| {
        let steps = || steps_proposed(house, &view.dossier);
        let follows = if with.template == Template::Resolution { steps() } else { Vec::new() };
        Kept {
            title: with.composed.title.clone(),
            kind: with.composed.kind.clone(),
            series: outgoing(house).next().map(|(id, _)| id.clone()),
            to: with.composed.to.clone(),
            answers: with.composed.answers.into_iter().collect(),
            follows,
        }
    });
    slip.upload("begin-draft", &html! {
        @if let Some(with) = with {
            (words_of(&slip, view, say!("Its words"), Some(&with.composed.text)))
        }
        (facts(&slip, view, house, kept.as_ref()))
        (own_desk(&slip, view, house, (say!("Drawn up by"), say!("one of your desks that keeps the dossier or is named in it"))))
        @if with.is_none() { (text(&slip, view, say!("Its text, where there is one already"))) }
        button.small { "Keep the draft" }
    })
}

/// For which of the officer's desks it is done: one that speaks in the dossier; or as the rules take it, where they take one
/// that is not named. Where only one may be meant, nobody is asked.
pub(super) fn own_desk(slip: &Slip<'_>, view: &View, house: &House, (label, unsaid): (&str, &str)) -> Markup {
    let voices = &view.told.voices;
    let drew = view.dossier.drafts.iter().rev().find(|draft| draft.is_open()).map(|draft| draft.desk.as_str());
    let desks = voices.speaks.iter().map(|desk| (desk.as_str(), trail::desk(house, desk)));
    html! {
        @match (voices.speaks.as_slice(), voices.puts) {
            ([], _) | ([_], true) => {}
            ([only], false) => { input type="hidden" name="desk" value=(only); }
            (_, puts) => { label { (label) select name="desk" {
                @if puts { option value="" { (unsaid) } }
                // Nothing is proposed where the rules take one by themselves.
                (slip.options("desk", desks, drew.filter(|_| !puts)))
            } } }
        }
    }
}

/// The steps of the proposals that stand, as what would follow: those that a desk of the house would do, each after the one
/// that it waits for. They are only offered; whoever drafts says what follows.
fn steps_proposed(house: &House, dossier: &Dossier) -> Vec<FollowUp> {
    let open = |desk: &DeskId| house.desks.get(desk).is_some_and(|known| known.closed.is_none());
    let mut follows: Vec<FollowUp> = Vec::new();
    for proposal in dossier.positions.proposals.iter().filter(|one| one.withdrawn.is_none()) {
        let mut place_of: BTreeMap<u32, u32> = BTreeMap::new();
        for step in &proposal.steps {
            let words = &step.words;
            let Some(desk) = words.desk.clone().filter(open) else { continue };
            if follows.len() == FOLLOW_UPS_MAX {
                return follows;
            }
            let object = words.object.iter().cloned();
            let to = words.recipient.iter().map(|to| say!("to {to}"));
            let what = std::iter::once(words.act.clone()).chain(object).chain(to).collect::<Vec<_>>().join(" ");
            let after = words.after.and_then(|after| place_of.get(&after).copied());
            follows.push(FollowUp { desk, what, due: words.due, control: None, after });
            place_of.insert(step.no, u32::try_from(follows.len()).unwrap_or(u32::MAX));
        }
    }
    follows
}

/// Whether a draft has a text, and lies before nobody yet.
pub(super) fn may_go_up(view: &View, draft: &Draft) -> bool {
    draft.last().is_some() && view.dossier.put_up(draft.no).is_none()
}

/// What is done with a draft by those who draw it up.
pub(super) fn acts(view: &View, house: &House, draft: &Draft) -> Markup {
    let (change, give_up) =
        (view.slip(&format!("draft-change/{}", draft.no)), view.slip(&format!("draft-drop/{}", draft.no)));
    html! {
        (add_version(view, draft))
        (ask(view, house, draft))
        (change.act(&format!("draft-change-{}", draft.no), say!("Change what it is, where it goes or what follows"), &facts(&change, view, house, Some(&Kept::of(&draft.facts))), say!("Change it")))
        (give_up.act(&format!("draft-drop-{}", draft.no), say!("Give it up"), &give_up.needed("reason", say!("Why")), say!("Give it up")))
    }
}

fn add_version(view: &View, draft: &Draft) -> Markup {
    let slip = view.slip(&format!("drafts/{}/versions", draft.no));
    let count = draft.versions.len();
    // Of a form that is drawn again the text is the one that was typed, and so is what it was made from.
    let after = slip.said("after").map(str::to_owned).or(draft.hash().map(|hash| hash.to_string()));
    let overtaken =
        slip.is_open() && slip.said("after").is_some() && after != draft.hash().map(|hash| hash.to_string());
    slip.folded(say!("Add a version"), &slip.upload(&format!("add-version-{}", draft.no), &html! {
        input type="hidden" name="after" value=[after];
        @if count > 0 && !slip.is_open() { p { a href=(format!("/dossiers/{}/drafts/{}/write", view.dossier.id, draft.no)) { "Write on from version " (count) } span.soft { ", or send the new text:" } } }
        (text(&slip, view, say!("The new text")))
        (slip.line("note", say!("What was changed, in a line")))
        @if (overtaken || slip.said("stands").is_some() || slip.is_open()) && count > 0 {
            label.line { input type="checkbox" name="stands" value=(draft.hash().map(|hash| hash.to_string()).unwrap_or_default()) checked[slip.said("stands").is_some()]; "It takes up version " (count) ", which stands, whatever it was made from" }
        }
        button.small { "Add it" }
    }))
}

/// The field of a text; while a number is typed in it, papers that bear it are offered.
fn words_of(slip: &Slip<'_>, view: &View, label: &str, kept: Option<&str>) -> Markup {
    let rows = if kept.is_some() { "22" } else { "6" };
    let citable = format!("/dossiers/{}/citable", view.dossier.id);
    html! {
        label { (label) textarea.long name="text" rows=(rows) data-cite=(citable) autofocus[slip.wants("text")] { (slip.said("text").or(kept).unwrap_or_default()) } }
    }
}

/// A text: typed, or as a file.
fn text(slip: &Slip<'_>, view: &View, label: &str) -> Markup {
    html! {
        (words_of(slip, view, label, None))
        label { "Or as a file" input type="file" name="file"; }
    }
}

/// What a draft is and where it goes, with the steps that would follow.
fn facts(slip: &Slip<'_>, view: &View, house: &House, kept: Option<&Kept>) -> Markup {
    let said = |name: &str, was: Option<String>| slip.said(name).map(str::to_owned).or(was);
    let title = said("title", kept.map(|facts| facts.title.clone()));
    let kind = said("kind", kept.map(|facts| facts.kind.clone()));
    let series = said("series", kept.and_then(|facts| facts.series.as_ref()).map(SeriesId::to_string));
    let to = said("to", kept.map(|facts| facts.to.join("\n"))).unwrap_or_default();
    let known = if kept.is_some() { "of-change" } else { "of-start" };
    let steps = kept.map_or(0, |facts| facts.follows.len());
    let rows = (1..=FOLLOW_UPS_MAX).take(steps + ROWS_MORE);
    html! {
        label { "What it is about" input type="text" name="title" value=[title] required autofocus[slip.wants("title")]; }
        div.row {
            label { "What it is" input type="text" name="kind" value=[kind] list=(format!("kinds-{known}")) required autocomplete="off"; }
            datalist id=(format!("kinds-{known}")) { @for kind in KINDS { option value=(kind.english()) { (kind) } } }
            label { "Entered, once adopted, in" select name="series" required { (series_options(house, series.as_deref())) } }
        }
        label { "To, one a line" textarea name="to" { (to) } }
        (answers(slip, view, house, kept))
        details.how open[steps > 0 || slip.is_open()] { summary { "What follows if it is adopted, in order" }
            fieldset { legend { "Steps" } @for no in rows { (step(slip, house, no, kept)) } }
        }
    }
}

/// Which papers it answers: those of the dossier that came in, and those that it is said to answer already.
fn answers(slip: &Slip<'_>, view: &View, house: &House, kept: Option<&Kept>) -> Markup {
    let said = |id: &str| slip.said(&format!("{ANSWERS}{id}")).is_some();
    let was = |id: &str| kept.is_some_and(|kept| kept.answers.iter().any(|one| one.to_string() == id));
    let ticked = |id: &str| if slip.is_open() { said(id) } else { was(id) };
    let came_in: Vec<(String, String)> = view.filed_of(|row| came_in(house, row)).collect();
    let others = kept.into_iter().flat_map(|kept| &kept.answers).map(ToString::to_string);
    let others: Vec<String> = others.filter(|id| came_in.iter().all(|(known, _)| known != id)).collect();
    html! {
        @if !came_in.is_empty() || !others.is_empty() {
            fieldset { legend { "Which paper it answers, once it is adopted" }
                @for (id, says) in &came_in { (tick(id, says, ticked(id))) }
                @for id in &others { (tick(id, &view.number_of(id), ticked(id))) }
            }
        }
    }
}

fn tick(id: &str, says: &str, checked: bool) -> Markup {
    html! { label.line { input type="checkbox" name=(format!("{ANSWERS}{id}")) value="1" checked[checked]; (says) } }
}

fn step(slip: &Slip<'_>, house: &House, no: usize, kept: Option<&Kept>) -> Markup {
    let was = kept.and_then(|facts| facts.follows.get(no - 1));
    let name = |part: &str| format!("step.{no}.{part}");
    let said = |part: &str, was: Option<String>| {
        slip.said(&name(part)).map(str::to_owned).or(was).filter(|text| !text.is_empty())
    };
    let desk = said("desk", was.map(|step| step.desk.to_string())).and_then(|code| code.parse().ok());
    let control = said("control", was.and_then(|step| step.control.as_ref()).map(ToString::to_string))
        .and_then(|code| code.parse().ok());
    let after = said("after", was.and_then(|step| step.after).map(|after| after.to_string()));
    html! {
        div.row.step {
            label { "Step " (no) ": desk" select name=(name("desk")) { option value="" { "none" } (desk_options(house, desk.as_ref())) } }
            label.wide { "does" input type="text" name=(name("what")) value=[said("what", was.map(|step| step.what.clone()))]; }
            label { "by" input.day type="text" name=(name("due")) value=[said("due", was.and_then(|step| step.due).map(words::day))] autocomplete="off"; }
            label { "when step" input.time type="text" name=(name("after")) value=[after] inputmode="numeric" autocomplete="off"; }
            label { "seen done by" select name=(name("control")) { option value="" { "the desk that draws it up" } (desk_options(house, control.as_ref())) } }
        }
    }
}

/// The open series from which papers leave the house.
fn outgoing(house: &House) -> impl Iterator<Item = (&SeriesId, &Series)> {
    house.series.iter().filter(|(_, series)| series.outgoing && series.closed.is_none())
}

/// The open series, those first from which papers leave the house. Where there is none of those and none is chosen yet,
/// nothing says in which it is entered.
fn series_options(house: &House, chosen: Option<&str>) -> Markup {
    let mut open: Vec<_> = choices::series(house).collect();
    open.sort_by_key(|(_, series)| !series.outgoing);
    let unsaid = chosen.unwrap_or_default().is_empty() && outgoing(house).next().is_none();
    html! {
        @if unsaid { option value="" selected { "choose one" } }
        @for (id, series) in open { option value=(id) selected[chosen == Some(id.as_str())] { (series.name) } }
    }
}

/// The form that asks desks to concur.
fn ask(view: &View, house: &House, draft: &Draft) -> Markup {
    let slip = view.slip_of(&format!("concur-ask/{}", draft.no), |form| form.said("again").is_none());
    let open = |desk: &&procedure::ids::DeskId| {
        draft.concurrences.iter().any(|one| one.asked.desk == **desk && one.answer.is_none())
    };
    let desks: Vec<_> = choices::desks(house).filter(|(id, _)| **id != draft.desk && !open(id)).collect();
    let in_order = slip.said("way") == Some("in_order");
    slip.act(&format!("concur-ask-{}", draft.no), say!("Ask desks to concur"), &html! {
        div.row { @for row in 1..=ASKED_ROWS.min(desks.len()) {
            @let name = format!("desk.{row}");
            label { "Desk " (row) select name=(name) { option value="" { "none" }
                @for (id, desk) in &desks { option value=(id) selected[slip.said(&name) == Some(id.as_str())] { (desk.name) } }
            } }
        } }
        div.row {
            label.line { input type="radio" name="way" value="side_by_side" checked[!in_order]; "side by side" }
            label.line { input type="radio" name="way" value="in_order" checked[in_order]; "one after the other, in this order, after those who are asked already" }
        }
        (slip.day("due", say!("By"), None))
    }, say!("Ask them"))
}

/// The form in which a desk says whether it concurs in the version that stands.
pub(super) fn concur(view: &View, house: &House, draft: &Draft, one: &Concurrence, hash: &Hash) -> Markup {
    let slip = view
        .slip_of(&format!("concur/{}", draft.no), |form| form.said("concurrence") == Some(one.no.to_string().as_str()));
    let word = slip.said("word");
    slip.act(&format!("concur-{}-{}", draft.no, one.no), say!("Say what your desk says"), &html! {
        input type="hidden" name="concurrence" value=(one.no);
        input type="hidden" name="hash" value=(hash);
        label { "To version " (draft.versions.len()) ", it" select name="word" {
            @for (_, name, words) in SAID { option value=(name) selected[word == Some(*name)] { (words) } }
        } }
        (slip.lines("says", say!("Remarks, reasons or why"), false))
        label { "To which desk, if it is handed on" select name="to" { option value="" { "none" } (desk_options(house, slip.said("to").and_then(|code| code.parse().ok()).as_ref())) } }
    }, say!("Say it"))
}

/// The form that goes on without a desk.
pub(super) fn skip(view: &View, draft: &Draft, one: &Concurrence) -> Markup {
    let slip = view.slip_of(&format!("concur-skip/{}", draft.no), |form| {
        form.said("concurrence") == Some(one.no.to_string().as_str())
    });
    slip.act(
        &format!("concur-skip-{}-{}", draft.no, one.no),
        say!("Go on without it"),
        &html! {
            input type="hidden" name="concurrence" value=(one.no);
            (slip.needed("reason", say!("Why")))
        },
        say!("Go on"),
    )
}

/// Whether a desk may be asked again: it answered, not to the version that stands or not with yes, and is not asked now.
pub(super) fn may_ask_again(draft: &Draft, one: &Concurrence) -> bool {
    let Some(answer) = &one.answer else { return false };
    let later = draft.concurrences.iter().any(|other| other.no > one.no && other.asked.desk == one.asked.desk);
    let agrees_now = answer.hash == draft.hash() && matches!(answer.word, Word::Agreed);
    !later && !agrees_now && !matches!(answer.word, Word::Delegated { .. })
}

/// The form that asks a desk again, at its turn.
pub(super) fn ask_again(view: &View, draft: &Draft, one: &Concurrence) -> Markup {
    let desk = one.asked.desk.as_str();
    let slip = view.slip_of(&format!("concur-ask/{}", draft.no), |form| form.said("again") == Some(desk));
    slip.form(
        "no-print",
        Some(&format!("concur-again-{}-{}", draft.no, one.no)),
        &html! {
            input type="hidden" name="again" value=(desk);
            input type="hidden" name="stage" value=(one.asked.stage);
            button.small.plain { "Ask it again" span.aside { " (" (desk) ")" } }
        },
    )
}
