//! A proof as a file (`docs/format.md` §11): C2SP tlog-proof, with what is opened of an entry in its `extra` line.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::commit::{
    BodyHasher, HEADER_BYTES, Hash, Header, SALT_BYTES, bytes_from_hex, entry_commitment, hash_from_hex, hex,
    part_commitment,
};
use crate::merkle::{inclusion_holds, leaf_hash};
use crate::note::{Checkpoint, NoteError, Verifier};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
const OPENING: &str = "chancery/opening/v1";
/// Most bytes of a proof: an entry of the most parts, all opened, has far less unless a part is a book.
pub const PROOF_BYTES_MAX: usize = 64 << 20;
/// Most siblings on the way to a root: a tree that has more has more leaves than can be counted.
const PATH_MAX: usize = 63;

/// A part of an entry, as a proof shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartShown {
    /// Only that it is there.
    Closed(Hash),
    /// What it says.
    Open {
        /// Its salt.
        salt: [u8; SALT_BYTES],
        /// Its exact bytes, one JSON object.
        bytes: String,
    },
}

impl PartShown {
    fn commitment(&self) -> Hash {
        match self {
            Self::Closed(commitment) => *commitment,
            Self::Open { salt, bytes } => part_commitment(salt, bytes.as_bytes()),
        }
    }
}

/// What a proof opens of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The entry's header.
    pub header: Header,
    /// Its parts in their order.
    pub parts: Vec<PartShown>,
    /// Salts of bodies that opened parts name: whoever has the bytes can see that they are those.
    pub salts: Vec<[u8; SALT_BYTES]>,
}

/// A proof that an entry stands in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What is opened of the entry.
    pub opening: Opening,
    /// The number of the entry: the index of its leaf.
    pub index: u64,
    /// The inclusion proof of RFC 9162, §2.1.3.
    pub path: Vec<Hash>,
    /// The signed head.
    pub checkpoint: String,
}

/// Why a proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fails {
    /// The text is not a proof.
    #[error("this is not a proof of a Chancery office: {0}")]
    NotAProof(&'static str),
    /// The head in it is not signed by the key.
    #[error("the head in the proof does not hold: {0}")]
    Head(#[from] NoteError),
    /// The entry belongs to another office than the key.
    #[error("the entry is of office {entry}, and the key is that of {key}")]
    OtherOffice {
        /// The office in the entry's header.
        entry: String,
        /// The name of the key.
        key: String,
    },
    /// The entry is not in the log.
    #[error("what is opened is not entry {index} of the log with that head")]
    NotInTheLog {
        /// The entry's number.
        index: u64,
    },
}

/// What holds, once a proof was checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The head: whose log, how many entries.
    pub head: Checkpoint,
    /// The entry's header.
    pub header: Header,
    /// Each part that is opened, with its place in the entry.
    pub parts: Vec<(usize, Value)>,
    /// How many are closed.
    pub closed: usize,
    salts: Vec<[u8; SALT_BYTES]>,
}

/// What a file was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileHash {
    /// A body that the opened part at this place names.
    Named(usize),
    /// A text on whose SHA-256 the opened part at this place stands: a decision's.
    Meant(usize),
}

