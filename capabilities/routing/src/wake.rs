//! Waking the router at the moments it names.

use std::sync::Weak;
use std::time::Duration;

use crate::Routing;

/// Longest sleep: bounds the harm of a clock that was set.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);

/// Wakes the router until the service is gone.
pub async fn run(service: Weak<Routing>) {
    loop {
        let Some(routing) = service.upgrade() else { return };
        let sleep = routing.wake();
        let changed = routing.changed.clone();
        drop(routing);
        tokio::select! {
            () = tokio::time::sleep(sleep.min(LONGEST_SLEEP)) => {}
            () = changed.notified() => {}
        }
    }
}
