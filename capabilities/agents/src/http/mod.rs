//! HTTP: users with their posting, agents, teams, skills.

mod agents;
mod catalogue;
mod users;

use std::sync::Arc;

use identity::Identity;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Agents;

/// The state of the handlers.
#[derive(Clone)]
pub struct Desk {
    agents: Arc<Agents>,
    identity: Arc<Identity>,
}

/// The routes of this capability.
pub fn routes(agents: Arc<Agents>, identity: Arc<Identity>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(users::list, users::create))
        .routes(routes!(agents::list))
        .routes(routes!(agents::one, agents::change))
        .routes(routes!(catalogue::list_teams, catalogue::create_team))
        .routes(routes!(catalogue::list_skills, catalogue::create_skill))
        .with_state(Desk { agents, identity })
}
