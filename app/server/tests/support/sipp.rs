//! SIPp as a caller.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{free_port, need, text};

/// What the caller does between the answer and the end.
pub enum Act {
    /// Waits so many milliseconds.
    Wait(u32),
    /// Presses a key by RFC 4733.
    Key(char),
    /// Presses a key by SIP INFO.
    InfoKey(char),
    /// Hums the caller's note for up to eight seconds.
    Hum,
}

/// How the call ends.
pub enum End {
    /// The caller hangs up.
    HangUp,
    /// The centre hangs up.
    BeHungUp,
    /// The caller gives up before an answer (CANCEL).
    Cancel,
    /// A refusal with this status.
    Refused(u16),
}

/// A caller at work.
pub struct Caller {
    child: Child,
    log: std::path::PathBuf,
}

/// The first of the ports that SIPp takes for media: an even one, those of its video two above it. Ports are given one
/// after the other, so that the ones above are not the caller's own for SIP.
fn media_ports() -> u16 {
    let ports: Vec<u16> = (0..5).map(|_| free_port()).collect();
    let whole = |first: &&u16| (**first).is_multiple_of(2) && (1..4).all(|n| ports.contains(&(*first + n)));
    ports.iter().find(whole).copied().unwrap_or_else(media_ports)
}

/// Calls `number` from `from`.
pub fn call(folder: &Path, centre: u16, from: &str, number: &str, acts: &[Act], end: &End) -> Caller {
    need("sipp");
    let name = format!("call-{from}-{}", free_port());
    let scenario = folder.join(format!("{name}.xml"));
    std::fs::write(&scenario, scenario_text(folder, from, number, acts, end)).unwrap();
    let log = folder.join(format!("{name}.log"));
    let out = std::fs::File::create(&log).unwrap();
    let (own, media) = (free_port(), media_ports());
    let child = Command::new("sipp")
        .args([&format!("127.0.0.1:{centre}"), "-sf", &text(&scenario), "-m", "1", "-i", "127.0.0.1"])
        .args(["-p", &own.to_string(), "-mi", "127.0.0.1", "-mp", &media.to_string()])
        .args(["-timeout", "60s", "-timeout_error", "-nostdin", "-trace_err", "-error_file"])
        .arg(folder.join(format!("{name}.err")))
        .stdout(out.try_clone().unwrap())
        .stderr(out)
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    Caller { child, log }
}

impl Caller {
    /// Waits for the end and panics unless the call went as the scenario says.
    pub async fn went_well(mut self) {
        let went_well = self.ended().await;
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        assert!(went_well, "the caller's scenario failed:\n{log}");
    }

