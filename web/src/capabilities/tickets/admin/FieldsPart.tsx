import { Checkbox, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FieldDef, FieldKind, FieldValue } from '../../../api/types';
import { EditTable } from './EditTable';
import { Options } from './Options';
import { type PartProps, useNamed } from './Parts';
import { renamed, renameField } from './renames';
import { faultsOf } from './triggers';
import { firstValue, ValueInput } from './ValueInput';

const FIELD_KINDS = [
  'text',
  'whole',
  'money',
  'date',
  'moment',
  'yes_no',
  'choice',
  'choices',
  'files',
  'rating',
] as const;

function freshKind(kind: FieldKind['kind']): FieldKind {
  switch (kind) {
    case 'text':
      return { kind, longest: 200 };
    case 'whole':
      return { kind, least: 0, most: 100 };
    case 'money':
      return { kind, most: 100_000_00 };
    case 'choice':
    case 'choices':
      return { kind, options: [] };
    case 'files':
      return { kind, most: 9 };
    default:
      return { kind };
  }
}

/** What is particular to a sort of field: its length, its range, its options. */
function KindDetail({ takes, onChange }: { takes: FieldKind; onChange: (takes: FieldKind) => void }) {
  const { t } = useTranslation();
  const number = (value: number, set: (value: number) => FieldKind, label: string) => (
    <InputNumber
      size="small"
      style={{ width: 96 }}
      value={value}
      onChange={(next) => onChange(set(next ?? 0))}
      aria-label={label}
    />
  );
  switch (takes.kind) {
    case 'text':
      return number(takes.longest, (longest) => ({ ...takes, longest }), t('ticketType.longest'));
    case 'whole':
      return (
        <span className="row">
          {number(takes.least, (least) => ({ ...takes, least }), t('ticketType.least'))}–
          {number(takes.most, (most) => ({ ...takes, most }), t('ticketType.most'))}
        </span>
      );
    case 'money':
      return number(takes.most / 100, (most) => ({ ...takes, most: most * 100 }), t('ticketType.most'));
    case 'files':
      return number(takes.most, (most) => ({ ...takes, most }), t('ticketType.most'));
    case 'choice':
    case 'choices':
      return <Options value={takes.options} onChange={(options) => onChange({ ...takes, options })} />;
    default:
      return <span className="muted">–</span>;
  }
}

export function Fields({ type, change, faults }: PartProps) {
  const { t } = useTranslation();
  return (
    <EditTable<FieldDef>
      label={t('ticketType.tab.fields')}
      rows={type.fields}
      onChange={(fields) => {
        const names = renamed(type.fields, fields);
        change({ ...(names && renameField(type, ...names)), fields });
      }}
      fresh={() => ({ name: '', label: { zh: '', en: '' }, takes: { kind: 'text', longest: 200 } })}
      faults={(row) => faultsOf(faults, `fields.${row.name}`)}
      columns={[
        ...useNamed<FieldDef>(),
        {
          key: 'takes',
          title: t('ticketType.takes'),
          width: 130,
          render: (row, set) => (
            <Select
              size="small"
              style={{ width: '100%' }}
              value={row.takes.kind}
              onChange={(kind) => set({ takes: freshKind(kind) })}
              options={FIELD_KINDS.map((kind) => ({ value: kind, label: t(`ticketType.field.${kind}`) }))}
            />
          ),
        },
        {
          key: 'detail',
          title: t('ticketType.detail'),
          width: 230,
          render: (row, set) => <KindDetail takes={row.takes} onChange={(takes) => set({ takes })} />,
        },
        {
          key: 'required',
          title: t('ticketType.required'),
          width: 90,
          render: (row, set) => (
            <Checkbox checked={row.required ?? false} onChange={(event) => set({ required: event.target.checked })} />
          ),
        },
        {
          key: 'must_be',
          title: t('ticketType.mustBe'),
          width: 190,
          render: (row, set) => <MustBe field={row} onChange={(must_be) => set({ must_be })} />,
        },
      ]}
    />
  );
}

/** The only value with which a ticket may be opened, such as: the customer's identity was verified. */
function MustBe({ field, onChange }: { field: FieldDef; onChange: (value: FieldValue | null) => void }) {
  const { t } = useTranslation();
  const set = field.must_be !== undefined && field.must_be !== null;
  return (
    <span className="row" style={{ gap: 6 }}>
      <Checkbox
        checked={set}
        onChange={(event) => onChange(event.target.checked ? firstValue(field.takes) : null)}
        aria-label={t('ticketType.mustBe')}
      />
      {set && (
        <ValueInput
          takes={field.takes}
          value={field.must_be ?? undefined}
          onChange={(next) => onChange(next ?? null)}
        />
      )}
    </span>
  );
}
