//! Texts recognised by the real Tesseract in papers that came as pictures.
//!
//! Where tesseract, pdftoppm or the English language are not installed, each of these tests says so on standard error and
//! does nothing; under `CI=true` it fails.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chancery::office::{Office, SubmitError, VersionFacts};
use chancery::recognition::{
    Machine, MachineOptions, NOT_RECOGNISED, RECOGNITION_BYTES_MIN, RECOGNITION_PAGES_MAX, RECOGNITION_SECONDS_CEILING,
    Unrecognised, wanting,
};
use procedure::act::Act;
use procedure::event::{Door, Means};
use procedure::ids::PaperId;
use procedure::paper::{Paper, VersionKind};
use procedure::refusal::Refusal;
use register::Viewer;

use crate::cli::{Place, number};
use crate::town::{clerk, command, draft, found, opening_by_the_real_program, until};

/// Where programs are looked for: not where `PATH` says, so that a test finds what a server would.
const FOLDERS: [&str; 3] = ["/usr/local/bin", "/usr/bin", "/bin"];

fn options() -> MachineOptions {
    let folders = FOLDERS.map(PathBuf::from).into();
    let usual = MachineOptions::in_folders(folders);
    MachineOptions { languages: Some("eng".to_owned()), program: opening_by_the_real_program().program, ..usual }
}

/// The machine; `None`, said aloud, where it is not installed.
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "CI must not pass without what it is to test")]
pub(crate) fn machine() -> Option<Machine> {
    let has_pages = FOLDERS.iter().any(|folder| Path::new(folder).join("pdftoppm").is_file());
    let why = match Machine::find(options()) {
        Ok(machine) if has_pages => return Some(machine),
        Ok(_) => "there is no pdftoppm here".to_owned(),
        Err(error) => error.to_string(),
    };
    assert!(std::env::var_os("CI").is_none(), "{why}: install tesseract-ocr, tesseract-ocr-eng and poppler-utils");
    eprintln!("SKIPPED, nothing was tested: {why}");
    None
}

pub(crate) fn scan(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scans").join(name)).unwrap()
}

/// Length and contents of the chunks of a PNG.
fn chunk<'a>(png: &'a [u8], kind: &[u8]) -> &'a [u8] {
    let at = png.windows(4).position(|window| window == kind).unwrap();
    let length = u32::from_be_bytes(png[at - 4..at].try_into().unwrap()) as usize;
    &png[at + 4..at + 4 + length]
}

