//! Checks a set-up and says what to do.

use std::net::{TcpListener, UdpSocket};
use std::time::{SystemTime, UNIX_EPOCH};

use db::Clock;

use crate::Exit;
use crate::assemble::open_database;
use crate::config::Config;

/// 2026-01-01: a clock before this is wrong.
const NOT_BEFORE: u64 = 1_767_225_600;

/// Runs all checks.
///
/// # Errors
/// [`Exit::Failure`] when a check failed.
pub async fn run(config: Config) -> Result<(), Exit> {
    let checks = [
        ("data folder", data_folder(&config)),
        ("database", database(&config).await),
        ("http port", free_tcp(config.http)),
        ("sip port (tcp)", free_tcp(config.sip)),
        ("sip port (udp)", free_udp(config.sip)),
        ("speech", speech(&config).await),
        ("clock", clock()),
    ];
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
    std::fs::create_dir_all(folder).map_err(|err| format!("{} cannot be made: {err}", folder.display()))?;
    let probe = folder.join(".doctor");
    std::fs::write(&probe, b"ok").map_err(|err| format!("{} cannot be written: {err}", folder.display()))?;
    std::fs::remove_file(&probe).map_err(|err| err.to_string())?;
    Ok(folder.display().to_string())
}

async fn database(config: &Config) -> Result<String, String> {
    let db = open_database(config, Clock::System).await.map_err(|exit| exit.to_string())?;
    let seq = db.last_seq().await.map_err(|err| err.to_string())?;
    let kind = format!("{:?}, {seq} events", db.dialect());
    db.close().await.map_err(|err| err.to_string())?;
    Ok(kind)
}

fn free_tcp(address: std::net::SocketAddr) -> Result<String, String> {
    TcpListener::bind(address)
        .map(|_| address.to_string())
        .map_err(|err| format!("{address}: {err}; stop the other program or choose another address"))
}

fn free_udp(address: std::net::SocketAddr) -> Result<String, String> {
    UdpSocket::bind(address)
        .map(|_| address.to_string())
        .map_err(|err| format!("{address}: {err}; stop the other program or choose another address"))
}

async fn speech(config: &Config) -> Result<String, String> {
    let speech = media::tts::Speech::new(config.data.join("prompts/speech"));
    let clip = speech.speak("您好", media::tts::Lang::Zh).await.map_err(|err| err.to_string())?;
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
