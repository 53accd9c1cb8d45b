//! Filing closed tickets by rule, and deleting them when they have been kept long enough (TKT-10).

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::Weak;
use std::time::Duration;

use kernel::{Actor, NewEvent, Principal, Refused, Timestamp};
use serde_json::{Value, json};
use ticket::{Filing, FilingRule, Retention, Ticket, TicketId, Ties, TypeName};
use web::{ApiResult, Seen};

use super::{Change, Tickets};
use crate::rules::work::Work;
use crate::store::filing::Kinds;
use crate::{MANAGE, store};

/// How often closed tickets are looked through.
const EVERY: Duration = Duration::from_secs(3600);
/// How long after the start this is done first.
const FIRST: Duration = Duration::from_secs(60);
/// Tickets looked at in one go; each is deleted in a transaction of its own, so that nobody waits long.
const BATCH: u32 = 200;
/// Longest time that can be set: thirty years.
const LONGEST_DAYS: u32 = 30 * 366;
/// How long it is remembered what was told once.
const WISHES_DAYS: u32 = 90;
const DAY: Duration = Duration::from_secs(86_400);

/// Whether something about a ticket is still to be done: what those above know, asked through this.
pub trait StillOwed: Send + Sync {
    /// Whether a promise about it is open or a return visit planned.
    fn owes(&self, ticket: TicketId) -> Pin<Box<dyn Future<Output = ApiResult<bool>> + Send + '_>>;
}

