//! Tasks that drive transactions.
//!
//! The layer's `receive` must not be dropped half-way, so each transaction that waits for something has its own task,
//! which passes on what it receives.

use std::sync::{Arc, OnceLock};

use rsipstack::sip::{self, Method, SipMessage};
use rsipstack::transaction::key::{TransactionKey, TransactionRole};
use rsipstack::transaction::transaction::{Transaction, TransactionEvent, TransactionEventSender};
use rsipstack::transport::SipConnection;
use tokio::sync::mpsc;

use crate::core::Core;
use crate::error::SipError;
use crate::leg::wire::{Draft, branch};
use crate::outgoing::Route;
use crate::transport::resolve::{self, Hop};
use crate::wire::{body, stack};

/// What reaches a leg from its transactions.
pub enum Input {
    /// A new request within the dialog.
    Request { transaction: Box<Transaction>, cseq: u32, hop: Option<Hop> },
    /// CANCEL of the incoming INVITE; it has been answered.
    Cancel { reason: Option<String> },
    /// ACK of the incoming INVITE with this CSeq.
    Ack { cseq: u32, sdp: Option<String> },
    /// The server transaction of the INVITE with this CSeq is over; `closed` when its connection closed under it.
    InviteOver { cseq: u32, closed: bool },
    /// A response to the request with this ticket.
    Response { ticket: u64, response: Box<sip::Response> },
    /// The request could not be sent, or its transaction ended without a final response.
    Unsent { ticket: u64, error: SipError },
    /// A 2xx to an INVITE whose transaction is over: a retransmission or a fork.
    Stray2xx(Box<sip::Response>),
}

/// The way to the task of an incoming INVITE.
pub struct ServerInvite {
    pub request: sip::Request,
    pub cseq: u32,
    responder: TransactionEventSender,
}

impl ServerInvite {
    /// Starts the task that drives the transaction.
    pub fn start(transaction: Transaction, cseq: u32, inputs: mpsc::Sender<Input>) -> Self {
        let responder = transaction.tu_sender.clone();
        let request = transaction.original.clone();
        tokio::spawn(async move { Box::pin(drive_server(transaction, cseq, inputs)).await });
        Self { request, cseq, responder }
    }

    /// Sends a response; the transaction repeats it as needed.
    pub fn respond(&self, response: sip::Response) {
        let _ = self.responder.send(TransactionEvent::Respond(response));
    }
}

async fn drive_server(transaction: Transaction, cseq: u32, inputs: mpsc::Sender<Input>) {
    let connection_closed = closing_of(&transaction);
    let closed = tokio::select! {
        () = relay(transaction, cseq, &inputs) => false,
        () = connection_closed => true,
    };
    let _ = inputs.send(Input::InviteOver { cseq, closed }).await;
}

/// Resolves when the connection of a transaction closes. A transaction that cannot send its final response would wait
/// for ever.
fn closing_of(transaction: &Transaction) -> impl Future<Output = ()> + use<> {
    let token = transaction.connection.as_ref().and_then(SipConnection::cancel_token);
    async move {
        match token {
            Some(token) => token.cancelled().await,
            None => std::future::pending().await,
        }
    }
}

async fn relay(mut transaction: Transaction, cseq: u32, inputs: &mpsc::Sender<Input>) {
    while let Some(message) = transaction.receive().await {
        let SipMessage::Request(request) = message else { continue };
        let input = match request.method {
            Method::Cancel => {
                Input::Cancel { reason: stack::get(&request.headers, "Reason").map(str::to_owned) }
            }
            Method::Ack => {
                let kind = stack::get(&request.headers, "Content-Type");
                Input::Ack { cseq, sdp: body::sdp(kind, &request.body) }
            }
            _ => continue,
        };
        // The leg may be gone already; the transaction still has to absorb retransmissions.
        let _ = inputs.send(input).await;
    }
}

