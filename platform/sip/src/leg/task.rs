//! The task that owns a leg.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use rsipstack::transaction::transaction::Transaction;
use tokio::sync::mpsc;

use super::command::{Command, Reply};
use super::driver::Input;
use super::offer::Offers;
use super::send::{Flow, Purpose};
use super::session::SessionTimer;
use super::uac::Calling;
use super::uas::Ringing;
use super::wire::DialogWire;
use super::{Commander, Dialog, HangUp, LegEvent, LegEvents, LegId, LostWhy};
use crate::core::Core;
use crate::error::SipError;

/// Events an owner may leave unread. Beyond three quarters of it key presses and repeated ringing are dropped, a full
/// queue ends the leg.
const EVENTS: usize = 128;
/// Commands waiting.
const COMMANDS: usize = 32;
/// Messages of transactions waiting.
const INPUTS: usize = 64;

/// Where the leg is in its life.
pub enum Phase {
    /// Incoming, unanswered.
    Ringing(Box<Ringing>),
    /// Outgoing, unanswered.
    Calling(Box<Calling>),
    /// Answered.
    Up(Up),
}

/// An answered leg.
#[derive(Default)]
pub struct Up {
    /// CSeq of the incoming INVITE whose 2xx waits for its ACK.
    pub unacked: Option<u32>,
    /// A BYE that waits for that ACK (RFC 3261 section 15), with its reason.
    pub bye_wanted: Option<HangUp>,
}

/// A leg and everything it needs.
pub struct LegTask {
    pub core: Arc<Core>,
    pub id: LegId,
    pub wire: DialogWire,
    pub phase: Phase,
    pub flow: Flow,
    pub events: Option<mpsc::Sender<LegEvent>>,
    pub commander: Commander,
    pub inputs: mpsc::Sender<Input>,
    pub errands: HashMap<u64, Purpose>,
    pub last_ticket: u64,
    pub offers: Offers,
    pub timer: Option<SessionTimer>,
    /// We placed the call, so the Call-ID is ours.
    pub we_called: bool,
    /// The peer's Allow names UPDATE.
    pub peer_updates: bool,
    pub refers: HashMap<u64, Transaction>,
    /// ACK of our last answered INVITE, for 2xx retransmissions.
    pub last_ack: Option<(u32, rsipstack::sip::Request)>,
    /// Until when a lost WebSocket may come back.
    pub grace: Option<Instant>,
    pub over: bool,
}

/// The receiving ends of a leg.
pub struct Ears {
    commands: mpsc::Receiver<Command>,
    inputs: mpsc::Receiver<Input>,
}

enum Heard {
    Input(Input),
    Command(Command),
    Time,
    Abandoned,
    Disconnected,
    Shutdown,
}

impl LegTask {
    /// A leg, its ears, its handle and its events. It is entered in the registry; `run` takes it out again.
    pub fn new(
        core: Arc<Core>,
        wire: DialogWire,
        flow: Flow,
        phase: impl FnOnce(&mpsc::Sender<Input>) -> Phase,
    ) -> (Self, Ears, Dialog, LegEvents) {
        let (commands, command_receiver) = mpsc::channel(COMMANDS);
        let (inputs, input_receiver) = mpsc::channel(INPUTS);
        let (events, event_receiver) = mpsc::channel(EVENTS);
        let commander = Commander { commands };
        let id = core.next_leg();
        let dialog = Dialog { id, call_id: wire.call_id.as_str().into(), commander: commander.clone() };
        core.registry.enter(&wire.call_id, &wire.local_tag, id, inputs.clone());
        core.counters.legs.fetch_add(1, Relaxed);
        let phase = phase(&inputs);
        let we_called = matches!(phase, Phase::Calling(_));
        let task = Self {
            core,
            id,
            wire,
            phase,
            flow,
            events: Some(events),
            commander,
            inputs,
            errands: HashMap::new(),
            last_ticket: 0,
            offers: Offers::default(),
            timer: None,
            we_called,
            peer_updates: false,
            refers: HashMap::new(),
            last_ack: None,
            grace: None,
            over: false,
        };
        (task, Ears { commands: command_receiver, inputs: input_receiver }, dialog, event_receiver)
    }

    /// Lives until the leg is over.
    pub async fn run(mut self, mut ears: Ears) {
        let core = self.core.clone();
        let mut shutdown_heard = false;
        while !self.over {
            match self.listen(&mut ears, shutdown_heard).await {
                // What they need lives for a moment only; in the task itself it would take 11 KB of each leg for good.
                Heard::Input(input) => Box::pin(self.on_input(input)).await,
                Heard::Command(command) => Box::pin(self.on_command(command)).await,
                Heard::Time => self.on_time().await,
                Heard::Abandoned => self.on_abandoned().await,
                Heard::Disconnected => self.on_disconnected().await,
                Heard::Shutdown => {
                    shutdown_heard = true;
                    self.emit(LegEvent::Lost(LostWhy::Shutdown));
                    self.hang_up(HangUp { code: Some(503), reason: None }).await;
                }
            }
        }
        core.registry.leave(&self.wire.call_id, &self.wire.local_tag);
        core.counters.legs.fetch_sub(1, Relaxed);
    }

