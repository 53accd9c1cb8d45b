//! Short numbers for people, such as `#15706`: counted in memory, since the program is alone on its database. A counter
//! in the database would be locked by each transaction until its end, and all others would wait for it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::Db;

/// The last numbers, by what they number.
#[derive(Debug, Default)]
pub(crate) struct Numbers(Mutex<BTreeMap<&'static str, i64>>);

impl Numbers {
    fn change(&self, what: &'static str, change: impl FnOnce(i64) -> i64) -> i64 {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = all.entry(what).or_default();
        *last = change(*last);
        *last
    }
}

impl Db {
    /// Says which numbers are taken: all up to this one. Whoever numbers something says so before the first new one.
    pub fn numbers_taken(&self, what: &'static str, last: i64) {
        self.numbers.change(what, |known| known.max(last));
    }

    /// The next number. What is numbered and then not kept leaves a gap.
    pub fn next_number(&self, what: &'static str) -> i64 {
        self.numbers.change(what, |last| last.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_thing_counts_on_from_what_is_taken() {
        let numbers = Numbers::default();
        let next = |what| numbers.change(what, |last| last + 1);
        assert_eq!((next("tickets"), next("tickets"), next("contacts")), (1, 2, 1));
        numbers.change("tickets", |known| known.max(70));
        numbers.change("tickets", |known| known.max(7));
        assert_eq!((next("tickets"), next("contacts")), (71, 2));
    }
}
