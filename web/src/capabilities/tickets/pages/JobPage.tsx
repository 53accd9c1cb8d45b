import { EnvironmentOutlined, PhoneOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { isProblem } from '../../../api/problem';
import type { Possible, Ticket, TicketAction, TicketType } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { answers, isAway } from '../../../offline/keptAnswers';
import { OfflineNote } from '../../../offline/OfflineNote';
import { useSession } from '../../../session/SessionProvider';
import { Awaited, Failure } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { Attachments } from '../components/Attachments';
import { FieldItems } from '../components/FieldItems';
import { GoneJobs } from '../components/GoneJobs';
import { Due, StateChip } from '../components/Marks';
import { SignaturePad } from '../components/Signature';
import { RefusedSteps, useHeldBack } from '../components/WaitingPhotos';
import { afterQueued, nameOfStep } from '../jobs';
import { type ActionValues, actionOf, asksOf, fieldsOf, isPlain } from '../possible';
import { act, keptJob, type Stroke, ticketQuery, typesQuery } from '../queries';
import '../tickets.css';
import { keepGone, newKey, postJob, waitingFor } from '../unsentJobs';
import { fieldName, fieldOf, valueText } from '../words';

/** Files of a job are taken later; a signature has a field of its own here. */
const ELSEWHERE = new Set(['photos_after', 'signature']);
const SHOWN = ['matter_kind', 'wished_time', 'work_done', 'parts', 'parts_expected'];

/** One job on the worker's phone: where, what, whom to call, and the next step (TKT-8). */
export function JobPage() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const job = useQuery(ticketQuery(id));
  const types = useQuery(typesQuery);
  if (job.isPending || types.isPending) return <Awaited query={job.isPending ? job : types} />;
  if (job.isError) {
    return isProblem(job.error, 404) ? (
      <Gone ticket={id} types={types.data} />
    ) : (
      <Failure error={job.error} retry={() => void job.refetch()} />
    );
  }
  if (types.isError) return <Failure error={types.error} retry={() => void types.refetch()} />;
  const type = types.data.find((one) => one.name === job.data.type);
  return (
    <div className="phone" data-testid="job-page" data-state={job.data.state}>
      <Link to="/jobs">‹ {t('nav.jobs')}</Link>
      <OfflineNote />
      <RefusedSteps ticket={job.data.id} name={(one) => nameOfStep(one, type, t, i18n.language)} />
      <Facts job={job.data} type={type} />
      <Steps job={job.data} type={type} />
      <section className="panel">
        <h2>{t('ticket.photos')}</h2>
        <Attachments ticket={job.data.id} camera />
      </section>
      <Note job={job.data} />
    </div>
  );
}

/** The job was given to somebody else, or taken back: what the worker had entered is still there. */
function Gone({ ticket, types }: { ticket: string; types: TicketType[] | undefined }) {
  const { t } = useTranslation();
  const { refused } = useHeldBack(ticket);
  return (
    <div className="phone" data-testid="job-gone">
      <Link to="/jobs">‹ {t('nav.jobs')}</Link>
      {refused.length > 0 ? (
        <GoneJobs of={refused} types={types} />
      ) : (
        <section className="panel" role="alert">
          <h2>{t('ticket.jobGone')}</h2>
          <p>{t('ticket.jobGoneNothing')}</p>
        </section>
      )}
    </div>
  );
}

