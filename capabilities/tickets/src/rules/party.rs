//! As what somebody acts on tickets, and what of them may be seen.

use kernel::{Principal, Role};
use ticket::{Assignee, DepartmentName, Doer, Party, StateKind, Ticket};

use crate::model::TicketView;
use crate::{DEPARTMENT, READ};

/// What of the tickets somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// All.
    All,
    /// What was passed to the department, if the account belongs to one, and the own jobs.
    Own(Option<DepartmentName>, Option<Assignee>),
}

impl Sight {
    /// What somebody may see; `department` is where the account belongs.
    pub fn of(who: &Principal, department: Option<DepartmentName>) -> Self {
        if who.may(READ) { Self::All } else { Self::Own(department, own_jobs(who)) }
    }

    /// Whether a ticket may be seen.
    pub fn shows(&self, ticket: &Ticket) -> bool {
        match self {
            Self::All => true,
            Self::Own(department, me) => {
                let passed = department.as_ref().is_some_and(|name| ticket.departments.contains(name));
                passed || (me.is_some() && ticket.assignee == *me)
            }
        }
    }
}

impl Sight {
    /// Whether a ticket is now the work of who sees only the own: passed to the department, or given to the person.
    pub fn has_work(&self, view: &TicketView) -> bool {
        let Self::Own(department, me) = self else { return false };
        let open = view.summary.kind != StateKind::Closed;
        let passed =
            view.department_work.as_ref().is_some_and(|work| Some(&work.department) == department.as_ref());
        open && (passed || (me.is_some() && view.summary.assignee == *me))
    }
}

/// What is given to somebody in person.
pub fn own_jobs(who: &Principal) -> Option<Assignee> {
    who.agent.map(Assignee::Agent).or(who.user.map(Assignee::User))
}

/// As what somebody acts. Who is given a job in a department is its worker.
pub fn doer(who: &Principal, department: Option<DepartmentName>, ticket: Option<&Ticket>) -> Doer {
    let parties: &[Party] = match who.role {
        None => &[Party::System, Party::Service, Party::Supervisor],
        Some(Role::TeamLeader | Role::Administrator) => &[Party::Service, Party::Supervisor],
        Some(Role::Agent | Role::Dispatcher) => &[Party::Service],
        Some(Role::Department | Role::Worker | Role::Quality | Role::Trainer) => &[],
    };
    let mut doer = Doer::new(who.actor(), parties.iter().copied());
    if who.role.is_some() && who.may(DEPARTMENT) {
        if who.role == Some(Role::Department) {
            doer.parties.insert(Party::Department);
            doer.department = department;
        }
        let me = own_jobs(who);
        if ticket.is_some_and(|ticket| me.is_some() && ticket.assignee == me) {
            doer.parties.insert(Party::Worker);
        }
    }
    doer
}
