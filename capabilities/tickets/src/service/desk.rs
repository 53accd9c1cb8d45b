//! Macros.

use db::Tx;
use kernel::{NewEvent, Principal, Refused};
use serde_json::{Value, json};
use ticket::TicketId;
use web::{ApiResult, Seen};

use super::Tickets;
use crate::model::{Macro, MacroForm, TicketView};
use crate::rules::command::Asked;
use crate::{READ, SHARE, WRITE, store};

const LONGEST_NAME: usize = 60;
/// Macros at most.
const MOST_MACROS: usize = 200;
/// Actions of a macro at most.
const MOST_ACTIONS: usize = 20;

pub(super) fn named(field: &str, name: &str) -> Result<(), Refused> {
    if (1..=LONGEST_NAME).contains(&name.trim().chars().count()) {
        return Ok(());
    }
    let (zh, en) = (format!("名称为 1 到 {LONGEST_NAME} 字"), format!("From 1 to {LONGEST_NAME} characters"));
    Err(Refused::field(field, zh, en))
}

pub(super) fn too_many(most: usize) -> Refused {
    let (zh, en) = (format!("最多保存 {most} 个"), format!("At most {most}"));
    Refused::conflict("tickets.too_many", zh, en)
}

impl Tickets {
    /// All macros.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn macros(&self, who: &Principal) -> ApiResult<Vec<Macro>> {
        who.require(READ)?;
        Ok(store::desk::macros(&self.db).await?)
    }

    /// Keeps a macro.
    ///
    /// # Errors
    /// Forbidden; not found; what is wrong, part by part.
    pub async fn save_macro(&self, who: &Principal, id: Option<&str>, form: MacroForm) -> ApiResult<Macro> {
        self.edit_macro(who, id, form, &Seen::default()).await
    }

    /// Keeps a macro, by an edition of the one that was seen.
    ///
    /// # Errors
    /// As for [`Tickets::save_macro`]; somebody else changed it meanwhile.
    pub async fn edit_macro(
        &self,
        who: &Principal,
        id: Option<&str>,
        form: MacroForm,
        seen: &Seen,
    ) -> ApiResult<Macro> {
        who.require(SHARE)?;
        self.check_macro(who, &form)?;
        match id {
            Some(id) => drop(self.known_macro(id).await?),
            None if store::desk::macros(&self.db).await?.len() >= MOST_MACROS => {
                return Err(too_many(MOST_MACROS).into());
            }
            None => {}
        }
        let id = id.map_or_else(|| self.db.new_uuid().to_string(), str::to_owned);
        let saved = Macro { id, name: form.name, types: form.types, actions: form.actions };
        let mut tx = self.db.begin().await?;
        tx.take_turn("tickets_macros").await?;
        if let Some(stored) = store::desk::macro_in(&mut tx, &saved.id).await? {
            let last = (format!("ticket_desk:{}", saved.id), "tickets.macro_saved");
            seen.refuse_unseen_of(&mut tx, (&last.0, last.1), &stored, &saved).await?;
        }
        store::desk::save_macro(&mut tx, &saved).await?;
        self.say(&mut tx, who, "tickets.macro_saved", &saved.id, json!({"name": saved.name}));
        tx.commit().await?;
        Ok(saved)
    }

    fn check_macro(&self, who: &Principal, form: &MacroForm) -> Result<(), Refused> {
        named("name.zh", &form.name.zh)?;
        named("name.en", &form.name.en)?;
        if form.actions.is_empty() || form.actions.len() > MOST_ACTIONS {
            let zh = format!("动作为 1 到 {MOST_ACTIONS} 个");
            return Err(Refused::field("actions", zh, format!("From 1 to {MOST_ACTIONS} actions")));
        }
        for (index, action) in form.actions.iter().enumerate() {
            if !matches!(Asked::of(action.clone(), who), Some(Asked::Alone(_))) {
                let (zh, en) = ("宏只能处理当前工单", "A macro does what concerns the one ticket only");
                return Err(Refused::field(&format!("actions[{index}]"), zh, en));
            }
        }
        for (index, name) in form.types.iter().enumerate() {
            if self.type_named(name).is_err() {
                let (zh, en) = ("没有这个工单类型", "There is no such ticket type");
                return Err(Refused::field(&format!("types[{index}]"), zh, en));
            }
        }
        Ok(())
    }

    /// A macro by its id.
    pub(super) async fn known_macro(&self, id: &str) -> ApiResult<Macro> {
        let found = store::desk::macro_by_id(&self.db, id).await?;
        Ok(found.ok_or_else(|| Refused::not_found("宏", "macro"))?)
    }

    /// Forgets a macro.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn remove_macro(&self, who: &Principal, id: &str) -> ApiResult<()> {
        who.require(SHARE)?;
        self.known_macro(id).await?;
        let mut tx = self.db.begin().await?;
        store::desk::remove_macro(&mut tx, id).await?;
        self.say(&mut tx, who, "tickets.macro_removed", id, json!({}));
        Ok(tx.commit().await?)
    }

    /// Carries a macro out on a ticket: all of it or nothing.
    ///
    /// # Errors
    /// As [`Tickets::act`]; the macro does not fit the type.
    pub async fn run_macro(&self, who: &Principal, id: TicketId, name: &str) -> ApiResult<TicketView> {
        who.require(WRITE)?;
        let found = self.known_macro(name).await?;
        self.carry_out(who, id, None, found.actions, &found.types).await?;
        self.one(who, id).await
    }

    pub(super) fn say(&self, tx: &mut Tx, who: &Principal, kind: &str, id: &str, data: Value) {
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: kind.to_owned(),
            subject: format!("ticket_desk:{id}"),
            actor: who.actor(),
            data: web::with_origin(data).into(),
        });
    }
}
