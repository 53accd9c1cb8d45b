import { EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, Datum } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { revealDatum } from '../reveal';
import { AskReason } from './AskReason';

/** Values of one sort, masked by the server; in whole for a reason. */
export function Masked({ customer, datum, values }: { customer: Customer; datum: Datum; values: string[] }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [told, tell] = useState<string[]>();
  const shown = told ?? values;
  const hidden = !told && values.some((value) => value.includes('*')) && customer.revealable.includes(datum);
  if (values.length === 0) return <span className="muted">–</span>;
  return (
    <span className="row wrap" style={{ gap: 4 }}>
      <span className="num">{shown.join(' · ')}</span>
      {hidden && may('customers.reveal') && (
        <AskReason ask={async (reason) => tell(await revealDatum(customer.id, datum, reason))}>
          <Button
            type="text"
            size="small"
            icon={<EyeOutlined />}
            aria-label={t('customer.reveal.title')}
            title={t('customer.reveal.title')}
            data-testid={`reveal-${datum}`}
          />
        </AskReason>
      )}
    </span>
  );
}
