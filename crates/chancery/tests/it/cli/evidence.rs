//! Proofs that leave the house, the log for anyone, and witnesses that are not there.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::serving::Server;
use super::{Place, fixture, number};

fn with_letter() -> Place {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    place.write("key.txt", place.done(["key", "office"]).out);
    place
}

/// Words that nobody outside is to find: of the paper, of its card, of who entered it.
fn hidden() -> BTreeSet<String> {
    let text = String::from_utf8(fixture("letter.txt")).unwrap();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
    words.chain(["clerk", "Ada Clerk", "Orlan", "registry"]).map(str::to_owned).collect()
}

/// A text without its hashes, signatures and packed parts: chance writes short words and years into those.
fn without_hashes(text: &str) -> String {
    let hash = |word: &&str| word.len() >= 32;
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    text.split(|c| !letter(c)).filter(|word| !hash(word)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_receipt_is_checked_by_whoever_has_the_file() {
    let place = with_letter();
    let paper = number("IN", 1);
    place.done(["proof", "office", &paper]);
    let proof = format!("{paper}.tlog-proof");
    let holds = place.done(["verify", "letter.txt", &proof, "--key", "key.txt"]);
    assert!(holds.out.contains(&format!("the number {paper} was given to a paper (“memorandum”)")), "{}", holds.out);
    assert!(holds.out.contains("letter.txt (") && holds.out.contains("to the last byte"), "{}", holds.out);
    assert!(holds.out.contains("This is not shown:"), "{}", holds.out);
    // The proof alone; the key as text; again the same.
    let vkey = std::fs::read_to_string(place.path().join("key.txt")).unwrap();
    place.done(["verify", &proof, "--key", vkey.trim_end()]);
    place.done(["proof", "office", &paper, "--out", "again.tlog-proof"]);
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    assert_eq!(read(&proof), read("again.tlog-proof"));
    // Nothing of the paper stands in it but what it says: searched as it is and unpacked.
    let text = read(&proof);
    let extra = text.lines().find_map(|line| line.strip_prefix("extra ")).unwrap();
    let opened = String::from_utf8(BASE64.decode(extra).unwrap()).unwrap();
    let (shown, unpacked) = (without_hashes(&text), without_hashes(&opened));
    assert!(unpacked.contains("memorandum") && shown.contains("c2sp org"), "{unpacked} {shown}");
    for word in hidden().iter().filter(|word| *word != "Orlan") {
        assert!(!shown.contains(word.as_str()) && !unpacked.contains(word.as_str()), "{word}: {opened}");
    }
    // Another file, another paper's proof, a stranger's key, half a proof, no key.
    place.write("other.txt", "Waters Office\n");
    let other = place.ends(4, ["verify", "other.txt", &proof, "--key", "key.txt"]);
    assert!(other.out.contains("other bytes, or the proof of another paper"), "{}", other.out);
    place.lay("telegram-812.txt");
    place.done(["enter", "office", "telegram-812.txt"]);
    place.done(["proof", "office", &number("IN", 2), "--out", "second.tlog-proof"]);
    place.ends(4, ["verify", "letter.txt", "second.tlog-proof", "--key", "key.txt"]);
    place.done(["verify", "telegram-812.txt", "second.tlog-proof", "--key", "key.txt"]);
    let stranger = with_letter();
    let strange = stranger.path().join("key.txt");
    let unknown = place.ends(4, ["verify", "letter.txt", &proof, "--key", strange.to_str().unwrap()]);
    assert!(unknown.out.contains("is not signed by"), "{}", unknown.out);
    place.write("half.tlog-proof", &text[..text.len() / 2]);
    place.ends(4, ["verify", "letter.txt", "half.tlog-proof", "--key", "key.txt"]);
    place.ends(3, ["verify", "letter.txt", "nowhere.tlog-proof", "--key", "key.txt"]);
    place.ends(3, ["verify", "letter.txt", &proof, "--key", "letter.txt"]);
    place.ends(2, ["verify", "letter.txt", &proof]);
    place.ends(1, ["proof", "office", "IN-1900-0001"]);
}

#[test]
fn the_log_is_a_folder_that_goes_on() {
    let place = with_letter();
    let early = place.ends(1, ["log", "office", "public"]);
    assert!(early.err.contains("chancery head"), "{}", early.err);
    place.done(["head", "office"]);
    let first = place.done(["log", "office", "public"]);
    assert!(first.out.starts_with("3 files of a log of 3 entries"), "{}", first.out);
    place.lay("telegram-812.txt");
    place.done(["enter", "office", "telegram-812.txt"]);
    place.done(["head", "office"]);
    place.done(["log", "office", "public"]);
    let read = |name: &str| std::fs::read(place.path().join("public").join(name)).unwrap();
    assert_eq!(read("tile/0/000.p/4").len(), 4 * 32);
    assert_eq!(read("tile/entries/000.p/4").len(), 4 * 34);
    assert!(read("checkpoint").starts_with(b"orlan") || read("checkpoint").len() > 100);
    for (name, bytes) in files(&place.path().join("public")) {
        let text = without_hashes(&String::from_utf8_lossy(&bytes));
        for word in hidden().iter().filter(|word| *word != "Orlan") {
            assert!(!text.contains(word.as_str()), "{word} in {name}");
        }
    }
    // A journal that was put back does not write over what shows it; a stranger's log neither.
    let stranger = with_letter();
    stranger.done(["head", "office"]);
    let target = place.path().join("public");
    let other = stranger.ends(4, ["log", "office", target.to_str().unwrap()]);
    assert!(other.err.contains("is not of this log"), "{}", other.err);
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push((path.display().to_string(), std::fs::read(&path).unwrap())),
        }
    }
    found
}

