//! What a packet costs: N bridged, recorded G.711 calls for T seconds.
//!
//! ```text
//! cargo run --release -p media --example bench_media -- [calls] [seconds] [threads] [record: yes|no]
//! ```
//!
//! The load comes from a second process, so that CPU time and memory are the engine's own. CPU time is
//! read per thread from `/proc/self/task/*/schedstat` (Linux), and so does not depend on what else the
//! machine does; loss does.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, UdpSocket};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use media::rtp::Header;
use media::{Codec, Direction, LegKey, LegStatistics, MediaConfig, MediaEngine, RemoteMedia};

const WARM_UP: Duration = Duration::from_secs(3);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|a| a == "load") {
        load();
        return;
    }
    let number = |at: usize, otherwise: usize| arguments.get(at).map_or(otherwise, |a| a.parse().unwrap());
    let record = arguments.get(3).is_none_or(|a| a == "yes");
    run(number(0, 200), number(1, 10), number(2, 1), record);
}

fn run(calls: usize, seconds: usize, threads: usize, record: bool) {
    let folder = tempfile::tempdir().unwrap();
    let config = MediaConfig { threads, rtp_ports: 30_000..=39_999, ..MediaConfig::default() };
    let engine = MediaEngine::start(config).unwrap();
    let (events, mut inbox) = tokio::sync::mpsc::unbounded_channel();
    let mut targets = Vec::new();
    let mut open = Vec::new();
    for n in 0..calls {
        let call = engine.open_call(events.clone());
        for leg in [LegKey(1), LegKey(2)] {
            targets.push(call.add_rtp_leg(leg).unwrap().addr);
            let addr = "0.0.0.0:0".parse().unwrap();
            let direction = Direction::SendRecv;
            call.set_remote(leg, RemoteMedia { addr, codec: Codec::Pcma, dtmf_pt: Some(101), direction });
        }
        call.bridge(LegKey(1), LegKey(2));
        if record {
            call.start_recording(folder.path().join(format!("{n}.wav")), LegKey(1), LegKey(2));
        }
        open.push(call);
    }
    let mut load = Command::new(std::env::current_exe().unwrap())
        .args(["load", &(seconds + 2 * WARM_UP.as_secs() as usize).to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = load.stdin.take().unwrap();
    targets.iter().for_each(|target| writeln!(input, "{target}").unwrap());
    drop(input);
    std::thread::sleep(WARM_UP);
    let (packets, cpu, begin) = (received(&open), cpu_seconds(), Instant::now());
    std::thread::sleep(Duration::from_secs(seconds as u64));
    let elapsed = begin.elapsed().as_secs_f64();
    let after = cpu_seconds();
    let packets_in = received(&open).packets_in - packets.packets_in;
    let spent: Vec<(String, f64)> = after
        .into_iter()
        .map(|(name, after)| {
            let before = cpu.iter().find(|(n, _)| *n == name).map_or(0.0, |(_, b)| *b);
            (name, after - before)
        })
        .collect();
    println!("{calls} calls, recorded: {record}, {elapsed:.1} s, {packets_in} packets in");
    for (name, spent) in &spent {
        println!("  {name}: {:.1} % of a core", spent / elapsed * 100.0);
    }
    let all: f64 = spent.iter().map(|(_, s)| s).sum();
    println!("  {:.2} µs CPU per packet, writer included", all * 1e6 / packets_in as f64);
    println!("  resident memory: {} MB", resident_kb() / 1024);
    let mut report = String::new();
    BufReader::new(load.stdout.take().unwrap()).read_line(&mut report).unwrap();
    load.wait().unwrap();
    let total = received(&open);
    println!("  load process: {}", report.trim());
    println!("  engine: {} in, {} out, {} lost before it", total.packets_in, total.packets_out, total.lost);
    drop(open);
    engine.shutdown();
    let mut failed = 0;
    while let Ok(event) = inbox.try_recv() {
        failed += usize::from(matches!(event, media::MediaEvent::RecordingFailed { .. }));
    }
    println!("  recordings failed: {failed}");
}

/// The figures of all legs, asked for at once: one after the other would take longer than a frame.
fn received(calls: &[media::CallMedia]) -> LegStatistics {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut asked = tokio::task::JoinSet::new();
        for call in calls {
            for leg in [LegKey(1), LegKey(2)] {
                let call = call.clone();
                asked.spawn(async move { call.statistics(leg).await.unwrap() });
            }
        }
        let mut sum = LegStatistics::default();
        for figures in asked.join_all().await {
            sum.packets_in += figures.packets_in;
            sum.packets_out += figures.packets_out;
            sum.lost += figures.lost;
        }
        sum
    })
}

/// CPU time of the engine's threads, by name.
fn cpu_seconds() -> Vec<(String, f64)> {
    let mut found = Vec::new();
    for task in std::fs::read_dir("/proc/self/task").unwrap().flatten() {
        let read = |file: &str| std::fs::read_to_string(task.path().join(file)).unwrap_or_default();
        let name = read("comm").trim().to_owned();
        if name.starts_with("media-") {
            let nanoseconds: f64 = read("schedstat").split(' ').next().unwrap().parse().unwrap_or(0.0);
            found.push((name, nanoseconds / 1e9));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The other process: one socket per target, 50 packets a second each, spread over 20 ms.
fn load() {
    let seconds: u64 = std::env::args().nth(2).unwrap().parse().unwrap();
    let targets: Vec<SocketAddr> = std::io::stdin().lines().map(|l| l.unwrap().parse().unwrap()).collect();
    let sockets: Vec<UdpSocket> = targets
        .iter()
        .map(|target| {
            let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            socket.connect(target).unwrap();
            socket.set_nonblocking(true).unwrap();
            socket
        })
        .collect();
    let begin = Instant::now();
    let (mut sent, mut heard) = (0u64, 0u64);
    let mut buffer = [0; 2048];
    for frame in 0..seconds as u32 * 50 {
        for slice in 0..20 {
            let due = Duration::from_millis(u64::from(frame) * 20 + slice);
            std::thread::sleep(due.saturating_sub(begin.elapsed()));
            for (n, socket) in sockets.iter().enumerate().skip(slice as usize).step_by(20) {
                while socket.recv(&mut buffer).is_ok() {
                    heard += 1;
                }
                let header = Header {
                    marker: frame == 0,
                    payload_type: 8,
                    sequence: frame as u16,
                    timestamp: frame * 160,
                    ssrc: n as u32 + 1,
                };
                let mut packet = header.to_bytes().to_vec();
                packet.extend([0x95; 160]);
                sent += u64::from(socket.send(&packet).is_ok());
            }
        }
    }
    std::thread::sleep(Duration::from_millis(100));
    for socket in &sockets {
        while socket.recv(&mut buffer).is_ok() {
            heard += 1;
        }
    }
    println!("{sent} sent, {heard} heard");
}
