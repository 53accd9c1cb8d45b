//! Checks an edited type before it is used: each fault with the part where it is.

use std::collections::BTreeSet;

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::clocks::{ClockRule, Trigger};
use crate::escalate::EscalateOn;
use crate::field::{Choice, FieldDef, FieldKind};
use crate::ticket_type::{Condition, MoveDef, StateKind, TicketType};
use crate::{FieldName, StateName};

/// States of a type at most.
const MOST_STATES: usize = 60;
/// Moves of a type at most.
const MOST_MOVES: usize = 300;
/// Fields of a form at most.
const MOST_FIELDS: usize = 100;
/// Characters of a text field at most.
const LONGEST_TEXT: usize = 20_000;

/// One fault of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeFault {
    /// The faulty part, such as `moves.apologise.to` or `states`.
    pub part: String,
    /// Stable name of the sort of fault, such as `unknown_state`.
    pub code: String,
    /// What is wrong, for people.
    pub what: Text,
}

impl TicketType {
    /// Everything that is wrong with the type; `in_use` are states in which tickets are now, which must stay.
    pub fn faults(&self, in_use: &BTreeSet<StateName>) -> Vec<TypeFault> {
        let mut check = Check { of: self, faults: Vec::new() };
        check.head();
        check.states(in_use);
        check.fields();
        for found in &self.moves {
            check.a_move(found);
        }
        check.department();
        for rule in &self.clocks {
            check.clock(rule);
        }
        check.escalations();
        // Ways are only followed where all states are known.
        if check.faults.is_empty() {
            check.ways();
        }
        check.faults
    }

    /// Where each way of leaving a state leads, moves and the work of departments together.
    fn ways(&self) -> Vec<(&StateName, &StateName)> {
        let mut ways: Vec<(&StateName, &StateName)> = Vec::new();
        for found in &self.moves {
            ways.extend(found.from.iter().map(|from| (from, &found.to)));
        }
        if let Some(rule) = &self.department {
            // What is given back goes where it came from: that leads nowhere new.
            ways.extend(rule.from.iter().map(|from| (from, &rule.with)));
            let loop_ways = [
                (&rule.with, &rule.feedback),
                (&rule.with, &rule.asking),
                (&rule.feedback, &rule.asking),
                (&rule.asking, &rule.with),
                (&rule.asking, &rule.satisfied),
            ];
            ways.extend(loop_ways);
        }
        ways.extend(
            self.states.iter().filter_map(|state| Some((&state.name, state.on_customer_wrote.as_ref()?))),
        );
        if let Some(rule) = &self.reopen {
            let over =
                self.states.iter().filter(|state| matches!(state.kind, StateKind::Closed | StateKind::Visit));
            ways.extend(over.map(|state| (&state.name, &rule.to)));
        }
        ways
    }
}

struct Check<'a> {
    of: &'a TicketType,
    faults: Vec<TypeFault>,
}

