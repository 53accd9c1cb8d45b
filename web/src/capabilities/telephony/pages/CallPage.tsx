import { PhoneFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Loading } from '../../../shell/states';
import { LanguageSwitch } from '../../../shell/UserMenu';
import { Timer } from '../../../time/Timer';
import { Caller } from '../caller';
import { appended, Keypad } from '../components/Keypad';
import { hotlinesQuery } from '../queries';
import './call.css';

/** Calls the hotline from the browser (HOT-14); for customers, without signing in. */
export function CallPage() {
  const { t } = useTranslation();
  const hotlines = useQuery(hotlinesQuery);
  const [caller] = useState(() => new Caller());
  const call = useSyncExternalStore(caller.subscribe, caller.snapshot);
  const [chosen, choose] = useState<string | null>(null);
  const [keys, setKeys] = useState('');
  const active = call.state === 'connecting' || call.state === 'ringing' || call.state === 'talking';
  useEffect(() => () => caller.hangUp(), [caller]);

  const press = (key: string) => {
    caller.press(key);
    setKeys((before) => appended(before, key));
  };

  if (hotlines.isPending) return <Loading />;
  if (hotlines.isError) return <Failure error={hotlines.error} retry={() => void hotlines.refetch()} />;
  const line = hotlines.data.find((hotline) => hotline.number === chosen) ?? hotlines.data[0];
  if (!line) return <Empty>{t('call.noLines')}</Empty>;
  const dial = () => {
    setKeys('');
    caller.dial(line.number);
  };
  return (
    <div className="call-page">
      <header>
        <LanguageSwitch />
      </header>
      <main>
        <h1>{line.name}</h1>
        <p className="call-number num">{line.number}</p>
        {hotlines.data.length > 1 && !active && (
          <Segmented
            value={line.number}
            onChange={choose}
            options={hotlines.data.map((hotline) => ({ value: hotline.number, label: hotline.name }))}
          />
        )}
        <p className={`call-state ${call.state}`} role="status" data-testid="call-state" data-state={call.state}>
          {t(call.fault ? `call.fault.${call.fault}` : `call.state.${call.state}`)}
          {call.state === 'talking' && (
            <>
              {' '}
              <Timer from={call.since} label={t('phone.talkingFor')} />
            </>
          )}
        </p>
        {call.state === 'talking' ? (
          <Keypad id="key" typed={keys} onPress={press} />
        ) : (
          <p className="muted call-hint">{t(active ? 'call.wait' : 'call.hint')}</p>
        )}
        {active ? (
          <Button
            danger
            type="primary"
            shape="round"
            className="call-button"
            icon={<PhoneFilled rotate={225} />}
            onClick={() => caller.hangUp()}
            data-testid="call-hangup"
          >
            {t('phone.hangUp')}
          </Button>
        ) : (
          <Button
            type="primary"
            shape="round"
            className="call-button"
            icon={<PhoneFilled />}
            onClick={dial}
            data-testid="call-button"
          >
            {t(call.state === 'idle' ? 'call.dial' : 'call.again')}
          </Button>
        )}
      </main>
    </div>
  );
}
