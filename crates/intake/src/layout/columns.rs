//! Forms whose captions came off the page as one column and their values as another.
//!
//! ```text
//! SUBJECT
//! REFERENCES
//! : The closed pier
//! : A. Letter of 4 May
//! ```

use super::{Label, Layout, Role};

/// So many captions may stand in one column.
const CAPTIONS_MAX: usize = 6;

/// Gives the values of such columns in the head the roles that their captions announce. Captions and values are paired in
/// order, and only where there are as many values, each behind its colon, as captions.
pub(super) fn assign(layout: &mut Layout<'_>, head: usize) {
    let mut at = 0;
    while at < head {
        let captions = captions(layout, at, head);
        let Some((last, _)) = captions.last() else {
            at += 1;
            continue;
        };
        let values = values(layout, last + 1, head);
        at = last + 1;
        if values.len() != captions.len() {
            continue;
        }
        for (line, _) in &captions {
            layout.lines[*line].role = Role::Stamp;
        }
        for ((_, label), (first, end)) in captions.iter().zip(&values) {
            for line in *first..*end {
                let start = layout.lines[line].start;
                let text = &layout.text[start..layout.lines[line].end];
                let lead = text.len() - text.trim_start_matches([':', ' ']).len();
                layout.lines[line].role =
                    if line == *first { Role::Field(*label, start + lead) } else { Role::FieldMore(*label) };
            }
            at = *end;
        }
    }
}

/// The captions that stand one under the other from line `at` on.
fn captions(layout: &Layout<'_>, at: usize, head: usize) -> Vec<(usize, Label)> {
    let bare = |line: usize| match layout.lines[line].role {
        Role::Field(label, value) if value == layout.lines[line].end => Some((line, label)),
        _ => None,
    };
    (at..head).map_while(bare).take(CAPTIONS_MAX).collect()
}

/// The values that stand one under the other from line `at` on, each with one past its last line: every one begins with a
/// colon, and a blank line or another field ends them.
fn values(layout: &Layout<'_>, at: usize, head: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for line in at..head {
        let role = layout.lines[line].role;
        if layout.line(line).starts_with(':') {
            out.push((line, line + 1));
        } else if matches!(role, Role::Blank | Role::Field(..)) {
            break;
        } else if let Some(open) = out.last_mut() {
            open.1 = line + 1;
        } else {
            break;
        }
    }
    out
}
