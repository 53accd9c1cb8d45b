//! The clock of the transaction layer.
//!
//! Its own timer loop can sleep through a timer that is set between looking at the queue and going to sleep
//! (a wake-up without a waiter is lost), so that a retransmission comes late or never. Looking every few milliseconds
//! has no such gap, and saves waking a task for every timer set or cancelled.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rsipstack::transaction::TransactionTimer;
use rsipstack::transaction::transaction::TransactionEvent;
use tokio::time::MissedTickBehavior;

use super::Core;

/// Precision of the timers: a tenth of T1. Each look wakes the thread of the calls, also when there is no call.
const TICK: Duration = Duration::from_millis(50);

/// Fires timers until the port is closed.
pub async fn run(core: Arc<Core>) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = core.closed.cancelled() => return,
        }
        for timer in core.endpoint.timers.poll(Instant::now()) {
            fire(&core, timer);
        }
    }
}

fn fire(core: &Core, timer: TransactionTimer) {
    let endpoint = &core.endpoint;
    if let TransactionTimer::TimerCleanup(key) = timer {
        endpoint.transactions.remove(&key);
        endpoint.finished_transactions.remove(&key);
        endpoint.waiting_ack.retain(|_, waiting| *waiting != key);
        return;
    }
    let key = timer.key().clone();
    if let Some(transaction) = endpoint.transactions.get(&key)
        && transaction.send(TransactionEvent::Timer(timer)).is_err()
    {
        endpoint.detach_transaction(&key, None);
    }
}
