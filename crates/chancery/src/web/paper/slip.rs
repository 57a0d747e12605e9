//! A form of the paper's page as it is drawn: where it leads, and what was typed where it is drawn again.

use axum::http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, html};
use procedure::paper::Paper;

use super::on::drawn_from;
use super::show::View;
use crate::web::forms::Form;
use crate::web::words;

/// A form that was sent and not entered: it stands open on the page, with what was typed and why.
pub(crate) struct Unentered {
    /// The address it was sent to.
    pub(crate) place: String,
    pub(crate) form: Form,
    pub(crate) status: StatusCode,
    /// What was wrong and what to do next.
    pub(crate) says: Markup,
    /// The field to put right first.
    pub(crate) field: &'static str,
}

/// One form of the page.
pub(super) struct Slip<'a> {
    paper: &'a Paper,
    to: String,
    again: Option<&'a Unentered>,
}

impl<'a> Slip<'a> {
    /// The form that leads to `to` below the paper's address.
    pub(super) fn to(view: &'a View, to: &str) -> Self {
        Self::meant(view, to, |_| true)
    }

    /// One of several forms that lead to the same place: the one that sends `text` as `name`.
    pub(super) fn with(view: &'a View, to: &str, name: &str, text: &str) -> Self {
        Self::meant(view, to, |form| form.said(name) == Some(text))
    }

    /// The form among those that lead to the same place of which `this` holds.
    pub(super) fn meant(view: &'a View, to: &str, this: impl Fn(&Form) -> bool) -> Self {
        let to = format!("/papers/{}/{to}", view.seen.paper.id);
        let again = view.unentered.as_ref().filter(|sent| sent.place == to && this(&sent.form));
        Self { paper: &view.seen.paper, to, again }
    }

    /// Whether it is drawn again.
    pub(super) fn is_open(&self) -> bool {
        self.again.is_some()
    }

    /// What was typed in a field, where it is drawn again.
    pub(super) fn said(&self, name: &str) -> Option<&'a str> {
        self.again.and_then(|sent| sent.form.sent(name))
    }

    /// Whether a field is the one to put right.
    pub(super) fn wants(&self, name: &str) -> bool {
        self.again.is_some_and(|sent| sent.field == name)
    }

    /// A line to type.
    pub(super) fn line(&self, name: &str, label: &str) -> Markup {
        html! { label { (label) input type="text" name=(name) value=[self.said(name)] autofocus[self.wants(name)]; } }
    }

    /// A line that the rules need.
    pub(super) fn needed(&self, name: &str, label: &str) -> Markup {
        html! { label { (label) input type="text" name=(name) value=[self.said(name)] required autofocus[self.wants(name)]; } }
    }

    /// Several lines to type.
    pub(super) fn lines(&self, name: &str, label: &str, required: bool) -> Markup {
        html! { label { (label) textarea name=(name) required[required] autofocus[self.wants(name)] { (self.said(name).unwrap_or_default()) } } }
    }

    /// A day, typed as the office writes it.
    pub(super) fn day(&self, name: &str, label: &str, kept: Option<Date>) -> Markup {
        let value = self.said(name).map(str::to_owned).or(kept.map(words::day));
        html! { label { (label) input.day type="text" name=(name) value=[value] placeholder="25 December 1951" autocomplete="off" autofocus[self.wants(name)]; } }
    }

    /// The form with its fields, and the button that sends it.
    pub(super) fn form(&self, class: &str, id: Option<&str>, fields: &Markup) -> Markup {
        html! {
            form class=[Some(class).filter(|class| !class.is_empty())] id=[id] method="post" action=(self.to) {
                (self.head()) (drawn_from(self.paper.rev)) (fields)
            }
        }
    }

    /// A form that takes a file.
    pub(super) fn upload(&self, id: &str, fields: &Markup) -> Markup {
        html! {
            form id=(id) method="post" action=(self.to) enctype="multipart/form-data" {
                (self.head()) (drawn_from(self.paper.rev)) (fields)
            }
        }
    }

    /// An act, folded until it is wanted.
    pub(super) fn act(&self, id: &str, title: &str, fields: &Markup, button: &str) -> Markup {
        let fields = html! { (fields) button.small { (button) } };
        self.folded(title, &self.form("", Some(id), &fields))
    }

    /// The frame of an act.
    pub(super) fn folded(&self, title: &str, form: &Markup) -> Markup {
        html! { details.act.no-print open[self.is_open()] { summary { (title) } (form) } }
    }

    /// What was wrong with it, where it is drawn again; by itself where the form is not drawn any more.
    pub(super) fn head(&self) -> Markup {
        html! { @if let Some(sent) = self.again { (sent.says) } }
    }
}
