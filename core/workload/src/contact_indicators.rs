//! The indicators over contacts. Source: the call manual; GB/T 33358-2016 where named.

use kernel::{ContactId, Text};

use crate::facts::{ContactFacts, EndedBy, Outcome};
use crate::indicator::{Indicator, Member, Target, Unit, define};
use crate::preset::{Resolution, ServiceLevelBase, Settings, ShortAbandons};

/// Counts contacts: those in `base`, and of them those in `counted`.
fn share(
    facts: &[ContactFacts],
    base: impl Fn(&ContactFacts) -> bool,
    counted: impl Fn(&ContactFacts) -> bool,
) -> Vec<Member<ContactId>> {
    mean(facts, base, |fact| f64::from(u8::from(counted(fact))))
}

/// Adds an amount up over the contacts in `base`.
fn mean(
    facts: &[ContactFacts],
    base: impl Fn(&ContactFacts) -> bool,
    amount: impl Fn(&ContactFacts) -> f64,
) -> Vec<Member<ContactId>> {
    let member = |fact: &ContactFacts| Member { id: fact.contact, numerator: amount(fact), denominator: 1.0 };
    facts.iter().filter(|fact| base(fact)).map(member).collect()
}

impl Settings {
    fn left_out(&self, fact: &ContactFacts) -> bool {
        match self.short_abandons {
            ShortAbandons::Counted => false,
            ShortAbandons::LeftOut => fact.short_abandon(self.short_abandon_s),
        }
    }
}

/// Answered ÷ offered to a person.
pub fn connect_rate(facts: &[ContactFacts], settings: &Settings) -> Indicator {
    let formula = ("接通量 ÷ 请求人工的呼入量", "answered ÷ offered to a person");
    let definition = define("connect_rate", ("接通率", "Connect rate"), formula, Unit::Share)
        .aiming(Target::AtLeast(settings.connect_rate_target))
        .choosing(settings.short_text());
    let base = |fact: &ContactFacts| fact.offered() && !settings.left_out(fact);
    Indicator::of(definition, share(facts, base, ContactFacts::answered))
}

/// Answered ÷ everything that came in, self-service included: the call manual's wording, shown beside.
pub fn connect_rate_of_all(facts: &[ContactFacts], settings: &Settings) -> Indicator {
    let title = ("接通率（全部来电）", "Connect rate of all incoming");
    let formula = ("接通量 ÷ 全部呼入量（含自助服务）", "answered ÷ all incoming, self-service included");
    let definition =
        define("connect_rate_of_all", title, formula, Unit::Share).choosing(settings.short_text());
    Indicator::of(definition, share(facts, |fact| !settings.left_out(fact), ContactFacts::answered))
}

/// Answered within three rings of the agent's device ÷ answered.
pub fn three_ring_rate(facts: &[ContactFacts], settings: &Settings) -> Indicator {
    let formula = ("规定振铃次数内接起量 ÷ 接通量", "answered within the set number of rings ÷ answered");
    let limit = settings.ring_cadence_s * f64::from(settings.rings);
    let (rings, cadence) = (settings.rings, settings.ring_cadence_s);
    let definition = define("three_ring_rate", ("三声接起率", "Three-ring rate"), formula, Unit::Share)
        .aiming(Target::AtLeast(0.95))
        .choosing(Text::new(
            format!("{rings} 声内，每声 {cadence} 秒，即 {limit} 秒内"),
            format!("within {rings} rings of {cadence} s, that is {limit} s"),
        ));
    Indicator::of(definition, share(facts, ContactFacts::answered, |fact| fact.answered_ring_s <= limit))
}

/// Answered within the threshold after asking for a person ÷ the chosen denominator.
pub fn service_level(facts: &[ContactFacts], settings: &Settings) -> Indicator {
    let threshold = settings.threshold_s;
    let zh = format!("请求人工后 {threshold} 秒内接通量 ÷ 呼入量");
    let en = format!("answered within {threshold} s of asking for a person ÷ offered");
    let mut definition = define("service_level", ("服务水平", "Service level"), (&zh, &en), Unit::Share)
        .choosing(settings.base_text());
    definition.target = settings.service_level_target.map(Target::AtLeast);
    let base = |fact: &ContactFacts| {
        fact.offered()
            && match settings.service_level_base {
                ServiceLevelBase::Offered => true,
                ServiceLevelBase::OfferedWithoutShort => !fact.short_abandon(settings.short_abandon_s),
                ServiceLevelBase::AnsweredAndLateAbandons => {
                    fact.answered() || (fact.outcome == Outcome::Abandoned && fact.wait_s() > threshold)
                }
            }
    };
    Indicator::of(definition, share(facts, base, |fact| fact.answered() && fact.wait_s() <= threshold))
}

/// Time in queue and ringing of the answered ÷ answered.
pub fn average_speed_of_answer(facts: &[ContactFacts]) -> Indicator {
    let formula = ("接通者的排队与振铃时长之和 ÷ 接通量", "queue and ring time of the answered ÷ answered");
    let title = ("平均应答速度", "Average speed of answer");
    let definition = define("average_speed_of_answer_s", title, formula, Unit::Seconds);
    Indicator::of(definition, mean(facts, ContactFacts::answered, ContactFacts::wait_s))
}

/// Gave up in queue or while ringing ÷ offered.
pub fn abandonment(facts: &[ContactFacts], settings: &Settings) -> Indicator {
    let formula = ("排队或振铃中放弃量 ÷ 呼入量", "abandoned in queue or ringing ÷ offered");
    let definition = define("abandonment", ("放弃率", "Abandonment"), formula, Unit::Share)
        .choosing(settings.short_text());
    let base = |fact: &ContactFacts| fact.offered() && !settings.left_out(fact);
    Indicator::of(definition, share(facts, base, |fact| fact.outcome == Outcome::Abandoned))
}

