//! How much work there is, when, and how well it is done: business calendars, half-hour intervals, Erlang, expected
//! waits, and the definitions of all indicators as pure functions over facts.

mod calendar;
mod contact_indicators;
mod erlang;
mod facts;
mod indicator;
mod interval;
mod other_indicators;
mod preset;

pub use calendar::{Calendar, CalendarConfig, Day, DayOfWeek, OpenHours, TimeOfDay, zone};
pub use contact_indicators::{
    abandonment, agent_ended_first, average_handling_time, average_speed_of_answer, average_talk_time,
    connect_rate, connect_rate_of_all, contact_indicators, first_contact_resolution, record_complete,
    satisfaction, service_level, short_abandonment, survey_response_rate, three_ring_rate,
};
pub use erlang::{
    Demand, WithPatience, agents_needed, average_wait, erlang_a, erlang_b, erlang_c, expected_wait,
    service_level as erlang_service_level,
};
pub use facts::{AgentTime, ContactFacts, Due, EndedBy, Outcome, Review, Span};
pub use indicator::{Definition, Indicator, Member, Target, Unit};
pub use interval::{INTERVAL, Interval, intervals};
pub use other_indicators::{
    Confidence, adherence, backlog_age, first_response_in_time, first_response_time, occupancy,
    promises_kept, quality_confidence, quality_score, reopened, resolution_in_time, resolution_time,
    tickets_closed,
};
pub use preset::{Preset, Resolution, ServiceLevelBase, Settings, ShortAbandons};
