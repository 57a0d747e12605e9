//! Follows the groups of an RTF file and writes the text that stands in them.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};
use phrases::stored;

use super::fonts::{self, Letters};
use super::groups::{Ends, Group, LETTERS, Passage, Place, destination};
use super::objects;
use super::words::{Sign, Signs};
use crate::asides::Asides;
use crate::extract::Enclosed;
use crate::word::{MARGINS_MAX, NOTES_MAX, margins_left_out, notes_left_out};
use crate::writing::{Writing, Written};

/// Groups are followed to this depth; a file that goes deeper is read up to there.
pub const RTF_GROUPS_MAX: usize = 10_000;
/// Frames, notes and headers within each other are followed to this depth: each takes its lines to the one around it.
pub const FRAMES_DEEP_MAX: usize = 100;
/// Embedded objects after this many stay inside.
pub const OBJECTS_MAX: usize = 200;
/// Authors of changes after this many are not named.
pub(super) const AUTHORS_MAX: usize = 10_000;
/// Fonts after this many have the letters of the file.
const FONTS_MAX: usize = 10_000;
/// Names of authors and fonts are kept to this length.
pub(super) const NAME_CHARS_MAX: usize = 200;

/// What came out of a file.
pub(super) struct Taken {
    pub(super) written: Written,
    pub(super) notes: Vec<String>,
    pub(super) remarks: Vec<String>,
    pub(super) enclosures: Vec<Enclosed>,
    pub(super) has_pictures: bool,
    margins: Vec<(&'static str, String)>,
    notes_left_out: usize,
    margins_left_out: usize,
    has_title_page: bool,
    has_facing_pages: bool,
}

impl Taken {
    /// The headers, or the footers: those of the first page, of all, of right and left pages; each text once.
    pub(super) fn margins(&self, footers: bool) -> String {
        let kinds = if footers {
            ["footerf", "footer", "footerr", "footerl"]
        } else {
            ["headerf", "header", "headerr", "headerl"]
        };
        let mut texts: Vec<&str> = Vec::new();
        for kind in kinds {
            let is_shown = match kind.as_bytes().last() {
                Some(b'f') => self.has_title_page,
                Some(b'l') => self.has_facing_pages,
                _ => true,
            };
            for (_, text) in self.margins.iter().filter(|(of, _)| is_shown && *of == kind) {
                if !text.is_empty() && !texts.contains(&text.as_str()) {
                    texts.push(text);
                }
            }
        }
        texts.join("\n")
    }
}

pub(super) struct Reader<'a> {
    pub(super) asides: &'a mut Asides,
    pub(super) shows_inserted: bool,
    pub(super) writing: Writing,
    pub(super) groups: Vec<Group>,
    pub(super) now: Group,
    pub(super) default: &'static Encoding,
    pub(super) fonts: BTreeMap<i32, Letters>,
    pub(super) default_font: i32,
    pub(super) font: i32,
    /// Letters not yet decoded: an encoding may need two of them.
    pub(super) pending: Vec<u8>,
    pub(super) high: Option<u16>,
    pub(super) skip: usize,
    /// Whether the last sign was `\*`: the group may be left aside by who does not know it.
    pub(super) may_be_unknown: bool,
    pub(super) passages: Vec<(Passage, String)>,
    pub(super) authors: Vec<String>,
    pub(super) name: String,
    pub(super) comment_by: String,
    /// The code of the field that was met last.
    pub(super) code: String,
    pub(super) digits: Vec<u8>,
    /// Of each frame that words stand in, whether a row and a cell are open.
    pub(super) rows: Vec<(bool, bool)>,
    pub(super) sections: Vec<bool>,
    pub(super) shows_page: bool,
    pub(super) has_signs: bool,
    pub(super) unknown_page: bool,
    pub(super) left_inside: usize,
    pub(super) objects: usize,
    pub(super) taken: Taken,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8], shows_inserted: bool, asides: &mut Asides) -> Taken {
    let now = Group {
        place: Place::Text,
        ends: Ends::Nothing,
        letters: Letters::AsFile,
        spare: 1,
        hidden: false,
        inserted: false,
        deleted: false,
        inserted_by: 0,
        deleted_by: 0,
        in_table: false,
        in_margin: false,
    };
    let taken = Taken {
        written: Writing::default().finish(&[]),
        notes: Vec::new(),
        remarks: Vec::new(),
        enclosures: Vec::new(),
        has_pictures: false,
        margins: Vec::new(),
        notes_left_out: 0,
        margins_left_out: 0,
        has_title_page: false,
        has_facing_pages: false,
    };
    let mut reader = Reader {
        asides,
        shows_inserted,
        writing: Writing::default(),
        groups: Vec::new(),
        now,
        default: WINDOWS_1252,
        fonts: BTreeMap::new(),
        default_font: 0,
        font: 0,
        pending: Vec::new(),
        high: None,
        skip: 0,
        may_be_unknown: false,
        passages: Vec::new(),
        authors: Vec::new(),
        name: String::new(),
        comment_by: String::new(),
        code: String::new(),
        digits: Vec::new(),
        rows: vec![(false, false)],
        sections: vec![true],
        shows_page: false,
        has_signs: false,
        unknown_page: false,
        left_inside: 0,
        objects: 0,
        taken,
    };
    reader.run(bytes);
    reader.finish()
}