/// A plain request; what came back, head and body.
fn get(address: &str, path: &str) -> String {
    let mut line = TcpStream::connect(address.trim_start_matches("http://").trim_end()).unwrap();
    write!(line, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_log_is_shown_where_the_office_shows_it() {
    let place = with_letter();
    let server = Server::start_with(&place, &[]);
    assert!(get(&server.1, "/log/checkpoint").starts_with("HTTP/1.1 404"));
    drop(server);
    let server = Server::start_with(&place, &["--log"]);
    place.done(["head", "office"]);
    let head = get(&server.1, "/log/checkpoint");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("max-age=5"), "{head}");
    assert!(head.contains("\n3\n") || head.contains("\r\n\r\n"), "{head}");
    let tile = get(&server.1, "/log/tile/0/000.p/3");
    assert!(tile.starts_with("HTTP/1.1 200") && tile.contains("immutable"), "{tile}");
    for absent in ["/log/tile/0/000.p/4", "/log/tile/0/000", "/log/../journal.db", "/log/tile/0/0", "/log/"] {
        assert!(get(&server.1, absent).starts_with("HTTP/1.1 40"), "{absent}");
    }
}

/// The key of a witness that nobody runs.
fn witness_key() -> String {
    use sha2::Digest as _;
    let (name, secret) = ("witness.example", ed25519_dalek::SigningKey::from_bytes(&[7; 32]));
    let typed = [&[4], secret.verifying_key().as_bytes().as_slice()].concat();
    let id = sha2::Sha256::digest([name.as_bytes(), b"\n", &typed].concat());
    format!("{name}+{}+{}", journal::hex(&id[..4]), BASE64.encode(typed))
}

#[test]
fn witnesses_are_named_and_what_they_say_is_kept() {
    let place = with_letter();
    let key = witness_key();
    let refused = place.ends(1, ["witness", "office", "add", "http://127.0.0.1:9", "no-key"]);
    assert!(refused.err.contains("is not the key of a witness"), "{}", refused.err);
    let ours = place.done(["key", "office"]).out;
    place.ends(1, ["witness", "office", "add", "http://127.0.0.1:9", ours.trim_end()]);
    place.ends(1, ["witness", "office", "add", "ftp://127.0.0.1", &key]);
    place.done(["witness", "office", "add", "http://127.0.0.1:9/", &key]);
    assert!(place.done(["witness", "office", "list"]).out.contains("not asked yet"));
    let nobody = place.ends(3, ["witness", "office", "submit"]);
    assert!(nobody.out.contains("it cannot be reached"), "{nobody:?}");
    let listed: serde_json::Value =
        serde_json::from_str(&place.done(["witness", "office", "list", "--json"]).out).unwrap();
    assert_eq!((listed["size"].as_u64(), listed["holds"].as_bool()), (Some(0), Some(true)));
    let name = listed["name"].as_str().unwrap().to_owned();
    place.done(["witness", "office", "drop", &name]);
    place.ends(1, ["witness", "office", "drop", &name]);
}

#[test]
fn the_key_is_changed_and_what_was_signed_before_still_holds() {
    let place = with_letter();
    place.done(["proof", "office", &number("IN", 1), "--out", "before.tlog-proof"]);
    place.ends(2, ["key", "office", "--change"]);
    let changed = place.done(["key", "office", "--change", "--reason", "the old machine was stolen"]);
    assert!(changed.out.contains("the key was changed"), "{changed:?}");
    place.write("new.txt", place.done(["key", "office"]).out);
    let keys: serde_json::Value = serde_json::from_str(&place.done(["key", "office", "--json"]).out).unwrap();
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2);
    place.lay("telegram-812.txt");
    place.done(["enter", "office", "telegram-812.txt"]);
    place.done(["proof", "office", &number("IN", 2), "--out", "after.tlog-proof"]);
    let check = |code: i32, file: &str, proof: &str, key: &str| place.ends(code, ["verify", file, proof, "--key", key]);
    check(0, "letter.txt", "before.tlog-proof", "key.txt");
    check(4, "letter.txt", "before.tlog-proof", "new.txt");
    check(0, "telegram-812.txt", "after.tlog-proof", "new.txt");
    check(4, "telegram-812.txt", "after.tlog-proof", "key.txt");
    place.done(["verify", "telegram-812.txt", "after.tlog-proof", "--key", "key.txt", "--key", "new.txt"]);
    place.done(["verify", "office"]);
    // While a server holds the folder it is changed through it.
    let server = Server::start_with(&place, &[]);
    place.done(["key", "office", "--change", "--reason", "once a year"]);
    place.done(["enter", "office", "--oral", "--subject", "after it"]);
    drop(server);
    assert_ne!(place.done(["key", "office"]).out, std::fs::read_to_string(place.path().join("new.txt")).unwrap());
    place.done(["verify", "office"]);
}

