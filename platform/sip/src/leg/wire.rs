//! The dialog's state on the wire (RFC 3261 section 12) and the requests built from it.

use std::sync::Arc;

use rsipstack::sip::{self, Header, Version};

use crate::core::Core;
use crate::headers::Headers;
use crate::leg::command::Body;
use crate::transport::resolve::Hop;
use crate::uri::NameAddr;
use crate::wire::{lex, stack};

/// Identifiers, target and route set of one dialog.
#[derive(Clone, Debug)]
pub struct DialogWire {
    pub call_id: String,
    /// Our From or To value with tag.
    pub local: String,
    pub local_tag: String,
    /// The peer's value, with its tag once known.
    pub remote: String,
    pub remote_tag: String,
    /// Remote target: Request-URI of requests within the dialog.
    pub target: String,
    /// Route set, nearest first.
    pub routes: Vec<String>,
    /// CSeq of our last request.
    pub cseq: u32,
    /// CSeq of the peer's last request.
    pub remote_cseq: Option<u32>,
    /// User part of our Contact.
    pub contact_user: String,
    /// Credentials of the INVITE, which its ACK repeats (RFC 3261 section 13.2.2.4).
    pub credentials: Option<Header>,
}

/// A request before it is known over which transport it goes.
#[derive(Clone, Debug)]
pub struct Draft {
    pub method: &'static str,
    pub uri: String,
    pub headers: Vec<Header>,
    pub body: Option<Body>,
    /// User part of the Contact to add; none for requests that need no Contact.
    pub contact: Option<String>,
}

impl DialogWire {
    /// A request within (or opening) the dialog.
    pub fn draft(&self, method: &'static str, cseq: u32) -> Draft {
        let mut headers = Vec::with_capacity(16);
        headers.push(stack::header("From", self.local.clone()));
        headers.push(stack::header("To", self.remote.clone()));
        headers.push(stack::header("Call-ID", self.call_id.clone()));
        headers.push(stack::header("CSeq", format!("{cseq} {method}")));
        headers.extend(self.routes.iter().map(|route| stack::header("Route", route.clone())));
        headers.extend(self.credentials.clone().filter(|_| method == "ACK"));
        let contact =
            matches!(method, "INVITE" | "UPDATE" | "REFER" | "NOTIFY").then(|| self.contact_user.clone());
        Draft { method, uri: self.target.clone(), headers, body: None, contact }
    }

    /// The next request of ours.
    pub fn next_draft(&mut self, method: &'static str) -> Draft {
        self.cseq += 1;
        self.draft(method, self.cseq)
    }

    /// Takes remote tag, target and route set from a 2xx (or the first dialog-making 1xx) to our INVITE.
    pub fn establish(&mut self, response: &sip::Response) {
        if let Some(to) = stack::get(&response.headers, "To") {
            self.remote = to.to_owned();
            self.remote_tag =
                lex::one_name_addr(to).and_then(|a| a.tag().map(str::to_owned)).unwrap_or_default();
        }
        let mut routes = record_routes(response.headers.iter().map(|h| (h.name(), h.value())));
        routes.reverse();
        self.routes = routes;
        self.refresh_target(&response.headers);
    }

    /// A target refresh (RFC 3261 section 12.2.1.2).
    pub fn refresh_target(&mut self, headers: &sip::Headers) {
        let contact = stack::get(headers, "Contact").and_then(|c| lex::name_addr_list(c)?.into_iter().next());
        if let Some(contact) = contact {
            self.target = contact.uri.as_str().to_owned();
        }
    }

    /// Whether a request of the peer is in order; remembers its number.
    pub fn accept_cseq(&mut self, cseq: u32) -> bool {
        let in_order = self.remote_cseq.is_none_or(|last| cseq > last);
        if in_order {
            self.remote_cseq = Some(cseq);
        }
        in_order
    }
}

/// All Record-Route values in order.
pub fn record_routes<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    headers
        .filter(|(name, _)| name.eq_ignore_ascii_case("Record-Route"))
        .filter_map(|(_, value)| lex::name_addr_list(value))
        .flatten()
        .map(|addr| with_params(&addr))
        .collect()
}

fn with_params(addr: &NameAddr) -> String {
    let mut text = format!("<{}>", addr.uri);
    for (name, value) in &addr.params {
        text.push(';');
        text.push_str(name);
        if !value.is_empty() {
            text.push('=');
            text.push_str(value);
        }
    }
    text
}

/// First P-Asserted-Identity.
pub fn asserted_identity(headers: &Headers) -> Option<NameAddr> {
    lex::name_addr_list(headers.get("P-Asserted-Identity")?)?.into_iter().next()
}

impl Draft {
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.headers.push(stack::header(name, value.into()));
    }

    #[must_use]
    pub fn with_sdp(mut self, sdp: Option<&str>) -> Self {
        self.body = sdp.map(|sdp| Body { content_type: "application/sdp".into(), text: sdp.to_owned() });
        self
    }

    /// The request for the transaction layer, over a known hop.
    pub fn build(self, core: &Arc<Core>, hop: &Hop, branch: &str) -> sip::Request {
        let at = core.host_port(hop.transport, hop.remote);
        let mut headers = Vec::with_capacity(self.headers.len() + 6);
        headers.push(stack::header("Via", format!("SIP/2.0/{} {at};branch={branch};rport", hop.transport)));
        headers.push(stack::header("Max-Forwards", "70".into()));
        headers.extend(self.headers);
        if let Some(user) = &self.contact {
            headers.push(stack::header("Contact", core.contact(user, hop.transport, hop.remote)));
        }
        headers.push(stack::header("User-Agent", core.config.user_agent.clone()));
        let body = self.body.map_or_else(Vec::new, |body| {
            headers.push(stack::header("Content-Type", body.content_type));
            body.text.into_bytes()
        });
        headers.push(stack::header("Content-Length", body.len().to_string()));
        sip::Request {
            method: stack::method(self.method),
            uri: stack::opaque_uri(&self.uri),
            version: Version::V2,
            headers: headers.into(),
            body,
        }
    }
}

/// A branch that says it is of this specification (RFC 3261 section 8.1.1.7).
pub fn branch() -> String {
    format!("z9hG4bK{:016x}{:08x}", rand::random::<u64>(), rand::random::<u32>())
}

/// A tag with 64 bits of randomness.
pub fn tag() -> String {
    format!("{:016x}", rand::random::<u64>())
}
