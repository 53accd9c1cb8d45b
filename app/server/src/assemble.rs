//! The list of capabilities: their migrations, permissions, services and routes.

use std::sync::Arc;

use agents::Agents;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::get;
use contacts::Contacts;
use customers::Customers;
use db::{Clock, Db, Migrations};
use files::Files;
use flows::Flows;
use identity::Identity;
use kernel::PermissionDef;
use media::{MediaConfig, MediaEngine};
use promises::Promises;
use reports::Reports;
use routing::Routing;
use sip::{SipConfig, SipPort};
use telephony::{Telephony, TelephonyConfig};
use tickets::Tickets;
use tokio::runtime::Handle;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use web::{AccessRules, Authenticator, LiveEvents};

use crate::Exit;
use crate::config::Config;

/// Scripts of all capabilities.
pub const MIGRATIONS: &[Migrations] = &[
    identity::MIGRATIONS,
    agents::MIGRATIONS,
    customers::MIGRATIONS,
    contacts::MIGRATIONS,
    routing::MIGRATIONS,
    flows::MIGRATIONS,
    tickets::MIGRATIONS,
    promises::MIGRATIONS,
    telephony::MIGRATIONS,
    reports::MIGRATIONS,
];

/// Permissions of all capabilities.
pub const PERMISSIONS: &[&[PermissionDef]] = &[
    identity::PERMISSIONS,
    agents::PERMISSIONS,
    customers::PERMISSIONS,
    contacts::PERMISSIONS,
    routing::PERMISSIONS,
    flows::PERMISSIONS,
    tickets::PERMISSIONS,
    promises::PERMISSIONS,
    telephony::PERMISSIONS,
    reports::PERMISSIONS,
];

/// Largest request body unless a route says otherwise.
const BODY_BYTES: usize = 1024 * 1024;

/// Where attached files are kept, in the data folder.
const FILES: &str = "files";

/// The running services.
pub struct Centre {
    pub db: Db,
    pub identity: Arc<Identity>,
    pub agents: Arc<Agents>,
    pub customers: Arc<Customers>,
    pub contacts: Arc<Contacts>,
    pub routing: Arc<Routing>,
    pub flows: Arc<Flows>,
    pub tickets: Arc<Tickets>,
    pub promises: Arc<Promises>,
    pub telephony: Arc<Telephony>,
    pub reports: Arc<Reports>,
}

/// Opens the database and brings it up to date.
///
/// # Errors
/// [`Exit`] with what is wrong.
pub async fn open_database(config: &Config, clock: Clock) -> Result<Db, Exit> {
    std::fs::create_dir_all(&config.data).map_err(|err| {
        Exit::failure(&format!("the data folder {} cannot be made", config.data.display()), err)
    })?;
    let db = Db::open(&config.database, clock).await.map_err(|err| match err {
        db::DbError::Address(_) => Exit::Usage(format!("database: {err}")),
        other => Exit::failure("the database cannot be opened", other),
    })?;
    db.migrate(MIGRATIONS)
        .await
        .map_err(|err| Exit::failure("the database cannot be brought up to date", err))?;
    Ok(db)
}

/// What calls stand on.
struct Ground {
    config: Config,
    db: Db,
    identity: Arc<Identity>,
    agents: Arc<Agents>,
    customers: Arc<Customers>,
}

/// What calls are told to and decided by.
struct Middle {
    contacts: Arc<Contacts>,
    routing: Arc<Routing>,
    flows: Arc<Flows>,
}

/// What customers were told and what is done for them.
struct Work {
    tickets: Arc<Tickets>,
    promises: Arc<Promises>,
}

fn failed(err: web::ApiError) -> Exit {
    Exit::failure("the centre cannot start", err)
}

impl Ground {
    /// Starts contacts, routing and flows on the runtime that this runs on.
    async fn start_middle(self) -> Result<(Self, Middle), Exit> {
        let (config, db) = (&self.config, &self.db);
        let contacts = Contacts::start(db.clone(), self.customers.clone())
            .await
            .map_err(|err| Exit::failure("contacts cannot start", err))?;
        let routing =
            Routing::start(db.clone(), self.agents.clone(), contacts.clone()).await.map_err(failed)?;
        let flows = Flows::start(db.clone(), &config.data).await.map_err(failed)?;
        Ok((self, Middle { contacts, routing, flows }))
    }

