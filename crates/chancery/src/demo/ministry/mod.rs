//! The ministry: a Ministry of Foreign Affairs that is nowhere, in December 1951.

mod december;
mod house;
mod papers;
mod questions;

use jiff::civil::{Date, DateTime, date};
use procedure::paper::Channel;

use super::hand::{Entry, came_into};
use super::{Plays, Station};

/// The clerk who keeps the book.
const CLERK: &str = "orlo";

pub(super) const PLAYS: Plays = Plays {
    name: house::NAME,
    founder: house::FOUNDER,
    days: (date(1951, 12, 1).at(8, 0, 0, 0), date(1951, 12, 25).at(9, 0, 0, 0)),
    founding: house::founding,
    clerk: (CLERK, "M. Orlo"),
    tell: december::tell,
    people: house::people,
    steps: STEPS,
    bag: papers::BAG,
    walk: WALK,
    greets: GREETS,
};

const STEPS: &[(DateTime, &str)] = &[
    (date(1951, 12, 26).at(8, 30, 0, 0), "26 December, the next morning"),
    (date(1951, 12, 27).at(9, 0, 0, 0), "27 December, the term ends"),
    (date(1951, 12, 28).at(9, 0, 0, 0), "28 December, what is late"),
    (date(1952, 1, 2).at(9, 0, 0, 0), "2 January 1952, a new year’s numbers"),
];

const WALK: &[Station] = &[
    Station {
        title: "A letter comes in",
        officer: CLERK,
        place: "/enter",
        says: "Read memorandum-396.txt from the bag and enter it; read it once more: it is held already.",
    },
    Station {
        title: "What it cites comes after",
        officer: CLERK,
        place: "/enter",
        says: "Telegram No. 812 is cited, not held. Read telegram-812.txt and enter it: it closes on both pages.",
    },
    Station {
        title: "It goes to a desk, by a day",
        officer: CLERK,
        place: "/register",
        says: "Open the telegram, mark it out to the assembly desk by 27 December, and be R. Ilvan.",
    },
    Station {
        title: "A question without its draft",
        officer: "halden",
        place: "/dossiers/advice/submissions/1",
        says: "The draft is missing: ask for it by “Discuss”. Be T. Nesse, add it, and see that it arrived.",
    },
    Station {
        title: "No, and yes",
        officer: "halden",
        place: "/",
        says: "Reject the advice: nobody owes anything. Adopt the tariff: its actions start.",
    },
    Station {
        title: "Seven copies",
        officer: CLERK,
        place: "/search?q=S-1951-0002",
        says: "Who has copy 5? Be D. Sool, who has none, and look for S-1951-0002.",
    },
    Station {
        title: "The day comes",
        officer: "grevin",
        place: "/deadlines",
        says: "Move the date on to 28 December: what is late. Move the term: all that hangs on it follows.",
    },
    Station {
        title: "The plug is pulled",
        officer: CLERK,
        place: "/register",
        says: "Kill the program and start it again with the same folder: nothing is lost.",
    },
    Station {
        title: "The closing sheet",
        officer: CLERK,
        place: "/record",
        says: "Close the day, and take its sheet out of the building.",
    },
];

const GREETS: &str = "A Ministry of Foreign Affairs that is nowhere.";

/// Received by a channel on a day of December.
fn came(channel: Channel, day: i8, time: Option<(i8, i8)>) -> Entry {
    came_into("incoming", channel, day, time)
}

/// A day of December 1951.
fn december(day: i8) -> Date {
    date(1951, 12, day)
}
