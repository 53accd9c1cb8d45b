//! What others may ask of telephony.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use contacts::Contacts;
use customers::Customers;
use db::Db;
use flows::Flows;
use identity::Identity;
use kernel::{ContactId, NewEvent, NumberId, Principal, RecordingId, Refused, TrunkId};
use media::MediaEngine;
use promises::Promises;
use routing::Routing;
use serde_json::json;
use sip::{ConnectionId, Incoming, IpPrefix, SipPort};
use tokio::sync::{mpsc, watch};
use web::{ApiResult, Seen};

use crate::call::{CallContext, CallHandle};
use crate::listening::Heard;
use crate::model::{Number, NumberForm, Recording, Trunk, TrunkForm};
use crate::registrar::{DeviceCredentials, Registrar};
use crate::{CALL, LISTEN, MANAGE, READ, closed, intake, repair, store};

/// Most calls at a time; more are refused with 503.
pub(crate) const MOST_CALLS: usize = 5_000;

/// What telephony works with.
pub struct TelephonyConfig {
    /// Data folder.
    pub data: PathBuf,
    /// Host part of our SIP addresses.
    pub host: String,
    /// How long a lost agent may take to come back.
    pub agent_return: Duration,
    /// How long the media take to report a telephone silent.
    pub silent_after: Duration,
}

/// Capabilities below.
pub struct Below {
    /// Accounts.
    pub identity: Arc<Identity>,
    /// Customers.
    pub customers: Arc<Customers>,
    /// Contacts.
    pub contacts: Arc<Contacts>,
    /// Routing.
    pub routing: Arc<Routing>,
    /// Entry flows.
    pub flows: Arc<Flows>,
    /// What callers who ask for a call are promised.
    pub promises: Arc<Promises>,
}

/// Devices, numbers, trunks and calls.
pub struct Telephony {
    pub(crate) db: Db,
    pub(crate) below: Below,
    pub(crate) port: SipPort,
    pub(crate) registrar: Arc<Registrar>,
    pub(crate) context: Arc<CallContext>,
    pub(crate) calls: Mutex<HashMap<ContactId, CallHandle>>,
    /// Browsers' connections that callers' pages opened.
    pub(crate) web_connections: Mutex<HashMap<ConnectionId, ()>>,
    numbers: RwLock<Vec<Number>>,
    trunks: RwLock<Vec<(Trunk, Vec<IpPrefix>)>>,
    no_flow: Arc<flow::Flow>,
    pub(crate) heard: Mutex<Heard>,
    stop: watch::Sender<bool>,
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a call can be led to.
async fn names(routing: Arc<Routing>) -> ApiResult<flow::Known> {
    let names = routing.names().await?;
    let levels = customers::Level::ALL.map(|level| level.name().to_owned());
    Ok(flow::Known {
        queues: Some(names.queues),
        skills: Some(names.skills),
        agents: Some(names.agents),
        caller_types: Some(levels.into()),
        ..flow::Known::default()
    })
}

impl Telephony {
    /// Starts serving: answers registrations and calls until [`Telephony::shutdown`]. Recordings that a killed
    /// program left behind are completed first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(
        db: Db,
        below: Below,
        config: TelephonyConfig,
        engine: Arc<MediaEngine>,
        (port, incoming): (SipPort, mpsc::Receiver<Incoming>),
    ) -> ApiResult<Arc<Self>> {
        repair::recordings(&db, &below.contacts, &config.data).await?;
        repair::call_backs(&db, &below.promises).await?;
        let registrar = Arc::new(Registrar::new(below.identity.clone(), below.routing.clone()));
        let stop = watch::Sender::new(false);
        let context = Arc::new(CallContext {
            db: db.clone(),
            data: config.data,
            host: config.host,
            port: port.clone(),
            engine,
            contacts: below.contacts.clone(),
            routing: below.routing.clone(),
            flows: below.flows.clone(),
            promises: below.promises.clone(),
            registrar: registrar.clone(),
            agent_return: config.agent_return,
            silent_after: config.silent_after,
            shutdown: stop.subscribe(),
        });
        let service = Arc::new(Self {
            db,
            below,
            port,
            registrar,
            context,
            calls: Mutex::default(),
            web_connections: Mutex::default(),
            heard: Mutex::default(),
            numbers: RwLock::default(),
            trunks: RwLock::default(),
            no_flow: Arc::new(flow::default_flow()),
            stop,
        });
        service.load().await?;
        let flows = service.below.flows.clone();
        let routing = service.below.routing.clone();
        service.below.routing.ask_uses_of({
            let flows = flows.clone();
            Box::new(move |queue| flows.leading_to_queue(queue))
        });
        flows.ask_names_of(Box::new(move || Box::pin(names(routing.clone()))));
        tokio::spawn(async move { crate::call::learn_apologies(&flows).await });
        let accounts = service.db.bus().subscribe_to(closed::KINDS);
        tokio::spawn(closed::run(Arc::downgrade(&service), accounts));
        tokio::spawn(intake::run(service.clone(), incoming));
        Ok(service)
    }

