//! Every limit at its value and one past it, and everything that is refused.

use journal::{
    AppendError, AppendRefusal, BODIES_PER_ENTRY_MAX, BODY_INLINE_BYTES_MAX, Body, CreateError, ENTRIES_PER_BATCH_MAX,
    EntryDraft, Founding, HOUSE_BYTES_MAX, Journal, NotAPart, Options, PAPER_BYTES_MAX, PART_BYTES_MAX,
    PARTS_PER_ENTRY_MAX, SealedBody, StageError, hex, verify,
};

use crate::office::{FOUNDED_US, append, counted, draft, draft_with, founding, new_journal, open};

fn refused(journal: &mut Journal, batch: Vec<EntryDraft>) -> AppendRefusal {
    let before = journal.head().clone();
    let on = before.place;
    let Err(AppendError::Refused(refusal)) = journal.append(on, batch) else { panic!("it must be refused") };
    assert_eq!(*journal.head(), before, "a refusal changes nothing");
    refusal
}

fn with_parts(number: u64, parts: Vec<Vec<u8>>) -> EntryDraft {
    EntryDraft { parts, ..draft(number) }
}

#[test]
fn entries_in_a_batch() {
    let (_folder, mut journal) = new_journal();
    assert_eq!(refused(&mut journal, vec![]), AppendRefusal::BatchSize { entries: 0 });
    let many = |entries: usize| (0..entries as u64).map(draft).collect::<Vec<_>>();
    let entries = ENTRIES_PER_BATCH_MAX + 1;
    assert_eq!(refused(&mut journal, many(entries)), AppendRefusal::BatchSize { entries });
    let on = journal.head().place;
    assert_eq!(journal.append(on, many(ENTRIES_PER_BATCH_MAX)).unwrap().len(), ENTRIES_PER_BATCH_MAX);
}

#[test]
fn parts_of_an_entry() {
    let (folder, mut journal) = new_journal();
    let parts = |count: usize| vec![b"{}".to_vec(); count];
    assert_eq!(refused(&mut journal, vec![with_parts(0, vec![])]), AppendRefusal::PartCount { draft: 0, parts: 0 });
    let one_more = vec![with_parts(0, parts(PARTS_PER_ENTRY_MAX + 1))];
    assert_eq!(refused(&mut journal, one_more), AppendRefusal::PartCount { draft: 0, parts: PARTS_PER_ENTRY_MAX + 1 });
    let on = journal.head().place;
    journal.append(on, vec![with_parts(0, parts(PARTS_PER_ENTRY_MAX))]).unwrap();
    assert_eq!(journal.reader().unwrap().entry(0).unwrap().unwrap().parts.len(), PARTS_PER_ENTRY_MAX);
    assert!(verify(folder.path()).unwrap().is_sound());
}

#[test]
fn bytes_of_a_part() {
    let (_folder, mut journal) = new_journal();
    let long = |bytes: usize| format!(r#"{{"x":"{}"}}"#, "a".repeat(bytes - 8)).into_bytes();
    let bytes = PART_BYTES_MAX + 1;
    let past = vec![with_parts(0, vec![b"{}".to_vec(), long(bytes)])];
    assert_eq!(refused(&mut journal, past), AppendRefusal::PartTooLong { draft: 0, part: 1, bytes });
    let on = journal.head().place;
    journal.append(on, vec![with_parts(0, vec![long(PART_BYTES_MAX)])]).unwrap();
}

#[test]
fn bodies_of_an_entry() {
    let (folder, mut journal) = new_journal();
    let stager = journal.stager();
    let bodies = |count: usize| (0..count).map(|_| stager.seal(vec![1]).unwrap()).collect::<Vec<SealedBody>>();
    let one_more = vec![draft_with(0, bodies(BODIES_PER_ENTRY_MAX + 1))];
    assert_eq!(
        refused(&mut journal, one_more),
        AppendRefusal::BodyCount { draft: 0, bodies: BODIES_PER_ENTRY_MAX + 1 }
    );
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, bodies(BODIES_PER_ENTRY_MAX))]).unwrap();
    assert_eq!(verify(folder.path()).unwrap().bodies, BODIES_PER_ENTRY_MAX as u64);
}

