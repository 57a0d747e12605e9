//! A cast's house: what it is founded with, and how its desks, officers and file plan are set up.

use std::collections::BTreeSet;

use procedure::act::Act;
use procedure::calendar::Yearly;
use procedure::house::{Capacity, CircularNumbers, Level, Series, TurnOver, Visibility};
use procedure::number::Pattern;

use super::hand::Hand;

/// An officer of the demonstration: code, name, aliases, cleared to, desk, capacity, and who that is.
pub(super) struct Known {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) cleared_to: &'static str,
    pub(super) desk: Option<(&'static str, Capacity)>,
    pub(super) says: &'static str,
}

/// What a house has beside what it is founded with.
pub(super) struct Furniture {
    /// Who sets it up, an administrator.
    pub(super) founder: &'static str,
    /// Desk, name, the desk of its chief.
    pub(super) desks: &'static [(&'static str, &'static str, Option<&'static str>)],
    pub(super) officers: &'static [Known],
    /// Codes and titles.
    pub(super) file_plan: &'static [(&'static str, &'static str)],
}

/// Sets up desks, officers with their mandates, and the file plan.
pub(super) fn furnish(hand: &Hand<'_>, with: &Furniture) -> anyhow::Result<()> {
    for (desk, name, above) in with.desks {
        let act = Act::AddDesk {
            desk: desk.parse()?,
            name: (*name).to_owned(),
            aliases: Vec::new(),
            above: above.map(str::parse).transpose()?,
        };
        hand.act(with.founder, &format!("desk/{desk}"), act)?;
    }
    for known in with.officers {
        take_in(hand, with.founder, known)?;
    }
    for (code, title) in with.file_plan {
        let act = Act::SetFilePlan { code: (*code).to_owned(), title: (*title).to_owned() };
        hand.act(with.founder, &format!("plan/{code}"), act)?;
    }
    Ok(())
}

fn take_in(hand: &Hand<'_>, founder: &str, known: &Known) -> anyhow::Result<()> {
    let act = Act::AddOfficer {
        officer: known.code.parse()?,
        name: known.name.to_owned(),
        aliases: known.aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        cleared_to: known.cleared_to.parse()?,
        duties: BTreeSet::new(),
    };
    hand.act(founder, &format!("officer/{}", known.code), act)?;
    let Some((desk, capacity)) = known.desk else { return Ok(()) };
    let act = Act::GiveMandate {
        mandate: format!("{desk}-{}", known.code).parse()?,
        officer: known.code.parse()?,
        desk: desk.parse()?,
        capacity,
        from: None,
        until: None,
        instead_of: None,
    };
    hand.act(founder, &format!("mandate/{}", known.code), act)?;
    Ok(())
}

/// A series that turns over each year and takes every marking.
pub(super) fn series(name: &str, pattern: &str, registry: &str, rule: Visibility) -> anyhow::Result<Series> {
    Ok(Series {
        name: name.to_owned(),
        pattern: Pattern::new(pattern)?,
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: registry.parse()?,
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: CircularNumbers::OneNumber,
    })
}

/// A level of the scale of markings, with the words that mean it on papers.
pub(super) fn level(id: &str, name: &str, words: &[&str], rule: Visibility) -> anyhow::Result<Level> {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    Ok(Level { id: id.parse()?, name: name.to_owned(), words, rule })
}

/// A holiday that comes each year.
pub(super) fn each_year(month: i8, day: i8, name: &str, from: Option<i16>) -> Yearly {
    Yearly { month, day, name: name.to_owned(), from, until: None }
}
