//! Where a message came from and on what it travelled.

use std::fmt;
use std::net::SocketAddr;

/// SIP transport (RFC 3261 section 18, RFC 7118).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Datagrams.
    Udp,
    /// Plain stream.
    Tcp,
    /// TLS over TCP.
    Tls,
    /// WebSocket, clear or behind a TLS-terminating server.
    Ws,
    /// Secure WebSocket.
    Wss,
}

impl Transport {
    /// Whether the transport delivers reliably, so that no retransmission is needed.
    pub fn is_reliable(self) -> bool {
        self != Self::Udp
    }

    /// Port when a URI names none (RFC 3263 section 4.2).
    pub fn default_port(self) -> u16 {
        match self {
            Self::Udp | Self::Tcp => 5060,
            Self::Tls => 5061,
            Self::Ws => 80,
            Self::Wss => 443,
        }
    }

    /// The token of the Via header.
    pub fn token(self) -> &'static str {
        match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
            Self::Tls => "TLS",
            Self::Ws => "WS",
            Self::Wss => "WSS",
        }
    }

    /// The transport named by a `transport` parameter or a Via header, in any letter case.
    pub fn from_token(token: &str) -> Option<Self> {
        [Self::Udp, Self::Tcp, Self::Tls, Self::Ws, Self::Wss]
            .into_iter()
            .find(|t| t.token().eq_ignore_ascii_case(token))
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.token())
    }
}

/// One stream connection (TCP, TLS, WebSocket), unique within the process's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub(crate) u64);

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "connection-{}", self.0)
    }
}

/// The origin of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Source address as seen by us.
    pub addr: SocketAddr,
    /// Transport it arrived on.
    pub transport: Transport,
    /// The connection, for stream transports.
    pub connection: Option<ConnectionId>,
    /// Whether the address is within [`crate::SipConfig::trusted`].
    pub trusted: bool,
}
