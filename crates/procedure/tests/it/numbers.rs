//! Codes, ids, moments, patterns, and the form in which claimed numbers are compared.

use jiff::Timestamp;
use procedure::ids::{CODE_BYTES_MAX, DeskId, Hash, PaperId};
use procedure::moment::Moment;
use procedure::number::{PATTERN_BYTES_MAX, Pattern, PatternError, plain};

use crate::shelf::series;

#[test]
fn codes() {
    for good in ["a", "IN", "legal-2", "7.1", &"x".repeat(CODE_BYTES_MAX)] {
        assert!(DeskId::new(good).is_ok(), "{good}");
    }
    for bad in ["", "-a", ".a", "a b", "a/b", "é", "a_b", "a\n", &"x".repeat(CODE_BYTES_MAX + 1)] {
        assert!(DeskId::new(bad).is_err(), "{bad}");
        assert!(serde_json::from_value::<DeskId>(bad.into()).is_err(), "{bad}");
    }
}

#[test]
fn ids_are_hexadecimal_digits_and_nothing_else() {
    let id: PaperId = "00112233445566778899aabbccddeeff".parse().unwrap();
    assert_eq!(id.to_string(), "00112233445566778899aabbccddeeff");
    assert_eq!("00112233445566778899AABBCCDDEEFF".parse(), Ok(id));
    for bad in ["", "00", "+0112233445566778899aabbccddeeff", "0011223344556677 899aabbccddeeff", &"é".repeat(16)] {
        assert!(bad.parse::<PaperId>().is_err(), "{bad}");
        let error = serde_json::from_str::<PaperId>(&format!("\"{bad}\"")).unwrap_err();
        assert!(error.to_string().contains("32 hexadecimal digits"), "{error}");
    }
    let json = serde_json::to_string(&id).unwrap();
    assert_eq!(json, "\"00112233445566778899aabbccddeeff\"");
    assert_eq!(serde_json::from_str::<PaperId>(&json).unwrap(), id);
    assert!(serde_json::from_str::<PaperId>("12").is_err());
    assert!("00112233445566778899aabbccddeeff".parse::<Hash>().is_err());
}

#[test]
fn moments() {
    let earliest = Moment::from_micros(i64::MIN);
    assert_eq!(earliest.micros(), Timestamp::MIN.as_microsecond());
    assert_eq!(Moment::from_micros(i64::MAX).micros(), Timestamp::MAX.as_microsecond());
    for micros in [0, -1, 1_234_567, -568_382_399_999_999] {
        let moment = Moment::from_micros(micros);
        let json = serde_json::to_string(&moment).unwrap();
        assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment, "{json}");
    }
    assert_eq!(Moment::from_micros(-1).to_string(), "1969-12-31T23:59:59.999999Z");
}

#[test]
fn patterns() {
    for (pattern, printed) in [
        ("{n}", "17"),
        ("{n:04}", "0017"),
        ("{n:09}", "000000017"),
        ("{series}-{year}-{n:04}", "IN-1951-0017"),
        ("№ {n}/{yy}", "№ 17/51"),
    ] {
        assert_eq!(Pattern::new(pattern).unwrap().render(&series("IN"), 1951, 17), printed);
    }
    assert_eq!(Pattern::new("{n}/{yy}").unwrap().render(&series("IN"), 2005, 7), "7/05");
    let longest = |more: usize| format!("{}{{n}}", "x".repeat(PATTERN_BYTES_MAX - 3 + more));
    for (pattern, expected) in [
        (longest(0), None),
        (longest(1), Some(PatternError::Length)),
        (String::new(), Some(PatternError::Length)),
        ("IN".into(), Some(PatternError::Number)),
        ("{n}{n}".into(), Some(PatternError::Number)),
        ("{n}\n".into(), Some(PatternError::Character)),
        ("{month}{n}".into(), Some(PatternError::Unknown { what: "month".into() })),
        ("{n:4}".into(), Some(PatternError::Unknown { what: "n:4".into() })),
        ("{n:00}".into(), Some(PatternError::Unknown { what: "n:00".into() })),
        ("{n:010}".into(), Some(PatternError::Unknown { what: "n:010".into() })),
        ("{n} {".into(), Some(PatternError::Unknown { what: String::new() })),
    ] {
        assert_eq!(Pattern::new(pattern.clone()).err(), expected, "{pattern}");
    }
}

