import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Input, Popover, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { Assignee, Ticket, TicketAction } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { absolute } from '../../../time/format';
import { categoryName } from '../../contacts/categories';
import { categoriesQuery } from '../../contacts/queries';
import { act, macrosQuery, peopleQuery } from '../queries';
import { actorId, byId, personName } from '../words';
import { AssigneeName, PriorityMark, TypeName } from './Marks';
import { PeopleSelect } from './PeopleSelect';

function useDo(ticket: Ticket) {
  const { message } = App.useApp();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (action: TicketAction) => act(ticket.id, action, ticket.version),
    onSuccess: (after) => {
      cache.setQueryData(['ticket', ticket.id], after);
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id] });
      void cache.invalidateQueries({ queryKey: ['tickets'] });
    },
    onError: (error) => {
      void message.error(error.message, 6);
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id] });
    },
  });
}

/** Who has it, how urgent it is, for whom it is. */
export function Handling({ ticket, serves }: { ticket: Ticket; serves: boolean }) {
  const { t, i18n } = useTranslation();
  const { may, session } = useSession();
  const people = useQuery(peopleQuery);
  const categories = useQuery({ ...categoriesQuery, enabled: may('contacts.read') });
  const change = useDo(ticket);
  const open = ticket.closed_at === null || ticket.closed_at === undefined;
  const me = people.data?.find((one) => one.user_id === session?.user.id);
  const opener = byId(people.data, actorId(ticket.created_by));
  const { customer } = ticket;
  const category = ticket.category?.replace('.', '/');
  return (
    <dl className="facts">
      <dt>{t('ticket.type')}</dt>
      <dd>
        <TypeName name={ticket.type} />
        {category && categories.data && (
          <span className="muted"> · {categoryName(categories.data, category, i18n.language)}</span>
        )}
      </dd>
      <dt>{t('ticket.customer')}</dt>
      <dd>
        {customer ? (
          <>
            {may('customers.read') ? <Link to={`/customers/${customer.id}`}>{customer.name}</Link> : customer.name}{' '}
            {customer.phones.map((phone) => (
              <span key={phone} className="num muted">
                {phone}{' '}
              </span>
            ))}
          </>
        ) : (
          '–'
        )}
      </dd>
      <dt>{t('ticket.assignee')}</dt>
      <dd>
        {serves && open ? (
          <div className="row">
            <PeopleSelect
              size="small"
              value={ticket.assignee as Assignee | null}
              onChange={(to) => change.mutate({ do: 'assign', to })}
              placeholder={t('ticket.nobody')}
            />
            {me && ticket.assignee?.id !== me.user_id && (
              <Button
                size="small"
                onClick={() =>
                  change.mutate({
                    do: 'assign',
                    to: me.agent_id ? { assignee: 'agent', id: me.agent_id } : { assignee: 'user', id: me.user_id },
                  })
                }
                data-testid="take-ticket"
              >
                {t('ticket.take')}
              </Button>
            )}
          </div>
        ) : (
          <AssigneeName assignee={ticket.assignee} />
        )}
      </dd>
      <dt>{t('ticket.urgency')}</dt>
      <dd>
        <span className="row wrap">
          <PriorityMark priority={ticket.priority} />
          <span className="muted">
            {t('ticket.severityOf', { level: ticket.severity })} · {t(`ticket.reach.${ticket.reach}`)}
          </span>
          {serves && open && <Judge ticket={ticket} />}
        </span>
      </dd>
      {ticket.confirmation_code && (
        <>
          <dt>{t('ticket.code')}</dt>
          <dd>
            <strong className="num" data-testid="confirmation-code">
              {ticket.confirmation_code}
            </strong>{' '}
            <span className="muted small">{t('ticket.codeHint')}</span>
          </dd>
        </>
      )}
      <dt>{t('ticket.opened')}</dt>
      <dd className="num">
        {absolute(ticket.created_at).slice(0, 16)} {opener && <span className="muted">{personName(opener)}</span>}
      </dd>
      {ticket.closed_at && (
        <>
          <dt>{t('ticket.closedAt')}</dt>
          <dd className="num">{absolute(ticket.closed_at).slice(0, 16)}</dd>
        </>
      )}
      {ticket.contacts.length > 0 && may('contacts.read') && (
        <>
          <dt>{t('nav.contacts')}</dt>
          <dd>
            {ticket.contacts.map((id, index) => (
              <Link key={id} to={`/contacts/${id}`} style={{ marginRight: 8 }}>
                {t('ticket.contactLink', { number: index + 1 })}
              </Link>
            ))}
          </dd>
        </>
      )}
      <dt>{t('ticket.watchers')}</dt>
      <dd>
        <span className="row wrap">
          {ticket.watchers.map((id) => byId(people.data, id)?.name ?? '…').join('、') || '–'}
          <Button
            size="small"
            type="link"
            style={{ padding: 0 }}
            onClick={() => change.mutate({ do: ticket.watched ? 'unwatch' : 'watch' })}
            data-testid="watch"
          >
            {t(ticket.watched ? 'ticket.unwatch' : 'ticket.watch')}
          </Button>
        </span>
      </dd>
    </dl>
  );
}

