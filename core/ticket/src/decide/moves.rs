//! The moves of a type.

use kernel::Refused;

use super::opening::severity_of;
use super::{Around, Decided, need};
use crate::MoveName;
use crate::command::Possible;
use crate::event::TicketEvent;
use crate::field::{FieldValue, Values};
use crate::priority::Priority;
use crate::ticket::Ticket;
use crate::ticket_type::{Condition, Doer, MoveDef, Party, StateKind, TicketType};

impl Ticket {
    pub(super) fn decide_move(
        &self,
        ticket_type: &TicketType,
        name: &MoveName,
        fields: &Values,
        reason: Option<&str>,
        by: &Doer,
        around: &Around,
    ) -> Decided {
        let Some(found) = ticket_type.a_move(name) else { return Err(self.not_now(ticket_type, by)) };
        if !found.from.contains(&self.state) {
            return Err(self.not_now(ticket_type, by));
        }
        need(by, &found.by)?;
        let Some(to) = ticket_type.state(&found.to) else { return Err(self.not_now(ticket_type, by)) };
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        self.check_values(ticket_type, found, fields, reason)?;
        if to.kind == StateKind::Closed {
            self.may_close(ticket_type, by, around)?;
        }
        let mut events = vec![TicketEvent::Moved {
            name: name.clone(),
            from: self.state.clone(),
            to: to.name.clone(),
            kind: to.kind,
            fields: fields.clone(),
            reason: reason.map(str::to_owned),
        }];
        // A form may ask for the severity: it is the ticket's.
        if let Some(severity) = severity_of(fields).filter(|severity| *severity != self.severity) {
            let priority = Priority::of(severity, self.reach);
            let why = found.label.zh.clone();
            events.push(TicketEvent::Prioritised { severity, reach: self.reach, priority, why });
        }
        Ok(events)
    }

    fn check_values(
        &self,
        ticket_type: &TicketType,
        found: &MoveDef,
        fields: &Values,
        reason: Option<&str>,
    ) -> Result<(), Box<Refused>> {
        let mut refused = ticket_type.value_faults(fields);
        let mut after = self.fields.clone();
        after.extend(fields.clone());
        for name in &found.needs {
            if !after.get(name).is_some_and(FieldValue::is_filled) {
                let label = ticket_type.field(name).map(|field| field.label.clone()).unwrap_or_default();
                let (zh, en) = (format!("请填写{}", label.zh), format!("{} is needed", label.en));
                refused = refused.with_field(&format!("fields.{name}"), zh, en);
            }
        }
        if found.needs_reason && reason.is_none() {
            refused = refused.with_field("reason", "请说明原因", "Say why");
        }
        if !refused.fields.is_empty() {
            return Err(Box::new(refused));
        }
        let broken = found.only_if.iter().find(|condition| {
            // What the move does not ask for must have been so before: nobody lowers an amount to approve it.
            let before = asks_for(found, condition) || condition.holds(&self.fields);
            !before || !condition.holds(&after)
        });
        match broken {
            Some(broken) => Err(Box::new(condition_refusal(ticket_type, broken))),
            None => Ok(()),
        }
    }

    /// Nothing is closed while a part is open or the customer does not know what changed.
    fn may_close(&self, ticket_type: &TicketType, by: &Doer, around: &Around) -> Result<(), Box<Refused>> {
        if around.open_children > 0 {
            let count = around.open_children;
            let (zh, en) = (format!("还有 {count} 个子工单未完成"), format!("{count} parts are still open"));
            return Err(Box::new(Refused::conflict("tickets.open_parts", zh, en)));
        }
        // Who is told by being there.
        let customer_acts = by.is_any(&[Party::Customer]);
        if ticket_type.for_customers && !customer_acts && !self.to_tell.is_empty() {
            let (zh, en) = ("请先告知客户处理进展", "Tell the customer first how things stand");
            let refused = Refused::conflict("tickets.customer_not_told", zh, en);
            return Err(Box::new(refused.with_possible(["inform_customer"])));
        }
        Ok(())
    }

    pub(super) fn possible_moves(&self, ticket_type: &TicketType, by: &Doer) -> Vec<Possible> {
        let here = ticket_type.moves.iter().filter(|found| found.from.contains(&self.state));
        let mine = here.filter(|found| by.is_any(&found.by));
        let open = mine.filter(|found| {
            found.only_if.iter().all(|condition| asks_for(found, condition) || condition.holds(&self.fields))
        });
        open.map(|found| Possible {
            name: found.name.0.clone(),
            label: found.label.clone(),
            to: Some(found.to.clone()),
            needs: found.needs.clone(),
            needs_reason: found.needs_reason,
        })
        .collect()
    }
}

/// Whether the values that a condition looks at may be given with the move.
fn asks_for(found: &MoveDef, condition: &Condition) -> bool {
    let any_filled = matches!(condition, Condition::AnyFilled { .. });
    any_filled || condition.fields().into_iter().any(|field| found.needs.contains(field))
}

fn condition_refusal(ticket_type: &TicketType, broken: &Condition) -> Refused {
    let labels = broken.fields().into_iter().map(|name| {
        let label = ticket_type.field(name).map(|field| field.label.clone()).unwrap_or_default();
        (name, label)
    });
    let labels: Vec<_> = labels.collect();
    let zh: Vec<&str> = labels.iter().map(|(_, label)| label.zh.as_str()).collect();
    let en: Vec<&str> = labels.iter().map(|(_, label)| label.en.as_str()).collect();
    let (zh, en) = (zh.join("、"), en.join(", "));
    let (zh, en) = match broken {
        Condition::Is { .. } => {
            (format!("“{zh}”的值不允许此操作"), format!("The value of {en} does not allow it"))
        }
        Condition::AtMost { most, .. } => (
            format!("“{zh}”超过 {most}，需要上级批准"),
            format!("{en} is above {most}: it needs approval from above"),
        ),
        Condition::AnyFilled { .. } => (format!("请至少填写一项：{zh}"), format!("Fill in one of: {en}")),
    };
    let mut refused = Refused::conflict("tickets.condition", zh.clone(), en.clone());
    for (name, _) in labels {
        refused = refused.with_field(&format!("fields.{name}"), zh.clone(), en.clone());
    }
    refused
}
