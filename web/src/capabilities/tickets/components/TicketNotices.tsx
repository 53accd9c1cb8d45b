import { FileDoneOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { TicketNotice } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Empty, Failure, Loading } from '../../../shell/states';
import { When } from '../../../time/Timer';
import { noticePages, unreadQuery } from '../queries';
import '../tickets.css';

/** Where a reader looks at a ticket: a worker on the own page. */
export function useTicketAddress(): (id: string) => string {
  const { session } = useSession();
  const base = session?.user.role === 'worker' ? '/jobs' : '/tickets';
  return (id) => `${base}/${id}`;
}

/** What tickets tell the reader: how many are unread, and the newest. */
export function TicketNotices() {
  const { t } = useTranslation();
  const { may } = useSession();
  const reads = may('tickets.read') || may('tickets.department');
  const [open, setOpen] = useState(false);
  const unread = useQuery({ ...unreadQuery, enabled: reads });
  if (!reads) return null;
  const count = unread.data?.count ?? 0;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      title={
        <div className="spread">
          {t('ticket.notices')}
          <Link to="/notices" onClick={() => setOpen(false)}>
            {t('ticket.allNotices')}
          </Link>
        </div>
      }
      content={
        <div style={{ width: 420, maxWidth: '84vw', maxHeight: '60vh', overflow: 'auto' }}>
          {open && <NoticeLines unread onOpen={() => setOpen(false)} />}
        </div>
      }
    >
      <Badge count={count} size="small" offset={[-4, 4]}>
        <Button
          type="text"
          icon={<FileDoneOutlined />}
          aria-label={t('ticket.unreadNotices', { count })}
          data-testid="ticket-notices"
          data-count={count}
        />
      </Badge>
    </Popover>
  );
}

/** Notices as lines, the newest first. */
export function NoticeLines({ unread, onOpen }: { unread: boolean; onOpen?: () => void }) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery(noticePages(unread));
  if (pages.isPending) return <Loading rows={3} />;
  if (pages.isError) return <Failure error={pages.error} retry={() => void pages.refetch()} />;
  const notices = pages.data.pages.flatMap((page) => page.items);
  if (notices.length === 0) return <Empty>{t(unread ? 'ticket.noneUnread' : 'ticket.noNotices')}</Empty>;
  return (
    <div data-testid="notice-lines">
      {notices.map((notice) => (
        <Line key={notice.id} notice={notice} onOpen={onOpen} />
      ))}
      {pages.hasNextPage && (
        <Button block type="text" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

function Line({ notice, onOpen }: { notice: TicketNotice; onOpen?: () => void }) {
  const { t, i18n } = useTranslation();
  const address = useTicketAddress();
  return (
    <Link to={address(notice.ticket)} className="notice-line" onClick={onOpen} data-kind={notice.kind}>
      <span className="dot">{notice.read ? '' : '●'}</span>
      <span>{t(`ticket.notice.${notice.kind}`)}</span>
      <span className="ellipsis">
        <span className="num">#{notice.number}</span> {notice.title}
        <br />
        <span className="muted">{say(notice.text, i18n.language)}</span>
      </span>
      <When at={notice.at} />
    </Link>
  );
}

/** Marks all as read. */
export function useReadAll() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => must(api.POST('/api/ticket-notices/read', { body: {} })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['ticket-notices'] }),
  });
}
