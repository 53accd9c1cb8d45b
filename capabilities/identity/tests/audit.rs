//! The audit log: who did what to which object, from where and why (SEC-2, CUS-5).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use db::Migrations;
use identity::{AuditEntry, AuditExportForm, AuditFilter, AuditTopic, Identity, NewUser, User};
use kernel::{Actor, AgentId, Lang, NewEvent, Principal, RefusalKind, Role, UserId};
use serde_json::{Value, json};
use testkit::TestStore;
use web::ApiError;

const SETS: &[Migrations] = &[identity::MIGRATIONS];
const PASSWORD: &str = "correct horse";

struct Desk {
    store: TestStore,
    identity: Arc<Identity>,
    admin: Principal,
    agent: User,
}

fn principal(user: &User) -> Principal {
    let held = |def: &&kernel::PermissionDef| def.roles.contains(&user.role);
    let permissions: BTreeSet<String> =
        identity::PERMISSIONS.iter().filter(held).map(|def| def.permission.0.to_owned()).collect();
    Principal { user: Some(user.id), agent: user.agent(), role: Some(user.role), permissions }
}

impl Desk {
    async fn open(store: TestStore) -> Self {
        let identity = Identity::new(store.db.clone(), &[identity::PERMISSIONS]);
        let admin = account(&store, &identity, "admin", "管理员", Role::Administrator).await;
        let agent = account(&store, &identity, "1001", "陈静", Role::Agent).await;
        Self { admin: principal(&admin), agent, identity, store }
    }

    /// A second passes, and something of another capability happens.
    async fn happens(&self, kind: &str, subject: &str, actor: Actor, data: Value) {
        self.store.clock.set(self.store.db.now().plus(Duration::from_secs(1)));
        let mut tx = self.store.db.begin().await.unwrap();
        let (kind, subject) = (kind.to_owned(), subject.to_owned());
        tx.emit(NewEvent { at: self.store.db.now(), kind, subject, actor, data: data.into() });
        tx.commit().await.unwrap();
    }

    async fn see(&self, filter: AuditFilter) -> Vec<AuditEntry> {
        identity::audit_follower(&self.store.db).catch_up().await.unwrap();
        self.identity.audit_page(&self.admin, &filter, None, 200).await.unwrap().items
    }

    /// The agent looks at numbers of two customers, one of them twice.
    async fn three_looks(&self) {
        let by = Actor::Agent(AgentId(self.agent.id.0));
        for (customer, reason) in [("a", "核对地址 13812348000"), ("b", "回访"), ("a", "ticket:77")] {
            let data = json!({"datum": "phone", "reason": reason, "from": "10.0.0.7"});
            self.happens("audit.customer_revealed", &format!("customer:{customer}"), by.clone(), data).await;
        }
    }
}

async fn account(store: &TestStore, identity: &Identity, username: &str, name: &str, role: Role) -> User {
    let new = NewUser {
        username: username.to_owned(),
        name: name.to_owned(),
        role,
        password: PASSWORD.to_owned(),
        staff_number: (role == Role::Agent).then(|| username.to_owned()),
    };
    let mut tx = store.db.begin().await.unwrap();
    let user = identity.create(&mut tx, &Principal::system(), new).await.unwrap();
    tx.commit().await.unwrap();
    user
}

fn sentences(entries: &[AuditEntry]) -> Vec<String> {
    let name = |entry: &AuditEntry| entry.who.as_ref().map_or("–".to_owned(), |who| who.name.clone());
    entries.iter().map(|entry| format!("{} {}", name(entry), entry.said.zh)).collect()
}

