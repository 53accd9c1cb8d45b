import { useTranslation } from 'react-i18next';
import type { Import } from '../../../api/types';

/** How many rows an import read, and what became of them once it began. */
export function ImportCounts({ of: { state, rows, created, completed, rejected } }: { of: Import }) {
  const { t } = useTranslation();
  if (state === 'draft') return <span className="num">{t('customer.import.rows', { count: rows })}</span>;
  return <span className="num">{t('customer.import.counts', { rows, created, completed, rejected })}</span>;
}
