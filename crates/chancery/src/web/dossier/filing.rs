//! `POST /dossiers/{id}/file`: a paper taken in from the dossier's own page, by its number.

use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::ids::PaperId;

use super::on::OnDossier;
use super::show::View;
use crate::office::Bodies;
use crate::web::paper::acts::cite::paper_of_number;
use crate::web::refused::Answer;

/// The form below the dossier's papers.
pub(super) fn form(view: &View) -> Markup {
    let slip = view.slip("file");
    html! { @if view.is_open() {
        (slip.act("file", say!("Take a paper in"), &html! {
            label { "Our number of the paper" input type="text" name="number" value=[slip.said("number")] required autocomplete="off" autofocus[slip.wants("number")]; }
            p.hint { "A paper that lies at a desk of yours, or in a register that your desk keeps. It is seen by those who may see it anyway." }
        }, say!("Take it in")))
    } }
}

/// That a paper was just taken in, where it stands among those shown.
pub(super) fn notice(view: &View, filed: Option<&str>, entry: Option<u64>) -> Markup {
    let just = filed.and_then(|filed| filed.parse::<PaperId>().ok());
    let row = view.papers.rows.iter().find(|one| just.is_some() && one.row.paper == just);
    html! { @if let (Some(one), Some(entry)) = (row, entry) {
        div.done role="status" {
            p { (one.row.number) " is filed here." }
            p.soft { "Entry " (entry) " of the record." }
        }
    } }
}

/// `POST /dossiers/{id}/file`
pub(crate) async fn post(on: OnDossier) -> Answer {
    let named = on.form.needed::<String>("number", say!("which paper"));
    let paper = match named {
        Ok(number) => paper_of_number(&on.seat, &number).await?,
        Err(unread) => Err(unread),
    };
    let dossier = on.dossier.id.clone();
    match paper {
        Ok(paper) => {
            let act = Act::File { paper, dossier, title: None, code: None };
            Box::pin(on.send(act, Bodies::default(), &format!("&filed={paper}"))).await
        }
        Err(unread) => on.unread(unread).await,
    }
}
