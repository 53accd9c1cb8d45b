//! The built-in flows from end to end, as the centre's manual draws them (TKT-2, TKT-5 … TKT-8, TKT-11).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;
mod desk;

use centre::at;
use clock::{ClockKind, ClockOutput};
use desk::*;
use kernel::RefusalKind;
use ticket::{EscalateTo, FieldValue, Priority, StateKind, TicketCommand, TicketEvent, Values};

#[test]
fn a_complaint_begins_with_an_apology_and_confirmed_facts() {
    let mut desk = Desk::opened("complaint", Values::new(), "2026-11-18 10:00");
    assert_eq!(desk.possible(&agent()), ["apologise", "withdraw"]);
    let why = desk.refused(a_move("classify", Values::new()), &agent());
    assert_eq!((why.kind, why.code.as_str()), (RefusalKind::Conflict, "tickets.not_possible"));
    assert_eq!(why.possible, ["apologise", "withdraw"]);
    desk.go("apologise", Values::new(), &agent(), "2026-11-18 10:01");
    let unconfirmed = values([("facts", "破损".into()), ("facts_confirmed", false.into())]);
    assert_eq!(desk.refused(a_move("confirm_facts", unconfirmed), &agent()).code, "tickets.condition");
    assert_eq!(desk.in_time(&ClockKind::FirstResponse), Some(true));
}

#[test]
fn an_unjustified_complaint_ends_with_an_accepted_explanation() {
    let mut desk = classified(false, 4);
    let why = desk.refused(a_move("solve_at_once", values([("remedy", "退款".into())])), &agent());
    assert_eq!(why.code, "tickets.condition");
    assert_eq!(why.fields[0].field, "fields.justified");
    desk.go(
        "explanation_accepted",
        values([("explanation", "外箱为出厂折痕".into())]),
        &agent(),
        "2026-11-18 10:10",
    );
    assert_eq!(desk.ticket.kind, StateKind::Closed);
}

#[test]
fn a_remedy_is_promised_within_24_hours_and_visited_after_two_working_days() {
    let mut desk = classified(true, 3);
    desk.go("promise_remedy", values([("remedy", "补发".into())]), &agent(), "2026-11-18 10:10");
    assert_eq!(desk.due(&ClockKind::Remedy), Some(at("2026-11-19 10:10")));
    desk.go("carry_out", values([("result", "已补发".into())]), &agent(), "2026-11-19 09:30");
    assert_eq!(desk.in_time(&ClockKind::Remedy), Some(true));
    assert_eq!(desk.due(&ClockKind::ReturnVisit), Some(at("2026-11-23 09:30")));
    desk.go("visit_satisfied", values([("satisfaction", 5.into())]), &agent(), "2026-11-20 10:00");
    assert_eq!((desk.state(), desk.ticket.closed_at), ("closed", Some(at("2026-11-20 10:00"))));
    assert_eq!(desk.in_time(&ClockKind::Resolution), Some(true));
    assert_eq!(desk.clocks.next_wake(), None, "nothing runs on");
}

#[test]
fn a_remedy_forgotten_for_24_hours_is_told_to_the_leader() {
    let mut desk = classified(true, 3);
    desk.go("promise_remedy", values([("remedy", "补发".into())]), &agent(), "2026-11-18 10:10");
    desk.escalated.clear();
    desk.wait("2026-11-19 06:00");
    desk.wait("2026-11-19 10:11");
    let told: Vec<_> = desk.escalated.iter().map(|told| (told.to, told.why.zh.as_str())).collect();
    assert_eq!(told, [(EscalateTo::Assignee, "补救落实时限已用 80%"), (EscalateTo::Leader, "补救落实超时")]);
}

#[test]
fn severity_one_alarms_the_supervisor_at_once() {
    let mut desk = classified(true, 1);
    assert_eq!(desk.ticket.priority, Priority::Urgent);
    assert!(
        desk.escalated.iter().any(|told| told.to == EscalateTo::Supervisor && told.why.en == "Severity 1")
    );
    desk.wait("2026-11-18 10:06");
    assert_eq!(classified(true, 2).escalated, [], "severity 2 alarms nobody");
}

