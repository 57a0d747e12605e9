//! Whether two pictures of a page are alike: so coarsely that letters drawn a little otherwise by another browser are no change,
//! and so finely that a paragraph that moved, or another colour, is one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Cursor;

/// Width and height of the blocks that are compared, in pixels.
const BLOCK: usize = 16;
/// How much the mean of a block may differ in red, in green and in blue, of 255.
const DIFFERENCE_MAX: f64 = 10.0;
/// How far what stands in a block may have moved, in pixels: by one, lines fall otherwise where heights are rounded.
const MOVED_MAX: isize = 1;
/// By how much a page may be longer or shorter, in pixels: heights are rounded along it.
const LONGER_MAX: usize = 2;
/// How many colours a picture keeps. Pages have few, and the many greys at the edges of letters are not missed.
const COLOURS_MAX: usize = 64;
/// Colours that differ by no more in any part are not kept both.
const COLOURS_APART: u8 = 4;

type Colour = [u8; 3];

/// A rectangle of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Place {
    fn meets(&self, other: &Place) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }
}

/// A picture, line by line from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

impl Picture {
    /// The picture that a PNG file holds.
    pub(super) fn of_png(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().unwrap();
        let mut raw = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut raw).unwrap();
        let samples = frame.color_type.samples();
        assert!(samples >= 3, "pages are pictures in colour");
        let pixels =
            raw[..frame.buffer_size()].chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: frame.width as usize, height: frame.height as usize, pixels }
    }

    /// The picture as a small PNG file: of the colours that it has most of, each other one as the nearest of these.
    pub(super) fn small_png(&self) -> Vec<u8> {
        let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let palette = palette(&counts);
        let nearest = |colour: &Colour| (0..palette.len()).min_by_key(|at| distance(palette[*at], *colour)).unwrap();
        let nearest: BTreeMap<Colour, u8> = counts.keys().map(|colour| (*colour, nearest(colour) as u8)).collect();
        let indexes: Vec<u8> = self.pixels.iter().map(|pixel| nearest[pixel]).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette.concat());
        encoder.set_compression(png::Compression::High);
        // Neighbours in a palette mean nothing, so there is nothing to foretell from them.
        encoder.set_filter(png::Filter::NoFilter);
        encoder.write_header().unwrap().write_image_data(&indexes).unwrap();
        bytes
    }

    /// The picture at half its width and height.
    pub(super) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let four = |x: usize, y: usize| Place { left: 2 * x, top: 2 * y, width: 2, height: 2 };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| four(x, y)));
        let pixels = places.map(|place| self.mean(&place, (0, 0)).map(|mean| mean.round() as u8)).collect();
        Self { width, height, pixels }
    }

    /// What is another picture by now, in words; `None` where both are alike. What lies in blocks that meet a place in `aside`
    /// may be anything.
    pub(super) fn unlike(&self, now: &Self, aside: &[Place]) -> Option<String> {
        let sizes = [self, now].map(|one| format!("{} by {} pixels", one.width, one.height));
        if self.width != now.width || self.height.abs_diff(now.height) > LONGER_MAX {
            return Some(format!("it has {}, and had {}", sizes[1], sizes[0]));
        }
        let blocks =
            self.blocks(self.height.min(now.height)).filter(|block| !aside.iter().any(|place| place.meets(block)));
        let differ: Vec<Place> = blocks.filter(|block| self.differs(now, block)).collect();
        let first = differ.first()?;
        let count = differ.len();
        let Place { left, top, .. } = first;
        Some(format!(
            "{count} of its blocks of {BLOCK} pixels are others, the topmost {left} from the left and {top} down"
        ))
    }

    /// The blocks down to a height; those at the edges are smaller.
    fn blocks(&self, height: usize) -> impl Iterator<Item = Place> {
        let width = self.width;
        let size = |from: usize, whole: usize| BLOCK.min(whole - from);
        let block = move |left, top| Place { left, top, width: size(left, width), height: size(top, height) };
        let lefts = move |top| (0..width).step_by(BLOCK).map(move |left| block(left, top));
        (0..height).step_by(BLOCK).flat_map(lefts)
    }

    fn differs(&self, now: &Self, block: &Place) -> bool {
        let was = self.mean(block, (0, 0));
        let near = |mean: [f64; 3]| was.iter().zip(mean).all(|(was, is)| (was - is).abs() <= DIFFERENCE_MAX);
        let moved = || (-MOVED_MAX..=MOVED_MAX).flat_map(|x| (-MOVED_MAX..=MOVED_MAX).map(move |y| (x, y)));
        !near(now.mean(block, (0, 0))) && !moved().any(|by| near(now.mean(block, by)))
    }

    /// The mean colour of a place that was moved by so much, as far as it lies in the picture.
    fn mean(&self, place: &Place, moved: (isize, isize)) -> [f64; 3] {
        let range = |from: usize, length: usize, moved: isize, whole: usize| {
            let at = |edge: usize| edge.saturating_add_signed(moved).min(whole);
            at(from)..at(from + length)
        };
        let across = range(place.left, place.width, moved.0, self.width);
        let mut sums = [0_u64; 3];
        let mut count = 0_u64;
        for line in range(place.top, place.height, moved.1, self.height) {
            for pixel in &self.pixels[line * self.width..][across.clone()] {
                count += 1;
                sums.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u64::from(*part));
            }
        }
        sums.map(|sum| sum as f64 / count.max(1) as f64)
    }
}

