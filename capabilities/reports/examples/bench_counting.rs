//! What counting costs: `bench_counting sqlite:PATH` forgets all facts of a copy of a data folder's database, counts
//! its whole log anew, and prints the processor time per contact; then it asks for the indicators of everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that cannot go on says so and ends"
)]

use std::time::Instant;

use agents::Agents;
use contacts::Contacts;
use db::{Clock, Db, args};
use identity::Identity;
use kernel::Principal;
use reports::{Question, Reports};
use routing::Routing;

/// Processor time of this process so far, in seconds.
fn processor_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
    (ticks(11) + ticks(12)) / 100.0
}

#[tokio::main]
async fn main() {
    let url = std::env::args()
        .nth(1)
        .expect("usage: bench_counting sqlite:PATH (of a copy: its facts are forgotten)");
    let db = Db::open(&url, Clock::System).await.expect("the database opens");
    let mut tx = db.begin().await.unwrap();
    for table in ["reports_contacts", "reports_segments", "reports_agent_times", "reports_agent_states"] {
        tx.execute(&format!("DELETE FROM {table}"), args![]).await.unwrap();
    }
    tx.execute("UPDATE event_cursors SET seq = 0 WHERE follower = 'reports'", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let agents = Agents::new(db.clone(), Identity::new(db.clone(), &[]));
    let contacts = Contacts::start(db.clone(), customers::Customers::new(db.clone())).await.unwrap();
    let routing = Routing::start(db.clone(), agents.clone(), contacts.clone()).await.unwrap();
    let (before, begun) = (processor_s(), Instant::now());
    let reports = Reports::start(db.clone(), agents, contacts, routing);
    reports.caught_up().await.unwrap();
    let (spent, wall) = (processor_s() - before, begun.elapsed());
    let events = db.last_seq().await.unwrap();
    let row = db.row("SELECT COUNT(*) AS n FROM reports_contacts", args![]).await.unwrap().unwrap();
    let counted: i64 = row.get("n").unwrap();
    #[allow(clippy::cast_precision_loss, reason = "a count of contacts")]
    let each = spent * 1000.0 / counted.max(1) as f64;
    println!(
        "{counted} contacts, {events} events: {spent:.2} s of processor, {wall:.2?}, {each:.3} ms per contact"
    );
    let row =
        db.row("SELECT MIN(counted_at) AS a, MAX(counted_at) AS b FROM reports_contacts", args![]).await;
    let row = row.unwrap().unwrap();
    let question =
        Question { from: row.maybe("a").unwrap(), to: row.maybe("b").unwrap(), ..Question::default() };
    let begun = Instant::now();
    reports.indicators(&Principal::system(), &question).await.unwrap();
    println!("all indicators of everything: {:.2?}", begun.elapsed());
}
