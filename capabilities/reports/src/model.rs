//! Figures as the API shows them.

use std::collections::BTreeMap;

use contacts::AgentView;
use kernel::{ContactId, Text, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workload::{Definition, Indicator, Preset, Unit};

/// In which direction a target lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetAim {
    /// The value or more.
    AtLeast,
    /// The value or less.
    AtMost,
}

/// How a value stands to what is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AimStanding)]
pub enum Standing {
    /// The target is met.
    Good,
    /// It is missed, but not by more than the warning allows.
    Near,
    /// It is missed.
    Missed,
}

/// What the centre set for an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AimForm)]
pub struct OwnAim {
    /// What is aimed at; null: nothing.
    pub target: Option<f64>,
    /// A value that misses the target but not this one is shown as a warning; null: none is.
    pub warning: Option<f64>,
}

/// What is in force for an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InForce {
    pub aim: TargetAim,
    pub target: Option<f64>,
    pub warning: Option<f64>,
}

impl InForce {
    fn meets(self, value: f64, limit: f64) -> bool {
        match self.aim {
            TargetAim::AtLeast => value >= limit,
            TargetAim::AtMost => value <= limit,
        }
    }

    /// How a value stands; none without a target.
    pub fn standing(self, value: f64) -> Option<Standing> {
        let target = self.target?;
        Some(match self.warning {
            _ if self.meets(value, target) => Standing::Good,
            Some(warning) if self.meets(value, warning) => Standing::Near,
            Some(_) | None => Standing::Missed,
        })
    }
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Indicator)]
pub struct IndicatorView {
    /// Name for people.
    pub title: Text,
    /// Numerator ÷ denominator; null while the denominator is zero.
    pub value: Option<f64>,
    /// What was counted.
    pub numerator: f64,
    /// Of how much.
    pub denominator: f64,
    /// What is aimed at.
    pub target: Option<f64>,
    /// Whether the value should be at least or at most the target.
    pub target_aim: Option<TargetAim>,
    /// Whether the target is met, where there is one and a value.
    pub target_met: Option<bool>,
    /// A value that misses the target but not this one is a warning.
    pub warning: Option<f64>,
    /// How the value stands to target and warning, where there is a target.
    pub standing: Option<Standing>,
    /// Numerator ÷ denominator in words.
    pub formula: Text,
    /// Which of competing definitions was chosen, if they compete.
    pub choice: Option<Text>,
    /// `share` (0 to 1), `seconds` or `count`.
    pub unit: String,
}

pub(crate) fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Seconds => "seconds",
        Unit::Count => "count",
    }
}

impl IndicatorView {
    /// A figure, judged by what is aimed at.
    pub fn of(figure: &Figure<'_>, force: InForce) -> Self {
        let definition = figure.definition;
        let standing = figure.value.and_then(|value| force.standing(value));
        Self {
            title: definition.title.clone(),
            value: figure.value,
            numerator: figure.numerator,
            denominator: figure.denominator,
            target: force.target,
            target_aim: force.target.map(|_| force.aim),
            target_met: standing.map(|standing| standing == Standing::Good),
            warning: force.warning,
            standing,
            formula: definition.formula.clone(),
            choice: definition.choice.clone(),
            unit: unit_name(definition.unit).to_owned(),
        }
    }
}

/// What is aimed at with an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Aim)]
pub struct AimView {
    /// Name of the indicator.
    pub name: String,
    /// Name for people.
    pub title: Text,
    /// Numerator ÷ denominator in words.
    pub formula: Text,
    /// `share` (0 to 1), `seconds` or `count`.
    pub unit: String,
    /// Whether the value should be at least or at most the target.
    pub aim: TargetAim,
    /// What the definition names by itself.
    pub usual_target: Option<f64>,
    /// What is aimed at; null: nothing.
    pub target: Option<f64>,
    /// A value that misses the target but not this one is shown as a warning.
    pub warning: Option<f64>,
    /// Whether the centre set it.
    pub own: bool,
}