function Judge({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [severity, setSeverity] = useState(ticket.severity);
  const [reach, setReach] = useState(ticket.reach);
  const [why, setWhy] = useState('');
  const change = useDo(ticket);
  const content = (
    <div className="stack" style={{ width: 300 }}>
      <Segmented
        value={severity}
        onChange={setSeverity}
        options={[1, 2, 3, 4].map((level) => ({ value: level, label: t('ticket.severityOf', { level }) }))}
      />
      <Select
        value={reach}
        onChange={setReach}
        options={(['one', 'several', 'many'] as const).map((one) => ({ value: one, label: t(`ticket.reach.${one}`) }))}
      />
      <Input value={why} onChange={(event) => setWhy(event.target.value)} placeholder={t('ticket.ask.why')} />
      <Button
        type="primary"
        disabled={!why.trim()}
        onClick={() =>
          change.mutate({ do: 'prioritise', severity, reach, why: why.trim() }, { onSuccess: () => setOpen(false) })
        }
      >
        {t('action.save')}
      </Button>
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" content={content} title={t('ticket.judge')}>
      <Button size="small" type="link" style={{ padding: 0 }}>
        {t('ticket.judge')}
      </Button>
    </Popover>
  );
}

/** Macros that fit the ticket, and asking for help above. */
export function More({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const macros = useQuery(macrosQuery);
  const fitting = (macros.data ?? []).filter((one) => one.types.length === 0 || one.types.includes(ticket.type));
  const run = useMutation({
    mutationFn: (id: string) =>
      must(api.POST('/api/tickets/{id}/macros/{macro_id}', { params: { path: { id: ticket.id, macro_id: id } } })),
    onSuccess: (after) => {
      cache.setQueryData(['ticket', ticket.id], after);
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id] });
    },
    onError: (error) => void message.error(error.message, 6),
  });
  const change = useDo(ticket);
  const items = [
    ...fitting.map((one) => ({ key: one.id, label: say(one.name, i18n.language) })),
    ...(fitting.length > 0 ? [{ type: 'divider' as const }] : []),
    { key: 'escalate:leader', label: t('ticket.askLeader') },
    { key: 'escalate:supervisor', label: t('ticket.askSupervisor') },
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        onClick: ({ key }) => {
          const [escalate, to] = key.split(':');
          if (escalate === 'escalate' && to)
            change.mutate({ do: 'escalate', to: to as 'leader' | 'supervisor', why: t('ticket.helpWanted') });
          else run.mutate(key);
        },
      }}
    >
      <Button loading={run.isPending} data-testid="ticket-more">
        {t('ticket.macros')}
      </Button>
    </Dropdown>
  );
}
