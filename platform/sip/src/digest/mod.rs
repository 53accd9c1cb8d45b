//! Digest authentication (RFC 7616, RFC 8760): challenge and check as registrar, answer as client.

mod answer;
mod hash;
mod nonce;
mod params;

use std::time::{Duration, Instant};

pub(crate) use answer::{Challenge, authorization};
use hash::{Algorithm, response};
use nonce::Nonces;
use params::Params;

/// What is known of a user's password.
#[derive(Clone)]
pub enum Secret {
    /// The password in clear.
    Password(String),
    /// `H(user:realm:password)` in lower-case hexadecimal for both algorithms.
    Ha1 {
        /// By MD5.
        md5: String,
        /// By SHA-256.
        sha256: String,
    },
}

/// Computes the stored form of a password.
pub fn ha1(user: &str, realm: &str, password: &str) -> Secret {
    Secret::Ha1 {
        md5: Algorithm::Md5.ha1(user, realm, password),
        sha256: Algorithm::Sha256.ha1(user, realm, password),
    }
}

/// Why an Authorization header does not prove anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// Unreadable, or without a needed parameter, or another realm, or an algorithm not offered.
    #[error("the Authorization header is malformed")]
    Malformed,
    /// The nonce is not ours or too old: challenge again with `stale`.
    #[error("the nonce is stale")]
    Stale,
    /// The nonce count was used before: challenge again with `stale`.
    #[error("the nonce count was used before")]
    Replayed,
    /// No such user. Answer exactly as for a wrong password.
    #[error("unknown user")]
    UnknownUser,
    /// The password is wrong.
    #[error("wrong password")]
    WrongPassword,
}

impl DigestError {
    /// Whether the next challenge should say `stale=true`, so that the phone repeats without asking its user.
    pub fn stale(self) -> bool {
        matches!(self, Self::Stale | Self::Replayed)
    }
}

/// One realm: issues challenges and checks answers. Share it behind a mutex.
pub struct Digest {
    realm: String,
    nonces: Nonces,
    offered: &'static [Algorithm],
}

impl Digest {
    /// A realm whose nonces live for `lifetime` from their issue.
    pub fn new(realm: &str, lifetime: Duration, now: Instant) -> Self {
        Self { realm: realm.to_owned(), nonces: Nonces::new(lifetime, now), offered: &[Algorithm::Md5] }
    }

    /// Offers SHA-256 beside MD5. Not the default: baresip 1.0 (Debian 12) gives up on a response that offers an
    /// algorithm it does not know, even behind one it knows.
    #[must_use]
    pub fn with_sha256(self) -> Self {
        Self { offered: &[Algorithm::Md5, Algorithm::Sha256], ..self }
    }

    /// Values for `WWW-Authenticate`, one header each: MD5, then SHA-256 if offered. RFC 8760 section 2.4 asks for the
    /// strongest first, but JsSIP, SIPp and many phones read the first header only and know only MD5; a client that
    /// knows both may still choose.
    pub fn challenge(&mut self, stale: bool, now: Instant) -> Vec<String> {
        let nonce = self.nonces.issue(now);
        let opaque = self.nonces.opaque();
        let stale = if stale { ", stale=true" } else { "" };
        self.offered
            .iter()
            .map(|algorithm| {
                format!(
                    "Digest realm=\"{}\", nonce=\"{nonce}\", opaque=\"{opaque}\", algorithm={}, qop=\"auth\"{stale}",
                    self.realm,
                    algorithm.token()
                )
            })
            .collect()
    }

