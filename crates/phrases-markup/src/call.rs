//! Phrases of a call: `say!("…")`, `plural!(count, "…", "…")`, `stored!("…")`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use crate::{Phrase, string};

/// What fills a slot.
#[derive(Debug)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// The expression that fills it.
    pub value: TokenStream,
}

/// A phrase that is said in a call.
#[derive(Debug)]
pub struct Call {
    /// The phrase, its slots named.
    pub phrase: Phrase,
    /// What fills them.
    pub slots: Vec<Slot>,
    /// The count by which it goes.
    pub count: Option<TokenStream>,
}

/// Reads the tokens of a call, written like those of `format!`: positions ("{}"), names ("{name}") and names given
/// ("{name}", name = …). A count comes first and is the slot "n".
///
/// # Errors
/// Where the tokens say no phrase: in words for whoever wrote them.
pub fn call(tokens: TokenStream, counts: bool) -> Result<Call, String> {
    let mut arguments = split(tokens).into_iter();
    let count = if counts { Some(arguments.next().ok_or("the count is missing")?) } else { None };
    let one = literal(arguments.next())?;
    let many = if counts { Some(literal(arguments.next())?) } else { None };
    let mut given = Vec::new();
    let mut placed = Vec::new();
    for argument in arguments {
        match named(&argument) {
            Some(slot) => given.push(slot),
            None => placed.push(argument),
        }
    }
    let mut slots = Vec::new();
    let mut fill = |phrase: &str| fill(phrase, &placed, &given, count.as_ref(), &mut slots);
    let one = fill(&one)?;
    let many = many.map(|many| fill(&many)).transpose()?;
    Ok(Call { phrase: Phrase { one, many }, slots, count })
}

/// Reads the tokens of a call of `stored!`, whose sentence is later found again by its words.
///
/// # Errors
/// As [`call`], and where the words would not tell what stood in which slot.
pub fn stored_call(tokens: TokenStream) -> Result<Call, String> {
    let call = call(tokens, false)?;
    let words = &call.phrase.one;
    let holds_stored = call.slots.iter().any(|slot| slot.name.starts_with("stored_"));
    if !holds_stored && !crate::has_letters(&without_slots(words)) {
        return Err("a stored sentence has words of its own".to_owned());
    }
    if words.replace("{{", "").replace("}}", "").contains("}{") {
        return Err("words stand between the slots of a stored sentence".to_owned());
    }
    let twice = |slot: &Slot| words.matches(&format!("{{{}}}", slot.name)).count() > 1;
    match call.slots.iter().find(|slot| twice(slot)) {
        Some(slot) => Err(format!("the slot {} stands twice in a stored sentence", slot.name)),
        None => Ok(call),
    }
}

fn without_slots(phrase: &str) -> String {
    let mut within = false;
    let outside = |sign: &char| {
        match sign {
            '{' => within = true,
            '}' => within = false,
            _ => return !within,
        }
        false
    };
    phrase.chars().filter(outside).collect()
}