impl Check<'_> {
    fn fault(&mut self, part: impl Into<String>, code: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.faults.push(TypeFault { part: part.into(), code: code.to_owned(), what: Text::new(zh, en) });
    }

    fn label(&mut self, part: &str, label: &Text) {
        if label.zh.trim().is_empty() || label.en.trim().is_empty() {
            self.fault(format!("{part}.label"), "no_label", "请填写中英文名称", "Name it in both languages");
        }
    }

    fn name(&mut self, part: &str, name: &str) {
        let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if name.is_empty() || name.len() > 60 || !name.chars().all(fits) {
            let (zh, en) =
                ("名称只能含小写字母、数字和下划线", "A name has small letters, digits and _ only");
            self.fault(part, "bad_name", zh, en);
        }
    }

    fn known_state(&mut self, part: String, state: &StateName) {
        if self.of.state(state).is_none() {
            let (zh, en) = (format!("没有状态“{state}”"), format!("There is no state '{state}'"));
            self.fault(part, "unknown_state", zh, en);
        }
    }

    fn known_field(&mut self, part: String, field: &FieldName) {
        if self.of.field(field).is_none() {
            let (zh, en) = (format!("没有字段“{field}”"), format!("There is no field '{field}'"));
            self.fault(part, "unknown_field", zh, en);
        }
    }

    fn distinct<'n>(&mut self, part: &str, names: impl Iterator<Item = &'n str>) {
        let mut seen = BTreeSet::new();
        for name in names.filter(|name| !seen.insert(*name)) {
            let (zh, en) = (format!("“{name}”重复"), format!("'{name}' stands twice"));
            self.fault(format!("{part}.{name}"), "twice", zh, en);
        }
    }

    fn at_most(&mut self, part: &str, count: usize, most: usize) {
        if count > most {
            self.fault(part, "too_many", format!("最多 {most} 个"), format!("At most {most}"));
        }
    }

    fn head(&mut self) {
        let of = self.of;
        self.name("name", of.name.as_str());
        self.label("type", &of.label);
        if of.opened_by.is_empty() {
            self.fault("opened_by", "nobody", "没有人可以创建", "Nobody may open one");
        }
        self.known_state("start".to_owned(), &of.start);
        if of.state(&of.start).is_some_and(|state| state.kind == StateKind::Closed) {
            self.fault("start", "starts_closed", "起始状态不能是结束状态", "It cannot begin where it ends");
        }
        if let Some(rule) = &of.reopen {
            self.known_state("reopen.to".to_owned(), &rule.to);
            if of.state(&rule.to).is_some_and(|state| state.kind == StateKind::Closed) {
                self.fault(
                    "reopen.to",
                    "opens_closed",
                    "不能重新打开到结束状态",
                    "It cannot open where it ends",
                );
            }
        }
    }

    fn states(&mut self, in_use: &BTreeSet<StateName>) {
        let of = self.of;
        self.at_most("states", of.states.len(), MOST_STATES);
        self.distinct("states", of.states.iter().map(|state| state.name.as_str()));
        for state in &of.states {
            let part = format!("states.{}", state.name);
            self.name(&part, state.name.as_str());
            self.label(&part, &state.label);
            if let Some(to) = &state.on_customer_wrote {
                self.goes_on(format!("{part}.on_customer_wrote"), state.kind, to);
            }
        }
        if !of.states.iter().any(|state| state.kind == StateKind::Closed) {
            self.fault("states", "no_end", "至少需要一个结束状态", "At least one state must be the end");
        }
        for state in in_use.iter().filter(|state| of.state(state).is_none()) {
            let (zh, en) = (
                format!("仍有工单处于“{state}”，不能删除"),
                format!("Tickets are in '{state}' now: it must stay"),
            );
            self.fault(format!("states.{state}"), "state_in_use", zh, en);
        }
    }

    /// Where a state that waits for the customer goes on.
    fn goes_on(&mut self, part: String, kind: StateKind, to: &StateName) {
        self.known_state(part.clone(), to);
        if kind != StateKind::WaitingForCustomer {
            let (zh, en) =
                ("只有等待客户的状态才有回复后的去向", "Only a state that waits for the customer has one");
            self.fault(part.clone(), "not_waiting", zh, en);
        }
        if self.of.state(to).is_some_and(|next| next.kind != StateKind::Open) {
            let (zh, en) = ("客户回复后应回到处理中的状态", "It goes on where customer service works on it");
            self.fault(part, "not_open", zh, en);
        }
    }

    fn fields(&mut self) {
        let of = self.of;
        self.at_most("fields", of.fields.len(), MOST_FIELDS);
        self.distinct("fields", of.fields.iter().map(|field| field.name.as_str()));
        for field in &of.fields {
            let part = format!("fields.{}", field.name);
            self.name(&part, field.name.as_str());
            self.label(&part, &field.label);
            self.field(&part, field);
        }
    }

    fn field(&mut self, part: &str, field: &FieldDef) {
        match &field.takes {
            FieldKind::Choice { options } | FieldKind::Choices { options } => self.options(part, options),
            FieldKind::Text { longest } if !(1..=LONGEST_TEXT).contains(longest) => {
                let zh = format!("长度应在 1 到 {LONGEST_TEXT} 之间");
                self.fault(format!("{part}.longest"), "bad_range", zh, format!("From 1 to {LONGEST_TEXT}"));
            }
            FieldKind::Whole { least, most } if least > most => {
                self.fault(
                    format!("{part}.most"),
                    "bad_range",
                    "上限小于下限",
                    "The most is less than the least",
                );
            }
            FieldKind::Money { most } if *most <= 0 => {
                self.fault(
                    format!("{part}.most"),
                    "bad_range",
                    "上限应大于零",
                    "The most must be above zero",
                );
            }
            FieldKind::Files { most } if !(1..=50).contains(most) => {
                self.fault(format!("{part}.most"), "bad_range", "文件数应在 1 到 50 之间", "From 1 to 50");
            }
            FieldKind::Text { .. }
            | FieldKind::Whole { .. }
            | FieldKind::Money { .. }
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::YesNo
            | FieldKind::Files { .. }
            | FieldKind::Rating => {}
        }
        if field.must_be.as_ref().is_some_and(|value| field.fault(value).is_some()) {
            let (zh, en) = ("必需的值与字段类型不符", "The value wanted does not fit the field");
            self.fault(format!("{part}.must_be"), "bad_value", zh, en);
        }
    }

    fn options(&mut self, part: &str, options: &[Choice]) {
        if options.is_empty() {
            self.fault(
                format!("{part}.options"),
                "no_options",
                "至少需要一个选项",
                "At least one option is needed",
            );
        }
        self.distinct(&format!("{part}.options"), options.iter().map(|option| option.name.as_str()));
        for option in options {
            self.label(&format!("{part}.options.{}", option.name), &option.label);
        }
    }

    fn a_move(&mut self, found: &MoveDef) {
        let part = format!("moves.{}", found.name);
        if self.of.moves.len() > MOST_MOVES
            || self.of.moves.iter().filter(|other| other.name == found.name).count() > 1
        {
            let (zh, en) = (
                format!("“{}”重复或操作过多", found.name),
                format!("'{}' stands twice, or too many", found.name),
            );
            self.fault(part.clone(), "twice", zh, en);
        }
        self.name(&part, found.name.as_str());
        self.label(&part, &found.label);
        if found.from.is_empty() {
            self.fault(format!("{part}.from"), "from_nowhere", "请指定起始状态", "Say from which states");
        }
        for from in &found.from {
            self.known_state(format!("{part}.from"), from);
            if self.of.state(from).is_some_and(|state| state.kind == StateKind::Closed) {
                let (zh, en) = ("已结束的工单只能重新打开", "What is closed can only be opened again");
                self.fault(format!("{part}.from"), "leaves_end", zh, en);
            }
        }
        self.known_state(format!("{part}.to"), &found.to);
        if found.by.is_empty() {
            self.fault(format!("{part}.by"), "nobody", "没有人可以执行", "Nobody may do it");
        }
        for field in &found.needs {
            self.known_field(format!("{part}.needs"), field);
        }
        for condition in &found.only_if {
            self.condition(&format!("{part}.only_if"), condition);
        }
    }

    fn condition(&mut self, part: &str, condition: &Condition) {
        for field in condition.fields() {
            self.known_field(part.to_owned(), field);
        }
        match condition {
            Condition::Is { field, value } => {
                if self.of.field(field).is_some_and(|field| field.fault(value).is_some()) {
                    let (zh, en) = ("条件的值与字段类型不符", "The value does not fit the field");
                    self.fault(part, "bad_value", zh, en);
                }
            }
            Condition::AtMost { field, .. } => {
                let number = |field: &FieldDef| {
                    matches!(
                        field.takes,
                        FieldKind::Whole { .. } | FieldKind::Money { .. } | FieldKind::Rating
                    )
                };
                if self.of.field(field).is_some_and(|field| !number(field)) {
                    self.fault(part, "bad_value", "该字段不是数字", "The field is no number");
                }
            }
            Condition::AnyFilled { fields } => {
                if fields.is_empty() {
                    self.fault(part, "bad_value", "请指定字段", "Name the fields");
                }
            }
        }
    }

    fn department(&mut self) {
        let Some(rule) = &self.of.department else { return };
        for from in &rule.from {
            self.known_state("department.from".to_owned(), from);
            if *from == rule.with {
                self.fault(
                    "department.from",
                    "loop",
                    "不能从部门状态再转交",
                    "It is with the department already",
                );
            }
        }
        let named = [
            ("with", &rule.with),
            ("feedback", &rule.feedback),
            ("asking", &rule.asking),
            ("satisfied", &rule.satisfied),
        ];
        for (part, state) in named {
            self.known_state(format!("department.{part}"), state);
        }
        if self.of.state(&rule.with).is_some_and(|state| state.kind != StateKind::Department) {
            let (zh, en) = ("该状态的类型应为“部门处理”", "That state must be of the kind 'department'");
            self.fault("department.with", "not_a_department", zh, en);
        }
    }

    fn clock(&mut self, rule: &ClockRule) {
        let part = format!("clocks.{}", rule.policy.kind);
        for fault in rule.policy.faults() {
            self.fault(format!("{part}.{}", fault.field), "bad_policy", fault.message.zh, fault.message.en);
        }
        let alike = self.of.clocks.iter().filter(|other| other.policy.kind == rule.policy.kind).count();
        if alike > 1 {
            self.fault(part.clone(), "twice", "同一时钟出现两次", "The clock stands twice");
        }
        if rule.start.is_empty() && rule.restart.is_empty() {
            self.fault(format!("{part}.start"), "never_starts", "没有启动条件", "Nothing starts it");
        }
        if rule.stop.is_empty() {
            self.fault(format!("{part}.stop"), "never_stops", "没有停止条件", "Nothing stops it");
        }
        for (name, triggers) in [("start", &rule.start), ("restart", &rule.restart), ("stop", &rule.stop)] {
            for trigger in triggers {
                self.trigger(&format!("{part}.{name}"), trigger);
            }
        }
    }

    fn trigger(&mut self, part: &str, trigger: &Trigger) {
        match trigger {
            Trigger::Entered { state } => self.known_state(part.to_owned(), state),
            Trigger::Moved { name } if self.of.a_move(name).is_none() => {
                let (zh, en) = (format!("没有操作“{name}”"), format!("There is no move '{name}'"));
                self.fault(part, "unknown_move", zh, en);
            }
            Trigger::Passed | Trigger::Accepted | Trigger::Returned | Trigger::DepartmentAnswered
                if self.of.department.is_none() =>
            {
                let (zh, en) = ("该类型不经过部门", "This type does not work with departments");
                self.fault(part, "no_department", zh, en);
            }
            Trigger::Created
            | Trigger::Moved { .. }
            | Trigger::Passed
            | Trigger::Accepted
            | Trigger::Returned
            | Trigger::DepartmentAnswered
            | Trigger::CustomerInformed
            | Trigger::CustomerWrote
            | Trigger::Closed
            | Trigger::Reopened => {}
        }
    }

    fn escalations(&mut self) {
        for (index, rule) in self.of.escalations.iter().enumerate() {
            let clock = match &rule.when {
                EscalateOn::Warned { clock } | EscalateOn::Breached { clock } => Some(clock),
                EscalateOn::Severity { .. } | EscalateOn::Reopened | EscalateOn::Round { .. } => None,
            };
            let missing =
                clock.filter(|clock| !self.of.clocks.iter().any(|rule| rule.policy.kind == **clock));
            if let Some(clock) = missing {
                let (zh, en) = (format!("没有时钟“{clock}”"), format!("There is no clock '{clock}'"));
                self.fault(format!("escalations[{index}].when"), "unknown_clock", zh, en);
            }
        }
    }

    /// Every state can be reached, and from every state the end can be reached.
    fn ways(&mut self) {
        let ways = self.of.ways();
        let reached = closure([&self.of.start].into(), &ways);
        let ends = self.of.states.iter().filter(|state| state.kind == StateKind::Closed);
        let back: Vec<_> = ways.iter().map(|(from, to)| (*to, *from)).collect();
        let ending = closure(ends.map(|state| &state.name).collect(), &back);
        for state in &self.of.states {
            let part = format!("states.{}", state.name);
            if !reached.contains(&state.name) {
                self.fault(
                    part.clone(),
                    "unreachable",
                    "没有任何路径通向该状态",
                    "Nothing leads to this state",
                );
            }
            if !ending.contains(&state.name) {
                self.fault(part, "dead_end", "从该状态无法到达结束", "No way leads from here to an end");
            }
        }
    }
}

/// All that can be reached.
fn closure<'n>(
    from: BTreeSet<&'n StateName>,
    ways: &[(&'n StateName, &'n StateName)],
) -> BTreeSet<&'n StateName> {
    let mut reached = from;
    loop {
        let next: Vec<_> = ways
            .iter()
            .filter(|(from, to)| reached.contains(from) && !reached.contains(to))
            .map(|(_, to)| *to)
            .collect();
        if next.is_empty() {
            return reached;
        }
        reached.extend(next);
    }
}
