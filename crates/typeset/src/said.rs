//! What the house's forms say, in the language of whoever asks for a page.

use std::collections::BTreeMap;

use phrases::{in_script, said_of};
use typst::foundations::Bytes;

use crate::world::of_house;

/// How the phrases of the house's forms are said in the tongue spoken on this thread, by their English; what is said in English is
/// left out.
#[must_use]
pub fn said() -> BTreeMap<String, String> {
    let english = of_house().flat_map(in_script);
    let said = english.map(|english| (english, said_of(english))).filter(|(english, said)| english != said);
    said.map(|(english, said)| (english.to_owned(), said.to_owned())).collect()
}

/// The file in which forms find them.
pub(crate) fn file(said: &BTreeMap<String, String>) -> (String, Bytes) {
    let json: serde_json::Map<_, _> =
        said.iter().map(|(english, said)| (english.clone(), said.as_str().into())).collect();
    ("/phrases.json".to_owned(), Bytes::from_string(serde_json::Value::from(json).to_string()))
}
