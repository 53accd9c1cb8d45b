//! Doing something with a ticket.

use kernel::{Principal, RefusalKind, Refused};
use ticket::{
    Around, Assignee, Change as Changed, Doer, LinkKind, Readers, Ticket, TicketCommand, TicketId, TypeName,
    changed_since, clashes,
};
use web::ApiResult;

use super::{Change, Tickets, no_ticket};
use crate::model::{Action, ActionForm, Strokes, TicketView};
use crate::rules::command::Asked;
use crate::rules::once::Wish;
use crate::rules::party::{Sight, doer};
use crate::rules::work::Work;
use crate::{DEPARTMENT, WRITE, store};

/// Tickets above one another at most; more cannot be made through the API.
const HIGHEST: usize = 50;

/// Who does something, and with what version in view.
pub(super) struct Acting {
    pub by: Doer,
    pub seen: Option<u64>,
}

impl Tickets {
    /// Does something with a ticket, and shows it as it is then.
    ///
    /// # Errors
    /// Not found, also what may not be seen; forbidden; not possible now, with what is; changed by somebody else since
    /// the version seen, with what was changed; what is wrong, field by field.
    pub async fn act(&self, who: &Principal, id: TicketId, form: ActionForm) -> ApiResult<TicketView> {
        self.act_unshown(who, id, form).await?;
        self.one(who, id).await
    }

    /// The same for who does not look at the ticket afterwards.
    ///
    /// # Errors
    /// As [`Tickets::act`].
    pub async fn act_unshown(&self, who: &Principal, id: TicketId, form: ActionForm) -> ApiResult<()> {
        let key = form.once.as_deref();
        let once = key.map(|key| Wish::of(key, id, &form.action, form.signature.as_ref())).transpose()?;
        let with = With { seen: form.version, signature: form.signature, once };
        self.carry_out_with(who, id, with, vec![form.action], &[]).await
    }

    /// Does several things with a ticket, all or nothing; `types` are those for which it is meant, none named: all.
    pub(super) async fn carry_out(
        &self,
        who: &Principal,
        id: TicketId,
        seen: Option<u64>,
        actions: Vec<Action>,
        types: &[TypeName],
    ) -> ApiResult<()> {
        self.carry_out_with(who, id, With { seen, ..With::default() }, actions, types).await
    }

    async fn carry_out_with(
        &self,
        who: &Principal,
        id: TicketId,
        with: With,
        actions: Vec<Action>,
        types: &[TypeName],
    ) -> ApiResult<()> {
        if !who.may(WRITE) {
            who.require(DEPARTMENT)?;
        }
        let (sight, department) = self.sight(who).await?;
        let With { mut seen, mut signature, once } = with;
        let mut change = self.begin().await?;
        if let Some(wish) = &once
            && done_before(&mut change, who, &sight, wish).await?
        {
            return Ok(());
        }
        for action in actions {
            let work = seen_lock(&mut change, &sight, id).await?;
            fits(types, &work.ticket)?;
            let Some(asked) = Asked::of(action, who) else {
                return Err(
                    Refused::field("action", "只有登录用户可以关注", "Only an account can watch").into()
                );
            };
            // What the steps before did themselves was not done by somebody else.
            let by = doer(who, department.clone(), Some(&work.ticket));
            let acting = Acting { by, seen: seen.take() };
            match asked {
                Asked::Alone(mut command) => {
                    self.check_proofs(&mut change, &work, &command).await?;
                    if let (Some(strokes), TicketCommand::Move { fields, .. }) =
                        (signature.take(), &mut command)
                    {
                        self.signed(&mut change, &work, strokes, fields).await?;
                    }
                    if let Some(refused) = self.check_code(&mut change, &work, &command).await? {
                        drop(change);
                        self.count_wrong_code(who, id, once.as_ref()).await?;
                        return Err(refused.into());
                    }
                    self.known_department(&mut change, &command).await?;
                    self.known_names(&command).await?;
                    known_assignee(&change, &command, &acting.by)?;
                    readers_mentioned(&change, &work.ticket, &command)?;
                    self.decide(&mut change, work, &command, &acting).await?;
                }
                Asked::Pair(command) => {
                    who.require(WRITE)?;
                    self.act_on_pair(&mut change, who, (id, acting.seen), command).await?;
                }
                Asked::Dispatch(worker) => {
                    self.dispatch(&mut change, who, work, worker, &acting).await?;
                }
            }
        }
        self.finish(change).await
    }

