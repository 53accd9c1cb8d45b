import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { PromiseAction, PromiseView } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip, Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { agentsQuery } from '../../agents/queries';
import { PhoneNumber } from '../../customers/components/PhoneNumber';
import { RecordingPlayer } from '../../telephony/components/RecordingPlayer';
import { promiseQuery } from '../queries';
import { matterKey } from '../words';
import { DueTime } from './DueTime';
import { PromiseChip } from './PromiseChip';
import { PromiseStory } from './PromiseStory';
import { VisitForm } from './VisitForm';
import { WhenField } from './WhenField';
import './promises.css';

/** One promise: what, to whom, by when; what can be done with it; its story. */
export function PromiseDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({ ...promiseQuery(id ?? ''), enabled: id !== null });
  const promise = query.data;
  return (
    <Drawer
      open={id !== null}
      onClose={onClose}
      size={520}
      destroyOnHidden
      title={promise ? t('promises.title', { number: promise.number }) : t('nav.promises')}
    >
      {query.isError ? (
        <Failure error={query.error} retry={() => void query.refetch()} />
      ) : promise ? (
        <div className="stack" data-testid="promise" data-state={promise.state}>
          <Facts promise={promise} />
          {promise.recording_id && <Message id={promise.recording_id} />}
          {promise.source === 'visit' ? (
            <VisitForm id={promise.id} />
          ) : (
            promise.actions.length > 0 && <Actions key={promise.id} promise={promise} />
          )}
          <PromiseStory id={promise.id} />
        </div>
      ) : (
        <Loading />
      )}
    </Drawer>
  );
}

function Message({ id }: { id: string }) {
  const { may } = useSession();
  return may('telephony.listen') ? <RecordingPlayer id={id} /> : null;
}

