//! The forms of the paper's page.

use super::show::View;
use crate::web::forms::Form;

pub(crate) use crate::web::slip::{Slip, Unentered};

impl<'a> Slip<'a> {
    /// The form that leads to `to` below the paper's address.
    pub(super) fn to(view: &'a View, to: &str) -> Self {
        Self::which(view, to, |_| true)
    }

    /// One of several forms that lead to the same place: the one that sends `text` as `name`.
    pub(super) fn with(view: &'a View, to: &str, name: &str, text: &str) -> Self {
        Self::which(view, to, |form| form.said(name) == Some(text))
    }

    /// The form among those that lead to the same place of which `this` holds.
    pub(super) fn which(view: &'a View, to: &str, this: impl Fn(&Form) -> bool) -> Self {
        let paper = &view.seen.paper;
        Self::meant(format!("/papers/{}/{to}", paper.id), paper.rev, view.unentered.as_ref(), this)
    }
}