/// Answers an INVITE for which no leg exists, and absorbs its retransmissions and the ACK.
pub fn refuse_invite(mut transaction: Transaction, response: sip::Response) {
    let connection_closed = closing_of(&transaction);
    tokio::spawn(async move {
        let absorb = async move {
            if transaction.respond(response).await.is_ok() {
                while transaction.receive().await.is_some() {}
            }
        };
        tokio::select! {
            () = absorb => {}
            () = connection_closed => {}
        }
    });
}

/// A request of ours as it went out.
pub struct Sent {
    pub request: sip::Request,
    pub hop: Hop,
    key: TransactionKey,
    stop: TransactionEventSender,
}

impl Sent {
    /// Gives the transaction up.
    pub fn abandon(&self) {
        let _ = self.stop.send(TransactionEvent::Terminate(self.key.clone()));
    }
}

/// A request to be sent and where its outcome goes.
pub struct Errand {
    pub core: Arc<Core>,
    pub draft: Draft,
    pub route: Route,
    /// URI that decides the way when `route` does not.
    pub next: String,
    pub ticket: u64,
    /// `None`: nobody waits for the outcome.
    pub inputs: Option<mpsc::Sender<Input>>,
    pub sent: Arc<OnceLock<Sent>>,
}

impl Errand {
    /// Resolves, sends and drives in a task of its own.
    pub fn start(self) {
        tokio::spawn(async move {
            let inputs = self.inputs.clone();
            let ticket = self.ticket;
            if let Err(error) = Box::pin(self.run()).await
                && let Some(inputs) = inputs
            {
                let _ = inputs.send(Input::Unsent { ticket, error }).await;
            }
        });
    }

    async fn run(self) -> Result<(), SipError> {
        let hop = resolve::hop(&self.core, self.route, &self.next).await?;
        let request = self.draft.build(&self.core, &hop, &branch());
        let mut transaction = new_client(&self.core, request, &hop)?;
        let (key, stop) = (transaction.key.clone(), transaction.tu_sender.clone());
        let _ = self.sent.set(Sent { request: transaction.original.clone(), hop: hop.clone(), key, stop });
        let ticket = self.ticket;
        let closed = hop.stream.as_ref().map(|stream| stream.closed.clone());
        let is_invite = transaction.original.method == Method::Invite;
        let talk = async move {
            let mut answered = false;
            if transaction.send().await.is_err() {
                return answered;
            }
            while let Some(message) = transaction.receive().await {
                let SipMessage::Response(response) = message else { continue };
                answered |= response.status_code.code() >= 200;
                if let Some(inputs) = &self.inputs {
                    let _ = inputs.send(Input::Response { ticket, response: Box::new(response) }).await;
                }
                if answered && !is_invite {
                    break;
                }
            }
            answered
        };
        let answered = match closed {
            None => talk.await,
            Some(closed) => tokio::select! {
                answered = talk => answered,
                () = closed.cancelled() => return Err(SipError::NoRoute("the connection closed".into())),
            },
        };
        if answered { Ok(()) } else { Err(SipError::Timeout) }
    }
}

/// A client transaction bound to its hop.
pub fn new_client(core: &Arc<Core>, request: sip::Request, hop: &Hop) -> Result<Transaction, SipError> {
    let key = TransactionKey::from_request(&request, TransactionRole::Client)
        .map_err(|error| SipError::BadHeader(error.to_string()))?;
    let connection = Some(hop.connection.clone());
    let mut transaction = Transaction::new_client(key, request, core.endpoint.clone(), connection);
    transaction.destination = Some(hop.destination.clone());
    Ok(transaction)
}

/// Sends a ready-made request in a transaction of its own whose outcome nobody awaits (CANCEL).
pub fn post(core: &Arc<Core>, request: sip::Request, hop: Hop) {
    let core = core.clone();
    tokio::spawn(async move {
        let Ok(mut transaction) = new_client(&core, request, &hop) else { return };
        if transaction.send().await.is_ok() {
            while let Some(message) = transaction.receive().await {
                if matches!(message, SipMessage::Response(r) if r.status_code.code() >= 200) {
                    break;
                }
            }
        }
    });
}
