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

use super::importing::{record, zone};
use super::settings::Settings;
use super::{Customers, locked};
use crate::model::{Import, ImportRow, ImportState, OnKnown, Stored};
use crate::rules::form::Making;
use crate::rules::{meanwhile, merging, phone};
use crate::store;

/// Rows in one transaction: it takes some ten milliseconds, for which calls may wait.
const ROWS: u32 = 200;
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
            let settings = self.settings().await?;
            let mut tx = self.db.begin().await?;
            for stored in &old {
                if let Some(current) = store::lock(&mut tx, stored.id).await? {
                    self.save(&mut tx, &current, &settings).await?;
                }
            }
            tx.commit().await?;
            sleep(BREATH).await;
        }
    }

    async fn import_some(&self, import: Import) -> ApiResult<()> {
        let settings = self.settings().await?;
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
            data: json!({"upto_line": end, "created": chunk.created.len(), "completed": chunk.completed.len(),
                "rejected": chunk.rejected.len()}),
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
        let zone = zone();
        let making = Making { now, actor: &import.actor, fields: &settings.fields };
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
        let mut in_chunk: BTreeMap<(String, String), CustomerId> = BTreeMap::new();
        for (row, stored) in read {
            let values = values_of(&stored, settings);
            let holder = values
                .iter()
                .find_map(|value| known.get(value).or_else(|| in_chunk.get(value)).map(|id| (value, *id)));
            match (holder, import.plan.on_known) {
                (None, _) | (Some(_), OnKnown::Create) => {
                    in_chunk.extend(values.into_iter().map(|value| (value, stored.id)));
                    chunk.created.push(stored);
                }
                (Some((value, _)), OnKnown::Reject) => chunk.rejected.push(already_known(row, value)),
                (Some((_, id)), OnKnown::Complete) => complete(tx, &mut chunk, id, stored).await?,
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
        store::insert(tx, &chunk.created, &settings.unique(), settings.care).await?;
        if import.plan.on_known == OnKnown::Create {
            for stored in &chunk.created {
                self.note_pairs(tx, stored, settings).await?;
            }
        }
        for (before, after) in chunk.completed.values() {
            let mut after = after.clone();
            meanwhile::touch(before, &mut after, &import.actor, now);
            self.save(tx, &after, settings).await?;
        }
        Ok(store::put_rows(tx, &import.id, &chunk.rejected).await?)
    }
}

/// The values by which a row is known: kind and value.
fn values_of(stored: &Stored, settings: &Settings) -> BTreeSet<(String, String)> {
    let found_by = store::identities(stored, &settings.unique()).into_iter();
    // Those behind one switchboard are told apart by their extensions.
    let own = found_by.filter(|one| one.extension.is_empty());
    own.map(|one| (one.kind.to_owned(), one.value)).collect()
}

async fn known_values(
    tx: &mut Tx,
    records: impl Iterator<Item = &Stored>,
    settings: &Settings,
) -> ApiResult<BTreeMap<(String, String), CustomerId>> {
    let mut by_kind: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (kind, value) in records.flat_map(|stored| values_of(stored, settings)) {
        by_kind.entry(kind).or_default().push(value);
    }
    let mut known = BTreeMap::new();
    for (kind, values) in by_kind {
        let found = store::holders(tx, &kind, &values).await?;
        known.extend(found.into_iter().map(|(value, id)| ((kind.clone(), value), id)));
    }
    Ok(known)
}

fn already_known(mut row: ImportRow, (kind, value): &(String, String)) -> ImportRow {
    let shown = match kind.as_str() {
        "phone" => phone::mask(value),
        "email" => customer::mask_email(value),
        _ => customer::mask_code(value),
    };
    row.faults =
        vec![Text::new(format!("{shown} 已属于另一客户"), format!("{shown} belongs to another customer"))];
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
