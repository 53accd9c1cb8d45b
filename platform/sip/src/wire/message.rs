//! Splitting bytes into start line, header fields and body, strictly.

use std::borrow::Cow;

use bytes::Bytes;

use super::lex;
use crate::headers::Headers;

/// A message as received.
#[derive(Clone, Debug)]
pub struct Message {
    pub start: Start,
    pub headers: Headers,
    pub body: Bytes,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// A request; the version is kept for the answer 505.
    Request { method: String, uri: String, version: String },
    /// A response.
    Response { code: u16, reason: String },
}

/// Why bytes are not a message.
#[derive(Clone, Debug)]
pub enum Broken {
    /// Nothing can be answered.
    Drop(&'static str),
    /// Readable enough to be answered with this code.
    Refuse { code: u16, why: &'static str, message: Box<Message> },
}

/// Where the header part ends: offset of the body. Lines end with CRLF; a bare LF is tolerated.
pub fn header_end(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(lf) = bytes[from..].iter().position(|b| *b == b'\n') {
        let next = from + lf + 1;
        match bytes[next..] {
            [b'\n', ..] => return Some(next + 1),
            [b'\r', b'\n', ..] => return Some(next + 2),
            _ => from = next,
        }
    }
    None
}

/// Value of Content-Length within a header part: `Ok(None)` when absent, `Err` when unreadable or contradictory.
pub fn content_length(headers: &Headers) -> Result<Option<usize>, &'static str> {
    let mut length = None;
    for value in headers.all("Content-Length") {
        let digits = !value.is_empty() && value.len() <= 9 && value.bytes().all(|b| b.is_ascii_digit());
        let this = digits.then(|| value.parse::<usize>().ok()).flatten().ok_or("Bad Content-Length")?;
        if length.is_some_and(|other| other != this) {
            return Err("Contradictory Content-Length");
        }
        length = Some(this);
    }
    Ok(length)
}

/// Reads one datagram or one framed stream message. Bytes beyond Content-Length are ignored (RFC 3261 section 18.3);
/// leading empty lines are skipped (RFC 3261 section 7.5).
pub fn parse(bytes: &[u8]) -> Result<Message, Broken> {
    let skip = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let bytes = &bytes[skip..];
    let (end, complete) = header_end(bytes).map_or((bytes.len(), false), |end| (end, true));
    let head = std::str::from_utf8(&bytes[..end]);
    let clean = head.is_ok();
    let head = head.map_or_else(|_| String::from_utf8_lossy(&bytes[..end]), Cow::Borrowed);
    let mut lines = head.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let start_line = lines.next().unwrap_or_default();
    let (start, start_fault) = start_of(start_line)?;
    let (headers, header_fault) = fields(lines);
    let rest = &bytes[end..];
    let length = content_length(&headers);
    let take = length.ok().flatten().unwrap_or(rest.len()).min(rest.len());
    let message = Message { start, headers, body: Bytes::copy_from_slice(&rest[..take]) };
    let refuse = |code, why| Err(Broken::Refuse { code, why, message: Box::new(message.clone()) });
    match (start_fault, header_fault, length) {
        _ if !complete => refuse(400, "Missing End Of Headers"),
        _ if !clean => refuse(400, "Not UTF-8"),
        (Some((code, why)), ..) => refuse(code, why),
        (_, Some(why), _) | (.., Err(why)) => refuse(400, why),
        (.., Ok(Some(length))) if length > rest.len() => refuse(400, "Body Shorter Than Content-Length"),
        _ => Ok(message),
    }
}

type StartFault = Option<(u16, &'static str)>;

fn start_of(line: &str) -> Result<(Start, StartFault), Broken> {
    if line.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("SIP/")) {
        return response_line(line).map(|start| (start, None));
    }
    let Some((method, rest)) = line.split_once(' ') else { return Err(Broken::Drop("no request line")) };
    let Some((uri, version)) = rest.rsplit_once(' ') else { return Err(Broken::Drop("no request line")) };
    if !lex::is_token(method) {
        return Err(Broken::Drop("method is not a token"));
    }
    let fault = if uri.is_empty() || uri.contains([' ', '\t']) || version.is_empty() {
        // RFC 4475 sections 3.1.2.8 to 3.1.2.10: white space where none belongs.
        Some((400, "Malformed Request-Line"))
    } else if !version.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("SIP/")) {
        Some((400, "Malformed Request-Line"))
    } else if !version[4..].eq("2.0") {
        Some((505, "Version Not Supported"))
    } else {
        None
    };
    let start =
        Start::Request { method: method.to_owned(), uri: uri.trim().to_owned(), version: version.to_owned() };
    Ok((start, fault))
}

