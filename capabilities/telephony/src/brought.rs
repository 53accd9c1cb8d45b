//! Recordings that were made elsewhere and are kept here from now on.

use kernel::{ContactId, RecordingId, Timestamp};
use media::{Clip, wav};
use web::{ApiError, ApiResult};

use crate::Telephony;
use crate::call::relative_path;
use crate::store;

/// A recording made elsewhere.
pub struct Brought {
    /// The recording, as the contact's events name it.
    pub id: RecordingId,
    /// Of which contact.
    pub contact_id: ContactId,
    /// Begin.
    pub started_at: Timestamp,
    /// What is heard.
    pub sound: Sound,
}

/// What is heard in a recording.
pub enum Sound {
    /// A conversation.
    Conversation {
        /// The customer's side.
        customer: Clip,
        /// The agent's side.
        agent: Clip,
    },
    /// A voice message.
    Message(Clip),
}

impl Telephony {
    /// Keeps a recording that was made elsewhere: first its file, then that it is there.
    ///
    /// # Errors
    /// The file or the store cannot be written.
    pub async fn take_over(&self, brought: Brought) -> ApiResult<()> {
        let Brought { id, contact_id, started_at, sound } = brought;
        let relative = relative_path(id, started_at);
        let path = self.context.data.join(&relative);
        let write = move || {
            let (kind, length, bytes) = match &sound {
                Sound::Conversation { customer, agent } => {
                    let length = customer.duration().max(agent.duration());
                    ("call", length, wav::write_stereo(customer, agent))
                }
                Sound::Message(clip) => ("voicemail", clip.duration(), wav::write_clip(clip)),
            };
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&path, bytes).map(|()| (kind, length))
        };
        let written = tokio::task::spawn_blocking(write).await.map_err(ApiError::failed)?;
        let (kind, length) = written.map_err(ApiError::failed)?;
        let mut recording = store::new_recording(id, contact_id, kind, relative, started_at);
        "complete".clone_into(&mut recording.state);
        let length = i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
        let mut tx = self.db.begin().await?;
        tx.put_all([store::recording_row(&recording, Some(length))]).await?;
        Ok(tx.commit().await?)
    }
}
