//! Finding rows by any part of a text: an index that the database's own full-text search keeps (SQLite FTS5, PostgreSQL
//! GIN over `tsvector`).
//!
//! What is indexed is pairs of neighbouring letters, so that Chinese, which writes no spaces, is found by any part of it,
//! and so are numbers and words. Each pair is written as the code points of its letters, which no tokenizer takes apart.
//! The index is made from the truth beside it: backups leave it out, and whoever owns it fills it when it was missing.

use std::collections::BTreeSet;

use crate::put::portions;
use crate::value::places;
use crate::{Conditions, Db, DbError, Dialect, Tx, args};

/// Tables so named are made from others: backups leave them out.
pub(crate) const DERIVED: &str = "search_";
/// Letters of one text that are indexed at most.
const MOST: usize = 400;

/// An index of texts by the number of their row.
#[derive(Debug)]
pub struct TextIndex {
    /// What is found, such as `tickets`; no two indexes share a name.
    pub name: &'static str,
}

impl TextIndex {
    fn table(&self) -> String {
        format!("{DERIVED}{}", self.name)
    }

    /// Makes the index where it is missing. Answers whether it was: its owner then fills it, in the same transaction.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn make(&self, tx: &mut Tx) -> Result<bool, DbError> {
        let table = self.table();
        let known = match tx.dialect() {
            Dialect::Sqlite => "SELECT 1 AS known FROM sqlite_master WHERE type = 'table' AND name = $1",
            Dialect::Postgres => {
                "SELECT 1 AS known FROM pg_class WHERE relkind = 'r' AND relname = $1 \
                 AND relnamespace = CAST(CAST(current_schema() AS TEXT) AS regnamespace)"
            }
        };
        if tx.row(known, args![&table]).await?.is_some() {
            return Ok(false);
        }
        let script = match tx.dialect() {
            Dialect::Sqlite => format!(
                "CREATE VIRTUAL TABLE {table} USING fts5(pairs, content='', contentless_delete=1, detail=none, \
                 tokenize='ascii')"
            ),
            Dialect::Postgres => format!(
                "CREATE TABLE {table} (number BIGINT PRIMARY KEY, pairs TSVECTOR NOT NULL); \
                 CREATE INDEX {table}_by_pair ON {table} USING GIN (pairs)"
            ),
        };
        tx.execute_script(&script).await?;
        Ok(true)
    }

    /// Writes what rows are found by, in place of what they were found by before; no number may come twice.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn put(&self, tx: &mut Tx, texts: &[(i64, String)]) -> Result<(), DbError> {
        let table = self.table();
        let mut texts = texts.iter();
        for portion in portions(texts.len()) {
            let rows = places(tx.dialect(), portion, 2);
            let sql = match tx.dialect() {
                Dialect::Sqlite => format!("INSERT OR REPLACE INTO {table} (rowid, pairs) VALUES {rows}"),
                Dialect::Postgres => format!(
                    "INSERT INTO {table} (number, pairs) SELECT number, to_tsvector('simple', pairs) \
                     FROM (VALUES {rows}) AS texts (number, pairs) \
                     ON CONFLICT (number) DO UPDATE SET pairs = excluded.pairs"
                ),
            };
            let mut values = Vec::with_capacity(portion * 2);
            for (number, text) in texts.by_ref().take(portion) {
                let pairs: Vec<String> = pairs(text).into_iter().collect();
                values.extend(args![*number, pairs.join(" ")]);
            }
            tx.execute(&sql, values).await?;
        }
        Ok(())
    }

    /// A row is not found any more.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn remove(&self, tx: &mut Tx, number: i64) -> Result<(), DbError> {
        let place = match tx.dialect() {
            Dialect::Sqlite => "rowid",
            Dialect::Postgres => "number",
        };
        tx.execute(&format!("DELETE FROM {} WHERE {place} = $1", self.table()), args![number]).await?;
        Ok(())
    }

    /// A query of one column `found_number`: the newest rows whose text has this part. None for a text without letters,
    /// by which nothing is found.
    pub fn query(&self, db: &Db, all: &mut Conditions, part: &str, most: u32) -> Option<String> {
        let sought = sought(part);
        if sought.is_empty() {
            return None;
        }
        let table = self.table();
        Some(match db.dialect() {
            Dialect::Sqlite => {
                let terms: Vec<String> = sought.iter().map(|term| term.in_fts5()).collect();
                let terms = all.bind(terms.join(" AND "));
                format!(
                    "SELECT rowid AS found_number FROM {table} WHERE {table} MATCH {terms} \
                     ORDER BY rowid DESC LIMIT {most}"
                )
            }
            Dialect::Postgres => {
                let terms: Vec<String> = sought.iter().map(|term| term.in_tsquery()).collect();
                let terms = all.bind(terms.join(" & "));
                format!(
                    "SELECT number AS found_number FROM {table} WHERE pairs @@ to_tsquery('simple', {terms}) \
                     ORDER BY number DESC LIMIT {most}"
                )
            }
        })
    }
}