/// The colours that a picture has most of, none of them close to another.
fn palette(counts: &BTreeMap<Colour, usize>) -> Vec<Colour> {
    let mut by_count: Vec<(&Colour, &usize)> = counts.iter().collect();
    by_count.sort_by_key(|(_, count)| Reverse(**count));
    let mut palette: Vec<Colour> = Vec::new();
    for (colour, _) in by_count {
        let apart = |one: &Colour| one.iter().zip(colour).any(|(one, other)| one.abs_diff(*other) > COLOURS_APART);
        if palette.len() < COLOURS_MAX && palette.iter().all(apart) {
            palette.push(*colour);
        }
    }
    palette
}

fn distance(one: Colour, other: Colour) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::{Colour, Picture, Place};

    const GROUND: Colour = [242, 240, 234];
    const INK: Colour = [29, 31, 35];
    const BLUE: Colour = [31, 74, 138];
    /// Another colour, as light as the blue.
    const GREEN: Colour = [31, 90, 60];

    impl Picture {
        fn blank(width: usize, height: usize) -> Self {
            Self { width, height, pixels: vec![GROUND; width * height] }
        }

        fn fill(&mut self, place: Place, colour: Colour) {
            for line in place.top..place.top + place.height {
                self.pixels[line * self.width + place.left..][..place.width].fill(colour);
            }
        }

        /// Three lines of letters: upright strokes, ten pixels high, a line every 23.
        fn write(&mut self, top: usize, colour: Colour) {
            for stroke in 0..60 {
                for line in 0..3 {
                    self.fill(Place { left: 20 + stroke * 4, top: top + line * 23, width: 1, height: 10 }, colour);
                }
            }
        }
    }

    /// A page with a dark bar, a button and a paragraph that begins so far down.
    fn page(paragraph: usize) -> Picture {
        let mut page = Picture::blank(320, 200);
        page.fill(Place { left: 0, top: 0, width: 320, height: 30 }, INK);
        page.fill(BUTTON, BLUE);
        page.write(paragraph, INK);
        page
    }

    const BUTTON: Place = Place { left: 20, top: 160, width: 60, height: 24 };

    #[test]
    fn the_same_page_is_alike() {
        assert_eq!(page(50).unlike(&page(50), &[]), None);
    }

    #[test]
    fn letters_drawn_a_little_otherwise_are_alike() {
        let mut softer = page(50);
        softer.write(50, [55, 57, 61]);
        assert_eq!(page(50).unlike(&softer, &[]), None);
        assert_eq!(page(50).unlike(&page(51), &[]), None, "lines fall otherwise by a pixel");
    }

    #[test]
    fn a_paragraph_that_moved_is_unlike() {
        for down in [56, 60, 73, 96] {
            assert!(page(50).unlike(&page(down), &[]).is_some(), "to {down}");
        }
    }

    #[test]
    fn another_colour_of_a_block_is_unlike() {
        let mut green = page(50);
        green.fill(BUTTON, GREEN);
        let what = page(50).unlike(&green, &[]).unwrap();
        assert!(what.contains("are others, the topmost 16 from the left and 160 down"), "{what}");
        assert_eq!(page(50).unlike(&green, &[BUTTON]), None, "what is put aside may be anything");
    }

    #[test]
    fn a_longer_page_is_unlike() {
        assert_eq!(Picture::blank(320, 200).unlike(&Picture::blank(320, 202), &[]), None, "heights are rounded");
        let what = Picture::blank(320, 200).unlike(&Picture::blank(320, 203), &[]).unwrap();
        assert_eq!(what, "it has 320 by 203 pixels, and had 320 by 200 pixels");
    }

    #[test]
    fn what_is_kept_small_is_read_again_alike() {
        let mut page = page(50);
        // More colours than are kept, a little of each.
        for step in 0..200 {
            page.fill(Place { left: 100 + step, top: 165, width: 1, height: 8 }, [step as u8, 120, 255 - step as u8]);
        }
        let bytes = page.small_png();
        assert!(bytes.len() < 4_000, "{} bytes", bytes.len());
        let again = Picture::of_png(&bytes);
        assert_eq!(page.unlike(&again, &[]), None);
        assert_eq!(Picture::of_png(&again.small_png()), again, "it is what it is from then on");
        assert_eq!(page.halved().unlike(&again.halved(), &[]), None);
    }
}
