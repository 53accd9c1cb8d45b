//! The work with departments, the same for all types (TKT-4, TKT-5).
//!
//! passed → accepted | returned with a reason; accepted → written feedback to customer service, which answers the
//! customer, or the department answers the customer itself; then the customer is asked: satisfied, or back to the
//! department with what is missing, one level higher from the second round on.

use kernel::{ContactId, Refused};

use super::{Decided, need, plain, text};
use crate::DepartmentName;
use crate::command::Possible;
use crate::event::TicketEvent;
use crate::ticket::{DepartmentPhase, DepartmentWork, Ticket};
use crate::ticket_type::{DepartmentRule, Doer, Party, StateDef, TicketType};

/// The highest level of a department.
const HIGHEST_LEVEL: u8 = 3;

const SERVICE: [Party; 3] = [Party::Service, Party::Supervisor, Party::System];

fn level(round: u32) -> u8 {
    u8::try_from(round.saturating_sub(1)).unwrap_or(HIGHEST_LEVEL).min(HIGHEST_LEVEL)
}

impl Ticket {
    /// The rule and the work, when the department is that far.
    fn work<'a>(
        &'a self,
        ticket_type: &'a TicketType,
        phases: &[DepartmentPhase],
        by: &Doer,
    ) -> Result<(&'a DepartmentRule, &'a DepartmentWork), Box<Refused>> {
        let found = ticket_type.department.as_ref().zip(self.department.as_ref());
        found.filter(|(_, work)| phases.contains(&work.phase)).ok_or_else(|| self.not_now(ticket_type, by))
    }

    /// The same, for somebody of the department that has it.
    fn own_work<'a>(
        &'a self,
        ticket_type: &'a TicketType,
        phases: &[DepartmentPhase],
        by: &Doer,
    ) -> Result<(&'a DepartmentRule, &'a DepartmentWork), Box<Refused>> {
        let (rule, work) = self.work(ticket_type, phases, by)?;
        let own = by.is_any(&[Party::Department]) && by.department.as_ref() == Some(&work.department);
        if own { Ok((rule, work)) } else { Err(Box::new(Refused::forbidden("tickets.department"))) }
    }

    fn state_of<'a>(
        &self,
        ticket_type: &'a TicketType,
        name: &crate::StateName,
        by: &Doer,
    ) -> Result<&'a StateDef, Box<Refused>> {
        ticket_type.state(name).ok_or_else(|| self.not_now(ticket_type, by))
    }

    pub(super) fn pass(
        &self,
        ticket_type: &TicketType,
        department: &DepartmentName,
        matter: &str,
        by: &Doer,
    ) -> Decided {
        need(by, &SERVICE)?;
        text("department", department.as_str())?;
        text("matter", matter)?;
        match &ticket_type.department {
            Some(rule) if rule.from.contains(&self.state) => {
                let round = self.rounds.get(department).copied().unwrap_or(0) + 1;
                Ok(vec![self.passed_event(rule, department, matter, round)])
            }
            Some(_) | None => Err(self.not_now(ticket_type, by)),
        }
    }

    fn passed_event(
        &self,
        rule: &DepartmentRule,
        department: &DepartmentName,
        matter: &str,
        round: u32,
    ) -> TicketEvent {
        TicketEvent::Passed {
            department: department.clone(),
            matter: matter.to_owned(),
            round,
            level: level(round),
            from: self.state.clone(),
            to: rule.with.clone(),
        }
    }

    pub(super) fn accept(&self, ticket_type: &TicketType, by: &Doer) -> Decided {
        self.own_work(ticket_type, &[DepartmentPhase::Passed], by)?;
        Ok(vec![TicketEvent::Accepted])
    }

    pub(super) fn return_(&self, ticket_type: &TicketType, reason: &str, by: &Doer) -> Decided {
        let phases = [DepartmentPhase::Passed, DepartmentPhase::Accepted];
        let (_, work) = self.own_work(ticket_type, &phases, by)?;
        text("reason", reason)?;
        let (to, kind) = (work.back_to.clone(), work.back_kind);
        Ok(vec![TicketEvent::Returned { reason: reason.to_owned(), to, kind }])
    }

    pub(super) fn feed_back(&self, ticket_type: &TicketType, found: &str, by: &Doer) -> Decided {
        let (rule, _) = self.own_work(ticket_type, &[DepartmentPhase::Accepted], by)?;
        text("text", found)?;
        let state = self.state_of(ticket_type, &rule.feedback, by)?;
        Ok(vec![TicketEvent::FedBack { text: found.to_owned(), to: state.name.clone(), kind: state.kind }])
    }

    pub(super) fn answered_by_department(
        &self,
        ticket_type: &TicketType,
        answer: &str,
        result: &str,
        by: &Doer,
    ) -> Decided {
        let (rule, _) = self.own_work(ticket_type, &[DepartmentPhase::Accepted], by)?;
        text("text", answer)?;
        text("result", result)?;
        let state = self.state_of(ticket_type, &rule.asking, by)?;
        Ok(vec![TicketEvent::AnsweredByDepartment {
            text: answer.to_owned(),
            result: result.to_owned(),
            to: state.name.clone(),
            kind: state.kind,
        }])
    }

    /// With the department's feedback at hand this is the answer; else it is word of how things stand.
    pub(super) fn inform_customer(
        &self,
        ticket_type: &TicketType,
        told: &str,
        contact: Option<ContactId>,
        by: &Doer,
    ) -> Decided {
        need(by, &SERVICE)?;
        self.still_open()?;
        text("text", told)?;
        let text = told.to_owned();
        match self.work(ticket_type, &[DepartmentPhase::FedBack], by) {
            Ok((rule, _)) => {
                let state = self.state_of(ticket_type, &rule.asking, by)?;
                let (to, kind) = (state.name.clone(), state.kind);
                Ok(vec![TicketEvent::AnsweredFromFeedback { text, contact, to, kind }])
            }
            Err(_) => Ok(vec![TicketEvent::CustomerInformed { text, contact }]),
        }
    }

    pub(super) fn satisfaction(
        &self,
        ticket_type: &TicketType,
        satisfied: bool,
        missing: &str,
        by: &Doer,
    ) -> Decided {
        need(by, &[Party::Service, Party::Supervisor, Party::System, Party::Customer])?;
        let (rule, work) = self.work(ticket_type, &[DepartmentPhase::Asking], by)?;
        if satisfied {
            let state = self.state_of(ticket_type, &rule.satisfied, by)?;
            return Ok(vec![TicketEvent::Satisfied { to: state.name.clone(), kind: state.kind }]);
        }
        text("missing", missing)?;
        let back = self.passed_event(rule, &work.department, missing, work.round + 1);
        Ok(vec![TicketEvent::NotSatisfied { missing: missing.to_owned() }, back])
    }

    pub(super) fn possible_with_department(&self, ticket_type: &TicketType, by: &Doer) -> Vec<Possible> {
        let Some(rule) = &ticket_type.department else { return Vec::new() };
        let serves = by.is_any(&SERVICE);
        let Some(work) = &self.department else {
            let pass = Possible {
                to: Some(rule.with.clone()),
                ..plain("pass", "转交部门", "Pass to a department")
            };
            return (serves && rule.from.contains(&self.state)).then_some(pass).into_iter().collect();
        };
        let own = by.is_any(&[Party::Department]) && by.department.as_ref() == Some(&work.department);
        let give_back = || Possible { needs_reason: true, ..plain("return", "退回", "Give back") };
        match work.phase {
            DepartmentPhase::Passed if own => vec![plain("accept", "受理", "Accept"), give_back()],
            DepartmentPhase::Accepted if own => vec![
                plain("feed_back", "反馈给客服", "Feedback to customer service"),
                plain("answered_by_department", "已直接答复客户", "Answered the customer"),
                give_back(),
            ],
            DepartmentPhase::FedBack if serves => {
                vec![plain("inform_customer", "答复客户", "Answer the customer")]
            }
            DepartmentPhase::Asking if serves || by.is_any(&[Party::Customer]) => {
                vec![plain("satisfaction", "记录是否满意", "Record whether satisfied")]
            }
            DepartmentPhase::Passed
            | DepartmentPhase::Accepted
            | DepartmentPhase::FedBack
            | DepartmentPhase::Asking => Vec::new(),
        }
    }
}
