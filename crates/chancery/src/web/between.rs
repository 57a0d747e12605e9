//! What came between a form's being drawn and its being sent: what others did meanwhile, and the form once more.

use maud::Markup;
use phrases::html;
use procedure::act::act_id;
use procedure::event::Event;
use procedure::house::House;
use procedure::ids::OfficerId;

use super::forms::Form;
use super::refused::Trouble;
use super::seat::Seat;
use crate::office::TrailLine;

/// Fields that a form drawn once more has anew, or not at all: a password is never written into a page.
const NOT_CARRIED: &[&str] = &["rev", "key", "password"];

/// What others did. The act itself, sent before under the same key, stands in nobody's way: it is answered as it was then.
pub(crate) fn by_others<'t>(
    house: &House,
    officer: &OfficerId,
    key: Option<&str>,
    since: &'t [TrailLine],
) -> impl Iterator<Item = &'t Event> {
    let own = house.founding.as_ref().zip(key).map(|(founding, key)| act_id(&founding.office, officer, key));
    since.iter().filter(move |line| own != Some(line.acted.id)).flat_map(|line| &line.events)
}

/// Whether an act of this officer was entered under a form's key.
pub(crate) async fn was_entered(seat: &Seat, key: &str) -> Result<bool, Trouble> {
    let house = seat.app.office.house();
    let Some(founding) = &house.founding else { return Ok(false) };
    let id = act_id(&founding.office, &seat.officer, key);
    let looked =
        seat.app.apart(move |app| -> Result<bool, Trouble> { Ok(app.office.reads()?.earlier(&id)?.is_some()) });
    looked.await
}

/// The same form once more, with `drawn` from what it is about as that is now. For forms without files: a browser gives a
/// file only where it is chosen.
pub(crate) fn once_more(form: &Form, place: &str, drawn: &Markup) -> Markup {
    html! {
        form method="post" action=(place) {
            @for (name, text) in form.fields().filter(|(name, _)| !NOT_CARRIED.contains(name)) {
                input type="hidden" name=(name) value=(text);
            }
            (drawn)
            button.plain { "Enter mine all the same" }
        }
    }
}

/// The form was sent before and is entered; the browser went back, and something else was written in it.
pub(crate) fn sent_before(way: &Markup) -> Markup {
    html! {
        section.refused role="alert" {
            h2 { "This form was sent before, and is entered." }
            p { "What it says now is something else, and was not entered yet. Send it from here, if it is to be." }
            p { (way) }
        }
    }
}
