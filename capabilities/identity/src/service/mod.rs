//! What others may ask of accounts.

mod audit;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{Db, Tx};
use futures::future::BoxFuture;
use kernel::{
    Actor, NewEvent, PermissionDef, Principal, RefusalKind, Refused, Role, SessionId, Timestamp, UserId,
};
use rand::RngCore;
use serde_json::json;
use web::{ApiError, ApiResult, CentreZone, Seen, TellZone};

use crate::model::{NewUser, SessionView, SignedIn, User, UserChange, UserFilter};
use crate::rules::throttle::Throttle;
use crate::rules::{account, password};
use crate::{MANAGE, READ, store};

pub use audit::{Auditing, NameObjects, follower as audit_follower};

/// A session ends so long after its sign-in.
const SESSION_LENGTH: Duration = Duration::from_secs(12 * 3600);
/// How long a looked-up token is trusted without asking the store again; revoking clears it at once.
const CACHE_LENGTH: Duration = Duration::from_secs(30);
const CACHE_SIZE: usize = 10_000;
/// Passwords hashed at a time: each takes 19 MiB and tens of milliseconds, and calls come first.
static HASHING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

/// What a SIP device must prove to know: HA1 with MD5 and with SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct SipSecret {
    /// HA1 by MD5, hexadecimal.
    pub ha1_md5: String,
    /// HA1 by SHA-256, hexadecimal.
    pub ha1_sha256: String,
}

/// Accounts, sign-in and sessions.
pub struct Identity {
    db: Db,
    grants: BTreeMap<Role, BTreeSet<String>>,
    throttle: Mutex<Throttle>,
    cache: RwLock<BTreeMap<String, Known>>,
    names: OnceLock<Arc<dyn NameObjects>>,
    zone: CentreZone,
}

#[derive(Clone)]
struct Known {
    principal: Principal,
    until: Timestamp,
}

