//! `POST /dossiers/{id}/…`: a form becomes the same act in the dossier as in the API and on the command line.

use axum::extract::Path;
use phrases::{phrase, say};
use procedure::dossier::{Dossier, DossierAct};
use procedure::house::Visibility;
use procedure::paper::InHouse;

use super::on::OnDossier;
use super::{decisions, draft_acts, positions, terms};
use crate::web::forms::{Form, Unreadable};
use crate::web::refused::{self, Answer};
use crate::web::words::{self, Choice};

/// Who sees a dossier.
pub(super) const RULES: &[Choice<Visibility>] = &[
    (Visibility::WholeHouse, "whole_house", phrase!("the whole house")),
    (Visibility::DeskAndChief, "desk_and_chief", phrase!("the desk that keeps it, its chiefs, and whom it asks in")),
    (Visibility::ListOnly, "list_only", phrase!("only the desk that keeps it and whom it asks in")),
];

/// `POST /dossiers/{id}/{act}`
pub(crate) async fn post(Path((_, act)): Path<(String, String)>, on: OnDossier) -> Answer {
    done(on, &act, None).await
}

/// `POST /dossiers/{id}/{act}/{no}`
pub(crate) async fn post_to(Path((_, act, no)): Path<(String, String, u32)>, on: OnDossier) -> Answer {
    done(on, &act, Some(no)).await
}

async fn done(on: OnDossier, act: &str, no: Option<u32>) -> Answer {
    match read(&on.dossier, act, no, &on.form).transpose() {
        Some(Ok(mut does)) => {
            let found = decisions::find_papers(&on.seat, &on.form, &mut does).await?;
            Box::pin(on.act(found.map(|()| does))).await
        }
        Some(unread) => Box::pin(on.act(unread)).await,
        None => Ok(refused::absent()),
    }
}

/// The act of an address and its form; `None` where nothing is done at that address.
fn read(held: &Dossier, act: &str, no: Option<u32>, form: &Form) -> Result<Option<DossierAct>, Unreadable> {
    if let Some(does) = positions::read::read(act, no, form)? {
        return Ok(Some(does));
    }
    if let Some(does) = keeping(act, no, form)? {
        return Ok(Some(does));
    }
    if let Some(does) = terms::read(act, no, form)? {
        return Ok(Some(does));
    }
    match draft_acts::read(held, act, no, form)? {
        Some(does) => Ok(Some(does)),
        None => decisions::read(act, no, form),
    }
}

fn keeping(act: &str, no: Option<u32>, form: &Form) -> Result<Option<DossierAct>, Unreadable> {
    let reason = form.text("reason").unwrap_or_default();
    Ok(Some(match (act, no) {
        ("change", None) => DossierAct::ChangeDossier { title: form.text("title"), code: form.text("code") },
        ("move", None) => {
            DossierAct::MoveDossier { home: form.needed("home", say!("which desk is to keep it"))?, reason }
        }
        ("mark", None) => DossierAct::MarkDossier { level: form.needed("level", say!("the level"))?, reason },
        ("rule", None) => {
            let rule = form.choice("rule", RULES)?;
            let rule = rule.ok_or_else(|| Unreadable(say!("The form does not say who is to see it.").into()))?;
            DossierAct::SetDossierRule { rule, reason }
        }
        ("volume", None) => DossierAct::OpenVolume { title: form.text("title") },
        ("ask-in", None) => DossierAct::AskIn { to: who(form)?, reason },
        ("ask-out", None) => DossierAct::AskOut { to: who(form)?, reason },
        ("remark", None) => DossierAct::RemarkDossier { says: form.text("says").unwrap_or_default() },
        ("close", None) => DossierAct::CloseDossier { reason },
        ("reopen", None) => DossierAct::ReopenDossier { reason },
        ("bring-forward", None) => {
            let on = form.day("on")?;
            let on = on.ok_or_else(|| Unreadable(say!("The form does not say on which day it comes back.").into()))?;
            DossierAct::BringForward { desk: form.parsed("desk")?, on, reason }
        }
        ("bring-forward-done", Some(bring_forward)) => DossierAct::BringForwardDone { bring_forward },
        ("bring-forward-back", Some(bring_forward)) => DossierAct::TakeBackBringForward { bring_forward, reason },
        _ => return Ok(None),
    }))
}

/// A desk or an officer, by the [key](InHouse::key) that a form has for them.
pub(super) fn who(form: &Form) -> Result<InHouse, Unreadable> {
    in_house(&form.text("who").unwrap_or_default())
}

/// A desk or an officer as they stand in a form.
pub(super) fn in_house(said: &str) -> Result<InHouse, Unreadable> {
    said.parse().map_err(|_| Unreadable(say!("The form does not say which desk or officer.").into()))
}

/// The words of a rule.
pub(super) fn rule(rule: Visibility) -> &'static str {
    words::of(RULES, rule)
}
