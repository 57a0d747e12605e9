//! Samples of events of officers, desks, series, correspondents and papers, and what they are made of.

use std::collections::BTreeSet;

use jiff::civil::{date, time};
use procedure::card::{AskedAct, CardRemark, FieldName, Party};
use procedure::correspondent::{PostHeld, RuleFacts};
use procedure::event::{Acted, DirectionTurn, Door, DoorChange, Event, Means, OfferMade, TieMade, TieUndone};
use procedure::handing::{OfPaper, PaperHanded};
use procedure::house::{Capacity, Duty, Series, TurnOver, TwoPersonsFor, Visibility};
use procedure::ids::{BodyId, CorrespondentId, Hash, OfficeId, PaperId};
use procedure::moment::Moment;
use procedure::number::{Pattern, RegNumber};
use procedure::paper::{
    Absence, Again, Arrival, BringForwardEnd, Channel, Direction, DirectionState, EnclosedFile, InHouse, Medium,
    NamedAs, Offer, Part, Principal, Received, Settlement, Version,
};
use serde_json::json;

use crate::shelf::{card, cites, desk, facts, file, level, officer, scale, series};

pub(super) const PAPER: PaperId = PaperId([0x11; 16]);
pub(super) const OTHER: PaperId = PaperId([0x22; 16]);

pub(super) fn moment() -> Moment {
    Moment::from_micros(-568_382_399_999_999)
}

pub(super) fn number() -> RegNumber {
    serde_json::from_value(json!({"series": "IN", "year": 1951, "n": 17, "text": "IN-1951-0017"})).unwrap()
}

pub(super) fn acted() -> Acted {
    Acted {
        act: "enter".into(),
        officer: officer("clerk"),
        desk: Some(desk("registry")),
        mandate: Some("clerk-registry".parse().unwrap()),
        authenticated: "clerk".into(),
        means: Means::Password,
        door: Door::CommandLine,
        id: PAPER,
        digest: Hash([0x33; 32]),
        papers: vec![PAPER, OTHER],
        dossiers: vec![],
    }
}

pub(super) fn full_card() -> procedure::card::Card {
    let mut card = card("memorandum", "396", "1951-12-25", "A. Grevin", "I. Stane");
    card.citations = vec![cites("812", "Oldfen", "1951-12-20")];
    card.language = Some("en".into());
    card.more.insert("seal".into(), json!({"value": "blue", "span": null}));
    card
}

pub(super) fn version() -> Version {
    let enclosed = EnclosedFile {
        name: "list.txt".into(),
        media: "text/plain".into(),
        body: BodyId([0x44; 32]),
        hash: Hash([0x55; 32]),
        bytes: 12,
        split_into: None,
    };
    Version { message_id: Some("<1@tides.example>".into()), enclosed: vec![enclosed], ..file(1) }
}

pub(super) fn arrival() -> Arrival {
    Arrival {
        received: Some(Received { on: date(1951, 12, 25), time: Some(time(9, 30, 0, 0)) }),
        channel: Channel::Courier,
        taken_in_by: Some("night duty".into()),
        precedence: Some("urgent".into()),
        their_copy: Some("3 of 7".into()),
        pages: Some(2),
        medium: Medium::Paper,
        original_at: Some("safe 2".into()),
        old: None,
    }
}

pub(super) fn direction() -> Direction {
    Direction {
        no: 1,
        from: desk("registry"),
        by: officer("clerk"),
        at: moment(),
        to: desk("legal"),
        part: Part::Lead,
        act: AskedAct::Answer,
        due: Some(date(1951, 12, 27)),
        remark: Some("Today.".into()),
        after: None,
        state: DirectionState::Waiting,
    }
}

pub(super) fn remark() -> CardRemark {
    CardRemark { field: Some(FieldName::Date), says: "No year stands on it.".into() }
}

