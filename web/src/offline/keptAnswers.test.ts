import { beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { type Box, boxInMemory } from './box';
import { KEPT_MS, KeptAnswers } from './keptAnswers';

const away = () => Promise.reject(new Problem(0, 'unreachable', 'no network'));
const gone = () => Promise.reject(new Problem(404, 'not-found', 'no such job'));

describe('answers that stand in where the server cannot be reached', () => {
  let box: Box;
  let now: number;
  let answers: KeptAnswers;

  beforeEach(async () => {
    box = boxInMemory();
    now = 1_000;
    answers = new KeptAnswers(box, () => now);
    await answers.keepFor('worker');
  });

  it('are the last ones, and the page knows of when', async () => {
    await answers.networkFirst('jobs', async () => ['old']);
    now = 2_000;
    await answers.networkFirst('jobs', async () => ['new']);
    now = 9_000;
    expect(await answers.networkFirst('jobs', away)).toEqual(['new']);
    expect(answers.asOf()).toBe(2_000);
    await answers.networkFirst('jobs', async () => ['newest']);
    expect(answers.asOf()).toBeUndefined();
  });

  it('are none where nothing was seen before: the failure is told', async () => {
    await expect(answers.networkFirst('jobs', away)).rejects.toThrow('no network');
  });

  it('go when the server says that it is not for this user', async () => {
    await answers.networkFirst('job.1', async () => 'seen');
    await expect(answers.networkFirst('job.1', gone)).rejects.toThrow('no such job');
    await expect(answers.networkFirst('job.1', away)).rejects.toThrow('no network');
  });

  it('are kept for nobody else, and gone once another signs in', async () => {
    await answers.networkFirst('jobs', async () => ['theirs']);
    await answers.keepSession({ user: 'worker' });
    await answers.keepFor('other');
    expect(await box.keys()).toEqual([]);
    await expect(answers.networkFirst('jobs', away)).rejects.toThrow('no network');
  });

  it('that are still on their way when somebody signs out are not kept', async () => {
    let come: (answer: string[]) => void = () => undefined;
    const asked = answers.networkFirst('jobs', () => new Promise<string[]>((resolve) => (come = resolve)));
    const kept = answers.put('job.1', 'theirs');
    await answers.keepFor(undefined);
    come(['theirs']);
    await Promise.all([asked, kept]);
    expect(await box.keys()).toEqual([]);
  });

  it('are not kept at all while nobody works without network', async () => {
    await answers.keepFor(undefined);
    await answers.networkFirst('jobs', async () => ['anything']);
    await answers.put('job.1', 'anything');
    expect(await box.keys()).toEqual([]);
  });

  it('belong to the one who was signed in last when the page is opened without network', async () => {
    await answers.networkFirst('jobs', async () => ['mine']);
    await answers.keepSession({ user: 'worker' });
    const again = new KeptAnswers(box, () => now);
    expect(await again.keptSession()).toEqual({ user: 'worker' });
    expect(await again.networkFirst('jobs', away)).toEqual(['mine']);
  });

  it('last no longer than a session does', async () => {
    await answers.keepSession({ user: 'worker' });
    await answers.networkFirst('jobs', async () => ['mine']);
    now += KEPT_MS + 1;
    expect(await new KeptAnswers(box, () => now).keptSession()).toBeUndefined();
    await expect(answers.networkFirst('jobs', away)).rejects.toThrow('no network');
  });

  it('about jobs that are no longer theirs are forgotten', async () => {
    for (const id of ['1', '2']) await answers.networkFirst(`job.${id}`, async () => id);
    await answers.networkFirst('types', async () => 'types');
    await answers.keepOnly('job.', new Set(['job.2']));
    expect((await box.keys()).toSorted()).toEqual(['job.2', 'types']);
  });
});
