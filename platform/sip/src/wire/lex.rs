//! Small readers of the grammar in RFC 3261 section 25.1.

use crate::uri::{NameAddr, Uri};

/// Whether `c` may stand in a token.
pub fn is_token_char(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '!' | '%' | '*' | '_' | '+' | '`' | '\'' | '~')
}

/// Whether `text` is a token.
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_token_char)
}

/// A reading position in a header value.
pub struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    pub fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.rest.is_empty()
    }

    /// Takes `c` after optional white space.
    pub fn take(&mut self, c: char) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes the longest run of characters that satisfy `keep`; empty is `None`.
    pub fn run(&mut self, keep: impl Fn(char) -> bool) -> Option<&'a str> {
        self.skip_space();
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!run.is_empty()).then_some(run)
    }

    /// Takes a quoted string whose first quote is next; returns its text without quotes and escapes.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.strip_prefix('"')?.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 2..];
                    return Some(text);
                }
                '\\' => text.push(chars.next()?.1),
                c => text.push(c),
            }
        }
        None
    }

    fn next_is(&mut self, c: char) -> bool {
        self.skip_space();
        self.rest.starts_with(c)
    }

    /// Takes `;name[=value]` parameters; an empty one is an error.
    pub fn params(&mut self) -> Option<Vec<(String, String)>> {
        let mut params = Vec::new();
        while self.take(';') {
            let name = self.run(is_token_char)?.to_owned();
            let value = match self.take('=') {
                true if self.next_is('"') => self.quoted()?,
                true => self.run(|c| c > ' ' && !matches!(c, ';' | ',' | '"' | '<' | '>' | '?'))?.to_owned(),
                false => String::new(),
            };
            params.push((name, value));
        }
        Some(params)
    }

    /// Takes a name-addr or addr-spec with its header parameters (RFC 3261 section 20.10).
    pub fn name_addr(&mut self) -> Option<NameAddr> {
        self.skip_space();
        let display = if self.next_is('"') {
            let display = self.quoted()?;
            if !self.next_is('<') {
                return None;
            }
            Some(display)
        } else {
            self.token_display()?
        };
        let uri = if self.take('<') {
            // No white space inside the brackets (RFC 4475 section 3.1.2.14).
            let (uri, rest) = self.rest.split_once('>')?;
            self.rest = rest;
            Uri::parse(uri).ok()?
        } else {
            // Without brackets a question mark, comma or semicolon ends the URI (RFC 3261 section 20), and a header
            // part is not allowed (RFC 4475 section 3.1.2.13).
            let uri = self.run(|c| c > ' ' && !matches!(c, ';' | ',' | '?' | '<' | '>' | '"'))?;
            if self.next_is('?') {
                return None;
            }
            Uri::parse(uri).ok()?
        };
        let params = self.params()?;
        Some(NameAddr { display, uri, params })
    }

    /// A display name of bare tokens before `<`; `None` inside if there is no `<` at all.
    fn token_display(&mut self) -> Option<Option<String>> {
        let before = self.rest.split('<').next().unwrap_or_default();
        if before.len() == self.rest.len() || before.contains([';', '@']) {
            return Some(None);
        }
        if !before.split_whitespace().all(is_token_or_utf8) {
            return None;
        }
        self.rest = &self.rest[before.len()..];
        let display = before.split_whitespace().collect::<Vec<_>>().join(" ");
        Some((!display.is_empty()).then_some(display))
    }
}

/// Strictly a display name without quotes is ASCII tokens; phones do send bare UTF-8, which is harmless.
fn is_token_or_utf8(word: &str) -> bool {
    word.chars().all(|c| is_token_char(c) || !c.is_ascii())
}

/// Reads a value that is exactly one name-addr.
pub fn one_name_addr(value: &str) -> Option<NameAddr> {
    let mut cursor = Cursor::new(value);
    let addr = cursor.name_addr()?;
    cursor.is_at_end().then_some(addr)
}

/// Reads a comma-separated list of name-addrs.
pub fn name_addr_list(value: &str) -> Option<Vec<NameAddr>> {
    let mut cursor = Cursor::new(value);
    let mut all = vec![cursor.name_addr()?];
    while cursor.take(',') {
        all.push(cursor.name_addr()?);
    }
    cursor.is_at_end().then_some(all)
}

