//! The hashes of RFC 7616 section 3.4.

use md5::{Digest as _, Md5};
use sha2::Sha256;

use super::Secret;

/// Hash algorithms offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    Md5,
    Sha256,
}

impl Algorithm {
    /// The algorithm of a parameter value; MD5 when absent (RFC 7616 section 3.3).
    pub fn from_token(token: Option<&str>) -> Option<Self> {
        match token {
            None => Some(Self::Md5),
            Some(t) if t.eq_ignore_ascii_case("MD5") => Some(Self::Md5),
            Some(t) if t.eq_ignore_ascii_case("SHA-256") => Some(Self::Sha256),
            Some(_) => None,
        }
    }

    pub fn token(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
        }
    }

    pub fn hash(self, text: &str) -> String {
        match self {
            Self::Md5 => hex(&Md5::digest(text.as_bytes())),
            Self::Sha256 => sha256_hex(text.as_bytes()),
        }
    }

    pub fn ha1(self, user: &str, realm: &str, password: &str) -> String {
        self.hash(&format!("{user}:{realm}:{password}"))
    }

    pub fn ha1_of(self, secret: &Secret, user: &str, realm: &str) -> String {
        match (secret, self) {
            (Secret::Password(password), _) => self.ha1(user, realm, password),
            (Secret::Ha1 { md5, .. }, Self::Md5) => md5.clone(),
            (Secret::Ha1 { sha256, .. }, Self::Sha256) => sha256.clone(),
        }
    }
}

/// The request digest; `counted` is nonce count and client nonce when qop is `auth`, absent for RFC 2069 servers.
pub fn response(
    algorithm: Algorithm,
    ha1: &str,
    method: &str,
    uri: &str,
    nonce: &str,
    counted: Option<(&str, &str)>,
) -> String {
    let ha2 = algorithm.hash(&format!("{method}:{uri}"));
    match counted {
        Some((nc, cnonce)) => algorithm.hash(&format!("{ha1}:{nonce}:{nc}:{cnonce}:auth:{ha2}")),
        None => algorithm.hash(&format!("{ha1}:{nonce}:{ha2}")),
    }
}

pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&<Sha256 as sha2::Digest>::digest(bytes))
}

pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char])
        .collect()
}

/// Comparison whose time does not tell where the difference is.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_7616_section_3_9_1_are_reproduced() {
        let nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        let counted = Some(("00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));
        let check = |algorithm: Algorithm, expected: &str| {
            let ha1 = algorithm.ha1("Mufasa", "http-auth@example.org", "Circle of Life");
            assert_eq!(response(algorithm, &ha1, "GET", "/dir/index.html", nonce, counted), expected);
        };
        check(Algorithm::Md5, "8ca523f5e9506fed4657c9700eebdbec");
        check(Algorithm::Sha256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }
}
