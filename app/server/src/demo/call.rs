//! A caller and the call, as the simulation knows them.

use std::collections::BTreeMap;
use std::time::Duration;

use contact::{AgentRef, Record};
use kernel::{AgentId, QueueId, RecordingId, Timestamp};

use super::clients::{self, Client};
use super::dice::Dice;
use super::hotline::End;
use super::matters::{COMPLAINTS, MATTERS, Matter, STATUS, SYSTEM_FAILURE};

/// The key of those who want to be served in English.
const ENGLISH: &str = "9";

/// Somebody about to call.
#[derive(Clone)]
pub struct Caller {
    pub client: Client,
    pub matter: &'static Matter,
    /// How often this caller called on the matter before.
    pub before: u32,
}

/// Where a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Entry,
    Waiting,
    Talking,
    Over,
}

/// A call in progress.
pub struct Call {
    pub caller: Caller,
    pub stage: Stage,
    /// Where the menu leads.
    pub end: End,
    pub queue: Option<QueueId>,
    pub queued_at: Timestamp,
    pub waited: Duration,
    pub agent: Option<AgentRef>,
    pub held: bool,
    /// The recording that runs, and since when.
    pub sound: Option<(RecordingId, Timestamp)>,
    /// The caller is still in the survey.
    pub surveyed: bool,
    /// The agent has not finished the record.
    pub in_wrap_up: bool,
    pub resolved: bool,
}

/// An agent of the simulation.
pub struct Staff {
    pub who: AgentRef,
    /// Takes so much longer than others.
    pub pace: f64,
    /// Makes customers so much less content.
    pub displeasing: f64,
    pub is_ill: bool,
}

pub type Team = BTreeMap<AgentId, Staff>;

impl Caller {
    /// Somebody with an ordinary matter.
    pub fn ordinary(clients: &[Client], dice: &mut Dice) -> Self {
        let weights: Vec<f64> = MATTERS.iter().map(|matter| matter.weight).collect();
        let matter = MATTERS.get(dice.weighed(&weights)).unwrap_or(&SYSTEM_FAILURE);
        Self { client: client(clients, dice), matter, before: 0 }
    }

    /// Somebody who calls because the shop's system is down.
    pub fn stranded(clients: &[Client], dice: &mut Dice) -> Self {
        Self { client: client(clients, dice), matter: &SYSTEM_FAILURE, before: 0 }
    }

    /// What this caller presses: some are content with what the menu says of their order.
    pub fn keys(&self, dice: &mut Dice) -> &'static str {
        let content = self.matter.keys == STATUS && self.before == 0 && dice.chance(0.4);
        match (self.client.english, content) {
            (true, _) => ENGLISH,
            (false, true) => STATUS.trim_end_matches('0'),
            (false, false) => self.matter.keys,
        }
    }
}

/// Known customers call more often the earlier they became customers; others are not known.
fn client(clients: &[Client], dice: &mut Dice) -> Client {
    let known = dice.chance(0.86);
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small"
    )]
    let place = (dice.share().powf(1.5) * clients.len() as f64) as usize;
    match clients.get(place).filter(|_| known) {
        Some(client) => client.clone(),
        None => Client { id: None, number: clients::number(dice), key_account: false, english: false },
    }
}

impl Call {
    /// The score that the customer gives, if one is given: longer waits, complaints and beginners please less.
    pub fn score(&self, displeasing: f64, dice: &mut Dice) -> Option<u8> {
        if !dice.chance(0.72) {
            return None;
        }
        let waited = (self.waited.as_secs_f64() / 60.0).min(4.0) * 0.015;
        let complaint = if self.caller.matter.keys == COMPLAINTS { 0.16 } else { 0.0 };
        let unresolved = if self.resolved { 0.0 } else { 0.06 };
        let content = 0.978 - waited - complaint - unresolved - displeasing;
        let weights = [
            (1.0 - content) * 0.22,
            (1.0 - content) * 0.25,
            (1.0 - content) * 0.53,
            content * 0.24,
            content * 0.76,
        ];
        u8::try_from(dice.weighed(&weights) + 1).ok()
    }

    /// The way along the call manual's flow chart.
    fn path(&self, category: &str) -> Vec<String> {
        let answers: &[&str] = match (category.split('/').next().unwrap_or_default(), self.resolved) {
            ("complaint", true) => &["complaint", "yes", "yes"],
            ("complaint", false) => &["complaint", "yes", "no"],
            ("suggestion", true) => &["suggestion", "no"],
            ("suggestion", false) => &["suggestion", "yes"],
            ("membership", true) => &["enquiry", "yes"],
            _ => return contacts::automatic_path(category),
        };
        answers.iter().map(|answer| (*answer).to_owned()).collect()
    }

    /// What the agent writes.
    pub fn record(&self) -> Record {
        let Matter { category, matter, solution, .. } = *self.caller.matter;
        let again = if self.caller.before > 0 { "（再次来电）" } else { "" };
        let open = if self.resolved { "" } else { "；尚需跟进" };
        Record {
            category: category.to_owned(),
            matter: format!("{matter}{again}"),
            process: "问候，核对身份，了解情况，处理并确认".to_owned(),
            solution: format!("{solution}{open}"),
            feedback: if self.resolved { "客户表示满意" } else { "客户等待后续答复" }.to_owned(),
            resolved_first_contact: Some(self.resolved && self.caller.before == 0),
            path: self.path(category),
            extra: BTreeMap::new(),
        }
    }
}
