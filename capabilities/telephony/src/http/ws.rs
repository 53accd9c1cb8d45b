//! SIP over WebSocket (RFC 7118): frames between a browser and the SIP port.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::Refused;
use sip::WsAttachment;
use web::{ApiError, ApiResult};

use crate::Telephony;

/// Keeps proxies and address translators from closing a quiet connection.
const PING: Duration = Duration::from_secs(25);
const LARGEST_MESSAGE: usize = 64 * 1024;

/// Upgrades to the sub-protocol `sip`.
pub async fn upgrade(
    State(service): State<Arc<Telephony>>,
    ConnectInfo(remote): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let upgrade = upgrade.map_err(|rejection| {
        ApiError::Malformed(Refused::invalid(
            "not_a_websocket",
            "此地址只接受 WebSocket 连接",
            rejection.body_text(),
        ))
    })?;
    let offered = headers.get_all("sec-websocket-protocol").iter().filter_map(|value| value.to_str().ok());
    if !offered.flat_map(|names| names.split(',')).any(|name| name.trim() == "sip") {
        let (zh, en) = ("请使用子协议 sip", "The sub-protocol is sip (RFC 7118)");
        return Err(ApiError::Malformed(Refused::invalid("no_sub_protocol", zh, en)));
    }
    let secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let attachment = service.port.attach_websocket(remote, secure).await.map_err(|err| {
        tracing::info!(error = %err, "a browser cannot be connected");
        let (zh, en) =
            ("电话连接已满，请稍后重试。", "There are too many telephone connections; try again later.");
        Refused::new(kernel::RefusalKind::Unavailable, "too_many_connections", zh, en)
    })?;
    let upgrade = upgrade
        .protocols(["sip"])
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(LARGEST_MESSAGE);
    Ok(upgrade.on_upgrade(move |socket| pump(socket, attachment)))
}

/// Carries frames both ways until either side ends.
async fn pump(mut socket: WebSocket, mut attachment: WsAttachment) {
    let mut ping = tokio::time::interval(PING);
    loop {
        tokio::select! {
            frame = socket.recv() => {
                let bytes = match frame {
                    Some(Ok(Message::Text(text))) => bytes::Bytes::from(text),
                    Some(Ok(Message::Binary(bytes))) => bytes,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                };
                if attachment.incoming.send(bytes).await.is_err() {
                    return;
                }
            }
            message = attachment.outgoing.recv() => {
                let Some(message) = message else { return };
                let Ok(text) = Utf8Bytes::try_from(message) else { continue };
                if socket.send(Message::Text(text)).await.is_err() {
                    return;
                }
            }
            _ = ping.tick() => {
                if socket.send(Message::Ping(bytes::Bytes::new())).await.is_err() {
                    return;
                }
            }
        }
    }
}
