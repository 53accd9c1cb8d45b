import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { Problem } from '../../../api/problem';
import type { Queue, QueueForm } from '../../../api/types';
import { EditorDrawer } from '../../../forms/EditorDrawer';
import { SkillFields } from '../../../forms/SkillFields';
import { useEditor } from '../../../forms/useEditor';
import i18n from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { type Column, DataTable } from '../../../table/DataTable';
import { duration } from '../../../time/format';
import { queuesQuery } from '../queries';

const CHOICES = ['longest_idle', 'best_skill', 'least_occupied'];
const OVERFLOW_EXAMPLE = `[
  {"after_s": 60, "do": "raise_priority", "by": 1},
  {"after_s": 90, "do": "offer_callback"},
  {"after_s": 180, "do": "voicemail"}
]`;

type Fields = Omit<QueueForm, 'overflow'> & { overflow: string; has_affinity: boolean };

/** Queues: who may serve, how fast, and what happens when it takes too long. */
export function QueuesPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const queues = useQuery(queuesQuery);
  const editor = useEditor<Queue>();
  const manage = may('routing.manage');
  const columns = useMemo<Column<Queue>[]>(() => {
    const skills = (queue: Queue) => queue.required?.map((one) => `${one.skill} ≥ ${one.level}`).join(' · ');
    return [
      { key: 'name', title: t('queues.name'), render: (one) => one.name, value: (one) => one.name },
      {
        key: 'key',
        title: t('queues.key'),
        render: (one) => <span className="mono">{one.key ?? one.name}</span>,
        value: (one) => one.key,
      },
      { key: 'required', title: t('queues.required'), render: (one) => skills(one) || '–', value: skills },
      {
        key: 'priority',
        title: t('queues.priority'),
        render: (one) => one.priority ?? 0,
        value: (one) => one.priority,
        numeric: true,
      },
      {
        key: 'target',
        title: t('queues.service_target_s'),
        render: (one) => duration(one.service_target_s, t('time.seconds')),
        value: (one) => one.service_target_s,
        numeric: true,
      },
      {
        key: 'ring',
        title: t('queues.ring_timeout_s'),
        render: (one) => duration(one.ring_timeout_s, t('time.seconds')),
        value: (one) => one.ring_timeout_s,
        numeric: true,
      },
      {
        key: 'wrap',
        title: t('queues.wrap_up_limit_s'),
        render: (one) => duration(one.wrap_up_limit_s, t('time.seconds')),
        value: (one) => one.wrap_up_limit_s,
        numeric: true,
      },
      {
        key: 'choice',
        title: t('queues.choice'),
        render: (one) => t(`queues.choices.${one.choice}`),
        value: (one) => one.choice,
      },
    ];
  }, [t]);
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.queues')}</h1>
        <span className="grow" />
        {manage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={editor.create} data-testid="queue-create">
            {t('queues.create')}
          </Button>
        )}
      </div>
      <DataTable<Queue>
        id="queues"
        label={t('admin.places.queues')}
        columns={columns}
        rows={queues.data}
        rowKey={(queue) => queue.id}
        onOpen={manage ? editor.edit : undefined}
        error={queues.error}
        retry={() => void queues.refetch()}
        empty={t('live.noQueues')}
      />
      <QueueEditor open={editor.open} queue={editor.item} onClose={editor.close} />
    </>
  );
}

function startOf(queue: Queue | undefined): Partial<Fields> {
  if (!queue) {
    return {
      required: [],
      priority: 0,
      service_target_s: 15,
      ring_timeout_s: 15,
      wrap_up_limit_s: 60,
      wrap_up_auto_finish: false,
      blocks_while_wrap_up: true,
      choice: 'longest_idle',
      announce_every_s: 30,
      has_affinity: false,
      overflow: '[]',
    };
  }
  const { id: _, overflow, ...rest } = queue;
  return { ...rest, has_affinity: Boolean(queue.affinity), overflow: JSON.stringify(overflow ?? [], null, 2) };
}

