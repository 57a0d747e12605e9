//! A refusal's codes, told by the names that a house has for them.

use crate::house::House;
use crate::ids::{CalendarId, DeskId, OfficerId, SeriesId};

/// Codes of a refusal, each replaced by a sign for the name it has in a house.
pub(super) struct Signs<'a> {
    pub(super) house: &'a House,
    pub(super) names: Vec<String>,
}

/// A code that no house has, for it is longer than anybody would choose and says nothing.
pub(super) fn sign(at: usize) -> String {
    format!("zzname{at}zz")
}

impl Signs<'_> {
    pub(super) fn put(&mut self, refusal: &mut serde_json::Value) {
        let serde_json::Value::Object(fields) = refusal else { return };
        let what = fields.get("what").and_then(|what| what.as_str()).map(str::to_owned);
        for (field, value) in fields {
            let of = if field == "code" { what.as_deref().unwrap_or_default() } else { field.as_str() };
            match value {
                serde_json::Value::String(code) => self.replace(of, code),
                serde_json::Value::Array(codes) => codes.iter_mut().for_each(|code| {
                    if let serde_json::Value::String(code) = code {
                        self.replace(of, code);
                    }
                }),
                // A principal: what it is, and its code.
                serde_json::Value::Object(principal) => {
                    let is = principal.get("is").and_then(|is| is.as_str()).unwrap_or_default().to_owned();
                    for of in ["code", "who"] {
                        if let Some(serde_json::Value::String(code)) = principal.get_mut(of) {
                            self.replace(&is, code);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn replace(&mut self, of: &str, code: &mut String) {
        let house = self.house;
        let name = match of {
            "officer" | "now" => {
                OfficerId::new(code.as_str()).ok().and_then(|id| Some(house.officers.get(&id)?.name.clone()))
            }
            "desk" | "desks" | "holders" => {
                DeskId::new(code.as_str()).ok().and_then(|id| Some(house.desks.get(&id)?.name.clone()))
            }
            "series" | "other" => {
                SeriesId::new(code.as_str()).ok().and_then(|id| Some(house.series.get(&id)?.name.clone()))
            }
            "calendar" => {
                CalendarId::new(code.as_str()).ok().and_then(|id| Some(house.calendars.get(&id)?.name.clone()))
            }
            "level" | "cleared_to" | "lowest" | "highest" => {
                house.levels.iter().find(|level| level.id.as_str() == code).map(|level| level.name.clone())
            }
            _ => None,
        };
        if let Some(name) = name {
            *code = sign(self.names.len());
            self.names.push(name);
        }
    }
}
