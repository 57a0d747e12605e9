//! Stories of an office in a real folder: numbers, keys, refusals, two on one folder, clocks, files at their limits.

use std::path::Path;

use chancery::office::{Clock, Fault, Office, OfficeOptions, OpenError, SetClock, SubmitError};
use chancery::office::{QUEUE_COMMANDS_MAX, READ_BYTES_MAX, Upload, VersionFacts};
use procedure::act::Act;
use procedure::moment::Moment;
use procedure::refusal::Refusal;

use crate::town::{clerk, command, draft, enter, entering, found, found_with, letter, list, open, until, verify};

#[test]
fn numbers_follow_each_other_and_outlive_the_office() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let year = office.today().year();
    let first = enter(&office, "1", &letter(1)).unwrap();
    let second = enter(&office, "2", &letter(2)).unwrap();
    assert_eq!(first.number.as_deref(), Some(format!("IN-{year}-0001").as_str()));
    assert_eq!(second.number.as_deref(), Some(format!("IN-{year}-0002").as_str()));
    assert_eq!((first.entry, second.entry), (1, 2), "the founding is entry 0");
    let kept = office.journal().unwrap().entry(2).unwrap().unwrap();
    assert_eq!(kept.commitment, second.commitment);
    office.shut();

    let office = open(folder.path());
    let third = enter(&office, "3", &letter(3)).unwrap();
    assert_eq!(third.number, Some(format!("IN-{year}-0003")));
    assert_eq!(list(&office).rows.len(), 3);
    let trail = office.trail(&office.viewer(&clerk()), &third.paper.unwrap()).unwrap();
    assert_eq!(trail.len(), 1);
    assert_eq!(trail[0].acted.officer, clerk());
    office.shut();
    assert_eq!(verify(folder.path()), 4);
}

#[test]
fn what_was_sent_is_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let text = letter(7);
    let receipt = enter(&office, "7", &text).unwrap();
    let paper =
        office.reads().unwrap().paper(&office.viewer(&clerk()), &receipt.paper.unwrap()).unwrap().unwrap().paper;
    let version = &paper.version().unwrap().version;
    let body = office.body(&version.body).unwrap().unwrap();
    assert_eq!(body.length(), text.len() as u64);
    assert_eq!(body.into_vec().unwrap(), text.as_bytes());
    let read = version.text.as_ref().unwrap();
    assert_eq!(read.body, version.body, "a file that is its own text is kept once");
    assert_eq!(office.text(read).unwrap().unwrap(), text);
}

#[test]
fn the_same_command_twice_is_done_once() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let first = enter(&office, "key", &letter(1)).unwrap();
    assert!(!first.repeated);
    // Sent again, its file gets another salt; it is the same command all the same.
    let again = enter(&office, "key", &letter(1)).unwrap();
    assert!(again.repeated);
    assert_eq!((again.entry, again.commitment, &again.number), (first.entry, first.commitment, &first.number));
    assert_eq!(again.events.len(), first.events.len());
    let Err(SubmitError::Refusal(refusal)) = enter(&office, "key", &letter(2)) else { panic!("another act") };
    assert_eq!(*refusal, Refusal::KeyReused { act: "enter".to_owned() });
    assert_eq!(list(&office).rows.len(), 1);
}

#[test]
fn a_file_kept_from_a_refusal_can_be_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    enter(&office, "1", &letter(1)).unwrap();
    let twin = entering(&office, "2", &letter(1)).unwrap();
    let Err(SubmitError::Refusal(refusal)) = office.submit_blocking(twin.clone()) else { panic!("a twin is held") };
    assert!(matches!(*refusal, Refusal::TwinHeld { .. }), "{refusal}");
    let mut again = twin;
    let Act::Enter(draft) = &mut again.act else { unreachable!() };
    draft.again = Some("a second copy came by courier".to_owned());
    office.submit_blocking(again.clone()).unwrap();
    // The same file under another key: the journal has the body already, and takes it once.
    again.key = "3".to_owned();
    office.submit_blocking(again).unwrap();
    office.shut();
    assert_eq!(verify(folder.path()), 4);
}

