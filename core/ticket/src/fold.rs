//! What each event makes of a ticket.

use kernel::Text;

use crate::event::{Recorded, TicketEvent};
use crate::ticket::{DepartmentPhase, DepartmentWork, Notice, REOPENING, Step, Ticket};
use crate::ticket_type::StateKind;
use crate::{DepartmentName, StateName};

impl Ticket {
    /// The ticket after one more event. Events were decided before they were stored; the type is not needed, so that
    /// an edited type never changes what has happened.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.version += 1;
        match &recorded.event {
            TicketEvent::Moved { name, to, kind, fields, reason, .. } => {
                self.fields.extend(fields.clone());
                self.department = None;
                self.go(recorded, name.as_str(), to, *kind, reason.as_deref());
                if *kind == StateKind::WaitingForOther {
                    self.tell(
                        recorded,
                        "处理需要等待，时间有变",
                        "Something must be waited for: the time changes",
                    );
                }
            }
            TicketEvent::Passed { department, matter, round, level, to, .. } => {
                self.passed(recorded, department, matter, (*round, *level), to);
            }
            TicketEvent::Accepted => self.phase(recorded, DepartmentPhase::Accepted),
            TicketEvent::Returned { reason, to, kind } => {
                self.department = None;
                self.go(recorded, "return", to, *kind, Some(reason));
                self.tell(recorded, "部门退回，重新安排", "The department gave it back: it is arranged anew");
            }
            TicketEvent::FedBack { text, to, kind } => {
                if let Some(work) = &mut self.department {
                    work.feedback = Some(text.clone());
                }
                self.phase(recorded, DepartmentPhase::FedBack);
                self.go(recorded, "feed_back", to, *kind, None);
            }
            TicketEvent::AnsweredByDepartment { text, to, kind, .. } => {
                if let Some(work) = &mut self.department {
                    work.feedback = Some(text.clone());
                }
                self.answered(recorded, "answered_by_department", to, *kind);
            }
            TicketEvent::AnsweredFromFeedback { contact, to, kind, .. } => {
                self.contacts.extend(*contact);
                self.answered(recorded, "inform_customer", to, *kind);
            }
            TicketEvent::CustomerInformed { contact, .. } => {
                self.contacts.extend(*contact);
                self.to_tell.clear();
            }
            TicketEvent::Satisfied { to, kind } => {
                self.department = None;
                self.go(recorded, "satisfied", to, *kind, None);
            }
            TicketEvent::Reopened { why, to, kind, .. } => {
                self.reopened += 1;
                self.closed_at = None;
                self.solved_at = None;
                self.department = None;
                self.go(recorded, REOPENING, to, *kind, Some(why));
                self.tell(recorded, "重新处理，时间有变", "It is opened again: the time changes");
            }
            TicketEvent::CustomerWrote { .. } => self.heard_from_customer(recorded),
            TicketEvent::Linked { .. }
            | TicketEvent::Unlinked { .. }
            | TicketEvent::MergedInto { .. }
            | TicketEvent::MergeUndone { .. }
            | TicketEvent::Absorbed { .. }
            | TicketEvent::Released { .. }
            | TicketEvent::SplitOff { .. }
            | TicketEvent::Watched { .. }
            | TicketEvent::Unwatched { .. }
            | TicketEvent::Attached { .. }
            | TicketEvent::Created { .. }
            | TicketEvent::Noted { .. }
            | TicketEvent::Escalated { .. }
            | TicketEvent::NotSatisfied { .. }
            | TicketEvent::Edited { .. }
            | TicketEvent::Prioritised { .. }
            | TicketEvent::Assigned { .. } => self.apply_beside(&recorded.event),
        }
    }

    /// What waited for the customer goes on, where the event says so.
    fn heard_from_customer(&mut self, recorded: &Recorded) {
        let TicketEvent::CustomerWrote { contact, to, kind, .. } = &recorded.event else { return };
        self.contacts.extend(*contact);
        if let Some((to, kind)) = to.as_ref().zip(*kind) {
            self.go(recorded, "customer_wrote", to, kind, None);
        }
    }

    /// Events that leave the state alone.
    fn apply_beside(&mut self, event: &TicketEvent) {
        match event {
            TicketEvent::Edited { title, matter, category, fields } => {
                if let Some(title) = title {
                    self.title.clone_from(title);
                }
                if let Some(matter) = matter {
                    self.matter.clone_from(matter);
                }
                if category.is_some() {
                    self.category.clone_from(category);
                }
                self.fields.extend(fields.clone());
            }
            TicketEvent::Prioritised { severity, reach, priority, .. } => {
                (self.severity, self.reach, self.priority) = (*severity, *reach, *priority);
            }
            TicketEvent::Assigned { to, .. } => self.assignee = *to,
            TicketEvent::Linked { kind, other } => {
                self.links.insert((*kind, *other));
            }
            TicketEvent::Unlinked { kind, other } => {
                self.links.remove(&(*kind, *other));
            }
            TicketEvent::MergedInto { target, .. } => self.merged_into = Some(*target),
            TicketEvent::MergeUndone { .. } => self.merged_into = None,
            TicketEvent::Absorbed { other } => {
                self.absorbed.insert(*other);
            }
            TicketEvent::Released { other } => {
                self.absorbed.remove(other);
            }
            TicketEvent::SplitOff { child, .. } => {
                self.links.insert((crate::event::LinkKind::ParentOf, *child));
            }
            TicketEvent::Watched { user } => {
                self.watchers.insert(*user);
            }
            TicketEvent::Unwatched { user } => {
                self.watchers.remove(user);
            }
            TicketEvent::Attached { .. } => self.attachments += 1,
            // Those that change the state were applied before; the others leave nothing on the ticket itself.
            _ => {}
        }
    }

    fn go(&mut self, recorded: &Recorded, name: &str, to: &StateName, kind: StateKind, why: Option<&str>) {
        let from = std::mem::replace(&mut self.state, to.clone());
        self.kind = kind;
        self.closed_at = (kind == StateKind::Closed).then_some(recorded.at);
        self.solved_at = kind.is_solved().then(|| self.solved_at.unwrap_or(recorded.at));
        self.steps.push(Step {
            at: recorded.at,
            actor: recorded.actor.clone(),
            name: name.to_owned(),
            from,
            to: to.clone(),
            why: why.map(str::to_owned),
        });
    }

    fn tell(&mut self, recorded: &Recorded, zh: &str, en: &str) {
        if self.customer.is_some() {
            self.to_tell.push(Notice { since: recorded.at, what: Text::new(zh, en) });
        }
    }

    fn passed(
        &mut self,
        recorded: &Recorded,
        department: &DepartmentName,
        matter: &str,
        (round, level): (u32, u8),
        to: &StateName,
    ) {
        let (back_to, back_kind) = match self.department.take() {
            Some(work) => (work.back_to, work.back_kind),
            None => (self.state.clone(), self.kind),
        };
        self.department = Some(DepartmentWork {
            department: department.clone(),
            matter: matter.to_owned(),
            round,
            level,
            phase: DepartmentPhase::Passed,
            since: recorded.at,
            back_to,
            back_kind,
            feedback: None,
        });
        self.departments.insert(department.clone());
        self.rounds.insert(department.clone(), round);
        self.go(recorded, "pass", to, StateKind::Department, Some(matter));
        self.tell(recorded, "已转交部门处理，时间有变", "A department works on it: the time changes");
    }

    fn phase(&mut self, recorded: &Recorded, phase: DepartmentPhase) {
        if let Some(work) = &mut self.department {
            work.phase = phase;
            work.since = recorded.at;
        }
    }

    fn answered(&mut self, recorded: &Recorded, name: &str, to: &StateName, kind: StateKind) {
        self.phase(recorded, DepartmentPhase::Asking);
        self.to_tell.clear();
        self.go(recorded, name, to, kind, None);
    }
}
