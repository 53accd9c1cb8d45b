import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popconfirm, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import type { Ticket } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { absolute } from '../../../time/format';

/** That a closed ticket must be kept although the rule of filing would delete it, and why. */
export function Hold({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const params = { path: { id: ticket.id } };
  const change = useMutation({
    mutationFn: (reason: string | null) =>
      reason === null
        ? must(api.DELETE('/api/tickets/{id}/hold', { params }))
        : must(api.PUT('/api/tickets/{id}/hold', { params, body: { why: reason } })),
    onSuccess: (after) => {
      setOpen(false);
      setWhy('');
      cache.setQueryData(['ticket', ticket.id], after);
      void cache.invalidateQueries({ queryKey: ['ticket', ticket.id] });
    },
  });
  const held = ticket.hold;
  if (!held && !may('tickets.hold')) return null;
  const fault = change.isError && <p className="ticket-fault small">{change.error.message}</p>;
  if (held)
    return (
      <div className="note" data-testid="ticket-hold">
        <div className="spread">
          <strong>
            <SafetyCertificateOutlined /> {t('ticket.held')}
          </strong>
          {may('tickets.hold') && (
            <Popconfirm title={t('ticket.reallyLift')} onConfirm={() => change.mutate(null)} okText={t('ticket.lift')}>
              <Button size="small" loading={change.isPending} data-testid="hold-lift">
                {t('ticket.lift')}
              </Button>
            </Popconfirm>
          )}
        </div>
        <div>{held.why}</div>
        <div className="muted small num">
          {held.author_name ?? '–'} · {absolute(held.at).slice(0, 16)}
        </div>
        {fault}
      </div>
    );
  const content = (
    <form
      className="stack"
      style={{ width: 300 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (why.trim()) change.mutate(why.trim());
      }}
    >
      <span className="muted small">{t('ticket.holdHint')}</span>
      <Input.TextArea
        value={why}
        onChange={(event) => setWhy(event.target.value)}
        maxLength={500}
        autoSize={{ minRows: 2 }}
        placeholder={t('ticket.ask.why')}
        aria-label={t('ticket.ask.why')}
        data-testid="hold-why"
      />
      {fault}
      <Button
        htmlType="submit"
        type="primary"
        disabled={!why.trim()}
        loading={change.isPending}
        data-testid="hold-save"
      >
        {t('ticket.holdIt')}
      </Button>
    </form>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" content={content} title={t('ticket.holdIt')}>
      <Button size="small" icon={<SafetyCertificateOutlined />} data-testid="ticket-hold-open">
        {t('ticket.holdIt')}
      </Button>
    </Popover>
  );
}
