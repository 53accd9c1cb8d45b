// PRM-1, PRM-2, PRM-4, DSK-6: what is promised in a wrap-up stands on the due list, breaks by itself and reaches the leader,
// or is kept by a real call.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave, plays } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { user } from './staff.mjs';
import { Telephone } from './telephone.mjs';

const CALLER = 700;
const NUMBER = '13900139000';
let centre;
let browsers;
let phone;

before(async () => {
  centre = await Centre.start();
  await centre.withHotline(1);
  await centre.call('POST', '/api/customers', {
    name: '王芳',
    phones: [NUMBER],
    level: 'member',
    notes: '',
    fields: { booth_number: 'A1-01', trading_code: 'TR1' },
    service_until: '2099-01-01T00:00:00Z',
  });
  await user(centre, 'super1', '黄梅', 'team_leader');
  const settings = await centre.call('GET', '/api/promises/settings');
  settings.policy = { remind_before_s: [1], escalate_after_s: [[0, 'leader']], tries_that_keep: 3 };
  await centre.call('PUT', '/api/promises/settings', settings);
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers, [phone]));

/** The customer calls, the desk answers, they speak, the customer hangs up. */
async function served(desk) {
  phone = await Telephone.call(centre, { from: NUMBER, hertz: CALLER });
  await centre.inFlow();
  await phone.press('0');
  await desk.getByTestId('softphone-answer').click({ timeout: 30_000 });
  await plays(desk, CALLER);
  await phone.hangUp();
  const contact = await centre.newestContact(['wrap_up']);
  await phone.stop();
  await desk.getByTestId('record-form').waitFor();
  return contact;
}

async function record(desk, category) {
  await desk.getByTestId('record-category').click();
  await desk.keyboard.type(category);
  await desk.locator('.ant-select-item-option:not(.ant-select-item-option-disabled)').first().click();
  await desk.getByTestId('record-matter').fill('包裹三天没有动静');
  await desk.getByTestId('record-process').fill('致歉，核对单号');
  await desk.getByTestId('record-solution').fill('查询后回电');
  await desk.getByTestId('record-feedback').fill('等待答复');
  await desk.getByTestId('record-resolved').getByText('否', { exact: true }).click();
}

test('a promise in a wrap-up is due, breaks, and reaches the leader; another is kept by a real call', {
  timeout: 240_000,
}, async () => {
  const desk = await browsers.agent('1001', 1200);
  const first = await served(desk);
  await record(desk, '延误');

  // Vague words become no promise, and the contact stays open.
  const when = desk.getByTestId('promise-when');
  await when.fill('尽快');
  await desk.getByTestId('promise-refused').waitFor();
  await desk.getByTestId('record-finish').click();
  await desk.locator('.ant-form-item-has-error').getByTestId('promise-when').waitFor();
  assert.equal((await centre.call('GET', `/api/contacts/${first.id}`)).state, 'wrap_up');
  await desk.getByTestId('promise-offer').first().waitFor();
  await browsers.picture(desk, 'promise-vague');

  // The instant stands there while it is typed; big words are marked.
  await when.fill('保证 2 小时内');
  await desk.getByTestId('promise-instant').waitFor();
  await desk.getByTestId('promise-flag').waitFor();
  await browsers.picture(desk, 'promise-instant');
  await when.fill('5 秒内');
  await desk.getByTestId('promise-instant').waitFor();
  await desk.getByTestId('record-finish').click();
  await centre.newestContact(['closed']);

  const item = desk.getByTestId('due-item');
  await item.first().waitFor();
  await desk.locator('[data-testid="due-item"][data-state="broken"]').waitFor({ timeout: 60_000 });
  await browsers.picture(desk, 'due-broken');

  const leader = await browsers.signedIn('super1');
  await leader.getByTestId('notices-open').click();
  await leader.getByTestId('notice').getByText('承诺逾期').waitFor();
  await leader.getByTestId('notice').first().click();
  await leader.locator('[data-testid="promise"][data-state="broken"]').waitFor();
  await leader.locator('[data-testid="promise-story"] [data-kind="promises.escalated"]').waitFor();
  await browsers.picture(leader, 'promise-escalated');

  // A complaint is not closed outside its path.
  const second = await served(desk);
  await record(desk, '服务');
  await when.fill('2 小时内');
  await desk.getByTestId('promise-instant').waitFor();
  await desk.getByTestId('record-finish').click();
  await desk.locator('.ant-form-item-explain-error').first().waitFor();
  await desk.getByTestId('path-matter').getByText('投诉', { exact: true }).click();
  await desk.getByTestId('path-justified').getByText('是', { exact: true }).click();
  await desk.getByTestId('path-satisfied').getByText('否', { exact: true }).click();
  await desk.getByTestId('path-end').waitFor();
  await browsers.picture(desk, 'record-path');
  await desk.getByTestId('record-finish').click();
  await centre.newestContact(['closed']);
  const promised = await eventually('the second promise is made, the first made good by the call', 20, async () => {
    const { items } = await centre.call('GET', '/api/promises?show=open');
    return items.length === 1 && items[0].contact_id === second.id && items[0];
  });
  await leader.goto(`${centre.url}/contacts/${second.id}`);
  await leader.getByTestId('contact-path').getByText('投诉是否成立').waitFor();
  await leader.getByTestId('contact-promises').waitFor();

  // A real conversation with the customer keeps it, without a word from anybody.
  const third = await served(desk);
  const kept = await eventually('the call keeps the promise', 20, async () => {
    const one = await centre.call('GET', `/api/promises/${promised.id}`);
    return one.state === 'kept' && one;
  });
  assert.equal(kept.evidence.subject, `contact:${third.id}`);
  await item.first().waitFor({ state: 'detached' });
});

test('what is promised outside a call names whom to call; what is missing is told beside its field', {
  timeout: 120_000,
}, async () => {
  const leader = await browsers.signedIn('super1');
  await leader.goto(`${centre.url}/promises`);
  await leader.getByTestId('promise-new').click();
  await leader.getByTestId('new-matter').fill('核对后回电');
  const drawer = leader.locator('.ant-drawer-open');
  const fault = (text) => drawer.locator('.ant-form-item-explain-error').getByText(text).waitFor({ timeout: 20_000 });
  await drawer.getByTestId('editor-save').click();
  await fault('承诺必须有时间');
  await drawer.getByPlaceholder(/2 小时内/).fill('2 小时内');
  await drawer.getByTestId('editor-save').click();
  await fault('请写明回电给谁');
  await drawer.getByRole('combobox', { name: '客户' }).fill('王芳');
  await leader.locator('.ant-select-item-option').getByText('王芳').click();
  await browsers.picture(leader, 'promise-new');
  await drawer.getByTestId('editor-save').click();
  await leader
    .getByRole('row', { name: /核对后回电/ })
    .getByText('王芳')
    .waitFor({ timeout: 20_000 });
});
