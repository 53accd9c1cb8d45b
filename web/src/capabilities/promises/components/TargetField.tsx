import { InputNumber, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PromiseSettings } from '../../../api/types';

export type Target = PromiseSettings['call_back'];

interface Props {
  value?: Target | null;
  onChange?: (value: Target | null) => void;
  optional?: boolean;
  /** What it is the time of, for those who hear the page. */
  label: string;
}

const COUNTS = ['elapsed', 'working', 'working_days'] as const;

/** How long something may take: hours as they pass, hours of open time, or working days. */
export function TargetField({ value, onChange, optional, label }: Props) {
  const { t } = useTranslation();
  const amount = value ? (value.count === 'working_days' ? value.days : value.length_s / 3600) : null;
  const set = (count: string | undefined, n: number) => {
    if (!count) onChange?.(null);
    else if (count === 'working_days') onChange?.({ count, days: Math.max(1, Math.round(n)) });
    else onChange?.({ count: count as 'elapsed' | 'working', length_s: Math.round(n * 3600) });
  };
  return (
    <Space.Compact>
      <InputNumber
        min={0.01}
        max={250}
        step={1}
        disabled={!value}
        aria-label={label}
        value={amount}
        onChange={(n) => n !== null && set(value?.count, n)}
        style={{ width: 90 }}
      />
      <Select
        allowClear={optional}
        placeholder={t('promises.settings.never')}
        aria-label={`${label} · ${t('promises.settings.countedIn')}`}
        value={value?.count}
        onChange={(count) => set(count, amount ?? 1)}
        options={COUNTS.map((count) => ({ value: count, label: t(`promises.settings.${count}`) }))}
        style={{ width: 170 }}
      />
    </Space.Compact>
  );
}
