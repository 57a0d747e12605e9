//! Binary forms are opened by processes under limits: whatever becomes of them, the paper can be entered.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use chancery::office::{Office, OfficeOptions, Prepared, VersionFacts};
use chancery::opener::{EXTRACT_BYTES_MIN, EXTRACT_SECONDS_CEILING, OpenerOptions, Openers, Program};
use procedure::act::Act;
use rustix::process::{Pid, Signal, kill_process};

use crate::cli::Place;
use crate::town::{command, draft, found_with, opening_by_the_real_program as options, until};

/// A file of a binary form, as short as one can be, made longer by what no reader looks at.
fn picture(bytes: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.resize(bytes.max(8), 0);
    file
}

fn office(folder: &Path, opening: OpenerOptions) -> Office {
    found_with(folder, OfficeOptions { opening, ..OfficeOptions::default() }).unwrap()
}

fn prepare(office: &Office, bytes: Vec<u8>) -> Prepared {
    office.prepare(bytes, "scan.png", VersionFacts::default()).unwrap()
}

fn says(prepared: &Prepared) -> String {
    prepared.reading.remarks.iter().map(|remark| remark.says.as_str()).collect::<Vec<_>>().join(" ")
}

/// Enters a paper with what its reading says of it.
fn enter(office: &Office, key: &str, prepared: Prepared) {
    let mut draft = draft(vec![prepared.version]);
    draft.card = prepared.reading.card;
    draft.remarks = prepared.reading.remarks;
    let entered = chancery::office::Command { bodies: prepared.bodies, ..command(key, Act::Enter(draft)) };
    assert!(office.submit_blocking(entered).unwrap().number.is_some());
}

/// Processes of this one that were started with an argument.
fn children_with(argument: &str) -> Vec<Pid> {
    processes_with(argument, Some(std::process::id()))
}

/// Processes that were started with an argument, by whomever or by one.
fn processes_with(argument: &str, of: Option<u32>) -> Vec<Pid> {
    let of = of.map(|id| id.to_string());
    let mut found = Vec::new();
    for process in fs::read_dir("/proc").unwrap().flatten() {
        let path = process.path();
        let Ok(stat) = fs::read_to_string(path.join("stat")) else { continue };
        // The name stands in brackets and may hold anything; the parent is the second field behind it.
        let parent = stat.rsplit_once(") ").and_then(|(_, fields)| fields.split(' ').nth(1).map(str::to_owned));
        let Ok(line) = fs::read(path.join("cmdline")) else { continue };
        if (of.is_none() || parent == of) && line.split(|byte| *byte == 0).any(|word| word == argument.as_bytes()) {
            found.extend(process.file_name().to_str().and_then(|id| id.parse().ok()).and_then(Pid::from_raw));
        }
    }
    found
}

#[test]
fn a_binary_form_is_opened_by_a_process_of_its_own_and_a_text_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let apart = office(folder.path(), options());
    let read = prepare(&apart, picture(100));
    assert_eq!(read.version.media, "image/png");
    assert!(!says(&read).contains("reader"), "{}", says(&read));
    enter(&apart, "1", read);
    apart.shut();

    // Nothing can be started here: what needs a process of its own says so, all else is read.
    let folder = tempfile::tempdir().unwrap();
    let alone = office(folder.path(), OpenerOptions { program: Program::At("/nowhere/chancery".into()), ..options() });
    let mail = |part: &str| {
        format!(
            "From: a@orlan.example\r\nTo: b@orlan.example\r\nMessage-ID: <1@orlan.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nThe ferry.\r\n\
             --x\r\n{part}\r\n--x--\r\n"
        )
        .into_bytes()
    };
    let tnef = "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx";
    let pdf = "Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\n\r\nx";
    let cases: [(Vec<u8>, bool); 8] = [
        (b"The ferry sails on Tuesday.\n".to_vec(), false),
        (mail(pdf), false),
        (mail(tnef), true),
        (picture(100), true),
        (b"%PDF-1.7\n".to_vec(), true),
        (b"PK\x03\x04and nothing more".to_vec(), true),
        (b"{\\rtf1 The ferry.}".to_vec(), true),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), true),
    ];
    for (at, (bytes, needs)) in cases.into_iter().enumerate() {
        let begins = String::from_utf8_lossy(&bytes[..bytes.len().min(30)]).into_owned();
        let prepared = prepare(&alone, bytes);
        assert_eq!(says(&prepared).contains("none could be started"), needs, "{begins}: {}", says(&prepared));
        enter(&alone, &at.to_string(), prepared);
    }
}

