//! An act in one dossier, from a form: the frame that every such handler shares.

use axum::RequestExt;
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::dossier::{Assessed, Dossier, DossierAct, DossierEvent};
use procedure::event::Event;
use procedure::house::House;
use procedure::ids::{DossierId, OfficerId};
use procedure::refusal::{Refusal, Thing};
use tower_sessions::Session;

use super::{draft_files, show, told};
use crate::office::{Bodies, SubmitError, TrailLine};
use crate::web::app::App;
use crate::web::bag;
use crate::web::between::{by_others, once_more, sent_before};
use crate::web::forms::{Form, Unreadable};
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::slip::{Unentered, drawn_from};
use crate::web::words;

/// A form about a dossier that the officer may see.
pub(crate) struct OnDossier {
    pub(super) seat: Seat,
    pub(super) session: Session,
    pub(super) dossier: Dossier,
    pub(super) form: Form,
    /// The address the form was sent to.
    pub(super) place: String,
}

impl FromRequest<App> for OnDossier {
    type Rejection = Response;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Response> {
        let seat: Seat = request.extract_parts_with_state(app).await?;
        let session: Session = request.extract_parts().await.map_err(IntoResponse::into_response)?;
        let dossier = dossier_of(&mut request, &seat).await?;
        let place = request.uri().path().to_owned();
        let form: Form = request.extract_with_state(app).await?;
        Ok(Self { seat, session, dossier, form, place })
    }
}

/// The dossier that an address names, as the officer sees it. Not there and not to be seen are answered alike.
pub(super) async fn dossier_of(request: &mut Request, seat: &Seat) -> Result<Dossier, Response> {
    let paths = request.extract_parts::<Path<Vec<(String, String)>>>().await;
    let named = paths.ok().and_then(|Path(parts)| parts.into_iter().find(|(name, _)| name == "id"));
    let id = named.and_then(|(_, id)| id.parse::<DossierId>().ok()).ok_or_else(refused::absent)?;
    look_up(seat, &id).await.map_err(IntoResponse::into_response)?.ok_or_else(refused::absent)
}

/// A dossier as the officer sees it.
pub(super) async fn look_up(seat: &Seat, id: &DossierId) -> Result<Option<Dossier>, Trouble> {
    let (officer, id) = (seat.officer.clone(), id.clone());
    let looked = seat.app.apart(move |app| -> Result<_, Trouble> {
        Ok(app.office.reads()?.dossier(&app.office.viewer(&officer), &id)?)
    });
    looked.await
}

impl OnDossier {
    /// Submits the act and leads back to the dossier. Where it is refused, or the form could not be read, the page is drawn
    /// again with the form as it was sent; where something happened in between that stands in its way, a page says what.
    pub(super) async fn act(self, act: Result<DossierAct, Unreadable>) -> Answer {
        Box::pin(self.act_with(act.map(|does| (does, Bodies::default())))).await
    }

    /// [`OnDossier::act`] with bodies that the act names.
    pub(super) async fn act_with(self, act: Result<(DossierAct, Bodies), Unreadable>) -> Answer {
        let (does, bodies) = match act {
            Ok(act) => act,
            Err(unread) => return self.unread(unread).await,
        };
        if let Some(response) = self.overtaken(&does).await? {
            return Ok(response);
        }
        let act = Act::InDossier { dossier: self.dossier.id.clone(), does };
        Box::pin(self.send(act, bodies, "")).await
    }

    /// Submits an act, and leads back to the dossier, with `also` at the end of the address. Whether others are overtaken by it
    /// is not looked at here.
    pub(super) async fn send(self, act: Act, bodies: Bodies, also: &str) -> Answer {
        let id = self.dossier.id.clone();
        let key = self.form.text("key").unwrap_or_else(bag::key);
        match Box::pin(self.seat.submit(act, key, bodies)).await {
            Ok(receipt) => {
                // Who gives a dossier away, or lets fewer see it, may have done so to oneself.
                let still = look_up(&self.seat, &id).await?.is_some();
                let page = submission_of(&self.place).map(|no| format!("/submissions/{no}")).unwrap_or_default();
                let place = if still { format!("/dossiers/{id}{page}") } else { "/dossiers".to_owned() };
                Ok(Redirect::to(&format!("{place}?done={}{also}", receipt.entry)).into_response())
            }
            Err(SubmitError::Refusal(refusal)) => match *refusal {
                Refusal::KeyReused { .. } => self.sent_before().await,
                Refusal::Absent { what: Thing::Dossier, .. } => Ok(refused::absent()),
                refusal => self.refused(&refusal).await,
            },
            Err(SubmitError::Fault(fault)) => Err(refused::unavailable(&fault).into()),
        }
    }

    /// What was typed could not be read: the form stands open again, and says so.
    pub(super) async fn unread(self, Unreadable(says): Unreadable) -> Answer {
        let says = html! { section.refused role="alert" { h2 { "Not entered yet." } p { (words::sentence(&says)) } } };
        self.drawn_again(StatusCode::UNPROCESSABLE_ENTITY, says).await
    }

    /// The rules say no: the form stands open again, with the reason and the way on at its head.
    async fn refused(self, refusal: &Refusal) -> Answer {
        let on = html! { (draft_files::overtaken(&self.dossier, &self.form, refusal)) (self.look()) };
        let says = refused::section(&self.seat, refusal, &on);
        self.drawn_again(StatusCode::CONFLICT, says).await
    }

