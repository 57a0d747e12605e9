//! The objects of a PDF file: opening, page tree, streams, all within limits.

use std::cell::Cell;
use std::collections::HashSet;

use lopdf::{DecompressError, Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

/// A stream decodes to no more than this.
pub const PDF_STREAM_BYTES_MAX: usize = 32 * 1024 * 1024;
/// All streams of a file that are decoded together decode to no more than this, at each step from packed to plain; one
/// that turns out to be too large or damaged counts for what may have been decoded.
pub const PDF_DECODED_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Packed bytes become no more than so many times as many: the most that the deflate form allows.
const PACKED_RATIO_MAX: usize = 1_032;
/// Pages after this many are left unread.
pub const PDF_PAGES_MAX: usize = 10_000;
/// The page tree is no deeper than this.
const TREE_DEPTH_MAX: usize = 64;
/// Nodes of the page tree after this many are left aside.
const TREE_NODES_MAX: usize = 50_000;
/// A reference leads to another no more often than this.
const REFERENCES_MAX: usize = 32;

/// Why a file stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    Password,
    Broken,
}

/// A page with what it has from the nodes above it.
pub(super) struct Leaf<'a> {
    pub(super) dict: &'a Dictionary,
    pub(super) resources: Option<&'a Dictionary>,
    /// Degrees clockwise.
    pub(super) rotate: i64,
}

/// An opened file.
pub(super) struct File {
    document: Document,
    left: Cell<usize>,
    cut: Cell<bool>,
    /// Its cross-reference table was broken and was made anew.
    pub(super) mended: bool,
}

impl File {
    /// Opens a file. One that is encrypted with an empty user password opens as in every reader.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Closed> {
        // Object streams are decoded all at once on opening, so they share what may be decoded in all.
        let streams = count_of(bytes, b"ObjStm") + count_of(bytes, b"XRef");
        let each = (PDF_DECODED_BYTES_MAX / streams.max(1)).min(PDF_STREAM_BYTES_MAX);
        let options = LoadOptions { max_decompressed_size: Some(each), ..LoadOptions::default() };
        let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword => Closed::Password,
            _ => Closed::Broken,
        })?;
        if document.is_encrypted() {
            return Err(Closed::Password);
        }
        let mended = document.xref_recovery.is_some();
        Ok(Self { document, left: Cell::new(PDF_DECODED_BYTES_MAX), cut: Cell::new(false), mended })
    }

    /// Whether a stream was left out because it was larger than a limit.
    pub(super) fn is_cut(&self) -> bool {
        self.cut.get()
    }

    /// What an object is once references are followed.
    pub(super) fn resolve<'a>(&'a self, mut object: &'a Object) -> &'a Object {
        for _ in 0..REFERENCES_MAX {
            let Object::Reference(id) = object else { return object };
            object = self.document.objects.get(id).unwrap_or(&Object::Null);
        }
        &Object::Null
    }

    /// An entry of a dictionary, none where it is missing or null.
    pub(super) fn get<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let object = self.resolve(dict.get(key).ok()?);
        (!object.is_null()).then_some(object)
    }

    pub(super) fn dict<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        dictionary(self.get(dict, key)?)
    }

    pub(super) fn name<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    pub(super) fn number(&self, dict: &Dictionary, key: &[u8]) -> Option<f32> {
        self.get(dict, key)?.as_float().ok().filter(|number| number.is_finite())
    }

    pub(super) fn list<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> &'a [Object] {
        self.get(dict, key).and_then(|list| list.as_array().ok()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn numbers(&self, dict: &Dictionary, key: &[u8]) -> Vec<f32> {
        let number = |object| self.resolve(object).as_float().ok().filter(|number| number.is_finite());
        self.list(dict, key).iter().map(|object| number(object).unwrap_or(0.0)).collect()
    }

    /// The decoded bytes of a stream; none where it is no stream, cannot be decoded or is too large.
    pub(super) fn stream(&self, object: &Object) -> Option<Vec<u8>> {
        let stream = self.resolve(object).as_stream().ok()?;
        let filters = stream.filters().unwrap_or_default();
        if filters.len() > Stream::MAX_FILTERS {
            self.cut.set(true);
            return None;
        }
        if filters.len() < 2 {
            return self.decode(stream);
        }
        // Packed more than once: each step is counted by itself.
        let parameters = stream.dict.get(b"DecodeParms").ok();
        let mut bytes = stream.content.clone();
        for (at, filter) in filters.into_iter().enumerate() {
            let mut dict = Dictionary::new();
            dict.set("Filter", Object::Name(filter.to_vec()));
            let own = match parameters {
                Some(Object::Array(all)) => all.get(at),
                one => one,
            };
            own.into_iter().for_each(|own| dict.set("DecodeParms", own.clone()));
            bytes = self.decode(&Stream::new(dict, bytes))?;
        }
        Some(bytes)
    }

    /// Decodes a stream that is packed once or not at all.
    fn decode(&self, stream: &Stream) -> Option<Vec<u8>> {
        let limit = PDF_STREAM_BYTES_MAX.min(self.left.get());
        let decoded = stream.get_plain_content_with_limit(limit);
        let is_dense = stream.filters().is_ok_and(|filters| filters.contains(&&b"BrotliDecode"[..]));
        let spent = match &decoded {
            Ok(bytes) => bytes.len(),
            Err(lopdf::Error::Unimplemented(_)) => 0,
            Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => limit,
            Err(_) if is_dense => limit,
            Err(_) => stream.content.len().saturating_mul(PACKED_RATIO_MAX).min(limit),
        };
        self.left.set(self.left.get() - spent);
        self.cut.set(self.cut.get() || matches!(decoded, Err(lopdf::Error::Decompress(_))));
        decoded.ok()
    }

    /// The file's catalog.
    pub(super) fn catalog(&self) -> Option<&Dictionary> {
        self.document.catalog().ok()
    }

    /// The pages in order, and whether some were left out.
    pub(super) fn pages(&self) -> (Vec<Leaf<'_>>, bool) {
        let mut walk = Walk { file: self, seen: HashSet::new(), nodes: 0, pages: Vec::new(), cut: false };
        if let Some(root) = self.catalog().and_then(|catalog| catalog.get(b"Pages").ok()) {
            walk.node(root, None, 0, 0);
        }
        if walk.pages.is_empty() {
            // A torn file may have lost its tree; its pages then come by number.
            for object in self.document.objects.values() {
                if let Object::Dictionary(dict) = object
                    && self.name(dict, b"Type") == Some(b"Page")
                {
                    walk.leaf(dict, None, 0);
                }
            }
        }
        (walk.pages, walk.cut)
    }
}

