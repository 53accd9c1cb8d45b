//! Which records are one customer, how they merge and part, and who sees what.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use customer::{
    Account, Datum, Field, Grade, Profile, Sight, compare, mask_address, mask_email, mask_name, merge,
    reveal, sight,
};
use kernel::{RefusalKind, Role};
use proptest::prelude::*;

fn person(name: &str, phones: &[&str]) -> Profile {
    Profile {
        name: name.to_owned(),
        phones: phones.iter().map(|phone| (*phone).to_owned()).collect(),
        ..Profile::default()
    }
}

fn with(mut profile: Profile, field: Field, text: &str) -> Profile {
    profile.fields.insert(field, text.to_owned());
    profile
}

fn grade(a: &Profile, b: &Profile) -> Grade {
    compare(a, b, &|_| 2).grade
}

const MOBILE: &str = "13800138000";

#[test]
fn a_mobile_number_and_a_name_make_one_customer() {
    assert_eq!(grade(&person("王小明", &[MOBILE]), &person("王小明", &[MOBILE])), Grade::Certain);
    assert_eq!(grade(&person("王小明", &[MOBILE]), &person("王先生", &[MOBILE])), Grade::Likely);
    assert_eq!(
        grade(&person("王小明", &[MOBILE]), &person("李华", &[MOBILE])),
        Grade::Possible,
        "a shared telephone"
    );
    assert_eq!(grade(&person("王小明", &[]), &person("王小明", &[])), Grade::Possible, "a common name");
    assert_eq!(grade(&person("王先生", &[]), &person("王先生", &[])), Grade::Unlikely);
    assert_eq!(grade(&person("王小明", &[]), &person("李华", &[])), Grade::Unlikely);
}

#[test]
fn a_number_that_many_have_says_little() {
    let (a, b) = (person("王小明", &["02164330000"]), person("李华", &["02164330000"]));
    assert_eq!(compare(&a, &b, &|_| 2).points, 3);
    assert!(compare(&a, &b, &|_| 200).points < 0, "a switchboard");
}

#[test]
fn a_trading_code_decides_either_way() {
    let member = |code: &str| with(person("云杉贸易有限公司", &[MOBILE]), Field::TradingCode, code);
    assert_eq!(grade(&member("T1"), &with(person("云杉", &[]), Field::TradingCode, "t 1")), Grade::Likely);
    assert_eq!(grade(&member("T1"), &member("T2")), Grade::Unlikely, "two members on one telephone");
}

#[test]
fn names_are_compared_without_legal_form_width_and_case() {
    let company = |name: &str| with(person("", &[]), Field::Company, name);
    let points = |a: &str, b: &str| compare(&company(a), &company(b), &|_| 2).points;
    assert_eq!(points("云杉贸易有限公司", "云杉贸易"), 6);
    assert_eq!(points("ＡＢＣ Co., Ltd.", "abc"), 6);
    assert!(points("云杉贸易", "白桦贸易") < 0);
    let similar = compare(&person("Alexander Smith", &[]), &person("Alexandre Smith", &[]), &|_| 2);
    assert_eq!(similar.evidence[0].what.en, "Similar name");
}

#[test]
fn the_reasons_are_told_with_the_weightiest_first() {
    let account = Account { channel: "wechat".to_owned(), id: "o1".to_owned() };
    let mut a = person("王小明", &[MOBILE]);
    a.accounts.insert(account);
    a.emails.insert("A@Example.com".to_owned());
    let mut b = a.clone();
    b.emails = ["a@example.com".to_owned()].into();
    let told: Vec<_> =
        compare(&a, &b, &|_| 2).evidence.into_iter().map(|piece| (piece.what.zh, piece.points)).collect();
    let wanted = [("同一账号（wechat）", 16), ("同一手机号", 12), ("同一邮箱", 12), ("姓名相同", 6)];
    assert_eq!(told, wanted.map(|(what, points)| (what.to_owned(), points)));
}

#[test]
fn a_merge_fills_what_is_missing_and_its_undo_keeps_what_came_since() {
    let mut kept = with(person("王小明", &["13800138000"]), Field::Region, "华东");
    let gone =
        with(with(person("王先生", &["13900139000"]), Field::Region, "华南"), Field::BoothNumber, "A12");
    let before = gone.clone();
    let merged = merge(&mut kept, &gone);
    assert_eq!((kept.phones.len(), kept.fields[&Field::Region].as_str()), (2, "华东"));
    assert_eq!(kept.fields[&Field::BoothNumber], "A12");
    kept.phones.insert("13700137000".to_owned());
    kept.fields.insert(Field::BoothNumber, "B7".to_owned());
    assert_eq!(merged.undo(&mut kept), before);
    let phones: Vec<_> = kept.phones.iter().map(String::as_str).collect();
    assert_eq!(phones, ["13700137000", "13800138000"]);
    assert_eq!(kept.fields[&Field::BoothNumber], "B7", "changed since: it stays");
}

