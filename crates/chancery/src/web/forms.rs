//! Reading a form: names and texts as a browser sends them. What is left blank counts as not said.

use phrases::say;
use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use procedure::card::{Precision, Span};

use super::app::App;
use super::{refused, words};

/// Most bytes of a form without files.
pub(crate) const FORM_BYTES_MAX: usize = 512 * 1_024;

/// A form's fields. A name that comes twice keeps its last text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form {
    fields: BTreeMap<String, String>,
    /// The office's day when it came, by which a day is meant that is typed without a year.
    today: Option<Date>,
}

impl Form {
    /// A form of these fields.
    pub(crate) fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { fields: fields.into_iter().collect(), today: None }
    }

    /// The form as it came on a day.
    pub(crate) fn on(self, today: Date) -> Self {
        Self { today: Some(today), ..self }
    }

    /// The text of a field, trimmed; `None` where it is blank or was not sent.
    pub(crate) fn said(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The text of a field that was sent, even if blank.
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(|text| text.trim())
    }

    /// The text as owned.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.said(name).map(str::to_owned)
    }

    /// The text exactly as it was sent, blanks too: of a password every letter counts.
    pub(crate) fn exact(&self, name: &str) -> String {
        self.fields.get(name).cloned().unwrap_or_default()
    }

    /// A code, number or other value with a form of its own.
    ///
    /// # Errors
    /// When it is there and not of that form.
    pub(crate) fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Unreadable>
    where
        T::Err: std::fmt::Display,
    {
        self.said(name).map(str::parse).transpose().map_err(|error: T::Err| Unreadable(error.to_string()))
    }

    /// A day, as officers type it or as a browser sends it; without a year the first such day from today on.
    ///
    /// # Errors
    /// When it is there and is no day.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Unreadable> {
        self.said(name).map(|said| day(said, self.today, Meant::Ahead)).transpose()
    }

    /// A day on which something was; without a year the last such day. One that lies a few days ahead is taken as it is, so that
    /// it is refused and not put a year back.
    ///
    /// # Errors
    /// When it is there and is no day.
    pub(crate) fn past_day(&self, name: &str) -> Result<Option<Date>, Unreadable> {
        self.said(name).map(|said| day(said, self.today, Meant::Past)).transpose()
    }

    /// One of the office's words.
    ///
    /// # Errors
    /// When something is there that is none of them; they are named.
    pub(crate) fn choice<T: Copy>(
        &self,
        name: &str,
        choices: &'static [words::Choice<T>],
    ) -> Result<Option<T>, Unreadable> {
        let Some(said) = self.said(name) else { return Ok(None) };
        words::named(choices, said).map(Some).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|(_, name, _)| *name).collect();
            Unreadable(say!("{name}: “{said}” is none of {}.", names.join(", ")))
        })
    }

    /// A value that has to be there.
    ///
    /// # Errors
    /// When it is not there, or not of its form.
    pub(crate) fn needed<T: std::str::FromStr>(&self, name: &str, what: &str) -> Result<T, Unreadable>
    where
        T::Err: std::fmt::Display,
    {
        self.parsed(name)?.ok_or_else(|| Unreadable(say!("The form does not say {what}.")))
    }

    /// Puts a field in.
    pub(crate) fn put(&mut self, name: &str, text: impl Into<String>) {
        self.fields.insert(name.to_owned(), text.into());
    }

    /// All fields, by name.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Passages selected on the page: field, the words filled in, and where they stand.
    pub(crate) fn spans(&self) -> Spans {
        let kept = self.said("spans").and_then(|json| serde_json::from_str(json).ok());
        Spans(kept.unwrap_or_default())
    }
}

/// Which day is meant by one that is typed without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// The next.
    Ahead,
    /// The last.
    Past,
}

