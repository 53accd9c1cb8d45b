//! Tickets that must be kept: a dispute, an investigation.

use kernel::{NewEvent, Principal, Refused};
use serde_json::{Value, json};
use ticket::TicketId;
use web::ApiResult;

use super::{Change, Tickets};
use crate::model::{Hold, HoldForm, TicketView};
use crate::rules::work::{HELD, LIFTED, subject};
use crate::{HOLD, store};

const LONGEST_WHY: usize = 500;

impl Tickets {
    /// Says that a ticket must be kept, whatever the rule of filing says.
    ///
    /// # Errors
    /// Forbidden; not found; no reason.
    pub async fn hold(&self, who: &Principal, id: TicketId, form: HoldForm) -> ApiResult<TicketView> {
        who.require(HOLD)?;
        let (sight, _) = self.sight(who).await?;
        self.seen(&sight, id).await?;
        let why = form.why.trim();
        if why.is_empty() || why.chars().count() > LONGEST_WHY {
            let (zh, en) = ("请写明保全原因，最多 500 字", "Say why, in 500 characters at most");
            return Err(Refused::field("why", zh, en).into());
        }
        let mut change = self.begin().await?;
        change.lock(id).await?;
        let hold = Hold { why: why.to_owned(), at: change.at, author: who.user, author_name: None };
        store::filing::save_hold(&mut change.tx, id, &hold).await?;
        said(&mut change, who, id, HELD, json!({"why": why}));
        self.finish(change).await?;
        self.one(who, id).await
    }

    /// Lifts what keeps a ticket; where nothing does, nothing changes.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn lift_hold(&self, who: &Principal, id: TicketId) -> ApiResult<TicketView> {
        who.require(HOLD)?;
        let (sight, _) = self.sight(who).await?;
        self.seen(&sight, id).await?;
        let mut change = self.begin().await?;
        change.lock(id).await?;
        if store::filing::lift_hold(&mut change.tx, id).await? {
            said(&mut change, who, id, LIFTED, json!({}));
        }
        self.finish(change).await?;
        self.one(who, id).await
    }

    pub(super) async fn hold_of(&self, id: TicketId) -> ApiResult<Option<Hold>> {
        let Some(mut hold) = store::filing::hold(&self.db, id).await? else { return Ok(None) };
        let people = self.people().await?;
        hold.author_name = hold.author.and_then(|user| people.get(user)).map(|person| person.name.clone());
        Ok(Some(hold))
    }
}

fn said(change: &mut Change, who: &Principal, id: TicketId, kind: &str, data: Value) {
    let (at, kind, actor) = (change.at, kind.to_owned(), who.actor());
    change.tx.emit(NewEvent { at, kind, subject: subject(id), actor, data: data.into() });
}
