//! `POST /papers/{id}/reading`: fields of a proposed reading, taken or declined.

use phrases::say;
use std::collections::BTreeSet;

use procedure::act::Act;
use procedure::card::FieldName;
use procedure::sight::Sight;

use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::{self, Answer};

/// `POST /papers/{id}/reading`
pub(crate) async fn post(on: OnPaper) -> Answer {
    if on.seen.sight < Sight::Whole {
        return Ok(refused::absent());
    }
    let act = settled(&on);
    on.act(act).await
}

/// The button that was pressed names its fields: what is not on the page is not taken with the rest.
fn settled(on: &OnPaper) -> Result<Act, Unreadable> {
    let paper = on.id;
    match (on.form.said("take"), on.form.said("decline")) {
        (Some(named), None) => Ok(Act::TakeReading { paper, fields: fields(named)? }),
        (None, Some(named)) => {
            let reason = on.form.text("reason").unwrap_or_default();
            Ok(Act::DeclineReading { paper, fields: fields(named)?, reason })
        }
        _ => Err(Unreadable(say!("Press Take or Decline beside a field.").into())),
    }
}

fn fields(named: &str) -> Result<BTreeSet<FieldName>, Unreadable> {
    let field =
        |name: &str| serde_json::from_value(name.into()).map_err(|_| Unreadable(say!("A card has no field “{name}”.")));
    named.split(',').map(field).collect()
}
