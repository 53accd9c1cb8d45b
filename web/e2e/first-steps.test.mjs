// A centre that nobody has set up yet: its calendar is honest from the first day, and administration says what is missing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre } from './centre.mjs';

let centre;
let browsers;

before(async () => {
  centre = await Centre.start();
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers));

test('administration names the first steps until they are taken', async () => {
  const page = await browsers.signedIn('admin');
  await page.goto(`${centre.url}/admin/users`);
  for (const step of ['users', 'queues', 'numbers', 'departments']) await page.getByTestId(`step-${step}`).waitFor();
  await browsers.picture(page, 'first-steps');
  await page.getByTestId('step-departments').click();
  await page.waitForURL('**/admin/departments');
  await page.getByTestId('department-create').click();
  await page.getByTestId('department-name').fill('warehouse');
  await page.getByTestId('department-zh').fill('仓储部');
  await page.getByTestId('department-en').fill('Warehouse');
  await page.getByTestId('editor-save').and(page.locator(':visible')).click();
  await page.getByTestId('step-departments').waitFor({ state: 'detached' });
  assert.equal(await page.getByTestId('step-users').count(), 1, 'the others stay');
});

test('a week without any hours is refused beside the hours', async () => {
  const page = await browsers.signedIn('admin');
  await page.goto(`${centre.url}/admin/calendars`);
  const spans = page.locator('.calendar-grid .panel').first().getByRole('button', { name: '删除' });
  await spans.first().waitFor();
  assert.equal(await spans.count(), 5, 'Monday to Friday');
  for (let left = 5; left > 0; left--) await spans.first().click();
  await page.locator('.sticky-actions button').click();
  await page.getByText('一周内没有任何工作时间').first().waitFor();
  await browsers.picture(page, 'calendar-empty');
});
