//! Devices of agents: who may register, where they are, and what follows from their coming and going.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use agents::Agent;
use identity::{Identity, REALM, SipSecret};
use kernel::AgentId;
use rand::RngCore;
use routing::Routing;
use sip::digest::{Digest, DigestError, Secret};
use sip::{
    BindError, Binding, Bindings, ConnectionId, IncomingRegister, RegisterAsk, Registration, Route, Source,
    Transport,
};
use tokio::sync::watch;

/// Registration granted when a device names no time.
const DEFAULT_EXPIRES: Duration = Duration::from_secs(300);
const LONGEST_EXPIRES: Duration = Duration::from_secs(3600);
const NONCE_LIFETIME: Duration = Duration::from_secs(300);
/// A desk's device secret is good for this long; the desk asks anew when it loads.
const DEVICE_SECRET_LIFETIME: Duration = Duration::from_secs(13 * 3600);
const DEVICE_PREFIX: &str = "desk-";
/// How long the store may take to name a device's secret before the one known from before is used.
const STORE_PATIENCE: Duration = Duration::from_secs(1);

struct DeviceSecret {
    staff_number: String,
    password: String,
    until: Instant,
}

/// Registered devices.
pub struct Registrar {
    identity: Arc<Identity>,
    routing: Arc<Routing>,
    bindings: Mutex<Bindings>,
    digest: Mutex<Digest>,
    devices: Mutex<HashMap<String, DeviceSecret>>,
    /// Secrets of phones that registered before, for when the store is gone: phones stay reachable.
    secrets: Mutex<HashMap<String, SipSecret>>,
    /// Counts changes, so that a call whose agent is away learns of the return.
    changes: watch::Sender<u64>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a desk needs to register its browser.
pub struct DeviceCredentials {
    /// User name for the digest.
    pub username: String,
    /// Password for the digest.
    pub password: String,
}

impl Registrar {
    /// A registrar without devices.
    pub fn new(identity: Arc<Identity>, routing: Arc<Routing>) -> Self {
        Self {
            identity,
            routing,
            bindings: Mutex::new(Bindings::new()),
            digest: Mutex::new(Digest::new(REALM, NONCE_LIFETIME, Instant::now())),
            devices: Mutex::default(),
            secrets: Mutex::default(),
            changes: watch::Sender::new(0),
        }
    }

    /// A secret for the desk of an agent, so that the browser never keeps the password.
    pub fn device_credentials(&self, staff_number: &str) -> DeviceCredentials {
        let mut random = [0_u8; 24];
        rand::rng().fill_bytes(&mut random);
        let text: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let (name, password) = text.split_at(16);
        let username = format!("{DEVICE_PREFIX}{name}");
        let now = Instant::now();
        let mut devices = lock(&self.devices);
        devices.retain(|_, device| device.until > now);
        let until = now + DEVICE_SECRET_LIFETIME;
        let device =
            DeviceSecret { staff_number: staff_number.to_owned(), password: password.to_owned(), until };
        devices.insert(username.clone(), device);
        DeviceCredentials { username, password: password.to_owned() }
    }

    /// Answers a REGISTER. Returns false when it was wrong in a way that should be held against its source.
    pub async fn register(&self, request: IncomingRegister) -> bool {
        let Some(staff_number) = request.info.aor.user_decoded() else {
            return answered(request.reject(404, ""), false);
        };
        let Some(authorization) = request.info.authorization.clone() else {
            return answered(request.challenge(self.challenge(false)), true);
        };
        let user = match self.verify(&authorization, &staff_number).await {
            Ok(user) => user,
            Err(Verdict::Again { stale }) => {
                return answered(request.challenge(self.challenge(stale)), stale);
            }
            Err(Verdict::StoreDown) => return answered(request.reject(500, ""), true),
        };
        if self.staff_number_of(&user) != staff_number {
            return answered(request.reject(403, ""), false);
        }
        let Some(agent) = self.routing.agent_known(&staff_number).await else {
            return answered(request.reject(404, ""), false);
        };
        self.bind(request, &agent)
    }

    fn challenge(&self, stale: bool) -> Vec<String> {
        lock(&self.digest).challenge(stale, Instant::now())
    }

    async fn verify(&self, authorization: &str, staff_number: &str) -> Result<String, Verdict> {
        let (secret, store_down) = self.secret(staff_number).await;
        let now = Instant::now();
        let look_up = |user: &str| {
            if user.starts_with(DEVICE_PREFIX) {
                let devices = lock(&self.devices);
                let device = devices.get(user).filter(|device| device.until > now)?;
                return Some(Secret::Password(device.password.clone()));
            }
            let secret = secret.clone().filter(|_| user == staff_number)?;
            Some(Secret::Ha1 { md5: secret.ha1_md5, sha256: secret.ha1_sha256 })
        };
        let verified = lock(&self.digest).verify(authorization, "REGISTER", now, look_up);
        verified.map_err(|err: DigestError| match err.stale() {
            false if store_down => Verdict::StoreDown,
            stale => Verdict::Again { stale },
        })
    }

