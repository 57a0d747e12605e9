//! A file as received with our stamp over it: what is printed and handed on of a PDF or a picture that came in.

use phrases::say;
use procedure::act::Act;
use procedure::export::{Export, ExportedSheet};
use procedure::ids::Hash;
use procedure::paper::Paper;
use procedure::sight::Sight;
use register::Seen;
use sha2::{Digest as _, Sha256};
use typeset::Stamp;

use super::exporting::ToExport;
use super::setting::{NoPage, SetPage, file_name, marking};
use crate::office::{Bodies, Fault, Office};
use crate::words;

/// Media over which a stamp is set.
const STAMPED: &[&str] = &["application/pdf", "image/png", "image/jpeg", "image/gif"];

/// Whether a stamp is set over files of this media type.
pub(crate) fn is_stamped(media: &str) -> bool {
    STAMPED.contains(&media)
}

impl Office {
    /// A version's file as received, a PDF or a picture, with our stamp over its first page; the one shown where none is named. `None`
    /// where there is no such file, or the viewer does not see the whole paper. The bytes as received stay as they are, and what is made
    /// here is not kept: the same is made again whenever it is asked for.
    ///
    /// # Errors
    /// When the journal cannot be read, or the file cannot be opened.
    pub fn set_stamped(&self, seen: &Seen, version: Option<usize>) -> Result<Option<ToExport>, NoPage> {
        let paper = &seen.paper;
        let place = version.or_else(|| paper.version_place()).and_then(|place| paper.received(place));
        let whole = seen.sight == Sight::Whole;
        let Some((place, kept)) = place.filter(|(_, kept)| whole && kept.withdrawn.is_none()) else { return Ok(None) };
        if !is_stamped(&kept.version.media) {
            return Ok(None);
        }
        let Some(received) = self.bytes_of(&kept.version.body)? else { return Ok(None) };
        let stamp = self.stamp_of(paper);
        let facts = serde_json::to_vec(&(&kept.version.hash, &stamp)).map_err(Fault::unread)?;
        let bytes = self.setters().stamp(&received, &stamp)?;
        let sheet = ExportedSheet { facts: digest(&facts), hash: digest(&bytes), page: None };
        let act = Act::Export { export: Export::Stamped { paper: paper.id, version: place }, sheet: Some(sheet) };
        let name = format!("{}-stamped.pdf", file_name(paper.number()));
        Ok(Some(ToExport { act, bodies: Bodies::default(), page: SetPage { name, bytes } }))
    }

    fn stamp_of(&self, paper: &Paper) -> Stamp {
        let house = self.house();
        let entered = paper.shown().map_or_else(|| words::date_of(paper.entered, &self.zone()), |shown| shown.on);
        let (says, day) = match paper.arrival.received {
            _ if paper.is_void() => (say!("Void. Entered {day}", day = words::day(entered)), entered),
            Some(received) => (say!("Received {day}", day = words::day(received.on)), received.on),
            None => (say!("Entered {day}", day = words::day(entered)), entered),
        };
        Stamp {
            office: house
                .founding
                .as_ref()
                .map(|founding| founding.name_at(paper.entered).to_owned())
                .unwrap_or_default(),
            number: paper.number().to_owned(),
            says,
            day,
            marking: marking(&house, paper),
        }
    }
}

fn digest(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}
