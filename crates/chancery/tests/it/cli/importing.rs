//! Importing: folders and old books, looked over, stopped and begun again.

use std::io::Write as _;
use std::path::Path;

use super::serving::Server;
use super::{Place, Ran, number};
use crate::town::{until, without_gap_or_twin};

/// The first line of the summary, without how long it took.
fn summary(ran: &Ran) -> &str {
    let line = ran.out.lines().next().unwrap_or_default();
    line.split(", in ").next().unwrap()
}

fn report(place: &Place) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(place.path().join("report.csv")).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn import<'a>(source: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec!["import", "office", source, "--report", "report.csv"];
    args.extend(more);
    args
}

const BOOK: &str = "No.,Dated,In,Sender,Receiver,Contents,Note
12/51,25.12.1951,27.12.1951,Harbour Office; B. Tessel,The Mayor,\"Dues, winter\",from the safe
13/51,soon,3/4/1951,Weir Keeper,The Mayor,Height of the weir,
14/51,1952-01-05,,Weir Keeper,,,
";

const SAID: [&str; 14] = [
    "--column",
    "old-number=No.",
    "--column",
    "date=Dated",
    "--column",
    "received=In",
    "--column",
    "from=Sender",
    "--column",
    "to=Receiver",
    "--column",
    "subject=Contents",
    "--column",
    "remark=Note",
];

#[test]
fn a_book_is_looked_over_then_taken_and_its_columns_are_kept() {
    let place = Place::founded();
    place.write("Letters 1951.csv", BOOK);
    let unsaid = place.ends(1, import("Letters 1951.csv", &[]));
    assert!(unsaid.err.starts_with("not imported: nobody has said yet what the columns"), "{}", unsaid.err);
    assert!(unsaid.err.contains("the headings are: No., Dated, In"), "{}", unsaid.err);
    let mut dry = SAID.to_vec();
    dry.push("--dry-run");
    let dry = place.done(import("Letters 1951.csv", &dry));
    assert_eq!(summary(&dry), "3 would be entered, 0 were entered before, 0 are held already, 0 cannot be taken");
    assert!(!place.done(["register", "office"]).out.contains("IN-"), "a dry run enters nothing");
    let taken = place.done(import("Letters 1951.csv", &[]));
    assert_eq!(summary(&taken), "3 entered, 0 entered before, 0 held already, 0 not taken");
    let first = place.done(["show", "office", "1"]).out;
    for said in [
        "25 December 1951",
        "received 27 December 1951",
        "Harbour Office",
        "B. Tessel",
        "Dues, winter",
        "from the book Letters 1951, No. 12/51",
        "from the safe",
        "not yet scanned",
    ] {
        assert!(first.contains(said), "{said}: {first}");
    }
    let second = place.done(["show", "office", "2"]).out;
    assert!(second.contains("In the book the date is written “soon”"), "{second}");
    assert!(second.contains("In the book the day of receipt is written “3/4/1951”"), "{second}");
    // It is found by the number that it had, and waits for nobody.
    assert!(place.done(["find", "office", "13/51"]).out.contains(&number("IN", 2)));
    let waiting = place.done(["register", "office", "--state", "to-mark-out"]);
    assert!(!waiting.out.contains("IN-"), "{waiting:?}");
    let again = place.done(import("Letters 1951.csv", &[]));
    assert_eq!(summary(&again), "0 entered, 3 entered before, 0 held already, 0 not taken");
    assert_eq!(report(&place)[0][..3], ["row 2".to_owned(), "entered before".to_owned(), number("IN", 1)]);
}

#[test]
fn rows_that_are_alike_are_each_a_paper_and_a_named_file_is_its_paper() {
    let place = Place::founded();
    place.write("scans/1.txt", "A letter about the upper basin.\n\nB. Tessel\n");
    place.write("elsewhere.txt", "Not for this office.\n");
    let book =
        "Contents,File\nNote received,\nNote received,\nThe upper basin,1.txt\nGone,2.txt\nOutside,../elsewhere.txt\n";
    place.write("book.csv", book);
    let said = ["--column", "subject=Contents", "--column", "file=File", "--files", "scans"];
    let ran = place.ends(5, import("book.csv", &said));
    assert_eq!(summary(&ran), "3 entered, 0 entered before, 0 held already, 2 not taken");
    let lines = report(&place);
    assert!(lines[3][3].contains("the book names the file \"\"2.txt\"\""), "{lines:?}");
    assert!(lines[4].join(",").contains("which lies outside"), "{lines:?}");
    let shown = place.done(["show", "office", "3"]).out;
    assert!(shown.contains("The upper basin") && shown.contains("1.txt"), "{shown}");
}

