import { C, UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRequest } from 'jssip/lib/SIPMessage';
import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent } from 'jssip/lib/UA';
import type { Device } from '../../api/types';
import { attachMedia, MICROPHONE, newSpeaker, PEER, sipSocketAddress } from './media';
import { Ring } from './ring';

export type Registration = 'off' | 'elsewhere' | 'connecting' | 'registered' | 'failed';
export type Fault = 'microphone' | 'media' | null;

export interface PhoneState {
  registration: Registration;
  /** The device's own call, if any. */
  call: { contact: string; state: 'ringing' | 'answering' | 'talking'; muted: boolean } | null;
  fault: Fault;
}

const REGISTER_EXPIRES_S = 120;
const RETRY_MS = 5000;
const LINE = 'yingda.telephone';
const IDLE: PhoneState = { registration: 'off', call: null, fault: null };

/** The browser as the agent's telephone. */
export class Softphone {
  private state = IDLE;
  private agent: UA | undefined;
  private session: RTCSession | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private release: (() => void) | undefined;
  private waiting: AbortController | undefined;
  private readonly ring = new Ring();
  private readonly speaker = newSpeaker();
  private readonly listeners = new Set<() => void>();
  private readonly credentials: () => Promise<Device>;

  constructor(credentials: () => Promise<Device>) {
    this.credentials = credentials;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): PhoneState => this.state;

  start(): void {
    if (this.running) return;
    this.running = true;
    void this.takeLine();
  }

  stop(): void {
    this.running = false;
    this.waiting?.abort();
    this.release?.();
    clearTimeout(this.retry);
    this.ring.stop();
    this.agent?.stop();
    this.agent = undefined;
    this.session = undefined;
    this.set(IDLE);
  }

  answer(): void {
    if (!this.session || this.state.call?.state !== 'ringing') return;
    this.ring.stop();
    this.setCall({ state: 'answering' });
    this.session.answer({ mediaConstraints: MICROPHONE, pcConfig: PEER });
  }

  refuse(): void {
    if (this.state.call?.state === 'ringing') this.session?.terminate({ status_code: 486 });
  }

  /** Ends the device's own leg, for when the server cannot be reached. */
  drop(): void {
    if (this.session && !this.session.isEnded()) this.session.terminate();
  }

  /** A key as an RFC 4733 event, for the menus of those who are called. */
  press(key: string): void {
    if (!this.session?.isEstablished()) return;
    this.session.sendDTMF(key, { transportType: C.DTMF_TRANSPORT.RFC2833, duration: 120, interToneGap: 100 });
  }

  mute(on: boolean): void {
    if (!this.session?.isEstablished()) return;
    if (on) this.session.mute({ audio: true });
    else this.session.unmute({ audio: true });
    this.setCall({ muted: on });
  }

  /** Only one tab of a browser is the telephone; the next takes over when it is closed. */
  private async takeLine(): Promise<void> {
    if (!('locks' in navigator)) {
      await this.register();
      return;
    }
    const hold = async (lock: Lock | null) => {
      if (!lock || !this.running) return lock !== null;
      const released = new Promise<void>((resolve) => {
        this.release = resolve;
      });
      void this.register();
      await released;
      return true;
    };
    if (await navigator.locks.request(LINE, { ifAvailable: true }, hold)) return;
    if (!this.running) return;
    this.set({ ...this.state, registration: 'elsewhere' });
    this.waiting = new AbortController();
    await navigator.locks.request(LINE, { signal: this.waiting.signal }, hold).catch(() => undefined);
  }

  private async register(): Promise<void> {
    this.set({ ...this.state, registration: 'connecting' });
    try {
      const device = await this.credentials();
      if (this.running) this.connect(device);
    } catch {
      this.again();
    }
  }

  private connect(device: Device): void {
    this.agent?.stop();
    const agent = new UA({
      sockets: [new WebSocketInterface(sipSocketAddress(device.websocket))],
      uri: device.uri,
      authorization_user: device.authorization_user,
      password: device.password,
      register: true,
      register_expires: REGISTER_EXPIRES_S,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 8,
      user_agent: 'Yingda desk',
    });
    this.agent = agent;
    agent.on('registered', () => this.set({ ...this.state, registration: 'registered' }));
    agent.on('disconnected', () => this.mark(agent, 'connecting'));
    agent.on('registrationFailed', () => {
      this.mark(agent, 'failed');
      this.again();
    });
    agent.on('newRTCSession', (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => {
      if (event.originator === 'remote') this.ringing(event.session, event.request as IncomingRequest);
    });
    agent.start();
  }

  /** A device secret lasts one shift; a new one is asked for when it is no longer taken. */
  private again(): void {
    clearTimeout(this.retry);
    if (!this.running) return;
    this.set({ ...this.state, registration: 'failed' });
    this.retry = setTimeout(() => {
      if (this.state.call) this.again();
      else void this.register();
    }, RETRY_MS);
  }

  private mark(agent: UA, registration: Registration): void {
    if (this.agent === agent && this.running) this.set({ ...this.state, registration });
  }

  private ringing(session: RTCSession, request: IncomingRequest): void {
    if (this.session && !this.session.isEnded()) {
      session.terminate({ status_code: 486 });
      return;
    }
    this.session = session;
    const contact = request.getHeader('X-Yingda-Contact') ?? '';
    this.set({ ...this.state, fault: null, call: { contact, state: 'ringing', muted: false } });
    attachMedia(session, this.speaker);
    session.on('confirmed', () => this.setCall({ state: 'talking' }));
    session.on('ended', () => this.over(session, null));
    session.on('failed', (event) => this.over(session, faultOf(event.cause)));
    if (request.getHeader('X-Yingda-Resume') === '1') {
      this.answer();
    } else {
      this.ring.start();
    }
  }

  private over(session: RTCSession, fault: Fault): void {
    if (this.session !== session) return;
    this.session = undefined;
    this.ring.stop();
    this.speaker.srcObject = null;
    this.set({ ...this.state, call: null, fault });
  }

  private setCall(change: Partial<NonNullable<PhoneState['call']>>): void {
    if (this.state.call) this.set({ ...this.state, call: { ...this.state.call, ...change } });
  }

  private set(state: PhoneState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function faultOf(cause: string): Fault {
  if (cause === 'User Denied Media Access') return 'microphone';
  return cause === 'WebRTC Error' || cause === 'Bad Media Description' ? 'media' : null;
}