#[test]
fn bytes_of_a_body() {
    let folder = tempfile::tempdir().unwrap();
    let paper_bytes_max = 2_000_000;
    let options = Options { paper_bytes_max, ..counted(0) };
    let mut journal = Journal::create(folder.path(), founding(), options).unwrap();
    let stager = journal.stager();
    let past = stager.seal(vec![0; 2_000_001]).unwrap_err();
    assert!(matches!(past, StageError::TooLong { bytes_max: 2_000_000 }), "{past}");
    let mut staging = stager.begin();
    staging.write(&vec![0; 2_000_000]).unwrap();
    assert!(matches!(staging.write(&[0]).unwrap_err(), StageError::TooLong { .. }));
    drop(staging);
    let lengths = [0, 1, BODY_INLINE_BYTES_MAX, BODY_INLINE_BYTES_MAX + 1, 1 << 20, (1 << 20) + 1, 2_000_000];
    let bodies: Vec<SealedBody> = lengths.iter().map(|length| stager.seal(vec![5; *length]).unwrap()).collect();
    let names: Vec<_> = bodies.iter().map(SealedBody::commitment).collect();
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, bodies)]).unwrap();
    let reader = journal.reader().unwrap();
    for (name, length) in names.iter().zip(lengths) {
        assert_eq!(reader.body_to_vec(name).unwrap().unwrap(), vec![5; length]);
    }
    journal.sweep().unwrap();
    assert!(verify(folder.path()).unwrap().is_sound());
}

#[test]
fn a_paper_of_one_byte_too_many_by_default() {
    let (_folder, journal) = new_journal();
    let past = journal.stager().seal(vec![0; PAPER_BYTES_MAX as usize + 1]).unwrap_err();
    assert!(matches!(past, StageError::TooLong { bytes_max: PAPER_BYTES_MAX }), "{past}");
}

#[test]
fn a_paper_of_as_many_bytes_as_there_may_be_by_default() {
    let (_folder, mut journal) = new_journal();
    let body = journal.stager().seal(vec![0; PAPER_BYTES_MAX as usize]).unwrap();
    let name = body.commitment();
    assert_eq!(body.length(), PAPER_BYTES_MAX);
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, vec![body])]).unwrap();
    let reader = journal.reader().unwrap();
    let Some(Body::Kept(mut stream)) = reader.body(&name).unwrap() else { panic!("the body is kept") };
    assert_eq!(std::io::copy(&mut stream, &mut std::io::sink()).unwrap(), PAPER_BYTES_MAX);
}

