//! What follows when a clock of a ticket comes due, and when the calendar on which they run is changed.

use std::sync::{Arc, PoisonError};

use jobs::{Alarms, Clocked};
use kernel::Timestamp;
use ticket::TicketId;
use web::{ApiError, ApiResult};

use super::Tickets;
use crate::store;

impl Clocked for Tickets {
    type Key = TicketId;
    type Failure = ApiError;
    const THINGS: &'static str = "tickets";

    fn alarms(&self) -> &Alarms<TicketId> {
        &self.alarms
    }

    fn now(&self) -> Timestamp {
        self.db.now()
    }

    async fn armed(&self) -> ApiResult<Vec<(TicketId, u64, Timestamp)>> {
        Ok(store::armed(&self.db).await?)
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

    async fn follow_calendar(&self) -> ApiResult<()> {
        Tickets::follow_calendar(self).await
    }
}

impl Tickets {
    /// Arms all clocks anew from the store: after another service worked on the same tickets.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rearm(&self) -> ApiResult<()> {
        self.forget_people();
        jobs::arm_anew(self).await
    }

    /// Fires every clock whose instant has come; answers how many. A clock and what it leads to are stored in one
    /// transaction; what could not be stored is tried again with the next call.
    pub async fn fire_due(&self) -> usize {
        jobs::fire_due(self).await
    }

    /// Takes the calendar as it is now; the clocks of all open tickets follow it.
    ///
    /// # Errors
    /// When the store fails: it can be tried again.
    pub async fn follow_calendar(&self) -> ApiResult<()> {
        let fresh = self.below.flows.business_hours(self.db.now())?;
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