/// Files and deletes as long as the service is there.
pub(super) async fn run(service: Weak<Tickets>) {
    tokio::time::sleep(FIRST).await;
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
    /// Says whom to ask what is still owed about a ticket; until then nothing is deleted.
    pub fn ask_still_owed(&self, owed: Box<dyn StillOwed>) {
        // Said once, when the program is put together.
        let _ = self.owed.set(owed);
    }

    /// The rule of filing.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn filing(&self, who: &Principal) -> ApiResult<FilingRule> {
        who.require(MANAGE)?;
        Ok(store::filing::rule(&self.db).await?.unwrap_or_default())
    }

    /// Sets the rule of filing.
    ///
    /// # Errors
    /// Forbidden; times out of range, or deleted before filed; a type that is not there.
    pub async fn save_filing(&self, who: &Principal, rule: FilingRule) -> ApiResult<FilingRule> {
        self.edit_filing(who, rule, &Seen::default()).await
    }

    /// Sets the rule of filing by an edition of the one that was seen.
    ///
    /// # Errors
    /// As for [`Tickets::save_filing`]; somebody else changed it meanwhile.
    pub async fn edit_filing(&self, who: &Principal, rule: FilingRule, seen: &Seen) -> ApiResult<FilingRule> {
        who.require(MANAGE)?;
        in_range("", rule.for_others())?;
        for (name, retention) in &rule.types {
            if self.type_named(name).is_err() {
                let (zh, en) = ("没有这个工单类型", "There is no such ticket type");
                return Err(Refused::field(&format!("types.{name}"), zh, en).into());
            }
            in_range(&format!("types.{name}."), *retention)?;
        }
        let mut tx = self.db.begin().await?;
        tx.take_turn("tickets_filing").await?;
        let stored = store::filing::rule_in(&mut tx).await?.unwrap_or_default();
        seen.refuse_unseen_of(&mut tx, ("ticket_filing", "tickets.filing_saved"), &stored, &rule).await?;
        store::filing::save_rule(&mut tx, &rule).await?;
        tx.emit(self.filing_event("tickets.filing_saved", who.actor(), web::with_origin(json!(rule))));
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
            data: data.into(),
        }
    }

    /// Files and deletes what has been closed long enough; answers how many of each.
    ///
    /// # Errors
    /// When the store fails: it can be tried again.
    pub async fn file_now(&self) -> ApiResult<(u64, u64)> {
        let rule = store::filing::rule(&self.db).await?.unwrap_or_default();
        let named: Vec<TypeName> = rule.types.keys().cloned().collect();
        let mut groups: Vec<(Kinds, Retention)> =
            rule.types.iter().map(|(name, retention)| (Kinds::Of(name.clone()), *retention)).collect();
        groups.push((Kinds::But(named), rule.for_others()));
        let now = self.db.now();
        let mut tx = self.db.begin().await?;
        let mut filed = 0;
        for (kinds, retention) in &groups {
            let before = now.minus(DAY * retention.file_after_days);
            filed += store::filing::file_before(&mut tx, kinds, before).await?;
        }
        if filed > 0 {
            tx.emit(self.filing_event("tickets.filed", Actor::System, json!({"count": filed})));
        }
        tx.commit().await?;
        let mut deleted = 0;
        for (kinds, retention) in &groups {
            if let Some(days) = retention.delete_after_days {
                deleted += self.delete_old(&rule, kinds, now.minus(DAY * days), now).await?;
            }
        }
        Ok((filed, deleted))
    }

    async fn delete_old(
        &self,
        rule: &FilingRule,
        kinds: &Kinds,
        before: Timestamp,
        now: Timestamp,
    ) -> ApiResult<u64> {
        let (mut deleted, mut after) = (0, (Timestamp::from_micros(0), 0));
        loop {
            let old = store::filing::closed_before(&self.db, kinds, before, after, BATCH).await?;
            let last = old.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
            for work in old {
                after = (work.ticket.closed_at.unwrap_or(before), work.number);
                deleted += self.delete_if_free(rule, work.ticket.id, now).await?;
            }
            if last {
                return Ok(deleted);
            }
        }
    }

    /// Deletes a ticket with what went up in it, unless something keeps it; answers how many.
    async fn delete_if_free(&self, rule: &FilingRule, id: TicketId, now: Timestamp) -> ApiResult<u64> {
        let mut change = self.begin().await?;
        let mut files = Vec::new();
        // As it is now: somebody may have opened it again.
        let Some(work) = store::lock(&mut change.tx, id).await? else { return Ok(0) };
        let mut ties = self.ties(&mut change, &work.ticket).await?;
        let mut gone = vec![work];
        let mut at = 0;
        while let Some(above) = gone.get(at).map(|work| work.ticket.clone()) {
            for part in above.absorbed {
                let Some(part) = store::lock(&mut change.tx, part).await? else { continue };
                if part.ticket.merged_into == Some(above.id) {
                    let more = self.ties(&mut change, &part.ticket).await?;
                    ties.on_hold |= more.on_hold;
                    ties.crisis |= more.crisis;
                    ties.linked_to_open |= more.linked_to_open;
                    gone.push(part);
                }
            }
            at += 1;
        }
        for work in &gone {
            ties.still_owed = ties.still_owed || self.is_owed(work.ticket.id).await?;
        }
        let filing = |work: &Work| rule.of(&work.ticket.ticket_type, work.ticket.closed_at, ties, now);
        if gone.first().map(filing) != Some(Filing::ToDelete) {
            return Ok(0);
        }
        for Work { number, ticket, .. } in &gone {
            files.extend(store::attachments::of_locked(&mut change.tx, ticket.id).await?);
            store::filing::delete(&mut change.tx, ticket.id, *number).await?;
            let said = json!({"ticket": ticket.id, "number": number, "type": ticket.ticket_type,
                "closed_at": ticket.closed_at});
            change.tx.emit(self.filing_event("tickets.deleted", Actor::System, said));
        }
        let count = u64::try_from(gone.len()).unwrap_or_default();
        self.finish(change).await?;
        // What a crash leaves here is swept.
        for file in files {
            self.delete_content(&file.id).await?;
        }
        Ok(count)
    }

    async fn is_owed(&self, id: TicketId) -> ApiResult<bool> {
        match self.owed.get() {
            Some(owed) => owed.owes(id).await,
            None => Ok(true),
        }
    }

    /// What of the tickets themselves keeps one from being deleted.
    async fn ties(&self, change: &mut Change, ticket: &Ticket) -> ApiResult<Ties> {
        let mut ties = Ties {
            on_hold: store::filing::is_held(&mut change.tx, ticket.id).await?,
            crisis: self.is_crisis(ticket),
            ..Ties::default()
        };
        let others: BTreeSet<TicketId> = ticket.links.iter().map(|(_, other)| *other).collect();
        for other in others {
            if let Some(other) = store::peek(&mut change.tx, other).await? {
                ties.linked_to_open |= !other.ticket.is_over();
                ties.crisis |= self.is_crisis(&other.ticket);
            }
        }
        Ok(ties)
    }
}

/// # Errors
/// Times out of range, or deleted before filed.
fn in_range(at: &str, retention: Retention) -> Result<(), Refused> {
    if retention.file_after_days > LONGEST_DAYS {
        let field = format!("{at}file_after_days");
        return Err(Refused::field(&field, "最多 30 年", "Thirty years at most"));
    }
    let wrong = |days: u32| days > LONGEST_DAYS || days < retention.file_after_days;
    if retention.delete_after_days == Some(0) {
        // A slip of the hand would delete every closed ticket at once.
        let (zh, en) = ("至少保留 1 天", "Kept for a day at least");
        return Err(Refused::field(&format!("{at}delete_after_days"), zh, en));
    }
    if retention.delete_after_days.is_some_and(wrong) {
        let (zh, en) = ("不能早于归档，最多 30 年", "Not before it is filed, thirty years at most");
        return Err(Refused::field(&format!("{at}delete_after_days"), zh, en));
    }
    Ok(())
}
