import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import { Problem } from '../../../api/problem';
import type { Ticket, TicketAction } from '../../../api/types';
import { Chip } from '../../../shell/states';
import { act } from '../queries';

type Wish = 'link' | 'merge' | 'split';
const LINKS = ['relates_to', 'child_of', 'parent_of', 'caused_by', 'causes'] as const;
type LinkKind = (typeof LINKS)[number];

interface Fields {
  number?: string;
  kind?: LinkKind;
  why?: string;
  title?: string;
  matter?: string;
}

/** The ticket with a number. */
async function numbered(text: string, words: string): Promise<string> {
  const number = text.replace(/\D/g, '');
  const found = number
    ? (await must(api.GET('/api/tickets', { params: { query: { q: number, limit: 1 } } }))).items[0]
    : undefined;
  if (!found) throw new Problem(404, 'not_found', words);
  return found.id;
}

/** Tickets that belong together: links, parts, merging and undoing it, taking apart. */
export function Belongings({ ticket, changes }: { ticket: Ticket; changes: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [wish, setWish] = useState<Wish | null>(null);
  const [form] = Form.useForm<Fields>();
  const run = useMutation({
    mutationFn: async (action: TicketAction | Fields) => {
      if ('do' in action) return act(ticket.id, action, ticket.version);
      const { number = '', kind = 'relates_to', why = '', title = '', matter = '' } = action;
      if (wish === 'split') return act(ticket.id, { do: 'split', title, matter }, ticket.version);
      const other = await numbered(number, t('ticket.noSuchNumber'));
      if (wish === 'merge') return act(ticket.id, { do: 'merge', into: other, why }, ticket.version);
      return act(ticket.id, { do: 'link', kind, other });
    },
    onSuccess: (after) => {
      cache.setQueryData(['ticket', ticket.id], after);
      void cache.invalidateQueries({ queryKey: ['ticket'] });
      void cache.invalidateQueries({ queryKey: ['tickets'] });
      setWish(null);
    },
    onError: (error) => void message.error(error.message, 6),
  });
  const related = (id: string) => ticket.related.find((one) => one.id === id);
  const line = (id: string) => {
    const found = related(id);
    return found ? (
      <>
        <Link to={`/tickets/${id}`} className="num">
          #{found.number}
        </Link>{' '}
        <span className="ellipsis">{found.title}</span>
        {found.kind === 'closed' && <Chip tone="quiet">{t('ticket.closed')}</Chip>}
      </>
    ) : (
      <span className="muted">{t('ticket.notToSee')}</span>
    );
  };
  return (
    <div>
      <ul className="lines">
        {ticket.merged_into && (
          <li>
            <span className="row">
              {t('ticket.mergedInto')} {line(ticket.merged_into)}
            </span>
          </li>
        )}
        {ticket.absorbed.map((id) => (
          <li key={id}>
            <span className="row">
              {t('ticket.absorbed')} {line(id)}
            </span>
          </li>
        ))}
        {ticket.links.map((link) => (
          <li key={`${link.kind} ${link.ticket}`}>
            <span className="spread">
              <span className="row" style={{ minWidth: 0 }}>
                <span className="muted" style={{ flex: 'none' }}>
                  {t(`ticket.link.${link.kind}`)}
                </span>
                {line(link.ticket)}
              </span>
              {changes && (
                <Button
                  size="small"
                  type="text"
                  onClick={() => run.mutate({ do: 'unlink', kind: link.kind, other: link.ticket })}
                >
                  {t('ticket.unlink')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {changes && (
        <div className="row wrap" style={{ marginTop: 8 }}>
          {(['link', 'merge', 'split'] as const).map((one) => (
            <Button
              key={one}
              size="small"
              onClick={() => {
                form.resetFields();
                setWish(one);
              }}
              data-testid={`ticket-${one}`}
            >
              {t(`ticket.belong.${one}`)}
            </Button>
          ))}
        </div>
      )}
      <Modal
        open={wish !== null}
        onCancel={() => setWish(null)}
        onOk={() => form.submit()}
        confirmLoading={run.isPending}
        title={wish ? t(`ticket.belong.${wish}`) : ''}
        okText={t('action.save')}
        cancelText={t('action.cancel')}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          onFinish={(fields) => run.mutate(fields)}
          initialValues={{ kind: 'relates_to' }}
        >
          {wish === 'link' && (
            <Form.Item name="kind" label={t('ticket.linkKind')}>
              <Select options={LINKS.map((kind) => ({ value: kind, label: t(`ticket.link.${kind}`) }))} />
            </Form.Item>
          )}
          {wish === 'split' ? (
            <>
              <Form.Item
                name="title"
                label={t('ticket.title')}
                rules={[{ required: true, message: t('ticket.needed') }]}
              >
                <Input />
              </Form.Item>
              <Form.Item
                name="matter"
                label={t('ticket.matter')}
                rules={[{ required: true, message: t('ticket.needed') }]}
              >
                <Input.TextArea autoSize={{ minRows: 2 }} />
              </Form.Item>
            </>
          ) : (
            <Form.Item
              name="number"
              label={t('ticket.number')}
              rules={[{ required: true, message: t('ticket.needed') }]}
            >
              <Input prefix="#" data-testid="other-number" />
            </Form.Item>
          )}
          {wish === 'merge' && (
            <Form.Item name="why" label={t('ticket.ask.why')} rules={[{ required: true, message: t('ticket.needed') }]}>
              <Input data-testid="merge-why" />
            </Form.Item>
          )}
        </Form>
      </Modal>
    </div>
  );
}
