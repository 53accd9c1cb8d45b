//! Public holidays of the year 2026 in China with the working days that make up for them, as the General Office of
//! the State Council published them.

use crate::model::{Span, SpecialDay};

/// First day, number of days, name.
const HOLIDAYS: &[((i8, i8), i32, &str)] = &[
    ((1, 1), 3, "元旦"),
    ((2, 15), 9, "春节"),
    ((4, 4), 3, "清明节"),
    ((5, 1), 5, "劳动节"),
    ((6, 19), 3, "端午节"),
    ((9, 25), 3, "中秋节"),
    ((10, 1), 7, "国庆节"),
];
const MAKE_UP_DAYS: &[((i8, i8), &str)] = &[
    ((1, 4), "元旦调休上班"),
    ((2, 14), "春节调休上班"),
    ((2, 28), "春节调休上班"),
    ((5, 9), "劳动节调休上班"),
    ((9, 20), "国庆节调休上班"),
    ((10, 10), "国庆节调休上班"),
];

fn holidays() -> impl Iterator<Item = (jiff::civil::Date, &'static str)> {
    HOLIDAYS.iter().flat_map(|((month, day), days, name)| {
        let first = jiff::civil::date(2026, *month, *day);
        (0..*days).filter_map(move |n| Some((first.checked_add(jiff::Span::new().days(n)).ok()?, *name)))
    })
}

/// Whether the day is a public holiday.
pub fn is_holiday(date: jiff::civil::Date) -> bool {
    holidays().any(|(holiday, _)| holiday == date)
}

/// Whether people work on the day: Monday to Friday without holidays, and the days that make up for them.
pub fn is_working_day(date: jiff::civil::Date) -> bool {
    let made_up = MAKE_UP_DAYS.iter().any(|((month, day), _)| jiff::civil::date(2026, *month, *day) == date);
    made_up || (date.weekday().to_monday_one_offset() <= 5 && !is_holiday(date))
}

/// The days of that year that differ from their weekday.
pub fn special_days() -> Vec<SpecialDay> {
    let closed = |(date, name): (jiff::civil::Date, &str)| SpecialDay {
        date: date.to_string(),
        name: name.to_owned(),
        hours: Vec::new(),
    };
    let open = |((month, day), name): &((i8, i8), &str)| SpecialDay {
        date: jiff::civil::date(2026, *month, *day).to_string(),
        name: (*name).to_owned(),
        hours: vec![Span { from: "09:00".to_owned(), to: "18:00".to_owned() }],
    };
    holidays().map(closed).chain(MAKE_UP_DAYS.iter().map(open)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn make_up_days_are_worked_and_holidays_are_not() {
        assert!(is_working_day(date(2026, 2, 28)));
        assert!(is_working_day(date(2026, 10, 10)));
        assert!(!is_working_day(date(2026, 10, 7)));
        assert!(is_working_day(date(2026, 10, 8)));
        assert!(!is_working_day(date(2026, 11, 22)));
        assert_eq!(special_days().len(), 33 + 6);
    }
}
