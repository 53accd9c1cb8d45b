import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../api/types';
import { duration } from '../../../time/format';
import { Timer } from '../../../time/Timer';
import { applies, runningSince, type SpanKey } from '../spans';

/** A time of a contact: a clock while it runs, a dash where it means nothing. */
export function Span({ contact, of }: { contact: Contact; of: SpanKey }) {
  const { t } = useTranslation();
  const since = runningSince(contact, of);
  if (since) return <Timer from={since} label={t(`contact.${of}`)} />;
  return applies(contact, of) ? duration(contact[of], t('time.seconds')) : '–';
}
