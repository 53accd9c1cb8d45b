//! Failures of the port.

use std::net::SocketAddr;

use crate::source::Transport;

/// What can go wrong with the port or one of its legs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SipError {
    /// Another process holds the address.
    #[error("{transport} address {addr} is already in use")]
    AddressInUse {
        /// The address asked for.
        addr: SocketAddr,
        /// On which transport.
        transport: Transport,
    },
    /// The address cannot be bound for another reason.
    #[error("cannot bind {transport} {addr}: {source}")]
    Bind {
        /// The address asked for.
        addr: SocketAddr,
        /// On which transport.
        transport: Transport,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The configuration names no transport at all.
    #[error("the configuration binds neither UDP nor TCP nor TLS")]
    NothingToBind,
    /// Certificate or key are missing or unusable.
    #[error("TLS certificate: {0}")]
    Certificate(String),
    /// A URI given by the caller is not a SIP URI.
    #[error("not a SIP URI: {0}")]
    BadUri(String),
    /// A header or body given by the caller would break the message (line breaks, bad name).
    #[error("header {0:?} cannot be sent")]
    BadHeader(String),
    /// No route to the target: unknown host, closed connection, transport not bound.
    #[error("no route to the target: {0}")]
    NoRoute(String),
    /// The leg is not in a state that allows the command.
    #[error("the leg is {0}")]
    WrongState(&'static str),
    /// The leg has ended.
    #[error("the leg has ended")]
    Ended,
    /// The peer refused the request.
    #[error("the peer answered {code} {reason}")]
    Refused {
        /// SIP status code.
        code: u16,
        /// Reason phrase of the peer.
        reason: String,
    },
    /// No answer within Timer B or F.
    #[error("the peer did not answer in time")]
    Timeout,
    /// The connection limit is reached.
    #[error("too many connections")]
    TooManyConnections,
    /// The port is shutting down.
    #[error("the port is closed")]
    Closed,
}
