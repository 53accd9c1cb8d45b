// TKT-1: an administrator makes a type without code: states, a form, a move with a condition; it is worked with at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { customer, user } from './staff.mjs';

let centre;
let browsers;

before(async () => {
  centre = await Centre.start();
  await user(centre, '1001', '陈静', 'agent', { staff_number: '1001' });
  await customer(centre);
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers));

async function pick(page, select, text) {
  const lists = page.locator('.ant-select-dropdown:visible');
  // The list before has gone away first.
  await eventually('no list is open', 10, async () => (await lists.count()) === 0);
  await select.click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click();
}

/** Fills the last row of the table in sight: its plain inputs in order. */
async function row(page, ...texts) {
  await page.locator('[data-testid="row-add"]:visible').click();
  const last = page.locator('.edit-table:visible tbody tr').last();
  for (const [index, text] of texts.entries()) await last.locator('input.ant-input').nth(index).fill(text);
  return last;
}

test('a type made in the editor is opened and moved; its condition is kept', { timeout: 180_000 }, async () => {
  const page = await browsers.signedIn('admin', { width: 1920, height: 1080 });
  await page.goto(`${centre.url}/admin/ticket-types`);
  await page.getByTestId('type-fresh').click();
  await page.getByTestId('type-name').fill('lost_item');
  await page.getByTestId('type-create').click();
  await page.getByTestId('type-zh').fill('失物招领');
  await page.getByTestId('type-en').fill('Lost item');

  // The name of a state is changed: what refers to it follows.
  await page.getByRole('tab', { name: '状态' }).click();
  await page.locator('.edit-table:visible tbody tr').first().locator('input').first().fill('reported');
  await row(page, 'found', '已找到', 'Found');
  await browsers.picture(page, 'types-states');

  await page.getByRole('tab', { name: '表单' }).click();
  const item = await row(page, 'item', '物品', 'Item');
  await item.getByRole('checkbox').first().check();
  const checked = await row(page, 'id_checked', '已核对身份', 'Identity checked');
  await pick(page, checked.locator('.ant-select').first(), '是否');
  const colour = await row(page, 'colour', '颜色', 'Colour');
  await pick(page, colour.locator('.ant-select').first(), '单选');
  await colour.getByTestId('options-open').click();
  for (const [name, zh, en] of [
    ['black', '黑', 'Black'],
    ['red', '红', 'Red'],
  ]) {
    await page.getByTestId('option-add').click();
    const inputs = page.getByTestId('options').locator('input');
    const first = (await inputs.count()) - 3;
    for (const [n, text] of [name, zh, en].entries()) await inputs.nth(first + n).fill(text);
  }
  await browsers.picture(page, 'types-options');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: '操作' }).click();
  const found = await row(page, 'find', '找到', 'Found it');
  await pick(page, found.locator('.ant-select').nth(0), '已受理');
  await page.keyboard.press('Escape');
  await pick(page, found.locator('.ant-select').nth(1), '已找到');
  const close = page.locator('.edit-table:visible tbody tr').first();
  await pick(page, close.locator('.ant-select').nth(0), '已找到');
  await page.keyboard.press('Escape');
  await pick(page, close.locator('.ant-select').nth(3), '已核对身份');
  await page.keyboard.press('Escape');
  await close.getByTestId('conditions-open').click();
  await page.getByTestId('condition-add').click();
  const line = page.getByTestId('conditions');
  await pick(page, line.locator('.ant-select').first(), '已核对身份');
  await browsers.picture(page, 'types-conditions');
  await page.getByRole('heading', { level: 1 }).click();
  await close.getByText('已核对身份 = 是').waitFor();
  await browsers.picture(page, 'types-moves');
  await page.getByTestId('type-save').click();
  await page.getByText('第 1 版').first().waitFor({ timeout: 20_000 });
  const kept = (await centre.call('GET', '/api/ticket-types')).items.find((one) => one.name === 'lost_item');
  assert.equal(kept.start, 'reported');
  assert.deepEqual(kept.moves.find((one) => one.name === 'close').only_if, [
    { test: 'is', field: 'id_checked', value: true },
  ]);

  // An agent opens one and works on it.
  const desk = await browsers.signedIn('1001');
  await desk.goto(`${centre.url}/tickets?open=true`);
  await desk.getByTestId('ticket-new').click();
  await pick(desk, desk.getByTestId('new-ticket-type'), '失物招领');
  await desk.getByTestId('new-ticket-title').fill('黑色雨伞');
  await desk.getByTestId('new-ticket-matter').fill('落在前台');
  await desk.getByTestId('field-item').fill('雨伞');
  await browsers.picture(desk, 'types-new-ticket');
  await desk.getByTestId('new-ticket-save').click();
  const ticket = await eventually('it is open', 20, async () => {
    return (await centre.call('GET', '/api/tickets?type=lost_item')).items[0];
  });
  await desk.goto(`${centre.url}/tickets/${ticket.id}`);
  await desk.getByTestId('do-find').click();
  await desk.locator('[data-testid="ticket"][data-state="found"]').waitFor({ timeout: 20_000 });
  const told = { do: 'inform_customer', text: '已电话告知' };
  await centre.call('POST', `/api/tickets/${ticket.id}/actions`, { action: told }, await centre.signIn('1001'));
  await desk.getByTestId('do-close').click();
  await desk.getByTestId('field-id_checked').getByText('是', { exact: true }).click();
  await browsers.picture(desk, 'types-close');
  await desk.getByTestId('action-submit').click();
  await desk.locator('[data-testid="ticket"][data-state="closed"]').waitFor({ timeout: 20_000 });
});
