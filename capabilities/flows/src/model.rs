//! Flows, prompts and calendars as the API shows them.

use kernel::{PromptId, Text, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An entry flow in the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowSummary {
    /// Stable name, used by numbers.
    pub name: String,
    /// Name for people, of the newest version.
    pub title: Text,
    /// The version that new calls enter.
    pub published: Option<i64>,
    /// The newest version.
    pub latest: i64,
}

/// One version of an entry flow.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowVersion {
    /// Stable name.
    pub name: String,
    /// Number of the version, from 1.
    pub version: i64,
    /// Whether new calls enter it.
    pub is_published: bool,
    /// When it was saved.
    pub created_at: Timestamp,
    /// Who saved it.
    pub author: String,
    /// The flow itself.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
}

/// An uploaded prompt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PromptView {
    /// The prompt.
    pub id: PromptId,
    /// Its name.
    pub name: String,
    /// Length in seconds.
    pub duration_s: f64,
    /// When it was uploaded.
    pub created_at: Timestamp,
    #[serde(skip)]
    pub(crate) path: String,
}

/// Hours of one day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekDay {
    /// 1 (Monday) to 7 (Sunday).
    pub weekday: u8,
    /// `09:00`.
    pub from: String,
    /// `18:00`; `24:00` is the end of the day.
    pub to: String,
}

/// A day that differs from its weekday: a public holiday, or a make-up working day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// `2026-10-01`.
    pub date: String,
    /// Name for people, such as 国庆节.
    pub name: String,
    /// Open hours; none: closed.
    #[serde(default)]
    pub hours: Vec<Span>,
}

/// Hours within a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// `09:00`.
    pub from: String,
    /// `18:00`.
    pub to: String,
}

/// A business calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarForm {
    /// Time zone (IANA), such as `Asia/Shanghai`.
    pub zone: String,
    /// Hours of the week.
    pub week: Vec<WeekDay>,
    /// Holidays and make-up working days.
    #[serde(default)]
    pub special: Vec<SpecialDay>,
}
