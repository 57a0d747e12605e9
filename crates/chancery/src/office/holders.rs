//! Who holds a copy, as officers type it and as pages print it.

use procedure::house::House;
use procedure::paper::Holder;

/// Before the name of a holder outside the house.
const OUTSIDE: &str = "outside:";

/// The name of a holder as printed.
pub(crate) fn named(house: &House, holder: &Holder) -> String {
    match holder {
        Holder::Officer(code) => house.officers.get(code).map_or_else(|| code.to_string(), |one| one.name.clone()),
        Holder::Desk(code) => house.desks.get(code).map_or_else(|| code.to_string(), |one| one.name.clone()),
        Holder::Outside(name) => name.clone(),
    }
}

/// A holder as it is typed again: the name, or the key where the name alone would say another.
pub(crate) fn typed(house: &House, holder: &Holder) -> String {
    let name = match holder {
        Holder::Outside(name) => return format!("{OUTSIDE} {name}"),
        holder => named(house, holder),
    };
    if read(house, &name).as_ref() == Ok(holder) { name } else { holder.key() }
}

/// Reads a holder: the name, code or another name of a desk or an officer, "desk:CODE", "officer:CODE", or "outside:" and a
/// name. A name that nobody in the house bears is not taken for one outside.
///
/// # Errors
/// What was typed and what may be typed instead, in one sentence.
pub(crate) fn read(house: &House, said: &str) -> Result<Holder, String> {
    let said = said.trim();
    if let Ok(holder) = said.parse::<Holder>() {
        return Ok(holder);
    }
    let same = |name: &str| name.to_lowercase() == said.to_lowercase();
    let desks = house.desks.iter().filter(|(_, desk)| desk.closed.is_none());
    let desks = desks
        .filter(|(code, desk)| same(code.as_str()) || same(&desk.name) || desk.aliases.iter().any(|one| same(one)));
    let officers = house.officers.iter().filter(|(_, officer)| officer.suspended.is_none());
    let officers = officers
        .filter(|(code, one)| same(code.as_str()) || same(&one.name) || one.aliases.iter().any(|alias| same(alias)));
    let found: Vec<Holder> = desks
        .map(|(code, _)| Holder::Desk(code.clone()))
        .chain(officers.map(|(code, _)| Holder::Officer(code.clone())))
        .collect();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(format!(
            "“{said}” is no desk and no officer of the house; write “{OUTSIDE} {said}” for somebody outside it"
        )),
        many => {
            let keys: Vec<String> = many.iter().map(Holder::key).collect();
            Err(format!("“{said}” may be several; write one of: {}", keys.join(", ")))
        }
    }
}

/// Holders one a line; blank lines are passed over.
///
/// # Errors
/// Of the first line that cannot be read.
pub(crate) fn read_lines(house: &House, said: &str) -> Result<Vec<Holder>, String> {
    said.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| read(house, line)).collect()
}
