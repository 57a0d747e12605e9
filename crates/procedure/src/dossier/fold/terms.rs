//! The fold of outside terms and deadlines.

use crate::dossier::{Deadline, DeadlineMove, DeadlineState, Dossier, DossierEvent, Term, TermEnded, TermMove};
use crate::event::Acted;
use crate::fold::{Misfit, misfit};
use crate::moment::Moment;

impl Dossier {
    pub(super) fn apply_term(&mut self, change: &DossierEvent, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        let by = || acted.officer.clone();
        match change {
            DossierEvent::TermSet { term, name, cause, paper, from, until } => self.terms.push(Term {
                no: *term,
                name: name.clone(),
                cause: cause.clone(),
                paper: *paper,
                from: *from,
                until: *until,
                at,
                by: by(),
                moves: Vec::new(),
                ended: None,
            }),
            DossierEvent::TermMoved { term, from, until, reason } => {
                let known = self.term_mut(*term)?;
                let (was, reason) = (known.until, reason.clone());
                known.moves.push(TermMove { from: *from, until: *until, was, reason, at, by: by() });
                (known.from, known.until) = (*from, *until);
            }
            DossierEvent::TermEnded { term, reason } => {
                self.term_mut(*term)?.ended = Some(TermEnded { reason: reason.clone(), at, by: by() });
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn apply_deadline(&mut self, change: &DossierEvent, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        let by = || acted.officer.clone();
        match change {
            DossierEvent::DeadlineSet { deadline, what, desk, paper, hangs, date, remind } => {
                self.deadlines.push(Deadline {
                    no: *deadline,
                    what: what.clone(),
                    desk: desk.clone(),
                    paper: *paper,
                    hangs: *hangs,
                    date: *date,
                    at,
                    by: by(),
                    moves: Vec::new(),
                    remind: remind.clone(),
                    state: DeadlineState::Running,
                });
            }
            DossierEvent::DeadlineMoved { deadline, hangs, date, because } => {
                let known = self.deadline_mut(*deadline)?;
                let (was, because) = (known.date, because.clone());
                known.moves.push(DeadlineMove { date: *date, was, because, at, by: by() });
                known.date = *date;
                known.hangs = hangs.unwrap_or(known.hangs);
            }
            DossierEvent::DeadlineKept { deadline, report } => {
                self.deadline_mut(*deadline)?.state = DeadlineState::Kept { report: report.clone(), at, by: by() };
            }
            DossierEvent::DeadlineDropped { deadline, reason } => {
                self.deadline_mut(*deadline)?.state = DeadlineState::Dropped { reason: reason.clone(), at, by: by() };
            }
            _ => {}
        }
        Ok(())
    }

    fn term_mut(&mut self, no: u32) -> Result<&mut Term, Misfit> {
        match self.terms.iter_mut().find(|known| known.no == no) {
            Some(known) => Ok(known),
            None => misfit("in_dossier", format!("there is no term {no}")),
        }
    }

    pub(super) fn deadline_mut(&mut self, no: u32) -> Result<&mut Deadline, Misfit> {
        match self.deadlines.iter_mut().find(|known| known.no == no) {
            Some(known) => Ok(known),
            None => misfit("in_dossier", format!("there is no deadline {no}")),
        }
    }
}
