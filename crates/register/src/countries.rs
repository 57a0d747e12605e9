//! States and what is called after them: who asks about France means papers that say "the French government" as well.
//!
//! The names stand in `data/countries.tsv`, of the states there are and of those there were; where a word is the name of several
//! (Guinea), all of them are meant. They are looked for by questions only: who types two words means those words.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Most words of a name.
pub(crate) const NAME_WORDS_MAX: usize = 4;

type Name = Vec<String>;

#[derive(Default)]
struct Table {
    groups: Vec<Vec<Name>>,
    /// The groups in which a name stands.
    by_name: HashMap<Name, Vec<usize>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("../data/countries.tsv").lines().filter(|line| !line.starts_with('#')) {
        let name = |name: &str| name.split(' ').map(str::to_owned).collect::<Name>();
        let names: Vec<Name> = line.split('\t').filter(|one| !one.is_empty()).map(name).collect();
        for name in &names {
            table.by_name.entry(name.clone()).or_default().push(table.groups.len());
        }
        table.groups.push(names);
    }
    table
});

/// With how many words, from the first on, the longest name begins that has several; 1 where none does.
pub(crate) fn longest(words: &[String]) -> usize {
    let several = (2..=NAME_WORDS_MAX.min(words.len())).rev();
    several.into_iter().find(|count| TABLE.by_name.contains_key(&words[..*count])).unwrap_or(1)
}

/// What else a state is called that is called so, and what is called after it; nothing where it is no name of a state.
pub(crate) fn others(words: &[String]) -> Vec<&'static [String]> {
    let groups = TABLE.by_name.get(words).map_or(&[][..], Vec::as_slice);
    let mut others: Vec<&'static [String]> = Vec::new();
    for name in groups.iter().flat_map(|at| &TABLE.groups[*at]) {
        if name != words && !others.contains(&name.as_slice()) {
            others.push(name);
        }
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(written: &str) -> Name {
        written.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_state_is_called_by_several_names() {
        let of = |name: &str| others(&words(name)).iter().map(|name| name.join(" ")).collect::<Vec<_>>();
        assert!(of("france").contains(&"french".to_owned()));
        assert!(of("dutch").contains(&"netherlands".to_owned()));
        assert!(of("american").contains(&"u s".to_owned()));
        assert!(!of("france").contains(&"france".to_owned()));
        assert!(of("tariff").is_empty());
    }

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(longest(&words("united states of america and")), 4);
        assert_eq!(longest(&words("united states and")), 2);
        assert_eq!(longest(&words("u s")), 2);
        assert_eq!(longest(&words("france")), 1);
        assert_eq!(longest(&[]), 1);
    }

    #[test]
    fn the_table_is_folded_as_words_are() {
        for name in TABLE.groups.iter().flatten() {
            assert!(name.len() <= NAME_WORDS_MAX, "{name:?}");
            let read: Vec<String> = crate::terms::tokens(&name.join(" ")).map(|token| token.word).collect();
            assert_eq!(&read, name);
        }
    }
}
