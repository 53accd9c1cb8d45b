//! The SIP port of a back-to-back user agent: transports, transactions, dialogs, registrar building blocks.
//!
//! No business words live here; the layer above decides what happens with a call.
//!
//! # How it is made
//! - Every byte of every transport passes our own validator (`wire`) first: framing, grammar, RFC 3261 section 8.2,
//!   RFC 4475. What is malformed is answered without state or dropped.
//! - `rsipstack` gives the transaction state machines; sockets, framing, timers' clock, dialogs, session timers and the
//!   registrar's parts are ours. Nothing of it appears in this crate's face.
//! - Each leg is one task that owns its dialog. The layer above holds a [`Dialog`] handle and reads [`LegEvents`].
//!
//! # Choices
//! - Reliable provisional responses (RFC 3262) are not offered; an INVITE that requires `100rel` gets 420.
//! - UDP responses go back to the source port even without `rport`, which is what works through a NAT.
//! - A Contact with a private address is not believed from an untrusted peer: requests go to the address seen.
//! - A re-INVITE or UPDATE whose session description is unchanged is answered by the port with the one in force.
//! - An outgoing leg always offers.
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
pub use config::{IpPrefix, Limits, NotAPrefix, SessionTimerConfig, SipConfig, TlsBind, TlsCertificate};
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
