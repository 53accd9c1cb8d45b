import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Loading } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { PhoneNumber } from '../../customers/components/PhoneNumber';
import { outsideCallsQuery } from '../queries';

/** Calls outside contacts that were tried (HOT-15), newest first: who, which way, with whom. */
export function OutsideCalls() {
  const { t } = useTranslation();
  const calls = useQuery(outsideCallsQuery);
  return (
    <section className="panel" aria-label={t('outside.title')} data-testid="outside-calls">
      <h2>{t('outside.title')}</h2>
      {calls.isPending && <Loading rows={2} />}
      {calls.isError && <Failure error={calls.error} retry={() => void calls.refetch()} />}
      {calls.data?.length === 0 && <Empty>{t('outside.none')}</Empty>}
      {calls.data && calls.data.length > 0 && (
        <ul className="lines">
          {calls.data.map((call) => (
            <li key={call.id} className="spread">
              <span>
                <strong className="num">{call.staff_number}</strong>{' '}
                {t(call.direction === 'outgoing' ? 'outside.outgoing' : 'outside.incoming')}{' '}
                <PhoneNumber number={call.party} />
              </span>
              <span className="muted num">{absolute(call.at)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
