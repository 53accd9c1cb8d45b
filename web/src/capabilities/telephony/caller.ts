import { C, UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { attachMedia, MICROPHONE, newSpeaker, PEER, sipSocketAddress } from './media';

export type CallerState = 'idle' | 'connecting' | 'ringing' | 'talking' | 'ended' | 'failed';
export type CallerFault = 'microphone' | 'busy' | 'network' | 'lost' | null;

export interface CallerCall {
  state: CallerState;
  fault: CallerFault;
  since: string | null;
}

/** So long a call may hang without a way to the server before it is over; a change of the network takes less. */
const WITHOUT_WAY_MS = 15_000;

const IDLE: CallerCall = { state: 'idle', fault: null, since: null };

/** A customer's call from the browser: no account, no registration (HOT-14). */
export class Caller {
  private call = IDLE;
  private agent: UA | undefined;
  private session: RTCSession | undefined;
  private readonly speaker = newSpeaker();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): CallerCall => this.call;

  dial(number: string): void {
    if (this.agent) return;
    const host = window.location.hostname;
    const agent = new UA({
      sockets: [new WebSocketInterface(sipSocketAddress('/sip'))],
      uri: `sip:anonymous@${host}`,
      register: false,
      session_timers: false,
      user_agent: 'Yingda caller',
    });
    this.agent = agent;
    this.set({ state: 'connecting', fault: null, since: null });
    agent.on('connected', () => {
      if (this.agent === agent && !this.session) this.invite(agent, `sip:${number}@${host}`);
    });
    // Stopping after a call disconnects too: that is no fault.
    agent.on('disconnected', () => {
      if (this.agent === agent && !this.session) this.over('failed', 'network');
    });
    agent.start();
  }

  /** A key as an RFC 4733 event, as telephones send it. */
  press(key: string): void {
    if (this.session?.isEstablished()) {
      this.session.sendDTMF(key, { transportType: C.DTMF_TRANSPORT.RFC2833, duration: 120, interToneGap: 100 });
    }
  }

  hangUp(): void {
    if (this.session && !this.session.isEnded()) this.session.terminate();
    else this.over('ended', null);
  }

  private invite(agent: UA, target: string): void {
    const session = agent.call(target, { mediaConstraints: MICROPHONE, pcConfig: PEER });
    this.session = session;
    attachMedia(session, this.speaker);
    if (session.connection) this.watch(session, session.connection);
    session.on('progress', () => this.set({ ...this.call, state: 'ringing' }));
    session.on('confirmed', () => this.set({ state: 'talking', fault: null, since: new Date().toISOString() }));
    session.on('ended', () => {
      if (this.session === session) this.over('ended', null);
    });
    session.on('failed', (event) => {
      if (this.session !== session) return;
      const refused = event.cause === 'Canceled' || event.cause === 'Terminated';
      this.over(refused ? 'ended' : 'failed', refused ? null : faultOf(event.cause));
    });
  }

  /** A server that is gone says no farewell: nothing comes from it any more. */
  private watch(session: RTCSession, connection: RTCPeerConnection): void {
    let patience: ReturnType<typeof setTimeout> | undefined;
    connection.addEventListener('iceconnectionstatechange', () => {
      clearTimeout(patience);
      if (!['disconnected', 'failed'].includes(connection.iceConnectionState)) return;
      patience = setTimeout(() => {
        if (this.session !== session) return;
        this.over('failed', 'lost');
        if (!session.isEnded()) session.terminate();
      }, WITHOUT_WAY_MS);
    });
  }

  private over(state: CallerState, fault: CallerFault): void {
    const agent = this.agent;
    this.agent = undefined;
    this.session = undefined;
    this.speaker.srcObject = null;
    this.set({ ...this.call, state, fault });
    // Later, so that the last messages of the call still leave.
    setTimeout(() => agent?.stop(), 500);
  }

  private set(call: CallerCall): void {
    this.call = call;
    for (const listener of this.listeners) listener();
  }
}

function faultOf(cause: string): CallerFault {
  if (cause === 'User Denied Media Access') return 'microphone';
  return cause === 'Busy' || cause === 'Unavailable' ? 'busy' : 'network';
}
