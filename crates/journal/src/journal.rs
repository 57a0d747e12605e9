//! The journal as its owner holds it: created, opened and settled, its heads published.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use crate::append::{AppendError, Appended, EntryDraft};
use crate::body::Stager;
use crate::commit::{Hash, Header, OfficeId};
use crate::fault::{Doing, Fault};
use crate::folder::{self, FolderLock};
use crate::founding::{Founded, is_house};
use crate::keys::{self, Keys};
use crate::merkle::Frontier;
use crate::note::Checkpoint;
use crate::open::{CreateError, OpenError};
use crate::reader::Reader;
use crate::shared::{Options, Pass, Shared, Shut, Writer};
use crate::signer::NoteSigner;
use crate::store::{self, CHUNK_BITS, Store};
use crate::tree;
use crate::wrong::{ReadError, Wrong};

/// A point in the journal: after so many entries, the last of which has this commitment. It is what an append stands
/// on and what derived data remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// How many entries there are up to here; the number of the next one.
    pub size: u64,
    /// The commitment of entry `size - 1`; zeros where there is none.
    pub commitment: Hash,
}

impl Place {
    /// Before the first entry.
    pub const BEGINNING: Place = Place { size: 0, commitment: [0; 32] };
}

/// The journal's last durable state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// After the last entry.
    pub place: Place,
    /// The root of the tree over all entries.
    pub root: Hash,
    /// The moment of the last entry; of the founding where there is none. The next entry cannot be earlier.
    pub moment_us: i64,
}

/// A head that is kept for ever and may leave the building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedHead {
    /// How many entries it covers.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// The signed checkpoint, as it is printed, mailed or sent to a witness.
    pub checkpoint: String,
}

/// A key that may take the place of the one that signs.
pub struct NextKey(NoteSigner);

impl NextKey {
    /// Its public half.
    pub fn verifier(&self) -> &crate::note::Verifier {
        self.0.verifier()
    }
}

/// What a new journal is told once.
#[derive(Debug, Clone)]
pub struct Founding {
    /// First part of the origin under which heads are signed, such as `chancery.example`: letters, digits, `.`, `-`,
    /// `_`, `/`, at most [`crate::HOUSE_BYTES_MAX`]. The office's id follows it.
    pub house: String,
    /// The moment of the founding, in UTC microseconds. Entry 0 cannot be earlier.
    pub moment_us: i64,
}

/// The writer. There is one for a folder, in one process, for as long as it lives.
pub struct Journal {
    pub(crate) db: Connection,
    pub(crate) shared: Arc<Shared>,
    pub(crate) founded: Founded,
    pub(crate) signer: NoteSigner,
    pub(crate) head: Head,
    pub(crate) frontier: Frontier,
    // Last, so that the folder is given up after the file is closed.
    _lock: FolderLock,
}

impl Journal {
    /// Makes the folder, a key and an empty journal. A creation that was interrupted at any point can be repeated;
    /// a folder that already holds a journal, or the key of one, is refused and left as it is.
    pub fn create(folder: &Path, founding: Founding, options: Options) -> Result<Journal, CreateError> {
        if !is_house(&founding.house) {
            return Err(CreateError::House { house: founding.house });
        }
        folder::make(folder)?;
        let lock = FolderLock::take(folder)?.ok_or_else(|| CreateError::Held { folder: folder.to_owned() })?;
        let store = Store::new(folder, options.vfs.as_deref());
        let db = store.writing(true)?;
        if folder::has_key(folder) || !store::is_blank(&db).doing("looking for a journal")? {
            return Err(CreateError::Exists { folder: folder.to_owned() });
        }
        let shared = Shared::new(store, options);
        let (founded, signer) = found(&founding, &shared);
        folder::write_new_key(folder, &signer)?;
        let frontier = Frontier::new();
        let checkpoint = sign_head(&signer, &frontier);
        let write = || {
            db.execute_batch("BEGIN IMMEDIATE")?;
            store::lay_down(&db)?;
            db.execute("INSERT INTO founding (one, note) VALUES (1, ?1)", [founded.sign(&signer)])?;
            db.execute("INSERT INTO head (one, checkpoint) VALUES (1, ?1)", [checkpoint])?;
            db.execute_batch("COMMIT")
        };
        write().doing("founding the journal")?;
        folder::settle_new_key(folder)?;
        let head = Head { place: Place::BEGINNING, root: frontier.root(), moment_us: founding.moment_us };
        Journal { db, shared, founded, signer, head, frontier, _lock: lock }.ready().map_err(CreateError::Fault)
    }

