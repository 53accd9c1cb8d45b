//! Recordings: facts, audio with seek (RFC 9110 §14 ranges), waveform.

use std::sync::Arc;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{RecordingId, Refused};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use utoipa::{IntoParams, ToSchema};
use web::{ApiError, ApiResult, Params, ProblemDoc, Signed};

use crate::model::Recording;
use crate::{DOWNLOAD, Telephony};

/// Peaks per channel unless asked otherwise.
const BUCKETS: usize = 800;

/// How the audio is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AudioQuery {
    /// As a file to keep.
    download: Option<bool>,
}

/// How fine the waveform is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PeaksQuery {
    /// Peaks per channel, 1..=4000; 800 by default.
    buckets: Option<usize>,
}

/// A waveform.
#[derive(Serialize, ToSchema)]
pub struct Waveform {
    /// Length in seconds.
    duration_s: f64,
    /// Peaks from 0 to 1, one list a channel (customer, agent).
    channels: Vec<Vec<f32>>,
}

/// A recording's facts.
#[utoipa::path(
    get, path = "/api/recordings/{id}", tag = "recordings", params(("id" = String, Path)),
    responses((status = 200, body = Recording), (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc)),
    security(("session" = ["telephony.listen"]))
)]
pub async fn one(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<RecordingId>,
) -> ApiResult<Json<Recording>> {
    Ok(Json(service.recording(&who, id).await?.0))
}

/// A recording's audio as A-law WAV; left: customer, right: agent. Ranges are answered, so
/// that players can seek. Listening is audited.
#[utoipa::path(
    get, path = "/api/recordings/{id}/audio", tag = "recordings", params(("id" = String, Path), AudioQuery),
    responses(
        (status = 200, content_type = "audio/wav"), (status = 206, content_type = "audio/wav"),
        (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc)
    ),
    security(("session" = ["telephony.listen"]))
)]
pub async fn audio(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<RecordingId>,
    Params(query): Params<AudioQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let (recording, path) = service.recording(&who, id).await?;
    if query.download == Some(true) {
        who.require(DOWNLOAD)?;
    }
    let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok()).and_then(first_range);
    if range.is_none_or(|(from, _)| from == 0) {
        service.note_listening(&who, &recording, query.download == Some(true)).await?;
    }
    let mut file = tokio::fs::File::open(&path).await.map_err(|_| gone())?;
    let size = file.metadata().await.map_err(ApiError::failed)?.len();
    let (from, to) = match range {
        Some((from, to)) if from < size => (from, to.unwrap_or(size - 1).min(size - 1)),
        Some(_) => return Ok(unsatisfiable(size)),
        None => (0, size.saturating_sub(1)),
    };
    file.seek(std::io::SeekFrom::Start(from)).await.map_err(ApiError::failed)?;
    let length = to.saturating_sub(from).saturating_add(1);
    let stream = tokio_util::io::ReaderStream::new(file.take(length));
    let mut response = HttpBody::from_stream(stream).into_response();
    if range.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        set(&mut response, header::CONTENT_RANGE, &format!("bytes {from}-{to}/{size}"));
    }
    set(&mut response, header::CONTENT_LENGTH, &length.to_string());
    set(&mut response, header::CONTENT_TYPE, "audio/wav");
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    set(&mut response, header::CACHE_CONTROL, "private, no-store");
    if query.download == Some(true) {
        set(&mut response, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{id}.wav\""));
    }
    Ok(response)
}

fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn gone() -> Refused {
    Refused::not_found("录音文件", "recording file")
}

fn unsatisfiable(size: u64) -> Response {
    let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
    response
}

/// The first range of `bytes=FROM-TO`; suffix ranges are not used by players and are answered whole.
fn first_range(value: &str) -> Option<(u64, Option<u64>)> {
    let (from, to) = value.strip_prefix("bytes=")?.split(',').next()?.split_once('-')?;
    let from: u64 = from.trim().parse().ok()?;
    let to: Option<u64> = to.trim().parse().ok();
    (to.is_none_or(|to| to >= from)).then_some((from, to))
}

/// A recording's waveform.
#[utoipa::path(
    get, path = "/api/recordings/{id}/peaks", tag = "recordings", params(("id" = String, Path), PeaksQuery),
    responses((status = 200, body = Waveform), (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc)),
    security(("session" = ["telephony.listen"]))
)]
pub async fn peaks(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<RecordingId>,
    Params(query): Params<PeaksQuery>,
) -> ApiResult<Json<Waveform>> {
    let (_, path) = service.recording(&who, id).await?;
    let buckets = query.buckets.unwrap_or(BUCKETS);
    if !(1..=media::wav::MAX_BUCKETS).contains(&buckets) {
        let most = media::wav::MAX_BUCKETS;
        return Err(Refused::field("buckets", format!("应为 1–{most}"), format!("1 to {most}")).into());
    }
    let read = move || media::wav::peaks(&path, buckets);
    let peaks = tokio::task::spawn_blocking(read).await.map_err(ApiError::failed)?.map_err(|_| gone())?;
    let duration_s = std::time::Duration::from_millis(peaks.duration_ms).as_secs_f64();
    Ok(Json(Waveform { duration_s, channels: peaks.channels }))
}

#[cfg(test)]
mod tests {
    use super::first_range;

    #[test]
    fn ranges_are_understood_as_players_send_them() {
        assert_eq!(first_range("bytes=0-"), Some((0, None)));
        assert_eq!(first_range("bytes=100-199"), Some((100, Some(199))));
        assert_eq!(first_range("bytes=200-100"), None);
        assert_eq!(first_range("bytes=-500"), None);
        assert_eq!(first_range("lines=1-2"), None);
    }
}
