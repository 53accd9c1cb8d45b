import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Team } from '../../../api/types';
import { say } from '../../../i18n';
import { typesQuery } from '../queries';
import { ALL, OWN, type ViewChange } from '../viewNews';
import { useConditions } from './conditions';

/** Who changed the view meanwhile, and what. */
export interface Told {
  words: string;
  changes: ViewChange[];
}

/** What somebody else changed, and what becomes of it. */
export function ViewNews({ news, teams }: { news: Told; teams: Team[] }) {
  const { t } = useTranslation();
  const words = useWords(teams);
  const labels: Record<string, string> = {
    name: t('ticket.viewName'),
    who: t('ticket.viewFor'),
    type: t('ticket.type'),
    state: t('ticket.stateOfType'),
    kind: t('ticket.stage'),
    priority: t('ticket.urgency'),
    assignee: t('ticket.assignee'),
    department: t('ticket.department'),
    sort: t('ticket.order'),
    q: t('ticket.search'),
  };
  return (
    <div className="changed-meanwhile" role="alert" data-testid="view-conflict" style={{ marginBottom: 12 }}>
      <strong>{news.words}</strong>
      <ul>
        {news.changes.map(({ part, before, now, typed }) => (
          <li key={part}>
            {labels[part] ?? t(`ticket.flag.${part}.title`)} · {words(part, before)} → {words(part, now)}{' '}
            <span className="muted">
              {typed === undefined ? t('ticket.takenOver') : t('ticket.yoursStays', { value: words(part, typed) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A part of a view in words. */
function useWords(teams: Team[]): (part: string, value: unknown) => string {
  const { t, i18n } = useTranslation();
  const choices = useConditions();
  const types = useQuery(typesQuery);
  const states = (types.data ?? []).flatMap((type) => type.states);
  const who = (value: unknown) => {
    if (value === OWN) return t('ticket.viewForMe');
    if (value === ALL) return t('ticket.viewForAll');
    return t('ticket.viewForTeam', { team: teams.find((one) => one.id === value)?.name ?? '…' });
  };
  return (part, value) => {
    if (value === undefined || value === null) return t('ticket.anything');
    if (typeof value === 'boolean') return t(`ticket.flag.${part}.${value ? 'yes' : 'no'}`);
    if (part === 'who') return who(value);
    if (part === 'state') return say(states.find((one) => one.name === value)?.label, i18n.language) || String(value);
    if (part === 'sort') return t(value === 'newest' ? 'ticket.newestFirst' : 'ticket.byDue');
    const known = part in choices ? choices[part as keyof typeof choices] : [];
    return known.find((one) => one.value === value)?.label ?? String(value);
  };
}
