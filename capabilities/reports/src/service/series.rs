//! The course of the figures: day by day, or by half hours.

use std::time::Duration;

use jiff::ToSpan;
use jiff::tz::TimeZone;
use kernel::{Principal, Refused, Timestamp};
use web::ApiResult;

use super::Reports;
use crate::model::{Measured, SeriesPoint};
use crate::period::Question;

/// So many points are given at most.
const MOST: usize = 400;

/// How long each point of a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A day of the centre's zone, counted from the begin of the period.
    Day,
    /// A half hour in the centre's zone.
    HalfHour,
}

impl By {
    /// The parts of a period, in order; the first and the last one may be shorter.
    fn parts(
        self,
        (from, to): (Timestamp, Timestamp),
        zone: &TimeZone,
    ) -> Result<Vec<(Timestamp, Timestamp)>, Refused> {
        let end = |at: Timestamp| match self {
            By::Day => next_day(at, zone),
            By::HalfHour => workload::Interval::holding(at, zone).end(),
        };
        let ends = std::iter::successors(Some(from), |at| Some(end(*at))).take_while(|at| *at < to);
        let parts: Vec<_> = ends.take(MOST + 1).map(|at| (at, end(at).min(to))).collect();
        if parts.len() > MOST {
            let (zh, en) = (format!("最多 {MOST} 个时间段"), format!("At most {MOST} points"));
            return Err(Refused::field("from", zh, en));
        }
        Ok(parts)
    }
}

/// The same time of the next day.
fn next_day(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let next = at.to_jiff().to_zoned(zone.clone()).checked_add(1.day());
    next.map_or(at.plus(Duration::from_secs(86_400)), |next| Timestamp::from_jiff(next.timestamp()))
}

impl Reports {
    /// All indicators of each part of a period: each point says what the indicators of its part alone would say.
    ///
    /// # Errors
    /// As for [`Reports::indicators`]; too many points.
    pub async fn series(&self, who: &Principal, question: &Question, by: By) -> ApiResult<Vec<SeriesPoint>> {
        let filter = self.filter(who, question).await?;
        let parts = by.parts((filter.from, filter.to), &self.zone())?;
        let settings = question.preset.settings();
        let gathered = self.gathered(&filter).await?;
        let point = |part: (Timestamp, Timestamp)| {
            let computed = gathered.within(part, &settings);
            let indicators =
                computed.figures().map(|figure| (figure.definition.name.clone(), Measured::from(figure)));
            SeriesPoint { from: part.0, to: part.1, indicators: indicators.collect() }
        };
        Ok(parts.into_iter().map(point).collect())
    }
}
