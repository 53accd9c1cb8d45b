//! The inside of the port: what all its tasks share.

mod dispatch;
mod guard;
mod receive;
mod registry;
mod timers;

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use rsipstack::resolver::SipResolver;
use rsipstack::transaction::endpoint::{EndpointBuilder, EndpointInnerRef, EndpointOption};
use rsipstack::transport::TransportLayer;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::config::{IpPrefix, SipConfig};
use crate::error::SipError;
use crate::incoming::Incoming;
use crate::leg::LegId;
use crate::source::{ConnectionId, Transport};
use crate::stats::Counters;
use crate::transport::connections::Connections;
use crate::transport::udp::Udp;
use crate::transport::{stream, tls, udp};
use guard::Guard;
use registry::Registry;

/// Requests waiting for the layer above; beyond it new INVITEs get 503.
const INCOMING: usize = 1024;
/// Peers whose local interface address is remembered.
const LOCAL_IPS: usize = 4096;

/// Shared state of one port.
pub struct Core {
    pub config: SipConfig,
    pub endpoint: EndpointInnerRef,
    pub udp: Option<Udp>,
    tcp: Option<SocketAddr>,
    tls: Option<SocketAddr>,
    pub connections: Connections,
    pub counters: Counters,
    pub guard: Mutex<Guard>,
    pub registry: Registry,
    pub incoming: mpsc::Sender<Incoming>,
    /// Cancelled when the port stops listening and legs are to end.
    pub closing: CancellationToken,
    /// Cancelled when everything is over.
    pub closed: CancellationToken,
    pub draining: AtomicBool,
    last_leg: AtomicU64,
    resolver: OnceLock<SipResolver>,
    local_ips: Mutex<HashMap<IpAddr, IpAddr>>,
    /// Networks exempt from limits; [`SipConfig::trusted`] at first.
    pub trusted: RwLock<Vec<IpPrefix>>,
}

impl Core {
    /// Binds everything and starts the tasks.
    pub async fn start(config: SipConfig) -> Result<(Arc<Self>, mpsc::Receiver<Incoming>), SipError> {
        let udp = match config.udp {
            Some(addr) => Some(Udp::bind(addr).await?),
            None => None,
        };
        let tcp = match config.tcp {
            Some(addr) => Some(stream::bind(addr, Transport::Tcp).await?),
            None => None,
        };
        let tls = match &config.tls {
            Some(bind) => Some((stream::bind(bind.addr, Transport::Tls).await?, tls::acceptor(bind)?)),
            None => None,
        };
        if udp.is_none() && tcp.is_none() && tls.is_none() {
            return Err(SipError::NothingToBind);
        }
        let (incoming, receiver) = mpsc::channel(INCOMING);
        let closed = CancellationToken::new();
        let core = Arc::new(Self {
            endpoint: endpoint(&config, closed.clone()),
            tcp: tcp.as_ref().and_then(|l| l.local_addr().ok()),
            tls: tls.as_ref().and_then(|(l, _)| l.local_addr().ok()),
            udp,
            connections: Connections::default(),
            counters: Counters::default(),
            guard: Mutex::new(Guard::new(&config)),
            registry: Registry::default(),
            incoming,
            closing: CancellationToken::new(),
            closed,
            draining: AtomicBool::new(false),
            last_leg: AtomicU64::new(0),
            resolver: OnceLock::new(),
            local_ips: Mutex::default(),
            trusted: RwLock::new(config.trusted.clone()),
            config,
        });
        if let Some(udp) = &core.udp {
            tokio::spawn(udp::serve(core.clone(), udp.socket.clone()));
        }
        if let Some(listener) = tcp {
            tokio::spawn(stream::accept(core.clone(), listener, None));
        }
        if let Some((listener, acceptor)) = tls {
            tokio::spawn(stream::accept(core.clone(), listener, Some(acceptor)));
        }
        tokio::spawn(timers::run(core.clone()));
        Ok((core, receiver))
    }

    pub fn next_leg(&self) -> LegId {
        LegId(self.last_leg.fetch_add(1, Relaxed) + 1)
    }

    pub fn resolver(&self) -> &SipResolver {
        self.resolver.get_or_init(SipResolver::new)
    }

