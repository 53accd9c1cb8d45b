//! Behind a reverse proxy every request comes from the proxy: who really asks is what the proxy says, if it may be
//! believed. Sign-ins are throttled, noted and shown by that address, and so are telephones of browsers.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use sip::IpPrefix;

/// Header in which proxies list, from left to right, for whom they asked.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Puts the client in the place of a proxy named in the configuration.
pub async fn see_through(
    State(proxies): State<Arc<[IpPrefix]>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if let Some(peer) = peer {
        let client = client(&proxies, peer, request.headers());
        request.extensions_mut().insert(ConnectInfo(client));
    }
    next.run(request).await
}

/// From the right, the first who is none of our proxies: what stands further left, anyone may have written. Without a
/// readable address it stays with the last one believed.
fn client(proxies: &[IpPrefix], peer: SocketAddr, headers: &HeaderMap) -> SocketAddr {
    let ours = |ip: IpAddr| proxies.iter().any(|proxy| proxy.contains(ip));
    let mut seen = peer;
    let values = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    for hop in hops.iter().rev() {
        if !ours(seen.ip()) {
            break;
        }
        let Some(named) = address(hop) else { break };
        seen = named;
    }
    seen
}

/// An address, with a port as some proxies write it or without.
fn address(hop: &str) -> Option<SocketAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let alone = bare.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, 0));
    alone.or_else(|| hop.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let proxies: Vec<IpPrefix> = vec!["127.0.0.1".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        client(&proxies, format!("{peer}:4000").parse().unwrap(), &headers).ip().to_string()
    }

    #[test]
    fn a_proxy_of_ours_is_believed_and_nobody_else() {
        assert_eq!(seen("127.0.0.1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(seen("198.51.100.1", &["203.0.113.7"]), "198.51.100.1", "a stranger names somebody else");
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_the_client_wrote_itself_counts_for_nothing() {
        assert_eq!(seen("127.0.0.1", &["1.2.3.4, 203.0.113.7"]), "203.0.113.7");
        assert_eq!(
            seen("127.0.0.1", &["1.2.3.4", "203.0.113.7, 10.0.0.9"]),
            "203.0.113.7",
            "two of our proxies"
        );
        assert_eq!(seen("127.0.0.1", &["203.0.113.7, unknown"]), "127.0.0.1");
    }

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        assert_eq!(seen("127.0.0.1", &["203.0.113.7:55110"]), "203.0.113.7");
        assert_eq!(seen("127.0.0.1", &["[2001:db8::7]:55110"]), "2001:db8::7");
        assert_eq!(seen("127.0.0.1", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(seen("127.0.0.1", &["[2001:db8::7]"]), "2001:db8::7");
    }
}
