//! The live board: queues and agents as they stand now.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use agents::Agent;
use kernel::{AgentId, ContactId, QueueId, Timestamp};
use router::{Activity, Channel, Presence, Router, Standing};
use serde::Serialize;
use utoipa::ToSchema;

use crate::engaged::{Engaged, Owed};
use crate::model::{BreakKind, Queue};

/// A contact that waits.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaitingContact {
    /// The contact.
    pub contact: ContactId,
    /// Place in line, from 1.
    pub position: u32,
    /// Since when it has waited.
    pub waiting_since: Timestamp,
    /// Priority now.
    pub priority: i32,
}

/// A queue now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QueueLive {
    /// The queue.
    pub queue: QueueId,
    /// Its name.
    pub name: String,
    /// Number of contacts in line.
    pub waiting: u32,
    /// Since when the longest waits.
    pub longest_waiting_since: Option<Timestamp>,
    /// Contacts ringing at or served by agents.
    pub with_agents: u32,
    /// Agents who could take a call now.
    pub agents_free: u32,
    /// Answer within this time.
    pub service_target_s: f64,
    /// Those in line, first in line first; at most 20.
    pub line: Vec<WaitingContact>,
}

/// An agent now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AgentLive {
    /// The agent.
    pub agent: AgentId,
    /// Staff number.
    pub staff_number: String,
    /// Name.
    pub name: String,
    /// Name of the team.
    pub team: Option<String>,
    /// `offline`, `available`, `break` or `missed`.
    pub presence: String,
    /// Kind of break.
    pub break_kind: Option<String>,
    /// Since when.
    pub presence_since: Timestamp,
    /// When the break should end.
    pub break_until: Option<Timestamp>,
    /// `idle`, `offered`, `handling` or `wrap_up`.
    pub activity: String,
    /// Since when.
    pub activity_since: Timestamp,
    /// One word for presence and activity together: `offline`, `available`, `ringing`, `busy`, `after_call_work`,
    /// `break` or `missed` (ACD-2).
    pub state: String,
    /// Since when.
    pub state_since: Timestamp,
    /// Has a device for calls.
    pub reachable: bool,
    /// Contacts ringing, handled or in after-call work.
    pub contacts: Vec<ContactId>,
    /// A break that waits for a supervisor's approval.
    pub break_wanted: Option<String>,
}

/// Everything that is live.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LiveBoard {
    /// The moment of the picture.
    pub at: Timestamp,
    /// Queues.
    pub queues: Vec<QueueLive>,
    /// Agents by staff number.
    pub agents: Vec<AgentLive>,
}

const LINE: usize = 20;

/// What the board is painted from.
pub struct Sources<'a> {
    pub router: &'a Router,
    pub queues: &'a [Queue],
    pub agents: &'a BTreeMap<AgentId, Agent>,
    pub breaks: &'a [BreakKind],
    pub wanted: &'a BTreeMap<AgentId, String>,
    pub restored: &'a BTreeMap<AgentId, Timestamp>,
    pub reachable: &'a dyn Fn(AgentId) -> bool,
    pub engaged: &'a HashMap<AgentId, Engaged>,
    pub owed: &'a HashMap<ContactId, Owed>,
}

