//! The whole content of a database as JSON rows that are the same on both databases: what backups are made of.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::link::Link;
use crate::text_index::DERIVED;
use crate::value::places;
use crate::{Db, DbError, Dialect, IntoValue, Row, Tx, Value, args};

/// Rows read at once.
const FETCH: usize = 5_000;
/// Parameters per statement.
const PARAMETERS: usize = 8_000;

/// What a column holds; the four kinds that Yingda's tables use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// `BIGINT`.
    Number,
    /// `TEXT`.
    Text,
    /// `BOOLEAN`.
    YesNo,
    /// `DOUBLE PRECISION`.
    Decimal,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DumpColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DumpTable {
    /// Its name.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<DumpColumn>,
}

/// One row: a value for each column of its table.
pub type DumpRow = Vec<serde_json::Value>;

/// The database as it stood at one moment, whatever is written meanwhile.
pub struct Snapshot {
    link: Link,
}

impl Db {
    /// A picture of this moment to read from; writers are not held up.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn snapshot(&self) -> Result<Snapshot, DbError> {
        Ok(Snapshot { link: self.store.picture().await? })
    }
}

impl Snapshot {
    async fn all(&mut self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        self.link.rows(sql, values).await
    }

    /// The scripts that made this database what it is, as `(set, name)`.
    ///
    /// # Errors
    /// [`DbError::Store`], also when the database was never set up.
    pub async fn migrations(&mut self) -> Result<BTreeSet<(String, String)>, DbError> {
        let rows = self.all("SELECT migration_set, name FROM schema_migrations", args![]).await?;
        rows.iter().map(|row| Ok((row.get("migration_set")?, row.get("name")?))).collect()
    }

    /// All tables in the order of their making, so that a row comes after those it refers to; without what is made from
    /// others.
    ///
    /// # Errors
    /// [`DbError::Store`]; [`DbError::Corrupt`] for a column of a kind that is not known.
    pub async fn tables(&mut self) -> Result<Vec<DumpTable>, DbError> {
        let sql = match self.link.dialect() {
            Dialect::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid"
            }
            Dialect::Postgres => {
                "SELECT CAST(relname AS TEXT) AS name FROM pg_class WHERE relkind = 'r' \
                 AND relnamespace = CAST(CAST(current_schema() AS TEXT) AS regnamespace) ORDER BY oid"
            }
        };
        let mut tables = Vec::new();
        for row in self.all(sql, args![]).await? {
            let name: String = row.get("name")?;
            if name != "schema_migrations" && !name.starts_with(DERIVED) {
                let columns = self.columns(&name).await?;
                tables.push(DumpTable { name, columns });
            }
        }
        Ok(tables)
    }

    async fn columns(&mut self, table: &str) -> Result<Vec<DumpColumn>, DbError> {
        let sql = match self.link.dialect() {
            Dialect::Sqlite => "SELECT name, LOWER(type) AS kind FROM pragma_table_info($1) ORDER BY cid",
            Dialect::Postgres => {
                "SELECT CAST(column_name AS TEXT) AS name, CAST(data_type AS TEXT) AS kind \
                 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 \
                 ORDER BY ordinal_position"
            }
        };
        let column = |row: &Row| {
            let (name, kind): (String, String) = (row.get("name")?, row.get("kind")?);
            let kind = match kind.as_str() {
                "bigint" => ColumnKind::Number,
                "text" => ColumnKind::Text,
                "boolean" => ColumnKind::YesNo,
                "double precision" => ColumnKind::Decimal,
                _ => {
                    let why = format!("{kind} is not a kind of column that backups know");
                    return Err(DbError::Corrupt { column: format!("{table}.{name}"), why });
                }
            };
            Ok(DumpColumn { name, kind })
        };
        self.all(sql, args![table]).await?.iter().map(column).collect()
    }

    /// Reads a table row by row. Gives how many there were.
    ///
    /// # Errors
    /// [`DbError`], and whatever `each` fails with.
    pub async fn read<E: From<DbError>>(
        &mut self,
        table: &DumpTable,
        mut each: impl FnMut(DumpRow) -> Result<(), E>,
    ) -> Result<u64, E> {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let (names, name) = (names.join(", "), &table.name);
        if self.link.dialect() == Dialect::Postgres {
            // A cursor of its own name for each table: statements are remembered with the columns they gave.
            let declare = format!("DECLARE dump_{name} NO SCROLL CURSOR FOR SELECT {names} FROM {name}");
            self.link.script(&declare).await?;
        }
        let (mut place, mut count) = (i64::MIN, 0);
        loop {
            let rows = match self.link.dialect() {
                Dialect::Sqlite => {
                    let sql = format!(
                        "SELECT rowid AS place_in_table, {names} FROM {name} WHERE rowid > $1 ORDER BY rowid LIMIT {FETCH}"
                    );
                    self.all(&sql, args![place]).await?
                }
                Dialect::Postgres => self.all(&format!("FETCH {FETCH} FROM dump_{name}"), args![]).await?,
            };
            for row in &rows {
                each(row_of(row, &table.columns)?)?;
                count += 1;
            }
            match rows.last() {
                Some(last) if self.link.dialect() == Dialect::Sqlite => place = last.get("place_in_table")?,
                Some(_) => {}
                None => break,
            }
        }
        if self.link.dialect() == Dialect::Postgres {
            self.link.script(&format!("CLOSE dump_{name}")).await?;
        }
        Ok(count)
    }
}