    async fn start_work(&self, middle: &Middle) -> Result<Work, Exit> {
        let files = Files::in_folder(&self.config.data.join(FILES))
            .map_err(|err| Exit::failure("the folder of files cannot be used", err))?;
        let below = tickets::Below {
            identity: self.identity.clone(),
            agents: self.agents.clone(),
            customers: self.customers.clone(),
            contacts: middle.contacts.clone(),
            flows: middle.flows.clone(),
            files,
        };
        let tickets = Tickets::start(self.db.clone(), below)
            .await
            .map_err(|err| Exit::failure("tickets cannot start", err))?;
        let below = promises::Below {
            identity: self.identity.clone(),
            agents: self.agents.clone(),
            customers: self.customers.clone(),
            contacts: middle.contacts.clone(),
            flows: middle.flows.clone(),
            tickets: tickets.clone(),
        };
        let promises = Promises::open(self.db.clone(), below)
            .await
            .map_err(|err| Exit::failure("promises cannot start", err))?;
        Ok(Work { tickets, promises })
    }

    /// Starts telephony on the runtime that this runs on.
    async fn start_telephony(
        self,
        middle: Middle,
        promises: Arc<Promises>,
    ) -> Result<(Self, Middle, Arc<Telephony>), Exit> {
        let config = &self.config;
        let engine = MediaEngine::start(media_config(config))
            .map_err(|err| Exit::failure("the media engine cannot start", err))?;
        let port =
            SipPort::start(sip_config(config)).await.map_err(|err| Exit::failure("SIP cannot start", err))?;
        let below = telephony::Below {
            identity: self.identity.clone(),
            customers: self.customers.clone(),
            contacts: middle.contacts.clone(),
            routing: middle.routing.clone(),
            flows: middle.flows.clone(),
            promises,
        };
        let settings = TelephonyConfig {
            data: config.data.clone(),
            host: config.public_ip.unwrap_or(config.sip.ip()).to_string(),
            agent_return: config.agent_return,
            silent_after: config.silent_after,
        };
        let telephony =
            Telephony::start(self.db.clone(), below, settings, engine, port).await.map_err(failed)?;
        Ok((self, middle, telephony))
    }
}

impl Centre {
    /// Starts all capabilities over a migrated database; what a call depends on runs on the runtime `voice`.
    ///
    /// # Errors
    /// [`Exit`] with what is wrong, such as an address in use.
    pub async fn start(config: &Config, db: Db, voice: &Handle) -> Result<Self, Exit> {
        let broken = |err| Exit::failure("calls cannot start", err);
        let identity = Identity::new(db.clone(), PERMISSIONS);
        let agents = Agents::new(db.clone(), identity.clone());
        let customers = Customers::new(db.clone());
        let ground = Ground { config: config.clone(), db: db.clone(), identity, agents, customers };
        let (ground, middle) = voice.spawn(ground.start_middle()).await.map_err(broken)??;
        let Work { tickets, promises } = ground.start_work(&middle).await?;
        let started = voice.spawn(ground.start_telephony(middle, promises.clone())).await;
        let (ground, middle, telephony) = started.map_err(broken)??;
        let Ground { identity, agents, customers, .. } = ground;
        let Middle { contacts, routing, flows } = middle;
        tickets.ask_still_owed(Box::new(crate::serving::Owing::new(&promises)));
        customers.ask_serving(Box::new(crate::serving::Hands::new(&contacts, &tickets)));
        let hours = flows.clone();
        identity.ask_zone(Box::new(move || hours.zone()));
        let hours = flows.clone();
        customers.ask_zone(Box::new(move || hours.zone()));
        identity.ask_names(Arc::new(crate::serving::Names::new(&customers, &contacts)));
        tokio::spawn(identity::audit_follower(&db).run());
        customers.work();
        let reports = Reports::start(db.clone(), agents.clone(), contacts.clone(), routing.clone());
        let hours = flows.clone();
        reports.ask_zone(Box::new(move || hours.zone()));
        Ok(Self {
            db,
            identity,
            agents,
            customers,
            contacts,
            routing,
            flows,
            tickets,
            promises,
            telephony,
            reports,
        })
    }

