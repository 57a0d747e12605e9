//! Bad news from below: a disk, an operating system, an SQLite that says no.

use rusqlite::ErrorCode;

/// A failure of disk or operating system, with what was being done. It says nothing about whether the journal is
/// sound; that is what [`crate::Wrong`] is for.
#[derive(Debug, thiserror::Error)]
#[error("{doing}: {cause}")]
pub struct Fault {
    doing: &'static str,
    #[source]
    cause: Cause,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("the journal was closed")]
    Closed,
}

impl Fault {
    /// The fault of using a part of a journal that has been closed.
    pub(crate) fn closed(doing: &'static str) -> Fault {
        Fault { doing, cause: Cause::Closed }
    }

    /// Whether the disk is full, which an administrator can mend.
    pub fn is_disk_full(&self) -> bool {
        match &self.cause {
            Cause::Sqlite(e) => e.sqlite_error_code() == Some(ErrorCode::DiskFull),
            Cause::Io(e) => e.kind() == std::io::ErrorKind::StorageFull,
            Cause::Closed => false,
        }
    }

    /// Whether rights are missing: a folder or file that may not be read or written.
    pub fn is_rights(&self) -> bool {
        match &self.cause {
            Cause::Sqlite(e) => {
                matches!(
                    e.sqlite_error_code(),
                    Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen)
                )
            }
            Cause::Io(e) => {
                matches!(e.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem)
            }
            Cause::Closed => false,
        }
    }

    /// Whether another process was writing for longer than we waited.
    pub(crate) fn is_busy(&self) -> bool {
        matches!(&self.cause, Cause::Sqlite(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy))
    }

    /// Whether SQLite says that the file itself is damaged, or a value in it is of another kind than the schema's.
    pub(crate) fn is_damage(&self) -> bool {
        let Cause::Sqlite(e) = &self.cause else { return false };
        let code = matches!(
            e.sqlite_error_code(),
            Some(
                ErrorCode::DatabaseCorrupt
                    | ErrorCode::NotADatabase
                    | ErrorCode::TypeMismatch
                    | ErrorCode::ConstraintViolation
                    | ErrorCode::Unknown
                    | ErrorCode::TooBig
            )
        );
        code || matches!(
            e,
            rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::QueryReturnedNoRows
        )
    }
}

/// Says what was being done when a call failed.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, Fault>;
}

impl<T, E: Into<Cause>> Doing<T> for Result<T, E> {
    fn doing(self, doing: &'static str) -> Result<T, Fault> {
        self.map_err(|e| Fault { doing, cause: e.into() })
    }
}
