//! Queues.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::QueueId;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned, version_of};

use crate::Routing;
use crate::model::{Queue, QueueForm};

/// A queue; its version is that of its settings.
fn versioned(queue: Queue) -> Versioned<Queue> {
    let version = version_of(&queue.form);
    Versioned { of: queue, version }
}

/// All queues.
#[utoipa::path(
    get, path = "/api/queues", tag = "queues",
    responses((status = 200, body = Page<Versioned<Queue>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["routing.read"]))
)]
pub async fn list(
    State(service): State<Arc<Routing>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<Queue>>>> {
    Ok(Json(Page::whole(service.queues(&who)?.into_iter().map(versioned).collect())))
}

/// Creates a queue.
#[utoipa::path(
    post, path = "/api/queues", tag = "queues", request_body = QueueForm,
    responses((status = 201, body = Versioned<Queue>), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["routing.manage"]))
)]
pub async fn create(
    State(service): State<Arc<Routing>>,
    Signed(who): Signed,
    Body(form): Body<QueueForm>,
) -> ApiResult<(StatusCode, Json<Versioned<Queue>>)> {
    Ok((StatusCode::CREATED, Json(versioned(service.save_queue(&who, None, form).await?))))
}

/// Changes a queue live; what is being handled is not touched.
#[utoipa::path(
    put, path = "/api/queues/{id}", tag = "queues", params(("id" = String, Path), Seen), request_body = QueueForm,
    responses(
        (status = 200, body = Versioned<Queue>), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["routing.manage"]))
)]
pub async fn change(
    State(service): State<Arc<Routing>>,
    Signed(who): Signed,
    Path(id): Path<QueueId>,
    Params(seen): Params<Seen>,
    Body(form): Body<QueueForm>,
) -> ApiResult<Json<Versioned<Queue>>> {
    Ok(Json(versioned(service.edit_queue(&who, Some(id), form, &seen).await?)))
}

/// Removes a queue that nothing waits in.
#[utoipa::path(
    delete, path = "/api/queues/{id}", tag = "queues", params(("id" = String, Path)),
    responses((status = 204), (status = 409, body = ProblemDoc)),
    security(("session" = ["routing.manage"]))
)]
pub async fn remove(
    State(service): State<Arc<Routing>>,
    Signed(who): Signed,
    Path(id): Path<QueueId>,
) -> ApiResult<StatusCode> {
    service.remove_queue(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