function Facts({ promise }: { promise: PromiseView }) {
  const { t, i18n } = useTranslation();
  const own = matterKey(promise.source);
  const note = promise.evidence?.subject.startsWith('note:') ? promise.evidence.subject.slice(5) : null;
  return (
    <section>
      <div className="row wrap" style={{ marginBottom: 12 }}>
        <PromiseChip promise={promise} />
        <strong>{say(promise.label, i18n.language)}</strong>
        {promise.open && <DueTime at={promise.due_at} />}
        {promise.escalated > 0 && <Chip tone="bad">{t('promises.escalated', { count: promise.escalated })}</Chip>}
        {promise.escalated_to.length > 0 && (
          <span className="muted">{t('promises.escalatedTo', { names: promise.escalated_to.join('、') })}</span>
        )}
      </div>
      <dl className="facts">
        <dt>{t('promises.matter')}</dt>
        <dd>{own ? t(own) : promise.matter}</dd>
        <dt>{t('contacts.customer')}</dt>
        <dd>
          {promise.customer_id ? (
            <Link to={`/customers/${promise.customer_id}`}>{promise.customer_name ?? '–'}</Link>
          ) : (
            t('promises.unknownCustomer')
          )}
        </dd>
        <dt>{t('promises.number')}</dt>
        <dd>{promise.caller ? <PhoneNumber number={promise.caller} /> : '–'}</dd>
        <dt>{t('promises.dueAt')}</dt>
        <dd className="num">
          {absolute(promise.due_at)}
          {promise.said && <span className="muted"> · {t('promises.said', { words: promise.said })}</span>}
        </dd>
        <dt>{t('promises.owner')}</dt>
        <dd>{ownerName(promise)}</dd>
        <dt>{t('promises.source')}</dt>
        <dd>
          {t(`promises.from.${promise.source}`)}{' '}
          {promise.contact_id && <Link to={`/contacts/${promise.contact_id}`}>{t('promises.toContact')}</Link>}
        </dd>
        {promise.evidence && (
          <>
            <dt>{t('promises.evidence')}</dt>
            <dd>
              {t(`promises.evidenceKind.${promise.evidence.kind}`)} · {absolute(promise.evidence.at).slice(5, 16)}
              {promise.evidence.subject.startsWith('contact:') && (
                <>
                  {' '}
                  <Link to={`/contacts/${promise.evidence.subject.slice(8)}`}>{t('promises.toContact')}</Link>
                </>
              )}
              {note && <div className="muted">{note}</div>}
            </dd>
          </>
        )}
        {promise.reason && (
          <>
            <dt>{t('promises.reason')}</dt>
            <dd>{promise.reason}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

export function ownerName(promise: Pick<PromiseView, 'owner'>): string {
  const { name, staff_number, team } = promise.owner;
  return [name || team || '–', staff_number].filter(Boolean).join(' ');
}

interface Fields {
  note?: string;
  when?: string;
  why?: string;
  reason?: string;
  owner?: string;
  customer_agreed?: boolean;
}

const FORMS = ['keep', 'tried', 'move', 'reassign', 'withdraw'] as const;
type FormName = (typeof FORMS)[number];

function actionOf(form: FormName, fields: Fields): PromiseAction {
  switch (form) {
    case 'keep':
      return { do: 'keep', note: fields.note ?? '' };
    case 'tried':
      return { do: 'tried', note: fields.note ?? '' };
    case 'move':
      return {
        do: 'move',
        when: fields.when ?? '',
        customer_agreed: fields.customer_agreed ?? false,
        why: fields.why ?? '',
      };
    case 'reassign':
      return { do: 'reassign', owner: { owner: 'agent', id: fields.owner ?? '' } };
    case 'withdraw':
      return { do: 'withdraw', reason: fields.reason ?? '' };
  }
}

function Actions({ promise }: { promise: PromiseView }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const possible = FORMS.filter((name) => promise.actions.includes(name));
  const [chosen, choose] = useState<FormName | undefined>(possible[0]);
  const act = useMutation({
    mutationFn: (action: PromiseAction) =>
      must(
        api.POST('/api/promises/{id}/actions', {
          params: { path: { id: promise.id } },
          body: { version: promise.version, action },
        }),
      ),
    onSuccess: (after) => {
      form.resetFields();
      cache.setQueryData(promiseQuery(promise.id).queryKey, after);
      for (const topic of ['promises', 'due']) void cache.invalidateQueries({ queryKey: [topic] });
    },
    onError: showFaults,
  });
  return (
    <section className="panel">
      <div className="spread" style={{ marginBottom: 12 }}>
        <Segmented
          value={chosen}
          options={possible.map((name) => ({ value: name, label: t(`promises.do.${name}`) }))}
          onChange={(name) => choose(name)}
          data-testid="promise-do"
        />
        {promise.actions.includes('take') && (
          <Button onClick={() => act.mutate({ do: 'take' })} loading={act.isPending} data-testid="promise-take">
            {t('promises.do.take')}
          </Button>
        )}
      </div>
      {chosen && (
        <Form<Fields>
          form={form}
          layout="vertical"
          onFinish={(fields) => act.mutate(actionOf(chosen, fields))}
          data-testid={`promise-${chosen}`}
        >
          <FieldsOf form={chosen} />
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button type="primary" htmlType="submit" loading={act.isPending} data-testid="promise-submit">
              {t(`promises.submit.${chosen}`)}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}

function FieldsOf({ form }: { form: FormName }) {
  const { t } = useTranslation();
  const agents = useQuery({ ...agentsQuery, enabled: form === 'reassign' });
  const text = (name: keyof Fields, label: string, hint?: string) => (
    <Form.Item name={name} label={label}>
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={500}
        placeholder={hint}
        data-testid={`promise-${name}`}
      />
    </Form.Item>
  );
  switch (form) {
    case 'keep':
      return text('note', t('promises.outcome'), t('promises.outcomeHint'));
    case 'tried':
      return text('note', t('promises.triedNote'), t('promises.triedHint'));
    case 'withdraw':
      return text('reason', t('promises.reason'));
    case 'move':
      return (
        <>
          <Form.Item name="when" label={t('promises.newTime')}>
            <WhenField testid="move" />
          </Form.Item>
          {text('why', t('promises.why'))}
          <Form.Item name="customer_agreed" valuePropName="checked">
            <Checkbox data-testid="promise-agreed">{t('promises.agreed')}</Checkbox>
          </Form.Item>
        </>
      );
    case 'reassign':
      return (
        <Form.Item name="owner" label={t('promises.owner')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={agents.data
              ?.filter((agent) => agent.active)
              .map((agent) => ({ value: agent.id, label: `${agent.staff_number} ${agent.name}` }))}
          />
        </Form.Item>
      );
  }
}
