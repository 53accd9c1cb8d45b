//! Two plain RTP legs: what they hear of each other, of prompts and of music.

#![allow(clippy::unwrap_used, clippy::panic)]

mod stand;

use std::time::Duration;

use media::{Codec, Direction, LegKey, MediaConfig, MediaError, MediaEvent, PlayEnd};
use stand::{AGENT, CALLER, DTMF, Packet, Phone, Stand, config, tone_clip};

#[test]
fn bridged_legs_hear_each_other_also_across_codecs() {
    for agents_codec in [Codec::Pcma, Codec::Pcmu] {
        let mut stand = Stand::new();
        let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
        let mut agent = stand.phone(AGENT, agents_codec, 1000.0);
        stand.call.bridge(CALLER, AGENT);
        stand.talk_until(&mut [&mut caller, &mut agent], |_, p| p[0].hears(1000.0) && p[1].hears(400.0));
        assert!(caller.heard.iter().all(|p| p.header.payload_type == 8));
        assert!(agent.heard.iter().all(|p| p.header.payload_type == agents_codec.payload_type()));
    }
}

/// One SSRC, no step in the sequence, and time stamps that keep to the clock.
fn assert_one_stream(heard: &[Packet]) {
    let first = &heard[0];
    for (before, packet) in heard.iter().zip(&heard[1..]) {
        assert_eq!(packet.header.ssrc, first.header.ssrc);
        assert_eq!(packet.header.sequence, before.header.sequence.wrapping_add(1));
        let step = packet.header.timestamp.wrapping_sub(before.header.timestamp);
        assert!(step % 160 == 0 && (160..=3200).contains(&step), "time stamp stepped by {step}");
        let media = i64::from(packet.header.timestamp.wrapping_sub(first.header.timestamp)) / 8;
        let clock = packet.at.duration_since(first.at).as_millis() as i64;
        assert!((media - clock).abs() < 250, "time stamp at {media} ms, clock at {clock} ms");
    }
}

#[test]
fn a_leg_hears_one_stream_through_silence_prompt_bridge_hold_and_transfer() {
    let mut stand = Stand::new();
    let third_leg = LegKey(3);
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    let mut third = stand.phone(third_leg, Codec::Pcmu, 1600.0);
    third.header.timestamp = 5;
    third.header.ssrc = 99;
    let mut phones = [&mut caller, &mut agent, &mut third];
    stand.talk_until(&mut phones, |_, p| p[0].hears_silence());
    stand.call.play(CALLER, vec![tone_clip(700.0, 25)], false);
    stand.talk_until(&mut phones, |_, p| p[0].hears(700.0));
    let completed = |e: &MediaEvent| matches!(e, MediaEvent::PlayFinished { end: PlayEnd::Completed, .. });
    stand.talk_until(&mut phones, |s, _| s.has_event(completed));
    stand.call.bridge(CALLER, AGENT);
    stand.talk_until(&mut phones, |_, p| p[0].hears(1000.0));
    stand.call.hold_with(CALLER, tone_clip(500.0, 3));
    stand.talk_until(&mut phones, |_, p| p[0].hears(500.0) && p[1].hears_silence());
    stand.call.resume(CALLER);
    stand.talk_until(&mut phones, |_, p| p[0].hears(1000.0) && p[1].hears(400.0));
    stand.call.bridge(CALLER, third_leg);
    stand.talk_until(&mut phones, |_, p| p[0].hears(1600.0) && p[2].hears(400.0) && p[1].hears_silence());
    assert_one_stream(&caller.heard);
    let talk_spurts = caller.heard.iter().filter(|p| p.header.marker).count();
    assert!((4..=8).contains(&talk_spurts), "{talk_spurts} marker bits");
}

#[test]
fn a_muted_leg_is_not_heard_but_hears() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    stand.call.bridge(CALLER, AGENT);
    stand.call.mute(AGENT, true);
    stand.talk_until(&mut [&mut caller, &mut agent], |_, p| p[0].hears_silence() && p[1].hears(400.0));
    stand.call.mute(AGENT, false);
    stand.talk_until(&mut [&mut caller, &mut agent], |_, p| p[0].hears(1000.0));
}

