//! URIs and name-addr values, kept as the text that was received.
//!
//! A URI is never rebuilt from its parts: `%` escapes, parameter order and letter case belong to its owner, and a
//! phone only answers to the very Contact it registered (RFC 3261 section 19.1.4).

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use crate::error::SipError;
use crate::source::Transport;

/// A `sip:`, `sips:` or other URI as raw text with readers for its parts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Uri {
    text: String,
}

impl Uri {
    /// Checks `text` and keeps it untouched.
    ///
    /// # Errors
    /// [`SipError::BadUri`] when the scheme is missing, the host of a SIP URI is empty or malformed, the port is not
    /// a port, or the text holds white space, control characters or angle brackets.
    pub fn parse(text: &str) -> Result<Self, SipError> {
        // Errors are logged: no numbers in them.
        let hide = |c: char| if c.is_ascii_digit() { '#' } else { c };
        let bad = || SipError::BadUri(text.chars().take(80).map(hide).collect());
        let (scheme, rest) = text.split_once(':').ok_or_else(bad)?;
        let scheme_ok = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        let text_ok =
            !rest.is_empty() && !text.chars().any(|c| c <= ' ' || matches!(c, '<' | '>' | '"' | '\u{7f}'));
        if !scheme_ok || !text_ok {
            return Err(bad());
        }
        let uri = Self { text: text.to_owned() };
        if uri.is_sip() && !uri.sip_parts_are_sound() {
            return Err(bad());
        }
        Ok(uri)
    }

    fn sip_parts_are_sound(&self) -> bool {
        let (host, port) = split_port(self.host_port());
        let host_ok = match host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
            Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
            None => {
                !host.is_empty()
                    && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
            }
        };
        let port_ok = port.is_none_or(|p| p.bytes().all(|b| b.is_ascii_digit()) && p.parse::<u16>().is_ok());
        host_ok && port_ok && escapes_are_sound(&self.text)
    }

    /// The text as received.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The scheme as written, without the colon.
    pub fn scheme(&self) -> &str {
        self.text.split_once(':').map_or("", |(scheme, _)| scheme)
    }

    /// Whether the scheme is `sip` or `sips`.
    pub fn is_sip(&self) -> bool {
        self.scheme().eq_ignore_ascii_case("sip") || self.is_sips()
    }

    /// Whether the scheme is `sips`.
    pub fn is_sips(&self) -> bool {
        self.scheme().eq_ignore_ascii_case("sips")
    }

    fn after_scheme(&self) -> &str {
        self.text.split_once(':').map_or("", |(_, rest)| rest)
    }

    /// User part as written (escapes kept, password and user parameters included up to `@`), for `tel:` the number.
    pub fn user(&self) -> Option<&str> {
        if !self.is_sip() {
            let rest = self.after_scheme();
            return Some(rest.split(';').next().unwrap_or(rest));
        }
        let info = self.after_scheme().rsplit_once('@')?.0;
        Some(info.split_once(':').map_or(info, |(user, _password)| user))
    }

    /// User part with `%` escapes resolved; characters that are not UTF-8 become U+FFFD.
    pub fn user_decoded(&self) -> Option<String> {
        self.user().map(unescape)
    }

    fn host_port(&self) -> &str {
        let rest = self.after_scheme();
        let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        let end = rest.find([';', '?']).unwrap_or(rest.len());
        &rest[..end]
    }

    /// Host as written; an IPv6 reference without its brackets.
    pub fn host(&self) -> &str {
        if !self.is_sip() {
            return "";
        }
        split_port(self.host_port()).0.trim_start_matches('[').trim_end_matches(']')
    }

    /// Host as an address, if it is one.
    pub fn host_ip(&self) -> Option<IpAddr> {
        self.host().parse().ok()
    }

    /// Port, if written.
    pub fn port(&self) -> Option<u16> {
        split_port(self.host_port()).1.and_then(|p| p.parse().ok())
    }

    /// Value of a URI parameter; the empty text for one without a value. Names compare without letter case.
    pub fn param(&self, name: &str) -> Option<&str> {
        let rest = self.after_scheme();
        let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        let rest = rest.split('?').next().unwrap_or(rest);
        rest.split(';').skip(1).find_map(|param| {
            let (key, value) = param.split_once('=').unwrap_or((param, ""));
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The `transport` parameter; `sips` without one means TLS (RFC 3261 section 26.2.2).
    pub fn transport(&self) -> Option<Transport> {
        let named = self.param("transport").and_then(Transport::from_token);
        match named {
            Some(Transport::Tcp) | None if self.is_sips() => Some(Transport::Tls),
            named => named,
        }
    }

    /// Whether the header part (`?name=value`) is present; such a URI may not be a Request-URI.
    pub fn has_headers(&self) -> bool {
        let rest = self.after_scheme();
        rest.rsplit_once('@').map_or(rest, |(_, host)| host).contains('?')
    }
}

fn split_port(host_port: &str) -> (&str, Option<&str>) {
    let after_bracket = host_port.rfind(']').map_or(0, |i| i + 1);
    match host_port[after_bracket..].find(':') {
        Some(colon) => (&host_port[..after_bracket + colon], Some(&host_port[after_bracket + colon + 1..])),
        None => (host_port, None),
    }
}

fn escapes_are_sound(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter(|(_, b)| **b == b'%').all(|(i, _)| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        digit(i + 1) && digit(i + 2)
    })
}

/// Resolves `%XX` escapes.
pub(crate) fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], pair.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:…@{}", self.scheme(), self.host())
    }
}