fn response_line(line: &str) -> Result<Start, Broken> {
    let mut parts = line.splitn(3, ' ');
    let version = parts.next().unwrap_or_default();
    let code = parts.next().unwrap_or_default();
    let reason = parts.next().unwrap_or_default().trim().to_owned();
    let number = (code.len() == 3).then(|| code.parse::<u16>().ok()).flatten();
    match number {
        Some(code @ 100..=699) if version.eq_ignore_ascii_case("SIP/2.0") => {
            Ok(Start::Response { code, reason })
        }
        _ => Err(Broken::Drop("unreadable status line")),
    }
}

/// Fields until the empty line, continuation lines joined by one space.
fn fields<'a>(lines: impl Iterator<Item = &'a str>) -> (Headers, Option<&'static str>) {
    let mut headers = Headers::default();
    let mut fault = None;
    let mut open: Option<(&str, Cow<'a, str>)> = None;
    for line in lines {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            match &mut open {
                Some((_, value)) => {
                    let value = value.to_mut();
                    value.push(' ');
                    value.push_str(line.trim());
                }
                None => fault = Some("Malformed Header"),
            }
            continue;
        }
        if let Some((name, value)) = open.take() {
            headers.push(name, value.trim());
        }
        match line.split_once(':') {
            Some((name, value)) if lex::is_token(name.trim_end()) => {
                open = Some((name.trim_end(), value.trim().into()))
            }
            _ => fault = Some("Malformed Header"),
        }
    }
    if let Some((name, value)) = open {
        headers.push(name, value.trim());
    }
    (headers, fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_compact_names_and_surplus_bytes_are_handled() {
        let text =
            b"\r\nOPTIONS sip:a@b SIP/2.0\r\nv: SIP/2.0/UDP h\r\nSubject: one\r\n  two\r\nl: 2\r\n\r\nabcd";
        let message = parse(text).unwrap();
        assert_eq!(message.headers.get("via"), Some("SIP/2.0/UDP h"));
        assert_eq!(message.headers.get("Subject"), Some("one two"));
        assert_eq!(&message.body[..], b"ab");
    }

    #[test]
    fn contradictory_negative_and_overlong_content_lengths_are_refused() {
        for lines in ["l: 1\r\nl: 2", "Content-Length: -999", "Content-Length: 99", "l: 99999999999999"] {
            let text = format!("OPTIONS sip:a@b SIP/2.0\r\n{lines}\r\n\r\nab");
            assert!(matches!(parse(text.as_bytes()), Err(Broken::Refuse { code: 400, .. })), "{lines}");
        }
    }

    #[test]
    fn another_version_is_505_and_a_broken_request_line_400() {
        let code = |line: &str| match parse(format!("{line}\r\n\r\n").as_bytes()) {
            Err(Broken::Refuse { code, .. }) => code,
            _ => 0,
        };
        assert_eq!(code("OPTIONS sip:a@b SIP/7.0"), 505);
        assert_eq!(code("OPTIONS  sip:a@b SIP/2.0"), 400);
        assert_eq!(code("OPTIONS sip:a@b SIP/2.0  "), 400);
        assert_eq!(code("OPTIONS sip:a@b; lr SIP/2.0"), 400);
    }
}
