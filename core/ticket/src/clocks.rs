//! The clocks of a ticket: what starts, pauses and stops each, as data.

use std::collections::BTreeMap;

use clock::{
    ClockInput, ClockKind, ClockOutput, ClockPolicy, ClockState, Explanation, Schedule, ServiceClock, Target,
};
use kernel::{Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::event::TicketEvent;
use crate::priority::Priority;
use crate::ticket::Ticket;
use crate::ticket_type::{StateKind, TicketType};
use crate::{MoveName, StateName};

/// What a clock reacts to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "on", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// The ticket was opened.
    Created,
    /// A state was entered, in whatever way.
    Entered {
        /// Which.
        state: StateName,
    },
    /// A move was made.
    Moved {
        /// Which.
        name: MoveName,
    },
    /// It was passed to a department.
    Passed,
    /// The department took it up.
    Accepted,
    /// The department gave it back.
    Returned,
    /// The department gave feedback, or answered the customer.
    DepartmentAnswered,
    /// The customer was told, by customer service or the department.
    CustomerInformed,
    /// The customer wrote or called.
    CustomerWrote,
    /// It was closed.
    Closed,
    /// It was opened again.
    Reopened,
}

impl Trigger {
    /// Whether an event is what it waits for.
    pub fn fits(&self, event: &TicketEvent) -> bool {
        match self {
            Trigger::Created => matches!(event, TicketEvent::Created { .. }),
            Trigger::Entered { state } => event.entered().is_some_and(|(to, _)| to == state),
            Trigger::Moved { name: wanted } => {
                matches!(event, TicketEvent::Moved { name, .. } if name == wanted)
            }
            Trigger::Passed => matches!(event, TicketEvent::Passed { .. }),
            Trigger::Accepted => matches!(event, TicketEvent::Accepted),
            Trigger::Returned => matches!(event, TicketEvent::Returned { .. }),
            Trigger::DepartmentAnswered => {
                matches!(event, TicketEvent::FedBack { .. } | TicketEvent::AnsweredByDepartment { .. })
            }
            Trigger::CustomerInformed => matches!(
                event,
                TicketEvent::CustomerInformed { .. }
                    | TicketEvent::AnsweredFromFeedback { .. }
                    | TicketEvent::AnsweredByDepartment { .. }
            ),
            Trigger::CustomerWrote => matches!(event, TicketEvent::CustomerWrote { .. }),
            Trigger::Closed => event.entered().is_some_and(|(_, kind)| kind == StateKind::Closed),
            Trigger::Reopened => matches!(event, TicketEvent::Reopened { .. }),
        }
    }
}

/// A clock of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// What is measured, how long it may take, when to warn.
    pub policy: ClockPolicy,
    /// Other targets for some priorities.
    #[serde(default)]
    pub by_priority: BTreeMap<Priority, Target>,
    /// What starts it, if it does not run.
    pub start: Vec<Trigger>,
    /// What starts it anew, with the whole time.
    #[serde(default)]
    pub restart: Vec<Trigger>,
    /// What it waits for.
    pub stop: Vec<Trigger>,
    /// Whether it pauses in states of waiting.
    #[serde(default)]
    pub pauses: bool,
}

impl ClockRule {
    fn policy_for(&self, priority: Priority) -> ClockPolicy {
        let target = self.by_priority.get(&priority).copied().unwrap_or(self.policy.target);
        ClockPolicy { target, ..self.policy.clone() }
    }

    fn any(triggers: &[Trigger], event: &TicketEvent) -> bool {
        triggers.iter().any(|trigger| trigger.fits(event))
    }
}

/// The clocks of one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketClocks {
    clocks: BTreeMap<String, ServiceClock>,
}

/// What a clock said.
type Told = (ClockKind, ClockOutput);

