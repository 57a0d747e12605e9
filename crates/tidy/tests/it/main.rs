//! Every rule of the house, on the repository as it stands.

use std::path::{Path, PathBuf};
use std::process::Command;

use tidy::{Finding, Tree, arrows, docs, hidden, phrases, purity, refusals, report, sizes, twins, unfinished, words};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn repository() -> Tree {
    Tree::open(&root()).expect("the repository can be read")
}

#[track_caller]
fn clean(findings: &[Finding]) {
    assert!(findings.is_empty(), "{} findings\n\n{}", findings.len(), report(findings));
}

#[test]
fn arrows_between_crates_go_one_way() {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"];
    let output = Command::new("cargo").args(arguments).arg(root().join("Cargo.toml")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    clean(&arrows::check(&serde_json::from_slice(&output.stdout).expect("cargo speaks JSON")));
}

#[test]
fn manifests_take_lints_and_versions_from_the_house() {
    clean(&arrows::check_manifests(&repository()));
}

#[test]
fn pure_crates_mention_no_effect() {
    clean(&purity::check(&repository()));
}

#[test]
fn only_main_reads_the_environment() {
    clean(&purity::check_environment(&repository()));
}

#[test]
fn nothing_is_asked_of_the_index_that_tells_of_hidden_papers() {
    clean(&hidden::check(&repository()));
}

#[test]
fn the_office_draws_on_no_door() {
    clean(&purity::check_behind(&repository()));
}

#[test]
fn names_are_the_offices() {
    clean(&words::check(&repository()));
}

#[test]
fn sentences_are_the_offices() {
    clean(&words::check_sentences(&repository()));
}

#[test]
fn what_is_said_is_listed_and_said_in_every_language() {
    clean(&phrases::check(&repository()).expect("the sources can be read"));
}

#[test]
fn nothing_unfinished_lands() {
    clean(&unfinished::check(&repository()));
}

#[test]
fn measures_files_and_functions() {
    let tree = repository();
    #[expect(clippy::print_stderr, reason = "what is over the aim is for people to see; only the limit fails")]
    for finding in sizes::long(&tree) {
        eprintln!("long: {finding}");
    }
    clean(&sizes::check(&tree));
}

#[test]
fn promised_pages_exist() {
    clean(&docs::check_promised(&repository()));
}

#[test]
fn the_map_names_every_crate() {
    clean(&docs::check_architecture(&repository()));
}

#[test]
fn decisions_have_their_parts() {
    clean(&docs::check_decisions(&repository()));
}

#[test]
fn changes_say_for_whom_they_are() {
    clean(&docs::check_changes(&repository()));
}

#[test]
fn links_lead_somewhere() {
    clean(&docs::check_links(&repository()));
}

#[test]
fn every_page_is_a_chapter_of_the_site() {
    clean(&docs::check_chapters(&repository()));
}

#[test]
fn every_refusal_has_a_row() {
    clean(&refusals::check(&repository()));
}

#[test]
fn every_route_is_asked_in_twin_worlds() {
    clean(&twins::check(&repository()));
}
