//! One-time sign-in links: the record has that one was made, the page shows it once, and nothing has it afterwards.

use axum::http::HeaderMap;
use procedure::act::Act;
use procedure::event::DoorChange;
use procedure::ids::OfficerId;

use crate::office::Bodies;
use crate::web::feed::office_at;
use crate::web::refused::{self, Trouble};
use crate::web::seat::Seat;

/// Makes a link and gives its address; `None` where the same form made one before, which was shown then.
pub(super) async fn make(
    seat: &Seat,
    headers: &HeaderMap,
    officer: &OfficerId,
    key: String,
) -> Result<Option<String>, Trouble> {
    // The journal has it first: what it refuses is not made.
    let act = Act::ChangeDoor { officer: officer.clone(), change: DoorChange::LinkMade };
    let receipt = Box::pin(seat.submit(act, key, Bodies::default())).await;
    let receipt = receipt.map_err(|error| refused::submit(seat, &error, "/house"))?;
    if receipt.repeated {
        return Ok(None);
    }
    let officer = officer.clone();
    let secret = seat.app.apart(move |app| app.doors.make_link(&officer, app.office.now())).await?;
    let office = office_at(headers, seat.app.options.secure_cookies);
    Ok(Some(format!("{office}/welcome/{secret}")))
}

/// Whether an officer never chose a password. Another's password is not for a page to set aside: whoever could, could act as
/// that officer.
pub(super) async fn never_came_in(seat: &Seat, officer: &OfficerId) -> Result<bool, Trouble> {
    let officer = officer.clone();
    Ok(!seat.app.apart(move |app| app.doors.has_password(&officer)).await?)
}
