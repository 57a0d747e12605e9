use typeset::Block;

fn numbered(no: &str, text: &str) -> Block {
    Block::Numbered { no: no.to_owned(), text: text.to_owned() }
}

#[test]
fn plain_text_becomes_blocks() {
    let cases: &[(&str, Vec<Block>)] = &[
        ("", vec![]),
        ("\n \n\t\n", vec![]),
        (
            "One.\n\nTwo.\r\n\r\nThree.",
            vec![Block::paragraph("One."), Block::paragraph("Two."), Block::paragraph("Three.")],
        ),
        ("1. First.\n2. Second.", vec![numbered("1.", "First."), numbered("2.", "Second.")]),
        ("(a) first;\n\n(iv) second", vec![numbered("(a)", "first;"), numbered("(iv)", "second")]),
        ("1951. A year", vec![Block::paragraph("1951. A year")]),
        ("A. Lind\nDeputy Minister", vec![Block::paragraph("A. Lind\nDeputy Minister")]),
        // Full lines are joined, the last may be short.
        (
            "The delegate reports that newspapers of two countries say\nthat the agreement on the line will not be prolonged when\nit ends.",
            vec![Block::paragraph(
                "The delegate reports that newspapers of two countries say that the agreement on the line will not be prolonged when it ends.",
            )],
        ),
        // An address stays as it is.
        ("The President\n1 Lake Road\nOrsenna", vec![Block::paragraph("The President\n1 Lake Road\nOrsenna")]),
        ("(sic) it says", vec![numbered("(sic)", "it says")]),
        ("1.", vec![Block::paragraph("1.")]),
    ];
    for (text, blocks) in cases {
        assert_eq!(Block::of_text(text), *blocks, "{text:?}");
    }
}

#[test]
fn no_word_is_lost() {
    let text = "Top\n\n  1. one\n     goes on\n(b)   two\n\n#= $ * _\nend";
    let words: Vec<String> = Block::of_text(text)
        .into_iter()
        .flat_map(|block| match block {
            Block::Heading { text } | Block::Paragraph { text } => vec![text],
            Block::Numbered { no, text } => vec![no, text],
        })
        .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(words.iter().map(String::as_str).eq(text.split_whitespace()), "{words:?}");
}