    /// Opens a journal and settles it: the signed head, the entries and the tree must agree, or it is refused.
    /// Whatever an earlier process was writing is now either in or out for good, and staged bodies that no entry
    /// ever named are swept. Not every old byte is read again; that is [`crate::verify`].
    pub fn open(folder: &Path, options: Options) -> Result<Journal, OpenError> {
        if !folder.is_dir() {
            return Err(OpenError::Absent { folder: folder.to_owned() });
        }
        let lock = FolderLock::take(folder)?.ok_or_else(|| OpenError::Held { folder: folder.to_owned() })?;
        let store = Store::new(folder, options.vfs.as_deref());
        let absent = || match folder::has_key(folder) {
            true => OpenError::Wrong(Wrong::Emptied),
            false => OpenError::Absent { folder: folder.to_owned() },
        };
        if !store.file().exists() {
            return Err(absent());
        }
        let db = store.writing(false).map_err(ReadError::from)?;
        if store::is_blank(&db).doing("reading journal.db").map_err(ReadError::from)? {
            return Err(absent());
        }
        store.check_length(&db)?;
        let version = store::check_schema(&db)?;
        let founded = Founded::read(&db)?;
        let signer = signer(folder, &Keys::read(&db, &founded)?)?;
        let (head, frontier) = settled_head(&db, &founded)?;
        let shared = Shared::new(store, options);
        store::bring_up(&db, version).map_err(ReadError::from)?;
        let mut journal =
            Journal { db, shared, founded, signer, head, frontier, _lock: lock }.ready().map_err(ReadError::from)?;
        journal.settle()?;
        Ok(journal)
    }

    /// The office whose journal this is.
    pub fn office_id(&self) -> OfficeId {
        self.founded.office
    }

    /// What was said at the founding: origin, key, first moment.
    pub fn founded(&self) -> &Founded {
        &self.founded
    }

    /// The last durable state. It moves with every append and not otherwise.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// A reader with a connection of its own, for any thread.
    pub fn reader(&self) -> Result<Reader, ReadError> {
        Reader::on(self.shared.store.clone())
    }

    /// The way in for bodies, for any thread.
    pub fn stager(&self) -> Stager {
        Stager::new(&self.shared)
    }

    /// Makes the present head one of those kept for ever, and only then returns it. Publishing the same head twice
    /// gives the same text, with the signatures of witnesses that came meanwhile. A head that contradicts one published before is
    /// never signed: [`AppendError::Wrong`].
    pub fn publish_head(&mut self) -> Result<PublishedHead, AppendError> {
        if let Some((last, checkpoint)) = last_published(&self.db, &self.founded)? {
            agrees(&self.db, &last, self.head.place.size)?;
            if last.size == self.head.place.size {
                return Ok(PublishedHead { size: last.size, root: last.root, checkpoint });
            }
        }
        let checkpoint = sign_head(&self.signer, &self.frontier);
        let size = self.head.place.size;
        self.transact("publishing the head", |db| {
            db.execute("INSERT INTO heads (size, checkpoint) VALUES (?1, ?2)", (size as i64, &checkpoint))
        })?;
        Ok(PublishedHead { size, root: self.head.root, checkpoint })
    }

    /// A key to take the place of the one that signs, made new. It is in no file before it is used.
    pub fn next_key(&self) -> NextKey {
        NextKey(NoteSigner::new(self.signer.verifier().name(), &self.shared.salt()))
    }

    /// Appends a batch and changes the key with it: from its last entry on heads are signed by the new one, which the old one signed
    /// in. A part of the batch should say so, with the new public key. Both are done or neither: opening brings an interrupted
    /// change to the end at which the journal was left. The old secret key is in the folder no more.
    pub fn append_with_key(
        &mut self,
        on: Place,
        batch: Vec<EntryDraft>,
        NextKey(next): NextKey,
    ) -> Result<Vec<Appended>, AppendError> {
        let mut batch = self.seal_batch(on, batch)?;
        let size = batch.size();
        let note = keys::change(size, &self.signer, &next);
        batch.sign_by(&next);
        let folder = self.shared.store.folder.clone();
        folder::write_new_key(&folder, &next).map_err(AppendError::NotWritten)?;
        let appended = self.append_sealed_with(batch, |db| {
            db.execute("INSERT INTO keys (size, note) VALUES (?1, ?2)", (size as i64, &note)).map(|_| ())
        });
        match &appended {
            Ok(_) => {
                self.signer = next;
                // Where this fails the new key stands there under its other name, and the next opening settles it.
                folder::settle_new_key(&folder).ok();
            }
            // Where nobody knows whether it was written, the next opening settles that too.
            Err(AppendError::Unknown(_)) => {}
            Err(_) => drop(folder::drop_new_key(&folder)),
        }
        appended
    }

