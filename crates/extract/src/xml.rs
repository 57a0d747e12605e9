//! XML read step by step within limits: no document type, no entity but the five of XML, no endless depth.

use phrases::stored;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Elements within each other are followed to this depth.
pub const XML_DEPTH_MAX: usize = 500;

/// One step through a file.
pub(crate) enum Step<'a> {
    Open(Tag<'a>),
    /// The local name of the element that ends.
    Close(String),
    Text(String),
}

/// The beginning of an element.
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix: the strict and the transitional form of a standard differ in namespaces only.
    pub(crate) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// The prefix of the name, as the file has it.
    pub(crate) fn prefix(&self) -> String {
        self.0.name().prefix().map_or_else(String::new, |prefix| prefix.as_ref().to_owned())
    }

    /// An attribute by its local name.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).filter_map(Result::ok);
        let mut found = found.filter(|attribute| attribute.key.local_name().as_ref() == name);
        let raw = found.next()?.value.into_owned();
        Some(unescape(&raw).map(|value| value.into_owned()).unwrap_or(raw))
    }

    /// Whether a property that is on by standing there (ECMA-376-1 §17.17.4) is on.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// Steps through an XML text.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next step; none at the end. What comes before a fault was given already.
    pub(crate) fn step(&mut self) -> Result<Option<Step<'a>>, &'static str> {
        loop {
            return Ok(match self.reader.read_event().map_err(|_| stored!("is damaged or cut off"))? {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > XML_DEPTH_MAX {
                        return Err(stored!("nests its elements too deep"));
                    }
                    Some(Step::Open(Tag(tag)))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Some(Step::Close(tag.local_name().as_ref().to_owned()))
                }
                Event::Text(text) => Some(Step::Text(text.to_string())),
                Event::CData(text) => Some(Step::Text(text.to_string())),
                Event::GeneralRef(name) => {
                    let raw = format!("&{};", &*name);
                    Some(Step::Text(unescape(&raw).map(|text| text.into_owned()).unwrap_or(raw)))
                }
                // Entities of one's own come with a document type: neither is needed by any form read here.
                Event::DocType(_) => return Err(stored!("declares a document type, which is not followed")),
                Event::Eof if self.depth > 0 => return Err(stored!("is damaged or cut off")),
                Event::Eof => None,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// Passes over what stands in the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), &'static str> {
        self.words().map(|_| ())
    }

    /// The text in the element that was opened last, passing over it.
    pub(crate) fn words(&mut self) -> Result<String, &'static str> {
        let end = self.depth.saturating_sub(1);
        let mut words = String::new();
        while self.depth > end {
            match self.step()? {
                Some(Step::Text(text)) => words.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        Ok(words)
    }
}

/// The text of an XML file: UTF-8, or UTF-16 with a byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => crate::charset::utf16(rest, false),
        [0xfe, 0xff, rest @ ..] => crate::charset::utf16(rest, true),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}
