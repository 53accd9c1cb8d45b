//! Recommendations: made for groups, proposed to one customer, answered once (CUS-7).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use customer::Standing;
use customers::{CareKind, CareQuery, CustomerRecommendation, Filter, MergeForm, Recommendation};
use kernel::{CustomerId, Principal, RefusalKind};
use serde_json::{Value, json};
use support::{Desk, SETS, fields_of, refused};

fn form(group: Value) -> Value {
    json!({"title": {"zh": "冷链配送", "en": "Cold chain"}, "text": {"zh": "夏季生鲜可选冷链", "en": "Fresh goods can go by cold chain"},
        "group": group, "from": "2026-11-23T00:00:00Z", "until": "2026-12-31T00:00:00Z"})
}

/// Something recommended to the members of a region.
async fn made(desk: &Desk, group: Value) -> Recommendation {
    desk.tick();
    desk.customers.recommend(&desk.leader, serde_json::from_value(form(group)).unwrap()).await.unwrap()
}

async fn seen(desk: &Desk, id: CustomerId) -> Vec<CustomerRecommendation> {
    desk.customers.recommended_to(&desk.agent, id).await.unwrap()
}

async fn proposed(desk: &Desk, id: CustomerId) -> Vec<String> {
    let open = seen(desk, id).await.into_iter().filter(|one| one.standing == Standing::Open);
    open.map(|one| one.title.zh).collect()
}

async fn say(
    desk: &Desk,
    who: &Principal,
    id: CustomerId,
    to: &Recommendation,
    answer: Value,
) -> web::ApiResult<()> {
    desk.tick();
    desk.customers.answer_recommendation(who, id, &to.id, serde_json::from_value(answer).unwrap()).await
}

async fn member(desk: &Desk, name: &str, region: &str) -> CustomerId {
    desk.create(json!({"name": name, "phones": [], "stage": "member", "region": region, "tags": ["网店"]}))
        .await
        .id
}

async fn open_tasks(desk: &Desk, id: CustomerId) -> Vec<(CareKind, String, Option<String>)> {
    let query = CareQuery { customer: Some(id), ..CareQuery::default() };
    let all = desk.customers.care(&desk.agent, query).await.unwrap().items;
    let open = all.into_iter().filter(|task| task.done_at.is_none());
    open.map(|task| (task.kind, task.text, task.recommendation.map(|title| title.en))).collect()
}

