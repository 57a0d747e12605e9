use std::collections::BTreeMap;

use typeset::{FORM_BYTES_MAX, Kind, NotSet, OfficeForms, Sheet, Style};

use crate::samples;
use crate::{SETTER, flowed, read};

fn with_letterhead(source: &str) -> Result<Vec<u8>, NotSet> {
    let forms = OfficeForms { letterhead: Some(source.to_owned()), ..OfficeForms::default() };
    SETTER.set(&Sheet::Memorandum(samples::memorandum()), &Style { forms, ..Style::default() })
}

const OWN: &str =
    "#import \"/house.typ\": *\n#let letterhead(facts) = align(center)[OFFICE OF THE #facts.heading.office]\n";

#[test]
fn an_office_has_its_own_letterhead_and_forms() {
    let page = with_letterhead(OWN).expect("set");
    assert!(page == with_letterhead(OWN).expect("set"), "not the same bytes");
    assert!(flowed(&read(&page)).contains("OFFICE OF THE Ministry of Foreign Affairs Memorandum"));
    let form = "#let form(facts, letterhead) = { letterhead(facts); [Form of our own: #facts.subject] }".to_owned();
    let forms = OfficeForms { letterhead: Some(OWN.to_owned()), by_kind: BTreeMap::from([(Kind::Memorandum, form)]) };
    let page =
        SETTER.set(&Sheet::Memorandum(samples::memorandum()), &Style { forms, ..Style::default() }).expect("set");
    assert!(flowed(&read(&page)).contains("Affairs Form of our own: Whether a communiqué"));
}

#[test]
fn a_picture_stands_in_the_letterhead_itself() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><circle cx='5' cy='5' r='4'/></svg>";
    let with =
        |alt: &str| with_letterhead(&format!("#let letterhead(facts) = image(bytes(\"{svg}\"), width: 20mm{alt})"));
    assert!(with(", alt: \"Arms of the republic\"").is_ok());
    let refusal = with("").expect_err("a picture without a word for those who do not see it");
    assert!(refusal.to_string().starts_with("letterhead.typ"), "{refusal}");
}

/// What a form may not: each is a refusal that names the file and the line.
#[test]
fn a_form_that_cannot_be_followed_is_refused_by_name_and_line() {
    let cases: &[(&str, Option<usize>, &str)] = &[
        ("#let letterhead(facts) = [\n#read(\"/etc/passwd\")]", Some(2), "a form reads no file"),
        ("#let letterhead(facts) = image(\"/arms.png\")", Some(1), "a form reads no file"),
        ("#let letterhead(facts) = image(\"../../arms.png\")", Some(1), ""),
        ("#import \"@preview/arms:1.0.0\": *\n#let letterhead(facts) = []", Some(1), "a form loads no package"),
        ("#import \"other.typ\": *\n#let letterhead(facts) = []", Some(1), "a form reads no file"),
        ("\n\n#let letterhead(facts) = { while true {} }", Some(3), "condition is always true"),
        ("#let letterhead(facts) = {\nlet n = 0\nwhile n >= 0 { n += 1 } }", Some(3), "loop seems to be infinite"),
        ("#let letterhead(facts) = letterhead(facts)", Some(1), "maximum function call depth exceeded"),
        ("#let letterhead(facts) = [", Some(1), "unclosed delimiter"),
        ("#let letterhead = 7", None, ""),
        ("Nothing", None, ""),
        ("#let letterhead(facts) = facts.no_such", Some(1), "does not contain key"),
        ("#let letterhead(facts) = text(font: \"No Such Font\")[x]", Some(1), "unknown font family"),
        ("#let letterhead(facts) = [大]", None, ""),
    ];
    for (source, line, says) in cases {
        match with_letterhead(source) {
            Err(NotSet::Form { line: at, says: said, .. }) => {
                assert!(said.contains(says), "{source}: {said}");
                if line.is_some() {
                    assert_eq!(at, *line, "{source}: {said}");
                }
            }
            other => panic!("{source}: {:?}", other.map(|page| page.len())),
        }
    }
}

#[test]
fn a_form_has_a_size() {
    let of_bytes = |bytes: usize| format!("{OWN}//{}", "x".repeat(bytes - OWN.len() - 2));
    assert!(with_letterhead(&of_bytes(FORM_BYTES_MAX)).is_ok());
    let refusal = with_letterhead(&of_bytes(FORM_BYTES_MAX + 1)).expect_err("too large");
    assert_eq!(
        refusal,
        NotSet::FormTooLarge { file: "letterhead.typ".to_owned(), bytes: FORM_BYTES_MAX + 1, max: FORM_BYTES_MAX }
    );
}

#[test]
fn the_sheets_on_which_forms_are_tried_are_set_by_the_houses_own() {
    for kind in Kind::ALL {
        for full in [true, false] {
            let sheet = typeset::example(kind, full);
            assert_eq!(sheet.kind(), kind);
            let page = SETTER.set(&sheet, &Style::default());
            assert!(page.is_ok(), "{kind:?}, full: {full}: {:?}", page.err());
        }
    }
}

/// A form sees the facts of its sheet and the day of the sheet, and no other day.
#[test]
fn today_is_the_day_of_the_sheet() {
    let page = with_letterhead("#let letterhead(facts) = datetime.today().display()").expect("set");
    assert!(read(&page).contains("1951-12-25"));
}

#[test]
fn the_houses_forms_speak_the_language_asked_for_and_it_counts_in_what_was_set() {
    let po = "msgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\nmsgid \"Subject\"\nmsgstr \"Тема\"\n\nmsgid \"{day} December\"\nmsgstr \"{day} декабря\"\n\n\
              msgid \"{day} {year}\"\nmsgstr \"{day} {year} г.\"\n\nmsgid \"Copy {no} of {of}, {holder}\"\nmsgstr \"Экземпляр {no} из {of}: {holder}\"\n";
    let russian = phrases::Tongue::read(po).expect("a PO file").for_good();
    let said = phrases::speaking(Some(russian), typeset::said);
    assert!(phrases::speaking(None, typeset::said).is_empty());
    assert_eq!(said.get("Subject").map(String::as_str), Some("Тема"));
    assert!(!said.contains_key("To"), "what is not said stays English");
    let sheet = Sheet::Memorandum(samples::memorandum());
    let page = SETTER.set(&sheet, &Style { said: said.clone(), ..Style::default() }).expect("set");
    let words = read(&page);
    assert!(words.contains("Тема") && words.contains(" декабря ") && words.contains(" г."), "{words}");
    assert!(words.contains("To") && !words.contains("Subject"), "{words}");
    let english = SETTER.set(&sheet, &Style::default()).expect("set");
    assert!(read(&english).contains("Subject"));
    // A sign that no font has is named, and nothing is set.
    let strange = [("Subject".to_owned(), "大臣".to_owned())].into();
    let not = SETTER.set(&sheet, &Style { said: strange, ..Style::default() }).expect_err("no font has it");
    assert!(matches!(not, typeset::NotSet::NoSign(_)), "{not}");
}
