//! The forms of the house: how each is drawn, and how it is read.

use std::collections::BTreeSet;
use std::str::FromStr;

use maud::Markup;
use phrases::{html, phrase, say};
use procedure::act::{Act, NAME_BYTES_MAX};
use procedure::house::{Capacity, CircularNumbers, Duty, House, Series, TurnOver, Visibility};
use procedure::ids::{CODE_BYTES_MAX, CodeError, DeskId, OfficerId, SeriesId};
use procedure::moment::Moment;
use procedure::number::{PATTERN_BYTES_MAX, Pattern};

use crate::web::choices;
use crate::web::forms::{Form, Unreadable};
use crate::web::slip::{Slip, Unentered};
use crate::web::words::Choice;

/// An officer is picked from a list of at most so many; of more, the code is typed.
pub(super) const OFFICERS_LISTED_MAX: usize = 100;

/// In what capacity one acts for a desk.
pub(super) const CAPACITIES: &[Choice<Capacity>] = &[
    (Capacity::Holder, "holder", phrase!("holds it")),
    (Capacity::Substitute, "substitute", phrase!("stands in for its holder")),
];

/// Who sees the papers of a series before anybody is named on them.
pub(super) const SEEN_BY: &[Choice<Visibility>] = &[
    (Visibility::WholeHouse, "whole_house", phrase!("the whole house")),
    (Visibility::DeskAndChief, "desk_and_chief", phrase!("the desks named, and their chiefs")),
    (Visibility::ListOnly, "list_only", phrase!("only those named")),
];

/// Whether papers of a series leave the house.
pub(super) const WAYS: &[Choice<bool>] =
    &[(false, "in", phrase!("papers that come in")), (true, "out", phrase!("letters that go out"))];

/// When numbers begin again.
pub(super) const TURNS: &[Choice<TurnOver>] =
    &[(TurnOver::Yearly, "yearly", phrase!("anew each year")), (TurnOver::Never, "never", phrase!("on and on"))];

/// How numbers are printed where nothing else is said.
const PATTERN_USUAL: &str = "{series}-{year}-{n:04}";

/// What was typed and cannot be taken, and in which field.
pub(super) struct Wrong {
    pub(super) field: &'static str,
    pub(super) says: String,
}

impl Wrong {
    pub(super) fn of(field: &'static str) -> impl FnOnce(Unreadable) -> Self {
        move |Unreadable(says)| Self { field, says }
    }
}

/// A code, which has to be there.
pub(super) fn code<T: FromStr<Err = CodeError>>(form: &Form, field: &'static str) -> Result<T, Wrong> {
    let typed = form.said(field).unwrap_or_default();
    let wrong = |says: String| Wrong { field, says };
    if typed.is_empty() {
        return Err(wrong(say!("The code is missing: a short name that does not change.").to_owned()));
    }
    typed.parse().map_err(|_| {
        wrong(say!(
            "“{typed}” cannot be a code. A code is 1 to {CODE_BYTES_MAX} letters a to z, digits, hyphens or dots, and begins with a letter or digit."
        ))
    })
}

/// One of the choices of a form; the first where nothing was said.
fn choice<T: Copy>(form: &Form, field: &'static str, choices: &'static [Choice<T>], usual: T) -> Result<T, Wrong> {
    Ok(form.choice(field, choices).map_err(Wrong::of(field))?.unwrap_or(usual))
}

fn code_and_name(slip: &Slip<'_>, example: &str) -> Markup {
    html! {
        label { "Code" input type="text" name="code" value=[slip.said("code")] placeholder=(example) maxlength=(CODE_BYTES_MAX) autocomplete="off" autocapitalize="off" spellcheck="false" required autofocus[slip.wants("code")]; }
        label { "Name as printed" input type="text" name="name" value=[slip.said("name")] maxlength=(NAME_BYTES_MAX) autocomplete="off" required autofocus[slip.wants("name")]; }
    }
}

fn folded(open: bool, slip: &Slip<'_>, title: &str, form: &Markup) -> Markup {
    html! { details.act.no-print open[open || slip.is_open()] { summary { (title) } (form) } }
}