pub(super) fn dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// How often a word stands in the file.
fn count_of(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word).count()
}

struct Walk<'a> {
    file: &'a File,
    seen: HashSet<ObjectId>,
    nodes: usize,
    pages: Vec<Leaf<'a>>,
    cut: bool,
}

impl<'a> Walk<'a> {
    fn node(&mut self, object: &'a Object, resources: Option<&'a Dictionary>, rotate: i64, depth: usize) {
        self.nodes += 1;
        if depth > TREE_DEPTH_MAX || self.nodes > TREE_NODES_MAX {
            self.cut = true;
            return;
        }
        // A node that was met before is a loop or a page shown twice; either way it is read once.
        if let Object::Reference(id) = object
            && !self.seen.insert(*id)
        {
            return;
        }
        let Object::Dictionary(dict) = self.file.resolve(object) else { return };
        let resources = self.file.dict(dict, b"Resources").or(resources);
        let rotate = self.file.number(dict, b"Rotate").map_or(rotate, |degrees| degrees as i64);
        if dict.has(b"Kids") {
            for kid in self.file.list(dict, b"Kids") {
                if self.cut {
                    return;
                }
                self.node(kid, resources, rotate, depth + 1);
            }
        } else {
            self.leaf(dict, resources, rotate);
        }
    }

    fn leaf(&mut self, dict: &'a Dictionary, resources: Option<&'a Dictionary>, rotate: i64) {
        if self.pages.len() == PDF_PAGES_MAX {
            self.cut = true;
            return;
        }
        let resources = self.file.dict(dict, b"Resources").or(resources);
        self.pages.push(Leaf { dict, resources, rotate });
    }
}
