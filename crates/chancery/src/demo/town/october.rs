//! October 2026 as the town's book has it, up to the morning of the 13th: the post, and the case of the footbridge, on which the
//! council has decided.

use procedure::act::Act;
use procedure::calendar::{DayRule, Roll};
use procedure::card::AskedAct;
use procedure::dossier::{
    DossierAct, DraftFacts, Edge, Enclosed, FollowUp, Hangs, How, SubmissionFacts, TextRead, Verdict,
};
use procedure::ids::{Hash, PaperId};
use procedure::paper::{Channel, InHouse};

use super::{CLERK, hall, papers};
use crate::demo::hand::{Entry, Hand, came_into, lead};

/// Fills the book from 1 October to the morning of the 13th.
pub(super) fn tell(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(1, 8, 0)?;
    hall::furnish(hand)?;
    let county = the_county_writes(hand)?;
    let report = the_yard_reports(hand, county)?;
    let hash = up_to_the_council(hand, report)?;
    the_council_decides(hand, hash)?;
    the_county_is_told(hand, county)?;
    other_post(hand)
}

/// The county's letter opens the case, and sets its last day.
fn the_county_writes(hand: &Hand<'_>) -> anyhow::Result<PaperId> {
    hand.on(2, 9, 10)?;
    let asks = lead("works", AskedAct::Act, Some(hand.day(9)?), "Is this something for the bridge at Mill Lane?")?;
    let county = hand.enter(papers::LETTER_COUNTY_188, post(Channel::Post, 2).to(asks))?;
    hand.on(2, 10, 30)?;
    hand.act("fenn", "accept/county", Act::AcceptDirection { paper: county, direction: 1 })?;
    let open = Act::OpenDossier {
        dossier: "footbridge".parse()?,
        title: "The footbridge at Mill Lane".to_owned(),
        code: Some("40-2".to_owned()),
        home: Some("works".parse()?),
        level: None,
        rule: None,
    };
    hand.act("fenn", "open/footbridge", open)?;
    hand.act("fenn", "file/county", file(county)?)?;
    let term = DossierAct::SetTerm {
        name: "County grants for footbridges".to_owned(),
        cause: "The county takes applications up to that day.".to_owned(),
        paper: Some(county),
        from: None,
        until: hand.day(30)?,
    };
    hand.does("fenn", "term/footbridge", "footbridge", term)?;
    for (desk, what, days) in [
        ("works", "Have three offers in hand", -8),
        ("treasury", "Send the county the application with the accounts", -5),
    ] {
        let rule = DayRule { days, working: true, roll: Roll::Keep };
        let set = DossierAct::SetDeadline {
            what: what.to_owned(),
            desk: desk.parse()?,
            paper: Some(county),
            hangs: Hangs::Term { term: 1, edge: Edge::End, rule },
            remind: vec![3],
        };
        hand.does("fenn", &format!("deadline/{desk}"), "footbridge", set)?;
    }
    Ok(county)
}

/// The works yard says what is wrong with the bridge, and what it would cost.
fn the_yard_reports(hand: &Hand<'_>, county: PaperId) -> anyhow::Result<PaperId> {
    hand.on(5, 8, 40)?;
    let asks = lead("mayor", AskedAct::Review, Some(hand.day(6)?), "")?;
    let report = hand.enter(papers::MEMORANDUM_BRIDGE, post(Channel::House, 5).to(asks))?;
    hand.act(CLERK, "file/report", file(report)?)?;
    hand.on(5, 11, 15)?;
    done(hand, "lisle", "report", report, "Before the council tomorrow, fourth on the agenda.")?;
    done(hand, "fenn", "county", county, "It is: the bridge goes before the council.")?;
    Ok(report)
}

