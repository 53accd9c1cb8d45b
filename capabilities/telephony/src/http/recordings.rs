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

use crate::listening::Piece;
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
        (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc), (status = 416, body = ProblemDoc)
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
    let mut file = tokio::fs::File::open(&path).await.map_err(|_| gone())?;
    let size = file.metadata().await.map_err(ApiError::failed)?.len();
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let range = asked.map_or(Asked::Whole, |asked| asked_range(asked, size));
    let (from, to) = match range {
        Asked::Part(from, to) => (from, to),
        Asked::Nothing => return Ok(unsatisfiable(size)),
        Asked::Whole => (0, size.saturating_sub(1)),
    };
    let piece = match (query.download, from) {
        (Some(true), _) => Piece::File,
        (Some(false) | None, 0) => Piece::Begin,
        (Some(false) | None, _) => Piece::Within,
    };
    service.note_listening(&who, &recording, piece).await?;
    file.seek(std::io::SeekFrom::Start(from)).await.map_err(ApiError::failed)?;
    let length = to.saturating_sub(from).saturating_add(1);
    let stream = tokio_util::io::ReaderStream::new(file.take(length));
    let mut response = HttpBody::from_stream(stream).into_response();
    if matches!(range, Asked::Part(..)) {
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

/// The problem is told by the edge.
fn unsatisfiable(size: u64) -> Response {
    let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
    response
}

/// What a Range header asks of a file.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    /// From and to, both inclusive.
    Part(u64, u64),
    /// Nothing that is there.
    Nothing,
}

/// One range of bytes, also counted from the end; several at once, and what cannot be read, are answered whole (RFC 9110
/// section 14.2).
fn asked_range(value: &str, size: u64) -> Asked {
    let one = value.strip_prefix("bytes=").filter(|ranges| !ranges.contains(','));
    let Some((from, to)) = one.and_then(|range| range.trim().split_once('-')) else { return Asked::Whole };
    let (from, to) = match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => (from, to),
        (Ok(from), Err(_)) if to.is_empty() => (from, u64::MAX),
        (Err(_), Ok(0)) if from.is_empty() => return Asked::Nothing,
        (Err(_), Ok(last)) if from.is_empty() => (size.saturating_sub(last), u64::MAX),
        _ => return Asked::Whole,
    };
    if from < size { Asked::Part(from, to.min(size - 1)) } else { Asked::Nothing }
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
    use super::{Asked, asked_range};

    #[test]
    fn ranges_are_understood_as_players_send_them() {
        assert_eq!(asked_range("bytes=0-", 1000), Asked::Part(0, 999));
        assert_eq!(asked_range("bytes=100-199", 1000), Asked::Part(100, 199));
        assert_eq!(asked_range("bytes=999-5000", 1000), Asked::Part(999, 999));
        assert_eq!(asked_range("bytes=-10", 1000), Asked::Part(990, 999), "the last ten");
        assert_eq!(asked_range("bytes=-5000", 1000), Asked::Part(0, 999));
    }

    #[test]
    fn what_is_not_there_is_refused_and_what_cannot_be_read_is_answered_whole() {
        for nothing in ["bytes=1000-", "bytes=-0", "bytes=2000-3000"] {
            assert_eq!(asked_range(nothing, 1000), Asked::Nothing, "{nothing}");
        }
        assert_eq!(asked_range("bytes=0-", 0), Asked::Nothing);
        for whole in ["bytes=200-100", "bytes=0-1,5-6", "lines=1-2", "bytes=abc", "bytes=-"] {
            assert_eq!(asked_range(whole, 1000), Asked::Whole, "{whole}");
        }
    }
}