    async fn load(&self) -> ApiResult<()> {
        let numbers = store::numbers(&self.db).await?;
        let trunks = store::trunks(&self.db).await?;
        let networked = trunks.into_iter().filter_map(|trunk| {
            let networks = trunk.form.networks().ok()?;
            Some((trunk, networks))
        });
        let networked: Vec<(Trunk, Vec<IpPrefix>)> = networked.collect();
        let active = networked.iter().filter(|(trunk, _)| trunk.form.active);
        // A trunk carries the calls of many callers: the limits for single strangers are not for it.
        self.port.set_trusted(active.flat_map(|(_, networks)| networks.iter().copied()).collect());
        *self.numbers.write().unwrap_or_else(PoisonError::into_inner) = numbers;
        *self.trunks.write().unwrap_or_else(PoisonError::into_inner) = networked;
        Ok(())
    }

    /// Ends all calls and waits a moment for their last words.
    pub async fn shutdown(&self) {
        self.port.set_draining(true);
        self.stop.send_replace(true);
        for _ in 0..40 {
            if lock(&self.calls).is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.port.shutdown().await;
    }

    /// Calls in progress.
    pub fn calls_in_progress(&self) -> usize {
        lock(&self.calls).len()
    }

    /// The number dialled, if it is one of ours.
    pub(crate) fn number(&self, dialled: &str) -> Option<Number> {
        let numbers = self.numbers.read().unwrap_or_else(PoisonError::into_inner);
        numbers.iter().find(|number| number.form.number == dialled).cloned()
    }

    /// The flow of calls that need none.
    pub(crate) fn no_flow(&self) -> Arc<flow::Flow> {
        self.no_flow.clone()
    }

    /// Whether an address belongs to a trunk that may send calls.
    pub(crate) fn is_trunk(&self, ip: std::net::IpAddr) -> bool {
        let trunks = self.trunks.read().unwrap_or_else(PoisonError::into_inner);
        let mut active = trunks.iter().filter(|(trunk, _)| trunk.form.active);
        active.any(|(_, networks)| networks.iter().any(|network| network.contains(ip)))
    }

    /// All numbers.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn numbers(&self, who: &Principal) -> ApiResult<Vec<Number>> {
        who.require(READ)?;
        Ok(store::numbers(&self.db).await?)
    }

    /// Numbers that the caller's page may call, for anyone.
    pub fn web_numbers(&self) -> Vec<(String, String)> {
        let numbers = self.numbers.read().unwrap_or_else(PoisonError::into_inner);
        let open = numbers.iter().filter(|number| number.form.web_calls);
        open.map(|number| (number.form.number.clone(), number.form.name.clone())).collect()
    }

    /// Creates a number, or changes one whatever it is now.
    ///
    /// # Errors
    /// As for [`Telephony::edit_number`].
    pub async fn save_number(
        &self,
        who: &Principal,
        id: Option<NumberId>,
        form: NumberForm,
    ) -> ApiResult<Number> {
        self.edit_number(who, id, form, &Seen::default()).await
    }

    /// Creates or changes a number.
    ///
    /// # Errors
    /// Forbidden; invalid fields; the flow is not published; the number is taken. Somebody else changed it meanwhile.
    pub async fn edit_number(
        &self,
        who: &Principal,
        id: Option<NumberId>,
        form: NumberForm,
        seen: &Seen,
    ) -> ApiResult<Number> {
        who.require(MANAGE)?;
        form.check()?;
        if self.below.flows.published(&form.flow).is_none() {
            let (zh, en) = ("没有已发布的同名接入流程", "No published entry flow has this name");
            return Err(Refused::field("flow", zh, en).into());
        }
        let id = id.unwrap_or_else(|| NumberId(self.db.new_uuid()));
        let number = Number { id, form };
        let mut tx = self.db.begin().await?;
        tx.take_turn("telephony_numbers").await?;
        if let Some(stored) = store::number_form(&mut tx, id).await? {
            let last = (format!("number:{id}"), "telephony.number_saved");
            seen.refuse_unseen_of(&mut tx, (&last.0, last.1), &stored, &number.form).await?;
        }
        taken("number_taken", store::save_number(&mut tx, &number).await)?;
        tx.emit(self.event(
            who,
            "telephony.number_saved",
            format!("number:{id}"),
            json!({"flow": number.form.flow}),
        ));
        tx.commit().await?;
        self.load().await?;
        Ok(number)
    }

