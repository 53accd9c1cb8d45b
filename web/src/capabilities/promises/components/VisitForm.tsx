import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Rate } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { VisitAction, VisitView } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { Chip, Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { visitQuery } from '../queries';

interface Fields {
  answers?: Record<string, string>;
  resolved?: boolean;
  missing?: string;
  satisfaction?: number;
  next_step?: string;
}

/** A return visit: its script, what the customer said, what comes of it (PRM-3). */
export function VisitForm({ id }: { id: string }) {
  const query = useQuery(visitQuery(id));
  if (query.isPending) return <Loading rows={4} />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return query.data.actions.includes('complete') ? <Script visit={query.data} /> : <Result visit={query.data} />;
}

function Script({ visit }: { visit: VisitView }) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const resolved = Form.useWatch('resolved', form);
  const act = useMutation({
    mutationFn: (action: VisitAction) =>
      must(api.POST('/api/return-visits/{id}/actions', { params: { path: { id: visit.id } }, body: action })),
    onSuccess: () => {
      for (const topic of ['promises', 'due', 'tickets']) void cache.invalidateQueries({ queryKey: [topic] });
    },
    onError: showFaults,
  });
  const complete = (fields: Fields) =>
    act.mutate({
      do: 'complete',
      answers: Object.fromEntries(Object.entries(fields.answers ?? {}).filter(([, answer]) => answer?.trim())),
      resolved: fields.resolved ?? false,
      missing: fields.missing ?? '',
      satisfaction: fields.satisfaction || null,
      next_step: fields.next_step ?? null,
    });
  return (
    <section className="panel" data-testid="visit">
      <Form<Fields> form={form} layout="vertical" onFinish={complete}>
        {visit.script.map((question) => (
          <Form.Item
            key={question.name}
            name={['answers', question.name]}
            label={
              <>
                {say(question.wording, i18n.language)}
                {question.needed && <span style={{ color: 'var(--bad)', marginInlineStart: 4 }}>*</span>}
              </>
            }
          >
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} data-testid={`visit-${question.name}`} />
          </Form.Item>
        ))}
        <Form.Item
          name="resolved"
          label={t('promises.visit.resolved')}
          rules={[{ required: true, message: t('record.required') }]}
        >
          <Radio.Group
            data-testid="visit-resolved"
            options={[
              { value: true, label: t('record.yes') },
              { value: false, label: t('promises.visit.unresolved') },
            ]}
          />
        </Form.Item>
        {resolved === false && (
          <Form.Item name="missing" label={t('promises.visit.missing')}>
            <Input.TextArea autoSize={{ minRows: 2 }} data-testid="visit-missing" />
          </Form.Item>
        )}
        <Form.Item
          name="satisfaction"
          label={t('contact.survey')}
          rules={[{ required: resolved === true, message: t('record.required') }]}
        >
          <Rate data-testid="visit-satisfaction" />
        </Form.Item>
        <Form.Item name="next_step" label={t('promises.visit.next')}>
          <Input />
        </Form.Item>
        <div className="spread">
          <Button onClick={() => act.mutate({ do: 'not_reached' })} loading={act.isPending}>
            {t('promises.visit.notReached', { count: visit.tries + 1, most: visit.most_tries })}
          </Button>
          <Button type="primary" htmlType="submit" loading={act.isPending} data-testid="visit-complete">
            {t('promises.visit.complete')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

function Result({ visit }: { visit: VisitView }) {
  const { t, i18n } = useTranslation();
  const settled = visit.outcome?.outcome === 'resolved';
  return (
    <section className="panel">
      <div className="row" style={{ marginBottom: 8 }}>
        <Chip tone={visit.state === 'done' ? (settled ? 'good' : 'bad') : 'quiet'}>
          {visit.state === 'done'
            ? t(settled ? 'promises.visit.wasResolved' : 'promises.visit.unresolved')
            : t(`promises.visit.state.${visit.state}`)}
        </Chip>
        <span className="num muted">{absolute(visit.ended_at)}</span>
      </div>
      <dl className="facts">
        {visit.script
          .filter((question) => question.answer)
          .map((question) => (
            <div key={question.name} style={{ display: 'contents' }}>
              <dt>{say(question.wording, i18n.language)}</dt>
              <dd>{question.answer}</dd>
            </div>
          ))}
        {visit.outcome?.outcome === 'unresolved' && (
          <>
            <dt>{t('promises.visit.missing')}</dt>
            <dd>{visit.outcome.missing}</dd>
          </>
        )}
        {visit.next_step && (
          <>
            <dt>{t('promises.visit.next')}</dt>
            <dd>{visit.next_step}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
