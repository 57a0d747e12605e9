//! Prints cards or texts of papers, or the papers that stand in them together: `read --json PATH…`, `read --text PATH…`
//! or `read --parts PATH…`.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut paths = std::env::args().skip(1);
    let form = paths.next().unwrap_or_default();
    let mut out = std::io::stdout().lock();
    for path in paths {
        let bytes = std::fs::read(&path)?;
        let reading = intake::read(&bytes, &path);
        if form == "--text" {
            out.write_all(reading.text.as_bytes())?;
        } else if form == "--parts" {
            for part in &reading.parts {
                writeln!(out, "{path}\t{}-{}\t{}", part.span.start, part.span.end, part.title)?;
            }
        } else {
            writeln!(out, "{}", reading.to_public_json(&path))?;
        }
    }
    Ok(())
}
