//! Who listened to what: noted once for each hearing, not for each piece that a player fetches.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use kernel::{Principal, RecordingId, UserId};
use serde_json::json;
use web::ApiResult;

use crate::Telephony;
use crate::model::Recording;
use crate::service::lock;

/// For so long, further pieces of a recording belong to the hearing that was noted.
const ONE_HEARING: Duration = Duration::from_secs(3600);

/// Hearings that were noted lately.
#[derive(Default)]
pub struct Heard {
    noted: HashMap<(Option<UserId>, RecordingId), Instant>,
}

impl Heard {
    fn is_noted(&self, who: &Principal, recording: RecordingId, now: Instant) -> bool {
        let at = self.noted.get(&(who.user, recording));
        at.is_some_and(|at| now.saturating_duration_since(*at) < ONE_HEARING)
    }

    fn note(&mut self, who: &Principal, recording: RecordingId, now: Instant) {
        self.noted.retain(|_, at| now.saturating_duration_since(*at) < ONE_HEARING);
        self.noted.insert((who.user, recording), now);
    }
}

/// What of a recording is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A file to keep.
    File,
    /// From its begin.
    Begin,
    /// From somewhere within, as players seek.
    Within,
}

impl Telephony {
    /// Notes in the audit that somebody listens. Seeking belongs to the hearing that began it; without one, it is one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_listening(
        &self,
        who: &Principal,
        recording: &Recording,
        piece: Piece,
    ) -> ApiResult<()> {
        if piece == Piece::Within && lock(&self.heard).is_noted(who, recording.id, Instant::now()) {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        let data = json!({"recording": recording.id, "contact": recording.contact_id,
            "download": piece == Piece::File, "from": web::origin()});
        let subject = format!("recording:{}", recording.id);
        tx.emit(self.event(who, "audit.recording_heard", subject, data));
        tx.commit().await?;
        lock(&self.heard).note(who, recording.id, Instant::now());
        Ok(())
    }
}
