//! Sets every kind into a folder, on both sizes of page, for the checks that foreign programs make:
//! `cargo run -p typeset --example every -- FOLDER`.

#[path = "../tests/it/samples.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod samples;

use std::path::PathBuf;

use typeset::{Enclosed, Fonts, PageSize, Relation, Style, Typesetter};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let setter = Typesetter::new(Fonts::new([]));
    for (name, sheet) in samples::every() {
        for (size, end) in [(PageSize::A4, "a4"), (PageSize::Letter, "letter")] {
            let page = setter.set(&sheet, &Style { size, ..Style::default() })?;
            std::fs::write(folder.join(format!("{name}.{end}.2a.pdf")), page)?;
        }
    }
    let sheet = samples::numbered(1);
    let card = Enclosed {
        name: "card.json".to_owned(),
        mime: "application/json".to_owned(),
        says: "The card of the paper".to_owned(),
        relation: Relation::Data,
        bytes: b"{\"number\":\"OUT-1951-0396\"}".to_vec(),
    };
    let source = Enclosed {
        name: "as received.txt".to_owned(),
        mime: "text/plain".to_owned(),
        says: "The paper as received".to_owned(),
        relation: Relation::Source,
        bytes: b"the paper".to_vec(),
    };
    let page = setter.set(&sheet, &Style { enclosed: vec![card, source], ..Style::default() })?;
    std::fs::write(folder.join("memorandum-enclosing.a4.3a.pdf"), page)?;
    Ok(())
}