#[test]
fn uploads_and_enclosed_files_go_through_the_same_door() {
    let folder = tempfile::tempdir().unwrap();
    let alone = office(folder.path(), OpenerOptions { program: Program::At("/nowhere/chancery".into()), ..options() });
    let mut upload = alone.upload("scan.png", VersionFacts::default());
    upload.write(&picture(100)).unwrap();
    let uploaded = upload.finish().unwrap();
    assert!(says(&uploaded).contains("none could be started"), "{}", says(&uploaded));

    let mail = b"From: a@orlan.example\r\nMessage-ID: <1@orlan.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\n\
        Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
    let envelope = prepare(&alone, mail.to_vec());
    let file = envelope.version.enclosed[0].clone();
    enter(&alone, "1", envelope);
    let enclosed = alone.prepare_enclosed(&file, VersionFacts::default()).unwrap().unwrap();
    assert!(says(&enclosed).contains("none could be started"), "{}", says(&enclosed));

    let described = alone.prepare_described(picture(100), "scan.png", VersionFacts::default()).unwrap();
    assert!(says(&described).contains("none could be started"), "{}", says(&described));
}

#[test]
fn an_ordinary_file_beyond_the_memory_set_is_entered_with_the_remark() {
    let folder = tempfile::tempdir().unwrap();
    let bytes_max = 8 << 20;
    let office = office(folder.path(), OpenerOptions { bytes_max, ..options() });
    let prepared = prepare(&office, picture(24 << 20));
    assert_eq!(
        says(&prepared),
        "scan.png: The file needed more than 8 MiB of memory to be taken apart; it is kept as it came and not read."
    );
    assert_eq!(prepared.version.media, "image/png");
    enter(&office, "1", prepared);
}

/// A page map as long as a reading's, in a text that any clerk may bring, is longer than an act takes.
#[test]
fn a_text_of_very_many_pages_is_entered_with_the_first_of_them_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path(), options());
    let text = "a ferry\n\u{c}".repeat(120_000);
    let prepared = office.prepare(text.into_bytes(), "pages.txt", VersionFacts::default()).unwrap();
    assert!(says(&prepared).contains("pages only"), "{}", says(&prepared));
    enter(&office, "1", prepared);
}

/// What lies in a file may be longer than an office takes, though the file itself is not.
#[test]
fn what_is_longer_than_the_office_takes_stays_in_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let opened = OfficeOptions { opening: options(), paper_bytes_max: 4_096, ..OfficeOptions::default() };
    let office = found_with(folder.path(), opened).unwrap();
    // 3,600 bytes that are 6,000 as a text: a letter of one byte there has two here.
    let mail = [
        b"From: a@orlan.example\r\nMessage-ID: <1@orlan.example>\r\nMIME-Version: 1.0\r\n\
          Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            .to_vec(),
        b"\xe9\xe8 ".repeat(1_200),
    ]
    .concat();
    let prepared = office.prepare(mail, "a.eml", VersionFacts::default()).unwrap();
    assert!(says(&prepared).contains("longer than 4096 bytes and was left out"), "{}", says(&prepared));
    assert_eq!(prepared.version.text, None);
    enter(&office, "1", prepared);
}

#[test]
fn the_least_memory_that_may_be_set_opens_a_short_file() {
    let openers = Openers::new(OpenerOptions { bytes_max: EXTRACT_BYTES_MIN, ..options() });
    let extract = openers.open(&picture(1 << 20), "scan.png");
    assert!(!extract.remarks.join(" ").contains("memory"), "{:?}", extract.remarks);
}

/// Stops an opener as soon as one is seen, while `open` opens files for ever; what the last one came to. `look` looks at the one that
/// stands still.
fn stopped<T: Send>(argument: &str, open: impl Fn() -> T + Sync, look: impl FnOnce(&Path)) -> T {
    let is_stopped = AtomicBool::new(false);
    thread::scope(|scope| {
        let opened = scope.spawn(|| {
            // It may be done before it is stopped; then it is tried once more.
            loop {
                let opened = open();
                if is_stopped.load(Ordering::SeqCst) {
                    return opened;
                }
            }
        });
        let mut stands = None;
        until("an opener is stopped", || {
            stands = children_with(argument).into_iter().find(stop);
            stands.is_some()
        });
        is_stopped.store(true, Ordering::SeqCst);
        look(Path::new(&format!("/proc/{}", stands.unwrap().as_raw_nonzero())));
        opened.join().unwrap()
    })
}

/// Stops a process; whether it stands still and had time to confine itself.
fn stop(id: &Pid) -> bool {
    let of = |what: &str| fs::read_to_string(format!("/proc/{}/{what}", id.as_raw_nonzero())).unwrap_or_default();
    let stands = || of("stat").contains(") T ") && of("status").contains("NoNewPrivs:\t1");
    if kill_process(*id, Signal::STOP).is_ok() && stands() {
        return true;
    }
    // It was too early, or it is gone.
    let _ = kill_process(*id, Signal::CONT);
    false
}

