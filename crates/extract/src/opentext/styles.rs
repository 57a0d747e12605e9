//! What the styles of an OpenDocument text say: where pages begin, what is hidden, how lists are labelled.

use std::collections::BTreeMap;

use crate::xml::{Step, Tag, Xml};

/// Styles are followed to the style they are based on this often.
const BASES_MAX: usize = 16;
/// Lists have this many levels (ISO/IEC 26300-3 §19.880).
pub(super) const LEVELS: usize = 10;

#[derive(Default)]
struct Style {
    base: Option<String>,
    hidden: Option<bool>,
    page_before: Option<bool>,
    page_after: bool,
    list: Option<String>,
}

/// How one level of a list is labelled.
#[derive(Clone, Default)]
pub(super) struct Level {
    pub(super) is_bullet: bool,
    pub(super) form: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) start: u32,
    /// How many levels the label shows, this one last.
    pub(super) shown: usize,
}

/// The styles of a file, by their names.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    lists: BTreeMap<String, Vec<Level>>,
}

impl Styles {
    /// Takes the styles out of a part. What was read before a fault is kept: a label is then missing, no word is.
    pub(super) fn fill(&mut self, text: &str) {
        let _ = self.fill_until_fault(&mut Xml::new(text));
    }

    fn fill_until_fault(&mut self, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        let mut open: Option<(String, Style)> = None;
        let mut list: Option<(String, Vec<Level>)> = None;
        while let Some(step) = xml.step()? {
            match step {
                Step::Open(tag) => match tag.name().as_str() {
                    "body" => return Ok(()),
                    "style" => open = Some(begun(&tag)),
                    "list-style" => list = Some((tag.get("name").unwrap_or_default(), vec![Level::default(); LEVELS])),
                    name @ ("list-level-style-number" | "list-level-style-bullet") => {
                        let at = tag.get("level").and_then(|at| at.parse::<usize>().ok()).unwrap_or(1);
                        let level = list.as_mut().and_then(|(_, levels)| levels.get_mut(at.max(1) - 1));
                        level.into_iter().for_each(|level| *level = level_of(&tag, name.ends_with("bullet")));
                    }
                    "paragraph-properties" => {
                        let Some((_, style)) = &mut open else { continue };
                        style.page_before = tag.get("break-before").map(|at| at == "page").or(style.page_before);
                        style.page_after = tag.get("break-after").as_deref() == Some("page");
                    }
                    "text-properties" => {
                        let Some((_, style)) = &mut open else { continue };
                        style.hidden = tag.get("display").map(|display| display == "none");
                    }
                    _ => {}
                },
                Step::Close(name) if name == "style" => self.styles.extend(open.take()),
                Step::Close(name) if name == "list-style" => self.lists.extend(list.take()),
                _ => {}
            }
        }
        Ok(())
    }

    fn chain(&self, name: &str) -> impl Iterator<Item = &Style> {
        let first = self.styles.get(name);
        std::iter::successors(first, |style| self.styles.get(style.base.as_deref()?)).take(BASES_MAX)
    }

    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.chain(name).find_map(|style| style.hidden).unwrap_or(false)
    }

    pub(super) fn breaks_before(&self, name: &str) -> bool {
        self.chain(name).find_map(|style| style.page_before).unwrap_or(false)
    }

    pub(super) fn breaks_after(&self, name: &str) -> bool {
        self.styles.get(name).is_some_and(|style| style.page_after)
    }

    pub(super) fn list_of(&self, name: &str) -> Option<String> {
        self.chain(name).find_map(|style| style.list.clone())
    }

    pub(super) fn level(&self, list: &str, at: usize) -> Option<&Level> {
        self.lists.get(list)?.get(at)
    }
}

fn begun(tag: &Tag<'_>) -> (String, Style) {
    // A paragraph whose style names a page's style begins a page.
    let page = tag.get("master-page-name").filter(|name| !name.is_empty()).map(|_| true);
    let style = Style {
        base: tag.get("parent-style-name"),
        page_before: page,
        list: tag.get("list-style-name").filter(|name| !name.is_empty()),
        ..Style::default()
    };
    (tag.get("name").unwrap_or_default(), style)
}

fn level_of(tag: &Tag<'_>, is_bullet: bool) -> Level {
    let number = |name: &str| tag.get(name).and_then(|value| value.parse::<u32>().ok());
    Level {
        is_bullet,
        form: tag.get("num-format").unwrap_or_default(),
        before: tag.get("num-prefix").unwrap_or_default(),
        after: tag.get("num-suffix").unwrap_or_default(),
        start: number("start-value").unwrap_or(1),
        shown: number("display-levels").map_or(1, |shown| shown as usize),
    }
}
