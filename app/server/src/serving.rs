//! Who serves which customer at this moment, as those above customers know it.

use std::sync::{Arc, Weak};

use contacts::Contacts;
use customers::Serving;
use futures::FutureExt;
use futures::future::BoxFuture;
use kernel::{CustomerId, Principal};
use tickets::{TicketFilter, Tickets};

/// Contacts and tickets in the hands of those who ask. They hold the customers themselves, so they are held weakly.
pub struct Hands {
    contacts: Weak<Contacts>,
    tickets: Weak<Tickets>,
}

impl Hands {
    /// Asks these two.
    pub fn new(contacts: &Arc<Contacts>, tickets: &Arc<Tickets>) -> Self {
        Self { contacts: Arc::downgrade(contacts), tickets: Arc::downgrade(tickets) }
    }

    /// An open ticket of the customer in the person's own hands.
    async fn has_ticket(&self, who: &Principal, customer: CustomerId) -> bool {
        let Some(tickets) = self.tickets.upgrade() else { return false };
        let assignee = match (who.agent, who.user) {
            (Some(agent), _) => format!("agent:{agent}"),
            (None, Some(user)) => format!("user:{user}"),
            (None, None) => return false,
        };
        let filter = TicketFilter {
            customer: Some(customer),
            assignee: Some(assignee),
            open: Some(true),
            limit: Some(1),
            ..TicketFilter::default()
        };
        match tickets.page(&Principal::system(), filter).await {
            Ok(page) => !page.items.is_empty(),
            Err(err) => {
                tracing::warn!(error = %err, "tickets in hand cannot be looked up; data stay masked");
                false
            }
        }
    }
}

impl Serving for Hands {
    fn serves<'a>(&'a self, who: &'a Principal, customer: CustomerId) -> BoxFuture<'a, bool> {
        async move {
            let live = self.contacts.upgrade().is_some_and(|contacts| contacts.serves(who, customer));
            live || self.has_ticket(who, customer).await
        }
        .boxed()
    }
}