#[test]
fn an_opener_that_stands_still_has_nothing_of_the_office_and_is_ended_at_its_time() {
    let folder = tempfile::tempdir().unwrap();
    // A limit that nobody else has marks the process.
    let bytes_max = (1 << 30) + 4096;
    let office = office(folder.path(), OpenerOptions { bytes_max, seconds_max: 2, ..options() });
    let open = || {
        let reading = prepare(&office, picture(8 << 20)).reading;
        reading.remarks.into_iter().map(|remark| remark.says).collect::<Vec<_>>()
    };
    let remarks = stopped(&bytes_max.to_string(), open, |opener| {
        // Journal, register and index are open in this process.
        let handles = fs::read_dir(opener.join("fd")).unwrap().map(|fd| fs::read_link(fd.unwrap().path()).unwrap());
        let of_the_office: Vec<_> = handles.filter(|handle| handle.starts_with(folder.path())).collect();
        assert_eq!(of_the_office, Vec::<PathBuf>::new());
        assert_eq!(fs::read_to_string(opener.join("environ")).unwrap(), "MIMALLOC_ARENA_RESERVE=0\0");
        assert_eq!(fs::read_link(opener.join("cwd")).unwrap(), Path::new("/"));
    });
    let late = "scan.png: The file could not be taken apart within 2 s; it is kept as it came and not read.";
    assert_eq!(remarks, [late]);
    assert_eq!(children_with(&bytes_max.to_string()), []);
}

#[test]
fn an_opener_ends_with_the_program_that_started_it() {
    let place = Place::new();
    place.write("scan.png", picture(24 << 20));
    let seconds = EXTRACT_SECONDS_CEILING - 7;
    let argument = seconds.to_string();
    let mut standing = None;
    until("a program is caught while it reads", || {
        let mut program = place.command();
        let mut program = program
            .args(["read", "--extract-seconds-max", &argument, "scan.png"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while standing.is_none() && program.try_wait().unwrap().is_none() {
            standing = processes_with(&argument, Some(program.id())).into_iter().find(stop);
        }
        let _ = program.kill();
        program.wait().unwrap();
        standing.is_some()
    });
    let opener = format!("/proc/{}", standing.unwrap().as_raw_nonzero());
    // It stands still, and nobody but the kernel can end it now; a dead process that nobody reaped yet has no command line.
    until("the opener is gone", || {
        fs::read(format!("{opener}/cmdline")).is_ok_and(|line| line.is_empty()) || !Path::new(&opener).exists()
    });
}

#[test]
fn openers_killed_at_any_moment_lose_nothing() {
    const PAPERS: usize = 40;
    let folder = tempfile::tempdir().unwrap();
    let bytes_max = (1 << 30) + 8192;
    let office = office(folder.path(), OpenerOptions { bytes_max, at_once_max: 3, ..options() });
    let done = AtomicBool::new(false);
    let (killed, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                for id in children_with(&bytes_max.to_string()).into_iter().take(1) {
                    killed.fetch_add(usize::from(kill_process(id, Signal::SEGV).is_ok()), Ordering::SeqCst);
                }
                thread::yield_now();
            }
        });
        let workers: Vec<_> = (0..4_usize)
            .map(|worker| {
                let (office, stopped) = (&office, &stopped);
                scope.spawn(move || {
                    for at in 0..PAPERS / 4 {
                        let mut file = picture(1 << 20);
                        file.extend([worker as u8, at as u8]);
                        let prepared = prepare(office, file.clone());
                        let says = says(&prepared);
                        assert!(!says.contains("reader") || says.contains("stopped (signal 11)"), "{says}");
                        stopped.fetch_add(usize::from(says.contains("signal 11")), Ordering::SeqCst);
                        let body = prepared.version.body;
                        enter(office, &format!("{worker}-{at}"), prepared);
                        assert_eq!(office.body(&body).unwrap().unwrap().into_vec().unwrap(), file);
                    }
                })
            })
            .collect();
        let ended: Vec<_> = workers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::SeqCst);
        ended.into_iter().for_each(|worker| worker.unwrap());
    });
    assert!(
        stopped.load(Ordering::SeqCst) > 0,
        "of {PAPERS} openers, {} were signalled",
        killed.load(Ordering::SeqCst)
    );
    assert_eq!(children_with(&bytes_max.to_string()), []);
}