    pub fn local_addr(&self, transport: Transport) -> Option<SocketAddr> {
        match transport {
            Transport::Udp => self.udp.as_ref().map(|udp| udp.local),
            Transport::Tcp => self.tcp,
            Transport::Tls => self.tls,
            Transport::Ws | Transport::Wss => None,
        }
    }

    /// Any address we listen on.
    pub fn some_local_addr(&self) -> SocketAddr {
        let any =
            [Transport::Udp, Transport::Tcp, Transport::Tls].into_iter().find_map(|t| self.local_addr(t));
        any.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 5060)))
    }

    /// `host:port` by which `remote` reaches us.
    pub fn host_port(&self, transport: Transport, remote: SocketAddr) -> String {
        let bound = self.local_addr(transport).unwrap_or_else(|| self.some_local_addr());
        match &self.config.external_host {
            Some(host) if host.contains(':') && !host.starts_with('[') => {
                format!("[{host}]:{}", bound.port())
            }
            Some(host) => format!("{host}:{}", bound.port()),
            None if bound.ip().is_unspecified() => {
                SocketAddr::new(self.local_ip(remote), bound.port()).to_string()
            }
            None => bound.to_string(),
        }
    }

    /// Our Contact towards `remote`.
    pub fn contact(&self, user: &str, transport: Transport, remote: SocketAddr) -> String {
        let at = self.host_port(transport, remote);
        let param = match transport {
            Transport::Udp => "",
            Transport::Tcp => ";transport=tcp",
            Transport::Tls => ";transport=tls",
            Transport::Ws | Transport::Wss => ";transport=ws",
        };
        let separator = if user.is_empty() { "" } else { "@" };
        format!("<sip:{user}{separator}{at}{param}>")
    }

    /// Address of the interface that routes to `remote`: the system tells it for an unsent datagram socket.
    fn local_ip(&self, remote: SocketAddr) -> IpAddr {
        let mut known = self.local_ips.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ip) = known.get(&remote.ip()) {
            return *ip;
        }
        let any: SocketAddr = if remote.is_ipv4() { ([0, 0, 0, 0], 0).into() } else { ([0u16; 8], 0).into() };
        let asked = UdpSocket::bind(any).and_then(|socket| {
            socket.connect(remote)?;
            socket.local_addr()
        });
        let ip = asked.map_or_else(|_| any.ip(), |addr| addr.ip().to_canonical());
        if known.len() >= LOCAL_IPS {
            known.clear();
        }
        known.insert(remote.ip(), ip);
        ip
    }

    pub fn is_trusted(&self, ip: IpAddr) -> bool {
        let trusted = self.trusted.read().unwrap_or_else(PoisonError::into_inner);
        trusted.iter().any(|prefix| prefix.contains(ip))
    }

    pub fn guard(&self) -> std::sync::MutexGuard<'_, Guard> {
        self.guard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a stream connection and tells the layer above.
    pub fn connection_closed(self: &Arc<Self>, connection: ConnectionId) {
        if !self.connections.close(connection) {
            return;
        }
        let event = Incoming::ConnectionClosed { connection };
        if let Err(mpsc::error::TrySendError::Full(event)) = self.incoming.try_send(event) {
            // Bindings depend on this event: it waits, but not here.
            let incoming = self.incoming.clone();
            tokio::spawn(async move { incoming.send(event).await });
        }
    }
}

/// The transaction layer without transports of its own. Timer C is kept by the legs, and the ACK to a 2xx is theirs
/// (RFC 3261 section 13.2.2.4).
fn endpoint(config: &SipConfig, closed: CancellationToken) -> EndpointInnerRef {
    let option = EndpointOption {
        t1: config.t1,
        t1x64: config.t1 * 64,
        timerc: std::time::Duration::from_secs(24 * 3600),
        auto_ack_2xx: false,
        ..EndpointOption::default()
    };
    EndpointBuilder::new()
        .with_option(option)
        .with_user_agent(&config.user_agent)
        .with_transport_layer(TransportLayer::new(closed.clone()))
        .with_cancel_token(closed)
        .build()
        .inner
}
