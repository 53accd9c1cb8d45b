//! The indicators over agents' time, clocks and reviews.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::facts::{AgentTime, Due, Review, Span};
use crate::indicator::{Indicator, Member, Unit, define};

/// Handling ÷ (handling + available).
pub fn occupancy<I: Copy>(times: &[AgentTime<I>]) -> Indicator<I> {
    let formula = ("处理时长 ÷（处理时长 + 空闲可用时长）", "handling ÷ (handling + available)");
    let member = |time: &AgentTime<I>| Member {
        id: time.id,
        numerator: time.handling_s,
        denominator: time.handling_s + time.available_s,
    };
    let definition = define("occupancy", ("占用率", "Occupancy"), formula, Unit::Share);
    Indicator::of(definition, times.iter().map(member).collect())
}

/// Time in the planned state ÷ planned time.
pub fn adherence<I: Copy>(times: &[AgentTime<I>]) -> Indicator<I> {
    let formula = ("按排班状态的时长 ÷ 排班时长", "time in the planned state ÷ planned time");
    let member = |time: &AgentTime<I>| Member {
        id: time.id,
        numerator: time.as_planned_s,
        denominator: time.planned_s,
    };
    let definition = define("adherence", ("排班遵从率", "Adherence"), formula, Unit::Share);
    Indicator::of(definition, times.iter().map(member).collect())
}

/// Done in time ÷ due by `until` or done already.
fn in_time<I: Copy>(clocks: &[Due<I>], until: Timestamp, early: bool) -> Vec<Member<I>> {
    let counted =
        |clock: &&Due<I>| clock.due_at <= until || (early && clock.done_at.is_some_and(|at| at <= until));
    let member = |clock: &Due<I>| {
        let kept = clock.done_at.is_some_and(|done| done <= clock.due_at && done <= until);
        Member { id: clock.id, numerator: f64::from(u8::from(kept)), denominator: 1.0 }
    };
    clocks.iter().filter(counted).map(member).collect()
}

/// Promises fulfilled by their due time ÷ promises due by `until`.
pub fn promises_kept<I: Copy>(promises: &[Due<I>], until: Timestamp) -> Indicator<I> {
    let formula = ("按时兑现的承诺 ÷ 到期的承诺", "promises fulfilled by their due time ÷ promises due");
    let definition = define("promises_kept", ("承诺兑现率", "Promises kept"), formula, Unit::Share);
    Indicator::of(definition, in_time(promises, until, false))
}

/// First replies within the channel's limit ÷ contacts needing one that are answered or due by `until`.
pub fn first_response_in_time<I: Copy>(replies: &[Due<I>], until: Timestamp) -> Indicator<I> {
    let formula = (
        "时限内首次回复量 ÷ 需回复且已回复或已到期的量",
        "first replies within the limit ÷ contacts needing one, replied to or due",
    );
    let title = ("首次响应及时率", "First response in time");
    Indicator::of(
        define("first_response_in_time", title, formula, Unit::Share),
        in_time(replies, until, true),
    )
}

/// Tickets resolved within their policy ÷ tickets resolved or overdue at `until`.
pub fn resolution_in_time<I: Copy>(tickets: &[Due<I>], until: Timestamp) -> Indicator<I> {
    let formula =
        ("时限内解决的工单 ÷ 已解决或已超时的工单", "tickets resolved in time ÷ tickets resolved or overdue");
    let title = ("工单及时解决率", "Resolution in time");
    Indicator::of(define("resolution_in_time", title, formula, Unit::Share), in_time(tickets, until, true))
}

/// The lengths of stretches, each weighing one.
fn lengths<I: Copy>(spans: &[Span<I>]) -> Vec<Member<I>> {
    let member = |span: &Span<I>| Member {
        id: span.id,
        numerator: span.to.since(span.from).as_secs_f64(),
        denominator: 1.0,
    };
    spans.iter().map(member).collect()
}

/// Σ time from opening to the first reply ÷ tickets replied to. Source: "first response time" as help desks use it.
pub fn first_response_time<I: Copy>(replied: &[Span<I>]) -> Indicator<I> {
    let formula = (
        "建单至首次回复的时长之和 ÷ 已首次回复的工单",
        "Σ time from opening to the first reply ÷ tickets replied to",
    );
    let title = ("平均首次响应时长", "First response time");
    Indicator::of(define("first_response_time", title, formula, Unit::Seconds), lengths(replied))
}

