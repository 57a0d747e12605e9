//! `POST /papers`: a paper entered, as files, a text, or without either. `POST /papers/read`: only read.

use std::collections::BTreeSet;

use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use procedure::act::{Act, BindingDraft, DirectionDraft, EnterDraft};
use procedure::card::{Card, FieldName};
use procedure::ids::{LevelId, OfficerId, PaperId, SeriesId};
use procedure::paper::{Absence, Arrival, Channel, Medium, Received};
use serde::Deserialize;
use serde_json::{Value, json};

use super::key::Key;
use super::{Caller, Problem, Scope, given, receipt};
use crate::office::{Bodies, Prepared, VersionFacts};
use crate::web::App;
use crate::web::upload::{self, Parts};

/// What a text without a name is called.
const NAMELESS: &str = "text";

/// A paper to enter. What is left out is unknown; a card left out is read from the last file or the text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Draft {
    series: Option<SeriesId>,
    year: Option<i16>,
    reserved: Option<u32>,
    under: Option<PaperId>,
    absence: Option<Absence>,
    arrival: ArrivalSaid,
    card: Option<Value>,
    level: Option<LevelId>,
    again: Option<String>,
    late: Option<String>,
    directions: Vec<DirectionDraft>,
    bindings: Vec<BindingDraft>,
    /// The fields that a person put right on the card as it was read; none named where all were right.
    put_right: Option<BTreeSet<FieldName>>,
    /// The text of the paper, in place of a file.
    text: Option<String>,
    /// What to call the text.
    name: Option<String>,
}

/// The facts of arrival as a program gives them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ArrivalSaid {
    received: Option<Received>,
    channel: Option<Channel>,
    taken_in_by: Option<String>,
    precedence: Option<String>,
    their_copy: Option<String>,
    pages: Option<u32>,
    medium: Option<Medium>,
    original_at: Option<String>,
}

impl ArrivalSaid {
    /// What a program sends came through a program, unless it says otherwise; what has no file came by hand or was spoken.
    fn whole(self, absence: Option<Absence>) -> Arrival {
        let (channel, medium) = match absence {
            None => (Channel::Program, Medium::Electronic),
            Some(Absence::Oral) => (Channel::Voice, Medium::Spoken),
            Some(Absence::CoverOnly | Absence::NotYetScanned) => (Channel::Hand, Medium::Paper),
        };
        Arrival {
            received: self.received,
            channel: self.channel.unwrap_or(channel),
            taken_in_by: self.taken_in_by,
            precedence: self.precedence,
            their_copy: self.their_copy,
            pages: self.pages,
            medium: self.medium.unwrap_or(medium),
            original_at: self.original_at,
            old: None,
        }
    }
}

/// `POST /api/v1/papers`
pub(crate) async fn post(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    request: Request,
) -> Result<Response, Problem> {
    caller.may(Scope::Enter)?;
    let (draft, files) = taken(&app, request).await?;
    let (draft, bodies) = enter_draft(app.office.languages(), draft, files, &caller.officer)?;
    let entered = caller.submit(Act::Enter(draft), key, bodies).await?;
    receipt::respond(&caller, entered).await
}

/// `POST /api/v1/papers/read`: nothing is kept, so it needs no key.
pub(crate) async fn read(State(app): State<App>, caller: Caller, request: Request) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (_, files) = taken(&app, request).await?;
    let read = |file: &Prepared| {
        let reading = &file.reading;
        json!({ "source": file.version.name, "card": reading.card, "remarks": reading.remarks, "text": reading.text })
    };
    match files.as_slice() {
        [] => Err(Problem::unreadable("there is neither a file nor a text")),
        [one] => Ok(axum::Json(read(one)).into_response()),
        many => Ok(axum::Json(many.iter().map(read).collect::<Vec<_>>()).into_response()),
    }
}

