//! Keeping passwords: Argon2id (RFC 9106) for people, HA1 (RFC 7616 §3.4.2) for SIP devices.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use md5::{Digest, Md5};
use sha2::Sha256;

/// The realm of SIP digests.
pub const REALM: &str = "yingda";

/// The Argon2id hash of a password with a random salt, as a PHC string.
///
/// # Errors
/// When the hasher fails, such as without a source of randomness.
pub fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// Whether the password belongs to the hash. An unreadable hash fits no password.
pub fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// HA1 with MD5, in lower-case hexadecimal.
pub fn ha1_md5(user: &str, password: &str) -> String {
    hex(&Md5::digest(format!("{user}:{REALM}:{password}")))
}

/// HA1 with SHA-256, in lower-case hexadecimal.
pub fn ha1_sha256(user: &str, password: &str) -> String {
    hex(&Sha256::digest(format!("{user}:{REALM}:{password}")))
}

/// What is kept of a session token: its SHA-256. A stolen database opens no session.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_only_its_own_hash() {
        let hash = hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(fits("correct horse", &hash));
        assert!(!fits("wrong horse", &hash));
        assert!(!fits("correct horse", "not a hash"));
    }

    #[test]
    fn ha1_is_the_md5_of_user_realm_password() {
        // printf '1001:yingda:yingda-demo' | md5sum
        assert_eq!(ha1_md5("1001", "yingda-demo").len(), 32);
        assert_ne!(ha1_md5("1001", "a"), ha1_md5("1002", "a"));
    }
}
