//! The reading ledger: what stands in it, who is shown it and after what, and that it is not rewritten unseen.

use axum::http::StatusCode;
use chancery::doors::Scope;
use chancery::office::Bodies;
use chancery::readings::{Looked, READINGS_FILE, Reading, Through, Walked, walk};
use procedure::act::Act;
use procedure::event::Event;
use procedure::house::Visibility;
use procedure::role::Role;
use procedure::sight::Sight;
use serde_json::Value;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, act_of, id};
use super::{MEMORANDUM, TELEGRAM};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

fn auditor(ministry: &Ministry, officer: &str) {
    let reason = "the yearly audit".to_owned();
    ministry.act(Act::GiveRole { officer: id(officer), role: Role::Auditor, from: None, until: None, reason });
}

/// The ledger as it stands, with everything written.
fn ledger(ministry: &Ministry) -> (Vec<Reading>, Walked) {
    let office = ministry.office.clone();
    std::thread::spawn(move || office.settle_readings()).join().unwrap();
    let mut lines = Vec::new();
    let walked = walk(ministry.office.folder(), None, |block| lines.extend(block.lines)).unwrap();
    (lines, walked)
}

fn parts(lines: &[Reading]) -> Vec<(String, String, Option<Sight>)> {
    let one = |line: &Reading| match &line.looked {
        Looked::Paper { part, sight, .. } => (who(line), part.clone(), Some(*sight)),
        Looked::Dossier { dossier, part } => (who(line), format!("{dossier} {part}"), None),
        Looked::Export { list } => (who(line), list.clone(), None),
        Looked::Existence { papers } => (who(line), format!("existence {papers}"), None),
        Looked::Feed => (who(line), "feed".to_owned(), None),
        Looked::Readings { .. } => (who(line), "readings".to_owned(), None),
    };
    lines.iter().map(one).collect()
}

fn who(line: &Reading) -> String {
    line.officer.as_ref().map(ToString::to_string).unwrap_or_default()
}