#[test]
fn a_customer_who_is_not_satisfied_at_the_visit_goes_to_the_supervisor() {
    let mut desk = classified(true, 3);
    desk.go("solve_at_once", values([("remedy", "退款".into())]), &agent(), "2026-11-18 10:10");
    desk.act(TicketCommand::Reopen { why: "退款未到账".to_owned() }, &agent(), "2026-11-20 10:00");
    assert_eq!((desk.state(), desk.ticket.reopened), ("reopened", 1));
    assert!(desk.escalated.iter().any(|told| told.to == EscalateTo::Supervisor));
    assert_eq!(desk.due(&ClockKind::Resolution), Some(at("2026-11-25 10:00")), "with the whole time again");
    let solve = || values([("remedy", "人工退款".into()), ("result", "已到账".into())]);
    let why = desk.refused(a_move("solve_by_supervisor", solve()), &agent());
    assert_eq!(why.kind, RefusalKind::Forbidden);
    desk.go("solve_by_supervisor", solve(), &supervisor(), "2026-11-20 11:00");
    let close = || a_move("visit_satisfied", values([("satisfaction", 4.into())]));
    desk.wait("2026-11-23 10:00");
    let why = desk.refused(close(), &agent());
    assert_eq!(
        (why.code.as_str(), why.possible[0].as_str()),
        ("tickets.customer_not_told", "inform_customer")
    );
    desk.act(inform("已退款，请查收"), &agent(), "2026-11-23 10:01");
    desk.act(close(), &agent(), "2026-11-23 10:02");
    assert_eq!(desk.state(), "closed");
}

#[test]
fn a_department_gives_feedback_and_customer_service_answers_the_customer() {
    let mut desk = classified(true, 3);
    desk.act(pass("warehouse", "核查包装"), &agent(), "2026-11-18 10:10");
    assert_eq!(desk.ticket.kind, StateKind::Department);
    assert_eq!(desk.due(&ClockKind::DepartmentAccept), Some(at("2026-11-18 14:10")));
    assert_eq!(
        desk.due(&ClockKind::InformCustomer),
        Some(at("2026-11-18 12:10")),
        "the customer is told of it"
    );
    assert_eq!(desk.possible(&department("warehouse")), ["accept", "return"]);
    assert!(desk.possible(&department("finance")).is_empty(), "another department sees nothing to do");
    assert_eq!(desk.refused(TicketCommand::Accept, &department("finance")).kind, RefusalKind::Forbidden);
    desk.act(inform("已转仓库核查，明天答复"), &agent(), "2026-11-18 10:12");
    desk.act(TicketCommand::Accept, &department("warehouse"), "2026-11-18 11:00");
    assert_eq!(desk.in_time(&ClockKind::DepartmentAccept), Some(true));
    assert_eq!(desk.due(&ClockKind::DepartmentAnswer), Some(at("2026-11-19 11:00")));
    desk.act(feed_back("包装不合格，同意补发"), &department("warehouse"), "2026-11-19 10:00");
    assert_eq!(desk.state(), "feedback_received");
    assert_eq!(desk.due(&ClockKind::InformCustomer), Some(at("2026-11-19 12:00")));
    desk.act(inform("经核查为包装问题，已安排补发"), &agent(), "2026-11-19 10:20");
    assert_eq!((desk.state(), desk.in_time(&ClockKind::InformCustomer)), ("asking_customer", Some(true)));
    desk.act(satisfied(), &agent(), "2026-11-19 10:25");
    assert_eq!((desk.state(), &desk.ticket.department), ("return_visit", &None));
    desk.go("visit_satisfied", values([("satisfaction", 5.into())]), &agent(), "2026-11-20 15:00");
    assert_eq!(desk.state(), "closed");
}

