//! Words as matching sees them: folded, and told apart into telling and empty ones.

/// One character without case and accent. Greek, Cyrillic and Latin; others only lose their case.
pub(crate) fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let c = c.to_lowercase().next().unwrap_or(c);
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        // PDF texts mix the sign for micro, increment and ohm into Greek words.
        'µ' => 'μ',
        '∆' => 'δ',
        c => c,
    }
}

/// Whether `c` stands for a letter. PDF texts set the sign for increment where a Greek word has a delta.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '∆'
}

/// `text` folded: lower case, no accents, every run of anything but letters and digits one space. `№` and `°` stay.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_letter(c) || c.is_numeric() || c == '№' || c == '°' {
            out.push(fold_char(c));
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// `text` with every run of white space one space, none at its ends.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `folded` begins with the whole words of `phrase`.
pub(crate) fn begins_with(folded: &str, phrase: &str) -> bool {
    folded.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether the byte before `at` or at `at` lets a word end or begin there.
pub(crate) fn is_edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let after = text[at..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    before || after
}