impl Reader<'_> {
    fn run(&mut self, bytes: &[u8]) {
        let mut is_whole = false;
        for sign in Signs::new(bytes) {
            if !matches!(sign, Sign::Byte(_)) {
                self.decode();
            }
            let starred = std::mem::take(&mut self.may_be_unknown);
            match sign {
                Sign::Open if self.groups.len() >= RTF_GROUPS_MAX => {
                    let says = stored!("The RTF file nests its groups too deep; what stands before is shown.");
                    self.taken.remarks.push(says.to_owned());
                    is_whole = true;
                    break;
                }
                Sign::Open => {
                    self.skip = 0;
                    self.groups.push(self.now.clone());
                    self.now.ends = Ends::Nothing;
                }
                Sign::Close => {
                    self.skip = 0;
                    self.end_group();
                    if self.groups.is_empty() {
                        is_whole = true;
                        break;
                    }
                }
                Sign::Word("u", Some(code)) => self.unicode(code),
                Sign::Word(..) | Sign::Binary(_) | Sign::Byte(_) | Sign::Symbol(_) if self.skip > 0 => self.skip -= 1,
                Sign::Word(word, number) => self.word(word, number, starred),
                Sign::Symbol(symbol) => self.symbol(symbol),
                Sign::Byte(byte) => self.pending.push(byte),
                Sign::Binary(_) => {}
            }
            if self.writing.is_full() {
                is_whole = true;
                break;
            }
        }
        self.decode();
        if !is_whole {
            self.taken.remarks.push(stored!("The RTF file is cut off; what stands before is shown.").to_owned());
            while !self.groups.is_empty() {
                self.end_group();
            }
        }
    }

    fn finish(mut self) -> Taken {
        self.end_passages(None);
        if self.has_signs {
            let says = stored!("Some signs of the file's own fonts have no letter and are shown as \u{fffd}.");
            self.taken.remarks.push(says.to_owned());
        }
        if self.unknown_page {
            let says =
                stored!("The file names an encoding that is not known here; it was read as windows-1252 (Latin-1).");
            self.taken.remarks.push(says.to_owned());
        }
        if self.left_inside > 0 {
            let count = self.left_inside;
            let says = stored!("{count} objects in the file are links or could not be taken out.");
            self.taken.remarks.push(says);
        }
        self.taken.remarks.extend(notes_left_out(self.taken.notes_left_out));
        self.taken.remarks.extend(margins_left_out(self.taken.margins_left_out));
        self.taken.written = self.writing.finish(&self.sections);
        self.taken
    }

    fn end_group(&mut self) {
        let (ends, place) = (self.now.ends, self.now.place);
        if let Some(group) = self.groups.pop() {
            self.now = group;
        }
        if place == Place::Fonts && self.now.place != Place::Fonts {
            self.set_font(self.default_font);
        }
        match ends {
            Ends::Nothing => {}
            Ends::Margin(kind) => {
                let text = self.take_frame();
                match self.taken.margins.len() < MARGINS_MAX {
                    true => self.taken.margins.push((kind, text)),
                    false => self.taken.margins_left_out += 1,
                }
            }
            Ends::Note => {
                let text = self.take_frame();
                if self.taken.notes.len() < NOTES_MAX {
                    self.taken.notes.push(text);
                    let number = self.taken.notes.len();
                    self.write(&format!("[{number}]"));
                } else {
                    self.taken.notes_left_out += 1;
                }
            }
            Ends::Comment => {
                let text = self.take_frame();
                self.asides.comment(&self.comment_by, &text);
            }
            Ends::Frame => {
                self.close_row();
                self.rows.pop();
                self.writing.close_frame();
            }
            Ends::Label => {
                let label = self.take_frame();
                if !label.is_empty() {
                    self.write(&format!("{label} "));
                }
            }
            Ends::Object => {
                self.objects += 1;
                let digits = std::mem::take(&mut self.digits);
                let found = (self.objects <= OBJECTS_MAX).then(|| objects::open(&digits, self.objects)).flatten();
                match found {
                    Some(enclosed) => self.taken.enclosures.push(enclosed),
                    None => self.left_inside += 1,
                }
            }
            Ends::Author => self.comment_by = std::mem::take(&mut self.name),
        }
    }

    fn begin(&mut self, place: Place, ends: Ends) {
        (self.now.place, self.now.ends) = (place, ends);
    }

    fn begin_frame(&mut self, ends: Ends) {
        // What stands deeper is text where it stands; a second destination in one group would never be closed.
        if self.rows.len() > FRAMES_DEEP_MAX || self.now.place != Place::Text || self.now.ends != Ends::Nothing {
            return;
        }
        self.end_passages(None);
        self.now.ends = ends;
        self.now.in_table = false;
        self.now.in_margin = matches!(ends, Ends::Margin(_));
        self.rows.push((false, false));
        self.writing.open_frame();
    }

    fn take_frame(&mut self) -> String {
        self.end_passages(None);
        self.close_row();
        if self.rows.len() > 1 {
            self.rows.pop();
        }
        self.writing.take_frame()
    }

    fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        let on = number != Some(0);
        if let Some(place) = destination(word) {
            match (word, place) {
                ("pict", _) => self.taken.has_pictures = true,
                ("objdata", _) => {
                    self.digits.clear();
                    return self.begin(place, Ends::Object);
                }
                ("atnauthor", _) => {
                    self.name.clear();
                    return self.begin(place, Ends::Author);
                }
                ("fldinst", _) => self.code.clear(),
                _ => {}
            }
            self.now.place = place;
            return;
        }
        match word {
            "header" => self.begin_frame(Ends::Margin("header")),
            "headerf" => self.begin_frame(Ends::Margin("headerf")),
            "headerl" => self.begin_frame(Ends::Margin("headerl")),
            "headerr" => self.begin_frame(Ends::Margin("headerr")),
            "footer" => self.begin_frame(Ends::Margin("footer")),
            "footerf" => self.begin_frame(Ends::Margin("footerf")),
            "footerl" => self.begin_frame(Ends::Margin("footerl")),
            "footerr" => self.begin_frame(Ends::Margin("footerr")),
            "footnote" => self.begin_frame(Ends::Note),
            "annotation" => self.begin_frame(Ends::Comment),
            "shptxt" | "dptxbxtext" => self.begin_frame(Ends::Frame),
            "shppict" | "shpinst" | "nesttableprops" => {}
            "pntext" | "listtext" => self.begin_frame(Ends::Label),
            // The running number of a page is the page's, not the paper's.
            "fldrslt" if self.now.in_margin && self.code.split_whitespace().next() == Some("PAGE") => {
                self.shows_page = true;
                self.now.place = Place::Nowhere;
            }
            _ if starred => self.now.place = Place::Nowhere,
            _ if self.now.place == Place::Fonts => self.font_word(word, number),
            "ansicpg" => self.set_page(number.unwrap_or(1252)),
            "pc" => self.set_page(437),
            "pca" => self.set_page(850),
            "mac" => self.set_page(10000),
            "deff" => self.default_font = number.unwrap_or(0),
            "f" => self.set_font(number.unwrap_or(self.default_font)),
            "uc" => self.now.spare = usize::try_from(number.unwrap_or(1)).unwrap_or(0),
            "v" => self.now.hidden = on,
            "revised" | "mvt" => self.now.inserted = on,
            "deleted" | "mvf" => self.now.deleted = on,
            "revauth" => self.now.inserted_by = usize::try_from(number.unwrap_or(0)).unwrap_or(0),
            "revauthdel" => self.now.deleted_by = usize::try_from(number.unwrap_or(0)).unwrap_or(0),
            "plain" => {
                (self.now.hidden, self.now.inserted, self.now.deleted) = (false, false, false);
                self.set_font(self.default_font);
            }
            "pard" => self.now.in_table = false,
            "intbl" => self.now.in_table = true,
            "titlepg" => self.taken.has_title_page = true,
            "facingp" => self.taken.has_facing_pages = true,
            "objlink" | "objautlink" => self.asides.outside += 1,
            _ => self.text_word(word, on),
        }
    }

    /// Words that stand for letters, line ends and cells.
    fn text_word(&mut self, word: &str, on: bool) {
        if self.now.place != Place::Text {
            return;
        }
        match word {
            "par" => self.end_paragraph(),
            "sect" => {
                self.end_paragraph();
                self.sections.push(true);
                self.writing.section();
            }
            "sbknone" | "sbkcol" => self.sections.iter_mut().next_back().into_iter().for_each(|page| *page = false),
            "page" => {
                self.write("\n");
                self.writing.page();
            }
            "softpage" => self.writing.page(),
            "pagebb" if on => self.writing.page(),
            "line" | "softline" | "lbr" | "column" => self.write("\n"),
            "tab" | "nestcell" => self.write("\t"),
            "nestrow" => self.write("\n"),
            "cell" => self.end_cell(),
            "row" => self.close_row(),
            "chpgn" if self.now.in_margin => self.shows_page = true,
            _ => {
                if let Some((_, letter)) = LETTERS.iter().find(|(name, _)| *name == word) {
                    self.write(letter);
                }
            }
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.may_be_unknown = true,
            b'\\' | b'{' | b'}' => self.pending.push(symbol),
            b'~' => self.write("\u{a0}"),
            b'_' => self.write("-"),
            b'\t' => self.write("\t"),
            b'\r' | b'\n' if self.now.place == Place::Text => self.end_paragraph(),
            _ => {}
        }
    }

    fn set_page(&mut self, page: i32) {
        let encoding = fonts::of_page(page);
        self.unknown_page |= encoding.is_none() && !matches!(page, 0 | 1);
        self.default = encoding.unwrap_or(WINDOWS_1252);
    }

    fn set_font(&mut self, font: i32) {
        self.now.letters = self.fonts.get(&font).copied().unwrap_or(Letters::AsFile);
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "f" => self.font = number.unwrap_or(0),
            "fcharset" if self.fonts.len() < FONTS_MAX => {
                self.fonts.insert(self.font, fonts::of_charset(number.unwrap_or(1)));
            }
            "cpg" => {
                if let Some(encoding) = fonts::of_page(number.unwrap_or(0)) {
                    self.fonts.insert(self.font, Letters::Own(encoding));
                }
            }
            _ => {}
        }
    }
}
