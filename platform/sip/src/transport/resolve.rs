//! From a URI or address to a connection and a destination (RFC 3263).

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use rsipstack::transport::{SipAddr, SipConnection};

use super::connections::Connection;
use super::udp::sip_addr;
use crate::core::Core;
use crate::error::SipError;
use crate::outgoing::Route;
use crate::source::Transport;
use crate::uri::Uri;

/// How long name service may take.
const LOOKUP: Duration = Duration::from_secs(5);

/// Where the next message of a dialog goes.
#[derive(Clone)]
pub struct Hop {
    pub connection: SipConnection,
    pub destination: SipAddr,
    pub remote: SocketAddr,
    pub transport: Transport,
    pub stream: Option<Arc<Connection>>,
}

impl Hop {
    pub fn over(stream: Arc<Connection>) -> Self {
        Self {
            connection: stream.sip.clone(),
            destination: sip_addr(stream.remote, stream.transport),
            remote: stream.remote,
            transport: stream.transport,
            stream: Some(stream),
        }
    }
}

/// Finds the way; `uri` is the first Route or the Request-URI.
pub async fn hop(core: &Arc<Core>, route: Route, uri: &str) -> Result<Hop, SipError> {
    let (remote, transport, host) = match route {
        Route::Connection(id) => {
            let gone = || SipError::NoRoute("the connection is closed".into());
            return core.connections.get(id).map(Hop::over).ok_or_else(gone);
        }
        Route::Address(remote, transport) => (remote, transport, String::new()),
        Route::ByUri => {
            let uri = Uri::parse(uri)?;
            let (remote, transport) = locate(core, &uri).await?;
            (remote, transport, uri.host().to_owned())
        }
    };
    match transport {
        Transport::Udp => {
            let udp = core.udp.as_ref().ok_or_else(|| SipError::NoRoute("UDP is not bound".into()))?;
            let (connection, destination) = (udp.connection.clone(), sip_addr(remote, transport));
            Ok(Hop { connection, destination, remote, transport, stream: None })
        }
        Transport::Tcp | Transport::Tls => {
            super::stream::dial(core, remote, transport, &host).await.map(Hop::over)
        }
        Transport::Ws | Transport::Wss => {
            Err(SipError::NoRoute("a browser is reached by its connection only".into()))
        }
    }
}

async fn locate(core: &Core, uri: &Uri) -> Result<(SocketAddr, Transport), SipError> {
    if !uri.is_sip() {
        return Err(SipError::NoRoute("not a SIP URI".into()));
    }
    let default = if core.udp.is_some() { Transport::Udp } else { Transport::Tcp };
    let host = match uri.param("maddr") {
        Some(maddr) => maddr.trim_start_matches('[').trim_end_matches(']'),
        None => uri.host(),
    };
    if let Ok(ip) = host.parse::<IpAddr>() {
        let transport = uri.transport().unwrap_or(default);
        return Ok((SocketAddr::new(ip, uri.port().unwrap_or(transport.default_port())), transport));
    }
    if host.to_ascii_lowercase().trim_end_matches('.').ends_with("invalid") {
        return Err(SipError::NoRoute("a .invalid host is reached by its connection only".into()));
    }
    by_name(core, uri, host, default).await
}

/// SRV when the URI names no port, else addresses only (RFC 3263 sections 4.1 and 4.2).
async fn by_name(
    core: &Core,
    uri: &Uri,
    host: &str,
    default: Transport,
) -> Result<(SocketAddr, Transport), SipError> {
    let not_found = || SipError::NoRoute("host not found".into());
    let wanted =
        uri.transport().map(|t| sip_addr(SocketAddr::from(([0, 0, 0, 0], 0)), t).r#type.unwrap_or_default());
    if uri.port().is_none() {
        let domain = rsipstack::sip::Domain::from(host);
        let lookup = core.resolver().lookup(&domain, None, wanted, uri.is_sips());
        if let Ok(Ok(found)) = tokio::time::timeout(LOOKUP, lookup).await
            && let Some(first) = found.first()
        {
            let transport = Transport::from_token(&first.transport.to_string()).unwrap_or(default);
            return Ok((first.addr, transport));
        }
        return Err(not_found());
    }
    let transport = uri.transport().unwrap_or(default);
    let port = uri.port().unwrap_or(transport.default_port());
    let lookup = tokio::time::timeout(LOOKUP, tokio::net::lookup_host((host, port))).await;
    let mut found = lookup.map_err(|_| not_found())?.map_err(|_| not_found())?;
    found.next().map(|addr| (addr, transport)).ok_or_else(not_found)
}
