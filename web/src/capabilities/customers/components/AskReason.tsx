import { useMutation } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../api/problem';

/** Asks why before something is shown in whole: the reason goes to the audit log. */
export function AskReason({ ask, children }: { ask: (reason: string) => Promise<unknown>; children: ReactElement }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const asked = useMutation({
    mutationFn: () => ask(reason.trim()),
    onSuccess: () => {
      setOpen(false);
      setReason('');
    },
  });
  const problem = isProblem(asked.error) ? (asked.error.of('reason') ?? asked.error.message) : asked.error?.message;
  const form = (
    <form
      className="stack"
      style={{ gap: 8, width: 260 }}
      onSubmit={(event) => {
        event.preventDefault();
        asked.mutate();
      }}
    >
      <Input
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        placeholder={t('customer.reveal.hint')}
        aria-label={t('customer.reveal.reason')}
        status={problem ? 'error' : undefined}
        data-testid="reveal-reason"
      />
      {problem && (
        <span role="alert" className="fault">
          {problem}
        </span>
      )}
      <div className="spread">
        <span className="muted small">{t('customer.reveal.audited')}</span>
        <Button size="small" type="primary" htmlType="submit" loading={asked.isPending} data-testid="reveal-show">
          {t('customer.reveal.show')}
        </Button>
      </div>
    </form>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      title={t('customer.reveal.reason')}
      content={form}
      destroyOnHidden
    >
      {children}
    </Popover>
  );
}
