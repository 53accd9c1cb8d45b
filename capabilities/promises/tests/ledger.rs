//! The ledger: what is promised has a time, an owner and a clock, whatever happens (PRM-1, PRM-2, PRM-4).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use kernel::Principal;
use promise::Owner;
use serde_json::json;
use support::{Centre, SETS, at, refused};

testkit::store_tests! { SETS;
    async fn a_promise_in_words_has_an_instant_an_owner_and_a_story(store) {
        let centre = Centre::new(store).await;
        let cases = [
            ("2 小时内", "2026-11-23 11:00"),
            ("明天中午前", "2026-11-24 12:00"),
            ("in 2 hours", "2026-11-23 11:00"),
            ("by 18:00", "2026-11-23 18:00"),
        ];
        for (words, due) in cases {
            let made = centre.promised(words).await;
            assert_eq!(made.due_at, Some(at(due)), "{words}");
            assert_eq!(made.owner.staff_number.as_deref(), Some("1001"));
            assert_eq!((made.state.as_str(), made.said.as_deref()), ("made", Some(words)));
            assert_eq!(made.customer_name.as_deref(), Some("李女士"));
            assert_eq!(centre.kinds(made.id).await, ["made"]);
        }
        let mine = centre.listed(&centre.chen, json!({"owner": "me", "show": "open"})).await;
        let due: Vec<_> = mine.iter().map(|one| one.due_at.unwrap()).collect();
        assert!(due.is_sorted() && due.len() == 4, "{due:?}");
        assert!(centre.listed(&centre.wang, json!({"owner": "me"})).await.is_empty());
        assert_eq!(centre.listed(&centre.wang, json!({"owner": "team"})).await.len(), 4);
    }

    async fn vague_words_are_refused_with_times_to_choose_and_nothing_is_kept(store) {
        let centre = Centre::new(store).await;
        for (words, code) in [("尽快", "promises.vague"), ("asap", "promises.vague"), ("哈哈", "promises.not_understood"),
            ("昨天 18:00", "promises.past")] {
            let no = refused(centre.make(&centre.chen, json!({"when": words, "matter": "回电"})).await);
            assert_eq!(no.code, code, "{words}");
            assert_eq!(no.fields[0].field, "when", "{words}");
            assert!(!no.possible.is_empty(), "{words}");
        }
        let no = refused(centre.make(&centre.chen, json!({"matter": "回电"})).await);
        assert_eq!((no.code.as_str(), no.fields[0].field.as_str()), ("promises.no_time", "when"));
        assert!(centre.listed(&centre.leader, json!({})).await.is_empty());
    }

    async fn a_preview_tells_the_instant_marks_big_words_and_offers_times(store) {
        let centre = Centre::new(store).await;
        let ask = |when: &str| {
            let query = serde_json::from_value(json!({"when": when})).unwrap();
            centre.promises.preview(&centre.chen, query)
        };
        let seen = ask("保证 2 小时内").await.unwrap();
        assert_eq!(seen.understood.unwrap().due, at("2026-11-23 11:00"));
        assert_eq!(seen.flagged[0].word, "保证");
        let query = json!({"when": "明天中午前", "matter": "绝对能退款"});
        let told = centre.promises.preview(&centre.chen, serde_json::from_value(query).unwrap()).await.unwrap();
        assert_eq!(told.flagged[0].word, "绝对", "in what is promised as well");
        assert!(seen.room.unwrap().fits && !seen.suggestions.is_empty());
        let seen = ask("尽快").await.unwrap();
        assert_eq!(seen.refused.unwrap().code, "promises.vague");
        assert!(!seen.suggestions.is_empty());
        let seen = ask("").await.unwrap();
        assert!(seen.understood.is_none() && seen.refused.is_none() && !seen.suggestions.is_empty());
    }

    async fn what_cannot_be_called_back_by_then_is_not_promised(store) {
        let centre = Centre::new(store).await;
        let mut settings = centre.promises.settings(&centre.admin).unwrap();
        settings.room_per_half_hour = Some(1);
        centre.promises.save_settings(&centre.admin, settings).await.unwrap();
        centre.promised("30 分钟内").await;
        let full = json!({"when": "30 分钟内", "matter": "回电"});
        let no = refused(centre.make(&centre.chen, full).await);
        assert_eq!((no.code.as_str(), no.until), ("promises.no_room", Some(at("2026-11-23 10:00"))));
        assert_eq!(no.fields[0].field, "when");
        let query = serde_json::from_value(json!({"when": "30 分钟内"})).unwrap();
        let room = centre.promises.preview(&centre.chen, query).await.unwrap().room.unwrap();
        assert_eq!((room.fits, room.next_at), (false, Some(at("2026-11-23 10:00"))));
        let other = json!({"when": "30 分钟内", "matter": "送货", "kind": "action"});
        centre.make(&centre.chen, other).await.unwrap();
        assert_eq!(centre.promises.call_back_due(at("2026-11-23 09:00")).await.unwrap(), at("2026-11-23 11:00"));
    }

    async fn the_offer_respects_the_calendar(store) {
        let centre = Centre::new(store).await;
        // Friday evening, closed until Monday nine.
        centre.store.clock.set(at("2026-11-27 18:30"));
        let ask = |when: &str| {
            let query = serde_json::from_value(json!({"when": when})).unwrap();
            centre.promises.preview(&centre.chen, query)
        };
        for when in ["", "尽快", "asap"] {
            let offered = ask(when).await.unwrap().suggestions;
            assert!(!offered.is_empty(), "{when}");
            for one in offered {
                let hours = workload::Calendar::office_hours("Asia/Shanghai").unwrap();
                let hours = clock::Schedule::new(hours, one.due).unwrap();
                assert!(hours.is_open(one.due.minus(std::time::Duration::from_secs(1))), "{when}: {} is offered while it is closed", one.due);
            }
        }
    }

    async fn the_offer_respects_the_room_for_call_backs(store) {
        let centre = Centre::new(store).await;
        let mut settings = centre.promises.settings(&centre.admin).unwrap();
        settings.room_per_half_hour = Some(1);
        centre.promises.save_settings(&centre.admin, settings).await.unwrap();
        let query = || serde_json::from_value(json!({"when": "尽快"})).unwrap();
        let before = centre.promises.preview(&centre.chen, query()).await.unwrap().suggestions;
        let first = before.first().unwrap().due;
        for _ in 0..40 {
            let form = json!({"due_at": first, "matter": "回电", "customer_id": centre.customer});
            if centre.make(&centre.chen, form).await.is_err() {
                break;
            }
        }
        let after = centre.promises.preview(&centre.chen, query()).await.unwrap().suggestions;
        assert!(after.iter().all(|one| one.due > first), "{first} is full and still offered");
    }

    async fn reminders_breach_and_escalation_come_once_each_over_a_kill(store) {
        let centre = Centre::new(store).await;
        let id = centre.promised("2 小时内").await.id;
        assert_eq!(centre.promises.fire_due().await, 0);
        centre.minutes(91);
        assert_eq!(centre.promises.fire_due().await, 1, "thirty minutes before");
        assert_eq!(centre.kinds(id).await, ["made", "due_soon", "reminded"]);
        let again = centre.restarted().await;
        assert_eq!(again.fire_due().await, 0, "what was fired is not due again");
        centre.minutes(121);
        // Killed between: neither of the two that live now may tell it twice.
        again.fire_due().await;
        centre.promises.fire_due().await;
        centre.restarted().await.fire_due().await;
        let kinds = centre.kinds(id).await;
        for (kind, times) in [("due_soon", 1), ("reminded", 1), ("broken", 1), ("escalated", 1)] {
            assert_eq!(kinds.iter().filter(|found| *found == kind).count(), times, "{kinds:?}");
        }
        let broken = centre.one(id).await;
        assert_eq!((broken.state.as_str(), broken.open, broken.escalated), ("broken", true, 1));
        assert_eq!(centre.listed(&centre.leader, json!({"show": "overdue"})).await.len(), 1);
        centre.minutes(182);
        let late = centre.restarted().await;
        late.fire_due().await;
        assert_eq!(centre.one(id).await.escalated, 2, "management hears of it an hour later");
    }

    async fn the_leader_of_the_owners_team_hears_of_a_broken_promise_and_other_leaders_do_not(store) {
        let mut centre = Centre::new(store).await;
        let own = centre.posted("2001", "team_leader", "一组").await;
        let other = centre.posted("2002", "team_leader", "二组").await;
        let alone = centre.posted("1009", "agent", "三组").await;
        let id = centre.promised("2 小时内").await.id;
        let form = json!({"when": "2 小时内", "matter": "回电", "customer_id": centre.customer});
        let without = centre.make(&alone, form).await.unwrap().id;
        centre.minutes(121);
        centre.promises.fire_due().await;
        let heard = async |who| {
            let heard = centre.listed(who, json!({"escalated": "me"})).await;
            heard.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(heard(&own).await, [id, without], "the team of the second has no leader: the role hears of it");
        assert_eq!((heard(&other).await, heard(&centre.leader).await), (vec![without], vec![without]));
        assert!(heard(&centre.admin).await.is_empty() && heard(&centre.chen).await.is_empty());
        assert_eq!(centre.one(id).await.escalated_to, ["2001"]);
        centre.minutes(182);
        centre.promises.fire_due().await;
        assert_eq!(heard(&centre.admin).await, [id, without], "an hour later who is in charge");
        centre.try_to(&centre.chen, id, json!({"do": "keep", "note": "已回电"})).await.unwrap();
        assert_eq!(centre.one(id).await.escalated_to, Vec::<String>::new());
        // A leader who leaves hears nothing: then the role does.
        let third = centre.promised("2 小时内").await.id;
        centre.identity.update(&centre.admin, own.user.unwrap(), None, None, Some(false)).await.unwrap();
        centre.tickets.rearm().await.unwrap();
        centre.heard().await;
        centre.minutes(182 + 121);
        centre.promises.fire_due().await;
        assert!(centre.listed(&other, json!({"escalated": "me"})).await.iter().any(|one| one.id == third));
    }

    async fn what_was_promised_to_a_record_that_went_up_was_promised_to_the_customer(store) {
        let centre = Centre::new(store).await;
        let twin = customers::CustomerForm { name: "李丽".to_owned(), ..customers::CustomerForm::default() };
        let kept = centre.customers.create(&Principal::system(), twin).await.unwrap().id;
        let id = centre.promised("2 小时内").await.id;
        let form = json!({"reason": "special_customer", "customer_id": centre.customer});
        centre.promises.plan_visit(&centre.chen, serde_json::from_value(form).unwrap()).await.unwrap();
        let of = async |customer| centre.listed(&centre.leader, json!({"customer": customer})).await;
        let counted = async |customer| {
            let filter = serde_json::from_value(json!({"customer": customer})).unwrap();
            centre.promises.counts(&centre.leader, filter).await.unwrap().open
        };
        assert!(of(kept).await.is_empty());
        let form = customers::MergeForm { gone: centre.customer, why: String::new() };
        let merge = centre.customers.merge(&Principal::system(), kept, form).await.unwrap();
        assert!(of(kept).await.iter().any(|one| one.id == id));
        assert_eq!(counted(kept).await, of(kept).await.len() as i64);
        let filter = serde_json::from_value(json!({"customer": kept})).unwrap();
        let visits = centre.promises.visits(&centre.leader, filter).await.unwrap().items;
        assert_eq!(visits.len(), 1);
        centre.customers.undo_merge(&Principal::system(), &merge.id).await.unwrap();
        assert!(of(kept).await.is_empty());
    }

    async fn what_another_answers_for_is_for_leaders(store) {
        let centre = Centre::new(store).await;
        let id = centre.promised("2 小时内").await.id;
        let keep = json!({"do": "keep", "note": "已回电"});
        assert_eq!(refused(centre.try_to(&centre.wang, id, keep.clone()).await).code, "forbidden");
        let give = json!({"do": "reassign", "owner": {"owner": "agent", "id": centre.wang.agent}});
        let given = centre.try_to(&centre.leader, id, give).await.unwrap();
        assert_eq!(given.owner.staff_number.as_deref(), Some("1002"));
        let kept = centre.try_to(&centre.wang, id, keep).await.unwrap();
        assert_eq!((kept.state.as_str(), kept.open), ("kept", false));
        let no = refused(centre.try_to(&centre.wang, id, json!({"do": "withdraw", "reason": "误登"})).await);
        assert_eq!(no.code, "promises.kept");
        let nobody = json!({"do": "reassign", "owner": {"owner": "agent", "id": kernel::AgentId::from_u128(9)}});
        assert_eq!(refused(centre.try_to(&centre.leader, id, nobody).await).fields[0].field, "action.owner");
    }

    async fn another_time_needs_the_customer_and_is_told(store) {
        let centre = Centre::new(store).await;
        let id = centre.promised("2 小时内").await.id;
        let shift = |when: &str, agreed: bool| {
            json!({"do": "move", "when": when, "customer_agreed": agreed, "why": "客户外出"})
        };
        let no = refused(centre.try_to(&centre.chen, id, shift("明天中午前", false)).await);
        assert_eq!(no.code, "promises.customer_not_asked");
        let no = refused(centre.try_to(&centre.chen, id, shift("尽快", true)).await);
        assert_eq!((no.code.as_str(), no.fields[0].field.as_str()), ("promises.vague", "action.when"));
        let moved = centre.try_to(&centre.chen, id, shift("明天中午前", true)).await.unwrap();
        assert_eq!((moved.due_at, moved.moved), (Some(at("2026-11-24 12:00")), 1));
        let gone = centre.try_to(&centre.chen, id, json!({"do": "withdraw", "reason": "客户取消"})).await.unwrap();
        assert_eq!((gone.state.as_str(), gone.reason.as_deref()), ("withdrawn", Some("客户取消")));
        let stale = serde_json::from_value(json!({"version": 1, "action": {"do": "take"}})).unwrap();
        let no = refused(centre.promises.act(&centre.chen, id, stale).await);
        assert_eq!(no.code, "promises.changed_meanwhile");
    }

    /// Who is to be called back is said: nobody could keep the promise else. A number that is known names the customer.
    async fn a_call_back_is_promised_to_somebody(store) {
        let centre = Centre::new(store).await;
        let nobody = json!({"when": "2 小时内", "matter": "回电"});
        assert_eq!(refused(centre.make(&centre.chen, nobody).await).fields[0].field, "number");
        let stranger = json!({"when": "2 小时内", "matter": "回电", "number": "13900139999"});
        assert_eq!(centre.make(&centre.chen, stranger).await.unwrap().customer_id, None);
        let known = json!({"when": "2 小时内", "matter": "回电", "number": "+86 138 0013 8000"});
        let made = centre.make(&centre.chen, known).await.unwrap();
        assert_eq!((made.customer_id, made.customer_name.as_deref()), (Some(centre.customer), Some("李女士")));
        let done = json!({"when": "今天下班前", "matter": "更换配件", "kind": "action"});
        centre.make(&centre.chen, done).await.unwrap();
    }

    async fn what_an_agent_who_leaves_answered_for_goes_to_the_team(store) {
        let mut centre = Centre::new(store).await;
        let id = centre.promised("2 小时内").await.id;
        let user = centre.chen.user.unwrap();
        centre.identity.update(&centre.admin, user, None, None, Some(false)).await.unwrap();
        centre.heard().await;
        let now = centre.one(id).await;
        assert!(matches!(now.owner.id, Owner::Team(_)), "{:?}", now.owner);
        assert_eq!(now.due_at, Some(at("2026-11-23 11:00")), "the clock goes on");
        let again = json!({"when": "3 小时内", "matter": "回电", "owner": {"owner": "agent", "id": centre.chen.agent}});
        assert_eq!(refused(centre.make(&centre.leader, again).await).fields[0].field, "owner");
    }

    async fn settings_are_checked_and_clocks_follow_them(store) {
        let centre = Centre::new(store).await;
        let id = centre.promised("2 小时内").await.id;
        let mut settings = centre.promises.settings(&centre.admin).unwrap();
        settings.policy.remind_before_s = vec![600, 1800];
        let no = refused(centre.promises.save_settings(&centre.admin, settings.clone()).await);
        assert_eq!(no.fields[0].field, "policy.remind_before_s");
        settings.policy.remind_before_s = vec![3600];
        assert_eq!(refused(centre.promises.save_settings(&centre.chen, settings.clone()).await).code, "forbidden");
        centre.promises.save_settings(&centre.admin, settings).await.unwrap();
        centre.minutes(61);
        centre.restarted().await.fire_due().await;
        assert_eq!(centre.one(id).await.state, "due_soon", "an hour before now");
    }

    async fn pages_and_counts_agree(store) {
        let centre = Centre::new(store).await;
        for n in 0..7 {
            centre.promised(&format!("{} 小时内", 2 + n)).await;
        }
        centre.minutes(181);
        centre.promises.fire_due().await;
        let counts = centre.promises.counts(&centre.leader, serde_json::from_value(json!({})).unwrap()).await.unwrap();
        assert_eq!((counts.open, counts.overdue, counts.kept), (7, 2, 0));
        assert_eq!(counts.kept_percent, Some(0.0));
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let filter = serde_json::from_value(json!({"limit": 3, "cursor": cursor})).unwrap();
            let page = centre.promises.page(&centre.leader, filter).await.unwrap();
            seen.extend(page.items.into_iter().map(|one| one.number));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, [1, 2, 3, 4, 5, 6, 7]);
    }
}
