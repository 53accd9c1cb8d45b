//! UDP sockets as the media threads need them.

use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;

use socket2::{Domain, Protocol, Socket, Type};

use crate::config::MediaConfig;
use crate::error::MediaError;
use crate::ports::{PortLease, PortPool};

/// Room for about 0.3 s of a G.711 leg as the kernel accounts it (some 800 bytes per packet), so
/// that a busy moment loses nothing.
const RTP_BUFFER: usize = 64 * 1024;
/// The shared WebRTC socket carries all browsers of a thread.
const WEBRTC_BUFFER: usize = 4 * 1024 * 1024;
/// Ports that other programs hold are skipped, but not endlessly.
const MAX_PORT_TRIES: usize = 64;

fn bind(addr: SocketAddr, receive_buffer: usize) -> std::io::Result<UdpSocket> {
    let socket = Socket::new(Domain::for_address(addr), Type::DGRAM, Some(Protocol::UDP))?;
    socket.set_nonblocking(true)?;
    // The kernel caps this at net.core.rmem_max; a smaller buffer is no reason to refuse the call.
    if let Err(error) = socket.set_recv_buffer_size(receive_buffer) {
        tracing::debug!(%error, "SO_RCVBUF was refused");
    }
    socket.bind(&addr.into())?;
    Ok(socket.into())
}

/// Binds the next free port of the pool.
pub(crate) fn bind_rtp(
    config: &MediaConfig,
    pool: &Arc<PortPool>,
) -> Result<(UdpSocket, PortLease), MediaError> {
    // Leases of ports in foreign hands are kept until one was found, so that none is tried twice.
    let mut foreign = Vec::new();
    loop {
        let lease = pool.lease()?;
        let addr = SocketAddr::new(config.rtp_ip, lease.port());
        match bind(addr, RTP_BUFFER) {
            Ok(socket) => return Ok((socket, lease)),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && foreign.len() < MAX_PORT_TRIES => {
                foreign.push(lease);
            }
            Err(source) => return Err(MediaError::Bind { addr, source }),
        }
    }
}

/// Binds the WebRTC socket of one thread.
pub(crate) fn bind_webrtc(config: &MediaConfig, thread: usize) -> Result<UdpSocket, MediaError> {
    let port = match config.webrtc_port {
        0 => 0,
        first => first.saturating_add(thread as u16),
    };
    let addr = SocketAddr::new(config.rtp_ip, port);
    bind(addr, WEBRTC_BUFFER).map_err(|source| MediaError::Bind { addr, source })
}