#[test]
fn books_come_in_other_encodings_and_as_spreadsheets() {
    let place = Place::founded();
    let said = ["--column", "from=Отправитель", "--column", "subject=Содержание"];
    let cyrillic = "Отправитель;Содержание\nМинистерство путей сообщения;О ремонте моста через реку\n";
    place.write("1251.csv", windows_1251(cyrillic));
    place.done(import("1251.csv", &[&said[..], &["--encoding", "windows-1251"]].concat()));
    assert!(place.done(["show", "office", "1"]).out.contains("О ремонте моста через реку"));
    place.write("1252.csv", b"Sender,Contents\nCaf\xe9 de la Gare,D\xe9p\xeat de bl\xe9\n");
    place.done(import("1252.csv", &["--column", "from=Sender", "--column", "subject=Contents"]));
    assert!(place.done(["show", "office", "2"]).out.contains("Dépêt de blé"));
    place.write("book.xlsx", sheets(&[&["Sender", "Contents"], &["Weir Keeper", "Height of the weir"]]));
    let ran = place.done(import("book.xlsx", &[]));
    assert_eq!(summary(&ran), "1 entered, 0 entered before, 0 held already, 0 not taken");
    assert!(place.done(["show", "office", "3"]).out.contains("Height of the weir"));
    let absent = place.ends(1, import("book.xlsx", &["--sheet", "Nowhere"]));
    assert!(absent.err.contains("it has no sheet \"Nowhere\""), "{}", absent.err);
    let unknown = place.ends(1, import("1252.csv", &["--encoding", "klingon"]));
    assert!(unknown.err.contains("There is no encoding \"klingon\""), "{}", unknown.err);
}

#[test]
fn what_was_said_wrongly_of_a_book_is_refused() {
    let place = Place::founded();
    place.write("book.csv", "A,B,B\n1,2,3\n");
    let says = |more: &[&str], why: &str| {
        let ran = place.ends(1, import("book.csv", more));
        assert!(ran.err.contains(why) && ran.err.contains("hint: "), "{}", ran.err);
    };
    says(&["--column", "subject=B"], "the book has two columns headed \"B\"");
    says(&["--column", "subject=C"], "the book has no column headed \"C\"");
    says(&["--column", "subject=A", "--column", "subject=A"], "subject is said of two columns");
    place.ends(2, import("book.csv", &["--column", "weight=A"]));
    place.ends(2, import("book.csv", &["--dates", "whenever"]));
    place.write("empty.csv", "");
    assert!(place.ends(1, import("empty.csv", &[])).err.contains("empty"));
    place.write("torn.csv", "A\n\"1\n");
    assert!(place.ends(1, import("torn.csv", &[])).err.contains("a quotation mark is opened and never closed"));
    assert!(place.ends(3, import("nowhere.csv", &[])).err.contains("nowhere.csv"));
    place.write("bare.csv", "A\n1\n");
    let ran = place.ends(1, import("bare.csv", &["--column", "old-number=A"]));
    assert_eq!(summary(&ran), "0 entered, 0 entered before, 0 held already, 1 not taken");
}

#[test]
fn a_book_is_so_long_and_no_longer() {
    const BOOK_BYTES_MAX: u64 = 256 << 20;
    let place = Place::founded();
    let of = |bytes: u64| {
        let file = std::fs::File::create(place.path().join("long.csv")).unwrap();
        file.set_len(bytes).unwrap();
        place.ends(1, import("long.csv", &[])).err
    };
    assert!(of(BOOK_BYTES_MAX).contains("not text of an encoding"), "that long it is read, and has no words");
    assert!(of(BOOK_BYTES_MAX + 1).contains("the book has 268435457 bytes; at most 268435456 are taken"));
}

#[test]
fn an_office_is_not_imported_into_itself() {
    let place = Place::founded();
    for source in [".", "office"] {
        let ran = place.ends(1, import(source, &[]));
        assert!(ran.err.contains("lie one in the other"), "{}", ran.err);
    }
    place.write("office/inside.csv", "A,File\nx,journal.db\n");
    let said = ["--column", "subject=A", "--column", "file=File"];
    assert!(place.ends(1, import("office/inside.csv", &said)).err.contains("lie one in the other"));
}

