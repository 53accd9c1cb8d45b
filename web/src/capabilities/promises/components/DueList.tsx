import { PhoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { DueItem } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { useShortcut } from '../../../shell/keys';
import { Empty, Failure, Loading, shapeOf } from '../../../shell/states';
import { masked } from '../../customers/masked';
import { dueQuery } from '../queries';
import { addressOf, matterKey, toneOf } from '../words';
import { DueTime } from './DueTime';
import { PromiseDrawer } from './PromiseDrawer';
import './promises.css';

/** What is due at this desk, what breaches first on top; a leader may look at the whole team. */
export function DueList() {
  const { t } = useTranslation();
  const { may } = useSession();
  const navigate = useNavigate();
  const [team, setTeam] = useState(false);
  const [one, open] = useState<string | null>(null);
  const due = useQuery(dueQuery(team));
  const first = due.data?.find((item) => item.what !== 'ticket');
  useShortcut('callBack', () => first && open(first.id), first !== undefined && one === null);
  const choose = (item: DueItem) => {
    if (item.what === 'ticket') void navigate(addressOf(item));
    else open(item.id);
  };
  return (
    <>
      <div className="spread">
        <h2 className="section-title">{t('promises.due')}</h2>
        {may('promises.lead') && (
          <Checkbox checked={team} onChange={(event) => setTeam(event.target.checked)}>
            {t('promises.wholeTeam')}
          </Checkbox>
        )}
      </div>
      <div style={{ marginTop: 8 }}>
        {due.isPending ? (
          <Loading rows={3} />
        ) : due.isError ? (
          <Failure error={due.error} retry={() => void due.refetch()} />
        ) : due.data.length === 0 ? (
          <Empty>{t('promises.nothingDue')}</Empty>
        ) : (
          <ul className="lines due-list" data-testid="due-list">
            {due.data.map((item) => (
              <Line key={`${item.what}:${item.id}`} item={item} onOpen={() => choose(item)} />
            ))}
          </ul>
        )}
      </div>
      <PromiseDrawer id={one} onClose={() => open(null)} />
    </>
  );
}

/** Whom an item is about: the customer's name, else the number. */
function useWhom(item: DueItem): string {
  const { t } = useTranslation();
  return item.customer_name ?? (item.caller ? masked(item.caller) : t('promises.unknownCustomer'));
}

function Line({ item, onOpen }: { item: DueItem; onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const whom = useWhom(item);
  const own = matterKey(item.what);
  const title = own ? t(own) : item.title;
  const tone = item.what === 'ticket' ? 'quiet' : toneOf(item.state);
  const calls = item.what === 'call_back' || item.what === 'voice_message';
  return (
    <li data-testid="due-item" data-what={item.what} data-state={item.state}>
      <div className="spread">
        <span className="due-what">
          <span aria-hidden style={{ color: `var(--${tone === 'quiet' ? 'quiet' : tone})` }}>
            {shapeOf(tone)}
          </span>
          <strong>{item.what === 'ticket' ? say(item.label, i18n.language) : t(`promises.what.${item.what}`)}</strong>
        </span>
        <DueTime at={item.due_at} />
      </div>
      <div className="spread">
        <button type="button" className="due-open" onClick={onOpen} title={`${whom} · ${title}`}>
          {whom} · <span className="muted">{title}</span>
        </button>
        {calls && (
          <Button
            size="small"
            icon={<PhoneOutlined />}
            onClick={onOpen}
            aria-label={t('promises.callBackTo', { whom })}
            title={t('promises.callBackTo', { whom })}
            data-testid="due-call"
          />
        )}
      </div>
      {item.tries > 0 && <span className="small muted">{t('promises.tried', { count: item.tries })}</span>}
    </li>
  );
}
