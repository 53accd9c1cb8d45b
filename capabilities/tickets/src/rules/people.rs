//! Who is who: whom a ticket is given to, who leads them, who is told.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Actor, Permission, Role, Text, UserId};
use ticket::{Assignee, DepartmentName, EscalateTo, Readers, Ticket, TicketEvent};

use crate::model::Person;

/// Everybody who has to do with tickets, as known a moment ago.
#[derive(Debug, Clone, Default)]
pub struct People {
    by_user: BTreeMap<UserId, Person>,
    heads: BTreeMap<DepartmentName, UserId>,
    labels: BTreeMap<DepartmentName, Text>,
}

impl People {
    /// These people, and who heads which department.
    pub fn new(
        people: Vec<Person>,
        heads: BTreeMap<DepartmentName, UserId>,
        labels: BTreeMap<DepartmentName, Text>,
    ) -> Self {
        let by_user = people.into_iter().map(|person| (person.user_id, person)).collect();
        Self { by_user, heads, labels }
    }

    /// A text that names a department as people call it.
    pub fn in_words(&self, text: Text, department: &DepartmentName) -> Text {
        let Some(label) = self.labels.get(department) else { return text };
        let name = department.as_str();
        Text::new(text.zh.replace(name, &label.zh), text.en.replace(name, &label.en))
    }

    /// All.
    pub fn all(&self) -> impl Iterator<Item = &Person> {
        self.by_user.values()
    }

    /// Somebody.
    pub fn get(&self, user: UserId) -> Option<&Person> {
        self.by_user.get(&user)
    }

    /// The department somebody belongs to.
    pub fn department_of(&self, user: UserId) -> Option<&DepartmentName> {
        self.get(user).and_then(|person| person.department.as_ref())
    }

    /// The name of who did something, in both languages.
    pub fn name_of(&self, actor: &Actor) -> (String, String) {
        match user_of(actor).and_then(|user| self.get(user)) {
            Some(person) => (person.name.clone(), person.name.clone()),
            None if *actor == Actor::Customer => ("客户".to_owned(), "The customer".to_owned()),
            None => ("系统".to_owned(), "The system".to_owned()),
        }
    }

    /// As what work is given to somebody: by posting if there is one.
    pub fn as_assignee(&self, user: UserId) -> Assignee {
        let agent = self.get(user).and_then(|person| person.agent_id);
        agent.map_or(Assignee::User(user), Assignee::Agent)
    }

    /// The people behind an assignee.
    pub fn behind(&self, assignee: Assignee) -> BTreeSet<UserId> {
        match assignee {
            Assignee::Agent(agent) => [UserId(agent.0)].into(),
            Assignee::User(user) => [user].into(),
            Assignee::Team(team) => {
                self.active().filter(|p| p.team == Some(team)).map(|p| p.user_id).collect()
            }
        }
    }

    fn active(&self) -> impl Iterator<Item = &Person> {
        self.all().filter(|person| person.active)
    }

    fn leaders(&self) -> BTreeSet<UserId> {
        self.active().filter(|person| person.role == Role::TeamLeader).map(|person| person.user_id).collect()
    }

    /// Who belongs to a department.
    pub fn members(&self, department: &DepartmentName) -> BTreeSet<UserId> {
        let belongs = |person: &&Person| person.department.as_ref() == Some(department);
        self.active().filter(belongs).map(|person| person.user_id).collect()
    }

    /// Who works on a ticket now: who it was given to, else the department that has it, else who opened it.
    pub fn at_work(&self, ticket: &Ticket) -> BTreeSet<UserId> {
        match (&ticket.assignee, &ticket.department) {
            (Some(assignee), _) => self.behind(*assignee),
            (None, Some(work)) if ticket.kind == ticket::StateKind::Department => {
                self.members(&work.department)
            }
            (None, Some(_) | None) => user_of(&ticket.created_by).into_iter().collect(),
        }
    }

    /// Who is meant by a step above; leaders where nobody in particular is.
    pub fn above(&self, to: EscalateTo, ticket: &Ticket) -> BTreeSet<UserId> {
        match to {
            EscalateTo::Assignee => self.at_work(ticket),
            EscalateTo::Supervisor => self.leaders(),
            EscalateTo::Leader => {
                let teams: BTreeSet<_> = self
                    .at_work(ticket)
                    .into_iter()
                    .filter_map(|user| self.get(user).and_then(|person| person.team))
                    .collect();
                let of_team = |user: &UserId| {
                    self.get(*user).and_then(|leader| leader.team).is_some_and(|team| teams.contains(&team))
                };
                let own: BTreeSet<_> = self.leaders().into_iter().filter(of_team).collect();
                if own.is_empty() { self.leaders() } else { own }
            }
            EscalateTo::DepartmentHead => {
                let Some(work) = &ticket.department else { return self.leaders() };
                let mut told = match self.heads.get(&work.department) {
                    Some(head) => [*head].into(),
                    None => self.members(&work.department),
                };
                if work.level > 0 || told.is_empty() {
                    told.extend(self.leaders());
                }
                told
            }
        }
    }

    /// Whether somebody may see a ticket; `reads_all` are roles that see all.
    pub fn sees(&self, user: UserId, ticket: &Ticket) -> bool {
        let Some(person) = self.get(user).filter(|person| person.active) else { return false };
        let own = ticket.assignee.is_some_and(|assignee| self.behind(assignee).contains(&user));
        let passed = person.department.as_ref().is_some_and(|name| ticket.departments.contains(name));
        holds(person.role, crate::READ) || own || passed
    }

    /// Whether somebody may see all tickets.
    pub fn reads_all(&self, user: UserId) -> bool {
        self.get(user).is_some_and(|person| holds(person.role, crate::READ))
    }

    /// Whether what an event says is for somebody who may see the ticket.
    pub fn is_for(&self, user: UserId, event: &TicketEvent) -> bool {
        let inside = matches!(event, TicketEvent::Noted { readers: Readers::Service, .. });
        !inside || self.get(user).is_some_and(|person| holds(person.role, crate::READ))
    }
}

/// Whether a role has a permission from the start.
fn holds(role: Role, permission: Permission) -> bool {
    crate::PERMISSIONS.iter().any(|def| def.permission == permission && def.roles.contains(&role))
}

/// The account behind an actor: an agent's posting has the id of its account.
pub fn user_of(actor: &Actor) -> Option<UserId> {
    match actor {
        Actor::Agent(agent) => Some(UserId(agent.0)),
        Actor::User(user) => Some(*user),
        Actor::System | Actor::Customer => None,
    }
}
