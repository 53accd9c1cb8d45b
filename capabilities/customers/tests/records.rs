//! Records of customers: identities, fields, searching, editing by two, masking (CUS-1, CUS-5).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use customers::Level;
use kernel::{CustomerId, RefusalKind};
use serde_json::json;
use support::{Desk, SETS, fields_of, form_of, refused};

testkit::store_tests! { SETS;
    /// Everything that is sent is kept and shown again, numbers in one form.
    async fn a_record_keeps_all_that_is_known(store) {
        let desk = Desk::new(store);
        let made = desk.create(json!({
            "name": "云溪商贸", "kind": "organisation", "phones": ["+86 138-0013-8000", "(021) 6433 0000 转 801"],
            "emails": ["Buyer@Example.com"], "accounts": [{"channel": "WeChat", "id": "yunxi88"}],
            "company": "云溪商贸有限公司", "nature": "民营", "region": "华东", "address": "云溪市青禾路 8 号",
            "tags": ["重点", "批发"], "fields": {"booth_number": "A-12"}, "consents": {"calls": true, "email": false},
            "notes": "上午不接电话",
        })).await;
        let seen = desk.see(made.id).await;
        assert_eq!(seen.phones, ["13800138000", "02164330000-801"]);
        assert_eq!(seen.emails, ["buyer@example.com"]);
        assert_eq!((seen.accounts[0].channel.as_str(), seen.region.as_str()), ("wechat", "华东"));
        assert_eq!(seen.fields["booth_number"], "A-12");
        assert!(seen.consents[&customers::Purpose::Calls].given);
        assert_eq!((seen.version, seen.level), (1, Level::Visitor));
        let rings = desk.customers.by_number("+862164330000").await.unwrap().unwrap();
        assert_eq!(rings.id, made.id, "the switchboard's number leads to it, whatever the extension");
        assert_eq!(desk.kinds(made.id).await, ["customers.created"]);
    }

    /// The short form of before works on: what it does not name stays.
    async fn a_short_form_leaves_alone_what_it_does_not_name(store) {
        let desk = Desk::new(store);
        let made = desk.create(json!({"name": "李女士", "phones": ["13800138000"], "level": "key_account",
            "emails": ["li@example.com"], "tags": ["重点"]})).await;
        assert_eq!(made.stage.name(), "key_account");
        let form = json!({"name": "李女士", "phones": ["13800138000"], "level": "key_account", "notes": "请用敬语"});
        let changed = desk.customers.change(&desk.system, made.id, form_of(form)).await.unwrap();
        assert_eq!((changed.emails.len(), changed.tags.len(), changed.notes.as_str()), (1, 1, "请用敬语"));
        let form = json!({"name": "李女士"});
        let changed = desk.customers.change(&desk.system, made.id, form_of(form)).await.unwrap();
        assert_eq!((changed.phones.len(), changed.notes.as_str()), (1, "请用敬语"), "numbers and notes neither");
        let form = json!({"name": "李女士", "phones": [], "level": "visitor"});
        let no = refused(desk.customers.change(&desk.system, made.id, form_of(form)).await);
        assert_eq!(fields_of(&no), ["level"], "a level follows from the life");
        let form = json!({"name": "李女士", "phones": [], "level": "blocked"});
        let blocked = desk.customers.change(&desk.system, made.id, form_of(form)).await.unwrap();
        assert!(blocked.blocked && blocked.level == Level::Blocked);
        let form = json!({"name": "李女士", "phones": [], "level": "key_account"});
        let back = desk.customers.change(&desk.system, made.id, form_of(form)).await.unwrap();
        assert!(!back.blocked);
    }

    /// Who begins eliminated was eliminated for a reason, which the life shows.
    async fn nobody_begins_eliminated_without_a_reason(store) {
        let desk = Desk::new(store);
        let form = json!({"name": "某公司", "stage": "eliminated"});
        let no = refused(desk.customers.create(&desk.leader, form_of(form)).await);
        assert_eq!(fields_of(&no), ["eliminated_why"]);
        let form = json!({"name": "某公司", "stage": "lead", "eliminated_why": "已歇业"});
        assert_eq!(fields_of(&refused(desk.customers.create(&desk.leader, form_of(form)).await)), ["eliminated_why"]);
        let made = desk.create(json!({"name": "某公司", "stage": "eliminated", "eliminated_why": "已歇业"})).await;
        let life = serde_json::to_value(desk.customers.life(&desk.leader, made.id).await.unwrap()).unwrap();
        assert!(life.to_string().contains("已歇业"), "{life}");
    }

    /// Each fault stands at its field.
    async fn faults_are_told_field_by_field(store) {
        let desk = Desk::new(store);
        let form = json!({"name": " ", "phones": ["13800138000", "anonymous"], "emails": ["nobody"],
            "accounts": [{"channel": "", "id": "x"}], "fields": {"shoe_size": "42"}, "service_until": "2027-01-01T00:00:00Z"});
        let no = refused(desk.customers.create(&desk.agent, form_of(form)).await);
        assert_eq!(no.kind, RefusalKind::Invalid);
        for field in ["service_until", "name", "phones[1]", "emails[0]", "accounts[0]", "fields.shoe_size"] {
            assert!(fields_of(&no).contains(&field), "{field}: {:?}", fields_of(&no));
        }
    }

    /// A mobile number with a digit too few or too many is a slip; short codes and other numbers are not.
    async fn a_mistyped_mobile_number_is_refused(store) {
        let desk = Desk::new(store);
        for number in ["1381234567", "138123456789", "+86 138 1234 567", "139123"] {
            let no = refused(desk.customers.create(&desk.agent, form_of(json!({"name": "李女士", "phones": [number]}))).await);
            assert_eq!(fields_of(&no), ["phones[0]"], "{number}");
            assert!(no.fields[0].message.zh.contains("11 位"), "{}", no.fields[0].message.zh);
        }
        let well = ["13812345678", "95000", "10086", "400-800-1234", "021-64330000", "64330000", "+44 20 7946 0000", "12345"];
        desk.create(json!({"name": "李女士", "phones": well})).await;
    }

    /// A name pasted with breaks of lines stands on one line, and reads in the direction in which it is stored.
    async fn names_stand_on_one_line(store) {
        let desk = Desk::new(store);
        let made = desk.create(json!({"name": " 云杉\n贸易\t有限公司\u{202e} ", "company": "云杉\r\n集团", "tags": ["重\n点"]})).await;
        assert_eq!((made.name.as_str(), made.company.as_str(), made.tags), ("云杉 贸易 有限公司", "云杉 集团", ["重 点".to_owned()].into()));
    }

    /// The second of two who edit sees what the first changed; what does not clash is kept of both.
    async fn the_second_of_two_editors_overwrites_nothing(store) {
        let desk = Desk::new(store);
        let made = desk.create(json!({"name": "李女士", "phones": ["13800138000"], "notes": "旧"})).await;
        let first = json!({"name": "李女士", "phones": ["13800138000"], "notes": "新", "version": 1});
        desk.customers.change(&desk.leader, made.id, form_of(first)).await.unwrap();
        let second = json!({"name": "李丽", "phones": ["13800138000"], "notes": "旧", "version": 1});
        let no = refused(desk.customers.change(&desk.agent, made.id, form_of(second)).await);
        assert_eq!((no.kind, fields_of(&no)), (RefusalKind::Conflict, vec!["notes"]));
        let by = no.fields[0].message.zh.contains("他人").then_some(no.possible[1].as_str());
        assert_eq!((no.possible[0].as_str(), by), ("version:2", Some("by:00000000-0000-0000-0000-000000000002")));
        let third = json!({"name": "李丽", "phones": ["13800138000"], "notes": "新", "region": "华东", "version": 1});
        let kept = desk.customers.change(&desk.agent, made.id, form_of(third)).await.unwrap();
        assert_eq!((kept.name.as_str(), kept.notes.as_str(), kept.version), ("李丽", "新", 3));
    }

    /// Part of a name, of a company, begin of a number, a whole code; by stage, tag and region.
    async fn customers_are_found_by_part_of_what_is_known(store) {
        let desk = Desk::new(store);
        desk.create(json!({"name": "王芳", "phones": ["13900000001"], "region": "华东", "tags": ["重点"]})).await;
        desk.create(json!({"name": "云溪商贸有限公司", "phones": ["13900000002"], "stage": "member",
            "fields": {"trading_code": "TR-7788"}, "region": "华南"})).await;
        desk.create(json!({"name": "赵磊", "company": "青禾商贸", "phones": ["02164330000-801"], "emails": ["zhao@example.com"]})).await;
        for (q, names) in [
            ("商贸", vec!["赵磊", "云溪商贸有限公司"]), ("王", vec!["王芳"]), ("有限公司", vec!["云溪商贸有限公司"]),
            ("139 0000", vec!["云溪商贸有限公司", "王芳"]), ("021-6433", vec!["赵磊"]), ("zhao@", vec!["赵磊"]),
            ("tr-7788", vec!["云溪商贸有限公司"]), ("不存在", vec![]), ("%", vec![]),
        ] {
            assert_eq!(desk.found(json!({"q": q})).await, names, "{q}");
        }
        assert_eq!(desk.found(json!({"stage": "member"})).await, ["云溪商贸有限公司"]);
        assert_eq!(desk.found(json!({"tag": "重点", "region": "华东"})).await, ["王芳"]);
        assert_eq!(desk.found(json!({"tag": "重点", "q": "商贸"})).await, Vec::<String>::new());
        assert_eq!(desk.found(json!({})).await.len(), 3);
        let facets = desk.customers.facets(&desk.agent).await.unwrap();
        assert_eq!((facets.tags, facets.regions.len()), (vec!["重点".to_owned()], 2));
    }

    /// A list goes on where the page before ended, whatever finds it.
    async fn pages_follow_each_other(store) {
        let desk = Desk::new(store);
        for n in 0..7 {
            desk.create(json!({"name": format!("客户{n}"), "phones": [format!("1390000000{n}")], "tags": ["批"]})).await;
        }
        for filter in [json!({}), json!({"q": "客户"}), json!({"q": "1390000"}), json!({"tag": "批"})] {
            let filter: customers::Filter = serde_json::from_value(filter).unwrap();
            let (mut all, mut cursor): (Vec<String>, Option<String>) = (Vec::new(), None);
            loop {
                let page = desk.customers.page(&desk.system, filter.clone(), cursor.as_deref(), 3).await.unwrap();
                let Some(last) = page.last() else { break };
                cursor = Some(last.id.to_string());
                all.extend(page.iter().map(|one| one.name.clone()));
            }
            assert_eq!(all, (0..7).rev().map(|n| format!("客户{n}")).collect::<Vec<_>>(), "{filter:?}");
        }
    }

    /// Who does not serve a customer sees ends; the whole needs a reason, which the audit log keeps.
    async fn personal_data_are_masked_and_revealed_for_a_reason(store) {
        let desk = Desk::new(store);
        let made = desk.create(json!({"name": "王芳", "phones": ["13900139000"], "emails": ["wang@example.com"],
            "address": "云溪市青禾路 8 号", "fields": {"trading_code": "TR7788"}, "notes": "请用敬语"})).await;
        let seen = desk.customers.by_id(&desk.agent, made.id).await.unwrap();
        assert_eq!((seen.name.as_str(), &seen.phones[..], &seen.emails[..]), ("王芳", &["139****9000".to_owned()][..], &["w***@example.com".to_owned()][..]));
        assert_eq!((seen.address.as_str(), seen.fields["trading_code"].as_str()), ("云溪市青禾路***", "TR****"));
        let seen = desk.customers.by_id(&desk.quality, made.id).await.unwrap();
        assert_eq!((seen.name.as_str(), seen.emails.len(), seen.notes.as_str()), ("王*", 0, "请用敬语"));
        let ask = |reason: &str| serde_json::from_value(json!({"datum": "phone", "reason": reason})).unwrap();
        assert_eq!(fields_of(&refused(desk.customers.reveal(&desk.agent, made.id, ask("看")).await)), ["reason"]);
        let whole = desk.customers.reveal(&desk.agent, made.id, ask("客户要求回电")).await.unwrap();
        assert_eq!(whole.values, ["13900139000"]);
        assert_eq!(refused(desk.customers.reveal(&desk.quality, made.id, ask("抽检核对")).await).kind, RefusalKind::Forbidden);
        let log = desk.events(&format!("customer:{}", made.id)).await;
        let looked: Vec<_> = log.iter().filter(|stored| stored.event.kind == "audit.customer_revealed").collect();
        assert_eq!(looked.len(), 1);
        assert_eq!(looked[0].event.data.value(), json!({"datum": "phone", "reason": "客户要求回电"}));
        let all = log.iter().map(|stored| stored.event.data.text().to_owned()).collect::<String>();
        assert!(!all.contains("13900139000") && !all.contains("王芳"), "{all}");
    }

    /// Who edits a masked record changes what was typed and nothing that was masked.
    async fn a_masked_value_sent_back_stands_for_the_one_behind_it(store) {
        let desk = Desk::new(store);
        let made = desk.create(json!({"name": "王芳", "phones": ["13900139000", "13911119000"], "emails": ["wang@example.com"],
            "address": "云溪市青禾路 8 号", "accounts": [{"channel": "wechat", "id": "wangfang8"}],
            "fields": {"trading_code": "TR7788"}})).await;
        let seen = desk.customers.by_id(&desk.agent, made.id).await.unwrap();
        let mut phones = seen.phones.clone();
        phones.push("13700137000".to_owned());
        let form = json!({"name": seen.name, "phones": phones, "emails": seen.emails, "accounts": seen.accounts,
            "address": seen.address, "fields": seen.fields, "notes": "改", "version": seen.version});
        desk.customers.change(&desk.agent, made.id, form_of(form)).await.unwrap();
        let now = desk.see(made.id).await;
        assert_eq!(now.phones, ["13900139000", "13911119000", "13700137000"]);
        assert_eq!((now.emails, now.address), (vec!["wang@example.com".to_owned()], "云溪市青禾路 8 号".to_owned()));
        assert_eq!((now.accounts[0].id.as_str(), now.fields["trading_code"].as_str()), ("wangfang8", "TR7788"));
        let form = json!({"name": "新", "phones": ["139****9000"], "emails": ["w***@example.com"]});
        let no = refused(desk.customers.create(&desk.agent, form_of(form)).await);
        assert_eq!(fields_of(&no), ["phones[0]", "emails[0]"], "a mask is no number");
    }

    /// Fields are data: defined by administrators, checked by kind, those of the life stay.
    async fn administrators_define_fields(store) {
        let desk = Desk::new(store);
        let mut all = desk.customers.fields(&desk.agent).await.unwrap();
        assert_eq!(all.len(), 2);
        let birthday = json!({"name": "birthday", "label": {"zh": "生日", "en": "Birthday"}, "kind": "date"});
        all.push(serde_json::from_value(birthday).unwrap());
        assert_eq!(refused(desk.customers.replace_fields(&desk.agent, all.clone()).await).kind, RefusalKind::Forbidden);
        desk.customers.replace_fields(&desk.admin, all.clone()).await.unwrap();
        let form = |day: &str| form_of(json!({"name": "王芳", "phones": [], "fields": {"birthday": day}}));
        assert_eq!(fields_of(&refused(desk.customers.create(&desk.agent, form("明天")).await)), ["fields.birthday"]);
        desk.customers.create(&desk.agent, form("1990-05-01")).await.unwrap();
        let mut wordy = all.clone();
        wordy[2].label.zh = "长".repeat(61);
        assert_eq!(fields_of(&refused(desk.customers.replace_fields(&desk.admin, wordy).await)), ["[2].label"]);
        let no = refused(desk.customers.replace_fields(&desk.admin, all.split_off(2)).await);
        assert!(no.fields.iter().all(|field| field.field == "fields"), "the fields of the life stay");
    }

    /// Memos by those who serve, the quality record by those who review.
    async fn memos_and_quality_records_are_kept(store) {
        let desk = Desk::new(store);
        let id = desk.named("王芳", "13900139000").await;
        let memo = |kind: &str| serde_json::from_value(json!({"kind": kind, "text": "已电话沟通"})).unwrap();
        desk.customers.write_memo(&desk.agent, id, memo("memo")).await.unwrap();
        assert_eq!(refused(desk.customers.write_memo(&desk.agent, id, memo("quality")).await).kind, RefusalKind::Forbidden);
        desk.tick();
        desk.customers.write_memo(&desk.quality, id, memo("quality")).await.unwrap();
        let page = desk.customers.memos(&desk.agent, id, None, 1).await.unwrap();
        assert_eq!(page.items[0].kind.name(), "quality");
        let rest = desk.customers.memos(&desk.agent, id, page.next_cursor.as_deref(), 1).await.unwrap();
        assert_eq!((rest.items[0].kind.name(), rest.next_cursor), ("memo", None));
        let nobody = CustomerId::from_u128(9);
        assert_eq!(refused(desk.customers.write_memo(&desk.agent, nobody, memo("memo")).await).kind, RefusalKind::NotFound);
    }
}

