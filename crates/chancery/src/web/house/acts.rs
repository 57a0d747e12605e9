//! What is done to the house: a form becomes the same act as on the command line, and a refusal stands on the page beside what was
//! typed.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::house::Capacity;
use procedure::ids::{DeskId, MandateId, OfficerId};
use procedure::refusal::{Refusal, Thing, Written};

use super::forms::{self, Newcomer, Wrong};
use super::show::{self, Ask};
use super::{administers, changes, link};
use crate::office::{Bodies, Receipt, SubmitError};
use crate::web::bag;
use crate::web::between::{sent_before, was_entered};
use crate::web::forms::Form;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::slip::Unentered;
use crate::web::words;

/// `POST /house/desks`
pub(crate) async fn desk(seat: Seat, form: Form) -> Answer {
    if !administers(&seat) {
        return Ok(refused::absent());
    }
    let act = forms::read_desk(&form);
    OnHouse { seat, form, place: "/house/desks".to_owned(), desk: "above" }.act(act, "desk").await
}

/// `POST /house/series`
pub(crate) async fn series(seat: Seat, form: Form) -> Answer {
    if !administers(&seat) {
        return Ok(refused::absent());
    }
    let act = forms::read_series(&form);
    OnHouse { seat, form, place: "/house/series".to_owned(), desk: "registry" }.act(act, "series").await
}

/// `POST /house/{list}/{act}`: what stands is changed or ended.
pub(crate) async fn change(Path((list, act)): Path<(String, String)>, seat: Seat, form: Form) -> Answer {
    if !administers(&seat) {
        return Ok(refused::absent());
    }
    let read = changes::read(&seat.app.office.house(), (&list, &act), &form);
    let Some((read, done)) = read else { return Ok(refused::absent()) };
    let desk = match list.as_str() {
        "series" => "registry",
        _ if act == "change" => "above",
        _ => "desk",
    };
    OnHouse { seat, form, place: format!("/house/{list}/{act}"), desk }.act(read, done).await
}

/// `POST /house/mandates`
pub(crate) async fn mandate(seat: Seat, form: Form) -> Answer {
    if !administers(&seat) {
        return Ok(refused::absent());
    }
    let read = forms::read_mandate(&form);
    let key = form.text("key").unwrap_or_default();
    if let Ok((officer, desk, _)) = &read
        && was_entered(&seat, &key).await?
    {
        // The same form once more: another mandate would be given under another code.
        let acts = seat.app.office.house().mandate_for(officer, desk, seat.app.office.now()).is_some();
        let on = OnHouse { seat, form, place: "/house/mandates".to_owned(), desk: "desk" };
        return if acts { Ok(show::done("mandate", None)) } else { on.sent_before().await };
    }
    let act = read.map(|(officer, desk, capacity)| give(&seat, &officer, &desk, capacity));
    OnHouse { seat, form, place: "/house/mandates".to_owned(), desk: "desk" }.act(act, "mandate").await
}

/// The act that gives a desk, under a code that no mandate has: made of desk and officer, or counted where that is too long.
fn give(seat: &Seat, officer: &OfficerId, desk: &DeskId, capacity: Capacity) -> Act {
    let house = seat.app.office.house();
    let counted = || (1..).filter_map(|no| MandateId::new(format!("mandate-{no}")).ok());
    let free = house.free_mandate(desk, officer);
    let mandate = free.or_else(|| counted().find(|code| !house.mandates.contains_key(code)));
    Act::GiveMandate {
        mandate: mandate.expect("numbers do not end before mandates do"),
        officer: officer.clone(),
        desk: desk.clone(),
        capacity,
        from: None,
        until: None,
        instead_of: None,
    }
}

