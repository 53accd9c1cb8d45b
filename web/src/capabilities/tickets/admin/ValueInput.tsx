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

type Options = { value: string | boolean; label: string }[];

/** What the value can be, where the field names it. */
function useOptions(takes: FieldKind): Options | undefined {
  const { t, i18n } = useTranslation();
  switch (takes.kind) {
    case 'yes_no':
      return [
        { value: true, label: t('record.yes') },
        { value: false, label: t('record.no') },
      ];
    case 'choice':
    case 'choices':
      return takes.options.map((one) => ({ value: one.name, label: say(one.label, i18n.language) || one.name }));
    default:
      return undefined;
  }
}

const SELECT_WIDTH = { yes_no: 90, choice: 150, choices: 200 };

/** One value of a field, as its sort has it. */
export function ValueInput({ takes, value, onChange }: Props) {
  const { t } = useTranslation();
  const options = useOptions(takes);
  const label = t('ticketType.value');
  switch (takes.kind) {
    case 'yes_no':
    case 'choice':
    case 'choices': {
      const several = takes.kind === 'choices';
      return (
        <Select<FieldValue, Options[number]>
          mode={several ? 'multiple' : undefined}
          size="small"
          style={{ width: SELECT_WIDTH[takes.kind] }}
          aria-label={label}
          value={several && !Array.isArray(value) ? [] : value}
          onChange={onChange}
          options={options}
        />
      );
    }
    case 'whole':
    case 'rating':
    case 'money': {
      const money = takes.kind === 'money';
      // Money is kept in hundredths.
      const unit = money ? 100 : 1;
      return (
        <InputNumber
          size="small"
          prefix={money ? '¥' : undefined}
          precision={money ? undefined : 0}
          style={{ width: money ? 110 : 90 }}
          aria-label={label}
          value={typeof value === 'number' ? value / unit : undefined}
          onChange={(next) => onChange(next === null ? undefined : Math.round(next * unit))}
        />
      );
    }
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
