//! The client's side: answering a 401 or 407.

use super::hash::{Algorithm, response};
use super::params::Params;

/// A challenge we are able to answer.
#[derive(Clone)]
pub(crate) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    algorithm: Algorithm,
    algorithm_named: bool,
    qop_auth: bool,
    /// The server says that only the nonce was the fault.
    pub stale: bool,
}

impl Challenge {
    /// Reads a `WWW-Authenticate` or `Proxy-Authenticate` value; `None` if it asks for what we do not have.
    pub fn parse(value: &str) -> Option<Self> {
        let params = Params::parse(value)?;
        let qop = params.get("qop");
        let qop_auth = qop.is_some_and(|q| q.split(',').any(|one| one.trim().eq_ignore_ascii_case("auth")));
        if qop.is_some() && !qop_auth {
            return None;
        }
        Some(Self {
            realm: params.get("realm")?.to_owned(),
            nonce: params.get("nonce")?.to_owned(),
            opaque: params.get("opaque").map(str::to_owned),
            algorithm: Algorithm::from_token(params.get("algorithm"))?,
            algorithm_named: params.get("algorithm").is_some(),
            qop_auth,
            stale: params.get("stale").is_some_and(|s| s.eq_ignore_ascii_case("true")),
        })
    }
}

/// The value of the Authorization header; `None` if a name would break the quoting.
pub(crate) fn authorization(
    challenge: &Challenge,
    username: &str,
    password: &str,
    method: &str,
    uri: &str,
    count: u32,
) -> Option<String> {
    let quoted = [username, uri, &challenge.realm, &challenge.nonce];
    if quoted.iter().any(|v| v.contains(['"', '\\', '\r', '\n'])) {
        return None;
    }
    let algorithm = challenge.algorithm;
    let ha1 = algorithm.ha1(username, &challenge.realm, password);
    let cnonce = format!("{:016x}", rand::random::<u64>());
    let nc = format!("{count:08x}");
    let counted = challenge.qop_auth.then_some((nc.as_str(), cnonce.as_str()));
    let proof = response(algorithm, &ha1, method, uri, &challenge.nonce, counted);
    let mut value = format!(
        "Digest username=\"{username}\", realm=\"{}\", nonce=\"{}\", uri=\"{uri}\", response=\"{proof}\"",
        challenge.realm, challenge.nonce
    );
    if challenge.algorithm_named {
        value += &format!(", algorithm={}", algorithm.token());
    }
    if challenge.qop_auth {
        value += &format!(", qop=auth, nc={nc}, cnonce=\"{cnonce}\"");
    }
    if let Some(opaque) = challenge.opaque.as_deref().filter(|o| !o.contains(['"', '\\'])) {
        value += &format!(", opaque=\"{opaque}\"");
    }
    Some(value)
}
