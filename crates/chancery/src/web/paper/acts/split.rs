//! `POST /papers/{id}/split`: an enclosed file becomes a paper of its own.

use procedure::act::{Act, EnterDraft};
use procedure::ids::SeriesId;
use procedure::paper::{Arrival, EnclosedFile, KeptVersion, VersionKind};

use crate::office::{Bodies, Prepared, SubmitError, VersionFacts};
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::on::OnPaper;
use crate::web::refused::{self, Answer};

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
    let act = split(&on, (version, enclosed), &kept, prepared);
    on.act_with(act).await
}

async fn prepare(on: &OnPaper, file: &EnclosedFile, facts: VersionFacts) -> Result<Option<Prepared>, SubmitError> {
    let file = file.clone();
    on.seat.app.apart(move |app| app.office.prepare_enclosed(&file, facts)).await
}

fn named(on: &OnPaper) -> Result<(usize, usize), Unreadable> {
    Ok((on.form.needed("version", "which version encloses it")?, on.form.needed("enclosed", "which file it is")?))
}

fn split(
    on: &OnPaper,
    (version, enclosed): (usize, usize),
    kept: &KeptVersion,
    prepared: Prepared,
) -> Result<(Act, Bodies), Unreadable> {
    let envelope = &on.seen.paper;
    let draft = EnterDraft {
        put_right: None,
        series: series(&on.form, on)?,
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
    Ok((Act::Split { paper: envelope.id, version, enclosed, draft }, prepared.bodies))
}

/// The series chosen; a part of the envelope's number stands in the envelope's.
fn series(form: &Form, on: &OnPaper) -> Result<SeriesId, Unreadable> {
    if form.said("series") != Some(UNDER) {
        return form.needed("series", "the series");
    }
    let standing = on.seen.paper.live().next().map(|live| live.number.series().clone());
    standing.ok_or_else(|| Unreadable("The envelope has no number that stands.".into()))
}
