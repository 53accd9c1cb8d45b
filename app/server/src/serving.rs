//! What those below ask of those above them: who serves which customer at this moment, what is still owed about a
//! ticket, what things are called.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Weak};

use contacts::Contacts;
use customers::{Customers, Serving};
use futures::FutureExt;
use futures::future::BoxFuture;
use identity::NameObjects;
use kernel::{CustomerId, Principal};
use promises::{PromiseFilter, Promises, Shown, VisitFilter};
use ticket::TicketId;
use tickets::{StillOwed, TicketFilter, Tickets};
use web::ApiResult;

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

/// The promises, which hold the tickets themselves and are held weakly here.
pub struct Owing(Weak<Promises>);

impl Owing {
    /// Asks these.
    pub fn new(promises: &Arc<Promises>) -> Self {
        Self(Arc::downgrade(promises))
    }

    async fn any(&self, ticket: TicketId) -> ApiResult<bool> {
        // Nobody to ask: nothing is deleted.
        let Some(promises) = self.0.upgrade() else { return Ok(true) };
        let system = Principal::system();
        let open = PromiseFilter { ticket: Some(ticket), limit: Some(1), ..PromiseFilter::default() };
        for show in [Shown::Open, Shown::Overdue] {
            let filter = PromiseFilter { show: Some(show), ..open.clone() };
            if !promises.page(&system, filter).await?.items.is_empty() {
                return Ok(true);
            }
        }
        let planned = VisitFilter {
            state: Some("planned".to_owned()),
            ticket: Some(ticket),
            limit: Some(1),
            ..VisitFilter::default()
        };
        Ok(!promises.visits(&system, planned).await?.items.is_empty())
    }
}

impl StillOwed for Owing {
    fn owes(&self, ticket: TicketId) -> Pin<Box<dyn Future<Output = ApiResult<bool>> + Send + '_>> {
        self.any(ticket).boxed()
    }
}

/// The names of things, for the audit log.
pub struct Names {
    customers: Weak<Customers>,
    contacts: Weak<Contacts>,
}

impl Names {
    /// Asks these.
    pub fn new(customers: &Arc<Customers>, contacts: &Arc<Contacts>) -> Self {
        Self { customers: Arc::downgrade(customers), contacts: Arc::downgrade(contacts) }
    }

    async fn find(&self, subjects: &[String]) -> ApiResult<BTreeMap<String, String>> {
        let (Some(customers), Some(contacts)) = (self.customers.upgrade(), self.contacts.upgrade()) else {
            return Ok(BTreeMap::new());
        };
        let ids = subjects.iter().filter_map(|one| one.strip_prefix("customer:")?.parse().ok());
        let ids: Vec<CustomerId> = ids.collect();
        let named = customers.names(&ids).await?;
        let mut names: BTreeMap<String, String> =
            named.into_iter().map(|(id, name)| (format!("customer:{id}"), name)).collect();
        for subject in subjects {
            let Some(id) = subject.strip_prefix("contact:").and_then(|id| id.parse().ok()) else { continue };
            if let Ok(contact) = contacts.by_id(&Principal::system(), id).await {
                names.insert(subject.clone(), format!("#{}", contact.number));
            }
        }
        Ok(names)
    }
}

impl NameObjects for Names {
    fn names<'a>(&'a self, subjects: &'a [String]) -> BoxFuture<'a, BTreeMap<String, String>> {
        async move {
            self.find(subjects).await.unwrap_or_else(|err| {
                tracing::warn!(error = %err, "names of things cannot be looked up");
                BTreeMap::new()
            })
        }
        .boxed()
    }
}
