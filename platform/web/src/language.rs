//! The language a client asks for.

use axum::http::{HeaderMap, header};
use kernel::Lang;

/// Reads `Accept-Language` (RFC 9110 §12.5.4): the first of `zh` or `en` named; English when neither is, so that
/// scripts get what their authors read.
pub fn wanted_language(headers: &HeaderMap) -> Lang {
    let wanted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    wanted
        .split(',')
        .map(|part| part.trim().to_ascii_lowercase())
        .find_map(|part| {
            if part.starts_with("zh") {
                Some(Lang::Zh)
            } else if part.starts_with("en") {
                Some(Lang::En)
            } else {
                None
            }
        })
        .unwrap_or(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_speak_is_taken() {
        for (asked, lang) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("fr, en-GB;q=0.7", Lang::En),
            ("de", Lang::En),
            ("", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, asked.parse().unwrap());
            assert_eq!(wanted_language(&headers), lang, "{asked}");
        }
    }
}
