//! Exports: a table of customers in whole, with an entry in the audit log.

use kernel::{NewEvent, Principal, Refused};
use serde_json::json;
use web::{ApiError, ApiResult};

use super::{Customers, needed};
use crate::model::{ExportForm, Wanted};
use crate::rules::{columns, masking};
use crate::{EXPORT, sheets, store};

/// Most rows of one export.
const MOST: usize = 200_000;
/// Rows read at a time.
const PAGE: u32 = 1000;
const LONGEST_REASON: usize = 500;

impl Customers {
    /// A table of customers, nothing masked. It is given only once the audit log has it.
    ///
    /// # Errors
    /// Forbidden; no reason; too many rows.
    pub async fn export(&self, who: &Principal, form: ExportForm) -> ApiResult<Vec<u8>> {
        who.require(EXPORT)?;
        let reason = needed("reason", &form.reason, LONGEST_REASON)?;
        let settings = self.settings().await?;
        let zone = self.zone();
        let mut writer = sheets::Writer::new(form.format);
        writer.row(&columns::exported_head(&settings.fields)).map_err(ApiError::failed)?;
        let by_begin = masking::by_begin(who);
        let mut wanted = Wanted { by_begin, filter: form.filter, before: None, limit: PAGE };
        let mut rows = 0;
        loop {
            let found = store::page(&self.db, &wanted).await?;
            let Some(last) = found.last() else { break };
            wanted.before = Some(last.id);
            rows += found.len();
            if rows > MOST {
                let (zh, en) =
                    ("一次最多导出 200000 行，请缩小范围", "At most 200,000 rows at a time; narrow it down");
                return Err(Refused::field("filter", zh, en).into());
            }
            for stored in &found {
                writer.row(&columns::exported(stored, &settings.fields, &zone)).map_err(ApiError::failed)?;
            }
            if found.len() < PAGE as usize {
                break;
            }
        }
        let file = tokio::task::spawn_blocking(move || writer.finish());
        let file = file.await.map_err(ApiError::failed)?.map_err(ApiError::failed)?;
        let mut tx = self.db.begin().await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "audit.customers_exported".to_owned(),
            subject: "customers".to_owned(),
            actor: who.actor(),
            data: json!({"rows": rows, "format": form.format, "reason": reason,
                "from": web::origin(), "stage": wanted.filter.stage, "level": wanted.filter.level, "region": wanted.filter.region,
                "tag": wanted.filter.tag, "by_search": wanted.filter.q.is_some()}).into(),
        });
        tx.commit().await?;
        Ok(file)
    }
}