#[test]
fn a_department_answers_the_customer_itself_until_the_customer_is_satisfied() {
    let mut desk = classified(true, 3);
    let warehouse = department("warehouse");
    desk.act(pass("warehouse", "核查包装"), &agent(), "2026-11-18 10:10");
    desk.act(TicketCommand::Accept, &warehouse, "2026-11-18 11:00");
    let answer = |text: &str| TicketCommand::AnsweredByDepartment {
        text: text.to_owned(),
        result: "客户要求再考虑".to_owned(),
    };
    desk.act(answer("补偿 10 元"), &warehouse, "2026-11-18 14:00");
    assert!(desk.ticket.to_tell.is_empty(), "the customer has heard");
    assert_eq!(desk.due(&ClockKind::InformCustomer), None, "nobody is left to be told");
    let why = desk.refused(not_satisfied(" "), &agent());
    assert_eq!(why.fields[0].field, "missing");
    let events = desk.act(not_satisfied("要求补发"), &agent(), "2026-11-18 14:30");
    assert!(matches!(
        events[..],
        [TicketEvent::NotSatisfied { .. }, TicketEvent::Passed { round: 2, level: 1, .. }]
    ));
    let work = desk.ticket.department.clone().unwrap();
    assert_eq!((work.matter.as_str(), work.round, work.level), ("要求补发", 2, 1), "one level higher");
    assert!(desk.escalated.iter().any(|told| told.to == EscalateTo::DepartmentHead));
    assert_eq!(desk.due(&ClockKind::DepartmentAccept), Some(at("2026-11-19 09:30")), "a new clock");
    desk.act(TicketCommand::Accept, &warehouse, "2026-11-18 15:00");
    desk.act(answer("已补发"), &warehouse, "2026-11-18 16:00");
    desk.act(not_satisfied("仍未收到"), &customer(), "2026-11-20 09:00");
    assert_eq!(desk.ticket.department.as_ref().unwrap().level, 2, "and higher again");
    desk.act(TicketCommand::Accept, &warehouse, "2026-11-20 09:30");
    desk.act(answer("已派专人送达"), &warehouse, "2026-11-20 12:00");
    desk.act(satisfied(), &customer(), "2026-11-20 13:00");
    assert_eq!(desk.state(), "return_visit");
}

#[test]
fn a_department_gives_back_with_a_reason_what_is_not_its_own() {
    let mut desk = classified(true, 3);
    desk.act(pass("finance", "退款"), &agent(), "2026-11-18 10:10");
    let back = |reason: &str| TicketCommand::Return { reason: reason.to_owned() };
    assert_eq!(desk.refused(back(""), &department("finance")).fields[0].field, "reason");
    desk.act(back("属仓库职责"), &department("finance"), "2026-11-18 10:30");
    assert_eq!((desk.state(), &desk.ticket.department), ("classified", &None));
    assert_eq!(desk.in_time(&ClockKind::DepartmentAccept), Some(true));
    desk.act(pass("warehouse", "核查"), &agent(), "2026-11-18 10:40");
    assert_eq!(desk.ticket.department.as_ref().unwrap().round, 1, "another department begins anew");
    assert_eq!(desk.ticket.departments.len(), 2);
}

#[test]
fn the_silence_of_a_department_escalates() {
    let mut desk = classified(true, 3);
    desk.act(pass("warehouse", "核查"), &agent(), "2026-11-18 10:10");
    desk.escalated.clear();
    desk.wait("2026-11-18 14:11");
    let heads = desk.escalated.iter().filter(|told| told.to == EscalateTo::DepartmentHead);
    assert_eq!(heads.map(|told| told.why.zh.as_str()).collect::<Vec<_>>(), ["部门受理超时"]);
}

