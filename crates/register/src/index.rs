//! The index of words of bodies and cards: derived from the register and the journal's texts, thrown away when in doubt.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use procedure::ids::BodyId;
use procedure::paper::Paper;
use roaring::RoaringBitmap;
use rusqlite::{Connection, params};
use tantivy::error::DataCorruption;
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::{DocId, IndexReader, IndexWriter, ReloadPolicy, SegmentReader, TantivyError, Term};

use crate::reads::Reads;
use crate::search::gathered::Store;
use crate::sets::Kept;
use crate::{Place, RegisterError, write};
use fields::{CardWords, Fields, ORDINAL, Sounds};
use tail::Tail;

pub(crate) mod fields;
mod tail;

pub use tail::TAIL_PAPERS_MAX;

/// The index's folder in an office's folder.
pub const INDEX_FOLDER: &str = "index";
/// The form of the index that this program writes; another is thrown away.
const INDEX_FORM: u32 = 3;
/// Memory in which the index gathers papers before it writes a segment, in bytes.
const HEAP_BYTES: usize = 48 << 20;
/// The file in which Tantivy says what an index consists of; without it there is none.
/// So many steps of SQLite are taken before it is looked whether anybody still waits for what they lead to: some milliseconds.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;
const META: &str = "meta.json";

/// Why the index cannot be used. It loses nothing: it can be rebuilt.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index's own files.
    #[error("the index cannot be used: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// Its folder.
    #[error("{path:?} cannot be used: {why}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        why: String,
    },
    /// The register's rows.
    #[error(transparent)]
    Register(#[from] RegisterError),
}

/// How far [`Index::catch_up`] came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaughtUp {
    /// Papers indexed by this call.
    pub papers: usize,
    /// Whether more wait.
    pub behind: bool,
}

/// What the commit of the index carries.
#[derive(serde::Serialize, serde::Deserialize)]
struct Payload {
    form: u32,
    /// The last place at which it had everything.
    place: Option<Place>,
    /// The entry up to which it was brought since, on the way to the next place.
    upto: u64,
    /// A sum over these: the file that they stand in has none of its own.
    sum: u64,
}

impl Payload {
    fn new(place: Option<Place>, upto: u64) -> Self {
        Self { form: INDEX_FORM, place, upto, sum: Self::sum(place, upto) }
    }

    fn is_whole(&self) -> bool {
        self.form == INDEX_FORM && self.sum == Self::sum(self.place, self.upto)
    }

    /// FNV-1a.
    fn sum(place: Option<Place>, upto: u64) -> u64 {
        let (entry, commitment) = place.map_or((u64::MAX, [0; 32]), |place| (place.entry, place.commitment));
        let bytes = entry.to_be_bytes().into_iter().chain(commitment).chain(upto.to_be_bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// The index of words: the side that writes. One process has it open.
pub struct Index {
    writer: IndexWriter,
    fields: Fields,
    sounds: Sounds,
    upto: Option<u64>,
    searcher: Searcher,
}

/// The side of the index that is asked; as many as are wanted, on any thread. Each sees every commit.
#[derive(Clone)]
pub struct Searcher {
    reader: IndexReader,
    fields: Fields,
    come: Arc<RwLock<Come>>,
    tail: Arc<Mutex<Option<Tail>>>,
    kept: Kept,
    places: Arc<Mutex<HashMap<SegmentId, Arc<Places>>>>,
    gathered: Arc<Store>,
}

/// Which papers stand where in one segment. A segment never changes, but that papers are struck out of it.
#[derive(Debug)]
pub(crate) struct Places {
    /// The ordinal of each paper of the segment.
    ordinals: Vec<u32>,
    /// The papers of the segment, by their ordinals.
    by_ordinal: Vec<DocId>,
}

impl Places {
    fn of(segment: &SegmentReader) -> Result<Self, TantivyError> {
        let column = segment.fast_fields().u64(ORDINAL)?;
        let ordinal = |doc| column.first(doc).and_then(|ordinal| u32::try_from(ordinal).ok()).unwrap_or(u32::MAX);
        let ordinals: Vec<u32> = (0..segment.max_doc()).map(ordinal).collect();
        let mut by_ordinal: Vec<DocId> = (0..segment.max_doc()).collect();
        if !ordinals.is_sorted() {
            by_ordinal.sort_by_key(|doc| ordinals[*doc as usize]);
        }
        Ok(Self { ordinals, by_ordinal })
    }

    /// The ordinal of a paper of the segment.
    pub(crate) fn ordinal(&self, doc: DocId) -> u32 {
        self.ordinals[doc as usize]
    }

    /// The papers of the segment that bear an ordinal: one that stands, and others that were struck out.
    pub(crate) fn docs(&self, ordinal: u32) -> impl Iterator<Item = DocId> + '_ {
        let of = |doc: &DocId| self.ordinals[*doc as usize];
        let from = self.by_ordinal.partition_point(|doc| of(doc) < ordinal);
        self.by_ordinal[from..].iter().copied().take_while(move |doc| of(doc) == ordinal)
    }
}

/// A segment as it is asked: its reader, and which papers stand in it.
#[derive(Clone)]
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) places: Arc<Places>,
    /// Papers that are not asked for here: what it has of them is old.
    except: Arc<RoaringBitmap>,
}

