//! Putting many rows at once: one statement a table, whatever the number of rows.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};

use indexmap::IndexMap;

use crate::value::push_places;
use crate::{Dialect, Value};

/// Most rows in one statement. Statements hold 64, 32, 16 … rows: few different ones, so that both databases keep them
/// prepared, where each other number of rows would be parsed anew and kept in memory as well.
const ROWS: usize = 64;

/// How rows are put into a table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns of a row, in order.
    pub columns: &'static [&'static str],
    /// How many of the first columns name a row; 0: every row is a new one.
    pub key: usize,
    /// The columns that a later row of the same key changes; none named: all but the key.
    pub changes: &'static [&'static str],
}

/// A row on its way into a table.
#[derive(Debug, Clone)]
pub struct Put {
    /// The table.
    pub table: &'static Table,
    /// One value for each column.
    pub values: Vec<Value>,
}

impl Table {
    /// A row of this table.
    pub fn put(&'static self, values: Vec<Value>) -> Put {
        debug_assert_eq!(values.len(), self.columns.len());
        Put { table: self, values }
    }

    fn sql(&self, dialect: Dialect, rows: usize, values_before: usize) -> String {
        let mut sql = String::with_capacity(256 + rows * self.columns.len() * 2);
        sql.extend(["INSERT INTO ", self.name, " ("]);
        push_names(&mut sql, self.columns);
        sql.push_str(") VALUES ");
        push_places(&mut sql, dialect, rows, self.columns.len(), values_before);
        if self.key > 0 {
            let (key, rest) = self.columns.split_at(self.key.min(self.columns.len()));
            sql.push_str(" ON CONFLICT (");
            push_names(&mut sql, key);
            sql.push_str(") DO UPDATE SET ");
            for (n, column) in if self.changes.is_empty() { rest } else { self.changes }.iter().enumerate() {
                sql.extend([if n == 0 { "" } else { ", " }, column, " = excluded.", column]);
            }
        }
        sql
    }
}

fn push_names(sql: &mut String, names: &[&str]) {
    for (n, name) in names.iter().enumerate() {
        sql.extend([if n == 0 { "" } else { ", " }, name]);
    }
}

/// Rows of one table.
pub(crate) struct Rows {
    table: &'static Table,
    rows: Vec<Vec<Value>>,
}

impl Rows {
    /// The statements that write them, with their values.
    pub fn in_portions(self, dialect: Dialect) -> impl Iterator<Item = (String, Vec<Value>)> {
        let Self { table, rows } = self;
        let portions = portions(rows.len());
        let mut rows = rows.into_iter();
        portions.map(move |portion| {
            (table.sql(dialect, portion, 0), rows.by_ref().take(portion).flatten().collect())
        })
    }
}

/// Rows by table, in the order in which the tables come first; of several with one key the last.
pub(crate) fn together(rows: impl IntoIterator<Item = Put>) -> impl Iterator<Item = Rows> {
    let mut tables: IndexMap<&'static str, (Rows, Places)> = IndexMap::new();
    for Put { table, values } in rows {
        let new = || (Rows { table, rows: Vec::new() }, Places::default());
        let (rows, places) = tables.entry(table.name).or_insert_with(new);
        match places.of(table.key, &values, &mut rows.rows) {
            Some(earlier) => *earlier = values,
            None => rows.rows.push(values),
        }
    }
    tables.into_values().map(|(rows, _)| rows)
}

/// Where the rows of a table stand, by their keys.
#[derive(Default)]
struct Places {
    by_hash: HashMap<u64, usize>,
    hasher: std::hash::RandomState,
}

impl Places {
    /// The earlier row of the same key; where there is none, the place behind the last is noted for this one.
    fn of<'a>(
        &mut self,
        key: usize,
        values: &[Value],
        rows: &'a mut [Vec<Value>],
    ) -> Option<&'a mut Vec<Value>> {
        if key == 0 {
            return None;
        }
        let key = values.get(..key)?;
        let mut hash = self.hash(key);
        // Two keys of one hash are rare; then the next number stands for the second.
        while let Some(place) = self.by_hash.get(&hash) {
            if rows.get(*place).is_some_and(|row| row.starts_with(key)) {
                return rows.get_mut(*place);
            }
            hash = hash.wrapping_add(1);
        }
        self.by_hash.insert(hash, rows.len());
        None
    }

    fn hash(&self, key: &[Value]) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        for value in key {
            match value {
                Value::String(text) => text.hash(&mut hasher),
                Value::BigInt(number) => number.hash(&mut hasher),
                Value::Bool(yes) => yes.hash(&mut hasher),
                // Keys of other kinds are told apart by looking.
                _ => {}
            }
        }
        hasher.finish()
    }
}

/// Rows that share a statement with others. Few: each other mixture of tables and numbers is a statement to be prepared
/// and kept.
const JOINED: usize = 8;

/// Whether these rows are few enough to go together.
pub(crate) fn joins(all: &[Rows]) -> bool {
    all.iter().map(|rows| rows.rows.len()).sum::<usize>() <= JOINED
}

/// Statements that go to the database together, with the values of all of them.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    statements: Vec<String>,
    pub values: Vec<Value>,
}

