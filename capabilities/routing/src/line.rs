//! What a waiting contact can be told.

use std::time::Duration;

use kernel::{ContactId, QueueId};
use router::Standing;

use crate::Routing;
use crate::service::Core;

/// A contact is thought to take so many seconds until its queue has seen one to its end.
const USUAL_HANDLING_S: f64 = 180.0;

impl Routing {
    /// The place of a contact in its line, from 1, and the wait expected from now on; nothing where it does not wait.
    pub fn place_in_line(&self, contact: ContactId) -> Option<(u32, Option<Duration>)> {
        let core = self.lock();
        let view = core.router.contact_view(contact)?;
        match view.standing {
            Standing::Waiting { position, .. } => {
                Some((position, expected_wait(&core, view.queue, position)))
            }
            Standing::Offered { .. } | Standing::Handling { .. } => None,
        }
    }
}

/// Position × mean handling time ÷ agents at work for the queue.
pub fn expected_wait(core: &Core, queue: QueueId, position: u32) -> Option<Duration> {
    let mean = core.handling.get(&queue).copied().unwrap_or(USUAL_HANDLING_S);
    let view = core.router.queue_view(queue)?;
    let agents = view.with_agents.max(1);
    workload::expected_wait(position, Duration::try_from_secs_f64(mean).ok()?, agents)
}
