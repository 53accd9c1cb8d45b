//! The entry flow of the demonstration centre, and where it leads the callers of the month.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use flow::{
    Caller, CallerBranch, Command, Flow, Node, NodeId, Prompt, Surroundings, TraceEntry, default_flow,
    simulate,
};
use kernel::{Lang, Text};

/// The type of caller that has a queue of its own, wherever the menu leads.
const KEY_ACCOUNT: &str = "key_account";
/// Queues for which key accounts have people of their own: the node of the queue, and the hours before it.
const FOR_ALL: [(&str, &str); 3] =
    [("person", "hours_person"), ("after_sales", "hours_after_sales"), ("complaints", "hours_complaints")];
/// Queues that the default flow does not know.
const MORE: [&str; 3] = ["property", "english", "key_accounts"];

/// The default entry flow with all queues of this centre: 4 property, 9 the English line; key accounts come to their own
/// people, whichever of the other keys they press.
pub fn entry_flow() -> Flow {
    let mut flow = default_flow();
    flow.name = Text::new("云杉接入流程", "Yunshan entry flow");
    if let Some(Node::Menu { prompts, keys, .. }) = flow.nodes.get_mut("main_menu") {
        *prompts = vec![Prompt::text(
            "订单查询请按 1，售后服务请按 2，投诉与建议请按 3，物业服务请按 4，英语服务请按 9，人工服务请按 0。",
            "For order enquiries press 1, for after-sales press 2, for complaints and suggestions press 3, for \
             property services press 4, for English press 9, to speak to a person press 0.",
        )];
        keys.insert('4', "hours_property".into());
        keys.insert('9', "english_spoken".into());
    }
    for queue in MORE {
        let mut node = flow.nodes.get("person").cloned();
        if let Some(Node::Queue { queue: named, .. }) = &mut node {
            queue.clone_into(named);
        }
        flow.nodes.extend(node.map(|node| (NodeId::from(queue), node)));
    }
    for (queue, hours) in FOR_ALL {
        let who = NodeId(format!("{queue}_for_whom"));
        if let Some(Node::Hours { open, .. }) = flow.nodes.get_mut(hours) {
            *open = who.clone();
        }
        let key_account = CallerBranch { caller_type: KEY_ACCOUNT.to_owned(), next: "key_accounts".into() };
        let branches = vec![key_account];
        flow.nodes.insert(who, Node::CallerType { branches, otherwise: queue.into() });
    }
    for (queue, hours) in [("property", "hours_property"), ("english", "hours_english")] {
        let (calendar, closed) = ("business".to_owned(), "out_of_hours".into());
        flow.nodes.insert(hours.into(), Node::Hours { calendar, open: queue.into(), closed });
    }
    let next = "hours_english".into();
    let english = Node::Set { skill: None, priority: None, language: Some(Lang::En), next };
    flow.nodes.insert("english_spoken".into(), english);
    flow
}

/// The line on which people answer at any hour: its entry flow, and its calendar, which stands behind the business one.
pub const DUTY: &str = "duty";

/// The entry flow of the duty line: the same menu, and whoever is there answers at any hour. Who tries the demonstration
/// in the evening finds an agent, too.
pub fn duty_flow() -> Flow {
    let mut flow = entry_flow();
    flow.name = Text::new("值班专线流程", "Duty line flow");
    for node in flow.nodes.values_mut() {
        if let Node::Hours { calendar, .. } = node {
            DUTY.clone_into(calendar);
        }
    }
    flow
}

/// Where a caller's keys lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Into the queue of this key.
    Queue(String),
    /// To a voice message.
    Message,
    /// To a wish to be called back.
    CallBack,
    /// Nowhere: the menu was enough, or the door is closed.
    Nothing,
}

/// A caller's way through the menu.
#[derive(Debug)]
pub struct Way {
    /// What the flow notes: at which share of the way, at which node, why.
    pub steps: Vec<(f64, String, Text)>,
    pub end: End,
}