/// Adding a desk.
pub(super) fn desk(house: &House, open: bool, unentered: Option<&Unentered>) -> Markup {
    let slip = Slip::at("/house/desks".to_owned(), 0, unentered);
    let fields = html! {
        (code_and_name(&slip, "legal"))
        label { "Desk above" select name="above" autofocus[slip.wants("above")] {
            option value="" { "none" } (slip.desks("above", house, None))
        } }
        p.hint { "The code stays; the name may change. The desk above is its chief’s, who sees what waits there." }
        button.small { "Set up the desk" }
    };
    folded(open, &slip, say!("Add a desk"), &slip.form("", Some("add-desk"), &fields))
}

/// The form of a desk, read.
pub(super) fn read_desk(form: &Form) -> Result<Act, Wrong> {
    Ok(Act::AddDesk {
        desk: code(form, "code")?,
        name: form.text("name").unwrap_or_default(),
        aliases: Vec::new(),
        above: form.parsed("above").map_err(Wrong::of("above"))?,
    })
}

/// Taking in an officer, with the desk that one acts for; the desk proposed is one for which nobody acts yet.
pub(super) fn officer(house: &House, now: Moment, open: bool, unentered: Option<&Unentered>) -> Markup {
    let slip = Slip::at("/house/officers".to_owned(), 0, unentered);
    let levels = house.levels.iter().map(|level| (level.id.as_str(), level.name.as_str()));
    let vacant = vacant(house, now).into_iter().next();
    let fields = html! {
        (code_and_name(&slip, "lind"))
        p.hint { "One signs in with the code. A one-time link is made and shown once, for you to hand on." }
        label { "May read up to" select name="cleared_to" autofocus[slip.wants("cleared_to")] { (slip.options("cleared_to", levels, None)) } }
        label { "Desk" select name="desk" autofocus[slip.wants("desk")] {
            option value="" { "none yet" } (slip.desks("desk", house, vacant))
        } }
        label { "At that desk" select name="capacity" { (slip.words("capacity", CAPACITIES, Some(Capacity::Holder))) } }
        label.line { input type="checkbox" name="administrator" value="yes" checked[slip.said("administrator") == Some("yes")]; "Looks after the house too (an administrator)" }
        p { button.small { "Take the officer in" } }
    };
    folded(open, &slip, say!("Add an officer"), &slip.form("", Some("add-officer"), &fields))
}

/// An officer to be taken in, and the desk to be given then.
pub(super) struct Newcomer {
    pub(super) officer: OfficerId,
    pub(super) act: Act,
    pub(super) desk: Option<(DeskId, Capacity)>,
}

/// The form of an officer, read.
pub(super) fn read_officer(form: &Form, house: &House) -> Result<Newcomer, Wrong> {
    let officer: OfficerId = code(form, "code")?;
    let lowest = || house.levels.first().map(|level| level.id.clone());
    let no_level = || Wrong { field: "cleared_to", says: say!("The form does not say which level.").to_owned() };
    let cleared_to = form.parsed("cleared_to").map_err(Wrong::of("cleared_to"))?;
    let act = Act::AddOfficer {
        officer: officer.clone(),
        name: form.text("name").unwrap_or_default(),
        aliases: Vec::new(),
        cleared_to: cleared_to.or_else(lowest).ok_or_else(no_level)?,
        duties: BTreeSet::from_iter(form.said("administrator").map(|_| Duty::Administrator)),
    };
    let desk = form.parsed("desk").map_err(Wrong::of("desk"))?;
    let capacity = choice(form, "capacity", CAPACITIES, Capacity::Holder)?;
    Ok(Newcomer { officer, act, desk: desk.map(|desk| (desk, capacity)) })
}

/// Giving an officer who is there a desk.
pub(super) fn mandate(house: &House, now: Moment, unentered: Option<&Unentered>) -> Markup {
    let slip = Slip::at("/house/mandates".to_owned(), 0, unentered);
    let active = choices::officers(house);
    let known = active.map(|(id, known)| (id.as_str(), known.name.as_str()));
    let fields = html! {
        (officer_field(&slip, known))
        label { "Desk" select name="desk" autofocus[slip.wants("desk")] { (slip.desks("desk", house, vacant(house, now).into_iter().next())) } }
        label { "At that desk" select name="capacity" { (slip.words("capacity", CAPACITIES, Some(Capacity::Holder))) } }
        p.hint { "From now on, without end. For a span of days: " span.code { "chancery desk" } "." }
        button.small { "Give the desk" }
    };
    folded(false, &slip, say!("Give an officer a desk"), &slip.form("", Some("give-desk"), &fields))
}

