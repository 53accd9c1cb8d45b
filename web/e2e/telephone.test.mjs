// HOT-3, HOT-4, HOT-7, HOT-9, IVR-2, DSK-1: a known customer calls from a telephone, an agent answers in Chromium.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave, plays } from './browser.mjs';
import { Centre, eventually, heard } from './centre.mjs';
import { Telephone } from './telephone.mjs';

const CALLER = 700;
const AGENT = 1200;
const NUMBER = '13800138000';
let centre;
let browsers;
const phones = [];

before(async () => {
  centre = await Centre.start();
  await centre.withHotline(1);
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers, phones));

async function call() {
  const phone = await Telephone.call(centre, { from: NUMBER, hertz: CALLER });
  phones.push(phone);
  await centre.inFlow();
  return phone;
}

test("a known customer's call pops up before the answer, is heard both ways, and is judged", {
  timeout: 120_000,
}, async () => {
  const customer = {
    name: '李敏',
    phones: [NUMBER],
    level: 'key_account',
    notes: '只在下午方便接电话',
    fields: { booth_number: 'A1-01', trading_code: 'TR1' },
    service_until: '2099-01-01T00:00:00Z',
    key_ground: { ground: 'agency_rights' },
  };
  await centre.call('POST', '/api/customers', customer);
  const earlier = await call();
  await earlier.hangUp();
  const before = await centre.newestContact(['closed']);

  const desk = await browsers.agent('1001', AGENT);
  const phone = await call();
  await phone.press('0');

  // Who calls is on the screen while it still rings; only the ends of the number, as agents may see it.
  await desk.locator('[data-testid="softphone"][data-state="ringing"]').waitFor({ timeout: 20_000 });
  const strip = desk.getByTestId('softphone');
  await strip.getByText('李敏').waitFor();
  assert.match(await strip.textContent(), /138\*{4}8000/);
  assert.match(await strip.textContent(), /大客户/);
  const card = desk.getByTestId('customer-card');
  await card.getByText('只在下午方便接电话').waitFor();
  assert.ok(!(await desk.content()).includes(NUMBER), 'the whole number is nowhere in the page');
  await desk.getByRole('link', { name: `#${before.number}` }).waitFor();
  assert.equal((await centre.newestContact(['ringing'], 1)).answered_at ?? null, null, 'all that before the answer');
  await browsers.picture(desk, 'desk-ringing');

  await desk.getByTestId('softphone-answer').click();
  const talking = await centre.newestContact(['talking']);
  await plays(desk, CALLER);
  await eventually('the telephone hears the agent', 30, () => heard(phone.heard().slice(-16_000), AGENT) > 0.5);

  // What the agent presses reaches the telephone as RFC 4733 events.
  await desk.getByTestId('softphone-keypad').click();
  await desk.getByTestId('keypad-7').click();
  await eventually('the telephone was sent the key', 10, () => phone.received.join('') === '7');
  await browsers.picture(desk, 'desk-talking');
  await plays(desk, CALLER);
  await eventually('the telephone hears the agent', 30, () => heard(phone.heard().slice(-16_000), AGENT) > 0.5);

  await desk.getByTestId('softphone-survey').click();
  await eventually('the caller is asked', 15, async () => {
    return (await centre.story(talking)).some((item) => item.kind === 'contacts.step' && item.data.node === 'survey');
  });
  await phone.press('5');
  await eventually('the score is stored', 15, async () => {
    return (await centre.call('GET', `/api/contacts/${talking.id}`)).survey?.score === 5;
  });

  const contact = await centre.newestContact(['wrap_up']);
  assert.deepEqual([contact.id, contact.ended_by], [talking.id, 'agent']);
  const [left, right] = await centre.recorded(contact);
  assert.ok(heard(left, CALLER) > 0.5, `the caller is on the left: ${heard(left, CALLER)}`);
  assert.ok(heard(right, AGENT) > 0.5, `the agent is on the right: ${heard(right, AGENT)}`);

  await desk.getByTestId('record-category').click();
  await desk.locator('.ant-select-item-option').first().click();
  await desk.getByTestId('record-matter').fill('询问订单');
  await desk.getByTestId('record-solution').fill('已告知派送中');
  await desk.getByTestId('record-resolved').getByText('是', { exact: true }).click();
  await desk.keyboard.press('Control+Enter');
  await centre.newestContact(['closed']);
  await centre.agentIs('1001', 'available');

  await desk.goto(`${centre.url}/contacts/${contact.id}`);
  assert.match(await desk.getByTestId('survey-score').textContent(), /5 \/ 5/);
});
