import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../session/SessionProvider';
import { masked } from '../masked';
import { AskReason } from './AskReason';

interface Props {
  number: string;
  /** Gets the whole number from the server, for a reason; only needed where the server masks it. */
  reveal?: (reason: string) => Promise<string | null | undefined>;
}

/** A number, its middle hidden until it is asked for: at once by who serves the customer, else for a reason. */
export function PhoneNumber({ number, reveal }: Props) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [shown, show] = useState(false);
  const [told, tell] = useState<string>();
  const whole = number.includes('*') ? told : number;
  const short = masked(number);
  const words = t(shown && whole ? 'customer.hideNumber' : 'customer.showNumber');
  const eye = (
    <Button
      type="text"
      size="small"
      icon={shown && whole ? <EyeInvisibleOutlined /> : <EyeOutlined />}
      aria-label={words}
      title={words}
      onClick={whole ? () => show(!shown) : undefined}
      data-testid="reveal-number"
    />
  );
  const ask = async (reason: string) => {
    tell((await reveal?.(reason)) ?? undefined);
    show(true);
  };
  return (
    <span className="phone-number num">
      {shown && whole ? whole : short}
      {whole && short !== whole && eye}
      {!whole && reveal && may('customers.reveal') && <AskReason ask={ask}>{eye}</AskReason>}
    </span>
  );
}
