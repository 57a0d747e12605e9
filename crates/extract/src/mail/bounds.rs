//! What it may cost to take a mail apart, told before anything is parsed.

use aho_corasick::AhoCorasick;

/// Messages inside messages, deeper or more than this, are left closed: the whole is then read as plain text.
pub const NESTED_MESSAGES_MAX: usize = 400;
/// A boundary between parts is no longer than this (RFC 2046 §5.1.1). A mail with a longer one is taken apart where that
/// may take long, and read as plain text where it would take too long.
pub const BOUNDARY_BYTES_MAX: usize = 70;
/// Parts times bytes, times the boundary's length in the longest that it may have: beyond this a message is read as plain
/// text, since finding its parts would take too long.
const PARTS_SEARCH_BYTES_MAX: usize = 32 * 1024 * 1024 * 1024;

/// Words that tell of parts, in the order in which they are counted: of messages inside, of a boundary, of an encoding.
const WORDS: [&str; 7] = ["rfc822", "/global", "/ global", "digest", "boundary", "base64", "quoted-printable"];
const BOUNDARY: usize = 4;

/// What stands in a mail that makes it costly.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    messages: usize,
    boundaries: usize,
    longest_boundary: usize,
    has_encoded: bool,
}

impl Bounds {
    /// Looks a mail through. What is in an encoding stays unseen.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut bounds = Self::default();
        let Ok(finder) = AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS) else {
            return Self { messages: usize::MAX, ..bounds };
        };
        let mut looked_at = 0;
        for hit in finder.find_iter(bytes) {
            match hit.pattern().as_usize() {
                BOUNDARY => {
                    bounds.boundaries += 1;
                    // A field that goes on and on is looked at once.
                    if hit.end() >= looked_at {
                        let (length, read) = boundary_bytes(&bytes[hit.end()..]);
                        bounds.longest_boundary = bounds.longest_boundary.max(length);
                        looked_at = hit.end() + read;
                    }
                }
                word if word < BOUNDARY => bounds.messages += 1,
                _ => bounds.has_encoded = true,
            }
        }
        bounds
    }

    /// Whether taking `bytes` bytes apart is not even begun: dropping messages within messages takes stack for each level,
    /// and parts are searched for from the beginning of each.
    pub(super) fn is_too_deep(&self, bytes: usize) -> bool {
        let lengths = self.longest_boundary.div_ceil(BOUNDARY_BYTES_MAX).max(1);
        let steps = (self.boundaries + 1).saturating_mul(bytes).saturating_mul(lengths);
        self.messages > NESTED_MESSAGES_MAX || steps > PARTS_SEARCH_BYTES_MAX
    }

    /// Whether a boundary is longer than any may be, or might be: in a message inside that is encoded.
    pub(super) fn may_take_long(&self) -> bool {
        self.longest_boundary > BOUNDARY_BYTES_MAX || (self.messages > 0 && self.has_encoded)
    }
}

/// How long the boundary may be that is declared after its name, and how far that was looked for. A value in several
/// pieces (RFC 2231 §3) or with remarks in it is taken for as long as its field.
fn boundary_bytes(after: &[u8]) -> (usize, usize) {
    let blanks = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let sign = blanks(after);
    match after.get(sign) {
        Some(b'=') => {}
        Some(b'*' | b'(') => {
            let end = field_bytes(after);
            return (end.saturating_sub(sign), end.max(sign));
        }
        _ => return (0, sign),
    }
    let begin = sign + 1 + blanks(&after[sign + 1..]);
    let field = &after[begin..];
    if field.first() == Some(&b'(') {
        let end = field_bytes(field);
        return (end, begin + end);
    }
    let end = value_bytes(field);
    let quotes = if field.first() == Some(&b'"') { 2 } else { 0 };
    (field[..end].trim_ascii_end().len().saturating_sub(quotes), begin + end)
}

/// Where a parameter's value ends: at a semicolon outside quotation marks, or with its field.
fn value_bytes(value: &[u8]) -> usize {
    let (mut in_quotes, mut is_escaped) = (false, false);
    for (at, byte) in value.iter().enumerate() {
        match byte {
            b'\n' if !matches!(value.get(at + 1), Some(b' ' | b'\t')) => return at,
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_quotes,
            b'"' => in_quotes = !in_quotes,
            b';' if !in_quotes => return at,
            _ => {}
        }
    }
    value.len()
}

/// Where a header's field ends: at a line end that no blank follows.
fn field_bytes(after: &[u8]) -> usize {
    let ends = after.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let mut ends = ends.map(|(at, _)| at);
    ends.find(|at| !matches!(after.get(at + 1), Some(b' ' | b'\t'))).unwrap_or(after.len())
}
