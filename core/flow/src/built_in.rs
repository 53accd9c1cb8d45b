//! Flows that come with the product.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::{Lang, Text};

use crate::flow::{Announcement, Flow, Node, NodeId, Prompt};

fn say(zh: &str, en: &str) -> Vec<Prompt> {
    vec![Prompt::text(zh, en)]
}

fn keys<const N: usize>(keys: [(char, &str); N]) -> BTreeMap<char, NodeId> {
    keys.into_iter().map(|(key, node)| (key, node.into())).collect()
}

fn menu<const N: usize>(prompts: Vec<Prompt>, options: [(char, &str); N], on_fail: &str) -> Node {
    Node::Menu {
        prompts,
        keys: keys(options),
        invalid: say("对不起，没有收到有效的输入。", "Sorry, that was no valid input."),
        repeats: 2,
        timeout: Duration::from_secs(5),
        on_fail: on_fail.into(),
    }
}

fn queue(name: &str) -> Node {
    Node::Queue {
        queue: name.to_owned(),
        prompts: say("正在为您转接人工服务，请稍候。", "We are connecting you, please hold."),
        music: None,
        announce: Some(Announcement {
            every: Duration::from_secs(30),
            prompts: say(
                "您前面还有客户，您当前排在第 {position} 位，预计等待 {wait_minutes} 分钟。按 1 可登记回电。",
                "You are number {position} in line, the expected wait is {wait_minutes} minutes. \
                 Press 1 to be called back.",
            ),
        }),
        offer: say(
            "当前等待时间较长，按 1 可登记回电，或继续等待。",
            "The wait is long. Press 1 to be called back, or hold.",
        ),
        keys: keys([('1', "call_back")]),
        max_wait: None,
        overflow: Some("message".into()),
        after_call: Some("survey".into()),
    }
}

/// The entry flow of the demonstration centre: 1 order enquiry, 2 after-sales, 3 complaints and suggestions, 0 a
/// person; out of hours voicemail or call-back. Queues `orders`, `after_sales`, `complaints`; calendar `business`.
pub fn default_flow() -> Flow {
    let mut nodes: Vec<(&str, Node)> = vec![
        (
            "greeting",
            Node::Play {
                prompts: say("您好，欢迎致电云杉服务中心。", "Welcome to the Yunshan Service Centre."),
                interruptible: true,
                next: "main_menu".into(),
            },
        ),
        (
            "main_menu",
            menu(
                say(
                    "订单查询请按 1，售后服务请按 2，投诉与建议请按 3，人工服务请按 0。",
                    "For order enquiries press 1, for after-sales press 2, for complaints and suggestions press 3, \
                     to speak to a person press 0.",
                ),
                [
                    ('1', "order_number"),
                    ('2', "hours_after_sales"),
                    ('3', "hours_complaints"),
                    ('0', "hours_person"),
                ],
                "hours_person",
            ),
        ),
        (
            "after_status",
            menu(
                say(
                    "返回主菜单请按 1，人工服务请按 0。",
                    "To return to the main menu press 1, for a person press 0.",
                ),
                [('1', "main_menu"), ('0', "hours_person")],
                "goodbye",
            ),
        ),
        (
            "goodbye",
            Node::Hangup {
                prompts: say("感谢您的来电，再见。", "Thank you for calling, goodbye.")
            },
        ),
        ("survey", survey_node()),
    ];
    nodes.extend(order_nodes());
    nodes.extend(queue_nodes());
    nodes.extend(out_of_hours_nodes());
    Flow {
        name: Text::new("默认接入流程", "Default entry flow"),
        language: Lang::Zh,
        start: "greeting".into(),
        nodes: nodes.into_iter().map(|(id, node)| (id.into(), node)).collect(),
    }
}

