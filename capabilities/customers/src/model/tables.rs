//! Customers that come and go as tables.

use std::collections::BTreeMap;

use customer::Stage;
use kernel::{Actor, Text, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Filter;

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableFormat {
    /// Comma-separated, UTF-8.
    Csv,
    /// Office Open XML.
    Xlsx,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Read; waits for its mapping.
    Draft,
    /// Being carried out; goes on after a restart where it stopped.
    Running,
    /// Carried out.
    Done,
    /// Given up; what was imported before stays.
    Cancelled,
}

impl ImportState {
    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            ImportState::Draft => "draft",
            ImportState::Running => "running",
            ImportState::Done => "done",
            ImportState::Cancelled => "cancelled",
        }
    }
}

/// What happens with a row whose number is that of a known customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnKnown {
    /// The row is rejected, with the reason.
    #[default]
    Reject,
    /// What the known customer lacks is taken over.
    Complete,
    /// Another customer is made; the two are offered for merging.
    Create,
}

/// What a column means: a fact of the profile, or a field of the centre's own as `field:NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportPlan {
    /// Fact by column, counted from 0: `name`, `phone`, `email`, `kind`, `company`, `nature`, `region`, `address`, `tags`, `notes`,
    /// `stage`, `service_until`, `wechat` or `field:NAME`. Columns left out are not imported.
    pub columns: BTreeMap<usize, String>,
    /// What happens with rows of known customers.
    #[serde(default)]
    pub on_known: OnKnown,
    /// The stage of rows that name none; lead by default.
    pub stage: Option<Stage>,
    /// Tag given to all.
    pub tag: Option<String>,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CustomerImport)]
pub struct Import {
    /// Names it.
    pub id: String,
    /// Name of the file.
    pub file: String,
    /// Where it stands.
    pub state: ImportState,
    /// When the file came.
    pub created_at: Timestamp,
    /// Who sent it.
    pub actor: Actor,
    /// The head of the table.
    pub head: Vec<String>,
    /// How many rows it has.
    pub rows: u64,
    /// How many are dealt with.
    pub dealt_with: u64,
    /// How many customers were made.
    pub created: u64,
    /// How many known customers were completed.
    pub completed: u64,
    /// How many rows were rejected.
    pub rejected: u64,
    /// What the columns mean; guessed from the head before the import is carried out.
    pub plan: ImportPlan,
}

/// A row of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    /// The line in the table, the head being line 1.
    pub line: i64,
    /// Its cells.
    pub cells: Vec<String>,
    /// Why it is rejected.
    pub faults: Vec<Text>,
    /// In a preview: what else is to be known of it, such as numbers that stand twice.
    #[serde(default)]
    pub notes: Vec<Text>,
}

/// Which form a result file has.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FormatQuery {
    /// Form of the table; CSV by default.
    pub format: Option<TableFormat>,
}

/// Name of the file that is sent.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// Name of the file, which ends in `.csv` or `.xlsx`.
    pub name: String,
}

/// What is to be exported, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportForm {
    /// Form of the table.
    pub format: TableFormat,
    /// Which customers.
    #[serde(default)]
    pub filter: Filter,
    /// Why; kept in the audit log.
    pub reason: String,
}
