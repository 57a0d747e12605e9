//! The fold of the house: its officers, desks, mandates, lists, series and books.

use super::{Misfit, misfit};
use crate::act::BLOCK_NUMBERS_MAX;
use crate::event::{Acted, Event};
use crate::house::{Book, BookKey, Desk, Founding, House, List, Mandate, Officer, Suspension};
use crate::ids::SeriesId;
use crate::moment::Moment;
use crate::number::{NUMBER_MAX, Pattern};

impl House {
    /// Folds an event into the house; events of papers only move the books.
    ///
    /// # Errors
    /// When the event speaks of something that is not there.
    pub fn apply(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::OfficeFounded { office, name, zone } => {
                self.founding = Some(Founding {
                    office: *office,
                    name: name.clone(),
                    former_names: vec![],
                    zone: zone.clone(),
                    at,
                });
            }
            Event::OfficeRenamed { name } => {
                let Some(founding) = self.founding.as_mut() else {
                    return misfit("office_renamed", "no office is founded");
                };
                founding.former_names.push((std::mem::replace(&mut founding.name, name.clone()), at));
            }
            Event::LevelsSet { levels } => self.levels.clone_from(levels),
            Event::FilePlanSet { code, title } => {
                self.file_plan.insert(code.clone(), title.clone());
            }
            Event::OfficerAdded { .. }
            | Event::OfficerChanged { .. }
            | Event::OfficerSuspended { .. }
            | Event::OfficerReinstated { .. } => self.apply_officer(acted, event, at)?,
            Event::DeskAdded { .. }
            | Event::DeskChanged { .. }
            | Event::DeskClosed { .. }
            | Event::PrivateOfficeSet { .. } => {
                self.apply_desk(event, at)?;
            }
            Event::TwoPersonsSet { of, holds, .. } => self.two_persons.set(of, *holds),
            Event::MandateGiven { mandate, officer, desk, capacity, from, until, instead_of } => {
                let given = Mandate {
                    officer: officer.clone(),
                    desk: desk.clone(),
                    capacity: *capacity,
                    from: *from,
                    until: *until,
                    instead_of: instead_of.clone(),
                };
                self.mandates.insert(mandate.clone(), given);
            }
            Event::MandateEnded { mandate, until, .. } => match self.mandates.get_mut(mandate) {
                Some(given) => given.until = Some(*until),
                None => return misfit("mandate_ended", format!("there is no mandate {mandate}")),
            },
            Event::CalendarSet { .. } | Event::HolidayAdded { .. } | Event::HolidayRemoved { .. } => {
                self.apply_calendar(event)?;
            }
            Event::ListSet { list, name, holders } => {
                let set = List { name: name.clone(), holders: holders.clone(), given_up: None };
                self.lists.insert(list.clone(), set);
            }
            Event::ListGivenUp { list, reason } => match self.lists.get_mut(list) {
                Some(known) => known.given_up = Some(reason.clone()),
                None => return misfit("list_given_up", format!("there is no list {list}")),
            },
            Event::RoleGiven { .. } | Event::RoleEnded { .. } => self.apply_role(acted, event, at)?,
            Event::ReadingsEntered { .. } => self.apply_readings(event, at),
            Event::DayClosed { .. } => self.apply_closing(event, at),
            Event::SeriesOpened { .. }
            | Event::SeriesChanged { .. }
            | Event::SeriesClosed { .. }
            | Event::YearClosed { .. }
            | Event::BlockReserved { .. }
            | Event::ReservedVoided { .. }
            | Event::Registered { .. } => self.apply_series(event, at)?,
            _ => {}
        }
        Ok(())
    }

    fn apply_officer(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::OfficerAdded { officer, name, aliases, cleared_to, duties }
            | Event::OfficerChanged { officer, name, aliases, cleared_to, duties } => {
                let suspended = self.officers.get(officer).and_then(|known| known.suspended.clone());
                let facts = Officer {
                    name: name.clone(),
                    aliases: aliases.clone(),
                    cleared_to: cleared_to.clone(),
                    duties: duties.clone(),
                    suspended,
                };
                self.officers.insert(officer.clone(), facts);
            }
            Event::OfficerSuspended { officer, reason } => match self.officers.get_mut(officer) {
                Some(known) => {
                    known.suspended = Some(Suspension { at, by: acted.officer.clone(), reason: reason.clone() });
                }
                None => return misfit("officer_suspended", format!("there is no officer {officer}")),
            },
            Event::OfficerReinstated { officer } => match self.officers.get_mut(officer) {
                Some(known) => known.suspended = None,
                None => return misfit("officer_reinstated", format!("there is no officer {officer}")),
            },
            _ => {}
        }
        Ok(())
    }

    fn apply_desk(&mut self, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::DeskAdded { desk, name, aliases, above } => {
                let (name, aliases, above) = (name.clone(), aliases.clone(), above.clone());
                let facts = Desk { name, aliases, above, closed: None, calendar: None, private_office: None };
                self.desks.insert(desk.clone(), facts);
            }
            Event::DeskChanged { desk, name, aliases, above, calendar } => {
                let known = self.desks.get(desk);
                let closed = known.and_then(|known| known.closed);
                let private_office = known.and_then(|known| known.private_office.clone());
                let (name, aliases, above) = (name.clone(), aliases.clone(), above.clone());
                let facts = Desk { name, aliases, above, closed, calendar: calendar.clone(), private_office };
                self.desks.insert(desk.clone(), facts);
            }
            Event::DeskClosed { desk, .. } => match self.desks.get_mut(desk) {
                Some(known) => known.closed = Some(at),
                None => return misfit("desk_closed", format!("there is no desk {desk}")),
            },
            Event::PrivateOfficeSet { desk, office } => match self.desks.get_mut(desk) {
                Some(known) => known.private_office.clone_from(office),
                None => return misfit("private_office_set", format!("there is no desk {desk}")),
            },
            _ => {}
        }
        Ok(())
    }

    fn apply_series(&mut self, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::SeriesOpened { series, facts } => {
                self.prints(series, &facts.pattern);
                self.series.insert(series.clone(), facts.clone());
            }
            Event::SeriesChanged { series, name, pattern, rule, registry, band, file_code, outgoing, circulars } => {
                self.prints(series, pattern);
                let Some(known) = self.series.get_mut(series) else {
                    return misfit("series_changed", format!("there is no series {series}"));
                };
                known.name.clone_from(name);
                known.pattern = pattern.clone();
                known.rule = *rule;
                known.registry = registry.clone();
                known.band.clone_from(band);
                known.file_code.clone_from(file_code);
                known.outgoing = *outgoing;
                known.circulars = *circulars;
            }
            Event::SeriesClosed { series, .. } => match self.series.get_mut(series) {
                Some(known) => known.closed = Some(at),
                None => return misfit("series_closed", format!("there is no series {series}")),
            },
            Event::YearClosed { series, year } => self.book("year_closed", series, *year)?.closed = Some(at),
            Event::BlockReserved { series, year, from, to, reason } => {
                let book = self.book("block_reserved", series, *year)?;
                if *from != book.next || to < from || *to > NUMBER_MAX || to - from >= BLOCK_NUMBERS_MAX {
                    return misfit("block_reserved", format!("{from} to {to} does not follow on {}", book.next));
                }
                book.reserved.extend((*from..=*to).map(|n| (n, reason.clone())));
                book.next = to + 1;
            }
            Event::ReservedVoided { series, year, n, reason, .. } => {
                let book = self.book("reserved_voided", series, *year)?;
                if book.reserved.remove(n).is_none() {
                    return misfit("reserved_voided", format!("{n} is not reserved"));
                }
                book.voided.insert(*n, reason.clone());
            }
            Event::Registered { number, reserved, .. } if number.sub().is_none() => {
                let book = self.book("registered", number.series(), number.year())?;
                if *reserved {
                    if book.reserved.remove(&number.n()).is_none() {
                        return misfit("registered", format!("{} is not reserved", number.n()));
                    }
                } else if number.n() == book.next && number.n() <= NUMBER_MAX {
                    book.next += 1;
                } else {
                    return misfit("registered", format!("{} was given where {} was next", number.n(), book.next));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Remembers every pattern by which a series ever printed its numbers.
    fn prints(&mut self, series: &SeriesId, pattern: &Pattern) {
        let printed = self.printed.entry(series.clone()).or_default();
        if !printed.contains(pattern) {
            printed.push(pattern.clone());
        }
    }

    fn book(&mut self, event: &'static str, series: &SeriesId, year: i16) -> Result<&mut Book, Misfit> {
        let start = match self.series.get(series) {
            Some(known) => known.start,
            None => return misfit(event, format!("there is no series {series}")),
        };
        let key = self.book_key(series, year).unwrap_or(BookKey { series: series.clone(), year });
        Ok(self.books.entry(key).or_insert_with(|| Book { next: start, ..Book::default() }))
    }
}
