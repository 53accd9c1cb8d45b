//! Customers one by one: the record, and the tables by which it is found.

use std::collections::BTreeMap;

use customer::{Account, Lifecycle, Stage};
use db::{Db, DbError, IntoValue, Put, Row, Table, Tx, Value, args};
use kernel::{Actor, CustomerId};

use super::care;
use super::codes::{self, Claim, Held};
use crate::model::{Level, Stored};
use crate::rules::{phone, search};

const CUSTOMER_COLUMNS: &[&str] = &[
    "id",
    "created_at",
    "name",
    "level",
    "notes",
    "updated_at",
    "kind",
    "stage",
    "region",
    "name_key",
    "service_until",
    "merged_into",
    "version",
    "body",
    "lifecycle",
    "searchable",
];
/// When the record was made stays.
const CUSTOMERS: Table = Table {
    name: "customers_customers",
    columns: CUSTOMER_COLUMNS,
    key: 1,
    changes: CUSTOMER_COLUMNS.split_at(2).1,
};
const IDENTITIES: Table = Table {
    name: "customers_identities",
    columns: &["kind", "channel", "value", "customer_id", "position", "extension"],
    key: 0,
    changes: &[],
};
const TAGS: Table = Table { name: "customers_tags", columns: &["tag", "customer_id"], key: 0, changes: &[] };
const GRAMS: Table =
    Table { name: "customers_grams", columns: &["gram", "customer_id"], key: 0, changes: &[] };

/// Columns of a record.
pub(super) const COLUMNS: &str = "c.id, c.created_at, c.name, c.level, c.notes, c.updated_at, c.kind, c.stage, c.region, \
                                  c.service_until, c.merged_into, c.version, c.body, c.lifecycle";

/// A value by which records are found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    pub kind: &'static str,
    pub channel: String,
    pub value: String,
    pub extension: String,
}