impl Sources<'_> {
    pub fn board(&self, at: Timestamp) -> LiveBoard {
        let mut agents: Vec<AgentLive> = self.agents.keys().filter_map(|id| self.agent(*id)).collect();
        agents.sort_by(|a, b| {
            (a.staff_number.len(), &a.staff_number).cmp(&(b.staff_number.len(), &b.staff_number))
        });
        LiveBoard { at, queues: self.queues.iter().filter_map(|queue| self.queue(queue)).collect(), agents }
    }

    fn queue(&self, queue: &Queue) -> Option<QueueLive> {
        let view = self.router.queue_view(queue.id)?;
        let line = view.waiting.iter().take(LINE).map(|contact| WaitingContact {
            contact: contact.contact,
            position: match contact.standing {
                Standing::Waiting { position, .. } => position,
                Standing::Offered { .. } | Standing::Handling { .. } => 0,
            },
            waiting_since: contact.waiting_since,
            priority: contact.effective_priority,
        });
        Some(QueueLive {
            queue: queue.id,
            name: queue.form.name.clone(),
            waiting: u32::try_from(view.waiting.len()).unwrap_or(u32::MAX),
            longest_waiting_since: view.longest_waiting_since,
            with_agents: view.with_agents,
            agents_free: self.router.open_agents(queue.id, Channel::Voice),
            service_target_s: queue.form.service_target_s,
            line: line.collect(),
        })
    }

    fn agent(&self, id: AgentId) -> Option<AgentLive> {
        let mut view = self.router.agent_view(id)?;
        view.presence_since = self.restored.get(&id).copied().unwrap_or(view.presence_since);
        let past_the_router = self.past_the_router(id, &mut view);
        let agent = self.agents.get(&id)?;
        let break_kind = match &view.presence {
            Presence::Break { kind } => Some(kind.clone()),
            Presence::Offline | Presence::Available | Presence::Missed => None,
        };
        let limit = break_kind
            .as_ref()
            .and_then(|kind| self.breaks.iter().find(|known| known.kind == *kind)?.limit_s);
        let limit = limit.and_then(|limit| u64::try_from(limit).ok()).map(Duration::from_secs);
        let (state, state_since) = state(&view);
        let in_wrap_up = view.wrap_ups.iter().map(|wrap_up| wrap_up.contact);
        Some(AgentLive {
            agent: id,
            staff_number: agent.staff_number.clone(),
            name: agent.name.clone(),
            team: agent.team.as_ref().map(|team| team.name.clone()),
            presence: presence_name(&view.presence).to_owned(),
            break_kind,
            presence_since: view.presence_since,
            break_until: limit.map(|limit| view.presence_since.plus(limit)),
            activity: activity_name(view.activity).to_owned(),
            activity_since: view.activity_since,
            state: state.to_owned(),
            state_since,
            reachable: (self.reachable)(id),
            contacts: view
                .offered
                .iter()
                .chain(&view.handling)
                .copied()
                .chain(in_wrap_up)
                .chain(past_the_router)
                .collect(),
            break_wanted: self.wanted.get(&id).cloned(),
        })
    }
}

impl Sources<'_> {
    /// What the agent has in hand that the router does not know of; told as if it did.
    fn past_the_router(&self, id: AgentId, view: &mut router::AgentView) -> Option<ContactId> {
        if view.activity != Activity::Idle {
            return None;
        }
        if let Some(engaged) = self.engaged.get(&id) {
            (view.activity, view.activity_since) = (Activity::Handling, engaged.since);
            return engaged.contact;
        }
        let (contact, owed) = self.owed.iter().find(|(_, owed)| owed.agent == id)?;
        (view.activity, view.activity_since) = (Activity::WrapUp, owed.since);
        Some(*contact)
    }
}

pub fn presence_name(presence: &Presence) -> &'static str {
    match presence {
        Presence::Offline => "offline",
        Presence::Available => "available",
        Presence::Break { .. } => "break",
        Presence::Missed => "missed",
    }
}

pub fn activity_name(activity: Activity) -> &'static str {
    match activity {
        Activity::Idle => "idle",
        Activity::Offered => "offered",
        Activity::Handling => "handling",
        Activity::WrapUp => "wrap_up",
    }
}

/// What people see: work in hand comes before what was declared.
fn state(view: &router::AgentView) -> (&'static str, Timestamp) {
    match (view.activity, &view.presence) {
        (Activity::Handling, _) => ("busy", view.activity_since),
        (Activity::Offered, _) => ("ringing", view.activity_since),
        (Activity::WrapUp, _) => ("after_call_work", view.activity_since),
        (Activity::Idle, Presence::Available) => ("available", view.activity_since.max(view.presence_since)),
        (Activity::Idle, presence) => (presence_name(presence), view.presence_since),
    }
}
