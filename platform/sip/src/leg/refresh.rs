//! Keeping the session timer (RFC 4028 section 10).

use std::time::{Duration, Instant};

use rsipstack::sip;

use super::offer::cseq_of;
use super::send::Purpose;
use super::session;
use super::task::LegTask;
use super::{HangUp, LegEvent, LostWhy};

/// When a refresh is tried again that could not be made.
const AGAIN: Duration = Duration::from_secs(5);

impl LegTask {
    /// Refreshes the session, or gives up a peer that did not.
    pub async fn session_due(&mut self, now: Instant) {
        let Some(timer) = &mut self.timer else { return };
        if !timer.we_refresh {
            self.emit(LegEvent::Lost(LostWhy::SessionExpired));
            return self.bye(HangUp {
                reason: Some("SIP;cause=408;text=\"Session timer expired\"".into()),
                code: None,
            });
        }
        let interval = timer.interval;
        if self.offers.ours.is_some() || self.offers.theirs.is_some() {
            // An exchange in progress may refresh by itself.
            timer.due = now + AGAIN;
            return;
        }
        // Until the answer restarts the timer.
        timer.due = now + interval / 4;
        if self.peer_updates {
            let mut draft = self.wire.next_draft("UPDATE");
            draft.push("Supported", "timer, replaces");
            draft.push("Session-Expires", format!("{};refresher=uac", interval.as_secs()));
            self.send(draft, Purpose::Refresh { invite: false });
        } else {
            let sdp = self.offers.local_sdp.clone();
            let draft = self.reinvite_draft(sdp.as_deref());
            self.send(draft, Purpose::Refresh { invite: true });
        }
    }

    pub async fn on_refresh_response(&mut self, response: sip::Response, invite: bool) {
        let now = Instant::now();
        let code = response.status_code.code();
        if (200..300).contains(&code) {
            self.wire.refresh_target(&response.headers);
            if invite {
                self.ack(cseq_of(&response)).await;
            }
            // A peer that leaves the header out has switched the timer off.
            self.timer = session::granted(&response.headers, session::floor(self.core.config.t1), now);
            return;
        }
        if self.end_if_unknown(code) {
            return;
        }
        let Some(timer) = &mut self.timer else { return };
        match code {
            422 => {
                timer.interval =
                    session::min_se(&response.headers).unwrap_or(timer.interval).max(timer.interval);
                timer.due = now;
            }
            405 | 501 if !invite => {
                self.peer_updates = false;
                timer.due = now;
            }
            _ => timer.due = now + AGAIN,
        }
    }
}
