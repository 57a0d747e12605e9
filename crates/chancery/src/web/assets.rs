//! Style sheet, script and fonts: in the binary, under an address that holds their hash, so that they are fetched once.

use std::borrow::Cow;
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

const STYLE: &str = "chancery.css";
/// The fonts that every page is written in.
const WRITTEN_IN: [&str; 2] = ["fonts/sans-latin.woff2", "fonts/serif-latin.woff2"];

/// The style sheet with those fonts in it: letters that come after their page was drawn would move what is read.
static STYLED: LazyLock<String> = LazyLock::new(|| {
    let text = |name: &str| Assets::get(name).map(|asset| asset.data).unwrap_or_default();
    let style = String::from_utf8_lossy(&text(STYLE)).into_owned();
    WRITTEN_IN.into_iter().fold(style, |style, font| {
        let data = format!("data:font/woff2;base64,{}", BASE64_STANDARD.encode(text(font)));
        style.replace(&format!("url(\"{font}\")"), &format!("url(\"{data}\")"))
    })
});

/// What the script says in the language spoken, as JSON by its English; `None` where that is what it says.
pub(crate) fn script_words() -> Option<String> {
    let tongue = phrases::spoken()?;
    let script = Assets::get("chancery.js")?;
    let script = std::str::from_utf8(&script.data).ok()?;
    let said: serde_json::Map<_, _> = phrases::in_script(script)
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
    let Some(asset) = Assets::get(&name).filter(|_| hash == *HASH) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
    let data = if name == STYLE { Cow::Borrowed(STYLED.as_bytes()) } else { asset.data };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, data.into_owned()).into_response()
}