#[test]
fn what_is_not_a_part() {
    let (_folder, mut journal) = new_journal();
    let name = "00".repeat(32);
    let not_json = [
        String::new(),
        "[]".to_owned(),
        "{".to_owned(),
        "{}{}".to_owned(),
        r#""text""#.to_owned(),
        format!(r#"[["{name}"]]"#),
        r#"{"bodies":null}"#.to_owned(),
        r#"{"bodies":"one"}"#.to_owned(),
        r#"{"bodies":["short"]}"#.to_owned(),
        format!(r#"{{"bodies":["{}"]}}"#, "0A".repeat(32)),
        r#"{"bodies":[],"bodies":[]}"#.to_owned(),
        r#"{"bodies":[],"\u0062odies":[]}"#.to_owned(),
    ];
    for part in not_json {
        let refusal = refused(&mut journal, vec![draft(0), with_parts(1, vec![part.clone().into_bytes()])]);
        assert!(
            matches!(refusal, AppendRefusal::NotAPart { draft: 1, part: 0, why: NotAPart::NotJson(_) }),
            "{part}: {refusal}"
        );
    }
    let refusal = refused(&mut journal, vec![with_parts(0, vec![b"{\"x\":\"\xff\"}".to_vec()])]);
    assert_eq!(refusal, AppendRefusal::NotAPart { draft: 0, part: 0, why: NotAPart::NotUtf8 });
    let nested = format!(r#"{{"x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let on = journal.head().place;
    journal.append(on, vec![with_parts(0, vec![nested.into_bytes()])]).unwrap();
}

#[test]
fn bodies_named_and_not_brought_or_brought_and_not_named() {
    let (_folder, mut journal) = new_journal();
    let stager = journal.stager();
    let body = stager.seal(vec![1]).unwrap();
    let name = body.commitment();
    let unnamed = EntryDraft { bodies: vec![body], ..draft(0) };
    assert_eq!(refused(&mut journal, vec![unnamed]), AppendRefusal::BodyNotNamed { draft: 0, body: name });
    let cites = |number| with_parts(number, vec![format!(r#"{{"bodies":["{}"]}}"#, hex(&name)).into_bytes()]);
    assert_eq!(refused(&mut journal, vec![cites(0)]), AppendRefusal::BodyUnknown { draft: 0, body: name });

    let body = stager.seal(vec![1]).unwrap();
    let (on, name) = (journal.head().place, body.commitment());
    let cites = |number| with_parts(number, vec![format!(r#"{{"bodies":["{}"]}}"#, hex(&name)).into_bytes()]);
    journal.append(on, vec![draft_with(0, vec![body]), cites(1)]).unwrap();
    let on = journal.head().place;
    journal.append(on, vec![cites(2)]).unwrap();
    journal.destroy(&[], &[name]).unwrap();
    let on = journal.head().place;
    journal.append(on, vec![cites(3)]).unwrap();
}

#[test]
fn a_body_staged_before_a_reopening_is_refused_after_it() {
    let (folder, journal) = new_journal();
    let staged = journal.stager().seal(vec![1; BODY_INLINE_BYTES_MAX + 1]).unwrap();
    let name = staged.commitment();
    drop(journal);
    let mut journal = open(folder.path());
    let refusal = refused(&mut journal, vec![draft_with(0, vec![staged])]);
    assert_eq!(refusal, AppendRefusal::BodySwept { draft: 0, body: name });
}

#[test]
fn moments_never_go_back() {
    let (_folder, mut journal) = new_journal();
    let at = |moment_us| EntryDraft { moment_us, ..draft(0) };
    let early = AppendRefusal::MomentEarlier { draft: 0, moment_us: FOUNDED_US - 1, before_us: FOUNDED_US };
    assert_eq!(refused(&mut journal, vec![at(FOUNDED_US - 1)]), early, "not before the founding");
    let on = journal.head().place;
    journal.append(on, vec![at(FOUNDED_US), at(FOUNDED_US), at(FOUNDED_US + 5)]).unwrap();
    let early = AppendRefusal::MomentEarlier { draft: 1, moment_us: FOUNDED_US + 5, before_us: FOUNDED_US + 6 };
    assert_eq!(refused(&mut journal, vec![at(FOUNDED_US + 6), at(FOUNDED_US + 5)]), early);
    let on = journal.head().place;
    journal.append(on, vec![at(i64::MAX)]).unwrap();
}

#[test]
fn a_batch_on_another_place() {
    let (_folder, mut journal) = new_journal();
    let beginning = journal.head().place;
    let after_two = append(&mut journal, 2);
    let stale = journal.append(beginning, vec![draft(2)]).unwrap_err();
    assert!(matches!(&stale, AppendError::Refused(AppendRefusal::OtherPlace { on, at })
        if *on == beginning && *at == after_two));
    let mut other = after_two;
    other.commitment[0] ^= 1;
    journal.append(other, vec![draft(2)]).unwrap_err();
    assert_eq!(journal.head().place, after_two);
}

#[test]
fn the_name_of_a_house() {
    let folder = tempfile::tempdir().unwrap();
    let create = |house: &str| {
        let founding = Founding { house: house.to_owned(), moment_us: 0 };
        Journal::create(folder.path(), founding, counted(0))
    };
    for house in ["", "two words", "plus+sign", "line\nbreak", "é", &"a".repeat(HOUSE_BYTES_MAX + 1)] {
        let refusal = create(house).unwrap_err();
        assert!(matches!(refusal, CreateError::House { .. }), "{house:?}: {refusal}");
    }
    let journal = create(&"a".repeat(HOUSE_BYTES_MAX)).unwrap();
    assert!(journal.founded().origin.ends_with(&format!("/{}", journal.office_id())));
    drop(journal);
    assert!(
        matches!(create("chancery.example").unwrap_err(), CreateError::Exists { .. }),
        "never over another journal"
    );
}
