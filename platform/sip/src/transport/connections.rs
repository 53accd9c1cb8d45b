//! The stream connections that are open.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use rsipstack::transport::channel::ChannelConnection;
use rsipstack::transport::{SipConnection, TransportEvent};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::config::Limits;
use crate::error::SipError;
use crate::source::{ConnectionId, Transport};

/// Messages waiting to be written to one peer; senders wait beyond it, and the write time-out ends the wait.
const QUEUE: usize = 512;

/// One open stream.
#[derive(Debug)]
pub struct Connection {
    pub id: ConnectionId,
    pub remote: SocketAddr,
    pub transport: Transport,
    /// Face towards the transaction layer.
    pub sip: SipConnection,
    /// Bytes that bypass the transaction layer: stateless refusals, keep-alive answers.
    pub raw: mpsc::Sender<Bytes>,
    /// Cancelled when the connection is closed.
    pub closed: CancellationToken,
}

/// What the writer of a connection takes from.
pub struct Outbox {
    pub messages: mpsc::Receiver<TransportEvent>,
    pub raw: mpsc::Receiver<Bytes>,
}

impl Outbox {
    /// The next bytes to write; `None` when nobody can send any more.
    pub async fn next(&mut self) -> Option<Bytes> {
        loop {
            tokio::select! {
                event = self.messages.recv() => match event? {
                    TransportEvent::Incoming(message, ..) => {
                        let bytes = Vec::from(message);
                        return Some(super::udp::without_made_up_tag(&bytes).into_owned().into());
                    }
                    TransportEvent::New(_) | TransportEvent::Closed(_) => {}
                },
                Some(bytes) = self.raw.recv() => return Some(bytes),
            }
        }
    }
}

#[derive(Default)]
struct Table {
    by_id: HashMap<ConnectionId, Arc<Connection>>,
    per_ip: HashMap<IpAddr, usize>,
    /// Connections we opened, for reuse.
    dialled: HashMap<(Transport, SocketAddr), ConnectionId>,
}

/// All open streams.
#[derive(Default)]
pub struct Connections {
    table: Mutex<Table>,
    last_id: AtomicU64,
}

impl Connections {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters a new stream.
    pub async fn open(
        &self,
        remote: SocketAddr,
        transport: Transport,
        dialled: bool,
        limits: &Limits,
    ) -> Result<(Arc<Connection>, Outbox), SipError> {
        let id = ConnectionId(self.last_id.fetch_add(1, Relaxed) + 1);
        let closed = CancellationToken::new();
        let (sender, messages) = mpsc::channel(QUEUE);
        let (raw, raw_receiver) = mpsc::channel(QUEUE);
        let (_, nothing) = mpsc::unbounded_channel();
        let addr = super::udp::sip_addr(remote, transport);
        let channel =
            ChannelConnection::create_connection_bounded(nothing, sender, addr, Some(closed.clone()));
        let sip = SipConnection::Channel(channel.await.map_err(|_| SipError::Closed)?);
        let connection = Arc::new(Connection { id, remote, transport, sip, raw, closed });
        let ip = remote.ip().to_canonical();
        let mut table = self.table();
        let from_ip = table.per_ip.get(&ip).copied().unwrap_or(0);
        if table.by_id.len() >= limits.connections || from_ip >= limits.connections_per_ip {
            return Err(SipError::TooManyConnections);
        }
        *table.per_ip.entry(ip).or_insert(0) += 1;
        table.by_id.insert(id, connection.clone());
        if dialled {
            table.dialled.insert((transport, remote), id);
        }
        Ok((connection, Outbox { messages, raw: raw_receiver }))
    }

    /// Forgets a stream and marks it closed; false if it was gone already.
    pub fn close(&self, id: ConnectionId) -> bool {
        let mut table = self.table();
        let Some(connection) = table.by_id.remove(&id) else { return false };
        let ip = connection.remote.ip().to_canonical();
        if let Some(count) = table.per_ip.get_mut(&ip) {
            *count -= 1;
            if *count == 0 {
                table.per_ip.remove(&ip);
            }
        }
        let dialled = (connection.transport, connection.remote);
        if table.dialled.get(&dialled) == Some(&id) {
            table.dialled.remove(&dialled);
        }
        connection.closed.cancel();
        true
    }

    pub fn get(&self, id: ConnectionId) -> Option<Arc<Connection>> {
        self.table().by_id.get(&id).cloned()
    }

    pub fn dialled(&self, transport: Transport, remote: SocketAddr) -> Option<Arc<Connection>> {
        let table = self.table();
        table.dialled.get(&(transport, remote)).and_then(|id| table.by_id.get(id)).cloned()
    }

    pub fn len(&self) -> usize {
        self.table().by_id.len()
    }

    pub fn all(&self) -> Vec<ConnectionId> {
        self.table().by_id.keys().copied().collect()
    }
}