    /// Waits for the end, and says whether the call went as the scenario says.
    pub async fn ended(&mut self) -> bool {
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        // Ended already in most cases.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn scenario_text(folder: &Path, from: &str, number: &str, acts: &[Act], end: &End) -> String {
    let head = |method: &str, cseq: u32, to_tag: &str| {
        format!(
            "{method} sip:{number}@[remote_ip]:[remote_port] SIP/2.0\n\
             Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n\
             From: <sip:{from}@[local_ip]:[local_port]>;tag=[pid]t[call_number]\n\
             To: <sip:{number}@[remote_ip]:[remote_port]>{to_tag}\n\
             Call-ID: [call_id]\nCSeq: {cseq} {method}\n\
             Contact: <sip:{from}@[local_ip]:[local_port];transport=[transport]>\nMax-Forwards: 70\n"
        )
    };
    let sdp = "v=0\no=sipp 1 1 IN IP[local_ip_type] [local_ip]\ns=-\nc=IN IP[media_ip_type] [media_ip]\nt=0 0\n\
               m=audio [media_port] RTP/AVP 8 101\na=rtpmap:8 PCMA/8000\na=rtpmap:101 telephone-event/8000\n\
               a=fmtp:101 0-15\n";
    let send = |text: &str| format!("<send retrans=\"500\"><![CDATA[\n{text}\n]]></send>\n");
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"caller\">\n".to_owned();
    let invite = head("INVITE", 1, "");
    xml += &send(&format!("{invite}Content-Type: application/sdp\nContent-Length: [len]\n\n{sdp}"));
    xml += "<recv response=\"100\" optional=\"true\"/>\n";
    if let End::Cancel = end {
        // CANCEL and the ACK of the refusal belong to the INVITE's transaction: its branch, so many messages back.
        let cancel = head("CANCEL", 1, "").replace("[branch]", "[branch-3]");
        let ack = head("ACK", 1, "[peer_tag_param]").replace("[branch]", "[branch-6]");
        xml += "<recv response=\"180\"/>\n";
        xml += &send(&format!("{cancel}Content-Length: 0\n"));
        xml += "<recv response=\"200\"/>\n<recv response=\"487\"/>\n";
        return xml + &format!("<send><![CDATA[\n{ack}Content-Length: 0\n\n]]></send>\n</scenario>\n");
    }
    xml += "<recv response=\"180\" optional=\"true\"/>\n";
    let ack = |tag: &str| {
        let ack = head("ACK", 1, tag);
        format!("<send><![CDATA[\n{ack}Content-Length: 0\n\n]]></send>\n")
    };
    if let End::Refused(code) = end {
        xml += &format!("<recv response=\"{code}\"/>\n{}</scenario>\n", ack("[peer_tag_param]"));
        return xml;
    }
    xml += "<recv response=\"200\"/>\n";
    xml += &ack("[peer_tag_param]");
    let (mut cseq, mut presses) = (2, 0);
    for act in acts {
        xml += &act_text(folder, act, &mut cseq, &mut presses, &head, &send);
    }
    if let End::BeHungUp = end {
        xml += "<recv request=\"BYE\"/>\n<send><![CDATA[\nSIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n\
                [last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0\n\n]]></send>\n";
    } else {
        xml += &send(&format!("{}Content-Length: 0\n", head("BYE", cseq, "[peer_tag_param]")));
        xml += "<recv response=\"200\"/>\n";
    }
    xml + "</scenario>\n"
}

fn act_text(
    folder: &Path,
    act: &Act,
    cseq: &mut u32,
    presses: &mut u32,
    head: &dyn Fn(&str, u32, &str) -> String,
    send: &dyn Fn(&str) -> String,
) -> String {
    let play = |file: &str| format!("<nop><action><exec play_pcap_audio=\"{file}\"/></action></nop>\n");
    match act {
        Act::Wait(ms) => format!("<pause milliseconds=\"{ms}\"/>\n"),
        Act::Key(key) => {
            // One file for each press: within a call, time stamps only go forward, as those of a telephone do.
            let file = folder.join(format!("key-{}-{}.pcap", *presses, *key as u32));
            if !file.exists() {
                std::fs::write(&file, pcap_of_key(*key, *presses)).unwrap();
            }
            *presses += 1;
            play(&text(&file)) + "<pause milliseconds=\"400\"/>\n"
        }
        Act::InfoKey(key) => {
            let info = head("INFO", *cseq, "[peer_tag_param]");
            *cseq += 1;
            let body = format!("Signal={key}\nDuration=160\n");
            send(&format!("{info}Content-Type: application/dtmf-relay\nContent-Length: [len]\n\n{body}"))
                + "<recv response=\"200\"/>\n"
        }
        Act::Hum => {
            let file = folder.join("hum.pcap");
            if !file.exists() {
                std::fs::write(&file, pcap_of_note()).unwrap();
            }
            play(&text(&file))
        }
    }
}

/// A capture of one key as RFC 4733 events, 160 ms long, its end said three times; the n-th press of a call.
fn pcap_of_key(key: char, press: u32) -> Vec<u8> {
    let event = match key {
        '*' => 10,
        '#' => 11,
        digit => digit.to_digit(10).unwrap() as u8,
    };
    let timestamp = 160_000 + press * 16_000;
    let packets = (1..=11_u32).map(|n| {
        let (end, duration) = (n > 8, n.min(8) as u16 * 160);
        let mut payload = vec![event, if end { 0x80 | 10 } else { 10 }];
        payload.extend_from_slice(&duration.to_be_bytes());
        let marker = if n == 1 { 0x80 } else { 0 };
        Packet { kind: marker | 101, sequence: (press * 20 + n) as u16, timestamp, source: 0xd7_3f, payload }
    });
    pcap(packets)
}

/// A capture of eight seconds of the caller's note as A-law RTP, for SIPp to replay.
fn pcap_of_note() -> Vec<u8> {
    let samples = super::sound::note(super::sound::CALLER, 8.0);
    let packets = samples.chunks_exact(160).enumerate().map(|(n, chunk)| Packet {
        kind: 8,
        sequence: n as u16,
        timestamp: n as u32 * 160,
        source: 0x5eed,
        payload: chunk.iter().map(|sample| media::g711::encode_alaw(*sample)).collect(),
    });
    pcap(packets)
}

struct Packet {
    /// Marker and payload type.
    kind: u8,
    sequence: u16,
    timestamp: u32,
    source: u32,
    payload: Vec<u8>,
}

/// A capture file with one RTP packet every 20 ms.
fn pcap(packets: impl Iterator<Item = Packet>) -> Vec<u8> {
    let mut file = Vec::new();
    for field in [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 65_535, 1] {
        file.extend_from_slice(&field.to_le_bytes());
    }
    for (n, packet) in packets.enumerate() {
        let rtp_length = 12 + packet.payload.len();
        let (udp_length, ip_length) = (8 + rtp_length, 28 + rtp_length);
        let micros = n as u32 * 20_000;
        let frame = 14 + ip_length as u32;
        for field in [micros / 1_000_000, micros % 1_000_000, frame, frame] {
            file.extend_from_slice(&field.to_le_bytes());
        }
        file.extend_from_slice(&[2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]);
        file.extend_from_slice(&[0x45, 0]);
        file.extend_from_slice(&(ip_length as u16).to_be_bytes());
        file.extend_from_slice(&[0, 0, 0, 0, 64, 17, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]);
        for port in [41_000_u16, 41_002] {
            file.extend_from_slice(&port.to_be_bytes());
        }
        file.extend_from_slice(&(udp_length as u16).to_be_bytes());
        file.extend_from_slice(&[0, 0]);
        file.extend_from_slice(&[0x80, packet.kind]);
        file.extend_from_slice(&packet.sequence.to_be_bytes());
        file.extend_from_slice(&packet.timestamp.to_be_bytes());
        file.extend_from_slice(&packet.source.to_be_bytes());
        file.extend_from_slice(&packet.payload);
    }
    file
}
