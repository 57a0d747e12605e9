//! Doors: passwords and the wait after wrong ones, links that work once, tokens, sessions.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;

use chancery::doors::{
    DoorError, Doors, FAILURES_FREE, LINK_VALID_S, PASSWORD_BYTES_MAX, PASSWORD_BYTES_MIN, SESSION_OFFICER, Scope,
    TOKEN_PREFIX, TOKENS_PER_OFFICER_MAX,
};
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use tower_sessions::SessionStore;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};

use crate::town::clerk;

const PASSWORD: &str = "four words are good";

fn at(seconds: i64) -> Moment {
    Moment::from_micros(seconds * 1_000_000)
}

fn doors() -> (tempfile::TempDir, Doors) {
    let folder = tempfile::tempdir().unwrap();
    let doors = Doors::open(folder.path()).unwrap();
    (folder, doors)
}

#[test]
fn a_password_lets_in_whom_it_was_set_for() {
    let (folder, doors) = doors();
    assert!(matches!(doors.sign_in(&clerk(), PASSWORD, None, at(0)), Err(DoorError::Wrong)));
    doors.set_password(&clerk(), PASSWORD).unwrap();
    doors.sign_in(&clerk(), PASSWORD, None, at(1)).unwrap();
    assert!(matches!(doors.sign_in(&clerk(), "four words are bad", None, at(2)), Err(DoorError::Wrong)));
    drop(doors);
    let doors = Doors::open(folder.path()).unwrap();
    doors.sign_in(&clerk(), PASSWORD, None, at(3)).unwrap();
    doors.reset(&clerk()).unwrap();
    assert!(!doors.has_password(&clerk()).unwrap());
    let bytes = std::fs::read(folder.path().join("doors.db")).unwrap();
    assert!(!bytes.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes()));
}

#[test]
fn a_password_has_a_least_and_a_greatest_length() {
    let (_folder, doors) = doors();
    for (bytes, taken) in [
        (PASSWORD_BYTES_MIN - 1, false),
        (PASSWORD_BYTES_MIN, true),
        (PASSWORD_BYTES_MAX, true),
        (PASSWORD_BYTES_MAX + 1, false),
    ] {
        assert_eq!(doors.set_password(&clerk(), &"x".repeat(bytes)).is_ok(), taken, "{bytes}");
    }
    // One byte more than was set does not fit, though as much of it as is looked at does.
    assert!(doors.sign_in(&clerk(), &"x".repeat(PASSWORD_BYTES_MAX + 1), None, at(0)).is_err());
}

#[test]
fn wrong_tries_make_one_wait_ever_longer() {
    let (_folder, doors) = doors();
    doors.set_password(&clerk(), PASSWORD).unwrap();
    let wrong = |from: Option<IpAddr>, now| doors.sign_in(&clerk(), "not the right one", from, now).unwrap_err();
    for _ in 0..=FAILURES_FREE {
        assert!(matches!(wrong(None, at(0)), DoorError::Wrong));
    }
    let waited = doors.sign_in(&clerk(), PASSWORD, None, at(0)).unwrap_err();
    assert!(matches!(waited, DoorError::Wait { seconds: 1 }), "{waited}");
    assert!(matches!(wrong(None, at(1)), DoorError::Wrong));
    assert!(matches!(wrong(None, at(2)), DoorError::Wait { seconds: 1 }));
    assert!(matches!(wrong(None, at(3)), DoorError::Wrong));
    assert!(matches!(wrong(None, at(3)), DoorError::Wait { seconds: 4 }));
    doors.sign_in(&clerk(), PASSWORD, None, at(7)).unwrap();
    assert!(matches!(wrong(None, at(7)), DoorError::Wrong), "a right one forgets the wrong ones");

    // Whoever tries many officers from one address waits as well.
    let address: IpAddr = "192.0.2.7".parse().unwrap();
    for n in 0..=FAILURES_FREE {
        let nobody = OfficerId::new(format!("nobody{n}")).unwrap();
        assert!(matches!(doors.sign_in(&nobody, PASSWORD, Some(address), at(8)), Err(DoorError::Wrong)));
    }
    assert!(matches!(doors.sign_in(&clerk(), PASSWORD, Some(address), at(8)), Err(DoorError::Wait { .. })));
}

