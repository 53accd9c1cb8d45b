//! Handing checked messages to the transaction layer and building those it sends.
//!
//! The layer's URI type re-encodes `%` when it is written. Requests therefore carry their URI as one opaque "host", so
//! that what is written is what was given.

use std::net::SocketAddr;

use rsipstack::sip::headers::{
    CSeq, CallId, Contact, ContentLength, ContentType, From, RecordRoute, Route, To, UserAgent, Via,
};
use rsipstack::sip::{self, Header, HostWithPort, Method, Scheme, StatusCode, Version};

use super::check;
use super::lex::{is_token, push_param};
use crate::source::Transport;

/// Tag given to the From of an RFC 2543 request that has none, because the transaction layer needs one; it is cut out
/// of everything that is sent.
pub const NO_TAG: &str = ";tag=rfc2543.none";

/// The method as the transaction layer knows it.
pub fn method(name: &str) -> Method {
    Method::try_from(name).unwrap_or(Method::Info)
}

/// A URI that is written exactly as `text`.
pub fn opaque_uri(text: &str) -> sip::Uri {
    let (scheme, rest) = text.split_once(':').unwrap_or(("sip", text));
    sip::Uri {
        scheme: Some(Scheme::Other(scheme.to_owned())),
        host_with_port: HostWithPort { host: sip::Host::Domain(sip::Domain::from(rest)), port: None },
        ..Default::default()
    }
}

/// A header in the form the transaction layer looks for.
pub fn header(name: &str, value: String) -> Header {
    match name {
        "Via" => Header::Via(Via::new(value)),
        "From" => Header::From(From::new(value)),
        "To" => Header::To(To::new(value)),
        "Call-ID" => Header::CallId(CallId::new(value)),
        "CSeq" => Header::CSeq(CSeq::new(value)),
        "Contact" => Header::Contact(Contact::new(value)),
        "Route" => Header::Route(Route::new(value)),
        "Record-Route" => Header::RecordRoute(RecordRoute::new(value)),
        "Content-Length" => Header::ContentLength(ContentLength::new(value)),
        "Content-Type" => Header::ContentType(ContentType::new(value)),
        "User-Agent" => Header::UserAgent(UserAgent::new(value)),
        _ => Header::Other(name.to_owned(), value),
    }
}

/// First value of a header, names without letter case.
pub fn get<'a>(headers: &'a sip::Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|h| h.name().eq_ignore_ascii_case(name)).map(|h| h.value().trim())
}

/// The request for the transaction layer, its top Via marked with the true source (RFC 3261 section 18.2.1, RFC 3581;
/// on UDP as if `rport` had been asked for, which is the only way back through a NAT).
pub fn request(checked: &check::Request, source: SocketAddr, transport: Transport) -> sip::Request {
    let mut headers: Vec<Header> = Vec::with_capacity(24);
    for (at, via) in checked.vias.iter().enumerate() {
        let text = if at == 0 { marked_via(via, source, transport) } else { via.text() };
        headers.push(Header::Via(Via::new(text)));
    }
    let fields = checked.message.headers.iter().map(|(name, value)| (crate::headers::known(name), value));
    for (name, value) in fields {
        match name {
            "Via" | "Content-Length" => {}
            "From" => headers.push(Header::From(From::new(party(value, &checked.from, true)))),
            "To" => headers.push(Header::To(To::new(party(value, &checked.to, false)))),
            // Leading zeros and folding are legal, but not understood below.
            "CSeq" => headers.push(Header::CSeq(CSeq::new(format!("{} {}", checked.cseq, checked.method)))),
            _ => headers.push(header(name, value.to_owned())),
        }
    }
    sip::Request {
        method: method(checked.method),
        uri: opaque_uri(checked.uri.as_str()),
        version: Version::V2,
        headers: headers.into(),
        body: checked.message.body.to_vec(),
    }
}

