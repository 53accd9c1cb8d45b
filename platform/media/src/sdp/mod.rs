//! The part of SDP (RFC 8866) and of the offer/answer model (RFC 3264) that a G.711 call needs.
//!
//! Browsers' descriptions are not handled here: a WebRTC leg takes and gives them as text.

mod build;
mod parse;

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use crate::g711::Codec;

pub use build::LocalSession;
pub use parse::{MAX_SDP_BYTES, parse};

/// Who may send, seen from the side that wrote the line (RFC 3264 §5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Both.
    #[default]
    SendRecv,
    /// Only the writer: the other side is on hold and may hear music.
    SendOnly,
    /// Only the reader.
    RecvOnly,
    /// Nobody.
    Inactive,
}

impl Direction {
    /// Whether the writer sends.
    pub const fn sends(self) -> bool {
        matches!(self, Self::SendRecv | Self::SendOnly)
    }

    /// Whether the writer listens.
    pub const fn receives(self) -> bool {
        matches!(self, Self::SendRecv | Self::RecvOnly)
    }

    /// The same, seen from the other side.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::SendOnly => Self::RecvOnly,
            Self::RecvOnly => Self::SendOnly,
            both => both,
        }
    }

    const fn of(sends: bool, receives: bool) -> Self {
        match (sends, receives) {
            (true, true) => Self::SendRecv,
            (true, false) => Self::SendOnly,
            (false, true) => Self::RecvOnly,
            (false, false) => Self::Inactive,
        }
    }

    /// What an answer may say to this offer, if the answerer would like `wanted` (RFC 3264 §6.1).
    #[must_use]
    pub const fn answer(self, wanted: Self) -> Self {
        Self::of(wanted.sends() && self.receives(), wanted.receives() && self.sends())
    }

    /// The attribute's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SendRecv => "sendrecv",
            Self::SendOnly => "sendonly",
            Self::RecvOnly => "recvonly",
            Self::Inactive => "inactive",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a plain RTP leg must know of its far side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemoteMedia {
    /// Where to send, until another source is learnt.
    pub addr: SocketAddr,
    /// The codec to send. Both are understood when received.
    pub codec: Codec,
    /// The payload type of telephone-event, if agreed.
    pub dtmf_pt: Option<u8>,
    /// As the *far side* wrote it: with `SendOnly` or `Inactive` nothing is sent to it, with
    /// `RecvOnly` or `Inactive` it is not missed when silent.
    pub direction: Direction,
}

/// One payload format of an audio line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// RTP payload type.
    pub payload_type: u8,
    /// Encoding name in upper case, from `a=rtpmap` or from RFC 3551 for types 0 and 8.
    pub encoding: String,
    /// RTP clock in Hz.
    pub clock_rate: u32,
}

/// A media line, as far as an answer must repeat it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaLine {
    /// `audio`, `video`, …
    pub kind: String,
    /// `RTP/AVP`, …
    pub protocol: String,
    /// The format list as written.
    pub formats: String,
    /// 0 = not wanted.
    pub port: u16,
}

/// A session description that has one usable audio line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionDescription {
    /// The session identifier of the `o=` line.
    pub session_id: String,
    /// The version of the `o=` line: unchanged means that nothing has changed.
    pub version: u64,
    /// Where audio shall be sent.
    pub addr: SocketAddr,
    /// Formats in the order of preference.
    pub formats: Vec<Format>,
    /// Seen from the writer; `a=sendrecv` with the address 0.0.0.0 (the hold of RFC 2543) is given
    /// as `SendOnly`.
    pub direction: Direction,
    /// `a=ptime` in milliseconds.
    pub ptime_ms: Option<u32>,
    /// All media lines in order, and which of them is the audio line.
    pub media: Vec<MediaLine>,
    /// Position of the audio line among `media`.
    pub audio_index: usize,
}

/// Why a session description cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SdpError {
    /// More than [`MAX_SDP_BYTES`].
    #[error("the session description is longer than {MAX_SDP_BYTES} bytes")]
    TooLong,
    /// A line is not `x=value`, or its value does not follow the grammar.
    #[error("line {line} of the session description is malformed: {what}")]
    Malformed {
        /// Counted from 1.
        line: usize,
        /// Which part.
        what: &'static str,
    },
    /// There is no audio line.
    #[error("the session description has no audio")]
    NoAudio,
    /// All audio lines have port 0.
    #[error("the far side refuses audio")]
    AudioRefused,
    /// SRTP, or another profile that a plain RTP leg does not speak.
    #[error("the media profile {0} is not supported on a plain RTP leg")]
    UnsupportedProfile(String),
    /// No connection line, or a host name (which is never resolved here).
    #[error("the session description has no usable connection address")]
    NoAddress,
    /// Neither PCMA nor PCMU.
    #[error("no common codec: the far side offers {0}")]
    NoCommonCodec(String),
}

impl SessionDescription {
    /// The codec to use: `preferred` if the far side has it, else the other one of the two.
    ///
    /// # Errors
    /// [`SdpError::NoCommonCodec`].
    pub fn choose_codec(&self, preferred: Codec) -> Result<Codec, SdpError> {
        let offered = |codec: Codec| self.formats.iter().any(|f| f.payload_type == codec.payload_type());
        let other = match preferred {
            Codec::Pcma => Codec::Pcmu,
            Codec::Pcmu => Codec::Pcma,
        };
        if offered(preferred) {
            return Ok(preferred);
        }
        if offered(other) {
            return Ok(other);
        }
        let names: Vec<_> = self.formats.iter().map(|f| f.encoding.as_str()).collect();
        Err(SdpError::NoCommonCodec(names.join(", ")))
    }

    /// The payload type of telephone-event at 8,000 Hz.
    pub fn dtmf_payload_type(&self) -> Option<u8> {
        let event = |f: &&Format| f.encoding == "TELEPHONE-EVENT" && f.clock_rate == 8_000;
        self.formats.iter().find(event).map(|f| f.payload_type)
    }

    /// What the leg must know.
    ///
    /// # Errors
    /// [`SdpError::NoCommonCodec`].
    pub fn remote_media(&self, preferred: Codec) -> Result<RemoteMedia, SdpError> {
        Ok(RemoteMedia {
            addr: self.addr,
            codec: self.choose_codec(preferred)?,
            dtmf_pt: self.dtmf_payload_type(),
            direction: self.direction,
        })
    }
}

/// Whether a description comes from a WebRTC endpoint (ICE and DTLS), and so belongs to
/// `add_webrtc_answer` instead of [`parse`].
pub fn is_webrtc(text: &str) -> bool {
    let has = |prefix: &str| text.lines().any(|line| line.starts_with(prefix));
    has("a=ice-ufrag:") && has("a=fingerprint:")
}

fn address_type(ip: IpAddr) -> &'static str {
    if ip.is_ipv4() { "IP4" } else { "IP6" }
}
