import { MoreOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api, must } from '../../../api/client';
import type { TicketSavedView } from '../../../api/types';
import { useEditor } from '../../../forms/useEditor';
import { useSession } from '../../../session/SessionProvider';
import { viewsQuery } from '../queries';
import { addressOf, BUILT_IN, moved, same, type ViewFilter } from '../views';
import { useCounts } from './counts';
import { ViewDrawer } from './ViewDrawer';

type Group = 'shared' | 'team' | 'own';
const GROUPS: Group[] = ['shared', 'team', 'own'];
const groupOf = (view: TicketSavedView): Group => (view.shared ? 'shared' : view.team ? 'team' : 'own');

/** The views: those of the product, shared ones, the team's, own ones. */
export function ViewList({ filter }: { filter: ViewFilter }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const editor = useEditor<TicketSavedView>();
  const views = useQuery(viewsQuery);
  const known = [...BUILT_IN.map((one) => one.filter), ...(views.data ?? []).map((one) => one.filter)];
  const counted = BUILT_IN.filter((one) => !one.uncounted).map((one) => one.filter);
  const count = useCounts([...counted, ...(views.data ?? []).map((one) => one.filter)]);
  const isNew = !known.some((one) => same(one, filter)) && Object.keys(filter).length > 0;
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
          <span className="ellipsis">{t(`ticket.view.${view.key}`)}</span>
          {!view.uncounted && <Count of={count(view.filter)} />}
        </Link>
      ))}
      {GROUPS.map((group) => (
        <Lines key={group} group={group} all={views.data ?? []} filter={filter} count={count} edit={editor.edit} />
      ))}
      {isNew && (
        <Button size="small" style={{ margin: '12px 8px 0' }} onClick={editor.create} data-testid="view-keep">
          {t('ticket.keepView')}
        </Button>
      )}
      <ViewDrawer
        open={editor.open}
        view={editor.item}
        filter={filter}
        onClose={editor.close}
        onSaved={(saved) => void navigate(addressOf(saved))}
      />
    </nav>
  );
}

interface LinesProps {
  group: Group;
  all: TicketSavedView[];
  filter: ViewFilter;
  count: (filter: ViewFilter) => string | undefined;
  edit: (view: TicketSavedView) => void;
}

function Count({ of }: { of: string | undefined }) {
  const { t } = useTranslation();
  if (of === undefined || of === '0') return null;
  return (
    <span className="count num" data-testid="view-count">
      <span className="sr-only">{t('ticket.viewCount', { count: of })}</span>
      <span aria-hidden>{of}</span>
    </span>
  );
}

function Lines({ group, all, filter, count, edit }: LinesProps) {
  const { t } = useTranslation();
  const { may, session } = useSession();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const order = useMutation({
    mutationFn: (views: string[]) => must(api.PUT('/api/ticket-view-order', { body: { views } })),
    onSuccess: (after) => cache.setQueryData(viewsQuery.queryKey, after.items),
    onError: (error) => void message.error(error.message, 6),
  });
  const some = all.filter((one) => groupOf(one) === group);
  if (some.length === 0) return null;
  const shift = (view: TicketSavedView, by: -1 | 1) => {
    const ids = some.map((one) => one.id);
    const others = all.filter((one) => groupOf(one) !== group).map((one) => one.id);
    order.mutate([...others, ...moved(ids, ids.indexOf(view.id), by)]);
  };
  const menu = (view: TicketSavedView, index: number): MenuProps => {
    const mine = view.owner === session?.user.id || (group !== 'own' && may('tickets.share'));
    return {
      items: [
        ...(mine ? [{ key: 'edit', label: t('ticket.editView'), onClick: () => edit(view) }] : []),
        { key: 'up', label: t('ticket.viewUp'), disabled: index === 0, onClick: () => shift(view, -1) },
        {
          key: 'down',
          label: t('ticket.viewDown'),
          disabled: index === some.length - 1,
          onClick: () => shift(view, 1),
        },
      ],
    };
  };
  return (
    <>
      <h2>{t(`ticket.${group}Views`)}</h2>
      {some.map((view, index) => (
        <div key={view.id} className="view-line" data-testid="saved-view">
          <Link to={addressOf(view.filter)} className={same(view.filter, filter) ? 'active' : undefined}>
            <span className="ellipsis" title={view.name}>
              {view.name}
            </span>
            <Count of={count(view.filter)} />
          </Link>
          <Dropdown menu={menu(view, index)} trigger={['click']} placement="bottomRight">
            <Button
              size="small"
              type="text"
              icon={<MoreOutlined />}
              aria-label={t('ticket.viewMenu', { name: view.name })}
              data-testid="view-menu"
            />
          </Dropdown>
        </div>
      ))}
    </>
  );
}
