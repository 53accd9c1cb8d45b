//! The task that owns a call.

use std::collections::{HashMap, VecDeque};
use std::future::pending;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use call::{CallFacts, CallMachine, DeskAction, DeviceEvent, Input, Stage};
use contact::{AgentRef, Channel, ContactEvent, Direction, EndedBy};
use contacts::Contacts;
use customers::Customer;
use db::Db;
use flows::Flows;
use kernel::{Actor, AgentId, ContactId, RecordingId, Timestamp};
use media::{CallMedia, Clip, MediaEngine, MediaEvent, PlayId};
use promises::Promises;
use routing::{ContactOutput, Routing};
use sip::{IncomingInvite, LegEvent, SipPort};
use tokio::sync::{mpsc, oneshot, watch};

use super::agent_leg::AgentLeg;
use super::caller_leg::CallerLeg;
use super::recordings::{Files, Which};
use super::{CALLER, inputs};
use crate::model::Recording;
use crate::registrar::Registrar;
use crate::store;

/// How long the end of a recording is waited for when the call is over.
const LAST_WORDS: Duration = Duration::from_secs(3);
/// A caller whose audio stopped is let go after so many times the time it takes to be noticed.
const CALLER_PATIENCE: u32 = 3;
/// Desk actions waiting for one call.
const MAILBOX: usize = 32;
/// How long storing a new contact may take before the caller hears an apology.
const STORE_PATIENCE: Duration = Duration::from_secs(3);

/// What all calls share.
pub struct CallContext {
    pub db: Db,
    pub data: PathBuf,
    pub host: String,
    pub port: SipPort,
    pub engine: Arc<MediaEngine>,
    pub contacts: Arc<Contacts>,
    pub routing: Arc<Routing>,
    pub flows: Arc<Flows>,
    pub promises: Arc<Promises>,
    pub registrar: Arc<Registrar>,
    pub agent_return: Duration,
    pub silent_after: Duration,
    pub shutdown: watch::Receiver<bool>,
}

/// A call about to begin.
pub struct NewCall {
    pub id: ContactId,
    pub invite: IncomingInvite,
    pub entry: String,
    pub direction: Direction,
    pub caller: Option<String>,
    /// The caller's name as an agent's device shows it.
    pub caller_name: Option<String>,
    pub customer: Option<Customer>,
    /// Called by a colleague: no flow, no queue.
    pub colleague: Option<AgentRef>,
    /// The agent who served this caller last, and when.
    pub last_agent: Option<(AgentId, Timestamp)>,
    pub flow: Arc<flow::Flow>,
    pub desk: mpsc::Receiver<DeskAction>,
}

/// The way to a running call.
#[derive(Clone)]
pub struct CallHandle {
    desk: mpsc::Sender<DeskAction>,
}

impl CallHandle {
    /// A handle and the mailbox that it fills.
    pub fn new() -> (Self, mpsc::Receiver<DeskAction>) {
        let (desk, mailbox) = mpsc::channel(MAILBOX);
        (Self { desk }, mailbox)
    }

    /// Tells the call what the agent did at the desk. False when the call is over or overwhelmed.
    pub fn tell(&self, action: DeskAction) -> bool {
        self.desk.try_send(action).is_ok()
    }
}

/// A prompt whose clips are ready.
pub(super) struct Prepared {
    pub play: u32,
    pub clips: Vec<Arc<Clip>>,
}

/// A running call.
pub(super) struct Session {
    pub ctx: Arc<CallContext>,
    pub id: ContactId,
    pub machine: CallMachine,
    pub caller: CallerLeg,
    pub caller_number: Option<String>,
    pub caller_name: Option<String>,
    pub direction: Direction,
    pub customer: Option<Customer>,
    pub last_agent: Option<(AgentId, Timestamp)>,
    pub agent: Option<AgentLeg>,
    /// The agent whom the flow named, while called or speaking: out of the line meanwhile.
    pub named: Option<AgentId>,
    pub media: CallMedia,
    pub next_leg: u32,
    pub files: Files,
    pub plays: HashMap<PlayId, u32>,
    /// The prompt that the machine wants played now; clips of an older one come too late.
    pub wanted_play: Option<u32>,
    pub queued_at: Option<Timestamp>,
    pub router: mpsc::UnboundedSender<ContactOutput>,
    pub prepared: mpsc::UnboundedSender<Prepared>,
    pub told: mpsc::UnboundedSender<Input>,
    /// Inputs that orders led to, decided before anything else is heard.
    pub pending: VecDeque<Input>,
    pub finished: bool,
}

