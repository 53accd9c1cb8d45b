//! Configuration: flags before environment before file before defaults.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde::Deserialize;
use sip::IpPrefix;

use crate::Exit;

/// What can be said on the command line, each also in the environment (`YINGDA_DATA`, …) and in the file.
#[derive(Args, Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Flags {
    /// Configuration file (TOML, names as the flags).
    #[arg(long, env = "YINGDA_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Folder of database, recordings and prompts.
    #[arg(long, env = "YINGDA_DATA")]
    pub data: Option<PathBuf>,
    /// Address of the web interface and API.
    #[arg(long, env = "YINGDA_HTTP")]
    pub http: Option<String>,
    /// Address of SIP over UDP and TCP.
    #[arg(long, env = "YINGDA_SIP")]
    pub sip: Option<String>,
    /// Address of SIP over TLS; without it there is none.
    #[arg(long, env = "YINGDA_SIP_TLS")]
    pub sip_tls: Option<String>,
    /// Certificate (PEM) for SIP over TLS; without it one is made for trial.
    #[arg(long, env = "YINGDA_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) of the certificate.
    #[arg(long, env = "YINGDA_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Ports for audio, FROM-TO.
    #[arg(long, env = "YINGDA_RTP_PORTS")]
    pub rtp_ports: Option<String>,
    /// Address that phones are told for audio, when it differs from the one bound (NAT).
    #[arg(long, env = "YINGDA_PUBLIC_IP")]
    pub public_ip: Option<String>,
    /// Reverse proxies whose X-Forwarded-For is believed: addresses and networks, separated by commas.
    #[arg(long, env = "YINGDA_TRUSTED_PROXIES")]
    pub trusted_proxies: Option<String>,
    /// Database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME.
    #[arg(long, env = "YINGDA_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Seconds without audio after which a telephone is asked whether it is there; a caller is let go after four times
    /// as many.
    #[arg(long, env = "YINGDA_SILENT_AFTER")]
    pub silent_after: Option<u32>,
    /// Seconds that an agent whose connection broke may take to come back into the call.
    #[arg(long, env = "YINGDA_AGENT_RETURN")]
    pub agent_return: Option<u32>,
    /// Fill an empty data folder with the demonstration centre.
    #[arg(long, env = "YINGDA_DEMO", num_args = 0..=1, default_missing_value = "true")]
    pub demo: Option<bool>,
    /// Logs as JSON lines.
    #[arg(long, env = "YINGDA_LOG_JSON", num_args = 0..=1, default_missing_value = "true")]
    pub log_json: Option<bool>,
}

/// The configuration in force.
#[derive(Clone)]
pub struct Config {
    /// Folder of database, recordings and prompts.
    pub data: PathBuf,
    /// Address of the web interface and API.
    pub http: SocketAddr,
    /// Address of SIP over UDP and TCP.
    pub sip: SocketAddr,
    /// SIP over TLS.
    pub sip_tls: Option<SocketAddr>,
    /// Certificate and key for it.
    pub tls_files: Option<(PathBuf, PathBuf)>,
    /// Ports for audio.
    pub rtp_ports: RangeInclusive<u16>,
    /// Address told for audio.
    pub public_ip: Option<std::net::IpAddr>,
    /// Reverse proxies that are believed when they say for whom they ask.
    pub trusted_proxies: Vec<IpPrefix>,
    /// Database.
    pub database: String,
    /// Without audio for so long, a telephone is asked whether it is there.
    pub silent_after: Duration,
    /// So long an agent whose connection broke may take to come back.
    pub agent_return: Duration,
    /// Demonstration centre.
    pub demo: bool,
    /// Logs as JSON lines.
    pub log_json: bool,
}

