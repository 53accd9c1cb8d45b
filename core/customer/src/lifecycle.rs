//! The life of a customer with us, from lead to member (CUS-2), as the manual draws it.

use std::str::FromStr;

use kernel::{Actor, FieldError, Refused, Text, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Known, nothing more.
    Lead,
    /// Tries the service.
    Trial,
    /// Not joined, worth developing: contacted periodically.
    Prospect,
    /// Member, ordinary.
    Member,
    /// Member with agency rights, or marked so.
    KeyAccount,
    /// Was a member; the service period ended and was not renewed.
    Lapsed,
    /// Not joined, not worth developing.
    Eliminated,
}

impl Stage {
    /// All stages.
    pub const ALL: [Stage; 7] = [
        Stage::Lead,
        Stage::Trial,
        Stage::Prospect,
        Stage::Member,
        Stage::KeyAccount,
        Stage::Lapsed,
        Stage::Eliminated,
    ];

    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Lead => "lead",
            Stage::Trial => "trial",
            Stage::Prospect => "prospect",
            Stage::Member => "member",
            Stage::KeyAccount => "key_account",
            Stage::Lapsed => "lapsed",
            Stage::Eliminated => "eliminated",
        }
    }

    /// The name for people.
    pub fn label(self) -> Text {
        match self {
            Stage::Lead => Text::new("意向客户", "Lead"),
            Stage::Trial => Text::new("试用", "Trial"),
            Stage::Prospect => Text::new("潜在客户", "Prospect"),
            Stage::Member => Text::new("会员", "Member"),
            Stage::KeyAccount => Text::new("大客户", "Key account"),
            Stage::Lapsed => Text::new("已到期", "Lapsed"),
            Stage::Eliminated => Text::new("淘汰", "Eliminated"),
        }
    }

    /// Whether a service period runs.
    pub fn is_member(self) -> bool {
        matches!(self, Stage::Member | Stage::KeyAccount)
    }
}

impl FromStr for Stage {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        Self::ALL.into_iter().find(|stage| stage.name() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Refused::field("stage", format!("未知阶段，可用：{names}"), format!("Stages are {names}"))
        })
    }
}

/// What is taken when a customer tries the service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TrialFacts {
    /// Name of the company.
    pub company: String,
    /// Its nature.
    pub nature: String,
    /// Its region.
    pub region: String,
    /// Whom to speak with.
    pub contact: String,
}

/// Why a member is a key account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "ground", rename_all = "snake_case")]
pub enum KeyGround {
    /// Obtained agency rights.
    AgencyRights,
    /// Marked so.
    Marked {
        /// Why.
        why: String,
    },
}

/// What can be done with a customer's standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum LifecycleCommand {
    /// Tries the service, for the first time or again.
    Try {
        /// What is taken.
        facts: TrialFacts,
    },
    /// Joins.
    Join {
        /// Number of the booth.
        booth_number: String,
        /// Trading code.
        trading_code: String,
        /// Until when the service period runs.
        service_until: Timestamp,
    },
    /// Did not join or renew, and is worth developing.
    Develop {
        /// Why.
        why: String,
    },
    /// Did not join, and is not worth developing.
    Eliminate {
        /// Why.
        reason: String,
    },
    /// Is looked at again after all.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Becomes a key account.
    MakeKeyAccount {
        /// Why.
        ground: KeyGround,
    },
    /// The agency ended.
    EndAgency {
        /// Why.
        why: String,
    },
    /// The service period is renewed.
    Renew {
        /// Until when it runs now.
        service_until: Timestamp,
    },
    /// The service period ended and was not renewed.
    Lapse,
}

/// What happened to a customer's standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LifecycleEvent {
    /// From where; none for the beginning.
    pub from: Option<Stage>,
    /// To where; the same for a renewal.
    pub to: Stage,
    /// What was done, with its facts; none for the beginning.
    pub command: Option<LifecycleCommand>,
}

/// A move, dated with who and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LifecycleStep {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub event: LifecycleEvent,
}