/// A PDF whose pages are pictures: a PNG of one bit a dot holds its rows as PDF's own filter wants them.
fn pdf_of(pictures: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |out: &mut Vec<u8>, head: String, stream: Option<&[u8]>| {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{head}\n", places.len()).bytes());
        if let Some(stream) = stream {
            out.extend([b"stream\n", stream, b"\nendstream\n"].concat());
        }
        out.extend(b"endobj\n");
    };
    let kids: Vec<String> = (0..pictures.len()).map(|page| format!("{} 0 R", 3 + page * 3)).collect();
    object(&mut out, "<</Type/Catalog/Pages 2 0 R>>".to_owned(), None);
    object(&mut out, format!("<</Type/Pages/Count {}/Kids[{}]>>", kids.len(), kids.join(" ")), None);
    for (page, png) in pictures.iter().enumerate() {
        let (head, rows) = (chunk(png, b"IHDR"), chunk(png, b"IDAT"));
        let side = |at: usize| u32::from_be_bytes(head[at..at + 4].try_into().unwrap());
        let (wide, high) = (side(0), side(4));
        let (contents, picture) = (4 + page * 3, 5 + page * 3);
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Contents {contents} 0 R\
             /Resources<</XObject<</I {picture} 0 R>>>>>>"
        );
        object(&mut out, page, None);
        let draws = format!("{wide} 0 0 {high} 0 0 cm /I Do");
        object(&mut out, format!("<</Length {}>>", draws.len()), Some(draws.as_bytes()));
        let facts = format!(
            "<</Subtype/Image/Width {wide}/Height {high}/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode\
             /DecodeParms<</Predictor 15/BitsPerComponent 1/Columns {wide}>>/Length {}>>",
            rows.len()
        );
        object(&mut out, facts, Some(rows));
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    out.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

fn enter(office: &Office, name: &str, bytes: Vec<u8>) -> PaperId {
    let prepared = office.prepare(bytes, name, VersionFacts::default()).unwrap();
    let mut draft = draft(vec![prepared.version]);
    draft.card = prepared.reading.card;
    draft.remarks = prepared.reading.remarks;
    let entered = chancery::office::Command { bodies: prepared.bodies, ..command(name, Act::Enter(draft)) };
    office.submit_blocking(entered).unwrap().paper.unwrap()
}

fn paper(office: &Office, id: &PaperId) -> Paper {
    let viewer = Viewer::owner(office.house(), office.now());
    office.reads().unwrap().paper(&viewer, id).unwrap().unwrap().paper
}

/// Recognises a paper's text and does what comes of it.
pub(crate) fn recognise(office: &Office, machine: &Machine, id: &PaperId, key: &str) -> Result<(), SubmitError> {
    let paper = paper(office, id);
    let kept = wanting(&paper, true).unwrap_or_else(|| paper.version().unwrap());
    let (act, bodies) = office.recognised(machine, &paper, kept)?.unwrap();
    office.submit_blocking(chancery::office::Command { bodies, ..command(key, act) }).map(drop)
}

fn says(paper: &Paper) -> String {
    paper.remarks.iter().map(|said| said.says.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_picture_gets_its_text_as_a_version_of_its_own_and_keeps_its_card() {
    let Some(machine) = machine() else { return };
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let id = enter(&office, "letter.png", scan("letter.png"));
    let before = paper(&office, &id);
    assert!(before.versions[0].version.text.is_none());
    recognise(&office, &machine, &id, "1").unwrap();

    let after = paper(&office, &id);
    assert_eq!(after.card, before.card);
    let version = &after.versions[1].version;
    assert_eq!((version.kind, version.name.as_str()), (VersionKind::Transcript, "letter.png.txt"));
    let text = version.text.clone().unwrap();
    assert!(text.extractor.starts_with("tesseract ") && text.extractor.ends_with(" eng"), "{}", text.extractor);
    assert!(text.confidence.is_some_and(|sure| (60..=100).contains(&sure)), "{:?}", text.confidence);
    assert_eq!((text.body, text.pages.as_slice()), (version.body, &[0][..]));
    let words = office.text(&text).unwrap().unwrap();
    for line in ["Harbour Office of Orlan", "No. 214", "3 May 1931", "Subject: Lamps on the south quay", "B. Tessel"] {
        assert!(words.lines().any(|read| read == line), "{line} in {words}");
    }
    assert!(says(&after).contains("recognised by tesseract"), "{}", says(&after));
    assert!(wanting(&after, true).is_none());
    assert_eq!(after.version_place(), Some(1));
    assert_eq!(after.received(1).map(|(place, kept)| (place, &kept.version)), Some((0, &after.versions[0].version)));
    // The same once more is the same text.
    let (act, _) = office.recognised(&machine, &before, &before.versions[0]).unwrap().unwrap();
    let refused = office.submit_blocking(command("2", act)).unwrap_err();
    let held = |why: &Refusal| matches!(why, Refusal::VersionHeld { version: 1 });
    assert!(matches!(&refused, SubmitError::Refusal(why) if held(why)), "{refused}");
}

#[test]
fn each_page_of_a_pdf_is_recognised() {
    let Some(machine) = machine() else { return };
    let pages = [scan("letter.png"), scan("blank.png"), scan("letter.png")];
    let recognised = machine.read("application/pdf", &pdf_of(&pages)).unwrap();
    let texts: Vec<&str> = recognised.text.split('\u{c}').collect();
    assert_eq!(texts.len(), 3, "{}", recognised.text);
    let says = |page: usize, words: &str| assert!(texts[page].contains(words), "page {page}: {}", recognised.text);
    says(0, "The lamps on the south quay");
    says(2, "The lamps on the south quay");
    assert_eq!(texts[1].trim(), "");
    for (page, at) in recognised.pages.iter().enumerate().skip(1) {
        assert_eq!(&recognised.text[..*at as usize].matches('\u{c}').count(), &page);
    }
    assert_eq!(machine.read("application/pdf", &pdf_of(&pages[1..2])), Err(Unrecognised::Nothing));
}

#[test]
fn where_nothing_is_legible_a_remark_says_so_and_it_is_not_tried_by_itself_again() {
    let Some(machine) = machine() else { return };
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    for (name, bytes) in [("blank.png", scan("blank.png")), ("torn.png", scan("letter.png")[..100].to_vec())] {
        let id = enter(&office, name, bytes);
        assert!(wanting(&paper(&office, &id), false).is_some());
        recognise(&office, &machine, &id, &format!("recognise {name}")).unwrap();
        let after = paper(&office, &id);
        assert_eq!(after.versions.len(), 1);
        assert!(says(&after).contains(NOT_RECOGNISED), "{name}: {}", says(&after));
        assert!(wanting(&after, false).is_none() && wanting(&after, true).is_some());
    }
}

/// A folder with a program `tesseract` that says what it is and then does what a test wants; and with Poppler's real ones.
pub(crate) fn other_machine(folder: &Path, does: &str, change: impl FnOnce(&mut MachineOptions)) -> Machine {
    let program = folder.join("tesseract");
    let script = format!(
        "#!/bin/sh\ncase \"$1\" in\n--version) echo 'tesseract 5.0.0' ;;\n--list-langs) echo eng ;;\n*) {does} ;;\nesac\n"
    );
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    let mut options = MachineOptions { folders: vec![folder.to_owned()], ..options() };
    change(&mut options);
    Machine::find(options).unwrap()
}

#[test]
fn a_machine_that_hangs_fails_or_floods_ends_in_a_remark() {
    let cases = [
        ("exec sleep 600", "tesseract was not done with a page within 1 s"),
        ("while :; do :; done", "tesseract was not done with a page within 1 s"),
        ("exit 7", "tesseract stopped (code 7)"),
        ("kill -SEGV $$", "tesseract stopped (signal 11)"),
        ("exec cat /dev/zero", "tesseract said more than is taken from it"),
        ("echo more > \"$0.new\" || exit 9", "tesseract stopped (code 9)"),
        ("echo nothing of a table", "no word is legible on it"),
    ];
    for (does, why) in cases {
        let (folder, programs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        // Only those that hang are to meet the clock, however busy the machine of the tests is.
        let machine = other_machine(programs.path(), does, |options| {
            options.seconds_max = if why.ends_with("1 s") { 1 } else { options.seconds_max };
        });
        let office = found(folder.path());
        let id = enter(&office, "letter.png", scan("letter.png"));
        recognise(&office, &machine, &id, "1").unwrap();
        let after = paper(&office, &id);
        assert!(says(&after).contains(&format!("{NOT_RECOGNISED}{why}")), "{does}: {}", says(&after));
        assert!(!programs.path().join("tesseract.new").exists());
    }
}

/// Whether the kernel can close paths; asked in a thread of its own, which it then holds.
#[cfg(target_os = "linux")]
fn knows_landlock() -> bool {
    use landlock::{ABI, Access as _, AccessFs, Ruleset, RulesetAttr as _, RulesetStatus};
    std::thread::spawn(|| {
        let rules = Ruleset::default().handle_access(AccessFs::from_all(ABI::V1)).unwrap().create().unwrap();
        rules.restrict_self().unwrap().ruleset != RulesetStatus::NotEnforced
    })
    .join()
    .unwrap()
}

#[cfg(not(target_os = "linux"))]
fn knows_landlock() -> bool {
    false
}

/// What recognises a stranger's picture is itself a stranger's program: the office's key and journal are closed to it.
#[test]
fn a_machine_reads_nothing_of_the_office() {
    let (folder, programs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = found(folder.path());
    let kept = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_file());
    let kept = kept.unwrap();
    let does = format!("cat '{}' >&2 && exit 8; exit 9", kept.display());
    let machine = other_machine(programs.path(), &does, |_| {});
    let id = enter(&office, "letter.png", scan("letter.png"));
    recognise(&office, &machine, &id, "1").unwrap();
    let after = paper(&office, &id);
    // A kernel without Landlock closes nothing to it; the limits of memory and time still hold.
    let code = if knows_landlock() { 9 } else { 8 };
    let why = format!("{NOT_RECOGNISED}tesseract stopped (code {code})");
    assert!(says(&after).contains(&why), "{}: {}", kept.display(), says(&after));
}

/// What a machine has started ends with it.
#[cfg(target_os = "linux")]
#[test]
fn a_machine_leaves_nobody_behind() {
    let (folder, programs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = found(folder.path());
    let machine = other_machine(programs.path(), "sleep 86417 <&- >&- 2>&- & exit 7", |_| {});
    let id = enter(&office, "letter.png", scan("letter.png"));
    recognise(&office, &machine, &id, "1").unwrap();
    assert!(says(&paper(&office, &id)).contains("tesseract stopped (code 7)"));
    let sleeps = || {
        let processes =
            fs::read_dir("/proc").unwrap().filter_map(|entry| fs::read(entry.ok()?.path().join("cmdline")).ok());
        processes.into_iter().any(|words| words == b"sleep\x0086417\0")
    };
    until("nobody sleeps", || !sleeps());
}

#[test]
fn of_a_pdf_so_many_pages_are_recognised_and_the_rest_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let script = |name: &str, does: &str| {
        fs::write(folder.path().join(name), format!("#!/bin/sh\n{does}\n")).unwrap();
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o700)).unwrap();
    };
    script("pdftoppm", "echo");
    let word = r"printf 'head\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tferry\n'";
    let machine = |pages: u32| {
        script("pdfinfo", &format!("echo 'Pages:          {pages}'"));
        other_machine(folder.path(), word, |_| {})
    };
    let read = |pages: u32| machine(pages).read("application/pdf", b"%PDF-1.4\n").unwrap();
    let (at, past) = (read(RECOGNITION_PAGES_MAX), read(RECOGNITION_PAGES_MAX + 1));
    assert_eq!((at.pages.len() as u32, at.remarks.len()), (RECOGNITION_PAGES_MAX, 0));
    assert_eq!(past.remarks, ["Of 201 pages only the first 200 were recognised."]);
    assert_eq!(past.text, at.text);
}

/// A folder with programs for a PDF of three pages, of which Tesseract reads the first and the last, and does as told with
/// the second.
fn machine_of_three_pages(folder: &Path, does: &str, change: impl FnOnce(&mut MachineOptions)) -> Machine {
    let script = |name: &str, does: &str| {
        fs::write(folder.join(name), format!("#!/bin/sh\n{does}\n")).unwrap();
        fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o700)).unwrap();
    };
    script("pdfinfo", "echo 'Pages:          3'");
    // The picture of a page is its number.
    script("pdftoppm", "echo \"$5\"");
    let word = r"printf 'head\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tpage%s\n' $page";
    other_machine(folder, &format!("read page; if [ $page = 2 ]; then {does}; fi; {word}"), change)
}

