import { useTranslation } from 'react-i18next';
import type { Import } from '../../../api/types';

/** How many rows an import read, and what became of them. */
export function ImportCounts({ of: { rows, created, completed, rejected } }: { of: Import }) {
  const { t } = useTranslation();
  return <span className="num">{t('customer.import.counts', { rows, created, completed, rejected })}</span>;
}
