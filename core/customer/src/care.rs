//! What is to be done for customers without their asking: periodic contact, reminders, the end of a period.

use std::time::Duration;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Lifecycle, Stage};

const DAY: Duration = Duration::from_secs(86_400);

/// How often and how early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CareSettings {
    /// Days between two contacts with a prospect.
    pub prospect_every_days: u32,
    /// Days before the end of the service period at which a member is reminded.
    pub remind_before_days: u32,
}

impl Default for CareSettings {
    fn default() -> Self {
        Self { prospect_every_days: 30, remind_before_days: 30 }
    }
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CareTaskKind {
    /// Contact a prospect.
    ContactProspect,
    /// Remind a member that the service period ends.
    RemindOfEnd,
    /// The service period has ended: renew or let lapse.
    DecideAfterEnd,
}

/// A task for a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CareTask {
    /// What.
    pub kind: CareTaskKind,
    /// When.
    pub due: Timestamp,
}

impl Lifecycle {
    /// The next task, if there is one. `last_contact` is the last conversation with the customer, `reminded` the last
    /// reminder of the end of the period.
    pub fn next_task(
        &self,
        settings: CareSettings,
        last_contact: Option<Timestamp>,
        reminded: Option<Timestamp>,
    ) -> Option<CareTask> {
        match self.stage() {
            Stage::Prospect => {
                let last = last_contact.map_or(self.since(), |contact| contact.max(self.since()));
                let due = last.plus(DAY * settings.prospect_every_days);
                Some(CareTask { kind: CareTaskKind::ContactProspect, due })
            }
            Stage::Member | Stage::KeyAccount => {
                let end = self.service_until()?;
                let remind = end.minus(DAY * settings.remind_before_days);
                if reminded.is_some_and(|reminded| reminded >= remind) {
                    return Some(CareTask { kind: CareTaskKind::DecideAfterEnd, due: end });
                }
                Some(CareTask { kind: CareTaskKind::RemindOfEnd, due: remind })
            }
            Stage::Lead | Stage::Trial | Stage::Lapsed | Stage::Eliminated => None,
        }
    }
}
