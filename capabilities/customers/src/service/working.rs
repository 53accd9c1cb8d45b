//! What is done in the background: imports are carried out, a few rows in each transaction, so that calls write
//! between them. How far an import is stands in the transaction of its rows: after a kill it goes on with the next row,
//! none is lost and none comes twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Weak};
use std::time::Duration;

use customer::merge;
use db::Tx;
use kernel::{CustomerId, NewEvent, Text, Timestamp};
use serde_json::json;
use tokio::time::{sleep, timeout};
use web::ApiResult;

use super::importing::record;
use super::previewing::masked;
use super::settings::Settings;
use super::{Customers, codes, locked};
use crate::model::{Import, ImportRow, ImportState, OnKnown, Stored};
use crate::rules::form::Making;
use crate::rules::{meanwhile, merging};
use crate::store;

/// Rows in one transaction: it takes some ten milliseconds, for which calls may wait.
pub(super) const ROWS: u32 = 200;
/// Others write between two transactions.
const BREATH: Duration = Duration::from_millis(4);
/// How often the store is asked when nobody calls.
const IDLE: Duration = Duration::from_secs(5);
/// How often rows of old tables are looked for.
const TIDY_EVERY: Duration = Duration::from_secs(86_400);
/// How long tables that nobody imported and rejected rows are kept: they hold personal data.
const ROWS_LAST: Duration = Duration::from_secs(30 * 86_400);
/// How long to wait after a failure.
const RETRY: Duration = Duration::from_secs(1);

/// What becomes of the rows of one transaction.
#[derive(Default)]
struct Chunk {
    created: Vec<Stored>,
    completed: BTreeMap<CustomerId, (Stored, Stored)>,
    rejected: Vec<ImportRow>,
}

impl Customers {
    /// Carries imports out in the background, as long as the service is there.
    pub fn work(self: &Arc<Self>) {
        tokio::spawn(run(Arc::downgrade(self)));
    }

    /// Carries imports out until none waits.
    ///
    /// # Errors
    /// When the store fails: the rows of the last transaction come again.
    pub async fn work_off(&self) -> ApiResult<()> {
        self.make_searchable().await?;
        while let Some(import) = store::next_running(&self.db).await? {
            self.import_some(import).await?;
            sleep(BREATH).await;
        }
        Ok(())
    }

    /// Puts records of before there was a search into it.
    async fn make_searchable(&self) -> ApiResult<()> {
        loop {
            let old = store::unsearchable(&self.db, ROWS).await?;
            if old.is_empty() {
                return Ok(());
            }
            let settings = self.settled().await?;
            let mut tx = self.db.begin().await?;
            for stored in &old {
                if let Some(current) = store::lock(&mut tx, stored.id).await? {
                    self.save(&mut tx, &current, &settings).await?;
                }
            }
            tx.commit().await?;
            drop(settings);
            sleep(BREATH).await;
        }
    }

    async fn import_some(&self, import: Import) -> ApiResult<()> {
        let settings = self.settled().await?;
        // The head is line 1.
        let last = i64::try_from(import.dealt_with).unwrap_or(i64::MAX).saturating_add(1);
        let rows = store::rows_after(&self.db, &import.id, last, ROWS).await?;
        let mut tx = self.db.begin().await?;
        let Some(mut import) = store::lock_import(&mut tx, &import.id)
            .await?
            .filter(|locked| locked.state == ImportState::Running && locked.dealt_with == import.dealt_with)
        else {
            return Ok(());
        };
        let now = self.db.now();
        let count = rows.len();
        let end = rows.last().map_or(last, |row| row.line);
        let chunk = self.sort_rows(&mut tx, &import, rows, &settings, now).await?;
        self.write_chunk(&mut tx, &import, &chunk, &settings, now).await?;
        let number = |count: usize| u64::try_from(count).unwrap_or_default();
        import.dealt_with += number(count);
        import.created += number(chunk.created.len());
        import.completed += number(chunk.completed.len());
        import.rejected += number(chunk.rejected.len());
        if import.dealt_with >= import.rows || count == 0 {
            import.state = ImportState::Done;
        }
        store::forget_rows_not_rejected(&mut tx, &import.id, end).await?;
        store::save_import(&mut tx, &import).await?;
        let done = import.state == ImportState::Done;
        tx.emit(NewEvent {
            at: now,
            // Of every few rows nobody needs to hear at once; of the end everybody does.
            kind: if done { "customers.imported" } else { "imports.rows_written" }.to_owned(),
            subject: format!("import:{}", import.id),
            actor: import.actor.clone(),
            data:
                json!({"upto_line": end, "created": chunk.created.len(), "completed": chunk.completed.len(),
                "rejected": chunk.rejected.len()})
                .into(),
        });
        Ok(tx.commit().await?)
    }