/// Σ time from opening, or opening again, to the close ÷ tickets closed. Nights and waiting are counted: it is what the
/// customer lives through.
pub fn resolution_time<I: Copy>(closed: &[Span<I>]) -> Indicator<I> {
    let formula = (
        "建单（或重开）至关闭的时长之和 ÷ 关闭的工单",
        "Σ time from opening, or opening again, to the close ÷ tickets closed",
    );
    let title = ("平均解决时长", "Resolution time");
    Indicator::of(define("resolution_time", title, formula, Unit::Seconds), lengths(closed))
}

/// Σ age of the tickets that are open ÷ tickets open: the backlog, and how old it is.
pub fn backlog_age<I: Copy>(open: &[Span<I>]) -> Indicator<I> {
    let formula = ("未关闭工单的存在时长之和 ÷ 未关闭的工单", "Σ age of the open tickets ÷ tickets open");
    let definition = define("backlog_age", ("积压工单平均时长", "Backlog age"), formula, Unit::Seconds);
    Indicator::of(definition, lengths(open))
}

/// Of the tickets opened in a period: closed by now ÷ all.
pub fn tickets_closed<I: Copy>(opened: &[Due<I>]) -> Indicator<I> {
    let formula =
        ("其中已关闭的工单 ÷ 期间新建的工单", "of them closed by now ÷ tickets opened in the period");
    let member = |ticket: &Due<I>| Member {
        id: ticket.id,
        numerator: f64::from(u8::from(ticket.done_at.is_some())),
        denominator: 1.0,
    };
    let definition = define("tickets_closed", ("工单办结率", "Tickets closed"), formula, Unit::Share);
    Indicator::of(definition, opened.iter().map(member).collect())
}

/// Reopened ÷ resolved.
pub fn reopened<I: Copy>(tickets: &[Due<I>]) -> Indicator<I> {
    let formula = ("重开的工单 ÷ 已解决的工单", "reopened ÷ resolved");
    let resolved = tickets.iter().filter(|ticket| ticket.done_at.is_some());
    let member = |ticket: &Due<I>| Member {
        id: ticket.id,
        numerator: f64::from(u8::from(ticket.reopened)),
        denominator: 1.0,
    };
    let definition = define("reopened", ("重开率", "Reopened"), formula, Unit::Share);
    Indicator::of(definition, resolved.map(member).collect())
}

/// Weighted points ÷ points possible; a fatal item zeroes its review.
pub fn quality_score<I: Copy>(reviews: &[Review<I>]) -> Indicator<I> {
    let formula =
        ("加权得分之和 ÷ 满分之和（致命项计零分）", "weighted points ÷ points possible, fatal items zero it");
    let member = |review: &Review<I>| Member {
        id: review.id,
        numerator: if review.fatal { 0.0 } else { review.points },
        denominator: review.possible,
    };
    let definition = define("quality_score", ("质检得分", "Quality score"), formula, Unit::Share);
    Indicator::of(definition, reviews.iter().map(member).collect())
}

/// A mean with the range in which the true one lies with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Confidence {
    /// Mean of the sample.
    pub mean: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
    /// Size of the sample.
    pub sample: usize,
}

/// Mean share of points per review, with the normal approximation `mean ± 1.96·s/√n`, kept within 0 and 1. None for
/// fewer than two reviews with points.
pub fn quality_confidence<I>(reviews: &[Review<I>]) -> Option<Confidence> {
    let share = |review: &Review<I>| if review.fatal { 0.0 } else { review.points / review.possible };
    let shares: Vec<f64> = reviews.iter().filter(|review| review.possible > 0.0).map(share).collect();
    let sample = shares.len();
    let size = f64::from(u32::try_from(sample).ok().filter(|size| *size >= 2)?);
    let mean = shares.iter().sum::<f64>() / size;
    let variance = shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / (size - 1.0);
    let reach = 1.96 * (variance / size).sqrt();
    Some(Confidence { mean, low: (mean - reach).max(0.0), high: (mean + reach).min(1.0), sample })
}
