//! The signs that an RTF file is made of (RTF 1.9.1, "RTF Syntax").

/// One sign.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sign<'a> {
    Open,
    Close,
    /// `\word` with its number, where it has one.
    Word(&'a str, Option<i32>),
    /// A backslash and one character that is no letter.
    Symbol(u8),
    /// A letter of the encoding in force, written as itself or as `\'hh`.
    Byte(u8),
    /// Bytes that are no text.
    Binary(&'a [u8]),
}

/// The signs of a file from its start.
pub(crate) struct Signs<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Signs<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn take_while(&mut self, is: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|byte| !is(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn word(&mut self) -> Sign<'a> {
        let word = std::str::from_utf8(self.take_while(|byte| byte.is_ascii_alphabetic())).unwrap_or_default();
        let begin = self.at;
        if self.bytes.get(self.at) == Some(&b'-') && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        self.take_while(|byte| byte.is_ascii_digit());
        // A number too large for the standard is no number.
        let number = std::str::from_utf8(&self.bytes[begin..self.at]).ok().and_then(|digits| digits.parse().ok());
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(self.bytes.len() - self.at);
            let binary = &self.bytes[self.at..self.at + length];
            self.at += length;
            return Sign::Binary(binary);
        }
        Sign::Word(word, number)
    }
}

impl<'a> Iterator for Signs<'a> {
    type Item = Sign<'a>;

    fn next(&mut self) -> Option<Sign<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => return Some(Sign::Open),
                b'}' => return Some(Sign::Close),
                // Line ends in the file are for its writer's eyes only.
                b'\r' | b'\n' | 0 => {}
                b'\\' => {
                    let next = *self.bytes.get(self.at)?;
                    if next.is_ascii_alphabetic() {
                        return Some(self.word());
                    }
                    self.at += 1;
                    if next != b'\'' {
                        return Some(Sign::Symbol(next));
                    }
                    let digits = self.bytes.get(self.at..self.at + 2)?;
                    let code = std::str::from_utf8(digits).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                    if let Some(code) = code {
                        self.at += 2;
                        return Some(Sign::Byte(code));
                    }
                }
                other => return Some(Sign::Byte(other)),
            }
        }
    }
}