impl TicketClocks {
    /// No clock has begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// What an event means for the clocks; `after` is the ticket after it.
    pub fn on(
        &mut self,
        ticket_type: &TicketType,
        event: &TicketEvent,
        after: &Ticket,
        at: Timestamp,
        schedule: &Schedule,
    ) -> Vec<Told> {
        let mut told = Vec::new();
        for rule in &ticket_type.clocks {
            let policy = rule.policy_for(after.priority);
            let kind = policy.kind.clone();
            let clock =
                self.clocks.entry(kind.name().to_owned()).or_insert_with(|| ServiceClock::new(&policy));
            for input in inputs(rule, policy.target, ticket_type, event, after) {
                let outputs = clock.handle(input, at, schedule);
                told.extend(outputs.into_iter().map(|output| (kind.clone(), output)));
            }
        }
        told
    }

    /// What time alone brings.
    pub fn tick(&mut self, now: Timestamp, schedule: &Schedule) -> Vec<Told> {
        self.each(&ClockInput::Tick, now, schedule)
    }

    /// The business calendar was edited.
    pub fn calendar_changed(&mut self, now: Timestamp, schedule: &Schedule) -> Vec<Told> {
        self.each(&ClockInput::CalendarChanged, now, schedule)
    }

    fn each(&mut self, input: &ClockInput, now: Timestamp, schedule: &Schedule) -> Vec<Told> {
        let mut told = Vec::new();
        for clock in self.clocks.values_mut() {
            let outputs = clock.handle(input.clone(), now, schedule);
            told.extend(outputs.into_iter().map(|output| (clock.kind().clone(), output)));
        }
        told
    }

    /// A clock by what it measures.
    pub fn get(&self, kind: &ClockKind) -> Option<&ServiceClock> {
        self.clocks.get(kind.name())
    }

    /// All clocks that have begun, by name.
    pub fn iter(&self) -> impl Iterator<Item = &ServiceClock> {
        self.clocks.values().filter(|clock| *clock.state() != ClockState::Idle)
    }

    /// The due instant that comes first, late ones included: the place of the ticket in the list of work.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.clocks.values().filter_map(ServiceClock::due).min()
    }

    /// When the ticket must be settled: what is answered when it is opened as `due_at`.
    pub fn resolution_due(&self) -> Option<Timestamp> {
        self.get(&ClockKind::Resolution).and_then(ServiceClock::due)
    }

    /// When a tick is wanted, if nothing happens before.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.clocks.values().filter_map(ServiceClock::next_wake).min()
    }

    /// Counts the changes of all clocks: the version under which the ticket is armed.
    pub fn version(&self) -> u64 {
        self.clocks.values().map(ServiceClock::version).sum()
    }

    /// Why each running clock is due then.
    pub fn explain(&self, now: Timestamp, schedule: &Schedule) -> Vec<Explanation> {
        self.iter().map(|clock| clock.explain(now, schedule)).collect()
    }
}

fn inputs(
    rule: &ClockRule,
    target: Target,
    ticket_type: &TicketType,
    event: &TicketEvent,
    after: &Ticket,
) -> Vec<ClockInput> {
    let mut inputs = Vec::new();
    if matches!(event, TicketEvent::Prioritised { .. }) {
        inputs.push(ClockInput::Retarget { target });
    }
    // What is done by an event is not begun anew by it: a department that answers the customer itself leaves nobody to
    // be told.
    if ClockRule::any(&rule.stop, event) {
        inputs.push(ClockInput::Stop);
    } else if ClockRule::any(&rule.restart, event) {
        inputs.push(ClockInput::Restart);
    } else if ClockRule::any(&rule.start, event) {
        inputs.push(ClockInput::Start);
    }
    let label = |name: &StateName| {
        ticket_type.state(name).map_or_else(|| Text::new(&name.0, &name.0), |state| state.label.clone())
    };
    if after.is_closed() {
        inputs.push(ClockInput::Cancel);
    } else if after.merged_into.is_some() {
        inputs
            .push(ClockInput::Pause { why: Text::new("已并入其他工单", "Went up in another ticket") });
    } else if rule.pauses && after.kind.is_waiting() {
        inputs.push(ClockInput::Pause { why: label(&after.state) });
    } else {
        inputs.push(ClockInput::Resume);
    }
    inputs
}
