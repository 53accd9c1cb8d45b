//! Moves of a customer's life.

use customer::{Lifecycle, LifecycleCommand};
use kernel::{CustomerId, Principal, Refused};
use serde_json::json;
use web::ApiResult;

use super::{Customers, codes, locked, told};
use crate::model::{BOOTH_NUMBER, LifeView, MoveView, Stored, TRADING_CODE};
use crate::rules::meanwhile;
use crate::{READ, WRITE};

const LONGEST_MOVE: usize = 2000;

impl Customers {
    /// A customer's life.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn life(&self, who: &Principal, id: CustomerId) -> ApiResult<LifeView> {
        who.require(READ)?;
        let stored = self.load(id).await?;
        let life = &stored.lifecycle;
        let moves = life.steps().iter().map(|step| MoveView {
            at: step.at,
            actor: step.actor.clone(),
            why: step.event.command.as_ref().and_then(LifecycleCommand::why).map(str::to_owned),
            event: step.event.clone(),
        });
        let open = who.may(WRITE) && stored.merged_into.is_none();
        Ok(LifeView {
            stage: life.stage(),
            since: life.since(),
            service_until: life.service_until(),
            moves: moves.collect(),
            possible: if open { life.possible() } else { Vec::new() },
            drawing: Lifecycle::drawing(),
            version: stored.version,
        })
    }

    /// Moves a customer's life.
    ///
    /// # Errors
    /// Not found; forbidden; not possible from where the customer stands, with what is; something is missing; a code
    /// that another customer holds.
    pub async fn move_on(
        &self,
        who: &Principal,
        id: CustomerId,
        command: LifecycleCommand,
    ) -> ApiResult<LifeView> {
        who.require(WRITE)?;
        short_enough(&command)?;
        let settings = self.settled().await?;
        let (now, actor) = (self.db.now(), who.actor());
        let mut tx = self.db.begin().await?;
        let known = locked(&mut tx, id).await?;
        let event = known.lifecycle.decide(&command, now).map_err(|refused| *refused)?;
        let mut next = known.clone();
        next.lifecycle.apply(&event, actor.clone(), now);
        take_facts(&mut next, &command);
        meanwhile::touch(&known, &mut next, &actor, now);
        let held = self.save(&mut tx, &next, &settings).await?;
        let held = codes::all_held(&mut tx, held, &[&next], &settings).await?;
        // A move brings its codes in fields of its own; one that comes back has them in the profile.
        let joins = matches!(command, LifecycleCommand::Join { .. });
        let place = if joins { str::to_owned } else { codes::in_fields };
        codes::refuse_held(&mut tx, &codes::claimed_anew(&known, held, &settings), &settings, place).await?;
        let data = json!({"from": event.from, "to": event.to, "command": command.name(), "level": next.level(),
            "version": next.version});
        tx.emit(told(who, now, "customers.moved", id, data));
        tx.commit().await?;
        self.life(who, id).await
    }
}

/// What is written of a move stays readable beside it.
fn short_enough(command: &LifecycleCommand) -> Result<(), Refused> {
    let text = serde_json::to_string(command).unwrap_or_default();
    if text.chars().count() > LONGEST_MOVE || text.contains("\\u0000") {
        let (zh, en) = ("填写的内容过长", "What is written is too long");
        return Err(Refused::invalid("customers.move_too_long", zh, en));
    }
    Ok(())
}

/// What a move takes down belongs to the profile.
fn take_facts(stored: &mut Stored, command: &LifecycleCommand) {
    let details = &mut stored.details;
    match command {
        LifecycleCommand::Try { facts } => {
            facts.company.trim().clone_into(&mut details.company);
            facts.nature.trim().clone_into(&mut details.nature);
            facts.region.trim().clone_into(&mut stored.region);
        }
        LifecycleCommand::Join { booth_number, trading_code, .. } => {
            for (name, text) in [(BOOTH_NUMBER, booth_number), (TRADING_CODE, trading_code)] {
                details.fields.insert(name.to_owned(), text.trim().to_owned());
            }
            details.reminded = None;
        }
        LifecycleCommand::Renew { .. } => details.reminded = None,
        LifecycleCommand::Develop { .. }
        | LifecycleCommand::Eliminate { .. }
        | LifecycleCommand::Reopen { .. }
        | LifecycleCommand::MakeKeyAccount { .. }
        | LifecycleCommand::EndAgency { .. }
        | LifecycleCommand::Lapse => {}
    }
}
