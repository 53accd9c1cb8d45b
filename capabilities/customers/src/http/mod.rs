//! HTTP: customers.

mod care;
mod customers;
mod life;
mod merges;
mod recommendations;
mod settings;
mod tables;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Customers;

/// Largest table that is sent.
const TABLE_BYTES: usize = 33 * 1024 * 1024;

/// The routes of this capability.
pub fn routes(service: Arc<Customers>) -> OpenApiRouter {
    let tables = OpenApiRouter::new()
        .routes(routes!(tables::imports, tables::upload))
        .layer(DefaultBodyLimit::max(TABLE_BYTES));
    OpenApiRouter::new()
        .routes(routes!(customers::list, customers::create))
        .routes(routes!(customers::one, customers::change))
        .routes(routes!(customers::facets))
        .routes(routes!(customers::reveal))
        .routes(routes!(customers::memos, customers::write_memo))
        .routes(routes!(life::life, life::move_on))
        .routes(routes!(merges::lookalikes))
        .routes(routes!(merges::merges, merges::merge))
        .routes(routes!(merges::undo))
        .routes(routes!(merges::duplicates))
        .routes(routes!(merges::say_distinct))
        .routes(routes!(care::care_tasks))
        .routes(routes!(care::finish))
        .routes(routes!(care::campaign))
        .routes(routes!(recommendations::recommendations, recommendations::recommend))
        .routes(routes!(recommendations::change_recommendation))
        .routes(routes!(recommendations::of_customer))
        .routes(routes!(recommendations::answer))
        .routes(routes!(settings::fields, settings::replace_fields))
        .routes(routes!(settings::care, settings::set_care))
        .merge(tables)
        .routes(routes!(tables::import))
        .routes(routes!(tables::preview))
        .routes(routes!(tables::run))
        .routes(routes!(tables::cancel))
        .routes(routes!(tables::rejected))
        .routes(routes!(tables::export))
        .with_state(service)
}