#[test]
fn a_refusal_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let before = office.journal().unwrap().size().unwrap();
    let error = office.submit_blocking(command("1", Act::Enter(draft(Vec::new())))).unwrap_err();
    assert!(matches!(error, SubmitError::Refusal(ref refusal) if **refusal == Refusal::NoFile), "{error}");
    assert!(!error.next().is_empty());
    assert_eq!(office.journal().unwrap().size().unwrap(), before);
    assert!(list(&office).rows.is_empty());
    let receipt = enter(&office, "1", &letter(1)).unwrap();
    assert!(!receipt.repeated, "a key whose act was refused is free");
    assert!(receipt.number.unwrap().ends_with("-0001"));
}

#[test]
fn a_file_that_did_not_come_along_is_no_way_to_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let mut entered = entering(&office, "1", &letter(1)).unwrap();
    office.submit_blocking(entered.clone()).unwrap();
    entered.key = "2".to_owned();
    entered.bodies = chancery::office::Bodies::default();
    let Act::Enter(draft) = &mut entered.act else { unreachable!() };
    draft.again = Some("to read another's file".to_owned());
    let error = office.submit_blocking(entered).unwrap_err();
    assert!(matches!(error, SubmitError::Refusal(ref refusal) if **refusal == Refusal::FileNotSent), "{error}");
}

#[test]
fn a_batch_of_many_clerks_mixes_entries_refusals_and_repetitions() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let receipts: Vec<_> = std::thread::scope(|scope| {
        let clerks: Vec<_> = (0..16usize)
            .map(|n| {
                let office = &office;
                scope.spawn(move || {
                    let entered = enter(office, &format!("enter-{n}"), &letter(n));
                    let refused =
                        office.submit_blocking(command(&format!("refused-{n}"), Act::Enter(draft(Vec::new()))));
                    let same = enter(office, "same", &letter(1_000));
                    (entered.unwrap(), refused.is_err(), same.unwrap())
                })
            })
            .collect();
        clerks.into_iter().map(|clerk| clerk.join().unwrap()).collect()
    });
    assert!(receipts.iter().all(|(_, refused, _)| *refused));
    let first = &receipts[0].2;
    assert!(receipts.iter().all(|(_, _, same)| same.entry == first.entry && same.commitment == first.commitment));
    assert_eq!(receipts.iter().filter(|(_, _, same)| !same.repeated).count(), 1);
    let mut numbers: Vec<String> = receipts.iter().map(|(entered, ..)| entered.number.clone().unwrap()).collect();
    numbers.push(first.number.clone().unwrap());
    numbers.sort();
    let year = office.today().year();
    let expected: Vec<String> = (1..=17).map(|n| format!("IN-{year}-{n:04}")).collect();
    assert_eq!(numbers, expected);
    office.shut();
    assert_eq!(verify(folder.path()), 18);
}

#[test]
fn a_folder_has_one_office() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let second = Office::open(folder.path(), OfficeOptions::default()).unwrap_err();
    assert!(second.is_held(), "{second}");
    assert!(matches!(found_with(folder.path(), OfficeOptions::default()), Err(error) if error.is_held()));
    office.shut();
    assert!(matches!(found_with(folder.path(), OfficeOptions::default()), Err(OpenError::Founded { .. })));
    open(folder.path()).shut();
}

#[test]
fn an_office_that_was_shut_takes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let command = entering(&office, "1", &letter(1)).unwrap();
    office.shut();
    office.shut();
    assert!(matches!(office.submit_blocking(command), Err(SubmitError::Fault(Fault::Shut))));
    assert!(list(&office).rows.is_empty(), "reading goes on");
}

#[test]
fn a_clock_set_back_makes_no_entry_earlier() {
    let folder = tempfile::tempdir().unwrap();
    let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
    let clock = SetClock::new(at("1951-12-25T09:00:00Z"));
    let options = OfficeOptions { clock: Clock::Set(clock.clone()), ..OfficeOptions::default() };
    let office = found_with(folder.path(), options.clone()).unwrap();
    let first = enter(&office, "1", &letter(1)).unwrap();
    assert_eq!(first.number.as_deref(), Some("IN-1951-0001"));
    assert!(office.clock_behind().is_none());
    clock.set(at("1951-12-24T09:00:00Z"));
    assert!(office.clock_behind().is_some());
    let second = enter(&office, "2", &letter(2)).unwrap();
    assert_eq!(second.at, first.at);
    office.shut();

    let office = Office::open(folder.path(), options).unwrap();
    assert!(office.clock_behind().is_some(), "known again from the journal");
    // In Vienna it is the new year an hour before it is in Greenwich.
    clock.set(at("1951-12-31T23:30:00Z"));
    assert_eq!(enter(&office, "3", &letter(3)).unwrap().number.as_deref(), Some("IN-1952-0001"));
}

