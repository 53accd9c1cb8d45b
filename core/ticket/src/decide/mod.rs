//! What may be done with a ticket in each state, and by whom.

mod department;
mod links;
mod moves;
mod opening;

use kernel::{ContactId, Refused, Text};

use crate::command::{Possible, TicketCommand};
use crate::event::TicketEvent;
use crate::priority::Priority;
use crate::ticket::Ticket;
use crate::ticket_type::{Doer, Party, TicketType};

/// Characters of a title at most.
const LONGEST_TITLE: usize = 200;
/// Characters of a text at most.
const LONGEST_TEXT: usize = 5_000;

/// An answer to a command.
type Decided = Result<Vec<TicketEvent>, Box<Refused>>;

/// What lies around a ticket and bears on what may be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Parts of it that are not over.
    pub open_children: usize,
    /// Tickets above it.
    pub ancestors: Vec<crate::TicketId>,
}

impl Ticket {
    /// Decides a command: what follows, to be stored and applied in order.
    ///
    /// # Errors
    /// The state, the person or the values do not allow it; with what is possible.
    pub fn decide(
        &self,
        ticket_type: &TicketType,
        command: &TicketCommand,
        by: &Doer,
        around: &Around,
    ) -> Decided {
        use TicketCommand as C;
        if let Some(target) = self.merged_into
            && !matches!(command, C::UndoMerge { .. } | C::Note { .. } | C::Watch { .. } | C::Unwatch { .. })
        {
            let (zh, en) = ("工单已并入其他工单", "The ticket went up in another");
            let refused = Refused::conflict("tickets.merged", zh, en);
            return Err(Box::new(
                refused.with_possible(["undo_merge".to_owned(), format!("ticket:{target}")]),
            ));
        }
        match command {
            C::Move { name, fields, reason } => {
                self.decide_move(ticket_type, name, fields, reason.as_deref(), by, around)
            }
            C::Edit { title, matter, category, fields } => {
                self.edit(ticket_type, (title, matter, category, fields), by)
            }
            C::Pass { department, matter } => self.pass(ticket_type, department, matter, by),
            C::Accept => self.accept(ticket_type, by),
            C::Return { reason } => self.return_(ticket_type, reason, by),
            C::FeedBack { text } => self.feed_back(ticket_type, text, by),
            C::AnsweredByDepartment { text, result } => {
                self.answered_by_department(ticket_type, text, result, by)
            }
            C::InformCustomer { text, contact } => self.inform_customer(ticket_type, text, *contact, by),
            C::Satisfaction { satisfied, missing } => self.satisfaction(ticket_type, *satisfied, missing, by),
            C::CustomerWrote { text, contact } => self.customer_wrote(ticket_type, text, *contact, by),
            C::Reopen { why } => self.reopen(ticket_type, why, by),
            C::Link { kind, other } => self.link(*kind, other, by, around),
            C::Unlink { kind, other } => self.unlink(*kind, *other, by),
            C::MergeInto { target, why } => self.merge_into(target, why, by),
            C::UndoMerge { why } => self.undo_merge(why, by),
            C::Absorb { .. } | C::Release { .. } | C::Split { .. } => self.merge_side(command, by),
            C::Prioritise { .. }
            | C::Assign { .. }
            | C::Note { .. }
            | C::Watch { .. }
            | C::Unwatch { .. }
            | C::Attach { .. }
            | C::Escalate { .. } => self.beside(command, by),
        }
    }

    /// What waits for the customer goes on, if its type says where.
    fn customer_wrote(
        &self,
        ticket_type: &TicketType,
        wrote: &str,
        contact: Option<ContactId>,
        by: &Doer,
    ) -> Decided {
        need(by, &[Party::Service, Party::Supervisor, Party::System, Party::Customer])?;
        text("text", wrote)?;
        let here = ticket_type.state(&self.state).filter(|_| self.merged_into.is_none());
        let next = here.and_then(|state| ticket_type.state(state.on_customer_wrote.as_ref()?));
        let (to, kind) = next.map(|next| (next.name.clone(), next.kind)).unzip();
        Ok(vec![TicketEvent::CustomerWrote { text: wrote.to_owned(), contact, to, kind }])
    }