/// A `Mutex` poisoned by a panic elsewhere still holds sound data here: every change is one step.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Identity {
    /// The service over a migrated store; `permissions` are those of all capabilities.
    pub fn new(db: Db, permissions: &[&[PermissionDef]]) -> Arc<Self> {
        let mut grants: BTreeMap<Role, BTreeSet<String>> = BTreeMap::new();
        for def in permissions.iter().copied().flatten() {
            for role in def.roles {
                grants.entry(*role).or_default().insert(def.permission.0.to_owned());
            }
        }
        Arc::new(Self {
            db,
            grants,
            throttle: Mutex::default(),
            cache: RwLock::default(),
            names: OnceLock::new(),
            zone: CentreZone::default(),
        })
    }

    /// Lets whoever knows it tell the centre's zone.
    pub fn ask_zone(&self, zone: TellZone) {
        self.zone.ask(zone);
    }

    /// The centre's time zone (IANA).
    pub fn zone(&self) -> String {
        self.zone.name()
    }

    /// Signs in by password.
    ///
    /// # Errors
    /// 401 when name or password is wrong, 429 after too many wrong tries from `address`.
    pub async fn sign_in(
        &self,
        username: &str,
        password: &str,
        address: &str,
        client: &str,
    ) -> ApiResult<SignedIn> {
        let now = self.db.now();
        let key = format!("{address} {username}");
        if let Some(until) = lock(&self.throttle).blocked_until(&key, now) {
            return Err(too_many(until).into());
        }
        let account = store::account(&self.db, username).await?;
        let known = account.as_ref().map(|account| account.user.id);
        let (user, hash) = match account {
            Some(account) if account.user.active => (Some(account.user), account.password_hash),
            // The same work is done for unknown names, so that the time tells nothing.
            _ => (None, String::from("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$")),
        };
        let password = password.to_owned();
        let _turn = HASHING.acquire().await.map_err(ApiError::failed)?;
        let fits = tokio::task::spawn_blocking(move || {
            if hash.ends_with('$') {
                password::hash(&password).is_err()
            } else {
                password::fits(&password, &hash)
            }
        })
        .await
        .map_err(ApiError::failed)?;
        match user {
            Some(user) if fits => {
                lock(&self.throttle).succeeded(&key);
                self.open_session(user, address, client, now).await
            }
            _ => self.refuse_sign_in(&key, known, address, client, now).await,
        }
    }

    /// Whose account was tried is kept, not what was typed where there is no such account: that may be a password.
    async fn refuse_sign_in(
        &self,
        key: &str,
        account: Option<UserId>,
        address: &str,
        client: &str,
        now: Timestamp,
    ) -> ApiResult<SignedIn> {
        lock(&self.throttle).failed(key, now);
        let subject = account.map_or_else(|| "user:unknown".to_owned(), |id| format!("user:{id}"));
        let data = json!({"from": address, "client": cut(client)});
        let mut tx = self.db.begin().await?;
        tx.emit(event("identity.sign_in_failed", &subject, Actor::System, now, data));
        tx.commit().await?;
        Err(Refused::new(
            RefusalKind::Unauthenticated,
            "wrong_credentials",
            "用户名或密码不正确。",
            "User name or password is wrong.",
        )
        .into())
    }

    async fn open_session(
        &self,
        user: User,
        address: &str,
        client: &str,
        now: Timestamp,
    ) -> ApiResult<SignedIn> {
        let mut secret = [0_u8; 32];
        rand::rng().fill_bytes(&mut secret);
        let token = URL_SAFE_NO_PAD.encode(secret);
        let session = store::NewSession {
            id: SessionId(self.db.new_uuid()),
            user: user.id,
            token_hash: &password::token_hash(&token),
            client: &cut(client),
            created_at: now,
            expires_at: now.plus(SESSION_LENGTH),
        };
        let mut tx = self.db.begin().await?;
        store::insert_session(&mut tx, &session).await?;
        let subject = format!("user:{}", user.id);
        tx.emit(event(
            "identity.signed_in",
            &subject,
            Actor::User(user.id),
            now,
            json!({"session": session.id, "from": address, "client": cut(client)}),
        ));
        tx.commit().await?;
        let permissions = self.permissions_of(user.role).into_iter().collect();
        Ok(SignedIn { token, user, permissions, zone: self.zone() })
    }

    /// Ends the session of a token.
    ///
    /// # Errors
    /// When the store fails. An unknown token is no error.
    pub async fn sign_out(&self, token: &str) -> ApiResult<()> {
        let now = self.db.now();
        let hash = password::token_hash(token);
        if let Some((user, session, _)) = store::session_user(&self.db, &hash, now).await? {
            self.end_sessions(user.id, Some(session), Actor::User(user.id)).await?;
        }
        Ok(())
    }

    /// Ends one session of a user, or all. Owners may end their own; others need [`MANAGE`].
    ///
    /// # Errors
    /// Forbidden for other people's sessions.
    pub async fn revoke(&self, who: &Principal, user: UserId, only: Option<SessionId>) -> ApiResult<()> {
        if who.user != Some(user) {
            who.require(MANAGE)?;
        }
        self.end_sessions(user, only, who.actor()).await
    }

    async fn end_sessions(&self, user: UserId, only: Option<SessionId>, actor: Actor) -> ApiResult<()> {
        let now = self.db.now();
        let mut tx = self.db.begin().await?;
        if store::revoke(&mut tx, user, only, now).await? > 0 {
            tx.emit(event(
                "identity.signed_out",
                &format!("user:{user}"),
                actor,
                now,
                json!({"session": only, "from": web::origin()}),
            ));
        }
        tx.commit().await?;
        self.forget_cached();
        Ok(())
    }

    fn forget_cached(&self) {
        self.cache.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The open sessions of the principal.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_sessions(&self, who: &Principal) -> ApiResult<Vec<SessionView>> {
        match who.user {
            Some(user) => Ok(store::sessions(&self.db, user, self.db.now()).await?),
            None => Ok(Vec::new()),
        }
    }

    /// The account of the principal.
    ///
    /// # Errors
    /// Not found when it was removed meanwhile.
    pub async fn own_account(&self, who: &Principal) -> ApiResult<User> {
        let user = match who.user {
            Some(id) => store::by_id(&self.db, id).await?,
            None => None,
        };
        Ok(user.ok_or_else(|| Refused::not_found("账号", "account"))?)
    }

    /// Creates an account within a transaction of the caller.
    ///
    /// # Errors
    /// Invalid input with all fields at fault; conflict when the user name or staff number is taken.
    pub async fn create(&self, tx: &mut Tx, who: &Principal, new: NewUser) -> ApiResult<User> {
        who.require(MANAGE)?;
        account::check(&new)?;
        let now = self.db.now();
        let user = User {
            id: UserId(self.db.new_uuid()),
            username: new.username,
            name: new.name,
            role: new.role,
            staff_number: new.staff_number,
            active: true,
            created_at: now,
        };
        let (hash, md5, sha) = secrets(&user, &new.password).await?;
        let secrets = store::Secrets { password_hash: &hash, ha1_md5: &md5, ha1_sha256: &sha };
        match store::insert(tx, &user, &secrets).await {
            Ok(()) => {}
            Err(err) if err.is_unique_violation() => return Err(taken().into()),
            Err(err) => return Err(err.into()),
        }
        let data = json!({"username": user.username, "role": user.role, "staff_number": user.staff_number,
            "from": web::origin()});
        tx.emit(event("identity.user_created", &format!("user:{}", user.id), who.actor(), now, data));
        Ok(user)
    }

    /// Changes name, role or activity of an account.
    ///
    /// # Errors
    /// Not found; conflict when the last administrator would be lost.
    pub async fn update(
        &self,
        who: &Principal,
        id: UserId,
        name: Option<String>,
        role: Option<Role>,
        active: Option<bool>,
    ) -> ApiResult<User> {
        self.edit(who, id, UserChange { name, role, active }, &Seen::default()).await
    }

    /// Changes an account.
    ///
    /// # Errors
    /// As for [`Identity::update`]; somebody else changed it meanwhile.
    pub async fn edit(
        &self,
        who: &Principal,
        id: UserId,
        change: UserChange,
        seen: &Seen,
    ) -> ApiResult<User> {
        who.require(MANAGE)?;
        let UserChange { name, role, active } = change;
        let mut tx = self.db.begin().await?;
        tx.take_turn("identity_users").await?;
        let stored =
            store::seen_by_id(&mut tx, id).await?.ok_or_else(|| Refused::not_found("账号", "account"))?;
        let mut user = stored.clone();
        let loses_admin = user.role == Role::Administrator
            && (role.is_some_and(|role| role != Role::Administrator) || active == Some(false));
        if loses_admin && who.user == Some(id) {
            return Err(Refused::conflict(
                "own_administration",
                "不能停用自己或取消自己的管理员角色，请由另一位管理员操作。",
                "You cannot deactivate yourself or give up your own administrator role; ask another administrator.",
            )
            .into());
        }
        user.name = name.unwrap_or(user.name);
        user.role = role.unwrap_or(user.role);
        user.active = active.unwrap_or(user.active);
        let last = (format!("user:{id}"), "identity.user_updated");
        seen.refuse_unseen_of(&mut tx, (&last.0, last.1), &stored, &user).await?;
        store::update(&mut tx, &user).await?;
        let data =
            json!({"name": user.name, "role": user.role, "active": user.active, "from": web::origin()});
        tx.emit(event("identity.user_updated", &format!("user:{id}"), who.actor(), self.db.now(), data));
        tx.commit().await?;
        self.forget_cached();
        Ok(user)
    }

    /// Sets a password and ends all sessions of the account. One's own needs the present one: who finds a desk open
    /// must not be able to keep it.
    ///
    /// # Errors
    /// Invalid password; not found; forbidden for other people's accounts; one's own without the right `current`.
    pub async fn set_password(
        &self,
        who: &Principal,
        id: UserId,
        password: &str,
        current: Option<&str>,
    ) -> ApiResult<()> {
        let own = who.user == Some(id);
        if !own {
            who.require(MANAGE)?;
        }
        account::check_password(password)?;
        let user = store::by_id(&self.db, id).await?.ok_or_else(|| Refused::not_found("账号", "account"))?;
        if own {
            self.check_current(&user, current).await?;
        }
        let (hash, md5, sha) = secrets(&user, password).await?;
        let mut tx = self.db.begin().await?;
        let secrets = store::Secrets { password_hash: &hash, ha1_md5: &md5, ha1_sha256: &sha };
        store::set_secrets(&mut tx, id, &secrets).await?;
        let data = json!({"from": web::origin()});
        tx.emit(event("identity.password_set", &format!("user:{id}"), who.actor(), self.db.now(), data));
        tx.commit().await?;
        self.end_sessions(id, None, who.actor()).await
    }

    /// Wrong tries are throttled as those of a sign-in are.
    async fn check_current(&self, user: &User, current: Option<&str>) -> ApiResult<()> {
        let wrong = || Refused::field("current", "当前密码不正确", "The present password is not right");
        let current = current.ok_or_else(wrong)?.to_owned();
        let key = format!("password {}", user.id);
        let now = self.db.now();
        if let Some(until) = lock(&self.throttle).blocked_until(&key, now) {
            return Err(too_many(until).into());
        }
        let account = store::account(&self.db, &user.username).await?;
        let hash = account.map(|account| account.password_hash).unwrap_or_default();
        let _turn = HASHING.acquire().await.map_err(ApiError::failed)?;
        let fits = tokio::task::spawn_blocking(move || password::fits(&current, &hash));
        if fits.await.map_err(ApiError::failed)? {
            lock(&self.throttle).succeeded(&key);
            Ok(())
        } else {
            lock(&self.throttle).failed(&key, now);
            Err(wrong().into())
        }
    }

    /// Accounts by user name, after a given one.
    ///
    /// # Errors
    /// Forbidden without [`READ`].
    pub async fn page(&self, who: &Principal, after: &str, limit: u32) -> ApiResult<Vec<User>> {
        self.find(who, &UserFilter::default(), after, limit).await
    }

    /// Those of them that are wanted.
    ///
    /// # Errors
    /// Forbidden without [`READ`].
    pub async fn find(
        &self,
        who: &Principal,
        filter: &UserFilter,
        after: &str,
        limit: u32,
    ) -> ApiResult<Vec<User>> {
        who.require(READ)?;
        Ok(store::page(&self.db, filter, after, limit).await?)
    }

    /// One account by its user name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn by_username(&self, username: &str) -> ApiResult<Option<User>> {
        Ok(store::account(&self.db, username).await?.map(|account| account.user))
    }

    /// Whether somebody may sign in: not so for accounts that are not there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn is_active(&self, id: UserId) -> ApiResult<bool> {
        Ok(store::by_id(&self.db, id).await?.is_some_and(|user| user.active))
    }

    /// Whether no account exists yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn is_empty(&self) -> ApiResult<bool> {
        Ok(store::count(&self.db).await? == 0)
    }

    /// What the SIP device of a staff number must prove to know.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sip_secret(&self, staff_number: &str) -> Result<Option<SipSecret>, db::DbError> {
        let found = store::sip_ha1(&self.db, staff_number).await?;
        Ok(found.map(|(ha1_md5, ha1_sha256)| SipSecret { ha1_md5, ha1_sha256 }))
    }

    /// The permissions of a role.
    pub fn permissions_of(&self, role: Role) -> BTreeSet<String> {
        self.grants.get(&role).cloned().unwrap_or_default()
    }

    fn principal_of(&self, user: &User) -> Principal {
        Principal {
            user: Some(user.id),
            agent: user.agent(),
            role: Some(user.role),
            permissions: self.permissions_of(user.role),
        }
    }

    async fn look_up(&self, token: &str) -> Result<Option<Principal>, db::DbError> {
        let now = self.db.now();
        let hash = password::token_hash(token);
        let cached = self.cache.read().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        if let Some(known) = cached.filter(|known| known.until > now) {
            return Ok(Some(known.principal));
        }
        let Some((user, _, expires_at)) = store::session_user(&self.db, &hash, now).await? else {
            return Ok(None);
        };
        let principal = self.principal_of(&user);
        let known = Known { principal: principal.clone(), until: expires_at.min(now.plus(CACHE_LENGTH)) };
        let mut cache = self.cache.write().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CACHE_SIZE {
            cache.clear();
        }
        cache.insert(hash, known);
        Ok(Some(principal))
    }
}