testkit::store_tests! { SETS;

    /// Signing in, in vain and not, is told with address and program; what was typed as a name is not kept.
    async fn sign_ins_are_told_with_where_they_came_from(store) {
        let desk = Desk::open(store).await;
        let secret = "my-real-password";
        let _ = desk.identity.sign_in(secret, "x", "10.0.0.9", "curl").await.unwrap_err();
        let _ = desk.identity.sign_in("1001", "wrong", "10.0.0.7", "Firefox").await.unwrap_err();
        desk.identity.sign_in("1001", PASSWORD, "10.0.0.7", "Firefox").await.unwrap();
        let filter = AuditFilter { topic: Some(AuditTopic::SignIn), ..AuditFilter::default() };
        let seen = desk.see(filter).await;
        assert_eq!(sentences(&seen), ["陈静 登录", "– 登录失败", "– 登录失败"]);
        assert_eq!((seen[0].from.as_deref(), seen[0].client.as_deref()), (Some("10.0.0.7"), Some("Firefox")));
        assert_eq!(seen[1].object.name.as_deref(), Some("陈静 1001"), "whose account was tried");
        let all = serde_json::to_string(&seen).unwrap();
        let log = format!("{:?}", desk.store.db.events(db::EventFilter { limit: 100, ..Default::default() }).await);
        assert!(!all.contains(secret) && !log.contains(secret), "a password typed as a name is nowhere");
    }

    /// Filters by who, what, to what and when; each of them and together.
    async fn entries_are_found_by_who_action_object_and_time(store) {
        let desk = Desk::open(store).await;
        let before = desk.store.db.now();
        desk.three_looks().await;
        let by_admin = Actor::User(desk.admin.user.unwrap());
        desk.happens("routing.queue_saved", "queue:1", by_admin, json!({"name": "订单"})).await;
        let count = async |filter: AuditFilter| desk.see(filter).await.len();
        let all = AuditFilter::default;
        let revealed = || Some("audit.customer_revealed".to_owned());
        assert_eq!(count(AuditFilter { who: Some(desk.agent.id), ..all() }).await, 3);
        assert_eq!(count(AuditFilter { action: revealed(), ..all() }).await, 3);
        assert_eq!(count(AuditFilter { object: Some("customer:a".into()), ..all() }).await, 2);
        assert_eq!(count(AuditFilter { object: Some("customer".into()), ..all() }).await, 3);
        let later = before.plus(Duration::from_secs(2));
        assert_eq!(count(AuditFilter { from: Some(later), action: revealed(), ..all() }).await, 2);
        assert_eq!(count(AuditFilter { to: Some(later), action: revealed(), ..all() }).await, 1);
        assert_eq!(count(AuditFilter { topic: Some(AuditTopic::Settings), ..all() }).await, 1);
        assert_eq!(count(AuditFilter { who: Some(UserId::from_u128(9)), ..all() }).await, 0);
    }

    /// Pages lead to each other and lose nothing; the newest stand first.
    async fn pages_lead_to_each_other(store) {
        let desk = Desk::open(store).await;
        desk.three_looks().await;
        let whole = desk.see(AuditFilter::default()).await;
        let (mut parts, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let page = desk.identity.audit_page(&desk.admin, &AuditFilter::default(), cursor.as_deref(), 2).await;
            let page = page.unwrap();
            parts.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() { break }
        }
        assert_eq!(parts, whole);
        assert!(whole.windows(2).all(|pair| (pair[0].at, pair[0].seq) > (pair[1].at, pair[1].seq)));
        let wrong = desk.identity.audit_page(&desk.admin, &AuditFilter::default(), Some("zzz"), 2).await;
        assert!(matches!(wrong, Err(ApiError::Refused(refused)) if refused.fields[0].field == "cursor"));
    }

    /// No number that somebody wrote into a reason stands in it; work on a ticket is told as that.
    async fn personal_data_in_reasons_is_masked(store) {
        let desk = Desk::open(store).await;
        desk.three_looks().await;
        let seen = desk.see(AuditFilter { object: Some("customer:a".into()), ..AuditFilter::default() }).await;
        assert_eq!(seen[1].reason.as_deref(), Some("核对地址 138****8000"));
        assert_eq!((seen[0].reason.as_deref(), seen[0].ticket.as_deref()), (None, Some("77")));
        assert!(!serde_json::to_string(&seen).unwrap().contains("13812348000"));
    }

    /// An export needs a reason, and stands in the log itself; nothing in it is calculated by a spreadsheet.
    async fn an_export_is_audited_itself(store) {
        let desk = Desk::open(store).await;
        desk.three_looks().await;
        let by = Actor::Agent(AgentId(desk.agent.id.0));
        let data = json!({"datum": "phone", "reason": "=HYPERLINK(\"x\")"});
        desk.happens("audit.customer_revealed", "customer:c", by, data).await;
        desk.see(AuditFilter::default()).await;
        let filter = AuditFilter { action: Some("audit.customer_revealed".into()), ..AuditFilter::default() };
        let form = |reason: &str| AuditExportForm { filter: filter.clone(), reason: reason.to_owned() };
        let refused = desk.identity.export_audit(&desk.admin, form(" "), Lang::Zh).await;
        assert!(matches!(refused, Err(ApiError::Refused(refused)) if refused.fields[0].field == "reason"));
        let table = desk.identity.export_audit(&desk.admin, form("年度检查"), Lang::Zh).await.unwrap();
        assert_eq!(table.lines().count(), 5, "{table}");
        assert!(table.contains("\"陈静\",\"1001\",\"查看了完整的电话号码\",\"customer\",\"a\",\"10.0.0.7\""), "{table}");
        assert!(table.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{table}");
        assert!(!table.contains("13812348000"));
        let last = desk.see(AuditFilter::default()).await.remove(0);
        assert_eq!((last.said.zh.as_str(), last.reason.as_deref()), ("导出了 4 条操作日志", Some("年度检查")));
    }

    /// Only administrators read it.
    async fn others_do_not_read_it(store) {
        let desk = Desk::open(store).await;
        let agent = principal(&desk.agent);
        let refused = desk.identity.audit_page(&agent, &AuditFilter::default(), None, 10).await;
        assert!(matches!(refused, Err(ApiError::Refused(refused)) if refused.kind == RefusalKind::Forbidden));
        let form = AuditExportForm { filter: AuditFilter::default(), reason: "好奇".to_owned() };
        assert!(desk.identity.export_audit(&agent, form, Lang::En).await.is_err());
    }
}