fn row_of(row: &Row, columns: &[DumpColumn]) -> Result<DumpRow, DbError> {
    let value = |column: &DumpColumn| {
        let name = column.name.as_str();
        Ok(match column.kind {
            ColumnKind::Number => row.maybe::<i64>(name)?.into(),
            ColumnKind::Text => row.maybe::<String>(name)?.into(),
            ColumnKind::YesNo => row.maybe::<bool>(name)?.into(),
            ColumnKind::Decimal => row.maybe::<f64>(name)?.into(),
        })
    };
    columns.iter().map(value).collect()
}

impl Tx {
    /// Empties a table, such as of what its migration put there.
    ///
    /// # Errors
    /// [`DbError::Store`].
    pub async fn empty(&mut self, table: &DumpTable) -> Result<(), DbError> {
        self.execute(&format!("DELETE FROM {}", table.name), args![]).await?;
        Ok(())
    }

    /// Puts rows back into their table.
    ///
    /// # Errors
    /// [`DbError::Store`]; [`DbError::Corrupt`] for a row that does not fit its table.
    pub async fn fill(&mut self, table: &DumpTable, rows: &[DumpRow]) -> Result<(), DbError> {
        let width = table.columns.len().max(1);
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        for chunk in rows.chunks((PARAMETERS / width).max(1)) {
            let mut values = Vec::with_capacity(chunk.len() * width);
            for row in chunk {
                if row.len() != table.columns.len() {
                    let why = format!("a row has {} values", row.len());
                    return Err(DbError::Corrupt { column: table.name.clone(), why });
                }
                for (column, value) in table.columns.iter().zip(row) {
                    values.push(value_of(table, column, value)?);
                }
            }
            let rows = places(self.dialect(), chunk.len(), width);
            let sql = format!("INSERT INTO {} ({}) VALUES {rows}", table.name, names.join(", "));
            self.execute(&sql, values).await?;
        }
        Ok(())
    }
}

fn value_of(table: &DumpTable, column: &DumpColumn, value: &serde_json::Value) -> Result<Value, DbError> {
    use serde_json::Value as Json;
    Ok(match (column.kind, value) {
        (ColumnKind::Number, Json::Null) => <i64 as IntoValue>::null(),
        (ColumnKind::Text, Json::Null) => <String as IntoValue>::null(),
        (ColumnKind::YesNo, Json::Null) => <bool as IntoValue>::null(),
        (ColumnKind::Decimal, Json::Null) => <f64 as IntoValue>::null(),
        (ColumnKind::Decimal, Json::Number(number)) => number.as_f64().unwrap_or_default().into_value(),
        (ColumnKind::Number, Json::Number(number)) if number.is_i64() => {
            number.as_i64().unwrap_or_default().into_value()
        }
        (ColumnKind::Text, Json::String(text)) => text.into_value(),
        (ColumnKind::YesNo, Json::Bool(yes)) => yes.into_value(),
        _ => {
            let (column, why) = (format!("{}.{}", table.name, column.name), format!("{value} does not fit"));
            return Err(DbError::Corrupt { column, why });
        }
    })
}
