//! Finding accounts among many.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use db::Migrations;
use identity::{Identity, NewUser, UserFilter};
use kernel::{Principal, Role};
use testkit::TestStore;

const SETS: &[Migrations] = &[identity::MIGRATIONS];

async fn find(identity: &Identity, filter: UserFilter) -> Vec<String> {
    let permissions = BTreeSet::from(["identity.read".to_owned()]);
    let who = Principal { permissions, ..Principal::system() };
    let found = identity.find(&who, &filter, "", 50).await.unwrap();
    found.into_iter().map(|user| user.username).collect()
}

async fn account(store: &TestStore, identity: &Identity, new: (&str, &str, Role, Option<&str>)) {
    let (username, name, role, staff_number) = new;
    let new = NewUser {
        username: username.to_owned(),
        name: name.to_owned(),
        role,
        password: "correct horse".to_owned(),
        staff_number: staff_number.map(str::to_owned),
    };
    let mut tx = store.db.begin().await.unwrap();
    identity.create(&mut tx, &Principal::system(), new).await.unwrap();
    tx.commit().await.unwrap();
}

testkit::store_tests! { SETS;

    /// By a part of name, user name or staff number, by role, by whether they may sign in.
    async fn accounts_are_found_among_many(store) {
        let identity = Identity::new(store.db.clone(), &[identity::PERMISSIONS]);
        for new in [
            ("1001", "陈静", Role::Agent, Some("1001")),
            ("1002", "李伟", Role::Agent, Some("1002")),
            ("super1", "黄梅", Role::TeamLeader, Some("2001")),
            ("zoe_q", "Zoe 100% Chen", Role::Quality, None),
        ] {
            account(&store, &identity, new).await;
        }
        let text = |text: &str| UserFilter { text: Some(text.to_owned()), ..UserFilter::default() };
        assert_eq!(find(&identity, UserFilter::default()).await.len(), 4);
        assert_eq!(find(&identity, text("陈")).await, ["1001"]);
        assert_eq!(find(&identity, text("ZOE")).await, ["zoe_q"], "letters of either case");
        assert_eq!(find(&identity, text("200")).await, ["super1"], "by the staff number");
        assert_eq!(find(&identity, text("0%")).await, ["zoe_q"], "no wildcard");
        assert_eq!(find(&identity, text("_")).await, ["zoe_q"], "no wildcard");
        let agents = UserFilter { role: Some(Role::Agent), ..UserFilter::default() };
        assert_eq!(find(&identity, agents.clone()).await, ["1001", "1002"]);
        assert_eq!(find(&identity, UserFilter { text: Some("1002".to_owned()), ..agents }).await, ["1002"]);
        let closed = UserFilter { active: Some(false), ..UserFilter::default() };
        assert!(find(&identity, closed).await.is_empty());
    }
}
