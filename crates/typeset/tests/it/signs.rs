use typeset::{Block, MISSING_TOLD_MAX, NotSet, Sheet, Written};

use crate::samples::plain;
use crate::{flowed, read, refused, set};

fn missing(text: &str) -> Vec<(char, String)> {
    match refused(&Sheet::Memorandum(plain(text))) {
        NotSet::NoSign(missing) => missing.into_iter().map(|one| (one.character, one.place)).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn a_sign_that_no_font_has_is_named_and_never_a_box() {
    assert_eq!(missing("The minister 大臣 said"), [('大', "text".to_owned()), ('臣', "text".to_owned())]);
    assert_eq!(missing("\u{1F600}"), [('\u{1F600}', "text".to_owned())]);
    let refusal = refused(&Sheet::Memorandum(Written { subject: Some("大".to_owned()), ..plain("") }));
    assert_eq!(refusal.to_string(), "no font has a sign for “大” U+5927 (in subject)");
    assert!(refusal.next().contains("folder of fonts"), "{}", refusal.next());
}

#[test]
fn what_nobody_could_read_out_again_is_named_by_its_number() {
    for (sign, named) in [('\u{E000}', "U+E000"), ('\u{0}', "U+0000"), ('\u{1b}', "U+001B"), ('\u{FFFE}', "U+FFFE")] {
        let refusal = refused(&Sheet::Memorandum(plain(&format!("a{sign}b"))));
        assert!(refusal.to_string().contains(named), "{refusal}");
    }
}

#[test]
fn the_first_few_of_many_are_named() {
    let many: String = ('\u{4E00}'..'\u{4E40}').collect();
    assert_eq!(missing(&many).len(), MISSING_TOLD_MAX);
}

/// Names and words as papers have them: every script that the house's fonts promise, and the marks between words.
#[test]
fn the_signs_of_the_offices_languages_are_there() {
    let words = "Żółć, Đoković, Ştefan, Ő, ß, ĳ, Ŵ; Щука, Ёж, Ґава, ђак, Љ, Ў; Ἑλλάς, ᾄδω, Ωμέγα; № 5 § 7 ¶ † ‡ • … – — “” «» „‟ ‹› € £ ¥ ½ ⅓ × ÷ ± ≤ ≥ → ←";
    let text = flowed(&read(&set(&Sheet::Memorandum(plain(words)))));
    for word in words.split_whitespace() {
        assert!(text.contains(word), "{word} in: {text}");
    }
}

/// What would be a program, a page or a formula elsewhere is words here.
#[test]
fn text_that_tries_to_be_code_is_words() {
    let tries = [
        "#import \"@preview/evil:1.0.0\": *",
        "#read(\"/etc/passwd\")",
        "#set page(width: 1pt)",
        "#while true {}",
        "#panic(\"x\")",
        "*bold* _slanted_ `raw` $x^2$ <label> @cited",
        "= A heading",
        "// a comment /* another */ ~ -- --- \\ \\u{41}",
        "</p><script>alert(1)</script>&amp;",
        "=HYPERLINK(\"http://a.invalid\");@SUM(1+1)*cmd|' /C calc'!A0",
        "\"quoted\" 'single' { [ ( ) ] }",
        "fonts/../../x",
    ];
    for words in tries {
        let sheet = Sheet::Memorandum(Written {
            subject: Some(words.to_owned()),
            to: vec![words.to_owned()],
            copies_to: vec![words.to_owned()],
            text: vec![Block::paragraph(words), Block::Heading { text: words.to_owned() }],
            ..plain("")
        });
        let text = flowed(&read(&set(&sheet)));
        assert_eq!(text.matches(&flowed(words)).count(), 5, "{words} in: {text}");
    }
}

/// What stands between words in files of all kinds.
#[test]
fn ends_of_lines_and_pages_and_tabs_are_no_signs() {
    let words = "\u{feff}one\ttwo\r\nthree\rfour\u{c}five\u{b}six\u{85}seven\u{2028}eight\u{2029}nine\u{ad}ten";
    let sheet =
        Sheet::Memorandum(Written { subject: Some(words.to_owned()), text: Block::of_text(words), ..plain("") });
    let text = flowed(&read(&set(&sheet)));
    assert_eq!(text.matches("one two three four five six seven eight").count(), 2, "{text}");
}
