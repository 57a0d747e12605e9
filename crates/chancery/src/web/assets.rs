//! Style sheet, script and fonts: in the binary, under an address that holds their hash, so that they are fetched once.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// The parts of the script, in the order in which they are sent as one: each may use what stands in those before it.
const SCRIPT: [&str; 12] = [
    "words", "passages", "entering", "unsent", "live", "acts", "citing", "deciding", "keys", "in_hand", "search",
    "copying",
];

/// What the script is called in its address.
pub(crate) const SCRIPT_NAME: &str = "chancery.js";

/// The whole script.
static WHOLE: LazyLock<String> = LazyLock::new(|| {
    let part = |name: &str| Assets::get(&format!("script/{name}.js")).map(|asset| asset.data);
    let parts = SCRIPT.into_iter().filter_map(part);
    parts.map(|part| String::from_utf8_lossy(&part).into_owned()).collect::<Vec<_>>().join("\n")
});

/// One hash over all of them: the style sheet names the fonts relative to itself, so they share an address.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        if let Some(asset) = Assets::get(&name) {
            hash.update(asset.metadata.sha256_hash());
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
});

/// The fonts that every page is written in: they are asked for together with the style sheet, and where they come too late for
/// the first drawing, the page stays in the reader's own, so that nothing moves.
pub(crate) const WRITTEN_IN: [&str; 2] = ["fonts/sans-latin.woff2", "fonts/serif-latin.woff2"];

/// The mark of the program, in the page itself.
pub(crate) static SEAL: LazyLock<String> = LazyLock::new(|| {
    let seal = Assets::get("seal.svg").map(|asset| asset.data).unwrap_or_default();
    format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(seal))
});

/// What the script says in the language spoken, as JSON by its English; `None` where that is what it says.
pub(crate) fn script_words() -> Option<String> {
    let tongue = phrases::spoken()?;
    let said: serde_json::Map<_, _> = phrases::in_script(&WHOLE)
        .filter_map(|english| Some((english.to_owned(), tongue.phrase(english)?.into())))
        .collect();
    (!said.is_empty()).then(|| serde_json::Value::Object(said).to_string())
}

/// The address of an asset.
pub(crate) fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *HASH)
}

/// `GET /assets/{hash}/{name}`
pub(crate) async fn get(Path((hash, name)): Path<(String, String)>) -> Response {
    let bytes = match name.as_str() {
        SCRIPT_NAME => Some(WHOLE.clone().into_bytes()),
        _ => Assets::get(&name).map(|asset| asset.data.into_owned()),
    };
    let Some(bytes) = bytes.filter(|_| hash == *HASH) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::{Assets, SCRIPT, WHOLE};
    use std::collections::BTreeSet;

    #[test]
    fn every_part_of_the_script_is_sent_once() {
        let there: BTreeSet<String> = Assets::iter()
            .filter_map(|name| Some(name.strip_prefix("script/")?.strip_suffix(".js")?.to_owned()))
            .collect();
        assert_eq!(SCRIPT.map(str::to_owned).into_iter().collect::<BTreeSet<_>>(), there);
        assert!(WHOLE.starts_with("// What the pages do") && WHOLE.matches("\"use strict\"").count() == 1);
    }
}
