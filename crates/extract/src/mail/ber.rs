//! The basic encoding rules of ASN.1 (X.690), as far as signed messages need them.
//!
//! Mail programs write signatures with lengths left open and contents in pieces, which strict readers of the
//! distinguished rules refuse.

/// Elements within elements, deeper than this, are not read.
pub const ELEMENTS_DEEP_MAX: usize = 24;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
/// The context's tag [0], constructed.
pub(crate) const CONTEXT_0: u8 = 0xa0;
pub(crate) const CONTEXT_3: u8 = 0xa3;
const CONSTRUCTED: u8 = 0x20;

/// An element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    /// Class, form and number of its tag; numbers above 30 are not read.
    pub(crate) tag: u8,
    /// All its bytes.
    pub(crate) whole: &'a [u8],
    /// Its contents.
    pub(crate) inside: &'a [u8],
    /// Whether its length stands at its head, as the distinguished rules ask.
    pub(crate) definite: bool,
}

impl<'a> Element<'a> {
    /// The elements inside.
    pub(crate) fn parts(&self) -> Elements<'a> {
        Elements { rest: self.inside }
    }

    /// The bytes of an octet string, its pieces put together.
    pub(crate) fn octets(&self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        gather(*self, 0, &mut out).then_some(out)
    }
}

fn gather(element: Element<'_>, deep: usize, out: &mut Vec<u8>) -> bool {
    if element.tag & CONSTRUCTED == 0 {
        out.extend_from_slice(element.inside);
        return true;
    }
    deep < ELEMENTS_DEEP_MAX && element.parts().all(|piece| gather(piece, deep + 1, out))
}

/// Elements that follow each other. Ends at the first that is not one.
pub(crate) struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Elements<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next element, if it has this tag; otherwise nothing is consumed.
    pub(crate) fn tagged(&mut self, tag: u8) -> Option<Element<'a>> {
        if self.rest.first() != Some(&tag) {
            return None;
        }
        self.next()
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let element = read(self.rest, 0)?;
        self.rest = &self.rest[element.whole.len()..];
        Some(element)
    }
}

fn read(bytes: &[u8], deep: usize) -> Option<Element<'_>> {
    let (&tag, &first) = (bytes.first()?, bytes.get(1)?);
    if tag & 0x1f == 0x1f || (tag == 0 && first == 0) || deep > ELEMENTS_DEEP_MAX {
        return None;
    }
    if first == 0x80 {
        let end = end_of_open(bytes, deep)?;
        let element = Element { tag, whole: &bytes[..end + 2], inside: &bytes[2..end], definite: false };
        return (tag & CONSTRUCTED != 0).then_some(element);
    }
    let (length, head) = if first < 0x80 {
        (usize::from(first), 2)
    } else {
        let count = usize::from(first & 0x7f);
        let octets = bytes.get(2..2 + count).filter(|octets| octets.len() <= 4)?;
        (octets.iter().fold(0_usize, |length, octet| length << 8 | usize::from(*octet)), 2 + count)
    };
    let end = head.checked_add(length)?;
    let inside = bytes.get(head..end)?;
    Some(Element { tag, whole: &bytes[..end], inside, definite: true })
}

/// Where the contents of an element of open length end: at two NUL bytes where an element would begin.
fn end_of_open(bytes: &[u8], deep: usize) -> Option<usize> {
    let mut at = 2;
    loop {
        let rest = bytes.get(at..)?;
        if rest.starts_with(&[0, 0]) {
            return Some(at);
        }
        at += read(rest, deep + 1)?.whole.len();
    }
}
