//! The same for many tickets (TKT-9).

use std::collections::BTreeSet;

use kernel::{Principal, Refused};
use web::{ApiError, ApiResult};

use super::Tickets;
use crate::WRITE;
use crate::model::{BulkForm, BulkResult};

/// Tickets at once at most.
const MOST: usize = 200;
/// Actions at once at most.
const MOST_ACTIONS: usize = 20;

impl Tickets {
    /// Does the same with many tickets, each by itself: where it is not possible, the answer says why, and the others
    /// go on.
    ///
    /// # Errors
    /// Forbidden; nothing asked, or too much; the store failed.
    pub async fn bulk(&self, who: &Principal, form: BulkForm) -> ApiResult<Vec<BulkResult>> {
        who.require(WRITE)?;
        if form.tickets.is_empty() || form.tickets.len() > MOST {
            let (zh, en) = (format!("一次 1 到 {MOST} 张工单"), format!("From 1 to {MOST} tickets at once"));
            return Err(Refused::field("tickets", zh, en).into());
        }
        let (actions, types) = match &form.macro_id {
            Some(id) => {
                let found = self.known_macro(id).await?;
                (found.actions, found.types)
            }
            None => (form.actions, Vec::new()),
        };
        if actions.is_empty() || actions.len() > MOST_ACTIONS {
            return Err(Refused::field("actions", "请选择动作", "Choose what is to be done").into());
        }
        let mut results = Vec::with_capacity(form.tickets.len());
        let mut acted_on = BTreeSet::new();
        // Named twice, a ticket is acted on once.
        for ticket in form.tickets.into_iter().filter(|ticket| acted_on.insert(*ticket)) {
            let outcome = self.carry_out(who, ticket, None, actions.clone(), &types).await;
            let refused = match outcome {
                Ok(()) => None,
                Err(ApiError::Refused(refused)) => Some(refused),
                Err(other) => return Err(other),
            };
            let done = refused.is_none();
            let (why, possible) = refused.map_or((None, Vec::new()), |no| (Some(said(&no)), no.possible));
            results.push(BulkResult { ticket, done, why, possible });
        }
        Ok(results)
    }
}

/// Why, with the fields at fault.
fn said(refused: &Refused) -> kernel::Text {
    let mut why = refused.why.clone();
    for field in &refused.fields {
        why.zh.push_str(&format!("；{}", field.message.zh));
        why.en.push_str(&format!("; {}", field.message.en));
    }
    why
}
