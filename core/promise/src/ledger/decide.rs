//! What may be done with a promise in each state.

use std::time::Duration;

use kernel::{Refused, Timestamp};

use super::{
    Evidence, EvidenceKind, Owner, Promise, PromiseCommand, PromiseEvent, PromiseKind, PromisePolicy,
    PromiseState,
};

/// Letters of a text at most.
const LONGEST: usize = 500;

fn text_needed(field: &str, text: &str) -> Result<(), Box<Refused>> {
    let fits = !text.trim().is_empty() && text.chars().count() <= LONGEST;
    if fits {
        return Ok(());
    }
    let zh = format!("请填写说明，最多 {LONGEST} 字");
    Err(Box::new(Refused::field(field, zh, format!("Say it in 1 to {LONGEST} characters"))))
}

fn future_needed(due: Timestamp, now: Timestamp) -> Result<(), Box<Refused>> {
    if due > now {
        return Ok(());
    }
    let refused = Refused::field("due", "承诺时间必须在将来", "The time must lie ahead");
    Err(Box::new(Refused { code: "promises.past".to_owned(), ..refused }))
}

impl Promise {
    /// Decides the making of a promise. Without a due instant something else is awaited first: only a notice of recovery
    /// is promised so.
    ///
    /// # Errors
    /// Nothing is said to be promised, the time has passed, or there is none.
    pub fn make(
        kind: PromiseKind,
        matter: &str,
        owner: Owner,
        due: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<PromiseEvent, Box<Refused>> {
        text_needed("matter", matter)?;
        match due {
            Some(due) => future_needed(due, now)?,
            None if kind == PromiseKind::RecoveryNotice => {}
            None => {
                let refused = Refused::field("due", "承诺必须有时间", "A promise needs a time");
                return Err(Box::new(Refused { code: "promises.no_time".to_owned(), ..refused }));
            }
        }
        Ok(PromiseEvent::Made { kind, matter: matter.trim().to_owned(), owner, due })
    }

    /// Names of the commands that are possible now.
    pub fn possible(&self) -> &'static [&'static str] {
        match &self.state {
            PromiseState::Awaiting { .. } => &["now_due", "withdraw", "reassign"],
            PromiseState::Made { .. } | PromiseState::DueSoon { .. } => {
                &["fulfil", "move", "withdraw", "reassign"]
            }
            PromiseState::Broken { made_good: None, .. } => &["fulfil", "reassign"],
            PromiseState::Broken { made_good: Some(_), .. }
            | PromiseState::Kept { .. }
            | PromiseState::Withdrawn { .. } => &[],
        }
    }

    fn conflict(&self, code: &str, zh: &str, en: &str) -> Box<Refused> {
        Box::new(Refused::conflict(code, zh, en).with_possible(self.possible().iter().copied()))
    }

    fn over(&self) -> Box<Refused> {
        match &self.state {
            PromiseState::Kept { .. } => {
                self.conflict("promises.kept", "承诺已经兑现", "The promise has been kept")
            }
            PromiseState::Withdrawn { .. } => {
                self.conflict("promises.withdrawn", "承诺已经撤回", "The promise was withdrawn")
            }
            PromiseState::Broken { .. } => self.conflict(
                "promises.broken",
                "承诺已经逾期，只能尽快补办；需要新的时间请另立承诺",
                "The promise is broken: make it good, or make a new one",
            ),
            PromiseState::Awaiting { .. } => {
                self.conflict("promises.awaiting", "承诺尚未开始计时", "The promise is not due yet")
            }
            PromiseState::Made { .. } | PromiseState::DueSoon { .. } => {
                self.conflict("promises.timed", "承诺已有时间", "The promise has a time already")
            }
        }
    }