/// Gave up within the short time ÷ offered: reported on its own.
pub fn short_abandonment(facts: &[ContactFacts], settings: &Settings) -> Indicator {
    let limit = settings.short_abandon_s;
    let (zh, en) = (format!("{limit} 秒内放弃量 ÷ 呼入量"), format!("abandoned within {limit} s ÷ offered"));
    let definition =
        define("short_abandonment", ("短时放弃率", "Short abandonment"), (&zh, &en), Unit::Share);
    Indicator::of(definition, share(facts, ContactFacts::offered, |fact| fact.short_abandon(limit)))
}

/// Talk time ÷ answered: what the call manual calls average handling time.
pub fn average_talk_time(facts: &[ContactFacts]) -> Indicator {
    let formula = ("通话时长之和 ÷ 接通量", "talk time ÷ answered");
    let definition =
        define("average_talk_time_s", ("平均通话时长", "Average talk time"), formula, Unit::Seconds)
            .aiming(Target::AtMost(180.0))
            .choosing(Text::new("手册口径：仅通话", "the call manual's: talk only"));
    Indicator::of(definition, mean(facts, ContactFacts::answered, |fact| fact.talk_s))
}

/// Talk, hold and wrap-up time ÷ handled: the industry's form.
pub fn average_handling_time(facts: &[ContactFacts]) -> Indicator {
    let formula = ("（通话 + 保持 + 话后处理）时长之和 ÷ 处理量", "(talk + hold + wrap-up) ÷ handled");
    let title = ("平均处理时长", "Average handling time");
    let definition = define("average_handling_time_s", title, formula, Unit::Seconds)
        .choosing(Text::new("行业口径：含保持与话后处理", "the industry's: with hold and wrap-up"));
    let handled = |fact: &ContactFacts| fact.talk_s + fact.hold_s + fact.wrap_up_s;
    Indicator::of(definition, mean(facts, ContactFacts::answered, handled))
}

/// Resolved on first contact ÷ answered.
pub fn first_contact_resolution(facts: &[ContactFacts], settings: &Settings) -> Indicator {
    let formula = ("首次解决量 ÷ 接通量", "resolved on first contact ÷ answered");
    let title = ("一次解决率", "First-contact resolution");
    let definition = define("first_contact_resolution", title, formula, Unit::Share)
        .aiming(Target::AtLeast(0.85))
        .choosing(settings.resolution_text());
    let resolved = |fact: &ContactFacts| {
        let recorded = fact.resolved_first_contact == Some(true);
        match settings.resolution {
            Resolution::FollowedUp => recorded && !fact.came_back,
            Resolution::AsRecorded => recorded,
        }
    };
    Indicator::of(definition, share(facts, ContactFacts::answered, resolved))
}

/// Scores of 4 and 5 ÷ scores.
pub fn satisfaction(facts: &[ContactFacts]) -> Indicator {
    let formula = ("评分 4–5 的数量 ÷ 评分数量", "scores of 4 and 5 ÷ scores");
    let definition = define("satisfaction", ("满意度", "Satisfaction"), formula, Unit::Share)
        .aiming(Target::AtLeast(0.95));
    let scored = |fact: &ContactFacts| fact.survey_score.is_some();
    Indicator::of(definition, share(facts, scored, |fact| fact.survey_score.is_some_and(|score| score >= 4)))
}

/// Scores ÷ answered: beside the satisfaction.
pub fn survey_response_rate(facts: &[ContactFacts]) -> Indicator {
    let formula = ("评分数量 ÷ 接通量", "scores ÷ answered");
    let title = ("参评率", "Survey response rate");
    let definition = define("survey_response_rate", title, formula, Unit::Share);
    Indicator::of(definition, share(facts, ContactFacts::answered, |fact| fact.survey_score.is_some()))
}

/// Complete records ÷ handled.
pub fn record_complete(facts: &[ContactFacts]) -> Indicator {
    let formula = ("话后记录完整量 ÷ 处理量", "complete records at wrap-up ÷ handled");
    let definition = define("record_complete", ("记录完整率", "Complete records"), formula, Unit::Share);
    Indicator::of(definition, share(facts, ContactFacts::answered, |fact| fact.record_complete))
}

/// Ended by the agent ÷ answered; the aim is none.
pub fn agent_ended_first(facts: &[ContactFacts]) -> Indicator {
    let formula = ("坐席先挂机量 ÷ 接通量", "ended by the agent ÷ answered");
    let title = ("坐席先挂机率", "Ended by the agent");
    let definition = define("agent_ended_first", title, formula, Unit::Share).aiming(Target::AtMost(0.0));
    let by_agent = |fact: &ContactFacts| fact.ended_by == Some(EndedBy::Agent);
    Indicator::of(definition, share(facts, ContactFacts::answered, by_agent))
}

/// All indicators over contacts, in the order in which they are shown.
pub fn contact_indicators(facts: &[ContactFacts], settings: &Settings) -> Vec<Indicator> {
    vec![
        connect_rate(facts, settings),
        connect_rate_of_all(facts, settings),
        three_ring_rate(facts, settings),
        service_level(facts, settings),
        average_speed_of_answer(facts),
        abandonment(facts, settings),
        short_abandonment(facts, settings),
        average_talk_time(facts),
        average_handling_time(facts),
        first_contact_resolution(facts, settings),
        satisfaction(facts),
        survey_response_rate(facts),
        record_complete(facts),
        agent_ended_first(facts),
    ]
}
