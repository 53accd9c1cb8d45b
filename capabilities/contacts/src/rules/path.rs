//! The call manual's path of a contact: every contact is classified and led to an end (DSK-6).

use std::collections::VecDeque;

use contact::{Contact, Outcome, Record};
use kernel::{Refused, Text};
use ticket::{ContactPath, PathAnswer, PathEnd, PathQuestion};

use crate::model::{PathAnswerView, PathQuestionView, PathStepView, PathView};

const ANSWERS: [PathAnswer; 6] = [
    PathAnswer::Enquiry,
    PathAnswer::Complaint,
    PathAnswer::Suggestion,
    PathAnswer::Other,
    PathAnswer::Yes,
    PathAnswer::No,
];

/// The path that answers lead along; nothing if one of them is none of its question.
fn walk(names: &[String]) -> Result<ContactPath, Box<Refused>> {
    let mut path = ContactPath::new();
    for name in names {
        let answer = ANSWERS.into_iter().find(|answer| answer.name() == name);
        let unknown = || Box::new(Refused::field("path", "没有这个回答", "There is no such answer"));
        path.answer(answer.ok_or_else(unknown)?)?;
    }
    Ok(path)
}

/// Refuses answers that the chart does not have.
///
/// # Errors
/// Refused, at the field `path`, with the answers there are.
pub fn check(names: &[String]) -> Result<(), Refused> {
    match walk(names) {
        Ok(_) => Ok(()),
        Err(refused) => {
            let Text { zh, en } = refused.why.clone();
            Err(refused.with_field("path", zh, en))
        }
    }
}

/// Whether the path of a record has its end.
pub fn is_ended(record: &Record) -> bool {
    walk(&record.path).is_ok_and(|path| path.end().is_some())
}

/// The path that a category takes by itself, where it leaves no question open: an enquiry that was answered, or another
/// matter that was handled. Whether a complaint is justified, or a suggestion needs a reply, only who spoke with the
/// customer can say.
pub fn automatic(category: &str) -> Vec<String> {
    let answers: &[&str] = match category.split('/').next().unwrap_or_default() {
        "" | "complaint" | "suggestion" => &[],
        "other" | "property" | "system_failure" => &["other"],
        _ => &["enquiry", "no"],
    };
    answers.iter().map(|answer| (*answer).to_owned()).collect()
}

/// The path of a contact as people see it: as it was answered, or, where nobody spoke with the customer, how it ended.
pub fn of(contact: &Contact) -> Option<PathView> {
    let record = contact.record.as_ref().filter(|record| !record.path.is_empty());
    if let Some(path) = record.and_then(|record| walk(&record.path).ok()) {
        let taken = path
            .taken()
            .iter()
            .map(|(question, answer)| PathStepView { question: question.text(), answer: *answer });
        let end = path.end();
        return Some(PathView {
            taken: taken.collect(),
            end,
            text: end.map(PathEnd::text),
            opens: end.and_then(PathEnd::opens).map(str::to_owned),
        });
    }
    let (zh, en) = match contact.outcome? {
        Outcome::Served => return None,
        Outcome::SelfService => ("自助服务已解决", "Served by the menu"),
        Outcome::Cancelled => ("客户在接听前挂断", "Hung up before it was answered"),
        Outcome::Abandoned => ("客户放弃等待", "Gave up waiting"),
        Outcome::Voicemail => ("留言，已登记待回复", "Left a message, which is to be answered"),
        Outcome::Callback => ("已登记回电", "To be called back"),
        Outcome::OutOfHours => ("非工作时间，已告知服务时间", "Out of hours, told when to call"),
        Outcome::Failed => ("未能服务", "Could not be served"),
    };
    Some(PathView { taken: Vec::new(), end: None, text: Some(Text::new(zh, en)), opens: None })
}

/// The chart: every question with where its answers lead.
pub fn chart() -> Vec<PathQuestionView> {
    let mut found: Vec<(PathQuestion, PathQuestionView)> = Vec::new();
    let mut to_come = VecDeque::from([ContactPath::new()]);
    while let Some(path) = to_come.pop_front() {
        let Some(question) = path.question() else { continue };
        if found.iter().any(|(known, _)| *known == question) {
            continue;
        }
        let mut answers = Vec::new();
        for answer in question.answers() {
            let mut next = path.clone();
            if next.answer(answer).is_err() {
                continue;
            }
            let end = next.end();
            answers.push(PathAnswerView {
                answer,
                next: next.question(),
                end,
                text: end.map(PathEnd::text),
                opens: end.and_then(PathEnd::opens).map(str::to_owned),
            });
            to_come.push_back(next);
        }
        found.push((question, PathQuestionView { question, text: question.text(), answers }));
    }
    found.into_iter().map(|(_, view)| view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(answers: &[&str]) -> Vec<String> {
        answers.iter().map(|answer| (*answer).to_owned()).collect()
    }

    #[test]
    fn a_path_has_its_end_when_its_last_question_is_answered() {
        let record = |path: &[&str]| Record { path: names(path), ..Record::default() };
        assert!(is_ended(&record(&["complaint", "yes", "no"])));
        assert!(is_ended(&record(&["other"])));
        assert!(!is_ended(&record(&["complaint", "yes"])));
        assert!(!is_ended(&record(&[])));
    }

    #[test]
    fn answers_that_the_chart_does_not_have_are_refused() {
        for path in [&["complaint", "enquiry"][..], &["perhaps"], &["other", "yes"]] {
            assert_eq!(check(&names(path)).unwrap_err().fields[0].field, "path", "{path:?}");
        }
        assert!(check(&names(&["enquiry"])).is_ok(), "a draft may stop anywhere");
    }

    #[test]
    fn every_category_has_a_path_of_its_own_or_asks_for_one() {
        for category in super::super::category::defaults() {
            let own = Record { path: automatic(&category.path), ..Record::default() };
            assert!(is_ended(&own) || category.required.contains(&"path".to_owned()), "{}", category.path);
        }
    }

    #[test]
    fn the_chart_has_every_question_once_and_no_loose_ends() {
        let chart = chart();
        assert_eq!(chart.len(), 6);
        for question in &chart {
            for answer in &question.answers {
                assert!(answer.end.is_some() != answer.next.is_some());
            }
        }
    }
}
