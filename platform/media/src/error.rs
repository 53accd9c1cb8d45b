//! What can go wrong between the caller of this crate and the media threads.

use std::net::SocketAddr;

use crate::LegKey;
use crate::sdp::SdpError;

/// A media operation that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The configuration contradicts itself; the engine does not start.
    #[error("media configuration: {0}")]
    Configuration(String),
    /// Every even port of the configured range is in use.
    #[error("no free RTP port left in {first}-{last}: {in_use} legs use the whole range")]
    NoFreePort {
        /// First port of the configured range.
        first: u16,
        /// Last port of the configured range.
        last: u16,
        /// Ports leased at this moment.
        in_use: usize,
    },
    /// The operating system refused a socket.
    #[error("cannot bind UDP {addr}: {source}")]
    Bind {
        /// The address that was asked for.
        addr: SocketAddr,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A thread or a poll could not be created.
    #[error("cannot start a media thread: {0}")]
    Start(std::io::Error),
    /// The call has no leg with this key.
    #[error("the call has no leg {0}")]
    UnknownLeg(LegKey),
    /// The call already has a leg with this key.
    #[error("the call already has a leg {0}")]
    LegExists(LegKey),
    /// The operation needs the other kind of leg (WebRTC instead of plain RTP, or the reverse).
    #[error("leg {0} is of the other kind")]
    WrongKind(LegKey),
    /// A call holds at most 16 legs at a time.
    #[error("the call has no room for another leg")]
    TooManyLegs,
    /// The call was closed, or the engine has been shut down.
    #[error("the call or the media engine has been closed")]
    Closed,
    /// The session description cannot be used.
    #[error(transparent)]
    Sdp(#[from] SdpError),
    /// The WebRTC stack refused an offer or answer.
    #[error("WebRTC: {0}")]
    WebRtc(String),
}