    /// Keeps the signature of a witness beside a head that was published: what others are shown of it from here on. The caller has
    /// checked it. One that stands there already is kept once.
    pub fn keep_cosignature(&mut self, size: u64, signature: &str) -> Result<(), AppendError> {
        let line = format!("{}\n", signature.trim_end_matches('\n'));
        self.transact("keeping a signature of a witness", |db| {
            db.execute(
                "UPDATE heads SET checkpoint = checkpoint || ?2 WHERE size = ?1 AND instr(checkpoint, ?2) = 0",
                (size as i64, &line),
            )
        })?;
        Ok(())
    }

    /// The keys that the journal has had.
    pub fn keys(&self) -> Result<Keys, ReadError> {
        Keys::read(&self.db, &self.founded)
    }

    /// Throws away staged bodies that no entry names and nobody holds any more; says how many.
    pub fn sweep(&mut self) -> Result<u64, AppendError> {
        let staged = self
            .db
            .prepare_cached("SELECT body FROM staging WHERE body NOT IN (SELECT body FROM bodies)")
            .and_then(|mut s| s.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>())
            .doing("sweeping staged bodies")
            .map_err(AppendError::NotWritten)?;
        let mut swept = 0;
        for body in staged {
            if self.shared.is_claimed(body) {
                continue;
            }
            // Few chunks at a time, so that nobody waits long for this.
            while self.transact("sweeping staged bodies", |db| sweep_some(db, body))? > 0 {}
            swept += 1;
        }
        Ok(swept)
    }

    /// Has somebody told whenever a staged body is let go, on the thread that lets it go, so that they have it swept. Most
    /// have just been entered, and there is nothing to sweep.
    pub fn when_let_go(&self, told: impl Fn() + Send + Sync + 'static) {
        self.shared.tell(Arc::new(told));
    }

    /// Throws away a few chunks of what was staged, let go and never entered, in one short transaction. Says whether there
    /// is more of it: the caller goes on when nobody waits.
    pub fn sweep_some(&mut self) -> Result<bool, AppendError> {
        while let Some(body) = self.shared.let_go() {
            let staged = self
                .db
                .prepare_cached(
                    "SELECT 1 FROM staging WHERE body = ?1 AND NOT EXISTS (SELECT 1 FROM bodies WHERE body = ?1)",
                )
                .and_then(|mut statement| statement.exists([body]))
                .doing("sweeping staged bodies")
                .map_err(AppendError::NotWritten)?;
            if staged && self.transact("sweeping staged bodies", |db| sweep_some(db, body))? > 0 {
                return Ok(true);
            }
            self.shared.swept(body);
        }
        Ok(false)
    }

    /// Runs one write transaction. An error before COMMIT means that nothing is written; an error of COMMIT means
    /// that nobody knows, and the journal stops.
    pub(crate) fn transact<T>(
        &self,
        doing: &'static str,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, AppendError> {
        let pass = self.shared.gate.enter(Writer::Append).map_err(|shut| match shut {
            Shut::Poisoned => AppendError::Poisoned,
            Shut::Closed => AppendError::NotWritten(Fault::closed(doing)),
        })?;
        let written = self.db.execute_batch("BEGIN IMMEDIATE").and_then(|()| write(&self.db));
        let value = match written {
            Ok(value) => value,
            Err(e) => {
                self.roll_back(&pass);
                return Err(e).doing(doing).map_err(AppendError::NotWritten);
            }
        };
        match self.db.execute_batch("COMMIT").doing(doing) {
            Ok(()) => Ok(value),
            Err(fault) if fault.is_busy() => {
                self.roll_back(&pass);
                Err(AppendError::NotWritten(fault))
            }
            Err(fault) => {
                pass.poison();
                Err(AppendError::Unknown(fault))
            }
        }
    }

    /// Without a COMMIT nothing is written whatever happens here, but a connection that cannot roll back is of no use.
    fn roll_back(&self, pass: &Pass<'_>) {
        if !self.db.is_autocommit() && self.db.execute_batch("ROLLBACK").is_err() {
            pass.poison();
        }
    }

