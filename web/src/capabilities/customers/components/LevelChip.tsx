import { useTranslation } from 'react-i18next';
import type { Level } from '../../../api/types';
import { Chip, type Tone } from '../../../shell/states';

const TONES: Record<Level, Tone> = { visitor: 'quiet', member: 'quiet', key_account: 'accent', blocked: 'bad' };

export function LevelChip({ level }: { level: Level }) {
  const { t } = useTranslation();
  return <Chip tone={TONES[level]}>{t(`customer.level.${level}`)}</Chip>;
}
