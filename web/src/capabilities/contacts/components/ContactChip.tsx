import { useTranslation } from 'react-i18next';
import type { ContactState } from '../../../api/types';
import { Chip, type Tone } from '../../../shell/states';

const TONES: Record<ContactState, Tone> = {
  entry: 'quiet',
  queued: 'soon',
  ringing: 'accent',
  talking: 'accent',
  held: 'soon',
  wrap_up: 'soon',
  closed: 'quiet',
  abandoned: 'bad',
};

export function ContactChip({ state }: { state: ContactState }) {
  const { t } = useTranslation();
  return <Chip tone={TONES[state]}>{t(`contact.state.${state}`)}</Chip>;
}
