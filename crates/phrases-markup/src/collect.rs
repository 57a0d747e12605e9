//! The phrases of a source file.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::{Phrase, call, has_letters, string, template};

/// A phrase, and the line on which what says it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The phrase.
    pub phrase: Phrase,
    /// The line, from 1.
    pub line: usize,
    /// Whether it is stored in English, and said when it is shown.
    pub is_stored: bool,
}

/// Every phrase that a source file says.
///
/// # Errors
/// Where it is no Rust.
pub fn in_source(source: &str) -> Result<Vec<Found>, String> {
    let tokens: TokenStream = source.parse().map_err(|error| format!("{error}"))?;
    let mut found = Vec::new();
    walk(tokens, &mut found);
    Ok(found)
}

fn walk(tokens: TokenStream, found: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        match macro_before(&tokens[..at]) {
            Some(name) => of_macro(&name, group, found),
            None if group.delimiter() == Delimiter::Bracket && is_sign(tokens[..at].last(), '#') => told(group, found),
            None => walk(group.stream(), found),
        }
    }
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// The name of the macro whose arguments come next.
fn macro_before(before: &[TokenTree]) -> Option<String> {
    match before {
        [.., TokenTree::Ident(name), TokenTree::Punct(bang)] if bang.as_char() == '!' => Some(name.to_string()),
        _ => None,
    }
}

fn of_macro(name: &str, group: &Group, found: &mut Vec<Found>) {
    let line = group.span_open().start().line;
    let is_stored = name == "stored";
    let mut add =
        |phrases: Vec<Phrase>| found.extend(phrases.into_iter().map(|phrase| Found { phrase, line, is_stored }));
    match name {
        "html" => {
            let mut phrases = Vec::new();
            template(group.stream(), &mut phrases);
            add(phrases);
        }
        "say" | "phrase" | "stored" => add(call(group.stream(), false).map(|call| call.phrase).into_iter().collect()),
        "plural" => add(call(group.stream(), true).map(|call| call.phrase).into_iter().collect()),
        // Enumerations whose variants are the words they print.
        "worded" => literals(group.stream(), found),
        _ => {}
    }
    // Calls stand within templates, and templates within calls of other macros.
    walk(group.stream(), found);
}

/// The attribute `#[told("…")]` of a refusal.
fn told(group: &Group, found: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    if let [TokenTree::Ident(name), TokenTree::Group(told)] = tokens.as_slice()
        && name == "told"
        && let Ok(call) = call(told.stream(), false)
    {
        found.push(Found { phrase: call.phrase, line: group.span_open().start().line, is_stored: false });
        walk(told.stream(), found);
    }
}

fn literals(tokens: TokenStream, found: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if !is_sign(tokens[..at].last(), '#') => literals(group.stream(), found),
            TokenTree::Literal(literal) => {
                if let Some(words) = string(literal).filter(|words| has_letters(words)) {
                    let line = literal.span().start().line;
                    found.push(Found { phrase: Phrase::plain(words), line, is_stored: false });
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_source;

    #[test]
    fn phrases_are_found_wherever_they_are_said() {
        let source = r#"
            #[derive(Told)]
            enum Refusal {
                #[told("there is no officer {officer}")]
                NoOfficer { officer: String },
                #[told("{number} is held", number = twin.number)]
                Held { twin: Twin },
            }
            worded! { /// not a phrase
                Thing { Officer = "officer" } }
            const PLACES: &[&str] = &[phrase!("Desk"), "/enter"];
            fn page() -> Markup {
                html! { p { "Closing " (no) } (say!("in a splice")) (vec![html! { "nested" }]) }
            }
            fn late(days: u32) -> String { format!("{} {}", plural!(days, "{n} day late", "{n} days late"), "plain") }
            fn remark(count: usize) -> String { stored!("{count} were left out.") }
        "#;
        let found = in_source(source).expect("read");
        let words: Vec<&str> = found.iter().map(|found| found.phrase.one.as_str()).collect();
        let expected = [
            "there is no officer {officer}",
            "{number} is held",
            "officer",
            "Desk",
            "Closing {no}",
            "in a splice",
            "nested",
            "{n} day late",
            "{count} were left out.",
        ];
        assert_eq!(words, expected);
        assert_eq!(found[0].line, 4);
        let stored: Vec<&str> = found.iter().filter(|one| one.is_stored).map(|one| one.phrase.one.as_str()).collect();
        assert_eq!(stored, ["{count} were left out."]);
    }
}
