//! What stands in the house, changed or ended: the forms below each list, and how each is read. Codes stay, and what was done under
//! them does.

use std::collections::BTreeSet;

use maud::Markup;
use phrases::{html, phrase, say};
use procedure::act::{Act, NAME_BYTES_MAX};
use procedure::house::{Duty, House};
use procedure::ids::DeskId;
use procedure::moment::Moment;

use super::forms::{self, SEEN_BY, Wrong};
use crate::web::choices;
use crate::web::forms::Form;
use crate::web::slip::{Slip, Unentered};
use crate::web::words::{self, Choice};

/// What a form says of the desk above where it is to be taken away; no code begins so.
const NONE_ABOVE: &str = "-";

/// Whether an officer looks after the house.
const ADMINISTERS: &[Choice<bool>] = &[(true, "yes", phrase!("yes")), (false, "no", phrase!("no"))];

/// The forms of a page, by what they are about.
pub(super) struct Changes<'a> {
    pub(super) house: &'a House,
    pub(super) now: Moment,
    pub(super) unentered: Option<&'a Unentered>,
}

impl<'a> Changes<'a> {
    fn slip(&self, place: &str) -> Slip<'a> {
        Slip::at(format!("/house/{place}"), 0, self.unentered)
    }

    /// Giving the office another name.
    pub(super) fn of_office(&self) -> Markup {
        let slip = self.slip("office/rename");
        let now = self.house.founding.as_ref().map(|founding| founding.name.as_str());
        slip.act(
            "rename-office",
            say!("Give the office another name"),
            &html! {
                label { "Name" input type="text" name="name" value=[slip.chosen("name", now)] required maxlength=(NAME_BYTES_MAX) autocomplete="off" autofocus[slip.wants("name")]; }
                p.hint { "Papers entered before keep the old one on their pages and stamps." }
            },
            say!("Rename it"),
        )
    }

    /// Changing and closing desks.
    pub(super) fn of_desks(&self) -> Markup {
        let (change, close) = (self.slip("desks/change"), self.slip("desks/close"));
        let none_there = self.house.desks.values().all(|desk| desk.closed.is_some());
        html! { @if !none_there {
            (change.act("change-desk", say!("Change a desk"), &html! {
                (self.open_desk(&change))
                (new_name(&change))
                label { "Desk above" select name="above" autofocus[change.wants("above")] {
                    option value="" { "as it is" }
                    option value=(NONE_ABOVE) selected[change.said("above") == Some(NONE_ABOVE)] { "none" }
                    (change.desks("above", self.house, None))
                } }
                (codes_stay())
            }, say!("Change it")))
            (close.act("close-desk", say!("Close a desk"), &html! {
                (self.open_desk(&close))
                (close.needed("reason", say!("Why")))
                p.hint { "Only where nothing waits: what waits is handed over first, under “Hand over” on Desk. What the desk did stays under its name." }
            }, say!("Close it")))
        } }
    }

    /// Changing and suspending officers, and ending their mandates.
    pub(super) fn of_officers(&self) -> Markup {
        let (change, end) = (self.slip("officers/change"), self.slip("mandates/end"));
        let (suspend, reinstate) = (self.slip("officers/suspend"), self.slip("officers/reinstate"));
        let levels = self.house.levels.iter().map(|level| (level.id.as_str(), level.name.as_str()));
        let running = self.running();
        html! {
            (change.act("change-officer", say!("Change an officer"), &html! {
                (self.officer(&change, false))
                (new_name(&change))
                label { "May read up to" select name="cleared_to" autofocus[change.wants("cleared_to")] {
                    option value="" { "as it is" } (change.options("cleared_to", levels, None))
                } }
                label { "Looks after the house (an administrator)" select name="administrator" {
                    option value="" { "as it is" } (change.words("administrator", ADMINISTERS, None))
                } }
                (codes_stay())
            }, say!("Change it")))
            @if !running.is_empty() || end.is_open() {
                (end.act("end-mandate", say!("End a mandate"), &html! {
                    @if running.len() <= forms::OFFICERS_LISTED_MAX {
                        label { "Mandate" select name="mandate" autofocus[end.wants("mandate")] { (end.options("mandate", running, None)) } }
                    } @else { (end.needed("mandate", say!("Mandate, by its code"))) }
                    (end.needed("reason", say!("Why")))
                    p.hint { "From now on the officer acts for that desk no more. What waits there goes on waiting." }
                }, say!("End it")))
            }
            (suspend.act("suspend-officer", say!("Suspend an officer"), &html! {
                (self.officer(&suspend, false))
                (suspend.needed("reason", say!("Why")))
                p.hint { "Who is suspended may do nothing more and does not come in again. It can be undone." }
            }, say!("Suspend")))
            @if self.house.officers.values().any(|officer| officer.suspended.is_some()) || reinstate.is_open() {
                (reinstate.act("reinstate-officer", say!("Let a suspended officer come back"), &self.officer(&reinstate, true), say!("Let them come back")))
            }
        }
    }

    /// Changing and closing series.
    pub(super) fn of_series(&self) -> Markup {
        let (change, close) = (self.slip("series/change"), self.slip("series/close"));
        let none_open = self.house.series.values().all(|series| series.closed.is_some());
        html! { @if !none_open {
            (change.act("change-series", say!("Change a series"), &html! {
                (self.open_series(&change))
                (new_name(&change))
                label { "Seen by" select name="rule" {
                    option value="" { "as it is" } (change.words("rule", SEEN_BY, None))
                } }
                p.hint { "Before anybody is named on a paper. A stricter rule set later does not take back what was read." }
                label { "Kept by" select name="registry" autofocus[change.wants("registry")] {
                    option value="" { "as it is" } (change.desks("registry", self.house, None))
                } }
            }, say!("Change it")))
            (close.act("close-series", say!("Close a series"), &html! {
                (self.open_series(&close))
                (close.needed("reason", say!("Why")))
                p.hint { "It gives no number any more. Those it gave stay." }
            }, say!("Close it")))
        } }
    }

    fn open_desk(&self, slip: &Slip<'_>) -> Markup {
        html! { label { "Desk" select name="desk" required autofocus[slip.wants("desk")] { option value="" { "choose a desk" } (slip.desks("desk", self.house, None)) } } }
    }

    fn open_series(&self, slip: &Slip<'_>) -> Markup {
        let open = choices::series(self.house);
        html! { label { "Series" select name="series" required autofocus[slip.wants("series")] {
            option value="" { "choose a series" }
            (slip.options("series", open.map(|(id, series)| (id.as_str(), series.name.as_str())), None))
        } } }
    }

    fn officer(&self, slip: &Slip<'_>, suspended: bool) -> Markup {
        let officers = self.house.officers.iter().filter(|(_, one)| one.suspended.is_some() == suspended);
        forms::officer_field(slip, officers.map(|(id, one)| (id.as_str(), one.name.as_str())))
    }

    /// The mandates that hold now or later, each as a choice shows it.
    fn running(&self) -> Vec<(String, String)> {
        let holds = |until: Option<Moment>| until.is_none_or(|until| self.now < until);
        let running = self.house.mandates.iter().filter(|(_, mandate)| holds(mandate.until));
        let says = running.map(|(id, mandate)| {
            let (officer, desk) =
                (words::officer(self.house, &mandate.officer), words::desk(self.house, &mandate.desk));
            (id.to_string(), format!("{officer}, {desk}: {}", words::of(forms::CAPACITIES, mandate.capacity)))
        });
        says.collect()
    }
}

