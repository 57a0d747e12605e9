//! What happened with the papers of a dossier, told among its own entries. No entry of its own stands beside it: it is on the trail of
//! the paper, with everything else that became of that.

use jiff::tz::TimeZone;
use maud::Markup;
use phrases::html;
use procedure::dossier::{Dossier, Draft};
use procedure::house::House;
use procedure::ids::{OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{Dispatch, DispatchEnd, Paper};

use crate::web::paper::trail;
use crate::web::words;

/// What happened with a paper of the dossier.
pub(in crate::web::dossier) struct Happened {
    pub(super) at: Moment,
    by: OfficerId,
    paper: PaperId,
    number: String,
    what: What,
}

enum What {
    /// It was filed.
    Filed,
    /// It was sent, to whom.
    Sent(String),
}

/// That a paper came into the dossier, and where it went out; of what became of a draft of it only the latter: the dossier tells
/// by itself that it was adopted.
pub(in crate::web::dossier) fn happened(paper: &Paper, dossier: &Dossier) -> Vec<Happened> {
    let became = |draft: &Draft| draft.entered_as().is_some_and(|(entered, _)| entered == paper.id);
    let told = dossier.drafts.iter().any(became);
    let one = |at, by: &OfficerId, what| {
        let (by, number) = (by.clone(), paper.number().to_owned());
        Happened { at, by, paper: paper.id, number, what }
    };
    let filed = paper.filed.iter().filter(|filing| filing.dossier == dossier.id && !told);
    let filed = filed.map(|filing| one(filing.at, &filing.by, What::Filed));
    // What came back went out all the same.
    let went_out =
        |one: &&Dispatch| one.ended.as_ref().is_none_or(|ended| !matches!(ended.end, DispatchEnd::Mistaken { .. }));
    let sent = paper.dispatches.iter().filter(went_out);
    filed.chain(sent.map(|sent| one(sent.at, &sent.by, What::Sent(sent.to.clone())))).collect()
}

/// Its row among the entries.
pub(super) fn row(house: &House, zone: &TimeZone, one: &Happened) -> Markup {
    html! {
        tr {
            td.d { (words::moment_tag(one.at, zone)) }
            td { (trail::officer(house, &one.by)) }
            td { div { a href=(format!("/papers/{}", one.paper)) { (one.number) } @match &one.what {
                What::Filed => { " came into the dossier." },
                What::Sent(to) => { " went out to " (words::stopped(to)) },
            } } }
            td.n {}
        }
    }
}
