//! Return visits: planned by policy, with a script, an outcome, and what comes of it (PRM-3).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use kernel::Principal;
use promises::{VisitAction, VisitView};
use serde_json::{Value, json};
use support::{Centre, SETS, at, refused};
use ticket::TicketId;

async fn act(centre: &Centre, id: TicketId, action: Value) {
    act_as(centre, &centre.chen, id, action).await;
}

async fn act_as(centre: &Centre, who: &Principal, id: TicketId, action: Value) {
    let form = serde_json::from_value(json!({"action": action})).unwrap();
    centre.tickets.act(who, id, form).await.unwrap();
}

/// A complaint that is justified.
async fn classified(centre: &Centre) -> TicketId {
    let form = json!({"type": "complaint", "title": "包裹破损", "matter": "外箱破损", "customer_id": centre.customer});
    let id =
        centre.tickets.create(&centre.chen, serde_json::from_value(form).unwrap()).await.unwrap().summary.id;
    for (name, fields) in [
        ("apologise", json!({})),
        ("confirm_facts", json!({"facts": "箱破杯碎", "facts_confirmed": true})),
        ("classify", json!({"justified": true, "severity": 2, "cause": "shipping"})),
    ] {
        act(centre, id, json!({"do": "move", "name": name, "fields": fields})).await;
    }
    id
}

/// A complaint that was solved at once and waits for its visit.
async fn solved(centre: &Centre) -> TicketId {
    let id = classified(centre).await;
    act(centre, id, json!({"do": "move", "name": "solve_at_once", "fields": {"remedy": "补发"}})).await;
    id
}

async fn planned(centre: &mut Centre, ticket: TicketId) -> Vec<VisitView> {
    centre.heard().await;
    let filter = serde_json::from_value(json!({"ticket": ticket})).unwrap();
    centre.promises.visits(&centre.chen, filter).await.unwrap().items
}

async fn state(centre: &Centre, ticket: TicketId) -> String {
    centre.tickets.one(&centre.chen, ticket).await.unwrap().summary.state.to_string()
}

fn complete(resolved: bool, missing: &str) -> VisitAction {
    let answers = json!({"settled": "是", "attitude": "很好"});
    let form = json!({"do": "complete", "answers": answers, "resolved": resolved, "missing": missing, "satisfaction": 5,
        "next_step": "寄送优惠券"});
    serde_json::from_value(form).unwrap()
}

