//! One-time links and tokens: random secrets, of which only the SHA-256 is kept.

use std::collections::BTreeSet;

use procedure::ids::OfficerId;
use procedure::moment::Moment;
use rusqlite::{ErrorCode, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{DoorError, Doors};

/// How long a one-time link is valid, in seconds.
pub const LINK_VALID_S: i64 = 3_600;
/// How every token begins, so that one that leaked is known for what it is.
pub const TOKEN_PREFIX: &str = "chy_";
/// Most tokens of one officer.
pub const TOKENS_PER_OFFICER_MAX: usize = 64;

const SECRET_BYTES: usize = 32;

/// What a token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// To read what its officer may see.
    Read,
    /// To enter papers.
    Enter,
    /// To act on papers.
    Act,
    /// To change the house.
    House,
    /// To read the operator's figures, and nothing else.
    Metrics,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [Self::Read, Self::Enter, Self::Act, Self::House, Self::Metrics];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Enter => "enter",
            Self::Act => "act",
            Self::House => "house",
            Self::Metrics => "metrics",
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no scope: read, enter, act, house, metrics")]
pub struct UnknownScope(
    /// The word.
    pub String,
);

impl std::str::FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(name: &str) -> Result<Self, UnknownScope> {
        Self::ALL.into_iter().find(|scope| scope.name() == name).ok_or_else(|| UnknownScope(name.to_owned()))
    }
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// For which officer it acts.
    pub officer: OfficerId,
    /// Its public name.
    pub name: String,
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// Until when; `None` until it is ended.
    pub until: Option<Moment>,
}

impl Doors {
    /// Makes a one-time link: the secret that stands in its address. Links made before stay valid.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn make_link(&self, officer: &OfficerId, now: Moment) -> Result<String, DoorError> {
        let secret = secret();
        let until = now.micros() + LINK_VALID_S * 1_000_000;
        let db = self.0.store.db();
        db.execute("DELETE FROM link WHERE until <= ?1", [now.micros()])?;
        db.execute(
            "INSERT INTO link (secret, officer, until) VALUES (?1, ?2, ?3)",
            params![digest(&secret), officer.as_str(), until],
        )?;
        Ok(secret)
    }

    /// Takes a one-time link: it lets in whom it was made for, once.
    ///
    /// # Errors
    /// [`DoorError::Link`] when it was used, has run out or never was one.
    pub fn open_link(&self, secret: &str, now: Moment) -> Result<OfficerId, DoorError> {
        // Deleted and returned in one statement, so that of two who come at once one is let in.
        let db = self.0.store.db();
        let taken: Option<(String, i64)> = db
            .prepare_cached("DELETE FROM link WHERE secret = ?1 RETURNING officer, until")?
            .query_row([digest(secret)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match taken {
            Some((officer, until)) if now.micros() < until => OfficerId::new(officer).map_err(|_| DoorError::Link),
            _ => Err(DoorError::Link),
        }
    }

    /// Makes a token and returns its secret, which is never shown again.
    ///
    /// # Errors
    /// When the officer has one of that name, or too many.
    pub fn make_token(
        &self,
        officer: &OfficerId,
        name: &str,
        scopes: &BTreeSet<Scope>,
        until: Option<Moment>,
    ) -> Result<String, DoorError> {
        let secret = format!("{TOKEN_PREFIX}{}", secret());
        let db = self.0.store.db();
        let count: i64 =
            db.query_row("SELECT count(*) FROM token WHERE officer = ?1", [officer.as_str()], |row| row.get(0))?;
        if count >= TOKENS_PER_OFFICER_MAX as i64 {
            return Err(DoorError::TooManyTokens { tokens_max: TOKENS_PER_OFFICER_MAX });
        }
        let scopes: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
        let insert = "INSERT INTO token (secret, officer, name, scopes, until) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![digest(&secret), officer.as_str(), name, scopes.join(" "), until.map(Moment::micros)];
        match db.execute(insert, row) {
            Ok(_) => Ok(secret),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Err(DoorError::TokenTaken { name: name.to_owned() })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The token of a secret, while it is valid.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn token(&self, secret: &str, now: Moment) -> Result<Option<Token>, DoorError> {
        if !secret.starts_with(TOKEN_PREFIX) {
            return Ok(None);
        }
        let db = self.0.store.db();
        let mut statement = db.prepare_cached("SELECT officer, name, scopes, until FROM token WHERE secret = ?1")?;
        let token = statement.query_row([digest(secret)], token_of).optional()?.flatten();
        Ok(token.filter(|token| token.until.is_none_or(|until| now < until)))
    }

    /// An officer's tokens, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tokens(&self, officer: &OfficerId) -> Result<Vec<Token>, DoorError> {
        let db = self.0.store.db();
        let mut statement =
            db.prepare_cached("SELECT officer, name, scopes, until FROM token WHERE officer = ?1 ORDER BY name")?;
        let tokens = statement.query_map([officer.as_str()], token_of)?;
        Ok(tokens.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// Makes every token of an officer void; says how many.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_tokens(&self, officer: &OfficerId) -> Result<usize, DoorError> {
        Ok(self.0.store.db().execute("DELETE FROM token WHERE officer = ?1", [officer.as_str()])?)
    }

    /// Whose a one-time link would let somebody in. Looking uses nothing up.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn link_of(&self, secret: &str, now: Moment) -> Result<Option<OfficerId>, DoorError> {
        let db = self.0.store.db();
        let mut statement = db.prepare_cached("SELECT officer FROM link WHERE secret = ?1 AND until > ?2")?;
        let found = statement.query_row(params![digest(secret), now.micros()], |row| row.get::<_, String>(0));
        Ok(found.optional()?.and_then(|officer| officer.parse().ok()))
    }

    /// Makes a token void.
    ///
    /// # Errors
    /// When the officer has none of that name.
    pub fn end_token(&self, officer: &OfficerId, name: &str) -> Result<(), DoorError> {
        let end = "DELETE FROM token WHERE officer = ?1 AND name = ?2";
        match self.0.store.db().execute(end, [officer.as_str(), name])? {
            0 => Err(DoorError::NoToken { name: name.to_owned() }),
            _ => Ok(()),
        }
    }
}

/// A row as a token; `None` where it names what this program does not know, which gives no right.
fn token_of(row: &Row<'_>) -> rusqlite::Result<Option<Token>> {
    let (officer, name, scopes): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let scopes: Result<BTreeSet<Scope>, _> = scopes.split_whitespace().map(str::parse).collect();
    let until = row.get::<_, Option<i64>>(3)?.map(Moment::from_micros);
    Ok(match (OfficerId::new(officer), scopes) {
        (Ok(officer), Ok(scopes)) => Some(Token { officer, name, scopes, until }),
        _ => None,
    })
}

pub(super) fn secret() -> String {
    let mut bytes = [0; SECRET_BYTES];
    #[expect(clippy::expect_used, reason = "without randomness nobody can be let in safely, and nothing can be done")]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    journal::hex(&bytes)
}

/// What is kept of a secret. It is random and long, so a plain hash is enough, and looking it up by its hash tells a
/// stopwatch nothing of the secret.
pub(super) fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
