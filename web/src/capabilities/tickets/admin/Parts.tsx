import { Checkbox, Input, InputNumber, Popover, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { components } from '../../../api/schema';
import type { TicketType } from '../../../api/types';
import { say } from '../../../i18n';
import { Conditions } from './Conditions';
import { type EditColumn, EditTable } from './EditTable';
import { goOnTo, renamed, renameMove, renameState } from './renames';
import { faultsOf, lengthOf, PLAIN, type Target, targetOf, triggerOf, wordOf } from './triggers';

type State = TicketType['states'][number];
type Move = TicketType['moves'][number];
type Clock = NonNullable<TicketType['clocks']>[number];
type Escalation = NonNullable<TicketType['escalations']>[number];
type Party = components['schemas']['Party'];

export interface PartProps {
  type: TicketType;
  change: (part: Partial<TicketType>) => void;
  faults: { field: string; message: string }[];
}

const KINDS = ['open', 'waiting_for_customer', 'waiting_for_other', 'department', 'worker', 'visit', 'closed'] as const;
export const PARTIES: Party[] = ['service', 'supervisor', 'department', 'worker', 'customer', 'system'];
const text = { zh: '', en: '' };

interface Named {
  name: string;
  label: { zh: string; en: string };
}

/** Name and both labels, the same for states, moves and fields. */
export function useNamed<Row extends Named>(): EditColumn<Row>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('ticketType.name'),
      width: 150,
      render: (row, change) => (
        <Input
          size="small"
          className="mono"
          value={row.name}
          onChange={(event) => change({ name: event.target.value } as Partial<Row>)}
          aria-label={t('ticketType.name')}
        />
      ),
    },
    ...(['zh', 'en'] as const).map(
      (side): EditColumn<Row> => ({
        key: side,
        title: t(`ticketType.${side}`),
        width: 160,
        render: (row, change) => (
          <Input
            size="small"
            value={row.label[side]}
            onChange={(event) => change({ label: { ...row.label, [side]: event.target.value } } as Partial<Row>)}
            aria-label={t(`ticketType.${side}`)}
          />
        ),
      }),
    ),
  ];
}

export function useOptions(type: TicketType) {
  const { t, i18n } = useTranslation();
  const named = (list: Named[]) =>
    list.map((one) => ({ value: one.name, label: say(one.label, i18n.language) || one.name }));
  return {
    states: named(type.states),
    fields: named(type.fields),
    parties: PARTIES.map((one) => ({ value: one, label: t(`ticketType.party.${one}`) })),
    triggers: [
      ...PLAIN.map((one) => ({ value: one as string, label: t(`ticketType.trigger.${one}`) })),
      ...type.states.map((one) => ({
        value: `entered:${one.name}`,
        label: t('ticketType.entered', { state: say(one.label, i18n.language) || one.name }),
      })),
      ...type.moves.map((one) => ({
        value: `moved:${one.name}`,
        label: t('ticketType.moved', { move: say(one.label, i18n.language) || one.name }),
      })),
    ],
  };
}

const one = { size: 'small' as const, style: { width: '100%' } };
const many = {
  ...one,
  mode: 'multiple' as const,
  maxTagCount: 'responsive' as const,
};

export function States({ type, change, faults }: PartProps) {
  const { t } = useTranslation();
  const open = type.states.filter((state) => state.kind === 'open').map((state) => state.name);
  const options = useOptions(type).states.filter((option) => open.includes(option.value));
  return (
    <EditTable<State>
      label={t('ticketType.tab.states')}
      rows={type.states}
      onChange={(states) => {
        const names = renamed(type.states, states);
        change({ ...(names && renameState(type, ...names)), states: names ? goOnTo(states, ...names) : states });
      }}
      fresh={() => ({ name: '', label: text, kind: 'open' })}
      faults={(row) => faultsOf(faults, `states.${row.name}`)}
      columns={[
        ...useNamed<State>(),
        {
          key: 'kind',
          title: t('ticketType.meaning'),
          width: 180,
          render: (row, set) => (
            <Select
              {...one}
              value={row.kind}
              onChange={(kind) =>
                set({ kind, ...(kind !== 'waiting_for_customer' && { on_customer_wrote: undefined }) })
              }
              options={KINDS.map((kind) => ({ value: kind, label: t(`ticket.kind.${kind}`) }))}
            />
          ),
        },
        {
          key: 'on_customer_wrote',
          title: t('ticketType.onCustomerWrote'),
          width: 200,
          render: (row, set) =>
            row.kind === 'waiting_for_customer' && (
              <Select
                {...one}
                allowClear
                value={row.on_customer_wrote ?? undefined}
                placeholder={t('ticketType.stays')}
                onChange={(to) => set({ on_customer_wrote: to })}
                options={options}
              />
            ),
        },
      ]}
    />
  );
}