/** The form as the server takes it; text that is no JSON list is refused here, beside its field. */
function bodyOf(fields: Fields): QueueForm {
  const { has_affinity, overflow, ...rest } = fields;
  let steps: unknown;
  try {
    steps = JSON.parse(overflow?.trim() || '[]');
  } catch (error) {
    throw overflowFault((error as Error).message);
  }
  if (!Array.isArray(steps)) throw overflowFault(i18n.t('queues.overflowList'));
  return {
    ...rest,
    key: rest.key?.trim() || null,
    affinity: has_affinity ? rest.affinity : null,
    wrap_up_limit_s: rest.wrap_up_limit_s ?? null,
    raise_every_s: rest.raise_every_s ?? null,
    announce_every_s: rest.announce_every_s ?? null,
    overflow: steps as QueueForm['overflow'],
  };
}

function overflowFault(words: string): Problem {
  return new Problem(422, 'local', words, [{ field: 'overflow', message: words }]);
}

async function saveQueue(queue: Queue | undefined, fields: Fields, version?: string): Promise<unknown> {
  const body = bodyOf(fields);
  if (!queue) return must(api.POST('/api/queues', { body }));
  return must(api.PUT('/api/queues/{id}', { params: { path: { id: queue.id }, query: { version } }, body }));
}

function QueueEditor({ open, queue, onClose }: { open: boolean; queue: Queue | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = queue && (() => must(api.DELETE('/api/queues/{id}', { params: { path: { id: queue.id } } })));
  return (
    <EditorDrawer<Fields>
      key={queue?.id ?? 'new'}
      title={queue?.name ?? t('queues.create')}
      open={open}
      onClose={onClose}
      initial={startOf(queue)}
      version={queue?.version}
      save={(fields, version) => saveQueue(queue, fields, version)}
      remove={remove}
      stale={['queues', 'live', 'skills']}
      width={560}
    >
      <div className="two">
        <Form.Item name="name" label={t('queues.name')} rules={[{ required: true, message: t('users.need') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="key" label={t('queues.key')} extra={t('queues.keyHint')}>
          <Input className="mono" />
        </Form.Item>
      </div>
      <SkillFields name="required" label={t('queues.required')} />
      <div className="two">
        <Seconds name="service_target_s" />
        <Seconds name="ring_timeout_s" />
        <Seconds name="wrap_up_limit_s" hint={t('queues.noWrapUp')} />
        <Seconds name="announce_every_s" hint={t('queues.neverHint')} />
        <Seconds name="raise_every_s" hint={t('queues.neverHint')} />
        <Form.Item name="priority" label={t('queues.priority')}>
          <InputNumber style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="wrap_up_auto_finish" label={t('queues.wrap_up_auto_finish')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="blocks_while_wrap_up" label={t('queues.blocks_while_wrap_up')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name="choice" label={t('queues.choice')}>
        <Select options={CHOICES.map((choice) => ({ value: choice, label: t(`queues.choices.${choice}`) }))} />
      </Form.Item>
      <Form.Item
        name="has_affinity"
        label={t('queues.affinity')}
        valuePropName="checked"
        extra={t('queues.affinityHint')}
      >
        <Switch />
      </Form.Item>
      <Form.Item noStyle dependencies={['has_affinity']}>
        {({ getFieldValue }) =>
          getFieldValue('has_affinity') ? (
            <div className="two">
              <Seconds name={['affinity', 'prefer_for_s']} label="prefer_for_s" />
              <Seconds name={['affinity', 'wait_for_s']} label="wait_for_s" />
            </div>
          ) : null
        }
      </Form.Item>
      <Form.Item
        name="overflow"
        label={t('queues.overflow')}
        extra={
          <>
            {t('queues.overflowHint')}
            <pre className="mono code-hint">{OVERFLOW_EXAMPLE}</pre>
          </>
        }
      >
        <Input.TextArea className="mono" autoSize={{ minRows: 3, maxRows: 14 }} spellCheck={false} />
      </Form.Item>
    </EditorDrawer>
  );
}

function Seconds({ name, label, hint }: { name: string | string[]; label?: string; hint?: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={t(`queues.${label ?? String(name)}`)} extra={hint}>
      <InputNumber min={0} suffix={t('time.seconds')} style={{ width: '100%' }} />
    </Form.Item>
  );
}
