//! Building responses.

use std::net::SocketAddr;

use rsipstack::sip::{self, Header, Version};

use super::check::Refused;
use super::lex;
use super::message::Message;
use super::stack;
use crate::source::Transport;

/// A stateless answer (RFC 3261 section 8.2.7) as bytes. Its To tag depends on the request only, so that
/// retransmissions get the same one.
pub fn stateless(refused: &Refused, source: SocketAddr, transport: Transport, server: &str) -> Vec<u8> {
    let message = &refused.message;
    let phrase = if refused.why.is_empty() { super::reason_phrase(refused.code) } else { refused.why };
    let mut out = format!("SIP/2.0 {} {phrase}\r\n", refused.code);
    let mut line = |name: &str, value: &str| {
        out.push_str(name);
        out.push_str(": ");
        out.push_str(value);
        out.push_str("\r\n");
    };
    let mut top = true;
    for value in message.headers.all("Via") {
        match lex::via_list(value).filter(|_| top) {
            Some(mut hops) => {
                mark(&mut hops[0], source, transport);
                hops.iter().for_each(|hop| line("Via", &hop.text()));
            }
            None => line("Via", value),
        }
        top = false;
    }
    for name in ["From", "To", "Call-ID", "CSeq"] {
        let Some(value) = message.headers.get(name) else { continue };
        let tagged = lex::one_name_addr(value).is_none_or(|addr| addr.tag().is_some());
        if name == "To" && !tagged {
            line(name, &format!("{value};tag={}", tag_of(message)));
        } else {
            line(name, value);
        }
    }
    for (name, value) in &refused.headers {
        line(name, value);
    }
    line("Server", server);
    line("Content-Length", "0");
    out.push_str("\r\n");
    out.into_bytes()
}

fn mark(via: &mut lex::Via, source: SocketAddr, transport: Transport) {
    via.params
        .retain(|(name, _)| !name.eq_ignore_ascii_case("received") && !name.eq_ignore_ascii_case("rport"));
    via.params.push(("received".into(), source.ip().to_canonical().to_string()));
    if !transport.is_reliable() {
        via.params.push(("rport".into(), source.port().to_string()));
    }
}

/// FNV-1a over what identifies the transaction.
fn tag_of(message: &Message) -> String {
    let keys = ["Via", "Call-ID", "CSeq", "From"].into_iter().filter_map(|name| message.headers.get(name));
    let hash = keys.flat_map(str::bytes).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// A response to `request` for its server transaction.
pub struct Reply<'a> {
    pub code: u16,
    pub reason: &'a str,
    pub to_tag: Option<&'a str>,
    pub headers: Vec<Header>,
    /// Type and text.
    pub body: Option<(&'a str, &'a str)>,
    pub server: &'a str,
}

impl<'a> Reply<'a> {
    pub fn new(code: u16, to_tag: &'a str, server: &'a str) -> Self {
        Self { code, reason: "", to_tag: Some(to_tag), headers: Vec::new(), body: None, server }
    }

    /// Copies what RFC 3261 section 8.2.6.2 asks to copy, Record-Route for responses that make a dialog.
    pub fn to(self, request: &sip::Request) -> sip::Response {
        let makes_dialog = (101..300).contains(&self.code) && request.method == sip::Method::Invite;
        let mut headers: Vec<Header> = Vec::with_capacity(16);
        for header in request.headers.iter() {
            match header {
                Header::Via(_) | Header::From(_) | Header::CallId(_) | Header::CSeq(_) => {
                    headers.push(header.clone())
                }
                Header::RecordRoute(_) if makes_dialog => headers.push(header.clone()),
                Header::To(to) => headers.push(stack::header("To", self.tagged(to.value()))),
                _ => {}
            }
        }
        headers.extend(self.headers);
        headers.push(Header::Other("Server".into(), self.server.to_owned()));
        let body = match self.body {
            Some((kind, text)) => {
                headers.push(stack::header("Content-Type", kind.to_owned()));
                text.as_bytes().to_vec()
            }
            None => Vec::new(),
        };
        headers.push(stack::header("Content-Length", body.len().to_string()));
        sip::Response {
            status_code: stack::status(self.code, self.reason),
            wire_reason: None,
            version: Version::V2,
            headers: headers.into(),
            body,
        }
    }

    fn tagged(&self, to: &str) -> String {
        match self.to_tag {
            Some(tag) if lex::one_name_addr(to).is_some_and(|addr| addr.tag().is_none()) => {
                format!("{to};tag={tag}")
            }
            _ => to.to_owned(),
        }
    }
}
