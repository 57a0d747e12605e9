//! "Decided before in such a case": on the page of a dossier and on that of a submission.

use jiff::tz::TimeZone;
use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use register::{DecidedBefore, Precedent, Shares};

use crate::web::paper::trail;
use crate::web::words;
use crate::words::verdict;

/// Words that are named as shared; the rest is left out.
const WORDS_TOLD_MAX: usize = 6;
/// Papers and correspondents that are named as shared, of each.
const NAMED_MAX: usize = 3;

/// The part of the page; nothing where nothing is like it.
pub(super) fn section(precedents: &[Precedent], house: &House, zone: &TimeZone) -> Markup {
    html! {
        @if !precedents.is_empty() {
            h2 #before { "Decided before in such a case" }
            ul.notes { @for one in precedents { (precedent(one, house, zone)) } }
        }
    }
}

fn precedent(one: &Precedent, house: &House, zone: &TimeZone) -> Markup {
    let place = format!("/dossiers/{}", one.dossier.dossier);
    html! {
        li.held {
            a href=(place) { (one.dossier.title) } div.soft { (why(&one.shares)) }
            @for decided in &one.decided { (told(decided, &place, house, zone)) }
        }
    }
}

fn told(one: &DecidedBefore, place: &str, house: &House, zone: &TimeZone) -> Markup {
    let first_line = one.bottom_line.lines().next().unwrap_or_default();
    html! {
        div {
            a href=(format!("{place}/submissions/{}", one.submission)) { (first_line.trim_end_matches('.')) } ": "
            b { (verdict(&one.word)) } " by " (trail::desk(house, &one.desk)) ", " (words::day_tag(words::date_of(one.at, zone)))
            @if let Some(remark) = &one.remark { ": “" (remark) "”" }
            div.soft { (trail::desk(house, &one.from)) " recommended: " (one.recommends) }
        }
    }
}

/// What two dossiers share, in words: "Same file-plan code 12.3; “demarcation” and “line” in both."
pub(crate) fn why(shares: &Shares) -> String {
    let mut says = Vec::new();
    if let Some(code) = &shares.code {
        says.push(say!("same file-plan code {code}"));
    }
    if !shares.words.is_empty() {
        let mut words: Vec<&String> = shares.words.iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        let quoted: Vec<String> = words.into_iter().take(WORDS_TOLD_MAX).map(|word| format!("“{word}”")).collect();
        says.push(say!("{} in both", and(&quoted, shares.words.len() > WORDS_TOLD_MAX)));
    }
    if !shares.cites.is_empty() {
        let numbers: Vec<String> = shares.cites.iter().take(NAMED_MAX).map(|one| one.number.clone()).collect();
        says.push(say!("papers of both cite {}", and(&numbers, shares.cites.len() > NAMED_MAX)));
    }
    if !shares.correspondents.is_empty() {
        let names: Vec<String> = shares.correspondents.iter().take(NAMED_MAX).map(|one| one.name.clone()).collect();
        let names = and(&names, shares.correspondents.len() > NAMED_MAX);
        says.push(say!("both have papers from or to {names}"));
    }
    words::sentence(&says.join("; "))
}

/// "a", "a and b", "a, b and c", "a, b, c and more".
fn and(names: &[String], more: bool) -> String {
    match names.split_last() {
        Some((last, first)) if !more && !first.is_empty() => say!("{} and {last}", first.join(", ")),
        _ if more => say!("{} and more", names.join(", ")),
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use register::{SharedCorrespondent, SharedPaper};

    use super::*;

    #[test]
    fn likeness_is_told_in_words() {
        let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
        let mut shares = Shares { code: Some("12.3".to_owned()), ..Shares::default() };
        assert_eq!(why(&shares), "Same file-plan code 12.3.");
        shares.words = words(&["line", "demarcation", "move"]);
        assert_eq!(why(&shares), "Same file-plan code 12.3; “demarcation”, “line” and “move” in both.");
        let cites = ["IN-1951-0001", "IN-1951-0002", "IN-1951-0003", "IN-1951-0004"];
        shares = Shares::default();
        shares.cites = cites
            .map(|number| SharedPaper { paper: procedure::ids::PaperId([0; 16]), number: number.to_owned() })
            .to_vec();
        shares.correspondents = vec![SharedCorrespondent {
            correspondent: "ould".parse().unwrap(),
            name: "Harbour Board of Ould".to_owned(),
        }];
        assert_eq!(
            why(&shares),
            "Papers of both cite IN-1951-0001, IN-1951-0002, IN-1951-0003 and more; both have papers from or to Harbour Board of Ould."
        );
    }
}
