//! Phrases of a template: each run of text, with what stands in it, is one.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::nodes::{Node, Reader};
use crate::{Phrase, has_letters, string};

/// Attributes that say something to people.
const SAYING: [&str; 7] = ["aria-label", "aria-description", "placeholder", "title", "alt", "label", "data-says"];

/// Rewrites a template of maud so that its phrases are said, and adds them to `found`.
///
/// A run of text, splices and elements within a line is one phrase; each splice, element and control in it is a slot,
/// named after what stands there: `"Closing " (no) " of " (day)` is "Closing {no} of {day}".
pub fn template(tokens: TokenStream, found: &mut Vec<Phrase>) -> TokenStream {
    let (mut within, mut of_attributes) = (Vec::new(), Vec::new());
    let nodes = {
        let mut inner = |tokens| template(tokens, &mut within);
        let mut attribute = |name: &str, value| attribute(name, value, &mut of_attributes);
        Reader::new(tokens, &mut inner, &mut attribute).nodes()
    };
    found.append(&mut within);
    found.append(&mut of_attributes);
    let mut out = TokenStream::new();
    let mut run = Vec::new();
    for node in nodes {
        if node.is_inline() {
            run.push(node);
        } else {
            out.extend(said(std::mem::take(&mut run), found));
            out.extend(written(node));
        }
    }
    out.extend(said(run, found));
    out
}

