//! A form of this page, filled: with what a paper offers, with words to put otherwise, or with what is to be assessed.

use axum::http::StatusCode;
use phrases::html;
use procedure::dossier::{Dossier, DossierAct, Position};

use super::forms;
use crate::office::OfferLine;
use crate::web::forms::Form;
use crate::web::slip::Unentered;

/// The form that an address asks to be filled: `take.PAPER.claim-1`, `put.proposal-1`, `assess.claim-1`, `recommend.1`.
/// `None` where what it names is not there.
pub(in crate::web::dossier) fn filled(dossier: &Dossier, offers: &[OfferLine], fill: &str) -> Option<Unentered> {
    let (what, of) = fill.split_once('.')?;
    let (to, fields, field) = match what {
        "take" => {
            let (paper, of) = of.split_once('.')?;
            let (kind, place) = position(of)?;
            let named = |one: &&OfferLine| {
                one.paper.to_string() == paper && one.what == kind && u32::try_from(one.place) == Ok(place)
            };
            let act = &offers.iter().find(named)?.act;
            (to(act)?, forms::fields(act), "says")
        }
        "put" => {
            let act = as_it_stands(dossier, position(of)?)?;
            (to(&act)?, forms::fields(&act), "says")
        }
        "assess" => {
            position(of)?;
            ("assess", vec![("of".to_owned(), of.to_owned())], "stance")
        }
        "recommend" => ("recommend", vec![("on".to_owned(), of.to_owned())], "says"),
        _ => return None,
    };
    let place = format!("/dossiers/{}/{to}", dossier.id);
    Some(Unentered { place, form: Form::of(fields), status: StatusCode::OK, says: html! {}, field })
}

fn to(act: &DossierAct) -> Option<&'static str> {
    match act {
        DossierAct::PutClaim { .. } => Some("put-claim"),
        DossierAct::PutProposal { .. } => Some("put-proposal"),
        DossierAct::PutRecommendation { .. } => Some("recommend"),
        _ => None,
    }
}

/// A kind and a number: `claim-1`.
pub(super) fn position(said: &str) -> Option<(Position, u32)> {
    let (kind, no) = said.split_once('-')?;
    let kinds = [Position::Claim, Position::Proposal, Position::Assessment, Position::Recommendation];
    Some((kinds.into_iter().find(|known| known.word() == kind)?, no.parse().ok()?))
}

/// The act that would put a position as it stands.
fn as_it_stands(dossier: &Dossier, (kind, no): (Position, u32)) -> Option<DossierAct> {
    let positions = &dossier.positions;
    let no_put = Some(no);
    match kind {
        Position::Claim => Some(DossierAct::PutClaim { no: no_put, claim: positions.claim(no)?.words() }),
        Position::Proposal => Some(DossierAct::PutProposal { no: no_put, proposal: positions.proposal(no)?.words() }),
        Position::Assessment => None,
        Position::Recommendation => {
            let one = positions.recommendation(no)?;
            let (on, desk, recommendation) = (one.on, one.desk.clone(), one.words());
            Some(DossierAct::PutRecommendation { no: no_put, on, desk, recommendation })
        }
    }
}