#[test]
fn an_interrupted_founding_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let founding = journal::Founding { house: "orlan".to_owned(), moment_us: 0 };
    drop(journal::Journal::create(folder.path(), founding, journal::Options::default()).unwrap());
    let error = Office::open(folder.path(), OfficeOptions::default()).unwrap_err();
    assert!(matches!(error, OpenError::NotFounded { .. }), "{error}");
    let office = found(folder.path());
    assert!(enter(&office, "1", &letter(1)).unwrap().number.unwrap().ends_with("-0001"));
}

#[test]
fn a_zone_that_is_not_known_founds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let founding = chancery::office::FoundOffice { zone: "Europe/Orlan".to_owned(), ..crate::town::founding() };
    let error = Office::found(folder.path(), founding, OfficeOptions::default()).unwrap_err();
    assert!(matches!(error, OpenError::Zone { .. }), "{error}");
    assert!(!folder.path().join("journal.db").exists());
}

#[test]
fn a_file_at_the_limit_is_taken_and_one_byte_more_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let limit = 600_000;
    let options = OfficeOptions { paper_bytes_max: limit, ..OfficeOptions::default() };
    let office = found_with(folder.path(), options).unwrap();
    let file = |bytes: u64| vec![0u8; bytes as usize];
    let at = office.prepare(file(limit), "scan.bin", VersionFacts::default()).unwrap();
    let receipt = office
        .submit_blocking(chancery::office::Command {
            bodies: at.bodies,
            ..command("1", Act::Enter(draft(vec![at.version])))
        })
        .unwrap();
    assert!(receipt.number.is_some());
    let over = office.prepare(file(limit + 1), "scan.bin", VersionFacts::default()).unwrap_err();
    let too_long = |error: &SubmitError| matches!(error, SubmitError::Refusal(refusal) if **refusal == Refusal::FileTooLong { bytes_max: limit });
    assert!(too_long(&over), "{over}");

    let empty = |error: &SubmitError| matches!(error, SubmitError::Refusal(refusal) if **refusal == Refusal::FileEmpty { name: "scan.bin".to_owned() });
    let none = office.prepare(Vec::new(), "scan.bin", VersionFacts::default()).unwrap_err();
    assert!(empty(&none), "{none}");
    let none = office.upload("scan.bin", VersionFacts::default()).finish().unwrap_err();
    assert!(empty(&none), "{none}");

    let mut upload: Upload = office.upload("scan.bin", VersionFacts::default());
    for _ in 0..6 {
        upload.write(&file(limit / 6)).unwrap();
    }
    let over = upload.write(&[0]).unwrap_err();
    assert!(too_long(&over), "{over}");
}

#[test]
fn a_file_at_the_limit_is_read_and_one_byte_more_is_kept_unread() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let unread = |prepared: &chancery::office::Prepared| {
        prepared.reading.remarks.iter().any(|remark| remark.says.contains("without being read"))
    };
    for (bytes, is_unread) in [(READ_BYTES_MAX, false), (READ_BYTES_MAX + 1, true)] {
        let file = vec![0u8; bytes as usize];
        let mut upload = office.upload("scan.bin", VersionFacts::default());
        upload.write(&file[..1]).unwrap();
        upload.write(&file[1..]).unwrap();
        assert_eq!(unread(&upload.finish().unwrap()), is_unread, "{bytes} bytes that came piece by piece");
        assert_eq!(unread(&office.prepare(file, "scan.bin", VersionFacts::default()).unwrap()), is_unread, "{bytes}");
    }
}

