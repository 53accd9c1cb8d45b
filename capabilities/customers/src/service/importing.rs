//! Imports: a table comes, is looked at, and is carried out in the background.

use jiff::tz::TimeZone;
use kernel::{CustomerId, NewEvent, Principal, Refused, Text};
use serde_json::json;
use web::{ApiError, ApiResult, Page, TellZone};

use super::Customers;
use super::settings::Settings;
use crate::model::{Import, ImportPlan, ImportRow, ImportState, ProfileForm, Stored, TableFormat};
use crate::rules::form::Making;
use crate::rules::{columns, form};
use crate::sheets::{self, Sheet};
use crate::{IMPORT, store};

/// Rows kept in one transaction: calls write between them.
const ROWS: usize = 1000;
/// Rows of a result file read at a time.
const PAGE: u32 = 1000;
const LONGEST_NAME: usize = 200;

/// A row as a record, or what is wrong with it.
pub(super) fn record(
    row: &ImportRow,
    plan: &ImportPlan,
    id: CustomerId,
    making: &Making<'_>,
    zone: &TimeZone,
) -> Result<Stored, Vec<Text>> {
    if !row.faults.is_empty() {
        return Err(row.faults.clone());
    }
    let form: ProfileForm = columns::read(&row.cells, plan, zone)?;
    form::fresh(form, id, making).map_err(|refused| {
        let fault = |field: kernel::FieldError| {
            let (Text { zh, en }, column) = (field.message, columns::called(&field.field, making.fields));
            Text::new(format!("{}：{zh}", column.zh), format!("{}: {en}", column.en))
        };
        refused.fields.into_iter().map(fault).collect()
    })
}

impl Customers {
    /// Says whom to ask for the centre's zone, by its IANA name.
    pub fn ask_zone(&self, zone: TellZone) {
        self.zone_of_centre.ask(zone);
    }

