import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Assignee, StateKind } from '../../../api/types';
import { say } from '../../../i18n';
import { Chip } from '../../../shell/states';
import { absolute, clock } from '../../../time/format';
import { useNow } from '../../../time/Timer';
import { departmentsQuery, peopleQuery, typesQuery } from '../queries';
import { byId, KIND_TONES, PRIORITY_TONES, personName, stateName } from '../words';

const DAY_S = 86_400;
/** So near a due instant is soon. */
const SOON_S = 3600;

/** Time left, or how late, as a length for people. */
export function useLength(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    if (seconds >= 2 * DAY_S) return t('ticket.days', { count: Math.floor(seconds / DAY_S) });
    if (seconds >= SOON_S)
      return t('ticket.hoursMinutes', {
        hours: Math.floor(seconds / 3600),
        minutes: Math.floor((seconds % 3600) / 60),
      });
    return clock(seconds);
  };
}

/** When something is due: what is left, or how late it is. */
export function Due({ at }: { at: string | null | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  const length = useLength();
  if (!at) return <span className="muted">–</span>;
  const left = (Date.parse(at) - now) / 1000;
  const late = left < 0;
  const words = length(Math.abs(left));
  return (
    <Tooltip title={absolute(at)}>
      <time dateTime={at} className={late ? 'timer late' : left < SOON_S ? 'timer soon' : 'timer'}>
        {late ? `▲ ${t('ticket.lateBy', { length: words })}` : t('ticket.left', { length: words })}
      </time>
    </Tooltip>
  );
}

export function StateChip({ type, state, kind }: { type: string; state: string; kind: StateKind }) {
  const { i18n } = useTranslation();
  const types = useQuery(typesQuery);
  const found = types.data?.find((one) => one.name === type);
  return <Chip tone={KIND_TONES[kind] ?? 'quiet'}>{stateName(found, state, i18n.language)}</Chip>;
}

export function StateName({ type, state }: { type: string; state: string }) {
  const { i18n } = useTranslation();
  const types = useQuery(typesQuery);
  const found = types.data?.find((one) => one.name === type);
  return <>{stateName(found, state, i18n.language)}</>;
}

export function PriorityMark({ priority }: { priority: string }) {
  const { t } = useTranslation();
  const tone = PRIORITY_TONES[priority] ?? 'quiet';
  if (tone === 'quiet')
    return (
      <span className="muted" style={{ whiteSpace: 'nowrap' }}>
        {t(`ticket.priority.${priority}`)}
      </span>
    );
  return <Chip tone={tone}>{t(`ticket.priority.${priority}`)}</Chip>;
}

export function TypeName({ name }: { name: string }) {
  const { i18n } = useTranslation();
  const types = useQuery(typesQuery);
  return <>{say(types.data?.find((one) => one.name === name)?.label, i18n.language) || name}</>;
}

export function AssigneeName({ assignee }: { assignee: Assignee | null | undefined }) {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery);
  if (!assignee) return <span className="muted">{t('ticket.nobody')}</span>;
  if (assignee.assignee === 'team') return <>{t('ticket.team')}</>;
  const person = byId(people.data, assignee.id);
  return <>{person ? personName(person) : '…'}</>;
}

export function DepartmentName({ name }: { name: string | null | undefined }) {
  const { i18n } = useTranslation();
  const departments = useQuery(departmentsQuery);
  if (!name) return <span className="muted">–</span>;
  return <>{say(departments.data?.find((one) => one.name === name)?.label, i18n.language) || name}</>;
}