/// Every type of event, and what it says.
pub(super) fn of_officers_and_desks() -> Vec<(Event, &'static str)> {
    let why = || "A reason.".to_owned();
    let aliases = || vec!["A. C.".to_owned()];
    vec![
        (
            Event::OfficeFounded {
                office: OfficeId([7; 16]),
                name: "Ministry of Tides".into(),
                zone: "Etc/UTC".into(),
            },
            "The office was founded.",
        ),
        (Event::OfficeRenamed { name: "Ministry of Tides and Ports".into() }, "The office has another name."),
        (
            Event::LevelsSet { levels: vec![scale("open", Visibility::WholeHouse)] },
            "The scale of markings, lowest first.",
        ),
        (Event::FilePlanSet { code: "7.1".into(), title: "Tides".into() }, "A code of the file plan."),
        (
            Event::OfficerAdded {
                officer: officer("clerk"),
                name: "A. Clerk".into(),
                aliases: aliases(),
                cleared_to: level("secret"),
                duties: BTreeSet::from([Duty::Administrator]),
            },
            "An officer joined.",
        ),
        (
            Event::OfficerChanged {
                officer: officer("clerk"),
                name: "A. Clerk".into(),
                aliases: aliases(),
                cleared_to: level("open"),
                duties: BTreeSet::new(),
            },
            "An officer's facts, all of them, as they are now.",
        ),
        (Event::OfficerSuspended { officer: officer("clerk"), reason: why() }, "No act and no sight from here on."),
        (Event::OfficerReinstated { officer: officer("clerk") }, "The officer came back."),
        (
            Event::DoorChanged {
                officer: officer("clerk"),
                change: DoorChange::TokenMade { token: "t1".into(), scopes: BTreeSet::from(["read".to_owned()]) },
            },
            "A link, password, session, token, calendar feed or address for reminders; never a secret, and never the address.",
        ),
        (
            Event::DeskAdded {
                desk: desk("legal"),
                name: "Legal".into(),
                aliases: aliases(),
                above: Some(desk("chief")),
            },
            "A desk was set up.",
        ),
        (
            Event::DeskChanged {
                desk: desk("legal"),
                name: "Legal".into(),
                aliases: vec![],
                above: None,
                calendar: None,
            },
            "A desk's facts, all of them, as they are now.",
        ),
        (Event::DeskClosed { desk: desk("legal"), reason: why() }, "The desk takes no new work."),
        (
            Event::PrivateOfficeSet { desk: desk("chief"), office: Some(desk("registry")) },
            "Submissions to the desk go through another; `null`: they go to it.",
        ),
        (
            Event::TwoPersonsSet { of: TwoPersonsFor::Series(series("OUT")), holds: true, reason: why() },
            "Whether two officers have to decide on texts of a series, or in dossiers of a level.",
        ),
        (
            Event::MandateGiven {
                mandate: "m1".parse().unwrap(),
                officer: officer("clerk"),
                desk: desk("legal"),
                capacity: Capacity::Substitute,
                from: moment(),
                until: None,
                instead_of: None,
            },
            "Acts for a desk from a moment, up to another.",
        ),
        (
            Event::MandateEnded { mandate: "m1".parse().unwrap(), until: moment(), reason: why() },
            "The mandate's end, exclusive.",
        ),
        (handed_over(), HANDED_OVER),
    ]
}

pub(super) fn of_series() -> Vec<(Event, &'static str)> {
    let why = || "A reason.".to_owned();
    vec![
        (
            Event::SeriesOpened {
                series: series("IN"),
                facts: Series {
                    turn_over: TurnOver::Yearly,
                    band: Some((level("open"), level("open"))),
                    file_code: Some("7.1".into()),
                    ..facts("registry", Visibility::ListOnly)
                },
            },
            "A series was opened.",
        ),
        (
            Event::SeriesChanged {
                series: series("IN"),
                name: "Incoming".into(),
                pattern: Pattern::new("E/{n}/{year}").unwrap(),
                rule: Visibility::DeskAndChief,
                registry: desk("registry"),
                band: None,
                file_code: None,
                outgoing: false,
                circulars: procedure::house::CircularNumbers::OneNumber,
            },
            "A series' rules, all of them, as they are now; numbers given stay.",
        ),
        (Event::SeriesClosed { series: series("IN"), reason: why() }, "The series gives no new numbers."),
        (Event::YearClosed { series: series("IN"), year: 1950 }, "A past year's book is closed."),
        (
            Event::BlockReserved { series: series("IN"), year: 1951, from: 18, to: 27, reason: why() },
            "Numbers set aside, first and last included.",
        ),
        (
            Event::ReservedVoided {
                series: series("IN"),
                year: 1951,
                n: 18,
                text: "IN-1951-0018".into(),
                reason: why(),
            },
            "A reserved number that no paper took.",
        ),
        (
            Event::DossierOpened {
                dossier: "D1".parse().unwrap(),
                title: "Tides".into(),
                code: Some("7.1".into()),
                home: None,
                level: None,
                rule: None,
            },
            "A dossier was opened.",
        ),
    ]
}

