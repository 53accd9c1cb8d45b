import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { CareTask } from '../../../api/types';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip } from '../../../shell/states';
import { absolute } from '../../../time/format';
import { StageChip } from './StageChip';
import './life.css';
import { wall } from '../../../time/centre';

/** Days after which a task that waits is long overdue. */
const LONG = 7;

/** A task for a customer: what, when, and in place what came of it. */
export function CareLine({ task, named }: { task: CareTask; named: boolean }) {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState('');
  const save = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/care-tasks/{id}/outcome', {
          params: { path: { id: task.id } },
          body: { outcome: outcome.trim() },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['customers'] }),
    onError: (error) => void message.error(error.message, 6),
  });
  const late = Date.parse(task.due_at) < Date.now();
  const days = late ? wall().diff(wall(task.due_at), 'day') : 0;
  const finish =
    task.kind === 'decide_after_end' ? (
      <Link to={`/customers/${task.customer_id}`}>{t('customer.care.decide')}</Link>
    ) : (
      may('customers.write') &&
      !open && (
        <Button size="small" onClick={() => setOpen(true)} data-testid="care-open">
          {t('customer.care.finish')}
        </Button>
      )
    );
  return (
    <li data-testid="care-task">
      <div className="spread">
        <span className={named ? 'care-what' : 'row wrap'}>
          {named && (
            <>
              <Link to={`/customers/${task.customer_id}`}>{task.customer}</Link>
              <StageChip stage={task.stage} />
            </>
          )}
          <strong>{t(`customer.care.kind.${task.kind}`)}</strong>
        </span>
        <span className="row">
          <Chip tone={days > LONG ? 'bad' : late ? 'soon' : 'quiet'}>
            <span className="num" title={absolute(task.due_at)}>
              {days > 0
                ? t('customer.care.late', { count: days })
                : t('customer.care.due', { day: wall(task.due_at).format('YYYY-MM-DD') })}
            </span>
          </Chip>
          {finish}
        </span>
      </div>
      {(task.recommendation || task.text) && (
        <span>{[say(task.recommendation ?? undefined, i18n.language), task.text].filter(Boolean).join(' · ')}</span>
      )}
      {open && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Input
            size="small"
            autoFocus
            value={outcome}
            onChange={(event) => setOutcome(event.target.value)}
            placeholder={t('customer.care.outcomeHint')}
            aria-label={t('customer.care.outcome')}
            data-testid="care-outcome"
          />
          <Button
            size="small"
            type="primary"
            htmlType="submit"
            disabled={!outcome.trim()}
            loading={save.isPending}
            data-testid="care-save"
          >
            {t('customer.care.finish')}
          </Button>
          <Button size="small" onClick={() => setOpen(false)}>
            {t('action.cancel')}
          </Button>
        </form>
      )}
    </li>
  );
}
