//! Recommendations to one customer at a time (CUS-7).
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use customer::{Answer, Offer, Standing};
use kernel::{RefusalKind, Timestamp};
use proptest::prelude::*;

fn day(number: u32) -> Timestamp {
    Timestamp::from_secs(1_790_000_000).plus(Duration::from_secs(86_400) * number)
}

/// Runs from day 10 to day 40.
fn offer() -> Offer {
    Offer { from: day(10), until: day(40), follow_up_days: 2 }
}

fn interested() -> Answer {
    Answer::Interested { note: String::new() }
}

fn declined() -> Answer {
    Answer::Declined { note: String::new() }
}

fn later(on: Timestamp) -> Answer {
    Answer::Later { on, note: String::new() }
}

#[test]
fn it_is_proposed_while_it_runs_until_it_is_answered() {
    let standing = |last: Option<Answer>, at| offer().standing(last.as_ref(), day(at));
    assert_eq!(standing(None, 9), Standing::Planned);
    assert_eq!(standing(None, 10), Standing::Open);
    assert_eq!(standing(None, 40), Standing::Over);
    assert_eq!(standing(Some(interested()), 20), Standing::Interested);
    assert_eq!(standing(Some(interested()), 50), Standing::Interested, "what was said stays");
}

#[test]
fn a_declined_recommendation_is_never_proposed_again() {
    for at in 0..60 {
        assert_eq!(offer().standing(Some(&declined()), day(at)), Standing::Declined);
    }
    assert_eq!(offer().follow_up(&declined(), day(20)), Ok(None));
}

#[test]
fn who_wants_to_be_asked_later_is_asked_from_that_day_on() {
    let answer = later(day(25));
    assert_eq!(offer().follow_up(&answer, day(20)), Ok(Some(day(25))));
    assert_eq!(offer().standing(Some(&answer), day(24)), Standing::Waits { on: day(25) });
    assert_eq!(offer().standing(Some(&answer), day(25)), Standing::Open);
    assert_eq!(offer().standing(Some(&answer), day(40)), Standing::Over);
}

#[test]
fn an_interest_is_followed_up_after_the_set_days() {
    assert_eq!(offer().follow_up(&interested(), day(20)), Ok(Some(day(22))));
}

#[test]
fn a_day_that_is_past_or_after_the_end_is_refused_at_its_field() {
    for on in [day(19), day(20), day(40), day(50)] {
        let refused = offer().follow_up(&later(on), day(20)).unwrap_err();
        assert_eq!(
            (refused.kind, refused.fields.first().unwrap().field.as_str()),
            (RefusalKind::Invalid, "on")
        );
    }
}

#[test]
fn what_does_not_run_is_not_answered() {
    for at in [9, 40, 60] {
        let refused = offer().follow_up(&interested(), day(at)).unwrap_err();
        assert_eq!(refused.kind, RefusalKind::Conflict);
    }
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![Just(interested()), Just(declined()), (0u32..80).prop_map(|at| later(day(at)))]
}

proptest! {
    /// Whatever is answered whenever: an accepted answer closes the proposal at once, and it is open again only from
    /// the day that the customer named.
    #[test]
    fn an_accepted_answer_ends_the_asking_until_the_day_named(answer in any_answer(), at in 0u32..80, then in 0u32..80) {
        let (now, then) = (day(at), day(at.max(then)));
        if let Ok(next) = offer().follow_up(&answer, now) {
            prop_assert_ne!(offer().standing(Some(&answer), now), Standing::Open);
            let open = offer().standing(Some(&answer), then) == Standing::Open;
            let named = matches!(answer, Answer::Later { on, .. } if on <= then && then < day(40));
            prop_assert_eq!(open, named);
            let at_once = matches!(answer, Answer::Interested { .. });
            let to_come = next.is_none_or(|next| next > now || at_once);
            prop_assert!(to_come);
        }
    }

    /// Answers survive the store.
    #[test]
    fn an_answer_comes_back_as_it_was_written(answer in any_answer()) {
        let text = serde_json::to_string(&answer).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), answer);
    }
}
