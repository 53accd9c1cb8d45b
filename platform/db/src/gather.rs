//! Group commit: what comes at almost the same time shares a transaction.

use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;

/// Takes what comes `within` a moment, up to `most` with what the batch already has.
pub async fn gather<T>(from: &mut UnboundedReceiver<T>, batch: &mut Vec<T>, most: usize, within: Duration) {
    if batch.len() + from.len() < most {
        tokio::time::sleep(within).await;
    }
    take_waiting(from, batch, most);
}

/// Takes what has come already, up to `most` with what the batch already has.
pub fn take_waiting<T>(from: &mut UnboundedReceiver<T>, batch: &mut Vec<T>, most: usize) {
    while batch.len() < most
        && let Ok(next) = from.try_recv()
    {
        batch.push(next);
    }
}
