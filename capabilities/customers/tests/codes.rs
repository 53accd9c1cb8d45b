//! Codes that only one customer has: booth number, trading code, the centre's own (CUS-1, CUS-4).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use customers::{FieldDef, ImportPlan, MergeForm, TableFormat};
use kernel::{CustomerId, Lang, RefusalKind, Refused};
use serde_json::{Value, json};
use support::{Desk, SETS, fields_of, form_of, refused};

fn coded(name: &str, code: &str) -> Value {
    json!({"name": name, "phones": [], "stage": "member", "service_until": "2027-11-24T00:00:00Z",
        "fields": {"trading_code": code, "booth_number": format!("{name}-{code}")}})
}

async fn create(desk: &Desk, form: Value) -> web::ApiResult<customers::Customer> {
    desk.tick();
    desk.customers.create(&desk.agent, form_of(form)).await
}

async fn put_code(desk: &Desk, id: CustomerId, code: &str) -> web::ApiResult<customers::Customer> {
    let name = desk.see(id).await.name;
    desk.customers
        .change(&desk.agent, id, form_of(json!({"name": name, "fields": {"trading_code": code}})))
        .await
}

/// A field of the centre's own.
fn licence(unique: bool) -> FieldDef {
    let label = json!({"zh": "执照号", "en": "Licence"});
    serde_json::from_value(json!({"name": "licence", "label": label, "kind": "text", "unique": unique}))
        .unwrap()
}

fn licensed(name: &str, licence: &str) -> Value {
    json!({"name": name, "phones": [], "fields": {"licence": licence}})
}

/// What stands at the only field, in Chinese.
fn said(refused: &Refused) -> &str {
    refused.fields.first().unwrap().message.zh.as_str()
}

fn join(booth: &str, code: &str) -> Value {
    json!({"do": "join", "booth_number": booth, "trading_code": code, "service_until": "2027-11-23T00:00:00Z"})
}

async fn import(desk: &Desk, table: &str, plan: Value) -> (u64, u64, u64, String) {
    let file = bytes::Bytes::from(table.to_owned());
    let import = desk.customers.upload(&desk.leader, "会员.csv", file).await.unwrap();
    let plan: ImportPlan = serde_json::from_value(plan).unwrap();
    desk.customers.run_import(&desk.leader, &import.id, plan).await.unwrap();
    desk.customers.work_off().await.unwrap();
    let done = desk.customers.import(&desk.leader, &import.id).await.unwrap();
    let rejected =
        desk.customers.rejected(&desk.leader, &import.id, TableFormat::Csv, Lang::Zh).await.unwrap();
    (done.created, done.completed, done.rejected, String::from_utf8(rejected).unwrap())
}

