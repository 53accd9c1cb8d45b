//! The validator: what must hold of a request or response before the transaction layer sees it.
//!
//! The transaction layer underneath accepts contradictory lengths, unknown versions, mismatched CSeq methods and
//! missing tags; everything RFC 3261 section 8.2 and RFC 4475 ask of an element is therefore decided here, on the text.

use super::lex::{self, Via};
use super::message::{Broken, Message, Start};
use crate::uri::{NameAddr, Uri};

/// Methods this port serves, in the order of the Allow header.
pub const ALLOWED: [&str; 10] =
    ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "REGISTER", "INFO", "UPDATE", "REFER", "NOTIFY"];
/// Methods that exist but are not served: 405.
const KNOWN: [&str; 4] = ["MESSAGE", "SUBSCRIBE", "PUBLISH", "PRACK"];
/// Extensions a Require header may name. 100rel is not among them: a peer that insists on reliable provisional
/// responses gets 420 (RFC 3262 section 3) and repeats without.
const EXTENSIONS: [&str; 2] = ["timer", "replaces"];
/// Header lines in one message.
const MAX_HEADERS: usize = 256;

/// A message that passed.
#[derive(Debug)]
pub enum Passed {
    Request(Box<Request>),
    Response(Box<Response>),
}

/// A sound request.
#[derive(Debug)]
pub struct Request {
    pub method: &'static str,
    pub uri: Uri,
    pub vias: Vec<Via>,
    pub from: NameAddr,
    pub to: NameAddr,
    pub cseq: u32,
    pub message: Message,
}

/// A sound response.
#[derive(Debug)]
pub struct Response {
    pub code: u16,
    pub reason: String,
    pub vias: Vec<Via>,
    pub from: NameAddr,
    pub to: NameAddr,
    pub cseq: u32,
    pub method: String,
    pub message: Message,
}

