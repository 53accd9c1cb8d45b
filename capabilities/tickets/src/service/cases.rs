//! Crisis cases, and what a customer confirms work with.

use kernel::{Actor, NewEvent, Principal, Refused};
use serde_json::json;
use ticket::{FieldValue, StateKind, Ticket, TicketCommand, TicketId, TicketType, Values};
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
            data: json!({}),
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
