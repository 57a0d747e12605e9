//! What goes along with paper: the label that is stuck on it, the slip that goes with a copy and comes back signed, and the receipt for whoever
//! handed it in.

use phrases::{plural, say};
use procedure::export::Export;
use procedure::paper::{Copy, Paper};
use procedure::sight::Sight;
use register::Seen;
use typeset::{PageSize, Receipt, ReceivedFile, Sheet, SlipLine, StampLabel, TransmittalSlip};

use super::exporting::ToExport;
use super::setting::{NoPage, file_name, marking};
use crate::office::holders::named;
use crate::office::proving::proof_name;
use crate::office::{Fault, Office};
use crate::setters::heading;
use crate::words;

impl Office {
    /// The label of a paper's number, for whoever sees its card: `None` for anybody else. The hash of its bytes stands in the code
    /// where the viewer sees them.
    ///
    /// # Errors
    /// When the label cannot be set.
    pub fn set_label(&self, seen: &Seen) -> Result<Option<ToExport>, NoPage> {
        if seen.sight < Sight::Card {
            return Ok(None);
        }
        let (house, paper) = (self.house(), &seen.paper);
        let entered = words::date_of(paper.entered, &self.zone());
        let series = paper.series().into_iter().filter_map(|id| house.series.get(id)).map(|series| series.name.clone());
        let enclosures = match paper.card.enclosures.len() {
            0 => None,
            count => Some(say!("with {}", plural!(count, "{n} enclosure", "{n} enclosures"))),
        };
        let whole = seen.sight == Sight::Whole;
        let label = StampLabel {
            heading: heading(&house, paper.entered, Some(paper.number().to_owned()), entered, marking(&house, paper)),
            lines: series.chain(enclosures).collect(),
            hash: paper.version().filter(|_| whole).map(|kept| kept.version.hash),
        };
        let name = format!("{}-label.pdf", file_name(paper.number()));
        let export = Export::Label { paper: paper.id };
        Ok(Some(self.to_export(export, name, &Sheet::StampLabel(label), PageSize::A4)?))
    }

    /// The slip that goes with a copy to its holder, for whoever sees the paper's card: `None` for anybody else, and where there is no
    /// such copy or it is held no longer.
    ///
    /// # Errors
    /// When the slip cannot be set.
    pub fn set_slip(&self, seen: &Seen, no: u32, size: PageSize) -> Result<Option<ToExport>, NoPage> {
        let copy = seen.paper.copy(no).filter(|copy| copy.is_held() && seen.sight >= Sight::Card);
        let Some(copy) = copy else { return Ok(None) };
        let name = format!("{}-copy-{no}-slip.pdf", file_name(seen.paper.number()));
        let (export, sheet) = (Export::Slip { paper: seen.paper.id, copy: no }, self.slip(&seen.paper, copy));
        Ok(Some(self.to_export(export, name, &Sheet::TransmittalSlip(sheet), size)?))
    }

    /// The receipt for a paper, for whoever handed it in: what was entered, and what proves it. `None` where the viewer sees less than all
    /// of the paper, and where the part that says so was destroyed.
    ///
    /// # Errors
    /// When the journal cannot be read, or the receipt cannot be set.
    pub fn set_receipt(&self, seen: &Seen, size: PageSize) -> Result<Option<ToExport>, NoPage> {
        let Some(numbering) = self.numbering(seen)? else { return Ok(None) };
        let (house, paper) = (self.house(), &seen.paper);
        let name = format!("{}-receipt.pdf", file_name(paper.number()));
        let versions = paper.versions.iter().map(|kept| &kept.version);
        let files = versions.flat_map(|version| {
            let enclosed = version.enclosed.iter().map(|file| (&file.body, &file.name, file.bytes, file.hash));
            std::iter::once((&version.body, &version.name, version.bytes, version.hash)).chain(enclosed)
        });
        let files = files.filter(|(body, ..)| numbering.bodies.contains(body));
        let files =
            files.map(|(_, name, bytes, hash)| ReceivedFile { name: name.clone(), length: words::length(bytes), hash });
        let entered = words::date_of(paper.entered, &self.zone());
        let kept = paper.series().into_iter().find_map(|id| house.series.get(id));
        let mut heading = heading(&house, paper.entered, Some(paper.number().to_owned()), entered, None);
        heading.desk = kept.map(|series| words::desk(&house, &series.registry));
        let from = paper.card.from.iter().map(|one| one.value.words()).collect::<Vec<_>>().join(", ");
        let receipt = Receipt {
            heading,
            from: Some(from).filter(|from| !from.is_empty()),
            called: paper.card.kind.as_ref().map(|kind| words::capital(&kind.value)),
            entered: words::moment(paper.entered, &self.zone()),
            entry: numbering.entry,
            files: files.collect(),
            proof: proof_name(paper.number()),
            key: self.journal()?.keys().map_err(Fault::from)?.current().vkey(),
        };
        Ok(Some(self.to_export(Export::Receipt { paper: paper.id }, name, &Sheet::Receipt(receipt), size)?))
    }

    fn slip(&self, paper: &Paper, copy: &Copy) -> TransmittalSlip {
        let house = self.house();
        let kept = paper.series().into_iter().find_map(|id| house.series.get(id));
        let number = Some(paper.number().to_owned());
        let mut heading = heading(&house, copy.since, number, copy.on, marking(&house, paper));
        heading.desk = kept.map(|series| words::desk(&house, &series.registry));
        let line = SlipLine {
            number: paper.number().to_owned(),
            copy: Some(copy.label()),
            subject: paper.card.subject.as_ref().map(|subject| subject.value.clone()),
            marking: heading.marking.clone(),
        };
        let asks = Some(say!("Please sign this slip and send it back.").to_owned());
        TransmittalSlip { heading, to: named(&house, &copy.holder), lines: vec![line], asks }
    }
}