/// Follows callers through the flow that is published.
pub struct Hotline {
    flow: Flow,
    known: BTreeMap<(String, bool, bool), Arc<Way>>,
}

impl Hotline {
    pub fn new() -> Self {
        Self { flow: entry_flow(), known: BTreeMap::new() }
    }

    /// The way of a caller who presses these keys.
    pub fn way(&mut self, keys: &str, key_account: bool, open: bool) -> Arc<Way> {
        let flow = &self.flow;
        let way = self.known.entry((keys.to_owned(), key_account, open));
        way.or_insert_with(|| Arc::new(followed(flow, keys, key_account, open))).clone()
    }
}

fn followed(flow: &Flow, keys: &str, key_account: bool, open: bool) -> Way {
    let types = if key_account { vec![KEY_ACCOUNT.to_owned()] } else { Vec::new() };
    // Whoever calls from a number may be called back on it.
    let caller = Caller { number: Some("12900000000".to_owned()), types, language: None };
    let status = Some(Text::new("已发货，预计明天送达", "shipped, expected tomorrow"));
    let surroundings = Surroundings { open, order_status: status, answered: true };
    let (mut steps, mut end, mut last) = (Vec::new(), End::Nothing, Duration::ZERO);
    for entry in simulate(flow, caller, keys, &surroundings) {
        let TraceEntry::Command { at, of } = entry else { continue };
        match of {
            Command::Step(step) => steps.push((at, step.node.0, step.why)),
            Command::Enqueue { queue, .. } => end = End::Queue(queue),
            Command::RecordVoicemail { .. } => end = End::Message,
            Command::RequestCallback { .. } => end = End::CallBack,
            _ => continue,
        }
        last = at;
        if end != End::Nothing {
            break;
        }
    }
    let whole = last.as_secs_f64().max(1.0);
    let steps = steps.into_iter().map(|(at, node, why)| (at.as_secs_f64() / whole, node, why)).collect();
    Way { steps, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_queue_of_the_centre_is_reached_by_its_keys() {
        let mut hotline = Hotline::new();
        let mut end = |keys: &str, key_account, open| hotline.way(keys, key_account, open).end.clone();
        let queue = |key: &str| End::Queue(key.to_owned());
        assert_eq!(end("0", false, true), queue("orders"));
        assert_eq!(end("1100234#0", false, true), queue("orders"));
        assert_eq!(end("1100234#", false, true), End::Nothing, "the menu was enough");
        assert_eq!(end("2", false, true), queue("after_sales"));
        assert_eq!(end("3", false, true), queue("complaints"));
        assert_eq!(end("4", false, true), queue("property"));
        assert_eq!(end("9", false, true), queue("english"));
        for keys in ["0", "2", "3"] {
            assert_eq!(end(keys, true, true), queue("key_accounts"), "{keys}");
        }
        assert_eq!(end("4", true, true), queue("property"));
        assert_eq!(end("0", false, false), End::Nothing, "the door is closed");
        assert_eq!(end("01", false, false), End::Message);
        assert_eq!(end("021", false, false), End::CallBack);
    }

    #[test]
    fn the_duty_line_asks_only_a_calendar_that_never_closes() {
        let flow = duty_flow();
        let calendars = flow.nodes.values().filter_map(|node| match node {
            Node::Hours { calendar, .. } => Some(calendar.as_str()),
            _ => None,
        });
        let calendars: Vec<&str> = calendars.collect();
        assert!(calendars.len() > 3 && calendars.iter().all(|calendar| *calendar == DUTY), "{calendars:?}");
    }

    #[test]
    fn the_flow_has_no_faults() {
        let queues = ["orders", "after_sales", "complaints", "property", "key_accounts", "english"];
        let known = flow::Known {
            queues: Some(queues.map(str::to_owned).into()),
            calendars: Some(["business".to_owned(), DUTY.to_owned()].into()),
            ..flow::Known::default()
        };
        assert_eq!(entry_flow().validate(&known), Ok(()));
        assert_eq!(duty_flow().validate(&known), Ok(()));
    }
}
