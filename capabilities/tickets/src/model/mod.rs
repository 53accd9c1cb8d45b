//! Tickets as others see them, and what they ask.

mod attachments;
mod cases;
mod desk;
mod filing;
mod forms;
mod people;
mod saved;
mod views;

pub use attachments::{AttachmentRemoval, AttachmentView};
pub use cases::{Edition, IncidentView, Signature, Strokes};
pub use desk::{
    BulkForm, BulkResult, Macro, MacroForm, NoticeFilter, NoticeKind, NoticeView, ReadForm, Unread,
};
pub use filing::{Hold, HoldForm};
pub use forms::{Action, ActionForm, DepartmentForm, LateNoteForm, NewTicketForm, TicketFilter, TicketOrder};
pub use people::Person;
pub use saved::{SavedView, SavedViewForm, TicketCount, TicketCountForm, ViewFilter, ViewOrder};
pub use views::{
    CustomerView, Department, DepartmentView, DueView, LinkView, RelatedView, StepView, StoryItem,
    TicketSummary, TicketView,
};