pub(super) fn of_correspondents() -> Vec<(Event, &'static str)> {
    let correspondent: CorrespondentId = "averin".parse().unwrap();
    let why = || "A reason.".to_owned();
    let posts = vec![PostHeld {
        post: Some("Envoy".into()),
        office: Some("Ministry of Tides".into()),
        from: Some(date(1950, 3, 1)),
        until: None,
    }];
    let facts = RuleFacts {
        party: Party::named("M. Averin"),
        named_as: NamedAs::Sender,
        kind: Some("telegram".into()),
        channel: Some(Channel::Telegraph),
        to: Principal::Correspondent(correspondent.clone()),
        desk: desk("registry"),
    };
    vec![
        (
            Event::CorrespondentAdded {
                correspondent: correspondent.clone(),
                name: "Mark Averin".into(),
                aliases: vec!["Аверин".into()],
                posts: posts.clone(),
                desk: desk("registry"),
                rule: Visibility::ListOnly,
                level: Some(level("secret")),
                beside: Some(why()),
            },
            "A correspondent was taken in; `rule` and `level` say who may see it.",
        ),
        (
            Event::CorrespondentChanged {
                correspondent: correspondent.clone(),
                name: "Mark Averin".into(),
                aliases: vec![],
                posts,
                reason: Some(why()),
            },
            "A correspondent's name, aliases and posts, all of them, as they are now.",
        ),
        (
            Event::UsualConfirmed {
                correspondent: correspondent.clone(),
                series: Some(series("IN")),
                desk: Some(desk("legal")),
                kind: Some("telegram".into()),
            },
            "What is usual for its papers; all `null` takes it back.",
        ),
        (
            Event::CorrespondentMerged {
                correspondent: correspondent.clone(),
                into: "averin-m".parse().unwrap(),
                reason: why(),
            },
            "It is another: both names lead to that one.",
        ),
        (Event::CorrespondentParted { correspondent, reason: why() }, "The merging was undone."),
        (
            Event::RuleConfirmed { rule: "averin-wire".parse().unwrap(), facts },
            "A party written exactly so means an officer, a desk or a correspondent.",
        ),
        (
            Event::RuleRevoked { rule: "averin-wire".parse().unwrap(), reason: why() },
            "The rule binds nothing from here on; what it bound stays bound.",
        ),
    ]
}

pub(super) fn of_entering() -> Vec<(Event, &'static str)> {
    let why = || "A reason.".to_owned();
    let paper = PAPER;
    vec![
        (
            Event::Registered {
                paper,
                number: number(),
                on: date(1951, 12, 25),
                kind: Some("telegram".into()),
                late: None,
                reserved: false,
                first: true,
                bodies: vec![BodyId([1; 32])],
                addressed: None,
            },
            "A number was given; `first` where this enters the paper. `bodies` names every body the entry brings.",
        ),
        (
            Event::EnteredAgain { paper, again: Again { of: "IN-1951-0012".into(), reason: why() } },
            "It was entered although a look-alike is held.",
        ),
        (
            Event::Arrived { paper, arrival: arrival(), absence: Some(Absence::CoverOnly) },
            "How it came, and why there is no file.",
        ),
        (
            Event::VersionAdded {
                paper,
                place: 0,
                version: version(),
                bodies: vec![BodyId([1; 32]), BodyId([0x44; 32])],
            },
            "A version; `place` counts from 0.",
        ),
        (Event::VersionWithdrawn { paper, version: 0, reason: why() }, "The version in that place was a wrong file."),
        (Event::Described { paper, card: full_card() }, "The whole card, as entered or read anew."),
        (
            Event::Remarked { paper, by_officer: false, remarks: vec![remark()] },
            "Remarks of the reading, or of the officer who acts.",
        ),
        (
            Event::Corrected {
                paper,
                field: FieldName::Subject,
                value: json!({"by": "clerk", "span": null, "sure": "set", "value": "Tides"}),
                reason: Some(why()),
            },
            "A field of the card as it is now, in the card's form.",
        ),
        (
            Event::ArrivalCorrected { paper, arrival: Arrival::default(), reason: why() },
            "The facts of arrival as they are now.",
        ),
        (Event::MarkingRead { paper, words: "SECRET".into() }, "A marking waits for an officer."),
        (Event::MarkingSet { paper, level: level("secret"), reason: None }, "The paper's level."),
        (
            Event::RegistrationVoided { paper, number: number(), reason: why(), see: Some("OUT-1951-0003".into()) },
            "A number no longer stands; it stays, marked.",
        ),
    ]
}

