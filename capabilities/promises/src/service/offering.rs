//! Which times can be promised: in words, by the calendar, with the room there is (PRM-2, PRM-4).

use std::time::Duration;

use clock::{Schedule, say_moment};
use kernel::{Principal, RefusalKind, Refused, Text, Timestamp};
use promise::{CallbackRoom, PromiseKind, Suggestion, understand};
use web::ApiResult;

use super::Promises;
use crate::model::{PreviewQuery, PreviewView, RefusalView, RoomView, Source};
use crate::rules::wording::absolute;
use crate::store;
use crate::{READ, WRITE};

/// Call-backs that an agent makes in half an hour beside the calls that come in.
const FOR_EACH_AGENT: u32 = 3;
/// Open call-backs that are counted at most.
const MOST_COUNTED: u32 = 20_000;
/// How far ahead room is looked for.
const AHEAD: Duration = Duration::from_secs(8 * 86_400);
/// Where there is no room within these days, a request is due then all the same.
const STEPS: u32 = 2_000;

/// Kinds for which somebody must be called.
pub(super) fn needs_a_call(kind: PromiseKind) -> bool {
    matches!(kind, PromiseKind::CallBack | PromiseKind::TransferCallBack)
}

impl Promises {
    /// What is understood of a time that somebody types.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn preview(&self, who: &Principal, query: PreviewQuery) -> ApiResult<PreviewView> {
        if !who.may(WRITE) {
            who.require(READ)?;
        }
        let (now, schedule) = (self.db.now(), self.schedule());
        let kind = query.kind.unwrap_or(PromiseKind::CallBack);
        let (mut flagged, words) = absolute(&query.when);
        for flag in absolute(&query.matter).0 {
            if !flagged.iter().any(|known| known.word == flag.word) {
                flagged.push(flag);
            }
        }
        let room = if needs_a_call(kind) { Some(self.room().await?) } else { None };
        let answer = understand(&words, now, &schedule);
        let offered = match &answer {
            // Nothing typed yet: the times themselves are wanted.
            Ok(_) => understand("尽快", now, &schedule).err(),
            Err(no) => Some(no.clone()),
        };
        let mut suggestions = offered.map(|no| no.suggestions().to_vec()).unwrap_or_default();
        if let Some(room) = &room {
            suggestions.retain(|offer: &Suggestion| refusal(room, offer.due, now, &schedule).is_none());
        }
        let blank = words.is_empty();
        let (understood, refused) = match answer {
            Ok(understood) => (Some(understood), None),
            Err(_) if blank => (None, None),
            Err(no) => {
                let told = no.refused("promise", &schedule);
                (None, Some(RefusalView { code: told.code, why: told.why }))
            }
        };
        let room = understood.as_ref().zip(room).map(|(understood, room)| {
            let full = refusal(&room, understood.due, now, &schedule);
            let free = Text::new("该时间前可安排回电", "There is room for the call by then");
            RoomView {
                fits: full.is_none(),
                next_at: full.as_ref().and_then(|refused| refused.until),
                why: full.map_or(free, |refused| full_text(&refused, &schedule)),
            }
        });
        Ok(PreviewView { understood, refused, suggestions, flagged, room })
    }

    /// The instant that words mean.
    pub(super) fn instant(&self, words: &str, field: &str, now: Timestamp) -> Result<Timestamp, Refused> {
        let schedule = self.schedule();
        let (_, rest) = absolute(words);
        match understand(&rest, now, &schedule) {
            Ok(understood) => Ok(understood.due),
            Err(no) => Err(no.refused(field, &schedule)),
        }
    }

    /// Refuses a call-back for which there is no room by then. What is due while it is closed is not refused: the
    /// agent was told, and may stay for it.
    pub(super) async fn check_room(&self, kind: PromiseKind, due: Timestamp, field: &str) -> ApiResult<()> {
        if !needs_a_call(kind) {
            return Ok(());
        }
        let (now, schedule) = (self.db.now(), self.schedule());
        match refusal(&self.room().await?, due, now, &schedule) {
            None => Ok(()),
            Some(refused) => {
                let Text { zh, en } = full_text(&refused, &schedule);
                Err(refused.with_field(field, zh, en).into())
            }
        }
    }

    /// The call-backs that are promised, and how many can be made.
    async fn room(&self) -> ApiResult<CallbackRoom> {
        let usual = match self.policy().room_per_half_hour {
            Some(room) => room,
            None => {
                let agents = self.below.agents.all(&Principal::system()).await?;
                let active = agents.iter().filter(|agent| agent.active).count();
                u32::try_from(active.max(1)).unwrap_or(u32::MAX).saturating_mul(FOR_EACH_AGENT)
            }
        };
        let mut room = CallbackRoom::new(usual);
        store::open_call_backs(&self.db, MOST_COUNTED).await?.into_iter().for_each(|due| room.book(due));
        Ok(room)
    }

    /// By when somebody who asks the hotline for a call is called back: the usual time, or the end of the next half
    /// hour in which there is room.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn call_back_due(&self, now: Timestamp) -> ApiResult<Timestamp> {
        let schedule = self.schedule();
        let usual = self.usual_due(Source::CallBack, now);
        let room = self.room().await?;
        if refusal(&room, usual, now, &schedule).is_none() {
            return Ok(usual);
        }
        let slots = room.slots(now, AHEAD, &schedule);
        let mut free = slots.iter().take(usize::try_from(STEPS).unwrap_or(usize::MAX));
        let next = free.find(|slot| slot.to >= usual && slot.free > 0);
        Ok(next.map_or_else(|| slots.last().map_or(usual, |slot| slot.to.max(usual)), |slot| slot.to))
    }

    /// The usual time for what the hotline was asked.
    pub(super) fn usual_due(&self, source: Source, now: Timestamp) -> Timestamp {
        let settings = self.policy();
        let target = match source {
            Source::VoiceMessage => settings.voice_message,
            Source::CallBack | Source::WrapUp | Source::Written | Source::Visit => settings.call_back,
        };
        let due = target.due(now, &self.schedule()).filter(|due| *due > now);
        due.unwrap_or_else(|| now.plus(Duration::from_secs(7_200)))
    }
}

/// Why there is no room by an instant, if there is none.
fn refusal(room: &CallbackRoom, due: Timestamp, now: Timestamp, schedule: &Schedule) -> Option<Refused> {
    let opens_before = room.slots(now, due.since(now), schedule).iter().any(|slot| slot.to <= due);
    if !opens_before {
        return None;
    }
    let refused = room.check(due, now, schedule).err().map(|refused| *refused)?;
    (refused.kind == RefusalKind::Conflict).then_some(refused)
}

fn full_text(refused: &Refused, schedule: &Schedule) -> Text {
    match refused.until.map(|until| say_moment(until, schedule)) {
        Some(next) => Text::new(
            format!("该时间前的回电已排满，最早可承诺{}前", next.zh),
            format!("All call-backs by then are taken; the earliest is {}", next.en),
        ),
        None => refused.why.clone(),
    }
}
