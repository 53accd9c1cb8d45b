//! Opening tickets.

use kernel::{Principal, Refused};
use ticket::{CategoryName, NewTicket, Ticket, TicketId, TicketType};
use web::{ApiError, ApiResult};

use super::cases::unproved;
use super::{Change, Tickets};
use crate::WRITE;
use crate::model::{NewTicketForm, TicketView};
use crate::rules::party::doer;
use crate::rules::work::Work;

impl Tickets {
    /// Opens a ticket; from a contact it carries customer, matter and category over.
    ///
    /// # Errors
    /// Forbidden; unknown type, customer or contact; what is missing or wrong, field by field.
    pub async fn create(&self, who: &Principal, form: NewTicketForm) -> ApiResult<TicketView> {
        who.require(WRITE)?;
        let ticket_type = self.type_named(&form.ticket_type)?;
        if !form.category.as_ref().is_some_and(|named| ticket_type.categories.contains(named)) {
            self.known_category("category", form.category.as_ref())?;
        }
        unproved(&ticket_type, &form.fields)?;
        let (new, customer_name) = self.carried_over(&ticket_type, form).await?;
        let mut change = self.begin().await?;
        let id = TicketId(self.db.new_uuid());
        let work = open_in(&mut change, who, &ticket_type, id, &new).await?;
        self.finish(change).await?;
        let mut view = shown(work, &ticket_type, who);
        view.summary.customer_name = customer_name;
        Ok(view)
    }

    /// A new ticket with what its contact knows, and the name of its customer.
    async fn carried_over(
        &self,
        ticket_type: &TicketType,
        form: NewTicketForm,
    ) -> ApiResult<(NewTicket, Option<String>)> {
        let mut new = NewTicket {
            title: form.title,
            matter: form.matter,
            category: form.category,
            customer: form.customer_id,
            contact: form.contact_id,
            severity: form.severity,
            reach: form.reach,
            fields: form.fields,
        };
        let system = Principal::system();
        if let Some(contact) = new.contact {
            let found = self.below.contacts.by_id(&system, contact).await;
            let contact = found.map_err(|err| missing(err, "contact_id", "没有这个服务记录", "contact"))?;
            new.customer = new.customer.or(contact.customer_id);
            if let Some(record) = contact.record {
                if new.matter.trim().is_empty() {
                    new.matter = record.matter;
                }
                let category = CategoryName(record.category.replace('/', "."));
                let fits = ticket_type.categories.is_empty() || ticket_type.categories.contains(&category);
                if new.category.is_none() && fits && !category.0.is_empty() {
                    new.category = Some(category);
                }
            }
        }
        let mut name = None;
        if let Some(customer) = new.customer {
            let found = self.below.customers.by_id(&system, customer).await;
            let found = found.map_err(|err| missing(err, "customer_id", "没有这个客户", "customer"))?;
            name = Some(found.name);
        }
        Ok((new, name))
    }
}

/// A field that names what is not there.
fn missing(err: ApiError, field: &str, zh: &str, what: &str) -> ApiError {
    match err {
        ApiError::Refused(refused) if refused.kind == kernel::RefusalKind::NotFound => {
            Refused::field(field, zh, format!("There is no such {what}")).into()
        }
        other => other,
    }
}

/// Opens a ticket within a transaction.
pub(super) async fn open_in(
    change: &mut Change,
    who: &Principal,
    ticket_type: &TicketType,
    id: TicketId,
    new: &NewTicket,
) -> ApiResult<Work> {
    let by = doer(who, None, None);
    let mut events = Ticket::create(ticket_type, id, new, &by).map_err(|refused| *refused)?;
    let number = change.db.next_number(super::NUMBERED);
    let event = if events.is_empty() { None } else { Some(events.remove(0)) };
    let opened = event.and_then(|event| Work::created(number, event, &by.actor, change.when(ticket_type)));
    let Some((mut work, mut log)) = opened else {
        return Err(
            Refused::invalid("tickets.not_opened", "工单未能建立", "The ticket was not opened").into()
        );
    };
    log.extend(work.happen(events, &by.actor, change.when(ticket_type)));
    change.keep(&work, log).await?;
    Ok(work)
}

/// A ticket as it was just opened: nothing is asked of the store again.
fn shown(work: Work, ticket_type: &TicketType, who: &Principal) -> TicketView {
    let possible = work.ticket.possible(ticket_type, &doer(who, None, Some(&work.ticket)));
    TicketView::of(work.number, work.ticket, &work.clocks, possible)
}