impl FromStr for Uri {
    type Err = SipError;

    fn from_str(text: &str) -> Result<Self, SipError> {
        Self::parse(text)
    }
}

/// A From, To, Contact, Refer-To or P-Asserted-Identity value (RFC 3261 section 20.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameAddr {
    /// Display name without its quotes, escapes resolved.
    pub display: Option<String>,
    /// The address.
    pub uri: Uri,
    /// Header parameters (`tag`, `q`, `expires`, …) as written.
    pub params: Vec<(String, String)>,
}

impl NameAddr {
    /// An address without display name or parameters.
    pub fn new(uri: Uri) -> Self {
        Self { display: None, uri, params: Vec::new() }
    }

    /// The same address with a display name.
    #[must_use]
    pub fn with_display(mut self, display: impl Into<String>) -> Self {
        self.display = Some(display.into());
        self
    }

    /// Value of a header parameter, names without letter case.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The tag.
    pub fn tag(&self) -> Option<&str> {
        self.param("tag").filter(|tag| !tag.is_empty())
    }
}

/// Writes display name and URI, without parameters: `"Li Hua" <sip:1001@example.com>`.
impl fmt::Display for NameAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(display) = self.display.as_deref().filter(|d| !d.is_empty()) {
            f.write_str("\"")?;
            for c in display.chars().filter(|c| !c.is_control()) {
                if matches!(c, '"' | '\\') {
                    f.write_str("\\")?;
                }
                write!(f, "{c}")?;
            }
            f.write_str("\" ")?;
        }
        write!(f, "<{}>", self.uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_uri_are_read_and_its_text_is_kept() {
        let uri = Uri::parse("sip:user;par=u%40example.net@[2001:db8::1]:5070;transport=TCP;lr?x=y").unwrap();
        assert_eq!(uri.user(), Some("user;par=u%40example.net"));
        assert_eq!(uri.user_decoded().unwrap(), "user;par=u@example.net");
        assert_eq!((uri.host(), uri.port()), ("2001:db8::1", Some(5070)));
        assert_eq!((uri.param("lr"), uri.transport()), (Some(""), Some(Transport::Tcp)));
        assert!(uri.has_headers());
        assert_eq!(uri.as_str(), "sip:user;par=u%40example.net@[2001:db8::1]:5070;transport=TCP;lr?x=y");
    }

    #[test]
    fn malformed_uris_are_refused() {
        for bad in
            ["", "sip:", "1001", "sip:a b@host", "sip:a@", "sip:a@host:99999", "sip:a@ho<st", "sip:a%4@h"]
        {
            assert!(Uri::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Uri::parse("tel:+8640012345;phone-context=x").unwrap().user(), Some("+8640012345"));
        assert_eq!(Uri::parse("sips:a@h").unwrap().transport(), Some(Transport::Tls));
    }
}
