//! `POST /papers`: a paper entered, as a file, a text, or without either. `POST /papers/read`: only read.

use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use procedure::act::{Act, BindingDraft, DirectionDraft, EnterDraft};
use procedure::card::Card;
use procedure::ids::{LevelId, OfficerId, PaperId, SeriesId};
use procedure::paper::{Absence, Arrival, Channel};
use serde::Deserialize;
use serde_json::{Value, json};

use super::body;
use super::key::Key;
use super::{Caller, Problem, Scope, receipt};
use crate::office::{Bodies, Prepared, VersionFacts};
use crate::web::App;
use crate::web::upload;

/// What a text without a name is called.
const NAMELESS: &str = "text";

/// A paper to enter. What is left out is unknown; a card left out is read from the first file or the text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Draft {
    series: Option<SeriesId>,
    year: Option<i16>,
    reserved: Option<u32>,
    under: Option<PaperId>,
    absence: Option<Absence>,
    arrival: Arrival,
    card: Option<Value>,
    level: Option<LevelId>,
    again: Option<String>,
    late: Option<String>,
    directions: Vec<DirectionDraft>,
    bindings: Vec<BindingDraft>,
    /// The text of the paper, in place of a file.
    text: Option<String>,
    /// What to call the text.
    name: Option<String>,
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
    let (draft, bodies) = enter_draft(draft, files, &caller.officer)?;
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
        let facts = |_: &crate::web::forms::Form| VersionFacts { channel: Channel::Program, ..VersionFacts::default() };
        let taken = upload::take(app, multipart, facts).await?;
        let draft = match taken.form.said("draft") {
            Some(json) => serde_json::from_str(json).map_err(|error| Problem::unreadable(format!("draft: {error}")))?,
            None => Draft::default(),
        };
        return Ok((draft, taken.files));
    }
    let json = axum::body::to_bytes(request.into_body(), upload::TEXT_BYTES_MAX).await.map_err(|_| {
        Problem::unreadable(format!(
            "the JSON broke off or has more than {} bytes; send a file",
            upload::TEXT_BYTES_MAX
        ))
    })?;
    let mut draft: Draft = serde_json::from_slice(&json).map_err(|error| Problem::unreadable(error.to_string()))?;
    let mut files = Vec::new();
    if let Some(text) = draft.text.take() {
        let name = draft.name.clone().unwrap_or_else(|| NAMELESS.to_owned());
        let facts = VersionFacts { channel: draft.arrival.channel, ..VersionFacts::default() };
        files.push(match draft.card {
            Some(_) => upload::described_text(app, text, &name, facts).await?,
            None => upload::text(app, text, &name, facts).await?,
        });
    }
    Ok((draft, files))
}

fn enter_draft(draft: Draft, files: Vec<Prepared>, officer: &OfficerId) -> Result<(EnterDraft, Bodies), Problem> {
    let series = draft.series.ok_or_else(|| Problem::unreadable("missing field `series`"))?;
    let mut bodies = Bodies::default();
    let mut versions = Vec::new();
    let mut read = None;
    for file in files {
        bodies.merge(file.bodies);
        versions.push(file.version);
        read.get_or_insert((file.reading.card, file.reading.remarks));
    }
    let (read, mut remarks) = read.unwrap_or_default();
    let card = match draft.card {
        Some(given) => {
            // What the reading says of fields is of a card that nobody took; what it says of the paper holds.
            remarks.retain(|remark| remark.field.is_none());
            given_card(given, officer)?
        }
        None => read,
    };
    let draft = EnterDraft {
        series,
        year: draft.year,
        reserved: draft.reserved,
        under: draft.under,
        versions,
        absence: draft.absence,
        arrival: draft.arrival,
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

/// A card as a program gives it. A value that does not say how it came to stand there is set by the caller's officer,
/// and nobody sets one in another's name.
pub(crate) fn given_card(mut given: Value, officer: &OfficerId) -> Result<Card, Problem> {
    if let Value::Object(fields) = &mut given {
        for field in fields.values_mut() {
            match field {
                Value::Array(values) => values.iter_mut().for_each(|value| sign(value, officer)),
                value => sign(value, officer),
            }
        }
    }
    body::of(given)
}

fn sign(value: &mut Value, officer: &OfficerId) {
    let Value::Object(field) = value else { return };
    if !field.contains_key("value") {
        return;
    }
    field.entry("span").or_insert(Value::Null);
    let sure = field.entry("sure").or_insert_with(|| "set".into());
    if sure == "set" {
        field.insert("by".to_owned(), officer.as_str().into());
    } else {
        field.remove("by");
    }
}

#[cfg(test)]
mod tests {
    use super::given_card;
    use procedure::card::Sure;
    use serde_json::json;

    #[test]
    fn a_given_value_is_set_by_the_caller() {
        let officer = "orlo".parse().expect("a code");
        let given = json!({
            "number": {"value": "12"},
            "from": [{"value": {"name": "B. Tessel", "post": null, "office": null}, "span": null, "sure": "set", "by": "halden"}],
            "language": "en",
        });
        let card = given_card(given, &officer).expect("a card");
        let number = card.number.expect("given");
        assert_eq!((number.sure, number.by.as_ref()), (Sure::Set, Some(&officer)));
        assert_eq!(card.from[0].by.as_ref(), Some(&officer));
        assert!(given_card(json!({"number": 12}), &officer).is_err());
    }
}