impl Segment {
    /// The paper of an ordinal that stands in this segment.
    pub(crate) fn doc(&self, ordinal: u32) -> Option<DocId> {
        self.places.docs(ordinal).find(|doc| self.stands(*doc))
    }

    /// Whether a paper was not struck out, and is asked for here.
    pub(crate) fn stands(&self, doc: DocId) -> bool {
        let struck_out = self.reader.alive_bitset().is_some_and(|standing| !standing.is_alive(doc));
        !struck_out && (self.except.is_empty() || !self.except.contains(self.places.ordinal(doc)))
    }
}

/// How far the index has come: with everything up to a place, and on the way to the next up to an entry.
#[derive(Debug, Clone, Copy, Default)]
struct Come {
    place: Option<Place>,
    upto: Option<u64>,
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("place", &self.place()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("place", &self.place()).finish_non_exhaustive()
    }
}

/// Opens an index without changing it, for what is then asked of it; `None` where there is none, or it is torn.
fn opened<T>(
    folder: &Path,
    ask: impl FnOnce(tantivy::Index) -> Result<T, tantivy::TantivyError>,
) -> Result<Option<T>, IndexError> {
    let path = folder.join(INDEX_FOLDER);
    if !path.join(META).try_exists().map_err(|error| wrong(&path, &error))? {
        return Ok(None);
    }
    let directory = tantivy::directory::MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
    match tantivy::Index::open(directory).and_then(ask) {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if is_torn(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// How far an index came: the place at which it had everything, and the entry up to which it was brought since.
fn come_to(index: &tantivy::Index) -> Result<(Option<Place>, Option<u64>), tantivy::TantivyError> {
    let payload = index.load_metas()?.payload;
    match payload.map(|payload| serde_json::from_str::<Payload>(&payload)) {
        Some(Ok(payload)) if payload.is_whole() => Ok((payload.place, Some(payload.upto))),
        Some(_) => Err(tantivy::TantivyError::SchemaError("another form".to_owned())),
        None => Ok((None, None)),
    }
}

/// Whether an error says that the index itself is damaged or of another form, and not that the disk, a lock or the
/// operating system said no: only the first is a reason to throw it away.
fn is_torn(error: &tantivy::TantivyError) -> bool {
    use tantivy::TantivyError::{DataCorruption, DeserializeError, IncompatibleIndex, OpenReadError, SchemaError};
    use tantivy::directory::error::OpenReadError::{FileDoesNotExist, IncompatibleIndex as OtherVersion, IoError};
    // What Tantivy itself says of a file has no number of the operating system.
    let torn = |error: &std::io::Error| error.raw_os_error().is_none();
    match error {
        DataCorruption(_) | DeserializeError(_) | IncompatibleIndex(_) | SchemaError(_) => true,
        OpenReadError(FileDoesNotExist(_) | OtherVersion(_)) => true,
        OpenReadError(IoError { io_error, .. }) => torn(io_error),
        tantivy::TantivyError::IoError(error) => torn(error),
        _ => false,
    }
}

/// Refuses an index of which a file is not as it was written: it would answer otherwise, or not at all.
fn whole(index: &tantivy::Index) -> Result<(), TantivyError> {
    let torn = || TantivyError::DataCorruption(DataCorruption::comment_only("a file is not as it was written"));
    if !index.validate_checksum()?.is_empty() {
        return Err(torn());
    }
    let known = index.directory().list_managed_files();
    for segment in index.searchable_segments()? {
        // A file that is not on the list of files was not looked at.
        let listed = known.contains(&segment.relative_path(SegmentComponent::Postings));
        let reader = SegmentReader::open(&segment)?;
        if !listed || reader.fast_fields().u64(ORDINAL)?.num_docs() != reader.max_doc() {
            return Err(torn());
        }
    }
    Ok(())
}

fn wrong(path: &Path, error: &std::io::Error) -> IndexError {
    IndexError::Folder { path: path.to_owned(), why: error.to_string() }
}

impl Index {
    /// Opens the index in an office's folder. A missing or torn one, or one of another form, is made anew, with
    /// [`Index::place`] `None`. Whether one that is whole fits the journal is asked before, by [`Index::place_in`].
    ///
    /// # Errors
    /// When the folder cannot be used, or another process has the index open.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(INDEX_FOLDER);
        match Self::open_as_left(&path) {
            Err(IndexError::Index(error)) if is_torn(&error) => {
                Self::discard(folder)?;
                Self::open_as_left(&path)
            }
            opened => opened,
        }
    }

    /// The place at which the index in a folder had every paper last, read without opening or changing it; `None` where
    /// there is none, or it is torn or of another form.
    ///
    /// # Errors
    /// When its folder cannot be read: that says nothing about the index.
    pub fn place_in(folder: &Path) -> Result<Option<Place>, IndexError> {
        // A torn segment does not hide how far it came.
        Ok(opened(folder, |index| come_to(&index))?.and_then(|(place, _)| place))
    }

    fn open_as_left(path: &Path) -> Result<Self, IndexError> {
        std::fs::create_dir_all(path).map_err(|error| wrong(path, &error))?;
        let (schema, fields) = Fields::schema();
        let directory = tantivy::directory::MmapDirectory::open(path).map_err(tantivy::TantivyError::from)?;
        let index = tantivy::Index::open_or_create(directory, schema)?;
        let (place, upto) = come_to(&index)?;
        whole(&index)?;
        let writer = index.writer_with_num_threads(1, HEAP_BYTES)?;
        let searcher = Searcher::on(&index, fields.clone(), Come { place, upto })?;
        Ok(Self { writer, fields, sounds: Sounds::default(), upto, searcher })
    }

    /// Throws the index of a folder away; nothing may have it open. What is not there is no error.
    ///
    /// # Errors
    /// When the folder does not allow it.
    pub fn discard(folder: &Path) -> Result<(), IndexError> {
        let path = folder.join(INDEX_FOLDER);
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(wrong(&path, &error)),
            _ => Ok(()),
        }
    }

    /// The last place at which it had every paper; `None` until it caught up once.
    pub fn place(&self) -> Option<Place> {
        self.searcher.place()
    }

    /// The entry up to which it was brought, also where it did not catch up yet.
    pub fn upto(&self) -> Option<u64> {
        self.upto
    }

    /// Whether a register at this place has entries that the index lacks.
    pub fn behind(&self, register: Option<Place>) -> bool {
        self.place() != register
    }

    /// The side that is asked.
    pub fn searcher(&self) -> Searcher {
        self.searcher.clone()
    }

    /// Puts a paper's text in, in place of what it had, and no card. It is found after [`Index::commit`].
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, ordinal: u64, text: &str) -> Result<(), IndexError> {
        self.put(ordinal, &CardWords::default(), text)
    }

    fn put(&mut self, ordinal: u64, card: &CardWords, text: &str) -> Result<(), IndexError> {
        self.writer.delete_term(Term::from_field_u64(self.fields.ordinal, ordinal));
        self.writer.add_document(fields::indexed(&self.fields, ordinal, card, text, &mut self.sounds))?;
        Ok(())
    }

    /// Makes everything put in durable and findable, together with the place up to which it goes.
    ///
    /// # Errors
    /// When the index cannot be written; it then is as it was at the last commit.
    pub fn commit(&mut self, place: Place) -> Result<(), IndexError> {
        self.commit_upto(Some(place), place.entry)
    }

    fn commit_upto(&mut self, place: Option<Place>, upto: u64) -> Result<(), IndexError> {
        let payload = serde_json::to_string(&Payload::new(place, upto)).map_err(RegisterError::from)?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.searcher.reader.reload()?;
        *self.searcher.come.write().unwrap_or_else(PoisonError::into_inner) = Come { place, upto: Some(upto) };
        self.upto = Some(upto);
        Ok(())
    }

    /// Brings the index up to the register: puts in the texts and cards of the papers of which one changed since its place,
    /// at most `papers_max` of them, and commits. `text` yields a text's words by its commitment; one that was destroyed or
    /// is no text yields `None`.
    ///
    /// An index ahead of the register, or with another commitment at its place, is of another journal: the caller has
    /// asked [`Index::place_in`] before.
    ///
    /// # Errors
    /// When the rows cannot be read or the index cannot be written.
    pub fn catch_up(
        &mut self,
        reads: &Reads,
        text: &dyn Fn(&BodyId) -> Option<String>,
        papers_max: usize,
    ) -> Result<CaughtUp, IndexError> {
        let (place, mut waiting) = waiting(reads, self.upto, papers_max + 1)?;
        let Some(place) = place.filter(|place| Some(*place) != self.place()) else {
            return Ok(CaughtUp { papers: 0, behind: false });
        };
        let behind = waiting.len() > papers_max;
        let mut upto = place.entry;
        if let Some(cut) = waiting.last().filter(|_| behind).map(|last| last.entry) {
            // The last entry may be cut in two, so it waits for the next call.
            waiting.retain(|paper| paper.entry < cut);
            if waiting.is_empty() {
                return self.catch_up(reads, text, papers_max.saturating_mul(2).max(1));
            }
            upto = cut - 1;
        }
        for Waits { ordinal, texts, card, .. } in &waiting {
            let words: Vec<String> = texts.iter().filter_map(text).collect();
            self.put(ordinal.cast_unsigned(), card, &words.join("\n"))?;
        }
        self.commit_upto(if behind { self.place() } else { Some(place) }, upto)?;
        Ok(CaughtUp { papers: waiting.len(), behind })
    }
}

