import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { TicketAction, TicketBulkResult } from '../../../api/types';
import { say } from '../../../i18n';
import { macrosQuery } from '../queries';
import { PeopleSelect } from './PeopleSelect';

/** The same for all chosen tickets; for each where it was not possible it says why. */
export function BulkBar({ keys, onDone }: { keys: string[]; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const macros = useQuery(macrosQuery);
  const [failed, setFailed] = useState<TicketBulkResult[]>([]);
  const run = useMutation({
    mutationFn: async (wish: { actions?: TicketAction[]; macro?: string }) =>
      (await must(api.POST('/api/ticket-bulk', { body: { tickets: keys, ...wish } }))).items,
    onSuccess: (results) => {
      void cache.invalidateQueries({ queryKey: ['tickets'] });
      const not = results.filter((one) => !one.done);
      setFailed(not);
      if (not.length === 0) onDone();
    },
  });
  return (
    <div
      className="selection-bar"
      role="toolbar"
      aria-label={t('ticket.chosen', { count: keys.length })}
      data-testid="bulk-bar"
    >
      <strong className="num">{t('ticket.chosen', { count: keys.length })}</strong>
      <div style={{ width: 200 }}>
        <PeopleSelect
          size="small"
          placeholder={t('ticket.assignTo')}
          value={null}
          onChange={(to) => to && run.mutate({ actions: [{ do: 'assign', to }] })}
        />
      </div>
      <Select
        size="small"
        style={{ width: 180 }}
        placeholder={t('ticket.runMacro')}
        value={null}
        options={macros.data?.map((one) => ({ value: one.id, label: say(one.name, i18n.language) }))}
        onChange={(macro: string) => run.mutate({ macro })}
        data-testid="bulk-macro"
      />
      <Button size="small" onClick={() => run.mutate({ actions: [{ do: 'watch' }] })}>
        {t('ticket.watch')}
      </Button>
      <Button size="small" type="text" onClick={onDone}>
        {t('ticket.chooseNone')}
      </Button>
      {run.isError && <span style={{ color: 'var(--bad)' }}>{run.error.message}</span>}
      <Modal
        open={failed.length > 0}
        onCancel={() => setFailed([])}
        footer={null}
        title={t('ticket.notAll', { done: keys.length - failed.length, failed: failed.length })}
      >
        <ul className="lines">
          {failed.map((one) => (
            <li key={one.ticket}>
              <span>
                <Link to={`/tickets/${one.ticket}`}>{t('ticket.lookAt')}</Link>{' '}
                {say(one.why ?? undefined, i18n.language)}
              </span>
            </li>
          ))}
        </ul>
      </Modal>
    </div>
  );
}
