//! Bodies: finding the session description, reading DTMF.

/// The session description in a body, also inside `multipart/*` (RFC 5621).
pub fn sdp(content_type: Option<&str>, body: &[u8]) -> Option<String> {
    if body.is_empty() {
        return None;
    }
    let content_type = content_type?;
    let media = content_type.split(';').next().unwrap_or_default().trim();
    if media.eq_ignore_ascii_case("application/sdp") {
        return Some(String::from_utf8_lossy(body).into_owned());
    }
    if !media.get(..10).is_some_and(|m| m.eq_ignore_ascii_case("multipart/")) {
        return None;
    }
    let boundary = content_type.split(';').skip(1).find_map(|param| {
        let (name, value) = param.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    let text = String::from_utf8_lossy(body);
    text.split(&format!("--{boundary}")).find_map(sdp_part)
}

fn sdp_part(part: &str) -> Option<String> {
    let part = part.trim_start_matches(['\r', '\n']);
    let (head, content) = part.split_once("\r\n\r\n").or_else(|| part.split_once("\n\n"))?;
    let is_sdp = head.lines().any(|line| {
        line.split_once(':').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("content-type")
                && value.trim().to_ascii_lowercase().starts_with("application/sdp")
        })
    });
    is_sdp.then(|| content.trim_end_matches(['\r', '\n']).to_owned() + "\r\n")
}

/// Key and duration of an `application/dtmf-relay` (`Signal=5`, `Duration=160`) or `application/dtmf` (`5`) body.
pub fn dtmf(content_type: &str, body: &str) -> Option<(char, Option<u32>)> {
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let field = |name: &str| {
        body.lines().find_map(|line| {
            let (key, value) = line.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let (signal, duration) = match media.as_str() {
        "application/dtmf-relay" => (field("Signal")?, field("Duration").and_then(|d| d.parse().ok())),
        "application/dtmf" => (body.trim(), None),
        _ => return None,
    };
    Some((key(signal)?, duration))
}

/// Some phones number the star and the pound as events 10 and 11 (RFC 4733 section 3.2).
fn key(signal: &str) -> Option<char> {
    match signal {
        "10" => Some('*'),
        "11" => Some('#'),
        _ => {
            let mut chars = signal.chars();
            let key = chars.next()?.to_ascii_uppercase();
            (chars.next().is_none() && (key.is_ascii_digit() || "*#ABCD".contains(key))).then_some(key)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_description_is_found_inside_a_multipart_body() {
        let body = b"--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n--x\r\nContent-Type: application/sdp\r\n\r\nv=0\r\ns=-\r\n--x--\r\n";
        assert_eq!(sdp(Some("multipart/mixed; boundary=\"x\""), body).unwrap(), "v=0\r\ns=-\r\n");
        assert_eq!(sdp(Some("text/plain"), b"v=0"), None);
    }

    #[test]
    fn digits_are_read_from_both_info_types() {
        assert_eq!(dtmf("application/dtmf-relay", "Signal= 5\r\nDuration=160\r\n"), Some(('5', Some(160))));
        assert_eq!(dtmf("application/dtmf", "#"), Some(('#', None)));
        assert_eq!(dtmf("application/dtmf-relay", "Signal=10\r\n"), Some(('*', None)));
        assert_eq!(dtmf("application/dtmf", "12"), None);
        assert_eq!(dtmf("text/plain", "1"), None);
    }
}