    /// The centre's zone: a day in a table, and one that is told, is a day there.
    pub(super) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone_of_centre.name()).unwrap_or(TimeZone::UTC)
    }

    /// Takes a table that somebody sends: read, kept, its columns guessed. Nothing is imported yet.
    ///
    /// # Errors
    /// Forbidden; no table; too large.
    pub async fn upload(&self, who: &Principal, name: &str, bytes: bytes::Bytes) -> ApiResult<Import> {
        who.require(IMPORT)?;
        let file: String =
            name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).take(LONGEST_NAME).collect();
        let named = file.clone();
        let read = tokio::task::spawn_blocking(move || sheets::read(&named, &bytes));
        let Sheet { head, rows } = read.await.map_err(ApiError::failed)??;
        let settings = self.settings().await?;
        let plan = ImportPlan { columns: columns::guess(&head, &settings.fields), ..ImportPlan::default() };
        let import = Import {
            id: self.db.new_uuid().to_string(),
            file,
            state: ImportState::Draft,
            created_at: self.db.now(),
            actor: who.actor(),
            head,
            rows: u64::try_from(rows.len()).unwrap_or_default(),
            dealt_with: 0,
            created: 0,
            completed: 0,
            rejected: 0,
            plan,
        };
        self.keep_rows(&import.id, &rows).await?;
        let mut tx = self.db.begin().await?;
        store::save_import(&mut tx, &import).await?;
        tx.emit(self.told_of(who, "customers.import_read", &import));
        tx.commit().await?;
        Ok(import)
    }

    async fn keep_rows(&self, import: &str, rows: &[ImportRow]) -> ApiResult<()> {
        for chunk in rows.chunks(ROWS) {
            let mut tx = self.db.begin().await?;
            store::put_rows(&mut tx, import, chunk).await?;
            tx.commit().await?;
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    fn told_of(&self, who: &Principal, kind: &str, import: &Import) -> NewEvent {
        NewEvent {
            at: self.db.now(),
            kind: kind.to_owned(),
            subject: format!("import:{}", import.id),
            actor: who.actor(),
            data: web::with_origin(json!({"rows": import.rows})).into(),
        }
    }

    /// Imports, the newest first.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn imports(&self, who: &Principal, cursor: Option<&str>, size: u32) -> ApiResult<Page<Import>> {
        who.require(IMPORT)?;
        let found = store::imports(&self.db, cursor, size + 1).await?;
        Ok(Page::from_surplus(found, size, |import| import.id.clone()))
    }

    /// One import.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn import(&self, who: &Principal, id: &str) -> ApiResult<Import> {
        who.require(IMPORT)?;
        let found = store::import_by_id(&self.db, id).await?;
        Ok(found.ok_or_else(|| Refused::not_found("导入", "import"))?)
    }

    /// Carries an import out, in the background.
    ///
    /// # Errors
    /// Not found; forbidden; a plan that is none; it is no draft any more.
    pub async fn run_import(&self, who: &Principal, id: &str, plan: ImportPlan) -> ApiResult<Import> {
        who.require(IMPORT)?;
        let settings = self.settings().await?;
        let mut tx = self.db.begin().await?;
        let found = store::lock_import(&mut tx, id).await?;
        let mut import = found.ok_or_else(|| Refused::not_found("导入", "import"))?;
        if import.state != ImportState::Draft {
            return Err(not_in_state(import.state).into());
        }
        sound(&plan, &import, &settings)?;
        import.plan = plan;
        import.state = ImportState::Running;
        import.actor = who.actor();
        store::save_import(&mut tx, &import).await?;
        tx.emit(self.told_of(who, "customers.import_started", &import));
        tx.commit().await?;
        self.work.notify_one();
        Ok(import)
    }

    /// Gives an import up: what was imported before stays.
    ///
    /// # Errors
    /// Not found; forbidden; it is over.
    pub async fn cancel_import(&self, who: &Principal, id: &str) -> ApiResult<Import> {
        who.require(IMPORT)?;
        let mut tx = self.db.begin().await?;
        let found = store::lock_import(&mut tx, id).await?;
        let mut import = found.ok_or_else(|| Refused::not_found("导入", "import"))?;
        if !matches!(import.state, ImportState::Draft | ImportState::Running) {
            return Err(not_in_state(import.state).into());
        }
        import.state = ImportState::Cancelled;
        store::save_import(&mut tx, &import).await?;
        store::forget_rows_not_rejected(&mut tx, id, i64::MAX).await?;
        tx.emit(self.told_of(who, "customers.import_cancelled", &import));
        tx.commit().await?;
        Ok(import)
    }

    /// The rejected rows of an import with the reasons, as they came.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn rejected(
        &self,
        who: &Principal,
        id: &str,
        format: TableFormat,
        lang: kernel::Lang,
    ) -> ApiResult<Vec<u8>> {
        let import = self.import(who, id).await?;
        let words: [&str; 2] = match lang {
            kernel::Lang::Zh => ["行号", "原因"],
            kernel::Lang::En => ["Line", "Reason"],
        };
        let mut writer = sheets::Writer::new(format);
        let head = words.map(str::to_owned).into_iter().chain(import.head.iter().cloned());
        writer.row(&head.collect::<Vec<_>>()).map_err(ApiError::failed)?;
        let mut last = 0;
        loop {
            let rows = store::rejected_after(&self.db, id, last, PAGE).await?;
            let Some(end) = rows.last().map(|row| row.line) else { break };
            last = end;
            for row in rows {
                let why: Vec<&str> = row.faults.iter().map(|fault| fault.in_lang(lang)).collect();
                let cells = [row.line.to_string(), why.join("；")].into_iter().chain(row.cells);
                writer.row(&cells.collect::<Vec<_>>()).map_err(ApiError::failed)?;
            }
        }
        let file = tokio::task::spawn_blocking(move || writer.finish());
        file.await.map_err(ApiError::failed)?.map_err(ApiError::failed)
    }
}

pub(super) fn sound(plan: &ImportPlan, import: &Import, settings: &Settings) -> Result<(), Refused> {
    match columns::plan_fault(plan, import.head.len(), &settings.fields) {
        Some(fault) => Err(Refused::field("columns", fault.zh, fault.en)),
        None => Ok(()),
    }
}

fn not_in_state(state: ImportState) -> Refused {
    let (zh, en) = ("导入已不在此状态。", "The import is not in that state any more.");
    Refused::conflict("customers.import_state", zh, en).with_possible([state.name()])
}
