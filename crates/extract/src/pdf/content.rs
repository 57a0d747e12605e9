//! Content streams: from operators to glyphs at their places (ISO 32000-2, 8.4, 8.10, 9.4 and 14.6).

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::file::{File, Leaf, dictionary};
use super::font::Font;
use super::matrix::Matrix;
use super::scan::{Scan, Token};

/// Operators of one page, forms included, after this many are not carried out.
pub const PDF_OPERATORS_MAX: usize = 2_000_000;
/// Glyphs of one page after this many are left out.
pub const PDF_GLYPHS_MAX: usize = 200_000;
/// Forms stand within forms no deeper than this.
pub const PDF_FORMS_DEPTH_MAX: usize = 12;
/// Graphics states are saved no deeper than this.
const SAVED_MAX: usize = 256;
/// Glyphs stand for no more than this: a longer text is of more than a line.
const MEANT_BYTES_MAX: usize = 4_096;
/// Operands before one operator; more are dropped.
const OPERANDS_MAX: usize = 64;

/// One glyph, or what a marked content says that its glyphs stand for.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// What it stands for; none where the font does not say.
    pub(super) text: Option<Box<str>>,
    /// Where its baseline begins and ends, in units of the page, y upwards.
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
    /// Height of the font.
    pub(super) size: f32,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    /// What signature fields show: when and by whom the file was signed, laid over the paper.
    pub(super) stamps: Vec<Glyph>,
    /// How many glyphs are drawn invisibly, as a recognised text under a scan is.
    pub(super) hidden: usize,
    /// Whether it shows a picture.
    pub(super) pictures: bool,
    /// Whether a limit was met.
    pub(super) cut: bool,
}

/// Fonts by the dictionary they are, whether it is an object of its own or not, kept from page to page.
pub(super) type Fonts = HashMap<*const Dictionary, Rc<Font>>;

/// What the page shows, annotations with an appearance included: filled fields and visible signatures are such.
pub(super) fn page(file: &File, leaf: &Leaf<'_>, fonts: &mut Fonts) -> Shown {
    let mut content = Vec::new();
    match file.get(leaf.dict, b"Contents") {
        Some(Object::Array(parts)) => {
            for part in parts {
                content.extend(file.stream(part).unwrap_or_default());
                content.push(b'\n');
            }
        }
        Some(one) => content = file.stream(one).unwrap_or_default(),
        None => {}
    }
    let turn = Matrix::turned(leaf.rotate);
    let mut run = Run { file, fonts, shown: Shown::default(), operators: 0, is_full: false };
    run.content(&content, leaf.resources, State::new(turn), 0);
    let annotations = file.list(leaf.dict, b"Annots").iter().filter_map(|found| dictionary(file.resolve(found)));
    let (signatures, others): (Vec<_>, Vec<_>) = annotations.partition(|dict| is_signature(file, dict));
    others.into_iter().for_each(|dict| run.annotation(dict, turn));
    let before = run.shown.glyphs.len();
    signatures.into_iter().for_each(|dict| run.annotation(dict, turn));
    run.shown.stamps = run.shown.glyphs.split_off(before);
    run.shown
}

/// Whether an annotation shows a signature field; its parent may say so for it.
fn is_signature(file: &File, dict: &Dictionary) -> bool {
    let own = file.name(dict, b"FT");
    own.or_else(|| file.name(file.dict(dict, b"Parent")?, b"FT")) == Some(b"Sig")
}

#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    char_gap: f32,
    word_gap: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    hidden: bool,
}

impl State {
    fn new(place: Matrix) -> Self {
        Self {
            place,
            font: None,
            size: 0.0,
            char_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            hidden: false,
        }
    }
}

/// Marked content that is open.
enum Mark {
    Plain,
    /// Glyphs from this one on stand for that text.
    Means(usize, Box<str>),
}

struct Run<'a, 'f> {
    file: &'a File,
    fonts: &'f mut Fonts,
    shown: Shown,
    operators: usize,
    /// Whether a glyph was left out for want of room.
    is_full: bool,
}

/// Text matrices of a text object.
#[derive(Clone, Copy)]
struct Pen {
    now: Matrix,
    line: Matrix,
}

