//! Looking at tickets.

use std::collections::BTreeSet;

use db::EventFilter;
use kernel::{CustomerId, Principal, Refused, Text};
use ticket::{DepartmentName, TicketId};
use web::{ApiResult, Page, page_size};

use super::known::known_words;
use super::{Tickets, no_ticket};
use crate::READ;
use crate::model::{
    CustomerView, DueView, RelatedView, StoryItem, TicketCount, TicketFilter, TicketOrder, TicketSummary,
    TicketView, ViewFilter,
};
use crate::rules::party::{Sight, doer, own_jobs};
use crate::rules::work::{HELD, LIFTED, STANDING, Work, subject};
use crate::store::{self, Wanted};

/// Events of a story at most.
const STORY: u32 = 5_000;
/// Other tickets shown with one at most.
const MOST_RELATED: usize = 50;
/// Views counted at once at most: those that come with the product, and those that one person can have.
const MOST_COUNTED: usize = 120;
/// Tickets of one view counted at most.
const COUNTED: u32 = 99;
/// Who asks for tickets that nobody has.
pub(super) const NOBODY: &str = "none";

impl Tickets {
    /// One ticket with what the reader can do now.
    ///
    /// # Errors
    /// Not found, also what may not be seen; forbidden.
    pub async fn one(&self, who: &Principal, id: TicketId) -> ApiResult<TicketView> {
        let (sight, department) = self.sight(who).await?;
        let work = self.seen(&sight, id).await?;
        let ticket_type = self.type_named(&work.ticket.ticket_type)?;
        let possible = if who.may(crate::WRITE) || who.may(crate::DEPARTMENT) {
            work.ticket.possible(&ticket_type, &doer(who, department, Some(&work.ticket)))
        } else {
            Vec::new()
        };
        let mut view = TicketView::of(work.number, work.ticket, &work.clocks, possible);
        view.watched = who.user.is_some_and(|user| view.watchers.contains(&user));
        view.related = self.related(&sight, &view).await?;
        view.customer = self.customer_of(who, &sight, &view).await?;
        if let Sight::Own(own, _) = &sight {
            // What is asked of another department is between that one and customer service.
            view.department_work = view.department_work.filter(|work| Some(&work.department) == own.as_ref());
        }
        view.summary.customer_name = view.customer.as_ref().map(|customer| customer.name.clone());
        if sight == Sight::All {
            view.confirmation_code = store::cases::code_of(&self.db, id).await?;
            view.hold = self.hold_of(id).await?;
        }
        Ok(view)
    }

    /// Tickets named in one, as far as the reader may see them.
    async fn related(&self, sight: &Sight, view: &TicketView) -> ApiResult<Vec<RelatedView>> {
        let mut named: BTreeSet<TicketId> = view.links.iter().map(|link| link.ticket).collect();
        named.extend(view.merged_into);
        named.extend(view.absorbed.iter().copied());
        let mut related = Vec::new();
        for id in named.into_iter().take(MOST_RELATED) {
            let found = store::load(&self.db, id).await?.filter(|work| sight.shows(&work.ticket));
            related.extend(found.map(|work| RelatedView {
                id,
                number: work.number,
                title: work.ticket.title,
                kind: work.ticket.kind,
            }));
        }
        Ok(related)
    }

    /// The customer as whoever works on the ticket needs it: numbers whole for department and worker as long as they have
    /// the job, masked afterwards and for those who look them up at the customer. What is shown in whole is in the audit
    /// log.
    async fn customer_of(
        &self,
        who: &Principal,
        sight: &Sight,
        view: &TicketView,
    ) -> ApiResult<Option<CustomerView>> {
        let Some(id) = view.summary.customer_id else { return Ok(None) };
        let Ok(found) = self.below.customers.by_id(&Principal::system(), id).await else { return Ok(None) };
        let whole = sight.has_work(view);
        if whole && !found.phones.is_empty() {
            let why = format!("ticket:{}", view.summary.id);
            self.below.customers.note_shown(who, id, &why).await?;
        }
        let phones = found.phones.iter().map(|phone| match whole {
            true => phone.clone(),
            false => customers::mask(phone),
        });
        Ok(Some(CustomerView { id, name: found.name.clone(), phones: phones.collect() }))
    }

