import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  deliver,
  dismiss,
  emptyOutbox,
  giveBack,
  outboxSize,
  outboxStamp,
  post,
  refusedItems,
  type Sent,
  unsent,
} from './outbox';

const item = (key: string, body: string, at = 1) => ({ key, title: key, at, body });

describe('what could not be sent', () => {
  beforeEach(() => emptyOutbox());

  it('is kept, the latest about the same thing only', () => {
    post(item('record.1', 'first'));
    post(item('record.1', 'second', 2));
    post(item('record.2', 'other', 3));
    expect(unsent<string>().map((one) => one.body)).toEqual(['second', 'other']);
  });

  it('is sent in order on return, and gone', async () => {
    post(item('record.1', 'a'));
    post(item('record.2', 'b'));
    const send = vi.fn(async (): Promise<Sent> => 'sent');
    const { sent } = await deliver(send);
    expect(sent.map((one) => one.key)).toEqual(['record.1', 'record.2']);
    expect(outboxSize()).toBe(0);
  });

  it('stays when the server is still away', async () => {
    post(item('record.1', 'a'));
    const { sent, refused } = await deliver(async () => 'unreachable');
    expect([sent.length, refused.length, outboxSize()]).toEqual([0, 0, 1]);
  });

  it('is given back when the server refuses it, and does not hold up the rest', async () => {
    post(item('record.1', 'a'));
    post(item('record.2', 'b'));
    const { sent, refused } = await deliver(async (one) => (one.key === 'record.1' ? 'refused' : 'sent'));
    expect([sent[0]?.key, refused[0]?.key, outboxSize()]).toEqual(['record.2', 'record.1', 0]);
  });

  it('is not lost when it is written anew while it is being sent', async () => {
    post(item('record.1', 'old'));
    await deliver<string>(async () => {
      post(item('record.1', 'new', 2));
      return 'sent';
    });
    expect(unsent<string>().map((one) => one.body)).toEqual(['new']);
  });

  it('that comes while the rest is being sent goes with it', async () => {
    post(item('record.1', 'a'));
    const { sent } = await deliver<string>(async (one) => {
      if (one.key === 'record.1') post(item('record.2', 'b', 2));
      return 'sent';
    });
    expect(sent.map((one) => one.key)).toEqual(['record.1', 'record.2']);
  });

  it('is not sent twice at once', async () => {
    post(item('record.1', 'a'));
    let answer: (sent: Sent) => void = () => undefined;
    const send = vi.fn(
      () =>
        new Promise<Sent>((resolve) => {
          answer = resolve;
        }),
    );
    const first = deliver(send);
    await deliver(send);
    answer('sent');
    await first;
    expect(send).toHaveBeenCalledOnce();
  });

  it("stays for its owner when it is another's, and holds nobody up", async () => {
    post(item('job.1', 'theirs'));
    post(item('job.2', 'mine'));
    const { sent } = await deliver(async (one) => (one.key === 'job.1' ? 'later' : 'sent'));
    expect(sent.map((one) => one.key)).toEqual(['job.2']);
    expect(unsent<string>().map((one) => one.body)).toEqual(['theirs']);
  });

  it('is kept with the reason of the refusal until it was seen', () => {
    const before = outboxStamp();
    giveBack(item('job.1', 'a'), 'too large');
    expect(refusedItems<string>().map((one) => one.why)).toEqual(['too large']);
    expect(outboxStamp()).not.toBe(before);
    dismiss('job.1');
    expect(refusedItems()).toEqual([]);
  });

  it('does not stop the page when the store holds nonsense', () => {
    localStorage.setItem('yingda.outbox', '{broken');
    expect(unsent()).toEqual([]);
  });
});
