//! Signing sittings: presence is proved once, and decisions follow for a while without its being proved again.

use std::net::IpAddr;

use procedure::event::Means;
use tower_sessions::Session;

use crate::doors::DoorError;
use crate::web::forms::Form;
use crate::web::refused::Trouble;
use crate::web::seat::{Seat, no_sessions, now_s};

const SIGNING_UNTIL_S: &str = "signing_until_s";
/// How long a signing sitting lasts after presence was proved, in seconds.
pub(crate) const SITTING_S: i64 = 15 * 60;

/// Whether an officer's presence has to be proved before a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signing {
    /// A demonstration asks nobody for a password.
    Free,
    /// Proved, until that second of the machine's clock.
    Until(i64),
    /// Not proved, or too long ago.
    NotYet,
}

/// How far a session's sitting goes.
pub(super) async fn of(session: &Session, seat: &Seat) -> Result<Signing, Trouble> {
    if seat.means == Means::Demonstration {
        return Ok(Signing::Free);
    }
    let until: Option<i64> = session.get(SIGNING_UNTIL_S).await.map_err(|error| no_sessions(&error))?;
    Ok(match until.filter(|until| *until > now_s()) {
        Some(until) => Signing::Until(until),
        None => Signing::NotYet,
    })
}

/// Proves presence by the password of a form, where it has to be proved; says why not, where it is not.
pub(super) async fn prove(
    session: &Session,
    seat: &Seat,
    form: &Form,
    from: Option<IpAddr>,
) -> Result<Result<(), String>, Trouble> {
    if of(session, seat).await? != Signing::NotYet {
        return Ok(Ok(()));
    }
    let password = form.exact("password");
    if password.is_empty() {
        return Ok(Err("Give your password once: you then decide without it for 15 minutes.".to_owned()));
    }
    let officer = seat.officer.clone();
    let proved: Result<(), DoorError> =
        seat.app.apart(move |app| app.doors.sign_in(&officer, &password, from, app.office.now())).await;
    match proved {
        Ok(()) => {
            session.insert(SIGNING_UNTIL_S, now_s() + SITTING_S).await.map_err(|error| no_sessions(&error))?;
            Ok(Ok(()))
        }
        Err(error) => Ok(Err(format!("{error}: {}", error.next()))),
    }
}
