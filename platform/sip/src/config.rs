//! What the port is told at start.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Configuration of one SIP port. [`SipConfig::default`] binds nothing; set at least one of the binds.
#[derive(Clone, Debug)]
pub struct SipConfig {
    /// Address for UDP. Port 0 lets the system choose (tests).
    pub udp: Option<SocketAddr>,
    /// Address for TCP.
    pub tcp: Option<SocketAddr>,
    /// Address and certificate for TLS.
    pub tls: Option<TlsBind>,
    /// Host name or address that peers reach us by; written into Via and Contact. Without it the bound address is
    /// used, and for a wildcard bind the address of the interface that routes to the peer.
    pub external_host: Option<String>,
    /// Text of `User-Agent` and `Server`.
    pub user_agent: String,
    /// Round-trip estimate T1 (RFC 3261 section 17.1.1.1). Timer B, F and H are 64 × T1.
    pub t1: Duration,
    /// Timer C: how long an outgoing INVITE may ring (RFC 3261 section 16.6 item 11).
    pub timer_c: Duration,
    /// Session timers (RFC 4028).
    pub session: SessionTimerConfig,
    /// Peers that are exempt from the general rate limiter (trunks, proxies).
    pub trusted: Vec<IpPrefix>,
    /// Named maxima.
    pub limits: Limits,
}

impl Default for SipConfig {
    fn default() -> Self {
        Self {
            udp: None,
            tcp: None,
            tls: None,
            external_host: None,
            user_agent: concat!("Yingda/", env!("CARGO_PKG_VERSION")).into(),
            t1: Duration::from_millis(500),
            timer_c: Duration::from_secs(180),
            session: SessionTimerConfig::default(),
            trusted: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// Where TLS listens and with which certificate.
#[derive(Clone, Debug)]
pub struct TlsBind {
    /// Address to listen on.
    pub addr: SocketAddr,
    /// Certificate chain and key.
    pub certificate: TlsCertificate,
    /// Whether certificates of servers we call by TLS are verified against the system-independent root in
    /// [`TlsBind::peer_roots`]. Phones mostly carry self-made certificates, so without roots nothing is verified.
    pub peer_roots: Option<PathBuf>,
}

/// Source of the server certificate.
#[derive(Clone, Debug)]
pub enum TlsCertificate {
    /// PEM files.
    Files {
        /// Certificate chain, leaf first.
        certificate: PathBuf,
        /// Private key.
        key: PathBuf,
    },
    /// Made at start for these names; for trials and tests.
    SelfMade {
        /// DNS names or addresses put in the certificate.
        names: Vec<String>,
    },
}

/// Session timer settings (RFC 4028).
#[derive(Clone, Copy, Debug)]
pub struct SessionTimerConfig {
    /// Session-Expires we ask for; `None` switches our own request off (a peer's is still honoured).
    pub expires: Option<Duration>,
    /// Smallest interval we accept; RFC 4028 section 4 forbids less than 90 s.
    pub min: Duration,
}

impl Default for SessionTimerConfig {
    fn default() -> Self {
        Self { expires: Some(Duration::from_secs(1800)), min: Duration::from_secs(90) }
    }
}

/// Named maxima of the port.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Stream connections (TCP, TLS, WebSocket) in all.
    pub connections: usize,
    /// Stream connections from one address.
    pub connections_per_ip: usize,
    /// Bytes of one message, headers and body.
    pub message_bytes: usize,
    /// Silence after which a stream connection is closed; at least 120 s (RFC 5626 section 4.4.1).
    pub idle: Duration,
    /// How long a peer may take to accept bytes we send before its connection is closed.
    pub send_timeout: Duration,
    /// Sustained requests per second from one untrusted address.
    pub requests_per_second: f64,
    /// Requests an untrusted address may send at once.
    pub request_burst: f64,
    /// Rejected requests (see [`crate::SipPort::penalise`]) an address may collect before it is shut out.
    pub penalties: f64,
    /// Penalties forgiven per second.
    pub penalties_per_second: f64,
    /// Incoming dialogs at a time; above it new INVITEs get 503.
    pub dialogs: usize,
    /// How long a leg whose WebSocket went away waits for its peer to come back.
    pub flow_grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            connections_per_ip: 1_000,
            message_bytes: 65_535,
            idle: Duration::from_secs(180),
            send_timeout: Duration::from_secs(10),
            requests_per_second: 50.0,
            request_burst: 200.0,
            penalties: 10.0,
            penalties_per_second: 0.1,
            dialogs: 20_000,
            flow_grace: Duration::from_secs(10),
        }
    }
}

/// An address prefix such as `192.0.2.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpPrefix {
    address: IpAddr,
    bits: u8,
}

impl IpPrefix {
    /// A prefix of `bits` leading bits; more than the address has means the whole address.
    pub fn new(address: IpAddr, bits: u8) -> Self {
        let width = if address.is_ipv4() { 32 } else { 128 };
        Self { address, bits: bits.min(width) }
    }

    /// Whether `ip` lies inside. An IPv4-mapped IPv6 address counts as its IPv4 address.
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(ip)) => {
                let shift = 32 - u32::from(self.bits);
                shift == 32 || (u32::from(net) ^ u32::from(ip)) >> shift == 0
            }
            (IpAddr::V6(net), IpAddr::V6(ip)) => {
                let shift = 128 - u32::from(self.bits);
                shift == 128 || (u128::from(net) ^ u128::from(ip)) >> shift == 0
            }
            _ => false,
        }
    }
}

/// A text that is neither an address nor a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither an address nor a network such as 192.0.2.0/24")]
pub struct NotAPrefix;

impl std::str::FromStr for IpPrefix {
    type Err = NotAPrefix;

    /// Prefix notation (RFC 4632): `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`.
    fn from_str(text: &str) -> Result<Self, NotAPrefix> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| NotAPrefix)?)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| NotAPrefix)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(width);
        if bits > width { Err(NotAPrefix) } else { Ok(Self::new(address, bits)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_contains_its_network_and_nothing_else() {
        let table = [
            ("127.0.0.0/8", "127.9.9.9", true),
            ("192.0.2.0/24", "192.0.2.77", true),
            ("192.0.2.0/24", "192.0.3.1", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8::1", true),
            ("127.0.0.1", "::1", false),
        ];
        for (text, ip, inside) in table {
            let network: IpPrefix = text.parse().unwrap();
            assert_eq!(network.contains(ip.parse().unwrap()), inside, "{text} {ip}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused_and_not_taken_for_one_address() {
        for wrong in ["", "trunk.example", "192.0.2.0/33", "192.0.2.0/x", "192.0.2.0/", "2001:db8::/129"] {
            assert_eq!(wrong.parse::<IpPrefix>(), Err(NotAPrefix), "{wrong}");
        }
    }
}
