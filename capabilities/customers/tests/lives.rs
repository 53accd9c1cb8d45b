//! The lives of customers and the tasks that follow from them (CUS-2, CUS-7).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use customers::{CareKind, CareQuery, CareView, Level, ProfileForm};
use kernel::{CustomerId, RefusalKind};
use serde_json::{Value, json};
use support::{Desk, SETS, fields_of, form_of, refused};

async fn tasks(desk: &Desk, customer: Option<CustomerId>) -> Vec<CareView> {
    let query = CareQuery { customer, ..CareQuery::default() };
    desk.customers.care(&desk.agent, query).await.unwrap().items
}

fn trial() -> serde_json::Value {
    json!({"do": "try", "facts": {"company": "云溪商贸", "nature": "民营", "region": "华东", "contact": "王经理"}})
}

fn join(until: &str) -> serde_json::Value {
    json!({"do": "join", "booth_number": "A-12", "trading_code": "TR7788", "service_until": until})
}

testkit::store_tests! { SETS;

    /// Who enters a member by hand says what the move to there asks; what comes from elsewhere says what is known.
    async fn a_member_is_entered_with_the_facts_of_a_member(store) {
        let desk = Desk::new(store);
        let by = |form: Value| desk.customers.create(&desk.leader, serde_json::from_value::<ProfileForm>(form).unwrap());
        let bare = json!({"name": "李女士", "phones": [], "stage": "key_account"});
        assert_eq!(fields_of(&refused(by(bare).await)),
            ["fields.booth_number", "fields.trading_code", "service_until", "key_ground"]);
        let whole = json!({"name": "李女士", "phones": [], "stage": "key_account", "service_until": "2027-11-24T00:00:00Z",
            "fields": {"booth_number": "A-1", "trading_code": "TR9"}, "key_ground": {"ground": "marked", "why": "采购额第一"}});
        let made = by(whole).await.unwrap();
        let life = desk.customers.life(&desk.leader, made.id).await.unwrap();
        assert_eq!((life.stage.name(), life.moves[0].why.as_deref()), ("key_account", Some("采购额第一")));
        let lead = json!({"name": "王芳", "phones": [], "key_ground": {"ground": "agency_rights"}});
        assert_eq!(fields_of(&refused(by(lead).await)), ["key_ground"]);
    }
    /// Trial, member, key account: every move dated with who and why, its facts in the profile.
    async fn a_lead_becomes_a_key_account_by_moves(store) {
        let desk = Desk::new(store);
        let id = desk.named("云溪商贸", "13900139000").await;
        desk.do_move(id, trial()).await.unwrap();
        desk.do_move(id, join("2027-11-23T00:00:00Z")).await.unwrap();
        let life = desk.do_move(id, json!({"do": "make_key_account", "ground": {"ground": "marked", "why": "年采购额第一"}})).await.unwrap();
        let stages: Vec<&str> = life.moves.iter().map(|step| step.event.to.name()).collect();
        assert_eq!(stages, ["lead", "trial", "member", "key_account"]);
        assert_eq!(life.moves[3].why.as_deref(), Some("年采购额第一"));
        assert_eq!(life.moves[3].actor, desk.agent.actor());
        assert_eq!(life.possible.iter().map(|edge| edge.command.as_str()).collect::<Vec<_>>(), ["end_agency", "renew", "lapse"]);
        let seen = desk.see(id).await;
        assert_eq!((seen.level, seen.region.as_str(), seen.company.as_str()), (Level::KeyAccount, "华东", "云溪商贸"));
        assert_eq!((seen.fields["booth_number"].as_str(), seen.fields["trading_code"].as_str()), ("A-12", "TR7788"));
        assert_eq!(desk.kinds(id).await.iter().filter(|kind| *kind == "customers.moved").count(), 3);
        assert!(!life.drawing.is_empty());
    }

    /// A move that is not possible is 409 with what is; a missing fact stands at its field; nothing has changed.
    async fn an_impossible_move_names_what_is_possible(store) {
        let desk = Desk::new(store);
        let id = desk.named("云溪商贸", "13900139000").await;
        let no = refused(desk.do_move(id, join("2027-11-23T00:00:00Z")).await);
        assert_eq!((no.kind, no.possible), (RefusalKind::Conflict, vec!["try".to_owned(), "develop".to_owned(), "eliminate".to_owned()]));
        let no = refused(desk.do_move(id, json!({"do": "eliminate", "reason": " "})).await);
        assert_eq!(fields_of(&no), ["reason"]);
        assert_eq!(desk.see(id).await.version, 1);
        let no = refused(desk.customers.move_on(&desk.quality, id, serde_json::from_value(trial()).unwrap()).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
    }

    /// A prospect is contacted every thirty days, each time anew; an eliminated one not any more.
    async fn a_prospect_is_contacted_periodically(store) {
        let desk = Desk::new(store);
        let id = desk.named("青禾", "13900139000").await;
        desk.do_move(id, json!({"do": "develop", "why": "有开店计划"})).await.unwrap();
        assert!(tasks(&desk, None).await.is_empty(), "not yet due");
        desk.days(31);
        let due = tasks(&desk, None).await;
        assert_eq!((due.len(), due[0].kind, due[0].customer.as_str()), (1, CareKind::ContactProspect, "青禾"));
        assert_eq!(fields_of(&refused(desk.customers.finish_task(&desk.agent, &due[0].id, " ").await)), ["outcome"]);
        desk.customers.finish_task(&desk.agent, &due[0].id, "仍有兴趣，下月再联系").await.unwrap();
        assert!(tasks(&desk, None).await.is_empty());
        let all = tasks(&desk, Some(id)).await;
        assert_eq!(all.iter().map(|task| task.done_at.is_some()).collect::<Vec<_>>(), [true, false]);
        desk.days(62);
        assert_eq!(tasks(&desk, None).await.len(), 1);
        desk.do_move(id, json!({"do": "eliminate", "reason": "已停业"})).await.unwrap();
        assert!(tasks(&desk, None).await.is_empty());
    }

    /// A conversation that took place anyway begins the interval anew.
    async fn a_conversation_counts_as_contact(store) {
        let desk = Desk::new(store);
        let id = desk.named("青禾", "13900139000").await;
        desk.do_move(id, json!({"do": "develop", "why": "有开店计划"})).await.unwrap();
        desk.days(20);
        desk.customers.note_conversation(id, desk.store.db.now()).await.unwrap();
        desk.days(45);
        assert!(tasks(&desk, None).await.is_empty(), "spoken with on the twentieth day");
        desk.days(51);
        assert_eq!(tasks(&desk, None).await.len(), 1);
        desk.customers.note_conversation(CustomerId::from_u128(9), desk.store.db.now()).await.unwrap();
    }

    /// A member is reminded before the period ends, and after it renewed or let lapse.
    async fn a_member_is_reminded_and_then_decided_about(store) {
        let desk = Desk::new(store);
        let made = desk.create(json!({"name": "会员", "phones": [], "stage": "trial"})).await;
        desk.do_move(made.id, join("2027-03-03T01:00:00Z")).await.unwrap();
        desk.days(71);
        let due = tasks(&desk, None).await;
        assert_eq!(due[0].kind, CareKind::RemindOfEnd);
        desk.customers.finish_task(&desk.agent, &due[0].id, "已提醒").await.unwrap();
        desk.days(101);
        let due = tasks(&desk, None).await;
        assert_eq!(due[0].kind, CareKind::DecideAfterEnd);
        let no = refused(desk.customers.finish_task(&desk.agent, &due[0].id, "好").await);
        assert_eq!((no.kind, no.possible), (RefusalKind::Conflict, vec!["renew".to_owned(), "lapse".to_owned()]));
        desk.do_move(made.id, json!({"do": "renew", "service_until": "2028-03-03T01:00:00Z"})).await.unwrap();
        assert!(tasks(&desk, None).await.is_empty());
    }

    /// Other intervals move the tasks that wait.
    async fn intervals_can_be_changed(store) {
        let desk = Desk::new(store);
        let id = desk.named("青禾", "13900139000").await;
        desk.do_move(id, json!({"do": "develop", "why": "有开店计划"})).await.unwrap();
        let sooner = serde_json::from_value(json!({"prospect_every_days": 7, "remind_before_days": 60})).unwrap();
        desk.customers.set_care_settings(&desk.admin, sooner).await.unwrap();
        desk.days(8);
        assert_eq!(tasks(&desk, None).await.len(), 1);
        let none = serde_json::from_value(json!({"prospect_every_days": 0, "remind_before_days": 60})).unwrap();
        assert_eq!(fields_of(&refused(desk.customers.set_care_settings(&desk.admin, none).await)), ["prospect_every_days"]);
    }

    /// A greeting or a notice is a task for each customer of the group, and for nobody else.
    async fn a_group_is_greeted_or_warned_one_by_one(store) {
        let desk = Desk::new(store);
        for n in 0..3 {
            desk.create(json!({"name": format!("会员{n}"), "phones": [], "stage": "member", "region": "华东"})).await;
        }
        desk.create(json!({"name": "外人", "phones": [], "region": "华东"})).await;
        let form = |kind: &str, stage: &str| serde_json::from_value(json!({"kind": kind, "text": "台风将至，请加固仓库",
            "due_at": "2026-11-23T00:00:00Z", "group": {"stage": stage, "region": "华东"}})).unwrap();
        let made = desk.customers.campaign(&desk.leader, form("risk_notice", "member")).await.unwrap();
        assert_eq!(made.tasks, 3);
        let due = tasks(&desk, None).await;
        assert_eq!(due.len(), 3);
        desk.customers.finish_task(&desk.agent, &due[0].id, "已告知").await.unwrap();
        let no = refused(desk.customers.finish_task(&desk.agent, &due[0].id, "又一次").await);
        assert_eq!(no.kind, RefusalKind::Conflict);
        assert_eq!(fields_of(&refused(desk.customers.campaign(&desk.leader, form("greeting", "lapsed")).await)), ["group"]);
        assert_eq!(fields_of(&refused(desk.customers.campaign(&desk.leader, form("remind_of_end", "member")).await)), ["kind"]);
        assert_eq!(refused(desk.customers.campaign(&desk.agent, form("greeting", "member")).await).kind, RefusalKind::Forbidden);
    }

    /// Who is on the block list, said no to every way of being contacted, or was eliminated is not greeted; of a risk
    /// hear all who are not on the block list.
    async fn who_does_not_want_to_hear_of_it_is_not_greeted(store) {
        let desk = Desk::new(store);
        desk.create(json!({"name": "愿意", "phones": [], "region": "华东", "consents": {"calls": true, "email": false}})).await;
        desk.create(json!({"name": "没问过", "phones": [], "region": "华东"})).await;
        desk.create(json!({"name": "都不要", "phones": [], "region": "华东", "consents": {"calls": false, "email": false}})).await;
        desk.create(json!({"name": "黑名单", "phones": [], "region": "华东", "blocked": true})).await;
        desk.create(json!({"name": "淘汰", "phones": [], "region": "华东", "stage": "eliminated", "eliminated_why": "无意向"})).await;
        let form = |kind: &str| serde_json::from_value(json!({"kind": kind, "text": "新年好",
            "due_at": "2026-11-23T00:00:00Z", "group": {"region": "华东"}})).unwrap();
        assert_eq!(desk.customers.campaign(&desk.leader, form("greeting")).await.unwrap().tasks, 2);
        let mut greeted: Vec<String> = tasks(&desk, None).await.into_iter().map(|task| task.customer).collect();
        greeted.sort();
        assert_eq!(greeted, ["愿意", "没问过"]);
        assert_eq!(desk.customers.campaign(&desk.leader, form("risk_notice")).await.unwrap().tasks, 4);
    }

    /// Changing other data does not restart the intervals.
    async fn an_edit_does_not_move_the_task(store) {
        let desk = Desk::new(store);
        let id = desk.named("青禾", "13900139000").await;
        desk.do_move(id, json!({"do": "develop", "why": "有开店计划"})).await.unwrap();
        desk.days(20);
        let form = form_of(json!({"name": "青禾小店", "phones": []}));
        desk.customers.change(&desk.agent, id, form).await.unwrap();
        desk.days(31);
        assert_eq!(tasks(&desk, None).await.len(), 1);
    }
}
