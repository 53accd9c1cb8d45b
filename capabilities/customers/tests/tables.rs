//! Tables that come and go (CUS-4, CUS-5).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;

use customers::{Customers, Import, ImportPlan, ImportState, TableFormat};
use kernel::{Lang, RefusalKind};
use serde_json::json;
use support::{Desk, SETS, fields_of, refused};

const TABLE: &str = "姓名,手机,地区,标签,阶段,到期日,交易代码\n\
    李女士,138 0013 8000,华东,重点;批发,会员,2027-12-31,TR1\n\
    ,13800000001,华东,,,,\n\
    赵磊,不是号码,华东,,,,\n\
    陈静,13800138000,华东,,,,\n\
    刘洋,'+44 20 7946 0000,华南,,潜在客户,,\n\
    孙丽,13800000003,华南,,会员,某天,\n\
    周涛,13800000004,华南,,试用,,TR1\n";

async fn uploaded(desk: &Desk, table: &str) -> Import {
    let bytes = bytes::Bytes::from(table.to_owned());
    desk.customers.upload(&desk.leader, "客户.csv", bytes).await.unwrap()
}

async fn carried_out(desk: &Desk, import: &Import, plan: ImportPlan) -> Import {
    desk.customers.run_import(&desk.leader, &import.id, plan).await.unwrap();
    desk.customers.work_off().await.unwrap();
    desk.customers.import(&desk.leader, &import.id).await.unwrap()
}

async fn result(desk: &Desk, import: &Import) -> String {
    let file = desk.customers.rejected(&desk.leader, &import.id, TableFormat::Csv, Lang::Zh).await.unwrap();
    String::from_utf8(file).unwrap()
}

