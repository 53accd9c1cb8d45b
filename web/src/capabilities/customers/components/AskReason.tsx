import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { AskReason as Ask } from '../../../forms/AskReason';

/** Asks why before something is shown in whole: the reason goes to the audit log. */
export function AskReason({ ask, children }: { ask: (reason: string) => Promise<unknown>; children: ReactElement }) {
  const { t } = useTranslation();
  return (
    <Ask
      title={t('customer.reveal.reason')}
      hint={t('customer.reveal.hint')}
      note={t('customer.reveal.audited')}
      action={t('customer.reveal.show')}
      field="reason"
      testids={{ reason: 'reveal-reason', action: 'reveal-show' }}
      ask={ask}
    >
      {children}
    </Ask>
  );
}