function Facts({ job, type }: { job: Ticket; type: TicketType | undefined }) {
  const { t, i18n } = useTranslation();
  const place = typeof job.fields.place === 'string' ? job.fields.place : undefined;
  return (
    <section className="panel">
      <div className="spread">
        <StateChip type={job.type} state={job.state} kind={job.kind} />
        <Due at={job.next_due_at} />
      </div>
      <h1 style={{ margin: '8px 0' }}>
        {job.title} <span className="muted num">#{job.number}</span>
      </h1>
      {place && (
        <p style={{ margin: '0 0 8px' }}>
          <EnvironmentOutlined /> {place}
        </p>
      )}
      {job.customer && (
        <p style={{ margin: '0 0 8px' }} className="row wrap">
          <PhoneOutlined /> {job.customer.name}
          {job.customer.phones.map((phone) => (
            <a key={phone} href={`tel:${phone}`} className="num">
              {phone}
            </a>
          ))}
        </p>
      )}
      <p className="matter">{job.matter}</p>
      <dl className="facts" style={{ marginTop: 8 }}>
        {SHOWN.filter((name) => job.fields[name] !== undefined).map((name) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{fieldName(type, name, i18n.language)}</dt>
            <dd>
              {fieldOf(type, name)?.takes.kind === 'moment'
                ? absolute(String(job.fields[name])).slice(0, 16)
                : valueText(fieldOf(type, name), job.fields[name], i18n.language, [t('record.yes'), t('record.no')])}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Tells the server what was done; where it cannot be reached, that waits in order. */
function useStep(job: Ticket) {
  const cache = useQueryClient();
  const me = useSession().session?.user.id ?? '';
  return useMutation({
    mutationFn: async ({ action, signature, title }: { action: TicketAction; signature?: Stroke[]; title: string }) => {
      // What comes after something that waits, waits too: the order stays.
      const behind = waitingFor(job.id).length > 0;
      // The answer may get lost on its way: sent again under the same key, it is not done twice.
      const told = {
        ticket: job.id,
        job: { number: job.number, type: job.type },
        by: me,
        once: newKey(),
        action,
        signature,
      };
      const waits = `#${job.number} ${title}`;
      try {
        if (!behind) return await act(job.id, action, undefined, told);
      } catch (error) {
        if (isProblem(error, 404)) keepGone(waits, told);
        if (!isAway(error)) throw error;
      }
      postJob(waits, told);
      return null;
    },
    onError: (error) => {
      if (isProblem(error, 404)) void cache.invalidateQueries({ queryKey: ['ticket', job.id] });
    },
    onSuccess: (after) => {
      if (after) {
        cache.setQueryData(['ticket', job.id], after);
        void answers.put(keptJob(job.id), after);
      }
      void cache.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
}

function Steps({ job, type }: { job: Ticket; type: TicketType | undefined }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [chosen, choose] = useState<string | null>(null);
  const { waiting } = useHeldBack(job.id);
  const done = waiting.flatMap((item) => item.body.action ?? []);
  const possible = afterQueued(job, type, done).toSorted(
    (one, two) => Number(one.needs_reason) - Number(two.needs_reason),
  );
  const step = useStep(job);
  const run = (one: Possible, values: ActionValues, signature?: Stroke[]) =>
    step.mutate(
      { action: actionOf(one, type, values), signature, title: say(one.label, i18n.language) },
      {
        onSuccess: () => choose(null),
        onError: (error) => {
          if (isPlain(one, type)) void message.error(error.message, 6);
        },
      },
    );
  const form = possible.find((one) => one.name === chosen);
  return (
    <section className="panel stack" aria-label={t('ticket.next')}>
      {waiting.length > 0 && (
        <div className="note" data-testid="job-waiting">
          {t('ticket.waiting')}
          {waiting.map((item) => nameOfStep(item.body, type, t, i18n.language)).join(' → ')}
        </div>
      )}
      {form ? (
        <StepForm
          key={form.name}
          possible={form}
          type={type}
          error={step.error}
          pending={step.isPending}
          onCancel={() => {
            step.reset();
            choose(null);
          }}
          onSend={(values, signature) => run(form, values, signature)}
        />
      ) : (
        possible.map((one, index) => (
          <Button
            key={one.name}
            block
            className="big"
            type={index === 0 && !one.needs_reason ? 'primary' : 'default'}
            loading={step.isPending}
            onClick={() => (isPlain(one, type) ? run(one, {}) : choose(one.name))}
            data-testid={`step-${one.name}`}
          >
            {say(one.label, i18n.language)}
          </Button>
        ))
      )}
      {possible.length === 0 && <span className="muted">{t('ticket.nothingToDo')}</span>}
    </section>
  );
}

interface FormProps {
  possible: Possible;
  type: TicketType | undefined;
  error: Error | null;
  pending: boolean;
  onCancel: () => void;
  onSend: (values: ActionValues, signature?: Stroke[]) => void;
}

function StepForm({ possible, type, error, pending, onCancel, onSend }: FormProps) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<ActionValues>();
  const showFaults = useFaults(form);
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const [shown, setShown] = useState<Error | null>(null);
  if (error && error !== shown) {
    setShown(error);
    queueMicrotask(() => showFaults(error));
  }
  const all = fieldsOf(possible, type);
  const fields = all.filter((name) => !ELSEWHERE.has(name));
  return (
    <Form<ActionValues>
      form={form}
      layout="vertical"
      onFinish={() => onSend(form.getFieldsValue(true) as ActionValues, strokes.length > 0 ? strokes : undefined)}
    >
      <h2 className="section-title" style={{ marginBottom: 8 }}>
        {say(possible.label, i18n.language)}
      </h2>
      <FieldItems type={type} names={fields} />
      {all.includes('signature') && (
        <Form.Item label={t('ticket.orSignature')}>
          <SignaturePad value={strokes} onChange={setStrokes} />
        </Form.Item>
      )}
      {asksOf(possible, type).map((ask) => (
        <Form.Item key={ask} name={ask} label={t(`ticket.ask.${ask}`)}>
          <Input.TextArea autoSize={{ minRows: 2 }} data-testid={`ask-${ask}`} />
        </Form.Item>
      ))}
      <div className="stack">
        <Button block className="big" type="primary" htmlType="submit" loading={pending} data-testid="step-send">
          {say(possible.label, i18n.language)}
        </Button>
        <Button block className="big" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </Form>
  );
}

function Note({ job }: { job: Ticket }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const step = useStep(job);
  const send = () =>
    step.mutate(
      { action: { do: 'note', text: text.trim(), readers: 'department', mentions: [] }, title: t('ticket.note') },
      {
        onSuccess: () => {
          setText('');
          void message.success(t('ticket.noted'));
        },
        onError: (error) => void message.error(error.message, 6),
      },
    );
  return (
    <section className="panel stack">
      <Input.TextArea
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoSize={{ minRows: 2 }}
        placeholder={t('ticket.workerNote')}
        aria-label={t('ticket.note')}
        data-testid="worker-note"
      />
      <Button block disabled={!text.trim()} loading={step.isPending} onClick={send} data-testid="worker-note-send">
        {t('ticket.writeDown')}
      </Button>
    </section>
  );
}