export function Moves({ type, change, faults }: PartProps) {
  const { t } = useTranslation();
  const options = useOptions(type);
  return (
    <EditTable<Move>
      label={t('ticketType.tab.moves')}
      rows={type.moves}
      onChange={(moves) => {
        const names = renamed(type.moves, moves);
        change({ ...(names && renameMove(type, ...names)), moves });
      }}
      fresh={() => ({ name: '', label: text, from: [], to: type.start, by: ['service'] })}
      faults={(row) => faultsOf(faults, `moves.${row.name}`)}
      columns={[
        ...useNamed<Move>(),
        {
          key: 'from',
          title: t('ticketType.from'),
          render: (row, set) => (
            <Select {...many} value={row.from} onChange={(from) => set({ from })} options={options.states} />
          ),
        },
        {
          key: 'to',
          title: t('ticketType.to'),
          width: 140,
          render: (row, set) => (
            <Select {...one} value={row.to} onChange={(to) => set({ to })} options={options.states} />
          ),
        },
        {
          key: 'by',
          title: t('ticketType.by'),
          width: 190,
          render: (row, set) => (
            <Select {...many} value={row.by} onChange={(by) => set({ by })} options={options.parties} />
          ),
        },
        {
          key: 'needs',
          title: t('ticketType.needs'),
          width: 180,
          render: (row, set) => (
            <Select {...many} value={row.needs ?? []} onChange={(needs) => set({ needs })} options={options.fields} />
          ),
        },
        {
          key: 'only_if',
          title: t('ticketType.onlyIf'),
          width: 150,
          render: (row, set) => (
            <Conditions type={type} value={row.only_if ?? []} onChange={(only_if) => set({ only_if })} />
          ),
        },
        {
          key: 'reason',
          title: t('ticketType.reason'),
          width: 72,
          render: (row, set) => (
            <Checkbox
              checked={row.needs_reason ?? false}
              onChange={(event) => set({ needs_reason: event.target.checked })}
            />
          ),
        },
      ]}
    />
  );
}

function TargetInput({ value, onChange }: { value: Target; onChange: (target: Target) => void }) {
  const { t } = useTranslation();
  return (
    <span className="row" style={{ gap: 4 }}>
      <InputNumber
        size="small"
        style={{ width: 68 }}
        min={0}
        value={lengthOf(value)}
        onChange={(length) => onChange(targetOf(value.count, length ?? 0))}
        aria-label={t('ticketType.length')}
      />
      <Select<Target['count']>
        size="small"
        style={{ width: 112 }}
        value={value.count}
        onChange={(count) => onChange(targetOf(count, lengthOf(value)))}
        options={(['elapsed', 'working', 'working_days'] as const).map((count) => ({
          value: count,
          label: t(`ticketType.count.${count}`),
        }))}
      />
    </span>
  );
}

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

/** Other targets for some priorities. */
function ByPriority(props: {
  usual: Target;
  targets: Record<string, Target>;
  onChange: (targets: Record<string, Target>) => void;
}) {
  const { t } = useTranslation();
  const { usual, targets, onChange } = props;
  const set = PRIORITIES.filter((one) => targets[one]);
  const content = (
    <div className="stack">
      {PRIORITIES.map((one) => {
        const target = targets[one];
        return (
          <div key={one} className="spread">
            <Checkbox
              checked={target !== undefined}
              onChange={(event) => {
                const { [one]: _, ...rest } = targets;
                onChange(event.target.checked ? { ...rest, [one]: usual } : rest);
              }}
            >
              {t(`ticket.priority.${one}`)}
            </Checkbox>
            {target && <TargetInput value={target} onChange={(next) => onChange({ ...targets, [one]: next })} />}
          </div>
        );
      })}
    </div>
  );
  return (
    <Popover trigger="click" content={content} title={t('ticketType.byPriority')}>
      <button type="button" className="link-button">
        {set.map((one) => t(`ticket.priority.${one}`)).join(' / ') || t('ticketType.same')}
      </button>
    </Popover>
  );
}

