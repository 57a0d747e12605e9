//! Takes files apart and prints what came out, a line of JSON each, for comparison with other programs.

use std::io::Write as _;
use std::{env, fs, io};

use sha2::{Digest as _, Sha256};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for path in env::args_os().skip(1) {
        let path = path.to_string_lossy().into_owned();
        let taken = extract::open(&fs::read(&path)?, &path, &|_| None);
        let enclosures: Vec<_> = taken
            .enclosures
            .iter()
            .map(|enclosed| {
                let hash: String = Sha256::digest(&enclosed.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                serde_json::json!({ "name": enclosed.name, "media": enclosed.media, "sha256": hash })
            })
            .collect();
        let shown = serde_json::json!({
            "path": path,
            "format": taken.format,
            "text": taken.text,
            "remarks": taken.remarks,
            "message_id": taken.message_id,
            "enclosures": enclosures,
        });
        writeln!(out, "{shown}")?;
    }
    Ok(())
}
