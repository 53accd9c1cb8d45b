//! What the centre aims at, and where a warning begins.

use std::sync::{Arc, PoisonError};

use kernel::{NewEvent, Principal, Refused};
use serde_json::json;
use web::{ApiResult, Seen, Versioned};
use workload::{Definition, Preset};

use super::Reports;
use super::gathered::Gathered;
use crate::model::{AimView, OwnAim, unit_name};
use crate::rules::aims::{Aims, check, usual};
use crate::{AIM, READ, store};

/// All indicators, in the order of their names, as the call manual defines them.
fn definitions() -> Vec<Definition> {
    let mut all = Gathered::default().definitions(&Preset::Manual.settings());
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn view(definition: &Definition, own: Option<OwnAim>) -> Versioned<AimView> {
    let (aim, usual_target) = usual(definition);
    let set = own.unwrap_or(OwnAim { target: usual_target, warning: None });
    let view = AimView {
        name: definition.name.clone(),
        title: definition.title.clone(),
        formula: definition.formula.clone(),
        unit: unit_name(definition.unit).to_owned(),
        aim,
        usual_target,
        target: set.target,
        warning: set.warning,
        own: own.is_some(),
    };
    Versioned { of: view, version: web::version_of(&own) }
}

impl Reports {
    /// The centre's own aims; read once, until they change.
    pub(super) async fn aims(&self) -> ApiResult<Arc<Aims>> {
        let known = self.aims.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let fresh = Arc::new(store::aims::aims(&self.db).await?);
        *self.aims.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }

    /// What is aimed at with each indicator.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn all_aims(&self, who: &Principal) -> ApiResult<Vec<Versioned<AimView>>> {
        who.require(READ)?;
        let aims = self.aims().await?;
        let all = definitions();
        Ok(all.iter().map(|one| view(one, aims.0.get(&one.name).copied())).collect())
    }

    /// Sets what the centre aims at; nothing: what the definition names.
    ///
    /// # Errors
    /// Forbidden; not found; values that nothing could meet or miss; somebody else set it meanwhile.
    pub async fn set_aim(
        &self,
        who: &Principal,
        name: &str,
        own: Option<OwnAim>,
        seen: &Seen,
    ) -> ApiResult<Versioned<AimView>> {
        who.require(AIM)?;
        let found = definitions().into_iter().find(|one| one.name == name);
        let definition = found.ok_or_else(|| Refused::not_found("指标", "indicator"))?;
        if let Some(own) = own {
            check(&definition, own)?;
        }
        let mut tx = self.db.begin().await?;
        tx.take_turn("reports_aims").await?;
        let stored = store::aims::aim(&mut tx, name).await?;
        let last = (format!("indicator:{name}"), "reports.aim_set");
        seen.refuse_unseen_of(&mut tx, (&last.0, last.1), &stored, &own).await?;
        match own {
            Some(own) => store::aims::save_aim(&mut tx, name, own).await?,
            None => store::aims::forget_aim(&mut tx, name).await?,
        }
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "reports.aim_set".to_owned(),
            subject: format!("indicator:{name}"),
            actor: who.actor(),
            data: web::with_origin(json!(own)).into(),
        });
        tx.commit().await?;
        *self.aims.write().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(view(&definition, own))
    }
}
