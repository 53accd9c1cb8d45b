import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Listener = (event?: unknown) => void;

/** What tells of itself, as JsSIP's objects do. */
class Telling {
  listeners = new Map<string, Listener>();
  on(name: string, listener: Listener) {
    this.listeners.set(name, listener);
  }
  tell(name: string, event?: unknown) {
    this.listeners.get(name)?.(event);
  }
}

class Connection extends EventTarget {
  iceConnectionState = 'connected';
  becomes(state: string) {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event('iceconnectionstatechange'));
  }
}

class Session extends Telling {
  connection = new Connection();
  isEnded = () => false;
  isEstablished = () => true;
  terminate = () => this.tell('ended');
}

const agents: Agent[] = [];

class Agent extends Telling {
  session = new Session();
  constructor() {
    super();
    agents.push(this);
  }
  start() {
    this.tell('connected');
  }
  call = () => this.session;
  stop = () => this.tell('disconnected');
}

vi.mock('jssip', () => ({
  UA: Agent,
  WebSocketInterface: class {},
  C: { DTMF_TRANSPORT: { RFC2833: 'RFC2833' } },
}));

const { Caller } = await import('./caller');

describe('a call from a page', () => {
  beforeEach(() => {
    agents.length = 0;
    vi.useFakeTimers();
    // Nothing is played here.
    vi.stubGlobal('Audio', class {});
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function called() {
    const caller = new Caller();
    caller.dial('95000');
    agents[0]?.session.tell('confirmed');
    return caller;
  }

  it('that is over stays over when its connection is taken down', () => {
    const caller = called();
    expect(caller.snapshot().state).toBe('talking');
    caller.hangUp();
    vi.runAllTimers();
    expect(caller.snapshot()).toMatchObject({ state: 'ended', fault: null });
  });

  it('without a microphone says so, and goes on saying so', () => {
    const caller = new Caller();
    caller.dial('95000');
    agents[0]?.session.tell('failed', { cause: 'User Denied Media Access' });
    vi.runAllTimers();
    expect(caller.snapshot()).toMatchObject({ state: 'failed', fault: 'microphone' });
  });

  it('is not disturbed by the end of the one before', () => {
    const caller = called();
    caller.hangUp();
    caller.dial('95000');
    agents[1]?.session.tell('confirmed');
    vi.runAllTimers();
    expect(caller.snapshot().state).toBe('talking');
  });

  it('is cut off when the server is gone for good, and not by a moment without network', () => {
    const caller = called();
    agents[0]?.session.connection.becomes('disconnected');
    vi.advanceTimersByTime(5_000);
    agents[0]?.session.connection.becomes('connected');
    vi.advanceTimersByTime(60_000);
    expect(caller.snapshot().state).toBe('talking');
    agents[0]?.session.connection.becomes('disconnected');
    vi.advanceTimersByTime(20_000);
    expect(caller.snapshot()).toMatchObject({ state: 'failed', fault: 'lost' });
  });

  it('fails when there is no connection', () => {
    const caller = new Caller();
    vi.spyOn(Agent.prototype, 'start').mockImplementationOnce(function (this: Agent) {
      this.tell('disconnected');
    });
    caller.dial('95000');
    expect(caller.snapshot()).toMatchObject({ state: 'failed', fault: 'network' });
  });
});
