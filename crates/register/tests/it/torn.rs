//! A register that is missing, torn or of another schema is thrown away and built anew.

use register::{FILE, FILE_BUILDING, Opened, Place, Register};

use crate::answers::tables;
use crate::chance::World;
use crate::office::{commitment, rebuilt};

fn fold_all(register: &mut Register, world: &World) {
    let mut speculation = register.begin().unwrap();
    for (entry, (at, acted, events)) in world.entries.iter().enumerate() {
        speculation.fold(entry as u64, *at, acted, events).unwrap();
    }
    let entry = world.entries.len() as u64 - 1;
    speculation.commit(Place { entry, commitment: commitment(entry) }).unwrap();
}

#[test]
fn whatever_happened_to_the_file_it_is_made_anew() {
    let world = World::new(31, 20);
    let (folder, register) = rebuilt(&world.entries);
    drop(register);
    let whole = tables(folder.path());
    let file = folder.path().join(FILE);
    let tear: [(Opened, &dyn Fn()); 6] = [
        (Opened::New, &|| std::fs::remove_file(&file).unwrap()),
        (Opened::Torn, &|| std::fs::write(&file, [0x55; 9_000]).unwrap()),
        (Opened::Torn, &|| {
            let mut bytes = std::fs::read(&file).unwrap();
            for byte in &mut bytes[100..8_192] {
                *byte = 0xaa;
            }
            std::fs::write(&file, bytes).unwrap();
        }),
        (Opened::OtherSchema, &|| {
            let db = rusqlite::Connection::open(&file).unwrap();
            db.execute_batch("PRAGMA user_version = 4711").unwrap();
        }),
        // Keys of names that another version of `authority` made would find nobody.
        (Opened::OtherSchema, &|| {
            let db = rusqlite::Connection::open(&file).unwrap();
            let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
            assert_eq!(version & 0xffff, i64::from(authority::VERSION));
            db.execute_batch(&format!("PRAGMA user_version = {}", version - 1)).unwrap();
        }),
        (Opened::Torn, &|| {
            let db = rusqlite::Connection::open(&file).unwrap();
            db.execute_batch("UPDATE house SET json = 'no house'").unwrap();
        }),
    ];
    for (expected, tear) in tear {
        tear();
        let mut register = Register::open(folder.path()).unwrap();
        assert_eq!((register.opened(), register.place()), (expected, None));
        fold_all(&mut register, &world);
        drop(register);
        assert_eq!(tables(folder.path()), whole);
        let register = Register::open(folder.path()).unwrap();
        assert_eq!(register.opened(), Opened::AsLeft);
    }
}

#[test]
fn a_register_half_built_is_not_taken_for_one() {
    let world = World::new(32, 10);
    let folder = tempfile::tempdir().unwrap();
    let mut building = Register::building(folder.path()).unwrap();
    fold_all(&mut building, &world);
    drop(building);
    assert!(folder.path().join(FILE_BUILDING).exists());
    let register = Register::open(folder.path()).unwrap();
    assert_eq!(register.place(), None);
    assert!(!folder.path().join(FILE_BUILDING).exists());
}

#[test]
fn the_one_in_use_stays_until_the_new_one_is_whole() {
    let world = World::new(33, 10);
    let (folder, register) = rebuilt(&world.entries);
    let before = tables(folder.path());
    let mut building = Register::building(folder.path()).unwrap();
    fold_all(&mut building, &world);
    assert_eq!(tables(folder.path()), before);
    drop(register);
    let register = building.finish().unwrap();
    assert_eq!(register.place().unwrap().entry, world.entries.len() as u64 - 1);
    assert_eq!(tables(folder.path()), before);
}

#[test]
fn a_folder_that_is_none_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Register::open(&folder.path().join("none")).is_err());
    assert!(register::Reads::open(folder.path()).is_err());
}
