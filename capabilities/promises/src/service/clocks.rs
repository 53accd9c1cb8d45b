//! Waking the clocks of promises: one task, asleep until the earliest instant.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError, Weak};
use std::time::Duration;

use clock::{ClockQueue, Schedule};
use flows::Flows;
use kernel::{Actor, Timestamp};
use promise::PromiseCommand;
use tokio::time::{sleep, timeout};
use web::{ApiError, ApiResult};
use workload::Calendar;

use super::Promises;
use crate::model::PromiseId;
use crate::store;

/// The calendar in which times are understood.
const CALENDAR: &str = "business";
/// Where there is none, office hours here.
const ZONE: &str = "Asia/Shanghai";
/// Longest sleep: the machine's clock may be set meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// How long to wait after a failure of the store.
const RETRY: Duration = Duration::from_secs(1);
/// A worked-out calendar is made anew after this time; it covers three years.
const SCHEDULE_LASTS: Duration = Duration::from_secs(180 * 86_400);

/// The business calendar, worked out around an instant.
pub(super) fn schedule(flows: &Flows, now: Timestamp) -> ApiResult<Schedule> {
    let calendar = match flows.calendar(CALENDAR) {
        Some(calendar) => calendar,
        None => Calendar::office_hours(ZONE).map_err(|refused| ApiError::Refused(*refused))?,
    };
    Ok(Schedule::new(calendar, now).map_err(|refused| *refused)?)
}

/// Wakes clocks as long as the service is there.
pub(super) async fn run(service: Weak<Promises>) {
    let Some(mut calendars) = service.upgrade().map(|service| service.below.flows.calendar_changes()) else {
        return;
    };
    let mut made = None;
    while let Some(service) = service.upgrade() {
        let now = service.db.now();
        let last = *made.get_or_insert(now);
        if calendars.has_changed().unwrap_or(false) || now.since(last) > SCHEDULE_LASTS {
            calendars.mark_unchanged();
            made = Some(now);
            if let Err(err) = service.take_calendar() {
                tracing::error!(error = %err, "the business calendar cannot be used for promises");
            }
        }
        if let Err(err) = service.arm_again().await {
            tracing::error!(error = %err, "the clocks of promises cannot be read");
            sleep(RETRY).await;
        }
        service.fire_due().await;
        let asleep = service.until_next();
        tokio::select! {
            _ = timeout(asleep, service.earlier.notified()) => {}
            _ = calendars.changed() => calendars.mark_changed(),
        }
    }
}

impl Promises {
    /// Takes the calendar as it is now: what customers were told stays, new times follow it.
    ///
    /// # Errors
    /// The calendar cannot be worked out.
    pub fn take_calendar(&self) -> ApiResult<()> {
        let fresh = schedule(&self.below.flows, self.db.now())?;
        *self.schedule.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }

    /// Arms everything from the store, where what is in memory may be another thing.
    async fn arm_again(&self) -> ApiResult<()> {
        if self.stale.swap(false, Ordering::Relaxed) {
            let armed =
                store::armed(&self.db).await.inspect_err(|_| self.stale.store(true, Ordering::Relaxed));
            *self.queue() = ClockQueue::restored(armed?);
        }
        Ok(())
    }

    pub(super) fn distrust_clocks(&self) {
        self.stale.store(true, Ordering::Relaxed);
        self.earlier.notify_one();
    }

    /// How long nothing is due.
    fn until_next(&self) -> Duration {
        if !self.unfired.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
            || self.stale.load(Ordering::Relaxed)
        {
            return RETRY;
        }
        let now = self.db.now();
        let next = self.queue().next();
        next.map_or(LONGEST_SLEEP, |next| next.since(now)).min(LONGEST_SLEEP)
    }

    /// Fires every clock whose instant has come; answers how many. A clock and what it leads to are stored in one
    /// transaction; what could not be stored is tried again with the next call.
    pub async fn fire_due(&self) -> usize {
        let mut late = std::mem::take(&mut *self.unfired.lock().unwrap_or_else(PoisonError::into_inner));
        let mut fired = 0;
        let now = self.db.now();
        loop {
            let next = late.pop().or_else(|| {
                let due = self.queue().pop_due(now)?;
                Some((due.key, due.at))
            });
            let Some((id, at)) = next else { return fired };
            match self.fire(id, at).await {
                Ok(()) => fired += 1,
                Err(err) => {
                    tracing::error!(promise = %id, error = %err, "a due clock could not be stored");
                    late.push((id, at));
                    self.unfired.lock().unwrap_or_else(PoisonError::into_inner).append(&mut late);
                    return fired;
                }
            }
        }
    }

    async fn fire(&self, id: PromiseId, due: Timestamp) -> ApiResult<()> {
        let mut change = self.begin().await?;
        // A machine's clock that was set back must not lose what was due.
        change.work.at = change.work.at.max(due);
        let Some(mut entry) = store::lock(&mut change.tx, id).await? else {
            // Armed a moment before it was written: the store knows it soon.
            self.stale.store(true, Ordering::Relaxed);
            return Ok(());
        };
        let events = change.decide(&mut entry, &PromiseCommand::Tick, &Actor::System).await?;
        if events.is_empty() {
            // Something else happened meanwhile; what it wants now may not be what is armed.
            self.arm(&[entry], &change.work.settings);
            return Ok(());
        }
        self.finish(change).await
    }
}