testkit::store_tests! { SETS;
    /// Who fits is asked while it runs; who is elsewhere, at another stage or on the block list is not.
    async fn it_is_proposed_to_those_of_the_group_while_it_runs(store) {
        let desk = Desk::new(store);
        let fits = member(&desk, "会员", "华东").await;
        let elsewhere = member(&desk, "会员二", "华南").await;
        let lead = desk.create(json!({"name": "意向", "phones": [], "region": "华东"})).await.id;
        let blocked = desk.create(json!({"name": "黑", "phones": [], "stage": "member", "region": "华东", "blocked": true})).await.id;
        made(&desk, json!({"stage": "member", "region": "华东"})).await;
        assert_eq!(proposed(&desk, fits).await, ["冷链配送"]);
        for other in [elsewhere, lead, blocked] {
            assert!(proposed(&desk, other).await.is_empty());
        }
        desk.days(60);
        assert!(proposed(&desk, fits).await.is_empty(), "it is over");
    }

    /// The group asked of one record is the group that the list of customers finds.
    async fn one_record_fits_exactly_when_the_list_finds_it(store) {
        let desk = Desk::new(store);
        for (n, stage) in ["member", "key_account", "lead", "member", "prospect"].into_iter().enumerate() {
            let (region, kind) = if n % 2 == 0 { ("华东", "person") } else { ("华南", "organisation") };
            let tags: &[&str] = if n > 1 { &["批发"] } else { &[] };
            desk.create(json!({"name": format!("客户{n}"), "phones": [], "stage": stage, "region": region, "kind": kind, "tags": tags})).await;
        }
        let all = desk.customers.page(&desk.system, Filter::default(), None, 50).await.unwrap();
        for group in [json!({}), json!({"stage": "member"}), json!({"level": "visitor", "tag": "批发"}), json!({"kind": "organisation"}),
            json!({"region": "华东", "tag": "批发"}), json!({"level": "key_account"})] {
            let to = made(&desk, group.clone()).await;
            let found = desk.found(group.clone()).await;
            for one in &all {
                let listed = found.contains(&one.name);
                let offered = seen(&desk, one.id).await.iter().any(|seen| seen.id == to.id);
                assert_eq!(offered, listed, "{} in {group}", one.name);
            }
        }
    }

    /// An interest becomes a task with what was said; the recommendation is counted and not asked again.
    async fn an_interest_becomes_a_task(store) {
        let desk = Desk::new(store);
        let id = member(&desk, "会员", "华东").await;
        let to = made(&desk, json!({"stage": "member"})).await;
        say(&desk, &desk.agent, id, &to, json!({"answer": "interested", "note": "想看报价"})).await.unwrap();
        assert!(proposed(&desk, id).await.is_empty());
        assert_eq!(open_tasks(&desk, id).await, [(CareKind::FollowRecommendation, "想看报价".to_owned(), Some("Cold chain".to_owned()))]);
        let counts = desk.customers.recommendations(&desk.agent, None, 10).await.unwrap().items[0].counts;
        assert_eq!((counts.interested, counts.declined, counts.later), (1, 0, 0));
        let last = seen(&desk, id).await.remove(0).last.unwrap();
        assert_eq!((last.answer.note(), last.actor), ("想看报价", desk.agent.actor()));
        assert!(desk.kinds(id).await.contains(&"customers.recommendation_answered".to_owned()));
        desk.days(2);
        let due = desk.customers.care(&desk.agent, CareQuery::default()).await.unwrap().items;
        desk.customers.finish_task(&desk.agent, &due[0].id, "已报价").await.unwrap();
        assert!(open_tasks(&desk, id).await.is_empty());
    }

    /// Declined is declined, whoever looks and whenever; nothing is left to do.
    async fn a_declined_one_is_not_proposed_again(store) {
        let desk = Desk::new(store);
        let id = member(&desk, "会员", "华东").await;
        let to = made(&desk, json!({"stage": "member"})).await;
        say(&desk, &desk.agent, id, &to, json!({"answer": "declined", "note": "自有车队"})).await.unwrap();
        for days in [1, 10, 30] {
            desk.days(days);
            assert!(proposed(&desk, id).await.is_empty());
        }
        assert!(open_tasks(&desk, id).await.is_empty());
    }

    /// Later: a task on the day named, from which it is proposed again; the next answer closes the task.
    async fn who_wants_to_be_asked_later_is_asked_on_that_day(store) {
        let desk = Desk::new(store);
        let id = member(&desk, "会员", "华东").await;
        let to = made(&desk, json!({"stage": "member"})).await;
        say(&desk, &desk.agent, id, &to, json!({"answer": "later", "on": "2026-12-03T01:00:00Z"})).await.unwrap();
        assert!(proposed(&desk, id).await.is_empty());
        assert_eq!(open_tasks(&desk, id).await.len(), 1);
        desk.days(11);
        assert_eq!(proposed(&desk, id).await, ["冷链配送"]);
        say(&desk, &desk.agent, id, &to, json!({"answer": "declined"})).await.unwrap();
        assert!(open_tasks(&desk, id).await.is_empty(), "nobody asks again");
        let counts = desk.customers.recommendations(&desk.agent, None, 10).await.unwrap().items[0].counts;
        assert_eq!((counts.declined, counts.later), (1, 0), "each customer counts once");
    }

    /// What a record that went up had answered is the customer's answer, and its own again after the merge is undone.
    async fn answers_follow_a_merged_record(store) {
        let desk = Desk::new(store);
        let (kept, gone) = (member(&desk, "甲", "华东").await, member(&desk, "甲二", "华东").await);
        let to = made(&desk, json!({"stage": "member"})).await;
        say(&desk, &desk.agent, gone, &to, json!({"answer": "declined"})).await.unwrap();
        assert_eq!(proposed(&desk, kept).await.len(), 1);
        let merge = desk.customers.merge(&desk.leader, kept, MergeForm { gone, why: String::new() }).await.unwrap();
        assert!(proposed(&desk, kept).await.is_empty());
        let no = refused(say(&desk, &desk.agent, gone, &to, json!({"answer": "interested"})).await);
        assert_eq!((no.kind, no.possible), (RefusalKind::Conflict, vec![format!("customer:{kept}")]));
        say(&desk, &desk.agent, kept, &to, json!({"answer": "interested"})).await.unwrap();
        assert_eq!(open_tasks(&desk, kept).await.len(), 1);
        desk.customers.undo_merge(&desk.leader, &merge.id).await.unwrap();
        assert!(proposed(&desk, gone).await.is_empty());
    }

    /// Faulty input stands at its field; the role decides who recommends and who answers.
    async fn faulty_recommendations_and_answers_are_refused(store) {
        let desk = Desk::new(store);
        let id = member(&desk, "会员", "华东").await;
        let with = |field: &str, value: Value| {
            let mut form = form(json!({"stage": "member"}));
            form[field] = value;
            serde_json::from_value(form).unwrap()
        };
        for (field, value, at) in [
            ("title", json!({"zh": "冷链", "en": " "}), "title.en"),
            ("text", json!({"zh": "长".repeat(1001), "en": "x"}), "text.zh"),
            ("until", json!("2026-11-01T00:00:00Z"), "until"),
            ("follow_up_days", json!(91), "follow_up_days"),
            ("group", json!({"q": "王"}), "group.q"),
        ] {
            assert_eq!(fields_of(&refused(desk.customers.recommend(&desk.leader, with(field, value)).await)), [at]);
        }
        let agent = desk.customers.recommend(&desk.agent, with("follow_up_days", json!(1))).await;
        assert_eq!(refused(agent).kind, RefusalKind::Forbidden);
        let to = made(&desk, json!({"stage": "key_account"})).await;
        let no = refused(say(&desk, &desk.agent, id, &to, json!({"answer": "interested"})).await);
        assert_eq!((no.kind, no.code.as_str()), (RefusalKind::Conflict, "customers.recommendation_not_for"));
        let to = made(&desk, json!({"stage": "member"})).await;
        let no = refused(say(&desk, &desk.agent, id, &to, json!({"answer": "later", "on": "2026-11-01T00:00:00Z"})).await);
        assert_eq!(fields_of(&no), ["on"]);
        assert_eq!(refused(say(&desk, &desk.quality, id, &to, json!({"answer": "declined"})).await).kind, RefusalKind::Forbidden);
    }

    /// Two leaders change one recommendation: the second sees that, and an end that is past ends it.
    async fn a_change_by_somebody_else_is_told(store) {
        let desk = Desk::new(store);
        let id = member(&desk, "会员", "华东").await;
        let to = made(&desk, json!({"stage": "member"})).await;
        let with = |until: &str, version: i64| {
            let mut form = form(json!({"stage": "member"}));
            (form["until"], form["version"]) = (json!(until), json!(version));
            serde_json::from_value(form).unwrap()
        };
        let changed = desk.customers.change_recommendation(&desk.admin, &to.id, with("2026-11-23T00:00:01Z", 1)).await.unwrap();
        assert_eq!(changed.version, 2);
        assert!(proposed(&desk, id).await.is_empty());
        let no = refused(desk.customers.change_recommendation(&desk.leader, &to.id, with("2026-12-31T00:00:00Z", 1)).await);
        assert_eq!((no.kind, no.possible), (RefusalKind::Conflict, vec!["version:2".to_owned()]));
        let no = refused(say(&desk, &desk.agent, id, &to, json!({"answer": "declined"})).await);
        assert_eq!(no.code, "customers.recommendation_not_running");
    }
}
