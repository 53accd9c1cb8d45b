//! Who is told what of an event.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Text, UserId};
use ticket::{Recorded, Ticket, TicketEvent};

use super::people::{People, user_of};
use crate::model::NoticeKind;

/// Characters of what somebody wrote that a notice repeats.
const EXCERPT: usize = 80;

/// A notice to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// To whom.
    pub user: UserId,
    /// What it is about.
    pub kind: NoticeKind,
    /// What is said.
    pub text: Text,
}

/// Who is told what of what happened; `after` is the ticket after it. Nobody is told what they did themselves, nobody
/// what they may not see, and nobody one event twice.
pub fn notices(recorded: &Recorded, after: &Ticket, people: &People) -> Vec<Told> {
    let mut told: BTreeMap<UserId, (NoticeKind, Text)> = BTreeMap::new();
    let (kind, users) = concerned(&recorded.event, after, people);
    let text = words(recorded, people);
    for user in users {
        told.entry(user).or_insert_with(|| (kind, text.clone()));
    }
    if watched(&recorded.event) {
        for user in &after.watchers {
            told.entry(*user).or_insert_with(|| (NoticeKind::Changed, text.clone()));
        }
    }
    let own = user_of(&recorded.actor);
    told.into_iter()
        .filter(|(user, _)| Some(*user) != own)
        .filter(|(user, _)| people.sees(*user, after) && people.is_for(*user, &recorded.event))
        .map(|(user, (kind, text))| Told { user, kind, text })
        .collect()
}

/// Whom an event concerns beside those who watch.
fn concerned(event: &TicketEvent, after: &Ticket, people: &People) -> (NoticeKind, BTreeSet<UserId>) {
    match event {
        TicketEvent::Assigned { to: Some(to), .. } => (NoticeKind::Assigned, people.behind(*to)),
        TicketEvent::Noted { mentions, .. } => (NoticeKind::Mentioned, mentions.iter().copied().collect()),
        TicketEvent::Passed { department, .. } => (NoticeKind::Passed, people.members(department)),
        TicketEvent::FedBack { .. }
        | TicketEvent::AnsweredByDepartment { .. }
        | TicketEvent::Returned { .. } => {
            let mut users = people.at_work(after);
            users.extend(user_of(&after.created_by));
            (NoticeKind::Feedback, users)
        }
        TicketEvent::Escalated { to, .. } => (NoticeKind::Escalated, people.above(*to, after)),
        TicketEvent::Reopened { .. } => (NoticeKind::Reopened, people.at_work(after)),
        TicketEvent::CustomerWrote { .. } => (NoticeKind::CustomerWrote, people.at_work(after)),
        _ => (NoticeKind::Changed, BTreeSet::new()),
    }
}

/// Whether who watches a ticket hears of it.
fn watched(event: &TicketEvent) -> bool {
    !matches!(
        event,
        TicketEvent::Created { .. }
            | TicketEvent::Watched { .. }
            | TicketEvent::Unwatched { .. }
            | TicketEvent::Linked { .. }
            | TicketEvent::Unlinked { .. }
            | TicketEvent::Absorbed { .. }
            | TicketEvent::Released { .. }
            | TicketEvent::Escalated { .. }
    )
}

fn words(recorded: &Recorded, people: &People) -> Text {
    let (by_zh, by_en) = people.name_of(&recorded.actor);
    let both = |zh: String, en: String| Text::new(format!("{by_zh}：{zh}"), format!("{by_en}: {en}"));
    match &recorded.event {
        TicketEvent::Escalated { why, .. } => why.clone(),
        TicketEvent::Assigned { .. } => both("指派了工单".into(), "assigned the ticket".into()),
        TicketEvent::Noted { text, .. } => both(excerpt(text), excerpt(text)),
        TicketEvent::Passed { matter, .. } => {
            both(format!("转交部门，{}", excerpt(matter)), format!("passed it on: {}", excerpt(matter)))
        }
        TicketEvent::FedBack { text, .. } => {
            both(format!("书面反馈，{}", excerpt(text)), format!("feedback: {}", excerpt(text)))
        }
        TicketEvent::AnsweredByDepartment { result, .. } => both(
            format!("已直接答复客户，{}", excerpt(result)),
            format!("answered the customer: {}", excerpt(result)),
        ),
        TicketEvent::Returned { reason, .. } => {
            both(format!("退回，{}", excerpt(reason)), format!("gave it back: {}", excerpt(reason)))
        }
        TicketEvent::Reopened { why, .. } => {
            both(format!("重新打开，{}", excerpt(why)), format!("opened it again: {}", excerpt(why)))
        }
        TicketEvent::CustomerWrote { text, .. } => {
            both(format!("客户来信，{}", excerpt(text)), format!("the customer wrote: {}", excerpt(text)))
        }
        TicketEvent::NotSatisfied { missing } => {
            both(format!("客户不满意，{}", excerpt(missing)), format!("not satisfied: {}", excerpt(missing)))
        }
        TicketEvent::Prioritised { .. } => both("调整了优先级".into(), "changed the priority".into()),
        TicketEvent::Edited { .. } => both("修改了内容".into(), "changed what is written".into()),
        _ => both("工单有进展".into(), "the ticket moved on".into()),
    }
}

fn excerpt(text: &str) -> String {
    let mut short: String = text.chars().take(EXCERPT).collect();
    if text.chars().count() > EXCERPT {
        short.push('…');
    }
    short
}
