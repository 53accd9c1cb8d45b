//! Header fields as received, in order.

use std::borrow::Cow;
use std::fmt;

/// Header fields with canonical names, values unfolded and trimmed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers {
    fields: Vec<(Cow<'static, str>, String)>,
}

impl Headers {
    /// Appends a field. `name` may be a compact form (`f`, `t`, `i`, …).
    pub(crate) fn push(&mut self, name: &str, value: impl Into<String>) {
        self.fields.push((shared(canonical(name)), value.into()));
    }

    /// First value of a field; names compare without letter case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// All values of a field in order of appearance, one per header line.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.fields.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// All fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(key, value)| (key.as_ref(), value.as_str()))
    }

    /// Whether one of a comma-separated field's tokens is `token` (Supported, Require, Allow).
    pub fn has_token(&self, name: &str, token: &str) -> bool {
        self.all(name).flat_map(|v| v.split(',')).any(|t| t.trim().eq_ignore_ascii_case(token))
    }
}

/// Shows names only: values may hold numbers and digests.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.fields.iter().map(|(key, _)| key)).finish()
    }
}

/// Full name of a compact form (RFC 3261 section 7.3.3 and the IANA registry); other names stay as they are.
pub(crate) fn canonical(name: &str) -> &str {
    let [letter] = name.as_bytes() else { return name };
    match letter.to_ascii_lowercase() {
        b'a' => "Accept-Contact",
        b'b' => "Referred-By",
        b'c' => "Content-Type",
        b'd' => "Request-Disposition",
        b'e' => "Content-Encoding",
        b'f' => "From",
        b'i' => "Call-ID",
        b'j' => "Reject-Contact",
        b'k' => "Supported",
        b'l' => "Content-Length",
        b'm' => "Contact",
        b'o' => "Event",
        b'r' => "Refer-To",
        b's' => "Subject",
        b't' => "To",
        b'u' => "Allow-Events",
        b'v' => "Via",
        b'x' => "Session-Expires",
        _ => name,
    }
}

/// Names that nearly every message has, once for all messages.
fn shared(name: &str) -> Cow<'static, str> {
    const MORE: [&str; 8] =
        ["Max-Forwards", "Allow", "Supported", "Expires", "Authorization", "Subject", "Server", "Accept"];
    match KNOWN.iter().chain(&MORE).find(|known| **known == name) {
        Some(known) => Cow::Borrowed(known),
        None => Cow::Owned(name.to_owned()),
    }
}

/// The names this crate looks for.
const KNOWN: [&str; 11] = [
    "Via",
    "From",
    "To",
    "Call-ID",
    "CSeq",
    "Contact",
    "Route",
    "Record-Route",
    "Content-Length",
    "Content-Type",
    "User-Agent",
];

/// The spelling this crate uses for the names it looks for, or the name as it is.
pub(crate) fn known(name: &str) -> &str {
    KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(name)).unwrap_or(name)
}
