//! Putting many rows at once: one statement a table, whatever the number of rows.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::value::places;
use crate::{DbError, Dialect, Tx, Value};

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

    fn sql(&self, dialect: Dialect, rows: usize) -> String {
        let (name, columns) = (self.name, self.columns.join(", "));
        let rows = places(dialect, rows, self.columns.len());
        let mut sql = format!("INSERT INTO {name} ({columns}) VALUES {rows}");
        if self.key > 0 {
            let key: Vec<&str> = self.columns.iter().take(self.key).copied().collect();
            let rest = self.columns.get(self.key..).unwrap_or_default();
            let changed = if self.changes.is_empty() { rest } else { self.changes };
            let changes: Vec<String> =
                changed.iter().map(|column| format!("{column} = excluded.{column}")).collect();
            sql.push_str(&format!(" ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), changes.join(", ")));
        }
        sql
    }
}

impl Tx {
    /// Puts rows: of several with one key the last counts. Tables are written in the order in which they come first.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn put_all(&mut self, rows: impl IntoIterator<Item = Put>) -> Result<(), DbError> {
        let mut tables: IndexMap<&'static str, (&'static Table, Vec<Vec<Value>>)> = IndexMap::new();
        let mut places: HashMap<(&'static str, String), usize> = HashMap::new();
        for Put { table, values } in rows {
            let (_, rows) = tables.entry(table.name).or_insert_with(|| (table, Vec::new()));
            if table.key == 0 {
                rows.push(values);
                continue;
            }
            let key = format!("{:?}", values.iter().take(table.key).collect::<Vec<_>>());
            let place = *places.entry((table.name, key)).or_insert(rows.len());
            match rows.get_mut(place) {
                Some(earlier) => *earlier = values,
                None => rows.push(values),
            }
        }
        for (table, mut rows) in tables.into_values() {
            while !rows.is_empty() {
                let rest = rows.split_off(largest_power(rows.len()).min(ROWS));
                let sql = table.sql(self.dialect(), rows.len());
                self.execute(&sql, rows.into_iter().flatten().collect()).await?;
                rows = rest;
            }
        }
        Ok(())
    }
}

/// The largest power of two that is not above a number.
fn largest_power(n: usize) -> usize {
    1 << n.max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_in_statements_of_a_power_of_two() {
        assert_eq!([1, 2, 3, 45, 64, 1000].map(largest_power), [1, 2, 2, 32, 64, 512]);
    }

    const THINGS: Table = Table { name: "things", columns: &["id", "state", "n"], key: 1, changes: &[] };

    #[test]
    fn a_key_makes_of_an_insert_a_change() {
        let sql = "INSERT INTO things (id, state, n) VALUES ($1,$2,$3) \
                   ON CONFLICT (id) DO UPDATE SET state = excluded.state, n = excluded.n";
        assert_eq!(THINGS.sql(Dialect::Postgres, 1), sql);
    }
}
