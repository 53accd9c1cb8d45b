//! Lists of tickets.

use db::{Conditions, Db, DbError};
use kernel::{ContactId, CustomerId, Timestamp};

use super::tickets::{assignee_key, work};
use crate::model::TicketOrder;
use crate::rules::party::Sight;
use crate::rules::work::Work;

/// Tickets found by their title at most.
const MOST_FOUND: u32 = 1_000;

/// Which tickets are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub sight: Sight,
    pub ticket_type: Option<String>,
    pub state: Option<String>,
    pub open: Option<bool>,
    pub kind: Option<String>,
    pub priority: Option<String>,
    /// Late at this instant, or not.
    pub overdue: Option<(bool, Timestamp)>,
    /// Filed or at hand; both when nothing is said.
    pub filed: Option<bool>,
    pub q: Option<String>,
    /// Only such as were given to nobody.
    pub unassigned: bool,
    /// As it is stored.
    pub assignee: Option<String>,
    pub department: Option<String>,
    /// The records that are the customer asked for.
    pub customer: Vec<CustomerId>,
    pub contact: Option<ContactId>,
    pub order: TicketOrder,
    /// Due instant and number of the last one seen.
    pub after: Option<(i64, i64)>,
    pub limit: u32,
}

/// Conditions, and where the search for what fulfils them begins.
#[derive(Default)]
struct Search {
    all: Conditions,
    /// What is walked first: few rows, whose tickets are then looked up. Told so, the database does not walk all tickets
    /// in the order of the list instead.
    sources: Vec<String>,
}

impl Search {
    fn further(&mut self, wanted: &Wanted) {
        if wanted.unassigned {
            self.all.require("assignee IS NULL");
        }
        if let Some((late, now)) = wanted.overdue {
            let now = self.all.bind(now);
            self.all.require(format!("next_due {} {now}", if late { "<" } else { ">=" }));
        }
        // What is open was never filed.
        if wanted.open != Some(true) || wanted.filed == Some(true) {
            self.all.maybe("filed = ?", wanted.filed);
        }
        if let Some(text) = &wanted.q {
            let number: Option<i64> = text.trim_start_matches(['#', 'T', 't', '-']).parse().ok();
            let found = match number {
                Some(number) => format!("number = {}", self.all.bind(number)),
                None => {
                    let part = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                    let part = self.all.bind(format!("%{part}%"));
                    // Titles alone are searched, not the tickets behind them.
                    self.sources.push(format!(
                        "(SELECT number AS found_number FROM tickets_tickets WHERE title LIKE {part} ESCAPE '\\' \
                         ORDER BY number DESC LIMIT {MOST_FOUND}) found"
                    ));
                    "number = found_number".to_owned()
                }
            };
            self.all.require(found);
        }
    }

    fn seen_by(&mut self, sight: &Sight) {
        let Sight::Own(department, me) = sight else { return };
        // An account without department and a ticket without assignee have nothing in common.
        let department = self.all.bind(department.as_ref().map_or("", |name| name.as_str()));
        let me = self.all.bind(me.map_or_else(String::new, assignee_key));
        self.sources.push(format!(
            "(SELECT ticket_id AS seen_id FROM tickets_passed WHERE department = {department} \
             UNION SELECT id FROM tickets_tickets WHERE assignee = {me}) seen"
        ));
        self.all.require("id = seen_id");
    }
}

/// Tickets in the order that is wanted.
pub async fn page(db: &Db, wanted: &Wanted) -> Result<Vec<Work>, DbError> {
    let mut search = Search::default();
    search.all.maybe("is_open = ?", wanted.open);
    search.all.maybe("kind = ?", wanted.kind.clone());
    search.all.maybe("priority = ?", wanted.priority.clone());
    search.further(wanted);
    search.all.maybe("type = ?", wanted.ticket_type.clone());
    search.all.maybe("state = ?", wanted.state.clone());
    search.all.maybe("assignee = ?", wanted.assignee.clone());
    search.all.maybe("department = ?", wanted.department.clone());
    if !wanted.customer.is_empty() {
        search.all.among("customer_id", wanted.customer.iter().copied());
    }
    let of_contact = "id IN (SELECT ticket_id FROM tickets_contacts WHERE contact_id = ?)";
    search.all.maybe(of_contact, wanted.contact);
    search.seen_by(&wanted.sight);
    if let Some((due, number)) = wanted.after {
        let text = match wanted.order {
            TicketOrder::Due => {
                let (due, number) = (search.all.bind(due), search.all.bind(number));
                format!("(next_due, number) > ({due}, {number})")
            }
            TicketOrder::Newest => format!("number < {}", search.all.bind(number)),
        };
        search.all.require(text);
    }
    let order = match wanted.order {
        TicketOrder::Due => "next_due, number",
        TicketOrder::Newest => "number DESC",
    };
    let limit = search.all.bind(wanted.limit);
    let all = search.all.sql();
    let sources: String = search.sources.iter().map(|source| format!("{source} CROSS JOIN ")).collect();
    let sql = format!(
        "SELECT number, ticket, clocks FROM {sources}tickets_tickets {all} ORDER BY {order} LIMIT {limit}"
    );
    db.rows(&sql, search.all.into_values()).await?.iter().map(work).collect()
}
