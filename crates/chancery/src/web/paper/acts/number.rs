//! Numbers put right: annulled, moved to the right series, a further registration.

use procedure::act::Act;

use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/void`
pub(crate) async fn void(on: OnPaper) -> Answer {
    let number = on.form.needed("number", "which number is annulled")?;
    let reason = on.form.text("reason").unwrap_or_default();
    let paper = on.id;
    on.act(Act::Void { paper, number, reason }).await
}

/// `POST /papers/{id}/move`
pub(crate) async fn move_series(on: OnPaper) -> Answer {
    let number = on.form.needed("number", "which number is moved")?;
    let series = on.form.needed("series", "the right series")?;
    let reason = on.form.text("reason").unwrap_or_default();
    let paper = on.id;
    on.act(Act::MoveSeries { paper, number, series, reason }).await
}

/// `POST /papers/{id}/register-also`
pub(crate) async fn register_also(on: OnPaper) -> Answer {
    let series = on.form.needed("series", "the other series")?;
    let late = on.form.text("late");
    let paper = on.id;
    on.act(Act::RegisterAlso { paper, series, late }).await
}
