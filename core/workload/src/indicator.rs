//! One indicator: what it is, what was counted, and the number.

use kernel::{ContactId, Text};
use serde::{Deserialize, Serialize};

/// What a value is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share from 0 to 1, shown in per cent.
    Share,
    /// Seconds.
    Seconds,
    /// A plain count.
    Count,
}

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "aim", content = "value", rename_all = "snake_case")]
pub enum Target {
    /// The value or more.
    AtLeast(f64),
    /// The value or less.
    AtMost(f64),
}

impl Target {
    /// Whether a value meets it.
    pub fn met(self, value: f64) -> bool {
        match self {
            Target::AtLeast(target) => value >= target,
            Target::AtMost(target) => value <= target,
        }
    }
}

/// Something counted: what it adds to the numerator and to the denominator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Member<I> {
    /// The contact, promise, ticket, review counted.
    pub id: I,
    /// Added to the numerator.
    pub numerator: f64,
    /// Added to the denominator.
    pub denominator: f64,
}

/// What an indicator is, whatever the facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Stable name, such as `connect_rate`.
    pub name: String,
    /// Name for people.
    pub title: Text,
    /// Numerator ÷ denominator in words.
    pub formula: Text,
    /// Which of competing definitions was chosen, if they compete.
    pub choice: Option<Text>,
    /// What it is measured in.
    pub unit: Unit,
    /// What is aimed at.
    pub target: Option<Target>,
}

/// An indicator with its number. The numerator is the sum of the members' numerators, likewise the denominator, so
/// that the drill-down always explains the number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicator<I = ContactId> {
    /// What it is.
    #[serde(flatten)]
    pub definition: Definition,
    /// Numerator ÷ denominator; none while the denominator is zero.
    pub value: Option<f64>,
    /// Sum over the members.
    pub numerator: f64,
    /// Sum over the members.
    pub denominator: f64,
    /// Whether the target is met, where there is one and a value.
    pub target_met: Option<bool>,
    /// Everything that was counted.
    pub members: Vec<Member<I>>,
}

impl<I> Indicator<I> {
    pub(crate) fn of(definition: Definition, members: Vec<Member<I>>) -> Self {
        // From 0: an empty sum of floats is -0, and would be shown so.
        let numerator = members.iter().fold(0.0, |sum, member| sum + member.numerator);
        let denominator: f64 = members.iter().fold(0.0, |sum, member| sum + member.denominator);
        let value = (denominator > 0.0).then(|| numerator / denominator);
        let target_met = definition.target.zip(value).map(|(target, value)| target.met(value));
        Self { definition, value, numerator, denominator, target_met, members }
    }
}

pub(crate) fn define(name: &str, title: (&str, &str), formula: (&str, &str), unit: Unit) -> Definition {
    Definition {
        name: name.to_owned(),
        title: Text::new(title.0, title.1),
        formula: Text::new(formula.0, formula.1),
        choice: None,
        unit,
        target: None,
    }
}

impl Definition {
    pub(crate) fn aiming(self, target: Target) -> Self {
        Self { target: Some(target), ..self }
    }

    pub(crate) fn choosing(self, choice: Text) -> Self {
        Self { choice: Some(choice), ..self }
    }
}
