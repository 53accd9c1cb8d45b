//! What recordings hold, and what is left of them when something goes wrong.

#![allow(clippy::unwrap_used, clippy::panic)]

mod stand;

use std::path::PathBuf;
use std::time::Duration;

use media::recording::repair;
use media::{Codec, LegKey, MediaEvent, RecordingEnd, VoicemailLimits};
use stand::{AGENT, CALLER, Stand, channel, is_tone, share_of};

/// Waits for the end of a recording: path, length, end.
fn done(stand: &mut Stand) -> (PathBuf, u64, RecordingEnd) {
    stand.wait(|e| match e {
        MediaEvent::RecordingDone { path, duration_ms, bytes, end } => {
            assert_eq!(std::fs::metadata(path).unwrap().len(), *bytes);
            Some((path.clone(), *duration_ms, *end))
        }
        MediaEvent::RecordingFailed { why, .. } => panic!("{why}"),
        _ => None,
    })
}

#[test]
fn the_caller_is_left_and_the_agent_right_whatever_their_codecs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/folder/call.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.call.start_recording(&path, CALLER, LegKey(99));
    stand.talk(&mut [&mut caller], 25);
    let mut agent = stand.phone(AGENT, Codec::Pcmu, 1000.0);
    stand.call.bridge(CALLER, AGENT);
    stand.call.set_recording_leg(AGENT);
    stand.talk(&mut [&mut caller, &mut agent], 50);
    stand.call.stop_recording();
    let (at, duration_ms, end) = done(&mut stand);
    assert_eq!((at, end), (path.clone(), RecordingEnd::Stopped));
    assert!((1400..2000).contains(&duration_ms), "{duration_ms} ms");
    let (left, right) = (channel(&path, 0, 2), channel(&path, 1, 2));
    assert!(is_tone(&left[1600..10_400], 400.0), "{}", share_of(&left[1600..10_400], 400.0));
    assert!(right[..3_200].iter().all(|s| s.abs() < 50), "the agent was not there yet");
    assert!(is_tone(&right[6_400..10_400], 1000.0));
}

#[test]
fn a_pause_leaves_silence_of_true_length() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("call.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.call.start_recording(&path, CALLER, AGENT);
    stand.talk(&mut [&mut caller], 30);
    stand.call.pause_recording();
    stand.talk(&mut [&mut caller], 30);
    stand.call.resume_recording();
    stand.talk(&mut [&mut caller], 30);
    stand.call.stop_recording();
    let (_, duration_ms, _) = done(&mut stand);
    assert!((1700..2300).contains(&duration_ms), "{duration_ms} ms");
    let left = channel(&path, 0, 2);
    assert!(is_tone(&left[1_600..4_000], 400.0));
    assert!(left[5_600..8_800].iter().all(|s| s.abs() < 50));
    assert!(is_tone(&left[10_400..13_600], 400.0));
}

#[test]
fn loss_and_reordering_leave_the_rest_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("call.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.call.start_recording(&path, CALLER, AGENT);
    stand.talk(&mut [&mut caller], 10);
    // Six packets are lost on the way, the two after them change places.
    caller.header.sequence = caller.header.sequence.wrapping_add(6);
    caller.silent = true;
    stand.talk(&mut [&mut caller], 6);
    let first = caller.header;
    let mut second = first;
    second.sequence = first.sequence.wrapping_add(1);
    second.timestamp = first.timestamp.wrapping_add(160);
    caller.send(second, &[0x2A; 160]);
    caller.send(first, &[0xAA; 160]);
    stand.talk(&mut [&mut caller], 20);
    stand.call.stop_recording();
    done(&mut stand);
    let left = channel(&path, 0, 2);
    let high = left.iter().position(|s| *s == 32_256).unwrap();
    assert_eq!(left[high..high + 160], [32_256; 160]);
    assert_eq!(left[high + 160..high + 320], [-32_256; 160]);
    let spoken = left[..high].iter().rposition(|s| s.abs() > 50).unwrap();
    assert!((940..1000).contains(&(high - spoken)), "the gap is {} samples", high - spoken);
}

