//! HTTP: signing in and out, sessions, own account, the audit log.

mod audit;
mod session;
mod users;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Identity;

/// The routes of this capability.
pub fn routes(identity: Arc<Identity>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::own, session::sign_out))
        .routes(routes!(session::list))
        .routes(routes!(session::revoke))
        .routes(routes!(users::set_password))
        .routes(routes!(users::update))
        .routes(routes!(audit::list))
        .routes(routes!(audit::actions))
        .routes(routes!(audit::export))
        .with_state(identity)
}