export function Clocks({ type, change, faults }: PartProps) {
  const { t } = useTranslation();
  const options = useOptions(type);
  const triggers = (key: 'start' | 'restart' | 'stop'): EditColumn<Clock> => ({
    key,
    title: t(`ticketType.${key}`),
    render: (row, set) => (
      <Select
        {...many}
        value={(row[key] ?? []).map(wordOf)}
        onChange={(words: string[]) => set({ [key]: words.map(triggerOf) })}
        options={options.triggers}
      />
    ),
  });
  return (
    <EditTable<Clock>
      label={t('ticketType.tab.clocks')}
      rows={type.clocks ?? []}
      onChange={(clocks) => change({ clocks })}
      fresh={() => ({
        policy: { kind: 'own_clock', target: { count: 'working', length_s: 7200 }, warn_at: [80] },
        start: [{ on: 'created' }],
        stop: [{ on: 'closed' }],
      })}
      faults={(row) => faultsOf(faults, `clocks.${row.policy.kind}`)}
      columns={[
        {
          key: 'kind',
          title: t('ticketType.clock'),
          width: 150,
          render: (row, set) => (
            <>
              <Input
                size="small"
                className="mono"
                value={row.policy.kind}
                onChange={(event) => set({ policy: { ...row.policy, kind: event.target.value } })}
                aria-label={t('ticketType.clock')}
              />
              <div className="muted small">{t(`ticket.clock.${row.policy.kind}`, '')}</div>
            </>
          ),
        },
        {
          key: 'target',
          title: t('ticketType.target'),
          width: 190,
          render: (row, set) => (
            <TargetInput value={row.policy.target} onChange={(target) => set({ policy: { ...row.policy, target } })} />
          ),
        },
        {
          key: 'urgent',
          title: t('ticketType.byPriority'),
          width: 110,
          render: (row, set) => (
            <ByPriority
              usual={row.policy.target}
              targets={row.by_priority ?? {}}
              onChange={(by_priority) => set({ by_priority })}
            />
          ),
        },
        {
          key: 'warn',
          title: t('ticketType.warnAt'),
          width: 110,
          render: (row, set) => (
            <Select
              {...many}
              mode="tags"
              value={(row.policy.warn_at ?? []).map(String)}
              onChange={(words: string[]) =>
                set({
                  policy: {
                    ...row.policy,
                    warn_at: words
                      .map(Number)
                      .filter((n) => n > 0)
                      .toSorted((a, b) => a - b),
                  },
                })
              }
            />
          ),
        },
        triggers('start'),
        triggers('restart'),
        triggers('stop'),
        {
          key: 'pauses',
          title: t('ticketType.pauses'),
          width: 72,
          render: (row, set) => (
            <Checkbox checked={row.pauses ?? false} onChange={(event) => set({ pauses: event.target.checked })} />
          ),
        },
      ]}
    />
  );
}

const WHENS = ['warned', 'breached', 'severity', 'reopened', 'round'] as const;

export function Escalations({ type, change, faults }: PartProps) {
  const { t } = useTranslation();
  const clocks = (type.clocks ?? []).map((one) => ({
    value: one.policy.kind,
    label: t(`ticket.clock.${one.policy.kind}`, one.policy.kind),
  }));
  const fresh = (on: (typeof WHENS)[number]): Escalation['when'] => {
    if (on === 'severity') return { on, at_least: 1 };
    if (on === 'round') return { on, from: 2 };
    if (on === 'reopened') return { on };
    return { on, clock: clocks[0]?.value ?? 'resolution' };
  };
  return (
    <EditTable<Escalation>
      label={t('ticketType.tab.escalations')}
      rows={type.escalations ?? []}
      onChange={(escalations) => change({ escalations })}
      fresh={() => ({ when: fresh('breached'), to: 'leader' })}
      faults={(_, index) =>
        faults.filter((one) => one.field.startsWith(`escalations[${index}]`)).map((one) => one.message)
      }
      columns={[
        {
          key: 'when',
          title: t('ticketType.when'),
          width: 360,
          render: ({ when }, set) => (
            <span className="row">
              <Select
                size="small"
                style={{ width: 150 }}
                value={when.on}
                onChange={(on) => set({ when: fresh(on) })}
                options={WHENS.map((on) => ({ value: on, label: t(`ticketType.on.${on}`) }))}
              />
              {(when.on === 'warned' || when.on === 'breached') && (
                <Select
                  size="small"
                  style={{ width: 150 }}
                  value={when.clock}
                  onChange={(clock) => set({ when: { ...when, clock } })}
                  options={clocks}
                />
              )}
              {when.on === 'severity' && (
                <InputNumber
                  size="small"
                  min={1}
                  max={4}
                  value={when.at_least}
                  onChange={(n) => set({ when: { ...when, at_least: n ?? 1 } })}
                />
              )}
              {when.on === 'round' && (
                <InputNumber
                  size="small"
                  min={1}
                  value={when.from}
                  onChange={(n) => set({ when: { ...when, from: n ?? 2 } })}
                />
              )}
            </span>
          ),
        },
        {
          key: 'to',
          title: t('ticketType.tell'),
          width: 180,
          render: (row, set) => (
            <Select
              {...one}
              value={row.to}
              onChange={(to) => set({ to })}
              options={(['assignee', 'leader', 'supervisor', 'department_head'] as const).map((to) => ({
                value: to,
                label: t(`ticketType.above.${to}`),
              }))}
            />
          ),
        },
        {
          key: 'reassign',
          title: t('ticketType.reassign'),
          render: (row, set) => (
            <Checkbox checked={row.reassign ?? false} onChange={(event) => set({ reassign: event.target.checked })} />
          ),
        },
      ]}
    />
  );
}