impl<'a> Run<'a, '_> {
    fn content(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>, state: State, depth: usize) {
        let mut state = state;
        let mut saved: Vec<State> = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        let mut pen = Pen { now: Matrix::ONE, line: Matrix::ONE };
        let mut scan = Scan::new(bytes);
        let mut operands: Vec<Token> = Vec::new();
        while let Some(token) = scan.token() {
            let Token::Word(word) = token else {
                if operands.len() < OPERANDS_MAX {
                    operands.push(token);
                }
                continue;
            };
            self.operators += 1;
            self.shown.cut |= self.operators > PDF_OPERATORS_MAX;
            if self.operators > PDF_OPERATORS_MAX || self.is_full {
                break;
            }
            match word.as_slice() {
                b"q" if saved.len() < SAVED_MAX => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.place = Matrix::of(&operands).then(&state.place),
                b"ID" => {
                    scan.pass_image();
                    self.shown.pictures = true;
                }
                b"Do" => self.object(&operands, resources, &state, depth),
                b"BMC" | b"BDC" => marks.push(self.mark(&operands, resources)),
                b"EMC" => self.unmark(marks.pop()),
                b"gs" => self.graphics(&operands, resources, &mut state),
                _ => self.text(&word, &operands, resources, &mut state, &mut pen),
            }
            operands.clear();
        }
        while let Some(mark) = marks.pop() {
            self.unmark(Some(mark));
        }
    }

    /// Operators of text state, position and showing.
    fn text(
        &mut self,
        word: &[u8],
        operands: &[Token],
        resources: Option<&'a Dictionary>,
        state: &mut State,
        pen: &mut Pen,
    ) {
        let number = |at: usize| operands.get(at).and_then(Token::number).unwrap_or(0.0);
        match word {
            b"BT" => *pen = Pen { now: Matrix::ONE, line: Matrix::ONE },
            b"Tc" => state.char_gap = number(0),
            b"Tw" => state.word_gap = number(0),
            b"Tz" => state.stretch = number(0) / 100.0,
            b"TL" => state.leading = number(0),
            b"Ts" => state.rise = number(0),
            b"Tr" => state.hidden = number(0) == 3.0,
            b"Tf" => {
                state.font = operands.first().and_then(Token::name).and_then(|name| self.font(name, resources));
                state.size = number(1);
            }
            b"Td" => pen.step(number(0), number(1)),
            b"TD" => {
                state.leading = -number(1);
                pen.step(number(0), number(1));
            }
            b"Tm" => {
                let matrix = Matrix::of(operands);
                *pen = Pen { now: matrix, line: matrix };
            }
            b"T*" => pen.step(0.0, -state.leading),
            b"Tj" => self.show(operands.first(), state, pen),
            b"'" => {
                pen.step(0.0, -state.leading);
                self.show(operands.first(), state, pen);
            }
            b"\"" => {
                state.word_gap = number(0);
                state.char_gap = number(1);
                pen.step(0.0, -state.leading);
                self.show(operands.get(2), state, pen);
            }
            b"TJ" => {
                let Some(Token::Array(parts)) = operands.first() else { return };
                for part in parts {
                    match part {
                        Token::Number(back) => pen.advance(state, -back / 1000.0 * state.size),
                        other => self.show(Some(other), state, pen),
                    }
                }
            }
            _ => {}
        }
    }

    fn show(&mut self, string: Option<&Token>, state: &State, pen: &mut Pen) {
        let (Some(bytes), Some(font)) = (string.and_then(Token::text), &state.font) else { return };
        let glyphs = &mut self.shown.glyphs;
        let before = glyphs.len();
        let mut is_full = false;
        font.each(bytes, |shown| {
            let full = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
            let place = full.then(&pen.now).then(&state.place);
            let width = if font.vertical { 0.0 } else { shown.width };
            is_full |= glyphs.len() >= PDF_GLYPHS_MAX;
            if !is_full && place.is_sound() {
                let size = place.height();
                let glyph = Glyph {
                    text: shown.text.map(Into::into),
                    from: place.at(0.0, 0.0),
                    to: place.at(width, 0.0),
                    size,
                };
                glyphs.push(glyph);
            }
            let gap = state.char_gap + if shown.is_space { state.word_gap } else { 0.0 };
            if font.vertical {
                pen.now = Matrix::moved(0.0, -state.size + gap).then(&pen.now);
            } else {
                pen.advance(state, shown.width * state.size + gap);
            }
        });
        self.is_full |= is_full;
        self.shown.cut |= is_full;
        if state.hidden {
            self.shown.hidden += self.shown.glyphs.len() - before;
        }
    }

    fn font(&mut self, name: &[u8], resources: Option<&'a Dictionary>) -> Option<Rc<Font>> {
        let file = self.file;
        let entry = file.dict(resources?, b"Font")?.get(name).ok()?;
        self.font_of(entry)
    }

    fn font_of(&mut self, entry: &'a Object) -> Option<Rc<Font>> {
        let file = self.file;
        let dict = dictionary(file.resolve(entry))?;
        Some(self.fonts.entry(&raw const *dict).or_insert_with(|| Font::of(file, dict)).clone())
    }

    fn graphics(&mut self, operands: &[Token], resources: Option<&'a Dictionary>, state: &mut State) {
        let file = self.file;
        let name = operands.first().and_then(Token::name);
        let found = name.and_then(|name| file.dict(file.dict(resources?, b"ExtGState")?, name));
        if let Some([font, size]) = found.map(|found| file.list(found, b"Font")) {
            state.font = self.font_of(font);
            state.size = file.resolve(size).as_float().unwrap_or(0.0);
        }
    }

    fn object(&mut self, operands: &[Token], resources: Option<&'a Dictionary>, state: &State, depth: usize) {
        let file = self.file;
        let name = operands.first().and_then(Token::name);
        let Some(found) = name.and_then(|name| file.get(file.dict(resources?, b"XObject")?, name)) else { return };
        let Some(dict) = dictionary(found) else { return };
        match file.name(dict, b"Subtype") {
            Some(b"Image") => self.shown.pictures = true,
            Some(b"Form") => self.form(found, dict, resources, state.clone(), depth),
            _ => {}
        }
    }

    fn form(
        &mut self,
        found: &'a Object,
        dict: &'a Dictionary,
        resources: Option<&'a Dictionary>,
        mut state: State,
        depth: usize,
    ) {
        if depth >= PDF_FORMS_DEPTH_MAX || self.shown.cut {
            self.shown.cut = true;
            return;
        }
        let Some(content) = self.file.stream(found) else { return };
        let own = self.file.numbers(dict, b"Matrix");
        state.place = Matrix::of_numbers(&own).then(&state.place);
        self.content(&content, self.file.dict(dict, b"Resources").or(resources), state, depth + 1);
    }

    fn mark(&mut self, operands: &[Token], resources: Option<&'a Dictionary>) -> Mark {
        let file = self.file;
        let text = match operands.get(1) {
            Some(Token::Dict(entries)) => {
                entries.iter().find(|(key, _)| key == b"ActualText").and_then(|(_, text)| text.text())
            }
            Some(Token::Name(name)) => resources
                .and_then(|resources| file.dict(file.dict(resources, b"Properties")?, name))
                .and_then(|found| file.get(found, b"ActualText")?.as_str().ok()),
            _ => None,
        };
        let text = text.filter(|text| text.len() <= MEANT_BYTES_MAX);
        text.map_or(Mark::Plain, |text| Mark::Means(self.shown.glyphs.len(), text_of(text).into()))
    }

    fn unmark(&mut self, mark: Option<Mark>) {
        let Some(Mark::Means(from, text)) = mark else { return };
        let glyphs = &mut self.shown.glyphs;
        if from >= glyphs.len() {
            return;
        }
        // Its glyphs become one, which stands for the text. A text over several lines keeps its glyphs.
        let (first, last) = (&glyphs[from], &glyphs[glyphs.len() - 1]);
        let size = first.size.max(0.1);
        if (first.from.1 - last.from.1).abs() > size || text.chars().count() > 4 * (glyphs.len() - from) + 8 {
            return;
        }
        let to = last.to;
        glyphs.truncate(from + 1);
        if let Some(glyph) = glyphs.last_mut() {
            glyph.to = to;
            glyph.text = Some(text);
        }
    }

    /// An annotation's normal appearance at its place (ISO 32000-2, 12.5.5).
    fn annotation(&mut self, dict: &'a Dictionary, turn: Matrix) {
        let file = self.file;
        let flags = file.number(dict, b"F").unwrap_or(0.0) as i64;
        // Hidden, or never shown.
        if flags & (2 | 32) != 0 || file.name(dict, b"Subtype") == Some(b"Popup") {
            return;
        }
        let Some(look) = file.dict(dict, b"AP").and_then(|looks| file.get(looks, b"N")) else { return };
        let look = match look {
            Object::Dictionary(states) => {
                let Some(found) = file.name(dict, b"AS").and_then(|state| file.get(states, state)) else { return };
                found
            }
            other => other,
        };
        let Some(form) = dictionary(look) else { return };
        let (rect, inner) = (file.numbers(dict, b"Rect"), file.numbers(form, b"BBox"));
        let ([x0, y0, x1, y1], [left, low, right, high]) = (rect.as_slice(), inner.as_slice()) else { return };
        let own = Matrix::of_numbers(&file.numbers(form, b"Matrix"));
        let corners = [(*left, *low), (*left, *high), (*right, *low), (*right, *high)].map(|(x, y)| own.at(x, y));
        let edge = |pick: fn(f32, f32) -> f32, first: bool| {
            corners.iter().map(|corner| if first { corner.0 } else { corner.1 }).reduce(pick).unwrap_or(0.0)
        };
        let (bx, by) = (edge(f32::min, true), edge(f32::min, false));
        let (bw, bh) = (edge(f32::max, true) - bx, edge(f32::max, false) - by);
        let scale = |from: f32, to: f32| if from.abs() > 1e-3 { to / from } else { 1.0 };
        let (sx, sy) = (scale(bw, (x1 - x0).abs()), scale(bh, (y1 - y0).abs()));
        let fit = Matrix([sx, 0.0, 0.0, sy, x0.min(*x1) - bx * sx, y0.min(*y1) - by * sy]);
        self.form(look, form, None, State::new(fit.then(&turn)), 0);
    }
}

impl Pen {
    fn step(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(&self.line);
        self.now = self.line;
    }

    fn advance(&mut self, state: &State, by: f32) {
        self.now = Matrix::moved(by * state.stretch, 0.0).then(&self.now);
    }
}

/// A text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, whose letters are those of Latin-1.
pub(super) fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
