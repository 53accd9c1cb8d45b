//! The built-in flows as customer service and departments live them, on both databases (TKT-1, TKT-4 … TKT-9).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use kernel::{Principal, RefusalKind, Role, Text};
use serde_json::json;
use support::{Centre, SETS, fields_of, not_there, refused};
use ticket::StateKind;
use tickets::{DepartmentForm, TicketFilter, TicketOrder, TicketView};

testkit::store_tests! {SETS;
    /// Complaint: apology first, facts, classification, remedy, return visit, closed.
    async fn a_complaint_goes_from_apology_to_return_visit(store) {
        let centre = Centre::new(store).await;
        let complaint = centre.classified().await;
        let id = complaint.summary.id;
        assert_eq!(complaint.summary.number, 1);
        assert!(complaint.summary.due_at.is_some(), "it must be settled by then");
        centre.move_to(id, "promise_remedy", json!({"remedy": "补发"})).await;
        let visit = centre.move_to(id, "carry_out", json!({"result": "已补发"})).await;
        assert_eq!(visit.summary.kind, StateKind::Visit);
        let closed = centre.move_to(id, "visit_satisfied", json!({"satisfaction": 5})).await;
        assert!(closed.summary.closed_at.is_some());
        assert_eq!(closed.summary.next_due_at, None, "nothing is due any more");
        let states: Vec<&str> = closed.steps.iter().map(|step| step.to.as_str()).collect();
        let way = ["apologised", "confirmed", "classified", "remedy_promised", "return_visit", "closed"];
        assert_eq!(states, way);
        let reopened = centre.act(&centre.agent, id, json!({"do": "reopen", "why": "又碎了"})).await;
        assert_eq!(reopened.summary.state.as_str(), "reopened");
        assert!(centre.kinds(id).await.contains(&"tickets.escalated".to_owned()), "the supervisor hears of it");
    }

    /// An illegal move is refused with what is possible, and changes nothing.
    async fn a_move_out_of_turn_is_refused_with_what_is_possible(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("complaint").await.summary.id;
        let early = json!({"do": "move", "name": "classify", "fields": {}});
        let no = refused(centre.try_to(&centre.agent, id, early).await);
        assert_eq!(no.kind, RefusalKind::Conflict);
        assert!(no.possible.contains(&"apologise".to_owned()), "{:?}", no.possible);
        assert_eq!(centre.kinds(id).await, ["tickets.created"]);
        let quality = centre.quality.clone();
        let note = json!({"do": "note", "text": "看看", "readers": "service"});
        assert_eq!(refused(centre.try_to(&quality, id, note).await).kind, RefusalKind::Forbidden);
    }

    /// Department loop, variant 1: written feedback to customer service, which answers the customer.
    async fn a_department_feeds_back_until_the_customer_is_satisfied(store) {
        let centre = Centre::new(store).await;
        let id = centre.classified().await.summary.id;
        assert!(not_there(centre.tickets.one(&centre.warehouse, id).await), "nothing was passed to it yet");
        let pass = json!({"do": "pass", "department": "warehouse", "matter": "查包装"});
        centre.act(&centre.agent, id, pass.clone()).await;
        let seen = centre.tickets.one(&centre.warehouse, id).await.unwrap();
        let possible: Vec<&str> = seen.possible.iter().map(|possible| possible.name.as_str()).collect();
        assert_eq!(possible, ["accept", "return"]);
        centre.act(&centre.warehouse, id, json!({"do": "accept"})).await;
        centre.act(&centre.warehouse, id, json!({"do": "feed_back", "text": "缺少填充物"})).await;
        centre.act(&centre.agent, id, json!({"do": "inform_customer", "text": "已查明"})).await;
        let no = json!({"do": "satisfaction", "satisfied": false, "missing": "何时补发"});
        let again = centre.act(&centre.agent, id, no).await;
        let work = again.department_work.unwrap();
        assert_eq!((work.round, work.level), (2, 1), "the second round, one level higher");
        centre.act(&centre.warehouse, id, json!({"do": "accept"})).await;
        let answer = json!({"do": "answered_by_department", "text": "今日补发", "result": "客户同意"});
        centre.act(&centre.warehouse, id, answer).await;
        let yes = json!({"do": "satisfaction", "satisfied": true});
        let settled = centre.act(&centre.agent, id, yes).await;
        assert_eq!(settled.summary.state.as_str(), "return_visit");
        assert!(centre.tickets.one(&centre.warehouse, id).await.is_ok(), "what it had it may still see");
    }

    /// What a department gave back it may look up; what another is asked then, and whom to call, is not for it.
    async fn a_department_is_told_nothing_of_what_another_is_asked(store) {
        let centre = Centre::new(store).await;
        let logistics = centre.account("logistics1", Role::Department).await;
        let form = DepartmentForm {
            label: Text::new("物流部", "Logistics"),
            members: logistics.user.into_iter().collect(),
            head: None,
        };
        centre.tickets.save_department(&Principal::system(), "logistics", form).await.unwrap();
        centre.tickets.rearm().await.unwrap();
        let id = centre.classified().await.summary.id;
        centre.act(&centre.agent, id, json!({"do": "pass", "department": "warehouse", "matter": "查包装"})).await;
        let number = |view: &TicketView| view.customer.as_ref().unwrap().phones[0].clone();
        let asked = centre.tickets.one(&centre.warehouse, id).await.unwrap();
        assert!(!number(&asked).contains('*'), "whoever has the work may call");
        let to_worker = json!({"do": "assign", "to": {"assignee": "user", "id": logistics.user}});
        let no = refused(centre.try_to(&centre.warehouse, id, to_worker).await);
        assert_eq!(fields_of(&no), ["action.to"], "a department gives its work to its own people");
        centre.act(&centre.warehouse, id, json!({"do": "return", "reason": "不是我们的"})).await;
        centre.act(&centre.agent, id, json!({"do": "pass", "department": "logistics", "matter": "另查"})).await;
        centre.act(&logistics, id, json!({"do": "accept"})).await;
        centre.act(&logistics, id, json!({"do": "feed_back", "text": "司机失误"})).await;
        let seen = centre.tickets.one(&centre.warehouse, id).await.unwrap();
        assert!(seen.department_work.is_none() && number(&seen).contains('*'), "{seen:?}");
        let told = serde_json::to_string(&centre.tickets.story(&centre.warehouse, id).await.unwrap()).unwrap();
        assert!(told.contains("不是我们的") && !told.contains("另查") && !told.contains("司机失误"), "{told}");
        let own = serde_json::to_string(&centre.tickets.story(&logistics, id).await.unwrap()).unwrap();
        assert!(own.contains("司机失误") && !own.contains("不是我们的"), "{own}");
    }

    /// A department sees only what was passed to it, a worker only the own jobs.
    async fn others_see_only_what_is_theirs(store) {
        let centre = Centre::new(store).await;
        let worker = centre.account("worker1", Role::Worker).await;
        let (passed, other) = (centre.classified().await.summary.id, centre.classified().await.summary.id);
        let pass = json!({"do": "pass", "department": "warehouse", "matter": "查包装"});
        centre.act(&centre.agent, passed, pass).await;
        let note = json!({"do": "note", "text": "客户很生气", "readers": "service"});
        centre.act(&centre.agent, passed, note).await;
        let listed = centre.tickets.page(&centre.warehouse, TicketFilter::default()).await.unwrap();
        assert_eq!(listed.items.iter().map(|one| one.id).collect::<Vec<_>>(), [passed]);
        for answer in [
            centre.try_to(&centre.warehouse, other, json!({"do": "accept"})).await,
            centre.tickets.one(&centre.warehouse, other).await,
        ] {
            assert!(not_there(answer));
        }
        assert!(not_there(centre.tickets.story(&centre.warehouse, other).await));
        assert!(not_there(centre.tickets.why_due(&centre.warehouse, other).await));
        let told = centre.tickets.story(&centre.warehouse, passed).await.unwrap();
        assert!(told.iter().all(|item| item.kind != "tickets.noted"), "that note is not for departments");
        assert!(centre.tickets.page(&worker, TicketFilter::default()).await.unwrap().items.is_empty());
        let job = json!({"do": "assign", "to": {"assignee": "user", "id": worker.user}});
        centre.act(&centre.agent, other, job).await;
        let jobs = centre.tickets.page(&worker, TicketFilter::default()).await.unwrap();
        assert_eq!(jobs.items.iter().map(|one| one.id).collect::<Vec<_>>(), [other]);
        assert!(not_there(centre.tickets.one(&worker, passed).await));
        let unknown = json!({"do": "pass", "department": "moon", "matter": "?"});
        let no = refused(centre.try_to(&centre.agent, other, unknown).await);
        assert_eq!(no.possible, ["warehouse"]);
    }

    /// From a contact everything is carried over.
    async fn a_ticket_from_a_contact_carries_it_over(store) {
        let centre = Centre::new(store).await;
        let call = centre.call().await;
        let form = json!({"type": "complaint", "title": "包裹破损", "contact_id": call});
        let form = serde_json::from_value(form).unwrap();
        let ticket = centre.tickets.create(&centre.agent, form).await.unwrap();
        assert_eq!(ticket.summary.customer_id, Some(centre.customer));
        assert_eq!(ticket.matter, "包裹破损");
        assert_eq!(ticket.category.unwrap().as_str(), "shipping.damaged");
        assert!(ticket.contacts.contains(&call));
        let filter = TicketFilter { contact: Some(call), ..TicketFilter::default() };
        assert_eq!(centre.tickets.page(&centre.agent, filter).await.unwrap().items.len(), 1);
        let unknown = json!({"type": "complaint", "title": "?", "matter": "?",
            "customer_id": "01890000-0000-7000-8000-00000000dead"});
        let no = refused(centre.tickets.create(&centre.agent, serde_json::from_value(unknown).unwrap()).await);
        assert_eq!(fields_of(&no), ["customer_id"]);
    }

    /// The second of two who edit sees what changed and overwrites nothing; what does not touch it goes through.
    async fn the_second_editor_is_told_what_changed(store) {
        let centre = Centre::new(store).await;
        let opened = centre.open("complaint").await;
        let (id, seen) = (opened.summary.id, Some(opened.summary.version));
        let first = json!({"do": "edit", "title": "两件破损"});
        centre.with_version(&centre.leader, id, seen, first).await.unwrap();
        let second = json!({"do": "edit", "title": "三件破损"});
        let no = refused(centre.with_version(&centre.agent, id, seen, second.clone()).await);
        assert_eq!((no.kind, no.code.as_str()), (RefusalKind::Conflict, "tickets.changed_meanwhile"));
        assert_eq!(fields_of(&no), ["title"]);
        assert_eq!(no.fields[0].message.en, "Changed by The system at 11-23 09:00", "by the clock of the centre");
        let elsewhere = json!({"do": "edit", "matter": "补充：三件"});
        let edited = centre.with_version(&centre.agent, id, seen, elsewhere).await.unwrap();
        assert_eq!((edited.summary.title.as_str(), edited.matter.as_str()), ("两件破损", "补充：三件"));
        let now = Some(edited.summary.version);
        let edited = centre.with_version(&centre.agent, id, now, second).await.unwrap();
        assert_eq!(edited.summary.title, "三件破损");
    }

    /// Merged, undone, linked, taken apart: both sides know of it.
    async fn tickets_merge_part_and_belong_together(store) {
        let centre = Centre::new(store).await;
        let (one, two) = (centre.open("complaint").await.summary.id, centre.open("complaint").await.summary.id);
        let merge = json!({"do": "merge", "into": two, "why": "同一件事"});
        let merged = centre.act(&centre.agent, one, merge).await;
        assert_eq!(merged.merged_into, Some(two));
        assert!(centre.tickets.one(&centre.agent, two).await.unwrap().absorbed.contains(&one));
        let no = centre.try_to(&centre.agent, one, json!({"do": "move", "name": "apologise"})).await;
        assert!(refused(no).possible.contains(&"undo_merge".to_owned()));
        let offered: Vec<_> = merged.possible.iter().map(|step| (step.name.as_str(), step.needs_reason)).collect();
        assert_eq!(offered, [("undo_merge", true)], "the page asks why");
        let no = centre.try_to(&centre.agent, one, json!({"do": "undo_merge", "why": " "})).await;
        assert_eq!(fields_of(&refused(no)), ["why"]);
        centre.act(&centre.agent, one, json!({"do": "undo_merge", "why": "两件事"})).await;
        assert!(centre.tickets.one(&centre.agent, two).await.unwrap().absorbed.is_empty());
        centre.act(&centre.agent, one, json!({"do": "link", "kind": "relates_to", "other": two})).await;
        assert_eq!(centre.tickets.one(&centre.agent, two).await.unwrap().links[0].ticket, one);
        centre.act(&centre.agent, one, json!({"do": "unlink", "kind": "relates_to", "other": two})).await;
        assert!(centre.tickets.one(&centre.agent, two).await.unwrap().links.is_empty());
        let split = json!({"do": "split", "title": "退运费", "matter": "退回运费"});
        let parent = centre.act(&centre.agent, one, split).await;
        let part = centre.tickets.one(&centre.agent, parent.links[0].ticket).await.unwrap();
        assert_eq!((part.summary.number, part.links[0].ticket), (3, one));
        assert_eq!(part.summary.customer_id, Some(centre.customer));
    }

    /// A title stands on one line, whatever was pasted into it, when it is opened and when it is changed.
    async fn a_title_stands_on_one_line(store) {
        let centre = Centre::new(store).await;
        let form = json!({"type": "enquiry", "title": " 问\r\n路\t吗 ", "matter": "第一行\n第二行"});
        let opened = centre.tickets.create(&centre.agent, serde_json::from_value(form).unwrap()).await.unwrap();
        assert_eq!((opened.summary.title.as_str(), opened.matter.as_str()), ("问 路 吗", "第一行\n第二行"));
        let edited = centre.act(&centre.agent, opened.summary.id, json!({"do": "edit", "title": "问\n站"})).await;
        assert_eq!(edited.summary.title, "问 站");
    }

    /// What breaches first comes first; pages neither repeat nor skip; refused creations leave no gap in the numbers.
    async fn lists_are_in_order_and_numbers_without_gaps(store) {
        let centre = Centre::new(store).await;
        for ticket_type in ["enquiry", "complaint", "suggestion", "complaint", "enquiry"] {
            let bad = json!({"type": ticket_type, "title": "", "matter": "x"});
            let bad = centre.tickets.create(&centre.agent, serde_json::from_value(bad).unwrap()).await;
            assert_eq!(refused(bad).kind, RefusalKind::Invalid);
            centre.open(ticket_type).await;
        }
        for (order, by_due) in [(TicketOrder::Due, true), (TicketOrder::Newest, false)] {
            let (mut found, mut cursor) = (Vec::new(), None);
            loop {
                let filter = TicketFilter { sort: Some(order), limit: Some(2), cursor, ..TicketFilter::default() };
                let page = centre.tickets.page(&centre.agent, filter).await.unwrap();
                found.extend(page.items);
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            let mut numbers: Vec<i64> = found.iter().map(|one| one.number).collect();
            if by_due {
                assert!(found.is_sorted_by_key(|one| (one.next_due_at.unwrap(), one.number)));
            } else {
                assert_eq!(numbers, [5, 4, 3, 2, 1]);
            }
            numbers.sort_unstable();
            assert_eq!(numbers, [1, 2, 3, 4, 5]);
        }
        let complaints = TicketFilter { ticket_type: Some("complaint".to_owned()), open: Some(true),
            customer: Some(centre.customer), state: Some("received".to_owned()), ..TicketFilter::default() };
        assert_eq!(centre.tickets.page(&centre.agent, complaints).await.unwrap().items.len(), 2);
        let mine = TicketFilter { assignee: Some("me".to_owned()), ..TicketFilter::default() };
        assert!(centre.tickets.page(&centre.agent, mine).await.unwrap().items.is_empty());
    }

    /// A type is edited without code; faults point at the faulty part; two editors do not overwrite each other.
    async fn types_are_data_with_editions(store) {
        let centre = Centre::new(store).await;
        let (system, id) = (Principal::system(), centre.open("complaint").await.summary.id);
        let types = centre.tickets.types(&centre.agent).unwrap();
        assert_eq!(types.len(), 7);
        let complaint = types.into_iter().find(|one| one.name.as_str() == "complaint").unwrap();
        let mut broken = complaint.clone();
        broken.moves[0].to = "nowhere".into();
        let no = refused(centre.tickets.save_type(&system, "complaint", broken).await);
        assert!(fields_of(&no).iter().any(|part| part.contains("apologise")), "{:?}", no.fields);
        let mut lacking = complaint.clone();
        lacking.states.retain(|state| state.name.as_str() != "received");
        assert_eq!(refused(centre.tickets.save_type(&system, "complaint", lacking).await).kind, RefusalKind::Invalid);
        let mut better = complaint.clone();
        better.label.en = "Grievance".to_owned();
        let saved = centre.tickets.save_type(&system, "complaint", better.clone()).await.unwrap();
        assert_eq!(saved.version, complaint.version + 1);
        let late = refused(centre.tickets.save_type(&system, "complaint", better).await);
        assert_eq!(late.kind, RefusalKind::Conflict);
        let again = centre.restarted().await.types(&centre.agent).unwrap();
        assert!(again.iter().any(|one| one.label.en == "Grievance"), "the edition outlives the program");
        centre.move_to(id, "apologise", json!({})).await;
        let own = complaint_of_our_own(&complaint);
        centre.tickets.save_type(&system, "praise", own).await.unwrap();
        assert_eq!(centre.open("praise").await.summary.ticket_type.as_str(), "praise");
    }
}

fn complaint_of_our_own(complaint: &ticket::TicketType) -> ticket::TicketType {
    ticket::TicketType { name: "praise".into(), version: 0, ..complaint.clone() }
}
