import {
  AudioMutedOutlined,
  AudioOutlined,
  CustomerServiceOutlined,
  PauseOutlined,
  PhoneOutlined,
  PlayCircleOutlined,
  StarOutlined,
  TableOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover, Tooltip } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SHORTCUTS, useShortcut } from '../../../shell/keys';
import { shapeOf, type Tone } from '../../../shell/states';
import { Timer } from '../../../time/Timer';
import { LevelChip } from '../../customers/components/LevelChip';
import { masked } from '../../customers/masked';
import { customerQuery } from '../../customers/queries';
import { usePhone } from '../SoftphoneProvider';
import { DeviceCheck } from './DeviceCheck';
import { appended, Keypad } from './Keypad';

/** The line that never disappears: who is on the telephone, for how long, and what can be done about it. */
export function SoftphoneStrip() {
  const { phone, contact } = usePhone();
  const deviceState = phone.call?.state;
  if (deviceState === 'ringing' || deviceState === 'answering' || contact?.state === 'ringing') return <RingingStrip />;
  if (contact?.state === 'talking' || contact?.state === 'held') return <TalkingStrip />;
  if (contact?.state === 'wrap_up') return <WrapUpStrip />;
  return <IdleStrip />;
}

function Strip({ kind, state, children }: { kind: string; state: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <section className={`strip ${kind}`} aria-label={t('phone.title')} data-testid="softphone" data-state={state}>
      {children}
    </section>
  );
}

/** `quiet`: for screen readers only, since the presence beside it says the same. */
function StateWord({ quiet = false, children }: { quiet?: boolean; children: ReactNode }) {
  return (
    <span
      data-testid="softphone-state"
      role="status"
      className={quiet ? 'sr-only' : 'muted'}
      style={{ whiteSpace: 'nowrap' }}
    >
      {children}
    </span>
  );
}

/** Who is on the line: the customer where the number is known, and the number. */
function Who() {
  const { t } = useTranslation();
  const { contact } = usePhone();
  const id = contact?.customer_id;
  const customer = useQuery({ ...customerQuery(id ?? ''), enabled: Boolean(id) });
  const number = contact?.caller ? masked(contact.caller) : t('phone.unknownCaller');
  return (
    <>
      <Link to="/desk" className="who num ellipsis" style={{ color: 'inherit' }} data-testid="softphone-caller">
        {customer.data ? `${customer.data.name} ${number}` : number}
      </Link>
      {customer.data && <LevelChip level={customer.data.level} />}
    </>
  );
}

const CHECKED = 'yingda.device-check';
const today = () => new Date().toDateString();

function checkedToday(): boolean {
  return localStorage.getItem(CHECKED) === today();
}

function rememberCheck(): void {
  localStorage.setItem(CHECKED, today());
}

const REGISTRATION: Record<string, Tone> = {
  registered: 'good',
  connecting: 'soon',
  failed: 'bad',
  elsewhere: 'quiet',
  off: 'quiet',
};

function IdleStrip() {
  const { t } = useTranslation();
  const { phone } = usePhone();
  const [checking, check] = useState(false);
  const [done, setDone] = useState(checkedToday);
  const finish = () => {
    rememberCheck();
    setDone(true);
    check(false);
  };
  return (
    <Strip kind="idle" state={phone.registration}>
      <span className={`presence-shape chip ${REGISTRATION[phone.registration]}`}>
        <span aria-hidden>{shapeOf(REGISTRATION[phone.registration] ?? 'quiet')}</span>
        <span data-testid="softphone-state" role="status">
          {t(`phone.registration.${phone.registration}`)}
        </span>
      </span>
      <span className="grow" />
      <Button
        size="small"
        type={done ? 'default' : 'primary'}
        ghost={!done}
        icon={<CustomerServiceOutlined />}
        onClick={() => check(true)}
        data-testid="device-check"
      >
        {t(done ? 'phone.check.open' : 'phone.check.title')}
      </Button>
      <DeviceCheck open={checking} onClose={finish} />
    </Strip>
  );
}

function RingingStrip() {
  const { t } = useTranslation();
  const { phone, contact, answer, refuse } = usePhone();
  const button = useRef<HTMLButtonElement>(null);
  const here = phone.call?.state === 'ringing';
  const resuming = phone.call?.state === 'answering';
  useShortcut('answer', answer, here);
  useShortcut('answerAnywhere', answer, here);
  useEffect(() => {
    // Enter answers, but whoever is typing is not interrupted.
    const focused = document.activeElement;
    const typing = focused?.closest('input, textarea, [contenteditable="true"]');
    if (here && !typing) button.current?.focus();
  }, [here]);
  return (
    <Strip kind="ringing" state="ringing">
      <PhoneOutlined style={{ fontSize: 20, color: 'var(--accent)' }} aria-hidden />
      <Who />
      <StateWord>{resuming ? t('phone.state.answering') : t('phone.state.ringing')}</StateWord>
      <Timer from={contact?.state_since} label={t('phone.ringingFor')} />
      <span className="grow" />
      {here ? (
        <>
          <Button onClick={refuse} data-testid="softphone-refuse">
            {t('phone.refuse')}
          </Button>
          <Button ref={button} type="primary" onClick={answer} data-testid="softphone-answer" icon={<PhoneOutlined />}>
            {t('phone.answer')} <kbd style={{ background: 'transparent', borderColor: 'currentcolor' }}>Enter</kbd>
          </Button>
        </>
      ) : (
        !resuming && <span className="muted">{t('phone.elsewhere')}</span>
      )}
    </Strip>
  );
}

