import { DatePicker } from 'antd';
import type { Dayjs } from 'dayjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { daysOf, wall } from './centre';

/** The spans offered by name: how many days before today they begin and end. */
const SPANS = { today: [0, 0], yesterday: [1, 1], week: [6, 0], month: [29, 0] } as const;

interface Props {
  /** Instants as the API takes them; nothing where no day is chosen. */
  from: string | null | undefined;
  to: string | null | undefined;
  onChange: (days: ReturnType<typeof daysOf>) => void;
  /** Whether there is always a span, so that none can be taken away. */
  required?: boolean;
}

/** From a day to a day by the centre's clock. */
export function DayRange({ from, to, onChange, required = false }: Props) {
  const { t } = useTranslation();
  // The picker forgets the half that is typed as soon as it is handed another array, however equal: lists that come in
  // and events draw the page again while somebody types.
  const value = useMemo(
    (): [Dayjs | null, Dayjs | null] => [from ? wall(from) : null, to ? wall(to) : null],
    [from, to],
  );
  const presets = Object.entries(SPANS).map(([name, [first, last]]) => ({
    label: t(`period.${name}`),
    value: [wall().subtract(first, 'day'), wall().subtract(last, 'day')] as [Dayjs, Dayjs],
  }));
  return (
    <DatePicker.RangePicker
      value={value}
      onChange={(range) => onChange(daysOf(range))}
      presets={presets}
      allowClear={!required}
      allowEmpty={required ? false : [true, true]}
    />
  );
}
