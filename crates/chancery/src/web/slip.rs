//! A form of a page as it is drawn: where it leads, and what was typed where it is drawn again.

use axum::http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, Render};
use phrases::html;
use procedure::house::House;
use procedure::ids::DeskId;

use super::bag;
use super::forms::Form;
use super::words::{self, Choice};
use crate::web::choices;

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

/// What every form of a page carries: the version of what it is about, as it was when the page was drawn, and a key of its
/// own.
pub(crate) fn drawn_from(rev: u64) -> Markup {
    html! {
        input type="hidden" name="rev" value=(rev);
        input type="hidden" name="key" value=(bag::key());
    }
}

/// A page's body, headed by what was wrong with a form that was sent, where that form is not drawn on it any more.
pub(crate) fn with_refusal(body: Markup, unentered: Option<&Unentered>) -> Markup {
    match unentered.filter(|sent| !body.0.contains(&sent.says.0)) {
        Some(sent) => html! { (sent.says) (body) },
        None => body,
    }
}

/// One form of a page.
pub(crate) struct Slip<'a> {
    rev: u64,
    to: String,
    again: Option<&'a Unentered>,
}

impl<'a> Slip<'a> {
    /// The form that leads to an address, about something of that version; drawn again where it is the one that was sent.
    pub(crate) fn at(to: String, rev: u64, unentered: Option<&'a Unentered>) -> Self {
        Self::meant(to, rev, unentered, |_| true)
    }

    /// The form among those that lead to the same address of which `this` holds.
    pub(crate) fn meant(to: String, rev: u64, unentered: Option<&'a Unentered>, this: impl Fn(&Form) -> bool) -> Self {
        let again = unentered.filter(|sent| sent.place == to && this(&sent.form));
        Self { rev, to, again }
    }

    /// Whether it is drawn again.
    pub(crate) fn is_open(&self) -> bool {
        self.again.is_some()
    }

    /// What was typed in a field, where it is drawn again.
    pub(crate) fn said(&self, name: &str) -> Option<&'a str> {
        self.again.and_then(|sent| sent.form.sent(name))
    }

    /// What is chosen in a field: as it was sent, where it is drawn again, else `kept`.
    pub(crate) fn chosen<'s>(&'s self, name: &str, kept: Option<&'s str>) -> Option<&'s str> {
        self.said(name).or(kept)
    }

    /// The options of a choice, each its value and its words.
    pub(crate) fn options<V: AsRef<str>, W: Render>(
        &self,
        name: &str,
        options: impl IntoIterator<Item = (V, W)>,
        kept: Option<&str>,
    ) -> Markup {
        let chosen = self.chosen(name, kept);
        html! {
            @for (value, says) in options {
                @let value = value.as_ref();
                option value=(value) selected[chosen == Some(value)] { (says) }
            }
        }
    }

    /// The options of a choice among the office's words.
    pub(crate) fn words<T: Copy + PartialEq>(
        &self,
        name: &str,
        choices: &'static [Choice<T>],
        kept: Option<T>,
    ) -> Markup {
        let kept = choices.iter().find(|(value, _, _)| Some(*value) == kept).map(|(_, name, _)| *name);
        self.options(name, choices.iter().map(|(_, name, says)| (*name, says.said())), kept)
    }

    /// The options of a choice among the open desks.
    pub(crate) fn desks(&self, name: &str, house: &House, kept: Option<&DeskId>) -> Markup {
        let open = choices::desks(house);
        self.options(name, open.map(|(id, desk)| (id.as_str(), desk.name.as_str())), kept.map(DeskId::as_str))
    }

    /// Whether a field is the one to put right.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.again.is_some_and(|sent| sent.field == name)
    }

    /// A line to type.
    pub(crate) fn line(&self, name: &str, label: &str) -> Markup {
        html! { label { (label) input type="text" name=(name) value=[self.said(name)] autofocus[self.wants(name)]; } }
    }

    /// A line that the rules need.
    pub(crate) fn needed(&self, name: &str, label: &str) -> Markup {
        html! { label { (label) input type="text" name=(name) value=[self.said(name)] required autofocus[self.wants(name)]; } }
    }

    /// Several lines to type.
    pub(crate) fn lines(&self, name: &str, label: &str, required: bool) -> Markup {
        html! { label { (label) textarea name=(name) required[required] autofocus[self.wants(name)] { (self.said(name).unwrap_or_default()) } } }
    }

    /// A day, typed as the office writes it.
    pub(crate) fn day(&self, name: &str, label: &str, kept: Option<Date>) -> Markup {
        let value = self.said(name).map(str::to_owned).or(kept.map(words::day));
        html! { label { (label) input.day type="text" name=(name) value=[value] placeholder="25 December" autocomplete="off" autofocus[self.wants(name)]; } }
    }

    /// The form with its fields, and the button that sends it.
    pub(crate) fn form(&self, class: &str, id: Option<&str>, fields: &Markup) -> Markup {
        html! {
            form class=[Some(class).filter(|class| !class.is_empty())] id=[id] method="post" action=(self.to) {
                (self.head()) (drawn_from(self.rev)) (fields)
            }
        }
    }

    /// A form that takes a file.
    pub(crate) fn upload(&self, id: &str, fields: &Markup) -> Markup {
        html! {
            form id=(id) method="post" action=(self.to) enctype="multipart/form-data" {
                (self.head()) (drawn_from(self.rev)) (fields)
            }
        }
    }

    /// An act, folded until it is wanted.
    pub(crate) fn act(&self, id: &str, title: &str, fields: &Markup, button: &str) -> Markup {
        let fields = html! { (fields) button.small { (button) } };
        self.folded(title, &self.form("", Some(id), &fields))
    }

    /// The frame of an act.
    pub(crate) fn folded(&self, title: &str, form: &Markup) -> Markup {
        html! { details.act.no-print open[self.is_open()] { summary { (title) } (form) } }
    }

    /// What was wrong with it, where it is drawn again; by itself where the form is not drawn any more.
    pub(crate) fn head(&self) -> Markup {
        html! { @if let Some(sent) = self.again { (sent.says) } }
    }
}
