//! Where definitions compete, a preset chooses; what was chosen is printed beside the number.

use kernel::Text;
use serde::{Deserialize, Serialize};

/// A known set of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// The call manual's.
    #[default]
    Manual,
    /// GB/T 33358-2016.
    Gbt33358,
    /// The industry's usual ones.
    Industry,
}

/// Whether customers who give up within the short time count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortAbandons {
    /// They count like all others.
    Counted,
    /// They are left out of numerator and denominator.
    LeftOut,
}

/// The denominator of the service level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceLevelBase {
    /// All contacts offered.
    Offered,
    /// Without short abandons.
    OfferedWithoutShort,
    /// Answered, and abandoned after the threshold.
    AnsweredAndLateAbandons,
}

/// What resolved on first contact means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// The record says so and the customer did not come back within 7 days.
    FollowedUp,
    /// The record says so.
    AsRecorded,
}

/// All choices and targets; each can be changed by the centre.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Where they came from.
    pub preset: Preset,
    /// Answered within this time is in the service level.
    pub threshold_s: f64,
    /// The denominator of the service level.
    pub service_level_base: ServiceLevelBase,
    /// Target of the service level.
    pub service_level_target: Option<f64>,
    /// Giving up within this time is short.
    pub short_abandon_s: f64,
    /// Whether short abandons count in connect rate and abandonment.
    pub short_abandons: ShortAbandons,
    /// Target of the connect rate.
    pub connect_rate_target: f64,
    /// One ring with its pause.
    pub ring_cadence_s: f64,
    /// Rings within which an agent should answer.
    pub rings: u32,
    /// What resolved means.
    pub resolution: Resolution,
}

impl Preset {
    /// The choices of this preset.
    pub fn settings(self) -> Settings {
        let manual = Settings {
            preset: self,
            threshold_s: 15.0,
            service_level_base: ServiceLevelBase::Offered,
            service_level_target: None,
            short_abandon_s: 5.0,
            short_abandons: ShortAbandons::Counted,
            connect_rate_target: 0.90,
            ring_cadence_s: 5.0,
            rings: 3,
            resolution: Resolution::FollowedUp,
        };
        match self {
            Preset::Manual => manual,
            Preset::Gbt33358 => Settings { connect_rate_target: 0.95, ..manual },
            Preset::Industry => Settings {
                threshold_s: 20.0,
                service_level_base: ServiceLevelBase::OfferedWithoutShort,
                service_level_target: Some(0.80),
                short_abandons: ShortAbandons::LeftOut,
                ..manual
            },
        }
    }

    /// The preset's name.
    pub fn name(self) -> Text {
        match self {
            Preset::Manual => Text::new("话务手册口径", "the call manual's"),
            Preset::Gbt33358 => Text::new("GB/T 33358-2016 口径", "GB/T 33358-2016"),
            Preset::Industry => Text::new("行业通用口径", "the industry's usual one"),
        }
    }
}

impl Settings {
    pub(crate) fn short_text(&self) -> Text {
        let limit = self.short_abandon_s;
        match self.short_abandons {
            ShortAbandons::Counted => Text::new(
                format!("含 {limit} 秒内的短时放弃"),
                format!("abandons within {limit} s are counted"),
            ),
            ShortAbandons::LeftOut => Text::new(
                format!("不含 {limit} 秒内的短时放弃"),
                format!("abandons within {limit} s are left out"),
            ),
        }
    }

    pub(crate) fn base_text(&self) -> Text {
        let (short, threshold) = (self.short_abandon_s, self.threshold_s);
        match self.service_level_base {
            ServiceLevelBase::Offered => Text::new("分母为全部呼入", "of all offered"),
            ServiceLevelBase::OfferedWithoutShort => Text::new(
                format!("分母为呼入减去 {short} 秒内的短时放弃"),
                format!("of all offered without abandons within {short} s"),
            ),
            ServiceLevelBase::AnsweredAndLateAbandons => Text::new(
                format!("分母为接通加上 {threshold} 秒后的放弃"),
                format!("of those answered or abandoned after {threshold} s"),
            ),
        }
    }

    pub(crate) fn resolution_text(&self) -> Text {
        match self.resolution {
            Resolution::FollowedUp => Text::new(
                "记录为已解决且 7 天内未就同一事项再次来访",
                "recorded as resolved and not back on the same matter within 7 days",
            ),
            Resolution::AsRecorded => Text::new("以记录为准", "as recorded"),
        }
    }
}
