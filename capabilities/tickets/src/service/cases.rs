//! Crisis cases, and what a customer confirms work with.

use kernel::{Actor, NewEvent, Principal, Refused};
use serde_json::json;
use ticket::{
    FieldKind, FieldName, FieldValue, StateKind, Ticket, TicketCommand, TicketId, TicketType, Values,
};
use web::ApiResult;

use super::{Change, Tickets};
use crate::model::{IncidentView, Signature, Strokes};
use crate::rules::once::Wish;
use crate::rules::work::Work;
use crate::{READ, store};

/// The field that makes a type one of crisis cases: one wording for all channels.
const WORDING: &str = "approved_wording";
/// The field for the code that only the customer can name.
const CODE: &str = "confirmation_code";
/// The field for the signature.
const SIGNATURE: &str = "signature";
/// Wrong codes at most; after that a signature is needed.
const TRIES: i64 = 10;
/// Points of a signature at most.
const MOST_POINTS: usize = 5_000;

fn text(ticket: &Ticket, field: &str) -> String {
    match ticket.fields.get(field) {
        Some(FieldValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

impl Tickets {
    /// Crisis cases that are not over, the worst first (TKT-11).
    ///
    /// # Errors
    /// Forbidden.
    pub async fn incidents(&self, who: &Principal) -> ApiResult<Vec<IncidentView>> {
        who.require(READ)?;
        let types: Vec<TicketType> =
            self.types(who)?.into_iter().filter(|found| found.field(&WORDING.into()).is_some()).collect();
        let mut incidents = Vec::new();
        for ticket_type in types {
            let open = store::cases::open_of_type(&self.db, ticket_type.name.as_str()).await?;
            incidents.extend(open.into_iter().map(|work| incident(&ticket_type, &work)));
        }
        incidents.sort_by_key(|one| (one.severity, one.number));
        Ok(incidents)
    }

    /// Whether a ticket is a crisis case.
    pub(super) fn is_crisis(&self, ticket: &Ticket) -> bool {
        self.type_named(&ticket.ticket_type).is_ok_and(|found| found.field(&WORDING.into()).is_some())
    }

    /// A signature on a ticket that may be seen.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn signature(&self, who: &Principal, id: TicketId, signature: &str) -> ApiResult<Signature> {
        let (sight, _) = self.sight(who).await?;
        self.seen(&sight, id).await?;
        let found = store::cases::signature(&self.db, id, signature).await?;
        Ok(found.ok_or_else(|| Refused::not_found("签名", "signature"))?)
    }

    /// Takes a signature for a move: it becomes the value of the type's field.
    pub(super) async fn signed(
        &self,
        change: &mut Change,
        work: &Work,
        strokes: Strokes,
        fields: &mut Values,
    ) -> ApiResult<()> {
        let points: usize = strokes.iter().map(Vec::len).sum();
        let inside = strokes.iter().flatten().all(|(x, y)| *x <= 1000 && *y <= 400);
        if !(2..=MOST_POINTS).contains(&points) || !inside {
            let (zh, en) = ("请客户在框内签名", "The customer signs within the field");
            return Err(Refused::field("signature", zh, en).into());
        }
        let id = self.db.new_uuid().to_string();
        let given = Signature { strokes, at: change.at };
        store::cases::add_signature(&mut change.tx, &id, work.ticket.id, &given).await?;
        fields.insert(SIGNATURE.into(), FieldValue::List(vec![id]));
        Ok(())
    }

    /// What proves something comes from where it is given: files are those of the ticket, a signature is drawn by the
    /// customer with the move, and the code is named at the end of the work, not written in beforehand.
    ///
    /// # Errors
    /// A file that is none of the ticket; a proof that is written in.
    pub(super) async fn check_proofs(
        &self,
        change: &mut Change,
        work: &Work,
        command: &TicketCommand,
    ) -> ApiResult<()> {
        let (fields, is_move) = match command {
            TicketCommand::Move { fields, .. } => (fields, true),
            TicketCommand::Edit { fields, .. } => (fields, false),
            _ => return Ok(()),
        };
        let ticket_type = self.type_named(&work.ticket.ticket_type)?;
        let fresh = fields.iter().filter(|(name, value)| work.ticket.fields.get(*name) != Some(*value));
        for (name, value) in fresh {
            if !is_move && name.as_str() == CODE {
                return Err(written_in(name).into());
            }
            let Some(ids) = files_in(&ticket_type, name, value) else { continue };
            if name.as_str() == SIGNATURE {
                return Err(written_in(name).into());
            }
            let known = store::attachments::of_locked(&mut change.tx, work.ticket.id).await?;
            if !ids.iter().all(|id| known.iter().any(|file| file.id == *id)) {
                let (zh, en) = ("不是此工单的附件，请先添加附件", "No file of this ticket: attach it first");
                return Err(Refused::field(&format!("fields.{name}"), zh, en).into());
            }
        }
        Ok(())
    }

    /// A code that is named must be the customer's.
    ///
    /// # Errors
    /// The store failed. That it is another, or that too many wrong ones were named, is the answer: the try counts.
    pub(super) async fn check_code(
        &self,
        change: &mut Change,
        work: &Work,
        command: &TicketCommand,
    ) -> ApiResult<Option<Refused>> {
        let TicketCommand::Move { fields, .. } = command else { return Ok(None) };
        let Some(FieldValue::Text(named)) = fields.get(CODE).filter(|value| value.is_filled()) else {
            return Ok(None);
        };
        let Some((code, tries)) = store::cases::code(&mut change.tx, work.ticket.id).await? else {
            return Ok(None);
        };
        let field = format!("fields.{CODE}");
        if tries >= TRIES {
            let (zh, en) = ("错误次数过多，请客户签名确认", "Too many wrong codes: have the customer sign");
            return Ok(Some(Refused::field(&field, zh, en)));
        }
        if named.trim() == code {
            return Ok(None);
        }
        let (zh, en) = ("确认码不对，请向客户核对", "That is not the customer's code");
        Ok(Some(Refused::field(&field, zh, en)))
    }

    /// A wrong code counts, although nothing else came of it; sent again under its key, it counts no second time.
    pub(super) async fn count_wrong_code(
        &self,
        who: &Principal,
        id: TicketId,
        once: Option<&Wish>,
    ) -> ApiResult<()> {
        let mut tx = self.db.begin().await?;
        if let Some(wish) = once {
            let tried = wish.tried();
            let before = store::once::remember(&mut tx, who, &tried, self.db.now()).await?;
            if tried.was_done(before.as_ref())? {
                return Ok(());
            }
        }
        store::cases::wrong_code(&mut tx, id).await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "tickets.wrong_code".to_owned(),
            subject: format!("ticket_job:{id}"),
            actor: Actor::System,
            data: json!({}).into(),
        });
        Ok(tx.commit().await?)
    }

    /// With a worker on the way the customer gets a code to confirm the work with.
    pub(super) async fn give_code(
        &self,
        change: &mut Change,
        work: &Work,
        ticket_type: &TicketType,
    ) -> ApiResult<()> {
        if work.ticket.kind == StateKind::Worker && ticket_type.field(&CODE.into()).is_some() {
            let random = self.db.new_uuid().as_u128() % 1_000_000;
            store::cases::add_code(&mut change.tx, work.ticket.id, &format!("{random:06}")).await?;
        }
        Ok(())
    }
}

