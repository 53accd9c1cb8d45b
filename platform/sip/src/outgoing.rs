//! Calls we place.

use std::fmt;
use std::net::SocketAddr;

use crate::leg::{Dialog, HangUp, LegEvents, LegId};
use crate::source::{ConnectionId, Transport};
use crate::uri::{NameAddr, Uri};

/// Whom to call and how to get there.
#[derive(Clone, Debug)]
pub struct Target {
    /// The Request-URI, sent as it stands.
    pub uri: Uri,
    /// The way.
    pub route: Route,
}

/// The way to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Resolve the host of the URI (RFC 3263). Never for `.invalid` hosts.
    ByUri,
    /// To this address, whatever the URI says: a trunk, or the source address a phone registered from.
    Address(SocketAddr, Transport),
    /// Over this open connection: a browser or a phone that registered by a stream.
    Connection(ConnectionId),
}

/// Name and password for digest challenges (RFC 8760).
#[derive(Clone)]
pub struct Credentials {
    /// User name.
    pub username: String,
    /// Password in clear.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({})", self.username)
    }
}

/// An INVITE to send.
#[derive(Clone, Debug)]
pub struct InviteRequest {
    /// Whom to call.
    pub target: Target,
    /// From; the tag is added by the port. Parameters are not sent.
    pub from: NameAddr,
    /// To; the target's URI when absent.
    pub to: Option<NameAddr>,
    /// Session description offered. A leg always offers; for a caller without an offer, offer one's own media.
    pub offer: String,
    /// Further header fields (P-Asserted-Identity, Alert-Info, X-…). Names that the port writes itself are refused.
    pub headers: Vec<(String, String)>,
    /// Used when the peer challenges by 401 or 407.
    pub credentials: Option<Credentials>,
}

/// A call being placed. Dropping `events` hangs up.
#[derive(Debug)]
pub struct OutgoingLeg {
    /// The leg's handle.
    pub dialog: Dialog,
    /// Its events: `Ringing`*, then `Answered` or `Rejected`.
    pub events: LegEvents,
}

impl OutgoingLeg {
    /// The leg's number.
    pub fn id(&self) -> LegId {
        self.dialog.id()
    }

    /// Gives up: CANCEL while unanswered, BYE after.
    pub async fn cancel(&self) {
        self.dialog.hang_up(HangUp::default()).await;
    }
}
