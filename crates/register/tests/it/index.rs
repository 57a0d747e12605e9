//! The index of words: its place goes with its commit; missing, torn or foreign, it is made anew.

use procedure::ids::BodyId;
use register::{CaughtUp, INDEX_FOLDER, Index, Place};

use crate::office::{Office, card, draft};

fn an_office(papers: usize) -> Office {
    let mut office = Office::new();
    for n in 0..papers {
        let card = card("letter", &n.to_string(), office.today, "Gray", "Novák", "grain");
        office.enter(draft("IN", &format!("paper {n}"), card));
    }
    office
}

fn text(_: &BodyId) -> Option<String> {
    Some("the bridge".to_owned())
}

fn found(office: &Office, index: &Index) -> usize {
    office.reads().find(&office.owner(), "bridge", 0, Some(&index.searcher())).unwrap().hits.len()
}

#[test]
fn the_place_goes_with_the_commit() {
    let mut office = an_office(5);
    let mut index = Index::open(office.folder.path()).unwrap();
    assert_eq!(index.place(), None);
    assert!(index.behind(office.register.place()));
    assert_eq!(index.catch_up(&office.reads(), &text, 100).unwrap(), CaughtUp { papers: 5, behind: false });
    assert_eq!(index.place(), office.register.place());
    assert_eq!(index.catch_up(&office.reads(), &text, 100).unwrap(), CaughtUp { papers: 0, behind: false });
    drop(index);
    let mut index = Index::open(office.folder.path()).unwrap();
    assert_eq!(index.place(), office.register.place());
    assert_eq!(found(&office, &index), 5);

    let card = card("letter", "77", office.today, "Gray", "Novák", "grain");
    office.enter(draft("IN", "one more", card));
    let searcher = index.searcher();
    assert!(office.reads().find(&office.owner(), "bridge", 0, Some(&searcher)).unwrap().behind);
    assert_eq!(index.catch_up(&office.reads(), &text, 100).unwrap(), CaughtUp { papers: 1, behind: false });
    let after = office.reads().find(&office.owner(), "bridge", 0, Some(&searcher)).unwrap();
    assert_eq!((after.hits.len(), after.behind), (6, false));
}

#[test]
fn it_catches_up_in_parts_and_goes_on_after_reopening() {
    let office = an_office(10);
    let mut index = Index::open(office.folder.path()).unwrap();
    let mut papers = 0;
    loop {
        let caught = index.catch_up(&office.reads(), &text, 3).unwrap();
        papers += caught.papers;
        if !caught.behind {
            break;
        }
        assert_eq!(index.place(), None, "it is at no place of the register yet");
        drop(index);
        index = Index::open(office.folder.path()).unwrap();
        assert_eq!(found(&office, &index), papers);
    }
    assert_eq!(papers, 10);
    assert_eq!(index.place(), office.register.place());
    assert_eq!(found(&office, &index), 10);
}

#[test]
fn a_paper_whose_text_changed_is_not_found_by_the_old_one() {
    let mut office = an_office(2);
    let mut index = Index::open(office.folder.path()).unwrap();
    index.catch_up(&office.reads(), &text, 100).unwrap();
    let (paper, _) = office.reads().by_number(&office.owner(), "IN-1951-0001").unwrap()[0];
    office.ok(
        "clerk",
        procedure::act::Act::ReplaceVersion {
            paper,
            wrong: 0,
            version: crate::office::version("the right file"),
            card: None,
            remarks: vec![],
            reason: "wrong file".to_owned(),
        },
    );
    index.catch_up(&office.reads(), &|_| Some("a ferry".to_owned()), 100).unwrap();
    assert_eq!(found(&office, &index), 1);
    let ferry = office.reads().find(&office.owner(), "ferry", 0, Some(&index.searcher())).unwrap();
    assert_eq!(ferry.hits.iter().map(|hit| hit.paper).collect::<Vec<_>>(), [paper]);
}

#[test]
fn torn_or_foreign_it_is_made_anew() {
    let office = an_office(4);
    let folder = office.folder.path().join(INDEX_FOLDER);
    let tear: [&dyn Fn(); 4] = [
        &|| std::fs::remove_dir_all(&folder).unwrap(),
        &|| std::fs::write(folder.join("meta.json"), b"{\"torn").unwrap(),
        &|| {
            let meta = std::fs::read_to_string(folder.join("meta.json")).unwrap();
            std::fs::write(folder.join("meta.json"), meta.replace("\\\"form\\\":3", "\\\"form\\\":999")).unwrap();
        },
        &|| {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|end| end == "term" || end == "idx") {
                    std::fs::write(&path, b"").unwrap();
                }
            }
        },
    ];
    for (at, tear) in tear.iter().enumerate() {
        let mut index = Index::open(office.folder.path()).unwrap();
        index.catch_up(&office.reads(), &text, 100).unwrap();
        assert_eq!(found(&office, &index), 4, "before tear {at}");
        drop(index);
        tear();
        let mut index = Index::open(office.folder.path()).unwrap();
        assert_eq!(index.place(), None, "tear {at}");
        index.catch_up(&office.reads(), &text, 100).unwrap();
        assert_eq!(found(&office, &index), 4, "after tear {at}");
    }
}

/// Whichever byte of whichever file is another, and wherever a file is cut: the index answers as before, or is made anew and
/// then does.
#[test]
fn torn_at_any_byte_it_is_made_anew() {
    let office = an_office(4);
    let folder = office.folder.path().join(INDEX_FOLDER);
    let fresh = || {
        let mut index = Index::open(office.folder.path()).unwrap();
        index.catch_up(&office.reads(), &text, 2).unwrap();
        while index.catch_up(&office.reads(), &text, 2).unwrap().behind {}
        assert_eq!(found(&office, &index), 4);
    };
    fresh();
    let kept = tempfile::tempdir().unwrap();
    let copy = |from: &std::path::Path, to: &std::path::Path| {
        std::fs::remove_dir_all(to).unwrap();
        std::fs::create_dir(to).unwrap();
        for file in std::fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    };
    copy(&folder, kept.path());
    let mut files: Vec<_> = std::fs::read_dir(kept.path()).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_none_or(|end| end != "lock"));
    files.sort();
    let mut torn = 0;
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        let json = file.extension().is_some_and(|end| end == "json");
        // What says of which files the index consists has no sum of its own, and is tried more closely.
        let places = bytes.len().div_ceil(if json { 14 } else { 2 }).max(1);
        for at in (places / 3..bytes.len()).step_by(places) {
            for cut in [false, true] {
                copy(kept.path(), &folder);
                let mut other = bytes.clone();
                if cut {
                    other.truncate(at)
                } else {
                    other[at] ^= 1
                }
                std::fs::write(folder.join(file.file_name().unwrap()), other).unwrap();
                fresh();
                torn += 1;
            }
        }
    }
    assert!(torn > 80, "{torn}");
}

#[test]
fn a_place_given_by_hand_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { entry: 41, commitment: [4; 32] };
    let mut index = Index::open(folder.path()).unwrap();
    index.add(1, "a bridge").unwrap();
    index.commit(place).unwrap();
    drop(index);
    assert_eq!(Index::open(folder.path()).unwrap().place(), Some(place));
}
