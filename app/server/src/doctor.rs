//! Checks a set-up and says what to do.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use db::{Clock, Db};

use crate::Exit;
use crate::config::Config;

/// 2026-01-01: a clock before this is wrong.
const NOT_BEFORE: u64 = 1_767_225_600;

/// Runs all checks.
///
/// # Errors
/// [`Exit::Failure`] when a check failed.
pub async fn run(config: Config) -> Result<(), Exit> {
    let running = crate::serve::is_running(&config);
    let mut checks = vec![
        ("centre", Ok(if running { "is running on this data folder" } else { "is not running" }.to_owned())),
        ("data folder", data_folder(&config)),
        ("room on disk", room(&config.data)),
        ("database", database(&config).await),
        ("http port", port(running, config.http, TcpListener::bind(config.http))),
        ("sip port (tcp)", port(running, config.sip, TcpListener::bind(config.sip))),
        ("sip port (udp)", port(running, config.sip, UdpSocket::bind(config.sip))),
        ("audio ports", audio_ports(running, config.rtp_ports.clone(), config.sip.ip())),
        ("speech", speech().await),
        ("clock", clock()),
    ];
    if let Some(address) = config.sip_tls {
        checks.push(("sip port (tls)", port(running, address, TcpListener::bind(address))));
    }
    let mut failed = 0;
    for (name, result) in checks {
        match result {
            Ok(note) => println!("ok    {name}: {note}"),
            Err(advice) => {
                failed += 1;
                println!("FAIL  {name}: {advice}");
            }
        }
    }
    if failed == 0 { Ok(()) } else { Err(Exit::Failure(format!("{failed} check(s) failed; see above"))) }
}

fn data_folder(config: &Config) -> Result<String, String> {
    let folder = &config.data;
    if !folder.exists() {
        return Ok(format!("{} will be made at the first start", folder.display()));
    }
    let probe = folder.join(".doctor");
    std::fs::write(&probe, b"ok").map_err(|err| format!("{} cannot be written: {err}", folder.display()))?;
    std::fs::remove_file(&probe).map_err(|err| err.to_string())?;
    Ok(folder.display().to_string())
}

/// How much a recorded hour takes: two channels of 8,000 octets a second.
const HOUR_KIB: u64 = 2 * 8_000 * 3_600 / 1_024;
/// With less room than for a day of a few lines, a centre stops recording soon.
const LEAST_KIB: u64 = 1_024 * 1_024;

/// What is free for the data folder, or where it will be made.
fn room(data: &Path) -> Result<String, String> {
    let made = data.ancestors().find(|folder| folder.is_dir()).unwrap_or_else(|| Path::new("."));
    let told = std::process::Command::new("df").arg("-Pk").arg(made).env("LC_ALL", "C").output();
    let told = told.map_err(|err| format!("df cannot be asked: {err}"))?;
    let text = String::from_utf8_lossy(&told.stdout);
    let free = free_kib(&text).ok_or_else(|| format!("df does not tell about {}", made.display()))?;
    let (mib, hours) = (free / 1_024, free / HOUR_KIB);
    if free < LEAST_KIB {
        return Err(format!(
            "{mib} MiB are free, about {hours} h of recordings; make room, or move the data folder"
        ));
    }
    Ok(format!("{mib} MiB are free, about {hours} h of recordings"))
}

/// The fourth column of the second line (POSIX `df -Pk`).
fn free_kib(told: &str) -> Option<u64> {
    told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

async fn database(config: &Config) -> Result<String, String> {
    if let Some(file) = config.database.strip_prefix("sqlite:")
        && !Path::new(file.split('?').next().unwrap_or(file)).exists()
    {
        return Ok(format!("{file} will be made at the first start"));
    }
    // Looked at, not brought up to date: that is the serving program's own step.
    let db = Db::open(&config.database, Clock::System).await.map_err(|err| err.to_string())?;
    let found = match db.last_seq().await {
        Ok(seq) => format!("{:?}, {seq} events", db.dialect()),
        Err(_) => format!("{:?}, empty: it will be filled at the first start", db.dialect()),
    };
    db.close().await.map_err(|err| err.to_string())?;
    Ok(found)
}

/// A port that the running centre holds is as it should be.
fn port<T>(running: bool, address: SocketAddr, bound: std::io::Result<T>) -> Result<String, String> {
    match bound {
        Ok(_) if running => {
            Err(format!("{address}: the running centre does not listen here; compare its flags"))
        }
        Ok(_) => Ok(format!("{address} is free")),
        Err(err) if running && err.kind() == ErrorKind::AddrInUse => {
            Ok(format!("{address} is held by the running centre"))
        }
        Err(err) => Err(format!("{address}: {err}; stop the other program or choose another address")),
    }
}

/// Each call needs two of them.
fn audio_ports(running: bool, ports: RangeInclusive<u16>, ip: IpAddr) -> Result<String, String> {
    let range = format!("{}-{}", ports.start(), ports.end());
    if running {
        return Ok(format!("{range} are used by the running centre"));
    }
    let all = ports.clone().count();
    let free = ports.filter(|port| UdpSocket::bind((ip, *port)).is_ok()).count();
    if free * 2 < all {
        return Err(format!("only {free} of {range} are free; choose others with --rtp-ports"));
    }
    Ok(format!("{free} of {range} are free"))
}

/// Speaks into a folder of its own: a check leaves nothing behind.
async fn speech() -> Result<String, String> {
    let folder = std::env::temp_dir().join(format!("yingda-doctor-{}", std::process::id()));
    let spoken = media::tts::Speech::new(&folder).speak("您好", media::tts::Lang::Zh).await;
    let _ = std::fs::remove_dir_all(&folder);
    let clip = spoken.map_err(|err| err.to_string())?;
    Ok(format!("espeak-ng speaks ({} ms)", clip.duration().as_millis()))
}

fn clock() -> Result<String, String> {
    let now =
        SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| "the clock is before 1970".to_owned())?;
    if now.as_secs() < NOT_BEFORE {
        return Err("the clock is set wrong; switch time synchronisation on".to_owned());
    }
    Ok(Clock::System.now().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_room_is_read_from_what_df_tells() {
        let told = "Filesystem     1024-blocks     Used Available Capacity Mounted on\n\
                    /dev/vda1         41152736 17838400  21194060      46% /\n";
        assert_eq!(free_kib(told), Some(21_194_060));
        assert_eq!(free_kib("df: no such folder"), None);
        let (Ok(note) | Err(note)) = room(Path::new("/no/such/folder/yet"));
        assert!(note.contains("MiB are free"), "{note}");
    }
}