#[test]
fn pages_that_are_done_are_kept_where_another_fails() {
    let folder = tempfile::tempdir().unwrap();
    let read = |does: &str, change: fn(&mut MachineOptions)| {
        machine_of_three_pages(folder.path(), does, change).read("application/pdf", b"%PDF-1.4\n").unwrap()
    };
    let failed = read("exit 7", |_| {});
    assert_eq!((failed.text.as_str(), failed.pages.as_slice()), ("page1\n\u{c}\n\u{c}page3\n", &[0, 7, 9][..]));
    assert_eq!(failed.remarks, ["Page 2 was not recognised: tesseract stopped (code 7)."]);
    // The time of the file is over with that of its second page.
    let late = read("exec sleep 600", |options| (options.seconds_max, options.file_seconds_max) = (4, 1));
    assert_eq!(late.text, "page1\n\u{c}\n");
    let told = "From page 3 on nothing was recognised: the file was not done within 4 s.";
    assert!(
        late.remarks.len() == 2 && late.remarks[0].starts_with("Page 2 was not recognised: tesseract was not done")
    );
    assert_eq!(late.remarks[1], told);
}

#[test]
fn where_no_page_is_done_the_first_failure_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let machine = machine_of_three_pages(folder.path(), "exit 7", |_| {});
    fs::write(folder.path().join("pdftoppm"), "#!/bin/sh\nexit 5\n").unwrap();
    let why = machine.read("application/pdf", b"%PDF-1.4\n").unwrap_err();
    assert_eq!(why, Unrecognised::Ended("pdftoppm stopped (code 5)".to_owned()));
}

