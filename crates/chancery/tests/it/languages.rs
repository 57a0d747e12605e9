//! The languages of the pages: one chosen is spoken on all of them, and to programs nothing changes.

use std::collections::BTreeSet;

use axum::http::header;
use chancery::doors::Scope;
use chancery::tongues::{Tongues, Unspoken};
use chancery::web::WebOptions;
use procedure::act::Act;

use crate::api::Program;
use crate::pages::client::Client;
use crate::pages::house::{Ministry, PASSWORD, id};
use crate::twins::history::History;
use crate::twins::visits::{GETS, POSTS};
use crate::twins::world::{Ask, READERS, World};

/// The list of what the program says.
const LIST: &str = include_str!("../../languages/phrases.pot");

/// What stands around every phrase of the language that is made here.
const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// Every phrase in brackets: what is drawn without them was not said in the language chosen.
fn bracketed() -> String {
    let mut po = String::from(
        "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\"X-Name: bracketed\\n\"\n\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n",
    );
    for block in LIST.split("\n\n").skip(1) {
        let of = |key: &str| {
            block
                .lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix('"')?.strip_suffix('"'))
                .map(str::to_owned)
        };
        let one = of("msgid ").unwrap();
        let mark = if block.lines().any(|line| line == "#. stored") { "#. stored\n" } else { "" };
        match of("msgid_plural ") {
            None => po.push_str(&format!("\n{mark}msgid \"{one}\"\nmsgstr \"{OPEN}{one}{CLOSE}\"\n")),
            Some(many) => po.push_str(&format!(
                "\nmsgid \"{one}\"\nmsgid_plural \"{many}\"\nmsgstr[0] \"{OPEN}{one}{CLOSE}\"\nmsgstr[1] \"{OPEN}{many}{CLOSE}\"\n"
            )),
        }
    }
    po
}

/// The text of a page without its phrases: a phrase may go over several elements, so that brackets are followed through
/// all of it, in its text and in each attribute by itself.
fn unsaid(html: &str) -> Vec<String> {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut left = Vec::new();
    let mut depth = 0_usize;
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        for told in ["aria-label=\"", "title=\"", "placeholder=\""] {
            for value in tag.split(told).skip(1).filter_map(|rest| rest.split('"').next()) {
                left.push(outside(value, &mut 0));
            }
        }
        // Keys bear what stands on them, and code what a program reads.
        if !["script", "style", "kbd", "code"].iter().any(|name| tag.starts_with(name)) {
            left.push(outside(text, &mut depth));
        }
    }
    left.retain(|text| text.chars().any(char::is_alphabetic));
    left
}

/// What stands outside of all brackets.
fn outside(text: &str, depth: &mut usize) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            OPEN => *depth += 1,
            CLOSE => *depth = depth.saturating_sub(1),
            _ if *depth == 0 => out.push(sign),
            _ => {}
        }
    }
    out
}

/// The words that the history of the offices puts on pages: names, texts, codes, reasons.
fn words_of_the_offices() -> BTreeSet<String> {
    const TOLD_BY: [&str; 5] = [
        include_str!("twins/history.rs"),
        include_str!("twins/world.rs"),
        include_str!("twins/visits.rs"),
        include_str!("twins/bodies.rs"),
        include_str!("twins/hidden.rs"),
    ];
    let code = TOLD_BY.into_iter().flat_map(str::lines).filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(words).collect()
}

fn words(text: &str) -> Vec<String> {
    // Hashes and signed notes are longer than any word.
    const LETTERS_MAX: usize = 24;
    let pieces = text.split_whitespace().filter(|piece| piece.chars().count() <= LETTERS_MAX);
    let pieces = pieces.filter(|piece| !ends_by_lot(piece));
    let words = pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| word.chars().count() >= 3).map(str::to_lowercase).collect()
}

