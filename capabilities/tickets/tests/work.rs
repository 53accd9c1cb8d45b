//! What people keep and are told for their work with tickets, on both databases (TKT-2, TKT-8 … TKT-11).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use db::{EventFilter, args};
use kernel::{Principal, RefusalKind, Role, Text};
use serde_json::{Value, json};
use support::{Centre, SETS, fields_of, not_there, refused};
use ticket::{FilingRule, StateKind, TicketId};
use tickets::{DepartmentForm, NoticeFilter, NoticeKind, NoticeView, TicketFilter};

/// The unread notices of somebody, the newest first.
async fn told(centre: &Centre, who: &Principal) -> Vec<NoticeView> {
    let filter = NoticeFilter { unread: Some(true), ..NoticeFilter::default() };
    centre.tickets.notices(who, filter).await.unwrap().items
}

async fn kinds(centre: &Centre, who: &Principal) -> Vec<NoticeKind> {
    told(centre, who).await.into_iter().map(|notice| notice.kind).collect()
}

fn confirm(code: &str) -> Value {
    json!({"do": "move", "name": "confirm", "fields": {"confirmation_code": code}})
}

fn bulk(tickets: &[TicketId], actions: Value) -> tickets::BulkForm {
    serde_json::from_value(json!({"tickets": tickets, "actions": actions})).unwrap()
}

