//! Which half hours can still be offered for call-backs (PRM-2).
//!
//! A call-back promised "by 16:00" may be made in any half hour before. So a due time can be offered if, with it, all
//! promises can still be kept in the order of their due times: up to each half hour, no more are due than can be made
//! (feasibility of earliest deadline first, after Jackson 1955).

use std::collections::BTreeMap;
use std::time::Duration;

use clock::{Schedule, say_moment};
use kernel::{Refused, Timestamp};
use serde::{Deserialize, Serialize};
use workload::{INTERVAL, Interval, intervals};

/// Half hours looked ahead at most: two weeks.
const MOST_SLOTS: usize = 14 * 48;

/// A half hour and the room in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slot {
    /// Its beginning.
    pub from: Timestamp,
    /// Its end: what is promised for this slot is due then.
    pub to: Timestamp,
    /// Call-backs that can be made in it.
    pub capacity: u32,
    /// Call-backs due in it.
    pub due: u32,
    /// Further call-backs that can be promised for its end without breaking another promise.
    pub free: u32,
}

/// Call-backs that can be made and those that are promised.
#[derive(Debug, Clone, Default)]
pub struct CallbackRoom {
    usual: u32,
    capacity: BTreeMap<Timestamp, u32>,
    due: BTreeMap<Timestamp, u32>,
}

impl CallbackRoom {
    /// Room for so many call-backs in each open half hour.
    pub fn new(usual: u32) -> Self {
        Self { usual, ..Self::default() }
    }

    /// Another number for the half hour that begins then: from the schedule of the agents.
    #[must_use]
    pub fn with(mut self, slot: Timestamp, capacity: u32) -> Self {
        self.capacity.insert(slot, capacity);
        self
    }

    /// A promised call-back counts.
    pub fn book(&mut self, due: Timestamp) {
        *self.due.entry(due).or_default() += 1;
    }

    /// A promised call-back counts no longer: made, withdrawn, moved.
    pub fn release(&mut self, due: Timestamp) {
        if let Some(count) = self.due.get_mut(&due) {
            *count -= 1;
            if *count == 0 {
                self.due.remove(&due);
            }
        }
    }

    /// The open half hours from now on for so long, with the room in each. What is overdue is to be made first.
    pub fn slots(&self, now: Timestamp, ahead: Duration, schedule: &Schedule) -> Vec<Slot> {
        let mut slots = Vec::new();
        let mut slack: Vec<i64> = Vec::new();
        let mut room = 0i64;
        let end = now.plus(ahead);
        let mut counted = None;
        for Interval { start } in intervals(now, end, schedule.zone()).take(MOST_SLOTS) {
            let to = start.plus(INTERVAL);
            let open = schedule.working_time_between(start.max(now), to);
            if open.is_zero() {
                continue;
            }
            let whole = u64::from(self.capacity.get(&start).copied().unwrap_or(self.usual));
            let capacity = u32::try_from(whole * open.as_secs() / INTERVAL.as_secs()).unwrap_or(u32::MAX);
            let due: u32 = match counted {
                None => self.due.range(..=to).map(|(_, count)| count).sum(),
                Some(before) => self
                    .due
                    .range((std::ops::Bound::Excluded(before), std::ops::Bound::Included(to)))
                    .map(|(_, count)| count)
                    .sum(),
            };
            counted = Some(to);
            room += i64::from(capacity) - i64::from(due);
            slack.push(room);
            slots.push(Slot { from: start.max(now), to, capacity, due, free: 0 });
        }
        // The least slack of this and all later slots.
        let mut least = i64::MAX;
        for (slot, slack) in slots.iter_mut().zip(slack).rev() {
            least = least.min(slack);
            slot.free = u32::try_from(least.max(0)).unwrap_or(u32::MAX);
        }
        slots
    }

    /// Whether a call-back can be promised by an instant.
    ///
    /// # Errors
    /// There is no room by then; with the end of the first half hour for which there is.
    pub fn check(&self, due: Timestamp, now: Timestamp, schedule: &Schedule) -> Result<(), Box<Refused>> {
        let week = Duration::from_secs(7 * 86_400);
        let slots = self.slots(now, due.since(now).max(week).saturating_add(INTERVAL), schedule);
        let by_then = slots.iter().rev().find(|slot| slot.to <= due);
        if by_then.is_some_and(|slot| slot.free > 0) {
            return Ok(());
        }
        let next = slots.iter().find(|slot| slot.free > 0);
        let refused = Refused::conflict(
            "promises.no_room",
            "该时间前的回电已排满",
            "All call-backs that can be made by then are promised already",
        );
        Err(Box::new(match next {
            Some(slot) => {
                let moment = say_moment(slot.to, schedule);
                refused.with_until(slot.to).with_possible([moment.zh])
            }
            None => refused,
        }))
    }
}