    /// All routes with their description.
    pub fn router(&self) -> (Router, OpenApi) {
        let live = LiveEvents {
            db: self.db.clone(),
            audience: Arc::new(crate::audience::Everyone { tickets: self.tickets.clone() }),
        };
        let events = web::live_routes(live);
        let (api, mut openapi) = OpenApiRouter::new()
            .merge(identity::routes(self.identity.clone()))
            .merge(agents::routes(self.agents.clone(), self.identity.clone()))
            .merge(customers::routes(self.customers.clone()))
            .merge(contacts::routes(self.contacts.clone(), self.agents.clone()))
            .merge(routing::routes(self.routing.clone()))
            .merge(flows::routes(self.flows.clone()))
            .merge(tickets::routes(self.tickets.clone()))
            .merge(promises::routes(self.promises.clone()))
            .merge(telephony::routes(self.telephony.clone()))
            .merge(reports::routes(self.reports.clone()))
            .merge(events)
            .split_for_parts();
        describe(&mut openapi);
        let whole = Arc::new(web::describe_whole_lists(&mut openapi));
        let text: Arc<str> = openapi.to_json().unwrap_or_default().into();
        let rules = Arc::new(AccessRules::of(&openapi));
        let accounts: Arc<dyn Authenticator> = self.identity.clone();
        let router = api
            .route("/api/openapi.json", get(move || openapi_json(text.clone())))
            .route("/api/{*rest}", axum::routing::any(no_such_resource))
            .layer(middleware::from_fn_with_state(whole, web::cut))
            .layer(middleware::from_fn_with_state(rules, web::enforce))
            .layer(middleware::from_fn_with_state(accounts, web::authenticate))
            .layer(DefaultBodyLimit::max(BODY_BYTES))
            .layer(middleware::from_fn(web::hear_out))
            .layer(middleware::from_fn(web::describe_problems))
            .merge(telephony::websocket(self.telephony.clone()))
            .route("/healthz", get(|| async { StatusCode::OK }))
            .fallback(crate::ui::serve);
        (router, openapi)
    }
}

async fn openapi_json(text: Arc<str>) -> ([(axum::http::HeaderName, &'static str); 1], String) {
    ([(axum::http::header::CONTENT_TYPE, "application/json")], text.to_string())
}

async fn no_such_resource() -> web::ApiError {
    kernel::Refused::not_found("资源", "resource").into()
}

fn describe(openapi: &mut OpenApi) {
    openapi.info.title = "Yingda".to_owned();
    openapi.info.version = env!("CARGO_PKG_VERSION").to_owned();
    openapi.info.description = Some(
        "The customer service centre. Scopes beside an operation name the permission it needs.".to_owned(),
    );
    name_operations(openapi);
    let components = openapi.components.get_or_insert_default();
    let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    components.add_security_scheme("session", scheme);
}

/// Handlers are called `list`, `one`, `create` in every capability; operation ids must be unique in the document.
fn name_operations(openapi: &mut OpenApi) {
    for item in openapi.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            let tag = operation.tags.iter().flatten().next().cloned().unwrap_or_default().replace('-', "_");
            operation.operation_id = operation.operation_id.take().map(|name| format!("{tag}_{name}"));
        }
    }
}

fn media_config(config: &Config) -> MediaConfig {
    MediaConfig {
        threads: std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2).min(8)),
        rtp_ip: config.sip.ip(),
        rtp_ports: config.rtp_ports.clone(),
        public_ip: config.public_ip,
        silent_after: config.silent_after,
        ..MediaConfig::default()
    }
}

fn sip_config(config: &Config) -> SipConfig {
    let certificate = match &config.tls_files {
        Some((cert, key)) => sip::TlsCertificate::Files { certificate: cert.clone(), key: key.clone() },
        None => {
            sip::TlsCertificate::SelfMade { names: vec!["localhost".to_owned(), config.sip.ip().to_string()] }
        }
    };
    let tls = config.sip_tls.map(|addr| sip::TlsBind { addr, certificate, peer_roots: None });
    SipConfig {
        udp: Some(config.sip),
        tcp: Some(config.sip),
        tls,
        external_host: config.public_ip.map(|ip| ip.to_string()),
        user_agent: concat!("Yingda/", env!("CARGO_PKG_VERSION")).to_owned(),
        ..SipConfig::default()
    }
}

/// Prints the OpenAPI document of the whole API.
///
/// # Errors
/// [`Exit`] when the throw-away centre cannot start.
pub async fn print_openapi() -> Result<(), Exit> {
    let folder = std::env::temp_dir().join(format!("yingda-openapi-{}", std::process::id()));
    let config = Config::throw_away(folder.clone());
    let db = open_database(&config, Clock::System).await?;
    let centre = Centre::start(&config, db, &Handle::current()).await?;
    let (_, openapi) = centre.router();
    let text =
        openapi.to_pretty_json().map_err(|err| Exit::failure("the document cannot be printed", err))?;
    println!("{text}");
    centre.telephony.shutdown().await;
    // The folder was made a moment ago and holds nothing.
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}
