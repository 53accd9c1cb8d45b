//! Lists of customers, each by an index, the newest first.

use db::{Conditions, Db, DbError, args};
use kernel::CustomerId;

use super::customers::{COLUMNS, complete, stored};
use crate::model::{Facets, Filter, Stored, Wanted};
use crate::rules::{fields, phone, search};

/// So many rows of a pair of letters are looked at to tell a rare pair from a common one.
const RARE: i64 = 2000;

/// Where the rows come from, in the order of the ids of customers.
struct From {
    tables: String,
    id: &'static str,
}

/// The conditions of a filter; those of groups leave the text away.
fn filtered(filter: &Filter, conditions: &mut Conditions) -> From {
    conditions.require("c.merged_into IS NULL");
    conditions.maybe("c.stage = ?", filter.stage.map(|stage| stage.name()));
    conditions.maybe("c.level = ?", filter.level.map(|level| level.name()));
    conditions.maybe("c.region = ?", filter.region.as_ref());
    conditions.maybe("c.kind = ?", filter.kind.map(|kind| kind.name()));
    match &filter.tag {
        Some(tag) => {
            conditions.and("t.tag = ?", tag);
            let tables = "customers_tags t JOIN customers_customers c ON c.id = t.customer_id";
            From { tables: tables.to_owned(), id: "t.customer_id" }
        }
        None => From { tables: "customers_customers c".to_owned(), id: "c.id" },
    }
}

/// The rarest of some pairs of letters.
async fn rarest(db: &Db, grams: Vec<String>) -> Result<Option<String>, DbError> {
    let sql = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM customers_grams WHERE gram = $1 LIMIT $2) AS probe";
    let mut best: Option<(i64, String)> = None;
    for gram in grams {
        let count: i64 = db.row(sql, args![&gram, RARE]).await?.map_or(Ok(0), |row| row.get("n"))?;
        if best.as_ref().is_none_or(|(least, _)| count < *least) {
            best = Some((count, gram));
        }
        if count == 0 {
            break;
        }
    }
    Ok(best.map(|(_, gram)| gram))
}

/// Records with a number, an address or a code that is a text, or begins with it where the reader may find it so.
async fn by_identity(db: &Db, text: &str, wanted: &Wanted) -> Result<Vec<Stored>, DbError> {
    let mut conditions = Conditions::default();
    filtered(&Filter { q: None, tag: None, ..wanted.filter.clone() }, &mut conditions);
    let by_begin = wanted.by_begin;
    let (value, kind, open) = match phone::sought(text) {
        Some(number) => (number, "phone", by_begin.phones),
        None => (text.to_lowercase(), "email", by_begin.emails),
    };
    // A code may look like a number.
    let (whole, code) = (conditions.bind(&value), conditions.bind(fields::key(text)));
    let mut found = format!("SELECT customer_id FROM customers_identities WHERE value IN ({whole}, {code})");
    if open {
        // Digits and Latin letters stand before this Chinese one in every collation.
        let (from, to) = (conditions.bind(&value), conditions.bind(format!("{value}\u{9fa5}")));
        let kind = conditions.bind(kind);
        found.push_str(&format!(
            " UNION SELECT customer_id FROM customers_identities \
             WHERE kind = {kind} AND channel = '' AND value >= {from} AND value <= {to}"
        ));
    }
    conditions.require(format!("c.id IN ({found})"));
    let tagged = "c.id IN (SELECT customer_id FROM customers_tags WHERE tag = ?)";
    conditions.maybe(tagged, wanted.filter.tag.as_ref());
    run(db, "customers_customers c", "c.id", conditions, wanted).await
}

async fn run(
    db: &Db,
    tables: &str,
    id: &str,
    mut conditions: Conditions,
    wanted: &Wanted,
) -> Result<Vec<Stored>, DbError> {
    conditions.maybe(&format!("{id} < ?"), wanted.before);
    let limit = conditions.bind(wanted.limit);
    let all = conditions.sql();
    let sql = format!("SELECT {COLUMNS} FROM {tables} {all} ORDER BY {id} DESC LIMIT {limit}");
    let found: Vec<Stored> =
        db.rows(&sql, conditions.into_values()).await?.iter().map(stored).collect::<Result<_, _>>()?;
    complete(db, found).await
}

/// Customers that fit, the newest first.
pub async fn page(db: &Db, wanted: &Wanted) -> Result<Vec<Stored>, DbError> {
    let text = wanted.filter.q.as_deref().map(str::trim).unwrap_or_default();
    let plain = customer::plain(text);
    if text.is_empty() {
        let mut conditions = Conditions::default();
        let from = filtered(&wanted.filter, &mut conditions);
        return run(db, &from.tables, from.id, conditions, wanted).await;
    }
    let code = !text.contains(' ') && plain.chars().any(|c| c.is_ascii_digit());
    if phone::sought(text).is_some() || text.contains('@') || code {
        let found = by_identity(db, text, wanted).await?;
        if !found.is_empty() || phone::sought(text).is_some() || text.contains('@') {
            return Ok(found);
        }
    }
    let Some(gram) = rarest(db, search::sought(text)).await? else { return Ok(Vec::new()) };
    let mut conditions = Conditions::default();
    filtered(&Filter { tag: None, ..wanted.filter.clone() }, &mut conditions);
    conditions.and("g.gram = ?", gram);
    if plain.chars().count() > 1 {
        conditions.and("c.name_key LIKE ? ESCAPE '\\'", db::anywhere(&plain));
    }
    let tagged = "c.id IN (SELECT customer_id FROM customers_tags WHERE tag = ?)";
    conditions.maybe(tagged, wanted.filter.tag.as_ref());
    let tables = "customers_grams g JOIN customers_customers c ON c.id = g.customer_id";
    run(db, tables, "g.customer_id", conditions, wanted).await
}

/// Ids of all customers of a group, up to a number.
pub async fn group(db: &Db, filter: &Filter, most: u32) -> Result<Vec<CustomerId>, DbError> {
    let mut conditions = Conditions::default();
    let from = filtered(filter, &mut conditions);
    let limit = conditions.bind(most);
    let all = conditions.sql();
    let sql = format!("SELECT c.id FROM {} {all} ORDER BY {} LIMIT {limit}", from.tables, from.id);
    db.rows(&sql, conditions.into_values()).await?.iter().map(|row| row.get("id")).collect()
}

/// What the lists can be filtered by.
pub async fn facets(db: &Db, most: u32) -> Result<Facets, DbError> {
    let tags =
        "SELECT tag AS word, COUNT(*) AS n FROM customers_tags GROUP BY tag ORDER BY n DESC, tag LIMIT $1";
    let regions = "SELECT region AS word, COUNT(*) AS n FROM customers_customers WHERE region <> '' \
                   GROUP BY region ORDER BY n DESC, region LIMIT $1";
    let words = async |sql| -> Result<Vec<String>, DbError> {
        db.rows(sql, args![most]).await?.iter().map(|row| row.get("word")).collect()
    };
    Ok(Facets { tags: words(tags).await?, regions: words(regions).await? })
}
