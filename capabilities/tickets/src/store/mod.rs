//! The tables of tickets.

mod lists;
mod settings;
mod tickets;

pub use lists::{Wanted, page};
pub use settings::{
    add_type, department_of, departments, has_department, save_department, states_in_use, types,
};
pub use tickets::{armed, assignee_key, load, lock, log_of, next_number, peek, running, save};