/// A move in the picture of the life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Edge {
    /// From where.
    pub from: Stage,
    /// To where.
    pub to: Stage,
    /// Name of the command.
    pub command: String,
    /// What stands at the arrow.
    pub label: Text,
}

/// The picture: from, command, to, label.
const EDGES: &[(Stage, &str, Stage, &str, &str)] = &[
    (Stage::Lead, "try", Stage::Trial, "试用", "Tries the service"),
    (Stage::Lead, "develop", Stage::Prospect, "转为潜在客户", "Worth developing"),
    (Stage::Lead, "eliminate", Stage::Eliminated, "淘汰", "Not worth developing"),
    (Stage::Trial, "join", Stage::Member, "加入会员", "Joins"),
    (Stage::Trial, "develop", Stage::Prospect, "未加入，有开发价值", "Not joined, worth developing"),
    (Stage::Trial, "eliminate", Stage::Eliminated, "未加入，无开发价值", "Not joined, not worth developing"),
    (Stage::Prospect, "try", Stage::Trial, "再次试用", "Tries again"),
    (Stage::Prospect, "join", Stage::Member, "加入会员", "Joins"),
    (Stage::Prospect, "eliminate", Stage::Eliminated, "淘汰", "Not worth developing"),
    (
        Stage::Member,
        "make_key_account",
        Stage::KeyAccount,
        "取得代理权或被标记",
        "Obtains agency rights, or marked",
    ),
    (Stage::KeyAccount, "end_agency", Stage::Member, "代理终止", "Agency ended"),
    (Stage::Member, "renew", Stage::Member, "续期", "Renews"),
    (Stage::KeyAccount, "renew", Stage::KeyAccount, "续期", "Renews"),
    (Stage::Member, "lapse", Stage::Lapsed, "到期未续", "Period ended"),
    (Stage::KeyAccount, "lapse", Stage::Lapsed, "到期未续", "Period ended"),
    (Stage::Lapsed, "renew", Stage::Member, "重新加入", "Renews"),
    (Stage::Lapsed, "develop", Stage::Prospect, "转为潜在客户", "Worth developing"),
    (Stage::Eliminated, "reopen", Stage::Prospect, "重新开发", "Reopened"),
];

impl LifecycleCommand {
    /// The name used by API and picture.
    pub fn name(&self) -> &'static str {
        match self {
            LifecycleCommand::Try { .. } => "try",
            LifecycleCommand::Join { .. } => "join",
            LifecycleCommand::Develop { .. } => "develop",
            LifecycleCommand::Eliminate { .. } => "eliminate",
            LifecycleCommand::Reopen { .. } => "reopen",
            LifecycleCommand::MakeKeyAccount { .. } => "make_key_account",
            LifecycleCommand::EndAgency { .. } => "end_agency",
            LifecycleCommand::Renew { .. } => "renew",
            LifecycleCommand::Lapse => "lapse",
        }
    }

    /// Why, if it is said.
    pub fn why(&self) -> Option<&str> {
        match self {
            LifecycleCommand::Develop { why }
            | LifecycleCommand::EndAgency { why }
            | LifecycleCommand::MakeKeyAccount { ground: KeyGround::Marked { why } } => Some(why),
            LifecycleCommand::Eliminate { reason } | LifecycleCommand::Reopen { reason } => Some(reason),
            LifecycleCommand::MakeKeyAccount { ground: KeyGround::AgencyRights }
            | LifecycleCommand::Try { .. }
            | LifecycleCommand::Join { .. }
            | LifecycleCommand::Renew { .. }
            | LifecycleCommand::Lapse => None,
        }
    }

    /// What is missing or wrong, field by field.
    fn check(&self, now: Timestamp) -> Result<(), Box<Refused>> {
        let mut needed: Vec<(&str, &str)> = Vec::new();
        let mut until = None;
        match self {
            LifecycleCommand::Try { facts } => needed.extend([
                ("facts.company", facts.company.as_str()),
                ("facts.nature", &facts.nature),
                ("facts.region", &facts.region),
                ("facts.contact", &facts.contact),
            ]),
            LifecycleCommand::Join { booth_number, trading_code, service_until } => {
                needed.extend([("booth_number", booth_number.as_str()), ("trading_code", trading_code)]);
                until = Some(*service_until);
            }
            LifecycleCommand::Renew { service_until } => until = Some(*service_until),
            LifecycleCommand::Develop { why } | LifecycleCommand::EndAgency { why } => {
                needed.push(("why", why))
            }
            LifecycleCommand::MakeKeyAccount { ground: KeyGround::Marked { why } } => {
                needed.push(("ground.why", why))
            }
            LifecycleCommand::Eliminate { reason } | LifecycleCommand::Reopen { reason } => {
                needed.push(("reason", reason));
            }
            LifecycleCommand::MakeKeyAccount { ground: KeyGround::AgencyRights }
            | LifecycleCommand::Lapse => {}
        }
        let mut refused = Refused::invalid("customers.lifecycle", "请补全信息", "Something is missing");
        for (field, _) in needed.into_iter().filter(|(_, written)| written.trim().is_empty()) {
            refused = refused.with_field(field, "请填写", "Needed");
        }
        if until.is_some_and(|until| until <= now) {
            refused = refused.with_field(
                "service_until",
                "服务期必须在将来结束",
                "The period must end later than now",
            );
        }
        if refused.fields.is_empty() { Ok(()) } else { Err(Box::new(refused)) }
    }
}