testkit::store_tests! { SETS;
    async fn a_solved_complaint_is_visited_after_two_working_days_and_closed_by_it(store) {
        let mut centre = Centre::new(store).await;
        let ticket = solved(&centre).await;
        let visits = planned(&mut centre, ticket).await;
        assert_eq!(visits.len(), 1);
        let visit = &visits[0];
        assert_eq!((visit.state.as_str(), visit.due_at), ("planned", at("2026-11-24 18:00")));
        assert!(visit.script.iter().any(|question| question.needed) && visit.customer_name.is_some());
        assert_eq!(planned(&mut centre, ticket).await.len(), 1, "once, however often the log is read");
        let due = centre.promises.due_list(&centre.chen, true).await.unwrap();
        assert!(due.iter().any(|item| item.id == visit.id.to_string()), "{due:?}");

        let empty = serde_json::from_value(json!({"do": "complete", "answers": {}, "resolved": true})).unwrap();
        let no = refused(centre.promises.act_on_visit(&centre.chen, visit.id, empty).await);
        for missing in ["answers.settled", "satisfaction"] {
            assert!(no.fields.iter().any(|field| field.field == missing), "{no:?}");
        }
        let done = centre.promises.act_on_visit(&centre.chen, visit.id, complete(true, "")).await.unwrap();
        assert_eq!((done.state.as_str(), done.satisfaction), ("done", Some(5)));
        assert_eq!(done.next_step.as_deref(), Some("寄送优惠券"));
        assert_eq!(done.script[0].answer.as_deref(), Some("是"));
        assert_eq!(state(&centre, ticket).await, "closed");
        assert_eq!(centre.one(visit.id).await.state, "kept");
        let no = refused(centre.promises.act_on_visit(&centre.chen, visit.id, complete(true, "")).await);
        assert_eq!(no.code, "visits.over");
    }

    async fn what_a_visit_finds_unsettled_opens_the_ticket_again_and_is_visited_anew(store) {
        let mut centre = Centre::new(store).await;
        let ticket = solved(&centre).await;
        let visit = planned(&mut centre, ticket).await[0].id;
        let no = refused(centre.promises.act_on_visit(&centre.chen, visit, complete(false, " ")).await);
        assert_eq!(no.fields[0].field, "outcome.missing");
        centre.promises.act_on_visit(&centre.chen, visit, complete(false, "仍未收到补发")).await.unwrap();
        assert_eq!(state(&centre, ticket).await, "reopened");
        assert_eq!(centre.one(visit).await.state, "kept", "the visit itself was made");
        centre.minutes(60);
        let solve = json!({"do": "move", "name": "solve_by_supervisor", "fields": {"remedy": "加急", "result": "已送达"}});
        let form = serde_json::from_value(json!({"action": solve})).unwrap();
        centre.tickets.act(&centre.leader, ticket, form).await.unwrap();
        let visits = planned(&mut centre, ticket).await;
        assert_eq!(visits.len(), 2, "another round, another visit");
        assert!(visits.iter().any(|visit| visit.state == "planned"));
    }

    async fn a_visit_is_given_up_after_three_calls_and_its_leader_hears_of_it(store) {
        let mut centre = Centre::new(store).await;
        let ticket = solved(&centre).await;
        let visit = planned(&mut centre, ticket).await[0].id;
        for (n, state) in [(1, "planned"), (2, "planned"), (3, "given_up")] {
            centre.minutes(n * 10);
            let seen = centre.promises.act_on_visit(&centre.chen, visit, VisitAction::NotReached).await.unwrap();
            assert_eq!((seen.state.as_str(), seen.tries), (state, u32::try_from(n).unwrap()));
        }
    }

    async fn a_ticket_that_goes_on_needs_its_visit_no_more(store) {
        let mut centre = Centre::new(store).await;
        let ticket = solved(&centre).await;
        let visit = planned(&mut centre, ticket).await[0].id;
        act(&centre, ticket, json!({"do": "move", "name": "visit_satisfied", "fields": {"satisfaction": 5}})).await;
        centre.heard().await;
        let seen = centre.promises.visit(&centre.chen, visit).await.unwrap();
        assert_eq!((seen.state.as_str(), seen.satisfaction), ("done", Some(5)), "somebody asked the customer");
        assert_eq!(centre.one(visit).await.state, "kept");
    }

    async fn a_complaint_settled_over_a_department_is_visited_whoever_answered(store) {
        let mut centre = Centre::new(store).await;
        let warehouse = centre.department("warehouse").await;
        for own_answer in [false, true] {
            let ticket = classified(&centre).await;
            act(&centre, ticket, json!({"do": "pass", "department": "warehouse", "matter": "查清破损"})).await;
            act_as(&centre, &warehouse, ticket, json!({"do": "accept"})).await;
            if own_answer {
                let said = json!({"do": "answered_by_department", "text": "已致电", "result": "同意补发"});
                act_as(&centre, &warehouse, ticket, said).await;
            } else {
                act_as(&centre, &warehouse, ticket, json!({"do": "feed_back", "text": "包装太薄"})).await;
                act(&centre, ticket, json!({"do": "inform_customer", "text": "已告知并补发"})).await;
            }
            act(&centre, ticket, json!({"do": "satisfaction", "satisfied": true})).await;
            assert_eq!(state(&centre, ticket).await, "return_visit");
            let visits = planned(&mut centre, ticket).await;
            assert_eq!((visits.len(), visits[0].state.as_str()), (1, "planned"));
        }
    }

    async fn what_is_solved_and_visited_before_the_log_is_read_owes_no_visit(store) {
        let mut centre = Centre::new(store).await;
        let ticket = solved(&centre).await;
        act(&centre, ticket, json!({"do": "move", "name": "visit_satisfied", "fields": {"satisfaction": 5}})).await;
        assert!(planned(&mut centre, ticket).await.iter().all(|visit| visit.state == "done"));
        let due = centre.promises.due_list(&centre.chen, true).await.unwrap();
        assert!(due.is_empty(), "{due:?}");
    }

    async fn a_customer_who_is_cared_for_is_visited_by_plan(store) {
        let centre = Centre::new(store).await;
        let form = json!({"reason": "special_customer", "customer_id": centre.customer, "when": "下周一 18:00 前"});
        let visit = centre.promises.plan_visit(&centre.chen, serde_json::from_value(form).unwrap()).await.unwrap();
        assert_eq!(visit.due_at, at("2026-11-30 18:00"));
        assert_eq!(visit.owner.staff_number.as_deref(), Some("1001"));
        let nobody = json!({"reason": "special_customer"});
        let no = refused(centre.promises.plan_visit(&centre.chen, serde_json::from_value(nobody).unwrap()).await);
        assert_eq!(no.fields[0].field, "customer_id");
        let done = centre.promises.act_on_visit(&centre.chen, visit.id, complete(true, "")).await.unwrap();
        assert_eq!(done.state, "done");
    }
}
