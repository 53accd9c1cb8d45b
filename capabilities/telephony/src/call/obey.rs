//! Carrying out what the machine orders.

use call::{Command, DeviceEvent, Input, NOT_REACHED};
use contact::{AgentRef, ContactEvent, EndedBy};
use flow::Question;
use kernel::{Actor, CallbackRequestId, Lang, RecordingId, Timestamp};
use media::{LegKey, VoicemailLimits, music};
use routing::{Arrival, PreferredAgent, ReturnReason};

use super::agent_leg::{AgentLeg, Dial, caller_address};
use super::recordings::{Running, relative_path};
use super::session::{Prepared, Session};
use super::{CALLER, sound};
use crate::store;

/// How long the ledger may take to say by when somebody is called back.
const DUE_WITHIN: std::time::Duration = std::time::Duration::from_millis(500);
/// A voice message ends after so much silence.
const VOICEMAIL_SILENCE: std::time::Duration = std::time::Duration::from_secs(6);

impl Session {
    pub(super) async fn obey(&mut self, command: Command, now: Timestamp) {
        match command {
            Command::Record(event) => self.record(event, now),
            Command::AnswerCaller => self.answer_caller(now).await,
            Command::RefuseCaller(code) => self.caller.refuse(code).await,
            Command::Play { play, parts, language } => self.prepare(play, parts, language),
            Command::PlayApology(apology, language) => self.prepare(0, sound::apology(apology), language),
            Command::StopPlay => {
                self.wanted_play = None;
                self.media.stop_play(CALLER);
            }
            Command::Music(music) => self.music(music).await,
            Command::Ask(question) => self.ask(question),
            Command::Enqueue { queue, priority, skills, language } => {
                self.enqueue(&queue, priority, &skills, language, now);
            }
            Command::LeaveRouter => self.ctx.routing.contact_left(self.id),
            Command::InviteAgent { agent, resume } => self.invite_agent(agent, resume, now).await,
            Command::DropAgent { why } => {
                self.end_agent_leg(EndedBy::System, why, now).await;
                if why == NOT_REACHED {
                    self.let_agent_go();
                }
            }
            Command::AcceptOffer { offer, agent } => {
                if let Err(refused) = self.ctx.routing.accept(offer, agent.id) {
                    // The offer lapsed in this moment; its end is on the way to us.
                    tracing::debug!(%refused, "an answer came too late");
                }
            }
            Command::RefuseOffer { offer, agent } => {
                if let Err(refused) = self.ctx.routing.refuse(offer, agent.id) {
                    tracing::debug!(%refused, "an offer had ended before it was declined");
                }
            }
            Command::HandlingEnded(agent) => {
                if !self.ctx.routing.engaged_until_recorded(agent.id, self.id) {
                    self.ctx.routing.handling_ended(self.id, agent.id);
                }
                self.named = None;
            }
            Command::ReturnToQueue(agent) => self.return_to_queue(&agent, now),
            Command::Transfer(to) => {
                let outcome = self.transfer(&to);
                self.pending.push_back(outcome);
            }
            Command::Bridge => self.with_agent(|media, key| {
                media.bridge(CALLER, key);
                // A recording that runs already goes on with this agent, who came back or came instead of another.
                media.set_recording_leg(key);
            }),
            Command::Unbridge => self.media.unbridge(),
            Command::Hold => self.media.hold(CALLER),
            Command::Resume => self.media.resume(CALLER),
            Command::Mute(on) => self.with_agent(|media, key| media.mute(key, on)),
            Command::StartRecording => self.start_recording(now),
            Command::StopRecording => self.media.stop_recording(),
            Command::StartVoicemail { max } => self.start_voicemail(max, now),
            Command::StopVoicemail => self.media.stop_voicemail(),
            Command::StoreCallback { number } => self.promise_call_back(number, now).await,
            Command::HangUpCaller { why } => self.caller.hang_up(EndedBy::System, &why).await,
            Command::Finish => self.finished = true,
        }
    }

    fn record(&self, event: ContactEvent, now: Timestamp) {
        let actor = match &event {
            ContactEvent::Connected { agent } => Actor::Agent(agent.id),
            ContactEvent::Surveyed { .. } | ContactEvent::VoicemailLeft { .. } => Actor::Customer,
            ContactEvent::Ended { ended_by: EndedBy::Customer, .. } => Actor::Customer,
            ContactEvent::Held | ContactEvent::Resumed | ContactEvent::Muted { .. } => {
                self.agent.as_ref().map_or(Actor::System, |leg| Actor::Agent(leg.agent.id))
            }
            _ => Actor::System,
        };
        self.ctx.contacts.tell(self.id, actor, event, now);
    }

    fn with_agent(&self, order: impl FnOnce(&media::CallMedia, LegKey)) {
        if let Some(leg) = &self.agent {
            order(&self.media, leg.key);
        }
    }

