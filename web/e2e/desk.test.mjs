// DSK-1: what the desk does around the call: missed calls, search, records written while the server is away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave, plays } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { Telephone } from './telephone.mjs';

const CALLER = 700;
let centre;
let browsers;
let phone;

before(async () => {
  centre = await Centre.start();
  await centre.withHotline(1, { ring_timeout_s: 3 });
  await centre.call('POST', '/api/customers', {
    name: '王芳',
    phones: ['13900139000'],
    level: 'member',
    notes: '',
    fields: { booth_number: 'A1-01', trading_code: 'TR1' },
    service_until: '2099-01-01T00:00:00Z',
  });
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers, [phone]));

test('a missed call is noticed, a customer found, and a record written offline sent later', async () => {
  const desk = await browsers.agent('1001', 1200);
  phone = await Telephone.call(centre, { from: '13900139000', hertz: CALLER });
  await centre.inFlow();
  await phone.press('0');
  await centre.agentIs('1001', 'missed');
  await desk.getByTestId('notices-open').click();
  await desk.getByTestId('notice').getByText('未接来电').waitFor();
  await browsers.picture(desk, 'desk-notices');
  await desk.keyboard.press('Escape');

  // By the keyboard alone: to the customer, and back to work.
  await desk.keyboard.press('Control+k');
  await desk.getByTestId('search-input').pressSequentially('王芳');
  await desk.getByTestId('search-customers').waitFor();
  await browsers.picture(desk, 'desk-search');
  await desk.keyboard.press('Enter');
  await desk.waitForURL('**/customers/*');
  await desk.keyboard.press('Control+k');
  await desk.getByTestId('search-input').pressSequentially('空闲');
  // All actions are listed until the last letter is taken in.
  await desk.waitForFunction(() => document.querySelectorAll('[data-testid="search-actions"]').length === 1);
  await desk.getByTestId('search-actions').getByText('空闲').waitFor();
  await desk.keyboard.press('Enter');

  await desk.getByTestId('softphone-answer').click({ timeout: 20_000 });
  await plays(desk, CALLER);
  await phone.hangUp();
  const contact = await centre.newestContact(['wrap_up']);
  await desk.getByTestId('nav-desk').click();
  await desk.getByTestId('record-category').click();
  await desk.locator('.ant-select-item-option').first().click();
  await desk.getByTestId('record-matter').fill('断网时填写');
  await desk.getByTestId('record-solution').fill('恢复后自动提交');
  await desk.getByTestId('record-resolved').getByText('是', { exact: true }).click();

  await desk.context().setOffline(true);
  await desk.getByTestId('record-finish').click();
  await desk.getByTestId('unsent').waitFor();
  await browsers.picture(desk, 'desk-offline');
  assert.equal((await centre.newestContact(['wrap_up'])).record ?? null, null, 'the server knows nothing yet');
  await desk.context().setOffline(false);
  await eventually('the record arrived and the contact is closed', 30, async () => {
    const now = await centre.call('GET', `/api/contacts/${contact.id}`);
    return now.state === 'closed' && now.record.matter === '断网时填写';
  });
  await desk.getByTestId('unsent').waitFor({ state: 'detached' });

  // RPT-1: agents see their own figures, with the contact just served.
  await desk.getByTestId('nav-indicators').click();
  await desk.getByTestId('indicator-connect_rate').getByText('1 ÷ 1', { exact: true }).waitFor();
});
