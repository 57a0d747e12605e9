//! The demonstration's house: a ministry that is nowhere, its desks, officers, markings and books.

use std::collections::BTreeSet;

use jiff::civil::date;
use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek, Yearly};
use procedure::house::{Capacity, Level, Series, TurnOver, Visibility};
use procedure::number::Pattern;

use super::hand::Hand;
use crate::office::FoundOffice;

/// The ministry's name; an office of another name is not the demonstration's.
pub(super) const NAME: &str = "Ministry of Foreign Affairs";
/// The head of the registry, who founded the office.
pub(super) const FOUNDER: &str = "tal";

/// An officer of the demonstration: code, name, aliases, cleared to, desk, capacity, and who that is.
struct Known {
    code: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    cleared_to: &'static str,
    desk: Option<(&'static str, Capacity)>,
    says: &'static str,
}

const OFFICERS: [Known; 10] = [
    Known {
        code: "orlo",
        name: "M. Orlo",
        aliases: &["Orlo"],
        cleared_to: "top-secret",
        desk: Some(("registry", Capacity::Substitute)),
        says: "registry clerk",
    },
    Known {
        code: "prahm",
        name: "L. Prahm",
        aliases: &["Prahm"],
        cleared_to: "top-secret",
        desk: Some(("minister", Capacity::Substitute)),
        says: "the minister’s private secretary",
    },
    Known {
        code: "halden",
        name: "J. Halden",
        aliases: &["Halden", "Minister Halden", "Minister J. Halden"],
        cleared_to: "top-secret",
        desk: Some(("minister", Capacity::Holder)),
        says: "minister",
    },
    Known {
        code: "grevin",
        name: "A. Grevin",
        aliases: &["Grevin", "Deputy Minister A. Grevin"],
        cleared_to: "top-secret",
        desk: Some(("deputy", Capacity::Holder)),
        says: "deputy minister",
    },
    Known {
        code: "nesse",
        name: "T. Nesse",
        aliases: &["Nesse"],
        cleared_to: "secret",
        desk: Some(("legal", Capacity::Holder)),
        says: "legal desk",
    },
    Known {
        code: "ilvan",
        name: "R. Ilvan",
        aliases: &["Ilvan"],
        cleared_to: "secret",
        desk: Some(("assembly", Capacity::Holder)),
        says: "assembly desk, for the delegate",
    },
    Known {
        code: "sool",
        name: "D. Sool",
        aliases: &["Sool"],
        cleared_to: "confidential",
        desk: Some(("press", Capacity::Holder)),
        says: "press desk",
    },
    Known {
        code: "belling",
        name: "E. Belling",
        aliases: &["Belling"],
        cleared_to: "confidential",
        desk: Some(("shipping", Capacity::Holder)),
        says: "shipping desk",
    },
    Known {
        code: "ambry",
        name: "K. Ambry",
        aliases: &["Ambry"],
        cleared_to: "secret",
        desk: Some(("archive", Capacity::Holder)),
        says: "archive",
    },
    Known {
        code: "arden",
        name: "C. Arden",
        aliases: &["Arden"],
        cleared_to: "secret",
        desk: None,
        says: "minister of the Treasury, who holds copies",
    },
];

/// Desk, name, the desk of its chief.
const DESKS: [(&str, &str, Option<&str>); 7] = [
    ("minister", "Minister’s office", None),
    ("deputy", "Deputy minister’s office", Some("minister")),
    ("legal", "Legal desk", Some("deputy")),
    ("assembly", "Assembly desk", Some("deputy")),
    ("press", "Press desk", Some("deputy")),
    ("shipping", "Shipping desk", Some("deputy")),
    ("archive", "Archive", None),
];

/// The file plan.
const FILE_PLAN: [(&str, &str); 5] = [
    ("02-05", "Foreign missions in Arle"),
    ("04-11", "Truce at Osk"),
    ("04-12", "Assembly, winter session"),
    ("07-02", "Ports and dues"),
    ("09-01", "Press"),
];

/// The officers one can be by a click, with who they are.
pub(super) fn people() -> impl Iterator<Item = (&'static str, &'static str)> {
    let founder = (FOUNDER, "head of the registry, administrator");
    OFFICERS.iter().map(|known| (known.code, known.says)).chain([founder])
}

/// The founding.
pub(super) fn founding() -> anyhow::Result<FoundOffice> {
    Ok(FoundOffice {
        name: NAME.to_owned(),
        zone: "UTC".to_owned(),
        levels: levels()?,
        officer: FOUNDER.parse()?,
        officer_name: "S. Tal".to_owned(),
        desks: vec![("registry".parse()?, "Registry".to_owned())],
        series: vec![
            ("incoming".parse()?, series("Incoming", "IN-{year}-{n:04}", Visibility::WholeHouse)?),
            (
                "outgoing".parse()?,
                Series { outgoing: true, ..series("Outgoing", "OUT-{year}-{n:04}", Visibility::WholeHouse)? },
            ),
            (
                "secret".parse()?,
                Series {
                    band: Some(("secret".parse()?, "top-secret".parse()?)),
                    ..series("Secret", "S-{year}-{n:04}", Visibility::ListOnly)?
                },
            ),
        ],
        calendar: Some(calendar()),
    })
}

/// The days on which the ministry works: six days a week, Christmas like any other, and Sunday the 30th for the last day of
/// the year.
fn calendar() -> Calendar {
    let mut calendar = Calendar::of_week("Ministry", [DayOfWeek::Sunday]);
    calendar.yearly = vec![
        each_year(1, 1, "New Year’s Day", None),
        each_year(5, 6, "Day of the Straits", Some(1919)),
        each_year(10, 14, "Founding Day", None),
    ];
    calendar.holidays.insert(date(1951, 12, 31), "New Year’s Eve, for Sunday the 30th".to_owned());
    calendar.working.insert(date(1951, 12, 30), "In exchange for Monday the 31st".to_owned());
    calendar
}

/// The days on which the assembly abroad sits.
fn calendar_abroad() -> Calendar {
    let mut calendar = Calendar::of_week("Assembly abroad", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    calendar.yearly = vec![
        each_year(1, 1, "New Year’s Day", None),
        each_year(12, 25, "Christmas Day", None),
        each_year(12, 26, "Second day of Christmas", None),
    ];
    calendar
}

fn each_year(month: i8, day: i8, name: &str, from: Option<i16>) -> Yearly {
    Yearly { month, day, name: name.to_owned(), from, until: None }
}

fn levels() -> anyhow::Result<Vec<Level>> {
    let level = |id: &str, name: &str, words: &[&str], rule| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        anyhow::Ok(Level { id: id.parse()?, name: name.to_owned(), words, rule })
    };
    Ok(vec![
        level("open", "Open", &["open", "unclassified"], Visibility::WholeHouse)?,
        level("confidential", "Confidential", &["confidential", "restricted"], Visibility::DeskAndChief)?,
        level("secret", "Secret", &["secret"], Visibility::ListOnly)?,
        level("top-secret", "Top secret", &["top secret"], Visibility::ListOnly)?,
    ])
}

fn series(name: &str, pattern: &str, rule: Visibility) -> anyhow::Result<Series> {
    Ok(Series {
        name: name.to_owned(),
        pattern: Pattern::new(pattern)?,
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: "registry".parse()?,
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    })
}

/// Sets up desks, officers, mandates, the file plan, and the calendar of the desk that works for those abroad.
pub(super) fn furnish(hand: &Hand<'_>) -> anyhow::Result<()> {
    for (desk, name, above) in DESKS {
        let act = Act::AddDesk {
            desk: desk.parse()?,
            name: name.to_owned(),
            aliases: Vec::new(),
            above: above.map(str::parse).transpose()?,
        };
        hand.act(FOUNDER, &format!("desk/{desk}"), act)?;
    }
    for known in &OFFICERS {
        let act = Act::AddOfficer {
            officer: known.code.parse()?,
            name: known.name.to_owned(),
            aliases: known.aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            cleared_to: known.cleared_to.parse()?,
            duties: BTreeSet::new(),
        };
        hand.act(FOUNDER, &format!("officer/{}", known.code), act)?;
        if let Some((desk, capacity)) = known.desk {
            let act = Act::GiveMandate {
                mandate: format!("{desk}-{}", known.code).parse()?,
                officer: known.code.parse()?,
                desk: desk.parse()?,
                capacity,
                from: None,
                until: None,
                instead_of: None,
            };
            hand.act(FOUNDER, &format!("mandate/{}", known.code), act)?;
        }
    }
    for (code, title) in FILE_PLAN {
        let act = Act::SetFilePlan { code: code.to_owned(), title: title.to_owned() };
        hand.act(FOUNDER, &format!("plan/{code}"), act)?;
    }
    let abroad = Act::SetCalendar { calendar: "abroad".parse()?, facts: calendar_abroad(), over: None };
    hand.act(FOUNDER, "calendar/abroad", abroad)?;
    let works = Act::ChangeDesk {
        desk: "assembly".parse()?,
        name: None,
        aliases: None,
        above: None,
        calendar: Some(Some("abroad".parse()?)),
    };
    hand.act(FOUNDER, "calendar/assembly", works)?;
    Ok(())
}
