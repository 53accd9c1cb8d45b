//! What really happened keeps a promise; what the hotline was asked becomes one (PRM-1, HOT-10).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::time::Duration;

use contact::{Direction, Outcome};
use contacts::RecordForm;
use kernel::{ContactId, Principal};
use promises::{Source, WrapUpForm};
use serde_json::{Value, json};
use support::{Centre, NUMBER, SETS, at, refused};

fn form(value: Value) -> WrapUpForm {
    serde_json::from_value(value).unwrap()
}

fn record(promise: &str) -> Value {
    json!({"category": "shipping/late", "matter": "包裹迟到", "solution": "查询后回电", "resolved_first_contact": false,
        "promise": promise})
}

/// A call in after-call work at agent 1001.
async fn wrapping_up(centre: &Centre, n: u128) -> ContactId {
    let id = centre.arrives(n, Direction::Inbound, NUMBER).await;
    centre.connect(id, &centre.chen);
    centre.end(id, Outcome::Served);
    centre.tell(id, contact::ContactEvent::WrapUpStarted);
    centre.settled().await;
    id
}

testkit::store_tests! { SETS;
    async fn a_conversation_in_time_keeps_a_call_and_a_late_one_makes_it_good(store) {
        let mut centre = Centre::new(store).await;
        let (soon, later) = (centre.promised("1 小时内").await.id, centre.promised("3 小时内").await.id);
        let delivery = json!({"when": "by 18:00", "matter": "送达", "kind": "action", "customer_id": centre.customer});
        let delivery = centre.make(&centre.chen, delivery).await.unwrap().id;
        centre.minutes(61);
        centre.promises.fire_due().await;
        assert_eq!(centre.one(soon).await.state, "broken");
        let call = centre.conversation(1, Direction::Outbound, NUMBER).await;
        centre.heard().await;
        let (soon, kept) = (centre.one(soon).await, centre.one(later).await);
        assert_eq!((soon.state.as_str(), soon.open), ("broken", false), "made good");
        assert_eq!(kept.state, "kept");
        assert_eq!(kept.evidence.unwrap().subject, format!("contact:{call}"));
        assert_eq!(centre.one(delivery).await.state, "made", "a call delivers nothing");
    }

    async fn a_contact_that_is_named_as_evidence_was_answered_with_this_customer_after_the_promise(store) {
        let centre = Centre::new(store).await;
        let before = centre.conversation(1, Direction::Outbound, NUMBER).await;
        centre.minutes(1);
        let id = centre.promised("1 小时内").await.id;
        centre.minutes(2);
        let unanswered = centre.arrives(3, Direction::Outbound, NUMBER).await;
        centre.end(unanswered, Outcome::Abandoned);
        centre.settled().await;
        let unknown = ContactId::from_u128(77);
        for wrong in [before, unanswered, unknown] {
            let no = refused(centre.try_to(&centre.chen, id, json!({"do": "keep", "note": "", "contact_id": wrong})).await);
            let at_field = no.fields.first().map(|field| field.field.as_str());
            assert!(matches!(at_field, Some("action.contact_id" | "evidence.at")), "{no:?}");
        }
        let right = centre.conversation(4, Direction::Outbound, NUMBER).await;
        let kept = centre.try_to(&centre.chen, id, json!({"do": "keep", "note": "", "contact_id": right})).await.unwrap();
        assert_eq!(kept.state, "kept");
    }

    async fn what_was_done_in_time_and_is_told_late_corrects_the_ledger_once(store) {
        let mut centre = Centre::new(store).await;
        let id = centre.promised("1 小时内").await.id;
        centre.minutes(50);
        centre.conversation(1, Direction::Outbound, NUMBER).await;
        centre.minutes(70);
        // The clock is woken before the log is read.
        centre.promises.fire_due().await;
        assert_eq!(centre.one(id).await.state, "broken");
        centre.heard().await;
        assert_eq!(centre.one(id).await.state, "kept");
        let told = centre.kinds(id).await;
        // Another reader of the same place changes nothing: the place is kept with what was read.
        centre.restarted().await.listener().catch_up().await.unwrap();
        assert_eq!(centre.kinds(id).await, told);
    }

    async fn the_call_in_which_it_was_promised_and_other_customers_keep_nothing(store) {
        let mut centre = Centre::new(store).await;
        let own = wrapping_up(&centre, 1).await;
        centre.promises.wrap_up(&centre.chen, own, form(record("2 小时内"))).await.unwrap();
        centre.conversation(2, Direction::Inbound, "13900000000").await;
        centre.heard().await;
        let open = centre.listed(&centre.chen, json!({"show": "open"})).await;
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].contact_id, Some(own));
    }

    async fn a_record_and_its_promise_are_written_together_or_not_at_all(store) {
        let centre = Centre::new(store).await;
        let id = wrapping_up(&centre, 1).await;
        let no = refused(centre.promises.wrap_up(&centre.chen, id, form(record("尽快"))).await);
        assert_eq!((no.code.as_str(), no.fields[0].field.as_str()), ("promises.vague", "promise"));
        assert!(!no.possible.is_empty());
        let incomplete = form(json!({"category": "shipping/late", "promise": "2 小时内"}));
        assert_eq!(refused(centre.promises.wrap_up(&centre.chen, id, incomplete).await).code, "record_incomplete");
        let contact = centre.contacts.by_id(&Principal::system(), id).await.unwrap();
        assert!(contact.record.is_none() && contact.state == contact::ContactState::WrapUp, "still open");
        assert!(centre.listed(&centre.leader, json!({})).await.is_empty());
        let closed = centre.promises.wrap_up(&centre.chen, id, form(record("2 小时内"))).await.unwrap();
        assert_eq!(closed.state, contact::ContactState::Closed);
        let made = &centre.listed(&centre.leader, json!({"contact": id})).await[0];
        assert_eq!((made.source, made.matter.as_str()), (Source::WrapUp, "包裹迟到"));
        assert_eq!(made.caller.as_deref(), Some(NUMBER));
        assert_eq!(made.due_at, Some(at("2026-11-23 11:00")));
        centre.minutes(125);
        assert!(centre.promises.fire_due().await > 0, "its clock runs");
        assert_eq!(centre.one(made.id).await.state, "broken");
    }

    async fn a_promise_in_a_record_written_offline_counts_from_when_it_was_said(store) {
        let centre = Centre::new(store).await;
        let id = wrapping_up(&centre, 1).await;
        let said = |at: &str| {
            let mut record = record("2 小时内");
            record["promised_at"] = json!(at);
            form(record)
        };
        // The line comes back an hour and a half later.
        centre.minutes(90);
        for (at, why) in [("2026-11-23T10:30:01+08:00", "later than it arrives"), ("2026-11-23T08:59:59+08:00", "before the contact")] {
            let no = refused(centre.promises.wrap_up(&centre.chen, id, said(at)).await);
            assert_eq!(no.fields[0].field, "promised_at", "{why}");
        }
        assert!(centre.listed(&centre.leader, json!({})).await.is_empty());
        centre.promises.wrap_up(&centre.chen, id, said("2026-11-23T09:05:00+08:00")).await.unwrap();
        let made = &centre.listed(&centre.leader, json!({})).await[0];
        assert_eq!((made.made_at, made.due_at), (at("2026-11-23 09:05"), Some(at("2026-11-23 11:05"))));
        centre.minutes(126);
        assert!(centre.promises.fire_due().await > 0);
        assert_eq!(centre.one(made.id).await.state, "broken");
    }

    async fn what_was_due_before_the_record_arrived_is_told_as_broken_and_not_lost(store) {
        let centre = Centre::new(store).await;
        let id = wrapping_up(&centre, 1).await;
        centre.minutes(200);
        let mut record = record("2 小时内");
        record["promised_at"] = json!("2026-11-23T09:05:00+08:00");
        centre.promises.wrap_up(&centre.chen, id, form(record)).await.unwrap();
        centre.promises.fire_due().await;
        let broken = &centre.listed(&centre.leader, json!({})).await[0];
        assert_eq!((broken.state.as_str(), broken.open, broken.due_at), ("broken", true, Some(at("2026-11-23 11:05"))));
        assert!(broken.escalated > 0);
    }

    async fn a_corrected_record_moves_its_promise_and_makes_no_second_one(store) {
        let centre = Centre::new(store).await;
        let id = wrapping_up(&centre, 1).await;
        for _ in 0..2 {
            centre.promises.wrap_up(&centre.chen, id, form(record("2 小时内"))).await.unwrap();
        }
        centre.minutes(10);
        centre.promises.wrap_up(&centre.chen, id, form(record("明天中午前"))).await.unwrap();
        let made = centre.listed(&centre.leader, json!({})).await;
        assert_eq!(made.len(), 1);
        assert_eq!((made[0].due_at, made[0].said.as_deref()), (Some(at("2026-11-24 12:00")), Some("明天中午前")));
        let plain: RecordForm = serde_json::from_value(record("")).unwrap();
        centre.contacts.record(&centre.chen, id, plain).await.unwrap();
        assert_eq!(centre.listed(&centre.leader, json!({})).await.len(), 1);
    }

    async fn what_the_hotline_was_asked_becomes_a_promise_once(store) {
        let mut centre = Centre::new(store).await;
        let due = at("2026-11-23 11:00");
        let call = centre.asks_for_a_call(1, NUMBER, due).await;
        centre.heard().await;
        let message = centre.leaves_a_message(2, "13900000000").await;
        centre.heard().await;
        let call_back = centre.one(call).await;
        assert_eq!((call_back.source, call_back.due_at), (Source::CallBack, Some(due)));
        assert_eq!(call_back.caller.as_deref(), Some(NUMBER));
        assert!(call_back.owner.team.is_some(), "nothing is without owner: {:?}", call_back.owner);
        let voice = centre.one(message).await;
        assert_eq!((voice.source, voice.due_at), (Source::VoiceMessage, Some(at("2026-11-23 11:00"))));
        assert!(voice.recording_id.is_some());
        let desk = centre.promises.due_list(&centre.chen, false).await.unwrap();
        assert_eq!(desk.len(), 2, "whoever is free takes it");
        centre.try_to(&centre.wang, call, json!({"do": "take"})).await.unwrap();
        assert_eq!(centre.promises.due_list(&centre.chen, false).await.unwrap().len(), 1);
        centre.conversation(3, Direction::Outbound, NUMBER).await;
        centre.heard().await;
        assert_eq!(centre.one(call).await.state, "kept");
        assert_eq!(centre.one(message).await.state, "made");
    }

    async fn a_message_left_at_night_is_due_in_the_next_working_time(store) {
        let mut centre = Centre::new(store).await;
        centre.minutes(12 * 60);
        let message = centre.leaves_a_message(1, NUMBER).await;
        centre.heard().await;
        assert_eq!(centre.one(message).await.due_at, Some(at("2026-11-24 11:00")));
        assert_eq!(centre.promises.call_back_due(at("2026-11-23 21:00")).await.unwrap(), at("2026-11-24 11:00"));
    }

    async fn a_customer_found_later_is_the_one_who_was_promised(store) {
        let mut centre = Centre::new(store).await;
        let call = centre.asks_for_a_call(1, "13700000000", at("2026-11-23 11:00")).await;
        centre.heard().await;
        assert_eq!(centre.one(call).await.customer_id, None);
        centre.contacts.link(&centre.leader, ContactId::from_u128(1), centre.customer).await.unwrap();
        centre.heard().await;
        assert_eq!(centre.one(call).await.customer_id, Some(centre.customer));
        centre.conversation(2, Direction::Outbound, "13700000000").await;
        centre.heard().await;
        assert_eq!(centre.one(call).await.state, "kept");
    }

    async fn what_an_older_program_stored_goes_on_as_a_promise(store) {
        let mut centre = Centre::new(store).await;
        let contact = centre.arrives(1, Direction::Inbound, NUMBER).await;
        let request = |n: u128, settled| promises::CallBackRequest {
            id: kernel::CallbackRequestId::from_u128(n),
            contact,
            number: NUMBER.to_owned(),
            requested_at: at("2026-11-23 08:00"),
            due_at: at("2026-11-23 10:00"),
            settled,
        };
        let open = request(1, None);
        let done = request(2, Some((at("2026-11-23 08:30"), "已回电".to_owned())));
        for _ in 0..2 {
            centre.promises.adopt(&open).await.unwrap();
            centre.promises.adopt(&done).await.unwrap();
        }
        centre.heard().await;
        let all = centre.listed(&centre.leader, json!({})).await;
        let states: Vec<&str> = all.iter().map(|one| one.state.as_str()).collect();
        assert_eq!(states, ["made", "kept"]);
    }

    async fn an_answered_ticket_keeps_what_was_promised_about_it(store) {
        let mut centre = Centre::new(store).await;
        let ticket = json!({"type": "suggestion", "title": "夜间客服", "matter": "希望夜间有人接听",
            "customer_id": centre.customer, "fields": {"reply_needed": true}});
        let ticket = centre.tickets.create(&centre.chen, serde_json::from_value(ticket).unwrap()).await.unwrap();
        let id = ticket.summary.id;
        let form = json!({"when": "明天中午前", "matter": "回复建议", "kind": "suggestion_reply", "ticket_id": id});
        let made = centre.make(&centre.chen, form).await.unwrap();
        assert_eq!(made.customer_id, Some(centre.customer));
        centre.store.clock.set(centre.store.db.now().plus(Duration::from_secs(600)));
        let told = json!({"action": {"do": "inform_customer", "text": "已采纳"}});
        centre.tickets.act(&centre.chen, id, serde_json::from_value(told).unwrap()).await.unwrap();
        centre.heard().await;
        let kept = centre.one(made.id).await;
        assert_eq!(kept.state, "kept");
        assert_eq!(kept.evidence.unwrap().subject, format!("ticket:{id}"));
    }

    async fn a_complaint_is_not_closed_outside_a_path_and_an_enquiry_takes_its_own(store) {
        let centre = Centre::new(store).await;
        let complaint = json!({"category": "complaint/service", "matter": "态度", "process": "致歉", "solution": "转部门",
            "feedback": "等待答复", "resolved_first_contact": false});
        let with = |path: Value| {
            let mut record = complaint.clone();
            record["path"] = path;
            form(record)
        };
        let id = wrapping_up(&centre, 1).await;
        for path in [json!([]), json!(["complaint"]), json!(["complaint", "yes"])] {
            let no = refused(centre.promises.wrap_up(&centre.chen, id, with(path)).await);
            assert_eq!((no.code.as_str(), no.fields[0].field.as_str()), ("record_incomplete", "path"));
        }
        let no = refused(centre.promises.wrap_up(&centre.chen, id, with(json!(["complaint", "enquiry"]))).await);
        assert_eq!(no.fields[0].field, "path");
        let closed =
            centre.promises.wrap_up(&centre.chen, id, with(json!(["complaint", "yes", "no"]))).await.unwrap();
        let path = closed.path.unwrap();
        assert_eq!((path.taken.len(), path.opens.as_deref()), (3, Some("complaint")));
        let enquiry = wrapping_up(&centre, 2).await;
        let closed = centre.promises.wrap_up(&centre.chen, enquiry, form(record(""))).await.unwrap();
        assert_eq!(closed.path.unwrap().end, Some(ticket::PathEnd::Answered));
        centre.leaves_a_message(3, NUMBER).await;
        let left = centre.contacts.by_id(&Principal::system(), ContactId::from_u128(3)).await.unwrap();
        assert!(left.path.unwrap().text.unwrap().en.contains("message"), "nobody spoke: it is said how it ended");
    }
}