pub(super) fn of_work() -> Vec<(Event, &'static str)> {
    let why = || "A reason.".to_owned();
    let paper = PAPER;
    let tie = TieMade { paper, citation: 0, to: OTHER, number: "IN-1951-0012".into(), by_officer: false, rank: 13 };
    let offer =
        Offer { citation: 0, to: OTHER, number: "IN-1951-0012".into(), why: "The text does not give its date.".into() };
    vec![
        (
            Event::Directed { paper, directions: vec![direction()] },
            "The paper was marked out; each direction has its number on the paper, from 1.",
        ),
        (
            Event::DirectionTurned { paper, direction: 1, turn: DirectionTurn::Returned { reason: why() } },
            "Accepted, passed on, returned, done or withdrawn.",
        ),
        (
            Event::NameBound {
                paper,
                place: 0,
                name: "The Legal Adviser".into(),
                named_as: NamedAs::Addressee,
                to: Principal::Desk(desk("legal")),
                rule: None,
            },
            "A name means an officer, a desk or a correspondent; `place` counts from 0.",
        ),
        (Event::NameUnbound { paper, binding: 0, reason: why() }, "The binding in that place gives nothing more."),
        (
            Event::CitationsTied { ties: vec![tie] },
            "Citations, by their place on the card of `paper`, mean papers held.",
        ),
        (
            Event::MatchesOffered { offers: vec![OfferMade { paper, offer }] },
            "Doubtful matches, for an officer to take or refuse.",
        ),
        (
            Event::CitationsReopened { ties: vec![TieUndone { paper: OTHER, citation: 0, to: PAPER }], reason: why() },
            "The paper meant stands under no number any more: ties to it are undone, offers of it taken back.",
        ),
        (Event::CitationUntied { paper, citation: 0, to: OTHER, reason: why() }, "A tie undone, or an offer refused."),
        (
            Event::CitationSettled { paper, citation: 0, settlement: Settlement::HeldElsewhere },
            "A citation needs no paper here.",
        ),
        (Event::AnswerLinked { paper, answers: OTHER }, "The paper answers another."),
        (
            Event::AnswerUnlinked { paper, answers: OTHER, reason: why() },
            "It was wrong that the paper answers another.",
        ),
        (
            Event::Filed {
                paper,
                dossier: "D1".parse().unwrap(),
                title: "Tides".into(),
                code: Some("7.1".into()),
                volume: None,
            },
            "The paper was filed; title and code as they were.",
        ),
        (
            Event::SplitOff { paper, version: 0, enclosed: 0, into: OTHER },
            "An enclosed file became a paper of its own.",
        ),
        (
            Event::BringForwardSet {
                paper,
                bring_forward: 1,
                to: InHouse::Desk(desk("legal")),
                on: date(1952, 1, 7),
                reason: why(),
            },
            "The paper comes back to an officer or a desk on a day; each bring-forward has its number on the paper, from 1.",
        ),
        (
            Event::BringForwardEnded { paper, bring_forward: 1, end: BringForwardEnd::TakenBack { reason: why() } },
            "Done, taken back, or ended because the paper stands under no number any more.",
        ),
        (
            Event::SightOverridden { paper, reason: why(), until: moment() },
            "The officer who acts looks beyond the rules.",
        ),
    ]
}

/// What waits at a desk goes to another.
pub(super) fn handed_over() -> Event {
    let what = vec![OfPaper::Direction { direction: 2 }, OfPaper::BringForward { bring_forward: 1 }, OfPaper::Answer];
    let papers = vec![PaperHanded { paper: PAPER, what, first: Some(4) }];
    let (from, to) = (InHouse::Desk(desk("legal")), InHouse::Desk(desk("press")));
    Event::HandedOver { from, to, desk: None, reason: "A reason.".into(), papers, held: None }
}

pub(super) const HANDED_OVER: &str = "What waited at a desk (or came back to an officer) is another's. Of each paper: open directions, each \
    passed on to one made anew, the first of them under the number `first`; a lead that `came_back`, marked out anew; what comes \
    back on a day; the `answer` owed by name. Where officers hand a `desk` over, that is named, and `held` lists what waited at it. \
    Dossiers have a part each, `handed_over` in their own table. Who enters it has not acted on the papers.";