    /// Commands that leave the state alone.
    fn beside(&self, command: &TicketCommand, by: &Doer) -> Decided {
        match command {
            TicketCommand::Prioritise { severity, reach, why } => {
                self.served_by(by)?;
                self.still_open()?;
                text("why", why)?;
                if (self.severity, self.reach) == (*severity, *reach) {
                    return Ok(Vec::new());
                }
                let priority = Priority::of(*severity, *reach);
                let (severity, reach) = (*severity, *reach);
                Ok(vec![TicketEvent::Prioritised { severity, reach, priority, why: why.clone() }])
            }
            TicketCommand::Assign { to, why } => {
                need(by, &[Party::Service, Party::Supervisor, Party::System, Party::Department])?;
                self.still_open()?;
                let changed = *to != self.assignee;
                Ok(changed.then(|| TicketEvent::Assigned { to: *to, why: why.clone() }).into_iter().collect())
            }
            TicketCommand::Note { text: note, readers, mentions } => {
                text("text", note)?;
                let (text, readers, mentions) = (note.clone(), *readers, mentions.clone());
                Ok(vec![TicketEvent::Noted { text, readers, mentions }])
            }
            TicketCommand::Watch { user } if self.watchers.contains(user) => Ok(Vec::new()),
            TicketCommand::Watch { user } => Ok(vec![TicketEvent::Watched { user: *user }]),
            TicketCommand::Unwatch { user } if !self.watchers.contains(user) => Ok(Vec::new()),
            TicketCommand::Unwatch { user } => Ok(vec![TicketEvent::Unwatched { user: *user }]),
            TicketCommand::Attach { file, name, bytes } => {
                text("name", name)?;
                Ok(vec![TicketEvent::Attached { file: file.clone(), name: name.clone(), bytes: *bytes }])
            }
            TicketCommand::Escalate { to, why } => {
                need(by, &[Party::Service, Party::Supervisor, Party::System, Party::Department])?;
                self.still_open()?;
                text("why", why)?;
                Ok(vec![TicketEvent::Escalated { to: *to, why: Text::new(why, why) }])
            }
            _ => Ok(Vec::new()),
        }
    }

    fn reopen(&self, ticket_type: &TicketType, why: &str, by: &Doer) -> Decided {
        need(by, &[Party::Service, Party::Supervisor, Party::System, Party::Customer])?;
        text("why", why)?;
        let opens = ticket_type.reopen.as_ref().and_then(|rule| ticket_type.state(&rule.to));
        match opens.filter(|_| self.can_reopen()) {
            Some(state) => Ok(vec![TicketEvent::Reopened {
                why: why.to_owned(),
                from: self.state.clone(),
                to: state.name.clone(),
                kind: state.kind,
            }]),
            None => Err(self.not_now(ticket_type, by)),
        }
    }

    fn can_reopen(&self) -> bool {
        use crate::ticket_type::StateKind;
        matches!(self.kind, StateKind::Closed | StateKind::Visit)
    }

    fn served_by(&self, by: &Doer) -> Result<(), Box<Refused>> {
        need(by, &[Party::Service, Party::Supervisor, Party::System])
    }

    fn still_open(&self) -> Result<(), Box<Refused>> {
        if !self.is_closed() {
            return Ok(());
        }
        let refused = Refused::conflict("tickets.closed", "工单已关闭", "The ticket is closed");
        Err(Box::new(refused.with_possible(["reopen"])))
    }

    /// The state does not allow it; says what it does allow.
    fn not_now(&self, ticket_type: &TicketType, by: &Doer) -> Box<Refused> {
        let label = ticket_type.state(&self.state).map_or_else(Text::default, |state| state.label.clone());
        let (zh, en) = (
            format!("工单处于“{}”，不能这样操作", label.zh),
            format!("Not possible while the ticket is '{}'", label.en),
        );
        let possible = self.possible(ticket_type, by).into_iter().map(|possible| possible.name);
        Box::new(Refused::conflict("tickets.not_possible", zh, en).with_possible(possible))
    }

    /// What this person can do now: moves of the type, and the steps of the department's work.
    pub fn possible(&self, ticket_type: &TicketType, by: &Doer) -> Vec<Possible> {
        if self.merged_into.is_some() {
            let undo = plain("undo_merge", "撤销合并", "Undo the merge");
            return vec![Possible { needs_reason: true, ..undo }];
        }
        let mut possible = self.possible_moves(ticket_type, by);
        possible.extend(self.possible_with_department(ticket_type, by));
        if !self.to_tell.is_empty() && !self.is_closed() && by.is_any(&[Party::Service, Party::Supervisor]) {
            let known = possible.iter().any(|found| found.name == "inform_customer");
            possible.extend((!known).then(|| plain("inform_customer", "告知客户", "Tell the customer")));
        }
        if self.can_reopen()
            && ticket_type.reopen.is_some()
            && by.is_any(&[Party::Service, Party::Supervisor, Party::Customer])
        {
            let mut reopen = plain("reopen", "重新打开", "Open again");
            reopen.to = ticket_type.reopen.as_ref().map(|rule| rule.to.clone());
            possible.push(Possible { needs_reason: true, ..reopen });
        }
        possible
    }
}

fn plain(name: &str, zh: &str, en: &str) -> Possible {
    Possible {
        name: name.to_owned(),
        label: Text::new(zh, en),
        to: None,
        needs: Vec::new(),
        needs_reason: false,
    }
}

/// Refuses those who are none of these.
fn need(by: &Doer, parties: &[Party]) -> Result<(), Box<Refused>> {
    if by.is_any(parties) { Ok(()) } else { Err(Box::new(Refused::forbidden("tickets.act"))) }
}

/// Refuses an empty or endless text.
fn text(field: &str, written: &str) -> Result<(), Box<Refused>> {
    bounded(field, written, LONGEST_TEXT)
}

fn bounded(field: &str, written: &str, longest: usize) -> Result<(), Box<Refused>> {
    if !written.trim().is_empty() && written.chars().count() <= longest {
        return Ok(());
    }
    let zh = format!("请填写，最多 {longest} 字");
    Err(Box::new(Refused::field(field, zh, format!("Write 1 to {longest} characters"))))
}
