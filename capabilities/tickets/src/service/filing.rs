//! Filing closed tickets by rule, and deleting them when they have been kept long enough (TKT-10).

use std::sync::Weak;
use std::time::Duration;

use kernel::{Actor, NewEvent, Principal, Refused};
use serde_json::{Value, json};
use ticket::{Filing, FilingRule};
use web::ApiResult;

use super::Tickets;
use crate::{MANAGE, store};

/// How often closed tickets are looked through.
const EVERY: Duration = Duration::from_secs(3600);
/// Tickets deleted in one go.
const BATCH: u32 = 200;
/// Longest time that can be set: thirty years.
const LONGEST_DAYS: u32 = 30 * 366;
/// How long it is remembered what was told once.
const WISHES_DAYS: u32 = 90;
const DAY: Duration = Duration::from_secs(86_400);

/// Files and deletes as long as the service is there.
pub(super) async fn run(service: Weak<Tickets>) {
    loop {
        let Some(service) = service.upgrade() else { return };
        if let Err(err) = service.file_now().await {
            tracing::error!(error = %err, "closed tickets could not be filed");
        }
        if let Err(err) = service.sweep_files().await {
            tracing::error!(error = %err, "files without a ticket could not be deleted");
        }
        if let Err(err) = service.forget_wishes().await {
            tracing::error!(error = %err, "what was told once could not be forgotten");
        }
        drop(service);
        tokio::time::sleep(EVERY).await;
    }
}

impl Tickets {
    /// The rule of filing.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn filing(&self, who: &Principal) -> ApiResult<FilingRule> {
        who.require(MANAGE)?;
        Ok(store::cases::filing(&self.db).await?.unwrap_or_default())
    }

    /// Sets the rule of filing.
    ///
    /// # Errors
    /// Forbidden; times out of range, or deleted before filed.
    pub async fn save_filing(&self, who: &Principal, rule: FilingRule) -> ApiResult<FilingRule> {
        who.require(MANAGE)?;
        let range = |field: &str, zh: &str, en: &str| Err(Refused::field(field, zh, en).into());
        if rule.file_after_days > LONGEST_DAYS {
            return range("file_after_days", "最多 30 年", "Thirty years at most");
        }
        if rule.delete_after_days.is_some_and(|days| days > LONGEST_DAYS || days < rule.file_after_days) {
            let (zh, en) = ("不能早于归档，最多 30 年", "Not before it is filed, thirty years at most");
            return range("delete_after_days", zh, en);
        }
        let mut tx = self.db.begin().await?;
        store::cases::save_filing(&mut tx, &rule).await?;
        tx.emit(self.filing_event("tickets.filing_saved", who.actor(), json!(rule)));
        tx.commit().await?;
        Ok(rule)
    }

    /// Forgets what nobody sends again any more.
    async fn forget_wishes(&self) -> ApiResult<()> {
        Ok(store::once::forget_before(&self.db, self.db.now().minus(DAY * WISHES_DAYS)).await?)
    }

    fn filing_event(&self, kind: &str, actor: Actor, data: Value) -> NewEvent {
        NewEvent {
            at: self.db.now(),
            kind: kind.to_owned(),
            subject: "ticket_filing".to_owned(),
            actor,
            data,
        }
    }

    /// Files and deletes what has been closed long enough; answers how many of each.
    ///
    /// # Errors
    /// When the store fails: it can be tried again.
    pub async fn file_now(&self) -> ApiResult<(u64, u64)> {
        let rule = store::cases::filing(&self.db).await?.unwrap_or_default();
        let now = self.db.now();
        let mut tx = self.db.begin().await?;
        let filed = store::cases::file_before(&mut tx, now.minus(DAY * rule.file_after_days)).await?;
        if filed > 0 {
            tx.emit(self.filing_event("tickets.filed", Actor::System, json!({"count": filed})));
        }
        tx.commit().await?;
        let mut deleted = 0;
        let Some(days) = rule.delete_after_days else { return Ok((filed, deleted)) };
        loop {
            let old = store::cases::closed_before(&self.db, now.minus(DAY * days), BATCH).await?;
            let last = old.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
            let mut tx = self.db.begin().await?;
            for work in old {
                if rule.of(work.ticket.closed_at, now) == Filing::ToDelete {
                    store::cases::delete(&mut tx, work.ticket.id).await?;
                    let said = json!({"ticket": work.ticket.id, "number": work.number});
                    tx.emit(self.filing_event("tickets.deleted", Actor::System, said));
                    deleted += 1;
                }
            }
            tx.commit().await?;
            if last {
                return Ok((filed, deleted));
            }
        }
    }
}
