//! Asking a telephone from which no audio comes whether it is still there.

use std::future::pending;
use std::time::Duration;

use futures::future::BoxFuture;
use sip::{Dialog, SipError};

/// A telephone that is there answers in a fraction of this.
const SIGN_OF_LIFE: Duration = Duration::from_secs(8);

/// Ends when the telephone that is being asked turns out to be gone; never while none is asked.
#[derive(Default)]
pub struct Watch(Option<BoxFuture<'static, ()>>);

impl Watch {
    /// Asks at once, and again after each pause.
    pub fn start(&mut self, dialog: Dialog, every: Duration) {
        self.0 = Some(Box::pin(until_gone(dialog, every)));
    }

    /// There was a sign of life.
    pub fn stop(&mut self) {
        self.0 = None;
    }

    /// Waits for the telephone to be gone.
    pub async fn gone(&mut self) {
        match &mut self.0 {
            Some(asking) => asking.await,
            None => pending().await,
        }
    }
}

/// Asks again and again whether the call is known; ends when it is not, or nothing is said.
async fn until_gone(dialog: Dialog, every: Duration) {
    loop {
        let is_there = match tokio::time::timeout(SIGN_OF_LIFE, dialog.options()).await {
            Ok(Ok(()) | Err(SipError::WrongState(_))) => true,
            Ok(Err(SipError::Refused { code, .. })) => !matches!(code, 408 | 481),
            // No answer, no way there, or the leg has ended.
            Ok(Err(_)) | Err(_) => false,
        };
        if !is_there {
            return;
        }
        tokio::time::sleep(every).await;
    }
}