    /// Names for a list, in one query.
    async fn name_customers(&self, list: &mut [TicketSummary]) -> ApiResult<()> {
        let ids: BTreeSet<CustomerId> = list.iter().filter_map(|one| one.customer_id).collect();
        let names = self.below.customers.names(&ids.into_iter().collect::<Vec<_>>()).await?;
        for one in list {
            one.customer_name = one.customer_id.and_then(|id| names.get(&id).cloned());
        }
        Ok(())
    }

    pub(super) async fn seen(&self, sight: &Sight, id: TicketId) -> ApiResult<Work> {
        let work = store::load(&self.db, id).await?.filter(|work| sight.shows(&work.ticket));
        Ok(work.ok_or_else(no_ticket)?)
    }

    /// Tickets, what breaches first first or the newest first.
    ///
    /// # Errors
    /// Forbidden; a cursor, assignee, kind of state or priority that is none.
    pub async fn page(&self, who: &Principal, filter: TicketFilter) -> ApiResult<Page<TicketSummary>> {
        let size = page_size(filter.limit)?;
        known_words("", filter.kind.as_deref(), filter.priority.as_deref())?;
        let order = filter.sort.unwrap_or_default();
        let wanted = self.wanted(who, filter, size + 1).await?;
        let found = store::page(&self.db, &wanted).await?;
        let summary = |work: &Work| {
            let summary = TicketSummary::of(work.number, &work.ticket, &work.clocks);
            TicketSummary { rank: work.rank(), ..summary }
        };
        let mut found: Vec<TicketSummary> = found.iter().map(summary).collect();
        self.name_customers(&mut found).await?;
        Ok(Page::from_surplus(found, size, |last| cursor(order, last)))
    }

    /// The whole story of a ticket in order; notes for customer service only are not shown to others.
    ///
    /// # Errors
    /// Not found, also what may not be seen; forbidden.
    pub async fn story(&self, who: &Principal, id: TicketId) -> ApiResult<Vec<StoryItem>> {
        let (sight, _) = self.sight(who).await?;
        self.seen(&sight, id).await?;
        let filter = EventFilter { after: 0, subject: Some(subject(id)), limit: STORY };
        let events = self.db.events(filter).await?.into_iter();
        let inside = |stored: &kernel::StoredEvent| {
            stored.event.data.value()["readers"] == "service"
                || [HELD, LIFTED].contains(&stored.event.kind.as_str())
        };
        let mut others = Others::default();
        let shown = events.filter(|stored| match &sight {
            Sight::All => true,
            Sight::Own(own, _) => !inside(stored) && !others.is_about(stored, own.as_ref()),
        });
        Ok(shown
            .map(|stored| StoryItem {
                seq: stored.seq,
                at: stored.event.at,
                kind: stored.event.kind,
                actor: stored.event.actor,
                data: told(stored.event.data.value()),
            })
            .collect())
    }

    /// How many tickets each of some views shows; few are counted, so that it takes no longer than a page of each.
    ///
    /// # Errors
    /// Forbidden; too many; an assignee that is none.
    pub async fn counts(&self, who: &Principal, filters: Vec<ViewFilter>) -> ApiResult<Vec<TicketCount>> {
        who.require(READ)?;
        if filters.len() > MOST_COUNTED {
            let (zh, en) = (format!("一次最多 {MOST_COUNTED} 个"), format!("{MOST_COUNTED} at once at most"));
            return Err(Refused::field("filters", zh, en).into());
        }
        let mut counts = Vec::with_capacity(filters.len());
        for filter in filters {
            // In the order that every index has.
            let filter = TicketFilter { sort: None, ..filter.into() };
            let wanted = self.wanted(who, filter, COUNTED + 1).await?;
            let count = store::count(&self.db, &wanted).await?;
            counts.push(TicketCount { count: count.min(COUNTED), more: count > COUNTED });
        }
        Ok(counts)
    }

