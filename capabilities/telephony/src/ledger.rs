//! What telephony keeps besides contacts, written many at once: recordings and call-back requests.

use std::time::Duration;

use db::{Db, DbError};
use kernel::{Actor, NewEvent, RecordingId};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};

use crate::model::{CallbackRequest, Recording};
use crate::store;

const BATCH: usize = 256;
const RETRY: Duration = Duration::from_millis(500);

/// Something to keep.
pub enum Entry {
    /// A recording begins.
    RecordingBegun(Box<Recording>),
    /// A recording is complete, or failed.
    RecordingDone {
        /// The recording.
        id: RecordingId,
        /// Length.
        duration_ms: i64,
        /// Why it is not whole, if it is not.
        failure: Option<String>,
    },
    /// A call-back is promised; told when it is kept.
    Callback(Box<CallbackRequest>, Option<oneshot::Sender<()>>),
}

/// The way to the writer.
#[derive(Clone)]
pub struct Ledger(mpsc::UnboundedSender<Entry>);

impl Ledger {
    /// Starts the writer.
    pub fn start(db: Db) -> Self {
        let (entries, received) = mpsc::unbounded_channel();
        tokio::spawn(run(db, received));
        Self(entries)
    }

    /// Hands something to the writer.
    pub fn keep(&self, entry: Entry) {
        if self.0.send(entry).is_err() {
            tracing::error!("the writer of recordings has ended");
        }
    }
}

/// Writes until all senders are gone; a batch that fails is kept and tried again.
async fn run(db: Db, mut entries: mpsc::UnboundedReceiver<Entry>) {
    let mut batch = Vec::with_capacity(BATCH);
    while entries.recv_many(&mut batch, BATCH).await > 0 {
        while let Err(err) = write(&db, &batch).await {
            tracing::warn!(error = %err, "recordings cannot be noted; trying again");
            tokio::time::sleep(RETRY).await;
        }
        for entry in batch.drain(..) {
            if let Entry::Callback(_, Some(kept)) = entry {
                // Whoever asked may have gone: the request is kept all the same.
                let _ = kept.send(());
            }
        }
    }
}

async fn write(db: &Db, batch: &[Entry]) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    for entry in batch {
        match entry {
            Entry::RecordingBegun(recording) => store::add_recording(&mut tx, recording).await?,
            Entry::RecordingDone { id, duration_ms, failure } => {
                let state = if failure.is_some() { "failed" } else { "complete" };
                store::finish_recording(&mut tx, *id, *duration_ms, state, failure.as_deref()).await?;
            }
            Entry::Callback(request, _) => {
                store::add_callback(&mut tx, request).await?;
                tx.emit(NewEvent {
                    at: request.requested_at,
                    kind: "telephony.callback_requested".to_owned(),
                    subject: format!("callback:{}", request.id),
                    actor: Actor::Customer,
                    data: json!({"contact": request.contact_id, "due_at": request.due_at}),
                });
            }
        }
    }
    tx.commit().await
}