/// Everything a call hears.
struct Ears {
    media: mpsc::UnboundedReceiver<MediaEvent>,
    router: mpsc::UnboundedReceiver<ContactOutput>,
    prepared: mpsc::UnboundedReceiver<Prepared>,
    told: mpsc::UnboundedReceiver<Input>,
    desk: mpsc::Receiver<DeskAction>,
    devices: watch::Receiver<u64>,
    shutdown: watch::Receiver<bool>,
}

/// Something heard.
enum Heard {
    Caller(Option<LegEvent>),
    Agent(Option<LegEvent>),
    Media(Option<MediaEvent>),
    Router(ContactOutput),
    Prepared(Prepared),
    Input(Input),
    Desk(DeskAction),
    Devices,
    Wake,
    Shutdown,
}

/// Runs a call to its end.
pub async fn run(ctx: Arc<CallContext>, new: NewCall) {
    let now = ctx.db.now();
    let (media_events, media) = mpsc::unbounded_channel();
    let (router_out, router) = mpsc::unbounded_channel();
    let (prepared_out, prepared) = mpsc::unbounded_channel();
    let (told_out, told) = mpsc::unbounded_channel();
    let mut ears = Ears {
        media,
        router,
        prepared,
        told,
        desk: new.desk,
        devices: ctx.registrar.changes(),
        shutdown: ctx.shutdown.clone(),
    };
    let types = new.customer.iter().map(|customer| customer.level.name().to_owned()).collect();
    let caller = flow::Caller { number: new.caller.clone(), types, language: None };
    let caller_silence = ctx.silent_after.saturating_mul(CALLER_PATIENCE);
    let agent_return = ctx.agent_return;
    let colleague = new.colleague;
    let facts = CallFacts { colleague, flow: new.flow, caller, agent_return, caller_silence };
    let mut session = Session {
        id: new.id,
        machine: CallMachine::new(facts),
        caller: CallerLeg::new(new.invite, now),
        caller_number: new.caller,
        caller_name: new.caller_name,
        direction: new.direction,
        customer: new.customer,
        last_agent: new.last_agent,
        agent: None,
        named: None,
        media: ctx.engine.open_call(media_events),
        next_leg: CALLER.0 + 1,
        files: Files::default(),
        plays: HashMap::new(),
        wanted_play: None,
        queued_at: None,
        router: router_out,
        prepared: prepared_out,
        told: told_out,
        pending: VecDeque::new(),
        finished: false,
        ctx,
    };
    // What these need lives for a moment only: a call that waits is small.
    Box::pin(session.arrive(new.entry, now)).await;
    while !session.finished {
        let heard = session.listen(&mut ears).await;
        Box::pin(session.decide(heard)).await;
    }
    Box::pin(session.last_words(&mut ears)).await;
}

impl Session {
    /// Keeps the contact before anything is promised to the caller.
    async fn arrive(&mut self, entry: String, now: Timestamp) {
        let arrived = ContactEvent::Arrived {
            number: self.ctx.contacts.next_number(),
            channel: Channel::Voice,
            direction: self.direction,
            entry,
            caller: self.caller_number.clone(),
        };
        let writable = self.ctx.contacts.is_writable();
        let written: oneshot::Receiver<()> = self.ctx.contacts.begin(self.id, arrived, now);
        if let Some(customer) = &self.customer {
            let matched = ContactEvent::CustomerMatched { customer: customer.id };
            self.ctx.contacts.tell(self.id, Actor::System, matched, now);
        }
        if let Err(err) = self.caller.leg.ringing().await {
            tracing::debug!(error = %err, "the caller was gone at once");
        }
        let told = self.told.clone();
        tokio::spawn(async move {
            let stored =
                writable && matches!(tokio::time::timeout(STORE_PATIENCE, written).await, Ok(Ok(())));
            // The call may be over by then: nobody needs to know.
            let _ = told.send(if stored { Input::Stored } else { Input::NotStored });
        });
    }