/// The choice of an officer, or the code typed where there are many.
pub(super) fn officer_field<'o>(slip: &Slip<'_>, known: impl Iterator<Item = (&'o str, &'o str)>) -> Markup {
    let known: Vec<_> = known.collect();
    html! {
        @if known.len() <= OFFICERS_LISTED_MAX {
            label { "Officer" select name="officer" required autofocus[slip.wants("officer")] { @if known.len() > 1 { option value="" { "choose an officer" } } (slip.options("officer", known, None)) } }
        } @else { (slip.needed("officer", say!("Officer, by the code"))) }
    }
}

/// The form of a mandate, read.
pub(super) fn read_mandate(form: &Form) -> Result<(OfficerId, DeskId, Capacity), Wrong> {
    let officer = form.needed("officer", say!("which officer")).map_err(Wrong::of("officer"))?;
    let desk = form.needed("desk", say!("which desk")).map_err(Wrong::of("desk"))?;
    Ok((officer, desk, choice(form, "capacity", CAPACITIES, Capacity::Holder)?))
}

/// The open desks for which nobody at work acts.
pub(super) fn vacant(house: &House, now: Moment) -> Vec<&DeskId> {
    let open = choices::desks(house);
    open.map(|(id, _)| id).filter(|id| house.at_work_at(id, now).is_empty()).collect()
}

/// Opening a series; what keeps the first series that there is, is proposed to keep this one.
pub(super) fn series(house: &House, own: Option<&DeskId>, open: bool, unentered: Option<&Unentered>) -> Markup {
    let slip = Slip::at("/house/series".to_owned(), 0, unentered);
    let keeper = house.series.values().find(|known| known.closed.is_none()).map(|known| &known.registry).or(own);
    let fields = html! {
        (code_and_name(&slip, "IN"))
        label { "For which papers" select name="way" { (slip.words("way", WAYS, Some(false))) } }
        label { "Seen by" select name="rule" { (slip.words("rule", SEEN_BY, Some(Visibility::WholeHouse))) } }
        p.hint { "Before anybody is named on a paper. A stricter rule set later does not take back what was read." }
        label { "Numbers run" select name="turn_over" autofocus[slip.wants("turn_over")] { (slip.words("turn_over", TURNS, Some(TurnOver::Yearly))) } }
        label { "Kept by" select name="registry" autofocus[slip.wants("registry")] { (slip.desks("registry", house, keeper)) } }
        label { "Pattern of its numbers, if another than usual" input type="text" name="pattern" value=[slip.said("pattern")] placeholder=(PATTERN_USUAL) maxlength=(PATTERN_BYTES_MAX) autocomplete="off" autocapitalize="off" spellcheck="false" autofocus[slip.wants("pattern")]; }
        p.hint { "Left blank, a number is the code, the year and four digits or more, as " span.code { "IN-1951-0001" } "." }
        button.small { "Open the series" }
    };
    folded(open, &slip, say!("Open a series"), &slip.form("", Some("open-series"), &fields))
}

/// The form of a series, read.
pub(super) fn read_series(form: &Form) -> Result<Act, Wrong> {
    let series: SeriesId = code(form, "code")?;
    let turn_over = choice(form, "turn_over", TURNS, TurnOver::Yearly)?;
    let usual = match turn_over {
        TurnOver::Yearly => PATTERN_USUAL.replace("{series}", series.as_str()),
        TurnOver::Never => format!("{series}-{{n:04}}"),
    };
    let pattern = Pattern::new(form.text("pattern").unwrap_or(usual));
    let registry = form.needed("registry", say!("which desk keeps it"));
    let facts = Series {
        name: form.text("name").unwrap_or_default(),
        pattern: pattern.map_err(|error| Wrong { field: "pattern", says: error.to_string() })?,
        start: 1,
        turn_over,
        registry: registry.map_err(Wrong::of("registry"))?,
        rule: choice(form, "rule", SEEN_BY, Visibility::WholeHouse)?,
        band: None,
        file_code: None,
        closed: None,
        outgoing: choice(form, "way", WAYS, false)?,
        circulars: CircularNumbers::OneNumber,
    };
    Ok(Act::OpenSeries { series, facts })
}
