//! Refusals say what, why and what next, to people and to programs.

use procedure::refusal::{Desks, Refusal, Thing, Written};

use crate::shelf::desk;

#[test]
fn a_refusal_says_what_and_what_next() {
    for (refusal, says, next, code) in [
        (
            Refusal::NotHolder { desk: desk("press"), holders: Desks(vec![desk("legal"), desk("chief")]) },
            "the paper lies with desks legal, chief, not with desk press",
            "ask the desk that holds it to mark it out",
            "not_holder",
        ),
        (
            Refusal::NoMandate { officer: "clerk".parse().unwrap(), desks: Desks(vec![desk("vault")]) },
            "officer clerk acts for no desk that may do this; desk vault may",
            "ask an administrator for a mandate, or hand it to an officer who has one",
            "no_mandate",
        ),
        (
            Refusal::NoLead,
            "it is passed on for information only, and no desk would lead",
            "name a desk that leads, or mark it out and keep the lead",
            "no_lead",
        ),
        (
            Refusal::NoFile,
            "the paper has no file, and it was not said why",
            "add the file, or say: cover only, not yet scanned, oral",
            "no_file",
        ),
        (
            Refusal::FileEmpty { name: "letter.txt".into() },
            "the file letter.txt is empty",
            "get the file again, or enter the paper without one: not yet scanned",
            "file_empty",
        ),
        (
            Refusal::NothingSaid,
            "the paper has no file, and its card says nothing of it",
            "say at least from whom, to whom or about what",
            "nothing_said",
        ),
        (
            Refusal::TooLong { field: Written::Remark, bytes: 4_097, bytes_max: 4_096 },
            "the remark has 4097 bytes; the limit is 4096",
            "shorten it, or enter it as a paper",
            "too_long",
        ),
        (
            Refusal::Absent { what: Thing::Series, code: "NV".into() },
            "there is no series NV",
            "choose a series that is there",
            "absent",
        ),
    ] {
        assert_eq!(refusal.to_string(), says);
        assert_eq!(refusal.next(), next);
        assert_eq!(refusal.code(), code);
        let json = serde_json::to_string(&refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&json).unwrap(), refusal);
    }
}

#[test]
fn what_is_not_there_for_one_is_not_there() {
    assert!(Refusal::NoPaper { paper: procedure::ids::PaperId([1; 16]) }.is_absent());
    assert!(!Refusal::NoFile.is_absent());
    assert_eq!(Refusal::NoPaper { paper: procedure::ids::PaperId([1; 16]) }.next(), "ask the registry");
}
