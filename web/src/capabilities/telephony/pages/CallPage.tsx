import { PhoneFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Loading } from '../../../shell/states';
import { LanguageSwitch } from '../../../shell/UserMenu';
import { Timer } from '../../../time/Timer';
import { Caller } from '../caller';
import { hotlinesQuery } from '../queries';
import './call.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

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
    setKeys((before) => (before + key).slice(-16));
  };
  useEffect(() => {
    if (call.state !== 'talking') return;
    const onKey = (event: KeyboardEvent) => {
      if (KEYS.includes(event.key) && !event.repeat) {
        caller.press(event.key);
        setKeys((before) => (before + event.key).slice(-16));
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [call.state, caller]);

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
          <>
            <div className="keys-typed num" aria-hidden>
              {keys || '\u00a0'}
            </div>
            <fieldset className="keypad" aria-label={t('call.keypad')}>
              {KEYS.map((key) => (
                <button
                  key={key}
                  type="button"
                  onClick={() => press(key)}
                  data-testid={`key-${key === '*' ? 'star' : key === '#' ? 'hash' : key}`}
                >
                  {key}
                </button>
              ))}
            </fieldset>
          </>
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
