//! Cutting a byte stream into messages (RFC 3261 section 18.3).

use bytes::{Buf, Bytes, BytesMut};

use crate::wire::message::{content_length, header_end};

/// What the next bytes of a stream are.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// One whole message.
    Message(Bytes),
    /// Double CRLF: answer with one (RFC 5626 section 4.4.1).
    Ping,
    /// The stream cannot be followed any further: answer with this code, then close.
    Lost { code: u16, head: Bytes },
}

/// A stream's bytes not yet cut.
pub struct Framer {
    buffer: BytesMut,
    limit: usize,
}

impl Framer {
    pub fn new(limit: usize) -> Self {
        Self { buffer: BytesMut::with_capacity(4096), limit }
    }

    /// Where to read into.
    pub fn buffer(&mut self) -> &mut BytesMut {
        self.buffer.reserve(4096);
        &mut self.buffer
    }

    /// The next frame, or `None` until more bytes arrive.
    pub fn next(&mut self) -> Option<Frame> {
        loop {
            match self.buffer[..] {
                [b'\r', b'\n', b'\r', b'\n', ..] => {
                    self.buffer.advance(4);
                    return Some(Frame::Ping);
                }
                // Could be the first half of a ping.
                [b'\r'] | [b'\r', b'\n'] | [b'\r', b'\n', b'\r'] => return None,
                [b'\r' | b'\n', ..] => self.buffer.advance(1),
                _ => break,
            }
        }
        let Some(end) = header_end(&self.buffer) else {
            return (self.buffer.len() > self.limit).then(|| self.lost(513));
        };
        let length = self.body_length(end);
        match length {
            Ok(Some(length)) if end + length > self.limit => Some(self.lost(513)),
            Ok(Some(length)) if end + length <= self.buffer.len() => {
                Some(Frame::Message(self.buffer.split_to(end + length).freeze()))
            }
            Ok(Some(_)) => None,
            // Without a length nobody knows where the next message starts.
            Ok(None) | Err(()) => Some(self.lost(400)),
        }
    }

    fn body_length(&self, end: usize) -> Result<Option<usize>, ()> {
        let head = String::from_utf8_lossy(&self.buffer[..end]);
        let mut headers = crate::headers::Headers::default();
        for line in head.lines().skip(1) {
            if let Some((name, value)) = line.split_once(':') {
                let name = name.trim();
                if name.eq_ignore_ascii_case("Content-Length") || name.eq_ignore_ascii_case("l") {
                    headers.push(name, value.trim().to_owned());
                }
            }
        }
        content_length(&headers).map_err(|_| ())
    }

    fn lost(&mut self, code: u16) -> Frame {
        Frame::Lost { code, head: self.buffer.split().freeze() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(text: &str, step: usize) -> Vec<Frame> {
        let mut framer = Framer::new(1000);
        let mut all = Vec::new();
        for chunk in text.as_bytes().chunks(step) {
            framer.buffer().extend_from_slice(chunk);
            all.extend(std::iter::from_fn(|| framer.next()));
        }
        all
    }

    #[test]
    fn messages_are_cut_wherever_the_stream_breaks() {
        let one = "OPTIONS sip:a@b SIP/2.0\r\nl: 3\r\n\r\nabc";
        let text = format!("{one}\r\n\r\n{one}\r\n{one}");
        for step in [1, 2, 3, 7, 100] {
            let all = frames(&text, step);
            assert_eq!(
                all.iter().filter(|f| **f == Frame::Message(Bytes::from(one))).count(),
                3,
                "step {step}"
            );
            assert_eq!(all.iter().filter(|f| **f == Frame::Ping).count(), 1, "step {step}");
        }
    }

    #[test]
    fn a_stream_without_length_or_beyond_the_limit_is_given_up() {
        assert!(matches!(frames("OPTIONS sip:a@b SIP/2.0\r\n\r\n", 9)[..], [Frame::Lost { code: 400, .. }]));
        assert!(matches!(
            frames("X sip:a@b SIP/2.0\r\nl: 5000\r\n\r\n", 99)[..],
            [Frame::Lost { code: 513, .. }]
        ));
        let long = "a".repeat(1500);
        assert!(matches!(frames(&long, 2000)[..], [Frame::Lost { code: 513, .. }]));
    }
}
