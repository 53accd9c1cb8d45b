//! Tickets as others see them, and what they ask.

mod forms;
mod views;

pub use forms::{Action, ActionForm, DepartmentForm, NewTicketForm, TicketFilter, TicketOrder};
pub use views::{
    Department, DepartmentView, DueView, LinkView, StepView, StoryItem, TicketSummary, TicketView,
};
