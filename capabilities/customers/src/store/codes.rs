//! Codes that only one customer has: the database holds them apart, whoever writes at the same moment.

use std::collections::BTreeMap;

use customer::Stage;
use db::{Db, DbError, IntoValue, Tx, Value, args};
use kernel::CustomerId;

use super::customers::{Identity, among};
use crate::model::{Details, Stored};
use crate::rules::fields;

/// Kind of the values that one customer holds.
pub const CODE: &str = "code";
/// Kind of the values of those who left: they are found by them and hold them no more.
const FORMER: &str = "former_code";
/// Claims in one statement; statements hold a power of two of them.
const CLAIMS: usize = 32;
const COLUMNS: usize = 6;

/// A code that somebody else holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Who wanted it.
    pub wanted_by: CustomerId,
    /// Name of the field.
    pub field: String,
    /// The code as it is compared.
    pub value: String,
    /// Who has it.
    pub holder: CustomerId,
}

/// The codes of a record. Who let the period lapse or was given up on holds none: the booth goes to the next.
pub fn codes(stored: &Stored, unique: &[String]) -> Vec<Identity> {
    let left = matches!(stored.stage(), Stage::Lapsed | Stage::Eliminated);
    let code = |name: &String| {
        let value = fields::key(stored.details.fields.get(name)?);
        let kind = if left { FORMER } else { CODE };
        Some(Identity { kind, channel: name.clone(), value, extension: String::new() })
    };
    unique.iter().filter_map(code).collect()
}

/// A code on its way to its holder.
pub(super) struct Claim {
    pub of: CustomerId,
    pub code: Identity,
}

impl Claim {
    fn values(&self) -> [Value; COLUMNS] {
        let Identity { kind, channel, value, extension } = &self.code;
        [
            (*kind).into_value(),
            channel.into_value(),
            value.into_value(),
            self.of.into_value(),
            0_i64.into_value(),
            extension.into_value(),
        ]
    }
}

/// Writes codes and answers which of them somebody else holds. A claim that is being written at the same moment is waited
/// for.
pub(super) async fn claim(tx: &mut Tx, mut claims: Vec<Claim>) -> Result<Vec<Held>, DbError> {
    // In one order whoever writes: two who claim several never wait for each other.
    claims.sort_by(|a, b| a.code.cmp(&b.code).then(a.of.cmp(&b.of)));
    let mut held = Vec::new();
    let mut rest = claims.as_slice();
    while !rest.is_empty() {
        let (some, later) = rest.split_at((1 << rest.len().ilog2()).min(CLAIMS));
        rest = later;
        let rows: Vec<String> = (0..some.len())
            .map(|row| {
                let places: Vec<String> = (1..=COLUMNS).map(|n| format!("${}", row * COLUMNS + n)).collect();
                format!("({})", places.join(","))
            })
            .collect();
        let sql = format!(
            "INSERT INTO customers_identities (kind, channel, value, customer_id, position, extension) VALUES {} \
             ON CONFLICT DO NOTHING",
            rows.join(",")
        );
        let written = tx.execute(&sql, some.iter().flat_map(Claim::values).collect()).await?;
        if written < u64::try_from(some.len()).unwrap_or_default() {
            held.extend(held_by_others(tx, some).await?);
        }
    }
    Ok(held)
}

async fn held_by_others(tx: &mut Tx, claims: &[Claim]) -> Result<Vec<Held>, DbError> {
    let values: Vec<String> = claims.iter().map(|claim| claim.code.value.clone()).collect();
    let holders = code_holders(tx, &values).await?;
    let held = claims.iter().filter(|claim| claim.code.kind == CODE).filter_map(|claim| {
        let holder = *holders.get(&(claim.code.channel.clone(), claim.code.value.clone()))?;
        let (field, value) = (claim.code.channel.clone(), claim.code.value.clone());
        (holder != claim.of).then_some(Held { wanted_by: claim.of, field, value, holder })
    });
    Ok(held.collect())
}

