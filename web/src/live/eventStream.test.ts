import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream, type LiveEvent, type Wire } from './eventStream';

class FakeWire implements Wire {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  close(): void {
    this.closed = true;
  }
  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

function event(seq: number): LiveEvent {
  return { seq, at: '2026-11-22T05:00:00Z', kind: 'contacts.held', subject: 'contact:1', actor: null, data: {} };
}

function setUp() {
  const opened: { path: string; wire: FakeWire }[] = [];
  const seen: number[] = [];
  const log: string[] = [];
  const stream = new EventStream(
    (path) => {
      const wire = new FakeWire();
      opened.push({ path, wire });
      return wire;
    },
    {
      onEvent: (one) => seen.push(one.seq),
      onResync: () => log.push('resync'),
      onConnected: (connected) => log.push(connected ? 'connected' : 'lost'),
    },
  );
  stream.start();
  const wire = () => opened.at(-1)?.wire as FakeWire;
  return { stream, opened, seen, log, wire };
}

describe('the live channel', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts with what happens from now on', () => {
    const { opened, wire, stream } = setUp();
    wire().say({ hello: { seq: 41 } });
    expect(opened[0]?.path).toBe('/api/events');
    expect(stream.seen).toBe(41);
  });

  it('resumes after the last number it saw', () => {
    const { opened, wire, seen } = setUp();
    wire().say({ hello: { seq: 41 } });
    wire().say(event(42));
    wire().onclose?.();
    vi.advanceTimersByTime(500);
    expect(opened[1]?.path).toBe('/api/events?after=42');
    wire().say({ hello: { seq: 44 } });
    wire().say(event(43));
    wire().say(event(44));
    expect(seen).toEqual([42, 43, 44]);
  });

  it('tells an event that comes twice once', () => {
    const { wire, seen } = setUp();
    wire().say({ hello: { seq: 1 } });
    wire().say(event(2));
    wire().say(event(2));
    expect(seen).toEqual([2]);
  });

  it('resumes at the beginning of what it missed when nothing was seen before the break', () => {
    const { opened, wire } = setUp();
    wire().say({ hello: { seq: 7 } });
    wire().onclose?.();
    vi.advanceTimersByTime(500);
    expect(opened[1]?.path).toBe('/api/events?after=7');
  });

  it('asks for the present state when the server says that too much was missed', () => {
    const { wire, log, stream } = setUp();
    wire().say({ resync: { seq: 90_000 } });
    expect(log).toContain('resync');
    expect(stream.seen).toBe(90_000);
  });

  it('notices that the server has another, shorter log', () => {
    const { wire, log, stream } = setUp();
    wire().say({ hello: { seq: 100 } });
    wire().onclose?.();
    vi.advanceTimersByTime(500);
    wire().say({ hello: { seq: 3 } });
    expect(log).toContain('resync');
    expect(stream.seen).toBe(3);
  });

  it('waits longer after each failure and briefly after a success', () => {
    const { opened, wire } = setUp();
    wire().onclose?.();
    vi.advanceTimersByTime(500);
    wire().onclose?.();
    vi.advanceTimersByTime(500);
    expect(opened).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(opened).toHaveLength(3);
    wire().onopen?.();
    wire().onclose?.();
    vi.advanceTimersByTime(500);
    expect(opened).toHaveLength(4);
  });

  it('hurries when the machine is back on the network', () => {
    const { opened, wire, stream } = setUp();
    wire().onclose?.();
    stream.hurry();
    expect(opened).toHaveLength(2);
    stream.hurry();
    expect(opened).toHaveLength(2);
  });

  it('stays away once it is stopped, and overlooks what is no message', () => {
    const { opened, wire, stream, seen } = setUp();
    wire().onmessage?.({ data: 'no json' });
    const first = wire();
    stream.stop();
    first.onclose?.();
    vi.advanceTimersByTime(60_000);
    expect(first.closed).toBe(true);
    expect(opened).toHaveLength(1);
    expect(seen).toEqual([]);
  });
});
