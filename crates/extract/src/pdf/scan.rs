//! Tokens of PDF syntax as content streams and CMaps use it (ISO 32000-2, 7.2 and 7.8).

/// Arrays and dictionaries nest no deeper than this; what is deeper is dropped.
const DEPTH_MAX: usize = 32;

/// One token, arrays and dictionaries being whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f32),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Token>),
    Dict(Vec<(Vec<u8>, Token)>),
    /// An operator or a keyword.
    Word(Vec<u8>),
}

impl Token {
    pub(super) fn number(&self) -> Option<f32> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// Reads tokens from the start of `bytes` to their end. Bytes that are no token are passed over.
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next token; none at the end.
    pub(super) fn token(&mut self) -> Option<Token> {
        self.token_at(0)
    }

    fn token_at(&mut self, depth: usize) -> Option<Token> {
        loop {
            self.blanks();
            let byte = self.peek()?;
            match byte {
                b'/' => return Some(Token::Name(self.name())),
                b'(' => return Some(Token::Text(self.literal())),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    return Some(self.dict(depth));
                }
                b'<' => return Some(Token::Text(self.hex())),
                b'[' => {
                    self.at += 1;
                    return Some(self.array(depth));
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => return Some(Token::Number(self.number())),
                // A closing sign without an opening one.
                b')' | b'>' | b']' | b'{' | b'}' => self.at += 1,
                _ => return Some(Token::Word(self.regular().to_vec())),
            }
        }
    }

    fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.peek().is_some_and(|byte| !is_blank(byte) && !is_sign(byte)) {
            self.at += 1;
        }
        &self.bytes[from..self.at]
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let raw = self.regular();
        if !raw.contains(&b'#') {
            return raw.to_vec();
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            let pair = raw.get(at + 1..at + 3).and_then(|pair| Some(digit(pair[0])? * 16 + digit(pair[1])?));
            match pair {
                Some(byte) if raw[at] == b'#' => {
                    name.push(byte);
                    at += 3;
                }
                _ => {
                    name.push(raw[at]);
                    at += 1;
                }
            }
        }
        name
    }

    fn number(&mut self) -> f32 {
        let negative = self.peek() == Some(b'-');
        while matches!(self.peek(), Some(b'+' | b'-')) {
            self.at += 1;
        }
        let (mut value, mut scale) = (0.0_f64, 0.0_f64);
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' if scale == 0.0 => value = value * 10.0 + f64::from(byte - b'0'),
                b'0'..=b'9' => {
                    value += f64::from(byte - b'0') * scale;
                    scale /= 10.0;
                }
                b'.' if scale == 0.0 => scale = 0.1,
                // Some writers put a sign into the middle of a number; readers stop reading digits there.
                b'-' | b'.' => scale = f64::MIN_POSITIVE,
                _ => break,
            }
            self.at += 1;
        }
        // Beyond this a coordinate means nothing, and sums of it must stay finite.
        let value = value.min(1e9) as f32;
        if negative { -value } else { value }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(value) = digit(byte) else { continue };
            match high.take() {
                None => high = Some(value),
                Some(first) => out.push(first * 16 + value),
            }
        }
        out.extend(high.map(|first| first * 16));
        out
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' if self.peek() == Some(b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                out.push((value & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    fn array(&mut self, depth: usize) -> Token {
        let mut out = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) if depth >= DEPTH_MAX => {
                    self.at += 1;
                }
                Some(_) => {
                    let Some(token) = self.token_at(depth + 1) else { break };
                    out.push(token);
                }
            }
        }
        Token::Array(out)
    }

    fn dict(&mut self, depth: usize) -> Token {
        let mut out = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at = (self.at + 2).min(self.bytes.len());
                    break;
                }
                Some(_) if depth >= DEPTH_MAX => self.at += 1,
                Some(b'/') => {
                    let key = self.name();
                    self.blanks();
                    if self.peek() == Some(b'>') && self.bytes.get(self.at + 1) == Some(&b'>') {
                        continue;
                    }
                    let Some(value) = self.token_at(depth + 1) else { break };
                    out.push((key, value));
                }
                Some(_) => {
                    if self.token_at(depth + 1).is_none() {
                        break;
                    }
                }
            }
        }
        Token::Dict(out)
    }

    /// Passes over the data of an inline image, from its `ID` to its `EI`.
    pub(super) fn pass_image(&mut self) {
        while self.at + 3 <= self.bytes.len() {
            let here = &self.bytes[self.at..];
            let ends =
                is_blank(here[0]) && here[1..].starts_with(b"EI") && here.get(3).is_none_or(|byte| is_blank(*byte));
            self.at += 1;
            if ends {
                self.at += 2;
                return;
            }
        }
        self.at = self.bytes.len();
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x0c | 0)
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|value| value as u8)
}
