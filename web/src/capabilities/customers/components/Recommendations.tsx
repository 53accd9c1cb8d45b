import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { CustomerRecommendation, RecommendationAnswer } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip, type Tone } from '../../../shell/states';
import { instantOf, wall } from '../../../time/centre';
import { absolute } from '../../../time/format';
import { recommendedQuery } from '../queries';
import { useActorName } from './actor';

type Word = RecommendationAnswer['answer'];
const WORDS: Word[] = ['interested', 'later', 'declined'];

/** What is to be proposed to this customer now; on the customer's page also what was answered. */
export function Recommendations({ id, all = false }: { id: string; all?: boolean }) {
  const { t } = useTranslation();
  const query = useQuery(recommendedQuery(id));
  const items = query.data ?? [];
  const open = items.filter((one) => one.standing === 'open');
  const answered = all ? items.filter((one) => one.last && one.standing !== 'open') : [];
  // Beside a call nothing is said where there is nothing to say; a failure does not stand in the way of the call.
  if (open.length + answered.length === 0) return null;
  const body = (
    <ul className="lines" data-testid="recommendations">
      {open.map((one) => (
        <Proposal key={one.id} customer={id} one={one} />
      ))}
      {answered.map((one) => (
        <Answered key={one.id} one={one} />
      ))}
    </ul>
  );
  return all ? (
    <section className="panel">
      <h2>{t('customer.recommend.title')}</h2>
      {body}
    </section>
  ) : (
    <>
      <h3 className="section-title">{t('customer.recommend.now')}</h3>
      {body}
    </>
  );
}

/** A recommendation to be proposed, with the three answers in place. */
function Proposal({ customer, one }: { customer: string; one: CustomerRecommendation }) {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const [word, choose] = useState<Word>();
  return (
    <li data-testid="recommendation">
      <div className="spread">
        <strong>{say(one.title, i18n.language)}</strong>
        <span className="muted num">{t('customer.recommend.until', { day: absolute(one.until).slice(0, 10) })}</span>
      </div>
      <span>{say(one.text, i18n.language)}</span>
      {may('customers.write') &&
        (word ? (
          <AnswerForm customer={customer} one={one} word={word} onDone={() => choose(undefined)} />
        ) : (
          <div className="row wrap">
            {WORDS.map((value) => (
              <Button key={value} size="small" onClick={() => choose(value)} data-testid={`recommend-${value}`}>
                {t(`customer.recommend.answer.${value}`)}
              </Button>
            ))}
          </div>
        ))}
    </li>
  );
}

interface AnswerProps {
  customer: string;
  one: CustomerRecommendation;
  word: Word;
  onDone: () => void;
}

function AnswerForm({ customer, one, word, onDone }: AnswerProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [note, setNote] = useState('');
  const [on, setOn] = useState<Dayjs | null>(() => wall().add(7, 'day').startOf('day').add(9, 'hour'));
  const answer = (): RecommendationAnswer =>
    word === 'later' ? { answer: word, note, on: instantOf(on ?? wall()) } : { answer: word, note };
  const save = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/customers/{id}/recommendations/{recommendation}/answer', {
          params: { path: { id: customer, recommendation: one.id } },
          body: answer(),
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['customers'] }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="stack" style={{ gap: 4 }} onSubmit={send}>
      <div className="row wrap">
        <strong className="muted">{t(`customer.recommend.answer.${word}`)}</strong>
        {word === 'later' && (
          <DatePicker
            size="small"
            value={on}
            onChange={setOn}
            allowClear={false}
            minDate={wall().add(1, 'day')}
            maxDate={wall(one.until).subtract(1, 'day')}
            aria-label={t('customer.recommend.on')}
            data-testid="recommend-on"
          />
        )}
        <Input
          size="small"
          autoFocus
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onDone()}
          placeholder={t(`customer.recommend.hint.${word}`)}
          aria-label={t('customer.recommend.note')}
          data-testid="recommend-note"
          style={{ flex: 1, minWidth: 140 }}
        />
        <Button size="small" type="primary" htmlType="submit" loading={save.isPending} data-testid="recommend-save">
          {t('action.save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('action.cancel')}
        </Button>
      </div>
      {save.isError && (
        <span className="fault" role="alert">
          {save.error.message}
        </span>
      )}
    </form>
  );
}

const TONES: Record<Word, Tone> = { interested: 'good', later: 'soon', declined: 'quiet' };

function Answered({ one }: { one: CustomerRecommendation }) {
  const { t, i18n } = useTranslation();
  const actor = useActorName();
  if (!one.last) return null;
  const { answer, note, at } = one.last;
  return (
    <li data-testid="recommendation-answered">
      <div className="spread">
        <span>{say(one.title, i18n.language)}</span>
        <Chip tone={TONES[answer]}>
          {one.last.answer === 'later'
            ? t('customer.recommend.askOn', { day: absolute(one.last.on).slice(0, 10) })
            : t(`customer.recommend.answer.${answer}`)}
        </Chip>
      </div>
      <span className="muted">
        {[absolute(at).slice(0, 16), actor(one.last.actor), note].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}