#[test]
fn a_prompt_is_replaced_stopped_repeated_and_reported_once_each() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let first = stand.call.play(CALLER, vec![tone_clip(700.0, 5), tone_clip(700.0, 5)], true);
    stand.talk(&mut [&mut caller], 30);
    assert!(caller.hears(700.0), "a repeated prompt goes on");
    let second = stand.call.play(CALLER, vec![tone_clip(900.0, 500)], false);
    stand.talk_until(&mut [&mut caller], |_, p| p[0].hears(900.0));
    stand.call.stop_play(CALLER);
    stand.talk_until(&mut [&mut caller], |_, p| p[0].hears_silence());
    let unknown = stand.call.play(LegKey(9), vec![tone_clip(900.0, 5)], false);
    let mut ended = Vec::new();
    while ended.len() < 3 {
        ended.push(stand.wait(|e| match e {
            MediaEvent::PlayFinished { play, end: PlayEnd::Stopped, .. } => Some(*play),
            _ => None,
        }));
    }
    assert_eq!(ended, [first, second, unknown]);
}

#[test]
fn a_far_side_on_hold_is_sent_nothing_and_its_silence_is_no_fault() {
    let mut config = config(32);
    config.silent_after = Duration::from_millis(150);
    let mut stand = Stand::with(config);
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.talk_until(&mut [&mut caller], |_, p| p[0].hears_silence());
    stand.call.set_remote(CALLER, caller.remote(Direction::Inactive));
    caller.silent = true;
    stand.talk(&mut [&mut caller], 5);
    let before = caller.heard.len();
    stand.talk(&mut [&mut caller], 20);
    assert_eq!(caller.heard.len(), before);
    let silent = |wanted: bool| move |e: &MediaEvent| matches!(e, MediaEvent::Silent { expected, .. } if *expected == wanted);
    assert!(stand.has_event(silent(false)) && !stand.has_event(silent(true)));
    // Telephones hold a call so too, with or without music.
    stand.call.set_remote(CALLER, caller.remote(Direction::SendOnly));
    stand.talk(&mut [&mut caller], 20);
    assert!(!stand.has_event(silent(true)));
    stand.call.set_remote(CALLER, caller.remote(Direction::SendRecv));
    stand.talk_until(&mut [&mut caller], |s, _| s.has_event(silent(true)));
    caller.silent = false;
    stand.talk_until(&mut [&mut caller], |s, _| s.has_event(|e| matches!(e, MediaEvent::Flowing { .. })));
}

#[test]
fn keys_are_reported_once_and_relayed_under_the_peers_payload_type() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    let mut remote = agent.remote(Direction::SendRecv);
    remote.dtmf_pt = Some(96);
    stand.call.set_remote(AGENT, remote);
    stand.call.bridge(CALLER, AGENT);
    stand.talk_until(&mut [&mut caller, &mut agent], |_, p| p[0].hears(1000.0) && p[1].hears(400.0));
    for digit in "1*#".chars() {
        caller.press(digit);
        stand.talk(&mut [&mut caller, &mut agent], 10);
    }
    let digits: Vec<(char, u32)> = stand
        .events()
        .iter()
        .filter_map(|e| match e {
            MediaEvent::Digit { leg: CALLER, digit, duration_ms } => Some((*digit, *duration_ms)),
            _ => None,
        })
        .collect();
    assert_eq!(digits, [('1', 100), ('*', 100), ('#', 100)]);
    let relayed: Vec<_> = agent.heard.iter().filter(|p| p.header.payload_type == 96).collect();
    assert_eq!(relayed.len(), 21);
    assert_eq!(relayed[0].payload[0], 1);
    assert_eq!(relayed[0].header.timestamp, relayed[6].header.timestamp);
}

