//! The town hall: its desks, officers, markings and books. Every book is open to the whole house; what is marked confidential is
//! for the desk that has it, and the desks above that.

use jiff::civil::date;
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::house::{Capacity, Level, Series, Visibility};

use crate::demo::furnish::{self, Furniture, Known, each_year, level, series};
use crate::demo::hand::Hand;
use crate::office::FoundOffice;

/// The town hall's name.
pub(super) const NAME: &str = "Town Hall of Brackmere";
/// The town clerk, who founded the office.
pub(super) const FOUNDER: &str = "wennick";

const OFFICERS: &[Known] = &[
    Known {
        code: super::CLERK,
        name: "B. Tarrow",
        aliases: &["Tarrow"],
        cleared_to: "confidential",
        desk: Some(("clerk", Capacity::Substitute)),
        says: "at the counter, enters the post",
    },
    Known {
        code: "fenn",
        name: "M. Fenn",
        aliases: &["Fenn"],
        cleared_to: "confidential",
        desk: Some(("works", Capacity::Holder)),
        says: "works yard: streets, lamps, bridges",
    },
    Known {
        code: "osgood",
        name: "J. Osgood",
        aliases: &["Osgood"],
        cleared_to: "confidential",
        desk: Some(("building", Capacity::Holder)),
        says: "building office",
    },
    Known {
        code: "pell",
        name: "A. Pell",
        aliases: &["Pell"],
        cleared_to: "confidential",
        desk: Some(("treasury", Capacity::Holder)),
        says: "treasury: taxes and dues",
    },
    Known {
        code: "lisle",
        name: "C. Lisle",
        aliases: &["Lisle", "Mayor Lisle", "Mayor C. Lisle"],
        cleared_to: "confidential",
        desk: Some(("mayor", Capacity::Holder)),
        says: "mayor",
    },
    Known {
        code: "harrow",
        name: "D. Harrow",
        aliases: &["Harrow"],
        cleared_to: "confidential",
        desk: Some(("council", Capacity::Holder)),
        says: "secretary of the council",
    },
];

const DESKS: &[(&str, &str, Option<&str>)] = &[
    ("mayor", "Mayor", None),
    ("works", "Works yard", Some("mayor")),
    ("building", "Building office", Some("mayor")),
    ("treasury", "Treasury", Some("mayor")),
    ("council", "Council", None),
];

const FILE_PLAN: &[(&str, &str)] = &[
    ("10-1", "Council"),
    ("20-1", "Taxes and dues"),
    ("40-1", "Street lamps"),
    ("40-2", "Paths and bridges"),
    ("60-1", "Building permits"),
];

/// The officers one can be by a click, with who they are.
pub(super) fn people() -> Vec<(&'static str, &'static str)> {
    let founder = (FOUNDER, "town clerk, administrator");
    OFFICERS.iter().map(|known| (known.code, known.says)).chain([founder]).collect()
}

/// The founding.
pub(super) fn founding() -> anyhow::Result<FoundOffice> {
    let book = |name: &str, pattern: &str| series(name, pattern, "clerk", Visibility::WholeHouse);
    Ok(FoundOffice {
        name: NAME.to_owned(),
        zone: "UTC".to_owned(),
        levels: levels()?,
        officer: FOUNDER.parse()?,
        officer_name: "H. Wennick".to_owned(),
        desks: vec![("clerk".parse()?, "Town clerk".to_owned())],
        series: vec![
            ("incoming".parse()?, book("Post", "P-{year}-{n:03}")?),
            ("outgoing".parse()?, Series { outgoing: true, ..book("Letters sent", "L-{year}-{n:03}")? }),
            ("resolutions".parse()?, book("Council decisions", "C-{year}-{n:03}")?),
        ],
        calendar: Some(calendar()),
    })
}

fn levels() -> anyhow::Result<Vec<Level>> {
    Ok(vec![
        level("open", "Open", &["open"], Visibility::WholeHouse)?,
        level("confidential", "Confidential", &["confidential", "personal"], Visibility::DeskAndChief)?,
    ])
}

/// Monday to Friday, but not on the Monday of the autumn fair.
fn calendar() -> Calendar {
    let mut calendar = Calendar::of_week("Town hall", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    calendar.yearly = vec![
        each_year(1, 1, "New Year’s Day", None),
        each_year(5, 1, "First of May", None),
        each_year(12, 25, "Christmas Day", None),
    ];
    calendar.holidays.insert(date(2026, 10, 26), "Fair Monday".to_owned());
    calendar
}

/// Sets up desks, officers, mandates and the file plan.
pub(super) fn furnish(hand: &Hand<'_>) -> anyhow::Result<()> {
    furnish::furnish(hand, &Furniture { founder: FOUNDER, desks: DESKS, officers: OFFICERS, file_plan: FILE_PLAN })
}
