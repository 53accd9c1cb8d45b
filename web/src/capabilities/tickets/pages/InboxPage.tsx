import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TicketTable } from '../components/TicketTable';
import '../tickets.css';

/** What was passed to the own department, what breaches first first (TKT-5). */
export function InboxPage() {
  const { t } = useTranslation();
  const [lane, setLane] = useState<'here' | 'elsewhere' | 'over'>('here');
  const filter = {
    here: { kind: 'department', open: true },
    elsewhere: { open: true },
    over: { open: false, sort: 'newest' as const },
  }[lane];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.inbox')}</h1>
        <Segmented
          value={lane}
          onChange={setLane}
          options={(['here', 'elsewhere', 'over'] as const).map((one) => ({
            value: one,
            label: t(`ticket.inbox.${one}`),
          }))}
        />
      </div>
      <TicketTable id="inbox" filter={filter} empty={t(`ticket.inboxEmpty.${lane}`)} reader="department" />
    </div>
  );
}
