//! The list of what is due at a desk: promises, call-backs, voice messages, visits and tickets, what breaches first first.

use kernel::{Principal, Text, Timestamp};
use tickets::{TicketFilter, TicketSummary};
use web::ApiResult;

use super::Promises;
use super::owners::Names;
use super::reading::{CustomerNames, actions, own_team, shown_number};
use crate::READ;
use crate::model::{DueItem, DueSort, Shown, Source, state_name};
use crate::rules::entry::Entry;
use crate::rules::owner::{key, oneself};
use crate::store::{self, Wanted};

/// Most items; who has more has another trouble.
const MOST: u32 = 100;

impl Promises {
    /// What is due at a desk: the own promises and tickets, and what customers asked of the hotline and nobody has taken;
    /// for the team, what anyone in it answers for.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn due_list(&self, who: &Principal, team: bool) -> ApiResult<Vec<DueItem>> {
        who.require(READ)?;
        let names = self.names().await?;
        let own = vec![oneself(who).map_or_else(String::new, key)];
        let owners = if team && who.agent.is_some() { own_team(who, &names) } else { own };
        // A leader without posting leads everybody.
        let owners = if team && who.agent.is_none() { Vec::new() } else { owners };
        let wanted = Wanted { show: Shown::Open, owners, untaken: true, limit: MOST, ..Wanted::default() };
        let found = store::page(&self.db, &wanted).await?;
        let tickets = if who.may(tickets::READ) { self.own_tickets(who).await? } else { Vec::new() };
        let ids = found.iter().map(|entry| entry.links.customer);
        let ids = ids.chain(tickets.iter().map(|ticket| ticket.customer_id)).collect();
        let customers = self.customer_names(who, ids).await;
        let mut items: Vec<DueItem> =
            found.iter().map(|entry| of_promise(who, entry, &names, &customers)).collect();
        let types = self.below.tickets.types(&Principal::system())?;
        items.extend(tickets.iter().map(|ticket| {
            let label = types.iter().find(|known| known.name == ticket.ticket_type);
            of_ticket(ticket, label.map(|known| known.label.clone()).unwrap_or_default(), &customers)
        }));
        items.sort_by_key(|item| item.due_at.unwrap_or(Timestamp::from_micros(i64::MAX)));
        items.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        Ok(items)
    }

    async fn own_tickets(&self, who: &Principal) -> ApiResult<Vec<TicketSummary>> {
        let filter = TicketFilter {
            open: Some(true),
            assignee: Some("me".to_owned()),
            limit: Some(MOST),
            ..TicketFilter::default()
        };
        Ok(self.below.tickets.page(who, filter).await?.items)
    }
}

fn of_promise(who: &Principal, entry: &Entry, names: &Names, customers: &CustomerNames) -> DueItem {
    let (promise, links) = (&entry.promise, &entry.links);
    let what = match links.source {
        Source::CallBack => DueSort::CallBack,
        Source::VoiceMessage => DueSort::VoiceMessage,
        Source::Visit => DueSort::Visit,
        Source::WrapUp | Source::Written => DueSort::Promise,
    };
    DueItem {
        what,
        id: entry.id.to_string(),
        number: entry.number,
        title: promise.matter().to_owned(),
        label: promise.kind().label(),
        state: state_name(promise.state()).to_owned(),
        due_at: promise.due(),
        owner: Some(names.of(promise.owner())),
        customer_id: links.customer,
        customer_name: links.customer.and_then(|id| customers.get(&id).cloned()),
        caller: shown_number(who, entry),
        contact_id: links.contact,
        recording_id: links.recording,
        tries: u32::try_from(promise.tries().len()).unwrap_or(u32::MAX),
        actions: actions(who, entry),
        version: promise.version(),
    }
}

fn of_ticket(ticket: &TicketSummary, label: Text, customers: &CustomerNames) -> DueItem {
    DueItem {
        what: DueSort::Ticket,
        id: ticket.id.to_string(),
        number: ticket.number,
        title: ticket.title.clone(),
        label,
        state: ticket.state.to_string(),
        due_at: ticket.next_due_at,
        owner: None,
        customer_id: ticket.customer_id,
        customer_name: ticket.customer_id.and_then(|id| customers.get(&id).cloned()),
        caller: None,
        contact_id: None,
        recording_id: None,
        tries: 0,
        actions: Vec::new(),
        version: ticket.version,
    }
}