    async fn listen(&mut self, ears: &mut Ears) -> Heard {
        let sleep = self.machine.next_wake().map(|at| at.since(self.ctx.db.now()));
        let wake = async {
            match sleep {
                Some(sleep) => tokio::time::sleep(sleep).await,
                None => pending().await,
            }
        };
        let caller_here = self.caller.ended.is_none();
        tokio::select! {
            event = self.caller.next(), if caller_here => Heard::Caller(event),
            event = AgentLeg::next(&mut self.agent) => Heard::Agent(event),
            event = ears.media.recv() => Heard::Media(event),
            Some(output) = ears.router.recv() => Heard::Router(output),
            Some(prepared) = ears.prepared.recv() => Heard::Prepared(prepared),
            Some(input) = ears.told.recv() => Heard::Input(input),
            Some(action) = ears.desk.recv() => Heard::Desk(action),
            Ok(()) = ears.devices.changed() => Heard::Devices,
            Ok(()) = ears.shutdown.changed() => Heard::Shutdown,
            () = wake => Heard::Wake,
        }
    }

    async fn decide(&mut self, heard: Heard) {
        let now = self.ctx.db.now();
        if let Some(input) = self.understand(heard, now).await {
            self.pending.push_back(input);
        }
        while let Some(input) = self.pending.pop_front() {
            let now = self.ctx.db.now();
            for command in self.machine.handle(input, now) {
                self.obey(command, now).await;
            }
        }
    }

    async fn understand(&mut self, heard: Heard, now: Timestamp) -> Option<Input> {
        match heard {
            Heard::Caller(event) => self.caller_said(event).await,
            Heard::Agent(event) => {
                let media = self.media.clone();
                let leg = self.agent.as_mut()?;
                let held = event.as_ref().and_then(inputs::hold_by_telephone);
                let said = leg.hear(event, &media, now).await;
                said.map(Input::Agent).or(held.map(Input::Desk))
            }
            Heard::Media(event) => self.media_said(event?),
            Heard::Router(output) => inputs::from_router(output),
            Heard::Prepared(prepared) => {
                self.start_play(prepared);
                None
            }
            Heard::Input(input) => Some(input),
            Heard::Desk(action) => Some(Input::Desk(action)),
            Heard::Devices => self.agent_is_back(),
            Heard::Wake => {
                self.pending.extend(self.place_in_line());
                Some(Input::Wake)
            }
            Heard::Shutdown => Some(Input::Shutdown),
        }
    }

    async fn caller_said(&mut self, event: Option<LegEvent>) -> Option<Input> {
        let lost = || Input::Caller(call::CallerEvent::Lost { why: "gone".to_owned() });
        let Some(event) = event else {
            self.caller.ended.get_or_insert((EndedBy::System, "gone".to_owned()));
            return Some(lost());
        };
        let input = inputs::from_caller(&event);
        match event {
            LegEvent::Cancelled { .. } => {
                self.caller.ended = Some((EndedBy::Customer, "cancel".to_owned()));
            }
            LegEvent::Bye { .. } => self.caller.ended = Some((EndedBy::Customer, "bye".to_owned())),
            LegEvent::Lost(why) => {
                let why = super::agent_leg::lost_name(why);
                self.caller.ended = Some((EndedBy::System, why.to_owned()));
            }
            LegEvent::Confirmed { sdp } => return self.confirmed(sdp.as_deref()),
            LegEvent::ReInvite(request) => {
                let media = self.media.clone();
                // On hold from now on: silence so far counts for nothing.
                let excused = inputs::may_be_silent(&request);
                self.caller.renegotiate(&media, request).await;
                return excused.then_some(Input::Caller(call::CallerEvent::Flowing));
            }
            _ => {}
        }
        input
    }

