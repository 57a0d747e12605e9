//! Who calls: the officer of a token, and what the token may be used for.

use std::collections::BTreeSet;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use procedure::act::Act;
use procedure::event::{Door, Means};
use procedure::ids::OfficerId;

use super::{Problem, Scope};
use crate::office::{Bodies, Command, Receipt, SubmitError};
use crate::web::App;
use crate::web::looked::Looker;

/// Who calls. A suspended officer's tokens open nothing: the register is asked every time.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) app: App,
    pub(crate) officer: OfficerId,
    token: String,
    scopes: BTreeSet<Scope>,
}

impl Caller {
    /// Whether the token reaches so far.
    ///
    /// # Errors
    /// When it does not.
    pub(crate) fn may(&self, scope: Scope) -> Result<(), Problem> {
        if self.scopes.contains(&scope) { Ok(()) } else { Err(Problem::scope(scope)) }
    }

    /// Submits an act of this officer. The record says by which token.
    ///
    /// # Errors
    /// As the office says.
    pub(crate) async fn submit(&self, act: Act, key: String, bodies: Bodies) -> Result<Receipt, SubmitError> {
        let command = Command {
            officer: self.officer.clone(),
            authenticated: format!("{} by token {}", self.officer, self.token),
            means: Means::Token,
            door: Door::Api,
            key,
            act,
            bodies,
        };
        self.app.office.submit(command).await
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let said = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let secret =
            said.and_then(|said| said.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let Some((_, secret)) = secret else { return Err(Problem::unknown_caller()) };
        let secret = secret.trim().to_owned();
        let token = app.apart(move |app| app.doors.token(&secret, app.office.now())).await?;
        let Some(token) = token else { return Err(Problem::unknown_caller()) };
        if app.office.house().active(&token.officer).is_none() {
            return Err(Problem::unknown_caller());
        }
        Looker::is(parts, &token.officer);
        Ok(Self { app: app.clone(), officer: token.officer, token: token.name, scopes: token.scopes })
    }
}