/// All values by which a record is found; `unique` names the own fields of which only one customer has a value. A record
/// that went up in another is not found; what it holds and the other does not take over stays its own.
pub fn identities(stored: &Stored, unique: &[String]) -> Vec<Identity> {
    let of = |kind, channel: &str, value: &str, extension: &str| Identity {
        kind,
        channel: channel.to_owned(),
        value: value.to_owned(),
        extension: extension.to_owned(),
    };
    let codes = codes::codes(stored, unique);
    if stored.merged_into.is_some() {
        return codes;
    }
    let phones = stored.phones.iter().map(|kept| {
        let (number, extension) = phone::parts(kept);
        of("phone", "", number, extension)
    });
    let emails = stored.emails.iter().map(|address| of("email", "", address, ""));
    let accounts = stored.accounts.iter().map(|one| of("account", &one.channel, &one.id, ""));
    phones.chain(emails).chain(accounts).chain(codes).collect()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn rows(stored: &Stored, unique: &[String]) -> Vec<Put> {
    let id = stored.id.to_string();
    let key = search::key(stored);
    let mut rows = vec![CUSTOMERS.put(args![
        &id,
        stored.created_at,
        &stored.name,
        stored.level().name(),
        &stored.notes,
        stored.updated_at,
        stored.kind.name(),
        stored.stage().name(),
        &stored.region,
        &key,
        stored.lifecycle.service_until(),
        stored.merged_into,
        stored.version,
        json(&stored.details),
        json(&stored.lifecycle),
        true,
    ])];
    let found_by = identities(stored, unique);
    let found_by = found_by.into_iter().filter(|one| one.kind != codes::CODE);
    rows.extend(
        found_by
            .enumerate()
            .map(|(n, one)| IDENTITIES.put(args![one.kind, one.channel, one.value, &id, n, one.extension])),
    );
    if stored.merged_into.is_none() {
        rows.extend(stored.details.tags.iter().map(|tag| TAGS.put(args![tag, &id])));
        rows.extend(search::grams(&key).into_iter().map(|gram| GRAMS.put(args![gram, &id])));
    }
    rows
}

/// Writes new records with their tasks; answers which of their codes somebody else holds.
pub async fn insert(
    tx: &mut Tx,
    all: &[Stored],
    unique: &[String],
    settings: customer::CareSettings,
) -> Result<Vec<Held>, DbError> {
    let rows = all.iter().flat_map(|stored| {
        let task = care::generated(stored, settings);
        self::rows(stored, unique).into_iter().chain(task)
    });
    tx.put_all(rows.collect::<Vec<_>>()).await?;
    codes::claim(tx, all.iter().flat_map(|stored| claims(stored, unique)).collect()).await
}

fn claims(stored: &Stored, unique: &[String]) -> impl Iterator<Item = Claim> {
    let held = codes::codes(stored, unique).into_iter().filter(|code| code.kind == codes::CODE);
    let of = stored.id;
    held.map(move |code| Claim { of, code })
}

/// Writes a changed record with its task; answers which of its codes somebody else holds.
pub async fn update(
    tx: &mut Tx,
    stored: &Stored,
    unique: &[String],
    settings: customer::CareSettings,
) -> Result<Vec<Held>, DbError> {
    for table in ["customers_identities", "customers_tags", "customers_grams"] {
        tx.execute(&format!("DELETE FROM {table} WHERE customer_id = $1"), args![stored.id]).await?;
    }
    care::forget_generated(tx, stored.id).await?;
    let task = care::generated(stored, settings);
    tx.put_all(rows(stored, unique).into_iter().chain(task).collect::<Vec<_>>()).await?;
    codes::claim(tx, claims(stored, unique).collect()).await
}

/// Lets go of everything by which a record is found.
pub async fn release(tx: &mut Tx, id: CustomerId) -> Result<(), DbError> {
    tx.execute("DELETE FROM customers_identities WHERE customer_id = $1", args![id]).await?;
    Ok(())
}

pub(super) fn stored(row: &Row) -> Result<Stored, DbError> {
    let (lifecycle, level): (String, Level) = (row.get("lifecycle")?, row.parse("level")?);
    let created_at = row.get("created_at")?;
    let lifecycle = if lifecycle.is_empty() {
        // A record of before there were lives: it begins where its level says.
        let stage: Stage = row.parse("stage")?;
        Lifecycle::new(stage, Actor::System, created_at)
    } else {
        row.json("lifecycle")?
    };
    Ok(Stored {
        id: row.get("id")?,
        kind: row.parse("kind")?,
        name: row.get("name")?,
        phones: Vec::new(),
        emails: Vec::new(),
        accounts: Vec::new(),
        region: row.get("region")?,
        blocked: level == Level::Blocked,
        notes: row.get("notes")?,
        details: row.json("body")?,
        lifecycle,
        merged_into: row.maybe("merged_into")?,
        created_at,
        updated_at: row.get("updated_at")?,
        version: row.get("version")?,
    })
}

/// Puts what was read of the table of identities into the records.
pub(super) fn with_identities(mut records: Vec<Stored>, rows: &[Row]) -> Result<Vec<Stored>, DbError> {
    let places: BTreeMap<CustomerId, usize> =
        records.iter().enumerate().map(|(n, record)| (record.id, n)).collect();
    for row in rows {
        let (of, kind): (CustomerId, String) = (row.get("customer_id")?, row.get("kind")?);
        let Some(record) = places.get(&of).and_then(|n| records.get_mut(*n)) else { continue };
        let (value, extension): (String, String) = (row.get("value")?, row.get("extension")?);
        match kind.as_str() {
            "phone" if extension.is_empty() => record.phones.push(value),
            "phone" => record.phones.push(format!("{value}-{extension}")),
            "email" => record.emails.push(value),
            "account" => record.accounts.push(Account { channel: row.get("channel")?, id: value }),
            _ => {}
        }
    }
    Ok(records)
}

/// The query of the identities of some records. The number of values is rounded up, so that few statements differ.
pub(super) fn identities_of(ids: &[CustomerId]) -> (String, Vec<Value>) {
    let (places, values) = among(ids.iter().map(CustomerId::to_string));
    let sql = format!(
        "SELECT kind, channel, value, customer_id, extension FROM customers_identities \
         WHERE customer_id IN ({places}) ORDER BY position"
    );
    (sql, values)
}

/// The places and values of `IN (…)`, padded to a power of two with the last value.
pub(super) fn among(values: impl Iterator<Item = String>) -> (String, Vec<Value>) {
    let mut values: Vec<String> = values.collect();
    let padded = values.len().next_power_of_two();
    let last = values.last().cloned().unwrap_or_default();
    values.resize(padded, last);
    let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    (places.join(","), values.into_iter().map(IntoValue::into_value).collect())
}

pub async fn by_id(db: &Db, id: CustomerId) -> Result<Option<Stored>, DbError> {
    Ok(by_ids(db, &[id]).await?.into_iter().next())
}

/// Names by ids.
pub async fn names(db: &Db, ids: &[CustomerId]) -> Result<BTreeMap<CustomerId, String>, DbError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (places, values) = among(ids.iter().map(CustomerId::to_string));
    let sql = format!("SELECT id, name FROM customers_customers WHERE id IN ({places})");
    db.rows(&sql, values).await?.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
}

