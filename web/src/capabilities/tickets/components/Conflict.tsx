import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import type { TicketType } from '../../../api/types';
import { fieldName, moveName } from '../words';

/** Why something was not possible, and what is instead; nothing typed is lost. */
export function Conflict({ problem, type }: { problem: Problem; type: TicketType | undefined }) {
  const { t, i18n } = useTranslation();
  const changed = problem.type.endsWith('tickets.changed_meanwhile');
  const label = (field: string) => {
    if (field.startsWith('fields.')) return fieldName(type, field.slice(7), i18n.language);
    return PARTS.has(field) ? t(`ticket.part.${field}`) : field;
  };
  const possible = problem.possible
    .filter((name) => !name.includes(':'))
    .map((name) => moveName(type, name, i18n.language) ?? (COMMON.has(name) ? t(`ticket.do.${name}`) : name));
  return (
    <div className="changed-meanwhile" role="alert" data-testid="ticket-conflict">
      <strong>{problem.message}</strong>
      {problem.fields.length > 0 && (
        <ul>
          {problem.fields.map((fault) => (
            <li key={`${fault.field} ${fault.message}`}>
              {label(fault.field)} · {fault.message}
            </li>
          ))}
        </ul>
      )}
      {!changed && possible.length > 0 && (
        <div>{t('ticket.possibleNow', { actions: possible.join(i18n.language === 'zh-CN' ? '、' : ', ') })}</div>
      )}
      {changed && <div>{t('ticket.changedHint')}</div>}
    </div>
  );
}

const PARTS = new Set(['title', 'matter', 'category', 'state', 'priority', 'assignee']);
const COMMON = new Set([
  'pass',
  'accept',
  'return',
  'feed_back',
  'answered_by_department',
  'inform_customer',
  'satisfaction',
  'reopen',
  'undo_merge',
  'link',
]);
