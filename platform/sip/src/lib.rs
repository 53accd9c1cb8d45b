//! The SIP port of a back-to-back user agent: transports, transactions, dialogs, registrar building blocks.
//!
//! No business words live here; the layer above decides what happens with a call.
//!
//! # Logging
//! The transaction layer underneath (`rsipstack`) writes whole messages, digests included, at level INFO. Whoever
//! installs the log subscriber must filter the target `rsipstack` to `warn`. This crate itself never logs bodies,
//! digests or phone numbers.

mod bindings;
mod config;
mod core;
pub mod digest;
mod error;
mod headers;
mod incoming;
mod leg;
mod outgoing;
mod port;
mod register;
mod source;
mod stats;
mod transport;
mod uri;
mod wire;

pub use bindings::{BindError, Binding, Bindings, MAX_CONTACTS, Registration};
pub use config::{IpPrefix, Limits, SessionTimerConfig, SipConfig, TlsBind, TlsCertificate};
pub use error::SipError;
pub use headers::Headers;
pub use incoming::{Incoming, IncomingInvite, IncomingLeg, InviteInfo};
pub use leg::{Dialog, HangUp, LegEvent, LegEvents, LegId, LostWhy, ReInvite, ReferRequest};
pub use outgoing::{Credentials, InviteRequest, OutgoingLeg, Route, Target};
pub use port::{SipPort, WsAttachment};
pub use register::{ContactAsk, GrantedBinding, IncomingRegister, RegisterAsk, RegisterInfo};
pub use source::{ConnectionId, Source, Transport};
pub use stats::Stats;
pub use uri::{NameAddr, Uri};