#[test]
fn a_link_works_once_and_for_an_hour() {
    let (_folder, doors) = doors();
    let secret = doors.make_link(&clerk(), at(0)).unwrap();
    assert_eq!(doors.open_link(&secret, at(LINK_VALID_S - 1)).unwrap(), clerk());
    assert!(matches!(doors.open_link(&secret, at(LINK_VALID_S - 1)), Err(DoorError::Link)));
    let late = doors.make_link(&clerk(), at(0)).unwrap();
    assert!(matches!(doors.open_link(&late, at(LINK_VALID_S)), Err(DoorError::Link)));
    assert!(matches!(doors.open_link("", at(0)), Err(DoorError::Link)));
}

#[test]
fn a_token_does_what_its_scopes_say_until_it_ends() {
    let (folder, doors) = doors();
    let scopes = BTreeSet::from([Scope::Read, Scope::Enter]);
    let secret = doors.make_token(&clerk(), "scanner", &scopes, Some(at(100))).unwrap();
    assert!(secret.starts_with(TOKEN_PREFIX));
    let token = doors.token(&secret, at(99)).unwrap().unwrap();
    assert_eq!((token.officer, token.name.as_str(), token.scopes), (clerk(), "scanner", scopes.clone()));
    assert!(doors.token(&secret, at(100)).unwrap().is_none());
    assert!(doors.token("chy_nothing", at(0)).unwrap().is_none());
    let twice = doors.make_token(&clerk(), "scanner", &scopes, None).unwrap_err();
    assert!(matches!(twice, DoorError::TokenTaken { .. }), "{twice}");
    doors.end_token(&clerk(), "scanner").unwrap();
    assert!(doors.token(&secret, at(0)).unwrap().is_none());
    assert!(matches!(doors.end_token(&clerk(), "scanner"), Err(DoorError::NoToken { .. })));
    for n in 0..TOKENS_PER_OFFICER_MAX {
        doors.make_token(&clerk(), &n.to_string(), &scopes, None).unwrap();
    }
    let many = doors.make_token(&clerk(), "one more", &scopes, None).unwrap_err();
    assert!(matches!(many, DoorError::TooManyTokens { .. }), "{many}");
    assert_eq!(doors.tokens(&clerk()).unwrap().len(), TOKENS_PER_OFFICER_MAX);
    let bytes = std::fs::read(folder.path().join("doors.db")).unwrap();
    assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
}

#[tokio::test]
async fn sessions_are_kept_and_ended() {
    let (folder, doors) = doors();
    let until = OffsetDateTime::now_utc() + Duration::hours(1);
    let data = HashMap::from([(SESSION_OFFICER.to_owned(), clerk().as_str().into())]);
    let mut record = Record { id: Id::default(), data, expiry_date: until.replace_nanosecond(0).unwrap() };
    doors.create(&mut record).await.unwrap();
    assert_eq!(doors.load(&record.id).await.unwrap(), Some(record.clone()));
    let mut twin = record.clone();
    doors.create(&mut twin).await.unwrap();
    assert_ne!(twin.id, record.id, "an id that is taken is not given again");
    assert_eq!(doors.sessions(&clerk()).unwrap(), 2);
    doors.delete(&twin.id).await.unwrap();
    record.data.insert("signing".to_owned(), true.into());
    doors.save(&record).await.unwrap();
    let reopened = Doors::open(folder.path()).unwrap();
    assert_eq!(reopened.load(&record.id).await.unwrap(), Some(record.clone()));
    assert_eq!(reopened.end_sessions(&clerk()).unwrap(), 1);
    assert_eq!(doors.load(&record.id).await.unwrap(), None);
    let past = OffsetDateTime::now_utc() - Duration::hours(1);
    doors.save(&Record { expiry_date: past, ..record.clone() }).await.unwrap();
    assert_eq!(doors.load(&record.id).await.unwrap(), None, "it has run out");
}

#[test]
fn damaged_doors_are_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("doors.db"), b"this was a file of secrets, before the disk tore it").unwrap();
    let doors = Doors::open(folder.path()).unwrap();
    assert!(!doors.has_password(&clerk()).unwrap());
    assert!(folder.path().join("doors.db.aside").exists());
}