    async fn wanted(&self, who: &Principal, filter: TicketFilter, limit: u32) -> ApiResult<Wanted> {
        // Who looks for something in particular finds what was filed as well.
        let looked_for = filter.q.is_some() || filter.customer.is_some() || filter.contact.is_some();
        Ok(Wanted {
            sight: self.sight(who).await?.0,
            unassigned: filter.assignee.as_deref() == Some(NOBODY),
            assignee: filter
                .assignee
                .filter(|text| text != NOBODY)
                .map(|text| assignee(&text, who))
                .transpose()?,
            kind: filter.kind,
            priority: filter.priority,
            overdue: filter.overdue.map(|late| (late, self.db.now())),
            filed: filter.filed.or_else(|| (!looked_for).then_some(false)),
            q: filter.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
            ticket_type: filter.ticket_type,
            state: filter.state,
            open: filter.open,
            department: filter.department,
            customer: match filter.customer {
                Some(customer) => self.below.customers.family(customer).await?,
                None => Vec::new(),
            },
            contact: filter.contact,
            order: filter.sort.unwrap_or_default(),
            after: filter.cursor.map(|text| place(&text)).transpose()?,
            limit,
        })
    }

    /// Why each clock of a ticket is due when it is.
    ///
    /// # Errors
    /// Not found, also what may not be seen; forbidden.
    pub async fn why_due(&self, who: &Principal, id: TicketId) -> ApiResult<Vec<DueView>> {
        let (sight, _) = self.sight(who).await?;
        let work = self.seen(&sight, id).await?;
        let (now, schedule) = (self.db.now(), self.schedule());
        let told = work.clocks.iter().map(|clock| {
            let explained = clock.explain(now, &schedule);
            let steps: Vec<Text> = explained.steps.into_iter().map(|step| step.text).collect();
            DueView {
                clock: clock.kind().name().to_owned(),
                label: clock.kind().label(),
                due_at: explained.due,
                breached_at: clock.breached(),
                steps,
            }
        });
        Ok(told.collect())
    }
}

fn assignee(text: &str, who: &Principal) -> Result<String, Refused> {
    let known = ["agent:", "team:", "user:"].iter().any(|prefix| text.starts_with(prefix));
    match text {
        "me" => Ok(own_jobs(who).map_or_else(String::new, store::assignee_key)),
        _ if known => Ok(text.to_owned()),
        _ => {
            let (zh, en) = (
                "应为 agent:、team:、user: 加编号，或 me、none",
                "Is agent:, team: or user: and an id, me or none",
            );
            Err(Refused::field("assignee", zh, en))
        }
    }
}

/// Where a page ended: place in the list and number.
fn cursor(order: TicketOrder, last: &TicketSummary) -> String {
    let rank = match order {
        TicketOrder::Due => last.rank,
        TicketOrder::Newest => 0,
    };
    format!("{rank}.{}", last.number)
}

fn place(cursor: &str) -> Result<(i64, i64), Refused> {
    let parts =
        cursor.split_once('.').and_then(|(due, number)| Some((due.parse().ok()?, number.parse().ok()?)));
    parts.ok_or_else(|| Refused::field("cursor", "游标无效", "This cursor was not given by this list"))
}

/// What an event says to people: how the ticket stood then is for counting.
fn told(mut data: serde_json::Value) -> serde_json::Value {
    if let Some(facts) = data.as_object_mut() {
        facts.remove(STANDING);
    }
    data
}

/// What other departments were asked and answered, along the story of a ticket.
#[derive(Default)]
struct Others {
    /// The department that has it at this point of the story.
    with: Option<String>,
}

impl Others {
    /// Whether something happened between customer service and another department than one's own.
    fn is_about(&mut self, stored: &kernel::StoredEvent, own: Option<&DepartmentName>) -> bool {
        let event = &stored.event;
        if event.kind == "tickets.passed" {
            self.with = event.data.value()["department"].as_str().map(str::to_owned);
        }
        let between = matches!(
            event.kind.as_str(),
            "tickets.passed"
                | "tickets.accepted"
                | "tickets.returned"
                | "tickets.fed_back"
                | "tickets.answered_by_department"
                | "tickets.not_satisfied"
        );
        between && self.with.as_deref() != own.map(DepartmentName::as_str)
    }
}
