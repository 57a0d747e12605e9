//! Files as received with our stamp over them.

use std::process::Command;

use typeset::{NotSet, SHEET_PAGES_MAX, Sheet, Stamp};

use crate::samples::{self, plain};
use crate::{SETTER, described, flowed, made, read, set};

fn stamp() -> Stamp {
    Stamp {
        office: "Ministry of Foreign Affairs".to_owned(),
        number: "IN-1951-0812".to_owned(),
        says: "Received 25 December 1951".to_owned(),
        day: jiff::civil::date(1951, 12, 25),
        marking: Some("Restricted".to_owned()),
    }
}

/// What qpdf makes of a file, which it reads by its name.
fn qpdf(file: &[u8], before: &[&str], after: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, file).expect("written");
    made(Command::new("qpdf").args(before).arg(&path).args(after), &[])
}

fn stamped(file: &[u8]) -> Result<Vec<u8>, NotSet> {
    SETTER.stamp(file.to_vec(), &stamp())
}

#[test]
fn the_stamp_stands_on_the_first_page_and_every_page_is_as_it_came() {
    let came = set(&samples::numbered_on_two_pages(3));
    let page = stamped(&came).expect("stamped");
    assert!(page == stamped(&came).expect("stamped"), "not the same bytes");
    let (of_came, of_page) = (described(&came), described(&page));
    let line = |told: &str, name: &str| told.lines().find(|line| line.starts_with(name)).map(str::to_owned);
    for name in ["Pages:", "Page size:"] {
        assert_eq!(line(&of_came, name), line(&of_page, name));
    }
    let words = flowed(&read(&page));
    for part in ["IN-1951-0812", "Received 25 December 1951", "Ministry of Foreign Affairs", "RESTRICTED"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    for part in flowed(&read(&came)).split_whitespace() {
        assert!(words.contains(part), "{part} is lost: {words}");
    }
    assert_eq!(words.matches("IN-1951-0812").count(), 1, "on the first page only");
    let checked = qpdf(&page, &["--check"], &[]);
    assert!(String::from_utf8_lossy(&checked).contains("No syntax or stream encoding errors"));
}

/// Also across, and of a size that no printer has.
#[test]
fn a_page_keeps_its_size() {
    let label = set(&samples::label());
    let page = stamped(&label).expect("stamped");
    let size = |told: &str| told.lines().find(|line| line.starts_with("Page size:")).map(str::to_owned);
    assert_eq!(size(&described(&label)), size(&described(&page)));
}

#[test]
fn a_picture_is_set_on_a_page_of_its_own() {
    let came = set(&Sheet::Memorandum(plain("One line.")));
    for form in ["-png", "-jpeg"] {
        let picture = made(Command::new("pdftoppm").args([form, "-r", "40", "-singlefile", "-"]), &came);
        let page = stamped(&picture).expect("stamped");
        assert!(described(&page).contains("A4"), "{form}");
        assert!(read(&page).contains("IN-1951-0812"), "{form}");
    }
}

#[test]
fn what_cannot_be_opened_is_refused() {
    let whole = set(&Sheet::Memorandum(plain("One line.")));
    let locked = qpdf(&whole, &["--encrypt", "secret", "owner", "256", "--"], &["-"]);
    let cut = &whole[..whole.len() / 3];
    for (name, file) in
        [("locked", &*locked), ("cut", cut), ("no file", b"%PDF-1.7\n"), ("a text", b"Dear sir,"), ("nothing", b"")]
    {
        let refused = stamped(file).expect_err(name);
        assert!(matches!(refused, NotSet::Received { .. }), "{name}: {refused}");
        assert!(refused.next().contains("as received"), "{name}");
    }
    let sign = Stamp { office: "大臣".to_owned(), ..stamp() };
    let refused = SETTER.stamp(whole, &sign).expect_err("a sign that no font has");
    assert!(matches!(refused, NotSet::NoSign(_)), "{refused}");
}

/// A file of so many empty pages.
fn of_pages(pages: usize) -> Vec<u8> {
    use std::fmt::Write as _;
    let kids: String = (0..pages).map(|at| format!("{} 0 R ", at + 3)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {pages} /Kids [{kids}] >>"),
    ];
    objects.resize(pages + 2, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>".to_owned());
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), String::new());
    for (at, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", file.len()).expect("a string takes it");
        writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).expect("a string takes it");
    }
    let (size, start) = (objects.len() + 1, file.len());
    write!(file, "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").expect("a string takes it");
    file.into_bytes()
}

#[test]
fn pages_at_their_limit_are_stamped_and_one_past_them_are_not() {
    let page = stamped(&of_pages(SHEET_PAGES_MAX)).expect("stamped at the limit");
    assert!(described(&page).contains(&format!("Pages:           {SHEET_PAGES_MAX}\n")), "{}", described(&page));
    let past = stamped(&of_pages(SHEET_PAGES_MAX + 1)).expect_err("one past");
    assert_eq!(past, NotSet::TooManyPages { pages: SHEET_PAGES_MAX + 1, max: SHEET_PAGES_MAX });
}