    /// The secret of a phone, and whether the store could not be asked: then it is the one known from before.
    async fn secret(&self, staff_number: &str) -> (Option<SipSecret>, bool) {
        let asked = tokio::time::timeout(STORE_PATIENCE, self.identity.sip_secret(staff_number)).await;
        let mut known = lock(&self.secrets);
        match asked {
            Ok(Ok(Some(secret))) => {
                known.insert(staff_number.to_owned(), secret.clone());
                return (Some(secret), false);
            }
            Ok(Ok(None)) => {
                known.remove(staff_number);
                return (None, false);
            }
            Ok(Err(err)) => tracing::warn!(error = %err, "the secret of a device cannot be read"),
            Err(_) => tracing::warn!("the secret of a device cannot be read: the store does not answer"),
        }
        (known.get(staff_number).cloned(), true)
    }

    fn staff_number_of(&self, user: &str) -> String {
        let devices = lock(&self.devices);
        devices.get(user).map_or_else(|| user.to_owned(), |device| device.staff_number.clone())
    }

    fn bind(&self, request: IncomingRegister, agent: &Agent) -> bool {
        let aor = agent.staff_number.as_str();
        let now = Instant::now();
        let info = &request.info;
        let registration = Registration {
            source: info.source,
            call_id: info.call_id.clone(),
            cseq: info.cseq,
            user_agent: info.user_agent.clone(),
        };
        let bound = {
            let mut bindings = lock(&self.bindings);
            match &info.ask {
                RegisterAsk::Query => Ok(()),
                RegisterAsk::RemoveAll => {
                    bindings.remove_all(aor);
                    Ok(())
                }
                RegisterAsk::Bind(asks) => {
                    let times = (DEFAULT_EXPIRES, LONGEST_EXPIRES);
                    bindings.bind(aor, asks, &registration, times, now).map(|_| ())
                }
            }
        };
        match bound {
            Ok(()) => {
                let granted = lock(&self.bindings).granted(aor, now);
                self.reachability(agent.id, !granted.is_empty());
                answered(request.ok(&granted), true)
            }
            Err(BindError::OutOfOrder) => answered(request.reject(500, ""), true),
            Err(BindError::TooMany) => answered(request.reject(403, "Too many devices"), false),
        }
    }

    fn reachability(&self, agent: AgentId, reachable: bool) {
        self.routing.set_reachable(agent, reachable);
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Changes of bindings: the value counts them.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Where to ring an agent: a browser with the desk open comes before a phone, the newest before older ones.
    pub fn device(&self, staff_number: &str) -> Option<Binding> {
        let found = lock(&self.bindings).lookup(staff_number, Instant::now());
        let browser = |binding: &&Binding| matches!(binding.source.transport, Transport::Ws | Transport::Wss);
        found.iter().find(browser).or_else(|| found.first()).cloned()
    }

    /// Whether a message comes from a registered device of this agent: over its connection, or from the address it
    /// registered from or listens at.
    pub fn is_device_of(&self, staff_number: &str, source: &Source) -> bool {
        let found = lock(&self.bindings).lookup(staff_number, Instant::now());
        found.iter().any(|binding| match binding.source.connection {
            Some(connection) => source.connection == Some(connection),
            None => {
                let listens = matches!(binding.target().route, Route::Address(at, _) if at == source.addr);
                listens || binding.source.addr == source.addr
            }
        })
    }

    /// A stream connection closed: its devices are gone.
    pub fn connection_closed(&self, connection: ConnectionId) {
        let gone = lock(&self.bindings).drop_connection(connection);
        self.gone(&gone);
    }

    /// Forgets devices that did not register again in time.
    pub fn sweep(&self) {
        let gone = lock(&self.bindings).sweep(Instant::now());
        self.gone(&gone);
    }

    /// Forgets the devices and secrets of accounts that were closed, and names those: nobody is called there any more.
    /// While the store does not answer, devices stay as they are.
    pub async fn forget_closed(&self) -> Vec<String> {
        let mut known: BTreeSet<String> = lock(&self.bindings).addresses().map(str::to_owned).collect();
        known.extend(lock(&self.devices).values().map(|device| device.staff_number.clone()));
        let mut closed = Vec::new();
        for staff_number in known {
            if matches!(self.identity.sip_secret(&staff_number).await, Ok(None)) {
                lock(&self.devices).retain(|_, device| device.staff_number != staff_number);
                lock(&self.secrets).remove(&staff_number);
                lock(&self.bindings).remove_all(&staff_number);
                closed.push(staff_number);
            }
        }
        self.gone(&closed);
        closed
    }

    fn gone(&self, staff_numbers: &[String]) {
        for staff_number in staff_numbers {
            if let Some(agent) = self.routing.agent_named(staff_number) {
                self.reachability(agent.id, false);
            }
        }
    }
}

enum Verdict {
    Again { stale: bool },
    StoreDown,
}

/// The answer was sent; a port that closed meanwhile needs none.
fn answered(result: Result<(), sip::SipError>, blameless: bool) -> bool {
    if let Err(err) = result {
        tracing::debug!(error = %err, "a REGISTER could not be answered");
    }
    blameless
}