/// Names the slots of a phrase, and finds what fills them.
fn fill(
    phrase: &str,
    placed: &[TokenStream],
    given: &[Slot],
    count: Option<&TokenStream>,
    slots: &mut Vec<Slot>,
) -> Result<String, String> {
    let mut out = String::new();
    let mut at = 0;
    let mut rest = phrase;
    while let Some(open) = rest.find(['{', '}']) {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            out.push_str(&rest[..2]);
            rest = &rest[2..];
            continue;
        }
        let (name, after) = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
            .ok_or("a brace of its own is written twice")?;
        rest = after;
        let (name, format) = name.split_once(':').map_or((name, None), |(name, format)| (name, Some(format)));
        let value = if name.is_empty() {
            at += 1;
            placed.get(at - 1).cloned().ok_or("a slot has nothing that fills it")?
        } else if let Some(slot) = given.iter().find(|slot| slot.name == name) {
            slot.value.clone()
        } else if name == "n"
            && let Some(count) = count
        {
            count.clone()
        } else if let Ok(no) = name.parse::<usize>() {
            placed
                .get(no)
                .cloned()
                .unwrap_or_else(|| Ident::new(&format!("_{no}"), Span::call_site()).into_token_stream())
        } else {
            let ident: TokenStream = name.parse().map_err(|_| format!("{name} is no name"))?;
            ident
        };
        let value = match format {
            Some(format) => {
                let format = format!("{{:{format}}}");
                quote!(::std::format!(#format, #value))
            }
            None => value,
        };
        let name = if name.is_empty() { at.to_string() } else { name.to_owned() };
        out.push_str(&format!("{{{name}}}"));
        if !slots.iter().any(|slot| slot.name == name) {
            slots.push(Slot { name, value });
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// Arguments between commas.
fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut arguments = vec![TokenStream::new()];
    // A comma within a generic's brackets would part it; no argument here names types.
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => arguments.push(TokenStream::new()),
            _ => {
                if let Some(last) = arguments.last_mut() {
                    last.extend([token]);
                }
            }
        }
    }
    if arguments.last().is_some_and(TokenStream::is_empty) {
        arguments.pop();
    }
    arguments
}

fn literal(argument: Option<TokenStream>) -> Result<String, String> {
    let tokens: Vec<TokenTree> = argument.into_iter().flatten().collect();
    match tokens.as_slice() {
        [TokenTree::Literal(literal)] => string(literal),
        // A literal that another macro passed on stands in a group without delimiters.
        [TokenTree::Group(group)] => match group.stream().into_iter().collect::<Vec<_>>().as_slice() {
            [TokenTree::Literal(literal)] => string(literal),
            _ => None,
        },
        _ => None,
    }
    .ok_or_else(|| "a phrase is a literal".to_owned())
}

/// An argument with a name: `name = expression`.
fn named(argument: &TokenStream) -> Option<Slot> {
    let tokens: Vec<TokenTree> = argument.clone().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name), TokenTree::Punct(equals), value @ ..]
            if equals.as_char() == '=' && equals.spacing() == proc_macro2::Spacing::Alone && !value.is_empty() =>
        {
            Some(Slot { name: name.to_string(), value: value.iter().cloned().collect() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{call, stored_call};

    type Read = (String, Option<String>, Vec<(String, String)>);

    fn read(source: &str, counts: bool) -> Result<Read, String> {
        let call = call(source.parse().expect("read"), counts)?;
        let slots = call.slots.iter().map(|slot| (slot.name.clone(), slot.value.to_string())).collect();
        Ok((call.phrase.one, call.phrase.many, slots))
    }

    #[test]
    fn slots_are_filled_as_format_fills_them() {
        let own =
            |slots: &[(&str, &str)]| slots.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        assert_eq!(read(r#""Desk""#, false).expect("read"), ("Desk".into(), None, own(&[])));
        let two = read(r#""{} days of {who}", days, who = a.name()"#, false).expect("read");
        assert_eq!((two.0.as_str(), two.2), ("{1} days of {who}", own(&[("1", "days"), ("who", "a . name ()")])));
        let held = read(r#""{number} is held""#, false).expect("read");
        assert_eq!(held.2, own(&[("number", "number")]));
        let many = read(r#"papers.len(), "{n} paper", "{n} papers of {desk}""#, true).expect("read");
        assert_eq!(many.1.as_deref(), Some("{n} papers of {desk}"));
        assert_eq!(many.2, own(&[("n", "papers . len ()"), ("desk", "desk")]));
        assert_eq!(read(r#""{field:?}""#, false).expect("read").2[0].1, ":: std :: format ! (\"{:?}\" , field)");
    }

    #[test]
    fn what_is_no_phrase_is_refused() {
        assert!(read("words", false).is_err());
        assert!(read(r#""{} of {}", one"#, false).expect_err("refused").contains("nothing that fills it"));
        assert!(read(r#""{""#, false).expect_err("refused").contains("twice"));
        assert!(read(r#""one""#, true).is_err());
    }

    #[test]
    fn a_stored_sentence_can_be_found_again_by_its_words() {
        let read = |source: &str| stored_call(source.parse().expect("read")).map(|call| call.phrase.one);
        assert_eq!(read(r#""{count} paper{s} stand here.""#).expect("read"), "{count} paper{s} stand here.");
        assert!(read(r#""{name}: {stored_says}""#).is_ok());
        assert!(read(r#""{name}: {why}""#).expect_err("refused").contains("words of its own"));
        assert!(read(r#""Of {count}{s} papers.""#).expect_err("refused").contains("between the slots"));
        assert!(read(r#""Of {count} papers {count}.""#).expect_err("refused").contains("twice"));
    }
}
