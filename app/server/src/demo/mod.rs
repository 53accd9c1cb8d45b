//! The demonstration centre: made by calling the services, never by inserting rows, on a simulated clock and from a
//! fixed seed. The month is lived through by the real router with simulated agents and callers.

mod call;
mod call_backs;
mod casework;
mod centre;
mod clients;
mod dice;
mod hotline;
mod lives;
mod matters;
mod month;
mod obey;
mod offers;
mod people;
mod promises;
mod scripts;
mod simulate;
mod tape;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod ticket_tests;
mod today;
mod voices;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use agents::Agents;
use contacts::Contacts;
use db::Db;
use kernel::Timestamp;
use reports::Reports;
use routing::Routing;
use tokio::sync::{mpsc, oneshot};
use web::ApiResult;

use self::dice::Dice;
use self::month::{MONTH, Scale};
use self::simulate::Simulation;
use self::tape::{Taken, Tape};
use self::voices::Studio;
use crate::Exit;
use crate::assemble::Centre;

/// The password of all demonstration accounts.
pub const PASSWORD: &str = "yingda-demo";
/// The same demonstration for everyone.
const SEED: u64 = 95_000;
/// Where spoken lines are kept, as those of the entry flows.
const SPEECH: &str = "prompts/speech";
/// So many events may wait to be written before the simulation waits too.
const BACKLOG: i64 = 20_000;
/// Events of routing in one transaction.
const ROUTING_EVENTS: usize = 1000;

/// The services that the story is told to.
pub struct Below {
    pub db: Db,
    pub agents: Arc<Agents>,
    pub contacts: Arc<Contacts>,
    pub routing: Arc<Routing>,
    pub reports: Arc<Reports>,
}

impl Below {
    fn of(centre: &Centre) -> Self {
        Self {
            db: centre.db.clone(),
            agents: centre.agents.clone(),
            contacts: centre.contacts.clone(),
            routing: centre.routing.clone(),
            reports: centre.reports.clone(),
        }
    }
}

/// Refuses a folder with files in it that no Yingda made.
///
/// # Errors
/// [`Exit::Usage`] when the folder is not empty and has no database.
pub fn refuse_foreign(config: &crate::config::Config) -> Result<(), Exit> {
    let Some(file) = config.database.strip_prefix("sqlite:") else { return Ok(()) };
    let used = std::fs::read_dir(&config.data).is_ok_and(|mut inside| inside.next().is_some());
    if used && !std::path::Path::new(file).is_file() {
        let folder = config.data.display();
        return Err(Exit::Usage(format!(
            "demo: the data folder {folder} is not empty; choose another with --data"
        )));
    }
    Ok(())
}

/// Fills an empty centre.
///
/// # Errors
/// [`Exit`] when the data folder is not empty or a service refuses.
pub async fn fill(centre: &Centre, data: &Path) -> Result<(), Exit> {
    let failed = |err: web::ApiError| Exit::failure("the demonstration centre cannot be made", err);
    if !centre.identity.is_empty().await.map_err(failed)? {
        // A demonstration that was filled before is simply served again.
        return match centre.identity.by_username(people::LAST).await.map_err(failed)? {
            Some(_) => Ok(()),
            None => {
                Err(Exit::Usage("demo: the data folder is not empty; choose another with --data".to_owned()))
            }
        };
    }
    println!("yingda: making the demonstration centre …");
    let below = Below::of(centre);
    let studio = Studio::open(data.join(SPEECH)).await;
    make(centre, &below, studio, &MONTH).await.map_err(failed)?;
    println!(
        "yingda: sign in as admin, super1, quality1, trainer1, dispatch1, worker1, warehouse1 or 1001 … 1012, password {PASSWORD}"
    );
    Ok(())
}

