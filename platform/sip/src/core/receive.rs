//! From bytes to transactions.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use rsipstack::sip::{self, Method, SipMessage};
use rsipstack::transaction::key::{TransactionKey, TransactionRole};
use rsipstack::transaction::transaction::Transaction;

use super::{Core, guard};
use crate::leg::driver::Input;
use crate::source::{Source, Transport};
use crate::stats::Counters;
use crate::transport::connections::Connection;
use crate::transport::resolve::Hop;
use crate::transport::udp::sip_addr;
use crate::wire::check::{self, Fault, Passed, Refused};
use crate::wire::message::{self, Broken, Start};
use crate::wire::{reply, stack};

/// Where a message came from and how to answer it.
pub struct Arrival<'a> {
    pub from: SocketAddr,
    pub transport: Transport,
    pub stream: Option<&'a Arc<Connection>>,
    pub trusted: bool,
}

impl Arrival<'_> {
    pub fn source(&self) -> Source {
        let connection = self.stream.map(|stream| stream.id);
        Source { addr: self.from, transport: self.transport, connection, trusted: self.trusted }
    }

    pub fn hop(&self, core: &Core) -> Option<Hop> {
        if let Some(stream) = self.stream {
            return Some(Hop::over(stream.clone()));
        }
        let connection = core.udp.as_ref()?.connection.clone();
        let destination = sip_addr(self.from, Transport::Udp);
        Some(Hop { connection, destination, remote: self.from, transport: Transport::Udp, stream: None })
    }
}

impl Core {
    /// One datagram.
    pub async fn on_datagram(self: &Arc<Self>, bytes: &[u8], from: SocketAddr) {
        if bytes.iter().all(|b| matches!(b, b'\r' | b'\n' | 0 | b' ')) {
            // Keep-alives: CRLF CRLF is answered (RFC 5626), a lone CRLF or zero bytes are not.
            if bytes == b"\r\n\r\n"
                && let Some(udp) = &self.udp
            {
                let _ = udp.socket.try_send_to(b"\r\n", from);
            }
            return;
        }
        let trusted = self.is_trusted(from.ip());
        self.on_bytes(bytes, &Arrival { from, transport: Transport::Udp, stream: None, trusted }).await;
    }

    /// One message from a stream.
    pub async fn on_message(self: &Arc<Self>, bytes: &Bytes, stream: &Arc<Connection>) {
        let (from, transport) = (stream.remote, stream.transport);
        let trusted = self.is_trusted(from.ip());
        self.on_bytes(bytes, &Arrival { from, transport, stream: Some(stream), trusted }).await;
    }

    /// A stream that cannot be framed any more: one last answer if the head is readable.
    pub fn on_lost_stream(self: &Arc<Self>, head: &[u8], code: u16, stream: &Arc<Connection>) {
        Counters::add(&self.counters.received);
        let parsed = match message::parse(head) {
            Ok(message) => Some(message),
            Err(Broken::Refuse { message, .. }) => Some(*message),
            Err(Broken::Drop(_)) => None,
        };
        let answerable = parsed.filter(|m| m.headers.get("Via").is_some() && m.headers.get("CSeq").is_some());
        let (Some(message), false) = (answerable, head.starts_with(b"SIP/")) else {
            return Counters::add(&self.counters.dropped);
        };
        let refused = Refused { code, why: "", headers: Vec::new(), message };
        let (from, transport) = (stream.remote, stream.transport);
        self.refuse(&refused, &Arrival { from, transport, stream: Some(stream), trusted: false });
    }

    async fn on_bytes(self: &Arc<Self>, bytes: &[u8], arrival: &Arrival<'_>) {
        Counters::add(&self.counters.received);
        let is_response = bytes.starts_with(b"SIP/");
        let ip = arrival.from.ip().to_canonical();
        if !is_response && !arrival.trusted && !self.guard().admit(ip, Instant::now()) {
            return Counters::add(&self.counters.limited);
        }
        if bytes.len() > self.config.limits.message_bytes {
            return self.on_oversize(bytes, arrival);
        }
        match check::check(bytes) {
            Ok(Passed::Request(request)) => self.on_request(*request, arrival).await,
            Ok(Passed::Response(response)) => self.on_response(&response, arrival).await,
            Err(Fault::Drop(why)) => {
                tracing::debug!(why, "message dropped");
                Counters::add(&self.counters.dropped);
            }
            Err(Fault::Refuse(refused)) => self.refuse(&refused, arrival),
        }
    }

