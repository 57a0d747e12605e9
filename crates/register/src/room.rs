//! The reading room: what was released, for anyone. Nobody's sight is asked here, and nothing else of a paper is told.

use procedure::house::House;
use procedure::ids::{BodyId, Hash, PaperId};
use procedure::moment::Moment;
use procedure::paper::{InRoom, Paper};
use serde::Serialize;

use crate::{Reads, RegisterError, write};

/// Most lines of the reading room's list.
pub const ROOM_LINES_MAX: usize = 100;

/// How a paper stands in the reading room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum RoomStanding {
    /// Anyone reads it.
    Open {
        /// What it is: "communiqué".
        kind: Option<String>,
        /// Its subject.
        subject: Option<String>,
        /// SHA-256 of its bytes.
        hash: Hash,
        /// How many bytes they are.
        bytes: u64,
    },
    /// It was taken back.
    TakenBack {
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
    /// It is not to be read at present.
    Closed,
}

/// One paper of the reading room. Of what is not open, that it was there is all that is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoomLine {
    /// Its id, by which its page is found.
    pub paper: PaperId,
    /// Its number.
    pub number: String,
    /// Its date.
    pub on: jiff::civil::Date,
    /// When it was released.
    pub released: Moment,
    /// How it stands.
    pub stands: RoomStanding,
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoomPage {
    /// Its lines, the latest release first.
    pub papers: Vec<RoomLine>,
    /// What the next page comes after.
    pub next: Option<String>,
}

/// A paper of the reading room with what its bytes and its text are found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomPaper {
    /// What is told of it.
    pub line: RoomLine,
    /// Where it is open: the commitment of its bytes, their media type, and that of its text.
    pub open: Option<RoomFile>,
}

/// What anyone may read of a paper that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomFile {
    /// The commitment of its bytes.
    pub body: BodyId,
    /// Their media type.
    pub media: String,
    /// The ending of their file's name, where it has a plain one: "pdf".
    pub ending: Option<String>,
    /// The commitment of its text.
    pub text: Option<BodyId>,
}

impl Reads {
    /// The reading room's list, after a place in it.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn room(&self, house: &House, after: Option<&str>) -> Result<RoomPage, RegisterError> {
        let place = after.and_then(|after| after.split_once('-'));
        // The place of a paper in the order of entering would tell how many there are.
        let place = place.and_then(|(at, id)| Some((at.parse::<i64>().ok()?, id.parse::<PaperId>().ok()?)));
        let (at, id) = place.unwrap_or((i64::MAX, PaperId([u8::MAX; 16])));
        let db = self.db().unchecked_transaction()?;
        let mut statement = db.prepare_cached(
            "SELECT r.at, s.json FROM released r CROSS JOIN paper p ON p.ordinal = r.ordinal
             CROSS JOIN state s ON s.ordinal = r.ordinal
             WHERE (r.at, p.id) < (?1, ?2) ORDER BY r.at DESC, p.id DESC LIMIT ?3",
        )?;
        let mut rows = statement.query((at, id.0, ROOM_LINES_MAX as i64 + 1))?;
        let (mut papers, mut places) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let (at, json): (i64, String) = (row.get(0)?, row.get(1)?);
            let paper: Paper = serde_json::from_str(&json)?;
            if let Some(found) = in_room(&paper, house) {
                papers.push(found.line);
                places.push(format!("{at}-{}", paper.id));
            }
        }
        let next = (papers.len() > ROOM_LINES_MAX).then(|| places.swap_remove(ROOM_LINES_MAX - 1));
        papers.truncate(ROOM_LINES_MAX);
        Ok(RoomPage { papers, next })
    }

    /// One paper of the reading room; `None` where it is not there or was never released, which look the same.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn paper_in_room(&self, house: &House, id: &PaperId) -> Result<Option<RoomPaper>, RegisterError> {
        let db = self.db().unchecked_transaction()?;
        let Some((_, paper)) = write::load_paper(&db, id)? else { return Ok(None) };
        Ok(in_room(&paper, house))
    }
}

fn in_room(paper: &Paper, house: &House) -> Option<RoomPaper> {
    let (release, stands) = paper.in_room(house)?;
    let released = &release.released;
    let version = paper.versions.get(released.version).map(|kept| &kept.version);
    let version = version.filter(|_| stands == InRoom::Open);
    let stands = match (&stands, version) {
        (InRoom::TakenBack { ended }, _) => RoomStanding::TakenBack { at: ended.at, reason: ended.reason.clone() },
        (InRoom::Open, Some(version)) => RoomStanding::Open {
            kind: released.kind.clone(),
            subject: released.subject.clone(),
            hash: released.hash,
            bytes: version.bytes,
        },
        (InRoom::Open | InRoom::Closed, _) => RoomStanding::Closed,
    };
    let open = version.map(|version| RoomFile {
        body: version.body,
        media: version.media.clone(),
        ending: ending(&version.name),
        text: released.text,
    });
    let (number, on) = (released.number.clone(), released.on);
    Some(RoomPaper { line: RoomLine { paper: paper.id, number, on, released: release.at, stands }, open })
}

/// The ending of a file's name. The name itself is the office's own affair.
fn ending(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    let plain = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then(|| ending.to_ascii_lowercase())
}
