//! HTTP: tickets, their types, departments.

mod attachments;
mod cases;
mod desk;
mod holds;
mod saved;
mod settings;
mod tickets;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Tickets;

/// The routes of this capability.
pub fn routes(service: Arc<Tickets>) -> OpenApiRouter {
    let uploads = OpenApiRouter::new()
        .routes(routes!(attachments::attachments, attachments::attach))
        .layer(DefaultBodyLimit::max(attachments::UPLOAD_BYTES));
    OpenApiRouter::new()
        .merge(uploads)
        .routes(routes!(attachments::content))
        .routes(routes!(attachments::remove))
        .routes(routes!(tickets::list, tickets::create))
        .routes(routes!(tickets::one))
        .routes(routes!(tickets::act))
        .routes(routes!(tickets::late_note))
        .routes(routes!(tickets::story))
        .routes(routes!(tickets::why_due))
        .routes(routes!(settings::types))
        .routes(routes!(settings::save_type))
        .routes(routes!(settings::departments))
        .routes(routes!(settings::save_department))
        .routes(routes!(settings::editions))
        .routes(routes!(settings::departments_with_members))
        .routes(routes!(saved::views, saved::add_view))
        .routes(routes!(saved::save_view, saved::remove_view))
        .routes(routes!(saved::order_views))
        .routes(routes!(saved::counts))
        .routes(routes!(desk::macros, desk::add_macro))
        .routes(routes!(desk::save_macro, desk::remove_macro))
        .routes(routes!(desk::run_macro))
        .routes(routes!(desk::bulk))
        .routes(routes!(desk::people))
        .routes(routes!(desk::notices))
        .routes(routes!(desk::unread))
        .routes(routes!(desk::read_notices))
        .routes(routes!(desk::looked_at))
        .routes(routes!(cases::incidents))
        .routes(routes!(cases::signature))
        .routes(routes!(holds::hold, holds::lift_hold))
        .routes(routes!(cases::filing, cases::save_filing))
        .with_state(service)
}
