//! What a worker had done, told when the job is with somebody else already (TKT-8).

use kernel::Principal;
use ticket::{Doer, Party, Readers, Recorded, TicketCommand, TicketEvent, TicketId};
use web::ApiResult;

use super::act::Acting;
use super::{Tickets, no_ticket};
use crate::model::{Action, LateNoteForm};
use crate::rules::once::Wish;
use crate::rules::party::own_jobs;
use crate::rules::people::user_of;
use crate::{DEPARTMENT, store};

impl Tickets {
    /// Writes down for customer service what somebody who had the job before has to say about it; whoever gave it away
    /// is told. Nothing of how the ticket stands now is shown for it.
    ///
    /// # Errors
    /// Forbidden; not found, also where the job never was theirs; no words, or too many.
    pub async fn late_note(&self, who: &Principal, id: TicketId, form: LateNoteForm) -> ApiResult<()> {
        who.require(DEPARTMENT)?;
        let mut change = self.begin().await?;
        let work = change.lock(id).await?;
        let log = store::log_of(&mut change.tx, id).await?;
        let me = own_jobs(who);
        let had =
            |recorded: &Recorded| matches!(&recorded.event, TicketEvent::Assigned { to, .. } if *to == me);
        if me.is_none() || !log.iter().any(had) {
            return Err(no_ticket().into());
        }
        let given = |recorded: &&Recorded| matches!(recorded.event, TicketEvent::Assigned { .. });
        let giver = log.iter().rfind(given).and_then(|recorded| user_of(&recorded.actor));
        let mentions: Vec<_> = giver.into_iter().collect();
        if let Some(key) = &form.once {
            let told =
                Action::Note { text: form.text.clone(), readers: Readers::Service, mentions: Vec::new() };
            let wish = Wish::of(key, id, &told, None)?;
            let before = store::once::remember(&mut change.tx, who, &wish, change.at).await?;
            if wish.was_done(before.as_ref())? {
                return Ok(());
            }
        }
        let note = TicketCommand::Note { text: form.text, readers: Readers::Service, mentions };
        let by = Doer::new(who.actor(), [Party::Worker]);
        self.decide(&mut change, work, &note, &Acting { by, seen: None }).await?;
        self.finish(change).await
    }
}