    /// Checks the value of an Authorization header of a `method` request and returns the user's name.
    ///
    /// # Errors
    /// [`DigestError`]; the nonce count is used up only by a right password.
    pub fn verify(
        &mut self,
        authorization: &str,
        method: &str,
        now: Instant,
        secret_of: impl FnOnce(&str) -> Option<Secret>,
    ) -> Result<String, DigestError> {
        let params = Params::parse(authorization).ok_or(DigestError::Malformed)?;
        let get = |name: &str| params.get(name).ok_or(DigestError::Malformed);
        let (user, nonce, uri) = (get("username")?, get("nonce")?, get("uri")?);
        let (cnonce, nc, qop) = (get("cnonce")?, get("nc")?, get("qop")?);
        let algorithm = Algorithm::from_token(params.get("algorithm")).ok_or(DigestError::Malformed)?;
        let count = u32::from_str_radix(nc, 16).map_err(|_| DigestError::Malformed)?;
        if !self.offered.contains(&algorithm) {
            return Err(DigestError::Malformed);
        }
        if get("realm")? != self.realm || !qop.eq_ignore_ascii_case("auth") || nc.len() != 8 || count == 0 {
            return Err(DigestError::Malformed);
        }
        if !self.nonces.is_live(nonce, now) {
            return Err(DigestError::Stale);
        }
        let secret = secret_of(user).ok_or(DigestError::UnknownUser)?;
        let ha1 = algorithm.ha1_of(&secret, user, &self.realm);
        let expected = response(algorithm, &ha1, method, uri, nonce, Some((nc, cnonce)));
        if !hash::equal(expected.as_bytes(), get("response")?.to_ascii_lowercase().as_bytes()) {
            return Err(DigestError::WrongPassword);
        }
        if !self.nonces.use_count(nonce, count, now) {
            return Err(DigestError::Replayed);
        }
        Ok(user.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn realm(now: Instant) -> Digest {
        Digest::new("yingda", Duration::from_secs(300), now).with_sha256()
    }

    fn secret(user: &str) -> Option<Secret> {
        (user == "1001").then(|| ha1("1001", "yingda", "open"))
    }

    fn login(challenge: &str, password: &str, nc: u32) -> String {
        let challenge = Challenge::parse(challenge).unwrap();
        authorization(&challenge, "1001", password, "REGISTER", "sip:yingda", nc).unwrap()
    }

    #[test]
    fn the_right_password_is_accepted_with_either_algorithm() {
        let now = Instant::now();
        let mut digest = realm(now);
        for value in digest.challenge(false, now) {
            let auth = login(&value, "open", 1);
            assert_eq!(
                digest.verify(&auth, "REGISTER", now, secret),
                if value.contains("SHA-256") {
                    // Both challenges share one nonce, whose first count is used by then.
                    Err(DigestError::Replayed)
                } else {
                    Ok("1001".into())
                }
            );
        }
        let md5 = digest.challenge(false, now).remove(0);
        assert_eq!(digest.verify(&login(&md5, "open", 1), "REGISTER", now, secret), Ok("1001".into()));
        assert_eq!(digest.verify(&login(&md5, "open", 2), "REGISTER", now, secret), Ok("1001".into()));
    }

    #[test]
    fn a_wrong_password_another_method_and_an_unknown_user_are_refused() {
        let now = Instant::now();
        let mut digest = realm(now);
        let value = digest.challenge(false, now).remove(0);
        let wrong = login(&value, "guess", 1);
        assert_eq!(digest.verify(&wrong, "REGISTER", now, secret), Err(DigestError::WrongPassword));
        let right = login(&value, "open", 1);
        assert_eq!(digest.verify(&right, "INVITE", now, secret), Err(DigestError::WrongPassword));
        assert_eq!(digest.verify(&right, "REGISTER", now, |_| None), Err(DigestError::UnknownUser));
        assert_eq!(digest.verify("Digest realm=x", "REGISTER", now, secret), Err(DigestError::Malformed));
    }

    #[test]
    fn an_old_a_foreign_and_a_replayed_nonce_are_refused_as_stale() {
        let now = Instant::now();
        let mut digest = realm(now);
        let value = digest.challenge(false, now).remove(0);
        let auth = login(&value, "open", 7);
        let late = now + Duration::from_secs(301);
        assert_eq!(digest.verify(&auth, "REGISTER", late, secret), Err(DigestError::Stale));
        assert_eq!(digest.verify(&auth, "REGISTER", now, secret), Ok("1001".into()));
        assert_eq!(digest.verify(&auth, "REGISTER", now, secret), Err(DigestError::Replayed));
        assert_eq!(
            digest.verify(&login(&value, "open", 6), "REGISTER", now, secret),
            Err(DigestError::Replayed)
        );
        let foreign = realm(now).challenge(false, now).remove(0);
        assert_eq!(
            digest.verify(&login(&foreign, "open", 1), "REGISTER", now, secret),
            Err(DigestError::Stale)
        );
        assert!(
            DigestError::Stale.stale()
                && DigestError::Replayed.stale()
                && !DigestError::WrongPassword.stale()
        );
    }
}
