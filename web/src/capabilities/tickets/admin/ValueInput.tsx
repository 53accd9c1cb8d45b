import { Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FieldKind, FieldValue } from '../../../api/types';
import { say } from '../../../i18n';

interface Props {
  takes: FieldKind;
  value: FieldValue | undefined;
  onChange: (value: FieldValue | undefined) => void;
}

/** The value with which a condition about a field begins. */
export function firstValue(takes: FieldKind): FieldValue {
  switch (takes.kind) {
    case 'yes_no':
      return true;
    case 'whole':
      return takes.least;
    case 'rating':
      return 5;
    case 'money':
      return 0;
    case 'choice':
      return takes.options[0]?.name ?? '';
    case 'choices':
    case 'files':
      return [];
    default:
      return '';
  }
}

/** One value of a field, as its sort has it. */
export function ValueInput({ takes, value, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const label = t('ticketType.value');
  const options =
    takes.kind === 'choice' || takes.kind === 'choices'
      ? takes.options.map((one) => ({ value: one.name, label: say(one.label, i18n.language) || one.name }))
      : [];
  switch (takes.kind) {
    case 'yes_no':
      return (
        <Select
          size="small"
          style={{ width: 90 }}
          aria-label={label}
          value={value as boolean | undefined}
          onChange={onChange}
          options={[
            { value: true, label: t('record.yes') },
            { value: false, label: t('record.no') },
          ]}
        />
      );
    case 'whole':
    case 'rating':
      return (
        <InputNumber
          size="small"
          precision={0}
          style={{ width: 90 }}
          aria-label={label}
          value={value as number | undefined}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'money':
      return (
        <InputNumber
          size="small"
          prefix="¥"
          style={{ width: 110 }}
          aria-label={label}
          value={typeof value === 'number' ? value / 100 : undefined}
          onChange={(next) => onChange(next === null ? undefined : Math.round(next * 100))}
        />
      );
    case 'choice':
      return (
        <Select
          size="small"
          style={{ width: 150 }}
          aria-label={label}
          value={value as string | undefined}
          onChange={onChange}
          options={options}
        />
      );
    case 'choices':
      return (
        <Select
          mode="multiple"
          size="small"
          style={{ width: 200 }}
          aria-label={label}
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
          options={options}
        />
      );
    default:
      return (
        <Input
          size="small"
          style={{ width: 150 }}
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