/// What to do with bytes that did not pass.
#[derive(Debug)]
pub enum Fault {
    /// No answer possible or wanted.
    Drop(&'static str),
    /// Answer without state.
    Refuse(Box<Refused>),
}

/// A stateless refusal.
#[derive(Debug)]
pub struct Refused {
    pub code: u16,
    pub why: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub message: Message,
}

type Check<T> = Result<T, Objection>;

/// A refusal before the message is attached to it.
struct Objection {
    code: u16,
    why: &'static str,
    headers: Vec<(&'static str, String)>,
}

fn object<T>(code: u16, why: &'static str) -> Check<T> {
    Err(Objection { code, why, headers: Vec::new() })
}

/// Reads and checks one message.
pub fn check(bytes: &[u8]) -> Result<Passed, Fault> {
    let message = match super::message::parse(bytes) {
        Ok(message) => message,
        Err(Broken::Drop(why)) => return Err(Fault::Drop(why)),
        Err(Broken::Refuse { code, why, message }) => {
            return Err(refusal(Objection { code, why, headers: Vec::new() }, *message));
        }
    };
    match &message.start {
        Start::Response { .. } => response(message).map(|r| Passed::Response(Box::new(r))),
        Start::Request { .. } => request(message).map(|r| Passed::Request(Box::new(r))),
    }
}

fn refusal(objection: Objection, message: Message) -> Fault {
    let answerable = match &message.start {
        Start::Request { method, .. } => method != "ACK" && message.headers.get("Via").is_some(),
        Start::Response { .. } => false,
    };
    if !answerable {
        return Fault::Drop(objection.why);
    }
    let Objection { code, why, headers } = objection;
    Fault::Refuse(Box::new(Refused { code, why, headers, message }))
}

fn response(message: Message) -> Result<Response, Fault> {
    let Start::Response { code, ref reason } = message.start else {
        return Err(Fault::Drop("not a response"));
    };
    let parts = (|| {
        let vias = vias(&message).ok()?;
        let (from, to) = (single(&message, "From").ok()?, single(&message, "To").ok()?);
        let (cseq, method) = cseq(single(&message, "CSeq").ok()?).ok()?;
        single(&message, "Call-ID").ok()?;
        Some((vias, lex::one_name_addr(from)?, lex::one_name_addr(to)?, cseq, method.to_owned()))
    })();
    let Some((vias, from, to, cseq, method)) = parts else { return Err(Fault::Drop("malformed response")) };
    if vias.len() != 1 {
        // A response for someone else: we never forward (RFC 3261 section 8.1.3.3).
        return Err(Fault::Drop("response with several Via"));
    }
    let reason = reason.clone();
    Ok(Response { code, reason, vias, from, to, cseq, method, message })
}

fn request(message: Message) -> Result<Request, Fault> {
    match request_parts(&message) {
        Ok((method, uri, vias, from, to, cseq)) => Ok(Request { method, uri, vias, from, to, cseq, message }),
        Err(objection) => Err(refusal(objection, message)),
    }
}

type RequestParts = (&'static str, Uri, Vec<Via>, NameAddr, NameAddr, u32);

fn request_parts(message: &Message) -> Check<RequestParts> {
    let Start::Request { method, uri, .. } = &message.start else { return object(400, "Not A Request") };
    if message.headers.iter().count() > MAX_HEADERS {
        return object(400, "Too Many Headers");
    }
    let vias = vias(message)?;
    let from = address(message, "From")?;
    let to = address(message, "To")?;
    let call_id = single(message, "Call-ID")?;
    if call_id.is_empty() || call_id.contains(char::is_whitespace) {
        return object(400, "Malformed Call-ID");
    }
    let (cseq, cseq_method) = cseq(single(message, "CSeq")?)?;
    if cseq_method != method {
        return object(400, "CSeq Method Mismatch");
    }
    max_forwards(message)?;
    let method = known_method(method)?;
    let uri = request_uri(uri)?;
    if !matches!(method, "ACK" | "CANCEL") {
        required_extensions(message)?;
    }
    by_method(method, message, &to)?;
    Ok((method, uri, vias, from, to, cseq))
}

fn vias(message: &Message) -> Check<Vec<Via>> {
    let mut all = Vec::new();
    for value in message.headers.all("Via") {
        match lex::via_list(value) {
            Some(hops) => all.extend(hops),
            None => return object(400, "Malformed Via"),
        }
    }
    if all.is_empty() { object(400, "Missing Via") } else { Ok(all) }
}

/// The value of a header that must occur exactly once.
fn single<'a>(message: &'a Message, name: &'static str) -> Check<&'a str> {
    let mut values = message.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    match (values.next(), values.next()) {
        (Some((_, value)), None) => Ok(value),
        (None, _) => object(400, "Missing Required Header"),
        (Some(_), Some(_)) => object(400, "Repeated Single Header"),
    }
}

fn address(message: &Message, name: &'static str) -> Check<NameAddr> {
    match lex::one_name_addr(single(message, name)?) {
        Some(addr) => Ok(addr),
        None => object(400, if name == "From" { "Malformed From" } else { "Malformed To" }),
    }
}

fn cseq(value: &str) -> Check<(u32, &str)> {
    let parts = value.split_once([' ', '\t']).map(|(number, method)| (number.trim(), method.trim()));
    let Some((number, method)) = parts else { return object(400, "Malformed CSeq") };
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    match number.parse::<u32>() {
        Ok(number) if digits && number < 1 << 31 => Ok((number, method)),
        _ => object(400, "Malformed CSeq"),
    }
}

fn max_forwards(message: &Message) -> Check<()> {
    let mut values = message.headers.all("Max-Forwards");
    let Some(value) = values.next() else { return Ok(()) };
    if values.next().is_some() {
        return object(400, "Repeated Single Header");
    }
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    match value.parse::<u32>() {
        Ok(0..=255) if digits => Ok(()),
        _ => object(400, "Malformed Max-Forwards"),
    }
}

/// Method names are compared with letter case (RFC 3261 section 7.1); `RE%47IST%45R` is not REGISTER.
fn known_method(method: &str) -> Check<&'static str> {
    let allow = || vec![("Allow", ALLOWED.join(", "))];
    if let Some(known) = ALLOWED.into_iter().find(|m| *m == method) {
        Ok(known)
    } else if KNOWN.contains(&method) {
        Err(Objection { code: 405, why: "Method Not Allowed", headers: allow() })
    } else {
        Err(Objection { code: 501, why: "Not Implemented", headers: allow() })
    }
}

fn request_uri(text: &str) -> Check<Uri> {
    let Ok(uri) = Uri::parse(text) else { return object(400, "Malformed Request-URI") };
    let scheme = uri.scheme();
    if !uri.is_sip() && !scheme.eq_ignore_ascii_case("tel") {
        return object(416, "Unsupported URI Scheme");
    }
    if uri.is_sip() && uri.has_headers() {
        return object(400, "Request-URI With Headers");
    }
    Ok(uri)
}

fn required_extensions(message: &Message) -> Check<()> {
    let all = message.headers.all("Require").flat_map(|v| v.split(',')).map(str::trim);
    let unknown: Vec<&str> = all
        .filter(|tag| !tag.is_empty() && !EXTENSIONS.iter().any(|e| e.eq_ignore_ascii_case(tag)))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Objection { code: 420, why: "Bad Extension", headers: vec![("Unsupported", unknown.join(", "))] })
}

fn by_method(method: &str, message: &Message, to: &NameAddr) -> Check<()> {
    match method {
        "INVITE" | "UPDATE" => {
            contacts(message, true)?;
            acceptable(message)?;
            offer_type(message)
        }
        // The address of record must be a SIP URI (RFC 4475 section 3.3.4).
        "REGISTER" if !to.uri.is_sip() => object(400, "Address Of Record Is Not SIP"),
        "REGISTER" => contacts(message, false),
        _ => Ok(()),
    }
}

fn contacts(message: &Message, at_most_one: bool) -> Check<()> {
    let mut count = 0;
    for value in message.headers.all("Contact") {
        if value == "*" && !at_most_one {
            continue;
        }
        match lex::name_addr_list(value) {
            Some(list) => count += list.len(),
            None => return object(400, "Malformed Contact"),
        }
    }
    if at_most_one && count > 1 { object(400, "Repeated Contact") } else { Ok(()) }
}

/// An Accept header that leaves out session descriptions makes any answer useless (RFC 4475 section 3.3.15).
fn acceptable(message: &Message) -> Check<()> {
    let mut types = message.headers.all("Accept").flat_map(|v| v.split(',')).peekable();
    if types.peek().is_none() {
        return Ok(());
    }
    let sdp = types.any(|one| {
        let one = one.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        matches!(one.as_str(), "application/sdp" | "application/*" | "*/*")
    });
    if sdp { Ok(()) } else { object(406, "Not Acceptable") }
}

fn offer_type(message: &Message) -> Check<()> {
    if message.body.is_empty() {
        return Ok(());
    }
    let encoding = message.headers.get("Content-Encoding").unwrap_or("identity");
    if !encoding.eq_ignore_ascii_case("identity") {
        let headers = vec![("Accept-Encoding", "identity".to_owned())];
        return Err(Objection { code: 415, why: "Unsupported Media Type", headers });
    }
    let known = super::body::sdp(message.headers.get("Content-Type"), &message.body).is_some();
    let disposition = message.headers.get("Content-Disposition").unwrap_or_default().to_ascii_lowercase();
    if known || disposition.replace(' ', "").contains("handling=optional") {
        return Ok(());
    }
    let headers = vec![("Accept", "application/sdp".to_owned())];
    Err(Objection { code: 415, why: "Unsupported Media Type", headers })
}
