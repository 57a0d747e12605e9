//! What of the index tells of papers that a reader may not see: nothing of it is asked.
//!
//! How frequent a word is, how long texts are, which words there are: the index knows it of all papers alike. Its own ranking,
//! passages, likeness and guesses go by it, so that a search filtered afterwards would still tell. See `docs/search.md`.

use crate::scan::{scan, tokens, without_tests};
use crate::{Finding, Tree};

/// Names of the index's interface that read what is true of all papers, each with why.
const TELLING: &[(&str, &str)] = &[
    ("SnippetGenerator", "it weighs words by how many papers have them"),
    ("MoreLikeThis", "it chooses words by how many papers have them"),
    ("MoreLikeThisQuery", "it chooses words by how many papers have them"),
    ("doc_freq", "it counts hidden papers"),
    ("total_num_docs", "it counts hidden papers"),
    ("total_num_tokens", "it measures hidden papers"),
    ("Bm25Weight", "its bounds follow from the lengths of hidden papers"),
    ("Bm25StatisticsProvider", "scores are added up in the order of segments, and pruned by bounds of hidden papers"),
    ("enabled_from_searcher", "scores go by how many papers have a word"),
    (
        "enabled_from_statistics_provider",
        "scores are added up in the order of segments, and pruned by bounds of hidden papers",
    ),
    (
        "search_with_statistics_provider",
        "scores are added up in the order of segments, and pruned by bounds of hidden papers",
    ),
    ("for_each_pruning", "its bounds follow from the lengths of hidden papers"),
    ("block_max_score", "it follows from the lengths of hidden papers"),
    ("TopDocs", "papers of one score come in the order of segments"),
    ("QueryParser", "what is typed would mean more than it says"),
    ("PhrasePrefixQuery", "it goes on from a cut list of words, hidden ones among them"),
    ("FuzzyTermQuery", "it goes on from the words of hidden papers"),
    ("RegexQuery", "it goes on from the words of hidden papers, in unbounded time"),
    ("FacetCollector", "it tells of values that only hidden papers have"),
    ("min_doc_count", "it tells of values that only hidden papers have"),
];

/// Checks the sources of the crates in which searches are answered.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let ours = |path: &str| path.starts_with("crates/register/src/") || path.starts_with("crates/chancery/src/");
    let mut findings = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| ours(path)) {
        let seen = scan(source);
        for (index, line) in without_tests(&seen.code).lines().enumerate() {
            for (name, why) in TELLING.iter().filter(|(name, _)| tokens(line).any(|(_, token)| token == *name)) {
                let what = format!("{name} is used: {why}");
                let mend = "ask the reader's set of papers, as crates/register/src/search does";
                findings.push(Finding::new(path, index + 1, what, mend));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_found_where_searches_are_answered() {
        for (name, _) in TELLING {
            let source = format!("fn ask() {{ let _ = index.{name}(term); }}");
            let tree = Tree::of(&[("crates/register/src/find.rs", &source), ("crates/journal/src/lib.rs", &source)]);
            let found = check(&tree);
            assert_eq!(found.len(), 1, "{name}");
            assert_eq!((found[0].path.as_str(), found[0].line), ("crates/register/src/find.rs", 1));
        }
        let innocent = "// TopDocs is not asked\nfn doc_frequency() {}";
        assert!(check(&Tree::of(&[("crates/register/src/find.rs", innocent)])).is_empty());
    }
}
