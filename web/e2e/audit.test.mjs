// The audit log: who did what to which object, from where and why (SEC-2, CUS-5).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually, PASSWORD } from './centre.mjs';

let centre;
let browsers;
let customer;

before(async () => {
  centre = await Centre.start();
  browsers = new Browsers(centre);
  await centre.call('POST', '/api/users', {
    username: '1001',
    name: '陈静',
    role: 'agent',
    password: PASSWORD,
    staff_number: '1001',
  });
  customer = await centre.call('POST', '/api/customers', { name: '王芳', phones: ['13812348000'] });
  const agent = await centre.signIn('1001');
  const reason = '客户 13812348000 来电核对';
  await centre.call('POST', `/api/customers/${customer.id}/reveal`, { datum: 'phone', reason }, agent);
  await eventually('the look is in the audit log', 20, async () => {
    const path = '/api/audit?action=audit.customer_revealed';
    return (await centre.call('GET', path)).items.length > 0;
  });
});

after(() => leave(centre, browsers));

test('an administrator reads in sentences who saw what, from where and why, and follows the link', async () => {
  const page = await browsers.signedIn('admin');
  await page.goto(`${centre.url}/admin/audit`);
  const look = page.locator('[data-action="audit.customer_revealed"]');
  await look.waitFor();
  const words = (await look.textContent()).replace(/\s+/g, ' ');
  assert.match(words, /陈静（1001） 查看了完整的电话号码：客户 王芳/);
  assert.match(words, /原因：客户 138\*\*\*\*8000 来电核对/);
  assert.ok(!(await page.content()).includes('13812348000'), 'no number stands in it unmasked');
  assert.match(await page.locator('tr', { has: look }).textContent(), /127\.0\.0\.1/);
  await browsers.picture(page, 'audit');
  await look.getByRole('link', { name: '王芳' }).click();
  await page.waitForURL(`**/customers/${customer.id}`);
});

test('filters are kept in the address', async () => {
  const page = await browsers.signedIn('admin');
  await page.goto(`${centre.url}/admin/audit`);
  const look = page.locator('[data-action="audit.customer_revealed"]');
  await look.getByRole('button', { name: '陈静（1001）' }).click();
  await page.waitForURL(/who=/);
  await page.locator('[data-action="identity.user_created"]').waitFor({ state: 'detached' });
  await page.getByTestId('audit-topic').click();
  await page.getByTitle('个人信息').click();
  await page.waitForURL(/topic=personal_data/);
  await page.locator('[data-action="identity.signed_in"]').waitFor({ state: 'detached' });
  await page.reload();
  await look.waitFor();
  assert.equal(await page.getByTestId('audit-entry').count(), 1);
  await look.getByRole('button', { name: '只看此对象' }).click();
  await page.getByTestId('audit-object').waitFor();
  assert.ok(page.url().includes(encodeURIComponent(`customer:${customer.id}`)));
});

test('an export needs a reason and stands in the log itself', async () => {
  const page = await browsers.signedIn('admin');
  await page.goto(`${centre.url}/admin/audit?topic=personal_data`);
  await page.getByTestId('audit-export').click();
  await page.getByTestId('audit-send').click();
  await page.getByRole('alert').waitFor();
  await page.getByTestId('audit-reason').fill('年度检查');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('audit-send').click()]);
  const table = readFileSync(await file.path(), 'utf8');
  assert.match(table, /陈静/);
  assert.ok(!table.includes('13812348000') && !table.includes('王芳'));
  await eventually('the export is told', 20, async () => {
    const { items } = await centre.call('GET', '/api/audit?action=audit.log_exported');
    return items[0]?.reason === '年度检查';
  });
});

test('nobody else sees the page', async () => {
  const page = await browsers.signedIn('1001');
  await page.goto(`${centre.url}/admin/audit`);
  await page.getByRole('main').waitFor();
  assert.equal(await page.getByTestId('audit-entry').count(), 0);
});