/// Writes `;name=value`, quoted where it must be, or `;name` where there is no value.
pub fn push_param(text: &mut String, name: &str, value: &str) {
    text.extend([";", name]);
    if value.is_empty() {
        return;
    }
    text.push('=');
    if value.chars().all(|c| is_token_char(c) || matches!(c, '[' | ']' | ':')) {
        text.push_str(value);
    } else {
        text.extend(["\"", &value.replace('\\', "\\\\").replace('"', "\\\""), "\""]);
    }
}

/// One Via value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Via {
    pub transport: String,
    pub sent_by: String,
    pub params: Vec<(String, String)>,
}

impl Via {
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// Canonical text.
    pub fn text(&self) -> String {
        self.text_without(&[])
    }

    /// The same without some parameters, and with room for two more.
    pub fn text_without(&self, left_out: &[&str]) -> String {
        let mut text = String::with_capacity(160);
        text.extend(["SIP/2.0/", &self.transport, " ", &self.sent_by]);
        let is_left_out = |name: &str| left_out.iter().any(|other| other.eq_ignore_ascii_case(name));
        for (name, value) in self.params.iter().filter(|(name, _)| !is_left_out(name)) {
            push_param(&mut text, name, value);
        }
        text
    }
}

/// Reads a Via header value, which may hold several hops.
pub fn via_list(value: &str) -> Option<Vec<Via>> {
    let mut cursor = Cursor::new(value);
    let mut all = vec![one_via(&mut cursor)?];
    while cursor.take(',') {
        all.push(one_via(&mut cursor)?);
    }
    cursor.is_at_end().then_some(all)
}

fn one_via(cursor: &mut Cursor<'_>) -> Option<Via> {
    let name = cursor.run(is_token_char)?;
    let version = cursor.take('/').then(|| cursor.run(is_token_char))??;
    let transport = cursor.take('/').then(|| cursor.run(is_token_char))??.to_owned();
    if !name.eq_ignore_ascii_case("SIP") || version != "2.0" {
        return None;
    }
    let host = cursor.run(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '[' | ']' | ':'))?;
    // White space is allowed around the colon of sent-by.
    let mut sent_by = host.to_owned();
    if cursor.take(':') {
        sent_by = format!("{sent_by}:{}", cursor.run(|c| c.is_ascii_digit())?);
    } else if host.ends_with(':') {
        sent_by += cursor.run(|c| c.is_ascii_digit())?;
    }
    let params = cursor.params()?;
    Some(Via { transport, sent_by, params })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_names_with_escapes_and_spaced_parameters_are_read() {
        let addr = one_name_addr("\"J Rosenberg \\\\\\\"\"  <sip:j@example.com>  ; tag = 98asjd8").unwrap();
        assert_eq!(addr.display.as_deref(), Some("J Rosenberg \\\""));
        assert_eq!(addr.tag(), Some("98asjd8"));
        let bare = one_name_addr("sip:a@b;tag=x").unwrap();
        assert_eq!((bare.uri.as_str(), bare.tag()), ("sip:a@b", Some("x")));
    }

    #[test]
    fn broken_addresses_are_refused() {
        for bad in [
            "\"open <sip:a@b>",
            "Bell, Alexander <sip:a@b>;tag=43",
            "\"Watson\" < sip:t@example.org >",
            "\"Joe\" <sip:joe@example.org>;;;;",
            "sip:user@example.com?Route=%3Csip:x%3E",
            "<sip:a@b",
            "",
        ] {
            assert!(one_name_addr(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_via_list_with_free_spacing_is_read_hop_by_hop() {
        let all = via_list(
            "SIP  / 2.0  / TCP   spindle.example.com   ; branch  =   z9hG4bK9 , SIP/2.0/UDP 1.2.3.4 : 5",
        )
        .unwrap();
        assert_eq!(all[0].text(), "SIP/2.0/TCP spindle.example.com;branch=z9hG4bK9");
        assert_eq!(all[1].text(), "SIP/2.0/UDP 1.2.3.4:5");
        assert!(via_list("SIP/2.0/UDP 192.0.2.15;;,;,,").is_none());
    }
}