testkit::store_tests! {SETS;
    /// Assigned, mentioned, watched: those whom it concerns are told once, never who did it, and may tick it off.
    async fn people_are_told_what_concerns_them(store) {
        let centre = Centre::new(store).await;
        let (chen, wang) = (centre.account("chen", Role::TeamLeader).await, centre.account("wang", Role::TeamLeader).await);
        let id = centre.open("complaint").await.summary.id;
        let give = json!({"do": "assign", "to": {"assignee": "user", "id": chen.user}});
        centre.act(&centre.agent, id, give).await;
        assert_eq!(kinds(&centre, &chen).await, [NoticeKind::Assigned]);
        let note = json!({"do": "note", "text": "请看", "readers": "service", "mentions": [wang.user, chen.user]});
        centre.act(&chen, id, note).await;
        assert_eq!(kinds(&centre, &wang).await, [NoticeKind::Mentioned]);
        assert_eq!(kinds(&centre, &chen).await.len(), 1, "nobody is told what they did themselves");
        centre.act(&wang, id, json!({"do": "watch"})).await;
        centre.act(&centre.agent, id, json!({"do": "move", "name": "apologise"})).await;
        assert_eq!(kinds(&centre, &wang).await, [NoticeKind::Changed, NoticeKind::Mentioned]);
        assert_eq!(centre.tickets.unread(&wang).await.unwrap().count, 2);
        let newest = told(&centre, &wang).await[0].id.clone();
        let read = tickets::ReadForm { ids: vec![newest] };
        assert_eq!(centre.tickets.read_notices(&wang, read).await.unwrap().count, 1);
        assert_eq!(centre.tickets.looked_at(&wang, id).await.unwrap().count, 0);
        assert_eq!(centre.tickets.unread(&chen).await.unwrap().count, 1, "others keep theirs");
    }

    /// A department hears of what is passed to it, customer service of the feedback; inner notes are not for departments.
    async fn departments_and_service_hear_of_each_other(store) {
        let centre = Centre::new(store).await;
        let (leader, liu) = (centre.account("leader", Role::TeamLeader).await, centre.account("liu", Role::Department).await);
        let form = DepartmentForm { label: Text::new("仓储部", "Warehouse"),
            members: liu.user.into_iter().collect(), head: liu.user };
        centre.tickets.save_department(&Principal::system(), "warehouse", form).await.unwrap();
        let id = centre.classified().await.summary.id;
        centre.act(&leader, id, json!({"do": "assign", "to": {"assignee": "user", "id": leader.user}})).await;
        centre.act(&leader, id, json!({"do": "pass", "department": "warehouse", "matter": "查包装"})).await;
        assert_eq!(kinds(&centre, &liu).await, [NoticeKind::Passed]);
        let inside = json!({"do": "note", "text": "内部", "readers": "service", "mentions": [liu.user]});
        let no = refused(centre.try_to(&leader, id, inside).await);
        assert_eq!(fields_of(&no), ["action.mentions[0]"], "the writer is told who will not read it");
        assert!(no.fields[0].message.zh.contains("liu"), "{no:?}");
        assert_eq!(kinds(&centre, &liu).await, [NoticeKind::Passed], "that note is not theirs");
        centre.act(&liu, id, json!({"do": "accept"})).await;
        centre.act(&liu, id, json!({"do": "feed_back", "text": "缺填充"})).await;
        assert_eq!(kinds(&centre, &leader).await, [NoticeKind::Feedback]);
    }

    /// A breach is told to the leaders; where the type says so, the ticket goes over to them.
    async fn a_breach_is_told_above_and_may_change_hands(store) {
        let centre = Centre::new(store).await;
        let leader = centre.account("leader", Role::TeamLeader).await;
        let mut complaint = centre.tickets.types(&centre.agent).unwrap().into_iter()
            .find(|found| found.name.as_str() == "complaint").unwrap();
        complaint.escalations.iter_mut().for_each(|rule| {
            rule.reassign = matches!(rule.when, ticket::EscalateOn::Breached { .. });
        });
        centre.tickets.save_type(&Principal::system(), "complaint", complaint).await.unwrap();
        let id = centre.open("complaint").await.summary.id;
        centre.hours(3);
        centre.tickets.fire_due().await;
        assert!(kinds(&centre, &leader).await.contains(&NoticeKind::Escalated));
        let after = centre.tickets.one(&leader, id).await.unwrap();
        assert_eq!(after.summary.assignee, leader.user.map(ticket::Assignee::User));
    }

    /// The same for many: what is possible is done, the rest is told with its reason, each ticket by itself.
    async fn many_are_handled_at_once_and_the_rest_is_told(store) {
        let centre = Centre::new(store).await;
        let (one, two) = (centre.open("complaint").await.summary.id, centre.open("complaint").await.summary.id);
        centre.move_to(two, "apologise", json!({})).await;
        let actions = json!([{"do": "move", "name": "apologise"}, {"do": "note", "text": "已致歉", "readers": "service"}]);
        let results = centre.tickets.bulk(&centre.agent, bulk(&[one, two], actions)).await.unwrap();
        assert_eq!(results.iter().map(|result| result.done).collect::<Vec<_>>(), [true, false]);
        assert!(results[1].possible.contains(&"confirm_facts".to_owned()), "{results:?}");
        assert_eq!(centre.times(two, "tickets.noted").await, 0, "all of it or nothing");
        let note = json!([{"do": "note", "text": "一次", "readers": "service"}]);
        let twice = centre.tickets.bulk(&centre.agent, bulk(&[one, one], note)).await.unwrap();
        assert_eq!((twice.len(), centre.times(one, "tickets.noted").await), (1, 2), "named twice, done once");
        let none = centre.tickets.bulk(&centre.agent, bulk(&[], json!([{"do": "watch"}]))).await;
        assert_eq!(fields_of(&refused(none)), ["tickets"]);
        let nothing = centre.tickets.bulk(&centre.agent, bulk(&[one], json!([]))).await;
        assert_eq!(fields_of(&refused(nothing)), ["actions"]);
    }

    /// Macros are data: kept by leaders, carried out by agents, meant for some types.
    async fn macros_are_data(store) {
        let centre = Centre::new(store).await;
        let form = |name: &str| json!({"name": {"zh": name, "en": "Apologise"}, "types": ["complaint"],
            "actions": [{"do": "move", "name": "apologise"}, {"do": "prioritise", "severity": 2, "reach": "one", "why": "急"}]});
        let parsed = |value: Value| serde_json::from_value(value).unwrap();
        let no = refused(centre.tickets.save_macro(&centre.agent, None, parsed(form("致歉"))).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
        assert_eq!(fields_of(&refused(centre.tickets.save_macro(&centre.leader, None, parsed(form(""))).await)), ["name.zh"]);
        let saved = centre.tickets.save_macro(&centre.leader, None, parsed(form("致歉"))).await.unwrap();
        let id = centre.open("complaint").await.summary.id;
        let after = centre.tickets.run_macro(&centre.agent, id, &saved.id).await.unwrap();
        assert_eq!((after.summary.state.as_str(), after.severity.level()), ("apologised", 2));
        let other = centre.open("enquiry").await.summary.id;
        let no = refused(centre.tickets.run_macro(&centre.agent, other, &saved.id).await);
        assert_eq!(no.code, "tickets.macro_does_not_fit");
        centre.tickets.remove_macro(&centre.leader, &saved.id).await.unwrap();
        assert!(not_there(centre.tickets.run_macro(&centre.agent, id, &saved.id).await));
    }

    /// Views: one's own are nobody else's, shared ones are kept by those who may.
    async fn views_are_personal_or_shared(store) {
        let centre = Centre::new(store).await;
        let form = |shared: bool| serde_json::from_value(json!({"name": "紧急投诉", "shared": shared,
            "filter": {"type": "complaint", "priority": "urgent", "open": true}})).unwrap();
        let own = centre.tickets.save_view(&centre.agent, None, form(false)).await.unwrap();
        let no = refused(centre.tickets.save_view(&centre.agent, None, form(true)).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
        let shared = centre.tickets.save_view(&centre.leader, None, form(true)).await.unwrap();
        let seen = |who: Principal| { let tickets = centre.tickets.clone(); async move {
            tickets.views(&who).await.unwrap().into_iter().map(|view| view.id).collect::<Vec<_>>() } };
        assert_eq!(seen(centre.agent.clone()).await, [shared.id.clone(), own.id.clone()]);
        assert_eq!(seen(centre.leader.clone()).await, std::slice::from_ref(&shared.id));
        assert!(not_there(centre.tickets.remove_view(&centre.leader, &own.id).await));
        let no = refused(centre.tickets.remove_view(&centre.agent, &shared.id).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
        centre.tickets.remove_view(&centre.agent, &own.id).await.unwrap();
        assert_eq!(seen(centre.agent.clone()).await, [shared.id]);
    }

    /// What is given to a team that is not there is nobody's; a category that is none is found by no report.
    async fn what_a_ticket_is_given_is_there(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("enquiry").await.summary.id;
        let nobody = "01890000-0000-7000-8000-00000000dead";
        let give = json!({"do": "assign", "to": {"assignee": "team", "id": nobody}});
        assert_eq!(fields_of(&refused(centre.try_to(&centre.agent, id, give).await)), ["action.to"]);
        let sort = json!({"do": "edit", "category": "nonsense"});
        assert_eq!(fields_of(&refused(centre.try_to(&centre.agent, id, sort).await)), ["action.category"]);
        let new = |category: &str| serde_json::from_value(json!({"type": "enquiry", "title": "问", "matter": "问题",
            "category": category})).unwrap();
        let no = refused(centre.tickets.create(&centre.agent, new("orders.nonsense")).await);
        assert_eq!(fields_of(&no), ["category"]);
        let made = centre.tickets.create(&centre.agent, new("orders.status")).await.unwrap();
        let sorted = centre.act(&centre.agent, made.summary.id, json!({"do": "edit", "category": "shipping.late"})).await;
        assert_eq!(sorted.category.unwrap().as_str(), "shipping.late");
        let wu = centre.posted("wu", Role::Agent, "一组").await;
        let team = centre.tickets.known_people(&wu).await.unwrap().into_iter().find_map(|person| person.team).unwrap();
        let given = centre.act(&centre.agent, id, json!({"do": "assign", "to": {"assignee": "team", "id": team}})).await;
        assert!(given.summary.assignee.is_some());
    }

    /// A view is renamed, asks for other things, goes to a team or to all; its team has it, other teams do not.
    async fn views_are_changed_and_given_to_a_team(store) {
        let centre = Centre::new(store).await;
        let (one, two) = (centre.posted("wu", Role::Agent, "一组").await, centre.posted("zheng", Role::Agent, "二组").await);
        let leader = centre.posted("leader", Role::TeamLeader, "一组").await;
        let people = centre.tickets.known_people(&leader).await.unwrap();
        let team = people.iter().find(|person| person.user_id == leader.user.unwrap()).unwrap().team;
        assert!(team.is_some());
        let form = |name: &str, team: Value, shared: bool| serde_json::from_value(json!({"name": name, "team": team,
            "shared": shared, "filter": {"priority": "urgent"}})).unwrap();
        let own = centre.tickets.save_view(&one, None, form("急", Value::Null, false)).await.unwrap();
        let no = refused(centre.tickets.save_view(&one, Some(&own.id), form("急", json!(team), false)).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
        let renamed = centre.tickets.save_view(&one, Some(&own.id), form(" 紧急 ", Value::Null, false)).await.unwrap();
        assert_eq!((renamed.name.as_str(), &renamed.id), ("紧急", &own.id));
        let teams = centre.tickets.save_view(&leader, None, form("一组紧急", json!(team), false)).await.unwrap();
        let names = |who: Principal| { let tickets = centre.tickets.clone(); async move {
            tickets.views(&who).await.unwrap().into_iter().map(|view| view.name).collect::<Vec<_>>() } };
        assert_eq!(names(one.clone()).await, ["一组紧急", "紧急"]);
        assert_eq!(names(two.clone()).await, [] as [&str; 0], "another team's view");
        let no = refused(centre.tickets.save_view(&one, Some(&teams.id), form("x", Value::Null, false)).await);
        assert_eq!(no.kind, RefusalKind::Forbidden, "it is the leader's");
        assert!(not_there(centre.tickets.remove_view(&two, &teams.id).await));
        centre.tickets.save_view(&leader, Some(&teams.id), form("全员紧急", Value::Null, true)).await.unwrap();
        assert_eq!(names(two.clone()).await, ["全员紧急"]);
        let unknown = json!("01890000-0000-7000-8000-00000000dead");
        let no = refused(centre.tickets.save_view(&leader, None, form("x", unknown, false)).await);
        assert_eq!(fields_of(&no), ["team"]);
    }

    /// Everybody has the views in an own order; what is not named comes after, what one does not have is left out.
    async fn views_stand_in_the_order_of_their_reader(store) {
        let centre = Centre::new(store).await;
        let mut ids = Vec::new();
        for name in ["甲", "乙", "丙"] {
            let form = serde_json::from_value(json!({"name": name, "shared": true, "filter": {"q": name}})).unwrap();
            ids.push(centre.tickets.save_view(&centre.leader, None, form).await.unwrap().id);
        }
        let order = |views: Vec<&str>| serde_json::from_value(json!({"views": views})).unwrap();
        let first = centre.tickets.views(&centre.agent).await.unwrap();
        let wish = order(vec![&first[2].id, "nobody's", &first[0].id]);
        let after = centre.tickets.order_views(&centre.agent, wish).await.unwrap();
        let named = |views: &[tickets::SavedView]| views.iter().map(|view| view.id.clone()).collect::<Vec<_>>();
        assert_eq!(named(&after), [&first[2].id, &first[0].id, &first[1].id].map(String::clone));
        assert_eq!(named(&centre.tickets.views(&centre.leader).await.unwrap()), named(&first), "for the reader alone");
        let twice = centre.tickets.order_views(&centre.agent, order(vec![&ids[0], &ids[0]])).await;
        assert_eq!(fields_of(&refused(twice)), ["views"]);
        let no = refused(centre.tickets.order_views(&centre.warehouse, order(vec![])).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
    }

    /// Lists by what a state means, by lateness, by title or number, by nobody.
    async fn lists_answer_what_views_ask(store) {
        let centre = Centre::new(store).await;
        let (one, two) = (centre.open("complaint").await.summary.id, centre.repair().await);
        centre.act(&centre.agent, one, json!({"do": "assign", "to": null})).await;
        let found = |filter: TicketFilter| { let (tickets, agent) = (centre.tickets.clone(), centre.agent.clone()); async move {
            tickets.page(&agent, filter).await.unwrap().items.into_iter().map(|found| found.id).collect::<Vec<_>>() } };
        let none = TicketFilter::default;
        centre.tickets.titles_indexed().await.unwrap();
        assert_eq!(found(TicketFilter { q: Some("漏".into()), ..none() }).await, [two]);
        assert_eq!(found(TicketFilter { q: Some("#1".into()), ..none() }).await, [one]);
        assert_eq!(found(TicketFilter { q: Some("100%".into()), ..none() }).await, []);
        assert_eq!(found(TicketFilter { assignee: Some("none".into()), kind: Some("open".into()), ..none() }).await.len(), 2);
        assert_eq!(found(TicketFilter { overdue: Some(true), ..none() }).await, []);
        centre.hours(30);
        assert_eq!(found(TicketFilter { overdue: Some(true), priority: Some("normal".into()), ..none() }).await.len(), 2);
        let listed = centre.tickets.page(&centre.agent, none()).await.unwrap().items;
        assert!(listed.iter().all(|found| found.customer_name.as_deref() == Some("李女士")));
        assert!(listed.iter().any(|found| found.place.as_deref() == Some("3-1202")));
    }

    /// Dispatch: accepted, sent out and given in one step; the worker sees the job, confirms it by the customer's code.
    async fn a_worker_is_sent_out_and_the_customer_confirms_by_code(store) {
        let centre = Centre::new(store).await;
        let worker = centre.account("zhang", Role::Worker).await;
        let id = centre.repair().await;
        let nobody = json!({"do": "dispatch", "worker": centre.agent.user});
        assert_eq!(fields_of(&refused(centre.try_to(&centre.agent, id, nobody).await)), ["action.worker"]);
        let sent = centre.act(&centre.agent, id, json!({"do": "dispatch", "worker": worker.user})).await;
        assert_eq!((sent.summary.state.as_str(), sent.summary.kind), ("dispatched", StateKind::Worker));
        assert_eq!(kinds(&centre, &worker).await, [NoticeKind::Assigned]);
        let code = sent.confirmation_code.unwrap();
        let seen = centre.tickets.one(&worker, id).await.unwrap();
        assert_eq!(seen.confirmation_code, None, "only the customer tells the worker");
        assert_eq!(seen.customer.unwrap().phones, ["13800138000"]);
        centre.works_off(&worker, id).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let no = refused(centre.try_to(&worker, id, confirm(wrong)).await);
        assert_eq!(fields_of(&no), ["fields.confirmation_code"]);
        let done = centre.act(&worker, id, confirm(&code)).await;
        assert_eq!(done.summary.kind, StateKind::Visit);
        assert!(not_there(centre.tickets.one(&centre.account("li", Role::Worker).await, id).await));
    }

    /// Too many wrong codes: only a signature confirms. Signatures are kept as they were drawn.
    async fn a_signature_confirms_where_codes_were_guessed(store) {
        let centre = Centre::new(store).await;
        let worker = centre.account("zhang", Role::Worker).await;
        let (id, code) = centre.finished_by(&worker).await;
        for _ in 0..10 {
            refused(centre.try_to(&worker, id, confirm("nothing")).await);
        }
        refused(centre.try_to(&worker, id, confirm(&code)).await);
        let sign = |strokes: Value| serde_json::from_value(json!({"signature": strokes,
            "action": {"do": "move", "name": "confirm", "fields": {}}})).unwrap();
        for (fields, at) in [
            (json!({"signature": ["made-up"]}), "fields.signature"),
            (json!({"photos_after": ["../../etc/passwd"]}), "fields.photos_after"),
        ] {
            let forged = json!({"do": "move", "name": "confirm", "fields": fields});
            assert_eq!(fields_of(&refused(centre.try_to(&worker, id, forged).await)), [at], "a worker confirms for nobody");
        }
        for fields in [json!({"signature": ["made-up"]}), json!({"confirmation_code": "123456"}), json!({"photos": ["x"]})] {
            assert!(centre.try_to(&centre.agent, id, json!({"do": "edit", "fields": fields})).await.is_err(), "{fields}");
            let form = json!({"type": "repair", "title": "漏水", "matter": "漏水", "fields": fields});
            let no = refused(centre.tickets.create(&centre.agent, serde_json::from_value(form).unwrap()).await);
            assert!(fields_of(&no)[0].starts_with("fields."), "{no:?}");
        }
        let outside = centre.tickets.act(&worker, id, sign(json!([[[0, 0], [2000, 1]]]))).await;
        assert_eq!(fields_of(&refused(outside)), ["signature"]);
        let done = centre.tickets.act(&worker, id, sign(json!([[[10, 10], [200, 300]]]))).await.unwrap();
        let Some(ticket::FieldValue::List(ids)) = done.fields.get("signature") else { panic!("no signature") };
        let kept = centre.tickets.signature(&centre.agent, id, &ids[0]).await.unwrap();
        assert_eq!(kept.strokes, [[(10, 10), (200, 300)]]);
        assert!(not_there(centre.tickets.signature(&centre.warehouse, id, &ids[0]).await));
    }

    /// Closed tickets are filed by rule, found again, and deleted when they were kept long enough.
    async fn closed_tickets_are_filed_found_and_deleted(store) {
        let centre = Centre::new(store).await;
        centre.owes_nothing();
        let open = centre.open("enquiry").await.summary.id;
        let summary = centre.open("enquiry").await.summary;
        let (closed, last) = (summary.id, summary.number);
        centre.move_to(closed, "answer", json!({"answer": "可以"})).await;
        let listed = |filed| { let (tickets, agent) = (centre.tickets.clone(), centre.agent.clone()); async move {
            let filter = TicketFilter { filed, ..TicketFilter::default() };
            tickets.page(&agent, filter).await.unwrap().items.len() } };
        centre.hours(24 * 89);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (0, 0));
        centre.hours(24 * 91);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (1, 0));
        assert_eq!((listed(None).await, listed(Some(true)).await), (1, 1));
        let looked = TicketFilter { customer: Some(centre.customer), ..TicketFilter::default() };
        let found = centre.tickets.page(&centre.agent, looked).await.unwrap().items.len();
        assert_eq!(found, 2, "who looks for a customer finds what was filed as well");
        let system = Principal::system();
        let bad = FilingRule { file_after_days: 90, delete_after_days: Some(30), ..FilingRule::default() };
        assert_eq!(fields_of(&refused(centre.tickets.save_filing(&system, bad).await)), ["delete_after_days"]);
        let at_once = FilingRule { file_after_days: 0, delete_after_days: Some(0), ..FilingRule::default() };
        assert_eq!(fields_of(&refused(centre.tickets.save_filing(&system, at_once).await)), ["delete_after_days"]);
        let rule = FilingRule { file_after_days: 30, delete_after_days: Some(100), ..FilingRule::default() };
        centre.tickets.save_filing(&system, rule).await.unwrap();
        centre.hours(24 * 101);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (0, 1));
        assert!(not_there(centre.tickets.one(&centre.agent, closed).await));
        assert!(centre.tickets.one(&centre.agent, open).await.is_ok(), "what is open stays");
        let known = centre.store.db.row("SELECT last FROM tickets_counter", args![]).await.unwrap().unwrap();
        assert_eq!(known.get::<i64>("last").unwrap(), last, "nor is a deleted number given again after a restart");
        assert_eq!((listed(None).await, listed(Some(true)).await), (1, 0));
    }

    /// A crisis is declared by a supervisor; its one wording is at every desk until it is over.
    async fn a_crisis_has_one_wording_until_it_is_over(store) {
        let centre = Centre::new(store).await;
        let form = json!({"type": "incident", "title": "支付故障", "matter": "无法支付",
            "fields": {"severity": 1, "systems": "支付"}});
        let opened = centre.tickets.create(&centre.agent, serde_json::from_value(form.clone()).unwrap()).await;
        assert_eq!(refused(opened).kind, RefusalKind::Forbidden, "a supervisor declares it");
        let id = centre.tickets.create(&centre.leader, serde_json::from_value(form).unwrap()).await.unwrap().summary.id;
        assert_eq!(centre.tickets.incidents(&centre.agent).await.unwrap()[0].approved_wording, "");
        let fields = json!({"owner": "黄梅", "strategy": "先安抚", "approved_wording": "正在抢修"});
        centre.act(&centre.leader, id, json!({"do": "move", "name": "take_up", "fields": fields})).await;
        let known = centre.tickets.incidents(&centre.agent).await.unwrap();
        assert_eq!((known[0].approved_wording.as_str(), known[0].owner.as_str()), ("正在抢修", "黄梅"));
        centre.act(&centre.leader, id, json!({"do": "move", "name": "call_off", "reason": "误报"})).await;
        assert!(centre.tickets.incidents(&centre.agent).await.unwrap().is_empty());
    }

    /// A file that came meanwhile is no reason to refuse an edit, and no fault in what is told of the edits.
    async fn a_file_in_between_leaves_the_second_editor_told(store) {
        let centre = Centre::new(store).await;
        let opened = centre.open("complaint").await;
        let (id, seen) = (opened.summary.id, Some(opened.summary.version));
        let content = bytes::Bytes::from_static(b"%PDF-1.4\n%%EOF\n");
        centre.tickets.attach(&centre.agent, id, "invoice.pdf", content).await.unwrap();
        centre.with_version(&centre.leader, id, seen, json!({"do": "edit", "title": "两件破损"})).await.unwrap();
        let second = centre.with_version(&centre.agent, id, seen, json!({"do": "edit", "title": "三件破损"})).await;
        assert_eq!(fields_of(&refused(second)), ["title"]);
        let elsewhere = json!({"do": "edit", "matter": "补充"});
        centre.with_version(&centre.agent, id, seen, elsewhere).await.unwrap();
    }

    /// What a worker sends again, because the answer got lost in the cellar, is answered as before and done once.
    async fn what_is_told_twice_under_one_key_happens_once(store) {
        let centre = Centre::new(store).await;
        let worker = centre.account("zhang", Role::Worker).await;
        let id = centre.repair().await;
        centre.act(&centre.agent, id, json!({"do": "dispatch", "worker": worker.user})).await;
        let told = |key: &str, action: Value| { let form = json!({"once": key, "action": action});
            centre.tickets.act(&worker, id, serde_json::from_value(form).unwrap()) };
        let (set_out, arrive) = (json!({"do": "move", "name": "set_out"}), json!({"do": "move", "name": "arrive"}));
        let first = told("key-set-out", set_out.clone()).await.unwrap();
        assert_eq!(told("key-set-out", set_out.clone()).await.unwrap(), first, "as the first time");
        let note = json!({"do": "note", "text": "阀芯坏了", "readers": "department"});
        for _ in 0..3 {
            told("key-note", note.clone()).await.unwrap();
        }
        told("key-arrive", arrive.clone()).await.unwrap();
        // Late, and after others: it is not judged anew.
        assert_eq!(told("key-set-out", set_out.clone()).await.unwrap().summary.state.as_str(), "arrived");
        for (kind, times) in [("tickets.noted", 1), ("tickets.moved", 4)] {
            assert_eq!(centre.times(id, kind).await, times, "{:?}", centre.kinds(id).await);
        }
        assert_eq!(refused(told("key-arrive", set_out.clone()).await).code, "tickets.key_used");
        assert_eq!(fields_of(&refused(told("?", note.clone()).await)), ["once"]);
        // What was refused is judged anew: it may be possible now.
        let finish = json!({"do": "move", "name": "finish"});
        assert_eq!(refused(told("key-finish", finish.clone()).await).kind, RefusalKind::Invalid);
        let finish = json!({"do": "move", "name": "finish", "fields": {"work_done": "换阀芯"}});
        told("key-finish", finish).await.unwrap();
        // Keys of one are not those of another.
        let form = serde_json::from_value(json!({"once": "key-note", "action": {"do": "watch"}})).unwrap();
        centre.tickets.act(&centre.leader, id, form).await.unwrap();
    }

    /// What had arrived before the job was given to somebody else is answered as done; what had not is not there.
    async fn what_was_done_before_the_job_went_to_another_is_not_asked_for_again(store) {
        let centre = Centre::new(store).await;
        let [worker, mate] = [centre.account("zhang", Role::Worker).await, centre.account("li", Role::Worker).await];
        let id = centre.repair().await;
        centre.act(&centre.agent, id, json!({"do": "dispatch", "worker": worker.user})).await;
        let told = |key: &str, name: &str| { let form = json!({"once": key, "action": {"do": "move", "name": name}});
            centre.tickets.act(&worker, id, serde_json::from_value(form).unwrap()) };
        told("key-set-out", "set_out").await.unwrap();
        centre.act(&centre.agent, id, json!({"do": "dispatch", "worker": mate.user})).await;
        let again = refused(told("key-set-out", "set_out").await);
        assert_eq!((again.kind, again.code.as_str()), (RefusalKind::NotFound, "tickets.done_before"));
        assert_eq!(refused(told("key-arrive", "arrive").await).code, "not_found");
        assert_eq!(centre.times(id, "tickets.moved").await, 3);
    }

    /// Who had the job may still say what was done; who gave it away is told, once, and nobody else may say anything.
    async fn a_worker_who_lost_a_job_can_still_say_what_was_done(store) {
        let centre = Centre::new(store).await;
        let [worker, mate] = [centre.account("zhang", Role::Worker).await, centre.account("li", Role::Worker).await];
        let dispatcher = centre.account("dispatch", Role::Dispatcher).await;
        let id = centre.repair().await;
        centre.act(&dispatcher, id, json!({"do": "dispatch", "worker": worker.user})).await;
        centre.act(&dispatcher, id, json!({"do": "dispatch", "worker": mate.user})).await;
        // The page of who lost it hears of that as well: given, given away.
        let subject = Some(format!("user:{}", worker.user.unwrap()));
        let heard = centre.store.db.events(EventFilter { after: 0, subject, limit: 100 }).await.unwrap();
        assert!(heard.iter().filter(|stored| stored.event.kind == "tickets.job_changed").count() >= 2);
        let say = |who: &Principal, text: &str| { let (tickets, who) = (centre.tickets.clone(), who.clone());
            let form = serde_json::from_value(json!({"text": text, "once": "key-late-note"})).unwrap();
            async move { tickets.late_note(&who, id, form).await } };
        let stranger = centre.account("wang", Role::Worker).await;
        assert!(not_there(say(&stranger, "我来过").await));
        assert_eq!(refused(say(&dispatcher, "我来过").await).kind, RefusalKind::Forbidden);
        assert_eq!(refused(say(&worker, " ").await).kind, RefusalKind::Invalid);
        for _ in 0..2 {
            say(&worker, "已更换轴承").await.unwrap();
        }
        assert_eq!(centre.times(id, "tickets.noted").await, 1);
        assert_eq!(kinds(&centre, &dispatcher).await, [NoticeKind::Mentioned]);
        assert!(not_there(centre.tickets.one(&worker, id).await), "and sees nothing for it");
    }

    /// A wrong code that is sent again, because the answer got lost, counts as one try.
    async fn a_wrong_code_sent_again_counts_once(store) {
        let centre = Centre::new(store).await;
        let worker = centre.account("zhang", Role::Worker).await;
        let (id, code) = centre.finished_by(&worker).await;
        let wrong = json!({"once": "key-confirm", "action": confirm("nothing")});
        for _ in 0..12 {
            let again = centre.tickets.act(&worker, id, serde_json::from_value(wrong.clone()).unwrap()).await;
            assert_eq!(fields_of(&refused(again)), ["fields.confirmation_code"]);
        }
        let done = centre.act(&worker, id, confirm(&code)).await;
        assert_eq!(done.summary.kind, StateKind::Visit, "one try, not twelve");
    }

    /// The same told at the same instant over two connections happens once.
    async fn two_at_once_under_one_key_do_it_once(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("complaint").await.summary.id;
        let note = || serde_json::from_value(json!({"once": "same-key",
            "action": {"do": "note", "text": "催了", "readers": "service"}})).unwrap();
        let (one, two, three) = tokio::join!(
            centre.tickets.act(&centre.agent, id, note()),
            centre.tickets.act(&centre.agent, id, note()),
            centre.tickets.act(&centre.agent, id, note()),
        );
        assert!(one.is_ok() && two.is_ok() && three.is_ok());
        assert_eq!(centre.times(id, "tickets.noted").await, 1);
    }

    /// Why a clock paused is told in both languages.
    async fn a_pause_is_explained_in_both_languages(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("enquiry").await.summary.id;
        let ask = json!({"do": "move", "name": "ask_customer", "reason": "缺订单号"});
        centre.act(&centre.agent, id, ask).await;
        let clocks = centre.tickets.why_due(&centre.agent, id).await.unwrap();
        let paused = clocks.iter().flat_map(|clock| &clock.steps).find(|step| step.zh.contains("暂停")).unwrap();
        assert!(paused.zh.contains("等待客户") && paused.en.contains("Waiting for the customer"), "{paused:?}");
    }
}