/// Reads a day as officers type it: "25 December 1951", "25.12.1951", "1951-12-25"; where the office's day is given also
/// "25 December", "today", "tomorrow" and "yesterday".
///
/// # Errors
/// When it is none.
pub(crate) fn day(said: &str, today: Option<Date>, meant: Meant) -> Result<Date, Unreadable> {
    let read = words::read_date(said).filter(|read| read.precision == Precision::Day).map(|read| read.date);
    let beside = |today: Date| {
        let is = |word: &str, english: &str| [word, english].contains(&said.to_lowercase().as_str());
        let near =
            [(say!("today"), "today", 0), (say!("tomorrow"), "tomorrow", 1), (say!("yesterday"), "yesterday", -1)];
        let near = near.into_iter().find(|(word, english, _)| is(word, english));
        if let Some((_, _, days)) = near {
            return today.checked_add(days.days()).ok();
        }
        let (month, day) = words::read_day(said)?;
        match meant {
            Meant::Ahead => intake::year_forward(month, day, today),
            Meant::Past => intake::year_back(month, day, today),
        }
    };
    read.or_else(|| today.and_then(beside)).ok_or_else(|| {
        let example = today.map_or_else(|| "25.12.1951".to_owned(), |today| today.strftime("%-d.%-m.%Y").to_string());
        Unreadable(say!("“{said}” is not read as a day. Write it as {example}."))
    })
}

/// Where the words of a field were selected. A hint of the page's script: words without one are simply set by the
/// officer, so a damaged one loses nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spans(BTreeMap<String, BTreeMap<String, Span>>);

impl Spans {
    /// Where these words of a field were selected, if that lies in the text.
    pub(crate) fn find(&self, field: &str, words: &str, text: &str) -> Option<Span> {
        self.0.get(field)?.get(words).copied().filter(|span| span.start < span.end && span.of(text).is_some())
    }
}

/// A form that cannot be read: what is wrong, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable(pub(crate) String);

impl FromRequest<App> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let fields = axum::extract::Form::<Vec<(String, String)>>::from_request(request, app)
            .await
            .map_err(|rejection| refused::unreadable(&rejection.body_text()))?;
        Ok(Self::of(fields.0).on(app.office.today()))
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn blank_is_not_said() {
        let form = Form::of([("a".to_owned(), "  ".to_owned()), ("n".to_owned(), " 7 ".to_owned())]);
        assert_eq!(form.said("a"), None);
        assert_eq!(form.sent("a"), Some(""));
        assert_eq!(form.parsed::<u32>("n"), Ok(Some(7)));
        assert_eq!(form.parsed::<u32>("b"), Ok(None));
        let dated = Form::of([("on".to_owned(), "25 December 1951".to_owned()), ("by".to_owned(), "1951".to_owned())]);
        assert_eq!(dated.day("on"), Ok(Some(jiff::civil::date(1951, 12, 25))));
        assert!(dated.day("by").is_err() && dated.day("at") == Ok(None));
        assert!(form.parsed::<i8>("n").is_ok() && form.needed::<u32>("b", "its number").is_err());
    }

    #[test]
    fn a_day_without_its_year_is_the_next_or_the_last() {
        let today = jiff::civil::date(2026, 11, 27);
        let fields = [("a", "2 December"), ("b", "27.11."), ("c", "5 Jan"), ("d", "Tomorrow"), ("e", "30 February")];
        let form = Form::of(fields.map(|(name, text)| (name.to_owned(), text.to_owned()))).on(today);
        let (ahead, past) = (|name| form.day(name).ok().flatten(), |name| form.past_day(name).ok().flatten());
        assert_eq!(ahead("a"), Some(jiff::civil::date(2026, 12, 2)));
        assert_eq!(past("a"), Some(jiff::civil::date(2025, 12, 2)));
        assert_eq!((ahead("b"), past("b")), (Some(today), Some(today)));
        assert_eq!(ahead("c"), Some(jiff::civil::date(2027, 1, 5)));
        assert_eq!(ahead("d"), Some(jiff::civil::date(2026, 11, 28)));
        assert!(form.day("e").is_err() && Form::of([("a".to_owned(), "2 December".to_owned())]).day("a").is_err());
    }

    #[test]
    fn a_damaged_span_is_no_span() {
        let form = |json: &str| Form::of([("spans".to_owned(), json.to_owned())]).spans();
        assert!(form(r#"{"number":{"396":[1,6]}}"#).find("number", "396", "é 396").is_none());
        assert!(form(r#"{"number":{"396":[3,6]}}"#).find("number", "396", "é 396").is_some());
        for damaged in ["", "{", r#"{"number":{"396":[6,3]}}"#, r#"{"number":{"396":[3,60]}}"#] {
            assert!(form(damaged).find("number", "396", "é 396").is_none(), "{damaged}");
        }
    }
}