#[cfg(unix)]
#[test]
fn a_folder_with_everything_wrong_in_it_gives_what_is_right() {
    let place = Place::founded();
    place.write("in/1.txt", "A letter about the upper basin.\n");
    place.write("in/2.txt", "A letter about the upper basin.\n");
    place.write("in/3.txt", "");
    place.write("in/4.txt", "A letter that is longer than is taken here, by a good deal.\n");
    place.write("in/deep/5.txt", "The last letter.\n");
    std::os::unix::fs::symlink("..", place.path().join("in/deep/loop")).unwrap();
    std::os::unix::fs::symlink("gone", place.path().join("in/gone.txt")).unwrap();
    let more = ["--paper-bytes-max", "50"];
    let dry = place.ends(5, import("in", &[&more[..], &["--dry-run"]].concat()));
    assert_eq!(summary(&dry), "2 would be entered, 0 were entered before, 0 are held already, 5 cannot be taken");
    let ran = place.ends(5, import("in", &more));
    assert_eq!(summary(&ran), "2 entered, 0 entered before, 1 held already, 4 not taken");
    let outcome = |name: &str| report(&place).iter().find(|line| line[0] == name).map(|line| line[1].clone());
    for (name, is) in [
        ("1.txt", "entered"),
        ("2.txt", "held already"),
        ("3.txt", "not taken"),
        ("4.txt", "not taken"),
        ("deep/5.txt", "entered"),
        ("deep/loop", "not taken"),
        ("gone.txt", "not taken"),
    ] {
        assert_eq!(outcome(name).as_deref(), Some(is), "{name}");
    }
    place.ends(3, import("nowhere", &[]));
}

#[test]
fn ten_thousand_files_that_are_the_same_are_one_paper() {
    let place = Place::founded();
    for n in 0..10_000 {
        place.write(&format!("in/{n:05}.txt"), "The same letter about the upper basin.\n");
    }
    let ran = place.done(import("in", &[]));
    assert_eq!(summary(&ran), "1 entered, 0 entered before, 9999 held already, 0 not taken");
    let again = place.done(import("in", &[]));
    assert_eq!(summary(&again), "0 entered, 1 entered before, 9999 held already, 0 not taken");
}

#[cfg(unix)]
#[test]
fn it_goes_through_the_server_that_holds_the_folder() {
    let place = Place::founded();
    place.write("book.csv", BOOK);
    let server = Server::start_with(&place, &[]);
    let ran = place.done(import("book.csv", &SAID));
    assert_eq!(summary(&ran), "3 entered, 0 entered before, 0 held already, 0 not taken");
    let again = place.done(import("book.csv", &[]));
    assert_eq!(summary(&again), "0 entered, 3 entered before, 0 held already, 0 not taken");
    assert_eq!(server.stop(), Some(0));
}

/// Papers of the import that is killed, and how often it is.
const PAPERS: usize = 900;
const KILLS: usize = 8;

#[cfg(unix)]
#[test]
fn killed_at_any_moment_it_goes_on_without_a_twin() {
    let place = Place::founded();
    let mut book = "No.,Contents,File\n".to_owned();
    for n in 0..PAPERS {
        let file = if n % 3 == 0 { String::new() } else { format!("{n}.txt") };
        book.push_str(&format!("{n}/51,Lamp {n} in Mill Lane,{file}\n"));
        if !file.is_empty() {
            place.write(&format!("scans/{file}"), format!("Sir,\n\nlamp {n} in Mill Lane is out.\n\nB. Tessel\n"));
        }
    }
    place.write("book.csv", book);
    let said =
        ["--column", "old-number=No.", "--column", "subject=Contents", "--column", "file=File", "--files", "scans"];
    for kill in 0..KILLS {
        let path = place.path().join("report.csv");
        let _ = std::fs::remove_file(&path);
        let mut child =
            place.command().args(import("book.csv", &said)).stdout(std::process::Stdio::null()).spawn().unwrap();
        // 64 lines are written at a time; 101 is prime to that.
        let enough = (kill * 101) % PAPERS;
        until("so many are told, or it ended", || lines(&path) > enough || child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let last = place.done(import("book.csv", &[&said[..]].concat()));
    assert!(last.out.contains(" 0 held already, 0 not taken"), "{}", last.out);
    let all = report(&place);
    assert_eq!(all.len(), PAPERS);
    let mut numbers: Vec<&String> = all.iter().map(|line| &line[2]).collect();
    let in_order = numbers.clone();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), PAPERS, "each row has a number of its own");
    assert_eq!(numbers, in_order, "numbers follow the order of the book");
    without_gap_or_twin(&place.path().join("office")).unwrap();
    // What a rebuilt office answers is what this one answers.
    let asked = |place: &Place| {
        let list = place.done(["register", "office", "--limit", "1000", "--json"]).out;
        (list, place.done(["find", "office", "lamp 7"]).out, place.done(["find", "office", "77/51"]).out)
    };
    let before = asked(&place);
    place.done(["rebuild", "office"]);
    assert_eq!(asked(&place), before);
}

fn lines(path: &Path) -> usize {
    std::fs::read_to_string(path).map_or(0, |text| text.lines().count())
}

fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u8::try_from(c as u32 - 'А' as u32 + 0xc0).unwrap(),
        c => u8::try_from(c as u32).unwrap(),
    };
    text.chars().map(byte).collect()
}

/// A workbook with one sheet.
fn sheets(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |row: &&[&str]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{types}\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Book\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{}</sheetData></worksheet>",
                rows.iter().map(row).collect::<String>()
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
