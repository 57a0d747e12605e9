//! The outbox: `FOLDER/outbox.db`. Addresses of officers, and for each officer and day what became of the mail.
//!
//! A mail goes through few states, and each is on the disk before the next begins. *Waiting* until it is handed to the relay;
//! *handing over* from just before its words go out until the relay has answered; then it is settled, for ever. What is found
//! handing over when nobody does so (a crash, a broken line) may have gone: it is *doubtful*, and not sent again.

use phrases::{Phrase, phrase};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::{MailAddress, second_desk};
use crate::private_file;

const FILE: &str = "outbox.db";
/// The version of the tables; another one is put aside like a damaged file.
const SCHEMA: i64 = 1;
/// Most tries of one mail; between them pass one minute, two, four and so on, an hour at most.
pub const TRIES_MAX: u32 = 10;
const PAUSE_S: i64 = 60;
const PAUSE_S_MAX: i64 = 3_600;
/// For so many days it is kept what became of a mail.
pub const KEPT_DAYS: i64 = 60;

const TABLES: &str = "
    CREATE TABLE address (officer TEXT PRIMARY KEY, address TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE mail (officer TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
                       tries INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0, says TEXT, lines INTEGER,
                       PRIMARY KEY (officer, day)) STRICT, WITHOUT ROWID;
    CREATE INDEX mail_by_day ON mail (day, officer);
";

/// What became of the mail of an officer and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It is to be handed over, now or at a later try.
    Waiting,
    /// Its words are going out.
    HandingOver,
    /// The relay took it.
    Sent,
    /// Nothing fell due: there was nothing to say.
    Nothing,
    /// The relay refused it for good.
    Refused,
    /// The relay took it at no try.
    GivenUp,
    /// It may have gone: it is not known whether the relay took it.
    Doubtful,
    /// Its day was over before it could be handed over.
    Overtaken,
}

impl MailState {
    const ALL: [(Self, &'static str, Phrase); 8] = [
        (Self::Waiting, "waiting", phrase!("waits to be sent")),
        (Self::HandingOver, "handing_over", phrase!("is being sent")),
        (Self::Sent, "sent", phrase!("sent")),
        (Self::Nothing, "nothing", phrase!("nothing to say")),
        (Self::Refused, "refused", phrase!("refused by the relay")),
        (Self::GivenUp, "given_up", phrase!("given up: the relay did not take it")),
        (Self::Doubtful, "doubtful", phrase!("may have gone, and is not sent again")),
        (Self::Overtaken, "overtaken", phrase!("not sent before its day was over")),
    ];

    /// As it is kept and told to programs.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(state, ..)| *state == self).map_or("", |(_, name, _)| name)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        Self::ALL.iter().find(|(state, ..)| *state == self).map_or("", |(.., words)| words.said())
    }

    /// Whether somebody has to look after it: the mail did not reach the officer, or may not have.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Refused | Self::GivenUp | Self::Doubtful | Self::Overtaken)
    }
}

/// One mail of the outbox. Its words are not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// To whom.
    pub officer: OfficerId,
    /// For which day.
    pub day: Date,
    /// What became of it.
    pub state: MailState,
    /// Since when it is so.
    pub at: Moment,
    /// How often it was tried.
    pub tries: u32,
    /// Not before that moment it is tried again.
    pub next: Moment,
    /// What the relay said, or why it was not reached.
    pub says: Option<String>,
    /// How many lines it told of.
    pub lines: Option<u32>,
}

/// `outbox.db` cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("outbox.db cannot be used: {0}")]
pub struct OutboxError(String);

impl OutboxError {
    /// What to do next, without a first capital.
    pub fn next(&self) -> &'static str {
        "see whether the folder can be written and the disk has room"
    }
}

impl From<rusqlite::Error> for OutboxError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

/// The outbox of one office.
#[derive(Debug)]
pub struct Outbox(Mutex<Connection>);

