//! The 2-D code as a drawing.

use qrcode::{Color, EcLevel, QrCode};

/// Light modules that the standard wants around a code.
const QUIET: usize = 4;

/// A QR code that says `words`, as SVG: one path of black runs on nothing. `None` where the words are more than a code
/// holds.
pub(crate) fn svg(words: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(words, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" height=\"{side}\">\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}