#[test]
fn the_real_machine_meets_its_limit_of_memory() {
    let Some(machine) = machine() else { return };
    drop(machine);
    let small = Machine::find(MachineOptions { bytes_max: 48 << 20, ..options() });
    let why = small
        .map_err(|error| error.to_string())
        .and_then(|machine| machine.read("image/png", &scan("letter.png")).map_err(|why| why.to_string()));
    assert!(why.is_err(), "{why:?}");
    let enough = Machine::find(MachineOptions { bytes_max: RECOGNITION_BYTES_MIN, ..options() }).unwrap();
    assert!(enough.read("image/png", &scan("letter.png")).is_ok());
}

#[test]
fn the_queue_recognises_what_is_entered_in_the_name_of_who_entered_it() {
    let Some(machine) = machine() else { return };
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let before = enter(&office, "letter.png", scan("letter.png"));
    office.recognise_by_itself(Arc::new(machine), "svc".to_owned()).unwrap();
    until("what was entered before is recognised", || paper(&office, &before).versions.len() == 2);
    let later = enter(&office, "blank.png", scan("blank.png"));
    until("what is entered now is looked at", || says(&paper(&office, &later)).contains(NOT_RECOGNISED));
    let viewer = office.viewer(&clerk());
    let trail = office.trail(&viewer, &before).unwrap();
    let acted = &trail.last().unwrap().acted;
    assert_eq!((acted.act.as_str(), acted.means, acted.door), ("add_version", Means::System, Door::Machine));
    assert_eq!((acted.officer.as_str(), acted.authenticated.as_str()), (crate::town::CLERK, "svc"));
    office.shut();
    assert_eq!(crate::town::verify(folder.path()), 5);
}

