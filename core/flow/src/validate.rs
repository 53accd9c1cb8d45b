//! Checks a flow before it is published: each fault with the node and field where it is.

use std::collections::BTreeSet;
use std::time::Duration;

use kernel::PromptId;

use crate::edges::{edges, endless, reachable};
use crate::flow::{Flow, Node, NodeId, Prompt, SkillNeed, TransferTo};
use crate::keys::is_key;
use crate::problem::FlowProblem;

/// Nodes in one flow at most.
const MAX_NODES: usize = 500;
/// Characters in one text at most: about two minutes of speech.
const MAX_TEXT: usize = 600;
/// Digits collected at most.
const MAX_DIGITS: u32 = 32;
/// Repeats of a question at most.
const MAX_REPEATS: u32 = 9;

/// Names that exist outside the flow; where a set is missing, any name is accepted.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Queues by name.
    pub queues: Option<BTreeSet<String>>,
    /// Calendars by name.
    pub calendars: Option<BTreeSet<String>>,
    /// Uploaded prompts.
    pub prompts: Option<BTreeSet<PromptId>>,
    /// Skills by name.
    pub skills: Option<BTreeSet<String>>,
    /// Agents by staff number.
    pub agents: Option<BTreeSet<String>>,
    /// Types of callers that branches may name.
    pub caller_types: Option<BTreeSet<String>>,
}

