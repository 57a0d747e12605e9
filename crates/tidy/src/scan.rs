//! Tells a Rust source's code from its comments and its string literals.

/// A source taken apart. Line numbers stay those of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// The source with comments and the contents of literals blanked; same lines, same columns in characters.
    pub code: String,
    /// String literals as written, with the line where each begins, counted from 1.
    pub literals: Vec<(usize, String)>,
}

/// Takes a source apart. Understands nested block comments, raw strings, and lifetimes beside character literals.
pub fn scan(source: &str) -> Scan {
    let mut reader = Reader { chars: source.chars().collect(), at: 0, line: 1, code: String::new() };
    let mut literals = Vec::new();
    while let Some(here) = reader.peek(0) {
        match here {
            '/' if reader.peek(1) == Some('/') => {
                while reader.peek(0).is_some_and(|c| c != '\n') {
                    reader.blank();
                }
            }
            '/' if reader.peek(1) == Some('*') => block_comment(&mut reader),
            '"' => literals.push(string(&mut reader, None)),
            'r' => match reader.raw_hashes() {
                Some(hashes) => literals.push(string(&mut reader, Some(hashes))),
                None => reader.keep(),
            },
            '\'' => character(&mut reader),
            _ => reader.keep(),
        }
    }
    Scan { code: reader.code, literals }
}

/// The code before the source's own test module, which may do what the code may not.
pub fn without_tests(code: &str) -> &str {
    let mark = "#[cfg(test)]\nmod ";
    let end =
        code.match_indices(mark).find(|(at, _)| code[at + mark.len()..].lines().next().unwrap_or("").ends_with('{'));
    end.map_or(code, |(at, _)| &code[..at])
}

/// Words of letters, digits and underscores with their lines and what stands between them and the word before.
pub fn tokens(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().flat_map(|(index, line)| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .map(move |w| (index + 1, w))
    })
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn step(&mut self, seen: impl Fn(char) -> char) {
        if let Some(c) = self.peek(0) {
            self.at += 1;
            self.line += usize::from(c == '\n');
            self.code.push(if c == '\n' { c } else { seen(c) });
        }
    }

    fn keep(&mut self) {
        self.step(|c| c);
    }

    fn blank(&mut self) {
        self.step(|_| ' ');
    }

    /// How many hashes open the raw string that begins here (at its `r`), if one does.
    fn raw_hashes(&self) -> Option<usize> {
        let before = self.at.checked_sub(1).and_then(|at| self.chars.get(at));
        let in_word = before.is_some_and(|c| (c.is_alphanumeric() || *c == '_') && !matches!(c, 'b' | 'c'));
        let hashes = self.chars[self.at + 1..].iter().take_while(|c| **c == '#').count();
        (!in_word && self.peek(1 + hashes) == Some('"')).then_some(hashes)
    }
}

fn block_comment(reader: &mut Reader) {
    let mut depth = 0_usize;
    loop {
        match (reader.peek(0), reader.peek(1)) {
            (Some('/'), Some('*')) => depth += 1,
            (Some('*'), Some('/')) => depth -= 1,
            (None, _) => return,
            _ => {
                reader.blank();
                continue;
            }
        }
        reader.blank();
        reader.blank();
        if depth == 0 {
            return;
        }
    }
}

fn string(reader: &mut Reader, raw: Option<usize>) -> (usize, String) {
    let line = reader.line;
    let opening = raw.map_or(1, |hashes| hashes + 2);
    for _ in 0..opening {
        reader.keep();
    }
    let hashes = raw.unwrap_or(0);
    let mut text = String::new();
    while let Some(c) = reader.peek(0) {
        if c == '"' && (1..=hashes).all(|ahead| reader.peek(ahead) == Some('#')) {
            break;
        }
        if c == '\\' && raw.is_none() {
            text.push(c);
            reader.blank();
        }
        text.extend(reader.peek(0));
        reader.blank();
    }
    for _ in 0..=hashes {
        reader.keep();
    }
    (line, text)
}

fn character(reader: &mut Reader) {
    let literal = reader.peek(1) == Some('\\') || (reader.peek(2) == Some('\'') && reader.peek(1) != Some('\''));
    reader.keep();
    if !literal {
        return;
    }
    let escaped = reader.peek(0) == Some('\\');
    reader.blank();
    if escaped {
        reader.blank();
    }
    while reader.peek(0).is_some_and(|c| c != '\'') {
        reader.blank();
    }
    reader.keep();
}

#[cfg(test)]
mod tests {
    use super::{scan, tokens, without_tests};

    #[test]
    fn comments_and_literals_are_blanked_and_lines_stay() {
        let source =
            "fn a<'x>() { // fn b\n let q = '\"'; /* fn /* c */ d */ let s = \"fn \\\" e\";\n r#\"fn \" f\"#; '\\'' }";
        let seen = scan(source);
        assert!(tokens(&seen.code).eq([
            (1, "fn"),
            (1, "a"),
            (1, "x"),
            (2, "let"),
            (2, "q"),
            (2, "let"),
            (2, "s"),
            (3, "r")
        ]));
        assert_eq!(seen.literals, [(2, "fn \\\" e".to_owned()), (3, "fn \" f".to_owned())]);
        assert_eq!(seen.code.chars().count(), source.chars().count());
    }

    #[test]
    fn the_test_module_is_cut_off_but_a_test_file_named_early_is_not() {
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\nb"), "a\n");
        assert_eq!(without_tests("#[cfg(test)]\nmod tests;\nb"), "#[cfg(test)]\nmod tests;\nb");
    }
}