#[test]
fn no_more_are_at_work_than_may_be() {
    let bytes_max = (1 << 30) + 12_288;
    let openers = Openers::new(OpenerOptions { bytes_max, at_once_max: 2, ..options() });
    let at_work = AtomicUsize::new(6);
    let most = thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                for _ in 0..5 {
                    openers.open(&picture(1 << 20), "scan.png");
                }
                at_work.fetch_sub(1, Ordering::SeqCst);
            });
        }
        let mut most = 0;
        while at_work.load(Ordering::SeqCst) > 0 {
            most = most.max(children_with(&bytes_max.to_string()).len());
        }
        most
    });
    assert!((1..=2).contains(&most), "{most} at once");
}

#[test]
fn an_opener_gives_up_everything_before_it_reads_a_byte() {
    let mut opener = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["extract", "--bytes-max", "1073741824", "--seconds-max", "30"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let of = |what: &str| fs::read_to_string(format!("/proc/{}/{what}", opener.id())).unwrap_or_default();
    let limit = |name: &str| {
        let limits = of("limits");
        let line = limits.lines().find(|line| line.starts_with(name)).map(|line| line[name.len()..].to_owned());
        line.unwrap_or_default().split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    // The last of them stands for all.
    until("the opener is confined", || limit("Max open files") == ["0", "0"]);
    assert_eq!(limit("Max address space"), ["1073741824", "1073741824"]);
    assert_eq!(limit("Max cpu time"), ["30", "31"]);
    assert_eq!(limit("Max file size"), ["0", "0"]);
    assert_eq!(limit("Max core file size"), ["0", "0"]);
    assert_eq!(limit("Max processes"), ["0", "0"]);
    assert!(of("status").lines().any(|line| line == "NoNewPrivs:\t1"));
    // All is given up, and the file is still to come.
    let mut stdin = opener.stdin.take().unwrap();
    let file = picture(100);
    stdin.write_all(&[&8_u32.to_le_bytes()[..], &100_u64.to_le_bytes(), b"scan.png", &file].concat()).unwrap();
    let mut answer = Vec::new();
    opener.stdout.take().unwrap().read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"extract1"), "{}", String::from_utf8_lossy(&answer));
    assert!(opener.wait().unwrap().success());
}

#[test]
fn a_program_that_was_replaced_meanwhile_still_opens_files() {
    let place = Place::new();
    let program = place.path().join("chancery");
    fs::copy(env!("CARGO_BIN_EXE_chancery"), &program).unwrap();
    let pipe = place.path().join("scan.png");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reading = Command::new(&program)
        .args(["read", "scan.png"])
        .current_dir(place.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Opening the pipe waits for the program to read from it; then it runs, and the upgrade comes.
    let mut there = fs::File::options().write(true).open(&pipe).unwrap();
    fs::remove_file(&program).unwrap();
    fs::write(&program, "not a program").unwrap();
    there.write_all(&picture(100)).unwrap();
    drop(there);
    let read = reading.wait_with_output().unwrap();
    let out = String::from_utf8(read.stdout).unwrap();
    assert!(read.status.success() && out.contains("PNG"), "{out}{}", String::from_utf8_lossy(&read.stderr));
    assert!(!out.contains("could be started"), "{out}");
}

#[test]
fn limits_are_taken_as_far_as_they_make_sense() {
    let place = Place::new();
    place.write("scan.png", picture(1 << 20));
    let least = EXTRACT_BYTES_MIN.to_string();
    let less = (EXTRACT_BYTES_MIN - 1).to_string();
    let most = EXTRACT_SECONDS_CEILING.to_string();
    let more = (EXTRACT_SECONDS_CEILING + 1).to_string();
    let cases = [
        ("--extract-bytes-max", least.as_str(), 0),
        ("--extract-bytes-max", less.as_str(), 2),
        ("--extract-seconds-max", "1", 0),
        ("--extract-seconds-max", "0", 2),
        ("--extract-seconds-max", most.as_str(), 0),
        ("--extract-seconds-max", more.as_str(), 2),
    ];
    for (limit, value, code) in cases {
        let ran = place.ends(code, ["read", limit, value, "scan.png"]);
        assert!(!ran.out.contains("could not be"), "{ran:?}");
    }
    // The openers' own command is not shown to people.
    assert!(!place.done(["--help"]).out.contains("extract "));
}

#[test]
fn waiting_for_a_file_an_opener_ends_with_whoever_started_it() {
    let mut opener = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["extract", "--bytes-max", "1073741824", "--seconds-max", "30"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(opener.stdin.take());
    let mut ended = None;
    until("it ends", || {
        ended = opener.try_wait().unwrap();
        ended.is_some()
    });
    assert!(!ended.unwrap().success());
}