/// Records by their ids, in no order.
pub async fn by_ids(db: &Db, ids: &[CustomerId]) -> Result<Vec<Stored>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = among(ids.iter().map(CustomerId::to_string));
    let sql = format!("SELECT {COLUMNS} FROM customers_customers c WHERE c.id IN ({places})");
    let found: Vec<Stored> = db.rows(&sql, values).await?.iter().map(stored).collect::<Result<_, _>>()?;
    complete(db, found).await
}

/// Records with their identities.
pub(super) async fn complete(db: &Db, found: Vec<Stored>) -> Result<Vec<Stored>, DbError> {
    if found.is_empty() {
        return Ok(found);
    }
    let ids: Vec<CustomerId> = found.iter().map(|record| record.id).collect();
    let (sql, values) = identities_of(&ids);
    with_identities(found, &db.rows(&sql, values).await?)
}

/// A record, kept for this transaction: who else wants to change it waits.
pub async fn lock(tx: &mut Tx, id: CustomerId) -> Result<Option<Stored>, DbError> {
    let sql = format!(
        "UPDATE customers_customers AS c SET version = version WHERE id = $1 RETURNING {}",
        COLUMNS.replace("c.", "")
    );
    let Some(found) = tx.row(&sql, args![id]).await?.as_ref().map(stored).transpose()? else {
        return Ok(None);
    };
    let (sql, values) = identities_of(&[id]);
    let rows = tx.rows(&sql, values).await?;
    Ok(with_identities(vec![found], &rows)?.into_iter().next())
}

/// The customer known longest under a number.
pub async fn by_number(db: &Db, number: &str) -> Result<Option<Stored>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM customers_identities p JOIN customers_customers c ON c.id = p.customer_id \
         WHERE p.kind = 'phone' AND p.channel = '' AND p.value = $1 ORDER BY c.created_at, c.id LIMIT 1"
    );
    db.row(&sql, args![number]).await?.as_ref().map(stored).transpose()
}

/// The records that went up in one, the ones in those as well, and the one itself first.
pub async fn family(db: &Db, id: CustomerId) -> Result<Vec<CustomerId>, DbError> {
    let sql = "SELECT id FROM customers_customers WHERE merged_into = $1 ORDER BY id";
    let mut family = vec![id];
    let mut at = 0;
    while let Some(one) = family.get(at).copied() {
        at += 1;
        for row in db.rows(sql, args![one]).await? {
            let found: CustomerId = row.get("id")?;
            if !family.contains(&found) {
                family.push(found);
            }
        }
    }
    Ok(family)
}

/// Records that are not in the search yet, as those of before it.
pub async fn unsearchable(db: &Db, limit: u32) -> Result<Vec<Stored>, DbError> {
    let sql =
        format!("SELECT {COLUMNS} FROM customers_customers c WHERE NOT c.searchable ORDER BY c.id LIMIT $1");
    let found: Vec<Stored> =
        db.rows(&sql, args![limit]).await?.iter().map(stored).collect::<Result<_, _>>()?;
    complete(db, found).await
}

/// The customer who has one of some values already, by value: numbers, addresses, codes.
pub async fn holders(
    tx: &mut Tx,
    kind: &str,
    values: &[String],
) -> Result<BTreeMap<String, CustomerId>, DbError> {
    if values.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (places, bound) = among(values.iter().cloned());
    // Only the values are named: with the kind beside them SQLite would walk through all of that kind.
    let sql = format!("SELECT kind, value, customer_id FROM customers_identities WHERE value IN ({places})");
    let mut found = BTreeMap::new();
    for row in tx.rows(&sql, bound).await? {
        if row.get::<String>("kind")? == kind {
            found.insert(row.get("value")?, row.get("customer_id")?);
        }
    }
    Ok(found)
}
