//! Requests to be called back that were stored before there was a ledger: they go on as promises.

use kernel::{Actor, CallbackRequestId, ContactId, Principal, Timestamp};
use promise::{Evidence, EvidenceKind, PromiseCommand, PromiseKind};
use web::ApiResult;

use super::Promises;
use super::making::{Wish, of_contact};
use crate::model::{Links, PromiseId, Source};
use crate::store;

/// A request as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallBackRequest {
    /// The request.
    pub id: CallbackRequestId,
    /// The contact in which it was made.
    pub contact: ContactId,
    /// Whom to call.
    pub number: String,
    /// When it was made.
    pub requested_at: Timestamp,
    /// Until when it was promised.
    pub due_at: Timestamp,
    /// When it was settled and what came of it, if it was.
    pub settled: Option<(Timestamp, String)>,
}

impl Promises {
    /// Takes a stored request over; one that is known already is left alone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn adopt(&self, request: &CallBackRequest) -> ApiResult<()> {
        let owner = self.common_owner().await?;
        let contact = self.below.contacts.by_id(&Principal::system(), request.contact).await.ok();
        let mut links = Links {
            source: Source::CallBack,
            customer: None,
            number: customers::normalise(&request.number),
            contact: Some(request.contact),
            ticket: None,
            recording: None,
            said: None,
            by: Actor::Customer,
        };
        if let Some(contact) = contact {
            links = of_contact(links, &contact);
        }
        let wish = Wish {
            id: PromiseId(request.id.0),
            kind: PromiseKind::CallBack,
            matter: "客户请求回电".to_owned(),
            owner,
            due: Some(request.due_at).filter(|due| *due > request.requested_at),
            links,
        };
        let wish =
            Wish { due: wish.due.or(Some(self.usual_due(Source::CallBack, request.requested_at))), ..wish };
        let mut change = self.begin().await?;
        if store::known(&mut change.tx, wish.id).await? {
            return Ok(());
        }
        let (mut entry, event) = self.made(wish, request.requested_at)?;
        change.work.keep(&mut change.tx, &entry, vec![event]).await?;
        if let Some((at, outcome)) = &request.settled {
            let subject = format!("note:{outcome}");
            let at = (*at).max(request.requested_at).min(change.work.at);
            let evidence = Evidence { kind: EvidenceKind::CallMade, subject, at };
            change.decide(&mut entry, &PromiseCommand::Fulfil { evidence }, &Actor::System).await?;
        }
        self.finish(change).await
    }
}
