//! WebSockets upgraded elsewhere (RFC 7118).

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::connections::{Connection, Outbox};
use crate::core::Core;
use crate::error::SipError;
use crate::port::WsAttachment;
use crate::source::Transport;

/// Frames between the pump and us.
const QUEUE: usize = 64;

/// Enters a WebSocket and starts moving its frames.
pub async fn attach(core: &Arc<Core>, remote: SocketAddr, secure: bool) -> Result<WsAttachment, SipError> {
    let transport = if secure { Transport::Wss } else { Transport::Ws };
    let limits = &core.config.limits;
    let (connection, outbox) = core.connections.open(remote, transport, false, limits).await?;
    let (incoming, frames) = mpsc::channel(QUEUE);
    let (to_pump, outgoing) = mpsc::channel(QUEUE);
    let attachment = WsAttachment { connection: connection.id, incoming, outgoing };
    tokio::spawn(write(core.clone(), outbox, to_pump, connection.clone()));
    tokio::spawn(read(core.clone(), frames, connection));
    Ok(attachment)
}

async fn read(core: Arc<Core>, mut frames: mpsc::Receiver<Bytes>, connection: Arc<Connection>) {
    loop {
        let frame = tokio::select! {
            frame = frames.recv() => frame,
            () = connection.closed.cancelled() => None,
            () = core.closed.cancelled() => None,
        };
        let Some(frame) = frame else { break };
        if frame.len() > core.config.limits.message_bytes {
            core.on_lost_stream(&frame, 513, &connection);
        } else if frame.iter().all(|b| matches!(b, b'\r' | b'\n')) {
            if frame.len() >= 4 {
                let _ = connection.raw.try_send(Bytes::from_static(b"\r\n"));
            }
        } else {
            core.on_message(&frame, &connection).await;
        }
    }
    core.connection_closed(connection.id);
}

async fn write(
    core: Arc<Core>,
    mut outbox: Outbox,
    to_pump: mpsc::Sender<Bytes>,
    connection: Arc<Connection>,
) {
    loop {
        let bytes = tokio::select! {
            biased;
            bytes = outbox.next() => bytes,
            () = connection.closed.cancelled() => None,
        };
        let Some(bytes) = bytes else { break };
        if !matches!(timeout(core.config.limits.send_timeout, to_pump.send(bytes)).await, Ok(Ok(()))) {
            break;
        }
    }
    connection.closed.cancel();
}