    async fn listen(&self, ears: &mut Ears, shutdown_heard: bool) -> Heard {
        let due = self.due();
        let time = async {
            match due {
                Some(due) => tokio::time::sleep_until(due.into()).await,
                None => std::future::pending().await,
            }
        };
        let abandoned = async {
            match &self.events {
                Some(events) => events.closed().await,
                None => std::future::pending().await,
            }
        };
        let disconnected = async {
            match self.flow.stream.as_ref().filter(|_| self.grace.is_none()) {
                Some(stream) => stream.closed.cancelled().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            Some(input) = ears.inputs.recv() => Heard::Input(input),
            Some(command) = ears.commands.recv() => Heard::Command(command),
            () = time => Heard::Time,
            () = abandoned => Heard::Abandoned,
            () = disconnected => Heard::Disconnected,
            () = self.core.closing.cancelled(), if !shutdown_heard => Heard::Shutdown,
        }
    }

    fn due(&self) -> Option<Instant> {
        let phase = match &self.phase {
            Phase::Calling(calling) => Some(calling.deadline),
            Phase::Ringing(ringing) => ringing.repeat,
            Phase::Up(_) => None,
        };
        [phase, self.grace, self.offers.due(), self.timer.map(|t| t.due)].into_iter().flatten().min()
    }

    async fn on_time(&mut self) {
        let now = Instant::now();
        if self.grace.is_some_and(|until| until <= now) {
            return self.lose(LostWhy::Disconnected);
        }
        if matches!(&self.phase, Phase::Calling(calling) if calling.deadline <= now) {
            return self.calling_deadline().await;
        }
        if matches!(&self.phase, Phase::Ringing(ringing) if ringing.repeat.is_some_and(|at| at <= now)) {
            return self.repeat_provisional();
        }
        if self.offers.due().is_some_and(|due| due <= now) {
            return self.offer_due(now).await;
        }
        if self.timer.is_some_and(|timer| timer.due <= now) {
            self.session_due(now).await;
        }
    }

    /// Nobody listens to the leg any more.
    async fn on_abandoned(&mut self) {
        self.events = None;
        self.hang_up(HangUp::default()).await;
    }

    async fn on_disconnected(&mut self) {
        match &self.phase {
            // A stream that can be dialled again is not needed between requests.
            Phase::Up(_) if self.flow.can_be_dialled() => self.flow.stream = None,
            Phase::Up(_) => self.grace = Some(Instant::now() + self.core.config.limits.flow_grace),
            Phase::Ringing(_) => self.lose(LostWhy::Disconnected),
            // The errand reports it.
            Phase::Calling(_) => self.flow.stream = None,
        }
    }

    /// Tells the owner.
    pub fn emit(&mut self, event: LegEvent) {
        let Some(events) = &self.events else { return };
        let spare = matches!(event, LegEvent::Dtmf { .. } | LegEvent::Info { .. } | LegEvent::Ringing { .. });
        if spare && events.capacity() < EVENTS / 4 {
            return;
        }
        if events.try_send(event).is_err() {
            // Full: an owner that does not read has given the leg up. Closed: it will be noticed as abandoned.
            self.events = None;
            let how = HangUp::default();
            self.commander.tell(|reply| Command::HangUp { how, reply });
        }
    }

    /// Ends the leg without a word to the peer.
    pub fn lose(&mut self, why: LostWhy) {
        self.emit(LegEvent::Lost(why));
        self.over = true;
    }

    async fn on_input(&mut self, input: Input) {
        match input {
            Input::Request { transaction, cseq, hop } => self.on_request(*transaction, cseq, hop).await,
            Input::Cancel { reason } => self.on_cancel(reason),
            Input::Ack { cseq, sdp } => self.on_ack(cseq, sdp).await,
            Input::InviteOver { cseq, closed } => self.on_invite_over(cseq, closed),
            Input::Response { ticket, response } => self.on_response(ticket, *response).await,
            Input::Unsent { ticket, error } => self.on_unsent(ticket, error).await,
            Input::Stray2xx(response) => self.on_stray_2xx(*response).await,
        }
    }

    async fn on_command(&mut self, command: Command) {
        match command {
            Command::Provisional { code, sdp, reply } => answer(reply, self.provisional(code, sdp)),
            Command::Answer { sdp, reply } => answer(reply, self.accept(sdp)),
            Command::Refuse { answer: refusal, reply } => answer(reply, self.refuse(&refusal)),
            Command::HangUp { how, reply } => {
                self.hang_up(how).await;
                answer(reply, Ok(()));
            }
            Command::ReInvite { sdp, reply } => self.offer(sdp, reply),
            Command::Request { method, headers, body, reply } => self.request(method, headers, body, reply),
            Command::Refer { target, reply } => self.refer(&target, reply),
            Command::AnswerOffer { ticket, answer: given, reply } => {
                let settled = self.answer_offer(ticket, given).await;
                answer(reply, settled);
            }
            Command::AnswerRefer { ticket, code, reply } => {
                let settled = self.answer_refer(ticket, code).await;
                answer(reply, settled);
            }
        }
    }

    /// Ends the leg politely, whatever its state.
    pub async fn hang_up(&mut self, how: HangUp) {
        match &mut self.phase {
            Phase::Ringing(_) => self.refuse_unanswered(&how),
            Phase::Calling(_) => self.give_up(how).await,
            Phase::Up(up) if up.unacked.is_some() => {
                up.bye_wanted = Some(how);
                self.events = None;
            }
            Phase::Up(_) => self.bye(how),
        }
    }
}

fn answer<T>(reply: Reply<T>, outcome: Result<T, SipError>) {
    let _ = reply.send(outcome);
}
