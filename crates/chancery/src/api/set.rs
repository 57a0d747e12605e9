//! Set pages: the text of a paper, the extract of a decision, a part of a book, each as the caller's officer sees it. An export is
//! entered before its bytes are sent.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use procedure::ids::SeriesId;
use procedure::sight::Sight;
use register::Cursor;
use serde::Deserialize;

use super::asked::{Asked, Query};
use super::key::Key;
use super::{Caller, Problem, Scope, receipt};
use crate::sheets::{NoPage, ToExport};
use crate::web::next_part;
use crate::web::set::{OnPage, Size, pdf};

impl Asked for OnPage {
    const NAMES: &'static [&'static str] = &["size"];
}

impl From<NoPage> for Problem {
    fn from(why: NoPage) -> Self {
        match why {
            NoPage::Fault(fault) => fault.into(),
            NoPage::NotSet(not) => Self::not_set(not.to_string(), &not.next()),
            none @ NoPage::NoText { .. } => Self::not_set(none.to_string(), NoPage::WITHOUT_TEXT.said()),
        }
    }
}

/// `POST /api/v1/papers/{id}/set.pdf`
pub(crate) async fn paper(
    caller: Caller,
    Key(key): Key,
    Path(id): Path<String>,
    Query(on): Query<OnPage>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = super::paper::seen(&caller, &id).await?;
    let made = caller.app.apart(move |app| app.office.set_paper(&seen, on.size.into())).await?;
    export(&caller, key, made).await
}

/// `POST /api/v1/papers/{id}/versions/{n}/stamped.pdf`
pub(crate) async fn stamped(
    caller: Caller,
    Key(key): Key,
    Path((id, shown)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = super::paper::seen(&caller, &id).await?;
    let version = shown.checked_sub(1).ok_or_else(Problem::absent)?;
    let made = caller.app.apart(move |app| app.office.set_stamped(&seen, Some(version))).await?;
    export(&caller, key, made).await
}

/// `POST /api/v1/papers/{id}/copies.pdf`
pub(crate) async fn copies(
    caller: Caller,
    Key(key): Key,
    Path(id): Path<String>,
    Query(on): Query<OnPage>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = super::paper::seen(&caller, &id).await?;
    if seen.sight < Sight::Card {
        return Err(Problem::absent());
    }
    let made = caller.app.apart(move |app| app.office.set_ledger(&seen.paper, on.size.into())).await?;
    export(&caller, key, made).await
}

/// `POST /api/v1/papers/{id}/copies/{no}/slip.pdf`
pub(crate) async fn slip(
    caller: Caller,
    Key(key): Key,
    Path((id, copy)): Path<(String, u32)>,
    Query(on): Query<OnPage>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = super::paper::seen(&caller, &id).await?;
    let made = caller.app.apart(move |app| app.office.set_slip(&seen, copy, on.size.into())).await?;
    export(&caller, key, made).await
}

/// `POST /api/v1/papers/{id}/receipt.pdf`
pub(crate) async fn paper_receipt(
    caller: Caller,
    Key(key): Key,
    Path(id): Path<String>,
    Query(on): Query<OnPage>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = super::paper::seen(&caller, &id).await?;
    let made = caller.app.apart(move |app| app.office.set_receipt(&seen, on.size.into())).await?;
    export(&caller, key, made).await
}

/// `POST /api/v1/papers/{id}/label.pdf`
pub(crate) async fn label(caller: Caller, Key(key): Key, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = super::paper::seen(&caller, &id).await?;
    let made = caller.app.apart(move |app| app.office.set_label(&seen)).await?;
    export(&caller, key, made).await
}

/// `POST /api/v1/dossiers/{code}/submissions/{no}/extract.pdf`
pub(crate) async fn extract(
    caller: Caller,
    Key(key): Key,
    Path((code, no)): Path<(String, u32)>,
    Query(on): Query<OnPage>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let dossier = super::dossier::seen(&caller, &code).await?;
    let made = caller.app.apart(move |app| app.office.set_extract(&dossier, no, on.size.into())).await?;
    export(&caller, key, made).await
}

/// Which book, and from where.
#[derive(Debug, Deserialize)]
pub(crate) struct Book {
    series: String,
    year: i16,
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    size: Size,
}

impl Asked for Book {
    const NAMES: &'static [&'static str] = &["series", "year", "after", "size"];
}

/// `POST /api/v1/register/book.pdf`: where the next part begins stands in the header `Link`.
pub(crate) async fn book(caller: Caller, Key(key): Key, Query(ask): Query<Book>) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let Book { series, year, after, size } = ask;
    let series = series.parse::<SeriesId>().map_err(|error| Problem::unreadable(format!("series: {error}")))?;
    let (officer, asked) = (caller.officer.clone(), series.clone());
    let made = caller.app.apart(move |app| {
        let viewer = app.office.viewer(&officer);
        app.office.set_book(&viewer, &asked, year, after.map(Cursor::new).as_ref(), size.into())
    });
    let made = made.await?.ok_or_else(Problem::absent)?;
    let place = |next: Cursor| {
        let next = crate::web::escaped(next.as_str());
        format!("/api/v1/register/book.pdf?series={series}&year={year}&after={next}")
    };
    let next = next_part(made.next.map(place));
    Ok((next, export(&caller, key, Some(made.out)).await?).into_response())
}

/// Enters that a page is exported, and sends it then. Under the same key again it is answered with the receipt: what it is now may be
/// another page.
pub(super) async fn export(caller: &Caller, key: String, made: Option<ToExport>) -> Result<Response, Problem> {
    let out = made.ok_or_else(Problem::absent)?;
    let done = caller.submit(out.act, key, out.bodies).await?;
    if done.repeated {
        return receipt::respond(caller, done).await;
    }
    Ok(pdf(out.page))
}