impl Proof {
    /// Reads a proof.
    ///
    /// # Errors
    /// [`Fails::NotAProof`] where it is none, or is written otherwise than it has to be.
    pub fn parse(text: &str) -> Result<Proof, Fails> {
        let wrong = Fails::NotAProof;
        if text.len() > PROOF_BYTES_MAX {
            return Err(wrong("it is too long"));
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(wrong("it has no head"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(wrong("its first line is another"));
        }
        let extra = lines.next().and_then(|line| line.strip_prefix("extra ")).ok_or(wrong("it opens nothing"))?;
        let extra = BASE64.decode(extra).map_err(|_| wrong("what it opens is not Base64"))?;
        let opening = Opening::parse(&extra).ok_or(wrong("what it opens is not written as it has to be"))?;
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(|index| index.parse().ok());
        let index = index.ok_or(wrong("it has no index"))?;
        let hash = |line: &str| BASE64.decode(line).ok().and_then(|hash| hash.try_into().ok());
        let path: Option<Vec<Hash>> = lines.map(hash).collect();
        let path = path.filter(|path| path.len() <= PATH_MAX).ok_or(wrong("its way to the root is not one"))?;
        let proof = Proof { opening, index, path, checkpoint: checkpoint.to_owned() };
        if proof.text() == text { Ok(proof) } else { Err(wrong("it is written otherwise than it has to be")) }
    }

    /// The file.
    pub fn text(&self) -> String {
        let extra = BASE64.encode(self.opening.text());
        let path: String = self.path.iter().map(|hash| BASE64.encode(hash) + "\n").collect();
        format!("{FIRST_LINE}\nextra {extra}\nindex {}\n{path}\n{}", self.index, self.checkpoint)
    }

    /// Checks it by the keys that the log has had, of which one signed the head.
    ///
    /// # Errors
    /// What does not hold.
    pub fn check(&self, keys: &[Verifier]) -> Result<Checked, Fails> {
        let head = Checkpoint::open_by(&self.checkpoint, keys)?;
        let Opening { header, parts, salts } = &self.opening;
        let office = header.office.to_string();
        if head.origin.split('/').all(|piece| piece != office) {
            return Err(Fails::OtherOffice { entry: office, key: head.origin });
        }
        let commitments: Vec<Hash> = parts.iter().map(PartShown::commitment).collect();
        let leaf = leaf_hash(&entry_commitment(&header.to_bytes(), &commitments));
        let counted = usize::from(header.parts) == parts.len() && header.entry == self.index;
        if !counted || !inclusion_holds(&self.path, self.index, &leaf, head.size, &head.root) {
            return Err(Fails::NotInTheLog { index: self.index });
        }
        let mut opened = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if let PartShown::Open { bytes, .. } = part {
                let value = serde_json::from_str(bytes).map_err(|_| Fails::NotAProof("an opened part is not JSON"))?;
                opened.push((place, value));
            }
        }
        let closed = parts.len() - opened.len();
        Ok(Checked { head, header: header.clone(), parts: opened, closed, salts: salts.clone() })
    }
}

impl Opening {
    fn text(&self) -> String {
        let part = |part: &PartShown| match part {
            PartShown::Closed(commitment) => json!(hex(commitment)),
            PartShown::Open { salt, bytes } => json!({ "bytes": bytes, "salt": hex(salt) }),
        };
        let parts: Vec<Value> = self.parts.iter().map(part).collect();
        let salts: Vec<String> = self.salts.iter().map(|salt| hex(salt)).collect();
        json!({ "header": hex(&self.header.to_bytes()), "is": OPENING, "parts": parts, "salts": salts }).to_string()
    }

    fn parse(bytes: &[u8]) -> Option<Opening> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        if value["is"] != OPENING {
            return None;
        }
        let header = Header::from_bytes(&bytes_from_hex::<HEADER_BYTES>(value["header"].as_str()?)?)?;
        let part = |part: &Value| match part.as_str() {
            Some(closed) => Some(PartShown::Closed(hash_from_hex(closed)?)),
            None => Some(PartShown::Open {
                salt: bytes_from_hex(part["salt"].as_str()?)?,
                bytes: part["bytes"].as_str()?.to_owned(),
            }),
        };
        let parts = value["parts"].as_array()?.iter().map(part).collect::<Option<Vec<_>>>()?;
        let salt = |salt: &Value| bytes_from_hex(salt.as_str()?);
        let salts = value["salts"].as_array()?.iter().map(salt).collect::<Option<Vec<_>>>()?;
        Some(Opening { header, parts, salts })
    }
}

impl Checked {
    /// What a file is by the opened parts; `None` where none of them speaks of it. Its length comes with it, in bytes.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn file(&self, mut file: impl Read) -> std::io::Result<(Option<FileHash>, u64)> {
        let mut hashers: Vec<BodyHasher> = self.salts.iter().map(BodyHasher::new).collect();
        let (mut plain, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            length += read as u64;
            plain.update(&buffer[..read]);
            hashers.iter_mut().for_each(|hasher| hasher.update(&buffer[..read]));
        }
        let commitments: Vec<String> = hashers.into_iter().map(|hasher| hex(&hasher.finish())).collect();
        let plain = hex(&plain.finalize());
        let names = |value: &Value| {
            let named = value["bodies"].as_array().into_iter().flatten().filter_map(Value::as_str);
            named.into_iter().any(|name| commitments.iter().any(|commitment| commitment == name))
        };
        let means = |value: &Value| value["change"]["hash"].as_str() == Some(plain.as_str());
        let found = self.parts.iter().find_map(|(place, value)| {
            let named = names(value).then_some(FileHash::Named(*place));
            named.or_else(|| means(value).then_some(FileHash::Meant(*place)))
        });
        Ok((found, length))
    }
}