#[test]
fn a_folder_is_looked_over_and_what_is_wrong_is_said() {
    let place = with_letter();
    let healthy = place.done(["doctor", "office"]).out;
    for line in ["good   journal", "good   key", "mind   heads", "good   register", "good   clock", "good   disk"] {
        assert!(healthy.contains(line), "{line}: {healthy}");
    }
    let office = place.path().join("office");
    let key = std::fs::read(office.join("office.key")).unwrap();
    std::fs::remove_file(office.join("office.key")).unwrap();
    let lost = place.ends(4, ["doctor", "office"]).out;
    assert!(lost.contains("WRONG  key") && lost.contains("put it back from a backup"), "{lost}");
    std::fs::write(office.join("office.key"), key).unwrap();
    // A register that is gone is made anew; one that knows more than the journal says that the journal was put back.
    let kept = std::fs::read(office.join("journal.db")).unwrap();
    place.done(["enter", "office", "--oral", "--subject", "after it"]);
    let register = std::fs::read(office.join("register.db")).unwrap();
    for name in ["register.db", "register.db-wal", "register.db-shm"] {
        std::fs::remove_file(office.join(name)).ok();
    }
    let none = place.done(["doctor", "office", "--json"]).out;
    assert!(none.contains(r#""health":"mind","#) || none.contains(r#""what":"register""#), "{none}");
    std::fs::write(office.join("register.db"), register).unwrap();
    for name in ["journal.db-wal", "journal.db-shm"] {
        std::fs::remove_file(office.join(name)).ok();
    }
    std::fs::write(office.join("journal.db"), kept).unwrap();
    let back = place.ends(4, ["doctor", "office"]).out;
    assert!(back.contains("WRONG  register") || back.contains("WRONG  index"), "{back}");
    place.ends(3, ["doctor", "nowhere"]);
}
