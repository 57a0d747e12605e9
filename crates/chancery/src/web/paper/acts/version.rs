//! `POST /papers/{id}/versions`: a scan, an original that came later, a translation; or the right file for a wrong one.

use axum::RequestPartsExt;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::Response;
use phrases::say;
use procedure::act::Act;
use procedure::card::Card;
use procedure::paper::{Paper, VersionKind};

use crate::office::{Prepared, VersionFacts};
use crate::web::app::App;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::on::{OnPaper, paper_of};
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::upload::{self, Parts};
use crate::web::words;

/// `POST /papers/{id}/versions`
pub(crate) async fn post(State(app): State<App>, mut request: Request) -> Answer {
    let (mut parts, body) = request.into_parts();
    let seat: Seat = parts.extract_with_state(&app).await.map_err(|response: Response| Trouble::from(response))?;
    request = Request::from_parts(parts, body);
    let (id, seen) = paper_of(&mut request, &seat).await?;
    let multipart = Multipart::from_request(request, &app)
        .await
        .map_err(|rejection| Trouble::from(refused::unreadable(&rejection.body_text())))?;
    let place = format!("/papers/{id}");
    let taken = upload::take(&app, multipart, Parts::Any, facts).await.map_err(|error| error.page(&seat, &place))?;
    let mut files = taken.files.into_iter();
    let on = OnPaper { seat, id, seen, form: taken.form, place: format!("{place}/versions") };
    let file = files.next().ok_or_else(|| Unreadable(say!("Choose the file of the version first.").into()));
    let act = file.and_then(|file| add(&on, file));
    Box::pin(on.act_with(act)).await
}

/// `POST /papers/{id}/versions/withdraw`: a wrong file, where the right one is not at hand.
pub(crate) async fn withdraw(on: OnPaper) -> Answer {
    let (paper, reason) = (on.id, on.form.text("reason").unwrap_or_default());
    let version = on.form.needed("wrong", say!("which file is a wrong one"));
    on.act(version.map(|version| Act::WithdrawVersion { paper, version, reason })).await
}

/// What the fields beside the file say of it. What comes in place of a wrong file is a replacement, whatever else is said.
fn facts(form: &Form) -> Result<VersionFacts, Unreadable> {
    let kind = form.choice("kind", words::ADDED)?.unwrap_or(VersionKind::Original);
    Ok(VersionFacts {
        kind: if form.said("wrong").is_some() { VersionKind::Replacement } else { kind },
        channel: form.choice("channel", words::CHANNELS)?.unwrap_or_default(),
        source: form.text("source"),
    })
}

fn add(on: &OnPaper, file: Prepared) -> Result<(Act, crate::office::Bodies), Unreadable> {
    let paper = on.id;
    let card = reads_anew(&on.seen.paper, &file).then(|| file.reading.card.clone());
    let remarks = if card.is_some() { file.reading.remarks } else { Vec::new() };
    let act = match on.form.parsed::<usize>("wrong")? {
        Some(wrong) => {
            let reason = on.form.text("reason").unwrap_or_default();
            Act::ReplaceVersion { paper, wrong, version: file.version, card, remarks, reason }
        }
        None => Act::AddVersion { paper, version: file.version, card, remarks, level: None },
    };
    Ok((act, file.bodies))
}

/// The first text a paper gets describes it, unless an officer did already. A later version never changes the card by
/// itself: what it says more is put right field by field.
pub(crate) fn reads_anew(paper: &Paper, file: &Prepared) -> bool {
    let no_text_yet = paper.versions.iter().all(|kept| kept.version.text.is_none());
    no_text_yet && file.version.text.is_some() && paper.card == Card::default()
}
