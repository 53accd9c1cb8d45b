//! What happens around a call, in the machine's words.

use call::{CallerEvent, DeskAction, Input, Offer, OverflowStep};
use contact::{AgentRef, OfferEnd};
use media::{Direction, LegKey, MediaEvent};
use routing::{ContactOutput, OverflowAction};
use sip::{LegEvent, ReInvite};

use super::CALLER;
use super::agent_leg::lost_name;

/// What the router says.
pub fn from_router(output: ContactOutput) -> Option<Input> {
    match output {
        ContactOutput::Offered { offer, queue, agent, staff_number, name, until, why, decision } => {
            let decision = serde_json::to_value(&decision).unwrap_or_default();
            let agent = AgentRef { id: agent, staff_number, name };
            Some(Input::Offered(Offer { offer, queue, agent, until, why, decision }))
        }
        ContactOutput::OfferEnded { offer, end, .. } => {
            let (end, why) = offer_end(end);
            Some(Input::OfferEnded { offer, end, why: why.to_owned() })
        }
        ContactOutput::AnnouncementDue { position, expected_wait } => {
            Some(Input::Announcement { position, expected_wait_s: expected_wait.map(|wait| wait.as_secs()) })
        }
        ContactOutput::Overflow(action) => overflow(&action).map(Input::Overflow),
        ContactOutput::Left => None,
    }
}

fn offer_end(end: routing::OfferEnd) -> (OfferEnd, &'static str) {
    match end {
        routing::OfferEnd::Accepted => (OfferEnd::Accepted, "accepted"),
        routing::OfferEnd::Refused => (OfferEnd::Refused, "refused"),
        routing::OfferEnd::TimedOut => (OfferEnd::TimedOut, "no_answer"),
        routing::OfferEnd::Withdrawn { .. } => (OfferEnd::Withdrawn, "withdrawn"),
    }
}

fn overflow(action: &OverflowAction) -> Option<OverflowStep> {
    match action {
        OverflowAction::OfferCallback => Some(OverflowStep::OfferCallback),
        OverflowAction::Voicemail => Some(OverflowStep::Voicemail),
        OverflowAction::EndWithMessage => Some(OverflowStep::EndWithMessage),
        // Done by the router itself.
        OverflowAction::LowerSkill { .. }
        | OverflowAction::AddAgentsOf { .. }
        | OverflowAction::RaisePriority { .. } => None,
    }
}

/// What the caller's device says, as far as the machine decides it.
pub fn from_caller(event: &LegEvent) -> Option<Input> {
    match event {
        LegEvent::Cancelled { .. } | LegEvent::Bye { .. } => Some(Input::Caller(CallerEvent::HungUp)),
        LegEvent::Lost(why) => Some(Input::Caller(CallerEvent::Lost { why: lost_name(*why).to_owned() })),
        LegEvent::Dtmf { key, .. } => Some(Input::Key(*key)),
        _ => None,
    }
}

/// Hold and its end as a telephone says it, by the direction of its offer (RFC 3264 section 8.4). Said again, or where
/// nothing is held, it changes nothing.
pub fn hold_by_telephone(event: &LegEvent) -> Option<DeskAction> {
    let LegEvent::ReInvite(request) = event else { return None };
    Some(match direction(request)? {
        Direction::SendOnly | Direction::Inactive => DeskAction::Hold,
        Direction::SendRecv | Direction::RecvOnly => DeskAction::Resume,
    })
}

/// Whether the telephone says that it need not send audio any more: it holds the call.
pub fn may_be_silent(request: &ReInvite) -> bool {
    direction(request).is_some_and(|direction| direction != Direction::SendRecv)
}

fn direction(request: &ReInvite) -> Option<Direction> {
    let description = media::sdp::parse(request.offer.as_deref()?).ok()?;
    Some(description.remote_media(super::caller_leg::PREFERRED).ok()?.direction)
}

/// What the media say of the caller, as far as the machine decides it.
pub fn from_media(event: &MediaEvent) -> Option<Input> {
    match event {
        MediaEvent::Digit { leg: CALLER, digit, .. } => Some(Input::Key(*digit)),
        MediaEvent::Silent { leg: CALLER, expected: true, .. } => Some(Input::Caller(CallerEvent::Silent)),
        MediaEvent::Flowing { leg: CALLER } => Some(Input::Caller(CallerEvent::Flowing)),
        MediaEvent::Disconnected { leg: CALLER, .. } => {
            Some(Input::Caller(CallerEvent::Lost { why: "disconnected".to_owned() }))
        }
        _ => None,
    }
}

/// Whether an event is about this leg's broken connection.
pub fn is_disconnect(event: &MediaEvent, key: LegKey) -> bool {
    matches!(event, MediaEvent::Disconnected { leg, .. } if *leg == key)
}

/// An action by the name that the API uses.
pub fn desk_action(name: &str) -> Option<DeskAction> {
    match name {
        "hold" => Some(DeskAction::Hold),
        "resume" => Some(DeskAction::Resume),
        "mute" => Some(DeskAction::Mute),
        "unmute" => Some(DeskAction::Unmute),
        "hang_up" => Some(DeskAction::HangUp),
        "to_survey" => Some(DeskAction::ToSurvey),
        _ => None,
    }
}
