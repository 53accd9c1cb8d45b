//! Records that are one customer (CUS-4).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use customers::MergeView;
use kernel::{CustomerId, RefusalKind};
use serde_json::json;
use support::{Desk, SETS, form_of, refused};
use web::ApiResult;

async fn merge(desk: &Desk, kept: CustomerId, gone: CustomerId) -> ApiResult<MergeView> {
    desk.tick();
    let form = serde_json::from_value(json!({"gone": gone, "why": "同一手机号"})).unwrap();
    desk.customers.merge(&desk.leader, kept, form).await
}

testkit::store_tests! { SETS;
    /// A shared number is noticed when the second record is made; the evidence is told.
    async fn doubles_are_found_by_evidence(store) {
        let desk = Desk::new(store);
        let one = desk.named("王芳", "13900139000").await;
        let two = desk.named("王芳", "139 0013 9000").await;
        let other = desk.named("王芳", "13900000001").await;
        let pairs = desk.customers.duplicates(&desk.leader, None, 50).await.unwrap().items;
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].one.id, pairs[0].two.id), (one, two));
        assert_eq!(pairs[0].likeness.points, 18);
        assert_eq!(pairs[0].likeness.evidence[0].what.zh, "同一手机号");
        assert_eq!(pairs[0].one.phones, ["139****9000"], "masked as everywhere");
        let alike = desk.customers.lookalikes(&desk.agent, one).await.unwrap();
        let ids: Vec<CustomerId> = alike.iter().map(|one| one.customer.id).collect();
        assert_eq!(ids, [two, other], "by number and by name, the likelier first");
        let apart = serde_json::from_value(json!({"one": two, "two": one})).unwrap();
        desk.customers.say_distinct(&desk.leader, apart).await.unwrap();
        assert!(desk.customers.duplicates(&desk.leader, None, 50).await.unwrap().items.is_empty());
        desk.customers.change(&desk.system, two, form_of(json!({"name": "王芳芳", "phones": ["13900139000"]}))).await.unwrap();
        assert!(desk.customers.duplicates(&desk.leader, None, 50).await.unwrap().items.is_empty(), "people decided");
    }

    /// Joined: numbers, tags, fields together; found under the kept one; the other leads to it.
    async fn a_merged_record_goes_up_in_the_kept_one(store) {
        let desk = Desk::new(store);
        let kept = desk.create(json!({"name": "王芳", "phones": ["13900139000"], "tags": ["重点"]})).await.id;
        let gone = desk.create(json!({"name": "王女士", "phones": ["13900139000", "02164330000"], "region": "华东",
            "tags": ["批发"], "notes": "下午联系", "blocked": true})).await.id;
        merge(&desk, kept, gone).await.unwrap();
        let now = desk.see(kept).await;
        assert_eq!((now.phones.len(), now.tags.len(), now.region.as_str()), (2, 2, "华东"));
        assert!(now.blocked, "who is on the block list stays there");
        assert_eq!(desk.customers.by_number("02164330000").await.unwrap().unwrap().id, kept);
        assert_eq!(desk.found(json!({})).await, ["王芳"]);
        assert_eq!(desk.found(json!({"q": "王女士"})).await, Vec::<String>::new());
        assert_eq!(desk.see(gone).await.merged_into, Some(kept));
        assert_eq!(desk.customers.family(kept).await.unwrap(), [kept, gone]);
        let form = form_of(json!({"name": "x", "phones": []}));
        let no = refused(desk.customers.change(&desk.agent, gone, form).await);
        assert_eq!((no.kind, no.possible), (RefusalKind::Conflict, vec![format!("customer:{kept}")]));
        assert_eq!(refused(merge(&desk, gone, kept).await).kind, RefusalKind::Conflict);
        assert_eq!(refused(merge(&desk, kept, kept).await).kind, RefusalKind::Invalid);
        let form = serde_json::from_value(json!({"gone": gone})).unwrap();
        assert_eq!(refused(desk.customers.merge(&desk.agent, kept, form).await).kind, RefusalKind::Forbidden);
    }

    /// Undone: both as they were; what was added to the kept one since stays there.
    async fn an_undone_merge_restores_both(store) {
        let desk = Desk::new(store);
        let kept = desk.create(json!({"name": "王芳", "phones": ["13900139000"], "tags": ["重点"]})).await.id;
        let gone = desk.create(json!({"name": "王女士", "phones": ["02164330000", "13900139000"], "region": "华东",
            "tags": ["批发"], "notes": "下午联系", "emails": ["wang@example.com"], "stage": "prospect"})).await.id;
        let before = (desk.see(kept).await, desk.see(gone).await);
        let merged = merge(&desk, kept, gone).await.unwrap();
        let now = desk.see(kept).await;
        let mut phones = now.phones.clone();
        phones.push("13700137000".to_owned());
        let form = form_of(json!({"name": now.name, "phones": phones, "notes": now.notes}));
        desk.customers.change(&desk.agent, kept, form).await.unwrap();
        desk.customers.undo_merge(&desk.leader, &merged.id).await.unwrap();
        let (one, two) = (desk.see(kept).await, desk.see(gone).await);
        assert_eq!(one.phones, ["13900139000", "13700137000"]);
        assert_eq!((one.tags, one.region, one.notes), (before.0.tags, before.0.region, before.0.notes));
        let same = |mut customer: customers::Customer| {
            (customer.version, customer.updated_at) = (0, kernel::Timestamp::default());
            customer
        };
        assert_eq!(same(two), same(before.1));
        assert_eq!(desk.customers.by_number("02164330000").await.unwrap().unwrap().id, gone);
        assert_eq!(desk.found(json!({"q": "王女士"})).await, ["王女士"]);
        assert_eq!(refused(desk.customers.undo_merge(&desk.leader, &merged.id).await).kind, RefusalKind::Conflict);
        assert_eq!(desk.customers.duplicates(&desk.leader, None, 50).await.unwrap().items.len(), 1, "offered again");
        assert!(desk.customers.merges(&desk.agent, kept).await.unwrap()[0].undone_at.is_some());
    }

    /// Merges stand on each other: the newest is undone first.
    async fn merges_are_undone_in_the_reverse_order(store) {
        let desk = Desk::new(store);
        let one = desk.named("王芳", "13900139000").await;
        let two = desk.named("王芳", "13900139001").await;
        let three = desk.named("王芳", "13900139002").await;
        let first = merge(&desk, two, three).await.unwrap();
        let second = merge(&desk, one, two).await.unwrap();
        assert_eq!(desk.customers.family(one).await.unwrap(), [one, two, three]);
        assert_eq!(desk.customers.by_number("13900139002").await.unwrap().unwrap().id, one);
        let no = refused(desk.customers.undo_merge(&desk.leader, &first.id).await);
        assert_eq!(no.possible, [format!("merge:{}", second.id)]);
        desk.customers.undo_merge(&desk.leader, &second.id).await.unwrap();
        assert_eq!(desk.customers.by_number("13900139002").await.unwrap().unwrap().id, two);
        desk.customers.undo_merge(&desk.leader, &first.id).await.unwrap();
        assert_eq!(desk.customers.by_number("13900139002").await.unwrap().unwrap().id, three);
        assert_eq!(desk.see(one).await.phones, ["13900139000"]);
    }

    /// Memos of the record that went up are read under the kept one, and leave with it again.
    async fn memos_follow_the_record(store) {
        let desk = Desk::new(store);
        let (kept, gone) = (desk.named("王芳", "13900139000").await, desk.named("王芳", "13900139001").await);
        let memo = serde_json::from_value(json!({"kind": "memo", "text": "备忘"})).unwrap();
        desk.customers.write_memo(&desk.agent, gone, memo).await.unwrap();
        let merged = merge(&desk, kept, gone).await.unwrap();
        assert_eq!(desk.customers.memos(&desk.agent, kept, None, 10).await.unwrap().items.len(), 1);
        desk.customers.undo_merge(&desk.leader, &merged.id).await.unwrap();
        assert!(desk.customers.memos(&desk.agent, kept, None, 10).await.unwrap().items.is_empty());
    }
}