async fn ask(client: &mut Client, fields: &[(&str, &str)]) -> Page {
    let form = client.get("/readings").await;
    client.fill(&form, "/readings", "", fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_look_is_a_line_and_nothing_else_is() {
    let ministry = Ministry::found();
    let (mut orlo, mut sool) = (at_work(&ministry, "orlo").await, at_work(&ministry, "sool").await);
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    assert_eq!(ledger(&ministry).0, [], "entering is an act, and stands in the record");
    orlo.get(&paper).await.says("Delegate Varga");
    orlo.get(&format!("{paper}/body/1")).await;
    assert_eq!(sool.get(&paper).await.status, StatusCode::NOT_FOUND);
    assert_eq!(orlo.get(&format!("{paper}/body/9")).await.status, StatusCode::NOT_FOUND);
    orlo.get("/search?q=blackmail").await;
    orlo.get("/register").await;
    orlo.post("/register.csv", &[("subject", "blackmail")]).await;
    // A form that was not entered draws the page again: that is a look.
    let page = orlo.get(&format!("{paper}?version=0&q=blackmail")).await;
    let again = orlo.fill(&page, &format!("{paper}/remark"), "", &[("says", "\u{7}")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let lines = ledger(&ministry).0;
    let whole = Some(Sight::Whole);
    let expected =
        [("page", whole), ("body/1", whole), ("register.csv", None), ("page?version=0", whole), ("remark", whole)];
    let expected: Vec<_> =
        expected.into_iter().map(|(part, sight)| ("orlo".to_owned(), part.to_owned(), sight)).collect();
    assert_eq!(parts(&lines), expected);
    let file = std::fs::read_to_string(ministry.office.folder().join(READINGS_FILE)).unwrap();
    for word in ["blackmail", "Varga", "396"] {
        assert!(!file.contains(word), "no word of a paper or of a search stands in it: {word}");
    }
    // Marked out, it is a card for its registry, and whole for the desk.
    let page = orlo.get(&paper).await;
    orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "press"), ("asked", "answer")]).await;
    sool.get(&paper).await.says("Delegate Varga");
    orlo.get(&paper).await.says("You see this paper’s card, not its text.");
    let lines = ledger(&ministry).0;
    let last: Vec<_> = parts(&lines[lines.len() - 2..]).into_iter().map(|(who, _, sight)| (who, sight)).collect();
    assert_eq!(last, [("sool".to_owned(), whole), ("orlo".to_owned(), Some(Sight::Card))]);
}

/// Every address of the API about one paper or one dossier, whichever comes, is in the ledger.
#[tokio::test(flavor = "multi_thread")]
async fn no_address_of_a_paper_or_a_dossier_is_without_its_line() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    let paper = paper.trim_start_matches("/papers/").to_owned();
    let (dossier, title, home) = (id("border"), "The border line".to_owned(), Some(id("registry")));
    let rule = Some(Visibility::WholeHouse);
    ministry.act(Act::OpenDossier { dossier, title, code: None, home, level: None, rule });
    let token = ministry.token("orlo", &[Scope::Read]);
    let mut client = Client::new(&ministry.router);
    let told: Value = serde_json::from_str(&client.get("/api/v1/openapi.json").await.html).unwrap();
    let mut asked = 0;
    for (place, of) in told["paths"].as_object().unwrap() {
        let about = place.starts_with("/papers/{") || place.starts_with("/dossiers/{");
        if !about || of.get("get").is_none() {
            continue;
        }
        let place = place.replace("{id}", &paper).replace("{code}", "border").replace("{template}", "memorandum");
        let place = place.replace("{n}", "1").replace("{no}", "1");
        let before = ledger(&ministry).0.len();
        let request = axum::http::Request::get(format!("/api/v1{place}"));
        let request = request.header("authorization", format!("Bearer {token}"));
        let page = client.send(request.body(axum::body::Body::empty()).unwrap()).await;
        let after = ledger(&ministry).0.len();
        let lines = usize::from(page.status == StatusCode::OK);
        assert_eq!(after - before, lines, "{place} {}", page.status);
        asked += lines;
    }
    assert!(asked >= 12, "{asked}");
    assert!(ledger(&ministry).0.iter().all(|line| line.door == Through::Api));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_states_a_reason_and_is_told_numbers_and_no_word() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.get(&paper).await;
    let mut sool = at_work(&ministry, "sool").await;
    assert_eq!(sool.get("/readings").await.status, StatusCode::NOT_FOUND, "not there for who may not ask");
    sool.get("/record").await.says_not("reading ledger");
    auditor(&ministry, "sool");
    sool.get("/record").await.says("ask the reading ledger");
    sool.get("/readings").await.says("a crash may lose the last second");

    let silent = ask(&mut sool, &[("of", "paper"), ("named", "IN-1951-0001"), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::CONFLICT);
    silent.says("the reason is empty").says_not("M. Orlo");
    let entries = || ministry.office.journal().unwrap().head().unwrap().place.size;
    let before = entries();
    let asked = ask(&mut sool, &[("of", "paper"), ("named", "in-1951-0001"), ("reason", "a complaint")]).await;
    let place = asked.place();
    assert_eq!((entries(), place.as_str()), (before + 1, format!("/readings/{before}").as_str()), "entered first");
    let told = sool.follow(asked).await;
    told.says("paper IN-1951-0001").says("a complaint").says("M. Orlo").says("1 look").says("whole").says("page");
    told.says("No look is known to be missing.").says("Nothing of it was entered in the record yet");
    told.says_not("Varga").says_not("396").says_not("MEMORANDUM");
    assert!(!told.html.contains(&paper), "nothing leads to it");
    assert_eq!(sool.get(&paper).await.status, StatusCode::NOT_FOUND, "an auditor reads no paper by it");

    // Asked once, told again to the same; what came after is not told; to nobody else.
    ministry.clock.set(serde_json::from_str("\"1951-12-25T08:01:00Z\"").unwrap());
    orlo.get(&paper).await;
    sool.get(&place).await.says("1 look");
    assert_eq!(orlo.get(&place).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sool.get("/readings/0").await.status, StatusCode::NOT_FOUND, "an entry that asked nothing");
    let of_clerk = ask(&mut sool, &[("of", "officer"), ("named", "orlo"), ("reason", "the same")]).await;
    sool.follow(of_clerk).await.says("2 looks");
    let theirs = ask(&mut sool, &[("of", "paper"), ("named", "396"), ("reason", "the same")]).await;
    sool.follow(theirs).await.says("No paper of this office bears that number.");
    let of_self = ask(&mut sool, &[("of", "officer"), ("named", "sool"), ("reason", "the same")]).await;
    sool.follow(of_self).await.says("reading ledger").says("entry");
    let all = ask(&mut sool, &[("of", "everything"), ("from", "24 December 1951"), ("reason", "the same")]).await;
    sool.follow(all).await.says("M. Orlo").says("D. Sool");
    let later = ask(&mut sool, &[("of", "everything"), ("from", "26 December 1951"), ("reason", "the same")]).await;
    sool.follow(later).await.says("0 looks").says("Nobody looked, as far as the ledger says.");
    let unread = ask(&mut sool, &[("of", "everything"), ("from", "when"), ("reason", "the same")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);

    let (officer, role, reason) = (id("sool"), Role::Auditor, "the audit is over".to_owned());
    ministry.act(Act::EndRole { officer, role, reason });
    assert_eq!(sool.get(&place).await.status, StatusCode::NOT_FOUND, "whoever is no auditor any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn its_digest_is_entered_with_the_first_act_of_a_day_and_a_changed_file_is_told() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.get(&paper).await;
    auditor(&ministry, "sool");
    let entered = |ministry: &Ministry| {
        let (_, walked) = ledger(ministry);
        (ministry.office.house().readings.clone(), walked)
    };
    assert_eq!(entered(&ministry).0, None, "not on the day on which it begins");
    let remark = |n: u8| Act::Remark { paper: id(paper.trim_start_matches("/papers/")), says: format!("Remark {n}.") };
    let morning = |day: u8| serde_json::from_str(&format!("\"1951-12-{day}T08:00:00Z\"")).unwrap();
    ministry.clock.set(morning(26));
    let receipt = ministry.act(remark(1));
    let (known, walked) = entered(&ministry);
    let known = known.unwrap();
    assert_eq!((Some(known.head), known.broken), (walked.head, None));
    let entry = ministry.office.journal().unwrap().entry(receipt.entry + 1).unwrap().unwrap();
    let event = Event::from_part(entry.parts[1].bytes().unwrap()).unwrap();
    assert_eq!(event, Event::ReadingsEntered { head: known.head, broken: false });
    let acted = procedure::event::Acted::from_part(entry.parts[0].bytes().unwrap()).unwrap();
    assert_eq!((acted.officer.as_str(), acted.door), ("orlo", procedure::event::Door::Machine));
    ministry.act(remark(2));
    assert_eq!(entered(&ministry).0.as_ref(), Some(&known), "once a day");
    let verify = || {
        let mut verify = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"));
        let ran = verify.arg("verify").arg(ministry.office.folder()).output().unwrap();
        (ran.status.code(), String::from_utf8(ran.stdout).unwrap())
    };
    let (code, says) = verify();
    assert_eq!(code, Some(0), "{says}");
    assert!(says.contains(&format!(", up to {} in entry {}", known.head.blocks, receipt.entry + 1)), "{says}");

    // Somebody changes a line, and makes the file whole again from there on.
    let file = ministry.office.folder().join(READINGS_FILE);
    let changed = std::fs::read_to_string(&file).unwrap().replacen("\"orlo\"", "\"nesse\"", 1);
    std::fs::write(&file, changed).unwrap();
    let (code, says) = verify();
    assert_eq!(code, Some(4), "{says}");
    assert!(says.contains("WRONG    the reading ledger does not hold the block"), "{says}");
    let mut sool = at_work(&ministry, "sool").await;
    let asked = ask(&mut sool, &[("of", "everything"), ("from", "1 December 1951"), ("reason", "why")]).await;
    sool.follow(asked).await.says("The ledger is not the one that was entered.");
    orlo.get(&paper).await;
    ministry.clock.set(morning(27));
    ministry.act(remark(3));
    let (after, _) = entered(&ministry);
    let after = after.unwrap();
    assert!(after.broken.is_some() && after.head != known.head, "the record says so, for ever");
    let asked = ask(&mut sool, &[("of", "everything"), ("from", "1 December 1951"), ("reason", "why")]).await;
    sool.follow(asked).await.says("it was entered in the record that the ledger did not go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_and_a_feed_are_looked_at_too() {
    let ministry = Ministry::found();
    let (dossier, title, home) = (id("border"), "The border line".to_owned(), Some(id("registry")));
    let rule = Some(Visibility::WholeHouse);
    let open = Act::OpenDossier { dossier, title, code: None, home, level: None, rule };
    act_of(&ministry.office, "orlo", open, Bodies::default());
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get("/dossiers/border").await.says("The border line");
    orlo.get("/dossiers/border/citable?q=blackmail").await;
    let secret = ministry.doors.make_feed(&id("orlo")).unwrap();
    let mut calendar = Client::new(&ministry.router);
    assert_eq!(calendar.get(&format!("/calendar/{secret}.ics")).await.status, StatusCode::OK);
    assert_eq!(calendar.get("/calendar/guessed.ics").await.status, StatusCode::NOT_FOUND);
    let lines = ledger(&ministry).0;
    let told: Vec<String> = parts(&lines).into_iter().map(|(who, what, _)| format!("{who} {what}")).collect();
    assert_eq!(told, ["orlo border page", "orlo border citable", "orlo feed"]);
    auditor(&ministry, "sool");
    let mut sool = at_work(&ministry, "sool").await;
    let asked = ask(&mut sool, &[("of", "dossier"), ("named", "border"), ("reason", "why")]).await;
    sool.follow(asked).await.says("2 looks").says("citable").says_not("The border line");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_told_of_existence_only_finds_number_day_and_series() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let secret = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    let level = id("secret");
    ministry.act(Act::Mark { paper: id(secret.trim_start_matches("/papers/")), level, reason: None });
    let mut sool = at_work(&ministry, "sool").await;
    assert_eq!(sool.get("/existence?q=IN-1951-0001").await.status, StatusCode::NOT_FOUND);
    sool.get("/search?q=IN-1951-0001").await.says_not("exists");
    let until = serde_json::from_str("\"1951-12-26T00:00:00Z\"").unwrap();
    let (officer, role, reason) = (id("sool"), Role::ExistenceOnly, "a request".to_owned());
    ministry.act(Act::GiveRole { officer, role, from: None, until: Some(until), reason });
    sool.get("/search?q=IN-1951-0001").await.says("Ask what exists of it that you may not see");
    for typed in ["IN-1951-0001", "Grevin", "396"] {
        let page = sool.get(&format!("/existence?q={typed}")).await;
        page.says("1 paper").says("IN-1951-0001").says("25 December 1951").says_not("Halden").says_not("emorandum");
        assert!(!page.html.contains(&paper), "nothing leads to it");
    }
    sool.get("/existence?q=IN-1951-0002").await.says("No paper exists under that").says_not("Varga");
    assert_eq!(sool.get(&paper).await.status, StatusCode::NOT_FOUND, "it gives no sight");
    sool.get("/search?q=Grevin").await.says("No paper you may see has these words");
    let lines = ledger(&ministry).0;
    let told: Vec<String> = parts(&lines).into_iter().map(|(who, what, _)| format!("{who} {what}")).collect();
    assert_eq!(told, ["sool existence 1", "sool existence 1", "sool existence 1", "sool existence 0"]);
    ministry.clock.set(until);
    assert_eq!(sool.get("/existence?q=IN-1951-0001").await.status, StatusCode::NOT_FOUND, "until its last moment");
}
