//! Properties of paragraphs, runs, rows and sections of a Word file, as far as they bear on its text.

use super::story::{MARGINS_MAX, Margin, PROPERTIES, Reader};
use crate::xml::Tag;

impl Reader<'_> {
    /// Properties of a paragraph, a run, a row or a section, and the marks of change among them.
    pub(super) fn property(&mut self, name: &str, tag: &Tag<'_>) {
        let in_run = self.in_run();
        if PROPERTIES.contains(&name) {
            self.properties.push(name.to_owned());
            if name == "sectPr" {
                self.sections.push(true);
                self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.ends_section = true);
            }
            return;
        }
        let of_paragraph = self.properties.first().is_some_and(|first| first == "pPr");
        let on = tag.is_on();
        match (name, self.paragraphs.last_mut()) {
            ("headerReference" | "footerReference", _) => {
                let margin = Margin {
                    is_footer: name == "footerReference",
                    on: tag.get("type").unwrap_or_else(|| "default".to_owned()),
                    relation: tag.get("id").unwrap_or_default(),
                };
                match self.margins.contains(&margin) {
                    true => {}
                    false if self.margins.len() < MARGINS_MAX => self.margins.push(margin),
                    false => self.margins_left_out += 1,
                }
            }
            ("titlePg", _) => self.has_title_page |= on,
            ("type", _) => {
                let goes_on = matches!(tag.get("val").as_deref(), Some("continuous" | "nextColumn"));
                self.sections.iter_mut().next_back().into_iter().for_each(|page| *page = !goes_on);
            }
            ("vanish", _) if in_run => self.runs.iter_mut().next_back().into_iter().for_each(|run| *run = Some(on)),
            ("rStyle", _) if in_run => {
                let hidden = tag.get("val").is_some_and(|id| self.around.styles.is_hidden(&id));
                if hidden && let Some(run) = self.runs.last_mut() {
                    *run = run.or(Some(true));
                }
            }
            ("pStyle", Some(paragraph)) => {
                paragraph.style = tag.get("val");
                paragraph.hidden = paragraph.style.as_ref().is_some_and(|id| self.around.styles.is_hidden(id));
            }
            ("numId", Some(paragraph)) => paragraph.list.id = tag.get("val"),
            ("ilvl", Some(paragraph)) => paragraph.list.level = tag.get("val").and_then(|level| level.parse().ok()),
            ("ins" | "moveTo", Some(paragraph)) if of_paragraph => paragraph.mark_inserted = true,
            ("pageBreakBefore", Some(_)) if on => self.writing.page(),
            _ => {}
        }
    }
}
