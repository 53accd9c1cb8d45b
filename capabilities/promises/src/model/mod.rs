//! Promises as others see them, and what they ask.

mod forms;
mod settings;
mod views;
mod visits;

pub use forms::{Action, ActionForm, Heard, MakeForm, PreviewQuery, PromiseFilter, Shown, WrapUpForm};
pub use settings::{PromiseSettings, VisitSettings};
pub use views::{
    DueItem, DueSort, Flag, Links, OwnerView, PreviewView, PromiseCounts, PromiseId, PromiseView,
    RefusalView, RoomView, Source, StoryItem, state_name,
};
pub use visits::{NewVisitForm, VisitAction, VisitFilter, VisitQuestion, VisitView};
