// HOT-5, DSK-1: an agent's page is loaded anew, or is lost, while a customer is on the line.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave, plays } from './browser.mjs';
import { Centre, eventually, heard, likeness } from './centre.mjs';
import { Telephone } from './telephone.mjs';

const CALLER = 700;
const FIRST = 1200;
const SECOND = 1500;
const APOLOGY = '非常抱歉，与客服的连接中断了，正在优先为您重新接通，请不要挂机。';
let centre;
let browsers;
let phone;

before(async () => {
  centre = await Centre.start(['--agent-return', '3']);
  await centre.withHotline(2);
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers, [phone]));

/** Waits until the telephone has just heard this note for half a second. */
function hears(hertz) {
  return eventually(`the telephone hears ${hertz} Hz`, 30, () => heard(phone.heard().slice(-4_000), hertz) > 0.5);
}

test("a call survives its agent's page, and goes to the next agent when the page stays away", {
  timeout: 150_000,
}, async () => {
  const desk = await browsers.agent('1001', FIRST);
  phone = await Telephone.call(centre, { from: '13800138000', hertz: CALLER });
  await centre.inFlow();
  await phone.press('0');
  await desk.getByTestId('softphone-answer').click({ timeout: 20_000 });
  const talking = await centre.newestContact(['talking']);
  await plays(desk, CALLER);
  await hears(FIRST);
  await desk.getByTestId('record-matter').fill('询问订单');
  await desk.getByTestId('softphone-mute').click();
  await desk.locator('[data-testid="softphone-mute"][aria-pressed="true"]').waitFor();

  await desk.reload();
  await desk.locator('[data-testid="softphone"][data-state="talking"]').waitFor({ timeout: 20_000 });
  await plays(desk, CALLER);
  assert.equal(await desk.getByTestId('record-matter').inputValue(), '询问订单', 'what was typed is still there');
  await desk.locator('[data-testid="softphone-mute"][aria-pressed="true"]').waitFor();
  await desk.getByTestId('softphone-mute').click();
  await desk.locator('[data-testid="softphone-mute"][aria-pressed="false"]').waitFor();
  await hears(FIRST);
  assert.equal((await centre.newestContact(['talking'])).id, talking.id, 'still the same contact');
  const kinds = (await centre.story(talking)).map((item) => item.kind);
  assert.equal(
    kinds.filter((kind) => kind === 'contacts.connected').length,
    1,
    'the customer was never given to another',
  );

  const other = await browsers.agent('1002', SECOND);
  await browsers.lose(desk);
  await eventually('the contact is offered to the second agent', 60, async () => {
    const contact = await centre.call('GET', `/api/contacts/${talking.id}`);
    return contact.state === 'ringing' && contact.agent.staff_number === '1002';
  });
  await eventually('the caller heard the apology', 20, () => {
    const clip = centre.spoken(APOLOGY);
    return clip && likeness(phone.heard().slice(-240_000), clip) > 0.8;
  });
  await other.getByTestId('softphone-answer').click({ timeout: 20_000 });
  await plays(other, CALLER);
  await hears(SECOND);
  const story = await centre.story(talking);
  const lost = story.findIndex((item) => item.kind === 'contacts.agent_lost');
  const queued = story.findIndex((item, at) => at > lost && item.kind === 'contacts.queued');
  const connected = story.findIndex((item, at) => at > queued && item.kind === 'contacts.connected');
  assert.ok(lost > 0 && queued > lost && connected > queued, story.map((item) => item.kind).join(', '));

  // Whoever comes back too late has no call any more, and is told so.
  browsers.find(desk);
  await desk.locator('[data-testid="softphone"][data-state="registered"]').waitFor({ timeout: 30_000 });
  await plays(other, CALLER);

  await other.getByTestId('softphone-hangup').click();
  const contact = await centre.newestContact(['wrap_up']);
  assert.deepEqual([contact.id, contact.agent.staff_number], [talking.id, '1002']);
});
