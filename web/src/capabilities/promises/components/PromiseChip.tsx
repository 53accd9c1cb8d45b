import { useTranslation } from 'react-i18next';
import type { PromiseView } from '../../../api/types';
import { Chip } from '../../../shell/states';
import { toneOf, wordOf } from '../words';

/** Where a promise stands. */
export function PromiseChip({ promise }: { promise: Pick<PromiseView, 'state' | 'open'> }) {
  const { t } = useTranslation();
  const word = wordOf(promise);
  return <Chip tone={word === 'made_good' ? 'soon' : toneOf(promise.state)}>{t(`promises.state.${word}`)}</Chip>;
}