#[test]
fn more_commands_than_the_queue_holds_wait_at_the_door() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let commands: Vec<_> = (0..=QUEUE_COMMANDS_MAX)
        .map(|n| {
            let office = office.clone();
            runtime.spawn(async move { office.submit(command(&n.to_string(), Act::Enter(draft(Vec::new())))).await })
        })
        .collect();
    for answered in commands {
        let answer = runtime.block_on(answered).unwrap();
        assert!(matches!(answer, Err(SubmitError::Refusal(ref why)) if **why == Refusal::NoFile), "{answer:?}");
    }
}

#[test]
fn an_upload_becomes_the_same_paper_as_a_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let text: String = (0..20_000).map(|n| format!("Line {n} of a long report on lamps.\n")).collect();
    let mut upload = office.upload("report.txt", VersionFacts::default());
    for piece in text.as_bytes().chunks(10_000) {
        upload.write(piece).unwrap();
    }
    let streamed = upload.finish().unwrap();
    let at_once = office.prepare(text.clone().into_bytes(), "report.txt", VersionFacts::default()).unwrap();
    assert_eq!(streamed.version.hash, at_once.version.hash);
    assert_eq!(streamed.version.text.as_ref().map(|text| text.hash), at_once.version.text.map(|text| text.hash));
    let body = streamed.version.body;
    let entered = chancery::office::Command {
        bodies: streamed.bodies,
        ..command("1", Act::Enter(draft(vec![streamed.version])))
    };
    office.submit_blocking(entered).unwrap();
    assert_eq!(office.body(&body).unwrap().unwrap().into_vec().unwrap(), text.as_bytes());
}

/// How many chunks of bodies the journal's file holds.
fn chunks(folder: &Path) -> i64 {
    let db = rusqlite::Connection::open(folder.join("journal.db")).unwrap();
    db.query_row("SELECT count(*) FROM chunks", [], |row| row.get(0)).unwrap()
}

#[test]
fn what_nobody_enters_leaves_the_disk_while_the_office_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let long = |fill: u8| vec![fill; 9 << 20];
    let mut at_work = office.upload("scan.bin", VersionFacts::default());
    at_work.write(&long(1)).unwrap();
    let waiting = office.prepare(long(2), "scan.bin", VersionFacts::default()).unwrap();
    let claimed = chunks(folder.path());
    assert_eq!(claimed, 18);

    let mut aborted = office.upload("scan.bin", VersionFacts::default());
    aborted.write(&long(3)).unwrap();
    assert_eq!(chunks(folder.path()), 27);
    drop(aborted);
    until("an aborted upload is swept", || chunks(folder.path()) == claimed);

    let refused = office.prepare(long(4), "scan.bin", VersionFacts::default()).unwrap();
    let mut nowhere = draft(vec![refused.version]);
    nowhere.series = "OUT".parse().unwrap();
    let act = Act::Enter(nowhere);
    let error = office.submit_blocking(chancery::office::Command { bodies: refused.bodies, ..command("4", act) });
    assert!(matches!(error, Err(SubmitError::Refusal(_))), "{error:?}");
    until("a file that was refused is swept", || chunks(folder.path()) == claimed);

    for (key, prepared) in [("1", at_work.finish().unwrap()), ("2", waiting)] {
        let act = Act::Enter(draft(vec![prepared.version]));
        office.submit_blocking(chancery::office::Command { bodies: prepared.bodies, ..command(key, act) }).unwrap();
    }
    office.shut();
    assert_eq!(chunks(folder.path()), claimed, "what somebody held all the while is there");
    assert_eq!(verify(folder.path()), 3);
}

#[test]
fn an_orderly_end_leaves_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let logs = || {
        let names =
            std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with("-wal") || name.ends_with("-shm")).collect::<Vec<_>>()
    };
    let office = found(folder.path());
    assert!(logs().contains(&"journal.db-wal".to_owned()));
    office.shut();
    assert_eq!(logs(), Vec::<String>::new(), "after the founding");
    let office = open(folder.path());
    enter(&office, "1", &letter(1)).unwrap();
    assert_eq!(list(&office).rows.len(), 1);
    office.find(&office.viewer(&clerk()), "lamp", 10).unwrap();
    assert_eq!(office.journal().unwrap().size().unwrap(), 2);
    let lent = (office.reads().unwrap(), office.journal().unwrap());
    drop(lent);
    drop(office);
    assert_eq!(logs(), Vec::<String>::new(), "after a day");
    assert_eq!(verify(folder.path()), 2);
}