impl Joined {
    /// Rows of several tables at once; none where they must go one after the other.
    pub fn of(dialect: Dialect, all: &[Rows]) -> Option<Self> {
        let names: HashSet<&str> = all.iter().map(|rows| rows.table.name).collect();
        // PostgreSQL runs the parts of a statement as if at the same time: none sees what another did to its table.
        if !joins(all) || (dialect == Dialect::Postgres && names.len() < all.len()) {
            return None;
        }
        let mut joined = Self::default();
        for Rows { table, rows } in all {
            let sql = table.sql(dialect, rows.len(), joined.values.len());
            joined.add(sql, rows.iter().flatten().cloned());
        }
        Some(joined)
    }

    /// Adds a statement. On PostgreSQL its places must be numbered behind those before.
    pub fn add(&mut self, sql: String, values: impl IntoIterator<Item = Value>) {
        self.statements.push(sql);
        self.values.extend(values);
    }

    /// All of them as one text; empty where there is none.
    pub fn sql(&self, dialect: Dialect) -> String {
        match (dialect, self.statements.as_slice()) {
            (Dialect::Sqlite, all) => all.join("; "),
            (Dialect::Postgres, []) => String::new(),
            (Dialect::Postgres, [one]) => one.clone(),
            (Dialect::Postgres, [before @ .., last]) => {
                let part = |(place, sql): (usize, &String)| format!("part{place} AS ({sql})");
                let parts: Vec<String> = before.iter().enumerate().map(part).collect();
                format!("WITH {} {last}", parts.join(", "))
            }
        }
    }
}

/// Of how many rows each statement is that so many rows go into.
pub(crate) fn portions(rows: usize) -> impl Iterator<Item = usize> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let portion = largest_power(rest).min(ROWS);
        rest -= portion;
        (portion > 0).then_some(portion)
    })
}

/// The largest power of two that is not above a number.
fn largest_power(n: usize) -> usize {
    n.checked_ilog2().map_or(0, |power| 1 << power)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn rows_go_in_statements_of_a_power_of_two() {
        let portions = |rows| super::portions(rows).collect::<Vec<_>>();
        assert_eq!(portions(0), Vec::<usize>::new());
        assert_eq!(portions(45), [32, 8, 4, 1]);
        assert_eq!(portions(200), [64, 64, 64, 8]);
    }

    const THINGS: Table = Table { name: "things", columns: &["id", "state", "n"], key: 1, changes: &[] };

    #[test]
    fn a_key_makes_of_an_insert_a_change() {
        let sql = "INSERT INTO things (id, state, n) VALUES ($1,$2,$3) \
                   ON CONFLICT (id) DO UPDATE SET state = excluded.state, n = excluded.n";
        assert_eq!(THINGS.sql(Dialect::Postgres, 1, 0), sql);
    }

    #[test]
    fn of_several_rows_with_one_key_the_last_counts_at_the_place_of_the_first() {
        let put = |id: i64, state: &str| THINGS.put(crate::args![id, state, 0_i64]);
        let all = together([put(1, "a"), put(2, "b"), put(1, "c"), put(3, "d"), put(2, "e")]);
        let rows: Vec<Vec<Value>> = all.flat_map(|rows| rows.rows).collect();
        let state = |row: &Vec<Value>| row[1].clone();
        assert_eq!(rows.iter().map(state).collect::<Vec<_>>(), crate::args!["c", "e", "d"]);
    }

    #[test]
    fn rows_without_a_key_are_all_kept() {
        let rows: Vec<Rows> =
            together([OTHERS.put(crate::args![1_i64]), OTHERS.put(crate::args![1_i64])]).collect();
        assert_eq!(rows[0].rows.len(), 2);
    }

    const OTHERS: Table = Table { name: "others", columns: &["id"], key: 0, changes: &[] };

    fn joined(dialect: Dialect, rows: Vec<Put>) -> Option<String> {
        let rows: Vec<Rows> = together(rows).collect();
        Joined::of(dialect, &rows).map(|joined| joined.sql(dialect))
    }

    #[test]
    fn few_rows_of_several_tables_go_together() {
        let rows = || vec![THINGS.put(crate::args![1_i64, "a", 2_i64]), OTHERS.put(crate::args![3_i64])];
        let sql = joined(Dialect::Postgres, rows()).unwrap();
        assert!(
            sql.starts_with("WITH part0 AS (INSERT INTO things (id, state, n) VALUES ($1,$2,$3) ON"),
            "{sql}"
        );
        assert!(sql.ends_with(") INSERT INTO others (id) VALUES ($4)"), "{sql}");
        let sql = joined(Dialect::Sqlite, rows()).unwrap();
        assert!(sql.ends_with("n = excluded.n; INSERT INTO others (id) VALUES (?)"), "{sql}");
    }

    #[test]
    fn many_rows_do_not() {
        let rows = (0..9).map(|n| OTHERS.put(crate::args![i64::from(n)])).collect();
        assert_eq!(joined(Dialect::Sqlite, rows), None);
    }

    #[test]
    fn postgresql_writes_a_table_twice_only_one_after_the_other() {
        let twice = |dialect| {
            let mut rows: Vec<Rows> = together([OTHERS.put(crate::args![1_i64])]).collect();
            rows.extend(together([OTHERS.put(crate::args![2_i64])]));
            Joined::of(dialect, &rows).is_some()
        };
        assert!(twice(Dialect::Sqlite) && !twice(Dialect::Postgres));
    }
}
