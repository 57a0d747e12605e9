//! The socket: how the command line reaches an office whose folder a server holds.
//!
//! `FOLDER/office.sock` belongs to the account that runs the server; whoever may open it is trusted as the folder's
//! owner is, and acts "for" the officer they name. Frames are a length of four bytes, big-endian, and JSON; the bytes of
//! a file follow as frames of their own. See ADR 0005.

#[cfg(unix)]
mod client;
#[cfg(unix)]
mod server;
#[cfg(unix)]
mod wire;

#[cfg(unix)]
pub(crate) use client::{Incoming, Line};
#[cfg(unix)]
pub use server::{Listening, serve};

/// The socket's name in an office's folder.
pub const SOCKET_FILE: &str = "office.sock";
/// Most connections at once; a further one is closed at once.
pub const CONNECTIONS_MAX: usize = 256;
/// Longest frame, in bytes: a command whose card is as long as a part of an entry may be, with room.
pub const FRAME_BYTES_MAX: usize = 16 << 20;
/// Most bytes of short files kept for one caller between reading and entering; the oldest go first.
pub const LAID_BYTES_MAX: u64 = 64 << 20;
/// Most files kept for one caller between reading and entering.
pub const LAID_MAX: usize = 4_096;

#[cfg(not(unix))]
mod elsewhere;
#[cfg(not(unix))]
pub(crate) use elsewhere::{Incoming, Line};
#[cfg(not(unix))]
pub use elsewhere::{Listening, serve};
