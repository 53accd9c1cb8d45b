//! TCP and TLS connections.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::connections::{Connection, Outbox};
use super::framer::{Frame, Framer};
use super::udp::bind_error;
use crate::core::Core;
use crate::error::SipError;
use crate::source::Transport;

/// How long a peer may take to accept our connection or to finish its TLS handshake.
const HANDSHAKE: std::time::Duration = std::time::Duration::from_secs(10);

pub async fn bind(addr: SocketAddr, transport: Transport) -> Result<TcpListener, SipError> {
    TcpListener::bind(addr).await.map_err(|source| bind_error(addr, transport, source))
}

/// Connections that may be in their handshake at a time; more are closed at once.
const HANDSHAKES: usize = 256;

/// Accepts until the port closes.
pub async fn accept(core: Arc<Core>, listener: TcpListener, tls: Option<tokio_rustls::TlsAcceptor>) {
    let handshakes = Arc::new(Semaphore::new(HANDSHAKES));
    loop {
        let accepted = tokio::select! {
            () = core.closing.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, remote)) => {
                if let Ok(permit) = handshakes.clone().try_acquire_owned() {
                    tokio::spawn(welcome(core.clone(), stream, remote, tls.clone(), permit));
                }
            }
            Err(error) => {
                // Out of descriptors: give connections time to close.
                tracing::warn!(%error, "accept failed");
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        }
    }
}

async fn welcome(
    core: Arc<Core>,
    stream: TcpStream,
    remote: SocketAddr,
    tls: Option<tokio_rustls::TlsAcceptor>,
    permit: OwnedSemaphorePermit,
) {
    let _ = stream.set_nodelay(true);
    match tls {
        None => {
            drop(permit);
            run(core, stream, remote, Transport::Tcp, false).await;
        }
        Some(acceptor) => {
            let shaken = timeout(HANDSHAKE, acceptor.accept(stream)).await;
            drop(permit);
            if let Ok(Ok(stream)) = shaken {
                run(core, stream, remote, Transport::Tls, false).await;
            }
        }
    }
}

async fn run<S>(core: Arc<Core>, stream: S, remote: SocketAddr, transport: Transport, dialled: bool)
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    if let Ok((connection, outbox)) =
        core.connections.open(remote, transport, dialled, &core.config.limits).await
    {
        attend(core, stream, connection, outbox).await;
    }
}

/// Opens a connection, or reuses the one opened before.
pub async fn dial(
    core: &Arc<Core>,
    remote: SocketAddr,
    transport: Transport,
    host: &str,
) -> Result<Arc<Connection>, SipError> {
    if let Some(open) = core.connections.dialled(transport, remote) {
        return Ok(open);
    }
    let no_route = |why: String| SipError::NoRoute(why);
    let stream = timeout(HANDSHAKE, TcpStream::connect(remote))
        .await
        .map_err(|_| no_route("connection attempt timed out".into()))?
        .map_err(|error| no_route(error.to_string()))?;
    let _ = stream.set_nodelay(true);
    let limits = &core.config.limits;
    if transport == Transport::Tcp {
        let (connection, outbox) = core.connections.open(remote, transport, true, limits).await?;
        tokio::spawn(attend(core.clone(), stream, connection.clone(), outbox));
        return Ok(connection);
    }
    let (connector, name) = super::tls::connector(core.config.tls.as_ref(), host, remote)?;
    let stream = timeout(HANDSHAKE, connector.connect(name, stream))
        .await
        .map_err(|_| no_route("TLS handshake timed out".into()))?
        .map_err(|error| no_route(error.to_string()))?;
    let (connection, outbox) = core.connections.open(remote, transport, true, limits).await?;
    tokio::spawn(attend(core.clone(), stream, connection.clone(), outbox));
    Ok(connection)
}

/// Reads and writes one connection until it ends.
async fn attend<S>(core: Arc<Core>, stream: S, connection: Arc<Connection>, outbox: Outbox)
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (reader, writer) = tokio::io::split(stream);
    let writing = tokio::spawn(write(core.clone(), writer, connection.clone(), outbox));
    tokio::select! {
        () = read(&core, reader, &connection) => {}
        () = connection.closed.cancelled() => {}
        () = core.closed.cancelled() => {}
    }
    core.connection_closed(connection.id);
    let _ = writing.await;
}

async fn read<R: AsyncRead + Unpin>(core: &Arc<Core>, mut reader: R, connection: &Arc<Connection>) {
    let mut framer = Framer::new(core.config.limits.message_bytes);
    loop {
        match timeout(core.config.limits.idle, reader.read_buf(framer.buffer())).await {
            Ok(Ok(n)) if n > 0 => {}
            _ => return,
        }
        while let Some(frame) = framer.next() {
            match frame {
                Frame::Message(bytes) => core.on_message(&bytes, connection).await,
                Frame::Ping => {
                    let _ = connection.raw.try_send(Bytes::from_static(b"\r\n"));
                }
                Frame::Lost { code, head } => {
                    core.on_lost_stream(&head, code, connection);
                    return;
                }
            }
        }
    }
}

async fn write<W: AsyncWrite + Unpin>(
    core: Arc<Core>,
    mut writer: W,
    connection: Arc<Connection>,
    mut outbox: Outbox,
) {
    loop {
        let bytes = tokio::select! {
            biased;
            bytes = outbox.next() => bytes,
            () = connection.closed.cancelled() => None,
        };
        let Some(bytes) = bytes else { break };
        let written = timeout(core.config.limits.send_timeout, async {
            writer.write_all(&bytes).await?;
            writer.flush().await
        });
        if !matches!(written.await, Ok(Ok(()))) {
            break;
        }
    }
    // What was queued when the connection was given up (the last refusal) still goes out.
    connection.closed.cancel();
    let _ = timeout(core.config.limits.send_timeout, writer.shutdown()).await;
}
