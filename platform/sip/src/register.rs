//! Registrations arriving at the port (RFC 3261 section 10.3).

use std::fmt;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::error::SipError;
use crate::headers::Headers;
use crate::source::Source;
use crate::uri::{NameAddr, Uri};

/// What a REGISTER asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum RegisterAsk {
    /// No Contact: the bindings are to be listed only.
    Query,
    /// `Contact: *` with `Expires: 0`: all bindings are to be removed.
    RemoveAll,
    /// Bindings to add, refresh, or (zero duration) remove.
    Bind(Vec<ContactAsk>),
}

/// One Contact of a REGISTER.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactAsk {
    /// The address as received.
    pub contact: NameAddr,
    /// Wanted duration from the `expires` parameter or the Expires header; `None` leaves it to us.
    pub expires: Option<Duration>,
    /// Preference in thousandths (`q`); 1000 when absent.
    pub q_milli: u16,
    /// `+sip.instance` if any, without quotes.
    pub instance: Option<String>,
}

/// What a REGISTER says.
#[derive(Debug)]
#[non_exhaustive]
pub struct RegisterInfo {
    /// Address of record: the URI of To.
    pub aor: Uri,
    /// Request-URI: the registrar's domain.
    pub request_uri: Uri,
    /// What is asked for.
    pub ask: RegisterAsk,
    /// Where it came from; calls to the binding go back there.
    pub source: Source,
    /// Value of the Authorization header, for [`crate::digest::Digest::verify`].
    pub authorization: Option<String>,
    /// Call-ID; with `cseq` it orders registrations of one phone.
    pub call_id: String,
    /// CSeq number.
    pub cseq: u32,
    /// `User-Agent` of the phone.
    pub user_agent: Option<String>,
    /// All header fields.
    pub headers: Headers,
}

/// A binding as it is told to the phone.
#[derive(Clone, Debug, PartialEq)]
pub struct GrantedBinding {
    /// The Contact as registered.
    pub contact: NameAddr,
    /// Remaining life.
    pub expires: Duration,
}

/// A REGISTER waiting for its answer. Dropping it answers 500.
pub struct IncomingRegister {
    /// What it says.
    pub info: RegisterInfo,
    pub(crate) answer: oneshot::Sender<RegisterAnswer>,
}

/// Final answer to a REGISTER.
pub(crate) struct RegisterAnswer {
    pub code: u16,
    pub reason: String,
    pub headers: Vec<(String, String)>,
}

impl fmt::Debug for IncomingRegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingRegister").field("source", &self.info.source).finish_non_exhaustive()
    }
}

impl IncomingRegister {
    /// Answers 401 with one `WWW-Authenticate` header per value (see [`crate::digest::Digest::challenge`]).
    ///
    /// # Errors
    /// [`SipError::Closed`] when the port is gone.
    pub fn challenge(self, challenges: Vec<String>) -> Result<(), SipError> {
        let headers = challenges.into_iter().map(|c| ("WWW-Authenticate".to_owned(), c)).collect();
        self.send(401, String::new(), headers)
    }

    /// Answers 200 listing all current bindings of the address of record.
    ///
    /// # Errors
    /// [`SipError::Closed`] when the port is gone.
    pub fn ok(self, bindings: &[GrantedBinding]) -> Result<(), SipError> {
        let line = |b: &GrantedBinding| format!("{};expires={}", b.contact, b.expires.as_secs());
        let headers = bindings.iter().map(|b| ("Contact".to_owned(), line(b))).collect();
        self.send(200, String::new(), headers)
    }

    /// Answers 423 with the least duration accepted (RFC 3261 section 10.3 item 7).
    ///
    /// # Errors
    /// [`SipError::Closed`] when the port is gone.
    pub fn too_brief(self, least: Duration) -> Result<(), SipError> {
        self.send(423, String::new(), vec![("Min-Expires".into(), least.as_secs().to_string())])
    }

    /// Refuses with `code` (400 to 699); an empty `reason` takes the standard phrase.
    ///
    /// # Errors
    /// [`SipError::Closed`] when the port is gone.
    pub fn reject(self, code: u16, reason: &str) -> Result<(), SipError> {
        self.send(code, reason.to_owned(), Vec::new())
    }

    fn send(self, code: u16, reason: String, headers: Vec<(String, String)>) -> Result<(), SipError> {
        self.answer.send(RegisterAnswer { code, reason, headers }).map_err(|_| SipError::Closed)
    }
}