    async fn answer_caller(&mut self, now: Timestamp) {
        let media = self.media.clone();
        match self.caller.answer(&media, now).await {
            Ok(()) => self.pending.push_back(Input::CallerConnected),
            Err(err) => {
                tracing::info!(contact = %self.id, error = %err, "a caller could not be answered");
                let code = err.status();
                if self.caller.leg.reject(code, "", &[]).await.is_ok() {
                    self.caller.ended = Some((EndedBy::System, code.to_string()));
                }
                let why = format!("refused_{code}");
                self.pending.push_back(Input::Caller(call::CallerEvent::Lost { why }));
            }
        }
    }

    /// Speaking a text may take a moment the first time: the call goes on listening meanwhile.
    fn prepare(&mut self, play: u32, parts: Vec<flow::PromptPart>, language: Lang) {
        self.wanted_play = Some(play);
        let (flows, prepared) = (self.ctx.flows.clone(), self.prepared.clone());
        tokio::spawn(async move {
            let clips = sound::clips(&flows, &parts, language).await;
            // The call may be over by then.
            let _ = prepared.send(Prepared { play, clips });
        });
    }

    pub(super) fn start_play(&mut self, prepared: Prepared) {
        if self.wanted_play != Some(prepared.play) {
            return;
        }
        if prepared.clips.is_empty() {
            self.wanted_play = None;
            self.pending.push_back(Input::Played { play: prepared.play });
            return;
        }
        let id = self.media.play(CALLER, prepared.clips, false);
        self.plays.insert(id, prepared.play);
    }

    async fn music(&mut self, prompt: Option<kernel::PromptId>) {
        self.wanted_play = None;
        let own = match prompt {
            Some(prompt) => self.ctx.flows.uploaded(prompt).await,
            None => None,
        };
        let clip = own.unwrap_or_else(music::default_clip);
        self.media.play(CALLER, vec![clip], true);
    }

    fn ask(&mut self, question: Question) {
        let now = self.ctx.db.now();
        let answer = match question {
            Question::Hours { calendar } => {
                Input::HoursAnswered { open: self.ctx.flows.is_open(&calendar, now) }
            }
            // Orders come with their own capability; until then no number is known.
            Question::Order { .. } => Input::OrderAnswered { status: None },
        };
        self.pending.push_back(answer);
    }

    fn enqueue(
        &mut self,
        name: &str,
        priority: i32,
        skills: &[flow::SkillNeed],
        language: Lang,
        now: Timestamp,
    ) {
        let Some(queue) = self.ctx.routing.queue_named(name) else {
            self.pending.push_back(Input::QueueRefused);
            return;
        };
        let _ = language;
        let known = |need: &flow::SkillNeed| {
            let skill = self.ctx.routing.skill_named(&need.skill)?;
            Some(router::SkillLevel { skill, level: need.level })
        };
        let waiting_since = *self.queued_at.get_or_insert(now);
        let queued = ContactEvent::Queued { queue: queue.id, queue_name: queue.form.name.clone(), priority };
        self.record(queued, now);
        let arrival = Arrival {
            contact: self.id,
            channel: router::Channel::Voice,
            queue: queue.id,
            priority,
            extra_skills: skills.iter().filter_map(known).collect(),
            waiting_since,
            preferred: self.preferred(),
        };
        if let Err(refused) = self.ctx.routing.enqueue(arrival, self.router.clone()) {
            tracing::warn!(%refused, "a queue refused a call");
            self.pending.push_back(Input::QueueRefused);
        }
    }

    /// Whom the entry flow names, if that agent may be called now. Numbers outside need a trunk for outgoing calls, which
    /// there is not.
    fn transfer(&mut self, to: &flow::TransferTo) -> Input {
        let agent = match to {
            flow::TransferTo::Agent(staff_number) => self.ctx.routing.agent_named(staff_number),
            flow::TransferTo::Number(_) => None,
        };
        let reachable = agent.filter(|agent| self.ctx.registrar.device(&agent.staff_number).is_some());
        let free = reachable.filter(|agent| self.ctx.routing.engage_for(agent.id, self.id));
        self.named = free.as_ref().map(|agent| agent.id);
        free.map_or(Input::TransferFailed, |agent| {
            Input::TransferTo(AgentRef { id: agent.id, staff_number: agent.staff_number, name: agent.name })
        })
    }

    /// An agent called by name did not come to speak with the caller.
    pub(super) fn let_agent_go(&mut self) {
        if let Some(agent) = self.named.take() {
            self.ctx.routing.disengage(agent);
        }
    }

    /// The agent who served this caller last, if anyone did.
    fn preferred(&self) -> Option<PreferredAgent> {
        let last = self.last_agent.as_ref()?;
        Some(PreferredAgent { agent: last.0, served_at: last.1 })
    }