/// A new ticket has no files yet, and nothing that confirms work.
pub(super) fn unproved(ticket_type: &TicketType, fields: &Values) -> Result<(), Refused> {
    for (name, value) in fields {
        let files = files_in(ticket_type, name, value);
        if name.as_str() == CODE || (name.as_str() == SIGNATURE && files.is_some()) {
            return Err(written_in(name));
        }
        if files.is_some() {
            let (zh, en) = ("请在建立工单后添加附件", "Files are attached when the ticket is there");
            return Err(Refused::field(&format!("fields.{name}"), zh, en));
        }
    }
    Ok(())
}

/// The files that a value names, if it is for a field that takes some.
fn files_in<'a>(ticket_type: &TicketType, name: &FieldName, value: &'a FieldValue) -> Option<&'a [String]> {
    let takes = ticket_type.field(name).is_some_and(|field| matches!(field.takes, FieldKind::Files { .. }));
    match value {
        FieldValue::List(ids) if takes && !ids.is_empty() => Some(ids),
        _ => None,
    }
}

fn written_in(name: &FieldName) -> Refused {
    let (zh, en) = ("由客户在完工时确认，不能填写", "The customer confirms it when the work is done");
    Refused::field(&format!("fields.{name}"), zh, en)
}

fn incident(ticket_type: &TicketType, work: &Work) -> IncidentView {
    let ticket = &work.ticket;
    IncidentView {
        id: ticket.id,
        number: work.number,
        title: ticket.title.clone(),
        state: ticket.state.clone(),
        label: ticket_type.state(&ticket.state).map(|state| state.label.clone()).unwrap_or_default(),
        severity: ticket.severity,
        systems: text(ticket, "systems"),
        owner: text(ticket, "owner"),
        strategy: text(ticket, "strategy"),
        approved_wording: text(ticket, WORDING),
        since: ticket.created_at,
    }
}
