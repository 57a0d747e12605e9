//! An act on one paper, from a form: the frame that every such handler shares.

use axum::RequestExt;
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::event::Event;
use procedure::house::House;
use procedure::ids::{OfficerId, PaperId};
use procedure::refusal::Refusal;
use procedure::sight::Sight;
use register::Seen;

use super::show;
use super::slip::Unentered;

use super::trail;
use super::ways;
use crate::office::{Bodies, Receipt, SubmitError, TrailLine};
use crate::told::{self, Telling};
use crate::web::app::App;
use crate::web::bag;
use crate::web::between::{by_others, once_more, sent_before};
use crate::web::forms::{Form, Unreadable};
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::slip::drawn_from;
use crate::web::words;

/// A form about a paper that the officer may see.
pub(crate) struct OnPaper {
    pub(crate) seat: Seat,
    pub(crate) id: PaperId,
    pub(crate) seen: Seen,
    pub(crate) form: Form,
    /// The address the form was sent to.
    pub(crate) place: String,
}

impl FromRequest<App> for OnPaper {
    type Rejection = Response;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Response> {
        let seat: Seat = request.extract_parts_with_state(app).await?;
        let (id, seen) = paper_of(&mut request, &seat).await?;
        let place = request.uri().path().to_owned();
        let form: Form = request.extract_with_state(app).await?;
        Ok(Self { seat, id, seen, form, place })
    }
}

/// The paper that an address names, as the officer sees it. Not there and not to be seen are answered alike.
pub(crate) async fn paper_of(request: &mut Request, seat: &Seat) -> Result<(PaperId, Seen), Response> {
    let paths = request.extract_parts::<Path<Vec<(String, String)>>>().await;
    let named = paths.ok().and_then(|Path(parts)| parts.into_iter().find(|(name, _)| name == "id"));
    let Some(id) = named.and_then(|(_, id)| id.parse::<PaperId>().ok()) else { return Err(refused::absent()) };
    match look(seat, id).await {
        Ok(Some(seen)) => Ok((id, seen)),
        Ok(None) => Err(refused::absent()),
        Err(trouble) => Err(trouble.into_response()),
    }
}

/// A paper as the officer sees it.
pub(crate) async fn look(seat: &Seat, id: PaperId) -> Result<Option<Seen>, refused::Trouble> {
    let officer = seat.officer.clone();
    Ok(seat.app.apart(move |app| app.office.seen(&app.office.viewer(&officer), &id)).await?)
}

impl OnPaper {
    /// Submits the act and leads back to the paper. Where it is refused, or the form could not be read, the page is drawn
    /// again with the form as it was sent; where something happened in between, a page says what.
    pub(crate) async fn act(self, act: Result<Act, Unreadable>) -> Answer {
        // On the heap: what is known of the paper lives in it.
        Box::pin(self.act_with(act.map(|act| (act, Bodies::default())))).await
    }

    /// [`OnPaper::act`] with bodies that the act names.
    pub(crate) async fn act_with(self, act: Result<(Act, Bodies), Unreadable>) -> Answer {
        Box::pin(self.act_then(act, |_| None)).await
    }

    /// [`OnPaper::act_with`], answered by what `then` makes of the receipt instead of leading back, where it makes something.
    pub(crate) async fn act_then(
        self,
        act: Result<(Act, Bodies), Unreadable>,
        then: impl FnOnce(&Receipt) -> Option<Response>,
    ) -> Answer {
        let (act, bodies) = match act {
            Ok(act) => act,
            Err(Unreadable(says)) => return self.unread(&says).await,
        };
        if let Some(says) = self.overtaken(&act).await? {
            // A file is given again where it is chosen: the form is drawn anew and not carried on.
            return match bodies.ids().next() {
                Some(_) => self.drawn_again(StatusCode::CONFLICT, says, None).await,
                None => Ok(self.changed(&says)),
            };
        }
        let place = format!("/papers/{}", self.id);
        let key = self.form.text("key").unwrap_or_else(bag::key);
        match Box::pin(self.seat.submit(act, key, bodies)).await {
            Ok(receipt) => Ok(then(&receipt)
                .unwrap_or_else(|| Redirect::to(&format!("{place}?done={}", receipt.entry)).into_response())),
            Err(SubmitError::Refusal(refusal)) => match *refusal {
                Refusal::KeyReused { .. } => self.sent_before().await,
                Refusal::NoPaper { paper } if paper == self.id => Ok(refused::absent()),
                refusal => self.refused(&refusal).await,
            },
            Err(SubmitError::Fault(fault)) => Err(refused::unavailable(&fault).into()),
        }
    }

    /// What was typed could not be read: the form stands open again, and says so.
    async fn unread(self, says: &str) -> Answer {
        let says = html! {
            section.refused role="alert" { h2 { "Not entered yet." } p { (words::sentence(says)) } p { (ways::unread(&self.place, self.id)) } }
        };
        self.drawn_again(StatusCode::UNPROCESSABLE_ENTITY, says, None).await
    }

    /// The rules say no: the form stands open again, with the reason and the way on at its head.
    async fn refused(self, refusal: &Refusal) -> Answer {
        let says = refused::section(&self.seat, refusal, &ways::on(refusal, self.id));
        self.drawn_again(StatusCode::CONFLICT, says, Some(refusal)).await
    }