#[test]
fn numbers_are_seen_whole_by_those_who_serve_and_with_a_reason_by_others() {
    assert_eq!(sight(Role::Agent, Datum::Phone, true), Sight::Whole);
    assert_eq!(sight(Role::Agent, Datum::Phone, false), Sight::Revealable);
    assert_eq!(sight(Role::TeamLeader, Datum::Phone, false), Sight::Revealable);
    assert_eq!(
        sight(Role::Administrator, Datum::Phone, false),
        Sight::Whole,
        "programs find calls by number"
    );
    assert_eq!(
        sight(Role::Administrator, Datum::Address, true),
        Sight::Revealable,
        "who sets up serves nobody"
    );
    assert_eq!(sight(Role::Department, Datum::Phone, true), Sight::Whole);
    assert_eq!(sight(Role::Department, Datum::Phone, false), Sight::Hidden, "only what was passed on");
    for datum in Datum::ALL {
        assert!(sight(Role::Trainer, datum, true) <= Sight::Masked, "{datum:?}");
        for role in Role::ALL {
            assert!(
                sight(role, datum, false) <= sight(role, datum, true),
                "serving never hides: {role} {datum:?}"
            );
        }
    }
    assert_eq!(reveal(Role::TeamLeader, Datum::Phone, false, " 急 ").unwrap_err().fields[0].field, "reason");
    assert!(reveal(Role::TeamLeader, Datum::Phone, false, "核实投诉").is_ok());
    assert_eq!(
        reveal(Role::Quality, Datum::Phone, false, "核实投诉").unwrap_err().kind,
        RefusalKind::Forbidden
    );
}

#[test]
fn masks_keep_what_tells_records_apart_and_no_more() {
    for (name, masked) in
        [("", ""), ("王", "*"), ("王明", "王*"), ("欧阳小明", "欧***"), ("云杉贸易有限公司", "云杉****公司")]
    {
        assert_eq!(mask_name(name), masked);
    }
    assert_eq!(mask_email("zhang.san@example.com"), "z***@example.com");
    assert_eq!(mask_email("nonsense"), "***");
    assert_eq!(mask_address("上海市浦东新区世纪大道 100 号"), "上海市浦东新***");
    assert_eq!(mask_address("12 号楼"), "***");
}

fn profile() -> impl Strategy<Value = Profile> {
    let names = prop::sample::select(vec!["", "王小明", "王先生", "李华", "云杉有限公司", "云杉"]);
    let phones =
        prop::collection::btree_set(prop::sample::select(vec![MOBILE, "13900139000", "02164330000"]), 0..3);
    let emails = prop::collection::btree_set(prop::sample::select(vec!["a@b.c", "A@B.C", "d@e.f"]), 0..3);
    let field =
        prop::sample::select(vec![Field::Company, Field::Region, Field::BoothNumber, Field::TradingCode]);
    let fields = prop::collection::btree_map(field, prop::sample::select(vec!["A1", "B2", "云杉公司"]), 0..4);
    (names, phones, emails, fields).prop_map(|(name, phones, emails, fields)| Profile {
        name: name.to_owned(),
        phones: phones.into_iter().map(str::to_owned).collect(),
        emails: emails.into_iter().map(str::to_owned).collect(),
        fields: fields.into_iter().map(|(field, text)| (field, text.to_owned())).collect(),
        ..Profile::default()
    })
}

proptest! {
    #[test]
    fn a_merge_undone_leaves_both_as_they_were(a in profile(), b in profile()) {
        let mut kept = a.clone();
        let merged = merge(&mut kept, &b);
        prop_assert!(kept.phones.is_superset(&b.phones) && kept.emails.is_superset(&b.emails));
        prop_assert!(b.fields.keys().all(|field| kept.fields.contains_key(field)));
        let json = serde_json::to_string(&merged).unwrap();
        let merged: customer::Merge = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(merged.undo(&mut kept), b);
        prop_assert_eq!(kept, a);
    }

    #[test]
    fn likeness_does_not_ask_who_comes_first(a in profile(), b in profile(), shared in 2u32..1_000) {
        let shared_by = |_: &str| shared;
        prop_assert_eq!(compare(&a, &b, &shared_by), compare(&b, &a, &shared_by));
    }
}