#[test]
fn two_patterns_that_can_ever_print_alike() {
    for (one, other, shared) in [
        ("A{n}", "A{n}", true),
        ("A{n}", "B{n}", false),
        ("A{n}", "a{n}", true),
        ("A{n}", "A{n:04}", true),
        ("A{n}", "A1{n}", true),
        ("A{n}-x", "A{n}", false),
        ("A-{year}-{n}", "A-{yy}-{n}", false),
        ("{n}/{year}", "{n}", true),
        ("{year}{n}", "{n}", true),
        ("{n}/{yy}", "{n}-{yy}", false),
    ] {
        let [a, b] = [one, other].map(|pattern| Pattern::new(pattern).unwrap());
        let found = a.shared_with(&series("X"), &b, &series("Y"));
        assert_eq!(found.is_some(), shared, "{one} and {other}: {found:?}");
        assert_eq!(b.shared_with(&series("Y"), &a, &series("X")).is_some(), shared, "{other} and {one}");
    }
    let by_code = Pattern::new("{series}-{n}").unwrap();
    assert_eq!(by_code.shared_with(&series("IN"), &by_code, &series("OUT")), None);
    assert!(by_code.shared_with(&series("IN"), &by_code, &series("in")).is_some());
}

#[test]
fn a_number_as_typed_has_the_form_of_a_series_or_not() {
    let has = |pattern: &str, typed: &str| Pattern::new(pattern).unwrap().is_form_of(&series("IN"), typed);
    for typed in ["IN-1951-0001", "in-1951-0001", " IN-1951-1 ", "IN-1951-12345", "IN-1951-0017/3"] {
        assert!(has("{series}-{year}-{n:04}", typed), "{typed}");
    }
    for typed in
        ["", "IN", "IN-1951", "IN-1951-", "IN-51-0001", "OUT-1951-0001", "IN-1951-0001/", "IN-1951-0001 and more"]
    {
        assert!(!has("{series}-{year}-{n:04}", typed), "{typed}");
    }
    assert!(has("{n} of {yy}", "12 of 51") && !has("{n} of {yy}", "12 of 1951"));
    assert!(!has("{n}", "812"), "a bare number may be anybody's");
}

#[test]
fn a_number_of_ours_is_meant_without_its_year_and_its_zeros() {
    let meant = |pattern: &str, typed: &str| Pattern::new(pattern).unwrap().short_n(&series("IN"), typed);
    for typed in ["IN-1", "in 1", "IN1", "IN-0001", " In/1 "] {
        assert_eq!(meant("{series}-{year}-{n:04}", typed), Some(1), "{typed}");
    }
    for typed in ["", "IN", "1", "OUT-1", "INS-1", "IN-1a", "IN-1951-0001", "IN-99999999999"] {
        assert_eq!(meant("{series}-{year}-{n:04}", typed), None, "{typed}");
    }
    assert_eq!(meant("{n}/{yy} secret", "12 secret"), None, "a bare number in front may be anybody's");
    assert_eq!(meant("S {n}/{yy} x", "s 12 x"), Some(12));
}

#[test]
fn claimed_numbers_compare_in_their_plain_form() {
    for (written, form) in [
        ("396", "396"),
        ("No. 396.", "396"),
        ("no 396", "396"),
        ("Nos. 12 and 13", "12and13"),
        ("NO.396", "396"),
        ("Nr. 12/B", "12/b"),
        ("Number 7", "7"),
        ("№ 812", "812"),
        ("№A12", "a12"),
        ("#812", "812"),
        ("No.A-12", "a-12"),
        ("Note 5", "note5"),
        ("North 5", "north5"),
        ("[ 14 / B ]", "14/b"),
        ("A – 12", "a-12"),
        ("1,234", "1234"),
        ("", ""),
        ("No.", ""),
    ] {
        assert_eq!(plain(written), form, "{written:?}");
    }
}