/// Words: what stands between signs and spaces, in small letters.
fn words(text: &str) -> impl Iterator<Item = Vec<char>> {
    let small = text.to_lowercase();
    let words: Vec<Vec<char>> =
        small.split(|c: char| !c.is_alphanumeric()).map(|word| word.chars().take(MOST).collect()).collect();
    words.into_iter().filter(|word: &Vec<char>| !word.is_empty())
}

/// How letters are written in the index: their code points, behind a letter that makes a word of them.
fn code(letters: &[char]) -> String {
    letters.iter().fold("u".to_owned(), |code, letter| format!("{code}{:05x}", u32::from(*letter)))
}

/// By what a text is found: each pair of neighbouring letters, and the last letter of each word alone.
fn pairs(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in words(text) {
        found.extend(word.windows(2).map(code));
        found.extend(word.last().map(|last| code(&[*last])));
    }
    found
}

/// What a text must have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Sought {
    /// This pair.
    Pair(String),
    /// This letter, whatever follows it.
    Letter(String),
}

impl Sought {
    fn in_fts5(&self) -> String {
        match self {
            Self::Pair(pair) => format!("\"{pair}\""),
            Self::Letter(letter) => format!("\"{letter}\"*"),
        }
    }

    fn in_tsquery(&self) -> String {
        match self {
            Self::Pair(pair) => format!("'{pair}'"),
            Self::Letter(letter) => format!("'{letter}':*"),
        }
    }
}

fn sought(part: &str) -> BTreeSet<Sought> {
    let of_word = |word: Vec<char>| match word.as_slice() {
        [one] => vec![Sought::Letter(code(&[*one]))],
        many => many.windows(2).map(|pair| Sought::Pair(code(pair))).collect(),
    };
    words(part).flat_map(of_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(part: &str, text: &str) -> bool {
        let known = pairs(text);
        let has = |one: &Sought| match one {
            Sought::Pair(pair) => known.contains(pair),
            Sought::Letter(letter) => known.iter().any(|pair| pair.starts_with(letter)),
        };
        let sought = sought(part);
        !sought.is_empty() && sought.iter().all(has)
    }

    #[test]
    fn a_text_is_found_by_every_part_of_it() {
        let text = "订单A1001破损，要求更换";
        let letters: Vec<char> = text.chars().collect();
        for from in 0..letters.len() {
            for to in from + 1..=letters.len() {
                let part: String = letters[from..to].iter().collect();
                assert!(part == "，" || finds(&part, text), "{part}");
            }
        }
        assert!(finds("a1001", text) && finds("更换 订单", text), "small letters, several words");
    }

    #[test]
    fn what_a_text_lacks_does_not_find_it() {
        for part in ["玻璃", "损破", "1002", "，", " ", "璃"] {
            assert!(!finds(part, "订单A1001破损，要求更换"), "{part}");
        }
    }
}
