//! Entry flows (IVR): what a caller goes through before an agent answers, as data, and the interpreter that runs it.
//!
//! [`Flow`] is the data: parse it, [`Flow::validate`] it, keep versions of it. [`FlowRun`] runs one flow for one caller:
//! it is told what happens ([`Input`]) and says what is to be done ([`Command`]); it plays nothing, asks no database,
//! reads no clock. A run keeps its flow: publishing a new version never touches calls already inside.
//! [`simulate`] tries a flow out.

mod built_in;
mod edges;
mod exchange;
mod flow;
mod keys;
mod parse;
mod problem;
mod reading;
mod run;
mod seconds;
mod simulate;
mod validate;
mod waiting;

pub use built_in::{default_flow, survey_flow};
pub use exchange::{Caller, Command, HangupReason, Input, PromptPart, Question, QueueExit, Step};
pub use flow::{Announcement, CallerBranch, Flow, Node, NodeId, Prompt, SkillNeed, TransferTo};
pub use problem::FlowProblem;
pub use run::FlowRun;
pub use simulate::{Surroundings, TraceEntry, simulate};
pub use validate::Known;