/// The draft goes before the council; its hash.
fn up_to_the_council(hand: &Hand<'_>, report: PaperId) -> anyhow::Result<Hash> {
    hand.on(5, 14, 0)?;
    let step = |desk: &str, what: &str, day, after| {
        let (what, due) = (what.to_owned(), Some(hand.day(day)?));
        anyhow::Ok(FollowUp { desk: desk.parse()?, what, due, control: Some("mayor".parse()?), after })
    };
    let facts = DraftFacts {
        title: "Repair of the footbridge at Mill Lane".to_owned(),
        kind: "resolution".to_owned(),
        series: "resolutions".parse()?,
        to: vec!["The residents of Mill Lane".to_owned()],
        answers: [].into(),
        follows: vec![
            step("works", "asks three firms for offers", 16, None)?,
            step("treasury", "applies to the county for the grant", 22, Some(1))?,
        ],
    };
    let begun = |version| DossierAct::StartDraft {
        facts,
        desk: None,
        version: Some(version),
        note: None,
        read: TextRead::default(),
    };
    let hash = hand.writes("fenn", "draft/footbridge", ("footbridge", papers::DRAFT_BRIDGE), begun)?;
    let facts = SubmissionFacts {
        draft: Some(1),
        to: "council".parse()?,
        bottom_line: "Two beams of the footbridge are rotten, and it is closed.\n\
                      The repair costs 18,400; the county may bear half of it."
            .to_owned(),
        recommends: "Repair it, and apply for the grant.".to_owned(),
        dissent: Some("The treasury would wait for next year’s budget.".to_owned()),
        decide_by: Some(hand.day(6)?),
        enclosures: vec![Enclosed { what: "report of the works yard".to_owned(), paper: Some(report) }],
        copies: vec![InHouse::Desk("mayor".parse()?), InHouse::Desk("treasury".parse()?)],
    };
    hand.does("fenn", "submit/footbridge", "footbridge", DossierAct::Submit { facts, desk: None })?;
    Ok(hash)
}

fn the_council_decides(hand: &Hand<'_>, hash: Hash) -> anyhow::Result<()> {
    hand.on(6, 19, 40)?;
    let how = How::Body {
        sitting: "7th sitting, 6 October 2026".to_owned(),
        item: Some("4".to_owned()),
        result: "9 for, 2 against".to_owned(),
        dissenters: vec!["T. Aske".to_owned(), "L. Romney".to_owned()],
        written_round_until: None,
    };
    let decided = DossierAct::Decide {
        submission: 1,
        word: Verdict::Adopted,
        hash: Some(hash),
        how,
        remark: Some("The bridge stays closed until it is repaired.".to_owned()),
        amended: None,
        read: TextRead::default(),
    };
    hand.does("harrow", "decide/footbridge", "footbridge", decided)?;
    hand.on(7, 8, 20)?;
    hand.does("fenn", "accept/offers", "footbridge", DossierAct::AcceptAction { action: 1 })
}

/// A letter sent, which answers the county's.
fn the_county_is_told(hand: &Hand<'_>, county: PaperId) -> anyhow::Result<()> {
    hand.on(7, 10, 0)?;
    let entry = Entry { received: None, ..came_into("outgoing", Channel::House, 7, None) };
    let letter = hand.enter(papers::LETTER_TO_COUNTY, entry.to(lead("works", AskedAct::Note, None, "Our copy.")?))?;
    hand.act(CLERK, "file/to-county", file(letter)?)?;
    hand.act(CLERK, "answers/to-county", Act::LinkAnswer { paper: letter, answers: county })?;
    let to = "County Roads Office".to_owned();
    let sent = Act::Dispatch { paper: letter, to, channel: Channel::Post, on: None, reference: None };
    hand.act(CLERK, "dispatch/to-county", sent)?;
    hand.on(7, 10, 20)?;
    done(hand, "fenn", "to-county", letter, "In the file of the bridge.")
}

/// A paper that is for the treasury and the mayor alone, and one that anybody may read.
fn other_post(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(8, 9, 30)?;
    let asks = lead("treasury", AskedAct::Answer, Some(hand.day(22)?), "")?;
    let mut entry = post(Channel::Post, 8).to(asks);
    entry.level = Some("confidential");
    let deferral = hand.enter(papers::LETTER_DEFERRAL, entry)?;
    hand.on(8, 11, 0)?;
    hand.act("pell", "accept/deferral", Act::AcceptDirection { paper: deferral, direction: 1 })?;
    hand.on(12, 9, 5)?;
    let asks = lead("treasury", AskedAct::Answer, Some(hand.day(19)?), "A place by the well is free again.")?;
    hand.enter(papers::LETTER_STALL, post(Channel::Mail, 12).to(asks))?;
    Ok(())
}

/// What came to the town hall on a day of October.
fn post(channel: Channel, day: i8) -> Entry {
    came_into("incoming", channel, day, None)
}

fn file(paper: PaperId) -> anyhow::Result<Act> {
    Ok(Act::File { paper, dossier: "footbridge".parse()?, title: None, code: None })
}

fn done(hand: &Hand<'_>, officer: &str, of: &str, paper: PaperId, report: &str) -> anyhow::Result<()> {
    let report = Some(report.to_owned());
    hand.act(officer, &format!("done/{of}"), Act::ReportDone { paper, direction: 1, report, answer: None })?;
    Ok(())
}
