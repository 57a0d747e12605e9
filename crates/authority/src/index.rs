//! Names held in memory, looked up by key.

use std::collections::HashMap;

use crate::agreement::{Agreement, agree};
use crate::name::{Name, keys, sought};

/// Known names, each with what it stands for. Looking one up goes through the names under the keys sought for it, and
/// through no other.
#[derive(Debug, Clone)]
pub struct Index<T> {
    known: Vec<(Name, String, T)>,
    by_key: HashMap<String, Vec<u32>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { known: Vec::new(), by_key: HashMap::new() }
    }
}

impl<T> Index<T> {
    /// Takes in a name and what it stands for.
    pub fn add(&mut self, name: &str, of: T) {
        let read = Name::read(name);
        let at = self.known.len() as u32;
        for key in keys(&read) {
            self.by_key.entry(key).or_default().push(at);
        }
        self.known.push((read, name.to_owned(), of));
    }

    /// How many names it holds.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Every known name that agrees with one as written, the surest first, in the order taken in where equally sure.
    pub fn find(&self, written: &Name) -> Vec<(Agreement, &str, &T)> {
        let mut found: Vec<(Agreement, &str, &T)> = self
            .sharing(written)
            .into_iter()
            .filter_map(|at| self.known.get(at as usize))
            .filter_map(|(known, name, of)| Some((agree(written, known)?, name.as_str(), of)))
            .collect();
        found.sort_by_key(|(agreement, _, _)| *agreement);
        found
    }

    /// How many known names a look-up compares with one as written.
    pub fn compared(&self, written: &Name) -> usize {
        self.sharing(written).len()
    }

    /// The places of names that stand under a key which is sought, in order, each once.
    fn sharing(&self, written: &Name) -> Vec<u32> {
        let mut places: Vec<u32> =
            sought(written).iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}
