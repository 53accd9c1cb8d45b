import { DatePicker, Input, InputNumber, Radio, Rate, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { FieldDef } from '../../../api/types';
import { say } from '../../../i18n';
import { asShown } from '../../../time/centre';

/** Texts longer than this get several lines. */
const ONE_LINE = 200;

interface Props {
  field: FieldDef;
  id?: string;
  // antd's form hands value and change in; each control knows its own sort.
  value?: unknown;
  onChange?: (value: unknown) => void;
}

/** The control for a field of a type's form. */
export function FieldControl({ field, id, value, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { takes } = field;
  const common = { id, value, onChange, 'data-testid': `field-${field.name}` } as Record<string, unknown>;
  const picked = (shown: Dayjs | null) => onChange?.(shown && asShown(shown));
  const options =
    takes.kind === 'choice' || takes.kind === 'choices'
      ? takes.options.map((option) => ({ value: option.name, label: say(option.label, i18n.language) }))
      : undefined;
  switch (takes.kind) {
    case 'text':
      return takes.longest > ONE_LINE ? (
        <Input.TextArea {...common} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={takes.longest} />
      ) : (
        <Input {...common} maxLength={takes.longest} />
      );
    case 'whole':
      return <InputNumber {...common} min={takes.least} max={takes.most} precision={0} style={{ width: 120 }} />;
    case 'money':
      return <InputNumber {...common} min={0} max={takes.most / 100} precision={2} prefix="¥" style={{ width: 160 }} />;
    case 'date':
      return <DatePicker {...common} onChange={picked} />;
    case 'moment':
      return <DatePicker {...common} onChange={picked} showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />;
    case 'yes_no':
      return (
        <Radio.Group
          {...common}
          onChange={(event) => onChange?.(event.target.value)}
          options={[
            { value: true, label: t('record.yes') },
            { value: false, label: t('record.no') },
          ]}
        />
      );
    case 'choice':
      return <Select {...common} options={options} allowClear />;
    case 'choices':
      return <Select {...common} options={options} mode="multiple" />;
    case 'rating':
      return <Rate {...common} />;
    case 'files':
      return <span className="muted">{t('ticket.filesBelow')}</span>;
  }
}