    /// Removes a number: calls to it are answered 404.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn remove_number(&self, who: &Principal, id: NumberId) -> ApiResult<()> {
        who.require(MANAGE)?;
        let mut tx = self.db.begin().await?;
        if store::remove_number(&mut tx, id).await? == 0 {
            return Err(Refused::not_found("号码", "number").into());
        }
        tx.emit(self.event(who, "telephony.number_removed", format!("number:{id}"), json!({})));
        tx.commit().await?;
        self.load().await
    }

    /// All trunks.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn trunks(&self, who: &Principal) -> ApiResult<Vec<Trunk>> {
        who.require(READ)?;
        Ok(store::trunks(&self.db).await?)
    }

    /// Creates a trunk, or changes one whatever it is now.
    ///
    /// # Errors
    /// As for [`Telephony::edit_trunk`].
    pub async fn save_trunk(
        &self,
        who: &Principal,
        id: Option<TrunkId>,
        form: TrunkForm,
    ) -> ApiResult<Trunk> {
        self.edit_trunk(who, id, form, &Seen::default()).await
    }

    /// Creates or changes a trunk.
    ///
    /// # Errors
    /// Forbidden; invalid fields; the name is taken. Somebody else changed it meanwhile.
    pub async fn edit_trunk(
        &self,
        who: &Principal,
        id: Option<TrunkId>,
        form: TrunkForm,
        seen: &Seen,
    ) -> ApiResult<Trunk> {
        who.require(MANAGE)?;
        form.networks()?;
        let id = id.unwrap_or_else(|| TrunkId(self.db.new_uuid()));
        let trunk = Trunk { id, form };
        let mut tx = self.db.begin().await?;
        tx.take_turn("telephony_trunks").await?;
        if let Some(stored) = store::trunk_form(&mut tx, id).await? {
            let last = (format!("trunk:{id}"), "telephony.trunk_saved");
            seen.refuse_unseen_of(&mut tx, (&last.0, last.1), &stored, &trunk.form).await?;
        }
        taken("trunk_taken", store::save_trunk(&mut tx, &trunk).await)?;
        tx.emit(self.event(
            who,
            "telephony.trunk_saved",
            format!("trunk:{id}"),
            json!({"name": trunk.form.name}),
        ));
        tx.commit().await?;
        self.load().await?;
        Ok(trunk)
    }

    /// Removes a trunk: calls from its addresses are refused.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn remove_trunk(&self, who: &Principal, id: TrunkId) -> ApiResult<()> {
        who.require(MANAGE)?;
        let mut tx = self.db.begin().await?;
        if store::remove_trunk(&mut tx, id).await? == 0 {
            return Err(Refused::not_found("中继", "trunk").into());
        }
        tx.emit(self.event(who, "telephony.trunk_removed", format!("trunk:{id}"), json!({})));
        tx.commit().await?;
        self.load().await
    }

    /// A recording and where its file lies.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn recording(&self, who: &Principal, id: RecordingId) -> ApiResult<(Recording, PathBuf)> {
        who.require(LISTEN)?;
        let recording = store::recording_by_id(&self.db, id).await?;
        let recording = recording.ok_or_else(|| Refused::not_found("录音", "recording"))?;
        let path = self.context.data.join(&recording.path);
        Ok((recording, path))
    }

    /// A secret for the desk's browser device.
    ///
    /// # Errors
    /// Forbidden; the account is no agent.
    pub async fn device(&self, who: &Principal) -> ApiResult<(String, DeviceCredentials)> {
        who.require(CALL)?;
        let account = self.below.identity.own_account(who).await?;
        let staff_number = account.staff_number.ok_or_else(|| {
            let (zh, en) =
                ("此账号没有工号，不能接听电话。", "This account has no staff number and takes no calls.");
            Refused::conflict("no_staff_number", zh, en)
        })?;
        let credentials = self.registrar.device_credentials(&staff_number);
        Ok((staff_number, credentials))
    }

    /// What the agent does with a call at the desk.
    ///
    /// # Errors
    /// Forbidden for other agents' calls; unknown action; the call is over.
    pub fn act(&self, who: &Principal, contact: ContactId, action: &str) -> ApiResult<()> {
        who.require(CALL)?;
        let action = crate::call::desk_action(action).ok_or_else(|| {
            let known = "hold, resume, mute, unmute, hang_up, to_survey";
            Refused::field("action", format!("未知操作，可用：{known}"), format!("Actions are {known}"))
        })?;
        let over = || {
            let (zh, en) = ("通话已结束。", "This call is over.");
            Refused::conflict("call_over", zh, en)
        };
        let live = self.below.contacts.live(contact).ok_or_else(over)?;
        let own = live.agent.as_ref().map(|agent| agent.id) == who.agent && who.agent.is_some();
        if !own {
            who.require(routing::SUPERVISE)?;
        }
        let handle = lock(&self.calls).get(&contact).cloned().ok_or_else(over)?;
        if handle.tell(action) { Ok(()) } else { Err(over().into()) }
    }

    pub(crate) fn event(
        &self,
        who: &Principal,
        kind: &str,
        subject: String,
        data: serde_json::Value,
    ) -> NewEvent {
        NewEvent {
            at: self.db.now(),
            kind: kind.to_owned(),
            subject,
            actor: who.actor(),
            data: web::with_origin(data).into(),
        }
    }
}

fn taken(code: &str, result: Result<(), db::DbError>) -> ApiResult<()> {
    match result {
        Err(err) if err.is_unique_violation() => {
            Err(Refused::conflict(code, "已存在相同的号码或名称。", "This number or name exists already.")
                .into())
        }
        other => Ok(other?),
    }
}
