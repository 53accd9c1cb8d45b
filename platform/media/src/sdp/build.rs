//! Our own offers and answers.

use std::fmt::Write;
use std::net::SocketAddr;

use super::{Direction, RemoteMedia, SdpError, SessionDescription, address_type};
use crate::g711::Codec;

/// The payload type that our offers give to telephone-event.
const DTMF_PAYLOAD_TYPE: u8 = 101;

/// Our side of one dialog's session. Its version grows with each description that differs from the
/// one before, as RFC 3264 §8 demands of re-INVITEs.
#[derive(Debug, Clone)]
pub struct LocalSession {
    session_id: u64,
    version: u64,
    addr: SocketAddr,
    last_body: String,
}

impl LocalSession {
    /// `session_id` must be unique to the host (any random number below 2^62); `addr` is the leg's
    /// [`LocalRtp::addr`](crate::LocalRtp).
    pub fn new(session_id: u64, addr: SocketAddr) -> Self {
        Self { session_id, version: 0, addr, last_body: String::new() }
    }

    /// After a leg moved to another socket.
    pub fn set_addr(&mut self, addr: SocketAddr) {
        self.addr = addr;
    }

    /// The version of the last description.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// An offer of the codecs in order of preference, and telephone-event 101.
    pub fn offer(&mut self, codecs: &[Codec], direction: Direction) -> String {
        let audio = self.audio("RTP/AVP", codecs, Some(DTMF_PAYLOAD_TYPE), direction);
        self.describe(audio)
    }

    /// The answer to an offer, with one codec; and what the leg must be told. `wanted` is what we
    /// would like to do (`SendOnly` = hold); the answer stays within what the offer permits. Media
    /// other than the first usable audio are refused.
    ///
    /// # Errors
    /// [`SdpError::NoCommonCodec`].
    pub fn answer(
        &mut self,
        offer: &SessionDescription,
        preferred: Codec,
        wanted: Direction,
    ) -> Result<(String, RemoteMedia), SdpError> {
        let remote = offer.remote_media(preferred)?;
        let mut lines = String::new();
        for (index, media) in offer.media.iter().enumerate() {
            if index == offer.audio_index {
                let direction = offer.direction.answer(wanted);
                lines += &self.audio(&media.protocol, &[remote.codec], remote.dtmf_pt, direction);
            } else {
                let _ = write!(lines, "m={} 0 {} {}\r\n", media.kind, media.protocol, media.formats);
            }
        }
        Ok((self.describe(lines), remote))
    }

    fn audio(&self, protocol: &str, codecs: &[Codec], dtmf: Option<u8>, direction: Direction) -> String {
        let mut formats = String::new();
        let mut maps = String::new();
        for codec in codecs {
            let pt = codec.payload_type();
            let _ = write!(formats, " {pt}");
            let _ = write!(maps, "a=rtpmap:{pt} {}/8000\r\n", codec.name());
        }
        if let Some(pt) = dtmf {
            let _ = write!(formats, " {pt}");
            let _ = write!(maps, "a=rtpmap:{pt} telephone-event/8000\r\na=fmtp:{pt} 0-15\r\n");
        }
        let port = self.addr.port();
        format!("m=audio {port} {protocol}{formats}\r\n{maps}a=ptime:20\r\na={direction}\r\n")
    }

    fn describe(&mut self, media: String) -> String {
        let ip = self.addr.ip();
        let kind = address_type(ip);
        let body = format!("s=-\r\nc=IN {kind} {ip}\r\nt=0 0\r\n{media}");
        if body != self.last_body {
            self.version += 1;
            self.last_body.clone_from(&body);
        }
        format!("v=0\r\no=- {} {} IN {kind} {ip}\r\n{body}", self.session_id, self.version)
    }
}
