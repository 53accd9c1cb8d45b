// HOT-2, HOT-4, HOT-6, HOT-14, DSK-1: one browser calls the hotline, the other answers at the desk.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave, plays } from './browser.mjs';
import { Centre, heard } from './centre.mjs';

const CALLER = 700;
const AGENT = 1200;
let centre;
let browsers;

before(async () => {
  centre = await Centre.start();
  await centre.withHotline(1);
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers));

test('a browser calls the hotline, presses 0, and the desk answers', { timeout: 120_000 }, async () => {
  const desk = await browsers.agent('1001', AGENT);
  const phone = await browsers.open(CALLER);
  await phone.goto(`${centre.url}/call`);
  await phone.getByTestId('call-button').click();
  await centre.inFlow('main_menu');
  await phone.locator('[data-testid="call-state"][data-state="talking"]').waitFor();
  await phone.getByTestId('key-0').click();

  await desk.getByTestId('softphone-answer').click({ timeout: 20_000 });
  await centre.newestContact(['talking']);
  await plays(desk, CALLER);
  await plays(phone, AGENT);

  await desk.getByTestId('softphone-hold').click();
  await centre.newestContact(['held']);
  await desk.locator('[data-testid="softphone-hold"][aria-pressed="true"]').waitFor();
  await desk.getByTestId('softphone-hold').click();
  await centre.newestContact(['talking']);
  await plays(phone, AGENT);

  await phone.getByTestId('call-hangup').click();
  const contact = await centre.newestContact(['wrap_up']);
  assert.equal(contact.ended_by, 'customer');
  assert.ok(contact.hold_s > 0);

  const [left, right] = await centre.recorded(contact);
  assert.ok(heard(left, CALLER) > 0.5, `the caller is on the left: ${heard(left, CALLER)}`);
  assert.ok(heard(right, AGENT) > 0.5, `the agent is on the right: ${heard(right, AGENT)}`);

  await desk.getByTestId('record-form').waitFor();
  await browsers.picture(desk, 'desk-wrap-up');
});