#[test]
fn a_suggestion_is_answered_within_one_working_day_over_a_holiday() {
    let mut desk = Desk::opened("suggestion", Values::new(), "2026-09-30 16:00");
    desk.go("thank", values([("reply_needed", true.into())]), &agent(), "2026-09-30 16:02");
    let no_reply = a_move("inform_department", values([("informed_department", "市场部".into())]));
    assert_eq!(desk.refused(no_reply, &agent()).code, "tickets.condition");
    desk.act(pass("marketing", "建议增加周末配送"), &agent(), "2026-09-30 16:05");
    assert_eq!(desk.due(&ClockKind::SuggestionReply), Some(at("2026-10-08 16:05")));
    desk.act(TicketCommand::Accept, &department("marketing"), "2026-10-08 09:10");
    desk.act(feed_back("已列入评估"), &department("marketing"), "2026-10-08 11:00");
    desk.act(inform("感谢建议，已列入评估"), &agent(), "2026-10-08 15:00");
    assert_eq!(desk.in_time(&ClockKind::SuggestionReply), Some(true));
    desk.act(satisfied(), &agent(), "2026-10-08 15:05");
    assert_eq!(desk.possible(&agent()), ["adopt", "do_not_adopt", "plan"]);
    assert_eq!(desk.refused(a_move("do_not_adopt", Values::new()), &agent()).fields[0].field, "reason");
    desk.act(move_because("do_not_adopt", "成本过高"), &agent(), "2026-10-08 15:10");
    assert_eq!(desk.ticket.steps.last().unwrap().why.as_deref(), Some("成本过高"));
}

#[test]
fn a_suggestion_without_reply_ends_when_the_department_is_informed() {
    let mut desk = Desk::opened("suggestion", Values::new(), "2026-11-18 10:00");
    desk.go("thank", values([("reply_needed", false.into())]), &agent(), "2026-11-18 10:01");
    desk.go(
        "inform_department",
        values([("informed_department", "产品部".into())]),
        &agent(),
        "2026-11-18 10:02",
    );
    assert_eq!(desk.state(), "department_informed");
}

fn reported() -> Desk {
    let fields = values([("place", "3 号楼 1201".into()), ("matter_kind", "water".into())]);
    Desk::opened("repair", fields, "2026-11-18 10:00")
}

fn photo(name: &str) -> FieldValue {
    FieldValue::List(vec![name.to_owned()])
}

#[test]
fn a_repair_goes_from_report_to_return_visit() {
    let mut desk = reported();
    desk.go("accept", Values::new(), &agent(), "2026-11-18 10:10");
    desk.go("dispatch", values([("worker", "worker1".into())]), &agent(), "2026-11-18 10:20");
    assert_eq!(desk.ticket.kind, StateKind::Worker);
    assert_eq!(desk.possible(&worker()), ["decline", "set_out"]);
    desk.go("set_out", Values::new(), &worker(), "2026-11-18 10:40");
    desk.go("arrive", Values::new(), &worker(), "2026-11-18 11:00");
    assert_eq!(desk.in_time(&ClockKind::Arrival), Some(true));
    let why = desk.refused(a_move("finish", values([("photos_after", photo("f1"))])), &worker());
    assert_eq!(why.fields[0].field, "fields.work_done");
    let work = values([("work_done", "更换水龙头".into()), ("photos_after", photo("f1"))]);
    desk.go("finish", work, &worker(), "2026-11-18 11:40");
    assert_eq!(desk.refused(a_move("confirm", Values::new()), &worker()).code, "tickets.condition");
    desk.go("confirm", values([("confirmation_code", "4711".into())]), &worker(), "2026-11-18 11:45");
    assert_eq!(desk.due(&ClockKind::ReturnVisit), Some(at("2026-11-19 11:45")));
    desk.go("visit_settled", values([("satisfaction", 5.into())]), &agent(), "2026-11-19 10:00");
    assert_eq!(desk.state(), "closed");
    let actors: Vec<_> =
        desk.ticket.steps.iter().map(|step| (step.name.as_str(), step.from.as_str())).collect();
    assert_eq!(actors[0], ("accept", "reported"));
    assert_eq!(actors.len(), 7, "every step is dated");
}

