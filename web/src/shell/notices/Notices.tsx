import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { masked } from '../../capabilities/customers/masked';
import { dueQuery, promisesQuery } from '../../capabilities/promises/queries';
import { addressOf, clockOf, nearness } from '../../capabilities/promises/words';
import { useOwnAgent } from '../../capabilities/routing/own';
import { breakKindsQuery, liveQuery } from '../../capabilities/routing/queries';
import { notify } from '../../capabilities/telephony/notification';
import { say } from '../../i18n';
import { useLiveEvents } from '../../live/LiveProvider';
import { useSession } from '../../session/SessionProvider';
import { useNow, When } from '../../time/Timer';
import { Chip, Empty, type Tone } from '../states';
import { keepMissed, type Missed, missedBy, missedCalls } from './missed';
import './notices.css';
import { wall } from '../../time/centre';

interface Notice {
  key: string;
  tone: Tone;
  word: string;
  text: ReactNode;
  to: string;
  at?: string;
}

/** How long before its time something due is announced. */
const SOON_MS = 15 * 60_000;

/** What wants attention: missed calls, what is due, broken promises, breaks to be approved. */
export function Notices() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const missed = useMissed();
  const notices = [...useBreaksWanted(), ...useDue(), ...useEscalated(), ...missed.notices];
  useAnnounced(notices);
  const choose = () => {
    setOpen(false);
    missed.read();
  };
  const list = (
    <div className="notices" data-testid="notices">
      {notices.length === 0 ? (
        <Empty>{t('notices.none')}</Empty>
      ) : (
        <ul className="lines">
          {notices.map((notice) => (
            <li key={notice.key} data-testid="notice">
              <Link to={notice.to} onClick={choose}>
                <span className="spread">
                  <Chip tone={notice.tone}>{notice.word}</Chip>
                  {notice.at && <When at={notice.at} />}
                </span>
                <span className="notice-text">{notice.text}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('notices.title')}
      content={list}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) missed.read();
      }}
    >
      <Badge count={notices.length} size="small" offset={[-4, 4]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={t('notices.count', { count: notices.length })}
          data-testid="notices-open"
        />
      </Badge>
    </Popover>
  );
}

function useMissed(): { notices: Notice[]; read: () => void } {
  const { t } = useTranslation();
  const { staff } = useSession();
  const agent = useOwnAgent(staff);
  const [missed, setMissed] = useState<Missed[]>(() => (staff ? missedCalls(staff) : []));
  useLiveEvents((event) => {
    const one = missedBy(agent?.agent, event);
    if (one && staff) setMissed((before) => keepMissed(staff, [one, ...before]));
  });
  const notices = missed.map(
    (one): Notice => ({
      key: `missed:${one.contact}:${one.at}`,
      tone: 'bad',
      word: t('notices.missed'),
      text: t('notices.missedText', { time: wall(one.at).format('HH:mm') }),
      to: `/contacts/${one.contact}`,
      at: one.at,
    }),
  );
  const read = () => {
    if (staff && missed.length > 0) setMissed(keepMissed(staff, []));
  };
  return { notices, read };
}

function useDue(): Notice[] {
  const { t } = useTranslation();
  const { staff, may } = useSession();
  const now = useNow();
  const due = useQuery({ ...dueQuery(false), enabled: staff !== null && may('promises.read') });
  const near = (due.data ?? []).filter((one) => one.due_at && Date.parse(one.due_at) - now < SOON_MS);
  return near.slice(0, 10).map((one) => {
    const late = nearness(one.due_at, now) === 'late';
    const whom = one.customer_name ?? (one.caller ? masked(one.caller) : one.title);
    return {
      key: `due:${one.id}:${late}`,
      tone: late ? 'bad' : 'soon',
      word: t(late ? 'notices.dueLate' : 'notices.dueSoon'),
      text: t('notices.dueText', {
        what: t(`promises.what.${one.what}`),
        whom,
        time: clockOf(one.due_at ?? '', now),
      }),
      to: addressOf(one),
    };
  });
}

/** Broken promises that were escalated to the reader: of the own team, and where nobody else leads. */
function useEscalated(): Notice[] {
  const { t } = useTranslation();
  const { may, session } = useSession();
  const leads = may('promises.lead');
  const now = useNow();
  const broken = useQuery({ ...promisesQuery({ escalated: 'me', newest: true, limit: 10 }), enabled: leads });
  const others = leads ? (broken.data ?? []).filter((one) => one.owner.id.id !== session?.user.id) : [];
  return others.map((one) => ({
    key: `broken:${one.id}:${one.escalated}`,
    tone: 'bad',
    word: t('notices.broken'),
    text: t('notices.brokenText', {
      owner: one.owner.name || one.owner.team || '–',
      whom: one.customer_name ?? (one.caller ? masked(one.caller) : one.matter),
      time: clockOf(one.due_at ?? '', now),
    }),
    to: `/promises?show=overdue&one=${one.id}`,
  }));
}

function useBreaksWanted(): Notice[] {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const supervises = may('routing.supervise');
  const live = useQuery({ ...liveQuery, enabled: supervises });
  const kinds = useQuery({ ...breakKindsQuery, enabled: supervises });
  const wanted = supervises ? (live.data?.agents ?? []).filter((agent) => agent.break_wanted) : [];
  return wanted.map((agent) => {
    const kind = kinds.data?.find((one) => one.kind === agent.break_wanted);
    return {
      key: `break:${agent.agent}:${agent.break_wanted}`,
      tone: 'soon',
      word: t('notices.breakWanted'),
      text: t('notices.breakText', {
        name: `${agent.name} ${agent.staff_number}`,
        kind: kind ? say(kind.name, i18n.language) : agent.break_wanted,
      }),
      to: '/live',
    };
  });
}

/** Tells of what is new while the page is out of sight. What stood there at first is not new. */
function useAnnounced(notices: Notice[]): void {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const keys = new Set(notices.map((notice) => notice.key));
    if (known.current) {
      for (const notice of notices) {
        if (!known.current.has(notice.key)) notify(notice.word, String(notice.text), notice.key);
      }
    }
    known.current = keys;
  });
}
