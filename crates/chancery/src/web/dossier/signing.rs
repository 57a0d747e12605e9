//! Signing sittings: presence is proved once, and decisions follow for a while without its being proved again.

use std::net::IpAddr;

use maud::Markup;
use phrases::{html, say};
use procedure::event::Means;
use procedure::ids::OfficerId;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::on::OnDossier;
use crate::doors::DoorError;
use crate::web::refused::Trouble;
use crate::web::seat::{Seat, no_sessions, now_s};

const SITTING: &str = "signing";
/// How long a signing sitting lasts after presence was proved, in minutes.
const SITTING_MINUTES: i64 = 15;

/// A sitting, as the session keeps it: whoever signs in after another in the same browser has none.
#[derive(Debug, Serialize, Deserialize)]
struct Sitting {
    officer: OfficerId,
    until_s: i64,
}

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

/// How far an officer's sitting goes.
pub(super) async fn of(session: &Session, seat: &Seat) -> Result<Signing, Trouble> {
    if seat.means == Means::Demonstration {
        return Ok(Signing::Free);
    }
    let kept: Option<Sitting> = session.get(SITTING).await.map_err(|error| no_sessions(&error))?;
    Ok(standing(kept, &seat.officer, now_s()))
}

/// Whether a kept sitting is that officer's and goes on.
fn standing(kept: Option<Sitting>, officer: &OfficerId, now_s: i64) -> Signing {
    match kept.filter(|kept| kept.officer == *officer && kept.until_s > now_s) {
        Some(kept) => Signing::Until(kept.until_s),
        None => Signing::NotYet,
    }
}

/// Proves presence by the password of a form, where it has to be proved; says why not, where it is not.
pub(super) async fn prove(on: &OnDossier, from: Option<IpAddr>) -> Result<Result<(), String>, Trouble> {
    if of(&on.session, &on.seat).await? != Signing::NotYet {
        return Ok(Ok(()));
    }
    let password = on.form.exact("password");
    if password.is_empty() {
        return Ok(Err(say!("Give your password once: {}.", for_a_while())));
    }
    let officer = on.seat.officer.clone();
    let proved: Result<(), DoorError> =
        on.seat.app.apart(move |app| app.doors.sign_in(&officer, &password, from, app.office.now())).await;
    match proved {
        Ok(()) => {
            let sitting = Sitting { officer: on.seat.officer.clone(), until_s: now_s() + SITTING_MINUTES * 60 };
            on.session.insert(SITTING, sitting).await.map_err(|error| no_sessions(&error))?;
            Ok(Ok(()))
        }
        Err(error) => Ok(Err(format!("{error}: {}", error.next()))),
    }
}

/// The field that proves presence, in a form that decides; nothing where presence is proved.
pub(super) fn field(signing: Signing) -> Markup {
    html! {
        @if signing == Signing::NotYet {
            label { "Your password" input type="password" name="password" autocomplete="current-password" required; }
            p.hint { "Once: " (for_a_while()) "." }
        }
    }
}

fn for_a_while() -> String {
    say!("you then decide without it for {SITTING_MINUTES} minutes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitting_is_one_officers_and_ends_to_the_second() {
        let officer = |code: &str| code.parse::<OfficerId>().expect("a code");
        let kept = || Some(Sitting { officer: officer("halden"), until_s: 900 });
        assert_eq!(standing(kept(), &officer("halden"), 899), Signing::Until(900));
        assert_eq!(standing(kept(), &officer("halden"), 900), Signing::NotYet);
        assert_eq!(standing(kept(), &officer("prahm"), 899), Signing::NotYet);
        assert_eq!(standing(None, &officer("halden"), 0), Signing::NotYet);
    }
}
