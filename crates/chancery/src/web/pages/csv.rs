//! `POST /register.csv`: the same list as a table for other programs, page by page as it is sent.

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use procedure::act::Act;
use procedure::export::Export;
use procedure::ids::OfficerId;
use register::{ListQuery, ListRow, RowStanding};

use super::register_list::{Filters, list};
use crate::office::Bodies;
use crate::plain::quoted;
use crate::web::app::App;
use crate::web::bag;
use crate::web::paper::body::Coming;
use crate::web::refused::Answer;
use crate::web::seat::Seat;
use crate::web::set::not_exported;
use crate::web::words;

const HEAD: &str = "our number,entered,received,date,their number,kind,from,to,subject,cites,with,due,standing\r\n";

/// `POST /register.csv`: entered first, with what the register was narrowed by.
pub(crate) async fn post(State(app): State<App>, seat: Seat, axum::Form(filters): axum::Form<Filters>) -> Answer {
    let query = filters.query(0, app.office.today())?;
    let act = Act::Export { export: Export::Register { narrowed: filters.narrowed() }, sheet: None };
    if let Err(error) = Box::pin(seat.submit(act, bag::key(), Bodies::default())).await {
        return Ok(not_exported(&seat, &error, &filters.address("/register")));
    }
    let (give, take) = tokio::sync::mpsc::channel(1);
    tokio::task::spawn_blocking(move || send(&app, &seat.officer, query, &give));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"register.csv\""),
    ];
    let response: Response = (headers, Body::from_stream(Coming(take))).into_response();
    Ok(response)
}

fn send(
    app: &App,
    officer: &OfficerId,
    mut query: ListQuery,
    give: &tokio::sync::mpsc::Sender<std::io::Result<Vec<u8>>>,
) {
    let mut text = HEAD.to_owned();
    loop {
        match list(app, officer, &query) {
            Ok(page) => {
                page.rows.iter().for_each(|row| text.push_str(&line(row)));
                // Whoever asked has gone; so does the list.
                if give.blocking_send(Ok(std::mem::take(&mut text).into_bytes())).is_err() {
                    return;
                }
                match page.next {
                    Some(next) => query.after = Some(next),
                    None => return,
                }
            }
            Err(_) => {
                // A table that ends in the middle must not look whole.
                drop(give.blocking_send(Err(std::io::Error::other("the register could not be read"))));
                return;
            }
        }
    }
}

fn line(row: &ListRow) -> String {
    let standing = match &row.standing {
        RowStanding::Live => "live".to_owned(),
        RowStanding::Void { reason, see } => {
            let see = see.as_ref().map(|see| format!(", see {see}")).unwrap_or_default();
            format!("void: {}{see}", reason.as_deref().unwrap_or_default())
        }
    };
    let cites: Vec<&str> =
        row.cites.iter().map(|cites| cites.number.as_deref().unwrap_or(cites.says.as_str())).collect();
    let with: Vec<&str> = row.with.iter().map(procedure::ids::DeskId::as_str).collect();
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let cells = [
        row.number.clone(),
        date(row.entered_on),
        date(row.received.map(|received| received.on)),
        row.date.as_ref().map(words::paper_date).unwrap_or_default(),
        row.their.clone().unwrap_or_default(),
        row.kind.clone().unwrap_or_default(),
        row.from.join("; "),
        row.to.join("; "),
        row.subject.clone().unwrap_or_default(),
        cites.join("; "),
        with.join("; "),
        date(row.due),
        standing,
    ];
    let mut line = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}