    /// Decides a command. What it answers is to be stored and applied in order.
    ///
    /// # Errors
    /// The state does not allow it, or something is missing; with what is possible.
    pub fn decide(
        &self,
        command: &PromiseCommand,
        policy: &PromisePolicy,
        now: Timestamp,
    ) -> Result<Vec<PromiseEvent>, Box<Refused>> {
        match command {
            PromiseCommand::Tick => Ok(self.tick(policy, now)),
            PromiseCommand::Fulfil { evidence } => self.fulfil(evidence, policy, now),
            PromiseCommand::Move { due, customer_agreed, why } => {
                text_needed("why", why)?;
                self.shift(*due, *customer_agreed, why, now)
            }
            PromiseCommand::NowDue { due } => match self.state {
                PromiseState::Awaiting { .. } => {
                    future_needed(*due, now)?;
                    Ok(vec![PromiseEvent::BecameDue { due: *due }])
                }
                PromiseState::Made { .. }
                | PromiseState::DueSoon { .. }
                | PromiseState::Kept { .. }
                | PromiseState::Broken { .. }
                | PromiseState::Withdrawn { .. } => Err(self.over()),
            },
            PromiseCommand::Withdraw { reason } => {
                text_needed("reason", reason)?;
                match self.state {
                    PromiseState::Made { due } | PromiseState::DueSoon { due } if now > due => {
                        Err(self.late())
                    }
                    PromiseState::Awaiting { .. }
                    | PromiseState::Made { .. }
                    | PromiseState::DueSoon { .. } => {
                        Ok(vec![PromiseEvent::Withdrawn { reason: reason.trim().to_owned() }])
                    }
                    PromiseState::Kept { .. }
                    | PromiseState::Broken { .. }
                    | PromiseState::Withdrawn { .. } => Err(self.over()),
                }
            }
            PromiseCommand::Reassign { owner } if !self.is_open() && *owner != self.owner => Err(self.over()),
            PromiseCommand::Reassign { owner } if *owner == self.owner => Ok(Vec::new()),
            PromiseCommand::Reassign { owner } => Ok(vec![PromiseEvent::Reassigned { owner: *owner }]),
        }
    }

    /// Nobody has looked since the due instant: it is broken, whether or not that is written yet.
    fn late(&self) -> Box<Refused> {
        self.conflict("promises.broken", "承诺已经逾期", "The promise is broken")
    }

    fn shift(
        &self,
        to: Timestamp,
        customer_agreed: bool,
        why: &str,
        now: Timestamp,
    ) -> Result<Vec<PromiseEvent>, Box<Refused>> {
        match self.state {
            PromiseState::Made { due } | PromiseState::DueSoon { due } if now > due => Err(self.late()),
            PromiseState::Made { due } | PromiseState::DueSoon { due } => {
                if !customer_agreed {
                    let (zh, en) = ("改期须先征得客户同意", "Ask the customer first");
                    return Err(self.conflict("promises.customer_not_asked", zh, en));
                }
                future_needed(to, now)?;
                Ok(vec![PromiseEvent::Moved { from: due, to, why: why.trim().to_owned() }])
            }
            PromiseState::Awaiting { .. }
            | PromiseState::Kept { .. }
            | PromiseState::Broken { .. }
            | PromiseState::Withdrawn { .. } => Err(self.over()),
        }
    }

    fn fulfil(
        &self,
        evidence: &Evidence,
        policy: &PromisePolicy,
        now: Timestamp,
    ) -> Result<Vec<PromiseEvent>, Box<Refused>> {
        if evidence.at < self.made_at || evidence.at > now {
            let (zh, en) =
                ("凭据的时间须在承诺之后、现在之前", "Evidence is of a time between the promise and now");
            return Err(Box::new(Refused::field("evidence.at", zh, en)));
        }
        let tried =
            evidence.kind == EvidenceKind::CallTried && self.kind.kept_by().contains(&EvidenceKind::CallMade);
        if !tried && !self.kind.kept_by().contains(&evidence.kind) {
            let refused =
                Refused::field("evidence.kind", "这不能证明承诺已兑现", "This does not keep such a promise");
            let names = self.kind.kept_by().iter().map(|kind| kind.name());
            return Err(Box::new(refused.with_possible(names)));
        }
        match &self.state {
            PromiseState::Kept { evidence: known, .. } if known == evidence => Ok(Vec::new()),
            PromiseState::Broken { made_good: Some(known), .. } if known == evidence => Ok(Vec::new()),
            _ if self.tries.contains(evidence) => Ok(Vec::new()),
            PromiseState::Made { due } | PromiseState::DueSoon { due } if tried => {
                Ok(self.tried(evidence, *due, policy))
            }
            PromiseState::Broken { due, made_good: None } if tried => Ok(self.tried(evidence, *due, policy)),
            PromiseState::Made { due } | PromiseState::DueSoon { due } if evidence.at > *due => {
                Ok(vec![PromiseEvent::Broken, PromiseEvent::MadeGood { evidence: evidence.clone() }])
            }
            // Late news of what was done in time.
            PromiseState::Broken { due, .. } if evidence.at <= *due => {
                Ok(vec![PromiseEvent::Kept { evidence: evidence.clone() }])
            }
            PromiseState::Broken { made_good: None, .. } => {
                Ok(vec![PromiseEvent::MadeGood { evidence: evidence.clone() }])
            }
            PromiseState::Made { .. } | PromiseState::DueSoon { .. } => {
                Ok(vec![PromiseEvent::Kept { evidence: evidence.clone() }])
            }
            PromiseState::Awaiting { .. }
            | PromiseState::Broken { .. }
            | PromiseState::Kept { .. }
            | PromiseState::Withdrawn { .. } => Err(self.over()),
        }
    }

