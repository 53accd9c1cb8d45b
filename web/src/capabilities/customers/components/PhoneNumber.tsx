import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { masked } from '../masked';

/** A number, its middle hidden until it is asked for. Who may not see it has it masked by the server already. */
export function PhoneNumber({ number }: { number: string }) {
  const { t } = useTranslation();
  const [shown, show] = useState(false);
  const short = masked(number);
  return (
    <span className="phone-number num">
      {shown ? number : short}
      {short !== number && (
        <Button
          type="text"
          size="small"
          icon={shown ? <EyeInvisibleOutlined /> : <EyeOutlined />}
          aria-label={t(shown ? 'customer.hideNumber' : 'customer.showNumber')}
          title={t(shown ? 'customer.hideNumber' : 'customer.showNumber')}
          onClick={() => show(!shown)}
          data-testid="reveal-number"
        />
      )}
    </span>
  );
}