    /// A caller who never says where the audio goes is let go.
    fn confirmed(&mut self, answer: Option<&str>) -> Option<Input> {
        if self.caller.late_answer(&self.media, answer) {
            return None;
        }
        let why = "no_session_description".to_owned();
        Some(Input::Caller(call::CallerEvent::Lost { why }))
    }

    fn media_said(&mut self, event: MediaEvent) -> Option<Input> {
        match event {
            MediaEvent::PlayFinished { play, .. } => {
                let play = self.plays.remove(&play)?;
                self.wanted_play.take_if(|wanted| *wanted == play)?;
                Some(Input::Played { play })
            }
            MediaEvent::RecordingDone { path, duration_ms, .. } => {
                self.file_done(&path, i64::try_from(duration_ms).unwrap_or(i64::MAX), None)
            }
            MediaEvent::RecordingFailed { path, duration_ms, why } => {
                metrics::counter!("yingda_recordings_failed_total").increment(1);
                self.file_done(&path, i64::try_from(duration_ms).unwrap_or(i64::MAX), Some(why))
            }
            MediaEvent::LegClosed { leg: CALLER, statistics } => {
                self.caller.statistics = Some(statistics);
                None
            }
            event => {
                self.caller.watch_audio(&event, self.ctx.silent_after);
                if let Some(leg) = &mut self.agent {
                    leg.watch_audio(&event, self.ctx.silent_after);
                }
                let agent = self.agent.as_ref().map(|leg| leg.key);
                if agent.is_some_and(|key| inputs::is_disconnect(&event, key)) {
                    let why = "disconnected".to_owned();
                    return Some(Input::Agent(DeviceEvent::Lost { why }));
                }
                inputs::from_media(&event)
            }
        }
    }

    fn file_done(
        &mut self,
        path: &std::path::Path,
        duration_ms: i64,
        failure: Option<String>,
    ) -> Option<Input> {
        match self.files.done(path) {
            Which::Conversation(file) => {
                let recording = self.keep_file(file, duration_ms, failure.clone());
                Some(Input::RecordingDone { recording, duration_ms, failure })
            }
            Which::Voicemail(file) => {
                let recording = self.keep_file(file, duration_ms, failure);
                Some(Input::VoicemailDone { recording, duration_ms })
            }
            Which::Neither => None,
        }
    }

    fn keep_file(&self, file: Recording, duration_ms: i64, failure: Option<String>) -> RecordingId {
        let state = if failure.is_some() { "failed" } else { "complete" };
        let done = Recording { state: state.to_owned(), failure, ..file };
        self.ctx.contacts.keep(store::recording_row(&done, Some(duration_ms)));
        done.id
    }

    /// What an announcement tells is asked when it is due: places change while one waits.
    fn place_in_line(&self) -> Option<Input> {
        let waits = matches!(self.machine.stage(), Stage::Waiting | Stage::Ringing(_));
        let (position, wait) = self.ctx.routing.place_in_line(self.id).filter(|_| waits)?;
        Some(Input::Announcement { position, expected_wait_s: wait.map(|wait| wait.as_secs()) })
    }

    /// The agent whose connection broke has a device again.
    fn agent_is_back(&self) -> Option<Input> {
        let Stage::Talking(talking) = self.machine.stage() else { return None };
        let away = matches!(talking.link, call::Link::Away { .. });
        let device = away.then(|| self.ctx.registrar.device(&talking.agent.staff_number)).flatten();
        device.map(|_| Input::AgentBack)
    }

    /// After the end: the recordings' last reports, then everything is let go.
    async fn last_words(&mut self, ears: &mut Ears) {
        let deadline = tokio::time::Instant::now() + LAST_WORDS;
        while self.files.any() {
            let Ok(Some(event)) = tokio::time::timeout_at(deadline, ears.media.recv()).await else { break };
            if let Some(input) = self.media_said(event) {
                let now = self.ctx.db.now();
                for command in self.machine.handle(input, now) {
                    self.obey(command, now).await;
                }
            }
        }
        let now = self.ctx.db.now();
        self.end_agent_leg(EndedBy::System, "finished", now).await;
        self.end_caller_leg(now).await;
        self.let_agent_go();
        self.media.close();
        self.ctx.contacts.release(self.id);
    }
}
