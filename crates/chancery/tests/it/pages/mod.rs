//! The pages as stories: what clerks and desks do, as a browser without scripts does it.

pub(crate) mod anew;
mod answer;
mod bring_forward;
mod calendar;
mod circulars;
pub(crate) mod client;
mod composing;
mod copies;
mod deadlines;
mod deciding;
mod decisions;
mod dispatch;
mod doors;
pub(crate) mod drafts;
mod entering;
mod handing;
pub(crate) mod house;
mod house_page;
pub(crate) mod memory;
mod paper;
mod people;
mod positions;
mod readings;
#[cfg(unix)]
mod recognising;
mod refusals;
mod room;
mod safety;
mod search;
mod sides;
mod sight;
mod stories;

/// The key paper of a story in our own words: the first "No." on it is not its number.
pub(crate) const MEMORANDUM: &str = "To Minister Halden J.\n\n\
According to the report of Delegate Varga, the newspapers of two countries foretell a breakdown of the talks (telegram No. 812).\n\n\
Delegate Varga proposes that our allies publish a statement by 27 December.\n\n\
A draft resolution is attached.\n\nI ask you to review.\n\nA. Grevin\n\n25 December 1951\n\nNo. 396\n\n\
Copies: Arden, Brisk, Corran.\n";

/// The telegram that it cites.
pub(crate) const TELEGRAM: &str = "TELEGRAM\n\nNo. 812\n\nFrom: Delegate Varga\nTo: Ministry of Foreign Affairs\n\n\
24 December 1951\n\nThe newspapers of two countries maintain that the talks are bound to fail. I propose that our allies publish a statement.\n\nVarga\n";

/// A letter that asks for an answer by a day.
pub(crate) const LETTER: &str = "LETTER\n\nNo. 94\n\nFrom: Harbour Board of Ould\nTo: Ministry of Foreign Affairs\n\n\
20 December 1951\n\nThe Board has to fix the dues for the winter berths. We ask you to answer by 5 January 1952.\n\nL. Quay\n";

/// The letter that answers it.
pub(crate) const REPLY: &str = "LETTER\n\nNo. 302\n\nFrom: Ministry of Foreign Affairs\nTo: Harbour Board of Ould\n\n\
24 December 1951\n\nIn reply to your letter No. 94 of 20 December 1951: the dues of last winter hold.\n\nA. Grevin\n";
