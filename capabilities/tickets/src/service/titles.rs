//! The index of titles follows the log: many titles share one transaction, and opening a ticket waits for none of it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use db::{Db, DbError, Follow, Follower, Tx};
use kernel::StoredEvent;
use ticket::TicketId;
use tokio::sync::{Mutex, watch};
use tokio::task::AbortHandle;
use web::ApiResult;

use super::Tickets;
use crate::store;

/// What gives a ticket its title.
const KINDS: &[&str] = &["tickets.created", "tickets.edited"];

pub(super) struct Indexing;

impl Follow for Indexing {
    async fn apply(&mut self, tx: &mut Tx, events: &[StoredEvent]) -> Result<(), DbError> {
        let named =
            events.iter().filter_map(|stored| stored.event.subject.strip_prefix("ticket:")?.parse().ok());
        let tickets: BTreeSet<TicketId> = named.collect();
        store::titles::index(tx, &tickets.into_iter().collect::<Vec<_>>()).await
    }

    fn forget(&mut self) {}
}

/// The keeping of the index. The task that keeps it ends with the service.
pub(super) struct Titles {
    place: watch::Receiver<i64>,
    /// The follower, as long as no task of its own runs it: two of one name would move each other's place.
    resting: Mutex<Option<Follower<Indexing>>>,
    following: OnceLock<AbortHandle>,
}

impl Drop for Titles {
    fn drop(&mut self) {
        if let Some(following) = self.following.get() {
            following.abort();
        }
    }
}

impl Titles {
    /// Makes the index where it is missing.
    pub(super) async fn open(db: &Db) -> Result<Self, DbError> {
        store::titles::make(db).await?;
        let follower = db.follow("tickets_titles", KINDS, Indexing);
        let place = follower.place();
        Ok(Self { place, resting: Mutex::new(Some(follower)), following: OnceLock::new() })
    }

    /// Follows the log from now on.
    pub(super) async fn follow(&self) {
        if let Some(follower) = self.resting.lock().await.take() {
            self.following.get_or_init(|| tokio::spawn(follower.run()).abort_handle());
        }
    }
}

impl Tickets {
    /// Waits until every title that is given now can be found; usually a quarter of a second later. Where nothing follows
    /// the log ([`Tickets::open`]), what is new in it is indexed now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn titles_indexed(&self) -> ApiResult<()> {
        let last = self.db.last_seq().await?;
        if let Some(follower) = self.titles.resting.lock().await.as_mut() {
            follower.catch_up().await?;
        }
        let mut place = self.titles.place.clone();
        // The follower ends only with this service.
        let _ = place.wait_for(|place| *place >= last).await;
        Ok(())
    }
}
