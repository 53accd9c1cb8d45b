//! Promises of the demonstration: what callers asked for and how it went; what agents promised that is still to come.

use std::time::Duration;

use contact::ContactState;
use contacts::{ContactFilter, ContactView};
use kernel::{AgentId, Principal, Timestamp, UserId};
use promise::Owner;
use promises::{Action, ActionForm, MakeForm, PromiseFilter, PromiseView, Promises, Source};
use web::{ApiError, ApiResult};

use super::dice::Dice;
use crate::assemble::Centre;

/// Contacts among which those are looked for who wait for an answer.
const RECENT: u32 = 200;
/// Whoever asked so short a time ago still waits.
const JUST_NOW: Duration = Duration::from_secs(3600);
/// What the agents promised, in their words.
const TO_COME: [&str; 7] =
    ["20 分钟内", "1 小时内", "2 小时内", "3 小时内", "4 小时内", "24 小时内", "48 小时内"];

/// Everything that callers asked for becomes a promise and gets its end; agents promise a few things more.
pub async fn make(centre: &Centre, to: Timestamp) -> ApiResult<()> {
    let promises = &centre.promises;
    promises.listener().catch_up().await?;
    let mut dice = Dice::new(super::SEED);
    let mut cursor = None;
    loop {
        // What was asked for last comes first.
        let filter = PromiseFilter {
            to: Some(to),
            newest: Some(true),
            limit: Some(200),
            cursor,
            ..PromiseFilter::default()
        };
        let asked = promises.page(&Principal::system(), filter).await?;
        // Return visits are made with their script.
        for promise in asked.items.iter().filter(|promise| promise.source != Source::Visit) {
            if promise.made_at.plus(JUST_NOW) > to {
                continue;
            }
            settle(promises, promise, to, &mut dice).await?;
        }
        cursor = asked.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    promise_more(centre).await
}

/// Somebody called back: most of them in time.
async fn settle(promises: &Promises, promise: &PromiseView, to: Timestamp, dice: &mut Dice) -> ApiResult<()> {
    let Some(due) = promise.due_at else { return Ok(()) };
    let late = dice.chance(0.06);
    let at =
        if late { due.plus(dice.between(300.0, 5_400.0)) } else { due.minus(dice.between(60.0, 5_400.0)) };
    let at = Some(at.max(promise.made_at.plus(Duration::from_secs(60))).min(to));
    let note = if dice.chance(0.85) {
        "已回电，客户表示满意"
    } else {
        "已回电，问题转相关部门跟进"
    };
    let action = Action::Keep { kind: None, note: note.to_owned(), at, contact_id: None };
    let form = ActionForm { version: None, action };
    match promises.act(&Principal::system(), promise.id, form).await {
        // Some called again themselves meanwhile: a late call after that settles nothing.
        Ok(_) | Err(ApiError::Refused(_)) => Ok(()),
        Err(err) => Err(err),
    }
}

/// Customers who wait for an answer were told by when.
async fn promise_more(centre: &Centre) -> ApiResult<()> {
    let system = Principal::system();
    let filter = ContactFilter { state: Some(ContactState::Closed), ..ContactFilter::default() };
    let recent = centre.contacts.page(&system, &filter, RECENT).await?;
    let waits = |contact: &&ContactView| {
        let open = contact.record.as_ref().is_some_and(|record| record.resolved_first_contact == Some(false));
        open && contact.customer_id.is_some() && contact.agent.is_some()
    };
    for (contact, said) in recent.iter().filter(waits).zip(TO_COME) {
        let Some(agent) = contact.agent.as_ref() else { continue };
        let agent = centre.agents.by_staff_number(&agent.staff_number).await?;
        let matter = contact.record.as_ref().map(|record| record.matter.clone()).unwrap_or_default();
        let form = MakeForm {
            when: Some(said.to_owned()),
            matter,
            owner: Some(Owner::Agent(agent.id)),
            contact_id: Some(contact.id),
            ..MakeForm::default()
        };
        centre.promises.make(&by(agent.id), form).await?;
    }
    Ok(())
}

/// The agent, allowed what the program is.
fn by(agent: AgentId) -> Principal {
    Principal { user: Some(UserId(agent.0)), agent: Some(agent), ..Principal::system() }
}
