import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../api/client';
import type { Contact } from '../../api/types';
import { useSession } from '../../session/SessionProvider';
import { isMuted, storyQuery } from '../contacts/queries';
import { masked } from '../customers/masked';
import { useOwnContact } from '../routing/own';
import { announceCall } from './notification';
import { type PhoneState, Softphone } from './softphone';

export type CallActionName = 'hold' | 'resume' | 'mute' | 'unmute' | 'hang_up' | 'to_survey';

interface Phone {
  enabled: boolean;
  phone: PhoneState;
  /** The contact that rings at, is served by, or is being recorded by this agent. */
  contact: Contact | null;
  muted: boolean;
  busy: CallActionName | null;
  answer: () => void;
  refuse: () => void;
  press: (key: string) => void;
  act: (action: CallActionName) => Promise<void>;
}

const IDLE: PhoneState = { registration: 'off', call: null, fault: null };
const PhoneContext = createContext<Phone | null>(null);

const credentials = () => must(api.POST('/api/telephony/device'));

/** The agent's telephone, alive on every page. */
export function SoftphoneProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { staff, may } = useSession();
  const cache = useQueryClient();
  const enabled = staff !== null && may('telephony.call');
  const [softphone] = useState(() => new Softphone(credentials));
  const live = useSyncExternalStore(softphone.subscribe, softphone.snapshot);
  const phone = enabled ? live : IDLE;
  const [busy, setBusy] = useState<CallActionName | null>(null);
  const contact = useOwnContact(enabled ? staff : null, phone.call?.contact);

  useEffect(() => {
    if (!enabled) return;
    softphone.start();
    return () => softphone.stop();
  }, [enabled, softphone]);

  const ringing = phone.call?.state === 'ringing' ? phone.call.contact : undefined;
  const caller = contact?.caller ? masked(contact.caller) : undefined;
  useEffect(() => {
    if (ringing === undefined) return;
    return announceCall(t('phone.incoming'), caller ?? '');
  }, [ringing, caller, t]);

  const talkingTo = contact?.id;
  const onLine = contact?.state === 'talking' || contact?.state === 'held';
  const story = useQuery({ ...storyQuery(talkingTo ?? ''), enabled: onLine });
  const muted = onLine && isMuted(story.data ?? []);
  const deviceState = phone.call?.state;
  useEffect(() => {
    // Also after the page was loaded anew: the centre remembers, and the microphone follows.
    if (deviceState === 'talking') softphone.mute(muted);
  }, [deviceState, muted, softphone]);
  useEffect(() => {
    if (phone.fault) void message.error(t(`phone.fault.${phone.fault}`), 8);
  }, [phone.fault, message, t]);

  const act = useCallback(
    async (action: CallActionName) => {
      const id = talkingTo ?? softphone.snapshot().call?.contact;
      if (!id) return;
      setBusy(action);
      try {
        await must(api.POST('/api/telephony/calls/{id}/actions', { params: { path: { id } }, body: { action } }));
        if (action === 'mute' || action === 'unmute') {
          softphone.mute(action === 'mute');
          await cache.invalidateQueries({ queryKey: ['contact', id] });
        }
      } catch (error) {
        if (action === 'hang_up') softphone.drop();
        void message.error((error as Error).message);
      } finally {
        setBusy(null);
      }
    },
    [talkingTo, softphone, cache, message],
  );

  const value = useMemo<Phone>(
    () => ({
      enabled,
      phone,
      contact,
      muted,
      busy,
      answer: () => softphone.answer(),
      refuse: () => softphone.refuse(),
      press: (key) => softphone.press(key),
      act,
    }),
    [enabled, phone, contact, muted, busy, act, softphone],
  );
  return <PhoneContext value={value}>{children}</PhoneContext>;
}

export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error('used outside of SoftphoneProvider');
  return phone;
}