/// What somebody brings who is a customer from the first day we know of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beginning {
    /// Number of the booth.
    pub booth_number: String,
    /// Trading code.
    pub trading_code: String,
    /// Until when the service period runs.
    pub service_until: Option<Timestamp>,
    /// Why a key account.
    pub ground: Option<KeyGround>,
}

impl Beginning {
    /// Asks of somebody who begins as a member or key account what the moves to there ask.
    ///
    /// # Errors
    /// What is missing, field by field: `booth_number`, `trading_code`, `service_until`, `ground`.
    pub fn check(&self, stage: Stage, now: Timestamp) -> Result<(), Box<Refused>> {
        if !stage.is_member() {
            return Ok(());
        }
        let joined = LifecycleCommand::Join {
            booth_number: self.booth_number.clone(),
            trading_code: self.trading_code.clone(),
            // None at all has ended as well.
            service_until: self.service_until.unwrap_or(Timestamp::from_micros(i64::MIN)),
        };
        let mut faults = joined.check(now).err().map(|refused| refused.fields).unwrap_or_default();
        if stage == Stage::KeyAccount {
            match &self.ground {
                Some(ground) => {
                    let made = LifecycleCommand::MakeKeyAccount { ground: ground.clone() };
                    faults.extend(made.check(now).err().into_iter().flat_map(|refused| refused.fields));
                }
                None => faults.push(FieldError {
                    field: "ground".to_owned(),
                    message: Text::new("请说明为何是大客户", "Say why it is a key account"),
                }),
            }
        }
        if faults.is_empty() {
            return Ok(());
        }
        let mut refused = Refused::invalid("customers.lifecycle", "请补全信息", "Something is missing");
        refused.fields = faults;
        Err(Box::new(refused))
    }
}

/// The standing of one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lifecycle {
    stage: Stage,
    since: Timestamp,
    service_until: Option<Timestamp>,
    steps: Vec<LifecycleStep>,
}

impl Lifecycle {
    /// A customer who has just become known; imported customers may begin elsewhere.
    pub fn new(stage: Stage, actor: Actor, at: Timestamp) -> Self {
        let event = LifecycleEvent { from: None, to: stage, command: None };
        Self { stage, since: at, service_until: None, steps: vec![LifecycleStep { at, actor, event }] }
    }

    /// The same life with a service period that runs already, as imported members have one.
    #[must_use]
    pub fn with_service_until(self, service_until: Option<Timestamp>) -> Self {
        Self { service_until, ..self }
    }

