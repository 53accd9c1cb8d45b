//! Saved views that two edit, and how many tickets views show, on both databases (TKT-9).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use kernel::{RefusalKind, Role};
use serde_json::{Value, json};
use support::{Centre, SETS, fields_of, refused};
use tickets::{SavedViewForm, TicketCount, ViewFilter};

fn form(name: &str, version: Option<u64>) -> SavedViewForm {
    let form = json!({"name": name, "shared": true, "filter": {"priority": "urgent"}, "version": version});
    serde_json::from_value(form).unwrap()
}

fn filters(of: Value) -> Vec<ViewFilter> {
    serde_json::from_value(of).unwrap()
}

testkit::store_tests! {SETS;
    /// The second of two leaders who edit one view is told who changed it, and may save when that was seen.
    async fn of_two_who_edit_a_view_the_second_is_told(store) {
        let centre = Centre::new(store).await;
        let [one, two] = [centre.account("huang", Role::TeamLeader).await, centre.account("wu", Role::TeamLeader).await];
        let made = centre.tickets.save_view(&one, None, form("紧急", None)).await.unwrap();
        assert_eq!((made.version, made.changed_by), (1, one.user));
        let seen = Some(made.version);
        let changed = centre.tickets.save_view(&one, Some(&made.id), form("紧急投诉", seen)).await.unwrap();
        assert_eq!(changed.version, 2);
        let no = refused(centre.tickets.save_view(&two, Some(&made.id), form("加急", seen)).await);
        assert_eq!((no.kind, no.code.as_str()), (RefusalKind::Conflict, "tickets.view_changed_meanwhile"));
        assert_eq!(no.possible, ["version:2"]);
        assert!(no.why.zh.starts_with("huang"), "{}", no.why.zh);
        let kept = centre.tickets.views(&two).await.unwrap();
        assert_eq!((kept[0].name.as_str(), kept[0].version), ("紧急投诉", 2), "what the first did stands");
        let saved = centre.tickets.save_view(&two, Some(&made.id), form("加急", Some(2))).await.unwrap();
        assert_eq!((saved.name.as_str(), saved.version, saved.changed_by), ("加急", 3, two.user));
    }

    /// A view asks for what is there: else it would be empty for ever, and nobody would know why.
    async fn a_view_of_what_is_not_there_is_refused(store) {
        let centre = Centre::new(store).await;
        let leader = centre.account("huang", Role::TeamLeader).await;
        let save = |filter: Value| {
            let form = json!({"name": "试", "filter": filter});
            centre.tickets.save_view(&leader, None, serde_json::from_value(form).unwrap())
        };
        let id = "01890000-0000-7000-8000-00000000dead";
        for (filter, field) in [
            (json!({"type": "nonsense"}), "filter.type"),
            (json!({"department": "nowhere"}), "filter.department"),
            (json!({"assignee": "somebody"}), "filter.assignee"),
            (json!({"assignee": format!("agent:{id}")}), "filter.assignee"),
            (json!({"assignee": format!("team:{id}")}), "filter.assignee"),
            (json!({"kind": "nonsense"}), "filter.kind"),
            (json!({"priority": "Urgent"}), "filter.priority"),
            (json!({"state": "nonsense"}), "filter.state"),
            (json!({"type": "suggestion", "state": "apologised"}), "filter.state"),
        ] {
            assert_eq!(fields_of(&refused(save(filter).await)), [field]);
        }
        let wu = centre.posted("wu", Role::Agent, "一组").await;
        for known in ["me".to_owned(), "none".to_owned(), format!("agent:{}", wu.agent.unwrap())] {
            save(json!({"type": "complaint", "assignee": known})).await.unwrap();
        }
    }

    /// Each view is counted as its list shows it; more than 99 are not counted.
    async fn views_are_counted_as_their_lists_show_them(store) {
        let centre = Centre::new(store).await;
        for _ in 0..100 {
            centre.open("enquiry").await;
        }
        let id = centre.open("complaint").await.summary.id;
        let wu = centre.posted("wu", Role::Agent, "一组").await;
        let me = json!({"assignee": "agent", "id": wu.agent});
        centre.act(&centre.agent, id, json!({"do": "assign", "to": me})).await;
        let wanted = filters(json!([{"open": true}, {"type": "complaint"}, {"type": "complaint", "open": false},
            {"assignee": "me", "sort": "newest"}, {"assignee": "none", "type": "enquiry"}, {}]));
        let counts = centre.tickets.counts(&wu, wanted).await.unwrap();
        let exactly = |count| TicketCount { count, more: false };
        let many = TicketCount { count: 99, more: true };
        assert_eq!(counts, [many, exactly(1), exactly(0), exactly(1), many, many]);
    }

    /// A department has no views and counts nothing; nobody has everything counted at once.
    async fn counting_is_for_those_who_see_all(store) {
        let centre = Centre::new(store).await;
        let no = refused(centre.tickets.counts(&centre.warehouse, filters(json!([{}]))).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
        let all = vec![ViewFilter::default(); 121];
        assert_eq!(fields_of(&refused(centre.tickets.counts(&centre.agent, all).await)), ["filters"]);
    }
}