#[test]
fn a_killed_process_leaves_all_but_the_last_second() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("call.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.call.start_recording(&path, CALLER, AGENT);
    stand.talk(&mut [&mut caller], 125);
    // A copy taken now is what a killed process would leave.
    let left_over = folder.path().join("left over.wav");
    std::fs::copy(&path, &left_over).unwrap();
    let header = std::fs::read(&left_over).unwrap();
    let counted = u32::from_le_bytes(header[54..58].try_into().unwrap()) as usize;
    assert_eq!(counted, header.len() - 58, "the header is true even before the repair");
    let repaired = repair(&left_over).unwrap();
    assert!((1500..=2600).contains(&repaired.duration_ms), "{repaired:?}");
    assert!(is_tone(&channel(&left_over, 0, 2)[1_600..12_000], 400.0));
}

#[test]
fn a_disk_that_refuses_is_reported_and_the_call_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let path = folder.path().join("file/call.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut agent = stand.phone(AGENT, Codec::Pcma, 1000.0);
    stand.call.start_recording(&path, CALLER, AGENT);
    let failed = stand.wait(|e| match e {
        MediaEvent::RecordingFailed { path, .. } => Some(path.clone()),
        _ => None,
    });
    assert_eq!(failed, path);
    stand.call.bridge(CALLER, AGENT);
    stand.talk_until(&mut [&mut caller, &mut agent], |_, p| p[0].hears(1000.0));
}

#[test]
fn a_second_recording_ends_the_first_and_never_writes_over_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("call.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    stand.call.start_recording(&path, CALLER, AGENT);
    stand.talk(&mut [&mut caller], 10);
    stand.call.start_recording(&path, CALLER, AGENT);
    let (_, _, end) = done(&mut stand);
    assert_eq!(end, RecordingEnd::Stopped);
    let refused = stand.wait(|e| match e {
        MediaEvent::RecordingFailed { why, .. } => Some(why.clone()),
        _ => None,
    });
    assert!(refused.contains("exists"), "{refused}");
    stand.talk(&mut [&mut caller], 3);
    assert!(is_tone(&channel(&path, 0, 2)[400..1_200], 400.0));
}

#[test]
fn a_voicemail_ends_when_its_speaker_falls_silent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("voicemail.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcmu, 400.0);
    let limits = VoicemailLimits {
        longest: Duration::from_secs(60),
        end_after_silence: Some(Duration::from_millis(400)),
    };
    stand.call.start_voicemail(&path, CALLER, limits);
    stand.talk(&mut [&mut caller], 40);
    caller.silent = true;
    stand.talk_until(&mut [&mut caller], |s, _| {
        s.has_event(|e| matches!(e, MediaEvent::RecordingDone { .. }))
    });
    let (_, duration_ms, end) = done(&mut stand);
    assert_eq!(end, RecordingEnd::SpeakerSilent);
    assert!((1100..1500).contains(&duration_ms), "{duration_ms} ms");
    assert!(is_tone(&channel(&path, 0, 1)[1_600..5_600], 400.0));
}

#[test]
fn a_voicemail_has_a_greatest_length() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("voicemail.wav");
    let mut stand = Stand::new();
    let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
    let limits = VoicemailLimits { longest: Duration::from_millis(500), end_after_silence: None };
    stand.call.start_voicemail(&path, CALLER, limits);
    stand.talk(&mut [&mut caller], 40);
    let (_, duration_ms, end) = done(&mut stand);
    assert_eq!((duration_ms, end), (500, RecordingEnd::LongestReached));
}

#[test]
fn a_closing_call_and_a_closing_engine_complete_their_recordings() {
    for shut_down in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("call.wav");
        let mut stand = Stand::new();
        let mut caller = stand.phone(CALLER, Codec::Pcma, 400.0);
        stand.call.start_recording(&path, CALLER, AGENT);
        stand.talk(&mut [&mut caller], 20);
        if shut_down {
            stand.engine.shutdown();
        } else {
            stand.call.close();
        }
        let (_, duration_ms, end) = done(&mut stand);
        assert_eq!(end, RecordingEnd::CallClosed);
        assert!((380..700).contains(&duration_ms), "{duration_ms} ms");
    }
}