    /// The same life of somebody who begins eliminated, for this reason.
    #[must_use]
    pub fn with_elimination(mut self, reason: String) -> Self {
        if let Some(first) = self.steps.first_mut() {
            first.event.command = Some(LifecycleCommand::Eliminate { reason });
        }
        self
    }

    /// The same life of somebody who begins as a key account, on this ground.
    #[must_use]
    pub fn with_key_ground(mut self, ground: KeyGround) -> Self {
        if let Some(first) = self.steps.first_mut() {
            first.event.command = Some(LifecycleCommand::MakeKeyAccount { ground });
        }
        self
    }

    /// Why an eliminated customer was eliminated.
    pub fn why_eliminated(&self) -> Option<&str> {
        match self.steps.last()?.event.command.as_ref()? {
            LifecycleCommand::Eliminate { reason } if self.stage == Stage::Eliminated => Some(reason),
            _ => None,
        }
    }

    /// Where the customer stands.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Since when.
    pub fn since(&self) -> Timestamp {
        self.since
    }

    /// Until when the service period runs, or ran.
    pub fn service_until(&self) -> Option<Timestamp> {
        self.service_until
    }

    /// Every move so far, dated, with who and why.
    pub fn steps(&self) -> &[LifecycleStep] {
        &self.steps
    }

    /// The whole picture.
    pub fn drawing() -> Vec<Edge> {
        let edge = |(from, command, to, zh, en): &(Stage, &str, Stage, &str, &str)| Edge {
            from: *from,
            to: *to,
            command: (*command).to_owned(),
            label: Text::new(*zh, *en),
        };
        EDGES.iter().map(edge).collect()
    }

    /// What is possible from here.
    pub fn possible(&self) -> Vec<Edge> {
        Self::drawing().into_iter().filter(|edge| edge.from == self.stage).collect()
    }

    /// Decides a command.
    ///
    /// # Errors
    /// The stage does not allow it, with what it allows; or something is missing.
    pub fn decide(&self, command: &LifecycleCommand, now: Timestamp) -> Result<LifecycleEvent, Box<Refused>> {
        let name = command.name();
        let edge = EDGES.iter().find(|(from, known, ..)| *from == self.stage && *known == name);
        let Some((_, _, to, ..)) = edge else {
            let Text { zh, en } = self.stage.label();
            let refused = Refused::conflict(
                "customers.stage",
                format!("“{zh}”阶段不能这样操作"),
                format!("Not possible at the stage '{en}'"),
            );
            return Err(Box::new(
                refused.with_possible(self.possible().into_iter().map(|edge| edge.command)),
            ));
        };
        command.check(now)?;
        if *command == LifecycleCommand::Lapse
            && let Some(until) = self.service_until.filter(|until| *until > now)
        {
            let (zh, en) = ("服务期尚未结束", "The service period has not ended");
            return Err(Box::new(Refused::conflict("customers.period_runs", zh, en).with_until(until)));
        }
        Ok(LifecycleEvent { from: Some(self.stage), to: *to, command: Some(command.clone()) })
    }

    /// The standing after one more event.
    pub fn apply(&mut self, event: &LifecycleEvent, actor: Actor, at: Timestamp) {
        if event.to != self.stage {
            self.since = at;
        }
        self.stage = event.to;
        match &event.command {
            Some(
                LifecycleCommand::Join { service_until, .. } | LifecycleCommand::Renew { service_until },
            ) => self.service_until = Some(*service_until),
            Some(
                LifecycleCommand::Try { .. }
                | LifecycleCommand::Develop { .. }
                | LifecycleCommand::Eliminate { .. }
                | LifecycleCommand::Reopen { .. }
                | LifecycleCommand::MakeKeyAccount { .. }
                | LifecycleCommand::EndAgency { .. }
                | LifecycleCommand::Lapse,
            )
            | None => {}
        }
        self.steps.push(LifecycleStep { at, actor, event: event.clone() });
    }
}