impl Outbox {
    /// Opens `outbox.db` in an office's folder, or makes it. A damaged one is put aside: then nobody has an address, and
    /// nothing is sent until the day after one is given anew.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, OutboxError> {
        let made = private_file::open(
            &folder.join(FILE),
            SCHEMA,
            TABLES,
            "reminders begin again where addresses are given anew",
        );
        let db = made.map_err(OutboxError)?;
        // What was handed over has to be known for that after a power cut.
        db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")?;
        db.execute_batch(second_desk::TABLE)?;
        Ok(Self(Mutex::new(db)))
    }

    /// Every use is one statement or one transaction, so a panic elsewhere leaves it whole.
    pub(super) fn db(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets where an officer's reminders go: from the next day on, or at once where it takes the place of another.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn give_address(&self, officer: &OfficerId, address: &MailAddress, now: Moment) -> Result<(), OutboxError> {
        let set = "INSERT INTO address (officer, address, since) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET address = excluded.address";
        self.db().execute(set, params![officer.as_str(), address.to_string(), now.micros()])?;
        Ok(())
    }

    /// Takes an officer's address away; says whether there was one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_address(&self, officer: &OfficerId) -> Result<bool, OutboxError> {
        let mut db = self.db();
        let all = db.transaction()?;
        // What a relay answered may say the address, and what waited is not late by anybody's fault.
        all.execute("UPDATE mail SET says = NULL WHERE officer = ?1", [officer.as_str()])?;
        all.execute(
            "DELETE FROM mail WHERE officer = ?1 AND state = ?2",
            [officer.as_str(), MailState::Waiting.name()],
        )?;
        let ended = all.execute("DELETE FROM address WHERE officer = ?1", [officer.as_str()])?;
        all.commit()?;
        Ok(ended > 0)
    }

    /// Where an officer's reminders go.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn address(&self, officer: &OfficerId) -> Result<Option<MailAddress>, OutboxError> {
        let all = self.addresses()?;
        Ok(all.into_iter().find(|(of, ..)| of == officer).map(|(_, address, _)| address))
    }

    /// Every officer with an address, with the moment at which the first one was given.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn addresses(&self) -> Result<Vec<(OfficerId, MailAddress, Moment)>, OutboxError> {
        let db = self.db();
        let mut statement = db.prepare_cached("SELECT officer, address, since FROM address ORDER BY officer")?;
        let rows = statement.query_map([], |row| {
            let (officer, address): (String, String) = (row.get(0)?, row.get(1)?);
            Ok((OfficerId::new(officer).ok(), address.parse().ok(), Moment::from_micros(row.get(2)?)))
        })?;
        // One that does not read as an address any more gets no mail.
        let read = rows.map(|row| row.map(|(officer, address, since)| Some((officer?, address?, since))));
        Ok(read.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// The mail of an officer and a day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mail(&self, officer: &OfficerId, day: Date) -> Result<Option<Mail>, OutboxError> {
        let db = self.db();
        let mut statement = db.prepare_cached(&format!("{SELECT} WHERE officer = ?1 AND day = ?2"))?;
        Ok(statement.query_row(params![officer.as_str(), day.to_string()], mail_of).optional()?.flatten())
    }

    /// The newest mails, those of the last day first, at most `limit`; of one officer where one is named.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mails(&self, officer: Option<&OfficerId>, limit: usize) -> Result<Vec<Mail>, OutboxError> {
        let db = self.db();
        let mut statement = db.prepare_cached(&format!(
            "{SELECT} WHERE ?1 IS NULL OR officer = ?1 ORDER BY day DESC, officer LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![officer.map(OfficerId::as_str), limit as i64], mail_of)?;
        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// The mails of a day and later that did not reach their officers, or may not have, or were tried in vain so far; the newest
    /// first, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn troubles(&self, since: Date, limit: usize) -> Result<Vec<Mail>, OutboxError> {
        let db = self.db();
        let mut statement = db.prepare_cached(&format!(
            "{SELECT} WHERE day >= ?1 AND (state IN ('refused', 'given_up', 'doubtful', 'overtaken')
               OR state = 'waiting' AND tries > 0)
             ORDER BY day DESC, officer LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![since.to_string(), limit as i64], mail_of)?;
        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// Begins a round: what is found handing over was left so, and is doubtful; what waits from days before is overtaken;
    /// what is older than [`KEPT_DAYS`] goes. Says which it found so.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle(&self, today: Date, now: Moment) -> Result<Vec<Mail>, OutboxError> {
        let db = self.db();
        let oldest = today.saturating_sub(jiff::Span::new().days(KEPT_DAYS));
        db.execute("DELETE FROM mail WHERE day < ?1", [oldest.to_string()])?;
        let mut overtaken = db.prepare_cached(&format!(
            "UPDATE mail SET state = 'overtaken', at = ?2 WHERE state = 'waiting' AND day < ?1 RETURNING {COLUMNS}"
        ))?;
        let mut doubtful = db.prepare_cached(&format!(
            "UPDATE mail SET state = 'doubtful', at = ?1,
             says = 'the program ended while it was being sent' WHERE state = 'handing_over' RETURNING {COLUMNS}"
        ))?;
        let overtaken = overtaken.query_map(params![today.to_string(), now.micros()], mail_of)?;
        let mut settled: Vec<Mail> = overtaken.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        for mail in doubtful.query_map([now.micros()], mail_of)?.filter_map(Result::transpose) {
            settled.push(mail?);
        }
        Ok(settled)
    }

    /// Puts the mail of an officer and a day into the outbox, where there is none: to be sent, or with nothing to say.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&self, officer: &OfficerId, day: Date, nothing: bool, now: Moment) -> Result<(), OutboxError> {
        let state = if nothing { MailState::Nothing } else { MailState::Waiting };
        self.db().execute(
            "INSERT OR IGNORE INTO mail (officer, day, state, at) VALUES (?1, ?2, ?3, ?4)",
            params![officer.as_str(), day.to_string(), state.name(), now.micros()],
        )?;
        Ok(())
    }

    /// Says, durably, that the words of a waiting mail go out now. `false` where it does not wait: then they must not.
    ///
    /// # Errors
    /// When the file cannot be written: then they must not either.
    pub fn hand_over(&self, officer: &OfficerId, day: Date, lines: usize, now: Moment) -> Result<bool, OutboxError> {
        let changed = self.db().execute(
            "UPDATE mail SET state = 'handing_over', at = ?3, lines = ?4, tries = tries + 1
             WHERE officer = ?1 AND day = ?2 AND state = 'waiting'",
            params![officer.as_str(), day.to_string(), now.micros(), lines as i64],
        )?;
        Ok(changed == 1)
    }

    /// Settles a mail. Whoever did not hand it over settles it only while it waits: another hand may have sent it meanwhile.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end(
        &self,
        officer: &OfficerId,
        day: Date,
        (state, says): (MailState, Option<&str>),
        handed_over: bool,
        now: Moment,
    ) -> Result<(), OutboxError> {
        self.db().execute(
            "UPDATE mail SET state = ?3, says = ?4, at = ?5
             WHERE officer = ?1 AND day = ?2 AND (?6 OR state = 'waiting')",
            params![officer.as_str(), day.to_string(), state.name(), says, now.micros(), handed_over],
        )?;
        Ok(())
    }

    /// Has a mail that was certainly not taken wait for another try, after a pause that grows; after [`TRIES_MAX`] it is given
    /// up. `handed_over` as for [`Outbox::end`]: then [`Outbox::hand_over`] has counted the try.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn again(
        &self,
        officer: &OfficerId,
        day: Date,
        says: &str,
        handed_over: bool,
        now: Moment,
    ) -> Result<MailState, OutboxError> {
        let db = self.db();
        let tries: u32 = db.query_row(
            "SELECT tries + ?3 FROM mail WHERE officer = ?1 AND day = ?2",
            params![officer.as_str(), day.to_string(), i64::from(!handed_over)],
            |row| row.get(0),
        )?;
        let state = if tries < TRIES_MAX { MailState::Waiting } else { MailState::GivenUp };
        db.execute(
            "UPDATE mail SET state = ?3, tries = ?4, next = ?5, says = ?6, at = ?7
             WHERE officer = ?1 AND day = ?2 AND (?8 OR state = 'waiting')",
            params![
                officer.as_str(),
                day.to_string(),
                state.name(),
                tries,
                pause(tries, now).micros(),
                says,
                now.micros(),
                handed_over
            ],
        )?;
        Ok(state)
    }
}

