//! The tables of tickets.

pub mod attachments;
pub mod cases;
pub mod desk;
pub mod filing;
mod lists;
pub mod notices;
pub mod once;
pub mod saved;
mod settings;
mod tickets;
pub mod titles;

pub use lists::{Wanted, count, page};
pub use settings::{
    add_type, department_in, department_of, departments, editions, has_department, save_department,
    states_in_use, types,
};
pub use tickets::{armed, assignee_key, last_number, load, lock, log_of, peek, running, save};
