//! The types that come with the product, as data that a centre can change.

mod after_sales;
mod complaint;
mod enquiry;
mod incident;
mod internal;
mod repair;
mod suggestion;

use std::collections::BTreeMap;

use clock::{ClockKind, ClockPolicy, Target};
use kernel::Text;

use crate::clocks::{ClockRule, Trigger};
use crate::escalate::{EscalateOn, EscalateTo, EscalationRule};
use crate::field::{Choice, FieldDef, FieldKind, FieldValue};
use crate::priority::{Priority, Severity};
use crate::ticket_type::{
    Condition, DepartmentRule, MoveDef, Party, ReopenRule, StateDef, StateKind, TicketType,
};

/// The built-in types: enquiry, complaint, suggestion, repair, after-sales, internal request, incident.
pub fn types() -> Vec<TicketType> {
    vec![
        enquiry::enquiry(),
        complaint::complaint(),
        suggestion::suggestion(),
        repair::repair(),
        after_sales::after_sales(),
        internal::internal_request(),
        incident::incident(),
    ]
}

const SERVICE: &[Party] = &[Party::Service, Party::Supervisor];
const SUPERVISOR: &[Party] = &[Party::Supervisor];

fn state(name: &str, zh: &str, en: &str, kind: StateKind) -> StateDef {
    StateDef { name: name.into(), label: Text::new(zh, en), kind, on_customer_wrote: None }
}

impl StateDef {
    fn goes_on(mut self, to: &str) -> Self {
        self.on_customer_wrote = Some(to.into());
        self
    }
}

fn a_move(name: &str, zh: &str, en: &str, from: &[&str], to: &str, by: &[Party]) -> MoveDef {
    MoveDef {
        name: name.into(),
        label: Text::new(zh, en),
        from: from.iter().map(|state| (*state).into()).collect(),
        to: to.into(),
        by: by.to_vec(),
        needs: Vec::new(),
        only_if: Vec::new(),
        needs_reason: false,
    }
}

impl MoveDef {
    fn needs(mut self, fields: &[&str]) -> Self {
        self.needs = fields.iter().map(|field| (*field).into()).collect();
        self
    }

    fn reason(mut self) -> Self {
        self.needs_reason = true;
        self
    }

    fn only_if(mut self, field: &str, value: impl Into<FieldValue>) -> Self {
        self.only_if.push(Condition::Is { field: field.into(), value: value.into() });
        self
    }

    fn at_most(mut self, field: &str, most: i64) -> Self {
        self.only_if.push(Condition::AtMost { field: field.into(), most });
        self
    }

    fn any_of(mut self, fields: &[&str]) -> Self {
        let fields = fields.iter().map(|field| (*field).into()).collect();
        self.only_if.push(Condition::AnyFilled { fields });
        self
    }
}

fn field(name: &str, zh: &str, en: &str, takes: FieldKind) -> FieldDef {
    FieldDef { name: name.into(), label: Text::new(zh, en), takes, required: false, must_be: None }
}

fn required(field: FieldDef) -> FieldDef {
    FieldDef { required: true, ..field }
}

fn text() -> FieldKind {
    FieldKind::Text { longest: 2_000 }
}

fn short() -> FieldKind {
    FieldKind::Text { longest: 100 }
}

fn files() -> FieldKind {
    FieldKind::Files { most: 9 }
}

fn choice(options: &[(&str, &str, &str)]) -> FieldKind {
    let options =
        options.iter().map(|(name, zh, en)| Choice { name: (*name).to_owned(), label: Text::new(*zh, *en) });
    FieldKind::Choice { options: options.collect() }
}

fn entered(state: &str) -> Trigger {
    Trigger::Entered { state: state.into() }
}

fn clock(kind: ClockKind, target: Target, start: &[Trigger], stop: &[Trigger]) -> ClockRule {
    ClockRule {
        policy: ClockPolicy::new(kind, target),
        by_priority: BTreeMap::new(),
        start: start.to_vec(),
        restart: Vec::new(),
        stop: stop.to_vec(),
        pauses: false,
    }
}