    fn tried(&self, evidence: &Evidence, due: Timestamp, policy: &PromisePolicy) -> Vec<PromiseEvent> {
        let mut events = vec![PromiseEvent::Tried { evidence: evidence.clone() }];
        let in_time = self.tries.iter().chain([evidence]).filter(|call| call.at <= due).count();
        if policy.tries_that_keep > 0 && in_time >= policy.tries_that_keep as usize && evidence.at <= due {
            events.push(PromiseEvent::Kept { evidence: evidence.clone() });
        }
        events
    }

    fn soon_at(&self, due: Timestamp, policy: &PromisePolicy) -> Timestamp {
        let before = Duration::from_secs(policy.remind_before_s.first().copied().unwrap_or(0));
        due.minus(before.min(due.since(self.timed_at) / 2))
    }

    /// The n-th reminder after the one with which it is due soon.
    fn reminder_at(&self, due: Timestamp, policy: &PromisePolicy) -> Option<Timestamp> {
        let leads = policy.remind_before_s.get(..=self.reminded as usize)?;
        let first = due.since(self.soon_at(due, policy));
        // Of a time too short for all of them each comes half as long before as the one before it: no two at once.
        let lead = leads.iter().skip(1).fold(first, |before, lead| {
            let lead = Duration::from_secs(*lead);
            if lead < before { lead } else { before / 2 }
        });
        Some(due.minus(lead))
    }

    fn escalation_at(&self, due: Timestamp, policy: &PromisePolicy) -> Option<Timestamp> {
        let (after, _) = policy.escalate_after_s.get(self.escalated as usize)?;
        Some(just_after(due).plus(Duration::from_secs(*after)))
    }

    /// When it wants a [`PromiseCommand::Tick`], if nothing happens before.
    pub fn next_wake(&self, policy: &PromisePolicy) -> Option<Timestamp> {
        match &self.state {
            PromiseState::Awaiting { review_at } => Some(*review_at),
            PromiseState::Made { due } => Some(self.soon_at(*due, policy)),
            PromiseState::DueSoon { due } => {
                Some(self.reminder_at(*due, policy).unwrap_or(just_after(*due)).min(just_after(*due)))
            }
            PromiseState::Broken { due, made_good: None } => self.escalation_at(*due, policy),
            PromiseState::Broken { made_good: Some(_), .. }
            | PromiseState::Kept { .. }
            | PromiseState::Withdrawn { .. } => None,
        }
    }

    fn tick(&self, policy: &PromisePolicy, now: Timestamp) -> Vec<PromiseEvent> {
        let mut events = Vec::new();
        let mut after = self.clone();
        // Each step brings the next instant nearer to its end: soon, reminders, broken, escalations.
        while let Some(event) = after.step(policy, now) {
            after.apply(&event, now);
            events.push(event);
        }
        // Reminders overtaken by the breach are not given.
        if events.contains(&PromiseEvent::Broken) {
            events.retain(|event| !matches!(event, PromiseEvent::Reminded { .. } | PromiseEvent::DueSoon));
        }
        events
    }

    /// The one thing that time brings next.
    fn step(&self, policy: &PromisePolicy, now: Timestamp) -> Option<PromiseEvent> {
        let wake = self.next_wake(policy).filter(|wake| *wake <= now)?;
        match &self.state {
            PromiseState::Awaiting { .. } => Some(PromiseEvent::Reminded { count: self.reminded + 1 }),
            PromiseState::Made { due } | PromiseState::DueSoon { due } if now > *due => {
                Some(PromiseEvent::Broken)
            }
            PromiseState::Made { .. } => Some(PromiseEvent::DueSoon),
            PromiseState::DueSoon { due } => {
                (wake <= *due).then_some(PromiseEvent::Reminded { count: self.reminded + 1 })
            }
            PromiseState::Broken { made_good: None, .. } => {
                let (_, to) = policy.escalate_after_s.get(self.escalated as usize)?;
                Some(PromiseEvent::Escalated { to: *to, count: self.escalated + 1 })
            }
            PromiseState::Broken { made_good: Some(_), .. }
            | PromiseState::Kept { .. }
            | PromiseState::Withdrawn { .. } => None,
        }
    }
}

fn just_after(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(1))
}
