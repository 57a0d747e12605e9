//! Calendars by the command line: set, shown, holidays put in and taken out, and taken from files.

use super::Place;

#[test]
fn an_office_has_a_calendar_from_its_founding() {
    let place = Place::new();
    let init = ["init", "office", "--yes", "--zone", "UTC", "--officer", "clerk"];
    place.done(init.into_iter().chain(["--weekend", "fri,sat", "--name", "Orlan"]));
    let listed = place.done(["calendar", "office", "list"]).out;
    let line = listed.lines().find(|line| line.contains("office")).unwrap();
    assert!(
        line.contains("Orlan") && line.contains("friday, saturday") && line.contains("chief, registry"),
        "{listed}"
    );
    let wrong = place.ends(2, ["init", "other", "--yes", "--weekend", "someday"]);
    assert!(wrong.err.contains("is no day of the week"), "{}", wrong.err);
    let shut = ["init", "other", "--yes", "--weekend", "mon,tue,wed,thu,fri,sat,sun"];
    assert!(place.ends(1, shut).err.contains("no day ever worked"));
}

#[test]
fn calendars_are_set_and_holidays_come_and_go() {
    let place = Place::founded();
    let set = ["calendar", "office", "set", "office", "--yearly", "12-25=Christmas Day", "--yearly", "01-01=New Year"];
    place.done(set.into_iter().chain(["--worked", "2027-12-18=For the 24th", "--name", "Town Hall"]));
    let add = ["calendar", "office", "holiday", "add", "office", "2027-02-08", "Day of mourning"];
    assert!(place.done(add).out.starts_with("8 February 2027 is a holiday of calendar office (entry "));
    let again = place.ends(1, add);
    assert!(
        again.err.contains("2027-02-08 is a holiday of calendar office already: Day of mourning\nhint: "),
        "{}",
        again.err
    );
    let shown = place.done(["calendar", "office", "show", "--year", "2027"]).out;
    assert!(shown.starts_with("Town Hall (office), 2027\nfree each week  saturday, sunday\n"), "{shown}");
    // 261 days of the week, without New Year and the day of mourning; Christmas is a Saturday, and one Saturday is worked.
    assert!(shown.contains("worked          260 of 365 days"), "{shown}");
    for line in ["Day of mourning", "Christmas Day", "18 December 2027, saturday", "For the 24th"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&place.done(["calendar", "office", "show", "--json"]).out).unwrap();
    assert_eq!(json["facts"]["holidays"]["2027-02-08"], "Day of mourning");
    assert_eq!(json["desks"], serde_json::json!(["chief", "registry"]));
    // What is left out stays; what is said takes the place of what there was.
    place.done(["calendar", "office", "set", "office", "--yearly", "12-26=Second day"]);
    let shown = place.done(["calendar", "office", "show", "--year", "2027"]).out;
    assert!(
        shown.contains("Second day") && shown.contains("For the 24th") && !shown.contains("Christmas Day"),
        "{shown}"
    );
    place.ends(1, ["calendar", "office", "set", "office", "--name", "Town Hall"]);

    let remove = ["calendar", "office", "holiday", "remove", "office", "2027-02-08", "--reason", "put off"];
    assert!(place.done(remove).out.contains("8 February 2027 is no holiday of calendar office any more"));
    place.ends(1, remove);
    place.ends(2, ["calendar", "office", "holiday", "add", "office", "8.2.2027", "Day"]);
    place.ends(1, ["calendar", "office", "holiday", "add", "nowhere", "2027-02-08", "Day"]);
    place.ends(1, ["calendar", "office", "show", "nowhere"]);
    place.ends(1, ["calendar", "office", "set", "office", "--yearly", "02-30=Day"]);
    place.ends(2, ["calendar", "office", "set", "office", "--yearly", "Day"]);
    let new = place.ends(2, ["calendar", "office", "set", "abroad", "--name", "Abroad"]);
    assert!(new.err.contains("hint: give them with --weekend"), "{}", new.err);

    // A desk works by one of its own, and again by the office's.
    place.done(["calendar", "office", "set", "abroad", "--name", "Abroad", "--weekend", "fr,sa"]);
    place.done(["desk", "office", "change", "chief", "--calendar", "abroad"]);
    place.ends(1, ["desk", "office", "change", "chief", "--calendar", "nowhere"]);
    let of = |calendar: &str| {
        let json = place.done(["calendar", "office", "show", calendar, "--json"]).out;
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["desks"].to_string()
    };
    assert_eq!((of("abroad"), of("office")), (r#"["chief"]"#.to_owned(), r#"["registry"]"#.to_owned()));
    place.done(["desk", "office", "change", "chief", "--no-calendar"]);
    assert_eq!((of("abroad"), of("office")), ("[]".to_owned(), r#"["chief","registry"]"#.to_owned()));
    assert!(place.done(["desk", "office", "list", "--json"]).out.contains(r#""calendar":null"#));
}

const FILE: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Orlan//Holidays//EN
BEGIN:VEVENT
UID:1@orlan
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20270326
DTEND;VALUE=DATE:20270327
SUMMARY:Good Friday
END:VEVENT
BEGIN:VEVENT
UID:2@orlan
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20201225
RRULE:FREQ=YEARLY
SUMMARY:Christmas Day
END:VEVENT
BEGIN:VEVENT
UID:3@orlan
DTSTAMP:20260101T000000Z
DTSTART:20270501T090000Z
SUMMARY:Parade
END:VEVENT
END:VCALENDAR
";

#[test]
fn holidays_are_taken_from_files() {
    let place = Place::founded();
    place.write("holidays.ics", FILE.replace('\n', "\r\n"));
    let import = |more: &[&'static str]| {
        let args = ["calendar", "office", "import", "holidays.ics"].into_iter().chain(more.iter().copied());
        args.collect::<Vec<_>>()
    };
    let dry = place.done(import(&["--dry-run"]));
    assert_eq!(dry.out, "2027-03-26  Good Friday\neach 12-25  Christmas Day, from 2020\n");
    assert!(
        dry.err.contains("left out: line 18: Parade: it begins at \"20270501T090000Z\", which is no whole day"),
        "{}",
        dry.err
    );
    assert!(dry.err.contains("2 holidays would be taken into calendar office, 1 left out"), "{}", dry.err);
    let shown = || place.done(["calendar", "office", "show", "--year", "2027"]).out;
    assert!(!shown().contains("Good Friday"), "nothing was taken");
    let taken = place.done(import(&[])).out;
    assert!(taken.contains("2 holidays taken into calendar office, 1 left out (entry "), "{taken}");
    assert!(shown().contains("Good Friday") && shown().contains("Christmas Day"), "{}", shown());
    // The same again brings nothing, and is no act.
    let again = place.done(import(&[]));
    assert!(again.err.contains("0 holidays taken into calendar office, 3 left out"), "{again:?}");

    place.write("more.csv", "date,name\n2027-05-06,Founding Day\n6 May,Nothing\n");
    let csv = place.done(["calendar", "office", "import", "more.csv", "--json"]);
    let receipt = csv.out.lines().last().unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(receipt).unwrap()["entry"].is_u64(), "{csv:?}");
    assert!(shown().contains("Founding Day"));
    place.write("latin.csv", b"2027-05-07,No\xebl\n");
    assert!(place.ends(2, ["calendar", "office", "import", "latin.csv"]).err.contains("line 1 is not UTF-8"));
    place.write("long.csv", vec![b'\n'; (4 << 20) + 1]);
    assert!(place.ends(2, ["calendar", "office", "import", "long.csv"]).err.contains("is longer than 4194304 bytes"));
    place.write("full.csv", vec![b'\n'; 4 << 20]);
    place.done(["calendar", "office", "import", "full.csv"]);
    place.ends(3, ["calendar", "office", "import", "nowhere.ics"]);
    place.ends(1, ["calendar", "office", "import", "more.csv", "--into", "nowhere"]);
}