/// What a machine says that recognises one word.
const ONE_WORD: &str = r"printf 'head\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tferry\n'";

/// A body that is not what was entered keeps no paper behind it waiting.
#[test]
fn the_queue_goes_on_past_a_file_that_is_torn() {
    let (folder, programs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = found(folder.path());
    let torn = enter(&office, "torn.png", scan("letter.png"));
    office.shut();
    drop(office);
    let journal = rusqlite::Connection::open(folder.path().join("journal.db")).unwrap();
    assert!(journal.execute("UPDATE chunks SET bytes = zeroblob(length(bytes))", ()).unwrap() > 0);
    drop(journal);
    let office = crate::town::open(folder.path());
    office.recognise_by_itself(Arc::new(other_machine(programs.path(), ONE_WORD, |_| {})), "svc".to_owned()).unwrap();
    let whole = enter(&office, "blank.png", scan("blank.png"));
    until("the next is recognised", || paper(&office, &whole).versions.len() == 2);
    assert_eq!(paper(&office, &torn).versions.len(), 1);
}

/// Whoever entered it may add nothing any more, and the machine, which would hang, is not asked.
#[test]
fn the_queue_does_not_set_the_machine_to_work_for_what_would_be_refused() {
    let (folder, programs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = found(folder.path());
    let act = |key: &str, act: Act| office.submit_blocking(command(key, act)).map(drop).unwrap();
    let deputy: procedure::ids::OfficerId = "deputy".parse().unwrap();
    act("1", add_officer(&deputy));
    act("2", give_mandate(&deputy));
    let prepared = office.prepare(scan("letter.png"), "letter.png", VersionFacts::default()).unwrap();
    let entering = command("3", Act::Enter(draft(vec![prepared.version])));
    let entering = chancery::office::Command { officer: deputy.clone(), bodies: prepared.bodies, ..entering };
    let left = office.submit_blocking(entering).unwrap().paper.unwrap();
    act("4", Act::SuspendOfficer { officer: deputy, reason: "on leave".to_owned() });
    let next = enter(&office, "blank.png", scan("blank.png"));

    let does = format!("if [ $(wc -c) -gt 1000 ]; then exec sleep 600; fi; {ONE_WORD}");
    office.recognise_by_itself(Arc::new(other_machine(programs.path(), &does, |_| {})), "svc".to_owned()).unwrap();
    until("the next is recognised", || paper(&office, &next).versions.len() == 2);
    let left = paper(&office, &left);
    assert_eq!((left.versions.len(), says(&left).contains(NOT_RECOGNISED)), (1, false));
}

fn add_officer(officer: &procedure::ids::OfficerId) -> Act {
    Act::AddOfficer {
        officer: officer.clone(),
        name: "B. Deputy".to_owned(),
        aliases: Vec::new(),
        cleared_to: "open".parse().unwrap(),
        duties: std::collections::BTreeSet::new(),
    }
}

fn give_mandate(officer: &procedure::ids::OfficerId) -> Act {
    Act::GiveMandate {
        mandate: "deputy-registry".parse().unwrap(),
        officer: officer.clone(),
        desk: "registry".parse().unwrap(),
        capacity: procedure::house::Capacity::Holder,
        from: None,
        until: None,
        instead_of: None,
    }
}

#[test]
fn the_command_line_recognises_proposes_and_changes_nothing_by_itself() {
    if machine().is_none() {
        return;
    }
    let place = Place::founded();
    place.write("in/1.png", scan("letter.png"));
    place.write("in/2.png", scan("blank.png"));
    place.lay("letter.txt");
    place.done(["enter", "office", "in", "letter.txt"]);
    let ran = place.ends(5, ["ocr", "office", "--waiting", "--ocr-languages", "eng"]);
    assert!(ran.out.starts_with(&format!("{}  text recognised, ", number("IN", 1))), "{ran:?}");
    assert!(ran.err.contains(&format!("not recognised: {}: {NOT_RECOGNISED}", number("IN", 2))), "{ran:?}");
    // Nothing waits any more.
    assert_eq!(place.done(["ocr", "office", "--waiting"]).out, "");
    assert!(place.ends(1, ["ocr", "office", "3"]).err.contains("no picture"));

    let shown = place.done(["show", "office", "1"]).out;
    assert!(shown.contains("recognised by tesseract"), "{shown}");
    assert!(shown.contains("proposed      Date 3 May 1931"), "{shown}");
    assert!(!shown.lines().any(|line| line.trim_start().starts_with("date ")), "{shown}");
    let received = place.command().args(["show", "office", "1", "--body"]).output().unwrap().stdout;
    assert_eq!(received, scan("letter.png"));
    assert!(place.done(["show", "office", "1", "--text"]).out.contains("The lamps on the south quay"));
    // What an officer set is proposed no more, whatever the text says.
    place.done(["correct", "office", "1", "date", "1931-05-04"]);
    let shown = place.done(["show", "office", "1"]).out;
    assert!(!shown.contains("Date 3 May 1931") && shown.contains("proposed      Their No. 214"), "{shown}");
    assert!(place.done(["find", "office", "quay"]).out.contains(&number("IN", 1)));
    place.done(["verify", "office"]);
}

#[test]
fn a_server_recognises_by_itself_unless_it_is_told_not_to() {
    if machine().is_none() {
        return;
    }
    let place = Place::founded();
    place.write("letter.png", scan("letter.png"));
    let server = crate::cli::serving::Server::start_with(&place, &["--ocr", "on", "--ocr-languages", "eng"]);
    place.done(["enter", "office", "letter.png"]);
    until("it is recognised", || place.done(["show", "office", "1"]).out.contains("recognised by tesseract"));
    assert_eq!(server.stop(), Some(0));
    let refused = place.ends(3, ["serve", "office", "--listen", "127.0.0.1:0", "--ocr-languages", "tlh"]);
    assert!(refused.err.contains("tesseract has no language tlh"), "{refused:?}");
    let without = place.command().args(["ocr", "office", "1"]).env("PATH", "/nowhere").output().unwrap();
    let err = String::from_utf8(without.stderr).unwrap();
    assert!(err.contains("there is no program tesseract here") && err.contains("hint: install it"), "{err}");
}

#[test]
fn limits_of_recognising_are_taken_as_far_as_they_make_sense() {
    if machine().is_none() {
        return;
    }
    let place = Place::founded();
    place.write("letter.png", scan("letter.png"));
    place.done(["enter", "office", "letter.png"]);
    let bytes = [RECOGNITION_BYTES_MIN, RECOGNITION_BYTES_MIN - 1].map(|bytes| bytes.to_string());
    let seconds = [RECOGNITION_SECONDS_CEILING, RECOGNITION_SECONDS_CEILING + 1].map(|seconds| seconds.to_string());
    place.ends(2, ["ocr", "office", "1", "--ocr-bytes-max", &bytes[1]]);
    place.ends(2, ["ocr", "office", "1", "--ocr-seconds-max", &seconds[1]]);
    place.ends(2, ["ocr", "office", "1", "--ocr-seconds-max", "0"]);
    place.done(["ocr", "office", "1", "--ocr-bytes-max", &bytes[0], "--ocr-seconds-max", &seconds[0]]);
}
