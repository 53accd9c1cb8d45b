//! Firing what is due, and the task that sleeps until then.

use std::fmt::Display;
use std::sync::Weak;
use std::time::Duration;

use kernel::Timestamp;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::{Alarms, Armed};

/// Longest sleep: the machine's clock may be set meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// How long to wait after a failure of the store.
const RETRY: Duration = Duration::from_secs(1);
/// A worked-out calendar is made anew after this time; it covers three years.
const SCHEDULE_LASTS: Duration = Duration::from_secs(180 * 86_400);

/// A service whose things have clocks.
///
/// It stores the version of a clock in the same transaction as what its firing led to. So a clock fires once, over a kill
/// as well: what was stored is not due again, what was not stored fires again.
pub trait Clocked: Send + Sync + 'static {
    /// Whose clock.
    type Key: Ord + Clone + Display + Send;
    /// Why something could not be stored or read.
    type Failure: Display;
    /// What the log calls its things.
    const THINGS: &'static str;

    /// Its clocks in memory.
    fn alarms(&self) -> &Alarms<Self::Key>;

    /// The present instant.
    fn now(&self) -> Timestamp;

    /// The clocks that the store knows: `(whose, version, when)`.
    fn armed(&self) -> impl Future<Output = Result<Vec<Armed<Self::Key>>, Self::Failure>> + Send;

    /// Stores that a clock came due, and what follows from it, in one transaction. Nothing happens where the store knows
    /// a newer version.
    fn fire(&self, key: Self::Key, due: Timestamp) -> impl Future<Output = Result<(), Self::Failure>> + Send;

    /// Takes the business calendar as it is now.
    fn follow_calendar(&self) -> impl Future<Output = Result<(), Self::Failure>> + Send;
}

/// Fires every clock whose instant has come; answers how many. What could not be stored is tried again with the next
/// call.
pub async fn fire_due<C: Clocked>(service: &C) -> usize {
    let (now, mut fired) = (service.now(), 0);
    while let Some((key, due)) = service.alarms().pop_due(now) {
        if let Err(err) = service.fire(key.clone(), due).await {
            tracing::error!(things = C::THINGS, %key, error = %err, "a due clock could not be stored");
            service.alarms().put_back(key, due);
            return fired;
        }
        fired += 1;
    }
    fired
}

/// Arms everything from the store, whatever is in memory.
///
/// # Errors
/// The store cannot be read: it is tried again before the next clock fires.
pub async fn arm_anew<C: Clocked>(service: &C) -> Result<(), C::Failure> {
    let _turn = service.alarms().reading.lock().await;
    service.alarms().begin_anew();
    let armed = service.armed().await.inspect_err(|_| service.alarms().distrust())?;
    service.alarms().arm_anew(armed);
    Ok(())
}

/// Wakes clocks as long as the service is there, and lets it follow the business calendar.
pub async fn wake<C: Clocked>(service: Weak<C>, mut calendars: watch::Receiver<u64>) {
    let mut made = None;
    while let Some(service) = service.upgrade() {
        let now = service.now();
        let last = *made.get_or_insert(now);
        if calendars.has_changed().unwrap_or(false) || now.since(last) > SCHEDULE_LASTS {
            calendars.mark_unchanged();
            made = Some(now);
            if let Err(err) = service.follow_calendar().await {
                tracing::error!(things = C::THINGS, error = %err, "clocks could not follow the calendar");
                calendars.mark_changed();
                sleep(RETRY).await;
            }
        }
        if service.alarms().take_distrust()
            && let Err(err) = arm_anew(&*service).await
        {
            tracing::error!(things = C::THINGS, error = %err, "the clocks cannot be read");
            sleep(RETRY).await;
        }
        fire_due(&*service).await;
        let quiet = service.alarms().quiet(service.now(), LONGEST_SLEEP, RETRY);
        tokio::select! {
            _ = timeout(quiet, service.alarms().earlier.notified()) => {}
            _ = calendars.changed() => calendars.mark_changed(),
        }
    }
}