/// A node as maud reads it.
fn written(node: Node) -> TokenStream {
    match node {
        Node::Text(words) => quote!(#words),
        Node::Splice(group) => TokenTree::Group(group).into(),
        Node::Other(tokens)
        | Node::Control(tokens)
        | Node::Let(tokens)
        | Node::Element(_, tokens)
        | Node::Block(tokens) => tokens,
    }
}

/// A run of nodes within a line, its text as a phrase.
fn said(run: Vec<Node>, found: &mut Vec<Phrase>) -> TokenStream {
    let speaks = |node: &Node| matches!(node, Node::Text(words) if has_letters(words));
    if !run.iter().any(speaks) {
        return run.into_iter().map(written).collect();
    }
    // What a phrase begins or ends with is text or a splice; elements and controls outside of its text are not of it.
    let belongs = |node: &Node| matches!(node, Node::Text(_) | Node::Splice(_));
    let first_text = run.iter().position(speaks).unwrap_or(0);
    let last_text = run.iter().rposition(speaks).unwrap_or(0);
    let first = run[..first_text].iter().rposition(|node| !belongs(node)).map_or(0, |at| at + 1);
    let last = run[last_text..].iter().position(|node| !belongs(node)).map_or(run.len(), |at| last_text + at);
    let mut out = TokenStream::new();
    let mut phrase = Phrase::plain("");
    let mut slots = Vec::new();
    let mut after = Vec::new();
    for (at, node) in run.into_iter().enumerate() {
        match node {
            node if at < first => out.extend(written(node)),
            node if at >= last => after.push(node),
            Node::Text(words) => phrase.one.push_str(&words.replace('{', "{{").replace('}', "}}")),
            node => {
                let name = free_name(name_of(&node), &slots);
                phrase.one.push_str(&format!("{{{name}}}"));
                slots.push((name, written(node)));
            }
        }
    }
    out.extend(call(phrase, slots, found));
    out.extend(after.into_iter().map(written));
    out
}

/// The splice that says a phrase; space around it stays outside.
fn call(phrase: Phrase, slots: Vec<(String, TokenStream)>, found: &mut Vec<Phrase>) -> TokenStream {
    let words = phrase.one;
    let trimmed = words.trim();
    let before = &words[..words.len() - words.trim_start().len()];
    let behind = &words[words.trim_end().len()..];
    let around = |space: &str| (!space.is_empty()).then(|| quote!(#space));
    let (before, behind) = (around(before), around(behind));
    found.push(Phrase::plain(trimmed));
    let said = if slots.is_empty() {
        let plain = trimmed.replace("{{", "{").replace("}}", "}");
        if plain == trimmed { quote!((::phrases::said(#trimmed))) } else { quote!((::phrases::filled(#trimmed, &[]))) }
    } else {
        let (names, values): (Vec<_>, Vec<_>) = slots.into_iter().unzip();
        quote!((::maud::PreEscaped(::phrases::marked_up(#trimmed, &[
            #((#names, ::maud::html! { #values }.into_string().as_str())),*
        ]))))
    };
    quote!(#before #said #behind)
}

/// The value of an attribute: said, where it is one that people hear or read.
fn attribute(name: &str, value: TokenTree, found: &mut Vec<Phrase>) -> TokenStream {
    if !SAYING.contains(&name) {
        return value.into();
    }
    match &value {
        TokenTree::Literal(literal) => match string(literal) {
            Some(words) if has_letters(&words) => {
                let words = words.replace('{', "{{").replace('}', "}}");
                call(Phrase::plain(words.trim()), Vec::new(), found)
            }
            _ => value.into(),
        },
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let mut made = Group::new(Delimiter::Brace, template(group.stream(), found));
            made.set_span(group.span());
            TokenTree::Group(made).into()
        }
        _ => value.into(),
    }
}

/// What a slot is called: after the last name of a splice that is no call of its own, the element, or the control.
fn name_of(node: &Node) -> String {
    match node {
        Node::Element(name, _) => name.clone(),
        Node::Control(tokens) => {
            let word = tokens.clone().into_iter().nth(1).map_or_else(String::new, |token| token.to_string());
            if word == "for" { "list".to_owned() } else { word }
        }
        Node::Splice(group) => spliced(group.stream()),
        _ => "what".to_owned(),
    }
}

/// The last name of a path in front of a call or of fields: `words::day(at)` is "day", `seat.name` is "name",
/// `(book.given.to_string())` is "given".
fn spliced(tokens: TokenStream) -> String {
    const PASSED: [&str; 11] =
        ["to_string", "as_str", "to_owned", "into_string", "clone", "as_ref", "self", "words", "web", "super", "crate"];
    let mut last = None;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if !PASSED.contains(&ident.to_string().as_str()) => last = Some(ident.to_string()),
            TokenTree::Ident(_) => {}
            TokenTree::Punct(punct) if matches!(punct.as_char(), ':' | '.' | '&' | '*') => {}
            TokenTree::Group(_) if last.is_some() => break,
            _ if last.is_some() => break,
            _ => {}
        }
    }
    last.unwrap_or_else(|| "what".to_owned())
}

/// A name that no slot has yet.
fn free_name(name: String, slots: &[(String, TokenStream)]) -> String {
    let taken = |name: &str| slots.iter().any(|(known, _)| known == name);
    if !taken(&name) {
        return name;
    }
    (2..).map(|no| format!("{name}{no}")).find(|name| !taken(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::template;

    /// The phrases of a template.
    fn phrases(source: &str) -> Vec<String> {
        let mut found = Vec::new();
        template(source.parse().expect("read"), &mut found);
        found.into_iter().map(|phrase| phrase.one).collect()
    }

    #[test]
    fn a_line_of_text_is_one_phrase_with_slots() {
        let cases: [(&str, &[&str]); 14] = [
            (r#"h1 { "Closing " (no) " of " (words::day(day)) }"#, &["Closing {no} of {day}"]),
            (r#"p { (number) " of " (day) "." }"#, &["{number} of {day}."]),
            (r#"p { "Read " a href="/x" { "the docs" } " first." }"#, &["the docs", "Read {a} first."]),
            (r#"label { "Name" input name="name"; }"#, &["Name"]),
            (r#"label.line { input name="a"; " Keep it" }"#, &["Keep it"]),
            (r#"td { (a) ", " (b) " · " (c) }"#, &[]),
            (r#"nav aria-label="Places" class="wide" { "x" }"#, &["x", "Places"]),
            (r#"input placeholder="Search  /" value="Search" name={ "a" (b) };"#, &["Search  /"]),
            (r#"@if a == "b" { "yes" } @else if let Some(X { y }) = z { "no" (y) }"#, &["yes", "no{y}"]),
            (r#"@match a { A { b } => { "one" }, _ => "two", }"#, &["one", "two"]),
            (r#"@for Pair { a, b } in pairs { li { (a) " to " (b) } }"#, &["{a} to {b}"]),
            (r#"@let a = "no phrase"; p { "by " (a) " and " (a) }"#, &["by {a} and {a2}"]),
            (r#"div { h2 { "Head" } "Text" p { "More" } }"#, &["Head", "More", "Text"]),
            (r#"p { "It is " @if late { "late" } @else { "early" } " now" }"#, &["late", "early", "It is {if} now"]),
        ];
        for (source, expected) in cases {
            assert_eq!(phrases(source), expected, "{source}");
        }
    }

    #[test]
    fn what_says_nothing_is_left_as_it_was() {
        let source = r##"a.link #x href="/enter" data-key="enter" { (name) "," } br;"##;
        let tokens: proc_macro2::TokenStream = source.parse().expect("read");
        assert_eq!(template(tokens.clone(), &mut Vec::new()).to_string(), tokens.to_string());
    }

    #[test]
    fn space_stays_around_a_phrase() {
        let made =
            template(r#"p { b { "A" } " of the desk " (c()) }"#.parse().expect("read"), &mut Vec::new()).to_string();
        assert!(made.contains("\" \" (:: maud :: PreEscaped"), "{made}");
        assert!(made.contains("\"of the desk {c}\""), "{made}");
    }
}
