//! Datagrams.

use std::net::SocketAddr;
use std::sync::Arc;

use rsipstack::platform::net::UdpSocket as StackSocket;
use rsipstack::transport::udp::{UdpConnection, UdpInner};
use rsipstack::transport::{SipAddr, SipConnection};
use tokio::net::UdpSocket;

use crate::core::Core;
use crate::error::SipError;
use crate::source::Transport;
use crate::wire::stack::NO_TAG;

/// Socket buffers: bursts of several hundred calls wait here while a core is busy.
const BUFFER_BYTES: usize = 4 << 20;
/// Datagrams read before other tasks get their turn.
const BURST: usize = 32;

/// The bound socket and its face towards the transaction layer.
pub struct Udp {
    pub socket: Arc<UdpSocket>,
    pub connection: SipConnection,
    pub local: SocketAddr,
}

impl Udp {
    pub async fn bind(addr: SocketAddr) -> Result<Self, SipError> {
        let failed = |source: std::io::Error| bind_error(addr, Transport::Udp, source);
        let domain = if addr.is_ipv6() { socket2::Domain::IPV6 } else { socket2::Domain::IPV4 };
        let raw = socket2::Socket::new(domain, socket2::Type::DGRAM, Some(socket2::Protocol::UDP))
            .map_err(failed)?;
        // Sizes are wishes; the system may grant less.
        let _ = raw.set_recv_buffer_size(BUFFER_BYTES);
        let _ = raw.set_send_buffer_size(BUFFER_BYTES);
        raw.set_nonblocking(true).map_err(failed)?;
        raw.bind(&addr.into()).map_err(failed)?;
        let socket = Arc::new(UdpSocket::from_std(raw.into()).map_err(failed)?);
        let local = socket.local_addr().map_err(failed)?;
        let inner =
            UdpInner { conn: Arc::new(Outlet(socket.clone())), addr: sip_addr(local, Transport::Udp) };
        let connection = SipConnection::Udp(UdpConnection::attach(inner, None, None).await);
        Ok(Self { socket, connection, local })
    }
}

/// What the transaction layer writes to. It never reads: datagrams come to it through the validator.
struct Outlet(Arc<UdpSocket>);

#[async_trait::async_trait]
impl StackSocket for Outlet {
    async fn recv_from(&self, _buf: &mut [u8]) -> rsipstack::Result<(usize, SocketAddr)> {
        std::future::pending().await
    }

    async fn send_to(&self, buf: &[u8], addr: SocketAddr) -> rsipstack::Result<usize> {
        Ok(self.0.send_to(&without_made_up_tag(buf), addr).await?)
    }

    fn local_addr(&self) -> rsipstack::Result<SocketAddr> {
        Ok(self.0.local_addr()?)
    }
}

/// Cuts out the tag made up for RFC 2543 peers.
pub fn without_made_up_tag(bytes: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    let mark = NO_TAG.as_bytes();
    match bytes.windows(mark.len()).position(|w| w[0] == b';' && w == mark) {
        None => bytes.into(),
        Some(at) => {
            let rest = without_made_up_tag(&bytes[at + mark.len()..]);
            [&bytes[..at], &rest].concat().into()
        }
    }
}

pub fn sip_addr(addr: SocketAddr, transport: Transport) -> SipAddr {
    let transport = match transport {
        Transport::Udp => rsipstack::sip::Transport::Udp,
        Transport::Tcp => rsipstack::sip::Transport::Tcp,
        Transport::Tls => rsipstack::sip::Transport::Tls,
        Transport::Ws => rsipstack::sip::Transport::Ws,
        Transport::Wss => rsipstack::sip::Transport::Wss,
    };
    SipAddr { r#type: Some(transport), addr: addr.into() }
}

pub fn bind_error(addr: SocketAddr, transport: Transport, source: std::io::Error) -> SipError {
    match source.kind() {
        std::io::ErrorKind::AddrInUse => SipError::AddressInUse { addr, transport },
        _ => SipError::Bind { addr, transport, source },
    }
}

/// Reads datagrams until the port closes.
pub async fn serve(core: Arc<Core>, socket: Arc<UdpSocket>) {
    let mut buffer = vec![0; 65_536];
    loop {
        let readable = tokio::select! {
            () = core.closed.cancelled() => return,
            readable = socket.readable() => readable,
        };
        if let Err(error) = readable {
            tracing::warn!(%error, "UDP socket failed");
            return;
        }
        for _ in 0..BURST {
            match socket.try_recv_from(&mut buffer) {
                Ok((length, from)) => core.on_datagram(&buffer[..length], from).await,
                // An ICMP error of an earlier send shows up here; it concerns nobody.
                Err(error) if error.kind() != std::io::ErrorKind::WouldBlock => {}
                Err(_) => break,
            }
        }
        tokio::task::yield_now().await;
    }
}
