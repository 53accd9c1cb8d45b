// TKT-9: saved views: kept, renamed, changed, given to a team, put in order, deleted after a question.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { user } from './staff.mjs';

let centre;
let browsers;

before(async () => {
  centre = await Centre.start();
  for (const [number, name, team, role] of [
    ['1001', '陈静', '一组', 'agent'],
    ['1002', '王磊', '二组', 'agent'],
    ['1000', '黄梅', '一组', 'team_leader'],
    ['1003', '吴芳', '一组', 'team_leader'],
  ]) {
    await user(centre, number, name, role, { team, staff_number: number });
  }
  for (const title of ['送货太慢', '箱子破损']) {
    await centre.call('POST', '/api/tickets', { type: 'suggestion', title, matter: title });
  }
  const fields = { for_department: '行政' };
  await centre.call('POST', '/api/tickets', { type: 'internal_request', title: '换显示器', matter: '屏幕闪', fields });
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers));

/** The list of tickets, open before somebody. */
async function list(username) {
  const page = await browsers.signedIn(username);
  await page.goto(`${centre.url}/tickets?open=true`);
  return page;
}

async function choose(page, testid, text) {
  await page.getByTestId(testid).click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click();
}

async function saved(page) {
  await page.locator('.ant-drawer-open').getByTestId('editor-save').click();
  await page.locator('.ant-drawer-open').waitFor({ state: 'detached' });
}

/** Opens the menu of a view and takes something in it. */
async function menu(page, name, item) {
  const line = page.getByTestId('saved-view').filter({ hasText: name });
  await line.hover();
  await line.getByTestId('view-menu').click();
  await page.locator('.ant-dropdown:visible').getByText(item, { exact: true }).click();
}

const names = (page) => page.getByTestId('saved-view').locator('a .ellipsis').allInnerTexts();

/** Waits until the saved views stand there so. */
function reads(page, wanted) {
  return eventually(`the views are ${wanted}`, 20, async () => (await names(page)).join() === wanted.join());
}

test('a leader keeps views, changes one, gives it to the team, puts them in order and deletes one', {
  timeout: 180_000,
}, async () => {
  const leader = await list('1000');
  await choose(leader, 'filter-type', '建议');
  await leader.getByText('送货太慢').waitFor();
  await leader.getByTestId('view-keep').click();
  await leader.getByTestId('view-name').fill('建议');
  await saved(leader);
  await leader.getByRole('heading', { name: '建议', exact: true }).waitFor();
  await leader.goto(`${centre.url}/tickets?type=internal_request`);
  await leader.getByTestId('view-keep').click();
  await leader.getByTestId('view-name').fill('内部');
  await saved(leader);
  await reads(leader, ['内部', '建议'].toSorted());

  // Renamed, asked for less, and given to the team.
  await menu(leader, '建议', '编辑视图');
  await leader.getByTestId('view-name').fill('待办建议');
  await choose(leader, 'view-who', '班组：一组');
  await leader.getByTestId('condition-q').fill('送货');
  await browsers.picture(leader, 'tickets-view-drawer');
  await saved(leader);
  await leader.getByText('班组视图').waitFor();
  await leader.getByText('送货太慢').waitFor();
  await leader.getByText('箱子破损').waitFor({ state: 'detached' });

  const [mate, other] = [await list('1001'), await list('1002')];
  await mate.getByRole('link', { name: '待办建议' }).click();
  await mate.getByText('送货太慢').waitFor();
  assert.equal(await other.getByTestId('saved-view').count(), 0, 'another team does not have it');

  // Everybody: the others see it at once.
  await menu(leader, '内部', '编辑视图');
  await choose(leader, 'view-who', '所有人');
  await saved(leader);
  await other.getByRole('link', { name: '内部' }).waitFor({ timeout: 20_000 });
  await menu(leader, '待办建议', '编辑视图');
  await choose(leader, 'view-who', '所有人');
  await saved(leader);
  await other.getByRole('link', { name: '待办建议' }).waitFor({ timeout: 20_000 });
  const before = await names(other);
  await menu(other, before[0], '下移');
  await reads(other, [before[1], before[0]]);
  // For the one who moved it alone.
  await reads(leader, before);
  await other.reload();
  await other.getByTestId('saved-view').first().waitFor();
  await reads(other, [before[1], before[0]]);
  await browsers.picture(other, 'tickets-views-ordered');

  // Deleting asks.
  await menu(leader, '内部', '编辑视图');
  await leader.locator('.ant-drawer-open .ant-drawer-footer').getByText('删除').click();
  await leader.locator('.ant-popconfirm').waitFor();
  await browsers.picture(leader, 'tickets-view-remove');
  await leader.locator('.ant-popconfirm .ant-btn-primary').click();
  await other.getByRole('link', { name: '内部' }).waitFor({ state: 'detached', timeout: 20_000 });
  assert.equal((await centre.call('GET', '/api/ticket-views')).items.length, 1);
});

