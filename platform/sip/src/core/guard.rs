//! Abuse: scanners, floods, guessing.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Instant;

use crate::config::SipConfig;
use crate::headers::Headers;

/// Addresses watched at once; above it those with nothing against them are forgotten.
const MAX_WATCHED: usize = 100_000;

/// Names by which known scanning tools announce themselves anywhere in a header, in lower case.
const SCANNERS: [&str; 8] = [
    "friendly-scanner",
    "friendly-request",
    "sipvicious",
    "sip-scan",
    "sipscan",
    "sundayddr",
    "vaxsipuseragent",
    "pplsip",
];
/// Short names that count only at the start of User-Agent.
const SCANNER_AGENTS: [&str; 4] = ["sipcli", "iwar", "sivus", "smap"];

/// Whether the headers are those of a known scanner.
pub fn is_scanner(headers: &Headers) -> bool {
    let lower = |name: &str| headers.get(name).map(str::to_ascii_lowercase);
    let agent = lower("User-Agent").unwrap_or_default();
    SCANNER_AGENTS.iter().any(|scanner| agent.starts_with(scanner))
        || SCANNERS.iter().any(|scanner| agent.contains(scanner))
        || ["From", "To"].into_iter().filter_map(lower).any(|v| SCANNERS.iter().any(|s| v.contains(s)))
}

#[derive(Clone, Copy)]
struct Watch {
    /// Requests still allowed.
    tokens: f64,
    /// Rejected requests not yet forgiven.
    penalties: f64,
    seen: Instant,
}

/// Token buckets per address.
pub struct Guard {
    rate: f64,
    burst: f64,
    penalties: f64,
    forgiven: f64,
    watched: HashMap<IpAddr, Watch>,
}

impl Guard {
    pub fn new(config: &SipConfig) -> Self {
        let limits = &config.limits;
        Self {
            rate: limits.requests_per_second,
            burst: limits.request_burst,
            penalties: limits.penalties,
            forgiven: limits.penalties_per_second,
            watched: HashMap::new(),
        }
    }

    /// Takes one token; false when there is none.
    pub fn admit(&mut self, ip: IpAddr, now: Instant) -> bool {
        let watch = self.watch(ip, now);
        let admitted = watch.tokens >= 1.0;
        if admitted {
            watch.tokens -= 1.0;
        }
        admitted
    }

    /// Counts a rejected request.
    pub fn penalise(&mut self, ip: IpAddr, now: Instant) {
        let most = self.penalties * 2.0;
        let watch = self.watch(ip, now);
        watch.penalties = (watch.penalties + 1.0).min(most);
    }

    /// Whether an address is shut out.
    pub fn is_shut_out(&mut self, ip: IpAddr, now: Instant) -> bool {
        let most = self.penalties;
        // Forgiveness counts by whole requests.
        self.watched.contains_key(&ip) && self.watch(ip, now).penalties.ceil() >= most
    }

    fn watch(&mut self, ip: IpAddr, now: Instant) -> &mut Watch {
        if self.watched.len() >= MAX_WATCHED && !self.watched.contains_key(&ip) {
            let (rate, burst, forgiven) = (self.rate, self.burst, self.forgiven);
            self.watched.retain(|_, w| {
                let idle = now.saturating_duration_since(w.seen).as_secs_f64();
                w.tokens + idle * rate < burst || w.penalties > idle * forgiven
            });
            if self.watched.len() >= MAX_WATCHED {
                self.watched.clear();
            }
        }
        let fresh = Watch { tokens: self.burst, penalties: 0.0, seen: now };
        let watch = self.watched.entry(ip).or_insert(fresh);
        let idle = now.saturating_duration_since(watch.seen).as_secs_f64();
        watch.tokens = (watch.tokens + idle * self.rate).min(self.burst);
        watch.penalties = (watch.penalties - idle * self.forgiven).max(0.0);
        watch.seen = now;
        watch
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_burst_is_admitted_then_only_the_sustained_rate() {
        let mut guard = Guard::new(&SipConfig::default());
        let (ip, now) = ("192.0.2.1".parse().unwrap(), Instant::now());
        assert_eq!((0..300).filter(|_| guard.admit(ip, now)).count(), 200);
        assert_eq!((0..300).filter(|_| guard.admit(ip, now + Duration::from_secs(1))).count(), 50);
        assert!(guard.admit("192.0.2.2".parse().unwrap(), now));
    }

    #[test]
    fn an_address_with_too_many_rejections_is_shut_out_until_they_are_forgiven() {
        let mut guard = Guard::new(&SipConfig::default());
        let (ip, now) = ("192.0.2.1".parse().unwrap(), Instant::now());
        (0..10).for_each(|_| guard.penalise(ip, now));
        assert!(guard.is_shut_out(ip, now));
        assert!(!guard.is_shut_out(ip, now + Duration::from_secs(11)));
    }
}
