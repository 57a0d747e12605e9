//! `/welcome/{secret}`: a one-time link. Looking at it uses nothing up; setting the password does.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use phrases::{html, say};
use procedure::act::Act;
use procedure::event::{Door, DoorChange, Means};
use procedure::ids::OfficerId;
use tower_sessions::Session;

use crate::doors::{DoorError, PASSWORD_BYTES_MAX, PASSWORD_BYTES_MIN};
use crate::office::{Bodies, Command, SubmitError};
use crate::web::app::App;
use crate::web::bag;
use crate::web::forms::Form;
use crate::web::refused::{self, Answer};
use crate::web::seat::sit;
use crate::web::shell;
use crate::web::words::{self, sentence};

/// `GET /welcome/{secret}`
pub(crate) async fn get(State(app): State<App>, Path(secret): Path<String>) -> Response {
    match app.apart(move |app| app.doors.link_of(&secret, app.office.now())).await {
        Ok(Some(officer)) => page(&app, StatusCode::OK, None, Some(&officer)),
        Ok(None) => page(&app, StatusCode::GONE, Some(&DoorError::Link), None),
        Err(error) => page(&app, StatusCode::SERVICE_UNAVAILABLE, Some(&error), None),
    }
}

fn page(app: &App, status: StatusCode, error: Option<&DoorError>, officer: Option<&OfficerId>) -> Response {
    let house = app.office.house();
    let body = html! {
        h1 { "Welcome" }
        form method="post" {
            @if let Some(error) = error {
                p.late role="alert" { (sentence(&error.to_string())) " " (sentence(error.next())) }
            }
            p { "This link lets you in once. Choose the password with which you sign in from now on." }
            @if let Some(officer) = officer {
                p { "You are " b { (words::officer(&house, officer)) } " here, and sign in by the code " code { (officer) } "." }
            }
            label for="password" { "New password" }
            input #password type="password" name="password" autocomplete="new-password" minlength=(PASSWORD_BYTES_MIN) required autofocus;
            p.hint { "At least " (PASSWORD_BYTES_MIN) " letters; four words are good." }
            button { "Set it and go in" }
        }
    };
    shell::door(app, status, say!("Welcome"), &body)
}

/// `POST /welcome/{secret}`
pub(crate) async fn post(State(app): State<App>, Path(secret): Path<String>, session: Session, form: Form) -> Answer {
    let password = form.exact("password");
    let bytes = password.len();
    // Looked at first, so that a password that is too short does not use the link up.
    if !(PASSWORD_BYTES_MIN..=PASSWORD_BYTES_MAX).contains(&bytes) {
        let error = DoorError::Password { bytes, bytes_min: PASSWORD_BYTES_MIN, bytes_max: PASSWORD_BYTES_MAX };
        return Ok(page(&app, StatusCode::UNPROCESSABLE_ENTITY, Some(&error), None));
    }
    match app.apart(move |app| open(app, &secret, &password)).await {
        Ok(officer) => {
            note(&app, &officer).await?;
            sit(&session, &officer, Means::Link).await?;
            Ok(Redirect::to("/").into_response())
        }
        Err(error) => Ok(page(&app, StatusCode::GONE, Some(&error), None)),
    }
}

fn open(app: &App, secret: &str, password: &str) -> Result<OfficerId, DoorError> {
    let officer = app.doors.open_link(secret, app.office.now())?;
    if app.office.house().active(&officer).is_none() {
        return Err(DoorError::Link);
    }
    app.doors.set_password(&officer, password)?;
    Ok(officer)
}

/// That a password was set stands in the record, without the password.
async fn note(app: &App, officer: &OfficerId) -> Result<(), refused::Trouble> {
    let command = Command {
        officer: officer.clone(),
        authenticated: officer.to_string(),
        means: Means::Link,
        door: Door::Page,
        key: bag::key(),
        act: Act::ChangeDoor { officer: officer.clone(), change: DoorChange::PasswordSet },
        bodies: Bodies::default(),
    };
    match app.office.submit(command).await {
        Ok(_) => Ok(()),
        // An office open for reading only still lets its officers in.
        Err(SubmitError::Fault(fault)) => {
            tracing::warn!(%fault, "a password was set and could not be noted");
            Ok(())
        }
        Err(SubmitError::Refusal(refusal)) => {
            tracing::warn!(%refusal, "a password was set and was not noted");
            Ok(())
        }
    }
}