function TalkingStrip() {
  const { t } = useTranslation();
  const { contact, muted, busy, act } = usePhone();
  const held = contact?.state === 'held';
  const hold = () => void act(held ? 'resume' : 'hold');
  const mute = () => void act(muted ? 'unmute' : 'mute');
  useShortcut('hold', hold);
  useShortcut('mute', mute);
  useShortcut('hangUp', () => void act('hang_up'));
  useShortcut('survey', () => void act('to_survey'));
  const state = held ? 'held' : 'talking';
  return (
    <Strip kind={state} state={state}>
      <Who />
      <StateWord quiet={!held && !muted}>
        {held ? '❚❚ ' : ''}
        {t(`phone.state.${state}`)}
        {muted ? ` · ${t('phone.muted')}` : ''}
      </StateWord>
      <Timer from={contact?.answered_at} label={t('phone.talkingFor')} />
      <span className="grow" />
      <StripButton
        id="hold"
        icon={held ? <PlayCircleOutlined /> : <PauseOutlined />}
        label={t(held ? 'phone.resume' : 'phone.hold')}
        onClick={hold}
        loading={busy === 'hold' || busy === 'resume'}
        pressed={held}
      />
      <StripButton
        id="mute"
        icon={muted ? <AudioMutedOutlined /> : <AudioOutlined />}
        label={t(muted ? 'phone.unmute' : 'phone.mute')}
        onClick={mute}
        loading={busy === 'mute' || busy === 'unmute'}
        pressed={muted}
      />
      <KeypadButton />
      <StripButton
        id="survey"
        icon={<StarOutlined />}
        label={t('phone.survey')}
        onClick={() => void act('to_survey')}
        loading={busy === 'to_survey'}
      />
      <Tooltip title={SHORTCUTS.hangUp}>
        <Button
          danger
          type="primary"
          icon={<PhoneOutlined rotate={225} />}
          onClick={() => void act('hang_up')}
          loading={busy === 'hang_up'}
          data-testid="softphone-hangup"
        >
          {t('phone.hangUp')}
        </Button>
      </Tooltip>
    </Strip>
  );
}

/** A button of the strip; where it is tight, its name is seen in the hint only. */
function StripButton(props: {
  id: 'hold' | 'mute' | 'survey';
  icon: ReactNode;
  label: string;
  onClick: () => void;
  loading: boolean;
  pressed?: boolean;
}) {
  return (
    <Tooltip title={`${props.label} ${SHORTCUTS[props.id]}`}>
      <Button
        icon={props.icon}
        onClick={props.onClick}
        loading={props.loading}
        data-testid={`softphone-${props.id}`}
        aria-pressed={props.pressed}
      >
        <span className="label">{props.label}</span>
      </Button>
    </Tooltip>
  );
}

function KeypadButton() {
  const { t } = useTranslation();
  const { phone, press } = usePhone();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  useShortcut('keypad', () => setOpen(!open));
  const type = (key: string) => {
    press(key);
    setTyped((before) => appended(before, key));
  };
  return (
    <Popover
      trigger="click"
      placement="bottom"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Keypad id="keypad" typed={typed} onPress={type} compact />}
    >
      <Tooltip title={open ? undefined : `${t('phone.keypad')} ${SHORTCUTS.keypad}`}>
        <Button
          icon={<TableOutlined />}
          disabled={phone.call?.state !== 'talking'}
          data-testid="softphone-keypad"
          aria-expanded={open}
        >
          <span className="label">{t('phone.keypad')}</span>
        </Button>
      </Tooltip>
    </Popover>
  );
}

function WrapUpStrip() {
  const { t } = useTranslation();
  const { contact } = usePhone();
  return (
    <Strip kind="wrap-up" state="wrap_up">
      <Who />
      <StateWord>{t('phone.state.wrap_up')}</StateWord>
      <Timer from={contact?.state_since} label={t('phone.state.wrap_up')} />
      <span className="grow" />
      <Link to="/desk">{t('phone.toRecord')}</Link>
    </Strip>
  );
}