impl ClockRule {
    fn again_on(mut self, triggers: &[Trigger]) -> Self {
        self.restart = triggers.to_vec();
        self
    }

    fn pausing(mut self) -> Self {
        self.pauses = true;
        self
    }

    fn shorter(mut self, urgent: Target, high: Target) -> Self {
        self.by_priority = [(Priority::Urgent, urgent), (Priority::High, high)].into();
        self
    }
}

/// Answering what the customer writes, and settling the matter.
fn usual_clocks(resolution: Target) -> Vec<ClockRule> {
    vec![
        clock(
            ClockKind::NextResponse,
            Target::hours(24),
            &[Trigger::CustomerWrote],
            &[Trigger::CustomerInformed],
        )
        .again_on(&[]),
        clock(ClockKind::Resolution, resolution, &[Trigger::Created], &[Trigger::Closed])
            .again_on(&[Trigger::Reopened])
            .pausing(),
    ]
}

/// Every hand-over to a department has a clock.
fn department_clocks() -> Vec<ClockRule> {
    let over = [Trigger::Returned, Trigger::Closed];
    let answered = [&[Trigger::DepartmentAnswered], &over[..]].concat();
    let accepted = [&[Trigger::Accepted], &over[..]].concat();
    vec![
        clock(ClockKind::DepartmentAccept, Target::working_hours(4), &[], &accepted)
            .again_on(&[Trigger::Passed]),
        clock(ClockKind::DepartmentAnswer, Target::working_days(1), &[], &answered)
            .again_on(&[Trigger::Accepted]),
        clock(
            ClockKind::InformCustomer,
            Target::working_hours(2),
            &[],
            &[Trigger::CustomerInformed, Trigger::Closed],
        )
        .again_on(&[Trigger::Passed, Trigger::Returned, Trigger::DepartmentAnswered]),
    ]
}

fn tell(when: EscalateOn, to: EscalateTo) -> EscalationRule {
    EscalationRule { when, to, reassign: false }
}

/// Warnings to who works on it, breaches to the leader, silence of a department to its head, the worst at once to the
/// supervisor.
fn usual_escalations(clocks: &[ClockRule], departments: bool) -> Vec<EscalationRule> {
    let mut rules = Vec::new();
    for clock in clocks.iter().map(|rule| rule.policy.kind.clone()) {
        let of_department = matches!(clock, ClockKind::DepartmentAccept | ClockKind::DepartmentAnswer);
        rules.push(tell(EscalateOn::Warned { clock: clock.clone() }, EscalateTo::Assignee));
        let above = if of_department { EscalateTo::DepartmentHead } else { EscalateTo::Leader };
        rules.push(tell(EscalateOn::Breached { clock }, above));
    }
    if departments {
        rules.push(tell(EscalateOn::Round { from: 2 }, EscalateTo::DepartmentHead));
    }
    rules.push(tell(EscalateOn::Severity { at_least: Severity::WORST }, EscalateTo::Supervisor));
    rules
}

/// The states of the department's work, the same in every type that has it.
fn department_states() -> Vec<StateDef> {
    vec![
        state("with_department", "部门处理中", "With the department", StateKind::Department),
        state("feedback_received", "部门已反馈，待答复客户", "Feedback received", StateKind::Open),
        state("asking_customer", "已答复，待客户确认", "Customer asked", StateKind::Open),
    ]
}

fn department_rule(from: &[&str], satisfied: &str) -> Option<DepartmentRule> {
    Some(DepartmentRule {
        from: from.iter().map(|state| (*state).into()).collect(),
        with: "with_department".into(),
        feedback: "feedback_received".into(),
        asking: "asking_customer".into(),
        satisfied: satisfied.into(),
    })
}

fn reopens_to(state: &str) -> Option<ReopenRule> {
    Some(ReopenRule { to: state.into() })
}