#[test]
fn missing_parts_pause_the_repair_with_a_date_and_the_customer_is_told() {
    let mut desk = reported();
    desk.go("accept", Values::new(), &agent(), "2026-11-18 10:10");
    desk.go("dispatch", values([("worker", "worker1".into())]), &agent(), "2026-11-18 10:20");
    desk.go("set_out", Values::new(), &worker(), "2026-11-18 10:40");
    desk.go("arrive", Values::new(), &worker(), "2026-11-18 11:00");
    let undated = values([("parts", "阀芯".into())]);
    assert_eq!(
        desk.refused(a_move("need_parts", undated), &worker()).fields[0].field,
        "fields.parts_expected"
    );
    let wrong = values([("parts", "阀芯".into()), ("parts_expected", "下周".into())]);
    assert_eq!(desk.refused(a_move("need_parts", wrong), &worker()).fields[0].field, "fields.parts_expected");
    let parts = values([("parts", "阀芯".into()), ("parts_expected", "2026-11-23".into())]);
    desk.go("need_parts", parts, &worker(), "2026-11-18 11:10");
    assert_eq!(desk.due(&ClockKind::Resolution), None, "paused");
    assert_eq!(desk.ticket.to_tell.len(), 1);
    desk.go("parts_here", Values::new(), &worker(), "2026-11-23 10:00");
    assert_eq!(desk.due(&ClockKind::Resolution), Some(at("2026-11-25 17:50")), "the pause does not count");
    assert_eq!(desk.due(&ClockKind::Arrival), Some(at("2026-11-24 10:00")));
}

#[test]
fn a_contested_repair_is_dispatched_again_and_a_refused_one_explained() {
    let mut desk = reported();
    desk.go("accept", Values::new(), &agent(), "2026-11-18 10:10");
    for (name, by) in [("dispatch", agent()), ("set_out", worker()), ("arrive", worker())] {
        desk.go(
            name,
            if name == "dispatch" { values([("worker", "w".into())]) } else { Values::new() },
            &by,
            "2026-11-18 11:00",
        );
    }
    let work = values([("work_done", "疏通".into()), ("photos_after", photo("f1"))]);
    desk.go("finish", work, &worker(), "2026-11-18 11:40");
    desk.act(move_because("contest", "仍然漏水"), &customer(), "2026-11-18 12:00");
    assert_eq!(desk.due(&ClockKind::Dispatch), Some(at("2026-11-18 14:00")));
    desk.go("dispatch", Values::new(), &agent(), "2026-11-18 12:30");
    desk.go("set_out", Values::new(), &worker(), "2026-11-18 13:00");
    desk.go("arrive", Values::new(), &worker(), "2026-11-18 13:30");
    desk.act(move_because("refuse", "需整体更换管道"), &worker(), "2026-11-18 13:40");
    let alternative = || values([("alternative", "联系开发商保修".into())]);
    assert_eq!(
        desk.refused(a_move("close_unrepaired", alternative()), &agent()).kind,
        RefusalKind::Forbidden
    );
    desk.go("close_unrepaired", alternative(), &supervisor(), "2026-11-18 14:00");
}

#[test]
fn after_sales_needs_a_verified_identity_from_the_start() {
    let mut fields = requested();
    fields.insert("identity_verified".into(), false.into());
    let why = Desk::open(type_named("after_sales"), &new_ticket(fields), &agent(), "2026-11-18 10:00")
        .err()
        .unwrap();
    assert_eq!(why.fields[0].field, "fields.identity_verified");
    let why = Desk::open(type_named("after_sales"), &new_ticket(Values::new()), &agent(), "2026-11-18 10:00")
        .err()
        .unwrap();
    assert_eq!(why.fields.len(), 4, "every field at once");
}

