//! Following the log: from events to the tables of facts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use contact::{ContactEvent, Record, Segment};
use contacts::Contacts;
use db::{Db, DbError, EventFilter, Follow, Tx};
use indexmap::IndexSet;
use kernel::{AgentId, ContactId, StoredEvent};

use crate::rules::agent_state::{AgentNow, AgentStretch, Observed};
use crate::rules::fact::{Fact, Tracked};
use crate::rules::promised::Promised;
use crate::rules::ticketed::TicketRound;
use crate::store;

/// The kinds of events that change a fact.
pub const KINDS: &[&str] = &[
    "contacts.arrived",
    "contacts.customer_matched",
    "contacts.queued",
    "contacts.ringing",
    "contacts.offer_ended",
    "contacts.connected",
    "contacts.held",
    "contacts.resumed",
    "contacts.ended",
    "contacts.wrap_up_started",
    "contacts.recorded",
    "contacts.wrap_up_finished",
    "contacts.surveyed",
    "promises.made",
    "promises.tried",
    "promises.kept",
    "promises.broken",
    "promises.made_good",
    "promises.moved",
    "promises.became_due",
    "promises.withdrawn",
    "promises.reassigned",
    "routing.presence",
    "routing.activity",
    "tickets.created",
    "tickets.moved",
    "tickets.edited",
    "tickets.prioritised",
    "tickets.assigned",
    "tickets.passed",
    "tickets.accepted",
    "tickets.returned",
    "tickets.fed_back",
    "tickets.answered_by_department",
    "tickets.answered_from_feedback",
    "tickets.customer_informed",
    "tickets.satisfied",
    "tickets.not_satisfied",
    "tickets.reopened",
    "tickets.customer_wrote",
    "tickets.linked",
    "tickets.unlinked",
    "tickets.merged_into",
    "tickets.absorbed",
    "tickets.merge_undone",
    "tickets.released",
    "tickets.split_off",
    "tickets.noted",
    "tickets.watched",
    "tickets.unwatched",
    "tickets.escalated",
    "tickets.clock_warned",
    "tickets.clock_moved",
    "tickets.clock_breached",
];
/// Contacts kept in memory; those that are over leave first, and come back from the log when they are needed.
const KEPT: usize = 1024;
/// Longest story of a contact that is read again.
const STORY: u32 = 10_000;

/// The facts as they grow.
pub struct Projection {
    db: Db,
    contacts: Arc<Contacts>,
    tracked: HashMap<ContactId, Tracked>,
    agents: Option<HashMap<AgentId, AgentNow>>,
}

/// What a batch of events changes.
#[derive(Default)]
struct Batch {
    counted: IndexSet<ContactId>,
    segments: Vec<(ContactId, AgentId, Segment)>,
    agents: HashSet<AgentId>,
    stretches: Vec<AgentStretch>,
    promised: Vec<Promised>,
    rounds: Vec<TicketRound>,
}

impl Projection {
    /// A projection that remembers nothing yet.
    pub fn new(db: Db, contacts: Arc<Contacts>) -> Self {
        Self { db, contacts, tracked: HashMap::new(), agents: None }
    }

    fn complete(&self) -> impl Fn(&Record) -> bool + use<> {
        let categories = self.contacts.categories();
        move |record| contacts::missing_fields(record, &categories).is_empty()
    }

    async fn contact_event(
        &mut self,
        stored: &StoredEvent,
        id: ContactId,
        batch: &mut Batch,
    ) -> Result<(), DbError> {
        let Some(event) = read(stored) else { return Ok(()) };
        let at = stored.event.at;
        if let Some(begun) = Tracked::begin(id, &event, at) {
            self.tracked.insert(id, begun);
            return Ok(());
        }
        if !self.tracked.contains_key(&id) {
            self.rebuild(id, stored.seq).await?;
        }
        let complete = self.complete();
        let Some(tracked) = self.tracked.get_mut(&id) else { return Ok(()) };
        let change = tracked.apply(&event, at, complete);
        if let Some(segment) = change.segment
            && let Some(agent) = segment.agent.as_ref().map(|agent| agent.id)
        {
            batch.segments.push((id, agent, segment));
        }
        if change.counted {
            batch.counted.insert(id);
        }
        Ok(())
    }

    /// Brings back a contact that is not in memory, as it was before an event.
    async fn rebuild(&mut self, id: ContactId, before: i64) -> Result<(), DbError> {
        let filter = EventFilter { after: 0, subject: Some(format!("contact:{id}")), limit: STORY };
        let complete = self.complete();
        let mut tracked: Option<Tracked> = None;
        for stored in self.db.events(filter).await?.iter().take_while(|stored| stored.seq < before) {
            let Some(event) = read(stored) else { continue };
            match &mut tracked {
                Some(tracked) => {
                    tracked.apply(&event, stored.event.at, &complete);
                }
                None => tracked = Tracked::begin(id, &event, stored.event.at),
            }
        }
        if let Some(tracked) = tracked {
            self.tracked.insert(id, tracked);
        }
        Ok(())
    }

