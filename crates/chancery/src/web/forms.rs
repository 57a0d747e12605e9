//! Reading a form: names and texts as a browser sends them. What is left blank counts as not said.

use phrases::say;
use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::response::Response;
use jiff::civil::Date;
use procedure::card::{Precision, Span};

use super::{refused, words};

/// Most bytes of a form without files.
pub(crate) const FORM_BYTES_MAX: usize = 512 * 1_024;

/// A form's fields. A name that comes twice keeps its last text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form(BTreeMap<String, String>);

impl Form {
    /// A form of these fields.
    pub(crate) fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// The text of a field, trimmed; `None` where it is blank or was not sent.
    pub(crate) fn said(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The text of a field that was sent, even if blank.
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|text| text.trim())
    }

    /// The text as owned.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.said(name).map(str::to_owned)
    }

    /// The text exactly as it was sent, blanks too: of a password every letter counts.
    pub(crate) fn exact(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
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

    /// A day, as officers type it or as a browser sends it.
    ///
    /// # Errors
    /// When it is there and is no day.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Unreadable> {
        self.said(name).map(day).transpose()
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
        self.0.insert(name.to_owned(), text.into());
    }

    /// All fields, by name.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Passages selected on the page: field, the words filled in, and where they stand.
    pub(crate) fn spans(&self) -> Spans {
        let kept = self.said("spans").and_then(|json| serde_json::from_str(json).ok());
        Spans(kept.unwrap_or_default())
    }
}

/// Reads a day as officers type it.
///
/// # Errors
/// When it is none.
pub(crate) fn day(said: &str) -> Result<Date, Unreadable> {
    match words::read_date(said) {
        Some(read) if read.precision == Precision::Day => Ok(read.date),
        _ => Err(Unreadable(say!(
            "“{said}” is not read as a day. Write it with its year, as 25 December 1951 or 25.12.1951."
        ))),
    }
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

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let fields = axum::extract::Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|rejection| refused::unreadable(&rejection.body_text()))?;
        Ok(Self::of(fields.0))
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
    fn a_damaged_span_is_no_span() {
        let form = |json: &str| Form::of([("spans".to_owned(), json.to_owned())]).spans();
        assert!(form(r#"{"number":{"396":[1,6]}}"#).find("number", "396", "é 396").is_none());
        assert!(form(r#"{"number":{"396":[3,6]}}"#).find("number", "396", "é 396").is_some());
        for damaged in ["", "{", r#"{"number":{"396":[6,3]}}"#, r#"{"number":{"396":[3,60]}}"#] {
            assert!(form(damaged).find("number", "396", "é 396").is_none(), "{damaged}");
        }
    }
}