#[test]
fn words_of_a_body_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    enter(&office, "1", &letter(42)).unwrap();
    office.shut();
    drop(office);
    // Shutting wrote the index; its thread has to open it and see how far it came.
    let office = open(folder.path());
    office.wait_for_index();
    let found = office.find(&office.viewer(&clerk()), "Mill Lane mended", 10).unwrap();
    assert_eq!(found.hits.len(), 1);
    assert!(!office.index_state().behind);
}

/// Rights do not bind the administrator, as whom tests in a container often run; there the folder stays writable.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_refused_with_a_way_on() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    found(folder.path()).shut();
    let rights = |mode| std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    std::fs::remove_file(folder.path().join("office.lock")).unwrap();
    rights(0o500);
    let bound = std::fs::write(folder.path().join("probe"), "").is_err();
    let opened = Office::open(folder.path(), OfficeOptions::default());
    rights(0o700);
    match opened {
        Err(error) => assert!(bound && error.next().contains("right to write"), "{error}; {}", error.next()),
        Ok(office) => assert!(!bound && office.standing().is_open()),
    }
}

#[test]
fn an_office_reads_by_its_own_words_and_does_not_open_with_bad_ones() {
    let folder = tempfile::tempdir().unwrap();
    found(folder.path()).shut();
    let words = folder.path().join("lang");
    std::fs::create_dir(&words).unwrap();
    std::fs::write(words.join("en.words"), "[language]\ncode = en\n\n[months]\n5 = maytide\n").unwrap();
    let office = open(folder.path());
    let paper = b"No. 7\n\nOsk, 3 Maytide 1931.\n\nSir: The quay is closed.\n\nAlwin Brask\n".to_vec();
    let read = office.prepare(paper, "letter.txt", VersionFacts::default()).unwrap();
    assert_eq!(read.reading.card.date.unwrap().value.date.to_string(), "1931-05-03");
    let extractor = &read.version.text.unwrap().extractor;
    assert!(extractor.starts_with(&format!("{}+words:", intake::EXTRACTOR)), "{extractor}");
    office.shut();
    std::fs::write(words.join("en.words"), "[language]\ncode = en\n\n[moons]\n5 = maytide\n").unwrap();
    let error = Office::open(folder.path(), OfficeOptions::default()).unwrap_err();
    assert!(matches!(error, OpenError::Words(_)) && error.to_string().contains("moons"), "{error}");
    assert!(error.next().contains("docs/languages.md"));
}

#[test]
fn what_is_divided_or_joined_can_be_entered_or_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let of = |count: usize| {
        let letters = (1..=count).map(|n| {
            format!("No. {n}\n\nOsk, May 3, 1951.\n\nDear Mr. Orlan:\n\nThe quay is closed.\n\nI am, Sir,\n\nAlwin Brask\n\n")
        });
        let text: String = letters.collect();
        let file = office.prepare(text.into_bytes(), "letters.txt", VersionFacts::default()).unwrap();
        assert_eq!(file.reading.parts.len(), count);
        office.divide(file)
    };
    let most = journal::BODIES_PER_ENTRY_MAX - 2;
    let divided = of(most).unwrap();
    assert_eq!(divided.version.enclosed.len(), most);
    let act = Act::Enter(draft(vec![divided.version]));
    office.submit_blocking(chancery::office::Command { bodies: divided.bodies, ..command("most", act) }).unwrap();
    let refused = of(most + 1).unwrap_err();
    assert!(matches!(refused, SubmitError::Refusal(ref why) if matches!(**why, Refusal::TooMany { .. })), "{refused}");
    // Names as long as names may be do not make a remark too long.
    let long = |n: usize| format!("{n:03}{}.png", "ж".repeat(190));
    let pages =
        (0..60).map(|n| office.prepare(format!("Page {n}").into_bytes(), &long(n), VersionFacts::default()).unwrap());
    let joined = office.join(pages.collect()).unwrap().unwrap();
    assert!(
        joined.reading.remarks.iter().any(|remark| remark.says.ends_with("and 52 more.")),
        "{:?}",
        joined.reading.remarks
    );
}