/// The response for the transaction layer.
pub fn response(checked: &check::Response) -> sip::Response {
    let mut headers: Vec<Header> = Vec::with_capacity(16);
    headers.extend(checked.vias.iter().map(|via| Header::Via(Via::new(via.text()))));
    for (name, value) in checked.message.headers.iter() {
        match crate::headers::known(name) {
            "Via" | "Content-Length" => {}
            "From" => headers.push(Header::From(From::new(party(value, &checked.from, true)))),
            "To" => headers.push(Header::To(To::new(party(value, &checked.to, false)))),
            "CSeq" => headers.push(Header::CSeq(CSeq::new(format!("{} {}", checked.cseq, checked.method)))),
            name => headers.push(header(name, value.to_owned())),
        }
    }
    let status_code = status(checked.code, &checked.reason);
    sip::Response {
        status_code,
        wire_reason: None,
        version: Version::V2,
        headers: headers.into(),
        body: checked.message.body.to_vec(),
    }
}

/// Status code with our own phrase; 100 must be the layer's own value, by which it recognises it.
pub fn status(code: u16, reason: &str) -> StatusCode {
    match code {
        100 => StatusCode::Trying,
        _ if reason.is_empty() => StatusCode::Other(code, super::reason_phrase(code).to_owned()),
        _ => StatusCode::Other(code, reason.to_owned()),
    }
}

fn marked_via(via: &super::lex::Via, source: SocketAddr, transport: Transport) -> String {
    let asked = via.param("rport").is_some();
    let ip = source.ip().to_canonical().to_string();
    let mut text = via.text_without(&["received", "rport"]);
    if !transport.is_reliable() || asked || !via.sent_by.starts_with(&ip) {
        push_param(&mut text, "received", &ip);
    }
    if !transport.is_reliable() || asked {
        push_param(&mut text, "rport", &source.port().to_string());
    }
    text
}

/// Whether a value is of the form that nearly all have, which every reader reads alike: a URI in brackets, behind them the
/// tag or nothing.
fn is_plain(text: &str, tag: Option<&str>) -> bool {
    let Some((before, rest)) = text.split_once('>') else { return false };
    let after = match tag {
        Some(tag) => rest.strip_prefix(";tag=") == Some(tag) && is_token(tag),
        None => rest.is_empty(),
    };
    after && !before.contains(['"', '\\', ';', ',']) && before.matches('<').count() == 1
}

/// Whether the transaction layer reads this tag.
fn reads_the_same(text: &str, tag: Option<&str>) -> bool {
    match (From::new(text).tag(), tag) {
        (Ok(Some(theirs)), Some(ours)) => theirs.value() == ours,
        (Ok(None), None) => true,
        _ => false,
    }
}

/// The text of From or To, verbatim where the transaction layer reads the same tag in it, else in canonical form.
fn party(text: &str, addr: &crate::uri::NameAddr, needs_tag: bool) -> String {
    let mut value = if is_plain(text, addr.tag()) || reads_the_same(text, addr.tag()) {
        text.to_owned()
    } else {
        let tag = addr.tag().map(|tag| format!(";tag={tag}")).unwrap_or_default();
        format!("{addr}{tag}")
    };
    if needs_tag && addr.tag().is_none() {
        value.push_str(NO_TAG);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::lex::one_name_addr;

    #[test]
    fn what_is_called_plain_is_read_alike_by_the_transaction_layer() {
        let values = [
            "<sip:1001@example.com>;tag=a-1.b",
            "<sip:1001@example.com>",
            "李 <sip:1001@example.com:5060;transport=udp>;tag=a",
            "\"Li <x>\" <sip:1001@example.com>;tag=a",
            "<sip:1001@example.com>;tag=a;x=y",
            "<sip:1001@example.com> ;tag=a",
            "sip:1001@example.com;tag=a",
            "Li <sip:1001@example.com>;TAG=a",
        ];
        let plain = values.iter().filter(|text| {
            let addr = one_name_addr(text).unwrap();
            let plain = is_plain(text, addr.tag());
            assert!(!plain || reads_the_same(text, addr.tag()), "{text}");
            plain
        });
        assert_eq!(plain.count(), 2);
    }

    #[test]
    fn the_top_via_tells_the_true_source_once() {
        let text = "SIP/2.0/UDP pc.example.com;rport;received=9.9.9.9;branch=z9hG4bK1";
        let via = &crate::wire::lex::via_list(text).unwrap()[0];
        let marked = marked_via(via, "192.0.2.7:5062".parse().unwrap(), Transport::Udp);
        assert_eq!(marked, "SIP/2.0/UDP pc.example.com;branch=z9hG4bK1;received=192.0.2.7;rport=5062");
    }
}