    async fn invite_agent(&mut self, agent: AgentRef, resume: bool, now: Timestamp) {
        self.end_agent_leg(EndedBy::System, "replaced", now).await;
        let failed = Input::Agent(DeviceEvent::Failed { code: 480 });
        let Some(device) = self.ctx.registrar.device(&agent.staff_number) else {
            self.pending.push_back(failed);
            return;
        };
        let key = LegKey(self.next_leg);
        self.next_leg += 1;
        let display = self.caller_name.as_deref();
        let caller = match caller_address(self.caller_number.as_deref(), display, &self.ctx.host) {
            Ok(caller) => caller,
            Err(err) => {
                tracing::warn!(error = %err, "the caller's address cannot be shown to the agent");
                self.pending.push_back(failed);
                return;
            }
        };
        let dial = Dial { port: &self.ctx.port, media: &self.media, contact: self.id, caller, resume, now };
        match AgentLeg::dial(dial, agent, key, &device).await {
            Ok(leg) => self.agent = Some(leg),
            Err(err) => {
                tracing::warn!(error = %err, "the device of an agent cannot be called");
                self.media.remove_leg(key);
                self.pending.push_back(failed);
            }
        }
    }

    /// Ends the agent's leg and writes its call detail record.
    pub(super) async fn end_agent_leg(&mut self, by: EndedBy, why: &str, now: Timestamp) {
        let Some(mut leg) = self.agent.take() else { return };
        leg.hang_up(by, why).await;
        let statistics = self.media.statistics(leg.key).await.ok();
        self.media.remove_leg(leg.key);
        let (ended_by, cause) = leg.ended.take().unwrap_or((by, why.to_owned()));
        let event = ContactEvent::LegEnded {
            party: leg.agent.staff_number.clone(),
            from: leg.from,
            answered_at: leg.answered_at,
            ended_by,
            cause,
            media: statistics.map(|s| figures(&s)).unwrap_or_default(),
        };
        self.record(event, now);
    }

    /// Ends the caller's leg and writes its call detail record.
    pub(super) async fn end_caller_leg(&mut self, now: Timestamp) {
        self.caller.hang_up(EndedBy::System, "finished").await;
        let statistics = self.media.statistics(CALLER).await.ok();
        let (ended_by, cause) = self.caller.ended.take().unwrap_or((EndedBy::System, "finished".to_owned()));
        let event = ContactEvent::LegEnded {
            party: "caller".to_owned(),
            from: self.caller.from,
            answered_at: self.caller.answered_at,
            ended_by,
            cause,
            media: statistics.map(|s| figures(&s)).unwrap_or_default(),
        };
        self.record(event, now);
    }

    fn return_to_queue(&mut self, agent: &AgentRef, now: Timestamp) {
        let known = self.ctx.contacts.live(self.id).and_then(|contact| contact.queue);
        if let Some(queue) = known {
            let system = kernel::Principal::system();
            let queues = self.ctx.routing.queues(&system).unwrap_or_default();
            let name = queues.into_iter().find(|found| found.id == queue).map(|found| found.form.name);
            let event = ContactEvent::Queued { queue, queue_name: name.unwrap_or_default(), priority: 0 };
            self.record(event, now);
        }
        if let Err(refused) = self.ctx.routing.returned(self.id, agent.id, ReturnReason::AgentLost) {
            tracing::warn!(%refused, "a call could not return to its queue");
            self.pending.push_back(Input::QueueRefused);
        }
    }

    fn start_recording(&mut self, now: Timestamp) {
        let Some(agent) = self.agent.as_ref().map(|leg| leg.key) else { return };
        let running = self.begin_file("call", now);
        self.media.start_recording(&running.path, CALLER, agent);
        self.record(ContactEvent::RecordingStarted { recording: running.recording.id }, now);
        self.files.conversation = Some(running);
    }

    fn start_voicemail(&mut self, max: std::time::Duration, now: Timestamp) {
        let running = self.begin_file("voicemail", now);
        let limits = VoicemailLimits { longest: max, end_after_silence: Some(VOICEMAIL_SILENCE) };
        self.media.start_voicemail(&running.path, CALLER, limits);
        self.files.voicemail = Some(running);
    }

    fn begin_file(&self, kind: &str, now: Timestamp) -> Running {
        let id = RecordingId(self.ctx.db.new_uuid());
        let relative = relative_path(id, now);
        let path = self.ctx.data.join(&relative);
        let recording = store::new_recording(id, self.id, kind, relative, now);
        self.ctx.contacts.keep(store::recording_row(&recording, None));
        Running { recording, path }
    }

    /// The request is told as an event of the contact, and becomes a promise from there; by when is asked first.
    async fn promise_call_back(&mut self, number: String, now: Timestamp) {
        let asked = self.ctx.promises.call_back_due(now);
        let due_at = match tokio::time::timeout(DUE_WITHIN, asked).await {
            Ok(Ok(due)) => due,
            // The caller does not wait for a store that is slow or away.
            Ok(Err(_)) | Err(_) => self.ctx.flows.callback_due(now),
        };
        let request = CallbackRequestId(self.ctx.db.new_uuid());
        self.pending.push_back(Input::CallbackStored { request, due_at, number });
    }
}

fn figures(s: &media::LegStatistics) -> serde_json::Value {
    serde_json::json!({
        "packets_in": s.packets_in, "packets_out": s.packets_out, "lost": s.lost, "out_of_order": s.out_of_order,
        "ignored": s.ignored, "malformed": s.malformed, "jitter_ms": s.jitter_ms,
    })
}
