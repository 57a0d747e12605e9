//! Numbers as lists write them.

/// A number as a list writes it (ECMA-376-1 §17.18.59); in digits where the way is not known here.
pub(crate) fn written(count: u32, form: &str) -> String {
    match form {
        "lowerLetter" => letters(count, 'a', 26),
        "upperLetter" => letters(count, 'A', 26),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

/// a, b, … z, aa, bb, …: a letter is repeated, not counted on as columns of a sheet are.
fn letters(count: u32, first: char, size: u32) -> String {
    let Some(count) = count.checked_sub(1) else { return String::new() };
    let letter = char::from_u32(first as u32 + count % size).unwrap_or(first);
    std::iter::repeat_n(letter, (count / size) as usize % LETTERS_MAX + 1).collect()
}

/// A label of letters is no longer than this.
const LETTERS_MAX: usize = 30;

fn roman(count: u32) -> String {
    // Beyond this nobody writes it so.
    if count == 0 || count > 3999 {
        return count.to_string();
    }
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = count;
    let mut out = String::new();
    for (value, sign) in signs {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}