    fn on_oversize(self: &Arc<Self>, bytes: &[u8], arrival: &Arrival<'_>) {
        let message = match message::parse(bytes) {
            Ok(message) => message,
            Err(Broken::Refuse { message, .. }) => *message,
            Err(Broken::Drop(_)) => return Counters::add(&self.counters.dropped),
        };
        if matches!(message.start, Start::Response { .. }) || message.headers.get("Via").is_none() {
            return Counters::add(&self.counters.dropped);
        }
        self.refuse(&Refused { code: 513, why: "", headers: Vec::new(), message }, arrival);
    }

    /// Answers without state; scanners and the shut-out get nothing.
    fn refuse(self: &Arc<Self>, refused: &Refused, arrival: &Arrival<'_>) {
        if guard::is_scanner(&refused.message.headers) {
            return Counters::add(&self.counters.scanners);
        }
        let ip = arrival.from.ip().to_canonical();
        if !arrival.trusted && self.guard().is_shut_out(ip, Instant::now()) {
            return Counters::add(&self.counters.limited);
        }
        Counters::add(&self.counters.refused);
        let bytes = reply::stateless(refused, arrival.from, arrival.transport, &self.config.user_agent);
        match (arrival.stream, &self.udp) {
            (Some(stream), _) => {
                let _ = stream.raw.try_send(bytes.into());
            }
            (None, Some(udp)) => {
                let _ = udp.socket.try_send_to(&bytes, arrival.from);
            }
            (None, None) => {}
        }
    }

    async fn on_request(self: &Arc<Self>, checked: check::Request, arrival: &Arrival<'_>) {
        if guard::is_scanner(&checked.message.headers) {
            return Counters::add(&self.counters.scanners);
        }
        let ip = arrival.from.ip().to_canonical();
        let outside = checked.to.tag().is_none();
        if outside && !arrival.trusted && self.guard().is_shut_out(ip, Instant::now()) {
            return Counters::add(&self.counters.limited);
        }
        let request = stack::request(&checked, arrival.from, arrival.transport);
        let Some(hop) = arrival.hop(self) else { return };
        let Ok(key) = TransactionKey::from_request(&request, TransactionRole::Server) else {
            return Counters::add(&self.counters.dropped);
        };
        let known = matches!(request.method, Method::Ack | Method::Cancel)
            || self.endpoint.transactions.contains_key(&key)
            || self.endpoint.finished_transactions.contains_key(&key);
        if known {
            return self.to_stack(request.into(), hop).await;
        }
        let connection = Some(hop.connection.clone());
        let transaction = Transaction::new_server(key, request, self.endpoint.clone(), connection);
        self.dispatch(transaction, &checked, arrival, hop).await;
    }

    async fn on_response(self: &Arc<Self>, checked: &check::Response, arrival: &Arrival<'_>) {
        let response = stack::response(checked);
        if (200..300).contains(&checked.code) && checked.method == "INVITE" && !self.is_awaited(&response) {
            let call_id = checked.message.headers.get("Call-ID").unwrap_or_default();
            let leg = self.registry.find(call_id, checked.from.tag().unwrap_or_default());
            match leg {
                Some(leg) => drop(leg.send(Input::Stray2xx(Box::new(response))).await),
                None => Counters::add(&self.counters.dropped),
            }
            return;
        }
        if let Some(hop) = arrival.hop(self) {
            self.to_stack(response.into(), hop).await;
        }
    }

    fn is_awaited(&self, response: &sip::Response) -> bool {
        TransactionKey::from_response(response, TransactionRole::Client)
            .is_ok_and(|key| self.endpoint.transactions.contains_key(&key))
    }

    async fn to_stack(self: &Arc<Self>, message: SipMessage, hop: Hop) {
        if let Err(error) = self.endpoint.on_received_message(message, hop.connection, &hop.destination).await
        {
            tracing::debug!(%error, "transaction layer refused a message");
            Counters::add(&self.counters.dropped);
        }
    }
}
