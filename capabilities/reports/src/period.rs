//! What is asked: a period, a filter, a set of definitions.

use jiff::ToSpan;
use jiff::tz::TimeZone;
use kernel::{AgentId, QueueId, Refused, Timestamp};
use workload::Preset;

/// Longest period, in days.
const LONGEST_DAYS: u64 = 400;

/// Which figures are asked for.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// From this instant on; the begin of today by default.
    pub from: Option<Timestamp>,
    /// Up to this instant; the end of today by default.
    pub to: Option<Timestamp>,
    /// Id or name of a queue.
    pub queue: Option<String>,
    /// Staff number or id of an agent.
    pub agent: Option<String>,
    /// Id or name of a team.
    pub team: Option<String>,
    /// The definitions.
    pub preset: Preset,
}

/// What is asked, with everything looked up.
#[derive(Debug, Clone)]
pub struct Filter {
    pub from: Timestamp,
    pub to: Timestamp,
    pub queue: Option<QueueId>,
    /// None: all agents, and contacts without any.
    pub agents: Option<Vec<AgentId>>,
}

/// The day that holds an instant: its begin and its end in local time.
fn day(at: Timestamp, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let local = at.to_jiff().to_zoned(zone.clone());
    let begin = local.start_of_day().map_or(at, |begin| Timestamp::from_jiff(begin.timestamp()));
    let next = local.checked_add(1.day()).and_then(|next| next.start_of_day());
    (begin, next.map_or(at, |end| Timestamp::from_jiff(end.timestamp())))
}

impl Question {
    /// The period asked for, at a centre in this zone.
    ///
    /// # Errors
    /// It ends before it begins, or is too long.
    pub fn period(&self, now: Timestamp, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Refused> {
        let (begin, end) = day(now, zone);
        let from = self.from.unwrap_or_else(|| self.to.map_or(begin, |to| begin.min(day(to, zone).0)));
        let to = self.to.unwrap_or(end);
        if from >= to {
            return Err(Refused::field(
                "to",
                "结束时间必须晚于开始时间",
                "The period must end after it begins",
            ));
        }
        if to.since(from).as_secs() > LONGEST_DAYS * 86_400 {
            let (zh, en) = (format!("最长 {LONGEST_DAYS} 天"), format!("At most {LONGEST_DAYS} days"));
            return Err(Refused::field("from", zh, en));
        }
        Ok((from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn without_a_period_it_is_today_in_the_centres_zone() {
        let now = instant("2026-11-23T01:00:00+08:00");
        let today = |zone: &str| Question::default().period(now, &TimeZone::get(zone).unwrap()).unwrap();
        let in_shanghai = (instant("2026-11-23T00:00:00+08:00"), instant("2026-11-24T00:00:00+08:00"));
        assert_eq!(today("Asia/Shanghai"), in_shanghai);
        let in_kolkata = (instant("2026-11-22T00:00:00+05:30"), instant("2026-11-23T00:00:00+05:30"));
        assert_eq!(today("Asia/Kolkata"), in_kolkata);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_refused() {
        let now = instant("2026-11-23T09:00:00+08:00");
        let backwards = Question {
            from: Some(now),
            to: Some(instant("2026-11-22T09:00:00+08:00")),
            ..Question::default()
        };
        assert!(backwards.period(now, &TimeZone::UTC).is_err());
        let endless = Question { from: Some(Timestamp::from_secs(0)), ..Question::default() };
        assert!(endless.period(now, &TimeZone::UTC).is_err());
    }
}
