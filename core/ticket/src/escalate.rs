//! Who above hears of what (TKT-4).

use clock::{ClockKind, ClockOutput};
use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::event::TicketEvent;
use crate::priority::Severity;
use crate::ticket::Ticket;
use crate::ticket_type::TicketType;

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EscalateTo {
    /// Whoever works on it.
    Assignee,
    /// The leader of that one's team.
    Leader,
    /// The supervisor on duty.
    Supervisor,
    /// The head of the department that has it, one higher with each level.
    DepartmentHead,
}

/// What makes somebody hear of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "on", rename_all = "snake_case", deny_unknown_fields)]
pub enum EscalateOn {
    /// A clock warned.
    Warned {
        /// Which clock.
        clock: ClockKind,
    },
    /// A clock was breached.
    Breached {
        /// Which clock.
        clock: ClockKind,
    },
    /// The severity is that or worse.
    Severity {
        /// 1 is worst.
        at_least: Severity,
    },
    /// It was opened again.
    Reopened,
    /// A department has it for the n-th time or more.
    Round {
        /// From which time on.
        from: u32,
    },
}

/// Who hears of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EscalationRule {
    /// What.
    pub when: EscalateOn,
    /// Who.
    pub to: EscalateTo,
    /// Whether the ticket goes over to whoever is told.
    #[serde(default)]
    pub reassign: bool,
}

/// Somebody is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Escalation {
    /// Who.
    pub to: EscalateTo,
    /// Whether the ticket goes over to them.
    pub reassign: bool,
    /// Why, for people.
    pub why: Text,
}

impl TicketType {
    /// Who is to be told because of an event; `after` is the ticket after it.
    pub fn escalations_of(&self, event: &TicketEvent, after: &Ticket) -> Vec<Escalation> {
        self.told(|when| match (when, event) {
            (EscalateOn::Severity { at_least }, TicketEvent::Created { severity, .. }) => {
                (severity <= at_least).then(|| severe(*severity))
            }
            (EscalateOn::Severity { at_least }, TicketEvent::Prioritised { severity, .. }) => {
                (severity <= at_least).then(|| severe(*severity))
            }
            (EscalateOn::Reopened, TicketEvent::Reopened { why, .. }) => {
                Some(Text::new(format!("重新打开：{why}"), format!("Opened again: {why}")))
            }
            (EscalateOn::Round { from }, TicketEvent::Passed { department, round, .. }) if round >= from => {
                let zh = format!("第 {round} 次转交{department}：客户仍不满意");
                let en =
                    format!("Passed to {department} for the {round}. time: the customer is not satisfied");
                Some(Text::new(zh, en))
            }
            _ => None,
        })
        .into_iter()
        .filter(|_| !after.is_closed())
        .collect()
    }

    /// Who is to be told because of what a clock says.
    pub fn escalations_of_clock(&self, clock: &ClockKind, output: &ClockOutput) -> Vec<Escalation> {
        let label = clock.label();
        self.told(|when| match (when, output) {
            (EscalateOn::Warned { clock: of }, ClockOutput::Warned { percent, .. }) if of == clock => {
                let zh = format!("{}时限已用 {percent}%", label.zh);
                Some(Text::new(zh, format!("{}: {percent}% of the time is used", label.en)))
            }
            (EscalateOn::Breached { clock: of }, ClockOutput::Breached { .. }) if of == clock => {
                Some(Text::new(format!("{}超时", label.zh), format!("{}: late", label.en)))
            }
            _ => None,
        })
    }

    fn told(&self, why: impl Fn(&EscalateOn) -> Option<Text>) -> Vec<Escalation> {
        let tell = |rule: &EscalationRule| {
            let why = why(&rule.when)?;
            Some(Escalation { to: rule.to, reassign: rule.reassign, why })
        };
        self.escalations.iter().filter_map(tell).collect()
    }
}

fn severe(severity: Severity) -> Text {
    let level = severity.level();
    Text::new(format!("严重程度 {level} 级"), format!("Severity {level}"))
}
