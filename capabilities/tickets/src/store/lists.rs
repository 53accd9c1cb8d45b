//! Lists of tickets.

use db::{Db, DbError, IntoValue, Value};
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

/// Conditions with their values.
#[derive(Default)]
struct Conditions {
    texts: Vec<String>,
    values: Vec<Value>,
    /// What is walked first: few rows, whose tickets are then looked up. Told so, the database does not walk all tickets
    /// in the order of the list instead.
    sources: Vec<String>,
}

impl Conditions {
    /// A value's place in the statement.
    fn bind(&mut self, value: impl IntoValue) -> String {
        self.values.push(value.into_value());
        format!("${}", self.values.len())
    }

    fn is(&mut self, column: &str, value: Option<impl IntoValue>) {
        if let Some(value) = value {
            let place = self.bind(value);
            self.texts.push(format!("{column} = {place}"));
        }
    }

    fn further(&mut self, wanted: &Wanted) {
        if wanted.unassigned {
            self.texts.push("assignee IS NULL".to_owned());
        }
        if let Some((late, now)) = wanted.overdue {
            let now = self.bind(now);
            self.texts.push(format!("next_due {} {now}", if late { "<" } else { ">=" }));
        }
        // What is open was never filed.
        if wanted.open != Some(true) || wanted.filed == Some(true) {
            self.is("filed", wanted.filed);
        }
        if let Some(text) = &wanted.q {
            let number: Option<i64> = text.trim_start_matches(['#', 'T', 't', '-']).parse().ok();
            let found = match number {
                Some(number) => format!("number = {}", self.bind(number)),
                None => {
                    let part = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                    let part = self.bind(format!("%{part}%"));
                    // Titles alone are searched, not the tickets behind them.
                    self.sources.push(format!(
                        "(SELECT number AS found_number FROM tickets_tickets WHERE title LIKE {part} ESCAPE '\\' \
                         ORDER BY number DESC LIMIT {MOST_FOUND}) found"
                    ));
                    "number = found_number".to_owned()
                }
            };
            self.texts.push(found);
        }
    }

    fn seen_by(&mut self, sight: &Sight) {
        let Sight::Own(department, me) = sight else { return };
        // An account without department and a ticket without assignee have nothing in common.
        let department = self.bind(department.as_ref().map_or("", |name| name.as_str()));
        let me = self.bind(me.map_or_else(String::new, assignee_key));
        self.sources.push(format!(
            "(SELECT ticket_id AS seen_id FROM tickets_passed WHERE department = {department} \
             UNION SELECT id FROM tickets_tickets WHERE assignee = {me}) seen"
        ));
        self.texts.push("id = seen_id".to_owned());
    }
}

/// Tickets in the order that is wanted.
pub async fn page(db: &Db, wanted: &Wanted) -> Result<Vec<Work>, DbError> {
    let mut conditions = Conditions::default();
    conditions.is("is_open", wanted.open);
    conditions.is("kind", wanted.kind.clone());
    conditions.is("priority", wanted.priority.clone());
    conditions.further(wanted);
    conditions.is("type", wanted.ticket_type.clone());
    conditions.is("state", wanted.state.clone());
    conditions.is("assignee", wanted.assignee.clone());
    conditions.is("department", wanted.department.clone());
    if !wanted.customer.is_empty() {
        let places: Vec<String> = wanted.customer.iter().map(|id| conditions.bind(*id)).collect();
        conditions.texts.push(format!("customer_id IN ({})", places.join(",")));
    }
    if let Some(contact) = wanted.contact {
        let place = conditions.bind(contact);
        let of = format!("id IN (SELECT ticket_id FROM tickets_contacts WHERE contact_id = {place})");
        conditions.texts.push(of);
    }
    conditions.seen_by(&wanted.sight);
    if let Some((due, number)) = wanted.after {
        let text = match wanted.order {
            TicketOrder::Due => {
                let (due, number) = (conditions.bind(due), conditions.bind(number));
                format!("(next_due, number) > ({due}, {number})")
            }
            TicketOrder::Newest => format!("number < {}", conditions.bind(number)),
        };
        conditions.texts.push(text);
    }
    let order = match wanted.order {
        TicketOrder::Due => "next_due, number",
        TicketOrder::Newest => "number DESC",
    };
    let limit = conditions.bind(wanted.limit);
    let all = if conditions.texts.is_empty() {
        String::new()
    } else {
        format!("WHERE {}", conditions.texts.join(" AND "))
    };
    let sources: String = conditions.sources.iter().map(|source| format!("{source} CROSS JOIN ")).collect();
    let sql = format!(
        "SELECT number, ticket, clocks FROM {sources}tickets_tickets {all} ORDER BY {order} LIMIT {limit}"
    );
    db.rows(&sql, conditions.values).await?.iter().map(work).collect()
}
