//! Prints how many decisions a second one core makes, in a quiet and in a crowded centre of two sizes, and what the
//! state costs in memory. Run with `cargo run --release -p router --example bench`.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use kernel::{AgentId, ContactId, OfferId, QueueId, SkillId, Timestamp};
use router::{
    AgentChoice, AgentConfig, Arrival, Channel, Event, Output, Presence, QueueConfig, Router, RouterConfig,
    SkillLevel,
};

struct Counting;

static ALLOCATED: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code)]
// SAFETY: every call is handed on to the system's allocator unchanged; only sizes are counted.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATED.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        ALLOCATED.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

struct Load {
    router: Router,
    out: Vec<Output>,
    now: i64,
    random: u64,
    contacts: u128,
    queues: u64,
    offered: VecDeque<(OfferId, ContactId, AgentId)>,
    handled: VecDeque<(ContactId, AgentId)>,
    decisions: u64,
    calls: u64,
}

impl Load {
    /// Each queue demands one skill; each agent has five of the `queues` skills at random levels.
    fn new(agents: u64, queues: u64, choice: AgentChoice) -> Self {
        let mut load = Self {
            router: Router::new(RouterConfig::default()),
            out: Vec::new(),
            now: 1_800_000_000_000_000,
            random: 42,
            contacts: 0,
            queues,
            offered: VecDeque::new(),
            handled: VecDeque::new(),
            decisions: 0,
            calls: 0,
        };
        for number in 0..queues {
            let mut config = QueueConfig::new(QueueId::from_u128(u128::from(number)));
            let level = 1 + load.below(2) as u8;
            config.required = vec![SkillLevel { skill: SkillId::from_u128(u128::from(number)), level }];
            config.choice = choice;
            config.wrap_up_limit = None;
            load.tell(Event::QueueDefined(config));
        }
        for number in 0..agents {
            let id = AgentId::from_u128(u128::from(number));
            let mut config = AgentConfig::new(id, (1000 + number).to_string());
            for _ in 0..5 {
                let skill = SkillId::from_u128(u128::from(load.below(queues)));
                let level = 1 + load.below(5) as u8;
                config.skills.push(SkillLevel { skill, level });
            }
            load.tell(Event::AgentDefined(config));
            load.tell(Event::PresenceDeclared { agent: id, presence: Presence::Available });
        }
        load
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % bound
    }

    fn tell(&mut self, event: Event) {
        self.now += 10;
        self.calls += 1;
        self.out.clear();
        self.router.handle(event, Timestamp::from_micros(self.now), &mut self.out).unwrap();
        for output in &self.out {
            if let Output::Offered { offer, contact, agent, .. } = output {
                self.decisions += 1;
                self.offered.push_back((*offer, *contact, *agent));
            }
        }
    }

    fn arrive(&mut self) {
        self.contacts += 1;
        let queue = QueueId::from_u128(u128::from(self.below(self.queues)));
        self.tell(Event::ContactArrived(Arrival {
            contact: ContactId::from_u128(self.contacts << 64 | self.contacts),
            channel: Channel::Voice,
            queue,
            priority: 0,
            extra_skills: Vec::new(),
            waiting_since: Timestamp::from_micros(self.now),
            preferred: None,
        }));
    }

    fn accept_all(&mut self) {
        while let Some((offer, contact, agent)) = self.offered.pop_front() {
            self.tell(Event::OfferAccepted { offer, agent });
            self.handled.push_back((contact, agent));
        }
    }

    fn end_one(&mut self) {
        if let Some((contact, agent)) = self.handled.pop_front() {
            self.tell(Event::HandlingEnded { contact, agent });
        }
    }

    /// Keeps about `share` per cent of the agents busy, or all of them with `backlog` waiting.
    fn run(&mut self, rounds: u64, busy: usize, backlog: usize) -> (f64, f64) {
        while self.handled.len() < busy || self.router.contact_ids().len() < busy + backlog {
            for _ in 0..100 {
                self.arrive();
                self.accept_all();
            }
            if self.router.contact_ids().len() >= busy + backlog {
                break;
            }
        }
        let (decisions, calls, start) = (self.decisions, self.calls, Instant::now());
        for _ in 0..rounds {
            self.arrive();
            self.accept_all();
            self.end_one();
            self.accept_all();
        }
        let seconds = start.elapsed().as_secs_f64();
        ((self.decisions - decisions) as f64 / seconds, (self.calls - calls) as f64 / seconds)
    }
}

fn main() {
    println!("agents queues rule           load     decisions/s   events/s");
    for (agents, queues) in [(1_000, 20), (10_000, 200)] {
        for choice in [AgentChoice::LongestIdle, AgentChoice::BestSkill, AgentChoice::LeastOccupied] {
            for (name, busy, backlog) in [("half", agents / 2, 0), ("full", agents, agents)] {
                let mut load = Load::new(agents, queues, choice);
                let (decisions, calls) = load.run(400_000, busy as usize, backlog as usize);
                println!(
                    "{agents:>6} {queues:>6} {:<14} {name:<6} {decisions:>13.0} {calls:>10.0}",
                    format!("{choice:?}")
                );
            }
        }
    }
    for (agents, queues) in [(1_000, 20), (10_000, 200)] {
        let before = ALLOCATED.load(Ordering::Relaxed);
        let mut load = Load::new(agents, queues, AgentChoice::LongestIdle);
        load.run(200_000, agents as usize / 2, 0);
        let with_agents = ALLOCATED.load(Ordering::Relaxed) - before;
        println!("{agents} agents: {} bytes per agent after 200,000 calls", with_agents / agents as usize);
        let mut waiting = Load::new(0, queues, AgentChoice::LongestIdle);
        waiting.arrive();
        let before = ALLOCATED.load(Ordering::Relaxed);
        for _ in 0..100_000 {
            waiting.arrive();
        }
        println!("{} bytes per waiting contact", (ALLOCATED.load(Ordering::Relaxed) - before) / 100_000);
    }
}
