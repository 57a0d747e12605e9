//! The town: the hall of Brackmere, which is nowhere, in October 2026.

mod hall;
mod october;
mod papers;

use jiff::civil::{DateTime, date};

use super::{Plays, Station};

/// The clerk at the counter, who keeps the book.
const CLERK: &str = "tarrow";

pub(super) const PLAYS: Plays = Plays {
    name: hall::NAME,
    founder: hall::FOUNDER,
    days: (date(2026, 10, 1).at(8, 0, 0, 0), date(2026, 10, 13).at(9, 0, 0, 0)),
    founding: hall::founding,
    clerk: (CLERK, "B. Tarrow"),
    tell: october::tell,
    people: hall::people,
    steps: STEPS,
    bag: papers::BAG,
    walk: WALK,
    greets: GREETS,
};

const STEPS: &[(DateTime, &str)] = &[
    (date(2026, 10, 16).at(9, 0, 0, 0), "16 October, the offers are due"),
    (date(2026, 10, 23).at(9, 0, 0, 0), "23 October, what is late"),
    (date(2026, 10, 30).at(9, 0, 0, 0), "30 October, the county’s last day"),
];

const WALK: &[Station] = &[
    Station {
        title: "A resident writes",
        officer: CLERK,
        place: "/enter",
        says: "Read letter-lamp.txt from the bag, and enter it to the works yard, to be answered by a day.",
    },
    Station { title: "The yard has it", officer: "fenn", place: "/", says: "It waits there, with its day. Accept it." },
    Station {
        title: "Colleagues see it",
        officer: "osgood",
        place: "/search?q=P-2026-005",
        says: "The building office has nothing to do with it, finds it all the same, and leaves a remark.",
    },
    Station {
        title: "But not what is confidential",
        officer: "osgood",
        place: "/search?q=P-2026-003",
        says: "For the building office there is no such paper. Be A. Pell of the treasury: there it is.",
    },
    Station {
        title: "The council has decided",
        officer: "fenn",
        place: "/dossiers/footbridge/submissions/1",
        says: "By a body: its sitting, its result, who dissented. What follows is on the desks.",
    },
    Station {
        title: "The county gives more time",
        officer: "fenn",
        place: "/dossiers/footbridge",
        says: "Enter letter-county-207.txt as B. Tarrow; here, move the county’s day: the deadlines follow, past Fair Monday.",
    },
];

const GREETS: &str = "The town hall of Brackmere, which is nowhere.";
