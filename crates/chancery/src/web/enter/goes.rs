//! Where a paper goes once it has its number: the series' marking, the desk, what is asked there and by when.

use maud::Markup;
use phrases::html;
use procedure::card::AskedAct;
use procedure::house::House;

use super::outlook;
use super::piece::Proposal;
use crate::web::choices;
use crate::web::paper::directions::desk_options;
use crate::web::seat::Seat;
use crate::web::words;

/// The marking: what stands on it, and the level that entering confirms.
pub(super) fn marking(proposal: &Proposal<'_>, house: &House) -> Markup {
    let read = proposal.card.marking.as_ref().map(|field| field.value.as_str());
    let meant = read.and_then(|words| house.level_of(words)).map(|level| level.id.as_str());
    let chosen = proposal.typed.sent("level").or(meant).unwrap_or_default();
    html! {
        div.doubt[read.is_some()] data-row="marking" {
            dt { label for="level" { "Marking" } }
            dd {
                select #level name="level" data-key="marking" {
                    option value="" { @if read.is_some() { "not confirmed now" } @else { "none stands on it" } }
                    @for level in &house.levels { option value=(level.id) selected[chosen == level.id.as_str()] { (level.name) } }
                }
                @if let Some(read) = read { span.says { "“" (read) "” stands on it; entering confirms the level chosen here" } }
            }
        }
    }
}

/// Desk, act and date on one line; a remark and desks for information where they are wanted.
pub(super) fn goes_to(seat: &Seat, proposal: &Proposal<'_>, house: &House) -> Markup {
    let typed = &proposal.typed;
    let again = typed.sent("desk").is_some();
    let usual = proposal.outlook.usual.desk.as_ref();
    let desk = if again {
        typed.parsed("desk").ok().flatten()
    } else {
        outlook::goes_to(house, proposal.card, seat.app.office.now()).or_else(|| usual.map(|(desk, _)| desk.clone()))
    };
    let says = usual.filter(|(usual, _)| desk.as_ref() == Some(usual)).map(|(_, why)| why.as_str());
    let asked = match typed.said("asked") {
        Some(name) => words::named(words::ASKED, name),
        None => proposal.card.request.as_ref().map(|field| field.value.act),
    };
    let due =
        if again { typed.text("due") } else { outlook::due(proposal.card, seat.app.office.today()).map(words::day) };
    let open = choices::desks(house);
    let copies: Vec<_> = open.map(|(id, desk)| (format!("copy.{id}"), desk.name.as_str())).collect();
    let more = typed.said("remark").is_some() || copies.iter().any(|(name, _)| typed.said(name).is_some());
    html! {
        div {
            dt { label for="desk" { "Goes to" } }
            dd {
                div.line {
                    select #desk name="desk" { option value="" { "nobody yet" } (desk_options(house, desk.as_ref())) }
                    select name="asked" aria-label="What is asked" { (words::options(words::ASKED, Some(asked.unwrap_or(AskedAct::Review)))) }
                    input.day type="text" name="due" aria-label="By" placeholder="by when" value=[due] autocomplete="off";
                }
                @if let Some(why) = says { span.says { "Usual for this sender. " (why) } }
                details open[more] { summary { "Remark, and for information to" }
                    input type="text" name="remark" aria-label="Remark" placeholder="remark" value=(typed.said("remark").unwrap_or_default());
                    @for (name, desk) in &copies {
                        div { label.line { input type="checkbox" name=(name) value="yes" checked[typed.said(name).is_some()]; (desk) } }
                    } }
            }
        }
    }
}
