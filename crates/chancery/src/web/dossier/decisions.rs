//! Forms of submissions, decisions and actions, read into acts.

use phrases::{phrase, say};
use procedure::dossier::{
    ActionFacts, Boxed, Conveyance, DossierAct, Enclosed, How, SubmissionFacts, TextRead, Verdict,
};
use procedure::ids::{Hash, PaperId};
use procedure::paper::InHouse;
use procedure::sight::Sight;

use crate::web::forms::{Form, Unreadable};
use crate::web::paper::acts::cite::paper_of_number;
use crate::web::refused::Trouble;
use crate::web::seat::Seat;
use crate::web::words::Choice;

/// What may be decided; the day of a deferral stands in a field of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Adopt,
    Reject,
    Return,
    Defer,
    Discuss,
    Seen,
}

/// The verdicts of the form, amended apart: that one brings a text.
const SAID: &[Choice<Said>] = &[
    (Said::Adopt, "adopt", phrase!("adopt")),
    (Said::Reject, "reject", phrase!("reject")),
    (Said::Return, "return", phrase!("return")),
    (Said::Defer, "defer", phrase!("defer")),
    (Said::Discuss, "discuss", phrase!("discuss")),
    (Said::Seen, "seen", phrase!("seen")),
];

/// By what means a decision was conveyed.
pub(super) const MEANS: &[Choice<Conveyance>] = &[
    (Conveyance::Telephone, "telephone", phrase!("by telephone")),
    (Conveyance::Conversation, "conversation", phrase!("in conversation")),
    (Conveyance::Ink, "ink", phrase!("as ink on paper")),
    (Conveyance::Message, "message", phrase!("by a message")),
];

/// The act of an address and its form; `None` where nothing of this is done at that address. What is decided has addresses of
/// its own, at which presence is proved first: it is read by [`decide`] and [`second`], and never here.
pub(super) fn read(act: &str, no: Option<u32>, form: &Form) -> Result<Option<DossierAct>, Unreadable> {
    let reason = form.text("reason").unwrap_or_default();
    Ok(Some(match (act, no) {
        ("submit", None) => DossierAct::Submit { facts: submission(form)?, desk: form.parsed("desk")? },
        ("hold", Some(submission)) => DossierAct::HoldSubmission { submission, reason },
        ("send-back", Some(submission)) => DossierAct::SendBack { submission, reason },
        ("withdraw", Some(submission)) => DossierAct::WithdrawSubmission { submission, reason },
        ("reopen-decision", Some(submission)) => DossierAct::ReopenSubmission { submission, reason },
        ("cover", Some(submission)) => DossierAct::AddCover { submission, says: form.text("says").unwrap_or_default() },
        ("box", Some(submission)) => {
            let Boxed { day, place } = boxed(form)?;
            DossierAct::PutInBox { submission, day, place }
        }
        ("set-action", None) => DossierAct::SetAction { facts: action(form)? },
        ("accept-action", Some(action)) => DossierAct::AcceptAction { action },
        ("discharge-action", Some(action)) => DossierAct::DischargeAction { action },
        ("return-action", Some(action)) => DossierAct::ReturnAction { action, reason },
        ("cancel-action", Some(action)) => DossierAct::CancelAction { action, reason },
        ("extend-action", Some(action)) => {
            let due = form.day("due")?;
            let due =
                due.ok_or_else(|| Unreadable(say!("The form does not say to which day it is put off.").into()))?;
            DossierAct::ExtendAction { action, due, reason }
        }
        ("report-action", Some(action)) => {
            let says = form.text("says").unwrap_or_default();
            DossierAct::ReportAction { action, says, paper: None }
        }
        _ => return Ok(None),
    }))
}

/// Finds the papers that a form names by their numbers: what lies with a submission, where exactly one that the officer sees
/// is meant, and the paper a report comes with. A line that means none stays in words: it is missing. A report is not: it
/// names a paper that is there.
pub(super) async fn find_papers(
    seat: &Seat,
    form: &Form,
    does: &mut DossierAct,
) -> Result<Result<(), Unreadable>, Trouble> {
    match does {
        DossierAct::Submit { facts, .. } => {
            for one in &mut facts.enclosures {
                one.paper = meant(seat, one.what.clone()).await?;
            }
        }
        DossierAct::ReportAction { paper, .. } => {
            if let Some(number) = form.text("number") {
                match paper_of_number(seat, &number).await? {
                    Ok(found) => *paper = Some(found),
                    Err(unread) => return Ok(Err(unread)),
                }
            }
        }
        _ => {}
    }
    Ok(Ok(()))
}