    fn ready(self) -> Result<Journal, Fault> {
        let highest =
            "SELECT max(coalesce((SELECT max(body) FROM bodies), 0), coalesce((SELECT max(body) FROM staging), 0),
                              coalesce((SELECT max(chunk) FROM chunks) >> ?1, 0))";
        let highest: i64 = self.db.query_row(highest, [CHUNK_BITS], |row| row.get(0)).doing("reading journal.db")?;
        self.shared.number_bodies_from(highest + 1);
        // What is destroyed is to be gone from the file.
        self.db.pragma_update(None, "secure_delete", true).doing("preparing journal.db")?;
        #[cfg(feature = "mutants")]
        if self.shared.mutant == Some(crate::Mutant::SynchronousOff) {
            self.db.pragma_update(None, "synchronous", "OFF").doing("preparing journal.db")?;
        }
        Ok(self)
    }

    /// Makes what we see now what every later opening sees, through any power cut.
    ///
    /// What we see may stand in a log that an earlier process could not synchronise; the pages in the cache then
    /// count as clean, and no later synchronisation of the log would write them. So they are first copied into
    /// the file, which is synchronised: all of them, or nothing is settled. Somebody who reads an earlier state keeps the
    /// later ones from being copied, and is waited for, as long as the connection waits for a lock. A commit that we do
    /// *not* see may still lie in the log and wait for a recovery to find it; so the head is then written once more as it
    /// stands, and takes its place in the log.
    fn settle(&mut self) -> Result<(), OpenError> {
        let copied = self.db.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        });
        let (in_the_way, log, copied) = copied.doing("settling the journal").map_err(ReadError::from)?;
        if in_the_way != 0 || log != copied {
            return Err(OpenError::ReadElsewhere);
        }
        let checkpoint = sign_head(&self.signer, &self.frontier);
        let settle = self.transact("settling the journal", |db| replace_head(db, &checkpoint));
        settle.and_then(|()| self.sweep().map(|_| ())).map_err(OpenError::from)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.shared.gate.close();
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Journal({}, {} entries)", self.founded.origin, self.head.place.size)
    }
}

/// Signs the head that a frontier stands for.
pub(crate) fn sign_head(signer: &NoteSigner, frontier: &Frontier) -> String {
    let checkpoint =
        Checkpoint { origin: signer.verifier().name().to_owned(), size: frontier.size(), root: frontier.root() };
    signer.sign(&checkpoint.text())
}

/// Puts a new head in the place of the old one. Deleted and inserted, because SQLite does not write a value that it
/// finds there already.
pub(crate) fn replace_head(db: &Connection, checkpoint: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM head")?.execute([])?;
    db.prepare_cached("INSERT INTO head (one, checkpoint) VALUES (1, ?1)")?.execute([checkpoint])?;
    Ok(())
}

/// Reads the head and checks what can be checked without reading everything: signature, size, the root that entries
/// and tree give, the last entry, the last published head.
pub(crate) fn settled_head(db: &Connection, founded: &Founded) -> Result<(Head, Frontier), ReadError> {
    let signed = stored_head(db, founded)?;
    let size = tree::stored_size(db)?;
    if signed.size != size {
        return Err(Wrong::HeadSize { head: signed.size, entries: size }.into());
    }
    let frontier = tree::frontier_at(db, size)?;
    if frontier.root() != signed.root {
        return Err(Wrong::HeadRoot { size, kept: signed.root, computed: frontier.root() }.into());
    }
    if let Some((last, _)) = last_published(db, founded)? {
        agrees(db, &last, size)?;
    }
    let (place, moment_us) = match size.checked_sub(1) {
        None => (Place::BEGINNING, founded.moment_us),
        Some(last) => {
            let entry = crate::reader::read_entry(db, last)?.ok_or(Wrong::EntryMissing { entry: last })?;
            if entry.header.office != founded.office {
                let (found, expected) = (entry.header.office, founded.office);
                return Err(Wrong::EntryOffice { entry: last, found, expected }.into());
            }
            (Place { size, commitment: entry.commitment }, entry.header.moment_us)
        }
    };
    Ok((Head { place, root: signed.root, moment_us }, frontier))
}

/// The head as it is stored, its signature checked.
pub(crate) fn stored_head(db: &Connection, founded: &Founded) -> Result<Checkpoint, ReadError> {
    let text: Option<String> = db
        .prepare_cached("SELECT checkpoint FROM head WHERE one = 1")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
        .doing("reading the head")?;
    let text = text.ok_or_else(|| Wrong::Schema("the row of the head is missing".to_owned()))?;
    Keys::read(db, founded)?
        .open_head(&text)
        .map_err(|why| Wrong::HeadSignature { size: "the journal".to_owned(), why }.into())
}

