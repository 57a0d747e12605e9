//! The socket: an office whose folder a server holds, reached from another side.

use std::os::unix::fs::PermissionsExt;

use chancery::office::{Command, Fault, Office, OfficeOptions, SubmitError, VersionFacts};
use chancery::readings::{Looked, Through, walk};
use chancery::socket::{CONNECTIONS_MAX, LAID_BYTES_MAX, LAID_MAX};
use procedure::act::Act;
use procedure::event::{Door, Means};
use procedure::refusal::Refusal;

use crate::town::{clerk, command, draft, enter, found, letter, until};

/// Runs the socket of an office while somebody calls.
fn served<T>(office: &Office, call: impl FnOnce() -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listening = runtime.block_on(chancery::socket::serve(office.clone())).unwrap();
    let called = call();
    drop(listening);
    called
}

fn reach(office: &Office) -> Office {
    Office::reach(office.folder(), OfficeOptions::default()).unwrap()
}

#[test]
fn a_caller_acts_and_asks_as_if_the_folder_were_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    served(&office, || {
        let there = reach(&office);
        assert_eq!(there.house().officers, office.house().officers);
        assert_eq!(there.house().books, office.house().books);
        let receipt = enter(&there, "1", &letter(1)).unwrap();
        assert!(receipt.number.as_ref().unwrap().ends_with("-0001"));
        let again = enter(&there, "1", &letter(1)).unwrap();
        assert!(again.repeated);
        let paper = receipt.paper.unwrap();
        let seen = there.reads().unwrap().paper(&there.viewer(&clerk()), &paper).unwrap().unwrap();
        assert_eq!(seen.paper.number(), receipt.number.unwrap());
        let trail = there.trail(&there.viewer(&clerk()), &paper).unwrap();
        let acted = &trail[0].acted;
        assert_eq!((acted.means, acted.door), (Means::System, Door::CommandLine), "whatever the caller says");
        assert_ne!(acted.authenticated, crate::town::CLERK, "the account for the officer");
        let text = seen.paper.version().unwrap().version.text.clone().unwrap();
        assert_eq!(there.text(&text).unwrap().unwrap(), letter(1));
        let refused = there.submit_blocking(command("2", Act::Enter(draft(Vec::new())))).unwrap_err();
        assert!(matches!(refused, SubmitError::Refusal(refusal) if *refusal == Refusal::NoFile));
    });
    assert!(!folder.path().join("office.sock").exists());
}

#[test]
fn what_a_caller_looks_at_is_a_line_of_the_servers_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    served(&office, || {
        let there = reach(&office);
        let looked = Looked::Dossier { dossier: "border".parse().unwrap(), part: "page".to_owned() };
        there.looked(Some(&clerk()), Some("somebody else"), Through::CommandLine, looked.clone());
        let mut lines = Vec::new();
        let walked = walk(folder.path(), None, |block| lines.extend(block.lines)).unwrap();
        assert_eq!(walked.head.map(|head| head.blocks), Some(1), "flushed before the caller goes on");
        assert_eq!((lines[0].officer.as_ref(), &lines[0].looked), (Some(&clerk()), &looked));
        let account = lines[0].account.clone().unwrap();
        assert_ne!(account, "somebody else", "the server sees for itself whose account it is");
        office.looked(Some(&clerk()), None, Through::Page, looked);
        there.settle_readings();
        let walked = walk(folder.path(), None, drop).unwrap();
        assert_eq!((walked.head.map(|head| head.blocks), walked.broken), (Some(2), None));
    });
}

/// A command that enters bytes, laid down with the server; its place in the caller's pile is the order of calling.
fn laid(there: &Office, key: &str, bytes: Vec<u8>) -> Command {
    let prepared = there.prepare(bytes, "scan.bin", VersionFacts::default()).unwrap();
    Command { bodies: prepared.bodies, ..command(key, Act::Enter(draft(vec![prepared.version]))) }
}