async fn make(centre: &Centre, below: &Below, studio: Option<Studio>, scale: &Scale) -> ApiResult<()> {
    people::others(below).await?;
    people::agents(below).await?;
    centre::queues(below).await?;
    centre::hotline(centre).await?;
    // Down to the minute: the history ends just before the first visitor looks at it.
    let minute = 60_000_000;
    let now = Timestamp::from_micros(centre.db.now().micros() / minute * minute);
    casework::departments(centre).await?;
    // An interrupted demonstration is made anew: nothing is waited for until it is whole.
    centre.db.wait_for_disk(false).await?;
    // The calls of a day are taken while the tickets of the day before are worked on.
    let (lived, days) = mpsc::unbounded_channel();
    let calls = async {
        let taken = live_through(below, scale, now, studio.is_some(), lived).await?;
        println!("yingda: {} recordings, and the tickets that came of the calls …", taken.len());
        match &studio {
            Some(studio) => studio.make(centre, taken).await,
            None => Ok(()),
        }
    };
    tokio::try_join!(calls, casework::live_through(centre, scale, now, days))?;
    println!("yingda: what was promised, and the lives of the members …");
    promises::make(centre, now).await?;
    lives::lead(below, now).await?;
    centre.db.wait_for_disk(true).await?;
    people::last(below).await
}

/// A day that was lived through: from when to when, and who hears of it when all its contacts are written.
struct Lived {
    from: Timestamp,
    to: Timestamp,
    written: oneshot::Receiver<()>,
}

/// Lives through the days up to an instant, and tells of each; answers what was recorded, if anything is.
async fn live_through(
    below: &Below,
    scale: &Scale,
    to: Timestamp,
    records: bool,
    lived: mpsc::UnboundedSender<Lived>,
) -> ApiResult<Vec<Taken>> {
    let mut dice = Dice::new(SEED);
    println!("yingda: {} customers …", scale.customers);
    let clients = clients::create(below, scale.customers, &mut dice).await?;
    let zone = workload::zone(centre::ZONE).map_err(|refused| *refused)?;
    let days = month::days(scale, to, &zone);
    let mut simulation = Simulation::new(below, scale, clients, dice, Tape::new(records, to)).await?;
    let mut told = days.first().map_or(to, |day| day.at(0.0));
    for day in &days {
        if day.date.day() % 5 == 0 {
            println!("yingda: {} …", day.date);
        }
        simulation.plan(day);
        let midnight = day.at(24.0);
        let end = if midnight < to { midnight } else { simulation.last_moment(to) };
        let mut hour = day.at(8.0).min(end);
        loop {
            simulation.run_until(hour);
            write(below, &mut simulation).await?;
            if hour >= end {
                break;
            }
            hour = hour.plus(Duration::from_secs(3600)).min(end);
        }
        if end == midnight {
            tell(below, &lived, told, midnight);
            told = midnight;
        }
    }
    simulation.finish(to);
    write(below, &mut simulation).await?;
    println!("yingda: {} calls; counting them …", simulation.calls_made());
    tell(below, &lived, told, to);
    drop(lived);
    // Gone only with the journal itself, and then the counting fails.
    let _ = below.contacts.written().await;
    below.reports.caught_up().await?;
    Ok(simulation.take_recordings())
}

fn tell(below: &Below, lived: &mpsc::UnboundedSender<Lived>, from: Timestamp, to: Timestamp) {
    let written = below.contacts.written();
    // Who does not listen any more has failed, and the whole with him.
    let _ = lived.send(Lived { from, to, written });
}

/// Writes what the agents did, and waits while the contacts' journal has too much to write.
async fn write(below: &Below, simulation: &mut Simulation) -> ApiResult<()> {
    let events = simulation.take_agent_events();
    for chunk in events.chunks(ROUTING_EVENTS) {
        let mut tx = below.db.begin().await?;
        chunk.iter().for_each(|event| tx.emit(event.clone()));
        tx.commit().await?;
    }
    while below.contacts.backlog() > BACKLOG {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}