impl web::Authenticator for Identity {
    fn principal<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Option<Principal>, db::DbError>> {
        Box::pin(self.look_up(token))
    }

    fn name(&self, user: UserId) -> BoxFuture<'_, Option<String>> {
        Box::pin(async move {
            let found = store::by_id(&self.db, user).await.inspect_err(|err| {
                tracing::warn!(error = %err, "an account cannot be named");
            });
            found.ok().flatten().map(|user| user.name)
        })
    }
}

/// Hashing takes tens of milliseconds: it runs beside the tasks that serve calls.
async fn secrets(user: &User, password: &str) -> ApiResult<(String, String, String)> {
    let sip_user = user.staff_number.clone().unwrap_or_else(|| user.username.clone());
    let password = password.to_owned();
    let _turn = HASHING.acquire().await.map_err(ApiError::failed)?;
    tokio::task::spawn_blocking(move || {
        let hash = password::hash(&password)?;
        Ok((hash, password::ha1_md5(&sip_user, &password), password::ha1_sha256(&sip_user, &password)))
    })
    .await
    .map_err(ApiError::failed)?
    .map_err(|err: argon2::password_hash::Error| ApiError::failed(std::io::Error::other(err.to_string())))
}

/// How a program introduced itself, as far as it is kept.
fn cut(client: &str) -> String {
    client.chars().take(200).collect()
}

fn event(kind: &str, subject: &str, actor: Actor, at: Timestamp, data: serde_json::Value) -> NewEvent {
    NewEvent { at, kind: kind.to_owned(), subject: subject.to_owned(), actor, data: data.into() }
}

fn taken() -> Refused {
    Refused::conflict("user_taken", "用户名或工号已被使用。", "The user name or staff number is taken.")
}

fn too_many(until: Timestamp) -> Refused {
    Refused::new(
        RefusalKind::TooMany,
        "too_many_sign_ins",
        "密码错误次数过多，请稍后再试。",
        "Too many wrong passwords. Please wait before you try again.",
    )
    .with_until(until)
}
