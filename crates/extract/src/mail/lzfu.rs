//! Compressed RTF (MS-OXRTFCP).

use phrases::stored;

/// Text that both sides know beforehand (MS-OXRTFCP §2.1.2.1).
const KNOWN: &[u8; 207] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const WINDOW_BYTES: usize = 4096;
const HEADER_BYTES: usize = 16;
/// "LZFu" and "MELA" as numbers.
const COMPRESSED: u32 = 0x7546_5a4c;
const STORED: u32 = 0x414c_454d;
/// A body of more than this is left closed: nobody writes one by hand.
pub const RTF_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The RTF behind compressed bytes. What goes on beyond the length that the header says is left aside.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (Some(size), Some(kind), Some(sum)) = (word(4), word(8), word(12)) else { return Err(stored!("is cut off")) };
    let size = size as usize;
    if size > RTF_BYTES_MAX {
        return Err(stored!("says that it is larger than any"));
    }
    let packed = &bytes[HEADER_BYTES..];
    // The first word counts what follows it.
    let end = (word(0).unwrap_or(0) as usize).saturating_sub(HEADER_BYTES - 4).min(packed.len());
    match kind {
        STORED => Ok(packed[..size.min(packed.len())].to_vec()),
        COMPRESSED if crc(&packed[..end]) != sum => Err(stored!("is damaged")),
        COMPRESSED => Ok(unfold(&packed[..end], size)),
        _ => Err(stored!("is of an unknown kind")),
    }
}

fn unfold(packed: &[u8], size: usize) -> Vec<u8> {
    let mut window = [b' '; WINDOW_BYTES];
    window[..KNOWN.len()].copy_from_slice(KNOWN);
    let mut write = KNOWN.len();
    let mut out = Vec::new();
    let mut rest = packed.iter().copied();
    while let Some(control) = rest.next() {
        for bit in 0..8 {
            let Some(first) = rest.next() else { return out };
            if control >> bit & 1 == 0 {
                out.push(first);
                window[write] = first;
                write = (write + 1) % WINDOW_BYTES;
            } else {
                let Some(second) = rest.next() else { return out };
                let pair = usize::from(first) << 8 | usize::from(second);
                let (from, count) = (pair >> 4, (pair & 0xf) + 2);
                // A reference to where writing goes on ends the text.
                if from == write {
                    return out;
                }
                for step in 0..count {
                    let byte = window[(from + step) % WINDOW_BYTES];
                    out.push(byte);
                    window[write] = byte;
                    write = (write + 1) % WINDOW_BYTES;
                }
            }
            if out.len() >= size {
                out.truncate(size);
                return out;
            }
        }
    }
    out
}

/// CRC-32 without the turning round at both ends (MS-OXRTFCP §2.1.3.2).
fn crc(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        let mut low = (sum ^ u32::from(*byte)) & 0xff;
        for _ in 0..8 {
            low = if low & 1 == 1 { low >> 1 ^ 0xedb8_8320 } else { low >> 1 };
        }
        low ^ sum >> 8
    })
}