/// The one paper that a number as typed means, as far as the officer sees.
async fn meant(seat: &Seat, typed: String) -> Result<Option<PaperId>, Trouble> {
    let officer = seat.officer.clone();
    let found = seat.app.apart(move |app| -> Result<_, Trouble> {
        Ok(app.office.reads()?.by_number(&app.office.viewer(&officer), &typed)?)
    });
    Ok(match found.await?.as_slice() {
        [(paper, sight)] if *sight >= Sight::Card => Some(*paper),
        _ => None,
    })
}

fn boxed(form: &Form) -> Result<Boxed, Unreadable> {
    let day =
        form.day("day")?.ok_or_else(|| Unreadable(say!("The form does not say in the box of which day.").into()))?;
    Ok(Boxed { day, place: form.parsed("place")?.unwrap_or(1) })
}

fn submission(form: &Form) -> Result<SubmissionFacts, Unreadable> {
    // One enclosure a line; which of them are held is found out by `find_papers`.
    let lines = form.text("enclosures").unwrap_or_default();
    let enclosures = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let enclosures = enclosures.map(|what| Enclosed { what: what.to_owned(), paper: None }).collect();
    Ok(SubmissionFacts {
        draft: form.parsed("draft")?,
        to: form.needed("to", say!("the desk that decides"))?,
        bottom_line: form.text("bottom_line").unwrap_or_default(),
        recommends: form.text("recommends").unwrap_or_default(),
        dissent: form.text("dissent"),
        decide_by: form.day("decide_by")?,
        enclosures,
        copies: copies(form)?,
    })
}

/// Holders of copies: every field `copy.desk:CODE` or `copy.officer:CODE` that was marked.
fn copies(form: &Form) -> Result<Vec<InHouse>, Unreadable> {
    let marked = form.fields().filter_map(|(name, _)| name.strip_prefix("copy."));
    marked.map(super::acts::in_house).collect()
}

/// A decision as its form says it.
pub(super) fn decide(submission: u32, form: &Form) -> Result<DossierAct, Unreadable> {
    let said =
        form.choice("word", SAID)?.ok_or_else(|| Unreadable(say!("The form does not say what is decided.").into()))?;
    let word = match said {
        Said::Adopt => Verdict::Adopted,
        Said::Reject => Verdict::Rejected,
        Said::Return => Verdict::Returned,
        Said::Discuss => Verdict::Discuss,
        Said::Seen => Verdict::Seen,
        Said::Defer => {
            let until = form.day("until")?;
            let until =
                until.ok_or_else(|| Unreadable(say!("The form does not say to which day it is deferred.").into()))?;
            Verdict::Deferred { until }
        }
    };
    let (hash, how, remark) = (form.parsed::<Hash>("hash")?, how(form)?, form.text("remark"));
    Ok(DossierAct::Decide { submission, word, hash, how, remark, amended: None, read: TextRead::default() })
}

/// The second of two decisions.
pub(super) fn second(submission: u32, form: &Form) -> Result<DossierAct, Unreadable> {
    Ok(DossierAct::SecondDecision { submission, hash: form.parsed::<Hash>("hash")? })
}

/// How a decision came about, as the form says: here where it says nothing.
pub(super) fn how(form: &Form) -> Result<How, Unreadable> {
    match form.said("how") {
        None | Some("" | "in_person") => Ok(How::InPerson),
        Some("conveyed") => Ok(How::Conveyed {
            decided_by: form.needed("decided_by", say!("who decided"))?,
            conveyed_by: form.text("conveyed_by").unwrap_or_default(),
            means: form.choice("means", MEANS)?.unwrap_or(Conveyance::Telephone),
            evidence: None,
        }),
        Some("body") => {
            let lines = form.text("dissenters").unwrap_or_default();
            let dissenters = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
            Ok(How::Body {
                sitting: form.text("sitting").unwrap_or_default(),
                item: form.text("item"),
                result: form.text("result").unwrap_or_default(),
                dissenters: dissenters.collect(),
                written_round_until: form.past_day("written_round_until")?,
            })
        }
        Some(_) => Err(Unreadable(say!("The form does not say how it was decided.").into())),
    }
}

fn action(form: &Form) -> Result<ActionFacts, Unreadable> {
    Ok(ActionFacts {
        desk: form.needed("desk", say!("the desk that is to do it"))?,
        what: form.text("what").unwrap_or_default(),
        due: form.day("due")?,
        control: form.needed("control", say!("the desk that sees it done"))?,
        submission: None,
        after: form.parsed("after")?,
    })
}
