//! OPTIONS to a peer, to see whether it is there.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::driver::{Errand, Input};
use super::wire::{DialogWire, tag};
use crate::core::Core;
use crate::error::SipError;
use crate::outgoing::Target;

/// Sends OPTIONS and waits for the final answer.
pub async fn ping(core: &Arc<Core>, target: &Target) -> Result<u16, SipError> {
    let (inputs, mut outcome) = mpsc::channel(4);
    let local_tag = tag();
    let wire = DialogWire {
        call_id: format!("{:016x}", rand::random::<u64>()),
        local: format!("<sip:ping@{}>;tag={local_tag}", core.some_local_addr()),
        local_tag,
        remote: format!("<{}>", target.uri),
        remote_tag: String::new(),
        target: target.uri.as_str().to_owned(),
        routes: Vec::new(),
        cseq: 1,
        remote_cseq: None,
        contact_user: String::new(),
        credentials: None,
    };
    let mut draft = wire.draft("OPTIONS", 1);
    draft.push("Accept", "application/sdp");
    let (core, next) = (core.clone(), target.uri.as_str().to_owned());
    Errand { core, draft, route: target.route, next, ticket: 0, inputs: Some(inputs), sent: Arc::default() }
        .start();
    while let Some(input) = outcome.recv().await {
        match input {
            // A 408 with no tag is our own transaction layer's way of saying that nothing came.
            Input::Response { response, .. } => match response.status_code.code() {
                100..200 => {}
                408 => return Err(SipError::Timeout),
                code => return Ok(code),
            },
            Input::Unsent { error, .. } => return Err(error),
            _ => {}
        }
    }
    Err(SipError::Closed)
}
