// Two who edit the same settings: the second is told who changed what, and loses nothing typed. A slip stands beside its field.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { user } from './staff.mjs';

let centre;
let browsers;
let page;
/** The other administrator, who is quicker. */
let other;

before(async () => {
  centre = await Centre.start();
  browsers = new Browsers(centre);
  await centre.withHotline(1);
  await user(centre, 'huang', '黄梅', 'administrator');
  other = await centre.signIn('huang');
  page = await browsers.signedIn('admin');
});

after(() => leave(centre, browsers));

const asOther = (method, path, body) => centre.call(method, path, body, other);

test('of two who edit the categories the second is told what changed and loses nothing typed', {
  timeout: 120_000,
}, async () => {
  await page.goto(`${centre.url}/admin/categories`);
  const row = (n) => page.locator('tbody tr').nth(n);
  const name = row(1).getByLabel('中文名');
  await name.fill('订单进度');
  const stored = (await centre.call('GET', '/api/categories')).items.map(({ version: _, ...category }) => category);
  stored[2].name.zh = '改单';
  await asOther('PUT', '/api/categories', stored);
  await page.getByTestId('categories-save').click();
  await page.locator('.ant-message').getByText('黄梅').waitFor({ timeout: 20_000 });
  await row(2).getByText('改单').waitFor();
  assert.equal(await name.inputValue(), '订单进度', 'what was typed stands');
  await browsers.picture(page, 'categories-conflict');
  await row(2).getByLabel('中文名').fill('改单');
  await page.getByTestId('categories-save').click();
  await eventually('both changes are stored', 20, async () => {
    const { items } = await centre.call('GET', '/api/categories');
    return items[1].name.zh === '订单进度' && items[2].name.zh === '改单';
  });
});

test('of two who edit the calendar the second is told what changed and loses nothing typed', {
  timeout: 120_000,
}, async () => {
  const { version: _, name: __, ...calendar } = (await centre.call('GET', '/api/calendars')).items[0];
  const special = [{ date: '2026-12-31', name: '盘点', hours: [] }];
  await centre.call('PUT', '/api/calendars/business', { ...calendar, special });
  await page.goto(`${centre.url}/admin/calendars`);
  const day = page.getByPlaceholder('2026-10-01').first();
  await day.fill('2026-12-30');
  await asOther('PUT', '/api/calendars/business', { ...calendar, special: [{ ...special[0], name: '年终盘点' }] });
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.locator('.ant-message').getByText('黄梅').waitFor({ timeout: 20_000 });
  assert.equal(await day.inputValue(), '2026-12-30');
  await browsers.picture(page, 'calendar-conflict');
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await eventually('what was typed is stored', 20, async () => {
    const [kept] = (await centre.call('GET', '/api/calendars')).items;
    return kept.special[0].date === '2026-12-30';
  });
});

test('hours that overlap are refused beside their field', { timeout: 120_000 }, async () => {
  await page.goto(`${centre.url}/admin/calendars`);
  await page.getByLabel('添加时段').first().click();
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.locator('.ant-form-item-explain-error').getByText('重叠').waitFor({ timeout: 20_000 });
  await browsers.picture(page, 'calendar-overlap');
});

test('of two who edit an entry flow the second is told which nodes changed and loses nothing typed', {
  timeout: 120_000,
}, async () => {
  await page.goto(`${centre.url}/admin/flows/default`);
  const text = page.getByTestId('flow-text');
  const before = await text.inputValue();
  const typed = before.replace('默认接入流程', '默认接入流程一');
  assert.notEqual(typed, before);
  await text.fill(typed);
  const theirs = JSON.parse(before);
  theirs.name.en = 'Night flow';
  await asOther('POST', '/api/entry-flows/default/versions', { text: JSON.stringify(theirs) });
  await page.getByTestId('flow-save').click();
  await page.getByTestId('flow-faults').getByText('name').first().waitFor({ timeout: 20_000 });
  await page.locator('.ant-message').getByText('黄梅').waitFor();
  assert.equal(await text.inputValue(), typed);
  await page.reload();
  await eventually('what was typed outlives the page', 20, async () => (await text.inputValue()) === typed);
  await browsers.picture(page, 'flow-conflict');
});
