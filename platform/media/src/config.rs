//! How the engine is set up.

use std::net::{IpAddr, Ipv4Addr};
use std::ops::RangeInclusive;
use std::time::Duration;

use crate::error::MediaError;
use crate::g711::Codec;

/// Settings of the media engine.
#[derive(Debug, Clone)]
pub struct MediaConfig {
    /// Media threads, 1 to 64. One carries several hundred calls; a call stays on one thread.
    pub threads: usize,
    /// The address that RTP and WebRTC sockets are bound to.
    pub rtp_ip: IpAddr,
    /// Ports of plain RTP legs. Each leg takes an even one; the odd one above is left free for RTCP
    /// (RFC 3550 §11), which this engine neither sends nor reads on plain legs.
    pub rtp_ports: RangeInclusive<u16>,
    /// The address written into session descriptions, where it differs from `rtp_ip` (1:1 NAT).
    /// Needed if `rtp_ip` is the unspecified address.
    pub public_ip: Option<IpAddr>,
    /// UDP port of WebRTC on the first thread; further threads take the ports above. 0 = any free one.
    pub webrtc_port: u16,
    /// The only codec offered to and accepted from browsers. Should be the trunk's, so that nothing
    /// is transcoded.
    pub webrtc_codec: Codec,
    /// Time without a packet after which a leg that should be sending is reported silent.
    pub silent_after: Duration,
}

impl Default for MediaConfig {
    fn default() -> Self {
        Self {
            threads: 1,
            rtp_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            rtp_ports: 30_000..=39_999,
            public_ip: None,
            webrtc_port: 0,
            webrtc_codec: Codec::Pcma,
            silent_after: Duration::from_secs(20),
        }
    }
}

impl MediaConfig {
    /// The address that others reach this engine at.
    pub fn announced_ip(&self) -> IpAddr {
        self.public_ip.unwrap_or(self.rtp_ip)
    }

    /// Refuses what cannot work.
    ///
    /// # Errors
    /// [`MediaError::Configuration`] with the reason.
    pub fn check(&self) -> Result<(), MediaError> {
        let refuse = |why: &str| Err(MediaError::Configuration(why.to_owned()));
        if !(1..=64).contains(&self.threads) {
            return refuse("threads must be between 1 and 64");
        }
        if self.rtp_ports.is_empty() || *self.rtp_ports.start() == 0 {
            return refuse("the RTP port range is empty or begins at 0");
        }
        if self.announced_ip().is_unspecified() {
            return refuse("rtp_ip is the unspecified address: public_ip must say what others shall send to");
        }
        if self.announced_ip().is_ipv4() != self.rtp_ip.is_ipv4() {
            return refuse("rtp_ip and public_ip must be of one address family");
        }
        let last = usize::from(self.webrtc_port) + self.threads - 1;
        if self.webrtc_port != 0 && last > usize::from(u16::MAX) {
            return refuse("webrtc_port leaves no room for one port per thread");
        }
        Ok(())
    }
}
