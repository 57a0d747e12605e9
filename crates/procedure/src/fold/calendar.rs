//! The fold of calendars.

use super::{Misfit, misfit};
use crate::event::Event;
use crate::house::House;

impl House {
    pub(super) fn apply_calendar(&mut self, event: &Event) -> Result<(), Misfit> {
        match event {
            Event::CalendarSet { calendar, facts } => {
                self.calendars.insert(calendar.clone(), facts.clone());
            }
            Event::HolidayAdded { calendar, date, name } => match self.calendars.get_mut(calendar) {
                Some(known) => drop(known.holidays.insert(*date, name.clone())),
                None => return misfit("holiday_added", format!("there is no calendar {calendar}")),
            },
            Event::HolidayRemoved { calendar, date, .. } => {
                let Some(known) = self.calendars.get_mut(calendar) else {
                    return misfit("holiday_removed", format!("there is no calendar {calendar}"));
                };
                if known.holidays.remove(date).is_none() {
                    return misfit("holiday_removed", format!("{date} is no holiday of calendar {calendar}"));
                }
            }
            _ => {}
        }
        Ok(())
    }
}
