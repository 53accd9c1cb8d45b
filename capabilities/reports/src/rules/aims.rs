//! What is aimed at, and how a value stands to it: the centre's own aims go before those of the definitions.

use std::collections::BTreeMap;

use kernel::Refused;
use workload::{Definition, Target, Unit};

use crate::model::{InForce, OwnAim, TargetAim};

/// Indicators of which less is better, where their definition names no target.
const LESS_IS_BETTER: [&str; 9] = [
    "abandonment",
    "short_abandonment",
    "average_speed_of_answer_s",
    "average_handling_time_s",
    "average_talk_time_s",
    "first_response_time",
    "resolution_time",
    "reopened",
    "backlog_age",
];
/// Longest time that is aimed at, in seconds: a year.
const LONGEST_S: f64 = 366.0 * 86_400.0;

/// The centre's own aims by the names of indicators.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Aims(pub BTreeMap<String, OwnAim>);

/// The direction of an indicator and the target that its definition names.
pub fn usual(definition: &Definition) -> (TargetAim, Option<f64>) {
    match definition.target {
        Some(Target::AtLeast(target)) => (TargetAim::AtLeast, Some(target)),
        Some(Target::AtMost(target)) => (TargetAim::AtMost, Some(target)),
        None if LESS_IS_BETTER.contains(&definition.name.as_str()) => (TargetAim::AtMost, None),
        None => (TargetAim::AtLeast, None),
    }
}

impl Aims {
    /// What counts for an indicator.
    pub fn of(&self, definition: &Definition) -> InForce {
        let (aim, target) = usual(definition);
        match self.0.get(&definition.name) {
            Some(own) => InForce { aim, target: own.target, warning: own.warning },
            None => InForce { aim, target, warning: None },
        }
    }
}

/// Refuses aims that no value could ever meet or miss.
///
/// # Errors
/// The field at fault.
pub fn check(definition: &Definition, own: OwnAim) -> Result<(), Refused> {
    let (aim, _) = usual(definition);
    let most = match definition.unit {
        Unit::Share => 1.0,
        Unit::Seconds | Unit::Count => LONGEST_S,
    };
    for (field, value) in [("target", own.target), ("warning", own.warning)] {
        if value.is_some_and(|value| !(0.0..=most).contains(&value)) {
            return Err(Refused::field(field, format!("应在 0 到 {most} 之间"), format!("0 to {most}")));
        }
    }
    match (own.target, own.warning) {
        (None, Some(_)) => {
            Err(Refused::field("warning", "没有目标值就没有预警值", "There is no warning without a target"))
        }
        (Some(target), Some(warning)) => {
            let fits = match aim {
                TargetAim::AtLeast => warning <= target,
                TargetAim::AtMost => warning >= target,
            };
            let (zh, en) = match aim {
                TargetAim::AtLeast => ("预警值应不高于目标值", "The warning is not above the target"),
                TargetAim::AtMost => ("预警值应不低于目标值", "The warning is not below the target"),
            };
            if fits { Ok(()) } else { Err(Refused::field("warning", zh, en)) }
        }
        (Some(_) | None, None) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Standing;

    fn definition(name: &str) -> Definition {
        let facts = crate::rules::figures::Facts::of(&[]);
        let all = crate::rules::figures::of_contacts(&facts, &workload::Preset::Manual.settings());
        all.into_iter().find(|one| one.definition.name == name).unwrap().definition
    }

    #[test]
    fn the_centres_own_aim_goes_before_the_definitions() {
        let rate = definition("connect_rate");
        let (usual, own) = (Aims::default(), OwnAim { target: Some(0.95), warning: Some(0.9) });
        assert_eq!(usual.of(&rate).standing(0.92), Some(Standing::Good));
        let aims = Aims([("connect_rate".to_owned(), own)].into());
        let standing = |value| aims.of(&rate).standing(value).unwrap();
        assert_eq!(
            [standing(0.95), standing(0.92), standing(0.89)],
            [Standing::Good, Standing::Near, Standing::Missed]
        );
        let none = Aims([("connect_rate".to_owned(), OwnAim { target: None, warning: None })].into());
        assert_eq!(none.of(&rate).standing(0.1), None);
    }

    #[test]
    fn times_are_aimed_at_from_below() {
        let time = definition("average_handling_time_s");
        let own = OwnAim { target: Some(200.0), warning: Some(240.0) };
        assert_eq!(check(&time, own), Ok(()));
        let aims = Aims([("average_handling_time_s".to_owned(), own)].into());
        assert_eq!(aims.of(&time).standing(220.0), Some(Standing::Near));
        assert_eq!(aims.of(&time).standing(241.0), Some(Standing::Missed));
    }

    #[test]
    fn aims_that_nothing_could_meet_are_refused() {
        let rate = definition("connect_rate");
        let fault =
            |target, warning| check(&rate, OwnAim { target, warning }).unwrap_err().fields[0].field.clone();
        assert_eq!(fault(Some(1.2), None), "target");
        assert_eq!(fault(Some(0.9), Some(0.95)), "warning");
        assert_eq!(fault(None, Some(0.5)), "warning");
    }
}
