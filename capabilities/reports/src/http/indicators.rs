//! Indicators.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use kernel::{Refused, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{ApiResult, Page, Params, ProblemDoc, Signed, page_size};

use crate::model::{Counted, HalfHour, Indicators, SeriesPoint, TicketsOfType};
use crate::service::preset_named;
use crate::{By, Drill, Question, Reports};

/// Which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IndicatorQuery {
    /// From this instant on; the begin of today in the centre's zone by default.
    from: Option<Timestamp>,
    /// Up to this instant; the end of today by default.
    to: Option<Timestamp>,
    /// Only this queue: id, key or name.
    queue: Option<String>,
    /// Only this agent: staff number or id.
    agent: Option<String>,
    /// Only this team: name or id.
    team: Option<String>,
    /// `manual` (default), `gbt33358` or `industry`.
    preset: Option<String>,
}

impl IndicatorQuery {
    fn question(self) -> Result<Question, Refused> {
        Ok(Question {
            from: self.from,
            to: self.to,
            queue: self.queue,
            agent: self.agent,
            team: self.team,
            preset: preset_named(self.preset.as_deref())?,
        })
    }
}

/// What was counted for which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CountedQuery {
    /// From this instant on; the begin of today in the centre's zone by default.
    from: Option<Timestamp>,
    /// Up to this instant; the end of today by default.
    to: Option<Timestamp>,
    /// Only this queue: id, key or name.
    queue: Option<String>,
    /// Only this agent: staff number or id.
    agent: Option<String>,
    /// Only this team: name or id.
    team: Option<String>,
    /// `manual` (default), `gbt33358` or `industry`.
    preset: Option<String>,
    /// Only tickets of this type, for indicators over tickets.
    ticket_type: Option<String>,
    /// Only tickets in this state, for indicators over tickets.
    state: Option<String>,
    /// Items per page, 1..=200; 50 by default.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// All indicators of a period, each with what was counted; agents may ask for their own.
#[utoipa::path(
    get, path = "/api/indicators", tag = "indicators", params(IndicatorQuery),
    responses(
        (status = 200, body = Indicators), (status = 400, body = ProblemDoc),
        (status = 403, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["reports.read"]), ("session" = ["reports.read_own"]))
)]
pub async fn all(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
    Params(query): Params<IndicatorQuery>,
) -> ApiResult<Json<Indicators>> {
    Ok(Json(service.indicators(&who, &query.question()?).await?))
}

/// The half hours of a period: counts and service level.
#[utoipa::path(
    get, path = "/api/indicators/intervals", tag = "indicators", params(IndicatorQuery),
    responses(
        (status = 200, body = Page<HalfHour>), (status = 400, body = ProblemDoc),
        (status = 403, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["reports.read"]), ("session" = ["reports.read_own"]))
)]
pub async fn half_hours(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
    Params(query): Params<IndicatorQuery>,
) -> ApiResult<Json<Page<HalfHour>>> {
    Ok(Json(Page::whole(service.half_hours(&who, &query.question()?).await?)))
}

/// Which figures, and by which steps.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SeriesQuery {
    /// From this instant on; the begin of today in the centre's zone by default.
    from: Option<Timestamp>,
    /// Up to this instant; the end of today by default.
    to: Option<Timestamp>,
    /// Only this queue: id, key or name.
    queue: Option<String>,
    /// Only this agent: staff number or id.
    agent: Option<String>,
    /// Only this team: name or id.
    team: Option<String>,
    /// `manual` (default), `gbt33358` or `industry`.
    preset: Option<String>,
    /// `day` (default; counted from `from`) or `half_hour`, in the centre's zone.
    by: Option<String>,
}

impl SeriesQuery {
    fn by(&self) -> Result<By, Refused> {
        match self.by.as_deref() {
            None | Some("day") => Ok(By::Day),
            Some("half_hour") => Ok(By::HalfHour),
            Some(_) => Err(Refused::field("by", "应为 day 或 half_hour", "Is day or half_hour")),
        }
    }
}

/// The course of all indicators: each point says what the indicators of its part of the period say.
#[utoipa::path(
    get, path = "/api/indicators/series", tag = "indicators", params(SeriesQuery),
    responses(
        (status = 200, body = Page<SeriesPoint>), (status = 400, body = ProblemDoc),
        (status = 403, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["reports.read"]), ("session" = ["reports.read_own"]))
)]
pub async fn series(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
    Params(query): Params<SeriesQuery>,
) -> ApiResult<Json<Page<SeriesPoint>>> {
    let by = query.by()?;
    let SeriesQuery { from, to, queue, agent, team, preset, by: _ } = query;
    let question = IndicatorQuery { from, to, queue, agent, team, preset }.question()?;
    Ok(Json(Page::whole(service.series(&who, &question, by).await?)))
}

/// Tickets by type and state, with the indicators of each type.
#[utoipa::path(
    get, path = "/api/indicators/tickets", tag = "indicators", params(IndicatorQuery),
    responses(
        (status = 200, body = Page<TicketsOfType>), (status = 400, body = ProblemDoc),
        (status = 403, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["reports.read"]), ("session" = ["reports.read_own"]))
)]
pub async fn tickets(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
    Params(query): Params<IndicatorQuery>,
) -> ApiResult<Json<Page<TicketsOfType>>> {
    Ok(Json(Page::whole(service.tickets_by_type(&who, &query.question()?).await?)))
}

/// The contacts (or agents, promises, tickets) that an indicator counted; their sums are its figures.
#[utoipa::path(
    get, path = "/api/indicators/{name}/contacts", tag = "indicators",
    params(("name" = String, Path), CountedQuery),
    responses(
        (status = 200, body = Page<Counted>), (status = 400, body = ProblemDoc), (status = 403, body = ProblemDoc),
        (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["reports.read"]), ("session" = ["reports.read_own"]))
)]
pub async fn counted(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Params(query): Params<CountedQuery>,
) -> ApiResult<Json<Page<Counted>>> {
    let size = page_size(query.limit)?;
    let after = query.cursor.as_deref().map(str::parse).transpose();
    let after =
        after.map_err(|_| Refused::field("cursor", "游标无效", "This cursor was not given by this list"))?;
    let question = Question {
        from: query.from,
        to: query.to,
        queue: query.queue,
        agent: query.agent,
        team: query.team,
        preset: preset_named(query.preset.as_deref())?,
    };
    let drill = Drill { ticket_type: query.ticket_type, state: query.state };
    let found = service.counted(&who, &name, &question, &drill, (after.unwrap_or(0), size + 1)).await?;
    Ok(Json(Page::from_surplus(found, size, |one| one.place.to_string())))
}
