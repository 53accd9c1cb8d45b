import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { SHORTCUTS, useShortcut } from '../../../shell/keys';

/** The list from which a ticket was opened, and its tickets in their order. */
export interface CameFrom {
  list: string;
  ids: string[];
}

function useCameFrom(): CameFrom | undefined {
  const state = useLocation().state as Partial<CameFrom> | null;
  return state?.list && Array.isArray(state.ids) ? { list: state.list, ids: state.ids } : undefined;
}

/** The way back to the list as it was, not to some list. */
export function BackToList({ fallback, label }: { fallback: string; label: string }) {
  const from = useCameFrom();
  return <Link to={from?.list ?? fallback}>{label}</Link>;
}

/** From ticket to ticket in the order of the list, without going back to it; j and k do the same. */
export function Neighbours({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const from = useCameFrom();
  const at = from?.ids.indexOf(id) ?? -1;
  const go = (to: string | undefined) => to && void navigate(`/tickets/${to}`, { state: from, replace: true });
  const [before, after] = at < 0 ? [] : [from?.ids[at - 1], from?.ids[at + 1]];
  useShortcut('previousRow', () => go(before), Boolean(before));
  useShortcut('nextRow', () => go(after), Boolean(after));
  if (at < 0 || !from || from.ids.length < 2) return null;
  return (
    <span className="row" style={{ gap: 2 }} data-testid="neighbours">
      <Tooltip title={`${t('ticket.previous')} (${SHORTCUTS.previousRow})`}>
        <Button
          size="small"
          type="text"
          icon={<UpOutlined />}
          disabled={!before}
          onClick={() => go(before)}
          aria-label={t('ticket.previous')}
        />
      </Tooltip>
      <span className="muted small num">
        {at + 1} / {from.ids.length}
      </span>
      <Tooltip title={`${t('ticket.following')} (${SHORTCUTS.nextRow})`}>
        <Button
          size="small"
          type="text"
          icon={<DownOutlined />}
          disabled={!after}
          onClick={() => go(after)}
          aria-label={t('ticket.following')}
        />
      </Tooltip>
    </span>
  );
}
