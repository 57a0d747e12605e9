//! `POST /papers/{id}/split`: an enclosed file becomes a paper of its own.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use phrases::{html, plural, say};
use procedure::act::{Act, EnterDraft};
use procedure::ids::SeriesId;
use procedure::paper::{Arrival, EnclosedFile, KeptVersion, VersionKind};
use procedure::refusal::Refusal;
use procedure::sight::Sight;

use crate::office::{Bodies, Prepared, SubmitError, VersionFacts};
use crate::web::bag;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::on::OnPaper;
use crate::web::refused::{self, Answer};
use crate::web::shell::{self, Place};

/// The series that stands for a part of the envelope's own number.
pub(crate) const UNDER: &str = "under";

/// `POST /papers/{id}/split`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let (version, enclosed) = match named(&on) {
        Ok(named) => named,
        Err(unreadable) => return on.act(Err(unreadable)).await,
    };
    let kept = on.seen.paper.versions.get(version);
    let found = kept.and_then(|kept| Some((kept.clone(), kept.version.enclosed.get(enclosed)?.clone())));
    let Some((kept, file)) = found else { return Ok(refused::absent()) };
    let facts = VersionFacts { kind: VersionKind::Received, channel: kept.version.channel, source: None };
    let prepared = prepare(&on, &file, facts).await;
    let prepared = match prepared {
        Ok(Some(prepared)) => prepared,
        Ok(None) => return Ok(refused::absent()),
        Err(error) => return Err(refused::submit(&on.seat, &error, &format!("/papers/{}", on.id)).into()),
    };
    let act = series(&on.form, &on).map(|series| split(&on, (version, enclosed), &kept, series, prepared));
    Box::pin(on.act_with(act)).await
}

async fn prepare(on: &OnPaper, file: &EnclosedFile, facts: VersionFacts) -> Result<Option<Prepared>, SubmitError> {
    let file = file.clone();
    on.seat.app.apart(move |app| app.office.prepare_enclosed(&file, facts)).await
}

fn named(on: &OnPaper) -> Result<(usize, usize), Unreadable> {
    Ok((
        on.form.needed("version", say!("which version encloses it"))?,
        on.form.needed("enclosed", say!("which file it is"))?,
    ))
}

fn split(
    on: &OnPaper,
    (version, enclosed): (usize, usize),
    kept: &KeptVersion,
    series: SeriesId,
    prepared: Prepared,
) -> (Act, Bodies) {
    let envelope = &on.seen.paper;
    let draft = EnterDraft {
        put_right: None,
        series,
        year: None,
        reserved: None,
        under: (on.form.said("series") == Some(UNDER)).then_some(envelope.id),
        versions: vec![prepared.version],
        absence: None,
        arrival: Arrival { received: envelope.arrival.received, channel: kept.version.channel, ..Arrival::default() },
        card: prepared.reading.card,
        remarks: prepared.reading.remarks,
        level: None,
        again: on.form.text("again"),
        bulk: false,
        late: None,
        directions: Vec::new(),
        bindings: Vec::new(),
    };
    (Act::Split { paper: envelope.id, version, enclosed, draft }, prepared.bodies)
}

/// The series chosen; a part of the envelope's number stands in the envelope's.
fn series(form: &Form, on: &OnPaper) -> Result<SeriesId, Unreadable> {
    if form.said("series") != Some(UNDER) {
        return form.needed("series", say!("the series"));
    }
    let standing = on.seen.paper.live().next().map(|live| live.number.series().clone());
    standing.ok_or_else(|| Unreadable(say!("The envelope has no number that stands.").into()))
}

/// `POST /papers/{id}/split-all`: each file that a version encloses and that is none yet becomes a paper of its own, in
/// order. One that is refused does not stop the others, unless they would be refused for the same: what was not entered is said
/// with its reason.
pub(crate) async fn all(on: OnPaper) -> Answer {
    let Ok(version) = on.form.needed::<usize>("version", say!("which version encloses them")) else {
        return Ok(refused::absent());
    };
    // What is left over is told by its file's name, which is for those who may read the file.
    let whole = on.seen.sight == Sight::Whole;
    let kept = on.seen.paper.versions.get(version).filter(|kept| whole && kept.withdrawn.is_none());
    let Some(kept) = kept.cloned() else { return Ok(refused::absent()) };
    let series = match series(&on.form, &on) {
        Ok(series) => series,
        Err(unreadable) => return on.act(Err(unreadable)).await,
    };
    let key = on.form.text("key").unwrap_or_else(bag::key);
    let (mut entered, mut left) = (0_usize, Vec::new());
    let mut files = kept.version.enclosed.iter().enumerate().filter(|(_, file)| file.split_into.is_none());
    for (at, file) in files.by_ref() {
        let facts = VersionFacts { kind: VersionKind::Received, channel: kept.version.channel, source: None };
        let outcome = match prepare(&on, file, facts).await {
            Ok(Some(prepared)) => {
                let (act, bodies) = split(&on, (version, at), &kept, series.clone(), prepared);
                // As with one file: what happened since the form was drawn is told before the first is entered.
                if entered == 0
                    && left.is_empty()
                    && let Some(changed) = on.overtaken(&act).await?
                {
                    return Ok(on.changed(&changed));
                }
                on.seat.submit(act, format!("{key}-{at}"), bodies).await
            }
            Ok(None) => Err(Refusal::NoEnclosed { version, enclosed: at }.into()),
            Err(error) => Err(error),
        };
        match outcome {
            Ok(_) => entered += 1,
            Err(SubmitError::Refusal(refusal)) => {
                let bars = refusal.bars_every_paper();
                left.push((file.name.clone(), *refusal));
                if bars {
                    break;
                }
            }
            Err(SubmitError::Fault(fault)) => return Err(refused::unavailable(&fault).into()),
        }
    }
    let untried = files.count();
    if left.is_empty() {
        return Ok(Redirect::to(&format!("/papers/{}#versions", on.id)).into_response());
    }
    Ok(told(&on, entered, &left, untried))
}

fn told(on: &OnPaper, entered: usize, left: &[(String, Refusal)], untried: usize) -> Response {
    let body = html! {
        h1 { (on.seen.paper.number()) }
        section.refused role="alert" {
            h2 { (entered) " entered, " (left.len() + untried) " not." }
            ul { @for (name, refusal) in left { li { "“" (name) "”: " (refused::why(&on.seat, refusal)) } } }
            @if untried > 0 { p { "The same would be said of the rest: " (plural!(untried, "{n} file was", "{n} files were")) " not tried." } }
            p { a.button href=(format!("/papers/{}#versions", on.id)) { "To the paper" } }
        }
    };
    let mut response = shell::page(&on.seat, Place::Elsewhere, say!("Not all entered"), &body);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
