import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Popover, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { components } from '../../../api/schema';
import type { TicketType } from '../../../api/types';
import { fieldName, fieldOf, valueText } from '../words';
import { firstValue, ValueInput } from './ValueInput';

type Condition = components['schemas']['Condition'];
const TESTS = ['is', 'at_most', 'any_filled'] as const;

interface Props {
  type: TicketType;
  value: Condition[];
  onChange: (conditions: Condition[]) => void;
}

/** A condition that looks at fields of the type from the start. */
function fresh(test: (typeof TESTS)[number], type: TicketType): Condition {
  const numbers = type.fields.filter((one) => one.takes.kind === 'whole' || one.takes.kind === 'rating');
  const field = (test === 'at_most' ? numbers[0] : undefined) ?? type.fields[0];
  if (test === 'any_filled') return { test, fields: field ? [field.name] : [] };
  if (test === 'at_most') return { test, field: field?.name ?? '', most: 0 };
  return { test, field: field?.name ?? '', value: field ? firstValue(field.takes) : '' };
}

/** What must be true of the form for a move to be possible, in words. */
export function conditionWords(type: TicketType, one: Condition, language: string, yes: [string, string]): string {
  const name = (field: string) => fieldName(type, field, language) || field;
  if (one.test === 'any_filled') return one.fields.map(name).join(' / ');
  if (one.test === 'at_most') return `${name(one.field)} ≤ ${one.most}`;
  return `${name(one.field)} = ${valueText(fieldOf(type, one.field), one.value, language, yes)}`;
}

export function Conditions({ type, value, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const change = (index: number, next: Condition) => onChange(value.map((one, n) => (n === index ? next : one)));
  const yes: [string, string] = [t('record.yes'), t('record.no')];
  const words = value.map((one) => conditionWords(type, one, i18n.language, yes)).join('；');
  const content = (
    <div className="stack" style={{ minWidth: 420, gap: 8 }} data-testid="conditions">
      {value.length === 0 && <span className="muted">{t('ticketType.noConditions')}</span>}
      {value.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing but their place
        <div key={index} className="row" style={{ gap: 6 }}>
          <Line type={type} condition={one} onChange={(next) => change(index, next)} />
          <span className="grow" />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('action.remove')}
            onClick={() => onChange(value.filter((_, n) => n !== index))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        style={{ alignSelf: 'start' }}
        disabled={type.fields.length === 0}
        onClick={() => onChange([...value, fresh('is', type)])}
        data-testid="condition-add"
      >
        {t('ticketType.addCondition')}
      </Button>
      {value.length > 0 && (
        <span className="muted small" style={{ maxWidth: 440 }}>
          {t('ticketType.conditionHint')}
        </span>
      )}
      {type.fields.length === 0 && <span className="muted small">{t('ticketType.fieldsFirst')}</span>}
    </div>
  );
  return (
    <Popover trigger="click" content={content} title={t('ticketType.onlyIf')} placement="bottomRight">
      <button type="button" className="link-button condition-words" title={words} data-testid="conditions-open">
        {words || t('ticketType.always')}
      </button>
    </Popover>
  );
}

function Line({
  type,
  condition,
  onChange,
}: {
  type: TicketType;
  condition: Condition;
  onChange: (condition: Condition) => void;
}) {
  const { t, i18n } = useTranslation();
  const name = (field: string) => fieldName(type, field, i18n.language) || field;
  const fields = type.fields.map((one) => ({ value: one.name, label: name(one.name) }));
  const field = condition.test === 'any_filled' ? undefined : fieldOf(type, condition.field);
  const look = (chosen: string) => {
    if (condition.test === 'any_filled') return;
    const found = fieldOf(type, chosen);
    onChange(
      condition.test === 'is'
        ? { ...condition, field: chosen, value: found ? firstValue(found.takes) : '' }
        : { ...condition, field: chosen },
    );
  };
  const test = (
    <Select
      size="small"
      style={{ width: 110 }}
      aria-label={t('ticketType.test.title')}
      value={condition.test}
      onChange={(next) => onChange(fresh(next, type))}
      options={TESTS.map((one) => ({ value: one, label: t(`ticketType.test.${one}`) }))}
    />
  );
  if (condition.test === 'any_filled')
    return (
      <>
        {test}
        <Select
          mode="multiple"
          size="small"
          style={{ width: 260 }}
          aria-label={t('ticketType.tab.fields')}
          value={condition.fields}
          onChange={(chosen) => onChange({ ...condition, fields: chosen })}
          options={fields}
        />
      </>
    );
  return (
    <>
      <Select
        size="small"
        style={{ width: 150 }}
        aria-label={t('ticketType.tab.fields')}
        value={condition.field}
        onChange={look}
        options={fields}
      />
      {test}
      {condition.test === 'at_most' ? (
        <InputNumber
          size="small"
          precision={0}
          style={{ width: 90 }}
          aria-label={t('ticketType.value')}
          value={condition.most}
          onChange={(most) => onChange({ ...condition, most: most ?? 0 })}
        />
      ) : (
        field && (
          <ValueInput
            takes={field.takes}
            value={condition.value}
            onChange={(value) => onChange({ ...condition, value: value ?? firstValue(field.takes) })}
          />
        )
      )}
    </>
  );
}
