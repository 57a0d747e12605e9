//! A file as received with our stamp over it, as it is printed and handed on. The bytes that came are never touched.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use typst::foundations::{Bytes, Smart};
use typst_pdf::{PdfOptions, PdfStandards};

use crate::not_set::NotSet;
use crate::setting::{SHEET_PAGES_MAX, Typesetter, lay_out, not_followed};
use crate::sheet::Kind;
use crate::world::{MAIN, SheetWorld, source};

/// The first bytes in which a PDF says that it is one.
const PDF_SIGN: &[u8] = b"%PDF-";
/// Within so many bytes a PDF says so: what stands before it, readers pass over.
const PDF_SIGN_WITHIN: usize = 1_024;
/// The page on which a picture is set, in points: A4.
const PICTURE_PAGE: (f32, f32) = (595.28, 841.89);

/// Our stamp, as it stands on what came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The office's name.
    pub office: String,
    /// Our number.
    pub number: String,
    /// What happened, and on which day: "Received 25 December 1951".
    pub says: String,
    /// That day.
    pub day: Date,
    /// The marking.
    pub marking: Option<String>,
}

impl Typesetter {
    /// A PDF or a picture (PNG, JPEG, GIF) with our stamp over its first page, as the bytes of a PDF. It is no archival page: what is
    /// archived is the file as received, and this shows it. The same file under the same stamp gives the same bytes.
    ///
    /// It takes a stranger's file apart: call it in a process under limits.
    ///
    /// # Errors
    /// When the file cannot be opened, has more pages than a sheet has, or no font has a sign of the stamp.
    pub fn stamp(&self, received: Vec<u8>, stamp: &Stamp) -> Result<Vec<u8>, NotSet> {
        if stamp.day.year() < 1 {
            return Err(NotSet::NoSuchDay(stamp.day));
        }
        let hash = Sha256::digest(&received);
        let is_pdf = is_pdf(&received);
        let received = Bytes::new(received);
        let pages = if is_pdf { pages_of(received.clone())? } else { vec![PICTURE_PAGE] };
        if pages.len() > SHEET_PAGES_MAX {
            return Err(NotSet::TooManyPages { pages: pages.len(), max: SHEET_PAGES_MAX });
        }
        let pages: Vec<Value> =
            pages.iter().map(|(width, height)| json!({ "width": width, "height": height })).collect();
        let facts = json!({ "stamp": stamp, "pages": pages, "picture": !is_pdf });
        let missing = self.fonts().missing(&facts);
        if !missing.is_empty() {
            return Err(NotSet::NoSign(missing));
        }
        let facts = facts.to_string();
        let main = source(MAIN, include_str!("forms/stamped.typ").to_owned());
        let world = SheetWorld {
            house: self.house(),
            fonts: self.fonts(),
            kind: Kind::StampLabel,
            day: stamp.day,
            own: BTreeMap::from([(MAIN, main)]),
            files: BTreeMap::from([
                ("/facts.json".to_owned(), Bytes::from_string(facts.clone())),
                ("/received".to_owned(), received),
            ]),
        };
        // What goes wrong here lies with the file: the form is ours.
        let document = lay_out(&world, SHEET_PAGES_MAX).map_err(of_the_file)?;
        let mut ident = Sha256::new();
        ident.update(hash);
        ident.update(facts);
        let options = PdfOptions {
            ident: Smart::Custom(format!("{:x}", ident.finalize())),
            creator: Smart::Custom(Some("Chancery".to_owned())),
            timestamp: None,
            page_ranges: None,
            standards: PdfStandards::default(),
            tagged: false,
            pretty: false,
        };
        let page = typst_pdf::pdf(&document, &options);
        typst::comemo::evict(0);
        page.map_err(|wrong| of_the_file(not_followed(&world, &wrong)))
    }
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.windows(PDF_SIGN.len()).take(PDF_SIGN_WITHIN).any(|window| window == PDF_SIGN)
}

/// The sizes of a PDF's pages, in points.
fn pages_of(bytes: Bytes) -> Result<Vec<(f32, f32)>, NotSet> {
    let not = |says: &str| NotSet::Received { says: says.to_owned() };
    let opened = hayro_syntax::Pdf::new(Arc::new(bytes));
    let document = opened.map_err(|_| not("it cannot be opened: it is damaged, or locked by a password"))?;
    let pages: Vec<(f32, f32)> = document.pages().iter().map(|page| page.render_dimensions()).collect();
    let whole = |(width, height): &(f32, f32)| *width >= 1.0 && *height >= 1.0;
    if pages.is_empty() || !pages.iter().all(whole) {
        return Err(not("it has no page"));
    }
    Ok(pages)
}

fn of_the_file(not: NotSet) -> NotSet {
    match not {
        NotSet::Form { says, .. } => NotSet::Received { says },
        not => not,
    }
}
