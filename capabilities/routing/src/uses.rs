//! What leads to a queue and what a queue leads to: names that must go on meaning something.

use std::collections::BTreeSet;

use kernel::{QueueId, Refused};
use router::{OverflowAction, QueueConfig};
use web::ApiResult;

use crate::Routing;
use crate::model::QueueForm;
use crate::service::Core;

/// Tells who leads contacts to queues of this name, by names for people.
pub type LedTo = Box<dyn Fn(&str) -> Vec<String> + Send + Sync>;

/// What entry flows may name.
pub struct Names {
    /// Queues, by key and by name.
    pub queues: BTreeSet<String>,
    /// Skills.
    pub skills: BTreeSet<String>,
    /// Agents, by staff number.
    pub agents: BTreeSet<String>,
}

/// The names by which entry flows reach a queue.
fn names(form: &QueueForm) -> impl Iterator<Item = &str> {
    form.key.as_deref().into_iter().chain([form.name.as_str()])
}

fn taken(core: &Core, id: QueueId, name: &str) -> bool {
    core.queues.iter().any(|queue| queue.id != id && names(&queue.form).any(|other| other == name))
}

impl Routing {
    /// Learns whom to ask who leads contacts to a queue.
    pub fn ask_uses_of(&self, led_to: LedTo) {
        // The first to offer it is the one who obeys flows.
        let _ = self.led_to.set(led_to);
    }

    /// What entry flows may name: queues by key and name, skills, agents by staff number.
    ///
    /// # Errors
    /// The store fails.
    pub async fn names(&self) -> ApiResult<Names> {
        // Created a moment ago, the events that tell of them may still be on their way.
        self.load_agents().await?;
        let core = self.lock();
        let queues = core.queues.iter().flat_map(|queue| queue.form.key.iter().chain([&queue.form.name]));
        Ok(Names {
            queues: queues.cloned().collect(),
            skills: core.skills.values().cloned().collect(),
            agents: core.agents.values().map(|agent| agent.staff_number.clone()).collect(),
        })
    }

    /// Checks the names of a queue to be stored and those that it uses.
    ///
    /// # Errors
    /// Another queue is reached by its key; an overflow step names what does not exist; a flow leads here by a name that
    /// would be gone.
    pub(crate) fn check_names(
        &self,
        id: QueueId,
        form: &QueueForm,
        config: &QueueConfig,
    ) -> Result<(), Refused> {
        {
            let core = self.lock();
            if let Some(key) = &form.key {
                if key.trim().is_empty() {
                    return Err(Refused::field("key", "代号不能为空", "A key is not empty"));
                }
                if taken(&core, id, key) {
                    let (zh, en) = ("已有队列使用此代号", "Another queue is reached by this key");
                    return Err(Refused::conflict("queue_taken", zh, en).with_field("key", zh, en));
                }
            }
            check_overflow(&core, config)?;
        }
        let kept: Vec<&str> = names(form).collect();
        self.refuse_if_led_to(id, &kept)
    }

    /// Refuses a change after which a published flow would lead nowhere; `kept` are the names that go on.
    ///
    /// # Errors
    /// Conflict, with the flows.
    pub(crate) fn refuse_if_led_to(&self, id: QueueId, kept: &[&str]) -> Result<(), Refused> {
        let gone: Vec<String> = {
            let core = self.lock();
            let stored = core.queues.iter().find(|queue| queue.id == id);
            let gone = |name: &&str| !kept.contains(name) && !taken(&core, id, name);
            stored.iter().flat_map(|queue| names(&queue.form)).filter(gone).map(str::to_owned).collect()
        };
        let Some(led_to) = self.led_to.get() else { return Ok(()) };
        let flows: Vec<String> = gone.iter().flat_map(|name| led_to(name)).collect();
        if flows.is_empty() {
            return Ok(());
        }
        let flows = flows.join(", ");
        Err(Refused::conflict(
            "queue_in_use",
            format!("已发布的接入流程通向该队列：{flows}。请先修改流程。"),
            format!("Published entry flows lead to this queue: {flows}. Change them first."),
        ))
    }
}

fn check_overflow(core: &Core, config: &QueueConfig) -> Result<(), Refused> {
    for (n, step) in config.overflow.iter().enumerate() {
        let field = |name: &str| format!("overflow[{n}].{name}");
        match &step.action {
            OverflowAction::AddAgentsOf { queue } if !core.queues.iter().any(|known| known.id == *queue) => {
                return Err(Refused::field(&field("queue"), "没有这个队列", "There is no such queue"));
            }
            OverflowAction::LowerSkill { skill, .. } if !core.skills.contains_key(skill) => {
                return Err(Refused::field(&field("skill"), "没有这项技能", "There is no such skill"));
            }
            OverflowAction::AddAgentsOf { .. }
            | OverflowAction::LowerSkill { .. }
            | OverflowAction::RaisePriority { .. }
            | OverflowAction::OfferCallback
            | OverflowAction::Voicemail
            | OverflowAction::EndWithMessage => {}
        }
    }
    Ok(())
}