    async fn drawn_again(self, status: StatusCode, says: Markup) -> Answer {
        let Self { seat, session, dossier, form, place } = self;
        let field = field(&place);
        let submission = submission_of(&place);
        let unentered = Unentered { place, form, status, says, field };
        match submission {
            Some(no) => Box::pin(super::submission::again(&session, &seat, (dossier.id, no), unentered)).await,
            None => Box::pin(show::again(&seat, dossier.id, unentered)).await,
        }
    }

    async fn sent_before(self) -> Answer {
        let says = sent_before(&self.look());
        self.drawn_again(StatusCode::CONFLICT, says).await
    }

    fn look(&self) -> Markup {
        html! { a.button.plain href=(format!("/dossiers/{}", self.dossier.id)) { "Look at the dossier as it is now" } }
    }

    /// A page that says what happened since the form was drawn, where that stands in the act's way.
    async fn overtaken(&self, does: &DossierAct) -> Result<Option<Response>, Trouble> {
        let Some(rev) = self.form.parsed::<u64>("rev")?.filter(|rev| *rev < self.dossier.rev) else { return Ok(None) };
        let (officer, id) = (self.seat.officer.clone(), self.dossier.id.clone());
        let told: Result<Vec<TrailLine>, Trouble> =
            self.seat.app.apart(move |app| Ok(app.office.dossier_trail(&app.office.viewer(&officer), &id, rev)?)).await;
        let since = told?;
        let (house, zone) = (self.seat.app.office.house(), self.seat.app.office.zone());
        if !stands_in_the_way(&house, &self.seat.officer, self.form.said("key"), does, &since) {
            return Ok(None);
        }
        let says = html! {
            h2 { "The dossier changed while you looked at it." }
            p { "Nothing of yours was entered yet. This was entered in between:" }
            (told::table(&house, &zone, &since, &[]))
        };
        let body = html! {
            h1 { (self.dossier.title) }
            section.refused role="alert" {
                (says)
                p { (self.look()) }
                (once_more(&self.form, &self.place, &drawn_from(self.dossier.rev)))
            }
        };
        let mut response = shell::page(&self.seat, Place::Dossiers, say!("Changed in between"), &body);
        *response.status_mut() = StatusCode::CONFLICT;
        Ok(Some(response))
    }
}

/// Whether what others did since touches what an act is about to touch. What the rules themselves notice is left to them.
pub(crate) fn stands_in_the_way(
    house: &House,
    officer: &OfficerId,
    key: Option<&str>,
    does: &DossierAct,
    since: &[TrailLine],
) -> bool {
    by_others(house, officer, key, since).any(|event| match event {
        Event::InDossier { change, .. } => touches_the_same(does, change),
        _ => false,
    })
}

fn touches_the_same(does: &DossierAct, change: &DossierEvent) -> bool {
    match does {
        DossierAct::ChangeDossier { .. } => matches!(change, DossierEvent::Changed { .. }),
        DossierAct::MoveDossier { .. } => {
            matches!(change, DossierEvent::Moved { .. } | DossierEvent::HandedOver { .. })
        }
        DossierAct::MarkDossier { .. } => matches!(change, DossierEvent::Marked { .. }),
        DossierAct::SetDossierRule { .. } => matches!(change, DossierEvent::RuleSet { .. }),
        DossierAct::OpenVolume { .. } => matches!(change, DossierEvent::VolumeOpened { .. }),
        DossierAct::ChangeDraft { draft: mine, .. } => {
            matches!(change, DossierEvent::DraftChanged { draft, .. } if draft == mine)
        }
        DossierAct::DropDraft { draft: mine, .. } => {
            matches!(change, DossierEvent::DraftVersionAdded { draft, .. } if draft == mine)
        }
        DossierAct::PutClaim { no: Some(no), .. } => {
            matches!(change, DossierEvent::ClaimPut { no: put, .. } if put == no)
        }
        DossierAct::PutProposal { no: Some(no), .. } => {
            matches!(change, DossierEvent::ProposalPut { no: put, .. } if put == no)
        }
        // Whoever speaks of a claim or a proposal has to have read it as it stands.
        DossierAct::PutAssessment { of: Assessed::Claim(no), .. } => {
            matches!(change, DossierEvent::ClaimPut { no: put, .. } if put == no)
        }
        DossierAct::PutAssessment { of: Assessed::Proposal(no), .. }
        | DossierAct::PutRecommendation { on: Some(no), .. } => {
            matches!(change, DossierEvent::ProposalPut { no: put, .. } if put == no)
        }
        _ => false,
    }
}

/// The submission on whose page a form stands, by the address it was sent to.
fn submission_of(place: &str) -> Option<u32> {
    let mut parts = place.split('/').skip(3);
    let (act, no) = (parts.next()?, parts.next()?);
    let of_page = ["decide", "amend", "second", "hold", "send-back", "withdraw", "reopen-decision", "cover", "box"];
    of_page.contains(&act).then(|| no.parse().ok()).flatten()
}

/// The field of a form in which something has to be put right.
fn field(place: &str) -> &'static str {
    match place.split('/').nth(3).unwrap_or_default() {
        "change" | "volume" | "draft-change" => "title",
        "drafts" if place.matches('/').count() == 3 => "title",
        "drafts" => "text",
        "bring" => "file",
        "file" => "number",
        "concur" => "says",
        "concur-ask" => "desk.1",
        "move" => "home",
        "mark" => "level",
        "rule" => "rule",
        "ask-in" => "who",
        "submit" => "bottom_line",
        "decide" => "remark",
        "amend" => "text",
        "cover" | "report-action" => "says",
        "box" => "day",
        "extend-action" | "set-action" => "due",
        "remark" | "put-claim" | "put-proposal" | "assess" | "recommend" => "says",
        "ask-assessment" => "desk",
        "bring-forward" => "on",
        _ => "reason",
    }
}
