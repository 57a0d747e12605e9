//! Names on the card that are not bound: who may be meant, with the reason. Offered, and bound only by an officer or by an
//! exact rule that a registry confirms here.

use std::collections::BTreeMap;

use maud::Markup;
use phrases::{html, say};
use procedure::card::Party;
use procedure::correspondent::parties;
use procedure::house::House;
use procedure::ids::CorrespondentId;
use procedure::paper::{NamedAs, Paper, Principal};
use register::{Candidates, Circumstances, Meant, Reads, RegisterError, Viewer};

use super::show::View;
use super::slip::Slip;
use super::trail;
use crate::web::words;

/// Most names of one card for which it is looked up who may be meant: the page is to come at once.
const PARTIES_LOOKED_UP_MAX: usize = 16;

/// Who is meant and who may be meant by the names of a card.
#[derive(Default)]
pub(super) struct People {
    /// Correspondents that are bound and in sight, with their names.
    named: BTreeMap<CorrespondentId, String>,
    /// Names not bound for which somebody is known.
    open: Vec<Open>,
}

/// A name that is not bound.
struct Open {
    named_as: NamedAs,
    party: Party,
    found: Candidates,
}

/// Looks up who is meant; who may be meant only where the officer `may_bind`.
pub(super) fn gather(reads: &Reads, viewer: &Viewer, paper: &Paper, may_bind: bool) -> Result<People, RegisterError> {
    let mut people = People::default();
    let bound: Vec<_> = paper.bindings.iter().filter(|binding| binding.ended.is_none()).collect();
    for id in bound.iter().filter_map(|binding| binding.to.correspondent()) {
        if let Some(known) = reads.correspondent(viewer, id)? {
            people.named.insert(id.clone(), known.name);
        }
    }
    if !may_bind {
        return Ok(people);
    }
    let on = Circumstances {
        kind: paper.card.kind.as_ref().map(|kind| kind.value.as_str()),
        channel: paper.arrival.channel,
        day: paper.card.date.as_ref().map(|date| date.value.date),
    };
    for (named_as, party) in parties(&paper.card).take(PARTIES_LOOKED_UP_MAX) {
        let party = &party.value;
        if bound.iter().any(|binding| binding.named_as == named_as && binding.name == party.label()) {
            continue;
        }
        let mut found = reads.candidates(viewer, party, named_as, &on)?;
        found.meant.retain(|one| !bound.iter().any(|known| known.named_as == named_as && known.to == one.to));
        if !found.meant.is_empty() {
            people.open.push(Open { named_as, party: party.clone(), found });
        }
    }
    Ok(people)
}

impl People {
    /// Whoever a name is bound to; a correspondent in sight leads to its page.
    pub(super) fn principal(&self, house: &House, to: &Principal) -> Markup {
        let named = to.correspondent().and_then(|id| Some((id, self.named.get(id)?)));
        html! {
            @match named {
                Some((id, name)) => a href=(format!("/people/{id}")) { (name) },
                None => (trail::principal(house, to)),
            }
        }
    }
}

/// The names that are not bound, each with who may be meant.
pub(super) fn section(view: &View, house: &House) -> Markup {
    html! {
        @if !view.people.open.is_empty() {
            h2 #meant .no-print { "Who may be meant" }
            ul.notes.no-print { @for open in &view.people.open { @for one in &open.found.meant {
                li {
                    (open.party.label()) ", " (words::of(words::NAMED, open.named_as)) ", may be "
                    @match &one.to {
                        Principal::Correspondent(id) => a href=(format!("/people/{id}")) { (one.name) },
                        Principal::Officer(_) | Principal::Desk(_) => b { (one.name) },
                    }
                    ": " span.soft { (one.why) }
                    (this_one(view, open, one))
                    @if view.seats.keeps() && !one.by_rule { (always(view, house, open, one)) }
                }
            }
            @if open.found.beyond > 0 { li { span.soft { "And " (open.found.beyond) " more go by “" (open.party.label()) "”." } } } } }
        }
    }
}

fn code(to: &Principal) -> String {
    match to {
        Principal::Officer(id) => format!("officer:{id}"),
        Principal::Desk(id) => format!("desk:{id}"),
        Principal::Correspondent(id) => format!("correspondent:{id}"),
    }
}

fn capacity(open: &Open) -> &'static str {
    words::NAMED.iter().find(|(known, _, _)| *known == open.named_as).map_or("", |(_, name, _)| name)
}

/// The form of one candidate among those that lead to the same place.
fn slip<'a>(view: &'a View, place: &str, open: &Open, one: &Meant) -> Slip<'a> {
    Slip::which(view, place, |form| {
        form.said("offered").is_some()
            && form.said("name") == Some(open.party.label())
            && form.said("named_as") == Some(capacity(open))
            && form.said("to") == Some(code(&one.to).as_str())
    })
}

fn hidden(open: &Open, one: &Meant) -> Markup {
    html! {
        input type="hidden" name="offered" value="yes";
        input type="hidden" name="name" value=(open.party.label());
        input type="hidden" name="named_as" value=(capacity(open));
        input type="hidden" name="to" value=(code(&one.to));
    }
}

fn this_one(view: &View, open: &Open, one: &Meant) -> Markup {
    let button = html! { button.small { "This is who" } };
    slip(view, "bind", open, one).form("row", None, &html! { (hidden(open, one)) (button) })
}

/// Confirms an exact rule: the same words in the same place mean the same, on papers still to come.
fn always(view: &View, house: &House, open: &Open, one: &Meant) -> Markup {
    let slip = slip(view, "rule", open, one);
    let sight = one.to.correspondent().is_none();
    html! {
        details.no-print open[slip.is_open()] { summary.soft { "Always so" }
            (slip.form("", None, &html! {
                (hidden(open, one))
                label { "Registry" select name="desk" { @for desk in &view.seats.keeper { option value=(desk) selected[slip.said("desk") == Some(desk.as_str())] { (trail::desk(house, desk)) } } } }
                (slip.needed("rule", say!("Short name of the rule")))
                p.hint {
                    "Papers entered from now on in this registry’s series are bound so, wherever these exact words stand as "
                    (words::of(words::NAMED, open.named_as)) ". This paper is bound by “This is who”."
                    @if sight { " Whoever is meant sees those papers." }
                }
                button.small.plain { "Confirm the rule" }
            }))
        }
    }
}