#[test]
fn above_the_limit_the_supervisor_approves() {
    let mut desk = Desk::opened("after_sales", requested(), "2026-11-18 10:00");
    desk.go(
        "check",
        values([("amount", 50_001.into()), ("policy", "七天无理由".into())]),
        &agent(),
        "2026-11-18 10:10",
    );
    let why = desk.refused(a_move("approve", Values::new()), &agent());
    assert_eq!(why.why.zh, "“金额（分）”超过 50000，需要上级批准");
    assert_eq!(
        desk.refused(a_move("approve_above_limit", Values::new()), &agent()).kind,
        RefusalKind::Forbidden
    );
    desk.go("approve_above_limit", Values::new(), &supervisor(), "2026-11-18 10:20");
    desk.go("await_goods", Values::new(), &agent(), "2026-11-18 10:30");
    assert_eq!(desk.due(&ClockKind::Resolution), None, "the customer must act");
    desk.go("receive", Values::new(), &agent(), "2026-11-23 10:00");
    desk.go("inspect", values([("inspection", "属实".into())]), &agent(), "2026-11-23 11:00");
    desk.go("refund", values([("settlement", "已原路退回".into())]), &agent(), "2026-11-23 11:30");
    assert_eq!(
        desk.refused(a_move("close", Values::new()), &agent()).fields[0].field,
        "fields.told_customer"
    );
    desk.go("close", values([("told_customer", "3 个工作日到账".into())]), &agent(), "2026-11-23 11:40");
    assert_eq!(desk.state(), "closed");
}

#[test]
fn a_refusal_of_after_sales_offers_an_alternative() {
    let mut desk = Desk::opened("after_sales", requested(), "2026-11-18 10:00");
    desk.go(
        "check",
        values([("amount", 100.into()), ("policy", "超过期限".into())]),
        &agent(),
        "2026-11-18 10:10",
    );
    let why = desk.refused(move_because("refuse", "超过期限"), &agent());
    assert_eq!(why.fields[0].field, "fields.alternative");
    let refuse = TicketCommand::Move {
        name: "refuse".into(),
        fields: values([("alternative", "优惠券".into())]),
        reason: Some("超过期限".to_owned()),
    };
    desk.act(refuse, &agent(), "2026-11-18 10:20");
    desk.go("close_refused", values([("told_customer", "已说明".into())]), &agent(), "2026-11-18 10:30");
    assert_eq!(desk.state(), "closed_refused");
}

#[test]
fn an_enquiry_is_answered_looked_into_or_handed_to_marketing() {
    let mut desk = Desk::opened("enquiry", Values::new(), "2026-11-18 10:00");
    desk.go("look_into", Values::new(), &agent(), "2026-11-18 10:05");
    assert_eq!(desk.due(&ClockKind::CallBack), Some(at("2026-11-18 12:05")), "call back within two hours");
    desk.go("answer", values([("answer", "明天到货".into())]), &agent(), "2026-11-18 11:00");
    assert_eq!(desk.in_time(&ClockKind::CallBack), Some(true));
    let mut desk = Desk::opened("enquiry", Values::new(), "2026-11-18 10:00");
    let lead = values([("interest", "咨询入驻".into()), ("contact_details", "王先生".into())]);
    desk.go("hand_to_marketing", lead, &agent(), "2026-11-18 10:05");
    desk.go(
        "record_marketing_result",
        values([("marketing_result", "joined".into())]),
        &agent(),
        "2026-11-19 10:05",
    );
    assert_eq!(desk.state(), "marketing_done");
}

#[test]
fn an_incident_is_declared_by_a_supervisor_and_those_concerned_hear_of_the_recovery() {
    let fields = values([("severity", 1.into()), ("systems", "下单系统".into())]);
    let why = Desk::open(type_named("incident"), &new_ticket(fields.clone()), &agent(), "2026-11-18 10:00")
        .err()
        .unwrap();
    assert_eq!(why.kind, RefusalKind::Forbidden);
    let mut desk = Desk::opened("incident", fields, "2026-11-18 10:00");
    assert!(desk.escalated.iter().any(|told| told.to == EscalateTo::Supervisor));
    let start = values([
        ("owner", "运维".into()),
        ("strategy", "回滚".into()),
        ("approved_wording", "正在恢复".into()),
    ]);
    desk.go("take_up", start, &supervisor(), "2026-11-18 10:05");
    desk.go("cause_found", values([("cause", "发布缺陷".into())]), &supervisor(), "2026-11-18 10:30");
    let recovered = values([("recovered_at", "2026-11-18T11:00:00+08:00".into())]);
    desk.go("recover", recovered, &supervisor(), "2026-11-18 11:00");
    assert_eq!(desk.due(&ClockKind::RecoveryNotice), Some(at("2026-11-18 12:00")));
    desk.go("notify", values([("notified_count", 132.into())]), &supervisor(), "2026-11-18 11:30");
    desk.go("review", values([("lessons", "加强灰度".into())]), &supervisor(), "2026-11-20 10:00");
    assert_eq!(desk.state(), "closed");
}

