//! Live events over one WebSocket, numbered by their place in the log; a client that comes back names the last
//! number it saw and loses nothing.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use db::{Db, DbError, EventFilter};
use kernel::{Principal, Refused, StoredEvent};
use serde::Deserialize;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use utoipa::IntoParams;

use crate::{ApiError, ApiResult, Params, Signed};

/// Events read from the log at once while a client catches up.
const CATCH_UP: u32 = 500;
/// A client further behind than this reads the present state anew instead ("resync").
const FURTHEST_BEHIND: i64 = 20_000;

/// Decides what a client may see of an event: the event as told to it, or nothing.
pub trait Audience: Send + Sync {
    /// What this principal is told of the event.
    fn told(&self, who: &Principal, event: &StoredEvent) -> Option<serde_json::Value>;
}

/// The live channel: the log and who may see what of it.
#[derive(Clone)]
pub struct LiveEvents {
    /// The log.
    pub db: Db,
    /// Who may see what.
    pub audience: Arc<dyn Audience>,
}

/// Where to start.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LiveQuery {
    /// The last number seen; without it only new events are told.
    pub after: Option<i64>,
}

/// WebSocket of live events: `{seq, at, kind, subject, actor, data}` each. The first message is `{"hello":{"seq":N}}`;
/// `{"resync":{"seq":N}}` says that too much was missed and the present state should be read anew.
#[utoipa::path(
    get, path = "/api/events", tag = "events", params(LiveQuery),
    responses((status = 101, description = "Switching to WebSocket"), (status = 401, body = crate::ProblemDoc)),
    security(("session" = []))
)]
pub async fn live_events(
    State(live): State<LiveEvents>,
    Signed(who): Signed,
    Params(query): Params<LiveQuery>,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let upgrade = upgrade.map_err(|rejection| {
        ApiError::Malformed(Refused::invalid(
            "not_a_websocket",
            "此地址只接受 WebSocket 连接",
            rejection.body_text(),
        ))
    })?;
    // The defaults cost 134 KiB a connection; these bring it to 6 KiB.
    let upgrade = upgrade.read_buffer_size(4096).write_buffer_size(0).max_message_size(4096);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let mut client = Client { socket, live, who, last: 0 };
        if let Err(end) = client.serve(query.after).await {
            tracing::debug!(reason = %end, "live channel ended");
        }
    }))
}

#[derive(Debug, thiserror::Error)]
enum End {
    #[error("the client is gone")]
    Gone(#[from] axum::Error),
    #[error("the store failed: {0}")]
    Store(#[from] DbError),
    #[error("the program stops")]
    Stop,
    #[error("the client closed")]
    Closed,
}

struct Client {
    socket: WebSocket,
    live: LiveEvents,
    who: Principal,
    last: i64,
}

impl Client {
    async fn serve(&mut self, after: Option<i64>) -> Result<(), End> {
        // Subscribed before the log is read: what is committed in between comes twice and is told once.
        let mut bus = self.live.db.bus().subscribe();
        let head = self.live.db.last_seq().await?;
        self.last = after.unwrap_or(head).min(head);
        self.say(format!("{{\"hello\":{{\"seq\":{head}}}}}")).await?;
        self.catch_up(head).await?;
        let mut ping = tokio::time::interval(std::time::Duration::from_secs(25));
        loop {
            tokio::select! {
                event = bus.recv() => self.on_bus(event).await?,
                message = self.socket.recv() => match message {
                    Some(Ok(Message::Close(_))) | None => return Err(End::Closed),
                    Some(Ok(_)) => {}
                    Some(Err(err)) => return Err(err.into()),
                },
                _ = ping.tick() => self.socket.send(Message::Ping(bytes::Bytes::new())).await?,
            }
        }
    }

    async fn on_bus(&mut self, event: Result<Arc<StoredEvent>, RecvError>) -> Result<(), End> {
        match event {
            Ok(event) => self.tell(&event).await,
            Err(broadcast::error::RecvError::Lagged(_)) => {
                let head = self.live.db.last_seq().await?;
                self.catch_up(head).await
            }
            Err(broadcast::error::RecvError::Closed) => Err(End::Stop),
        }
    }

    async fn catch_up(&mut self, head: i64) -> Result<(), End> {
        if head - self.last > FURTHEST_BEHIND {
            self.last = head;
            return self.say(format!("{{\"resync\":{{\"seq\":{head}}}}}")).await;
        }
        while self.last < head {
            let filter = EventFilter { after: self.last, subject: None, limit: CATCH_UP };
            let mut events: VecDeque<StoredEvent> = self.live.db.events(filter).await?.into();
            if events.is_empty() {
                return Ok(());
            }
            while let Some(event) = events.pop_front() {
                self.tell(&event).await?;
            }
        }
        Ok(())
    }

    async fn tell(&mut self, event: &StoredEvent) -> Result<(), End> {
        if event.seq <= self.last {
            return Ok(());
        }
        self.last = event.seq;
        match self.live.audience.told(&self.who, event) {
            Some(told) => self.say(told.to_string()).await,
            None => Ok(()),
        }
    }

    async fn say(&mut self, text: String) -> Result<(), End> {
        Ok(self.socket.send(Message::Text(Utf8Bytes::from(text))).await?)
    }
}

/// The route of the live channel.
pub fn routes(live: LiveEvents) -> utoipa_axum::router::OpenApiRouter {
    utoipa_axum::router::OpenApiRouter::new().routes(utoipa_axum::routes!(live_events)).with_state(live)
}
