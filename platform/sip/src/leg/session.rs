//! Session timers (RFC 4028): pure decisions, time as an argument.

use std::time::{Duration, Instant};

use rsipstack::sip;

use crate::config::SessionTimerConfig;
use crate::wire::stack;

/// A running session timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTimer {
    pub interval: Duration,
    /// Whether refreshing is our duty.
    pub we_refresh: bool,
    /// When to refresh, or when to give the peer up.
    pub due: Instant,
}

/// A Session-Expires header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub interval: Duration,
    /// `refresher`: the request's sender (`uac`) or receiver (`uas`).
    pub refresher_uac: Option<bool>,
}

/// How an incoming INVITE or UPDATE asks for a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Refuse with 422 and this Min-SE in seconds.
    TooSmall(u64),
    /// Answer with this header value; the timer runs. The flag says whether the peer knows timers (then `Require: timer`).
    Timer { wish: Wish, peer_knows: bool },
    /// No timer.
    None,
}

/// Reads a Session-Expires value.
pub fn read(value: &str) -> Option<Wish> {
    let mut parts = value.split(';');
    let seconds: u32 = parts.next()?.trim().parse().ok()?;
    let refresher = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("refresher").then(|| value.trim().eq_ignore_ascii_case("uac"))
    });
    Some(Wish { interval: Duration::from_secs(seconds.into()), refresher_uac: refresher })
}

/// Seconds of a Min-SE header.
pub fn min_se(headers: &sip::Headers) -> Option<Duration> {
    let value = stack::get(headers, "Min-SE")?;
    value.split(';').next()?.trim().parse::<u32>().ok().map(|s| Duration::from_secs(s.into()))
}

fn supports_timer(headers: &sip::Headers) -> bool {
    let names = |h: &&sip::Header| {
        let name = h.name();
        name.eq_ignore_ascii_case("Supported") || name.eq_ignore_ascii_case("Require") || name == "k"
    };
    headers.iter().filter(names).any(|h| h.value().split(',').any(|t| t.trim().eq_ignore_ascii_case("timer")))
}

/// Decides as UAS (RFC 4028 section 9).
pub fn asked(headers: &sip::Headers, config: &SessionTimerConfig) -> Asked {
    let peer_knows = supports_timer(headers);
    let wish = stack::get(headers, "Session-Expires").and_then(read);
    let least = config.min.max(Duration::from_secs(90));
    match wish {
        Some(wish) if wish.interval < least && peer_knows => Asked::TooSmall(least.as_secs()),
        // A proxy asked on behalf of a peer that does not know timers: we have to refresh.
        Some(wish) => {
            let ours =
                config.expires.unwrap_or(wish.interval).max(least).max(min_se(headers).unwrap_or(least));
            let interval = wish.interval.min(ours).max(least);
            let refresher_uac = peer_knows && wish.refresher_uac.unwrap_or(true);
            Asked::Timer { wish: Wish { interval, refresher_uac: Some(refresher_uac) }, peer_knows }
        }
        None => match config.expires.filter(|_| peer_knows) {
            Some(expires) => {
                let interval = expires.max(least).max(min_se(headers).unwrap_or(least));
                Asked::Timer { wish: Wish { interval, refresher_uac: Some(true) }, peer_knows }
            }
            None => Asked::None,
        },
    }
}

/// The timer that a 2xx to our request starts (RFC 4028 section 7.2). A peer must not grant less than we asked for;
/// one that does cannot make us refresh faster than every half `floor`.
pub fn granted(headers: &sip::Headers, floor: Duration, now: Instant) -> Option<SessionTimer> {
    let wish = read(stack::get(headers, "Session-Expires")?)?;
    Some(start(wish.interval.max(floor), wish.refresher_uac.unwrap_or(true), now))
}

/// The shortest interval believed from a peer: 20 s at the usual T1 of half a second.
pub fn floor(t1: Duration) -> Duration {
    t1 * 40
}

/// A timer that starts now. The refresher acts at half the interval; the other side gives up a little before the end,
/// by the smaller of 32 s and a third (RFC 4028 section 10).
pub fn start(interval: Duration, we_refresh: bool, now: Instant) -> SessionTimer {
    let after =
        if we_refresh { interval / 2 } else { interval - (interval / 3).min(Duration::from_secs(32)) };
    SessionTimer { interval, we_refresh, due: now + after }
}

/// Header value.
pub fn text(wish: Wish) -> String {
    let seconds = wish.interval.as_secs();
    match wish.refresher_uac {
        Some(true) => format!("{seconds};refresher=uac"),
        Some(false) => format!("{seconds};refresher=uas"),
        None => seconds.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(fields: &[(&str, &str)]) -> sip::Headers {
        fields.iter().map(|(n, v)| stack::header(n, (*v).to_owned())).collect::<Vec<_>>().into()
    }

    #[test]
    fn a_too_small_interval_is_refused_only_when_the_peer_understands_the_refusal() {
        let config = SessionTimerConfig::default();
        let small = headers(&[("Session-Expires", "60"), ("Supported", "timer")]);
        assert_eq!(asked(&small, &config), Asked::TooSmall(90));
        let Asked::Timer { wish, peer_knows } = asked(&headers(&[("Session-Expires", "60")]), &config) else {
            panic!("timer expected")
        };
        assert_eq!((wish.interval.as_secs(), wish.refresher_uac, peer_knows), (90, Some(false), false));
    }

    #[test]
    fn the_peer_that_knows_timers_refreshes_unless_it_asks_otherwise() {
        let config = SessionTimerConfig::default();
        let fields = headers(&[("Session-Expires", "600;refresher=uas"), ("Supported", "replaces, timer")]);
        let Asked::Timer { wish, .. } = asked(&fields, &config) else { panic!("timer expected") };
        assert_eq!(text(wish), "600;refresher=uas");
        assert_eq!(asked(&headers(&[]), &config), Asked::None);
    }

    #[test]
    fn the_refresher_acts_at_half_time_and_the_other_gives_up_just_before_the_end() {
        let now = Instant::now();
        assert_eq!(start(Duration::from_secs(90), true, now).due, now + Duration::from_secs(45));
        assert_eq!(start(Duration::from_secs(90), false, now).due, now + Duration::from_secs(60));
        assert_eq!(start(Duration::from_secs(1800), false, now).due, now + Duration::from_secs(1768));
    }
}
