//! Numbers put right: annulled, moved to the right series, a further registration.

use phrases::say;
use procedure::act::Act;

use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/void`
pub(crate) async fn void(on: OnPaper) -> Answer {
    let (paper, reason) = (on.id, on.form.text("reason").unwrap_or_default());
    let number = on.form.needed("number", say!("which number is annulled"));
    on.act(number.map(|number| Act::Void { paper, number, reason })).await
}

/// `POST /papers/{id}/move`
pub(crate) async fn move_series(on: OnPaper) -> Answer {
    let (paper, reason) = (on.id, on.form.text("reason").unwrap_or_default());
    let number = on.form.needed("number", say!("which number is moved"));
    let act = number.and_then(|number| {
        let series = on.form.needed("series", say!("the right series"))?;
        Ok(Act::MoveSeries { paper, number, series, reason })
    });
    on.act(act).await
}

/// `POST /papers/{id}/register-also`
pub(crate) async fn register_also(on: OnPaper) -> Answer {
    let (paper, late) = (on.id, on.form.text("late"));
    let series = on.form.needed("series", say!("the other series"));
    on.act(series.map(|series| Act::RegisterAlso { paper, series, late })).await
}
