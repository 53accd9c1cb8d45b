//! The index of titles follows the log: many titles share one transaction, and opening a ticket waits for none of it.

use std::collections::BTreeSet;

use db::{Db, DbError, Follow, Tx};
use kernel::StoredEvent;
use ticket::TicketId;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use web::ApiResult;

use super::Tickets;
use crate::store;

/// What gives a ticket its title.
const KINDS: &[&str] = &["tickets.created", "tickets.edited"];

struct Indexing;

impl Follow for Indexing {
    async fn apply(&mut self, tx: &mut Tx, events: &[StoredEvent]) -> Result<(), DbError> {
        let named =
            events.iter().filter_map(|stored| stored.event.subject.strip_prefix("ticket:")?.parse().ok());
        let tickets: BTreeSet<TicketId> = named.collect();
        store::titles::index(tx, &tickets.into_iter().collect::<Vec<_>>()).await
    }

    fn forget(&mut self) {}
}

/// The task that keeps the index; it ends with the service.
pub(super) struct Titles {
    place: watch::Receiver<i64>,
    following: AbortHandle,
}

impl Drop for Titles {
    fn drop(&mut self) {
        self.following.abort();
    }
}

/// Makes the index where it is missing, and follows the log from then on.
pub(super) async fn follow(db: &Db) -> Result<Titles, DbError> {
    store::titles::make(db).await?;
    let follower = db.follow("tickets_titles", KINDS, Indexing);
    let place = follower.place();
    Ok(Titles { place, following: tokio::spawn(follower.run()).abort_handle() })
}

impl Tickets {
    /// Waits until every title that is given now can be found; usually a quarter of a second later. Another service
    /// sees to that where this one works [beside](Tickets::beside) it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn titles_indexed(&self) -> ApiResult<()> {
        let Some(titles) = &self.titles else { return Ok(()) };
        let last = self.db.last_seq().await?;
        let mut place = titles.place.clone();
        // The follower ends only with this service.
        let _ = place.wait_for(|place| *place >= last).await;
        Ok(())
    }
}