test('of two leaders who edit a view, the second sees what was changed and loses nothing typed', {
  timeout: 120_000,
}, async () => {
  const filter = { priority: 'urgent', open: true };
  const view = await centre.call('POST', '/api/ticket-views', { name: '紧急', shared: true, filter });
  const [one, two] = [await list('1000'), await list('1003')];
  for (const page of [one, two]) await menu(page, '紧急', '编辑视图');
  await one.getByTestId('view-name').fill('紧急投诉');
  await choose(one, 'condition-type', '投诉');
  await saved(one);
  await two.getByTestId('view-name').fill('加急');
  await two.getByTestId('condition-q').fill('破损');
  await two.locator('.ant-drawer-open').getByTestId('editor-save').click();
  const told = two.getByTestId('view-conflict');
  await told.getByText('黄梅').waitFor({ timeout: 20_000 });
  await told.getByText('保留您填写的：加急').waitFor();
  await told.getByText('已采用').waitFor();
  await browsers.picture(two, 'tickets-view-conflict');
  assert.equal(await two.getByTestId('view-name').inputValue(), '加急');
  await saved(two);
  const after = (await centre.call('GET', '/api/ticket-views')).items.find((found) => found.id === view.id);
  assert.deepEqual([after.name, after.filter], ['加急', { ...filter, type: 'complaint', q: '破损' }]);
  await centre.call('DELETE', `/api/ticket-views/${view.id}`);
});

test('beside each view stands how many tickets it shows, and that follows what happens', {
  timeout: 120_000,
}, async () => {
  const filter = { type: 'suggestion', open: true };
  const view = await centre.call('POST', '/api/ticket-views', { name: '全部建议', shared: true, filter });
  const agent = await list('1002');
  const count = agent.getByTestId('saved-view').filter({ hasText: '全部建议' }).getByTestId('view-count');
  await count.getByText('2', { exact: true }).waitFor({ timeout: 20_000 });
  await centre.call('POST', '/api/tickets', { type: 'suggestion', title: '延长营业', matter: '夜间' });
  await count.getByText('3', { exact: true }).waitFor({ timeout: 20_000 });
  await agent.getByTestId('view-open').getByTestId('view-count').getByText('4', { exact: true }).waitFor();
  await browsers.picture(agent, 'tickets-view-counts');
  await centre.call('DELETE', `/api/ticket-views/${view.id}`);
});

test('how long tickets are kept is said by type; a leader keeps one whatever the rule says', {
  timeout: 120_000,
}, async () => {
  const admin = await browsers.signedIn('admin');
  await admin.goto(`${centre.url}/admin/filing`);
  await admin.getByTestId('filing-add').click();
  await admin.getByTestId('filing-type').locator('.ant-select').click();
  await admin.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '投诉' }).click();
  await admin
    .getByTestId('filing-type')
    .locator('input[inputmode="decimal"], input[role="spinbutton"]')
    .nth(1)
    .fill('3650');
  await browsers.picture(admin, 'tickets-filing');
  await admin.getByTestId('filing-save').click();
  await eventually('the rule is kept', 20, async () => {
    const rule = await centre.call('GET', '/api/ticket-filing');
    return rule.types.complaint?.delete_after_days === 3650 && rule.delete_after_days === 1095;
  });
  await admin.reload();
  await admin.getByTestId('filing-type').getByText('投诉').waitFor();

  const ticket = (await centre.call('GET', '/api/tickets?q=1')).items[0];
  const [leader, agent] = [await list('1000'), await list('1001')];
  await leader.goto(`${centre.url}/tickets/${ticket.id}`);
  await leader.getByTestId('ticket-hold-open').click();
  await leader.getByTestId('hold-why').fill('客户已起诉');
  await leader.getByTestId('hold-save').click();
  await leader.getByTestId('ticket-hold').getByText('客户已起诉').waitFor();
  await browsers.picture(leader, 'tickets-hold');
  await agent.goto(`${centre.url}/tickets/${ticket.id}`);
  await agent.getByTestId('ticket-hold').waitFor();
  assert.equal(await agent.getByTestId('hold-lift').count(), 0, 'an agent cannot lift it');
  await leader.getByTestId('hold-lift').click();
  await leader.locator('.ant-popconfirm .ant-btn-primary').click();
  await leader.getByTestId('ticket-hold').waitFor({ state: 'detached' });
});

test('from ticket to ticket by keyboard in the order of the list, and back to that list', {
  timeout: 120_000,
}, async () => {
  const agent = await list('1001');
  await agent.goto(`${centre.url}/tickets?type=suggestion&open=true`);
  await agent.getByText('箱子破损').waitFor();
  const titles = await agent.locator('tbody tr td:nth-child(5)').allInnerTexts();
  await agent.keyboard.press('j');
  await agent.keyboard.press('Enter');
  await agent.getByRole('heading', { name: titles[0] }).waitFor();
  await agent.getByTestId('neighbours').getByText('1 / 3').waitFor();
  await agent.keyboard.press('j');
  await agent.getByRole('heading', { name: titles[1] }).waitFor();
  await agent.keyboard.press('k');
  await agent.getByRole('heading', { name: titles[0] }).waitFor();
  await agent.locator('.ticket-head').getByRole('link', { name: '工单' }).click();
  await agent.waitForURL('**/tickets?type=suggestion&open=true');
});
