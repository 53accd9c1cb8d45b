//! Return visits (PRM-3). A visit is a promise to call, with a script; it is kept by its record. What it finds unsettled
//! goes back to the ticket.

use clock::Target;
use db::{DbError, Tx};
use kernel::{Actor, CustomerId, Principal, Refused, Timestamp};
use promise::{
    Evidence, EvidenceKind, Owner, PromiseCommand, PromiseKind, ReturnVisit, VisitCommand, VisitEvent,
    VisitOutcome, VisitPlan, VisitReason, VisitState,
};
use serde_json::json;
use ticket::TicketId;
use tickets::TicketView;
use web::{ApiResult, Page, page_size};

use super::making::Wish;
use super::owners::Names;
use super::reading::{CustomerNames, cursor, place, shown_number};
use super::{Change, Promises, Work};
use crate::model::{
    Links, NewVisitForm, PromiseId, Source, VisitAction, VisitFilter, VisitQuestion, VisitView,
};
use crate::rules::entry::{Entry, subject};
use crate::rules::owner::{may_act, oneself};
use crate::store::{self, VisitBody, VisitRow, visit_state};
use crate::{READ, WRITE};

fn no_visit() -> Refused {
    Refused::not_found("回访", "return visit")
}

fn matter(reason: VisitReason) -> &'static str {
    match reason {
        VisitReason::Complaint => "投诉处理后回访",
        VisitReason::Repair => "维修后回访",
        VisitReason::Purchase => "购买后回访",
        VisitReason::SpecialCustomer => "重点客户回访",
    }
}

/// A visit about to be planned.
struct Planned {
    reason: VisitReason,
    due: Timestamp,
    owner: Owner,
    customer: Option<CustomerId>,
    number: Option<String>,
    ticket: Option<TicketId>,
    by: Actor,
}

impl Promises {
    /// Return visits by due instant.
    ///
    /// # Errors
    /// Forbidden; a cursor that is none.
    pub async fn visits(&self, who: &Principal, filter: VisitFilter) -> ApiResult<Page<VisitView>> {
        who.require(READ)?;
        let size = page_size(filter.limit)?;
        let after = filter.cursor.as_deref().map(place).transpose()?;
        let state = filter.state.as_deref();
        let family = match filter.customer {
            Some(customer) => self.below.customers.family(customer).await?,
            None => Vec::new(),
        };
        let found = store::visit_page(&self.db, state, filter.ticket, &family, after, size + 1).await?;
        let names = self.names().await?;
        let ids = found.iter().map(|row| row.customer).collect();
        let customers = self.customer_names(who, ids).await;
        let mut views = Vec::with_capacity(found.len());
        for row in &found {
            let entry = self.one_entry(row.id).await?;
            views.push(view(who, row, &entry, &names, &customers));
        }
        Ok(Page::from_surplus(views, size, |last| cursor(Some(last.due_at), last.number)))
    }

