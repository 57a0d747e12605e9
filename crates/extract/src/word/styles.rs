//! What a style says of a paragraph: whether it is hidden and in which list it counts.

use std::collections::BTreeMap;

use crate::xml::{Step, Xml};

/// Styles are followed to the style they are based on this often.
const BASES_MAX: usize = 16;

/// A paragraph's place in a list.
#[derive(Clone, Default)]
pub(super) struct InList {
    pub(super) id: Option<String>,
    pub(super) level: Option<usize>,
}

#[derive(Default)]
struct Style {
    base: Option<String>,
    hidden: Option<bool>,
    list: InList,
}

/// The styles of a file.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    pub(super) fn read(text: &str) -> Self {
        let mut styles = Self::default();
        // What was read before a fault is kept: a label is then missing, no word is.
        let _ = styles.fill(&mut Xml::new(text));
        styles
    }

    fn fill(&mut self, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        let mut open: Option<(String, Style)> = None;
        while let Some(step) = xml.step()? {
            match step {
                Step::Open(tag) if tag.name() == "style" => {
                    open = Some((tag.get("styleId").unwrap_or_default(), Style::default()));
                }
                Step::Open(tag) => {
                    let Some((_, style)) = &mut open else { continue };
                    match tag.name().as_str() {
                        "basedOn" => style.base = tag.get("val"),
                        "vanish" => style.hidden = Some(tag.is_on()),
                        "numId" => style.list.id = tag.get("val"),
                        "ilvl" => style.list.level = tag.get("val").and_then(|level| level.parse().ok()),
                        _ => {}
                    }
                }
                Step::Close(name) if name == "style" => self.0.extend(open.take()),
                _ => {}
            }
        }
        Ok(())
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.base.as_deref()?)).take(BASES_MAX)
    }

    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.hidden).unwrap_or(false)
    }

    pub(super) fn list(&self, id: &str) -> InList {
        let id_of = self.chain(id).find_map(|style| style.list.id.clone());
        InList { id: id_of, level: self.chain(id).find_map(|style| style.list.level) }
    }
}
