import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { CallbackRequest } from '../../../api/types';
import { Empty, Failure, Loading } from '../../../shell/states';
import { useNow } from '../../../time/Timer';
import { PhoneNumber } from '../../customers/components/PhoneNumber';
import { revealCallback } from '../../customers/reveal';
import { callbacksQuery } from '../queries';

/** Promised call-backs, what is due first on top; settled in place. */
export function CallbackList() {
  const { t } = useTranslation();
  const callbacks = useQuery(callbacksQuery);
  if (callbacks.isPending) return <Loading rows={3} />;
  if (callbacks.isError) return <Failure error={callbacks.error} retry={() => void callbacks.refetch()} />;
  const open = callbacks.data.filter((callback) => callback.state === 'open');
  if (open.length === 0) return <Empty>{t('callback.none')}</Empty>;
  return (
    <ul className="lines" data-testid="callbacks">
      {open.map((callback) => (
        <Line key={callback.id} callback={callback} />
      ))}
    </ul>
  );
}

function Due({ at }: { at: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const minutes = (Date.parse(at) - now) / 60_000;
  const clock = dayjs(at).isSame(dayjs(now), 'day') ? dayjs(at).format('HH:mm') : dayjs(at).format('MM-DD HH:mm');
  const tone = minutes < 0 ? 'timer late' : minutes < 30 ? 'timer soon' : 'timer';
  return (
    <span className={tone} title={at}>
      {minutes < 0 ? '▲ ' : ''}
      {t(minutes < 0 ? 'callback.overdue' : 'callback.due', { time: clock })}
    </span>
  );
}

function Line({ callback }: { callback: CallbackRequest }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [settling, settle] = useState(false);
  const [outcome, setOutcome] = useState('');
  const save = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/telephony/callbacks/{id}/outcome', {
          params: { path: { id: callback.id } },
          body: { outcome: outcome.trim() },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['callbacks'] }),
  });
  return (
    <li>
      <div className="spread">
        <strong>
          <PhoneNumber number={callback.number} reveal={(reason) => revealCallback(callback.id, reason)} />
        </strong>
        <Due at={callback.due_at} />
      </div>
      {settling ? (
        <form
          className="stack"
          style={{ gap: 6 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (outcome.trim()) save.mutate();
          }}
        >
          <Input
            autoFocus
            value={outcome}
            onChange={(event) => setOutcome(event.target.value)}
            placeholder={t('callback.outcomeHint')}
            aria-label={t('callback.outcome')}
            status={save.isError ? 'error' : undefined}
            data-testid="callback-outcome"
          />
          {save.isError && <span style={{ color: 'var(--bad)' }}>{save.error.message}</span>}
          <div className="row">
            <Button size="small" type="primary" htmlType="submit" loading={save.isPending} disabled={!outcome.trim()}>
              {t('callback.settle')}
            </Button>
            <Button size="small" onClick={() => settle(false)}>
              {t('action.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="spread">
          <Link to={`/contacts/${callback.contact_id}`} className="small">
            {t('callback.contact')}
          </Link>
          <Button size="small" onClick={() => settle(true)} data-testid="callback-settle">
            {t('callback.settle')}
          </Button>
        </div>
      )}
    </li>
  );
}