    /// Tells new customers, known ones and faulty rows apart.
    async fn sort_rows(
        &self,
        tx: &mut Tx,
        import: &Import,
        rows: Vec<ImportRow>,
        settings: &Settings,
        now: Timestamp,
    ) -> ApiResult<Chunk> {
        let zone = self.zone();
        let making = Making { now, actor: &import.actor, fields: &settings.fields, by_hand: false };
        let mut chunk = Chunk::default();
        let mut read = Vec::with_capacity(rows.len());
        for mut row in rows {
            match record(&row, &import.plan, CustomerId(self.db.new_uuid()), &making, &zone) {
                Ok(stored) => read.push((row, stored)),
                Err(faults) => {
                    row.faults = faults;
                    chunk.rejected.push(row);
                }
            }
        }
        let known = known_values(tx, read.iter().map(|(_, stored)| stored), settings).await?;
        let mut in_chunk: BTreeMap<Value, CustomerId> = BTreeMap::new();
        for (row, stored) in read {
            let values = values_of(&stored, settings);
            let holder_of = |value: &Value| known.get(value).or_else(|| in_chunk.get(value)).copied();
            let holders: Vec<(&Value, CustomerId)> =
                values.iter().filter_map(|value| Some((value, holder_of(value)?))).collect();
            match decide(&holders, import.plan.on_known) {
                Fate::Create => {
                    in_chunk.extend(values.into_iter().map(|value| (value, stored.id)));
                    chunk.created.push(stored);
                }
                Fate::Reject(value, holder) => {
                    let name = name_of(tx, &chunk, holder).await?;
                    chunk.rejected.push(already_known(row, value, &name, settings));
                }
                Fate::Complete(id) => {
                    in_chunk.extend(values.into_iter().map(|value| (value, id)));
                    complete(tx, &mut chunk, id, stored).await?;
                }
            }
        }
        Ok(chunk)
    }

    async fn write_chunk(
        &self,
        tx: &mut Tx,
        import: &Import,
        chunk: &Chunk,
        settings: &Settings,
        now: Timestamp,
    ) -> ApiResult<()> {
        // What somebody else took between the look and the writing: the rows come again, and are rejected then.
        let held = store::insert(tx, &chunk.created, &settings.unique(), settings.care).await?;
        let held = codes::all_held(tx, held, &chunk.created.iter().collect::<Vec<_>>(), settings).await?;
        codes::refuse_held(tx, &held, settings, codes::in_fields).await?;
        if import.plan.on_known == OnKnown::Create {
            for stored in &chunk.created {
                self.note_pairs(tx, stored, settings).await?;
            }
        }
        for (before, after) in chunk.completed.values() {
            let mut after = after.clone();
            meanwhile::touch(before, &mut after, &import.actor, now);
            let held = self.save(tx, &after, settings).await?;
            let held = codes::all_held(tx, held, &[&after], settings).await?;
            let held = codes::claimed_anew(before, held, settings);
            codes::refuse_held(tx, &held, settings, codes::in_fields).await?;
        }
        Ok(store::put_rows(tx, &import.id, &chunk.rejected).await?)
    }
}

/// A value by which a row is known: its kind, of a code its field, the value.
pub(super) type Value = (String, String, String);

fn is_code(value: &Value) -> bool {
    value.0 == store::CODE
}

/// What becomes of a row.
pub(super) enum Fate<'a> {
    Create,
    Complete(CustomerId),
    Reject(&'a Value, CustomerId),
}

/// A code is one customer's, whatever the plan: a row with somebody's code completes that customer or is rejected.
pub(super) fn decide<'a>(holders: &[(&'a Value, CustomerId)], on_known: OnKnown) -> Fate<'a> {
    let code = holders.iter().find(|(value, _)| is_code(value));
    let (Some((value, holder)), contradiction) = (
        code.or(holders.first()),
        code.and_then(|(_, holder)| holders.iter().find(|(_, other)| other != holder)),
    ) else {
        return Fate::Create;
    };
    match on_known {
        OnKnown::Create if code.is_none() => Fate::Create,
        OnKnown::Complete if contradiction.is_none() => Fate::Complete(*holder),
        OnKnown::Create | OnKnown::Complete | OnKnown::Reject => Fate::Reject(value, *holder),
    }
}

