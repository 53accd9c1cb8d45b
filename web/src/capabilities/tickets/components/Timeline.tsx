import { SortAscendingOutlined, SortDescendingOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Assignee, FieldValue, Ticket, TicketStoryItem, TicketType } from '../../../api/types';
import { say } from '../../../i18n';
import { Failure, Loading } from '../../../shell/states';
import { wall } from '../../../time/centre';
import { absolute } from '../../../time/format';
import { departmentsQuery, peopleQuery, ticketStoryQuery } from '../queries';
import { dataOf, type Lane, nameOf, saidIn, shown } from '../timeline';
import { actorId, byId, fieldName, fieldOf, isCustomer, moveName, personName, stateName, valueText } from '../words';
import { Signature } from './Signature';

const ORDER = 'yingda.story';

/** What was said and done, in one line of time; what is new stands beside where one writes. */
export function Timeline({ ticket, type }: { ticket: Ticket; type: TicketType | undefined }) {
  const { t } = useTranslation();
  const [lane, setLane] = useState<Lane | 'all'>('all');
  const [newest, setNewest] = useState(localStorage.getItem(ORDER) !== 'oldest');
  const turn = () => {
    localStorage.setItem(ORDER, newest ? 'oldest' : 'newest');
    setNewest(!newest);
  };
  const story = useQuery(ticketStoryQuery(ticket.id));
  if (story.isPending) return <Loading rows={4} />;
  if (story.isError) return <Failure error={story.error} retry={() => void story.refetch()} />;
  return (
    <>
      <div className="spread" style={{ marginBottom: 8 }}>
        <h2 className="section-title">{t('ticket.story')}</h2>
        <span className="row" style={{ gap: 8 }}>
          <Button
            size="small"
            type="text"
            icon={newest ? <SortDescendingOutlined /> : <SortAscendingOutlined />}
            onClick={turn}
            data-testid="story-order"
          >
            {t(newest ? 'ticket.storyNewest' : 'ticket.storyOldest')}
          </Button>
          <Segmented
            size="small"
            value={lane}
            onChange={setLane}
            options={(['all', 'talk', 'history'] as const).map((one) => ({
              value: one,
              label: t(`ticket.lane.${one}`),
            }))}
          />
        </span>
      </div>
      <ol className="timeline" data-testid="ticket-story">
        {(newest ? shown(story.data, lane).toReversed() : shown(story.data, lane)).map((item) => (
          <Item key={item.seq} item={item} ticket={ticket} type={type} />
        ))}
      </ol>
    </>
  );
}

interface ItemProps {
  item: TicketStoryItem;
  ticket: Ticket;
  type: TicketType | undefined;
}

function Item({ item, ticket, type }: ItemProps) {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery);
  const said = saidIn(item);
  const person = byId(people.data, actorId(item.actor));
  const who = person ? personName(person) : t(isCustomer(item.actor) ? 'ticket.customer' : 'ticket.system');
  const bad = item.kind === 'tickets.clock_breached';
  return (
    <li data-kind={item.kind}>
      <Tooltip title={absolute(item.at)} placement="left">
        <time dateTime={item.at} className="num muted">
          {wall(item.at).format('MM-DD HH:mm')}
        </time>
      </Tooltip>
      <div>
        <span className="muted">{who}</span>{' '}
        <span className={bad ? 'bad' : undefined}>
          <Words item={item} ticket={ticket} type={type} />
        </span>
        {said && <p className={`said ${said.to}`}>{said.text}</p>}
        <Values item={item} ticket={ticket} type={type} />
      </div>
    </li>
  );
}

function Words({ item, ticket, type }: ItemProps) {
  const { t, i18n } = useTranslation();
  const people = useQuery(peopleQuery);
  const departments = useQuery(departmentsQuery);
  const data = dataOf(item);
  const name = nameOf(item);
  const state = (one: unknown) => stateName(type, String(one), i18n.language);
  switch (name) {
    case 'moved':
      return (
        <>
          <strong>{moveName(type, String(data.name), i18n.language) ?? String(data.name)}</strong>
          <span className="muted">
            {' '}
            {state(data.from)} → {state(data.to)}
          </span>
        </>
      );
    case 'assigned': {
      const to = data.to as Assignee | null;
      const person = byId(people.data, to?.id);
      return (
        <>
          {to ? t('ticket.told.assignedTo', { name: person ? personName(person) : '…' }) : t('ticket.told.unassigned')}
        </>
      );
    }
    case 'passed': {
      const department = departments.data?.find((one) => one.name === data.department);
      const label = say(department?.label, i18n.language) || String(data.department);
      const round = Number(data.round);
      return (
        <strong>
          {t('ticket.told.passed', { department: label })}
          {round > 1 && ` · ${t('ticket.round', { count: round })}`}
        </strong>
      );
    }
    case 'escalated':
      return (
        <>
          {t(`ticket.told.escalated.${String(data.to)}`)} · {say(data.why as { zh: string; en: string }, i18n.language)}
        </>
      );
    case 'clock_warned':
    case 'clock_moved':
    case 'clock_breached':
      return <>{t(`ticket.told.${name}`, { clock: t(`ticket.clock.${String(data.clock)}`, String(data.clock)) })}</>;
    case 'prioritised':
      return <>{t('ticket.told.prioritised', { priority: t(`ticket.priority.${String(data.priority)}`) })}</>;
    case 'linked':
    case 'unlinked':
    case 'merged_into':
    case 'merge_undone':
    case 'absorbed':
    case 'released':
    case 'split_off':
      return (
        <>
          {t(`ticket.told.${name}`)} <Other id={String(data.other ?? data.target ?? data.child)} ticket={ticket} />
        </>
      );
    case 'held':
      return (
        <>
          <strong>{t('ticket.told.held')}</strong> {String(data.why ?? '')}
        </>
      );
    case 'attached':
    case 'file_removed':
      return (
        <>
          <strong>{t(`ticket.told.${name}`)}</strong> {String(data.name ?? '')}
        </>
      );
    default:
      return <strong>{t(`ticket.told.${name}`, name)}</strong>;
  }
}

/** Another ticket by its number. */
function Other({ id, ticket }: { id: string; ticket: Ticket }) {
  const found = ticket.related.find((one) => one.id === id);
  return (
    <Link to={`/tickets/${id}`} className="num">
      {found ? `#${found.number}` : '#…'}
    </Link>
  );
}

/** Values of the form that came with it. */
function Values({ item, ticket, type }: ItemProps) {
  const { t, i18n } = useTranslation();
  const fields = (dataOf(item).fields ?? {}) as Record<string, FieldValue>;
  const names = Object.keys(fields);
  if (names.length === 0) return null;
  return (
    <dl className="facts" style={{ marginTop: 4 }}>
      {names.map((name) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{fieldName(type, name, i18n.language)}</dt>
          <dd>
            {name === 'signature' && Array.isArray(fields[name]) ? (
              <Signature ticket={ticket.id} id={fields[name][0] ?? ''} />
            ) : fieldOf(type, name)?.takes.kind === 'moment' ? (
              absolute(String(fields[name]))
            ) : (
              valueText(fieldOf(type, name), fields[name], i18n.language, [t('record.yes'), t('record.no')])
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
