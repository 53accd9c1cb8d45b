//! What is wrong with a flow is said with node and field; and flows can be tried out.
#![allow(clippy::unwrap_used, clippy::panic)]

mod caller;

use caller::Call;
use flow::{
    Caller, Command, Flow, Input, Known, Prompt, Surroundings, TraceEntry, TransferTo, default_flow, simulate,
};
use kernel::Text;

fn flow(nodes: &str) -> Flow {
    let text = format!(r#"{{"name": {{"zh": "试", "en": "Trial"}}, "start": "a", "nodes": {{{nodes}}}}}"#);
    Flow::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Faults as "code node.field".
fn faults(flow: &Flow, known: &Known) -> Vec<String> {
    let problems = flow.validate(known).err().unwrap_or_default();
    let place = |node: Option<&flow::NodeId>| node.map_or(String::new(), ToString::to_string);
    problems
        .iter()
        .map(|p| format!("{} {}.{}", p.code, place(p.node.as_ref()), p.field.as_deref().unwrap_or("")))
        .collect()
}

const SAY: &str = r#"[{"text": {"zh": "好", "en": "Fine"}}]"#;

#[test]
fn a_next_that_is_not_there_is_found() {
    let flow = flow(&format!(r#""a": {{"do": "play", "prompts": {SAY}, "next": "b"}}"#));
    assert_eq!(faults(&flow, &Known::default()), ["unknown_node a.next"]);
}

#[test]
fn a_start_that_is_not_there_is_found() {
    let mut flow = default_flow();
    flow.start = "nowhere".into();
    assert!(faults(&flow, &Known::default()).contains(&"unknown_node .start".to_owned()));
}

#[test]
fn a_node_that_nothing_leads_to_is_found() {
    let flow = flow(r#""a": {"do": "hangup"}, "b": {"do": "hangup"}"#);
    assert_eq!(faults(&flow, &Known::default()), ["unreachable b."]);
}

#[test]
fn a_menu_without_keys_or_with_impossible_ones_is_found() {
    let menu = |keys: &str| {
        let menu = format!(r#""a": {{"do": "menu", "prompts": {SAY}, "keys": {keys}, "on_fail": "b"}}"#);
        flow(&format!(r#"{menu}, "b": {{"do": "hangup"}}"#))
    };
    assert_eq!(faults(&menu("{}"), &Known::default()), ["no_keys a.keys"]);
    assert_eq!(faults(&menu(r#"{"x": "b"}"#), &Known::default()), ["bad_key a.keys.x"]);
}

#[test]
fn a_loop_that_a_silent_caller_never_leaves_is_found() {
    let flow = flow(&format!(
        r#""a": {{"do": "play", "prompts": {SAY}, "next": "b"}}, "b": {{"do": "goto", "next": "a"}}"#
    ));
    assert_eq!(faults(&flow, &Known::default()), ["endless_loop a.", "endless_loop b."]);
}

#[test]
fn such_a_loop_ends_the_call_if_it_is_run_all_the_same() {
    let mut call = Call::to(flow(r#""a": {"do": "goto", "next": "b"}, "b": {"do": "goto", "next": "a"}"#));
    assert!(call.run.is_over());
    assert_eq!(call.hung_up(), Some(flow::HangupReason::FlowFault));
    assert_eq!(call.tell(Input::Tick), []);
}

#[test]
fn unknown_queues_calendars_and_skills_are_found() {
    let known = Known {
        queues: Some(["orders".to_owned()].into()),
        calendars: Some(["office".to_owned()].into()),
        skills: Some(["english".to_owned()].into()),
        prompts: Some([].into()),
        agents: Some(["1001".to_owned()].into()),
        caller_types: Some(["member".to_owned()].into()),
    };
    let found = faults(&default_flow(), &known);
    assert!(found.contains(&"unknown_queue after_sales.queue".to_owned()), "{found:?}");
    assert!(found.contains(&"unknown_calendar hours_person.calendar".to_owned()));
    let flow = flow(
        r#""a": {"do": "set", "skill": {"skill": "french", "level": 9}, "next": "b"},
           "b": {"do": "hangup", "prompts": [{"uploaded": "00000000-0000-0000-0000-000000000001"}]}"#,
    );
    let expected =
        ["unknown_skill a.skill", "bad_range a.skill.level", "unknown_prompt b.prompts[0].uploaded"];
    assert_eq!(faults(&flow, &known), expected);
}

#[test]
fn agents_and_types_of_callers_who_do_not_exist_are_found() {
    let known = Known {
        agents: Some(["1001".to_owned()].into()),
        caller_types: Some(["member".to_owned()].into()),
        ..Known::default()
    };
    let flow = flow(
        r#""a": {"do": "caller_type", "branches": [{"type": "member", "next": "b"}, {"type": "martian", "next": "c"}],
                "otherwise": "b"},
           "b": {"do": "transfer", "to": {"agent": "1001"}},
           "c": {"do": "transfer", "to": {"agent": "9999"}}"#,
    );
    assert_eq!(faults(&flow, &known), ["unknown_type a.branches[1].type", "unknown_agent c.to.agent"]);
}

#[test]
fn two_nodes_of_one_name_are_a_fault() {
    let text = "{\"name\": {\"zh\": \"甲\", \"en\": \"a\"}, \"start\": \"a\",\n\"nodes\": {\n\"a\": \
        {\"do\": \"hangup\"},\n\"a\": {\"do\": \"hangup\"}}}";
    let problems = Flow::parse(text).unwrap_err();
    assert_eq!((problems[0].code.as_str(), problems[0].node.as_ref().unwrap().0.as_str()), ("twice", "a"));
}

#[test]
fn texts_that_are_empty_too_long_or_name_unknown_variables_are_found() {
    let mut flow = default_flow();
    let long = "长".repeat(601);
    flow.nodes.insert(
        "greeting".into(),
        flow::Node::Play {
            prompts: vec![
                Prompt::text(&long, " "),
                Prompt::text("{colour}", "{position"),
                Prompt::Digits("x".into()),
            ],
            interruptible: true,
            next: "main_menu".into(),
        },
    );
    let expected = [
        "text_too_long greeting.prompts[0].text.zh",
        "empty_text greeting.prompts[0].text.en",
        "unknown_variable greeting.prompts[1].text.zh",
        "open_brace greeting.prompts[1].text.en",
        "unknown_variable greeting.prompts[2].digits",
    ];
    assert_eq!(faults(&flow, &Known::default()), expected);
}

#[test]
fn times_and_counts_out_of_range_are_found() {
    let flow = flow(&format!(
        r#""a": {{"do": "collect", "prompts": {SAY}, "variable": "x", "min": 5, "max": 4, "timeout_s": 0.5,
                 "repeats": 10, "terminator": "5", "next": "b", "on_fail": "b"}},
           "b": {{"do": "voicemail", "max_s": 4}}"#
    ));
    let expected = [
        "bad_range a.min",
        "bad_key a.terminator",
        "bad_range a.repeats",
        "bad_range a.timeout_s",
        "bad_range b.max_s",
    ];
    assert_eq!(faults(&flow, &Known::default()), expected);
}

#[test]
fn text_that_is_no_json_is_refused_with_the_line() {
    let problems = Flow::parse("{\n\"name\": {\"zh\": \"a\", \"en\": \"b\"},\n\"start\" \"a\"}").unwrap_err();
    assert_eq!((problems[0].code.as_str(), problems[0].line), ("unreadable", Some(3)));
}

#[test]
fn a_node_with_a_missing_or_unknown_field_is_named_with_line_and_field() {
    let text = "{\"name\": {\"zh\": \"a\", \"en\": \"b\"}, \"start\": \"a\", \"nodes\": {\n\
                \"a\": {\"do\": \"goto\"},\n\
                \"b\": {\"do\": \"goto\", \"next\": \"a\", \"colour\": 3},\n\
                \"c\": {\"do\": \"dance\"}}}";
    let problems = Flow::parse(text).unwrap_err();
    let places: Vec<_> =
        problems.iter().map(|p| (p.node.as_ref().unwrap().0.as_str(), p.field.as_deref(), p.line)).collect();
    assert_eq!(places, [("a", Some("next"), Some(2)), ("b", Some("colour"), Some(3)), ("c", None, Some(4))]);
}

#[test]
fn the_default_flow_survives_json() {
    let json = serde_json::to_string_pretty(&default_flow()).unwrap();
    assert_eq!(Flow::parse(&json).unwrap(), default_flow());
}

#[test]
fn the_first_caller_type_that_fits_counts_and_set_gathers_demands() {
    let flow = flow(
        r#""a": {"do": "caller_type", "otherwise": "d", "branches": [
                {"type": "blocked", "next": "d"}, {"type": "key_account", "next": "b"}]},
           "b": {"do": "set", "priority": 5, "language": "en", "skill": {"skill": "english", "level": 2}, "next": "c"},
           "c": {"do": "queue", "queue": "key_accounts"},
           "d": {"do": "hangup"}"#,
    );
    let key_account = Caller { types: vec!["member".into(), "key_account".into()], ..Caller::default() };
    let call = Call::from(flow.clone(), key_account);
    let Some(Command::Enqueue { priority, skills, language, .. }) =
        call.last.iter().find(|command| matches!(command, Command::Enqueue { .. }))
    else {
        panic!("{:?}", call.last)
    };
    assert_eq!((*priority, skills[0].skill.as_str(), *language), (5, "english", kernel::Lang::En));
    let blocked = Caller { types: vec!["key_account".into(), "blocked".into()], ..Caller::default() };
    assert!(Call::from(flow, blocked).run.is_over());
}

#[test]
fn a_transfer_that_fails_goes_on_elsewhere() {
    let flow =
        flow(r#""a": {"do": "transfer", "to": {"agent": "1001"}, "on_fail": "b"}, "b": {"do": "voicemail"}"#);
    let mut call = Call::to(flow);
    assert!(call.last.contains(&Command::Transfer { to: TransferTo::Agent("1001".into()) }));
    call.wait();
    assert_eq!((call.node(), call.second), ("b", 60));
}

#[test]
fn a_long_wait_ends_where_the_flow_says() {
    let flow = flow(
        r#""a": {"do": "queue", "queue": "orders", "max_wait_s": 120, "overflow": "b"}, "b": {"do": "voicemail"}"#,
    );
    let mut call = Call::to(flow);
    call.wait();
    assert_eq!(call.second, 120);
    assert_eq!(call.last[..2], [Command::StopMusic, Command::LeaveQueue]);
    assert_eq!(call.node(), "b");
}

fn nodes_visited(trace: &[TraceEntry]) -> Vec<&str> {
    let node = |entry: &'_ TraceEntry| match entry {
        TraceEntry::Command { of: Command::Step(step), .. } => Some(step.node.0.clone()),
        _ => None,
    };
    let names: Vec<String> = trace.iter().filter_map(node).collect();
    names.into_iter().map(|name| &*name.leak()).collect()
}

#[test]
fn a_try_out_shows_the_way_that_simulated_keys_take() {
    let status =
        Surroundings { order_status: Some(Text::new("已发货", "shipped")), ..Surroundings::default() };
    let trace = simulate(&default_flow(), Caller::default(), "11234#0", &status);
    let way = ["greeting", "main_menu", "order_number", "order_lookup", "order_status", "after_status"];
    assert_eq!(nodes_visited(&trace)[..6], way);
    assert_eq!(nodes_visited(&trace)[6..], ["hours_person", "person"]);
}

#[test]
fn silence_in_a_try_out_is_a_space_or_the_end_of_the_keys() {
    let shut = Surroundings { open: false, ..Surroundings::default() };
    let trace = simulate(&default_flow(), Caller::default(), " 9 ", &shut);
    assert_eq!(
        nodes_visited(&trace),
        ["greeting", "main_menu", "hours_person", "out_of_hours", "goodbye"],
        "two silences and a wrong key, then three silences more"
    );
    assert!(matches!(trace.last(), Some(TraceEntry::Command { of: Command::Hangup { .. }, .. })));
}

#[test]
fn a_try_out_of_an_endless_flow_ends() {
    let flow = flow(&format!(
        r#""a": {{"do": "play", "prompts": {SAY}, "next": "b"}}, "b": {{"do": "goto", "next": "a"}}"#
    ));
    let trace = simulate(&flow, Caller::default(), "", &Surroundings::default());
    assert!(matches!(trace.last(), Some(TraceEntry::Command { of: Command::Hangup { .. }, .. })));
}

#[test]
fn what_must_be_heard_is_not_interrupted() {
    let flow = flow(&format!(
        r#""a": {{"do": "play", "prompts": {SAY}, "interruptible": false, "next": "b"}}, "b": {{"do": "hangup"}}"#
    ));
    let mut call = Call::to(flow);
    call.press("1");
    assert_eq!(call.last, []);
    assert_eq!(call.node(), "a");
}