/// Who holds some codes: by field and value.
pub async fn code_holders(
    tx: &mut Tx,
    values: &[String],
) -> Result<BTreeMap<(String, String), CustomerId>, DbError> {
    if values.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (places, bound) = among(values.iter().cloned());
    let sql = format!(
        "SELECT kind, channel, value, customer_id FROM customers_identities WHERE value IN ({places})"
    );
    let mut found = BTreeMap::new();
    for row in tx.rows(&sql, bound).await? {
        if row.get::<String>("kind")? == CODE {
            found.insert((row.get("channel")?, row.get("value")?), row.get("customer_id")?);
        }
    }
    Ok(found)
}

/// The record under which a record is shown: the one in which it went up, if it did. With its name.
pub async fn shown_as(tx: &mut Tx, id: CustomerId) -> Result<Option<(CustomerId, String)>, DbError> {
    let mut at = id;
    loop {
        let sql = "SELECT name, merged_into FROM customers_customers WHERE id = $1";
        let Some(row) = tx.row(sql, args![at]).await? else { return Ok(None) };
        match row.maybe("merged_into")? {
            Some(kept) => at = kept,
            None => return Ok(Some((at, row.get("name")?))),
        }
    }
}

/// Records whose field has a value and that would hold it, after one: id, name, value.
pub async fn with_field(
    db: &Db,
    field: &str,
    after: Option<CustomerId>,
    limit: u32,
) -> Result<Vec<(CustomerId, String, Option<String>)>, DbError> {
    let sql = "SELECT id, name, body FROM customers_customers WHERE id > $1 AND body LIKE $2 ESCAPE '\\' \
               AND merged_into IS NULL AND stage NOT IN ('lapsed', 'eliminated') ORDER BY id LIMIT $3";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let read = |row: &db::Row| {
        let details: Details = row.json("body")?;
        Ok((row.get("id")?, row.get("name")?, details.fields.get(field).cloned()))
    };
    db.rows(sql, args![after, named(field), limit]).await?.iter().map(read).collect()
}

/// The field's name as it stands in the body of a record.
fn named(field: &str) -> String {
    format!("%\"{}\"%", field.replace('_', "\\_"))
}

/// Of some codes, those that a record has which is not in the index yet: its field became unique a moment ago.
pub async fn held_unindexed(
    tx: &mut Tx,
    records: &[&Stored],
    unique: &[String],
) -> Result<Vec<Held>, DbError> {
    if tx.row("SELECT id FROM customers_customers WHERE NOT searchable LIMIT 1", args![]).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut held = Vec::new();
    for (wanted_by, code) in records.iter().flat_map(|stored| {
        let held = codes(stored, unique).into_iter().filter(|code| code.kind == CODE);
        held.map(|code| (stored.id, code))
    }) {
        let sql = "SELECT id, body FROM customers_customers WHERE NOT searchable AND id <> $1 \
                   AND body LIKE $2 ESCAPE '\\' AND LOWER(body) LIKE $3 AND merged_into IS NULL \
                   AND stage NOT IN ('lapsed', 'eliminated') ORDER BY id";
        for row in tx.rows(sql, args![wanted_by, named(&code.channel), alike(&code.value)]).await? {
            let details: Details = row.json("body")?;
            if details.fields.get(&code.channel).is_some_and(|value| fields::key(value) == code.value) {
                let (field, value) = (code.channel.clone(), code.value.clone());
                held.push(Held { wanted_by, field, value, holder: row.get("id")? });
                break;
            }
        }
    }
    Ok(held)
}

/// What a code looks like in the body of a record, blanks and case aside; other things may look so too.
fn alike(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).fold("%".to_owned(), |all, one| format!("{all}{one}%"))
}

/// Lets the program put the codes of a field into the index, a few at a time.
pub async fn index_anew(tx: &mut Tx, field: &str) -> Result<(), DbError> {
    let sql = "UPDATE customers_customers SET searchable = FALSE WHERE body LIKE $1 ESCAPE '\\'";
    tx.execute(sql, args![named(field)]).await?;
    Ok(())
}
