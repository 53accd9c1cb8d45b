import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Drawer, Form, Input, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Customer, Edge, LifeCommand } from '../../../api/types';
import { useFaults } from '../../../forms/useFaults';
import { say } from '../../../i18n';
import { Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { customerQuery, lifeQuery } from '../queries';
import { useActorName } from './actor';
import { LifeDrawing } from './LifeDrawing';
import './life.css';
import { instantOf, wall } from '../../../time/centre';

/** Where the customer stands, drawn, with every move so far and what can be done now. */
export function LifePanel({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const life = useQuery(lifeQuery(id));
  const actor = useActorName();
  const [chosen, choose] = useState<Edge>();
  if (life.isPending) return <Loading rows={4} />;
  if (life.isError) return <Failure error={life.error} retry={() => void life.refetch()} />;
  const { moves, possible } = life.data;
  return (
    <div className="stack" data-testid="life">
      <LifeDrawing life={life.data} onChoose={(command) => choose(possible.find((edge) => edge.command === command))} />
      {possible.length > 0 && (
        <div className="row wrap">
          {possible.map((edge) => (
            <Button key={edge.command} size="small" onClick={() => choose(edge)} data-testid={`move-${edge.command}`}>
              {say(edge.label, i18n.language)}
            </Button>
          ))}
        </div>
      )}
      <ol className="moves">
        {moves.toReversed().map((move) => (
          <li key={`${move.at}-${move.to}`}>
            <time className="num muted" dateTime={move.at}>
              {absolute(move.at).slice(0, 16)}
            </time>
            <span>
              {move.from ? `${t(`customer.stage.${move.from}`)} → ` : ''}
              <strong>{t(`customer.stage.${move.to}`)}</strong>
              {move.why && <span className="muted"> · {move.why}</span>}
            </span>
            <span className="muted">{actor(move.actor)}</span>
          </li>
        ))}
      </ol>
      <Drawer
        open={chosen !== undefined}
        onClose={() => choose(undefined)}
        title={say(chosen?.label, i18n.language)}
        destroyOnHidden
      >
        {chosen && <MoveForm id={id} edge={chosen} onDone={() => choose(undefined)} />}
      </Drawer>
    </div>
  );
}

interface Fields {
  facts?: { company: string; nature: string; region: string; contact: string };
  booth_number?: string;
  trading_code?: string;
  service_until?: Dayjs;
  why?: string;
  reason?: string;
  ground?: { ground: 'agency_rights' | 'marked'; why?: string };
}

/** What the server wants for a move. */
function commandOf(edge: Edge, fields: Fields): LifeCommand {
  const until = fields.service_until && instantOf(fields.service_until.endOf('day'));
  return { do: edge.command, ...fields, ...(until ? { service_until: until } : {}) } as LifeCommand;
}

function MoveForm({ id, edge, onDone }: { id: string; edge: Edge; onDone: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const showFaults = useFaults(form);
  const customer = useQuery(customerQuery(id));
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      must(api.POST('/api/customers/{id}/life', { params: { path: { id } }, body: commandOf(edge, fields) })),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['customers'] });
      onDone();
    },
    onError: showFaults,
  });
  if (customer.isPending) return <Loading rows={3} />;
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      name="move"
      initialValues={startOf(edge, customer.data)}
      onFinish={(fields) => save.mutate(fields)}
      data-testid="move-form"
    >
      <MoveFields edge={edge} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onDone}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="move-save">
          {t('customer.life.confirm')}
        </Button>
      </div>
    </Form>
  );
}

function startOf(edge: Edge, customer: Customer | undefined): Fields {
  if (edge.command === 'try') {
    const { company = '', nature = '', region = '', name = '' } = customer ?? {};
    return { facts: { company, nature, region, contact: name } };
  }
  if (edge.command === 'join' || edge.command === 'renew') return { service_until: wall().add(1, 'year') };
  if (edge.command === 'make_key_account') return { ground: { ground: 'agency_rights' } };
  return {};
}

function MoveFields({ edge }: { edge: Edge }) {
  const { t } = useTranslation();
  const line = (name: (string | number)[] | string, label: string, testid: string) => (
    <Form.Item
      name={name}
      label={t(label)}
      rules={[{ required: true, whitespace: true, message: t('customer.life.needed') }]}
    >
      <Input data-testid={testid} />
    </Form.Item>
  );
  const until = (
    <Form.Item
      name="service_until"
      label={t('customer.serviceUntil')}
      rules={[{ required: true, message: t('customer.life.needed') }]}
    >
      <DatePicker style={{ width: '100%' }} />
    </Form.Item>
  );
  switch (edge.command) {
    case 'try':
      return (
        <>
          {line(['facts', 'company'], 'customer.company', 'move-company')}
          {line(['facts', 'nature'], 'customer.nature', 'move-nature')}
          {line(['facts', 'region'], 'customer.region', 'move-region')}
          {line(['facts', 'contact'], 'customer.life.contact', 'move-contact')}
        </>
      );
    case 'join':
      return (
        <>
          {line('booth_number', 'customer.life.booth', 'move-booth')}
          {line('trading_code', 'customer.life.code', 'move-code')}
          {until}
        </>
      );
    case 'renew':
      return until;
    case 'make_key_account':
      return (
        <>
          <Form.Item name={['ground', 'ground']} label={t('customer.life.ground')}>
            <Radio.Group
              options={[
                { value: 'agency_rights', label: t('customer.life.agency') },
                { value: 'marked', label: <span data-testid="move-marked">{t('customer.life.marked')}</span> },
              ]}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) =>
              getFieldValue(['ground', 'ground']) === 'marked' &&
              line(['ground', 'why'], 'customer.life.why', 'move-why')
            }
          </Form.Item>
        </>
      );
    case 'lapse':
      return <p>{t('customer.life.lapse')}</p>;
    case 'eliminate':
    case 'reopen':
      return line('reason', 'customer.life.why', 'move-why');
    default:
      return line('why', 'customer.life.why', 'move-why');
  }
}
