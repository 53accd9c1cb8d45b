//! Files on tickets, as the API shows them.

use kernel::{Timestamp, UserId};
use serde::{Deserialize, Serialize};
use ticket::TicketId;
use utoipa::ToSchema;

/// A file on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttachmentView {
    /// Its id.
    pub id: String,
    /// The ticket.
    pub ticket_id: TicketId,
    /// Name for people.
    pub name: String,
    /// What it is, by its content (RFC 6838).
    pub media_type: String,
    /// A picture that a page may show.
    pub is_picture: bool,
    /// Length of the content.
    pub bytes: i64,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
    /// When it came.
    pub at: Timestamp,
    /// Who brought it.
    pub author: Option<UserId>,
    /// Name of who brought it.
    pub author_name: Option<String>,
    /// Whether the reader may take it away now.
    pub removable: bool,
}

/// Why a file is taken away.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRemoval {
    /// In words that stay in the history, 200 characters at most.
    pub why: String,
}
