// HOT-1, HOT-3, HOT-4, IVR-2, ACD-4, DSK-1: SIPp calls, an agent answers in Chromium, and each hears the other.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave, plays } from './browser.mjs';
import { Centre, heard } from './centre.mjs';
import { SippCaller } from './sipp.mjs';

const CALLER = 700;
const AGENT = 1200;
let centre;
let browsers;
const callers = [];

before(async () => {
  centre = await Centre.start();
  await centre.withHotline(1);
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers, callers));

test('SIPp goes through menu and queue to a browser, and is heard and hears', { timeout: 120_000 }, async () => {
  const desk = await browsers.agent('1001', AGENT);
  const caller = await SippCaller.call(centre, { from: '13900139000', key: '0', hertz: CALLER });
  callers.push(caller);
  await desk.getByTestId('softphone-answer').click({ timeout: 30_000 });
  await centre.newestContact(['talking']);
  await plays(desk, CALLER);
  // The agent's own note, which went to SIPp and nowhere else, comes out of the loudspeaker.
  await caller.echo();
  await plays(desk, AGENT);
  await desk.getByTestId('softphone-hangup').click();
  await caller.wentWell();

  const contact = await centre.newestContact(['wrap_up']);
  assert.deepEqual([contact.caller, contact.ended_by], ['13900139000', 'agent']);
  const steps = (await centre.story(contact)).map((item) => item.kind);
  for (const kind of ['contacts.queued', 'contacts.offered', 'contacts.ringing', 'contacts.connected'])
    assert.ok(steps.includes(kind), `${kind} in ${steps}`);
  const [left, right] = await centre.recorded(contact);
  const humming = left.slice(0, 8000);
  assert.ok(heard(humming, CALLER) > 0.5, `the caller is on the left: ${heard(humming, CALLER)}`);
  assert.ok(heard(humming, AGENT) < 0.1, `and only the caller: ${heard(humming, AGENT)}`);
  assert.ok(heard(left, AGENT) > 0.5, `then the echo of the agent: ${heard(left, AGENT)}`);
  assert.ok(heard(right, AGENT) > 0.5, `the agent is on the right: ${heard(right, AGENT)}`);
});
