//! What waits on Christmas morning beside the bag: a term on which days hang, a secret letter in seven copies, and two
//! questions before the minister. One has its draft and is ready to be adopted; the draft of the other is missing.

use jiff::civil::date;
use procedure::act::Act;
use procedure::calendar::{DayRule, Roll};
use procedure::card::AskedAct;
use procedure::dossier::{
    Asked, Assessed, AssessmentWords, DossierAct, DraftFacts, Edge, Enclosed, FollowUp, Ground, Hangs, ProposalWords,
    Stance, SubmissionFacts, TextRead, Word,
};
use procedure::house::Visibility;
use procedure::ids::PaperId;
use procedure::paper::{Channel, Holder, InHouse, NamedAs};

use super::{CLERK, came, december, papers};
use crate::demo::hand::{Hand, binding, lead};

/// Who holds the seven copies, in their order.
const SEVEN: [&str; 7] = ["arden", "halden", "grevin", "nesse", "ilvan", "ambry", "prahm"];

pub(super) fn tell(hand: &Hand<'_>, letter_114: PaperId) -> anyhow::Result<()> {
    the_term(hand)?;
    seven_copies(hand)?;
    tariff(hand, letter_114)?;
    advice(hand)
}

/// The deputy minister's office takes the question of the talks over, and hangs three days on the outside term.
fn the_term(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(24, 11, 0)?;
    let reason = "The deputy minister leads on the talks until the term ends.".to_owned();
    hand.does(CLERK, "move/osk", "osk", DossierAct::MoveDossier { home: "deputy".parse()?, reason })?;
    hand.on(24, 11, 20)?;
    let to = InHouse::Desk("registry".parse()?);
    let reason = "Files what comes in on the talks".to_owned();
    hand.does("grevin", "ask-in/osk", "osk", DossierAct::AskIn { to, reason })?;
    let term = DossierAct::SetTerm {
        name: "The line of separation".to_owned(),
        cause: "Thirty days from the exchange of maps, by the armistice articles.".to_owned(),
        paper: None,
        from: Some(date(1951, 11, 27)),
        until: december(27),
    };
    hand.does("grevin", "term/osk", "osk", term)?;
    let before = DayRule { days: -1, working: true, roll: Roll::Keep };
    let on_it = DayRule { days: 0, working: false, roll: Roll::Before };
    let after = DayRule { days: 1, working: true, roll: Roll::Keep };
    for (desk, what, rule) in [
        ("legal", "Say what stays in force once the term has ended", before),
        ("assembly", "Instruct the delegate for the last sitting", on_it),
        ("press", "Tell the newspapers how the term ended", after),
    ] {
        let set = DossierAct::SetDeadline {
            what: what.to_owned(),
            desk: desk.parse()?,
            paper: None,
            hangs: Hangs::Term { term: 1, edge: Edge::End, rule },
            remind: vec![1],
        };
        hand.does("grevin", &format!("deadline/{desk}"), "osk", set)?;
    }
    Ok(())
}

/// A secret letter, of which seven have a copy each; three have said that they read it.
fn seven_copies(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(24, 15, 10)?;
    let asks = lead("minister", AskedAct::Note, None, "Seven copies, and no eighth. J.H.")?;
    let mut entry = came(Channel::Courier, 24, Some((14, 30))).to(asks);
    entry.series = "secret";
    entry.level = Some("secret");
    entry.bindings = vec![binding("Minister J. HALDEN", NamedAs::Addressee, "halden")?];
    let paper = hand.enter(papers::LETTER_91, entry)?;
    let to = SEVEN.iter().map(|officer| anyhow::Ok(Holder::Officer(officer.parse()?)));
    let given = Act::GiveCopies { paper, list: None, to: to.collect::<Result<_, _>>()? };
    hand.on(24, 15, 20)?;
    hand.act(CLERK, "copies/letter-91", given)?;
    for (copy, officer) in (1_u32..).zip(SEVEN).take(3) {
        hand.on(24, 15, 40 + i8::try_from(copy)?)?;
        hand.act(officer, &format!("read/letter-91/{copy}"), Act::AcknowledgeCopy { paper, copy })?;
    }
    Ok(())
}

