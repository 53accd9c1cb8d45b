//! Where registered phones are: address of record → contacts, in memory.
//!
//! Time is an argument. The store knows nothing of users; the layer above decides which address of record a
//! verified user may bind.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::outgoing::{Route, Target};
use crate::register::{ContactAsk, GrantedBinding};
use crate::source::{ConnectionId, Source};
use crate::uri::NameAddr;

/// Contacts kept per address of record; more are refused.
pub const MAX_CONTACTS: usize = 10;

/// One registered contact.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The Contact as registered.
    pub contact: NameAddr,
    /// Where the REGISTER came from; calls go back there.
    pub source: Source,
    /// When it ends.
    pub until: Instant,
    /// Preference in thousandths.
    pub q_milli: u16,
    /// Call-ID of the registration.
    pub call_id: String,
    /// CSeq of the registration.
    pub cseq: u32,
    /// `User-Agent` of the phone.
    pub user_agent: Option<String>,
    /// `+sip.instance` of the phone.
    pub instance: Option<String>,
}

impl Binding {
    /// How to call this contact: over its connection if it has one; to the port that it names when it lives at the
    /// very address the REGISTER came from (a device may register from one port and listen on another); else to where
    /// the REGISTER came from, which is the way back through a NAT.
    pub fn target(&self) -> Target {
        let source = self.source.addr;
        let route = match self.source.connection {
            Some(connection) => Route::Connection(connection),
            None if self.contact.uri.host_ip() == Some(source.ip().to_canonical()) => {
                let port = self.contact.uri.port().unwrap_or(self.source.transport.default_port());
                Route::Address(SocketAddr::new(source.ip(), port), self.source.transport)
            }
            None => Route::Address(source, self.source.transport),
        };
        Target { uri: self.contact.uri.clone(), route }
    }
}

/// The registration that changes bindings: who sends it and from where.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Origin of the REGISTER.
    pub source: Source,
    /// Its Call-ID.
    pub call_id: String,
    /// Its CSeq number.
    pub cseq: u32,
    /// `User-Agent` of the phone.
    pub user_agent: Option<String>,
}

/// Why bindings were not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    /// An older REGISTER overtaken by a newer one (RFC 3261 section 10.3 item 7): answer 500.
    #[error("the registration is older than the binding")]
    OutOfOrder,
    /// More than [`MAX_CONTACTS`]: answer 403.
    #[error("too many contacts")]
    TooMany,
}

/// All bindings.
#[derive(Debug, Default)]
pub struct Bindings {
    by_aor: BTreeMap<String, Vec<Binding>>,
}

impl Bindings {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds, refreshes or removes contacts of `aor` (any key the caller chooses, such as the user name). `default` is
    /// used where the phone names no duration; durations above `longest` are shortened. All or nothing.
    ///
    /// # Errors
    /// [`BindError`].
    pub fn bind(
        &mut self,
        aor: &str,
        asks: &[ContactAsk],
        by: &Registration,
        (default, longest): (Duration, Duration),
        now: Instant,
    ) -> Result<Vec<GrantedBinding>, BindError> {
        let mut bindings = self.live(aor, now);
        for ask in asks {
            let same = bindings.iter().position(|b| is_same_contact(b, ask));
            if let Some(old) = same.map(|i| bindings.remove(i))
                && old.call_id == by.call_id
                && by.cseq < old.cseq
            {
                return Err(BindError::OutOfOrder);
            }
            let life = ask.expires.unwrap_or(default).min(longest);
            if !life.is_zero() {
                bindings.push(Binding {
                    contact: NameAddr { params: Vec::new(), ..ask.contact.clone() },
                    source: by.source,
                    until: now + life,
                    q_milli: ask.q_milli,
                    call_id: by.call_id.clone(),
                    cseq: by.cseq,
                    user_agent: by.user_agent.clone(),
                    instance: ask.instance.clone(),
                });
            }
        }
        if bindings.len() > MAX_CONTACTS {
            return Err(BindError::TooMany);
        }
        self.put(aor, bindings);
        Ok(self.granted(aor, now))
    }

    /// Removes all contacts of `aor`.
    pub fn remove_all(&mut self, aor: &str) {
        self.by_aor.remove(aor);
    }

    /// Live contacts of `aor`, preferred first, then the newest.
    pub fn lookup(&self, aor: &str, now: Instant) -> Vec<Binding> {
        let mut live = self.live(aor, now);
        live.sort_by(|a, b| b.q_milli.cmp(&a.q_milli).then(b.until.cmp(&a.until)));
        live
    }

    /// Live contacts of `aor` as told to the phone.
    pub fn granted(&self, aor: &str, now: Instant) -> Vec<GrantedBinding> {
        let grant = |b: Binding| GrantedBinding { expires: b.until.duration_since(now), contact: b.contact };
        self.live(aor, now).into_iter().map(grant).collect()
    }

    /// Removes the bindings over a closed connection; returns the addresses of record that have none left.
    pub fn drop_connection(&mut self, connection: ConnectionId) -> Vec<String> {
        self.retain(|binding| binding.source.connection != Some(connection))
    }

    /// Removes expired bindings; returns the addresses of record that have none left.
    pub fn sweep(&mut self, now: Instant) -> Vec<String> {
        self.retain(|binding| binding.until > now)
    }

    /// Addresses of record with at least one binding.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.by_aor.keys().map(String::as_str)
    }

    fn live(&self, aor: &str, now: Instant) -> Vec<Binding> {
        let all = self.by_aor.get(aor).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|b| b.until > now).cloned().collect()
    }

    fn put(&mut self, aor: &str, bindings: Vec<Binding>) {
        if bindings.is_empty() {
            self.by_aor.remove(aor);
        } else {
            self.by_aor.insert(aor.to_owned(), bindings);
        }
    }

    fn retain(&mut self, keep: impl Fn(&Binding) -> bool) -> Vec<String> {
        let mut gone = Vec::new();
        self.by_aor.retain(|aor, bindings| {
            bindings.retain(&keep);
            if bindings.is_empty() {
                gone.push(aor.clone());
            }
            !bindings.is_empty()
        });
        gone
    }
}

/// The same URI is the same contact; so is the same instance (RFC 5626 section 6), since JsSIP makes a new `.invalid`
/// host at each page load.
fn is_same_contact(binding: &Binding, ask: &ContactAsk) -> bool {
    binding.contact.uri == ask.contact.uri || (ask.instance.is_some() && binding.instance == ask.instance)
}
