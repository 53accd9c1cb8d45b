//! What follows when a clock of a promise comes due, and when the calendar in which times are understood is changed.

use std::sync::{Arc, PoisonError};

use jobs::{Alarms, Clocked};
use kernel::{Actor, Timestamp};
use promise::PromiseCommand;
use web::{ApiError, ApiResult};

use super::Promises;
use crate::model::PromiseId;
use crate::store;

impl Clocked for Promises {
    type Key = PromiseId;
    type Failure = ApiError;
    const THINGS: &'static str = "promises";

    fn alarms(&self) -> &Alarms<PromiseId> {
        &self.alarms
    }

    fn now(&self) -> Timestamp {
        self.db.now()
    }

    async fn armed(&self) -> ApiResult<Vec<(PromiseId, u64, Timestamp)>> {
        Ok(store::armed(&self.db).await?)
    }

    async fn fire(&self, id: PromiseId, due: Timestamp) -> ApiResult<()> {
        let mut change = self.begin().await?;
        // A machine's clock that was set back must not lose what was due.
        change.work.at = change.work.at.max(due);
        let Some(mut entry) = store::lock(&mut change.tx, id).await? else {
            // Armed a moment before it was written: the store knows it soon.
            self.alarms.distrust();
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

    /// What customers were told stays; new times follow the calendar.
    async fn follow_calendar(&self) -> ApiResult<()> {
        let fresh = self.below.flows.business_hours(self.db.now())?;
        *self.schedule.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }
}

impl Promises {
    /// Fires every clock whose instant has come; answers how many. A clock and what it leads to are stored in one
    /// transaction; what could not be stored is tried again with the next call.
    pub async fn fire_due(&self) -> usize {
        jobs::fire_due(self).await
    }
}
