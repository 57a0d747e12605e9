//! The query of an address: every name in it is known, so that a misspelt filter does not look like no filter.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::Problem;
use crate::web::App;

/// What may be asked in a query.
pub(crate) trait Asked: DeserializeOwned {
    /// The names that may stand in it.
    const NAMES: &'static [&'static str];
}

/// A query whose names are known.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: Asked> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let said = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|rejection| Problem::unreadable(rejection.body_text()))?;
        if let Some((name, _)) = said.0.iter().find(|(name, _)| !T::NAMES.contains(&name.as_str())) {
            let why = format!("the address asks for {name:?}; it may ask for: {}", T::NAMES.join(", "));
            return Err(Problem::unreadable(why));
        }
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(axum::extract::Query(asked)) => Ok(Self(asked)),
            Err(rejection) => Err(Problem::unreadable(rejection.body_text())),
        }
    }
}

/// How long a list is asked to be; 0 where nothing is said, which means as long as it may be.
///
/// # Errors
/// A list of nothing is asked for by mistake.
pub(crate) fn limit(said: Option<usize>) -> Result<usize, Problem> {
    match said {
        Some(0) => Err(Problem::unreadable("limit: a list has at least 1 line")),
        said => Ok(said.unwrap_or_default()),
    }
}
