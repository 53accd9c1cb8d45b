import { useQuery } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PathAnswer, PathQuestionDoc } from '../../../api/types';
import { say } from '../../../i18n';
import { stepsOf } from '../path';
import { pathsQuery } from '../queries';
import '../../promises/components/promises.css';

interface Props {
  value?: PathAnswer[];
  onChange?: (value: PathAnswer[]) => void;
}

/** The call manual's questions one after the other, to an end (DSK-6). */
export function PathField({ value = [], onChange }: Props) {
  const { t, i18n } = useTranslation();
  const chart = useQuery(pathsQuery);
  if (!chart.data) return null;
  const { steps, end, question } = stepsOf(chart.data, value);
  const asked: [PathQuestionDoc, PathAnswer | undefined][] = question ? [...steps, [question, undefined]] : steps;
  return (
    <div className="path-field" data-testid="record-path">
      {asked.map(([question, answer], n) => (
        <div key={question.question} className="path-line">
          <span className="muted">{say(question.text, i18n.language)}</span>
          <Radio.Group
            size="small"
            optionType="button"
            value={answer}
            aria-label={say(question.text, i18n.language)}
            onChange={(event) => onChange?.([...value.slice(0, n), event.target.value as PathAnswer])}
            options={question.answers.map((one) => ({
              value: one.answer,
              label: t(`record.pathAnswer.${one.answer}`),
            }))}
            data-testid={`path-${question.question}`}
          />
        </div>
      ))}
      {end && (
        <div className="path-line">
          <span className="path-end" data-testid="path-end">
            → {say(end, i18n.language)}
          </span>
          <Button type="link" size="small" onClick={() => onChange?.([])}>
            {t('record.pathAgain')}
          </Button>
        </div>
      )}
    </div>
  );
}
