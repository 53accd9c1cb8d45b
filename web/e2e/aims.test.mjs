// Targets: what the centre aims at with each indicator, and where a warning begins (RPT-1, RPT-2).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre } from './centre.mjs';

let centre;
let browsers;
let page;

before(async () => {
  centre = await Centre.start();
  browsers = new Browsers(centre);
  page = await browsers.signedIn('admin');
});

after(() => leave(centre, browsers));

const aim = async (name) => {
  const { items } = await centre.call('GET', '/api/indicator-aims');
  return items.find((one) => one.name === name);
};
const save = () => page.getByTestId('editor-save').and(page.locator(':visible')).click();

async function open(title) {
  await page.getByRole('row', { name: title }).click();
  await page.getByTestId('aim-target').waitFor();
}

test('a target is set in per cent, kept, and stands in the list as the own one', async () => {
  await page.goto(`${centre.url}/admin/aims`);
  await open(/^满意度/);
  await page.getByTestId('aim-target').fill('96.5');
  await page.getByTestId('aim-warning').fill('94.5');
  await save();
  const row = page.getByRole('row', { name: /^满意度/ });
  await row.getByText('≥ 96.5%').waitFor();
  await row.getByText('≥ 94.5%').waitFor();
  const { target, warning, own } = await aim('satisfaction');
  assert.deepEqual({ target, warning, own }, { target: 0.965, warning: 0.945, own: true });
  await browsers.picture(page, 'aims');
});

test('a target that nothing could meet is refused beside its field', async () => {
  await open(/^满意度/);
  await page.getByTestId('aim-target').fill('140');
  await save();
  await page.locator('.ant-form-item-explain-error').first().waitFor();
  assert.equal((await aim('satisfaction')).target, 0.965, 'what stood there stands');
  await page.keyboard.press('Escape');
});

test('what somebody else set meanwhile is told with a name, and nothing typed is lost', async () => {
  await page.goto(`${centre.url}/admin/aims`);
  await open(/^满意度/);
  await page.getByTestId('aim-target').fill('95.5');
  await centre.call('PUT', '/api/indicator-aims/satisfaction', { target: 0.99, warning: null });
  await save();
  await page.getByText('admin已修改').first().waitFor();
  assert.equal(await page.getByTestId('aim-target').inputValue(), '95.5');
  await save();
  await page
    .getByRole('row', { name: /^满意度/ })
    .getByText('≥ 95.5%')
    .waitFor();
});

test('the usual target comes back', async () => {
  await open(/^满意度/);
  await page.getByRole('button', { name: /恢复/ }).first().click();
  await page.locator('.ant-popconfirm').getByRole('button', { name: /恢复/ }).click();
  await page
    .getByRole('row', { name: /^满意度/ })
    .getByText('≥ 95%')
    .waitFor();
  assert.equal((await aim('satisfaction')).own, false);
});
