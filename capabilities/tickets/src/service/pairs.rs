//! What concerns two tickets: links, merging, taking apart. Both change in one transaction.

use kernel::Principal;
use ticket::{LinkKind, Other, TicketCommand as C, TicketId};
use web::ApiResult;

use super::act::{Acting, ancestors};
use super::opening::open_in;
use super::{Change, Tickets};
use crate::rules::command::{PairCommand, Part};
use crate::rules::party::doer;
use crate::rules::work::Work;

impl Tickets {
    /// Does something that concerns another ticket as well; `seen` is the ticket with the version in view.
    pub(super) async fn act_on_pair(
        &self,
        change: &mut Change,
        who: &Principal,
        seen: (TicketId, Option<u64>),
        command: PairCommand,
    ) -> ApiResult<()> {
        let (id, version) = seen;
        let acting = Acting { by: doer(who, None, None), seen: version };
        // The other side follows from this one: nobody looked at it.
        let other_side = Acting { by: acting.by.clone(), seen: None };
        match command {
            PairCommand::Link(kind, other) => {
                let (one, two) = lock_both(change, id, other).await?;
                let (here, there) = (described(change, &one).await?, described(change, &two).await?);
                self.decide(change, one, &C::Link { kind, other: there }, &acting).await?;
                if id != other {
                    let back = C::Link { kind: kind.reversed(), other: here };
                    self.decide(change, two, &back, &other_side).await?;
                }
            }
            PairCommand::Unlink(kind, other) => {
                let (one, two) = lock_both(change, id, other).await?;
                self.decide(change, one, &C::Unlink { kind, other }, &acting).await?;
                if id != other {
                    let back = C::Unlink { kind: kind.reversed(), other: id };
                    self.decide(change, two, &back, &other_side).await?;
                }
            }
            PairCommand::Merge(into, why) => {
                let (one, two) = lock_both(change, id, into).await?;
                let target = described(change, &two).await?;
                self.decide(change, one, &C::MergeInto { target, why }, &acting).await?;
                self.decide(change, two, &C::Absorb { other: id }, &other_side).await?;
            }
            PairCommand::UndoMerge(why) => self.undo_merge(change, id, why, (&acting, &other_side)).await?,
            PairCommand::Split(part) => self.split(change, who, id, part, &acting).await?,
        }
        Ok(())
    }

    async fn undo_merge(
        &self,
        change: &mut Change,
        id: TicketId,
        why: String,
        (acting, other_side): (&Acting, &Acting),
    ) -> ApiResult<()> {
        let undo = C::UndoMerge { why };
        // Where it went up is known before it is locked: two are always locked in the same order.
        let merged = crate::store::peek(&mut change.tx, id).await?.and_then(|work| work.ticket.merged_into);
        let Some(target) = merged else {
            let work = change.lock(id).await?;
            self.decide(change, work, &undo, acting).await?;
            return Ok(());
        };
        let (one, two) = lock_both(change, id, target).await?;
        self.decide(change, one, &undo, acting).await?;
        self.decide(change, two, &C::Release { other: id }, other_side).await?;
        Ok(())
    }

    async fn split(
        &self,
        change: &mut Change,
        who: &Principal,
        id: TicketId,
        part: Part,
        acting: &Acting,
    ) -> ApiResult<()> {
        let parent = change.lock(id).await?;
        let name = part.ticket_type.unwrap_or_else(|| parent.ticket.ticket_type.clone());
        let ticket_type = self.type_named(&name)?;
        let new = parent.ticket.part(&part.title, &part.matter, &ticket_type);
        let child = TicketId(self.db.new_uuid());
        let parent = self.decide(change, parent, &C::Split { child, title: part.title }, acting).await?;
        let opened = open_in(change, who, &ticket_type, child, &new).await?;
        let above = described(change, &parent).await?;
        let link = C::Link { kind: LinkKind::ChildOf, other: above };
        self.decide(change, opened, &link, &Acting { by: acting.by.clone(), seen: None }).await?;
        Ok(())
    }
}

/// Two tickets, locked in the order of their ids whoever comes first: two requests never wait for each other.
async fn lock_both(change: &mut Change, one: TicketId, two: TicketId) -> ApiResult<(Work, Work)> {
    if one <= two {
        let first = change.lock(one).await?;
        Ok((first, change.lock(two).await?))
    } else {
        let second = change.lock(two).await?;
        Ok((change.lock(one).await?, second))
    }
}

async fn described(change: &mut Change, work: &Work) -> ApiResult<Other> {
    let ticket = &work.ticket;
    Ok(Other {
        id: ticket.id,
        ticket_type: ticket.ticket_type.clone(),
        customer: ticket.customer,
        closed: ticket.is_closed(),
        merged_into: ticket.merged_into,
        ancestors: ancestors(change, ticket).await?,
    })
}