testkit::store_tests! { SETS;

    /// Before an import is carried out, numbers that stand twice in the table or belong to a customer are told, however far down.
    async fn a_preview_tells_of_numbers_that_are_used_twice(store) {
        let desk = Desk::new(store);
        desk.named("李女士", "13800138000").await;
        let mut table = String::from("姓名,电话\n王芳,13900139000\n赵磊,13800138000\n");
        for n in 0..300 {
            table.push_str(&format!("客户{n},1370000{n:04}\n"));
        }
        table.push_str("王方,139 0013 9000\n");
        let import = desk.customers.upload(&desk.leader, "twice.csv", bytes::Bytes::from(table)).await.unwrap();
        let rows = desk.customers.preview(&desk.leader, &import.id, &import.plan).await.unwrap();
        let told: Vec<(i64, &str, &str)> = rows
            .iter()
            .filter_map(|row| Some((row.line, row.faults.first()?.zh.as_str(), row.faults.first()?.en.as_str())))
            .collect();
        assert_eq!(told, [
            (3, "138****8000 已属于客户 李**", "138****8000 belongs to the customer 李**"),
            (304, "139****9000 与第 2 行重复", "139****9000 stands in line 2 already"),
        ]);
        assert_eq!(rows.len(), 21, "the first rows, and what is to be known");
        let plan = customers::ImportPlan { on_known: customers::OnKnown::Complete, ..import.plan };
        let rows = desk.customers.preview(&desk.leader, &import.id, &plan).await.unwrap();
        assert!(rows.iter().all(|row| row.faults.is_empty()));
        assert_eq!(rows.iter().filter(|row| !row.notes.is_empty()).count(), 2, "told, and not rejected");
    }

    /// Rows with too few cells or too many come back as they came, in both sorts of file.
    async fn rows_of_other_lengths_come_back_as_they_came(store) {
        let desk = Desk::new(store);
        let import = uploaded(&desk, "姓名,电话,地区\n王芳,13900139000\n赵磊,13900139001,华东,多\n李丽,13900139002,华东\n").await;
        let done = carried_out(&desk, &import, import.plan.clone()).await;
        assert_eq!((done.created, done.rejected), (1, 2));
        let result = result(&desk, &import).await;
        let lines: Vec<&str> = result.lines().skip(1).collect();
        assert!(lines[0].ends_with("王芳,13900139000"), "{}", lines[0]);
        assert!(lines[1].ends_with("赵磊,13900139001,华东,多"), "{}", lines[1]);
        let xlsx = desk.customers.rejected(&desk.leader, &import.id, TableFormat::Xlsx, Lang::En).await.unwrap();
        assert!(xlsx.starts_with(b"PK"));
    }

    /// A day in a table is a day of the centre, wherever that is.
    async fn days_of_tables_are_days_of_the_centre(store) {
        let desk = Desk::new(store);
        desk.customers.ask_zone(Box::new(|| "America/New_York".to_owned()));
        let table = "姓名,阶段,到期日,摊位号,交易代码\n王芳,会员,2027-07-31,A1,TR1\n";
        let import = uploaded(&desk, table).await;
        assert_eq!(carried_out(&desk, &import, import.plan.clone()).await.created, 1);
        let found = desk.customers.page(&desk.system, serde_json::from_value(json!({})).unwrap(), None, 5).await.unwrap();
        assert_eq!(found[0].service_until.unwrap().to_string(), "2027-08-01T03:59:59Z");
        let form = serde_json::from_value(json!({"format": "csv", "reason": "季度核对"})).unwrap();
        let csv = String::from_utf8(desk.customers.export(&desk.admin, form).await.unwrap()).unwrap();
        assert!(csv.contains("2027-07-31"), "{csv}");
    }

    /// What is wrong with a row begins with what people call the field, in both languages.
    async fn faults_of_rows_name_the_field_as_people_call_it(store) {
        let desk = Desk::new(store);
        let table = "姓名,电话,邮箱\n王芳,12,wang\n";
        let import = desk.customers.upload(&desk.leader, "bad.csv", bytes::Bytes::from(table)).await.unwrap();
        let rows = desk.customers.preview(&desk.leader, &import.id, &import.plan).await.unwrap();
        let heads: Vec<(&str, &str)> = rows[0].faults.iter()
            .map(|fault| (fault.zh.split('：').next().unwrap(), fault.en.split(':').next().unwrap())).collect();
        assert_eq!(heads, [("电话", "Telephone"), ("邮箱", "E-mail")]);
    }
    /// Columns are guessed, faults shown before anything happens; then good rows become customers, others come back.
    async fn a_table_is_imported_row_by_row(store) {
        let desk = Desk::new(store);
        let import = uploaded(&desk, TABLE).await;
        assert_eq!((import.rows, import.state), (7, ImportState::Draft));
        assert_eq!(import.plan.columns[&1], "phone");
        let preview = desk.customers.preview(&desk.leader, &import.id, &import.plan).await.unwrap();
        let faulty: Vec<i64> = preview.iter().filter(|row| !row.faults.is_empty()).map(|row| row.line).collect();
        assert_eq!(faulty, [3, 4, 5, 7, 8]);
        assert!(desk.found(json!({})).await.is_empty(), "nothing is imported yet");
        let done = carried_out(&desk, &import, import.plan.clone()).await;
        assert_eq!((done.state, done.created, done.rejected, done.dealt_with), (ImportState::Done, 2, 5, 7));
        assert_eq!(desk.found(json!({})).await.len(), 2);
        let member = desk.customers.by_number("13800138000").await.unwrap().unwrap();
        assert_eq!((member.stage.name(), member.tags.len(), member.fields["trading_code"].as_str()), ("member", 2, "TR1"));
        assert_eq!(member.service_until.unwrap().to_string(), "2027-12-31T15:59:59Z");
        let result = result(&desk, &import).await;
        let lines: Vec<&str> = result.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "行号,原因,姓名,手机,地区,标签,阶段,到期日,交易代码");
        assert!(lines[1].starts_with("3,姓名：名称应为"), "{}", lines[1]);
        assert!(lines[2].contains("不是有效的电话号码") && lines[2].contains("不是号码"), "{}", lines[2]);
        assert!(lines[3].starts_with("5,138****8000 已属于另一客户,陈静"), "{}", lines[3]);
        assert!(lines[4].contains("不是有效日期：某天"), "{}", lines[4]);
        assert!(lines[5].starts_with("8,交易代码 **** 已属于客户 李**"), "the code is somebody's: {}", lines[5]);
        assert_eq!(lines.len(), 6);
    }

    /// What a known customer lacks is taken over, or another record is made and offered for merging.
    async fn known_customers_are_completed_or_doubled_when_asked(store) {
        let desk = Desk::new(store);
        let known = desk.create(json!({"name": "李女士", "phones": ["13800138000"]})).await.id;
        let table = "name,phone,email,region\n李丽,13800138000,li@example.com,华东\n";
        let import = uploaded(&desk, table).await;
        let plan = ImportPlan { on_known: customers::OnKnown::Complete, ..import.plan.clone() };
        let done = carried_out(&desk, &import, plan).await;
        assert_eq!((done.created, done.completed, done.rejected), (0, 1, 0));
        let seen = desk.see(known).await;
        assert_eq!((seen.name.as_str(), seen.region.as_str(), seen.emails.len(), seen.version), ("李女士", "华东", 1, 2));
        let import = uploaded(&desk, table).await;
        let plan = ImportPlan { on_known: customers::OnKnown::Create, tag: Some("展会".to_owned()), ..import.plan.clone() };
        assert_eq!(carried_out(&desk, &import, plan).await.created, 1);
        assert_eq!(desk.found(json!({"tag": "展会"})).await, ["李丽"]);
        assert_eq!(desk.customers.duplicates(&desk.leader, None, 50).await.unwrap().items.len(), 1);
    }

    /// An import that was broken off goes on with the next row: none is lost, none comes twice.
    async fn a_restart_goes_on_where_the_import_stopped(store) {
        let desk = Desk::new(store);
        let rows: String = (0..700).map(|n| format!("客户{n},139{n:08}\n")).collect();
        let import = uploaded(&desk, &format!("name,phone\n{rows}")).await;
        desk.customers.run_import(&desk.leader, &import.id, import.plan.clone()).await.unwrap();
        let working = { let customers = desk.customers.clone(); tokio::spawn(async move { customers.work_off().await }) };
        while desk.customers.import(&desk.leader, &import.id).await.unwrap().dealt_with == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        working.abort();
        let _ = working.await;
        let again: Arc<Customers> = Customers::new(desk.store.db.clone());
        again.work_off().await.unwrap();
        let done = again.import(&desk.leader, &import.id).await.unwrap();
        assert_eq!((done.state, done.created, done.rejected), (ImportState::Done, 700, 0));
        let rows = desk.store.db.row("SELECT COUNT(*) AS n FROM customers_customers", Vec::new()).await.unwrap();
        assert_eq!(rows.unwrap().get::<i64>("n").unwrap(), 700);
    }

    /// Tables that nobody imported and rejected rows hold personal data: they are forgotten.
    async fn rows_of_old_tables_are_forgotten(store) {
        let desk = Desk::new(store);
        let import = uploaded(&desk, TABLE).await;
        let rows = || async {
            let row = desk.store.db.row("SELECT COUNT(*) AS n FROM customers_import_rows", Vec::new()).await;
            row.unwrap().unwrap().get::<i64>("n").unwrap()
        };
        desk.days(20);
        desk.customers.tidy_up().await.unwrap();
        assert_eq!(rows().await, 7);
        desk.days(31);
        desk.customers.tidy_up().await.unwrap();
        assert_eq!(rows().await, 0);
        assert_eq!(desk.customers.import(&desk.leader, &import.id).await.unwrap().rows, 7, "that it came is known");
    }

    /// An import can be given up; what is over cannot be carried out again.
    async fn an_import_is_given_up(store) {
        let desk = Desk::new(store);
        let import = uploaded(&desk, TABLE).await;
        desk.customers.cancel_import(&desk.leader, &import.id).await.unwrap();
        let no = refused(desk.customers.run_import(&desk.leader, &import.id, import.plan.clone()).await);
        assert_eq!((no.kind, no.possible), (RefusalKind::Conflict, vec!["cancelled".to_owned()]));
        let no = refused(desk.customers.upload(&desk.agent, "a.csv", bytes::Bytes::from_static(b"name\nx\n")).await);
        assert_eq!(no.kind, RefusalKind::Forbidden);
        for (name, bytes) in [("a.exe", &b"MZ"[..]), ("a.csv", b""), ("a.xlsx", b"PK nothing"), ("a.csv", b"name\n")] {
            let no = refused(desk.customers.upload(&desk.leader, name, bytes::Bytes::from_static(bytes)).await);
            assert_eq!(no.kind, RefusalKind::Invalid, "{name}");
        }
        let import = uploaded(&desk, TABLE).await;
        let mut plan = import.plan.clone();
        plan.columns.insert(99, "name".to_owned());
        assert_eq!(fields_of(&refused(desk.customers.run_import(&desk.leader, &import.id, plan).await)), ["columns"]);
    }

    /// An export is whole and audited; nothing in it is calculated; an import understands it.
    async fn an_export_is_audited_and_comes_back(store) {
        let desk = Desk::new(store);
        desk.create(json!({"name": "=HYPERLINK(\"http://evil\")", "phones": ["+442079460000"], "notes": "@SUM(A1)"})).await;
        desk.create(json!({"name": "李女士", "phones": ["13800138000"], "stage": "member", "region": "华东",
            "service_until": "2027-12-31T15:59:59Z", "fields": {"trading_code": "TR1"}})).await;
        let form = |format: &str, reason: &str| serde_json::from_value(json!({"format": format, "reason": reason})).unwrap();
        assert_eq!(refused(desk.customers.export(&desk.leader, form("csv", "核对")).await).kind, RefusalKind::Forbidden);
        assert_eq!(fields_of(&refused(desk.customers.export(&desk.admin, form("csv", " ")).await)), ["reason"]);
        let csv = String::from_utf8(desk.customers.export(&desk.admin, form("csv", "季度核对")).await.unwrap()).unwrap();
        assert!(csv.contains("\"'=HYPERLINK(\"\"http://evil\"\")\"") && csv.contains("'@SUM(A1)") && csv.contains("'+44"), "{csv}");
        let audit = desk.events("customers").await;
        assert_eq!((audit[0].event.kind.as_str(), &audit[0].event.data.value()["rows"]), ("audit.customers_exported", &json!(2)));
        assert_eq!(audit[0].event.data.value()["reason"], "季度核对");
        let xlsx = desk.customers.export(&desk.admin, form("xlsx", "季度核对")).await.unwrap();
        let import = desk.customers.upload(&desk.leader, "back.xlsx", bytes::Bytes::from(xlsx)).await.unwrap();
        assert_eq!((import.rows, import.plan.columns.len()), (2, 16));
        let done = carried_out(&desk, &import, import.plan.clone()).await;
        assert_eq!(done.rejected, 2, "both are known");
    }
}