    async fn sent_before(self) -> Answer {
        let says = sent_before(&self.look());
        self.drawn_again(StatusCode::CONFLICT, says, None).await
    }

    fn look(&self) -> Markup {
        html! { a.button.plain href=(format!("/papers/{}", self.id)) { "Look at the paper as it is now" } }
    }

    async fn drawn_again(self, status: StatusCode, says: Markup, refusal: Option<&Refusal>) -> Answer {
        let field = ways::field(&self.place, refusal);
        let (place, form) = (self.place, self.form);
        let sent = Unentered { place, form, status, says, field };
        Box::pin(show::again(&self.seat, self.id, sent)).await
    }

    /// What happened since the form was drawn, where that stands in the act's way.
    pub(super) async fn overtaken(&self, act: &Act) -> Result<Option<Markup>, refused::Trouble> {
        let Some(rev) = self.form.parsed::<u64>("rev")?.filter(|rev| *rev < self.seen.paper.rev) else {
            return Ok(None);
        };
        if self.seen.sight < Sight::Card {
            return Ok(None);
        }
        let (id, officer) = (self.id, self.seat.officer.clone());
        let told: Result<_, refused::Trouble> = self
            .seat
            .app
            .apart(move |app| {
                let viewer = app.office.viewer(&officer);
                let all = app.office.trail(&viewer, &id)?;
                let since = app.office.trail_since(&viewer, &id, rev)?;
                Ok((all, since, app.office.reads()?.links(&viewer, &id)?))
            })
            .await;
        let (all, since, links) = told?;
        let (house, zone) = (self.seat.app.office.house(), self.seat.app.office.zone());
        if !stands_in_the_way(&house, &self.seat.officer, self.form.said("key"), act, &since) {
            return Ok(None);
        }
        let mut telling = Telling::of(&house, &zone, &self.seen.paper, &links);
        let first = since.first().map_or(u64::MAX, |line| line.entry);
        telling.pass(&all[..all.partition_point(|line| line.entry < first)]);
        let yours = told::yours(act, &self.seen.paper, &house);
        Ok(Some(html! {
            section.refused role="alert" {
                h2 { "The paper changed while you looked at it." }
                p { "Nothing of yours was entered yet. This was entered in between:" }
                (trail::table(&since, &mut telling))
                @if let Some(yours) = yours { p { (words::sentence(&yours)) } }
                p { (self.look()) }
            }
        }))
    }

    /// A page that says what happened, with the form to be sent all the same.
    pub(super) fn changed(&self, says: &Markup) -> Response {
        let body = html! {
            h1 { (self.seen.paper.number()) }
            (says)
            (once_more(&self.form, &self.place, &drawn_from(self.seen.paper.rev)))
        };
        let mut response = shell::page(&self.seat, Place::Elsewhere, say!("Changed in between"), &body);
        *response.status_mut() = StatusCode::CONFLICT;
        response
    }
}

/// Whether what others did since touches what an act is about to touch. What the rules themselves notice is left to them.
pub(crate) fn stands_in_the_way(
    house: &House,
    officer: &OfficerId,
    key: Option<&str>,
    act: &Act,
    since: &[TrailLine],
) -> bool {
    by_others(house, officer, key, since).any(|event| touches_the_same(act, event))
}

fn touches_the_same(act: &Act, event: &Event) -> bool {
    use procedure::card::FieldName;
    match act {
        Act::Correct { field: mine, .. } => match event {
            Event::Corrected { field, .. } => field == mine,
            Event::ReadingTaken { fields, .. } => fields.is_empty() || fields.contains(mine),
            Event::Described { .. } => true,
            _ => false,
        },
        Act::TakeReading { fields: mine, .. } | Act::DeclineReading { fields: mine, .. } => match event {
            Event::Corrected { field, .. } => mine.is_empty() || mine.contains(field),
            Event::ReadingTaken { fields, .. } | Event::ReadingDeclined { fields, .. } => {
                fields.is_empty() || mine.is_empty() || !fields.is_disjoint(mine)
            }
            Event::Described { .. } | Event::ReadingProposed { .. } => true,
            _ => false,
        },
        Act::CorrectArrival { .. } => matches!(event, Event::ArrivalCorrected { .. }),
        Act::Mark { .. } => matches!(event, Event::MarkingSet { .. } | Event::MarkingRead { .. }),
        Act::Direct { .. } => {
            matches!(event, Event::Directed { .. } | Event::DirectionTurned { .. } | Event::HandedOver { .. })
        }
        Act::Void { .. } | Act::MoveSeries { .. } => {
            matches!(event, Event::Registered { .. } | Event::RegistrationVoided { .. })
        }
        Act::Tie { .. } | Act::Untie { .. } | Act::Settle { .. } => matches!(
            event,
            Event::Described { .. }
                | Event::Corrected { field: FieldName::Citations, .. }
                | Event::CitationsTied { .. }
                | Event::CitationsReopened { .. }
                | Event::CitationUntied { .. }
                | Event::CitationSettled { .. }
        ),
        Act::ReplaceVersion { .. } | Act::WithdrawVersion { .. } | Act::Split { .. } => {
            matches!(event, Event::VersionAdded { .. } | Event::VersionWithdrawn { .. })
        }
        _ => false,
    }
}
