//! What in a dossier waits for somebody.

use jiff::civil::Date;

use super::Dossier;
use crate::paper::InHouse;

/// Something in a dossier that waits for a desk or an officer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DossierWait {
    /// For whom.
    pub at: InHouse,
    /// What.
    pub what: WaitsFor,
    /// Its number among those of its kind in the dossier.
    pub no: u32,
    /// By when, or the day on which it comes back.
    pub due: Option<Date>,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitsFor {
    /// The dossier comes back on a day.
    BringForward,
    /// A deadline runs.
    Deadline,
}

impl Dossier {
    /// All that waits in it. A closed dossier waits for nobody.
    pub fn waits(&self) -> Vec<DossierWait> {
        if self.closed.is_some() {
            return Vec::new();
        }
        let back = self.open_bring_forwards().map(|one| DossierWait {
            at: one.to.clone(),
            what: WaitsFor::BringForward,
            no: one.no,
            due: Some(one.on),
        });
        let running = self.running_deadlines().map(|one| DossierWait {
            at: InHouse::Desk(one.desk.clone()),
            what: WaitsFor::Deadline,
            no: one.no,
            due: Some(one.date),
        });
        back.chain(running).collect()
    }
}
