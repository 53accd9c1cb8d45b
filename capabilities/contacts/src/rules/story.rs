//! A contact's events in words, both languages.

use contact::{ContactEvent, EndedBy, OfferEnd, Outcome};
use kernel::Text;

/// One event in words; unknown shapes (of an older program) are shown without words.
pub fn words(data: &serde_json::Value) -> Text {
    match serde_json::from_value::<ContactEvent>(data.clone()) {
        Ok(event) => text(&event),
        Err(_) => Text::default(),
    }
}

fn text(event: &ContactEvent) -> Text {
    match event {
        ContactEvent::Arrived { entry, .. } => {
            Text::new(format!("呼入 {entry}"), format!("Arrived at {entry}"))
        }
        ContactEvent::CustomerMatched { .. } => Text::new("识别为已有客户", "Recognised as a known customer"),
        ContactEvent::Step { why, .. } => why.clone(),
        ContactEvent::Queued { queue_name, priority, .. } => Text::new(
            format!("进入队列“{queue_name}”，优先级 {priority}"),
            format!("Entered queue “{queue_name}” with priority {priority}"),
        ),
        ContactEvent::Offered { why, .. } => why.clone(),
        ContactEvent::Ringing { agent } => Text::new(
            format!("{} {} 振铃", agent.staff_number, agent.name),
            format!("Ringing at {} {}", agent.staff_number, agent.name),
        ),
        ContactEvent::OfferEnded { end, why, .. } => offer_end(*end, why),
        ContactEvent::Connected { agent } => Text::new(
            format!("{} {} 接通", agent.staff_number, agent.name),
            format!("{} {} answered", agent.staff_number, agent.name),
        ),
        ContactEvent::Held => Text::new("保持", "Put on hold"),
        ContactEvent::Resumed => Text::new("恢复通话", "Taken back from hold"),
        ContactEvent::Muted { on: true } => Text::new("坐席静音", "Agent muted"),
        ContactEvent::Muted { on: false } => Text::new("坐席取消静音", "Agent unmuted"),
        ContactEvent::RecordingStarted { .. } => Text::new("开始录音", "Recording started"),
        ContactEvent::RecordingEnded { duration_ms, failure, .. } => {
            recording(*duration_ms, failure.as_deref())
        }
        ContactEvent::AgentLost { why, .. } => {
            Text::new(format!("坐席连接中断（{why}）"), format!("Connection to the agent was lost ({why})"))
        }
        ContactEvent::LegEnded { party, cause, .. } => {
            Text::new(format!("通话腿结束：{party}，{cause}"), format!("Leg ended: {party}, {cause}"))
        }
        ContactEvent::Ended { ended_by, reason, outcome } => ended(*ended_by, reason, *outcome),
        ContactEvent::WrapUpStarted => Text::new("话后处理开始", "After-call work began"),
        ContactEvent::WrapUpOverdue => Text::new("话后处理超时", "After-call work took too long"),
        ContactEvent::Recorded { .. } => Text::new("填写服务记录", "Record written"),
        ContactEvent::WrapUpFinished => Text::new("话后处理完成", "After-call work done"),
        ContactEvent::Surveyed { score } => {
            Text::new(format!("满意度评分 {score} 分"), format!("Satisfaction score {score}"))
        }
        ContactEvent::VoicemailLeft { duration_ms, .. } => {
            let s = duration_ms / 1000;
            Text::new(format!("留言 {s} 秒"), format!("Left a voice message of {s} s"))
        }
        ContactEvent::CallbackRequested { due_at, .. } => {
            Text::new(format!("请求回电，{due_at} 前"), format!("Asked to be called back by {due_at}"))
        }
    }
}

fn offer_end(end: OfferEnd, why: &str) -> Text {
    match end {
        OfferEnd::Accepted => Text::new("坐席应答", "The agent accepted"),
        OfferEnd::Refused => {
            Text::new(format!("坐席未接（{why}）"), format!("Not taken by the agent ({why})"))
        }
        OfferEnd::TimedOut => Text::new("坐席振铃超时未接", "The agent did not answer in time"),
        OfferEnd::Withdrawn => Text::new(format!("分配撤回（{why}）"), format!("Offer withdrawn ({why})")),
    }
}

fn recording(duration_ms: i64, failure: Option<&str>) -> Text {
    let s = duration_ms / 1000;
    match failure {
        None => Text::new(format!("录音结束，{s} 秒"), format!("Recording ended, {s} s")),
        Some(why) => Text::new(
            format!("录音不完整，{s} 秒（{why}）"),
            format!("Recording is not whole, {s} s ({why})"),
        ),
    }
}

fn ended(by: EndedBy, reason: &str, outcome: Outcome) -> Text {
    let (zh_by, en_by) = match by {
        EndedBy::Customer => ("客户", "the customer"),
        EndedBy::Agent => ("坐席", "the agent"),
        EndedBy::System => ("系统", "the system"),
    };
    let (zh, en) = match outcome {
        Outcome::Served => ("服务结束", "Served"),
        Outcome::SelfService => ("自助服务结束", "Self-service ended"),
        Outcome::Cancelled => ("接听前挂断", "Hung up before the answer"),
        Outcome::Abandoned => ("排队中放弃", "Abandoned while waiting"),
        Outcome::Voicemail => ("已留言", "Left a message"),
        Outcome::Callback => ("已登记回电", "Call-back requested"),
        Outcome::OutOfHours => ("非工作时间来电", "Out of hours"),
        Outcome::Failed => ("未能服务", "Could not be served"),
    };
    Text::new(format!("{zh}，由{zh_by}结束（{reason}）"), format!("{en}, ended by {en_by} ({reason})"))
}