/// The head published last, and its text with all signatures.
pub(crate) fn last_published(db: &Connection, founded: &Founded) -> Result<Option<(Checkpoint, String)>, ReadError> {
    let row: Option<(i64, String)> = db
        .prepare_cached("SELECT size, checkpoint FROM heads ORDER BY size DESC LIMIT 1")
        .and_then(|mut statement| statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional())
        .doing("reading the published heads")?;
    let Some((size, text)) = row else { return Ok(None) };
    let head = published_head(size, &text, &Keys::read(db, founded)?)?;
    Ok(Some((head, text)))
}

/// Opens a row of the published heads.
pub(crate) fn published_head(size: i64, text: &str, keys: &Keys) -> Result<Checkpoint, ReadError> {
    let checkpoint =
        keys.open_head(text).map_err(|why| Wrong::HeadSignature { size: format!("{size} entries"), why })?;
    if checkpoint.size as i64 != size {
        return Err(Wrong::HeadSize { head: checkpoint.size, entries: size as u64 }.into());
    }
    Ok(checkpoint)
}

/// Whether a published head is the head of a beginning of this journal.
fn agrees(db: &Connection, published: &Checkpoint, entries: u64) -> Result<(), ReadError> {
    if published.size > entries {
        return Err(Wrong::HeadBeyond { kept: published.size, entries }.into());
    }
    let computed = tree::root_at(db, published.size)?;
    if computed != published.root {
        return Err(Wrong::HeadRoot { size: published.size, kept: published.root, computed }.into());
    }
    Ok(())
}

fn found(founding: &Founding, shared: &Shared) -> (Founded, NoteSigner) {
    let office = shared.salt();
    let mut id = [0; 16];
    id.copy_from_slice(&office[..16]);
    let office = OfficeId(id);
    let origin = format!("{}/{office}", founding.house);
    let signer = NoteSigner::new(&origin, &shared.salt());
    let verifier = signer.verifier().clone();
    (Founded { office, origin, moment_us: founding.moment_us, verifier }, signer)
}

/// The key of the folder, if it is the one that signs now. An interrupted creation, and an interrupted change of key, are
/// brought to their end: the one in which the journal says that they ended.
fn signer(folder: &Path, keys: &Keys) -> Result<NoteSigner, OpenError> {
    let key = keys.current();
    let files = folder::read_keys(folder)?;
    let fits = |file: &folder::KeyFile| file.signer.as_ref().is_some_and(|signer| signer.verifier() == key);
    if files.iter().any(fits) {
        for file in &files {
            match (file.new, fits(file)) {
                (true, true) => folder::settle_new_key(folder)?,
                (true, false) => folder::drop_new_key(folder)?,
                (false, _) => {}
            }
        }
        let signer = files.into_iter().find(fits).and_then(|file| file.signer);
        return signer.ok_or_else(|| OpenError::KeyMissing { expected: key.to_string() });
    }
    let expected = key.to_string();
    match files.into_iter().next() {
        None => Err(OpenError::KeyMissing { expected }),
        Some(folder::KeyFile { path, signer: None, .. }) => Err(OpenError::KeyUnreadable { path }),
        Some(folder::KeyFile { signer: Some(signer), .. }) => {
            Err(OpenError::KeyOther { expected, found: signer.verifier().to_string() })
        }
    }
}

/// Deletes a few chunks of a staged body, or its row when none is left; says how many chunks.
fn sweep_some(db: &Connection, body: i64) -> rusqlite::Result<usize> {
    let range = (store::chunk_key(body, 0), store::chunk_key(body + 1, 0));
    let mut delete = db.prepare_cached(
        "DELETE FROM chunks WHERE chunk IN (SELECT chunk FROM chunks WHERE chunk >= ?1 AND chunk < ?2 LIMIT 4)",
    )?;
    let deleted = delete.execute(range)?;
    if deleted == 0 {
        db.execute("DELETE FROM staging WHERE body = ?1", [body])?;
    }
    Ok(deleted)
}

/// The header that follows a place.
pub(crate) fn next_header(office: OfficeId, on: &Place, moment_us: i64, parts: u16) -> Header {
    Header { format: crate::FORMAT_VERSION, office, entry: on.size, before: on.commitment, moment_us, parts }
}
