//! The call manual's path: every contact is classified and led to an end (DSK-6).

use kernel::{Refused, Text};
use serde::{Deserialize, Serialize};

/// A question on the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PathQuestion {
    /// What is it about?
    Matter,
    /// Interested in joining or buying?
    Interested,
    /// Is the complaint justified?
    Justified,
    /// Does the customer accept apology and explanation?
    ExplanationAccepted,
    /// Is the customer satisfied with apology and answer?
    Satisfied,
    /// Does the suggestion need a reply?
    ReplyNeeded,
}

/// An answer on the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PathAnswer {
    /// The matter: an enquiry.
    Enquiry,
    /// The matter: a complaint.
    Complaint,
    /// The matter: a suggestion.
    Suggestion,
    /// The matter: something else.
    Other,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl PathAnswer {
    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            PathAnswer::Enquiry => "enquiry",
            PathAnswer::Complaint => "complaint",
            PathAnswer::Suggestion => "suggestion",
            PathAnswer::Other => "other",
            PathAnswer::Yes => "yes",
            PathAnswer::No => "no",
        }
    }
}

/// An end of the path; after each comes the polite close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PathEnd {
    /// Details taken, handed to marketing.
    HandedToMarketing,
    /// Answered from knowledge.
    Answered,
    /// The explanation was accepted.
    ExplanationAccepted,
    /// Satisfied; recorded and fed back to the department.
    FedBackToDepartment,
    /// Recorded in detail and passed to the department, which answers until the customer is satisfied.
    ComplaintToDepartment,
    /// Thanked, recorded, department informed.
    DepartmentInformed,
    /// Thanked, told: reply within one working day; passed to the department.
    ReplyPromised,
    /// Handled fittingly, recorded.
    Handled,
}

/// Where an answer leads.
enum Next {
    Question(PathQuestion),
    End(PathEnd),
}

/// The flow chart.
const CHART: &[(PathQuestion, PathAnswer, Next)] = {
    use PathAnswer::{Complaint, Enquiry, No, Other, Suggestion, Yes};
    use PathQuestion::{ExplanationAccepted, Interested, Justified, Matter, ReplyNeeded, Satisfied};
    &[
        (Matter, Enquiry, Next::Question(Interested)),
        (Matter, Complaint, Next::Question(Justified)),
        (Matter, Suggestion, Next::Question(ReplyNeeded)),
        (Matter, Other, Next::End(PathEnd::Handled)),
        (Interested, Yes, Next::End(PathEnd::HandedToMarketing)),
        (Interested, No, Next::End(PathEnd::Answered)),
        (Justified, No, Next::Question(ExplanationAccepted)),
        (Justified, Yes, Next::Question(Satisfied)),
        (ExplanationAccepted, Yes, Next::End(PathEnd::ExplanationAccepted)),
        (ExplanationAccepted, No, Next::End(PathEnd::ComplaintToDepartment)),
        (Satisfied, Yes, Next::End(PathEnd::FedBackToDepartment)),
        (Satisfied, No, Next::End(PathEnd::ComplaintToDepartment)),
        (ReplyNeeded, No, Next::End(PathEnd::DepartmentInformed)),
        (ReplyNeeded, Yes, Next::End(PathEnd::ReplyPromised)),
    ]
};

impl PathQuestion {
    /// The question, for people.
    pub fn text(self) -> Text {
        match self {
            PathQuestion::Matter => Text::new("来电事由是什么？", "What is it about?"),
            PathQuestion::Interested => {
                Text::new("客户是否有意加入或购买？", "Interested in joining or buying?")
            }
            PathQuestion::Justified => Text::new("投诉是否成立？", "Is the complaint justified?"),
            PathQuestion::ExplanationAccepted => {
                Text::new("致歉并解释后，客户是否接受？", "Are apology and explanation accepted?")
            }
            PathQuestion::Satisfied => {
                Text::new("致歉并答复后，客户是否满意？", "Is the customer satisfied with the answer?")
            }
            PathQuestion::ReplyNeeded => Text::new("建议是否需要回复？", "Does the suggestion need a reply?"),
        }
    }

