//! The log as static files: their paths, what stands in them, and that nothing behind the head is told.

use chancery_verify::merkle::{leaf_hash, node_hash};
use journal::{Hash, LogFile, TILE_WIDTH, hex};

use crate::office::{append, draft, new_journal};

#[test]
fn paths_are_written_as_the_specification_asks() {
    let tile = |level, index, width| LogFile::Tile { level, index, width };
    for (file, path) in [
        (LogFile::Checkpoint, "checkpoint"),
        (tile(0, 0, 256), "tile/0/000"),
        (tile(3, 1, 1), "tile/3/001.p/1"),
        (tile(0, 1_234_067, 256), "tile/0/x001/x234/067"),
        (LogFile::Entries { index: 999, width: 255 }, "tile/entries/999.p/255"),
        (LogFile::Entries { index: 1_000, width: 256 }, "tile/entries/x001/000"),
    ] {
        assert_eq!(file.path(), path);
        assert_eq!(LogFile::parse(path), Some(file));
        assert_eq!(file.is_for_ever(), path != "checkpoint");
    }
    for wrong in [
        "",
        "/checkpoint",
        "checkpoint/",
        "tile/0",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/8/000",
        "tile/00/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/001/000",
        "tile/0/../000",
        "tile/data/000",
        "tile/entries/-01",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(LogFile::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_log_grows_by_the_files_that_it_lacks() {
    for (size, before) in [(0, 0), (1, 0), (255, 3), (256, 255), (257, 256), (70_000, 65_537)] {
        let files = LogFile::all(size, before);
        assert_eq!(files.last(), Some(&LogFile::Checkpoint));
        let had = LogFile::all(before, 0);
        let all = LogFile::all(size, 0);
        for file in &all {
            assert!(files.contains(file) || had.contains(file), "{size} {before} {file:?}");
        }
        assert!(files.iter().all(|file| all.contains(file)));
    }
    let paths: Vec<String> = LogFile::all(300, 0).iter().map(LogFile::path).collect();
    let expected =
        ["tile/0/000", "tile/entries/000", "tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1", "checkpoint"];
    assert_eq!(paths, expected);
}

#[test]
fn tiles_are_those_of_the_tree() {
    let (_folder, mut journal) = new_journal();
    for from in [0, 258] {
        let on = journal.head().place;
        journal.append(on, (from..from + 258).map(draft).collect()).unwrap();
    }
    let reader = journal.reader().unwrap();
    assert_eq!(reader.log_file(&LogFile::Checkpoint).unwrap(), None, "no head was published");
    journal.publish_head().unwrap();
    append(&mut journal, 3);
    let file = |path: &str| reader.log_file(&LogFile::parse(path).unwrap()).unwrap();
    let hashes = |bytes: Vec<u8>| bytes.chunks(32).map(|hash| hash.try_into().unwrap()).collect::<Vec<Hash>>();
    let entries = file("tile/entries/001").unwrap();
    let entries: Vec<Hash> = entries
        .chunks(34)
        .map(|entry| {
            assert_eq!(entry[..2], [0, 32]);
            entry[2..].try_into().unwrap()
        })
        .collect();
    assert_eq!(entries.len() as u64, TILE_WIDTH);
    assert_eq!(hex(&entries[5]), hex(&reader.entry(256 + 5).unwrap().unwrap().commitment));
    let leaves = hashes(file("tile/0/001").unwrap());
    assert_eq!(leaves, entries.iter().map(|entry| leaf_hash(entry)).collect::<Vec<_>>());
    let mut row = leaves;
    while row.len() > 1 {
        row = row.chunks(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
    }
    assert_eq!(hashes(file("tile/1/000.p/2").unwrap())[1], row[0]);
    // Any beginning of the last tile is there, and nothing behind the head.
    assert_eq!(file("tile/0/002.p/4").unwrap().len(), 4 * 32);
    assert_eq!(file("tile/0/002.p/3").unwrap().len(), 3 * 32);
    for path in
        ["tile/0/002.p/5", "tile/0/002", "tile/0/003.p/1", "tile/1/000.p/3", "tile/2/000.p/1", "tile/entries/002.p/5"]
    {
        assert_eq!(file(path), None, "{path}");
    }
}
