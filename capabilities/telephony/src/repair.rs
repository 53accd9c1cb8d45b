//! At the start: files that a killed program was writing are completed, and their contacts are told so; what an older
//! program kept elsewhere is taken over.

use std::path::Path;

use contact::ContactEvent;
use contacts::Contacts;
use db::Db;
use promises::Promises;
use web::{ApiError, ApiResult};

use crate::call::relative_path;
use crate::model::Recording;
use crate::store;

/// Why a file of a killed program is not whole, as a stable name.
const KILLED: &str = "program_killed";

/// Completes the files that a killed program left, so that they play to the last second.
pub async fn recordings(db: &Db, contacts: &Contacts, data: &Path) -> ApiResult<()> {
    note_unwritten(db, contacts).await?;
    for recording in store::running_recordings(db).await? {
        let path = data.join(&recording.path);
        let repaired = tokio::task::spawn_blocking(move || media::recording::repair(&path)).await;
        let repaired = match repaired.map_err(ApiError::failed)? {
            Ok(report) => Some(i64::try_from(report.duration_ms).unwrap_or(i64::MAX)),
            Err(err) => {
                tracing::warn!(recording = %recording.id, error = %err, "a recording cannot be repaired");
                None
            }
        };
        // Told first: killed again in between, the contact is told twice rather than never.
        tell(contacts, &recording, repaired).await;
        let state = if repaired.is_some() { "repaired" } else { "lost" };
        let done = Recording { state: state.to_owned(), ..recording };
        let mut tx = db.begin().await?;
        tx.put_all([store::recording_row(&done, Some(repaired.unwrap_or_default()))]).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A contact that names a recording nobody noted, as an older program could leave one when it was killed: the file, if
/// there is one, lies where every recording of that moment lies.
async fn note_unwritten(db: &Db, contacts: &Contacts) -> ApiResult<()> {
    for contact in contacts.all_live() {
        let Some(id) = contact.recording else { continue };
        if store::recording_by_id(db, id).await?.is_some() {
            continue;
        }
        let at = contact.answered_at.unwrap_or(contact.arrived_at);
        let recording = store::new_recording(id, contact.id, "call", relative_path(id, at), at);
        let mut tx = db.begin().await?;
        tx.put_all([store::recording_row(&recording, None)]).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Requests to be called back that an older program stored go on as promises.
pub async fn call_backs(db: &Db, promises: &Promises) -> ApiResult<()> {
    for request in store::stored_call_backs(db).await? {
        // Taken over first: killed in between, it is taken over once all the same.
        promises.adopt(&request).await?;
        let mut tx = db.begin().await?;
        store::forget_call_back(&mut tx, request.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn tell(contacts: &Contacts, file: &Recording, repaired: Option<i64>) {
    let recording = file.id;
    let event = match (file.kind.as_str(), repaired) {
        ("voicemail", Some(duration_ms)) if duration_ms > 0 => {
            ContactEvent::VoicemailLeft { recording, duration_ms }
        }
        ("voicemail", _) => return,
        (_, duration_ms) => ContactEvent::RecordingEnded {
            recording,
            duration_ms: duration_ms.unwrap_or_default(),
            failure: Some(KILLED.to_owned()),
        },
    };
    if let Err(err) = contacts.tell_afterwards(file.contact_id, event).await {
        tracing::warn!(%recording, contact = %file.contact_id, error = %err, "a contact cannot be told of its recording");
    }
}
