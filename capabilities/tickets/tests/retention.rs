//! How long closed tickets are kept, and what is never deleted, on both databases (TKT-10).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use bytes::Bytes;
use kernel::{Principal, RefusalKind, Role};
use serde_json::json;
use support::{Centre, SETS, fields_of, not_there, refused};
use ticket::{FilingRule, TicketId};
use tickets::{AttachmentRemoval, HoldForm};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";

/// Filed at once and deleted after a day, complaints never.
async fn short_rule(centre: &Centre) {
    let rule = json!({"file_after_days": 0, "delete_after_days": 1,
        "types": {"complaint": {"file_after_days": 0, "delete_after_days": null}}});
    let rule: FilingRule = serde_json::from_value(rule).unwrap();
    centre.tickets.save_filing(&Principal::system(), rule).await.unwrap();
}

async fn closed_enquiry(centre: &Centre) -> TicketId {
    let id = centre.open("enquiry").await.summary.id;
    centre.move_to(id, "answer", json!({"answer": "可以"})).await;
    id
}

async fn is_there(centre: &Centre, id: TicketId) -> bool {
    centre.tickets.one(&centre.agent, id).await.is_ok()
}

testkit::store_tests! {SETS;
    /// Each type is kept as its own rule says; what has none of its own as the rule of the centre says.
    async fn each_type_is_kept_as_its_rule_says(store) {
        let centre = Centre::new(store).await;
        centre.owes_nothing();
        short_rule(&centre).await;
        let enquiry = closed_enquiry(&centre).await;
        let complaint = centre.classified().await.summary.id;
        centre.move_to(complaint, "promise_remedy", json!({"remedy": "补发"})).await;
        centre.move_to(complaint, "carry_out", json!({"result": "已补发"})).await;
        centre.move_to(complaint, "visit_satisfied", json!({"satisfaction": 5})).await;
        centre.hours(23);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (2, 0));
        centre.hours(25);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (0, 1));
        assert!(!is_there(&centre, enquiry).await && is_there(&centre, complaint).await);
        let read = centre.tickets.filing(&Principal::system()).await.unwrap();
        assert_eq!(read.types.len(), 1);
        for (bad, field) in [
            (json!({"nothing": {"file_after_days": 1, "delete_after_days": 2}}), "types.nothing"),
            (json!({"enquiry": {"file_after_days": 9, "delete_after_days": 2}}), "types.enquiry.delete_after_days"),
            (json!({"enquiry": {"file_after_days": 99_999, "delete_after_days": null}}), "types.enquiry.file_after_days"),
        ] {
            let rule = json!({"file_after_days": 0, "delete_after_days": 1, "types": bad});
            let saved = centre.tickets.save_filing(&Principal::system(), serde_json::from_value(rule).unwrap()).await;
            assert_eq!(fields_of(&refused(saved)), [field]);
        }
    }

    /// A ticket goes with its files, its story and what went up in it; that it was deleted is told.
    async fn a_ticket_goes_with_all_that_belongs_to_it(store) {
        let centre = Centre::new(store).await;
        centre.owes_nothing();
        short_rule(&centre).await;
        let (merged, kept) = (centre.open("enquiry").await.summary.id, centre.open("enquiry").await.summary.id);
        centre.tickets.attach(&centre.agent, merged, "发票.pdf", Bytes::from_static(PDF)).await.unwrap();
        centre.tickets.attach(&centre.agent, kept, "合同.pdf", Bytes::from_static(b"%PDF-1.7\n%%EOF\n")).await.unwrap();
        centre.act(&centre.agent, merged, json!({"do": "merge", "into": kept, "why": "同一件事"})).await;
        centre.move_to(kept, "answer", json!({"answer": "可以"})).await;
        assert_eq!(centre.files_on_disk(), 2);
        centre.hours(25);
        assert_eq!(centre.tickets.file_now().await.unwrap().1, 2);
        assert!(not_there(centre.tickets.one(&centre.agent, kept).await));
        assert!(not_there(centre.tickets.one(&centre.agent, merged).await));
        assert_eq!(centre.files_on_disk(), 0, "the content goes at once");
        let events = centre.store.db.events(db::EventFilter { after: 0, subject: None, limit: 500 }).await.unwrap();
        let told = |kind: &str| events.iter().filter(|stored| stored.event.kind == kind).count();
        assert_eq!(told("tickets.deleted"), 2);
        let said = events.iter().any(|stored| stored.event.data.text().contains("发票"));
        assert!(!said, "nothing of what was said remains");
        assert_eq!(centre.tickets.file_now().await.unwrap(), (0, 0));
    }

    /// Never deleted: what must be kept, what is linked to open work, what is still owed, what belongs to a crisis.
    async fn what_is_tied_stays_until_it_is_free(store) {
        let centre = Centre::new(store).await;
        centre.owes_nothing();
        short_rule(&centre).await;
        let (held, linked, owed) =
            (closed_enquiry(&centre).await, closed_enquiry(&centre).await, closed_enquiry(&centre).await);
        let (evidence, free) = (closed_enquiry(&centre).await, closed_enquiry(&centre).await);
        let form = |why: &str| HoldForm { why: why.to_owned() };
        let no = refused(centre.tickets.hold(&centre.agent, held, form("诉讼")).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
        assert_eq!(fields_of(&refused(centre.tickets.hold(&centre.leader, held, form(" ")).await)), ["why"]);
        let view = centre.tickets.hold(&centre.leader, held, form("诉讼")).await.unwrap();
        assert_eq!(view.hold.unwrap().why, "诉讼");
        let open = centre.open("suggestion").await.summary.id;
        centre.act(&centre.agent, linked, json!({"do": "link", "kind": "relates_to", "other": open})).await;
        let crisis = json!({"type": "incident", "title": "支付故障", "matter": "无法支付",
            "fields": {"severity": 1, "systems": "支付"}});
        let crisis = centre.tickets.create(&centre.leader, serde_json::from_value(crisis).unwrap()).await.unwrap();
        let cause = json!({"do": "link", "kind": "caused_by", "other": crisis.summary.id});
        centre.act(&centre.agent, evidence, cause).await;
        centre.act(&centre.leader, crisis.summary.id, json!({"do": "move", "name": "call_off", "reason": "误报"})).await;
        centre.still_owed(&[owed]);
        centre.hours(49);
        assert_eq!(centre.tickets.file_now().await.unwrap().1, 1);
        assert!(!is_there(&centre, free).await);
        for id in [held, linked, owed, evidence, crisis.summary.id] {
            assert!(is_there(&centre, id).await);
        }
        centre.still_owed(&[]);
        centre.tickets.lift_hold(&centre.leader, held).await.unwrap();
        centre.act(&centre.agent, linked, json!({"do": "unlink", "kind": "relates_to", "other": open})).await;
        assert_eq!(centre.tickets.file_now().await.unwrap().1, 3);
        assert!(is_there(&centre, evidence).await && is_there(&centre, crisis.summary.id).await, "evidence stays");
    }

    /// More than one batch of tied tickets neither ends nor blocks the deletion of the others.
    async fn many_tied_tickets_do_not_hold_up_the_rest(store) {
        let centre = Centre::new(store).await;
        centre.owes_nothing();
        short_rule(&centre).await;
        let mut tied = Vec::new();
        for _ in 0..205 {
            tied.push(closed_enquiry(&centre).await);
        }
        let free = closed_enquiry(&centre).await;
        centre.still_owed(&tied);
        centre.hours(25);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (206, 1));
        assert!(!is_there(&centre, free).await);
        centre.still_owed(&[]);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (0, 205));
    }

    /// Whoever cannot be asked what is owed, for instance before the program is put together, keeps everything.
    async fn nothing_is_deleted_while_nobody_can_say_what_is_owed(store) {
        let centre = Centre::new(store).await;
        short_rule(&centre).await;
        let id = closed_enquiry(&centre).await;
        centre.hours(49);
        assert_eq!(centre.tickets.file_now().await.unwrap(), (1, 0));
        assert!(is_there(&centre, id).await);
    }

    /// A file is taken away by who added it or by a leader, with a reason; the history keeps who, what and why.
    async fn a_file_is_taken_away_with_a_reason_and_the_history_says_so(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("complaint").await.summary.id;
        let add = |name: &'static str| centre.tickets.attach(&centre.agent, id, name, Bytes::from_static(PDF));
        let (one, two) = (add("a.pdf").await.unwrap(), add("b.pdf").await.unwrap());
        assert!(one.removable);
        let mate = centre.account("mate", Role::Agent).await;
        let take = |who: Principal, file: String, why: &'static str| {
            let (tickets, why) = (centre.tickets.clone(), AttachmentRemoval { why: why.to_owned() });
            async move { tickets.remove_attachment(&who, id, &file, &why).await }
        };
        assert!(!centre.tickets.attachments(&mate, id).await.unwrap()[0].removable);
        assert_eq!(refused(take(mate, one.id.clone(), "误传").await).kind, RefusalKind::Forbidden);
        assert_eq!(fields_of(&refused(take(centre.agent.clone(), one.id.clone(), "  ").await)), ["why"]);
        assert!(not_there(take(centre.warehouse.clone(), one.id.clone(), "误传").await), "not passed to it");
        take(centre.agent.clone(), one.id.clone(), "含他人证件").await.unwrap();
        assert!(not_there(take(centre.agent.clone(), one.id.clone(), "再来一次").await));
        assert!(not_there(centre.tickets.attachment(&centre.agent, id, &one.id).await));
        take(centre.leader.clone(), two.id.clone(), "客户要求删除").await.unwrap();
        assert_eq!((centre.files_on_disk(), centre.tickets.attachments(&centre.agent, id).await.unwrap().len()), (0, 0));
        let story = centre.tickets.story(&centre.agent, id).await.unwrap();
        let told: Vec<_> = story.iter().filter(|item| item.kind == "tickets.file_removed").collect();
        assert_eq!((told[0].data["name"].clone(), told[0].data["why"].clone()), (json!("a.pdf"), json!("含他人证件")));
        assert_eq!(told[1].actor, centre.leader.actor());
        // What came since the version in view is no edit: who edits is not told of it.
        let edit = json!({"do": "edit", "title": "外箱破损"});
        centre.with_version(&centre.agent, id, Some(1), edit).await.unwrap();
    }

    /// Files of what is over, must be kept, went up in another or is a crisis stay.
    async fn files_that_may_be_evidence_stay(store) {
        let centre = Centre::new(store).await;
        let why = AttachmentRemoval { why: "清理".to_owned() };
        let with_file = |id: TicketId| { let centre = &centre; async move {
            centre.tickets.attach(&centre.leader, id, "a.pdf", Bytes::from_static(PDF)).await.unwrap().id } };
        let code = |id: TicketId, file: String| { let (tickets, leader, why) = (centre.tickets.clone(), centre.leader.clone(), why.clone());
            async move { refused(tickets.remove_attachment(&leader, id, &file, &why).await).code } };
        let closed = centre.open("enquiry").await.summary.id;
        let file = with_file(closed).await;
        centre.move_to(closed, "answer", json!({"answer": "可以"})).await;
        assert_eq!(code(closed, file).await, "tickets.closed");
        let (into, wrong) = (centre.open("complaint").await.summary.id, centre.open("complaint").await.summary.id);
        let file = with_file(wrong).await;
        centre.act(&centre.agent, wrong, json!({"do": "merge", "into": into, "why": "同一件事"})).await;
        assert_eq!(code(wrong, file.clone()).await, "tickets.merged");
        // The merge undone, it is the ticket's own file again.
        centre.act(&centre.agent, wrong, json!({"do": "undo_merge", "why": "不是同一件"})).await;
        let hold = HoldForm { why: "客户已起诉".to_owned() };
        centre.tickets.hold(&centre.leader, wrong, hold).await.unwrap();
        assert_eq!(code(wrong, file.clone()).await, "tickets.must_be_kept");
        centre.tickets.lift_hold(&centre.leader, wrong).await.unwrap();
        centre.tickets.remove_attachment(&centre.leader, wrong, &file, &why).await.unwrap();
        let crisis = json!({"type": "incident", "title": "支付故障", "matter": "无法支付",
            "fields": {"severity": 1, "systems": "支付"}});
        let crisis = centre.tickets.create(&centre.leader, serde_json::from_value(crisis).unwrap()).await.unwrap();
        let file = with_file(crisis.summary.id).await;
        assert_eq!(code(crisis.summary.id, file).await, "tickets.must_be_kept");
    }
}
