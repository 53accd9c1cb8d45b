import { SoundOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../../session/SessionProvider';
import { Empty, Failure, Loading } from '../../../shell/states';
import { When } from '../../../time/Timer';
import { categoryName } from '../../contacts/categories';
import { categoriesQuery, contactsQuery } from '../../contacts/queries';
import { carePages, customerTicketsQuery, lifeQuery, memosQuery, mergesQuery } from '../queries';
import { useActorName } from './actor';
import './life.css';

type Sort = 'contact' | 'ticket' | 'memo' | 'care' | 'move';

interface Item {
  key: string;
  at: string;
  sort: Sort;
  what: ReactNode;
  who: ReactNode;
}

/** Everything that happened with a customer, the newest first. What went up in this record comes along. */
export function Timeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const [only, choose] = useState<Sort | 'all'>('all');
  const { items, pending, error, retry } = useItems(id);
  const shown = items.filter((item) => only === 'all' || item.sort === only);
  if (error) return <Failure error={error} retry={retry} />;
  return (
    <div className="stack">
      <Segmented
        size="small"
        value={only}
        onChange={choose}
        options={(['all', 'contact', 'ticket', 'memo', 'care', 'move'] as const).map((value) => ({
          value,
          label: t(`customer.timeline.${value}`),
        }))}
      />
      {pending ? (
        <Loading rows={4} />
      ) : shown.length === 0 ? (
        <Empty>{t('customer.timeline.none')}</Empty>
      ) : (
        <ol className="timeline" data-testid="timeline">
          {shown.map((item) => (
            <li key={item.key}>
              <When at={item.at} />
              <span className="muted">{t(`customer.timeline.${item.sort}`)}</span>
              <span className="what">{item.what}</span>
              <span className="muted">{item.who}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function useItems(id: string): { items: Item[]; pending: boolean; error: unknown; retry: () => void } {
  const { t } = useTranslation();
  const { may } = useSession();
  const actor = useActorName();
  const contacts = useContactItems(id);
  const tickets = useQuery({ ...customerTicketsQuery(id), enabled: may('tickets.read') });
  const memos = useQuery(memosQuery(id));
  const life = useQuery(lifeQuery(id));
  const care = useInfiniteQuery(carePages({ customer: id }));
  const merges = useQuery(mergesQuery(id));
  const items: Item[] = [...contacts.items];
  for (const ticket of tickets.data ?? []) {
    items.push({
      key: ticket.id,
      at: ticket.created_at,
      sort: 'ticket',
      who: '',
      what: (
        <>
          <Link to={`/tickets/${ticket.id}`} className="num">
            #{ticket.number}
          </Link>{' '}
          {ticket.title}
        </>
      ),
    });
  }
  for (const memo of memos.data ?? []) {
    const what = memo.kind === 'quality' ? `${t('customer.memo.quality')}: ${memo.text}` : memo.text;
    items.push({ key: memo.id, at: memo.at, sort: 'memo', who: actor(memo.author), what });
  }
  for (const move of life.data?.moves ?? []) {
    const [from, to] = [move.from && t(`customer.stage.${move.from}`), t(`customer.stage.${move.to}`)];
    const what = `${from ? `${from} → ` : ''}${to}${move.why ? ` · ${move.why}` : ''}`;
    items.push({ key: `move-${move.at}`, at: move.at, sort: 'move', who: actor(move.actor), what });
  }
  for (const task of care.data?.pages.flatMap((page) => page.items) ?? []) {
    if (!task.done_at) continue;
    const what = `${t(`customer.care.kind.${task.kind}`)} · ${task.outcome ?? ''}`;
    items.push({ key: task.id, at: task.done_at, sort: 'care', who: task.done_by ? actor(task.done_by) : '', what });
  }
  for (const merge of merges.data ?? []) {
    const what = t(merge.undone_at ? 'customer.merge.wasUndone' : 'customer.merge.happened', { name: merge.gone_name });
    items.push({ key: merge.id, at: merge.at, sort: 'move', who: actor(merge.actor), what });
  }
  const all = [contacts.query, memos, life];
  return {
    items: items.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)),
    pending: all.some((query) => query.isLoading),
    error: all.find((query) => query.isError)?.error,
    retry: () => {
      for (const query of all) void query.refetch();
    },
  };
}

function useContactItems(id: string) {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const query = useQuery({ ...contactsQuery({ customer: id, limit: 50 }), enabled: may('contacts.read') });
  const categories = useQuery({ ...categoriesQuery, enabled: may('contacts.read') });
  const items = (query.data ?? []).map((contact): Item => {
    const record = contact.record;
    const matter = record
      ? `${categoryName(categories.data, record.category, i18n.language)} · ${record.matter}`
      : t(contact.outcome ? `contact.outcome.${contact.outcome}` : 'contact.noRecord');
    return {
      key: contact.id,
      at: contact.arrived_at,
      sort: 'contact',
      who: contact.agent?.name ?? '',
      what: (
        <>
          <Link to={`/contacts/${contact.id}`} className="num">
            #{contact.number}
          </Link>{' '}
          {contact.recording_id && (
            <Link to={`/contacts/${contact.id}`} aria-label={t('recording.title')} title={t('recording.title')}>
              <SoundOutlined />
            </Link>
          )}{' '}
          {matter}
        </>
      ),
    };
  });
  return { query, items };
}
