//! A journal of so many entries in a new folder, its head published now and then: `log FOLDER ENTRIES`. For checkers that others
//! wrote (`scripts/log.py`).

use std::path::Path;

use journal::{EntryDraft, Founding, Journal, Options};

/// Entries of a batch; a head is published after each.
const BATCH: u64 = 777;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("say in which folder")?;
    let entries: u64 = args.next().ok_or("say how many entries")?.parse()?;
    let founding = Founding { house: "chancery.example".to_owned(), moment_us: 0 };
    let mut journal = Journal::create(Path::new(&folder), founding, Options::default())?;
    let entry = |number: u64| EntryDraft {
        moment_us: number as i64,
        parts: vec![
            format!(r#"{{"type":"entered","v":1,"n":{number}}}"#).into_bytes(),
            format!(r#"{{"type":"card","v":1,"subject":"Paper {number} of a made journal"}}"#).into_bytes(),
        ],
        bodies: Vec::new(),
    };
    while journal.head().place.size < entries {
        let on = journal.head().place;
        journal.append(on, (on.size..entries.min(on.size + BATCH)).map(entry).collect())?;
        journal.publish_head()?;
    }
    Ok(())
}
