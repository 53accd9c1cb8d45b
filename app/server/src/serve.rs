//! Serving until a signal says stop.

use std::future::pending;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::routing::get;
use db::Clock;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::signal::unix::{SignalKind, signal};

use crate::Exit;
use crate::assemble::{Centre, open_database};
use crate::config::Config;

/// The file in the data folder that says that a program works there.
pub const LOCK: &str = "yingda.lock";

/// Serves the centre; calls run on the runtime `voice`.
///
/// # Errors
/// [`Exit`] when it cannot start.
pub async fn serve(config: Config, voice: &Handle) -> Result<(), Exit> {
    start_log(config.log_json);
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new()
        .install_recorder()
        .map_err(|err| Exit::failure("metrics cannot start", err))?;
    if config.demo {
        crate::demo::refuse_foreign(&config)?;
    }
    let _lock = only_one(&config)?;
    let sole = alone_on_server(&config).await?;
    let listener = TcpListener::bind(config.http).await.map_err(|err| {
        Exit::failure(
            &format!("http: {} cannot be used; is another program listening there?", config.http),
            err,
        )
    })?;
    let db = open_database(&config, Clock::System).await?;
    let centre = Centre::start(&config, db, voice).await?;
    let begun = centre.flows.begin_calendar().await;
    begun.map_err(|err| Exit::failure("the business calendar cannot be made", err))?;
    if config.demo {
        crate::demo::fill(&centre, &config.data).await?;
    }
    centre.promises.run();
    let (router, _) = centre.router();
    let (contacts, telephony, routing) =
        (centre.contacts.clone(), centre.telephony.clone(), centre.routing.clone());
    let ready = contacts.clone();
    let router = router
        .route("/readyz", get(move || std::future::ready(readiness(ready.store_failure()))))
        .route("/metrics", get(move || std::future::ready(paint(&metrics, &contacts, &telephony, &routing))));
    let address = listener.local_addr().map_err(|err| Exit::failure("http", err))?;
    println!("yingda: http://{address} · SIP {}", config.sip);
    let proxies: Arc<[sip::IpPrefix]> = config.trusted_proxies.clone().into();
    let router = router.layer(axum::middleware::from_fn_with_state(proxies, crate::proxies::see_through));
    let app = router.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, app).with_graceful_shutdown(stop_signal()).into_future();
    let stopped = tokio::select! {
        result = served => result.map_err(|err| Exit::failure("http", err)),
        // Open WebSockets would keep the graceful end waiting: calls are ended properly, then we go.
        () = async { stop_signal().await; centre.telephony.shutdown().await } => Ok(()),
        () = lost(sole) => {
            Err(Exit::Failure("another yingda took over the database while its server was away".to_owned()))
        }
    };
    centre.db.clone().close().await.map_err(|err| Exit::failure("the database cannot be closed", err))?;
    stopped
}

/// Whether a program serves from this data folder now.
pub fn is_running(config: &Config) -> bool {
    std::fs::File::open(config.data.join(LOCK)).is_ok_and(|lock| lock.try_lock_shared().is_err())
}

/// Two programs on one data folder would end each other's calls: the second one is refused.
fn only_one(config: &Config) -> Result<std::fs::File, Exit> {
    let failed =
        |err| Exit::failure(&format!("the data folder {} cannot be used", config.data.display()), err);
    std::fs::create_dir_all(&config.data).map_err(failed)?;
    let lock = std::fs::File::create(config.data.join(LOCK)).map_err(failed)?;
    lock.try_lock().map_err(|_| {
        let folder = config.data.display();
        Exit::Usage(format!("the data folder {folder} is in use by another yingda"))
    })?;
    Ok(lock)
}

/// The same for a database server, which programs of several machines can reach.
async fn alone_on_server(config: &Config) -> Result<Option<db::Sole>, Exit> {
    if db::Dialect::from_str(&config.database).ok() != Some(db::Dialect::Postgres) {
        return Ok(None);
    }
    match db::Sole::take(&config.database).await {
        Ok(Some(sole)) => Ok(Some(sole)),
        Ok(None) => Err(Exit::Usage("the database is in use by another yingda".to_owned())),
        Err(err) => Err(Exit::failure("the database cannot be opened", err)),
    }
}

async fn lost(sole: Option<db::Sole>) {
    match sole {
        Some(sole) => sole.lost().await,
        None => pending().await,
    }
}

fn readiness(store_failure: Option<String>) -> (StatusCode, String) {
    match store_failure {
        None => (StatusCode::OK, "ready".to_owned()),
        Some(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("the store cannot be written: {why}")),
    }
}

/// Figures that are read when they are asked for.
fn paint(
    metrics: &metrics_exporter_prometheus::PrometheusHandle,
    contacts: &contacts::Contacts,
    telephony: &telephony::Telephony,
    routing: &routing::Routing,
) -> String {
    use std::fmt::Write;
    let mut text = metrics.render();
    let mut gauge = |name: &str, help: &str, value: i64| {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
    };
    let calls = i64::try_from(telephony.calls_in_progress()).unwrap_or(i64::MAX);
    gauge("yingda_calls_in_progress", "Calls in progress.", calls);
    gauge("yingda_store_writable", "1 when the last write succeeded.", i64::from(contacts.is_writable()));
    gauge("yingda_journal_backlog", "Contact events not yet written.", contacts.backlog());
    if let Ok(board) = routing.board(&kernel::Principal::system()) {
        let waiting: u32 = board.queues.iter().map(|queue| queue.waiting).sum();
        gauge("yingda_contacts_waiting", "Contacts waiting in queues.", i64::from(waiting));
        let available = board.agents.iter().filter(|agent| agent.state == "available").count();
        gauge(
            "yingda_agents_available",
            "Agents ready for contacts.",
            i64::try_from(available).unwrap_or(i64::MAX),
        );
    }
    text
}

fn start_log(json: bool) {
    use tracing_subscriber::EnvFilter;
    // rsipstack writes whole messages, digests included, at INFO.
    let filter = EnvFilter::try_from_env("YINGDA_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let quiet = ["rsipstack=warn", "sqlx=warn", "str0m=warn", "hyper=warn"];
    let filter = quiet.iter().filter_map(|rule| rule.parse().ok()).fold(filter, EnvFilter::add_directive);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // Else a line that cannot be written, as on a full disk, ends whoever wrote it by a panic.
        .log_internal_errors(false);
    if json { builder.json().init() } else { builder.init() }
}

async fn stop_signal() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(err) => {
                tracing::warn!(error = %err, "SIGTERM cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = terminate => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
