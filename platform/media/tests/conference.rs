//! More than two legs: conferences, and supervisors who listen, whisper and barge in.

#![allow(clippy::unwrap_used, clippy::panic)]

mod stand;

use media::{Codec, LegKey};
use stand::{AGENT, CALLER, Phone, Stand, share_of};

const SUPERVISOR: LegKey = LegKey(3);

/// Which of the three voices (400, 1,000, 1,600 Hz) a telephone heard in the last 200 ms.
fn voices(phone: &Phone) -> [bool; 3] {
    let samples = phone.last_samples(10);
    [400.0, 1000.0, 1600.0].map(|tone| phone.heard.len() >= 10 && share_of(&samples, tone) > 0.2)
}

#[test]
fn three_hear_the_two_others_and_not_themselves() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcmu, 1000.0);
    let mut third = stand.phone(SUPERVISOR, Codec::Pcma, 1600.0);
    let mut phones = [&mut caller, &mut agent, &mut third];
    stand.call.conference(&[CALLER, AGENT, SUPERVISOR]);
    stand.talk_until(&mut phones, |_, p| {
        voices(p[0]) == [false, true, true]
            && voices(p[1]) == [true, false, true]
            && voices(p[2]) == [true, true, false]
    });
    // One after the other falls out: by mute, by hold, by leaving.
    stand.call.mute(AGENT, true);
    stand.talk_until(&mut phones, |_, p| p[0].hears(1600.0) && p[2].hears(400.0));
    stand.call.mute(AGENT, false);
    stand.call.hold_with(SUPERVISOR, stand::tone_clip(700.0, 4));
    stand.talk_until(&mut phones, |_, p| p[0].hears(1000.0) && p[1].hears(400.0) && p[2].hears(700.0));
    stand.call.remove_leg(SUPERVISOR);
    stand.talk(&mut phones, 20);
    assert!(phones[0].hears(1000.0) && phones[1].hears(400.0));
    for phone in [&caller, &agent] {
        for pair in phone.heard.windows(2) {
            assert_eq!(pair[1].header.sequence, pair[0].header.sequence.wrapping_add(1));
            assert_eq!(pair[1].header.ssrc, pair[0].header.ssrc);
        }
    }
}

#[test]
fn a_supervisor_listens_whispers_and_stops() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    let mut supervisor = stand.phone(SUPERVISOR, Codec::Pcma, 1600.0);
    let mut phones = [&mut caller, &mut agent, &mut supervisor];
    stand.call.bridge(CALLER, AGENT);
    stand.call.listen(SUPERVISOR, &[CALLER, AGENT]);
    stand.talk_until(&mut phones, |_, p| {
        p[0].hears(1000.0) && p[1].hears(400.0) && voices(p[2]) == [true, true, false]
    });
    stand.call.listen(AGENT, &[SUPERVISOR]);
    stand.talk_until(&mut phones, |_, p| {
        p[0].hears(1000.0) && voices(p[1]) == [true, false, true] && voices(p[2]) == [true, true, false]
    });
    stand.call.listen(AGENT, &[]);
    stand.call.listen(SUPERVISOR, &[]);
    stand.talk_until(&mut phones, |_, p| p[0].hears(1000.0) && p[1].hears(400.0) && p[2].hears_silence());
}
