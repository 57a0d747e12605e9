//! Every seed of the fuzzers, what fuzzing found among them, holds what the fuzzers hold it to.

use std::fs;
use std::path::Path;

#[path = "../../../../fuzz/src/targets.rs"]
mod targets;

#[test]
fn every_seed_is_read_and_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    for (target, _) in targets::TARGETS {
        let mut seeds: Vec<_> = fs::read_dir(folder.join(target))
            .unwrap_or_else(|error| panic!("the seeds of {target}: {error}"))
            .map(|entry| entry.unwrap().path())
            .collect();
        seeds.sort();
        assert!(!seeds.is_empty(), "{target} has seeds");
        for seed in seeds {
            targets::run(target, &fs::read(&seed).unwrap());
        }
    }
}

/// A folder that no target reads is a misspelt one.
#[test]
fn every_folder_of_seeds_has_its_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            assert!(targets::TARGETS.iter().any(|(target, _)| *target == name), "no target is called {name}");
        }
    }
}