#[test]
fn an_internal_request_is_confirmed_by_who_asked() {
    let mut desk =
        Desk::opened("internal_request", values([("for_department", "行政".into())]), "2026-11-18 10:00");
    let admin = department("admin");
    desk.go("accept", Values::new(), &admin, "2026-11-18 10:30");
    desk.act(move_because("wait", "等待采购"), &admin, "2026-11-18 11:00");
    assert_eq!(desk.due(&ClockKind::Resolution), None);
    desk.go("go_on", Values::new(), &admin, "2026-11-19 11:00");
    desk.go("finish", values([("result", "已配发".into())]), &admin, "2026-11-19 12:00");
    desk.act(move_because("send_back", "型号不对"), &agent(), "2026-11-19 13:00");
    desk.go("finish", values([("result", "已更换".into())]), &admin, "2026-11-19 14:00");
    desk.go("confirm", Values::new(), &agent(), "2026-11-19 15:00");
    assert_eq!(desk.state(), "closed");
}

#[test]
fn a_customer_who_writes_gets_an_answer_within_24_hours_counted_from_the_first_message() {
    let mut desk = classified(true, 3);
    let wrote = |text: &str| TicketCommand::CustomerWrote { text: text.to_owned(), contact: None };
    desk.act(wrote("进展如何？"), &customer(), "2026-11-18 20:00");
    desk.act(wrote("？"), &customer(), "2026-11-18 23:00");
    assert_eq!(desk.due(&ClockKind::NextResponse), Some(at("2026-11-19 20:00")));
    desk.act(inform("正在核查"), &agent(), "2026-11-19 10:00");
    assert_eq!(desk.in_time(&ClockKind::NextResponse), Some(true));
}

#[test]
fn an_enquiry_that_waits_for_the_customer_goes_on_when_the_customer_writes() {
    let mut desk = Desk::opened("enquiry", Values::new(), "2026-11-18 10:00");
    desk.act(move_because("ask_customer", "请补充订单号"), &agent(), "2026-11-18 11:00");
    assert_eq!(desk.due(&ClockKind::Resolution), None, "the clock pauses");
    let wrote = TicketCommand::CustomerWrote { text: "订单号 110".to_owned(), contact: None };
    desk.act(wrote, &customer(), "2026-11-18 15:00");
    assert_eq!(desk.state(), "looking_into");
    assert_eq!(desk.due(&ClockKind::Resolution), Some(at("2026-11-19 14:00")), "four hours did not count");
}

#[test]
fn who_waits_for_goods_goes_on_waiting_when_the_customer_writes() {
    let waits =
        ticket::built_in::types().into_iter().find(|found| found.name.as_str() == "after_sales").unwrap();
    let state = waits.state(&"awaiting_goods".into()).unwrap();
    assert_eq!(state.on_customer_wrote, None);
}

#[test]
fn a_ticket_says_why_it_is_due_then() {
    let mut desk = Desk::opened("suggestion", Values::new(), "2026-09-30 16:00");
    desk.go("thank", values([("reply_needed", true.into())]), &agent(), "2026-09-30 16:02");
    desk.act(pass("marketing", "建议"), &agent(), "2026-09-30 16:05");
    let told = desk.clocks.explain(desk.now, centre::office());
    let reply = told.iter().find(|told| told.kind == ClockKind::SuggestionReply).unwrap();
    let zh: Vec<_> = reply.steps.iter().map(|step| step.text.zh.as_str()).collect();
    assert!(zh.contains(&"10月1日（周四）至10月7日（周三）节假日，不计"), "{zh:?}");
    assert!(desk.told.iter().any(|(kind, output)| {
        *kind == ClockKind::SuggestionReply && matches!(output, ClockOutput::Started { .. })
    }));
}
