//! The port: start, stop, place calls, attach WebSockets, read counters.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::config::SipConfig;
use crate::error::SipError;
use crate::incoming::Incoming;
use crate::outgoing::{InviteRequest, OutgoingLeg};
use crate::source::{ConnectionId, Transport};
use crate::stats::Stats;

/// A running SIP port, cheap to clone.
#[derive(Clone)]
pub struct SipPort {
    pub(crate) core: Arc<crate::core::Core>,
}

/// A WebSocket whose frames another crate pumps (RFC 7118). One text or binary frame carries one SIP message.
/// Dropping `incoming` closes the connection; `outgoing` ends when the port closes it.
#[derive(Debug)]
pub struct WsAttachment {
    /// The connection's number, as in [`crate::Source::connection`].
    pub connection: ConnectionId,
    /// Frames from the browser. CRLF keep-alives are accepted and answered.
    pub incoming: mpsc::Sender<bytes::Bytes>,
    /// Frames to the browser, each a whole message in UTF-8.
    pub outgoing: mpsc::Receiver<bytes::Bytes>,
}

impl SipPort {
    /// Binds and starts; requests arrive at the receiver.
    ///
    /// # Errors
    /// [`SipError::NothingToBind`], [`SipError::AddressInUse`], [`SipError::Bind`], [`SipError::Certificate`].
    pub async fn start(config: SipConfig) -> Result<(Self, mpsc::Receiver<Incoming>), SipError> {
        let _ = config;
        Err(SipError::Closed)
    }

    /// Address a transport is bound to.
    pub fn local_addr(&self, transport: Transport) -> Option<SocketAddr> {
        let _ = transport;
        None
    }

    /// Places a call. Failure to reach the peer comes as [`crate::LegEvent::Rejected`] with 408 or 503.
    ///
    /// # Errors
    /// [`SipError::BadHeader`], [`SipError::Closed`].
    pub async fn invite(&self, request: InviteRequest) -> Result<OutgoingLeg, SipError> {
        let _ = request;
        Err(SipError::Closed)
    }

    /// Takes over a WebSocket that has been upgraded with sub-protocol `sip`. `secure` says whether it runs over TLS.
    ///
    /// # Errors
    /// [`SipError::TooManyConnections`], [`SipError::Closed`].
    pub fn attach_websocket(&self, remote: SocketAddr, secure: bool) -> Result<WsAttachment, SipError> {
        let _ = (remote, secure);
        Err(SipError::Closed)
    }

    /// Closes a stream connection.
    pub fn close_connection(&self, connection: ConnectionId) {
        let _ = connection;
    }

    /// Counts one rejected request (wrong password, call to nowhere) against an address; too many shut it out for a
    /// while. Trusted addresses are exempt.
    pub fn penalise(&self, ip: IpAddr) {
        let _ = ip;
    }

    /// While draining, new INVITEs and OPTIONS are answered 503 with Retry-After, so that a dispatcher goes elsewhere;
    /// calls in progress continue.
    pub fn set_draining(&self, draining: bool) {
        let _ = draining;
    }

    /// The counters.
    pub fn stats(&self) -> Stats {
        Stats::default()
    }

    /// Ends all legs (BYE, CANCEL, 503), then closes all transports.
    pub async fn shutdown(&self) {}
}