    async fn agent_event(
        &mut self,
        stored: &StoredEvent,
        id: AgentId,
        batch: &mut Batch,
    ) -> Result<(), DbError> {
        let data = stored.event.data.value();
        let text = |field: &str| data.get(field).and_then(|value| value.as_str()).map(str::to_owned);
        let observed = match stored.event.kind.as_str() {
            "routing.presence" => text("presence").map(Observed::Presence),
            _ => text("activity").map(Observed::Activity),
        };
        let Some(observed) = observed else { return Ok(()) };
        let agents = match &mut self.agents {
            Some(agents) => agents,
            none => {
                let known = store::agents(&self.db).await?;
                none.insert(known.into_iter().map(|now| (now.agent, now)).collect())
            }
        };
        let at = stored.event.at;
        let now = agents.entry(id).or_insert_with(|| AgentNow::unknown(id, at));
        batch.stretches.extend(now.observe(observed, at));
        batch.agents.insert(id);
        Ok(())
    }

    async fn save(&self, tx: &mut Tx, batch: &Batch) -> Result<(), DbError> {
        let facts: Vec<Fact> = batch.counted.iter().filter_map(|id| self.tracked.get(id)?.fact()).collect();
        store::save_facts(tx, &facts).await?;
        store::add_segments(tx, &batch.segments).await?;
        store::add_stretches(tx, &batch.stretches).await?;
        store::save_promised(tx, &batch.promised).await?;
        store::tickets::save(tx, &batch.rounds).await?;
        let agents = self.agents.iter().flat_map(HashMap::values);
        let changed: Vec<&AgentNow> = agents.filter(|now| batch.agents.contains(&now.agent)).collect();
        store::save_agents(tx, &changed).await
    }
}

impl Follow for Projection {
    async fn apply(&mut self, tx: &mut Tx, events: &[StoredEvent]) -> Result<(), DbError> {
        let mut batch = Batch::default();
        for stored in events {
            match stored.event.subject.split_once(':') {
                Some(("contact", id)) => {
                    if let Ok(id) = id.parse() {
                        self.contact_event(stored, id, &mut batch).await?;
                    }
                }
                Some(("agent", id)) => {
                    if let Ok(id) = id.parse() {
                        self.agent_event(stored, id, &mut batch).await?;
                    }
                }
                Some(("ticket", id)) => batch.rounds.extend(TicketRound::after(id, stored)),
                Some(("promise", id)) => batch.promised.extend(Promised::after(id, stored)),
                _ => {}
            }
        }
        self.save(tx, &batch).await?;
        if self.tracked.len() > KEPT {
            self.tracked.retain(|_, tracked| !tracked.is_over());
        }
        Ok(())
    }

    fn forget(&mut self) {
        self.tracked.clear();
        self.agents = None;
    }
}

/// A contact event; nothing for a shape that this program does not know.
fn read(stored: &StoredEvent) -> Option<ContactEvent> {
    match stored.event.data.read() {
        Ok(event) => Some(event),
        Err(err) => {
            tracing::warn!(seq = stored.seq, kind = stored.event.kind, error = %err, "an event cannot be counted");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use ticket::TicketEvent;

    use super::KINDS;

    /// The name under which an event of a ticket is logged. A new kind of event does not compile here until it is named.
    fn name(event: &TicketEvent) -> &'static str {
        match event {
            TicketEvent::Created { .. } => "created",
            TicketEvent::Moved { .. } => "moved",
            TicketEvent::Edited { .. } => "edited",
            TicketEvent::Prioritised { .. } => "prioritised",
            TicketEvent::Assigned { .. } => "assigned",
            TicketEvent::Passed { .. } => "passed",
            TicketEvent::Accepted => "accepted",
            TicketEvent::Returned { .. } => "returned",
            TicketEvent::FedBack { .. } => "fed_back",
            TicketEvent::AnsweredByDepartment { .. } => "answered_by_department",
            TicketEvent::AnsweredFromFeedback { .. } => "answered_from_feedback",
            TicketEvent::CustomerInformed { .. } => "customer_informed",
            TicketEvent::Satisfied { .. } => "satisfied",
            TicketEvent::NotSatisfied { .. } => "not_satisfied",
            TicketEvent::Reopened { .. } => "reopened",
            TicketEvent::CustomerWrote { .. } => "customer_wrote",
            TicketEvent::Linked { .. } => "linked",
            TicketEvent::Unlinked { .. } => "unlinked",
            TicketEvent::MergedInto { .. } => "merged_into",
            TicketEvent::Absorbed { .. } => "absorbed",
            TicketEvent::MergeUndone { .. } => "merge_undone",
            TicketEvent::Released { .. } => "released",
            TicketEvent::SplitOff { .. } => "split_off",
            TicketEvent::Noted { .. } => "noted",
            TicketEvent::Watched { .. } => "watched",
            TicketEvent::Unwatched { .. } => "unwatched",
            TicketEvent::Attached { .. } => "attached",
            TicketEvent::Escalated { .. } => "escalated",
        }
    }

    #[test]
    fn the_events_of_tickets_are_followed_under_their_names() {
        let noted = TicketEvent::Accepted;
        let logged = serde_json::to_value(&noted).unwrap();
        assert_eq!(logged["event"], name(&noted));
        let followed = KINDS.iter().filter(|kind| kind.starts_with("tickets.")).count();
        // All 28 but `attached`, which is told without changing the ticket, and three that clocks bring about.
        assert_eq!(followed, 28 - 1 + 3);
    }
}