/// `POST /house/officers`: takes the officer in, gives the desk, makes the link. What stands when a later one is refused is
/// said; and the same form sent again goes on where it broke off.
pub(crate) async fn officer(seat: Seat, headers: HeaderMap, form: Form) -> Answer {
    if !administers(&seat) {
        return Ok(refused::absent());
    }
    let key = form.text("key").unwrap_or_else(bag::key);
    let read = forms::read_officer(&form, &seat.app.office.house());
    let on = OnHouse { seat: seat.clone(), form, place: "/house/officers".to_owned(), desk: "desk" };
    let Newcomer { officer, act, desk } = match read {
        Ok(read) => read,
        Err(wrong) => return on.unread(&wrong).await,
    };
    let receipt = match Box::pin(seat.submit(act, key.clone(), Bodies::default())).await {
        Ok(receipt) => receipt,
        Err(error) => return on.not_entered(error).await,
    };
    let not_given = match &desk {
        Some((desk, capacity)) => with_desk(&seat, &officer, desk, *capacity, format!("{key}-desk")).await?,
        None => None,
    };
    let link = link::make(&seat, &headers, &officer, format!("{key}-link")).await?;
    let told = taken_in(&seat, &officer, &receipt, link.as_deref(), not_given.as_ref());
    let again = not_given.and(desk).map(|(desk, capacity)| {
        let capacity =
            forms::CAPACITIES.iter().find(|(known, _, _)| *known == capacity).map_or("", |(_, name, _)| name);
        let fields = [("officer", officer.as_str()), ("desk", desk.as_str()), ("capacity", capacity)];
        let form = Form::of(fields.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let (place, status, says) = ("/house/mandates".to_owned(), StatusCode::OK, html! {});
        Unentered { place, form, status, says, field: "" }
    });
    show::draw(&seat, &Ask::default(), again.as_ref(), Some(&told)).await
}

/// Gives a desk to an officer who was just taken in; the refusal, where the rules say no.
async fn with_desk(
    seat: &Seat,
    officer: &OfficerId,
    desk: &DeskId,
    capacity: Capacity,
    key: String,
) -> Result<Option<Refusal>, Trouble> {
    if was_entered(seat, &key).await? {
        return Ok(None);
    }
    let act = give(seat, officer, desk, capacity);
    match Box::pin(seat.submit(act, key, Bodies::default())).await {
        Ok(_) => Ok(None),
        Err(SubmitError::Refusal(refusal)) => Ok(Some(*refusal)),
        Err(SubmitError::Fault(fault)) => Err(refused::unavailable(&fault).into()),
    }
}

/// What came of taking an officer in.
fn taken_in(
    seat: &Seat,
    officer: &OfficerId,
    receipt: &Receipt,
    link: Option<&str>,
    not_given: Option<&Refusal>,
) -> Markup {
    let name = words::officer(&seat.app.office.house(), officer);
    html! {
        div.done role="status" {
            p { (name) " is taken in." }
            (link_once(officer, link))
            @if let Some(refusal) = not_given {
                p.late { "The desk was not given: " (refused::why(seat, refusal)) }
                p { (words::sentence(&refusal.next())) " " a href="#give-desk" { "The form for it stands below." } }
            }
            p.soft { "Entry " (receipt.entry) " of the record." }
        }
    }
}

/// The link, once.
fn link_once(officer: &OfficerId, link: Option<&str>) -> Markup {
    html! {
        @match link {
            Some(link) => {
                p { "With this link " b { (officer) } " chooses a password and comes in. It is good once, for an hour, and is not shown again: hand it on now." }
                p { code.address { (link) } }
            }
            None => { p { "The sign-in link was made before, and shown then. Where it is lost, make another in the list of officers." } }
        }
    }
}

/// `POST /house/officers/link`: another link for an officer who never came in.
pub(crate) async fn another_link(seat: Seat, headers: HeaderMap, form: Form) -> Answer {
    if !administers(&seat) {
        return Ok(refused::absent());
    }
    let officer: OfficerId = form.needed("officer", say!("which officer"))?;
    let never = link::never_came_in(&seat, &officer).await?;
    if seat.app.office.house().active(&officer).is_none() || !never {
        let told = html! {
            section.refused role="alert" {
                h2 { "No link was made." }
                p { b { (officer) } " is not here, is suspended, or has a password already. Whoever keeps the folder of the office sets a password aside: " code { "chancery officer FOLDER reset CODE" } "." }
            }
        };
        let mut response = show::draw(&seat, &Ask::default(), None, Some(&told)).await?;
        *response.status_mut() = StatusCode::CONFLICT;
        return Ok(response);
    }
    let key = form.text("key").unwrap_or_else(bag::key);
    let made = link::make(&seat, &headers, &officer, key).await?;
    let told = html! { div.done role="status" { (link_once(&officer, made.as_deref())) } };
    show::draw(&seat, &Ask::default(), None, Some(&told)).await
}

fn leave() -> Markup {
    html! { a.button.plain href="/house" { "Leave it" } }
}

/// A form of the house, and where it was sent to.
struct OnHouse {
    seat: Seat,
    form: Form,
    place: String,
    /// The field in which a desk is chosen.
    desk: &'static str,
}

impl OnHouse {
    /// Submits the act and leads back to the house; where it is refused or was not read, the page stands as it was sent.
    async fn act(self, act: Result<Act, Wrong>, what: &str) -> Answer {
        let act = match act {
            Ok(act) => act,
            Err(wrong) => return self.unread(&wrong).await,
        };
        let key = self.form.text("key").unwrap_or_else(bag::key);
        match Box::pin(self.seat.submit(act, key, Bodies::default())).await {
            Ok(receipt) => Ok(show::done(what, Some(receipt.entry))),
            Err(error) => self.not_entered(error).await,
        }
    }

    async fn not_entered(self, error: SubmitError) -> Answer {
        match error {
            SubmitError::Refusal(refusal) => match *refusal {
                Refusal::KeyReused { .. } => self.sent_before().await,
                refusal => {
                    let says = refused::section(&self.seat, &refusal, &leave());
                    let field = self.field(&refusal);
                    self.again(StatusCode::CONFLICT, says, field).await
                }
            },
            SubmitError::Fault(fault) => Err(refused::unavailable(&fault).into()),
        }
    }

    /// What was typed could not be read.
    async fn unread(self, wrong: &Wrong) -> Answer {
        let says =
            html! { section.refused role="alert" { h2 { "Not entered yet." } p { (words::sentence(&wrong.says)) } } };
        self.again(StatusCode::UNPROCESSABLE_ENTITY, says, wrong.field).await
    }

    async fn sent_before(self) -> Answer {
        let says = sent_before(&html! { a.button.plain href="/house" { "Look at the house as it is now" } });
        self.again(StatusCode::CONFLICT, says, "").await
    }

    async fn again(self, status: StatusCode, says: Markup, field: &'static str) -> Answer {
        let Self { seat, form, place, .. } = self;
        let unentered = Unentered { place, form, status, says, field };
        show::draw(&seat, &Ask::default(), Some(&unentered), None).await
    }

    /// The field to put right.
    fn field(&self, refusal: &Refusal) -> &'static str {
        match refusal {
            Refusal::Taken { .. } => "code",
            Refusal::PatternTaken { .. } | Refusal::PatternWithoutYear { .. } => "pattern",
            Refusal::NoOfficer { .. } | Refusal::Suspended { .. } => "officer",
            Refusal::DeskAboveItself { .. }
            | Refusal::Absent { what: Thing::Desk, .. }
            | Refusal::Closed { what: Thing::Desk, .. } => self.desk,
            Refusal::Absent { what: Thing::Level, .. } => "cleared_to",
            Refusal::Empty { field: Written::Reason } | Refusal::TooLong { field: Written::Reason, .. } => "reason",
            _ if self.place == "/house/mandates" || self.place == "/house/desks/close" => "desk",
            _ => "name",
        }
    }
}
