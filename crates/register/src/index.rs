//! The index of words of the body: derived from the register and the journal's texts, thrown away when in doubt.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use procedure::ids::BodyId;
use procedure::matching::composed;
use rusqlite::params;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer};
use tantivy::{IndexReader, IndexWriter, Order, ReloadPolicy, TantivyDocument, Term};

use crate::reads::Reads;
use crate::{Place, RegisterError, write};

/// The index's folder in an office's folder.
pub const INDEX_FOLDER: &str = "index";
/// The form of the index that this program writes; another is thrown away.
const INDEX_FORM: u32 = 2;
/// Longest word that is indexed, in bytes.
const WORD_BYTES_MAX: usize = 100;
/// Memory in which the index gathers papers before it writes a segment, in bytes.
const HEAP_BYTES: usize = 48 << 20;
const WORDS: &str = "chancery";
const ORDINAL: &str = "ordinal";
/// The file in which Tantivy says what an index consists of; without it there is none.
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
}

/// The index of words of the body: the side that writes. One process has it open.
pub struct Index {
    writer: IndexWriter,
    ordinal: Field,
    body: Field,
    upto: Option<u64>,
    searcher: Searcher,
}

/// The side of the index that is asked; as many as are wanted, on any thread. Each sees every commit.
#[derive(Clone)]
pub struct Searcher {
    reader: IndexReader,
    index: tantivy::Index,
    body: Field,
    place: Arc<RwLock<Option<Place>>>,
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

fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_BYTES_MAX))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// The fields: a paper's ordinal, and the words of its body.
fn schema() -> (Schema, Field, Field) {
    let mut schema = Schema::builder();
    let ordinal = schema.add_u64_field(ORDINAL, FAST | INDEXED);
    let words =
        TextFieldIndexing::default().set_tokenizer(WORDS).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(words));
    (schema.build(), ordinal, body)
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
        Some(Ok(payload)) if payload.form == INDEX_FORM => Ok((payload.place, Some(payload.upto))),
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
        let (schema, ordinal, body) = schema();
        let directory = tantivy::directory::MmapDirectory::open(path).map_err(tantivy::TantivyError::from)?;
        let index = tantivy::Index::open_or_create(directory, schema)?;
        let (place, upto) = come_to(&index)?;
        let writer = index.writer_with_num_threads(1, HEAP_BYTES)?;
        let searcher = Searcher::on(index, body, place)?;
        Ok(Self { writer, ordinal, body, upto, searcher })
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

    /// Puts a paper's text in, in place of what it had. It is found after [`Index::commit`].
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, ordinal: u64, text: &str) -> Result<(), IndexError> {
        self.writer.delete_term(Term::from_field_u64(self.ordinal, ordinal));
        let mut paper = TantivyDocument::default();
        paper.add_u64(self.ordinal, ordinal);
        paper.add_text(self.body, composed(text).as_ref());
        self.writer.add_document(paper)?;
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
        let payload = Payload { form: INDEX_FORM, place, upto };
        let payload = serde_json::to_string(&payload).map_err(RegisterError::from)?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.searcher.reader.reload()?;
        *self.searcher.place.write().unwrap_or_else(PoisonError::into_inner) = place;
        self.upto = Some(upto);
        Ok(())
    }

    /// Brings the index up to the register: puts in the texts of the papers whose versions changed since its place, at
    /// most `papers_max` of them, and commits. `text` yields a text's words by its commitment; one that was destroyed or
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
        if let Some((_, cut, _)) = waiting.last().filter(|_| behind) {
            // The last entry may be cut in two, so it waits for the next call.
            let cut = *cut;
            waiting.retain(|(_, entry, _)| *entry < cut);
            if waiting.is_empty() {
                return self.catch_up(reads, text, papers_max.saturating_mul(2).max(1));
            }
            upto = cut - 1;
        }
        for (ordinal, _, texts) in &waiting {
            let words: Vec<String> = texts.iter().filter_map(text).collect();
            self.add(ordinal.cast_unsigned(), &words.join("\n"))?;
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
            let (schema, _, body) = schema();
            if index.schema() != schema {
                return Err(tantivy::TantivyError::SchemaError("another schema".to_owned()));
            }
            let (place, _) = come_to(&index)?;
            Self::on(index, body, place)
        })
    }

    fn on(index: tantivy::Index, body: Field, place: Option<Place>) -> Result<Self, tantivy::TantivyError> {
        index.tokenizers().register(WORDS, analyzer());
        // A torn segment shows itself here: the reader opens every one.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, index, body, place: Arc::new(RwLock::new(place)) })
    }

    /// The last place at which the index had every paper; `None` until it caught up once.
    pub fn place(&self) -> Option<Place> {
        *self.place.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The ordinals of papers whose text has all the words typed, newest first: `window` of them after the first `from`.
    /// Words in quotes stand together.
    ///
    /// Not by score: a score counts hidden papers and those that were replaced but not merged away yet, and papers of
    /// one score stand in the order in which segments were written. An index made anew would answer otherwise.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn search(&self, typed: &str, from: usize, window: usize) -> Result<Vec<i64>, IndexError> {
        let Some(query) = self.query(typed)? else { return Ok(Vec::new()) };
        let searcher = self.reader.searcher();
        let newest = TopDocs::with_limit(window).and_offset(from).order_by_fast_field::<u64>(ORDINAL, Order::Desc);
        let top = searcher.search(&query, &newest)?;
        Ok(top.into_iter().filter_map(|(ordinal, _)| ordinal.map(u64::cast_signed)).collect())
    }

    fn query(&self, typed: &str) -> Result<Option<BooleanQuery>, IndexError> {
        let mut analyzer = self.index.tokenizer_for_field(self.body)?;
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (at, piece) in composed(typed).split('"').enumerate() {
            let mut terms = Vec::new();
            let mut tokens = analyzer.token_stream(piece);
            while let Some(token) = tokens.next() {
                terms.push(Term::from_field_text(self.body, &token.text));
            }
            let quoted = at % 2 == 1;
            if quoted && terms.len() > 1 {
                parts.push((Occur::Must, Box::new(PhraseQuery::new(terms))));
            } else {
                parts.extend(terms.into_iter().take(crate::find::FIND_WORDS_MAX).map(|term| {
                    let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                    (Occur::Must, query)
                }));
            }
        }
        Ok((!parts.is_empty()).then(|| BooleanQuery::new(parts)))
    }
}

type Waiting = Vec<(i64, u64, Vec<BodyId>)>;

/// The register's place and the papers whose texts changed after a place, in the order of entries: one view of both.
fn waiting(reads: &Reads, after: Option<u64>, limit: usize) -> Result<(Option<Place>, Waiting), RegisterError> {
    let db = reads.db().unchecked_transaction()?;
    let place = write::load_place(&db)?;
    let mut statement =
        db.prepare_cached("SELECT ordinal, entry, texts FROM body WHERE entry > ?1 ORDER BY entry, ordinal LIMIT ?2")?;
    let after = after.map_or(-1, u64::cast_signed);
    let mut rows = statement.query(params![after, limit as i64])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        let texts: String = row.get(2)?;
        waiting.push((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned(), serde_json::from_str(&texts)?));
    }
    Ok((place, waiting))
}