/// Lays down two files, then so many of a length that the pile is as high as it may be, then one more.
fn a_pile_too_high_by_one(files_max: usize, length: usize) {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    served(&office, || {
        let there = reach(&office);
        let file = |n: usize| {
            let mut bytes = vec![0; length];
            bytes[..8].copy_from_slice(&n.to_be_bytes());
            bytes
        };
        let first = laid(&there, "first", file(0));
        let second = laid(&there, "second", file(1));
        for n in 2..files_max {
            laid(&there, "", file(n));
        }
        there.submit_blocking(first).unwrap();
        // The first has gone from the pile, so there is room for one; one more is too many by one.
        let third = laid(&there, "third", file(files_max));
        laid(&there, "", file(files_max + 1));
        let refused = there.submit_blocking(second).unwrap_err();
        assert!(matches!(refused, SubmitError::Refusal(ref why) if **why == Refusal::FileNotSent), "{refused}");
        there.submit_blocking(third).unwrap();
    });
}

#[test]
fn so_many_files_are_kept_for_a_caller_and_no_more() {
    a_pile_too_high_by_one(LAID_MAX, 8);
}

#[test]
fn so_many_bytes_are_kept_for_a_caller_and_no_more() {
    let length = journal::BODY_INLINE_BYTES_MAX;
    a_pile_too_high_by_one(LAID_BYTES_MAX as usize / length, length);
}

#[test]
fn so_many_callers_are_heard_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    served(&office, || {
        let mut callers: Vec<_> = (0..CONNECTIONS_MAX).map(|_| reach(&office)).collect();
        let refused = Office::reach(folder.path(), OfficeOptions::default()).unwrap_err();
        assert!(refused.is_held(), "{refused}");
        callers.pop();
        until("room is made by those who go", || Office::reach(folder.path(), OfficeOptions::default()).is_ok());
    });
}

#[test]
fn an_act_on_the_house_is_known_to_the_caller_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    served(&office, || {
        let there = reach(&office);
        let act = Act::SetFilePlan { code: "12.3".to_owned(), title: "Lamps".to_owned() };
        there.submit_blocking(command("1", act)).unwrap();
        assert_eq!(there.house().file_plan.get("12.3").map(String::as_str), Some("Lamps"));
    });
}

#[test]
fn a_long_file_goes_over_in_pieces_and_one_too_long_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let options = OfficeOptions { paper_bytes_max: 3 << 20, ..OfficeOptions::default() };
    let office = crate::town::found_with(folder.path(), options).unwrap();
    served(&office, || {
        let there = reach(&office);
        let bytes: Vec<u8> = (0..(3u32 << 20)).map(|n| (n / 1_000) as u8).collect();
        let prepared = there.prepare(bytes.clone(), "scan.bin", VersionFacts::default()).unwrap();
        let body = prepared.version.body;
        let act = Act::Enter(draft(vec![prepared.version]));
        there.submit_blocking(Command { bodies: prepared.bodies, ..command("1", act) }).unwrap();
        assert_eq!(there.body(&body).unwrap().unwrap().into_vec().unwrap(), bytes);

        let mut upload = there.upload("scan.bin", VersionFacts::default());
        for piece in bytes.chunks(1 << 20) {
            upload.write(piece).unwrap();
        }
        upload.write(&[0]).unwrap();
        let refused = upload.finish().unwrap_err();
        assert!(matches!(refused, SubmitError::Refusal(refusal) if matches!(*refusal, Refusal::FileTooLong { .. })));
        // The connection is still of use after that.
        assert!(enter(&there, "2", &letter(2)).is_ok());
    });
}

#[test]
fn only_its_owner_may_open_the_socket_and_a_stale_one_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let path = folder.path().join("office.sock");
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    served(&office, || {
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        enter(&reach(&office), "1", &letter(1)).unwrap();
    });
}

#[test]
fn a_server_that_hangs_is_not_waited_for_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let _office = found(folder.path());
    // Whoever connects is in the queue of a listener that nobody looks at.
    let _hung = std::os::unix::net::UnixListener::bind(folder.path().join("office.sock")).unwrap();
    let error = Office::reach(folder.path(), OfficeOptions::default()).unwrap_err();
    assert!(error.is_held() && error.to_string().contains("did not answer within"), "{error}");
}

#[test]
fn without_a_server_a_held_folder_is_said_to_be_held() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let error = Office::reach(folder.path(), OfficeOptions::default()).unwrap_err();
    assert!(error.is_held(), "{error}");
    let there = served(&office, || reach(&office));
    let error = enter(&there, "1", &letter(1)).unwrap_err();
    assert!(matches!(error, SubmitError::Fault(Fault::Unknown { .. })), "the server is gone: {error}");
}
