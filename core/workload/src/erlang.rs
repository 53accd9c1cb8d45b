//! Staffing: Erlang B, C and A. Offered load is in Erlangs: contacts per second times seconds of handling.
//!
//! Sources: A. K. Erlang (1917) for B and C; C. Palm (1943), Garnett, Mandelbaum & Reiman (2002) for A, whose callers
//! lose patience after an exponentially distributed time.

use std::time::Duration;

/// What comes in and how long it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Contacts per hour.
    pub per_hour: f64,
    /// Mean handling time.
    pub handling: Duration,
}

impl Demand {
    /// The offered load in Erlangs.
    pub fn load(&self) -> f64 {
        (self.per_hour / 3600.0 * self.handling.as_secs_f64()).max(0.0)
    }
}

/// Probability that all agents are busy if blocked contacts vanish (Erlang B), by the stable recursion
/// `B(n) = a·B(n−1) / (n + a·B(n−1))`.
pub fn erlang_b(load: f64, agents: u32) -> f64 {
    (1..=agents).fold(1.0, |blocking, n| load * blocking / (f64::from(n) + load * blocking))
}

/// Probability of waiting if nobody gives up (Erlang C); 1 if the agents cannot carry the load.
pub fn erlang_c(load: f64, agents: u32) -> f64 {
    let occupancy = load / f64::from(agents);
    if agents == 0 || occupancy >= 1.0 {
        return if load > 0.0 { 1.0 } else { 0.0 };
    }
    let blocking = erlang_b(load, agents);
    blocking / (1.0 - occupancy * (1.0 - blocking))
}

/// Share of contacts answered within `threshold` (Erlang C).
pub fn service_level(demand: Demand, agents: u32, threshold: Duration) -> f64 {
    let (load, staff) = (demand.load(), f64::from(agents));
    if load <= 0.0 {
        return 1.0;
    }
    if staff <= load {
        return 0.0;
    }
    let decay = (load - staff) * threshold.as_secs_f64() / demand.handling.as_secs_f64();
    1.0 - erlang_c(load, agents) * decay.exp()
}

/// Mean wait over all contacts (Erlang C); none if the line grows without end.
pub fn average_wait(demand: Demand, agents: u32) -> Option<Duration> {
    let (load, staff) = (demand.load(), f64::from(agents));
    if load <= 0.0 {
        return Some(Duration::ZERO);
    }
    let seconds = erlang_c(load, agents) * demand.handling.as_secs_f64() / (staff - load);
    (staff > load).then(|| Duration::try_from_secs_f64(seconds).ok()).flatten()
}

/// The fewest agents with which `target` (0..1) of the contacts are answered within `threshold`; none if not even
/// 10,000 do.
pub fn agents_needed(demand: Demand, target: f64, threshold: Duration) -> Option<u32> {
    (0..=10_000).find(|agents| service_level(demand, *agents, threshold) >= target)
}

/// Erlang A looks at lines up to this length.
const LONGEST_LINE: f64 = 1e7;

/// What Erlang A says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WithPatience {
    /// Probability that a contact finds all agents busy.
    pub waits: f64,
    /// Share of contacts that give up.
    pub abandons: f64,
    /// Mean wait over all contacts, those that give up included.
    pub average_wait: Duration,
    /// Share of the agents' time spent handling.
    pub occupancy: f64,
}

/// Erlang A: like C, but each waiting contact gives up after an exponential time with mean `patience`. None for a
/// patience or handling time of zero, and for lines longer than ten million.
pub fn erlang_a(demand: Demand, agents: u32, patience: Duration) -> Option<WithPatience> {
    let arrivals = demand.per_hour / 3600.0;
    let (handling, patience) = (demand.handling.as_secs_f64(), patience.as_secs_f64());
    if handling <= 0.0 || patience <= 0.0 || arrivals < 0.0 {
        return None;
    }
    let (service, leaving) = (1.0 / handling, 1.0 / patience);
    let (staff, load) = (f64::from(agents), arrivals / service);
    // Weights of the states relative to the one in which all agents are busy and nobody waits, to both sides.
    let mut weight = 1.0;
    let mut below = 0.0;
    let mut busy = 0.0;
    for n in (1..=agents).rev() {
        weight *= f64::from(n) / load;
        if !weight.is_finite() {
            // Next to no load: everybody is free.
            return Some(WithPatience {
                waits: 0.0,
                abandons: 0.0,
                average_wait: Duration::ZERO,
                occupancy: 0.0,
            });
        }
        below += weight;
        busy += weight * f64::from(n - 1);
    }
    let mut weight = 1.0;
    let (mut above, mut waiting) = (1.0, 0.0);
    let mut line = 0.0;
    while weight > 1e-15 * above || line < 10.0 {
        line += 1.0;
        weight *= arrivals / (staff * service + line * leaving);
        above += weight;
        waiting += weight * line;
        if above > 1e200 {
            // Only proportions matter.
            for sum in [&mut weight, &mut above, &mut waiting, &mut below, &mut busy] {
                *sum /= 1e200;
            }
        }
        if line >= LONGEST_LINE {
            return None;
        }
    }
    let total = below + above;
    let in_line = waiting / total;
    let average = if arrivals > 0.0 { in_line / arrivals } else { 0.0 };
    Some(WithPatience {
        waits: above / total,
        abandons: if arrivals > 0.0 { leaving * in_line / arrivals } else { 0.0 },
        average_wait: Duration::try_from_secs_f64(average).ok()?,
        occupancy: if agents == 0 { 0.0 } else { (busy + above * staff) / total / staff },
    })
}

/// The wait to be announced: each of those ahead takes `recent_handling`, shared among `staff`. None without staff.
pub fn expected_wait(position: u32, recent_handling: Duration, staff: u32) -> Option<Duration> {
    let seconds = recent_handling.as_secs_f64() * f64::from(position) / f64::from(staff);
    Duration::try_from_secs_f64(seconds).ok()
}