/// The draft and the files of a request: a form with files and a field `draft`, or JSON.
async fn taken(app: &App, request: Request) -> Result<(Draft, Vec<Prepared>), Problem> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, app)
            .await
            .map_err(|rejection| Problem::unreadable(rejection.body_text()))?;
        let taken = upload::take(app, multipart, Parts::Only(&["draft"]), |_| Ok(VersionFacts::default())).await?;
        let draft = match taken.form.said("draft") {
            Some(json) => serde_json::from_str(json).map_err(|error| Problem::unreadable(format!("draft: {error}")))?,
            None => Draft::default(),
        };
        return with_text(app, draft, taken.files).await;
    }
    let json = axum::body::to_bytes(request.into_body(), upload::TEXT_BYTES_MAX).await.map_err(|_| {
        Problem::too_long(format!("the JSON broke off or has more than {} bytes; send a file", upload::TEXT_BYTES_MAX))
    })?;
    let draft = serde_json::from_slice(&json).map_err(|error| Problem::unreadable(error.to_string()))?;
    with_text(app, draft, Vec::new()).await
}

/// The draft with its text as a file, where it has one.
async fn with_text(app: &App, mut draft: Draft, mut files: Vec<Prepared>) -> Result<(Draft, Vec<Prepared>), Problem> {
    if let Some(text) = draft.text.take() {
        if !files.is_empty() {
            return Err(Problem::unreadable("there is a file and a text; a paper is sent as one of them"));
        }
        let name = draft.name.take().unwrap_or_else(|| NAMELESS.to_owned());
        let facts = VersionFacts::default();
        files.push(match &draft.card {
            Some(card) if !given::claims_reading(card) => upload::described_text(app, text, &name, facts).await?,
            _ => upload::text(app, text, &name, facts).await?,
        });
    } else if draft.name.is_some() {
        return Err(Problem::unreadable("name: it names the text, and there is none"));
    }
    Ok((draft, files))
}

fn enter_draft(
    languages: &intake::Languages,
    draft: Draft,
    files: Vec<Prepared>,
    officer: &OfficerId,
) -> Result<(EnterDraft, Bodies), Problem> {
    let series = draft.series.ok_or_else(|| Problem::unreadable("missing field `series`"))?;
    let arrival = draft.arrival.whole(draft.absence);
    let mut bodies = Bodies::default();
    let mut versions = Vec::new();
    let mut last = None;
    for mut file in files {
        bodies.merge(file.bodies);
        file.version.channel = arrival.channel;
        versions.push(file.version);
        // A card's spans lie in the text of the last version.
        last = Some(file.reading);
    }
    if draft.card.is_none() && draft.put_right.as_ref().is_some_and(|fields| !fields.is_empty()) {
        return Err(Problem::unreadable("put_right: what was put right stands on the card, and none is given"));
    }
    // Where there was no text, nothing was read that could have been right.
    let was_read = last.as_ref().is_some_and(|reading| !reading.text.is_empty());
    let (card, remarks) = match (draft.card, last) {
        (Some(given), last) => {
            let card = given::card(languages, given, officer, last.as_ref())?;
            // What the reading says of fields is of a card that nobody took; what it says of the paper holds.
            let of_paper = last.into_iter().flat_map(|reading| reading.remarks).filter(|remark| remark.field.is_none());
            (card, of_paper.collect())
        }
        (None, Some(reading)) => (reading.card, reading.remarks),
        (None, None) => (Card::default(), Vec::new()),
    };
    let draft = EnterDraft {
        put_right: draft.put_right.filter(|_| was_read),
        series,
        year: draft.year,
        reserved: draft.reserved,
        under: draft.under,
        versions,
        absence: draft.absence,
        arrival,
        card,
        remarks,
        level: draft.level,
        again: draft.again,
        late: draft.late,
        directions: draft.directions,
        bindings: draft.bindings,
        bulk: false,
    };
    Ok((draft, bodies))
}
