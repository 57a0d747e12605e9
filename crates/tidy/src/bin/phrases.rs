//! Writes the list of what the program says, and brings the files of its languages up to it: what is new stands in them
//! unsaid, what nobody says any more is left out.

use std::error::Error;
use std::fs;
use std::path::Path;

use tidy::Tree;
use tidy::phrases::{self, FOLDER, LIST, Spoken};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let tree = Tree::open(&root)?;
    let said = phrases::said(&tree)?;
    fs::write(root.join(FOLDER).join(LIST), phrases::list(&said))?;
    for (path, text) in tree.texts().filter(|(path, _)| path.starts_with(FOLDER) && path.ends_with(".po")) {
        fs::write(root.join(path), Spoken::read(text).map_err(|why| format!("{path}: {why}"))?.anew(&said))?;
    }
    Ok(())
}
