//! Waking the clocks of tickets: one task, asleep until the earliest instant.

use std::sync::{Arc, PoisonError, Weak};
use std::time::Duration;

use clock::Schedule;
use flows::Flows;
use kernel::Timestamp;
use ticket::TicketId;
use tokio::time::{sleep, timeout};
use web::{ApiError, ApiResult};
use workload::Calendar;

use super::Tickets;
use crate::store;

/// The calendar on which tickets run.
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
pub(super) async fn run(service: Weak<Tickets>) {
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
            if let Err(err) = service.follow_calendar().await {
                tracing::error!(error = %err, "the tickets' clocks could not follow the calendar");
                calendars.mark_changed();
                sleep(RETRY).await;
            }
        }
        service.fire_due().await;
        let asleep = service.until_next();
        tokio::select! {
            _ = timeout(asleep, service.earlier.notified()) => {}
            _ = calendars.changed() => calendars.mark_changed(),
        }
    }
}

impl Tickets {
    /// Arms all clocks anew from the store: after another service worked on the same tickets.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rearm(&self) -> ApiResult<()> {
        let armed = store::armed(&self.db).await?;
        *self.queue() = clock::ClockQueue::restored(armed);
        self.forget_people();
        self.earlier.notify_one();
        Ok(())
    }

    /// How long nothing is due.
    fn until_next(&self) -> Duration {
        if !self.unfired.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
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
                    tracing::error!(ticket = %id, error = %err, "a due clock could not be stored");
                    late.push((id, at));
                    self.unfired.lock().unwrap_or_else(PoisonError::into_inner).append(&mut late);
                    return fired;
                }
            }
        }
    }

    async fn fire(&self, id: TicketId, due: Timestamp) -> ApiResult<()> {
        let mut change = self.begin().await?;
        // A machine's clock that was set back must not lose what was due.
        change.at = change.at.max(due);
        let Some(mut work) = store::lock(&mut change.tx, id).await? else { return Ok(()) };
        let ticket_type = self.type_named(&work.ticket.ticket_type)?;
        let before = work.clocks.version();
        let log = work.tick(change.when(&ticket_type));
        if work.clocks.version() == before {
            return Ok(());
        }
        change.keep(&work, log).await?;
        self.finish(change).await
    }

    /// Takes the calendar as it is now; the clocks of all open tickets follow it.
    ///
    /// # Errors
    /// When the store fails: it can be tried again.
    pub async fn follow_calendar(&self) -> ApiResult<()> {
        let fresh = schedule(&self.below.flows, self.db.now())?;
        *self.schedule.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        for id in store::running(&self.db).await? {
            let mut change = self.begin().await?;
            let Some(mut work) = store::lock(&mut change.tx, id).await? else { continue };
            let ticket_type = self.type_named(&work.ticket.ticket_type)?;
            let before = work.clocks.version();
            let log = work.calendar_changed(change.when(&ticket_type));
            if work.clocks.version() != before {
                change.keep(&work, log).await?;
                self.finish(change).await?;
            }
        }
        Ok(())
    }
}