/// The answer to the harbour board: drawn up by the shipping desk, concurred in by the legal desk, before the minister.
fn tariff(hand: &Hand<'_>, letter_114: PaperId) -> anyhow::Result<()> {
    hand.on(24, 16, 0)?;
    open(hand, "belling", "tariff", "shipping", ("May the Harbour Board’s tariff be agreed to?", "07-02"))?;
    let facts = DraftFacts {
        title: "The tariff for the winter berths".to_owned(),
        kind: "letter".to_owned(),
        series: "outgoing".parse()?,
        to: vec!["Harbour Board of Port Ould".to_owned()],
        answers: [].into(),
        follows: vec![
            step("shipping", "sends the letter to the Harbour Board", Some(28), None)?,
            step("press", "has the tariff printed for the mariners", None, Some(1))?,
            step("legal", "tells the Legation of Tarn what its ships will pay", Some(29), None)?,
        ],
    };
    let text = |version| DossierAct::StartDraft {
        facts,
        desk: None,
        version: Some(version),
        note: None,
        read: TextRead::default(),
    };
    let hash = hand.writes("belling", "draft/tariff", ("tariff", papers::DRAFT_TARIFF), text)?;
    let asked = vec![Asked { desk: "legal".parse()?, stage: 1, due: None, instead_of: None }];
    hand.does("belling", "concur/tariff", "tariff", DossierAct::AskConcurrence { draft: 1, asked })?;
    hand.on(24, 16, 50)?;
    let word = Word::AgreedWithRemarks { remarks: "The same for every flag: so nobody can complain of it.".to_owned() };
    hand.does("nesse", "concurs/tariff", "tariff", DossierAct::Concur { draft: 1, concurrence: 1, hash, word })?;
    hand.on(24, 17, 10)?;
    let facts = SubmissionFacts {
        draft: Some(1),
        to: "minister".parse()?,
        bottom_line: "The Harbour Board asks whether we agree to its tariff for the winter berths.\n\
                      It is the same for every flag, and counts survey ships as merchant ships."
            .to_owned(),
        recommends: "Adopt it: the Board can then answer the nine ships that wait.".to_owned(),
        dissent: None,
        decide_by: Some(december(28)),
        enclosures: vec![Enclosed { what: "letter No. 114 of the Board".to_owned(), paper: Some(letter_114) }],
        copies: vec![InHouse::Desk("archive".parse()?)],
    };
    hand.does("belling", "submit/tariff", "tariff", DossierAct::Submit { facts, desk: None })
}

/// The question of the key paper: who is for it and who against, before the minister without the draft that it names.
fn advice(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(25, 8, 10)?;
    let title = "Shall our allies be advised to publish a statement on the talks?";
    open(hand, "nesse", "advice", "legal", (title, "04-11"))?;
    for (desk, reason) in [("assembly", "Speaks for Delegate Varga"), ("press", "Knows what the newspapers have")] {
        let act = DossierAct::AskIn { to: InHouse::Desk(desk.parse()?), reason: reason.to_owned() };
        hand.does("nesse", &format!("ask-in/advice/{desk}"), "advice", act)?;
    }
    let proposal = ProposalWords {
        says: "that the Allied Command publish a statement on the course of the talks".to_owned(),
        by_whom: "Delegate Varga".to_owned(),
        source: None,
        until: Some(december(27)),
        steps: Vec::new(),
    };
    hand.does("nesse", "propose/advice", "advice", DossierAct::PutProposal { no: None, proposal })?;
    hand.on(25, 8, 30)?;
    for (officer, desk, stance, says, ground) in [
        (
            "ilvan",
            "assembly",
            Stance::For,
            "In silence the delegations will have read one account only.",
            Ground::Effect,
        ),
        ("sool", "press", Stance::Against, "The newspapers have an account of every sitting already.", Ground::Need),
        ("nesse", "legal", Stance::Against, "The very request could be read as weakness.", Ground::Signal),
    ] {
        let assessment = AssessmentWords { stance, says: says.to_owned(), source: None, ground: Some(ground) };
        let (of, no, desk) = (Assessed::Proposal(1), None, desk.parse()?);
        let put = DossierAct::PutAssessment { no, of, desk, assessment };
        hand.does(officer, &format!("assess/advice/{officer}"), "advice", put)?;
    }
    put_up(hand)
}

/// The draft is begun, and its text is still to come.
fn put_up(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(25, 8, 45)?;
    let facts = DraftFacts {
        title: "Advice on a statement on the talks at Osk".to_owned(),
        kind: "resolution".to_owned(),
        series: "outgoing".parse()?,
        to: vec!["Ambassador Tessin, Kessia".to_owned()],
        answers: [].into(),
        follows: vec![
            step("assembly", "tells Delegate Varga that the statement comes", Some(27), None)?,
            step("press", "gives the statement to the newspapers", None, Some(1))?,
        ],
    };
    let begun = DossierAct::StartDraft { facts, desk: None, version: None, note: None, read: TextRead::default() };
    hand.does("nesse", "draft/advice", "advice", begun)?;
    let facts = SubmissionFacts {
        draft: Some(1),
        to: "minister".parse()?,
        bottom_line: "Delegate Varga proposes that the Allied Command publish a statement by 27 December.\n\
                      The Ministry holds it inadvisable (memorandum No. 396)."
            .to_owned(),
        recommends: "Reject it: the statement would change nothing, and asking for it would look weak.".to_owned(),
        dissent: None,
        decide_by: Some(december(27)),
        enclosures: Vec::new(),
        copies: Vec::new(),
    };
    hand.does("nesse", "submit/advice", "advice", DossierAct::Submit { facts, desk: None })
}

/// A question that a desk keeps for itself, its chiefs and whoever is named in it: its title and its file-plan code.
fn open(hand: &Hand<'_>, officer: &str, dossier: &str, home: &str, (title, code): (&str, &str)) -> anyhow::Result<()> {
    let act = Act::OpenDossier {
        dossier: dossier.parse()?,
        title: title.to_owned(),
        code: Some(code.to_owned()),
        home: Some(home.parse()?),
        level: None,
        rule: Some(Visibility::DeskAndChief),
    };
    hand.act(officer, &format!("open/{dossier}"), act)?;
    Ok(())
}

/// A step that follows an adoption, by a day of December, when the step of that place is done.
fn step(desk: &str, what: &str, due: Option<i8>, after: Option<u32>) -> anyhow::Result<FollowUp> {
    Ok(FollowUp { desk: desk.parse()?, what: what.to_owned(), due: due.map(december), control: None, after })
}
