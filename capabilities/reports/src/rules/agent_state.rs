//! The states of an agent, as presence and activity tell them (ACD-2).

use kernel::{AgentId, Timestamp};

/// A stretch of an agent in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentStretch {
    pub agent: AgentId,
    pub state: &'static str,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// An agent's state now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentNow {
    pub agent: AgentId,
    pub presence: String,
    pub activity: String,
    pub since: Timestamp,
}

/// What was observed of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observed {
    Presence(String),
    Activity(String),
}

/// What counts for occupancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Handling,
    Available,
    Neither,
}

/// How a state counts for occupancy: offered, talking and wrapping up are handling.
pub fn share(state: &str) -> Share {
    match state {
        "busy" | "ringing" | "after_call_work" => Share::Handling,
        "available" => Share::Available,
        _ => Share::Neither,
    }
}

impl AgentNow {
    /// An agent of whom nothing was heard before.
    pub fn unknown(agent: AgentId, at: Timestamp) -> Self {
        Self { agent, presence: "offline".to_owned(), activity: "idle".to_owned(), since: at }
    }

    /// One word for presence and activity together: work in hand comes before what was declared.
    pub fn state(&self) -> &'static str {
        match (self.activity.as_str(), self.presence.as_str()) {
            ("handling", _) => "busy",
            ("offered", _) => "ringing",
            ("wrap_up", _) => "after_call_work",
            (_, "available") => "available",
            (_, "break") => "break",
            (_, "missed") => "missed",
            _ => "offline",
        }
    }

    /// Takes in what was observed and returns the stretch that it ended, if one.
    pub fn observe(&mut self, observed: Observed, at: Timestamp) -> Option<AgentStretch> {
        let before = self.state();
        match observed {
            Observed::Presence(presence) => {
                if presence == self.presence {
                    // Presence is told when it changes. Told again, the router has started anew, with no work in hand.
                    "idle".clone_into(&mut self.activity);
                }
                self.presence = presence;
            }
            Observed::Activity(activity) => self.activity = activity,
        }
        if self.state() == before {
            return None;
        }
        let from = std::mem::replace(&mut self.since, at);
        (from < at).then_some(AgentStretch { agent: self.agent, state: before, from, to: at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_secs(s)
    }

    fn presence(name: &str) -> Observed {
        Observed::Presence(name.to_owned())
    }

    fn activity(name: &str) -> Observed {
        Observed::Activity(name.to_owned())
    }

    #[test]
    fn the_states_of_a_day_follow_each_other_without_gap() {
        let mut agent = AgentNow::unknown(AgentId::from_u128(1), at(0));
        let day = [
            (10, presence("available")),
            (20, activity("offered")),
            (25, activity("handling")),
            (60, activity("wrap_up")),
            (70, presence("break")),
            (80, activity("idle")),
            (90, presence("offline")),
        ];
        let told: Vec<_> = day.into_iter().filter_map(|(s, what)| agent.observe(what, at(s))).collect();
        let brief: Vec<_> = told.iter().map(|one| (one.state, one.from.micros(), one.to.micros())).collect();
        let s = 1_000_000;
        assert_eq!(
            brief,
            [
                ("offline", 0, 10 * s),
                ("available", 10 * s, 20 * s),
                ("ringing", 20 * s, 25 * s),
                ("busy", 25 * s, 60 * s),
                ("after_call_work", 60 * s, 80 * s),
                ("break", 80 * s, 90 * s)
            ]
        );
    }

    #[test]
    fn a_presence_told_again_means_that_nothing_is_in_hand() {
        let mut agent = AgentNow::unknown(AgentId::from_u128(1), at(0));
        agent.observe(presence("available"), at(1));
        agent.observe(activity("handling"), at(2));
        agent.observe(presence("available"), at(9));
        assert_eq!(agent.state(), "available");
    }
}