impl Config {
    /// Reads file, environment and flags.
    ///
    /// # Errors
    /// [`Exit::Usage`] with one clear line.
    pub fn load(flags: Flags) -> Result<Self, Exit> {
        let file = match &flags.config {
            Some(path) => read_file(path)?,
            None => Flags::default(),
        };
        let data = flags.data.or(file.data).unwrap_or_else(|| PathBuf::from("data"));
        let http = address("http", flags.http.or(file.http), "127.0.0.1:8080")?;
        let sip = address("sip", flags.sip.or(file.sip), "127.0.0.1:5060")?;
        let sip_tls = flags.sip_tls.or(file.sip_tls);
        let sip_tls = sip_tls.map(|text| address("sip-tls", Some(text), "")).transpose()?;
        let tls_files = pair(flags.tls_cert.or(file.tls_cert), flags.tls_key.or(file.tls_key))?;
        let rtp_ports =
            ports(&flags.rtp_ports.or(file.rtp_ports).unwrap_or_else(|| "20000-29999".to_owned()))?;
        let public_ip = flags.public_ip.or(file.public_ip);
        let public_ip = public_ip.map(|text| {
            text.parse().map_err(|_| Exit::Usage(format!("public-ip: '{text}' is no IP address")))
        });
        let trusted_proxies = proxies(flags.trusted_proxies.or(file.trusted_proxies).as_deref())?;
        let default_database = format!("sqlite:{}", data.join("yingda.db").display());
        let database = flags.database.or(file.database).unwrap_or(default_database);
        let silent_after = seconds("silent-after", flags.silent_after.or(file.silent_after))?;
        let agent_return = seconds("agent-return", flags.agent_return.or(file.agent_return))?;
        let demo = flags.demo.or(file.demo).unwrap_or(false);
        let log_json = flags.log_json.or(file.log_json).unwrap_or(false);
        let listens = [Some(http), Some(sip), sip_tls];
        let public = listens.into_iter().flatten().any(|address| !address.ip().is_loopback());
        if demo && public {
            let why = "demo: accounts have a known password, so the demonstration listens on loopback addresses only";
            return Err(Exit::Usage(why.to_owned()));
        }
        Ok(Self {
            data,
            http,
            sip,
            sip_tls,
            tls_files,
            rtp_ports,
            public_ip: public_ip.transpose()?,
            trusted_proxies,
            database,
            silent_after,
            agent_return,
            demo,
            log_json,
        })
    }
}

fn read_file(path: &Path) -> Result<Flags, Exit> {
    let text = std::fs::read_to_string(path)
        .map_err(|err| Exit::Usage(format!("config: {} cannot be read: {err}", path.display())))?;
    toml::from_str(&text).map_err(|err| {
        let first = err.message().lines().next().unwrap_or_default().to_owned();
        Exit::Usage(format!("config: {}: {first}", path.display()))
    })
}

fn address(name: &str, text: Option<String>, default: &str) -> Result<SocketAddr, Exit> {
    let text = text.unwrap_or_else(|| default.to_owned());
    text.parse().map_err(|_| Exit::Usage(format!("{name}: '{text}' is no address such as 127.0.0.1:8080")))
}

/// 1 second to an hour; 20 seconds by default.
fn seconds(name: &str, given: Option<u32>) -> Result<Duration, Exit> {
    match given.unwrap_or(20) {
        seconds @ 1..=3600 => Ok(Duration::from_secs(seconds.into())),
        wrong => Err(Exit::Usage(format!("{name}: {wrong} is not within 1 and 3600 seconds"))),
    }
}

fn ports(text: &str) -> Result<RangeInclusive<u16>, Exit> {
    let wrong = || Exit::Usage(format!("rtp-ports: '{text}' is no range such as 20000-29999"));
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let from: u16 = from.trim().parse().map_err(|_| wrong())?;
    let to: u16 = to.trim().parse().map_err(|_| wrong())?;
    if from < 1024 || from.saturating_add(10) > to {
        return Err(Exit::Usage(format!("rtp-ports: '{text}' needs at least 10 ports, all above 1023")));
    }
    Ok(from..=to)
}

/// Addresses and networks, separated by commas; none by default.
fn proxies(text: Option<&str>) -> Result<Vec<IpPrefix>, Exit> {
    let parts =
        text.into_iter().flat_map(|text| text.split(',')).map(str::trim).filter(|part| !part.is_empty());
    let read =
        |part: &str| part.parse().map_err(|why| Exit::Usage(format!("trusted-proxies: '{part}' is {why}")));
    parts.map(read).collect()
}

fn pair(cert: Option<PathBuf>, key: Option<PathBuf>) -> Result<Option<(PathBuf, PathBuf)>, Exit> {
    match (cert, key) {
        (Some(cert), Some(key)) => Ok(Some((cert, key))),
        (None, None) => Ok(None),
        _ => Err(Exit::Usage("tls-cert and tls-key belong together".to_owned())),
    }
}

impl Config {
    /// A configuration on free loopback ports, for documents and tests.
    pub fn throw_away(data: PathBuf) -> Self {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let database = format!("sqlite:{}", data.join("yingda.db").display());
        Self {
            data,
            http: any,
            sip: any,
            sip_tls: None,
            tls_files: None,
            rtp_ports: 20_000..=29_999,
            public_ip: None,
            trusted_proxies: Vec::new(),
            database,
            silent_after: Duration::from_secs(20),
            agent_return: Duration::from_secs(20),
            demo: false,
            log_json: false,
        }
    }
}
