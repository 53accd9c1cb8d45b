import { useTranslation } from 'react-i18next';
import type { Stage } from '../../../api/types';
import { Chip, type Tone } from '../../../shell/states';

const TONES: Record<Stage, Tone> = {
  lead: 'quiet',
  trial: 'soon',
  prospect: 'soon',
  member: 'good',
  key_account: 'accent',
  lapsed: 'bad',
  eliminated: 'quiet',
};

export const STAGES: Stage[] = ['lead', 'trial', 'prospect', 'member', 'key_account', 'lapsed', 'eliminated'];

export function StageChip({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  return <Chip tone={TONES[stage]}>{t(`customer.stage.${stage}`)}</Chip>;
}