fn new_name(slip: &Slip<'_>) -> Markup {
    html! { label { "New name, where there is one" input type="text" name="name" value=[slip.said("name")] maxlength=(NAME_BYTES_MAX) autocomplete="off" autofocus[slip.wants("name")]; } }
}

fn codes_stay() -> Markup {
    html! { p.hint { "What is left blank stays. The code stays in any case, and papers keep the name that was printed." } }
}

/// The act of an address below the house and its form, and the word for what was done; `None` where nothing is done at that
/// address.
pub(super) fn read(
    house: &House,
    (list, act): (&str, &str),
    form: &Form,
) -> Option<(Result<Act, Wrong>, &'static str)> {
    let reason = form.text("reason").unwrap_or_default();
    Some(match (list, act) {
        ("office", "rename") => {
            (which(form, "name", say!("the name")).map(|name| Act::RenameOffice { name }), "rename")
        }
        ("desks", "change") => (change_desk(form), "change"),
        ("desks", "close") => (desk(form).map(|desk| Act::CloseDesk { desk, reason }), "close"),
        ("officers", "change") => (change_officer(house, form), "change"),
        ("officers", "suspend") => (
            which(form, "officer", say!("which officer")).map(|officer| Act::SuspendOfficer { officer, reason }),
            "suspend",
        ),
        ("officers", "reinstate") => (
            which(form, "officer", say!("which officer")).map(|officer| Act::ReinstateOfficer { officer }),
            "reinstate",
        ),
        ("mandates", "end") => {
            let mandate = which(form, "mandate", say!("which mandate"));
            (mandate.map(|mandate| Act::EndMandate { mandate, until: None, reason }), "end")
        }
        ("series", "change") => (change_series(form), "change"),
        ("series", "close") => {
            (which(form, "series", say!("which series")).map(|series| Act::CloseSeries { series, reason }), "close")
        }
        _ => return None,
    })
}

