import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoticeLines, useReadAll } from '../components/TicketNotices';
import '../../../table/table.css';
import '../tickets.css';

/** Everything that tickets told the reader. */
export function NoticesPage() {
  const { t } = useTranslation();
  const [unread, setUnread] = useState(false);
  const readAll = useReadAll();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ticket.notices')}</h1>
        <Segmented
          value={unread}
          onChange={setUnread}
          options={[
            { value: false, label: t('ticket.lane.all') },
            { value: true, label: t('ticket.unread') },
          ]}
        />
        <span className="grow" />
        <Button onClick={() => readAll.mutate()} loading={readAll.isPending} data-testid="read-all">
          {t('ticket.readAll')}
        </Button>
      </div>
      <div className="table-panel">
        <NoticeLines unread={unread} />
      </div>
    </div>
  );
}