/// The values by which a row is known.
pub(super) fn values_of(stored: &Stored, settings: &Settings) -> BTreeSet<Value> {
    let found_by = store::identities(stored, &settings.unique()).into_iter();
    // Those behind one switchboard are told apart by their extensions.
    let own = found_by.filter(|one| one.extension.is_empty());
    let named = own.map(|one| {
        let channel = if one.kind == store::CODE { one.channel } else { String::new() };
        (one.kind.to_owned(), channel, one.value)
    });
    named.collect()
}

pub(super) async fn known_values(
    tx: &mut Tx,
    records: impl Iterator<Item = &Stored>,
    settings: &Settings,
) -> ApiResult<BTreeMap<Value, CustomerId>> {
    let mut by_kind: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (kind, _, value) in records.flat_map(|stored| values_of(stored, settings)) {
        by_kind.entry(kind).or_default().push(value);
    }
    let mut known = BTreeMap::new();
    for (kind, values) in by_kind {
        if kind == store::CODE {
            for ((field, value), holder) in store::code_holders(tx, &values).await? {
                // A code that a record took along when it went up belongs to the customer that is shown.
                let shown = store::shown_as(tx, holder).await?.map_or(holder, |(id, _)| id);
                known.insert((kind.clone(), field, value), shown);
            }
        } else {
            let found = store::holders(tx, &kind, &values).await?;
            known.extend(found.into_iter().map(|(value, id)| ((kind.clone(), String::new(), value), id)));
        }
    }
    Ok(known)
}

/// The name of who has a value: somebody known, or an earlier row.
async fn name_of(tx: &mut Tx, chunk: &Chunk, holder: CustomerId) -> ApiResult<String> {
    if let Some(new) = chunk.created.iter().find(|new| new.id == holder) {
        return Ok(new.name.clone());
    }
    Ok(store::shown_as(tx, holder).await?.map(|(_, name)| name).unwrap_or_default())
}

fn already_known(
    mut row: ImportRow,
    (kind, field, value): &Value,
    holder: &str,
    settings: &Settings,
) -> ImportRow {
    let holder = customer::mask_name(holder);
    row.faults = vec![match kind.as_str() {
        store::CODE => codes::fault(settings, field, value, &holder),
        kind => {
            let shown = masked(&(kind.to_owned(), field.clone(), value.clone()));
            Text::new(format!("{shown} 已属于另一客户"), format!("{shown} belongs to another customer"))
        }
    }];
    row
}

/// What a known customer lacks comes from the row.
async fn complete(tx: &mut Tx, chunk: &mut Chunk, id: CustomerId, row: Stored) -> ApiResult<()> {
    if let Some(new) = chunk.created.iter_mut().find(|new| new.id == id) {
        join(new, &row);
        return Ok(());
    }
    if let Some((_, known)) = chunk.completed.get_mut(&id) {
        join(known, &row);
        return Ok(());
    }
    let before = locked(tx, id).await?;
    let mut after = before.clone();
    join(&mut after, &row);
    chunk.completed.insert(id, (before, after));
    Ok(())
}

fn join(known: &mut Stored, row: &Stored) {
    let mut joined = merging::profile(known);
    merge(&mut joined, &merging::profile(row));
    merging::take(known, joined);
    if known.notes.trim().is_empty() {
        known.notes.clone_from(&row.notes);
    }
}

async fn run(service: Weak<Customers>) {
    let mut failing = false;
    let mut tidied = None;
    while let Some(service) = service.upgrade() {
        let now = service.db.now();
        if tidied.is_none_or(|last| now.since(last) > TIDY_EVERY) {
            tidied = Some(now);
            if let Err(err) = service.tidy_up().await {
                tracing::warn!(error = %err, "rows of old tables stay for now");
            }
        }
        match service.work_off().await {
            Ok(()) => {
                failing = false;
                let _ = timeout(IDLE, service.work.notified()).await;
            }
            Err(err) => {
                if !std::mem::replace(&mut failing, true) {
                    tracing::error!(error = %err, "an import cannot be carried on; trying again");
                }
                drop(service);
                sleep(RETRY).await;
            }
        }
    }
}

impl Customers {
    /// Forgets rows of tables that nobody imported, and rejected rows, after some weeks.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tidy_up(&self) -> ApiResult<()> {
        let mut tx = self.db.begin().await?;
        store::forget_old_rows(&mut tx, self.db.now().minus(ROWS_LAST)).await?;
        Ok(tx.commit().await?)
    }
}
