//! Sockets: every byte passes the validator before the transaction layer sees it.
//!
//! UDP keeps its own socket behind the layer's connection type. Streams (TCP, TLS, WebSocket) are the layer's in-memory
//! channel connections whose ends are ours, so framing, limits and time-outs are decided here.

pub(crate) mod connections;
pub(crate) mod framer;
pub(crate) mod resolve;
pub(crate) mod stream;
pub(crate) mod tls;
pub(crate) mod udp;
pub(crate) mod websocket;