/// Whether it is the code of a dossier that was opened in filing a paper: of "h8-fee547" three letters look like a word.
fn ends_by_lot(piece: &str) -> bool {
    const DIGITS: usize = 6;
    let tail = piece.rsplit_once('-').map(|(_, tail)| tail);
    tail.is_some_and(|tail| tail.len() == DIGITS && tail.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// A page for whoever changes the look, in development builds, which speaks as the code does.
const OF_DEVELOPMENT: &str = "/style";

/// Words that stand outside of phrases by right: languages call themselves by their own names, formats and units by theirs.
const OF_NO_LANGUAGE: &[&str] = &["english", "bracketed", "русский", "town", "hall", "chancery"];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_all_of_it_in_the_language_chosen() {
    let mut worlds = Vec::new();
    for _ in 0..2 {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("lang")).unwrap();
        std::fs::write(folder.path().join("lang/bracketed.po"), bracketed()).unwrap();
        worlds.push(World::found_in(folder).await);
    }
    for world in &mut worlds {
        READERS.into_iter().chain(["viktor"]).for_each(|reader| world.choose(reader, "bracketed"));
    }
    let mut history = History::begin_in(worlds.try_into().ok().unwrap()).await;
    for die in 0..9 {
        for kind in [0, 10, 23, 40, 45, 50, 60] {
            history.step((kind, die)).await;
        }
    }
    history.wait_for_index();
    let of_the_offices = words_of_the_offices();
    let known = |word: &String| of_the_offices.contains(word) || OF_NO_LANGUAGE.contains(&word.as_str());
    let mut found = BTreeSet::new();
    let mut pages = 0;
    let gets = GETS.iter().flat_map(|(route, places)| places.iter().map(move |place| (*route, *place, "")));
    let sent = POSTS.iter().flat_map(|(route, place, forms)| forms.iter().map(move |form| (*route, *place, *form)));
    for (route, place, form) in
        gets.chain(sent).filter(|(_, place, _)| !place.starts_with("/api/") && *place != OF_DEVELOPMENT)
    {
        for reader in [READERS[0], "viktor"] {
            for place in history.ids.filled(place).into_iter().take(2) {
                let ask = match form {
                    "" => Ask::get(place),
                    form => Ask::form(place, history.ids.filled(form).remove(0).replace(' ', "+")),
                };
                let answer = history.worlds[0].ask(reader, &ask).await;
                let html =
                    answer.headers.get(header::CONTENT_TYPE).is_some_and(|media| media == "text/html; charset=utf-8");
                if !html {
                    continue;
                }
                pages += 1;
                let html = String::from_utf8(answer.body).unwrap();
                for text in unsaid(&html) {
                    let strange: Vec<String> = words(&text).into_iter().filter(|word| !known(word)).collect();
                    if !strange.is_empty() {
                        found.insert(format!("{route}: {:?}", text.trim()));
                    }
                }
            }
        }
    }
    assert!(pages > 200, "{pages} pages only");
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{} are not said in the language chosen\n{}", found.len(), found.join("\n"));
}

async fn at_work(ministry: &Ministry) -> Client {
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    orlo
}

#[tokio::test]
async fn an_officer_chooses_a_language_and_programs_go_on_in_english() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry).await;
    let english = orlo.get("/register").await.html;
    assert!(english.contains("<html lang=\"en\">") && english.contains(">русский<"));
    let chosen = orlo.post("/language", &[("language", "ru")]).await;
    let cookie = chosen.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.starts_with("chancery-language=ru; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    let mut orlo = at_work(&ministry).await;
    orlo.speaks("ru");
    let register = orlo.get("/register").await.html;
    assert!(
        register.contains("<html lang=\"ru\"") && register.contains("Реестр") && register.contains("Выйти"),
        "{register}"
    );
    let refused = orlo.get("/papers/00000000000000000000000000000000").await.html;
    assert!(!refused.contains("Nothing"), "{refused}");
    let api = orlo.get("/api/v1/papers").await.html;
    assert!(api.contains("Who calls is not known"), "{api}");
    let none = orlo.post("/language", &[("language", "xx")]).await;
    assert!(none.headers.get(header::SET_COOKIE).is_none());
}

/// A paper that does not say from whom it is, and not all of what it declares is in the file.
const UNSIGNED: &str = "To: Harbour Board\nSubject: The east quay\nDate: 3 May 1951\n\nThe quay is closed. I enclose a map of the harbour.\n";

#[tokio::test(flavor = "multi_thread")]
async fn what_a_reading_remarks_is_said_in_the_language_chosen_and_kept_in_english() {
    const SENDER: (&str, &str) = ("No sender was found.", "Отправитель не найден.");
    const MAP: (&str, &str) = (
        "A map of the harbour is declared but not in the file.",
        "«map of the harbour» заявлено как приложение, но в файле его нет.",
    );
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry).await;
    orlo.read(UNSIGNED).await.says(SENDER.0).says(MAP.0);
    let paper = orlo.enter(UNSIGNED, &[("desk", "")]).await;
    orlo.get(&paper).await.says(SENDER.0).says(MAP.0);
    orlo.speaks("ru");
    orlo.read(&format!("{UNSIGNED}\n")).await.says(SENDER.1).says(MAP.1).says_not(SENDER.0);
    orlo.get(&paper).await.says(SENDER.1).says(MAP.1).says_not(SENDER.0).says_not(MAP.0);
    let mut program = Program::new(&ministry, "orlo", &[Scope::Read]);
    let (_, _, told) = program.get(&paper).await;
    assert!(told.html.contains(SENDER.0) && told.html.contains(MAP.0), "{}", told.html);
    // What an officer typed stays as it was typed, also where a reading would say the same.
    ministry.act(Act::Remark { paper: id(paper.trim_start_matches("/papers/")), says: SENDER.0.to_owned() });
    orlo.get(&paper).await.says(SENDER.0);
}

#[test]
fn a_language_that_cannot_be_used_is_refused_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Tongues::of_office(folder.path()).unwrap().of_key("ru").is_some());
    let lang = folder.path().join("lang");
    std::fs::create_dir(&lang).unwrap();
    std::fs::write(lang.join("pl.words"), "[language]\ncode = pl\n").unwrap();
    std::fs::write(
        lang.join("ru.po"),
        "msgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\nmsgid \"Desk\"\nmsgstr \"Стол\"\n",
    )
    .unwrap();
    let own = Tongues::of_office(folder.path()).unwrap();
    assert_eq!(own.of_key("ru").unwrap().unwrap().phrase("Desk"), Some("Стол"), "the office's own takes the place");
    assert!(matches!(own.asked("pl").unwrap_err(), Unspoken::Unknown { .. }));
    let over = "msgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\"X-Over: uk\\n\"\n";
    std::fs::write(lang.join("ru-town.po"), over).unwrap();
    assert!(matches!(Tongues::of_office(folder.path()).unwrap_err(), Unspoken::Over { over, .. } if over == "uk"));
    std::fs::write(lang.join("ru-town.po"), "nothing of a PO file").unwrap();
    let wrong = Tongues::of_office(folder.path()).unwrap_err();
    assert!(matches!(&wrong, Unspoken::File { file, .. } if file == "ru-town"), "{wrong}");
    std::fs::write(lang.join("ru-town.po"), vec![b'#'; (4 << 20) + 1]).unwrap();
    assert!(matches!(Tongues::of_office(folder.path()).unwrap_err(), Unspoken::TooMuch(_)));
    let options = WebOptions { tongues: Tongues::brought().unwrap(), ..WebOptions::default() };
    assert_eq!(options.tongues.keys().next(), Some(("en", "English")));
}
