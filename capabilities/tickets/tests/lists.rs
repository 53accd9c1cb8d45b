//! Lists in their order, page by page, and titles found by any part of them, on both databases (TKT-3, TKT-9).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use kernel::Principal;
use serde_json::json;
use support::{Centre, SETS, fields_of, refused};
use ticket::TicketId;
use tickets::{TicketFilter, TicketOrder, Tickets};

/// All numbers of a list, read in pages of a size.
async fn numbers(tickets: &Tickets, who: &Principal, filter: &TicketFilter, size: u32) -> Vec<i64> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let asked = TicketFilter { limit: Some(size), cursor, ..filter.clone() };
        let page = tickets.page(who, asked).await.unwrap();
        all.extend(page.items.iter().map(|one| one.number));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

async fn found(tickets: &Tickets, who: &Principal, part: &str) -> Vec<i64> {
    tickets.titles_indexed().await.unwrap();
    numbers(tickets, who, &TicketFilter { q: Some(part.to_owned()), ..TicketFilter::default() }, 50).await
}

async fn withdraw(centre: &Centre, id: TicketId) {
    let answer = json!({"do": "move", "name": "answer", "fields": {"answer": "九点到十八点"}});
    centre.act(&centre.agent, id, answer).await;
}

testkit::store_tests! {SETS;
    /// What is open by its due instant, then what is closed, the latest first; every page size gives the same list.
    async fn what_breaches_first_comes_first_and_what_is_closed_last_comes_after_it(store) {
        let centre = Centre::new(store).await;
        let mut ids = Vec::new();
        for hour in 0..6 {
            centre.hours(hour);
            ids.push(centre.open("enquiry").await.summary.id);
        }
        for (hour, n) in [(6, 4), (7, 1), (8, 3)] {
            centre.hours(hour);
            withdraw(&centre, ids[n]).await;
        }
        let whole = TicketFilter::default();
        for size in [1, 2, 3, 5, 50] {
            let listed = numbers(&centre.tickets, &centre.agent, &whole, size).await;
            assert_eq!(listed, [1, 3, 6, 4, 2, 5], "in pages of {size}");
            let closed = TicketFilter { open: Some(false), ..TicketFilter::default() };
            assert_eq!(numbers(&centre.tickets, &centre.agent, &closed, size).await, [4, 2, 5]);
            let newest = TicketFilter { sort: Some(TicketOrder::Newest), ..TicketFilter::default() };
            assert_eq!(numbers(&centre.tickets, &centre.agent, &newest, size).await, [6, 5, 4, 3, 2, 1]);
        }
        let open = TicketFilter { open: Some(true), ..TicketFilter::default() };
        assert_eq!(numbers(&centre.tickets, &centre.agent, &open, 2).await, [1, 3, 6]);
    }

    /// A department reads its own list in the same order, page by page, and nothing that was never passed to it.
    async fn a_department_reads_its_list_page_by_page(store) {
        let centre = Centre::new(store).await;
        let mut passed = Vec::new();
        for hour in 0..7 {
            centre.hours(hour);
            let id = centre.open("enquiry").await.summary.id;
            if hour % 3 != 1 {
                passed.push(i64::try_from(hour).unwrap() + 1);
                centre.act(&centre.agent, id, json!({"do": "pass", "department": "warehouse", "matter": "请核实"})).await;
            }
        }
        let whole = TicketFilter::default();
        for size in [1, 2, 50] {
            assert_eq!(numbers(&centre.tickets, &centre.warehouse, &whole, size).await, passed, "in pages of {size}");
            let newest = TicketFilter { sort: Some(TicketOrder::Newest), ..TicketFilter::default() };
            let backwards: Vec<i64> = passed.iter().rev().copied().collect();
            assert_eq!(numbers(&centre.tickets, &centre.warehouse, &newest, size).await, backwards);
        }
        assert_eq!(found(&centre.tickets, &centre.warehouse, "破损").await, passed);
        let closed = TicketFilter { open: Some(false), ..TicketFilter::default() };
        assert!(numbers(&centre.tickets, &centre.warehouse, &closed, 2).await.is_empty());
    }

    /// A list of a priority that is none would be empty, and nobody would know why.
    async fn a_list_of_what_is_none_is_refused(store) {
        let centre = Centre::new(store).await;
        for (filter, field) in [
            (TicketFilter { priority: Some("Urgent".into()), ..TicketFilter::default() }, "priority"),
            (TicketFilter { kind: Some("late".into()), ..TicketFilter::default() }, "kind"),
        ] {
            assert_eq!(fields_of(&refused(centre.tickets.page(&centre.agent, filter).await)), [field]);
        }
    }

    /// By any part of the title as it is now, also after the index was lost.
    async fn a_ticket_is_found_by_any_part_of_its_present_title(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("enquiry").await.summary.id;
        let edit = json!({"do": "edit", "title": "水管漏水，订单A1001"});
        centre.act(&centre.agent, id, edit).await;
        centre.open("enquiry").await;
        let (tickets, agent) = (&centre.tickets, &centre.agent);
        assert_eq!(found(tickets, agent, "破损").await, [2]);
        for part in ["漏水", "水管", "a100", "A1001", "漏"] {
            assert_eq!(found(tickets, agent, part).await, [1], "{part}");
        }
        let mut tx = centre.store.db.begin().await.unwrap();
        tx.execute_script("DROP TABLE search_tickets").await.unwrap();
        tx.commit().await.unwrap();
        let again = centre.restarted().await;
        assert_eq!(found(&again, agent, "漏水").await, [1]);
        assert_eq!(found(&again, agent, "包裹").await, [2]);
    }
}
