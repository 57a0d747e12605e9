//! Files embedded in an RTF file: hexadecimal digits that hold an object of OLE 1.0 ([MS-OLEDS] §2.2).

use crate::extract::Enclosed;
use crate::package::label;

/// Takes a file out of an object's digits; none where it is a link or damaged. `number` names it where it has no name.
pub(super) fn open(digits: &[u8], number: usize) -> Option<Enclosed> {
    let bytes = bytes_of(digits);
    let mut at = 0;
    // A version, then 2 for an embedded object; 1 is a link.
    let (_, kind) = (int(&bytes, &mut at)?, int(&bytes, &mut at)?);
    if kind != 2 {
        return None;
    }
    let class = counted(&bytes, &mut at)?;
    let (_, _) = (counted(&bytes, &mut at)?, counted(&bytes, &mut at)?);
    let native = counted(&bytes, &mut at)?;
    let is_package = class.strip_suffix(b"\0").unwrap_or(class) == b"Package";
    let packed = if is_package { packaged(native) } else { None };
    let (name, bytes) = packed.unwrap_or_else(|| (String::new(), native.to_vec()));
    let name = label(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let name = if name.is_empty() { format!("object {number}") } else { name };
    Some(Enclosed::told(name, bytes))
}

fn bytes_of(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> =
        digits.iter().filter_map(|digit| (*digit as char).to_digit(16)).map(|value| value as u8).collect();
    values.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn int(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let end = at.checked_add(4)?;
    let value = u32::from_le_bytes(bytes.get(*at..end)?.try_into().ok()?);
    *at = end;
    usize::try_from(value).ok()
}

fn counted<'b>(bytes: &'b [u8], at: &mut usize) -> Option<&'b [u8]> {
    let length = int(bytes, at)?;
    let end = at.checked_add(length)?;
    let found = bytes.get(*at..end)?;
    *at = end;
    Some(found)
}

fn ended<'b>(bytes: &'b [u8], at: &mut usize) -> Option<&'b [u8]> {
    let rest = bytes.get(*at..)?;
    let length = rest.iter().position(|byte| *byte == 0)?;
    *at += length + 1;
    Some(&rest[..length])
}

/// A file in Windows' packager: its label, where it came from, where it was kept meanwhile, its bytes.
fn packaged(native: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut at = 2;
    let name = String::from_utf8_lossy(ended(native, &mut at)?).into_owned();
    ended(native, &mut at)?;
    at += 4;
    counted(native, &mut at)?;
    Some((name, counted(native, &mut at)?.to_vec()))
}
