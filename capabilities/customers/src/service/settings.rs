//! What administrators set: the centre's own fields, how often and how early care comes.

use std::ops::Deref;
use std::sync::{Arc, PoisonError};

use customer::CareSettings;
use kernel::{NewEvent, Principal, Refused};
use serde_json::json;
use tokio::sync::OwnedRwLockReadGuard;
use web::{ApiResult, Seen};

use super::{Customers, codes};
use crate::model::{FieldDef, built_in_fields};
use crate::rules::fields;
use crate::{MANAGE, READ, store};

/// What is set.
pub(super) struct Settings {
    pub fields: Vec<FieldDef>,
    pub care: CareSettings,
}

impl Settings {
    /// Names of the fields of which only one customer has a value.
    pub(super) fn unique(&self) -> Vec<String> {
        self.fields.iter().filter(|field| field.unique).map(|field| field.name.clone()).collect()
    }
}

/// Settings that stay as they are until this is dropped.
pub(super) struct Settled {
    settings: Arc<Settings>,
    _turn: OwnedRwLockReadGuard<()>,
}

impl Deref for Settled {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
}

impl Customers {
    /// The settings for whoever writes records: nobody changes them before these are written.
    pub(super) async fn settled(&self) -> ApiResult<Settled> {
        let turn = self.shape.clone().read_owned().await;
        Ok(Settled { settings: self.settings().await?, _turn: turn })
    }

    pub(super) async fn settings(&self) -> ApiResult<Arc<Settings>> {
        let known = self.settings.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let fields = store::setting(&self.db, "fields").await?.unwrap_or_else(built_in_fields);
        let care = store::setting(&self.db, "care").await?.unwrap_or_default();
        let settings = Arc::new(Settings { fields, care });
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Some(settings.clone());
        Ok(settings)
    }

    fn forget_settings(&self) {
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The centre's own fields.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn fields(&self, who: &Principal) -> ApiResult<Vec<FieldDef>> {
        who.require(READ)?;
        Ok(self.settings().await?.fields.clone())
    }

    /// Replaces the centre's own fields; values of fields that go stay stored and are shown no more.
    ///
    /// # Errors
    /// Forbidden; definitions that are none; a field that is to be unique has a value twice.
    pub async fn replace_fields(&self, who: &Principal, all: Vec<FieldDef>) -> ApiResult<Vec<FieldDef>> {
        self.edit_fields(who, all, &Seen::default()).await
    }

    /// Replaces the centre's own fields by an edition of those that were seen.
    ///
    /// # Errors
    /// As for [`Customers::replace_fields`]; somebody else changed them meanwhile.
    pub async fn edit_fields(
        &self,
        who: &Principal,
        all: Vec<FieldDef>,
        seen: &Seen,
    ) -> ApiResult<Vec<FieldDef>> {
        who.require(MANAGE)?;
        fields::check(&all)?;
        // Whoever is writing a record has written it before doubles are looked for, or sees the new fields.
        let _turn = self.shape.write().await;
        let stored = self.settings().await?.fields.clone();
        let mut look = self.db.begin().await?;
        let last = ("customer_fields", "customers.fields_replaced");
        seen.refuse_unseen_of(&mut look, last, &stored, &all).await?;
        drop(look);
        let fresh = codes::newly_unique(&self.settings().await?.fields, &all);
        for (n, field) in &fresh {
            self.refuse_doubles(*n, field).await?;
        }
        let mut tx = self.db.begin().await?;
        for (_, field) in &fresh {
            store::index_anew(&mut tx, &field.name).await?;
        }
        store::save_setting(&mut tx, "fields", &all).await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "customers.fields_replaced".to_owned(),
            subject: "customer_fields".to_owned(),
            actor: who.actor(),
            data: web::with_origin(json!({"count": all.len()})).into(),
        });
        tx.commit().await?;
        self.forget_settings();
        self.work.notify_one();
        Ok(all)
    }

    /// How often prospects are contacted, how early members are reminded.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn care_settings(&self, who: &Principal) -> ApiResult<CareSettings> {
        who.require(READ)?;
        Ok(self.settings().await?.care)
    }

    /// Sets that; tasks that wait move with it.
    ///
    /// # Errors
    /// Forbidden; days out of range.
    pub async fn set_care_settings(&self, who: &Principal, to: CareSettings) -> ApiResult<CareSettings> {
        self.edit_care_settings(who, to, &Seen::default()).await
    }

    /// Sets that, by an edition of what was seen.
    ///
    /// # Errors
    /// As for [`Customers::set_care_settings`]; somebody else changed it meanwhile.
    pub async fn edit_care_settings(
        &self,
        who: &Principal,
        to: CareSettings,
        seen: &Seen,
    ) -> ApiResult<CareSettings> {
        who.require(MANAGE)?;
        for (field, days) in
            [("prospect_every_days", to.prospect_every_days), ("remind_before_days", to.remind_before_days)]
        {
            if !(1..=3650).contains(&days) {
                return Err(Refused::field(field, "应为 1–3650 天", "1 to 3650 days").into());
            }
        }
        let mut tx = self.db.begin().await?;
        tx.take_turn("customers_settings").await?;
        let from = store::care_in(&mut tx).await?.unwrap_or_default();
        seen.refuse_unseen_of(&mut tx, ("customer_care", "customers.care_set"), &from, &to).await?;
        store::shift_care(&mut tx, from, to).await?;
        store::save_setting(&mut tx, "care", &to).await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "customers.care_set".to_owned(),
            subject: "customer_care".to_owned(),
            actor: who.actor(),
            data: web::with_origin(json!(to)).into(),
        });
        tx.commit().await?;
        self.forget_settings();
        Ok(to)
    }
}