impl Flow {
    /// Checks everything about the flow.
    ///
    /// # Errors
    /// All faults found, in the order of the nodes.
    pub fn validate(&self, known: &Known) -> Result<(), Vec<FlowProblem>> {
        let mut problems = Vec::new();
        self.check_shape(&mut problems);
        let variables = self.variables();
        for (id, node) in &self.nodes {
            for edge in edges(node) {
                if !self.nodes.contains_key(edge.to) {
                    problems.push(unknown_node(edge.to).at(id, edge.field));
                }
            }
            let mut check = Check { id, known, variables: &variables, problems: &mut problems };
            check.node(node);
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn check_shape(&self, problems: &mut Vec<FlowProblem>) {
        if !self.nodes.contains_key(&self.start) {
            problems.push(unknown_node(&self.start).field("start"));
        }
        if self.nodes.len() > MAX_NODES {
            let (zh, en) =
                (format!("节点不能超过 {MAX_NODES} 个"), format!("at most {MAX_NODES} nodes are possible"));
            problems.push(FlowProblem::new("too_many_nodes", zh, en).field("nodes"));
        }
        if self.name.zh.trim().is_empty() || self.name.en.trim().is_empty() {
            problems.push(
                FlowProblem::new("empty_text", "请填写中英文名称", "name it in both languages").field("name"),
            );
        }
        let reached = reachable(self);
        for id in self.nodes.keys().filter(|id| !reached.contains(id)) {
            let (zh, en) = ("没有任何路径通向该节点", "nothing leads to this node");
            problems.push(FlowProblem { node: Some(id.clone()), ..FlowProblem::new("unreachable", zh, en) });
        }
        for id in endless(self) {
            let zh = "来电者不按键时会无限循环，请在循环中加入按键或结束";
            let en = "a caller who presses nothing would go round for ever; add a way out";
            problems.push(FlowProblem { node: Some(id.clone()), ..FlowProblem::new("endless_loop", zh, en) });
        }
    }

    /// Variables that some node sets, and those that are always there.
    fn variables(&self) -> BTreeSet<&str> {
        let always = ["caller_number", "position", "wait_minutes"];
        let set = self.nodes.values().filter_map(|node| match node {
            Node::Collect { variable, .. } => Some(variable.as_str()),
            Node::LookupOrder { .. } => Some("order_status"),
            _ => None,
        });
        always.into_iter().chain(set).collect()
    }
}

fn unknown_node(id: &NodeId) -> FlowProblem {
    FlowProblem::new(
        "unknown_node",
        format!("没有名为“{id}”的节点"),
        format!("there is no node named '{id}'"),
    )
}

struct Check<'a> {
    id: &'a NodeId,
    known: &'a Known,
    variables: &'a BTreeSet<&'a str>,
    problems: &'a mut Vec<FlowProblem>,
}

impl Check<'_> {
    fn fault(&mut self, field: &str, code: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.problems.push(FlowProblem::new(code, zh, en).at(self.id, field));
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Play { prompts, .. } => self.needed("prompts", prompts),
            Node::Menu { prompts, keys, invalid, repeats, timeout, .. } => {
                self.needed("prompts", prompts);
                self.prompts("invalid", invalid);
                if keys.is_empty() {
                    self.fault("keys", "no_keys", "菜单没有任何按键", "the menu has no keys");
                }
                self.keys(keys.keys());
                self.patience(*repeats, *timeout);
            }
            Node::Collect { prompts, variable, min, max, terminator, timeout, invalid, repeats, .. } => {
                self.needed("prompts", prompts);
                self.prompts("invalid", invalid);
                self.variable("variable", variable);
                if *min == 0 || min > max || *max > MAX_DIGITS {
                    let zh = format!("位数应满足 1 ≤ min ≤ max ≤ {MAX_DIGITS}");
                    self.fault("min", "bad_range", zh, format!("1 ≤ min ≤ max ≤ {MAX_DIGITS} must hold"));
                }
                if terminator.is_some_and(|key| !matches!(key, '*' | '#')) {
                    self.fault("terminator", "bad_key", "结束键只能是 * 或 #", "the terminator is * or #");
                }
                self.patience(*repeats, *timeout);
            }
            Node::Queue { .. } => self.queue(node),
            Node::Hours { calendar, .. } => self.name("calendar", calendar, self.known.calendars.as_ref()),
            Node::Set { skill: Some(skill), .. } => self.skill(skill),
            Node::LookupOrder { number, .. } => self.variable("number", number),
            Node::Voicemail { prompts, max, .. } => {
                self.prompts("prompts", prompts);
                self.duration("max_s", *max, 5, 600);
            }
            Node::Callback { confirm, ask, thanks, repeats, timeout, .. } => {
                self.needed("confirm", confirm);
                self.needed("ask", ask);
                self.prompts("thanks", thanks);
                self.patience(*repeats, *timeout);
            }
            Node::Survey { prompts, thanks, repeats, timeout, .. } => {
                self.needed("prompts", prompts);
                self.prompts("thanks", thanks);
                self.patience(*repeats, *timeout);
            }
            Node::Transfer { to, prompts, .. } => {
                if let TransferTo::Agent(staff_number) = to {
                    self.name("to.agent", staff_number, self.known.agents.as_ref());
                }
                self.prompts("prompts", prompts);
            }
            Node::Hangup { prompts } => self.prompts("prompts", prompts),
            Node::CallerType { branches, .. } => {
                for (index, branch) in branches.iter().enumerate() {
                    let (field, known) =
                        (format!("branches[{index}].type"), self.known.caller_types.as_ref());
                    self.name(&field, &branch.caller_type, known);
                }
            }
            Node::Set { skill: None, .. } | Node::Goto { .. } => {}
        }
    }

    fn queue(&mut self, node: &Node) {
        let Node::Queue { queue, prompts, announce, offer, keys, max_wait, overflow, .. } = node else {
            return;
        };
        self.name("queue", queue, self.known.queues.as_ref());
        self.prompts("prompts", prompts);
        self.prompts("offer", offer);
        self.keys(keys.keys());
        if let Some(announce) = announce {
            self.needed("announce.prompts", &announce.prompts);
            self.duration("announce.every_s", announce.every, 10, 600);
        }
        if let Some(wait) = max_wait {
            self.duration("max_wait_s", *wait, 1, 86_400);
            if overflow.is_none() {
                let en = "say where the caller goes after the longest wait";
                self.fault("overflow", "no_overflow", "请指定等待超时后的去向", en);
            }
        }
    }

    fn needed(&mut self, field: &str, prompts: &[Prompt]) {
        if prompts.is_empty() {
            self.fault(field, "no_prompt", "请至少提供一段语音", "at least one prompt is needed");
        }
        self.prompts(field, prompts);
    }

    fn prompts(&mut self, field: &str, prompts: &[Prompt]) {
        for (index, prompt) in prompts.iter().enumerate() {
            let field = format!("{field}[{index}]");
            match prompt {
                Prompt::Text(text) => {
                    self.text(&format!("{field}.text.zh"), &text.zh);
                    self.text(&format!("{field}.text.en"), &text.en);
                }
                Prompt::Uploaded(prompt) => {
                    if self.known.prompts.as_ref().is_some_and(|known| !known.contains(prompt)) {
                        let en = "there is no such uploaded prompt";
                        self.fault(&format!("{field}.uploaded"), "unknown_prompt", "没有这段上传的语音", en);
                    }
                }
                Prompt::Digits(name) => self.variable(&format!("{field}.digits"), name),
                Prompt::Number(name) => self.variable(&format!("{field}.number"), name),
                Prompt::Beep => {}
            }
        }
    }

    fn text(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(field, "empty_text", "请填写文本", "the text is empty");
        }
        if text.chars().count() > MAX_TEXT {
            let zh = format!("文本不能超过 {MAX_TEXT} 字");
            self.fault(field, "text_too_long", zh, format!("at most {MAX_TEXT} characters are possible"));
        }
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return self.fault(field, "open_brace", "“{” 没有对应的 “}”", "a '{' has no '}'");
            };
            self.variable(field, name);
            rest = after;
        }
    }

    fn variable(&mut self, field: &str, name: &str) {
        if !self.variables.contains(name) {
            let zh = format!("没有任何节点设置变量“{name}”");
            self.fault(field, "unknown_variable", zh, format!("no node sets the variable '{name}'"));
        } else if name.is_empty()
            || !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        {
            let en = "a variable's name has letters, digits and _ only";
            self.fault(field, "bad_name", "变量名只能含字母、数字和下划线", en);
        }
    }

    fn name(&mut self, field: &str, name: &str, known: Option<&BTreeSet<String>>) {
        if known.is_some_and(|known| !known.contains(name)) {
            // The last word of the field says what it names.
            let what = field.rsplit('.').next().unwrap_or(field);
            let code = format!("unknown_{what}");
            self.fault(
                field,
                &code,
                format!("没有名为“{name}”的项"),
                format!("there is no {what} named '{name}'"),
            );
        }
    }

    fn skill(&mut self, skill: &SkillNeed) {
        self.name("skill", &skill.skill, self.known.skills.as_ref());
        if !(1..=5).contains(&skill.level) {
            self.fault("skill.level", "bad_range", "技能等级为 1 到 5", "a level is from 1 to 5");
        }
    }

    fn keys<'k>(&mut self, keys: impl Iterator<Item = &'k char>) {
        for key in keys.filter(|key| !is_key(**key)) {
            self.fault(&format!("keys.{key}"), "bad_key", "按键只能是 0–9、* 或 #", "a key is 0–9, * or #");
        }
    }

    fn patience(&mut self, repeats: u32, timeout: Duration) {
        if repeats > MAX_REPEATS {
            let zh = format!("最多重复 {MAX_REPEATS} 次");
            self.fault("repeats", "bad_range", zh, format!("at most {MAX_REPEATS} repeats are possible"));
        }
        self.duration("timeout_s", timeout, 1, 60);
    }

    fn duration(&mut self, field: &str, duration: Duration, least: u64, most: u64) {
        if duration < Duration::from_secs(least) || duration > Duration::from_secs(most) {
            let zh = format!("应在 {least} 到 {most} 秒之间");
            self.fault(field, "bad_range", zh, format!("must be from {least} to {most} seconds"));
        }
    }
}