testkit::store_tests! { SETS;
    /// Who wants a code that another holds is told whose it is, masked, and where to look; case and blanks do not matter.
    async fn a_code_that_another_holds_is_refused_with_whose_it_is(store) {
        let desk = Desk::new(store);
        let holder = create(&desk, coded("张小明", "TR7788")).await.unwrap().id;
        let no = refused(create(&desk, coded("李华", " tr 7788")).await);
        assert_eq!((no.kind, no.code.as_str()), (RefusalKind::Conflict, "customers.code_held"));
        assert_eq!((fields_of(&no), said(&no)), (vec!["fields.trading_code"], "交易代码 TR**** 已属于客户 张**"));
        assert_eq!(no.possible, [format!("customer:{holder}")]);
        let other = create(&desk, coded("李华", "TR7789")).await.unwrap().id;
        assert_eq!(fields_of(&refused(put_code(&desk, other, "TR7788").await)), ["fields.trading_code"]);
        assert_eq!(desk.see(other).await.fields["trading_code"], "TR7789", "nothing has changed");
        put_code(&desk, holder, "tr7788").await.unwrap();
        put_code(&desk, holder, "TR1").await.unwrap();
        put_code(&desk, other, "TR7788").await.unwrap();
    }

    /// The same when a customer joins: beside the field of the move, and the customer has not joined.
    async fn who_joins_gets_no_code_of_another(store) {
        let desk = Desk::new(store);
        let (one, two) = (desk.named("甲商行", "13900139000").await, desk.named("乙商行", "13900139001").await);
        for id in [one, two] {
            desk.do_move(id, json!({"do": "try", "facts": {"company": "商行", "nature": "民营", "region": "华东", "contact": "王"}})).await.unwrap();
        }
        desk.do_move(one, join("A-12", "TR1")).await.unwrap();
        let no = refused(desk.do_move(two, join("a-12", "TR1")).await);
        assert_eq!(fields_of(&no), ["booth_number", "trading_code"]);
        assert_eq!(no.fields.first().unwrap().message.en, "Booth number A-12 belongs to 甲**");
        assert_eq!(desk.see(two).await.stage.name(), "trial");
    }

    /// Two who want one code in the same instant: one gets it, whatever the database.
    async fn of_two_at_once_one_gets_the_code(store) {
        let desk = Desk::new(store);
        for round in 0..20 {
            let form = |name: &str| form_of(coded(name, &format!("TR{round}")));
            let (a, b) = tokio::join!(
                desk.customers.create(&desk.agent, form("甲")),
                desk.customers.create(&desk.leader, form("乙")),
            );
            let no = match (a, b) {
                (Ok(_), no) | (no, Ok(_)) => refused(no),
                _ => panic!("both were refused"),
            };
            assert_eq!(no.code, "customers.code_held");
            desk.tick();
        }
    }

    /// Who left holds no code: the booth goes to the next, and who comes back is told; the old code is still found.
    async fn who_left_holds_no_code(store) {
        let desk = Desk::new(store);
        let gone = desk.create(json!({"name": "旧户", "phones": [], "stage": "member", "service_until": "2026-11-24T00:00:00Z",
            "fields": {"booth_number": "A-12"}})).await.id;
        desk.days(3);
        desk.do_move(gone, json!({"do": "lapse"})).await.unwrap();
        desk.create(json!({"name": "新户", "phones": [], "stage": "member", "fields": {"booth_number": "A-12"}})).await;
        assert_eq!(desk.found(json!({"q": "A-12"})).await, ["新户", "旧户"]);
        let no = refused(desk.do_move(gone, json!({"do": "renew", "service_until": "2027-11-24T00:00:00Z"})).await);
        assert_eq!((fields_of(&no), said(&no)), (vec!["fields.booth_number"], "摊位号 A-12 已属于客户 新*"));
    }

    /// A record that goes up brings its code along or keeps it: nobody else gets it, and undoing brings both back.
    async fn codes_survive_a_merge_and_its_undoing(store) {
        let desk = Desk::new(store);
        let bare = desk.named("张小明", "13900139000").await;
        let coded_one = create(&desk, coded("张小明", "TR1")).await.unwrap().id;
        let merge = desk.customers.merge(&desk.leader, bare, MergeForm { gone: coded_one, why: String::new() }).await.unwrap();
        assert_eq!(desk.see(bare).await.fields["trading_code"], "TR1", "taken over");
        let no = refused(create(&desk, coded("李华", "TR1")).await);
        assert_eq!(no.possible, [format!("customer:{bare}")]);
        desk.customers.undo_merge(&desk.leader, &merge.id).await.unwrap();
        assert_eq!(refused(create(&desk, coded("李华", "TR1")).await).possible, [format!("customer:{coded_one}")]);

        // Each has one: that of the record that went up stays its own and is shown as the kept one's.
        let kept = create(&desk, coded("张明", "TR2")).await.unwrap().id;
        let merge = desk.customers.merge(&desk.leader, kept, MergeForm { gone: coded_one, why: String::new() }).await.unwrap();
        let no = refused(create(&desk, coded("李华", "TR1")).await);
        assert_eq!((said(&no), &no.possible), ("交易代码 **** 已属于客户 张*", &vec![format!("customer:{kept}")]));
        desk.customers.undo_merge(&desk.leader, &merge.id).await.unwrap();
        put_code(&desk, coded_one, "TR3").await.unwrap();
        create(&desk, coded("李华", "TR1")).await.unwrap();
    }

    /// What went to another customer while two records were one is told when they are taken apart.
    async fn a_code_that_went_on_stands_in_the_way_of_undoing(store) {
        let desk = Desk::new(store);
        let (kept, gone) = (desk.named("张小明", "13900139000").await, create(&desk, coded("张小明", "TR1")).await.unwrap().id);
        let merge = desk.customers.merge(&desk.leader, kept, MergeForm { gone, why: String::new() }).await.unwrap();
        put_code(&desk, kept, "TR2").await.unwrap();
        let third = create(&desk, coded("李华", "TR1")).await.unwrap().id;
        let no = refused(desk.customers.undo_merge(&desk.leader, &merge.id).await);
        assert_eq!((no.code.as_str(), no.possible), ("customers.code_held", vec![format!("customer:{third}")]));
        put_code(&desk, third, "TR9").await.unwrap();
        desk.customers.undo_merge(&desk.leader, &merge.id).await.unwrap();
    }

    /// Rows with somebody's code are rejected with whose it is, also where doubles are wanted, and within one table.
    async fn an_import_rejects_rows_with_codes_of_others(store) {
        let desk = Desk::new(store);
        create(&desk, coded("张小明", "TR1")).await.unwrap();
        desk.create(json!({"name": "赵磊", "phones": ["13700000001"], "stage": "member"})).await;
        let columns = json!({"0": "name", "1": "phone", "2": "field:trading_code"});
        let table = "姓名,手机,代码\n孙丽,13700000009,TR1\n钱多,13700000008,TR5\n周文,13700000007,TR5\n";
        let (made, _, rejected, file) = import(&desk, table, json!({"columns": columns, "on_known": "create"})).await;
        assert_eq!((made, rejected), (1, 2));
        assert!(file.contains("2,交易代码 **** 已属于客户 张**"), "{file}");
        assert!(file.contains("4,交易代码 **** 已属于客户 钱*"), "{file}");
        // Completing: the number says one customer, the code another.
        let table = "姓名,手机,代码\n赵磊,13700000001,TR1\n赵磊,13700000001,TR6\n王五,,TR6\n";
        let (made, completed, rejected, _) = import(&desk, table, json!({"columns": columns, "on_known": "complete"})).await;
        assert_eq!((made, completed, rejected), (0, 1, 1), "the third row is of the customer whom the second gave the code");
    }

    /// While what is there is still on its way into the index, nobody gets a code that another has.
    async fn a_code_of_a_field_that_has_just_become_unique_is_held(store) {
        let desk = Desk::new(store);
        let mut fields = desk.customers.fields(&desk.admin).await.unwrap();
        fields.push(licence(false));
        desk.customers.replace_fields(&desk.admin, fields.clone()).await.unwrap();
        let holder = create(&desk, licensed("甲", "AB L_1")).await.unwrap().id;
        let other = create(&desk, licensed("乙", "L2")).await.unwrap().id;
        fields[2] = licence(true);
        // Nobody works it off: the index knows of none yet.
        desk.customers.replace_fields(&desk.admin, fields).await.unwrap();
        let no = refused(create(&desk, licensed("丙", "abl_1")).await);
        assert_eq!((no.code.as_str(), fields_of(&no)), ("customers.code_held", vec!["fields.licence"]));
        assert_eq!(no.possible, [format!("customer:{holder}")]);
        let form = form_of(json!({"name": "乙", "fields": {"licence": "AbL_1"}}));
        let no = refused(desk.customers.change(&desk.agent, other, form).await);
        assert_eq!((no.code.as_str(), said(&no)), ("customers.code_held", "执照号 ABL_1 已属于客户 *"));
        create(&desk, licensed("丁", "L3")).await.unwrap();
        let same = form_of(json!({"name": "乙乙", "fields": {"licence": "l2"}}));
        desk.customers.change(&desk.agent, other, same).await.unwrap();
        desk.customers.work_off().await.unwrap();
        assert_eq!(refused(create(&desk, licensed("丙", "L3")).await).code, "customers.code_held");
    }

    /// A value that comes in the very moment in which its field becomes unique: one of the two is refused.
    async fn a_double_that_comes_with_the_change_of_its_field_is_refused(store) {
        let desk = Desk::new(store);
        let mut fields = desk.customers.fields(&desk.admin).await.unwrap();
        fields.push(licence(false));
        for round in 0..12 {
            fields[2] = licence(false);
            desk.customers.replace_fields(&desk.admin, fields.clone()).await.unwrap();
            let code = format!("R{round}");
            create(&desk, licensed("甲", &code)).await.unwrap();
            fields[2] = licence(true);
            let (unique, double) = tokio::join!(
                desk.customers.replace_fields(&desk.admin, fields.clone()),
                desk.customers.create(&desk.agent, form_of(licensed("乙", &code))),
            );
            match (unique, double) {
                (Ok(_), double) => assert_eq!(refused(double).code, "customers.code_held"),
                (unique, Ok(made)) => {
                    assert_eq!(fields_of(&refused(unique)), ["[2].unique"]);
                    // So that the next round finds no double.
                    let form = form_of(json!({"name": "乙", "fields": {"licence": format!("S{round}")}}));
                    desk.customers.change(&desk.agent, made.id, form).await.unwrap();
                }
                (Err(_), Err(_)) => panic!("both were refused"),
            }
            desk.customers.work_off().await.unwrap();
        }
    }

    /// A field becomes unique only when nothing stands in it twice; then what is there is held at once.
    async fn a_field_becomes_unique_when_no_value_is_double(store) {
        let desk = Desk::new(store);
        let mut fields = desk.customers.fields(&desk.admin).await.unwrap();
        fields.push(licence(false));
        desk.customers.replace_fields(&desk.admin, fields.clone()).await.unwrap();
        desk.create(licensed("甲", "L1")).await;
        let second = desk.create(licensed("乙", "l1")).await.id;
        fields[2] = licence(true);
        let no = refused(desk.customers.replace_fields(&desk.admin, fields.clone()).await);
        assert_eq!((fields_of(&no), said(&no)), (vec!["[2].unique"], "l1 同时属于 * 与 *，请先更正"));
        let form = form_of(json!({"name": "乙", "fields": {"licence": "L2"}}));
        desk.customers.change(&desk.agent, second, form).await.unwrap();
        desk.customers.replace_fields(&desk.admin, fields).await.unwrap();
        desk.customers.work_off().await.unwrap();
        assert_eq!(refused(create(&desk, licensed("丙", "L1")).await).code, "customers.code_held");
    }

    /// What was double before codes were held apart does not stand in the way of other work.
    async fn old_doubles_can_be_worked_with(store) {
        let desk = Desk::new(store);
        let first = create(&desk, coded("甲乙", "TR1")).await.unwrap().id;
        let second = create(&desk, coded("丙丁", "TR2")).await.unwrap().id;
        // As a store of before would have it.
        let mut tx = desk.store.db.begin().await.unwrap();
        tx.execute("UPDATE customers_customers SET body = REPLACE(body, 'TR2', 'TR1') WHERE id = $1", db::args![second]).await.unwrap();
        tx.execute("DELETE FROM customers_identities WHERE customer_id = $1", db::args![second]).await.unwrap();
        tx.commit().await.unwrap();
        let form = form_of(json!({"name": "丙丁", "region": "华东"}));
        desk.customers.change(&desk.agent, second, form).await.unwrap();
        let merge = desk.customers.merge(&desk.leader, first, MergeForm { gone: second, why: String::new() }).await.unwrap();
        desk.customers.undo_merge(&desk.leader, &merge.id).await.unwrap();
    }
}
