import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Popconfirm, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { Likeness } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { lookalikesQuery, mergesQuery } from '../queries';

/** Why two records may be one customer. */
export function Evidence({ likeness }: { likeness: Likeness }) {
  const { t, i18n } = useTranslation();
  return (
    <span className="evidence">
      <Tag color={likeness.grade === 'possible' ? 'default' : 'gold'} style={{ margin: 0 }}>
        {t(`customer.duplicates.grade.${likeness.grade}`)} · {likeness.points}
      </Tag>
      {likeness.evidence.map((piece) => (
        <span key={piece.what.zh} className="num muted">
          {say(piece.what, i18n.language)} {piece.points > 0 ? `+${piece.points}` : piece.points}
        </span>
      ))}
    </span>
  );
}

export function useMerge(onDone?: () => void) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ kept, gone }: { kept: string; gone: string }) =>
      must(api.POST('/api/customers/{id}/merges', { params: { path: { id: kept } }, body: { gone } })),
    onSuccess: () => {
      for (const topic of ['customers', 'contacts', 'tickets']) void cache.invalidateQueries({ queryKey: [topic] });
      onDone?.();
    },
    onError: (error) => void message.error(error.message, 6),
  });
}

/** Other records that may be this customer: seen beside the profile, merged in place. */
export function Lookalikes({ id }: { id: string }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const found = useQuery(lookalikesQuery(id));
  const merge = useMerge();
  if (!found.data || found.data.length === 0) return null;
  return (
    <section className="panel" data-testid="lookalikes">
      <h2>{t('customer.duplicates.here')}</h2>
      <ul className="lines">
        {found.data.slice(0, 5).map(({ customer, likeness }) => (
          <li key={customer.id}>
            <div className="spread">
              <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
              {may('customers.merge') && (
                <Popconfirm
                  title={t('customer.merge.sure', { name: customer.name })}
                  description={t('customer.merge.undoable')}
                  okText={t('customer.merge.here')}
                  onConfirm={() => merge.mutate({ kept: id, gone: customer.id })}
                >
                  <Button size="small" data-testid="merge-here">
                    {t('customer.merge.here')}
                  </Button>
                </Popconfirm>
              )}
            </div>
            <Evidence likeness={likeness} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The records that went up in this one, each to be taken out again. */
export function Merged({ id }: { id: string }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const merges = useQuery(mergesQuery(id));
  const undo = useMutation({
    mutationFn: (merge: string) =>
      must(api.POST('/api/customer-merges/{id}/undo', { params: { path: { id: merge } } })),
    onSuccess: () => {
      for (const topic of ['customers', 'contacts', 'tickets']) void cache.invalidateQueries({ queryKey: [topic] });
    },
    onError: (error) => void message.error(error.message, 6),
  });
  const standing = (merges.data ?? []).filter((merge) => !merge.undone_at && merge.kept === id);
  if (standing.length === 0) return null;
  return (
    <section className="panel" data-testid="merged">
      <h2>{t('customer.merge.title')}</h2>
      <ul className="lines">
        {standing.map((merge, n) => (
          <li key={merge.id}>
            <div className="spread">
              <span>{merge.gone_name}</span>
              {may('customers.merge') && (
                <Popconfirm
                  title={t('customer.merge.undoSure')}
                  okText={t('customer.merge.undo')}
                  onConfirm={() => undo.mutate(merge.id)}
                >
                  <Button
                    size="small"
                    disabled={n > 0}
                    title={n > 0 ? t('customer.merge.newestFirst') : undefined}
                    data-testid="merge-undo"
                  >
                    {t('customer.merge.undo')}
                  </Button>
                </Popconfirm>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A record that went up in another leads there. */
export function WentUp({ into }: { into: string }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="info"
      showIcon
      title={t('customer.merge.wentUp')}
      action={<Link to={`/customers/${into}`}>{t('customer.merge.see')}</Link>}
    />
  );
}