#[test]
fn sent_keys_reach_the_far_side_as_events() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.talk_until(&mut [&mut caller], |_, p| p[0].hears_silence());
    stand.call.send_digits(CALLER, "42");
    stand.talk(&mut [&mut caller], 25);
    let mut detector = media::dtmf::Detector::default();
    let mut digits = String::new();
    for packet in caller.heard.iter().filter(|p| p.header.payload_type == DTMF) {
        let (lost, press) = detector.packet(packet.header.timestamp, &packet.payload, packet.at);
        assert_eq!(lost, None);
        digits.extend(press.map(|p| p.digit));
    }
    assert_eq!(digits, "42");
}

#[test]
fn a_source_is_locked_and_others_are_ignored_and_counted() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    stand.call.bridge(CALLER, AGENT);
    // The caller sits behind a translator: what it announced is not where it sends from.
    let announced = Phone::new(caller.to, Codec::Pcma, 1.0);
    stand.call.set_remote(CALLER, announced.remote(Direction::SendRecv));
    stand.talk_until(&mut [&mut caller, &mut agent], |_, p| p[0].hears(1000.0));
    let mut intruder = Phone::new(caller.to, Codec::Pcma, 2000.0);
    intruder.header.ssrc = 4711;
    let before = agent.heard.len();
    stand.talk(&mut [&mut caller, &mut agent, &mut intruder], 25);
    assert!(intruder.heard.is_empty());
    assert!(agent.hears(400.0) && agent.heard.len() - before < 30);
    stand.call.remove_leg(CALLER);
    let figures = stand.wait(|e| match e {
        MediaEvent::LegClosed { leg: CALLER, statistics } => Some(*statistics),
        _ => None,
    });
    assert!(figures.ignored >= 20, "{figures:?}");
    assert!(figures.packets_in >= 30 && figures.packets_out >= 30, "{figures:?}");
    assert_eq!((figures.lost, figures.malformed), (0, 0), "{figures:?}");
}

#[test]
fn malformed_and_unknown_packets_are_counted_and_do_no_harm() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.talk(&mut [&mut caller], 5);
    for junk in [&[][..], &[1, 2, 3], &[0xFF; 500], &[0x80, 77, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]] {
        caller.socket.send_to(junk, caller.to).unwrap();
    }
    stand.talk_until(&mut [&mut caller], |_, p| p[0].hears_silence());
    stand.call.close();
    let figures = stand.wait(|e| match e {
        MediaEvent::LegClosed { statistics, .. } => Some(*statistics),
        _ => None,
    });
    assert_eq!((figures.malformed, figures.unknown_payload), (3, 1), "{figures:?}");
}

#[test]
fn a_silent_leg_is_reported_once_and_again_when_it_flows() {
    let mut config = config(32);
    config.silent_after = Duration::from_millis(200);
    let mut stand = Stand::with(config);
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.talk(&mut [&mut caller], 5);
    caller.silent = true;
    stand.talk_until(&mut [&mut caller], |s, _| s.has_event(|e| matches!(e, MediaEvent::Silent { .. })));
    stand.talk(&mut [&mut caller], 20);
    caller.silent = false;
    stand.talk_until(&mut [&mut caller], |s, _| s.has_event(|e| matches!(e, MediaEvent::Flowing { .. })));
    let reports: Vec<_> = stand.events().iter().map(|e| format!("{e:?}")).collect();
    assert_eq!(reports.len(), 2, "{reports:?}");
    assert!(reports[0].starts_with("Silent { leg: LegKey(1), for_ms: 2"), "{reports:?}");
}

#[test]
fn a_restarted_sender_is_followed() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    stand.call.bridge(CALLER, AGENT);
    stand.talk_until(&mut [&mut caller, &mut agent], |_, p| p[0].hears(1000.0));
    agent.header.ssrc = 5;
    agent.header.sequence = 9;
    agent.header.timestamp = 123_456;
    stand.talk(&mut [&mut caller, &mut agent], 15);
    agent.header.sequence = agent.header.sequence.wrapping_add(30_000);
    stand.talk(&mut [&mut caller, &mut agent], 15);
    agent.header.timestamp = agent.header.timestamp.wrapping_add(1 << 30);
    stand.talk(&mut [&mut caller, &mut agent], 15);
    assert!(caller.hears(1000.0));
    assert_one_stream(&caller.heard);
    stand.call.remove_leg(AGENT);
    let figures = stand.wait(|e| match e {
        MediaEvent::LegClosed { statistics, .. } => Some(*statistics),
        _ => None,
    });
    assert_eq!(figures.restarts, 3, "{figures:?}");
}

