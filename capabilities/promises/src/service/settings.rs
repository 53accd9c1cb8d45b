//! The policy of the centre.

use std::sync::{Arc, PoisonError};

use kernel::{NewEvent, Principal};
use promise::Owner;
use serde_json::json;
use web::{ApiResult, Seen};

use super::Promises;
use crate::model::PromiseSettings;
use crate::{MANAGE, READ, store};

impl Promises {
    /// The settings.
    ///
    /// # Errors
    /// Forbidden.
    pub fn settings(&self, who: &Principal) -> ApiResult<PromiseSettings> {
        who.require(READ)?;
        Ok(self.policy().as_ref().clone())
    }

    /// Replaces the settings. Clocks that run follow the new reminders and escalations.
    ///
    /// # Errors
    /// Forbidden; faults, each at its field; an owner that is none.
    pub async fn save_settings(
        &self,
        who: &Principal,
        settings: PromiseSettings,
    ) -> ApiResult<PromiseSettings> {
        self.edit_settings(who, settings, &Seen::default()).await
    }

    /// Replaces the settings by an edition of those that were seen.
    ///
    /// # Errors
    /// As for [`Promises::save_settings`]; somebody else changed them meanwhile.
    pub async fn edit_settings(
        &self,
        who: &Principal,
        settings: PromiseSettings,
        seen: &Seen,
    ) -> ApiResult<PromiseSettings> {
        who.require(MANAGE)?;
        settings.check()?;
        if let Some(owner) = settings.owner {
            self.known_owner(owner, "owner").await?;
        }
        let mut tx = self.db.begin().await?;
        tx.take_turn("promises_settings").await?;
        let stored = store::settings_in(&mut tx).await?;
        let last = ("promise_settings", "promises.settings_saved");
        seen.refuse_unseen_of(&mut tx, last, &stored, &settings).await?;
        store::save_settings(&mut tx, &settings).await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "promises.settings_saved".to_owned(),
            subject: "promise_settings".to_owned(),
            actor: who.actor(),
            data: web::with_origin(json!({})).into(),
        });
        tx.commit().await?;
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings.clone());
        self.wake_by_policy().await?;
        Ok(settings)
    }

    /// Writes anew when open promises want to be woken.
    async fn wake_by_policy(&self) -> ApiResult<()> {
        let ids: Vec<_> = store::armed(&self.db).await?.into_iter().map(|(id, ..)| id).collect();
        for id in ids {
            let mut change = self.begin().await?;
            let Some(entry) = store::lock(&mut change.tx, id).await? else { continue };
            store::save(&mut change.tx, &entry, &change.work.settings.policy).await?;
            change.tx.commit().await?;
        }
        self.alarms.distrust();
        Ok(())
    }

    /// Who answers for what no agent answers for.
    pub(super) async fn common_owner(&self) -> ApiResult<Owner> {
        if let Some(owner) = self.policy().owner {
            return Ok(owner);
        }
        let system = Principal::system();
        if let Some(team) = self.below.agents.teams(&system).await?.first() {
            return Ok(Owner::Team(team.id));
        }
        let mut after = String::new();
        loop {
            let accounts = self.below.identity.page(&system, &after, 100).await?;
            let Some(last) = accounts.last().map(|user| user.username.clone()) else { break };
            let chief =
                accounts.into_iter().find(|user| user.active && user.role == kernel::Role::Administrator);
            if let Some(chief) = chief {
                return Ok(Owner::User(chief.id));
            }
            after = last;
        }
        // A centre without a single account: nobody can be named, and nobody is there to forget it.
        Ok(Owner::User(kernel::UserId::from_u128(0)))
    }
}