fn order_nodes() -> Vec<(&'static str, Node)> {
    vec![
        (
            "order_number",
            Node::Collect {
                prompts: say(
                    "请输入订单号，以井号键结束。",
                    "Please enter your order number, then press hash.",
                ),
                variable: "order_number".to_owned(),
                min: 4,
                max: 20,
                terminator: Some('#'),
                timeout: Duration::from_secs(5),
                invalid: say("对不起，没有收到完整的订单号。", "Sorry, that was no complete order number."),
                repeats: 2,
                next: "order_lookup".into(),
                on_fail: "hours_person".into(),
            },
        ),
        (
            "order_lookup",
            Node::LookupOrder {
                number: "order_number".to_owned(),
                found: "order_status".into(),
                not_found: "order_unknown".into(),
            },
        ),
        (
            "order_status",
            Node::Play {
                prompts: say("您的订单状态：{order_status}。", "The status of your order: {order_status}."),
                interruptible: true,
                next: "after_status".into(),
            },
        ),
        (
            "order_unknown",
            Node::Play {
                prompts: say("没有找到该订单。", "We could not find that order."),
                interruptible: true,
                next: "after_status".into(),
            },
        ),
    ]
}

fn queue_nodes() -> Vec<(&'static str, Node)> {
    let hours = |open: &str| Node::Hours {
        calendar: "business".to_owned(),
        open: open.into(),
        closed: "out_of_hours".into(),
    };
    vec![
        ("hours_person", hours("person")),
        ("hours_after_sales", hours("after_sales")),
        ("hours_complaints", hours("complaints")),
        ("person", queue("orders")),
        ("after_sales", queue("after_sales")),
        ("complaints", queue("complaints")),
    ]
}

fn out_of_hours_nodes() -> Vec<(&'static str, Node)> {
    vec![
        (
            "out_of_hours",
            menu(
                say(
                    "现在是非工作时间，人工服务时间为 9 点至 18 点。留言请按 1，登记回电请按 2。",
                    "Our agents are here from 9 to 18 o'clock. To leave a message press 1, to be called back press 2.",
                ),
                [('1', "message"), ('2', "call_back")],
                "goodbye",
            ),
        ),
        (
            "message",
            Node::Voicemail {
                prompts: say(
                    "请在提示音后留言，按井号键结束。",
                    "Please speak after the tone and press hash to end.",
                ),
                max: Duration::from_secs(120),
                beep: true,
                next: Some("message_taken".into()),
            },
        ),
        (
            "message_taken",
            Node::Hangup {
                prompts: say(
                    "留言已收到，我们会在 24 小时内与您联系，再见。",
                    "Your message is recorded. We will contact you within 24 hours. Goodbye.",
                ),
            },
        ),
        (
            "call_back",
            Node::Callback {
                confirm: say(
                    "回电至 {caller_number} 请按 1，使用其他号码请按 2。",
                    "To be called back on {caller_number} press 1, for another number press 2.",
                ),
                ask: say("请输入回电号码，以井号键结束。", "Please enter the number, then press hash."),
                thanks: say("已登记，我们会给您回电。", "Noted. We will call you back."),
                repeats: 2,
                timeout: Duration::from_secs(5),
                next: Some("goodbye".into()),
            },
        ),
    ]
}

fn survey_node() -> Node {
    Node::Survey {
        prompts: say(
            "请为本次服务评分：非常满意请按 5，满意请按 4，一般请按 3，不满意请按 2，非常不满意请按 1。",
            "Please rate this service from 5, very satisfied, to 1, very dissatisfied.",
        ),
        thanks: say("感谢您的评价，再见。", "Thank you for your rating, goodbye."),
        repeats: 1,
        timeout: Duration::from_secs(5),
        next: None,
    }
}

/// The survey after a call, by itself: for callers whom an agent hands over.
pub fn survey_flow() -> Flow {
    Flow {
        name: Text::new("满意度调查", "Satisfaction survey"),
        language: Lang::Zh,
        start: "survey".into(),
        nodes: [("survey".into(), survey_node())].into(),
    }
}