    /// Decides a command for a locked ticket and keeps what follows.
    pub(super) async fn decide(
        &self,
        change: &mut Change,
        mut work: Work,
        command: &TicketCommand,
        acting: &Acting,
    ) -> ApiResult<Work> {
        let ticket_type = self.type_named(&work.ticket.ticket_type)?;
        if let Some(seen) = acting.seen.filter(|seen| *seen < work.ticket.version) {
            let log = store::log_of(&mut change.tx, work.ticket.id).await?;
            let overwritten = clashes(&changed_since(&log, seen), command);
            if !overwritten.is_empty() {
                return Err(changed_meanwhile(&overwritten, work.ticket.version, change).into());
            }
        }
        let around = around(change, &work.ticket).await?;
        let before = work.ticket.assignee;
        let events = work.ticket.decide(&ticket_type, command, &acting.by, &around).map_err(|no| *no)?;
        if !events.is_empty() {
            let log = work.happen(events, &acting.by.actor, change.when(&ticket_type));
            change.keep(&work, log).await?;
            change.tell_before(before, &work.ticket);
            self.give_code(change, &work, &ticket_type).await?;
        }
        Ok(work)
    }

    /// A ticket is passed only to a department that is there.
    async fn known_department(&self, change: &mut Change, command: &TicketCommand) -> ApiResult<()> {
        let TicketCommand::Pass { department, .. } = command else { return Ok(()) };
        if store::has_department(&mut change.tx, department).await? {
            return Ok(());
        }
        let names = store::departments(&self.db).await?.into_iter().map(|found| found.name.0);
        let (zh, en) = ("没有这个部门", "There is no such department");
        Err(Refused::field("action.department", zh, en).with_possible(names).into())
    }
}

/// What goes with the first of several actions.
#[derive(Default)]
struct With {
    /// The version in view.
    seen: Option<u64>,
    signature: Option<Strokes>,
    /// What must not be done twice.
    once: Option<Wish>,
}

/// Whether a wish was carried out before; if not, it is remembered with what follows.
async fn done_before(change: &mut Change, who: &Principal, sight: &Sight, wish: &Wish) -> ApiResult<bool> {
    // The ticket is locked first: of two that say the same at once, the second waits and finds what the first did.
    let work = change.lock(wish.ticket).await?;
    if !sight.shows(&work.ticket) {
        // Given to somebody else meanwhile: who did it is told that it was done, and nothing of how it stands now.
        let before = store::once::known(&mut change.tx, who, wish).await?;
        let done = before.is_some() && wish.was_done(before.as_ref())?;
        return Err(if done { done_and_gone() } else { no_ticket() }.into());
    }
    let before = store::once::remember(&mut change.tx, who, wish, change.at).await?;
    Ok(wish.was_done(before.as_ref())?)
}

/// What is asked was done before; the ticket is no longer for whoever asks to see.
fn done_and_gone() -> Refused {
    let (zh, en) =
        ("这一步已经完成，工单此后已转给他人", "This was done; the ticket is with somebody else since");
    Refused::new(RefusalKind::NotFound, "tickets.done_before", zh, en)
}

/// A macro is carried out on tickets of its types only.
fn fits(types: &[TypeName], ticket: &Ticket) -> Result<(), Refused> {
    if types.is_empty() || types.contains(&ticket.ticket_type) {
        return Ok(());
    }
    let (zh, en) = ("该宏不适用于此类工单", "The macro is not meant for this type");
    Err(Refused::conflict("tickets.macro_does_not_fit", zh, en))
}

