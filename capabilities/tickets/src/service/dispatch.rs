//! Sending a worker out (TKT-8): the job is given and the ticket moves, in one step.

use kernel::{Principal, Refused, Role, UserId};
use ticket::{FieldValue, MoveDef, StateKind, Ticket, TicketCommand as C, TicketType, Values};
use web::ApiResult;

use super::act::Acting;
use super::{Change, Tickets};
use crate::rules::work::Work;

/// The field in which a type writes down who goes.
const WORKER: &str = "worker";

impl Tickets {
    /// Gives the job to a worker and makes the moves that lead to the worker: at most two, the second being the one
    /// that sends out.
    pub(super) async fn dispatch(
        &self,
        change: &mut Change,
        who: &Principal,
        mut work: Work,
        worker: UserId,
        acting: &Acting,
    ) -> ApiResult<Work> {
        who.require(crate::WRITE)?;
        let person = change.people.get(worker).filter(|person| person.active && person.role == Role::Worker);
        let Some(person) = person.cloned() else {
            let (zh, en) = ("没有这个维修人员", "There is no such worker");
            return Err(Refused::field("action.worker", zh, en).into());
        };
        let ticket_type = self.type_named(&work.ticket.ticket_type)?;
        for name in way_out(&work.ticket, &ticket_type) {
            let mut fields = Values::new();
            let needs = ticket_type.a_move(&name).is_some_and(|found| found.needs.contains(&WORKER.into()));
            if needs {
                fields.insert(WORKER.into(), FieldValue::Text(person.name.clone()));
            }
            let step = C::Move { name, fields, reason: None };
            work = self.decide(change, work, &step, acting).await?;
        }
        let to = Some(change.people.as_assignee(worker));
        self.decide(change, work, &C::Assign { to, why: String::new() }, acting).await
    }
}

/// Moves that lead from here to a worker; none when one has it already. What is not possible is left to the move itself
/// to refuse.
fn way_out(ticket: &Ticket, ticket_type: &TicketType) -> Vec<ticket::MoveName> {
    if ticket.kind == StateKind::Worker {
        return Vec::new();
    }
    let to_worker = |found: &&MoveDef| {
        let plain = !found.needs_reason && found.needs.iter().all(|field| field.as_str() == WORKER);
        plain && ticket_type.state(&found.to).is_some_and(|state| state.kind == StateKind::Worker)
    };
    let out: Vec<&MoveDef> = ticket_type.moves.iter().filter(to_worker).collect();
    if let Some(direct) = out.iter().find(|found| found.from.contains(&ticket.state)) {
        return vec![direct.name.clone()];
    }
    let plain = |found: &&MoveDef| found.needs.is_empty() && !found.needs_reason;
    let firsts = ticket_type.moves.iter().filter(plain).filter(|found| found.from.contains(&ticket.state));
    for first in firsts {
        if let Some(second) = out.iter().find(|found| found.from.contains(&first.to)) {
            return vec![first.name.clone(), second.name.clone()];
        }
    }
    out.first().map(|found| found.name.clone()).into_iter().collect()
}
