/** One event of the live channel. */
export interface LiveEvent {
  seq: number;
  at: string;
  kind: string;
  subject: string;
  actor: unknown;
  data: Record<string, unknown>;
}

/** The part of a WebSocket that is used; tests bring their own. */
export interface Wire {
  onopen: (() => void) | null;
  onmessage: ((message: { data: string }) => void) | null;
  onclose: (() => void) | null;
  close(): void;
}

export interface StreamListener {
  onEvent(event: LiveEvent): void;
  /** Too much was missed: the present state must be read anew. */
  onResync(): void;
  onConnected(connected: boolean): void;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** The live channel: counts what it saw and resumes there after a break, so that nothing is lost. */
export class EventStream {
  private last: number | undefined;
  private wire: Wire | undefined;
  private pause = FIRST_PAUSE;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = true;
  private readonly open: (path: string) => Wire;
  private readonly listener: StreamListener;

  constructor(open: (path: string) => Wire, listener: StreamListener) {
    this.open = open;
    this.listener = listener;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    const wire = this.wire;
    this.wire = undefined;
    wire?.close();
  }

  /** Tries at once, for instance when the machine is back on the network. */
  hurry(): void {
    if (this.stopped || this.wire) return;
    clearTimeout(this.timer);
    this.connect();
  }

  /** The last number seen, if any. */
  get seen(): number | undefined {
    return this.last;
  }

  private connect(): void {
    const path = this.last === undefined ? '/api/events' : `/api/events?after=${this.last}`;
    const wire = this.open(path);
    this.wire = wire;
    wire.onopen = () => {
      this.pause = FIRST_PAUSE;
      this.listener.onConnected(true);
    };
    wire.onmessage = (message) => this.take(message.data);
    wire.onclose = () => {
      if (this.wire !== wire) return;
      this.wire = undefined;
      if (this.stopped) return;
      this.listener.onConnected(false);
      this.timer = setTimeout(() => this.connect(), this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    };
  }

  private take(text: string): void {
    const message = parse(text);
    if (!message) return;
    if ('hello' in message) {
      this.greet(message.hello.seq);
    } else if ('resync' in message) {
      this.last = message.resync.seq;
      this.listener.onResync();
    } else if (this.last === undefined || message.seq > this.last) {
      this.last = message.seq;
      this.listener.onEvent(message);
    }
  }

  /** A log shorter than what was seen is another log: the server was set up anew. */
  private greet(head: number): void {
    const another = this.last !== undefined && head < this.last;
    if (this.last === undefined || another) this.last = head;
    if (another) this.listener.onResync();
  }
}

type Message = { hello: { seq: number } } | { resync: { seq: number } } | LiveEvent;

function parse(text: string): Message | undefined {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return undefined;
  }
}
