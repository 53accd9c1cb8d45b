import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Popconfirm, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, must } from '../../../api/client';
import type { TicketSavedView, TicketViewFilter } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { viewsQuery } from '../queries';
import { addressOf, BUILT_IN, same, type ViewFilter } from '../views';

/** The views: those of the product, shared ones, own ones. */
export function ViewList({ filter }: { filter: ViewFilter }) {
  const { t } = useTranslation();
  const { may, session } = useSession();
  const views = useQuery(viewsQuery);
  const known = [...BUILT_IN.map((one) => one.filter), ...(views.data ?? []).map((one) => one.filter)];
  const isNew = !known.some((one) => same(one, filter)) && Object.keys(filter).length > 0;
  const lines = (shared: boolean) => {
    const some = (views.data ?? []).filter((one) => one.shared === shared);
    if (some.length === 0) return null;
    return (
      <>
        <h2>{t(shared ? 'ticket.sharedViews' : 'ticket.ownViews')}</h2>
        {some.map((view) => (
          <div key={view.id} className="view-line">
            <Link to={addressOf(view.filter)} className={same(view.filter, filter) ? 'active' : undefined}>
              <span className="ellipsis">{view.name}</span>
            </Link>
            {(view.owner === session?.user.id || (view.shared && may('tickets.share'))) && <Forget view={view} />}
          </div>
        ))}
      </>
    );
  };
  return (
    <nav className="view-list" aria-label={t('ticket.views')}>
      <h2>{t('ticket.views')}</h2>
      {BUILT_IN.map((view) => (
        <Link
          key={view.key}
          to={addressOf(view.filter)}
          className={same(view.filter, filter) ? 'active' : undefined}
          data-testid={`view-${view.key}`}
        >
          {t(`ticket.view.${view.key}`)}
        </Link>
      ))}
      {lines(true)}
      {lines(false)}
      {isNew && <Keep filter={filter} />}
    </nav>
  );
}

function Keep({ filter }: { filter: ViewFilter }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [shared, share] = useState(false);
  const keep = useMutation({
    mutationFn: () =>
      must(api.POST('/api/ticket-views', { body: { name: name.trim(), shared, filter: filter as TicketViewFilter } })),
    onSuccess: () => {
      setName('');
      void cache.invalidateQueries({ queryKey: ['ticket-views'] });
    },
    onError: (error) => void message.error(error.message, 6),
  });
  const content = (
    <form
      className="stack"
      style={{ width: 220 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) keep.mutate();
      }}
    >
      <Input
        value={name}
        onChange={(event) => setName(event.target.value)}
        placeholder={t('ticket.viewName')}
        maxLength={60}
        data-testid="view-name"
      />
      {may('tickets.share') && (
        <Checkbox checked={shared} onChange={(event) => share(event.target.checked)}>
          {t('ticket.shareView')}
        </Checkbox>
      )}
      <Button htmlType="submit" type="primary" disabled={!name.trim()} loading={keep.isPending} data-testid="view-save">
        {t('action.save')}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" content={content} placement="rightTop" title={t('ticket.keepView')}>
      <Button size="small" style={{ margin: '12px 8px 0' }} data-testid="view-keep">
        {t('ticket.keepView')}
      </Button>
    </Popover>
  );
}

function Forget({ view }: { view: TicketSavedView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const forget = useMutation({
    mutationFn: () => must(api.DELETE('/api/ticket-views/{id}', { params: { path: { id: view.id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['ticket-views'] }),
    onError: (error) => void message.error(error.message, 6),
  });
  return (
    <Popconfirm title={t('admin.reallyRemove')} onConfirm={() => forget.mutate()} okText={t('action.remove')}>
      <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('action.remove')} />
    </Popconfirm>
  );
}