/// When a mail is tried again that was tried so often.
pub(super) fn pause(tries: u32, now: Moment) -> Moment {
    Moment::from_micros(now.micros() + pause_s(tries) * 1_000_000)
}

/// The pause after so many tries, in seconds.
fn pause_s(tries: u32) -> i64 {
    PAUSE_S.checked_shl(tries.saturating_sub(1)).map_or(PAUSE_S_MAX, |pause| pause.clamp(PAUSE_S, PAUSE_S_MAX))
}

const COLUMNS: &str = "officer, day, state, at, tries, next, says, lines";
const SELECT: &str = "SELECT officer, day, state, at, tries, next, says, lines FROM mail";

/// A row as a mail; `None` where it says what this program does not know.
fn mail_of(row: &Row<'_>) -> rusqlite::Result<Option<Mail>> {
    let (officer, day, state): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let state = MailState::ALL.iter().find(|(_, name, _)| *name == state).map(|(state, ..)| *state);
    let (at, tries) = (Moment::from_micros(row.get(3)?), row.get(4)?);
    let (next, says, lines) = (Moment::from_micros(row.get(5)?), row.get(6)?, row.get(7)?);
    Ok(match (OfficerId::new(officer), day.parse(), state) {
        (Ok(officer), Ok(day), Some(state)) => Some(Mail { officer, day, state, at, tries, next, says, lines }),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::date;

    use super::*;

    fn at(s: i64) -> Moment {
        Moment::from_micros(s * 1_000_000)
    }

    #[test]
    fn pauses_grow_to_an_hour() {
        let pauses: Vec<i64> = (1..=TRIES_MAX).map(pause_s).collect();
        assert_eq!(pauses, [60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600, 3_600]);
        assert_eq!(pause_s(u32::MAX), PAUSE_S_MAX);
    }

    #[test]
    fn what_was_handed_over_is_never_handed_over_again() {
        let folder = tempfile::tempdir().unwrap();
        let (lind, day) = ("lind".parse().unwrap(), date(1951, 12, 27));
        let outbox = Outbox::open(folder.path()).unwrap();
        outbox.put(&lind, day, false, at(0)).unwrap();
        assert!(outbox.hand_over(&lind, day, 3, at(1)).unwrap());
        assert!(!outbox.hand_over(&lind, day, 3, at(1)).unwrap(), "by nobody else either");
        drop(outbox);
        // The program ended there.
        let outbox = Outbox::open(folder.path()).unwrap();
        assert_eq!(outbox.settle(day, at(2)).unwrap().len(), 1);
        outbox.put(&lind, day, false, at(3)).unwrap();
        assert!(!outbox.hand_over(&lind, day, 3, at(3)).unwrap());
        assert_eq!(outbox.mail(&lind, day).unwrap().unwrap().state, MailState::Doubtful);
    }

    #[test]
    fn whoever_did_not_hand_a_mail_over_does_not_undo_that_it_was_sent() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        let (lind, day) = ("lind".parse().unwrap(), date(1951, 12, 27));
        outbox.put(&lind, day, false, at(0)).unwrap();
        assert!(outbox.hand_over(&lind, day, 3, at(1)).unwrap());
        // Another hand, which saw it waiting, did not reach the relay.
        outbox.again(&lind, day, "no answer", false, at(1)).unwrap();
        outbox.end(&lind, day, (MailState::Refused, None), false, at(1)).unwrap();
        assert_eq!(outbox.mail(&lind, day).unwrap().unwrap().state, MailState::HandingOver);
        outbox.end(&lind, day, (MailState::Sent, None), true, at(2)).unwrap();
        outbox.again(&lind, day, "no answer", false, at(3)).unwrap();
        assert_eq!(outbox.mail(&lind, day).unwrap().unwrap().state, MailState::Sent);
        assert!(!outbox.hand_over(&lind, day, 3, at(4)).unwrap());
    }

    #[test]
    fn tries_end_and_days_are_overtaken_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        let (lind, day) = ("lind".parse().unwrap(), date(1951, 12, 27));
        outbox.put(&lind, day, false, at(0)).unwrap();
        for _ in 1..TRIES_MAX {
            assert_eq!(outbox.again(&lind, day, "no answer", false, at(0)).unwrap(), MailState::Waiting);
        }
        assert_eq!(outbox.again(&lind, day, "no answer", false, at(0)).unwrap(), MailState::GivenUp);
        let next = date(1951, 12, 28);
        outbox.put(&lind, next, false, at(0)).unwrap();
        outbox.settle(date(1951, 12, 29), at(9)).unwrap();
        let states = |outbox: &Outbox| {
            outbox.mails(Some(&lind), 9).unwrap().into_iter().map(|mail| mail.state).collect::<Vec<_>>()
        };
        assert_eq!(states(&outbox), [MailState::Overtaken, MailState::GivenUp]);
        assert_eq!(outbox.troubles(next, 9).unwrap().len(), 1);
        outbox.settle(date(1952, 2, 25), at(9)).unwrap();
        assert_eq!(states(&outbox), [MailState::Overtaken, MailState::GivenUp], "sixty days after the earlier one");
        outbox.settle(date(1952, 2, 26), at(9)).unwrap();
        assert_eq!(states(&outbox), [MailState::Overtaken]);
    }
}