    /// One visit.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn visit(&self, who: &Principal, id: PromiseId) -> ApiResult<VisitView> {
        who.require(READ)?;
        let row = store::load_visit(&self.db, id).await?.ok_or_else(no_visit)?;
        let entry = self.one_entry(id).await?;
        let names = self.names().await?;
        let customers = self.customer_names(who, vec![row.customer]).await;
        Ok(view(who, &row, &entry, &names, &customers))
    }

    /// Plans a visit: of a customer to be cared for, or after something.
    ///
    /// # Errors
    /// Forbidden; whom to visit is missing or not there; a time that is none.
    pub async fn plan_visit(&self, who: &Principal, form: NewVisitForm) -> ApiResult<VisitView> {
        who.require(WRITE)?;
        let system = Principal::system();
        let (now, schedule) = (self.db.now(), self.schedule());
        let customer = match (form.customer_id, form.ticket_id) {
            (Some(customer), _) => Some(customer),
            (None, Some(ticket)) => self.below.tickets.one(&system, ticket).await?.summary.customer_id,
            (None, None) => None,
        };
        let Some(customer) = customer else {
            let (zh, en) = ("请选择回访的客户", "Say who is visited");
            return Err(Refused::field("customer_id", zh, en).into());
        };
        let found = self.below.customers.by_id(&system, customer).await?;
        let due = match form.when.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
            Some(words) => Some(self.instant(words, "when", now)?),
            None => form.reason.default_target().due(now, &schedule),
        };
        let due = due.ok_or_else(|| Refused::field("when", "请填写时间", "Say the time"))?;
        let owner = match form.owner.or(oneself(who)) {
            Some(owner) => {
                self.known_owner(owner, "owner").await?;
                owner
            }
            None => self.common_owner().await?,
        };
        let mut change = self.begin().await?;
        let planned = Planned {
            reason: form.reason,
            due,
            owner,
            customer: Some(customer),
            number: found.phones.first().cloned(),
            ticket: form.ticket_id,
            by: who.actor(),
        };
        let Change { tx, work } = &mut change;
        let id = PromiseId(self.db.new_uuid());
        self.plan_in(tx, work, id, planned).await?;
        self.finish(change).await?;
        self.visit(who, id).await
    }

    async fn plan_in(&self, tx: &mut Tx, work: &mut Work, id: PromiseId, planned: Planned) -> ApiResult<()> {
        let at = work.at;
        let links = Links {
            source: Source::Visit,
            customer: planned.customer,
            number: planned.number,
            contact: None,
            ticket: planned.ticket,
            recording: None,
            said: None,
            by: planned.by,
        };
        let wish = Wish {
            id,
            kind: PromiseKind::ReturnVisit,
            matter: matter(planned.reason).to_owned(),
            owner: planned.owner,
            due: Some(planned.due),
            links,
        };
        let (entry, event) = self.made(wish, at)?;
        let plan = VisitPlan::new(planned.reason, planned.due);
        let row = VisitRow {
            id,
            number: entry.number,
            customer: planned.customer,
            ticket: planned.ticket,
            due: planned.due,
            body: VisitBody { visit: ReturnVisit::new(plan), answers: Vec::new(), next_step: None },
        };
        store::save_visit(tx, &row).await?;
        work.keep(tx, &entry, vec![event]).await?;
        Ok(())
    }

    /// Does something with a visit. One that found the matter unsettled opens the ticket again.
    ///
    /// # Errors
    /// Not found; forbidden; over; what is missing, field by field.
    pub async fn act_on_visit(
        &self,
        who: &Principal,
        id: PromiseId,
        action: VisitAction,
    ) -> ApiResult<VisitView> {
        who.require(WRITE)?;
        let mut change = self.begin().await?;
        let mut row = store::lock_visit(&mut change.tx, id).await?.ok_or_else(no_visit)?;
        let mut entry = change.lock(id).await?;
        may_act(who, entry.promise.owner())?;
        let command = command(action);
        let at = change.work.at;
        let events = row.body.visit.decide(&command, at).map_err(|refused| *refused)?;
        for event in &events {
            row.body.visit.apply(event, at);
            if let VisitEvent::Completed { answers, next_step, .. } = event {
                row.body.answers = answers.clone();
                row.body.next_step = next_step.clone();
            }
            let data = serde_json::to_value(event).unwrap_or_default();
            let name = data["event"].as_str().unwrap_or("changed").to_owned();
            change.tx.emit(kernel::NewEvent {
                at,
                kind: format!("promises.visit_{name}"),
                subject: subject(id),
                actor: who.actor(),
                data: json!({"visit": data, "ticket_id": row.ticket, "customer_id": row.customer}).into(),
            });
        }
        store::save_visit(&mut change.tx, &row).await?;
        self.settle(&mut change, &mut entry, &events, who).await?;
        self.finish(change).await?;
        self.back_to_ticket(who, &row, &events).await?;
        self.visit(who, id).await
    }

    /// What a visit's record means for the promise to make it.
    async fn settle(
        &self,
        change: &mut Change,
        entry: &mut Entry,
        events: &[VisitEvent],
        who: &Principal,
    ) -> ApiResult<()> {
        let at = change.work.at;
        let shown = format!("visit:{}", entry.id);
        let evidence = |kind| Evidence { kind, subject: shown.clone(), at };
        for event in events {
            let command = match event {
                VisitEvent::Completed { .. } => {
                    PromiseCommand::Fulfil { evidence: evidence(EvidenceKind::VisitMade) }
                }
                VisitEvent::NotReached { .. } => {
                    PromiseCommand::Fulfil { evidence: evidence(EvidenceKind::CallTried) }
                }
                VisitEvent::Cancelled { why } => PromiseCommand::Withdraw { reason: why.clone() },
                VisitEvent::GivenUp | VisitEvent::Planned { .. } => continue,
            };
            match change.work.decided(entry, &command) {
                Ok(told) => change.work.happen(&mut change.tx, entry, &told, &who.actor()).await?,
                // Broken already: the visit is over all the same, and the ledger says that it was late.
                Err(_) => continue,
            }
        }
        Ok(())
    }

    /// The ticket is closed by a visit that found it settled, and opened again by one that did not.
    async fn back_to_ticket(&self, who: &Principal, row: &VisitRow, events: &[VisitEvent]) -> ApiResult<()> {
        let Some(ticket) = row.ticket else { return Ok(()) };
        for event in events {
            let VisitEvent::Completed { outcome, satisfaction, .. } = event else { continue };
            let action = match outcome {
                VisitOutcome::Unresolved { missing } => json!({"do": "reopen", "why": missing}),
                VisitOutcome::Resolved => {
                    let found = self.below.tickets.one(who, ticket).await?;
                    if !waits_for_visit(&found) {
                        continue;
                    }
                    let fields = json!({"satisfaction": satisfaction});
                    json!({"do": "move", "name": "visit_satisfied", "fields": fields})
                }
            };
            let form = serde_json::from_value(json!({"action": action})).map_err(web::ApiError::failed)?;
            if let Err(err) = self.below.tickets.act(who, ticket, form).await {
                // The record of the visit stands; the ticket may have gone on by itself meanwhile.
                tracing::warn!(%ticket, error = %err, "a visit could not move its ticket");
            }
        }
        Ok(())
    }

    /// A ticket waits for its visit.
    pub(super) async fn visit_after(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        id: TicketId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let system = Principal::system();
        let Ok(ticket) = self.below.tickets.one(&system, id).await else { return Ok(()) };
        let settings = work.settings.clone();
        let (reason, target): (VisitReason, Option<Target>) = match ticket.summary.ticket_type.as_str() {
            "complaint" => (VisitReason::Complaint, settings.visits.complaint),
            "repair" => (VisitReason::Repair, settings.visits.repair),
            _ => return Ok(()),
        };
        let planned = store::planned_of_ticket(tx, id).await?;
        let Some(due) = target.and_then(|target| target.due(at, &self.schedule())) else { return Ok(()) };
        // One round of a ticket has one visit, whenever the event is read again.
        let visit = PromiseId(uuid::Uuid::from_u128(id.0.as_u128() ^ u128::from(at.micros().unsigned_abs())));
        if !planned.is_empty() || store::known(tx, visit).await? {
            return Ok(());
        }
        let owner = match ticket.summary.assignee {
            Some(ticket::Assignee::Agent(agent)) => Owner::Agent(agent),
            Some(ticket::Assignee::Team(team)) => Owner::Team(team),
            Some(ticket::Assignee::User(_)) | None => match self.common_owner().await {
                Ok(owner) => owner,
                Err(err) => {
                    return Err(DbError::Corrupt { column: "promises".into(), why: err.to_string() });
                }
            },
        };
        let number = match ticket.summary.customer_id {
            Some(customer) => {
                let found = self.below.customers.by_id(&system, customer).await.ok();
                found.and_then(|customer| customer.phones.first().cloned())
            }
            None => None,
        };
        let customer = ticket.summary.customer_id;
        let by = Actor::System;
        let planned = Planned { reason, due, owner, customer, number, ticket: Some(id), by };
        let done = self.plan_in(tx, work, visit, planned).await;
        done.map_err(|err| DbError::Corrupt { column: "promises".into(), why: err.to_string() })
    }

    /// The ticket went on without the visit's script: somebody asked the customer all the same, and the ticket says what was
    /// found; or no visit is needed any more.
    pub(super) async fn visit_over(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        id: TicketId,
        at: Timestamp,
        found: Option<(VisitOutcome, Option<u8>)>,
    ) -> Result<(), DbError> {
        for planned in store::planned_of_ticket(tx, id).await? {
            let Some(mut row) = store::lock_visit(tx, planned.id).await? else { continue };
            let command = match found.clone() {
                Some((outcome, satisfaction)) => VisitCommand::RecordElsewhere { outcome, satisfaction },
                None => VisitCommand::Cancel { why: "工单已继续处理".to_owned() },
            };
            let Ok(events) = row.body.visit.decide(&command, at) else { continue };
            events.iter().for_each(|event| row.body.visit.apply(event, at));
            store::save_visit(tx, &row).await?;
            let Some(mut entry) = store::lock(tx, row.id).await? else { continue };
            let subject = format!("ticket:{id}");
            let made = Evidence { kind: EvidenceKind::VisitMade, subject, at };
            let made = PromiseCommand::Fulfil { evidence: made };
            let withdraw = PromiseCommand::Withdraw { reason: "工单已继续处理".to_owned() };
            // What was due already cannot be withdrawn: it was late, and is settled now.
            let commands = if found.is_some() { vec![made] } else { vec![withdraw, made] };
            if let Some(told) = commands.iter().find_map(|command| work.decided(&entry, command).ok()) {
                work.happen(tx, &mut entry, &told, &Actor::System).await?;
            }
        }
        Ok(())
    }
}