fn which<T: std::str::FromStr>(form: &Form, field: &'static str, what: &str) -> Result<T, Wrong>
where
    T::Err: std::fmt::Display,
{
    form.needed(field, what).map_err(Wrong::of(field))
}

fn desk(form: &Form) -> Result<DeskId, Wrong> {
    which(form, "desk", say!("which desk"))
}

fn change_desk(form: &Form) -> Result<Act, Wrong> {
    let above = match form.said("above") {
        Some(NONE_ABOVE) => Some(None),
        _ => form.parsed("above").map_err(Wrong::of("above"))?.map(Some),
    };
    Ok(Act::ChangeDesk { desk: desk(form)?, name: form.text("name"), aliases: None, above, calendar: None })
}

fn change_officer(house: &House, form: &Form) -> Result<Act, Wrong> {
    let officer = which(form, "officer", say!("which officer"))?;
    let administers = form.choice("administrator", ADMINISTERS).map_err(Wrong::of("administrator"))?;
    let duties = administers.map(|administers| {
        let mut duties: BTreeSet<Duty> =
            house.officers.get(&officer).map(|known| known.duties.clone()).unwrap_or_default();
        if administers {
            duties.insert(Duty::Administrator)
        } else {
            duties.remove(&Duty::Administrator)
        };
        duties
    });
    let cleared_to = form.parsed("cleared_to").map_err(Wrong::of("cleared_to"))?;
    Ok(Act::ChangeOfficer { officer, name: form.text("name"), aliases: None, cleared_to, duties })
}

fn change_series(form: &Form) -> Result<Act, Wrong> {
    Ok(Act::ChangeSeries {
        series: which(form, "series", say!("which series"))?,
        name: form.text("name"),
        pattern: None,
        rule: form.choice("rule", SEEN_BY).map_err(Wrong::of("rule"))?,
        registry: form.parsed("registry").map_err(Wrong::of("registry"))?,
        band: None,
        file_code: None,
        outgoing: None,
        circulars: None,
    })
}

#[cfg(test)]
mod tests {
    use procedure::ids::DeskId;

    #[test]
    fn no_desk_is_called_as_none_above_is() {
        assert!(super::NONE_ABOVE.parse::<DeskId>().is_err());
    }
}
