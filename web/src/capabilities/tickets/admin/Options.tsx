import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { moved } from '../views';

interface Option {
  name: string;
  label: { zh: string; en: string };
}

/** What can be chosen in a field. */
export function Options({ value, onChange }: { value: Option[]; onChange: (options: Option[]) => void }) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<Option>) =>
    onChange(value.map((one, n) => (n === index ? { ...one, ...part } : one)));
  const content = (
    <div className="stack" style={{ gap: 6 }} data-testid="options">
      {value.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
        <div key={index} className="row" style={{ gap: 6 }}>
          <Input
            size="small"
            className="mono"
            style={{ width: 130 }}
            value={one.name}
            onChange={(event) => change(index, { name: event.target.value })}
            placeholder={t('ticketType.name')}
            aria-label={t('ticketType.name')}
          />
          {(['zh', 'en'] as const).map((side) => (
            <Input
              key={side}
              size="small"
              style={{ width: 130 }}
              value={one.label[side]}
              onChange={(event) => change(index, { label: { ...one.label, [side]: event.target.value } })}
              placeholder={t(`ticketType.${side}`)}
              aria-label={t(`ticketType.${side}`)}
            />
          ))}
          <Button
            size="small"
            type="text"
            icon={<ArrowUpOutlined />}
            disabled={index === 0}
            onClick={() => onChange(moved(value, index, -1))}
            aria-label={t('ticketType.up')}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            onClick={() => onChange(value.filter((_, n) => n !== index))}
            aria-label={t('action.remove')}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        style={{ alignSelf: 'start' }}
        onClick={() => onChange([...value, { name: '', label: { zh: '', en: '' } }])}
        data-testid="option-add"
      >
        {t('ticketType.addOption')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" content={content} title={t('ticketType.optionsOf')} placement="bottomRight">
      <button type="button" className="link-button" data-testid="options-open">
        {t('ticketType.options', { count: value.length })}
      </button>
    </Popover>
  );
}
