//! The demonstration's house: a ministry that is nowhere, its desks, officers, markings and books.

use jiff::civil::date;
use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::house::{Capacity, Level, Series, Visibility};

use crate::demo::furnish::{self, Furniture, Known, each_year, level, series};
use crate::demo::hand::Hand;
use crate::office::FoundOffice;

/// The ministry's name.
pub(super) const NAME: &str = "Ministry of Foreign Affairs";
/// The head of the registry, who founded the office.
pub(super) const FOUNDER: &str = "tal";

const OFFICERS: &[Known] = &[
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

const DESKS: &[(&str, &str, Option<&str>)] = &[
    ("minister", "Minister’s office", None),
    ("deputy", "Deputy minister’s office", Some("minister")),
    ("legal", "Legal desk", Some("deputy")),
    ("assembly", "Assembly desk", Some("deputy")),
    ("press", "Press desk", Some("deputy")),
    ("shipping", "Shipping desk", Some("deputy")),
    ("archive", "Archive", None),
];

const FILE_PLAN: &[(&str, &str)] = &[
    ("02-05", "Foreign missions in Arle"),
    ("04-11", "Truce at Osk"),
    ("04-12", "Assembly, winter session"),
    ("07-02", "Ports and dues"),
    ("09-01", "Press"),
];

/// The officers one can be by a click, with who they are.
pub(super) fn people() -> Vec<(&'static str, &'static str)> {
    let founder = (FOUNDER, "head of the registry, administrator");
    OFFICERS.iter().map(|known| (known.code, known.says)).chain([founder]).collect()
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
            ("incoming".parse()?, book("Incoming", "IN-{year}-{n:04}", Visibility::WholeHouse)?),
            (
                "outgoing".parse()?,
                Series { outgoing: true, ..book("Outgoing", "OUT-{year}-{n:04}", Visibility::WholeHouse)? },
            ),
            (
                "secret".parse()?,
                Series {
                    band: Some(("secret".parse()?, "top-secret".parse()?)),
                    ..book("Secret", "S-{year}-{n:04}", Visibility::ListOnly)?
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

fn levels() -> anyhow::Result<Vec<Level>> {
    Ok(vec![
        level("open", "Open", &["open", "unclassified"], Visibility::WholeHouse)?,
        level("confidential", "Confidential", &["confidential", "restricted"], Visibility::DeskAndChief)?,
        level("secret", "Secret", &["secret"], Visibility::ListOnly)?,
        level("top-secret", "Top secret", &["top secret"], Visibility::ListOnly)?,
    ])
}

/// A series that the registry keeps.
fn book(name: &str, pattern: &str, rule: Visibility) -> anyhow::Result<Series> {
    series(name, pattern, "registry", rule)
}

/// Sets up desks, officers, mandates, the file plan, and the calendar of the desk that works for those abroad.
pub(super) fn furnish(hand: &Hand<'_>) -> anyhow::Result<()> {
    let with = Furniture { founder: FOUNDER, desks: DESKS, officers: OFFICERS, file_plan: FILE_PLAN };
    furnish::furnish(hand, &with)?;
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
