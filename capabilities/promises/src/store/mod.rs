//! The tables of promises.

mod lists;
mod promises;
mod settings;
mod visits;

pub use lists::{Wanted, counts, page};
pub use promises::{
    armed, known, last_number, load, lock, open_call_backs, open_of_contact, open_of_customer, open_of_owner,
    open_of_ticket, promise_row, save,
};
pub use settings::{save_settings, settings, settings_in};
pub use visits::{
    VisitBody, VisitRow, load_visit, lock_visit, planned_of_ticket, save_visit, visit_page, visit_state,
};