/// A store of the first edition: its records keep numbers and levels, and are found by name once they are worked on.
#[tokio::test]
async fn records_of_the_first_edition_come_along() {
    let first = db::Migrations { set: "customers", scripts: &customers::MIGRATIONS.scripts[..1] };
    let store = testkit::TestStore::sqlite(&[first]).await;
    let mut tx = store.db.begin().await.unwrap();
    let id = CustomerId::from_u128(77);
    tx.execute(
        "INSERT INTO customers_customers VALUES ($1, '李女士', 'member', '老客户', 5, 5)",
        db::args![id],
    )
    .await
    .unwrap();
    tx.execute("INSERT INTO customers_phones VALUES ('13800138000', $1, 0)", db::args![id]).await.unwrap();
    tx.commit().await.unwrap();
    store.db.migrate(SETS).await.unwrap();
    let desk = Desk::new(store);
    let seen = desk.see(id).await;
    assert_eq!((seen.name.as_str(), seen.stage.name(), seen.phones.len()), ("李女士", "member", 1));
    assert_eq!(desk.customers.by_number("13800138000").await.unwrap().unwrap().level, Level::Member);
    desk.customers.work_off().await.unwrap();
    assert_eq!(desk.found(json!({"q": "女士"})).await, ["李女士"]);
    let life = desk.customers.life(&desk.agent, id).await.unwrap();
    assert_eq!((life.moves.len(), life.stage.name()), (1, "member"));
}