    /// The answers there are.
    pub fn answers(self) -> impl Iterator<Item = PathAnswer> {
        CHART.iter().filter(move |(question, ..)| *question == self).map(|(_, answer, _)| *answer)
    }
}

impl PathEnd {
    /// The end, for people.
    pub fn text(self) -> Text {
        match self {
            PathEnd::HandedToMarketing => {
                Text::new("登记信息，转市场部", "Details taken, handed to marketing")
            }
            PathEnd::Answered => Text::new("依据知识库解答", "Answered from knowledge"),
            PathEnd::ExplanationAccepted => Text::new("客户接受解释", "The explanation was accepted"),
            PathEnd::FedBackToDepartment => {
                Text::new("记录并反馈给部门", "Recorded, fed back to the department")
            }
            PathEnd::ComplaintToDepartment => {
                Text::new("详细记录，转部门处理", "Recorded in detail, passed to the department")
            }
            PathEnd::DepartmentInformed => {
                Text::new("致谢、记录并告知部门", "Thanked, recorded, department informed")
            }
            PathEnd::ReplyPromised => {
                Text::new("致谢，承诺 1 个工作日内回复", "Thanked, a reply promised within 1 working day")
            }
            PathEnd::Handled => Text::new("妥善处理并记录", "Handled fittingly and recorded"),
        }
    }

    /// The type of the ticket that the contact leads to, if it leads to one.
    pub fn opens(self) -> Option<&'static str> {
        match self {
            PathEnd::HandedToMarketing => Some("enquiry"),
            PathEnd::ComplaintToDepartment | PathEnd::FedBackToDepartment => Some("complaint"),
            PathEnd::ReplyPromised | PathEnd::DepartmentInformed => Some("suggestion"),
            PathEnd::Answered | PathEnd::ExplanationAccepted | PathEnd::Handled => None,
        }
    }
}

/// The path of one contact. A contact is not closed before its path has an end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct ContactPath {
    taken: Vec<(PathQuestion, PathAnswer)>,
}

impl ContactPath {
    /// A path not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was answered so far.
    pub fn taken(&self) -> &[(PathQuestion, PathAnswer)] {
        &self.taken
    }

    fn next(&self) -> Next {
        let Some((question, answer)) = self.taken.last() else { return Next::Question(PathQuestion::Matter) };
        match CHART.iter().find(|(at, said, _)| at == question && said == answer) {
            Some((_, _, Next::Question(question))) => Next::Question(*question),
            Some((_, _, Next::End(end))) => Next::End(*end),
            // Stored by another edition of the chart: it begins anew.
            None => Next::Question(PathQuestion::Matter),
        }
    }

    /// The question to answer next; none at an end.
    pub fn question(&self) -> Option<PathQuestion> {
        match self.next() {
            Next::Question(question) => Some(question),
            Next::End(_) => None,
        }
    }

    /// The end, once it is reached.
    pub fn end(&self) -> Option<PathEnd> {
        match self.next() {
            Next::Question(_) => None,
            Next::End(end) => Some(end),
        }
    }

    /// Answers the next question.
    ///
    /// # Errors
    /// The question has no such answer, or the path has its end; with the answers there are.
    pub fn answer(&mut self, answer: PathAnswer) -> Result<(), Box<Refused>> {
        let Some(question) = self.question() else {
            let (zh, en) = ("流程已经结束", "The path has its end");
            return Err(Box::new(Refused::conflict("path.ended", zh, en).with_possible(["back"])));
        };
        if !question.answers().any(|known| known == answer) {
            let Text { zh, en } = question.text();
            let names = question.answers().map(PathAnswer::name);
            return Err(Box::new(Refused::invalid("path.no_such_answer", zh, en).with_possible(names)));
        }
        self.taken.push((question, answer));
        Ok(())
    }

    /// Takes the last answer back.
    pub fn back(&mut self) {
        self.taken.pop();
    }
}
