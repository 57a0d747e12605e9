//! `POST /papers/{id}/file`: the paper filed in a dossier.

use procedure::act::Act;

use crate::web::paper::on::OnPaper;
use crate::web::refused::Answer;

/// `POST /papers/{id}/file`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let act = on.form.needed("dossier", "the dossier").map(|dossier| Act::File {
        paper: on.id,
        dossier,
        title: on.form.text("title"),
        code: on.form.text("code"),
    });
    on.act(act).await
}
