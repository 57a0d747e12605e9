//! Several streams in one: each has a name and comes in chunks, an empty chunk ends it, and an empty name ends them all.
//!
//! A section begins with a byte 1, the length of its name in two bytes, and the name; a byte 0 ends the whole. A chunk is its
//! length in four bytes, and the bytes.

use std::io::{self, Read, Write};

/// Begins the whole.
const MAGIC: &[u8; 16] = b"chancery/piece/1";
const CHUNK_BYTES: usize = 1 << 16;

/// Writes sections one after the other.
pub(super) struct SectionsOut<W> {
    to: W,
    begun: bool,
}

impl<W: Write> SectionsOut<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, begun: false }
    }

    /// Begins a section; it is ended before the next.
    pub(super) fn section(&mut self, name: &str) -> io::Result<Section<'_, W>> {
        if !self.begun {
            self.to.write_all(MAGIC)?;
            self.begun = true;
        }
        let length = u16::try_from(name.len()).map_err(|_| io::Error::other("the name of a file is too long"))?;
        self.to.write_all(&[1])?;
        self.to.write_all(&length.to_be_bytes())?;
        self.to.write_all(name.as_bytes())?;
        Ok(Section { to: &mut self.to, buffer: Vec::with_capacity(CHUNK_BYTES) })
    }

    /// Ends the whole.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.to.write_all(&[0])?;
        self.to.flush()?;
        Ok(self.to)
    }
}

/// A section being written.
pub(super) struct Section<'a, W> {
    to: &'a mut W,
    buffer: Vec<u8>,
}

impl<W: Write> Section<'_, W> {
    fn send(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.to.write_all(&(self.buffer.len() as u32).to_be_bytes())?;
        self.to.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.send()?;
        self.to.write_all(&0_u32.to_be_bytes())
    }
}

impl<W: Write> Write for Section<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = CHUNK_BYTES - self.buffer.len();
        let taken = bytes.len().min(room);
        self.buffer.extend_from_slice(&bytes[..taken]);
        if self.buffer.len() == CHUNK_BYTES {
            self.send()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads sections one after the other: after [`SectionsIn::next_name`] it gives the bytes of that one.
pub(super) struct SectionsIn<R> {
    from: R,
    left: usize,
    ended: bool,
}

impl<R: Read> SectionsIn<R> {
    pub(super) fn new(mut from: R) -> io::Result<Self> {
        let mut magic = [0; 16];
        from.read_exact(&mut magic)?;
        if &magic == MAGIC {
            Ok(Self { from, left: 0, ended: true })
        } else {
            Err(io::Error::other("it is no piece of a backup"))
        }
    }

    /// Passes over what is left of this section; gives the name of the next, or `None` behind the last.
    pub(super) fn next_name(&mut self) -> io::Result<Option<String>> {
        io::copy(self, &mut io::sink())?;
        let mut kind = [0];
        self.from.read_exact(&mut kind)?;
        if kind == [0] {
            return match self.from.read(&mut kind)? {
                0 => Ok(None),
                _ => Err(io::Error::other("something follows the end of a piece")),
            };
        }
        let mut length = [0; 2];
        self.from.read_exact(&mut length)?;
        let mut name = vec![0; usize::from(u16::from_be_bytes(length))];
        self.from.read_exact(&mut name)?;
        self.ended = false;
        String::from_utf8(name).map(Some).map_err(|_| io::Error::other("the name of a file is none"))
    }
}

impl<R: Read> Read for SectionsIn<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !self.ended && !into.is_empty() {
            let mut length = [0; 4];
            self.from.read_exact(&mut length)?;
            self.left = u32::from_be_bytes(length) as usize;
            self.ended = self.left == 0;
        }
        let most = into.len().min(self.left);
        let read = self.from.read(&mut into[..most])?;
        if read == 0 && most > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(sections: &[(&str, Vec<u8>)]) -> io::Result<Vec<u8>> {
        let mut out = SectionsOut::new(Vec::new());
        for (name, bytes) in sections {
            let mut section = out.section(name)?;
            section.write_all(bytes)?;
            section.end()?;
        }
        out.finish()
    }

    fn read(bytes: &[u8]) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut sections = SectionsIn::new(bytes)?;
        let mut all = Vec::new();
        while let Some(name) = sections.next_name()? {
            let mut bytes = Vec::new();
            sections.read_to_end(&mut bytes)?;
            all.push((name, bytes));
        }
        Ok(all)
    }

    #[test]
    fn sections_come_back_as_they_were_and_cut_ones_do_not() -> io::Result<()> {
        let sections = [("", vec![7; 3 * CHUNK_BYTES + 1]), ("lang/fr.toml", Vec::new()), ("a", vec![1; CHUNK_BYTES])];
        let bytes = written(&sections)?;
        let back: Vec<(String, Vec<u8>)> =
            sections.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
        assert_eq!(read(&bytes)?, back);
        for cut in [0, 5, 16, 17, 30, bytes.len() / 2, bytes.len() - 1] {
            assert!(read(&bytes[..cut]).is_err(), "{cut}");
        }
        assert!(read(&[&bytes[..], &[0]].concat()).is_err(), "something behind the end");
        Ok(())
    }
}