/// A value with what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Measured {
    /// Numerator ÷ denominator; null while the denominator is zero.
    pub value: Option<f64>,
    /// What was counted.
    pub numerator: f64,
    /// Of how much.
    pub denominator: f64,
}

impl From<Figure<'_>> for Measured {
    fn from(figure: Figure<'_>) -> Self {
        Self { value: figure.value, numerator: figure.numerator, denominator: figure.denominator }
    }
}

/// The indicators of a part of a period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SeriesPoint {
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// Each indicator under its name.
    pub indicators: BTreeMap<String, Measured>,
}

/// Plain counts of the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Volumes {
    /// Everything that came in and is answered or over.
    pub incoming: u64,
    /// Of them: asked for a person.
    pub offered: u64,
    /// Of them: answered.
    pub answered: u64,
    /// Of the offered: given up in queue or ringing.
    pub abandoned: u64,
    /// Of the abandoned: within the short time.
    pub short_abandoned: u64,
}

/// The chosen set of definitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresetView {
    /// `manual`, `gbt33358` or `industry`.
    #[schema(value_type = String)]
    pub preset: Preset,
    /// Name for people.
    pub name: Text,
}

/// All indicators of a period: each under its name, and beside them what they were computed for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Indicators {
    /// Each indicator under its name.
    #[serde(flatten)]
    pub indicators: BTreeMap<String, IndicatorView>,
    /// Plain counts.
    pub volumes: Volumes,
    /// The period's first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// The chosen definitions.
    pub definitions: PresetView,
}

/// One of those that an indicator counted: a contact, an agent (occupancy), a promise or a ticket; a ticket that was
/// opened again may be counted once for each time.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Counted {
    /// The contact.
    pub contact_id: Option<ContactId>,
    /// The promise.
    pub promise_id: Option<String>,
    /// The ticket.
    pub ticket_id: Option<String>,
    /// Name of the ticket's type.
    pub ticket_type: Option<String>,
    /// Name of the ticket's state.
    pub ticket_state: Option<String>,
    /// Its short number; for an agent the place in the list.
    pub number: i64,
    /// Its place in the list, by which the next page goes on.
    #[serde(skip)]
    pub place: i64,
    /// The instant by which it belongs to the period.
    pub counted_at: Option<Timestamp>,
    /// Name of the queue.
    pub queue: Option<String>,
    /// The agent.
    pub agent: Option<AgentView>,
    /// Whether it is among those that the numerator counts.
    pub counted_in_numerator: bool,
    /// What it adds to the numerator.
    pub numerator: f64,
    /// What it adds to the denominator.
    pub denominator: f64,
}

/// Tickets in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TicketState {
    /// Name of the state.
    pub state: String,
    /// How many.
    pub count: u64,
}

/// The tickets of a type.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TicketsOfType {
    /// Name of the type.
    pub ticket_type: String,
    /// Opened in the period.
    pub opened: u64,
    /// Of them: how many are in each state now, the most first.
    pub states: Vec<TicketState>,
    /// The indicators over tickets, for this type alone.
    pub indicators: BTreeMap<String, IndicatorView>,
}

/// Counts of a half hour.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HalfHour {
    /// Its first instant.
    pub start: Timestamp,
    /// Everything that came in.
    pub incoming: u64,
    /// Asked for a person.
    pub offered: u64,
    /// Answered.
    pub answered: u64,
    /// Given up.
    pub abandoned: u64,
    /// Service level; null when nothing was offered.
    pub service_level: Option<f64>,
}

/// The parts of an indicator whatever it counts.
pub struct Figure<'a> {
    pub definition: &'a Definition,
    pub value: Option<f64>,
    pub numerator: f64,
    pub denominator: f64,
}

impl<'a, I> From<&'a Indicator<I>> for Figure<'a> {
    fn from(indicator: &'a Indicator<I>) -> Self {
        Self {
            definition: &indicator.definition,
            value: indicator.value,
            numerator: indicator.numerator,
            denominator: indicator.denominator,
        }
    }
}
