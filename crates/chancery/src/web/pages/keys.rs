//! `GET /keys`: the list of keys, for those who have no script to show it.

use axum::response::Response;
use phrases::{html, say};

use crate::web::seat::Seat;
use crate::web::shell::{self, Place};

/// `GET /keys`
pub(crate) async fn get(seat: Seat) -> Response {
    let body = html! {
        h1 { "Keys" }
        p.under { "They go by their place on the keyboard, never act inside fields, and can be switched off where ? shows this list." }
        (shell::keys())
    };
    shell::page(&seat, Place::Elsewhere, say!("Keys"), &body)
}