#[test]
fn ports_run_out_with_a_clear_error_and_come_back_when_the_call_closes() {
    let config = MediaConfig { rtp_ports: config(4).rtp_ports, ..MediaConfig::default() };
    let stand = Stand::with(config);
    stand.call.add_rtp_leg(CALLER).unwrap();
    assert!(matches!(stand.call.add_rtp_leg(CALLER), Err(MediaError::LegExists(CALLER))));
    stand.call.add_rtp_leg(AGENT).unwrap();
    let refused = stand.call.add_rtp_leg(LegKey(3));
    assert!(matches!(refused, Err(MediaError::NoFreePort { in_use: 2, .. })), "{refused:?}");
    stand.call.close();
    let begin = std::time::Instant::now();
    while stand.engine.port_usage() != (0, 2) {
        assert!(begin.elapsed() < Duration::from_secs(5), "the ports did not come back");
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(matches!(stand.call.add_rtp_leg(CALLER), Err(MediaError::Closed)));
    assert_eq!(stand.engine.open_calls(), 0);
}

#[test]
fn calls_on_several_threads_do_not_hear_each_other() {
    let mut stand = Stand::with(MediaConfig { threads: 2, ..config(64) });
    let mut other = Stand::beside(&stand);
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    let mut second_caller = other.phone(CALLER, Codec::Pcma, 700.0);
    let mut second_agent = other.phone(AGENT, Codec::Pcma, 1600.0);
    for call in [&stand.call, &other.call] {
        call.bridge(CALLER, AGENT);
    }
    let mut phones = [&mut caller, &mut agent, &mut second_caller, &mut second_agent];
    stand.talk_until(&mut phones, |_, p| {
        [1000.0, 400.0, 1600.0, 700.0].iter().zip(p).all(|(tone, phone)| phone.hears(*tone))
    });
    stand.call.close();
    assert!(stand.wait(|e| matches!(e, MediaEvent::LegClosed { .. }).then_some(true)));
    assert!(other.events().is_empty());
}

#[test]
fn an_engine_that_was_shut_down_refuses_politely() {
    let stand = Stand::new();
    stand.call.add_rtp_leg(CALLER).unwrap();
    stand.engine.shutdown();
    stand.engine.shutdown();
    stand.call.play(CALLER, vec![], false);
    stand.call.close();
    assert_eq!(stand.engine.port_usage().0, 0);
}

#[test]
fn keys_within_the_audio_are_reported_where_asked_for() {
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcmu, 770.0);
    stand.call.detect_tones(CALLER, true);
    stand.talk(&mut [&mut caller], 5);
    // The key 5: 770 and 1,336 Hz, 100 ms, then silence.
    for frame in 0..15u64 {
        let audio: Vec<u8> = (0..160)
            .map(|i| {
                let time = (frame * 160 + i) as f64 * std::f64::consts::TAU / 8000.0;
                let loud = if frame < 5 { 5000.0 } else { 0.0 };
                media::g711::encode_ulaw((((time * 770.0).sin() + (time * 1336.0).sin()) * loud) as i16)
            })
            .collect();
        caller.send(caller.header, &audio);
        caller.header.sequence = caller.header.sequence.wrapping_add(1);
        caller.header.timestamp = caller.header.timestamp.wrapping_add(160);
        std::thread::sleep(Duration::from_millis(5));
    }
    let digit = stand.wait(|e| match e {
        MediaEvent::Digit { leg: CALLER, digit, .. } => Some(*digit),
        _ => None,
    });
    assert_eq!(digit, '5');
}
