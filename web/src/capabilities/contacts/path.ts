import type { PathAnswer, PathQuestionDoc, Text } from '../../api/types';

interface Way {
  steps: [PathQuestionDoc, PathAnswer][];
  /** The question that comes next. */
  question?: PathQuestionDoc;
  end?: Text;
}

/** Where answers lead on the chart that the server gives; an answer that does not fit ends the way there. */
export function stepsOf(chart: PathQuestionDoc[], answers: PathAnswer[]): Way {
  const way: Way = { steps: [], question: chart[0] };
  for (const answer of answers) {
    const question = way.question;
    const choice = question?.answers.find((one) => one.answer === answer);
    if (!question || !choice) return way;
    way.steps.push([question, answer]);
    way.question = chart.find((one) => one.question === choice.next);
    way.end = choice.text ?? undefined;
  }
  return way;
}
