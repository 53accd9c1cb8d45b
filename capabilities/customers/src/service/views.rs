//! Who looks at whose numbers: a page that refreshes itself is one view, and one line in the audit log.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kernel::{CustomerId, Principal, Timestamp, UserId};

/// A view that nobody renewed for so long is over.
const LASTS: Duration = Duration::from_secs(600);
/// Views remembered at most; of more, those that are over are forgotten, then all: a line too many does no harm.
const MOST: usize = 10_000;

type View = (Option<UserId>, CustomerId, String);

/// Views that last, with the instant at which each was renewed.
#[derive(Debug, Default)]
pub(super) struct Views(Mutex<BTreeMap<View, Timestamp>>);

fn view(who: &Principal, customer: CustomerId, why: &str) -> View {
    (who.user, customer, why.to_owned())
}

impl Views {
    /// Renews a view; answers whether it begins.
    pub(super) fn begins(&self, who: &Principal, customer: CustomerId, why: &str, now: Timestamp) -> bool {
        let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if views.len() >= MOST {
            views.retain(|_, last| now.since(*last) < LASTS);
        }
        if views.len() >= MOST {
            views.clear();
        }
        let last = views.insert(view(who, customer, why), now);
        last.is_none_or(|last| now.since(last) >= LASTS)
    }

    /// The view did not come about.
    pub(super) fn forget(&self, who: &Principal, customer: CustomerId, why: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&view(who, customer, why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_refreshes_itself_is_one_view() {
        let (views, who, customer) = (Views::default(), Principal::system(), CustomerId::from_u128(1));
        let minute =
            |minutes: u64| Timestamp::from_secs(1_790_000_000).plus(Duration::from_secs(minutes * 60));
        let begins = |why: &str, at| views.begins(&who, customer, why, minute(at));
        assert!(begins("T-1", 0));
        assert!(!begins("T-1", 9));
        assert!(begins("T-2", 9), "another ticket");
        assert!(!begins("T-1", 18), "renewed");
        assert!(begins("T-1", 28));
        views.forget(&who, customer, "T-1");
        assert!(begins("T-1", 29));
    }
}
