import { GlobalOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { centreOffset, centreZone, isElsewhere } from '../time/centre';

/** Says in which zone times are, where the clock of this machine shows another hour. */
export function ZoneHint() {
  const { t } = useTranslation();
  if (!isElsewhere()) return null;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const words = t('zone.hint', { zone: centreZone(), offset: centreOffset(), here });
  return (
    <Tooltip title={words}>
      <span className="muted small num zone-hint" role="note" aria-label={words} data-testid="zone-hint">
        <GlobalOutlined /> <span className="zone-words">{t('zone.short', { offset: centreOffset() })}</span>
      </span>
    </Tooltip>
  );
}