/// Who is mentioned is told, and must be able to read what it is about: else the writer would wait for an answer in vain.
fn readers_mentioned(change: &Change, ticket: &Ticket, command: &TicketCommand) -> Result<(), Refused> {
    let TicketCommand::Note { readers, mentions, .. } = command else { return Ok(()) };
    let mut refused = Refused::invalid(
        "tickets.mention_unseen",
        "被提到的人看不到这条备注，不会收到提醒",
        "Somebody who is mentioned cannot see this note and would not be told",
    );
    for (n, user) in mentions.iter().enumerate() {
        let person = change.people.get(*user).filter(|person| person.active);
        let inside = *readers == Readers::Service && !change.people.reads_all(*user);
        let (zh, en) = match person {
            None => ("没有这个人".to_owned(), "There is no such person".to_owned()),
            Some(person) if !change.people.sees(*user, ticket) => (
                format!("{} 看不到此工单：请先把工单交给其部门或本人", person.name),
                format!(
                    "{} cannot see this ticket: pass it to the department or the person first",
                    person.name
                ),
            ),
            Some(person) if inside => (
                format!("{} 看不到内部备注：请改为部门可见", person.name),
                format!("{} cannot see inside notes: let the department read it", person.name),
            ),
            Some(_) => continue,
        };
        refused = refused.with_field(&format!("action.mentions[{n}]"), zh, en);
    }
    if refused.fields.is_empty() { Ok(()) } else { Err(refused) }
}

/// A ticket is given only to somebody who is there.
fn known_assignee(change: &Change, command: &TicketCommand, by: &Doer) -> Result<(), Refused> {
    let TicketCommand::Assign { to: Some(to), .. } = command else { return Ok(()) };
    if let Some(department) = &by.department {
        // Whoever has a ticket sees it: a department gives its work to its own people.
        let own = match to {
            Assignee::User(user) => change.people.department_of(*user) == Some(department),
            Assignee::Agent(_) | Assignee::Team(_) => false,
        };
        let (zh, en) = ("只能指派给本部门的人", "Only people of the own department can be given it");
        return if own { Ok(()) } else { Err(Refused::field("action.to", zh, en)) };
    }
    let known = match to {
        // Teams were looked up before.
        Assignee::Team(_) => true,
        Assignee::Agent(_) | Assignee::User(_) => change
            .people
            .behind(*to)
            .into_iter()
            .any(|user| change.people.get(user).is_some_and(|person| person.active)),
    };
    let (zh, en) = ("没有这个人", "There is no such person");
    if known { Ok(()) } else { Err(Refused::field("action.to", zh, en)) }
}

/// A ticket that may be seen, locked; what may not be seen is not there.
async fn seen_lock(change: &mut Change, sight: &Sight, id: TicketId) -> ApiResult<Work> {
    let work = change.lock(id).await?;
    if sight.shows(&work.ticket) { Ok(work) } else { Err(no_ticket().into()) }
}

/// What lies around a ticket: parts that are not over, tickets above it.
async fn around(change: &mut Change, ticket: &Ticket) -> ApiResult<Around> {
    let mut open_children = 0;
    for (kind, child) in &ticket.links {
        if *kind == LinkKind::ParentOf {
            let child = store::peek(&mut change.tx, *child).await?;
            open_children += usize::from(child.is_some_and(|child| !child.ticket.is_over()));
        }
    }
    Ok(Around { open_children, ancestors: ancestors(change, ticket).await? })
}

/// All tickets above one, the nearest first.
pub(super) async fn ancestors(change: &mut Change, ticket: &Ticket) -> ApiResult<Vec<TicketId>> {
    let mut above: Vec<TicketId> = Vec::new();
    let mut next = parent(ticket);
    while let Some(id) = next.filter(|id| !above.contains(id) && above.len() < HIGHEST) {
        above.push(id);
        next = store::peek(&mut change.tx, id).await?.and_then(|found| parent(&found.ticket));
    }
    Ok(above)
}

fn parent(ticket: &Ticket) -> Option<TicketId> {
    ticket.links.iter().find(|(kind, _)| *kind == LinkKind::ChildOf).map(|(_, above)| *above)
}

/// The second of two who edit sees what the first changed, and when by the clock of the centre.
fn changed_meanwhile(changes: &[Changed], version: u64, around: &Change) -> Refused {
    let mut refused = Refused::conflict(
        "tickets.changed_meanwhile",
        "您查看之后，他人已修改此工单；请核对后再保存，您填写的内容没有丢失。",
        "Somebody changed the ticket after you looked; compare and save again, nothing you typed is lost.",
    )
    .with_possible([format!("version:{version}")]);
    for change in changes {
        let (by_zh, by_en) = around.people.name_of(&change.actor);
        let at = change.at.to_jiff().to_zoned(around.schedule.zone().clone()).strftime("%m-%d %H:%M");
        let (zh, en) = (format!("{by_zh} 于 {at} 修改"), format!("Changed by {by_en} at {at}"));
        refused = refused.with_field(&change.what, zh, en);
    }
    refused
}