fn waits_for_visit(ticket: &TicketView) -> bool {
    ticket.summary.kind == ticket::StateKind::Visit
}

fn command(action: VisitAction) -> VisitCommand {
    match action {
        VisitAction::NotReached => VisitCommand::NotReached,
        VisitAction::Complete { answers, resolved, missing, satisfaction, next_step } => {
            let outcome =
                if resolved { VisitOutcome::Resolved } else { VisitOutcome::Unresolved { missing } };
            let next_step = next_step.filter(|text| !text.trim().is_empty());
            VisitCommand::Complete {
                answers: answers.into_iter().collect(),
                outcome,
                satisfaction,
                next_step,
            }
        }
        VisitAction::Cancel { why } => VisitCommand::Cancel { why },
    }
}

fn view(
    who: &Principal,
    row: &VisitRow,
    entry: &Entry,
    names: &Names,
    customers: &CustomerNames,
) -> VisitView {
    let visit = &row.body.visit;
    let (not_before, outcome, satisfaction, ended_at) = match visit.state() {
        VisitState::Planned { from } => (*from, None, None, None),
        VisitState::Done { at, outcome, satisfaction } => {
            (None, Some(outcome.clone()), *satisfaction, Some(*at))
        }
        VisitState::GivenUp { at } | VisitState::Cancelled { at, .. } => (None, None, None, Some(*at)),
    };
    let planned = matches!(visit.state(), VisitState::Planned { .. });
    let may = planned && who.may(WRITE) && may_act(who, entry.promise.owner()).is_ok();
    let answer =
        |name: &str| row.body.answers.iter().find(|(known, _)| known == name).map(|(_, a)| a.clone());
    VisitView {
        id: row.id,
        number: row.number,
        reason: visit.plan().reason,
        state: visit_state(visit.state()).to_owned(),
        due_at: row.due,
        not_before,
        owner: names.of(entry.promise.owner()),
        customer_id: row.customer,
        customer_name: row.customer.and_then(|id| customers.get(&id).cloned()),
        caller: shown_number(who, entry),
        ticket_id: row.ticket,
        script: visit
            .plan()
            .script
            .iter()
            .map(|(name, wording, needed)| VisitQuestion {
                name: name.clone(),
                wording: wording.clone(),
                needed: *needed,
                answer: answer(name),
            })
            .collect(),
        tries: visit.tries(),
        most_tries: visit.plan().most_tries,
        outcome,
        satisfaction,
        next_step: row.body.next_step.clone(),
        ended_at,
        actions: match may {
            true => ["not_reached", "complete", "cancel"].map(str::to_owned).to_vec(),
            false => Vec::new(),
        },
    }
}
