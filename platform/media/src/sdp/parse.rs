//! Reading a far side's description.

use std::net::{IpAddr, SocketAddr};

use super::{Direction, Format, MediaLine, SdpError, SessionDescription};

/// Longest description that is looked at.
pub const MAX_SDP_BYTES: usize = 64 * 1024;
/// Most media lines that are looked at.
const MAX_MEDIA_LINES: usize = 32;
/// Most formats of one line; payload types have seven bits.
const MAX_FORMATS: usize = 128;

/// One media section while it is being read.
#[derive(Debug, Default)]
struct Section {
    media: Option<MediaLine>,
    address: Option<IpAddr>,
    direction: Option<Direction>,
    ptime_ms: Option<u32>,
    payload_types: Vec<u8>,
    maps: Vec<Format>,
}

/// Reads an offer or answer.
///
/// # Errors
/// The text does not follow the grammar, or holds no audio that a plain RTP leg can speak.
pub fn parse(text: &str) -> Result<SessionDescription, SdpError> {
    if text.len() > MAX_SDP_BYTES {
        return Err(SdpError::TooLong);
    }
    let mut session = Section::default();
    let mut sections: Vec<Section> = Vec::new();
    let mut origin = None;
    for (index, raw) in text.lines().enumerate() {
        let line = raw.trim_end();
        if line.is_empty() {
            continue;
        }
        let malformed = |what| SdpError::Malformed { line: index + 1, what };
        let (kind, value) = line.split_once('=').ok_or_else(|| malformed("no '='"))?;
        match kind {
            "v" if value != "0" => return Err(malformed("version")),
            "o" => origin = Some(read_origin(value).ok_or_else(|| malformed("origin"))?),
            "m" => {
                if sections.len() == MAX_MEDIA_LINES {
                    return Err(malformed("too many media"));
                }
                sections.push(read_media(value).ok_or_else(|| malformed("media"))?);
            }
            "c" => {
                let section = sections.last_mut().unwrap_or(&mut session);
                section.address = read_connection(value).map_err(malformed)?;
            }
            "a" => {
                let section = sections.last_mut().unwrap_or(&mut session);
                read_attribute(section, value).map_err(malformed)?;
            }
            _ => {}
        }
    }
    let (session_id, version) = origin.ok_or(SdpError::Malformed { line: 1, what: "no origin" })?;
    assemble(session_id, version, &session, sections)
}

fn assemble(
    session_id: String,
    version: u64,
    session: &Section,
    mut sections: Vec<Section>,
) -> Result<SessionDescription, SdpError> {
    let audio_index = choose_audio(&sections)?;
    let media = sections.iter().filter_map(|s| s.media.clone()).collect();
    let audio = sections.swap_remove(audio_index);
    let port = audio.media.as_ref().map_or(0, |m| m.port);
    let ip = audio.address.or(session.address).ok_or(SdpError::NoAddress)?;
    let written = audio.direction.or(session.direction).unwrap_or_default();
    let direction = match written {
        Direction::SendRecv if ip.is_unspecified() => Direction::SendOnly,
        Direction::RecvOnly if ip.is_unspecified() => Direction::Inactive,
        other => other,
    };
    let formats = formats_of(&audio);
    Ok(SessionDescription {
        session_id,
        version,
        addr: SocketAddr::new(ip, port),
        formats,
        direction,
        ptime_ms: audio.ptime_ms.or(session.ptime_ms),
        media,
        audio_index,
    })
}

/// The first audio line with a port and a profile that we speak.
fn choose_audio(sections: &[Section]) -> Result<usize, SdpError> {
    let mut problem = SdpError::NoAudio;
    for (index, section) in sections.iter().enumerate() {
        let Some(media) = section.media.as_ref().filter(|m| m.kind == "audio") else { continue };
        match (media.port, media.protocol.as_str()) {
            (0, _) if problem == SdpError::NoAudio => problem = SdpError::AudioRefused,
            (0, _) => {}
            (_, "RTP/AVP" | "RTP/AVPF") => return Ok(index),
            (_, other) => problem = SdpError::UnsupportedProfile(other.to_owned()),
        }
    }
    Err(problem)
}

fn formats_of(audio: &Section) -> Vec<Format> {
    let format = |pt: &u8| {
        let mapped = audio.maps.iter().find(|m| m.payload_type == *pt).cloned();
        // RFC 3551 table 4 gives names to the static types, so `a=rtpmap` may be missing.
        mapped.or_else(|| {
            let codec = crate::g711::Codec::from_payload_type(*pt)?;
            Some(Format { payload_type: *pt, encoding: codec.name().to_owned(), clock_rate: 8_000 })
        })
    };
    audio.payload_types.iter().filter_map(format).collect()
}

fn read_origin(value: &str) -> Option<(String, u64)> {
    let mut parts = value.split_ascii_whitespace();
    let _user = parts.next()?;
    let session_id = parts.next()?.to_owned();
    let version = parts.next()?;
    // Some endpoints write numbers beyond 64 bits; only a change matters, so the tail will do.
    let tail = version.get(version.len().saturating_sub(18)..)?;
    parts.next()?;
    Some((session_id, tail.parse().ok()?))
}

fn read_media(value: &str) -> Option<Section> {
    let mut parts = value.split_ascii_whitespace();
    let kind = parts.next()?.to_owned();
    let port = parts.next()?.split('/').next()?.parse().ok()?;
    let protocol = parts.next()?.to_owned();
    let list: Vec<&str> = parts.take(MAX_FORMATS).collect();
    let formats = list.join(" ");
    let payload_types = match kind.as_str() {
        "audio" => list.iter().filter_map(|f| f.parse().ok().filter(|pt| *pt < 128)).collect(),
        _ => Vec::new(),
    };
    let media = Some(MediaLine { kind, protocol, formats, port });
    Some(Section { media, payload_types, ..Section::default() })
}

/// `None` for a host name: there is no address, but the grammar was followed.
fn read_connection(value: &str) -> Result<Option<IpAddr>, &'static str> {
    let mut parts = value.split_ascii_whitespace();
    let (Some("IN"), Some("IP4" | "IP6"), Some(address)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("connection");
    };
    let address = address.split('/').next().unwrap_or_default();
    Ok(address.parse().ok())
}

fn read_attribute(section: &mut Section, value: &str) -> Result<(), &'static str> {
    let (name, argument) = value.split_once(':').unwrap_or((value, ""));
    match name {
        "sendrecv" => section.direction = Some(Direction::SendRecv),
        "sendonly" => section.direction = Some(Direction::SendOnly),
        "recvonly" => section.direction = Some(Direction::RecvOnly),
        "inactive" => section.direction = Some(Direction::Inactive),
        // Some gateways write fractions; a wrong packet time is no reason to refuse a call.
        "ptime" => section.ptime_ms = argument.trim().parse().ok(),
        "rtpmap" if section.maps.len() < MAX_FORMATS => {
            section.maps.push(read_rtpmap(argument).ok_or("rtpmap")?);
        }
        _ => {}
    }
    Ok(())
}

fn read_rtpmap(argument: &str) -> Option<Format> {
    let (pt, encoding) = argument.trim().split_once(' ')?;
    let mut parts = encoding.trim().split('/');
    let name = parts.next()?.to_ascii_uppercase();
    let clock_rate = parts.next()?.parse().ok()?;
    let payload_type = pt.parse().ok().filter(|pt| *pt < 128)?;
    Some(Format { payload_type, encoding: name, clock_rate })
}
