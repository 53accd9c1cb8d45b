//! Opening a ticket, and changing what is written in it.

use std::collections::BTreeSet;

use kernel::Refused;

use super::{Decided, LONGEST_TITLE, bounded, need, text};
use crate::command::NewTicket;
use crate::event::TicketEvent;
use crate::field::{FieldValue, Values};
use crate::priority::Severity;
use crate::ticket::Ticket;
use crate::ticket_type::{Doer, TicketType};
use crate::{CategoryName, TicketId};

/// Changes to what is written: title, matter, category, fields.
type Changes<'a> = (&'a Option<String>, &'a Option<String>, &'a Option<CategoryName>, &'a Values);

/// A title stands on one line, whatever was pasted into it.
fn one_line(title: &str) -> String {
    let parts: Vec<&str> = title.split(|c: char| c.is_control() || c == '\u{2028}').map(str::trim).collect();
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Ticket {
    /// Decides the opening of a ticket.
    ///
    /// # Errors
    /// Something is missing or wrong, field by field; the person may not open such tickets.
    pub fn create(ticket_type: &TicketType, id: TicketId, new: &NewTicket, by: &Doer) -> Decided {
        need(by, &ticket_type.opened_by)?;
        bounded("title", &new.title, LONGEST_TITLE)?;
        text("matter", &new.matter)?;
        category_fits(ticket_type, new.category.as_ref())?;
        let mut refused = ticket_type.value_faults(&new.fields);
        for field in &ticket_type.fields {
            let value = new.fields.get(&field.name);
            let path = format!("fields.{}", field.name);
            if field.required && !value.is_some_and(FieldValue::is_filled) {
                let (zh, en) = (format!("请填写{}", field.label.zh), format!("{} is needed", field.label.en));
                refused = refused.with_field(&path, zh, en);
            } else if field.must_be.is_some() && value != field.must_be.as_ref() {
                let (zh, en) =
                    (format!("须先确认：{}", field.label.zh), format!("Needed first: {}", field.label.en));
                refused = refused.with_field(&path, zh, en);
            }
        }
        let Some(start) = ticket_type.state(&ticket_type.start) else {
            return Err(Box::new(Refused::not_found("起始状态", "start state")));
        };
        if !refused.fields.is_empty() {
            return Err(Box::new(refused));
        }
        let written = severity_of(&new.fields);
        Ok(vec![TicketEvent::Created {
            id,
            ticket_type: ticket_type.name.clone(),
            type_version: ticket_type.version,
            title: one_line(&new.title),
            matter: new.matter.trim().to_owned(),
            category: new.category.clone(),
            customer: new.customer,
            contact: new.contact,
            severity: new.severity.or(written).unwrap_or(Severity::USUAL),
            reach: new.reach,
            fields: new.fields.clone(),
            state: start.name.clone(),
            kind: start.kind,
        }])
    }

    pub(super) fn edit(&self, ticket_type: &TicketType, changes: Changes<'_>, by: &Doer) -> Decided {
        let (title, matter, category, fields) = changes;
        self.served_by(by)?;
        self.still_open()?;
        if let Some(title) = title {
            bounded("title", title, LONGEST_TITLE)?;
        }
        if let Some(matter) = matter {
            text("matter", matter)?;
        }
        category_fits(ticket_type, category.as_ref())?;
        let refused = ticket_type.value_faults(fields);
        if !refused.fields.is_empty() {
            return Err(Box::new(refused));
        }
        let title = title.as_deref().map(one_line).filter(|title| *title != self.title);
        let matter = matter.clone().filter(|matter| *matter != self.matter);
        let category = category.clone().filter(|category| Some(category) != self.category.as_ref());
        let changed = fields.iter().filter(|(name, value)| self.fields.get(*name) != Some(value));
        let fields: Values = changed.map(|(name, value)| (name.clone(), value.clone())).collect();
        if title.is_none() && matter.is_none() && category.is_none() && fields.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![TicketEvent::Edited { title, matter, category, fields }])
    }

    /// A new ticket with everything that a part of this one keeps: customer, category, severity, and the values of
    /// those fields that the other type has too.
    pub fn part(&self, title: &str, matter: &str, of: &TicketType) -> NewTicket {
        let known: BTreeSet<_> = of.fields.iter().map(|field| &field.name).collect();
        let fields = self.fields.iter().filter(|(name, _)| known.contains(name));
        NewTicket {
            title: title.to_owned(),
            matter: matter.to_owned(),
            category: self.category.clone(),
            customer: self.customer,
            contact: self.contacts.first().copied(),
            severity: Some(self.severity),
            reach: self.reach,
            fields: fields.map(|(name, value)| (name.clone(), value.clone())).collect(),
        }
    }
}

fn category_fits(ticket_type: &TicketType, category: Option<&CategoryName>) -> Result<(), Box<Refused>> {
    match category {
        Some(category)
            if !ticket_type.categories.is_empty() && !ticket_type.categories.contains(category) =>
        {
            let names = ticket_type.categories.iter().map(|name| name.0.clone());
            let refused = Refused::field("category", "该类型没有这个分类", "This type has no such category");
            Err(Box::new(refused.with_possible(names)))
        }
        Some(_) | None => Ok(()),
    }
}

/// The severity as a field of the form says it.
pub(super) fn severity_of(values: &Values) -> Option<Severity> {
    match values.get("severity") {
        Some(FieldValue::Whole(level)) => u8::try_from(*level).ok().and_then(Severity::new),
        _ => None,
    }
}

impl TicketType {
    /// What is wrong with values for the form; a refusal without fields if nothing is.
    pub(super) fn value_faults(&self, values: &Values) -> Refused {
        let mut refused =
            Refused::invalid("tickets.fields", "表单填写有误", "The form is not filled in correctly");
        for (name, value) in values {
            match self.field(name) {
                Some(field) => refused.fields.extend(field.fault(value)),
                None => {
                    let (zh, en) = ("没有这个字段", "There is no such field");
                    refused = refused.with_field(&format!("fields.{name}"), zh, en);
                }
            }
        }
        refused
    }
}
