//! The port: start, stop, place calls, attach WebSockets, read counters.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::config::{IpPrefix, SipConfig};
use crate::core::Core;
use crate::error::SipError;
use crate::incoming::Incoming;
use crate::leg::{ping, uac};
use crate::outgoing::{InviteRequest, OutgoingLeg, Target};
use crate::source::{ConnectionId, Transport};
use crate::stats::Stats;
use crate::transport::websocket;

/// How long a shutdown waits for the legs to end.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// A running SIP port, cheap to clone.
#[derive(Clone)]
pub struct SipPort {
    pub(crate) core: Arc<Core>,
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
        let (core, incoming) = Core::start(config).await?;
        Ok((Self { core }, incoming))
    }

    /// Address a transport is bound to; none for WebSockets.
    pub fn local_addr(&self, transport: Transport) -> Option<SocketAddr> {
        self.core.local_addr(transport)
    }

    /// Places a call. Failure to reach the peer comes as [`crate::LegEvent::Rejected`] with 408 or 503.
    ///
    /// # Errors
    /// [`SipError::BadHeader`], [`SipError::Closed`].
    pub async fn invite(&self, request: InviteRequest) -> Result<OutgoingLeg, SipError> {
        if self.core.closing.is_cancelled() {
            return Err(SipError::Closed);
        }
        uac::start(self.core.clone(), request)
    }

    /// Asks a peer by OPTIONS whether it is there; returns the status code of its answer. Any answer means alive.
    ///
    /// # Errors
    /// [`SipError::NoRoute`], [`SipError::Timeout`] after 64 × T1, [`SipError::Closed`].
    pub async fn ping(&self, target: &Target) -> Result<u16, SipError> {
        if self.core.closing.is_cancelled() {
            return Err(SipError::Closed);
        }
        ping::ping(&self.core, target).await
    }

    /// Takes over a WebSocket that has been upgraded with sub-protocol `sip`. `secure` says whether it runs over TLS.
    ///
    /// # Errors
    /// [`SipError::TooManyConnections`], [`SipError::Closed`].
    pub async fn attach_websocket(&self, remote: SocketAddr, secure: bool) -> Result<WsAttachment, SipError> {
        if self.core.closing.is_cancelled() {
            return Err(SipError::Closed);
        }
        websocket::attach(&self.core, remote, secure).await
    }

    /// Closes a stream connection.
    pub fn close_connection(&self, connection: ConnectionId) {
        self.core.connection_closed(connection);
    }

    /// Counts one rejected request (wrong password, call to nowhere) against an address; too many shut it out for a
    /// while. Trusted addresses are exempt.
    pub fn penalise(&self, ip: IpAddr) {
        if !self.core.is_trusted(ip) {
            self.core.guard().penalise(ip.to_canonical(), Instant::now());
        }
    }

    /// Replaces the networks exempt from limits; holds from the next request on.
    pub fn set_trusted(&self, networks: Vec<IpPrefix>) {
        *self.core.trusted.write().unwrap_or_else(PoisonError::into_inner) = networks;
    }

    /// While draining, new INVITEs and OPTIONS are answered 503 with Retry-After, so that a dispatcher goes elsewhere;
    /// calls in progress continue.
    pub fn set_draining(&self, draining: bool) {
        self.core.draining.store(draining, Relaxed);
    }

    /// The counters.
    pub fn stats(&self) -> Stats {
        self.core.counters.read(self.core.connections.len())
    }

    /// Ends all legs (BYE, CANCEL, 503), gives their last messages a moment, then closes all transports.
    pub async fn shutdown(&self) {
        self.core.draining.store(true, Relaxed);
        self.core.closing.cancel();
        let patience = Instant::now() + LAST_WORDS;
        while self.core.counters.legs.load(Relaxed) > 0 && Instant::now() < patience {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        for connection in self.core.connections.all() {
            self.core.connection_closed(connection);
        }
        self.core.closed.cancel();
    }
}