impl Searcher {
    /// Opens the index in a folder to be asked only, and leaves it as it is; `None` where there is none, or it is torn or of
    /// another form.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn open(folder: &Path) -> Result<Option<Self>, IndexError> {
        opened(folder, |index| {
            let (schema, fields) = Fields::schema();
            if index.schema() != schema {
                return Err(tantivy::TantivyError::SchemaError("another schema".to_owned()));
            }
            let (place, upto) = come_to(&index)?;
            whole(&index)?;
            Self::on(&index, fields, Come { place, upto })
        })
    }

    fn on(index: &tantivy::Index, fields: Fields, come: Come) -> Result<Self, TantivyError> {
        Fields::register(index.tokenizers());
        // A torn segment shows itself here: the reader opens every one.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let come = Arc::new(RwLock::new(come));
        Ok(Self {
            reader,
            fields,
            come,
            tail: Arc::default(),
            kept: Kept::default(),
            places: Arc::default(),
            gathered: Arc::default(),
        })
    }

    /// The last place at which the index had every paper; `None` until it caught up once.
    pub fn place(&self) -> Option<Place> {
        self.come().place
    }

    fn come(&self) -> Come {
        *self.come.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes what searches are answered from before anybody searches, which takes a while in a large office. It gives up
    /// where `gone` says that nobody waits any more.
    ///
    /// # Errors
    /// When register or index cannot be read.
    pub fn warm(&self, reads: &mut Reads, gone: impl Fn() -> bool + Send + 'static) -> Result<(), IndexError> {
        let db = reads.db_mut();
        let interrupted = Arc::new(AtomicBool::new(false));
        let tells = Arc::clone(&interrupted);
        let looks = move || {
            let gone = gone();
            tells.fetch_or(gone, Ordering::Relaxed);
            gone
        };
        db.progress_handler(STEPS_BETWEEN_LOOKS, Some(looks)).map_err(RegisterError::from)?;
        let warmed = self.kept.warm(db);
        db.progress_handler(0, None::<fn() -> bool>).map_err(RegisterError::from)?;
        match warmed {
            Err(_) if interrupted.load(Ordering::Relaxed) => return Ok(()),
            other => other?,
        }
        self.segments()?;
        Ok(())
    }

    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    pub(crate) fn gathered(&self) -> &Store {
        &self.gathered
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The segments of the last commit.
    pub(crate) fn segments(&self) -> Result<Vec<Segment>, IndexError> {
        let searcher = self.reader.searcher();
        let mut known = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let used: Vec<SegmentId> = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        let before = known.len();
        known.retain(|id, _| used.contains(id));
        if known.len() < before {
            self.gathered.retain(&used);
        }
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let places = match known.get(&reader.segment_id()) {
                Some(places) => Arc::clone(places),
                None => {
                    let places = Arc::new(Places::of(reader)?);
                    known.insert(reader.segment_id(), Arc::clone(&places));
                    places
                }
            };
            segments.push(Segment { reader: reader.clone(), places, except: Arc::default() });
        }
        Ok(segments)
    }

    /// Segments that go up to an entry, and beside them the papers that they lack of the register.
    pub(crate) fn with_tail(
        &self,
        mut segments: Vec<Segment>,
        after: Option<u64>,
        db: &Connection,
    ) -> Result<Vec<Segment>, IndexError> {
        let Some(upto) = write::load_place(db)?.map(|place| place.entry) else { return Ok(segments) };
        if after == Some(upto) {
            return Ok(segments);
        }
        let mut kept = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
        let tail = match kept.take().filter(|tail| tail.is(after, upto)) {
            Some(tail) => tail,
            None => Tail::of(db, after, upto)?,
        };
        tail.beside(&mut segments);
        *kept = Some(tail);
        Ok(segments)
    }

    /// The entry up to which the segments go that are asked for after this.
    pub(crate) fn upto(&self) -> Option<u64> {
        self.come().upto
    }
}

/// A paper of which text or card changed.
struct Waits {
    ordinal: i64,
    entry: u64,
    texts: Vec<BodyId>,
    card: CardWords,
}

/// The register's place and the papers of which text or card changed after a place, in the order of entries: one view of both.
fn waiting(reads: &Reads, after: Option<u64>, limit: usize) -> Result<(Option<Place>, Vec<Waits>), RegisterError> {
    let db = reads.db().unchecked_transaction()?;
    let place = write::load_place(&db)?;
    let mut statement = db.prepare_cached(
        "SELECT b.ordinal, b.entry, b.texts, s.json FROM body b CROSS JOIN state s ON s.ordinal = b.ordinal
         WHERE b.entry > ?1 ORDER BY b.entry, b.ordinal LIMIT ?2",
    )?;
    let after = after.map_or(-1, u64::cast_signed);
    let mut rows = statement.query(params![after, limit as i64])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        let texts: Vec<BodyId> = serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default())?;
        let paper: Paper = serde_json::from_str(row.get_ref(3)?.as_str().unwrap_or_default())?;
        let (ordinal, entry) = (row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned());
        waiting.push(Waits { ordinal, entry, texts, card: CardWords::of(&paper) });
    }
    Ok((place, waiting))
}
