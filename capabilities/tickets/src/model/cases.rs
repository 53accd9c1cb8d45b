//! Crisis cases, jobs of workers, filing.

use kernel::{Text, Timestamp};
use serde::{Deserialize, Serialize};
use ticket::{Severity, StateName, TicketId};
use utoipa::ToSchema;

/// A crisis that is not over, as every desk shows it (TKT-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketIncident)]
pub struct IncidentView {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// One line.
    pub title: String,
    /// The state.
    pub state: StateName,
    /// The state, as people read it.
    pub label: Text,
    /// How bad, 1 is worst.
    pub severity: Severity,
    /// What is concerned.
    pub systems: String,
    /// Who leads.
    pub owner: String,
    /// How it is met.
    pub strategy: String,
    /// The one wording for all channels; empty until it is approved.
    pub approved_wording: String,
    /// Since when.
    pub since: Timestamp,
}

/// Strokes of a signature: points in a field of 1000 by 400.
pub type Strokes = Vec<Vec<(u16, u16)>>;

/// A customer's signature on a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = TicketSignature)]
pub struct Signature {
    /// Lines of points in a field of 1000 by 400.
    #[schema(value_type = Vec<Vec<Vec<u16>>>)]
    pub strokes: Strokes,
    /// When it was given.
    pub at: Timestamp,
}

/// An edition of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketTypeEdition)]
pub struct Edition {
    /// Counts the editions.
    pub version: u32,
    /// When it was saved.
    pub at: Timestamp,
    /// Who saved it, as an actor in JSON.
    pub author: String,
}
