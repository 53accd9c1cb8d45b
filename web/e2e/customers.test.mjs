// CUS-1, CUS-2, CUS-4, CUS-5, CUS-7: a lead led to a key account, a code that another holds, something recommended, two
// records made one and taken apart, a table imported with rejects.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { user } from './staff.mjs';

let centre;
let browsers;
let desk;

before(async () => {
  centre = await Centre.start();
  await user(centre, 'leader1', '黄梅', 'team_leader');
  browsers = new Browsers(centre);
  desk = await browsers.signedIn('leader1');
});

after(() => leave(centre, browsers));

/** The stage that the picture of the life shows. */
async function stands(page, stage) {
  await page.locator(`[data-testid="life-here"][data-stage="${stage}"]`).waitFor();
}

test('a lead tries, joins and becomes a key account, each move with who and why', async () => {
  await desk.getByTestId('nav-customers').click();
  await desk.getByTestId('customer-create').click();
  await desk.getByTestId('customer-name').fill('云溪商贸');
  await desk.getByTestId('customer-phones').locator('input').fill('138 0013 8000');
  await desk.keyboard.press('Enter');
  await desk.getByTestId('customer-save').click();
  await desk.waitForURL(/customers\/[0-9a-f-]{36}$/);
  await stands(desk, 'lead');
  await desk.getByText('138****8000').waitFor();

  await desk.getByTestId('reveal-number').click();
  await desk.getByTestId('reveal-reason').fill('核对客户资料');
  await desk.getByTestId('reveal-show').click();
  await desk.getByText('13800138000', { exact: true }).waitFor();

  await desk.getByTestId('move-try').click();
  await desk.getByTestId('move-company').fill('云溪商贸有限公司');
  await desk.getByTestId('move-nature').fill('民营');
  await desk.getByTestId('move-region').fill('华东');
  await desk.getByTestId('move-contact').fill('王经理');
  await desk.getByTestId('move-save').click();
  await stands(desk, 'trial');

  await desk.getByTestId('move-join').click();
  // What is missing stands beside its field, and nothing moves.
  await desk.getByTestId('move-booth').fill('A-12');
  await desk.getByTestId('move-save').click();
  await desk.getByTestId('move-form').getByText('请填写').waitFor();
  await desk.getByTestId('move-code').fill('TR7788');
  await desk.getByTestId('move-save').click();
  await stands(desk, 'member');

  await desk.getByTestId('move-make_key_account').click();
  await desk.getByTestId('move-marked').click();
  await desk.getByTestId('move-why').fill('年采购额第一');
  await desk.getByTestId('move-save').click();
  await stands(desk, 'key_account');
  await desk.getByTestId('life').getByText('年采购额第一').waitFor();
  await browsers.picture(desk, 'customer-life');

  await desk.getByTestId('memo-text').fill('已电话确认代理事宜');
  await desk.getByTestId('memo-save').click();
  await desk.getByTestId('timeline').getByText('已电话确认代理事宜').waitFor();
});

test('a code that another customer holds is refused beside its field, with the way to that customer', async () => {
  const other = await centre.call('POST', '/api/customers', { name: '远山商行', phones: [] });
  await desk.goto(`${centre.url}/customers/${other.id}`);
  await desk.getByTestId('customer-edit').click();
  await desk.getByTestId('customer-more').click();
  await desk.getByLabel('交易代码').fill('tr7788');
  await desk.getByTestId('customer-save').click();
  await desk.getByTestId('customer-code-held').waitFor();
  await desk.getByText('已属于客户 云***').waitFor();
  await browsers.picture(desk, 'customer-code-held');
  await desk.getByTestId('customer-code-held').getByRole('link').click();
  await desk.getByRole('heading', { name: '云溪商贸' }).waitFor();
});

test('a leader recommends, the customer answers, and what was declined is not proposed again', async () => {
  const form = { phones: [], stage: 'member', region: '西北', service_until: '2099-01-01T00:00:00Z' };
  const codes = (n) => ({ booth_number: `W-${n}`, trading_code: `WEST${n}` });
  const [one, two] = [
    await centre.call('POST', '/api/customers', { ...form, name: '冯磊', fields: codes(1) }),
    await centre.call('POST', '/api/customers', { ...form, name: '许静', fields: codes(2) }),
  ];
  await desk.getByTestId('nav-customers').click();
  await desk.getByTestId('customers-recommendations').click();
  await desk.getByTestId('recommendation-create').click();
  // What is missing stands beside its field.
  await desk.getByTestId('recommendation-zh').fill('冷链配送');
  await desk.getByRole('dialog', { name: '新建推荐' }).getByTestId('editor-save').click();
  await desk.locator('.ant-form-item-explain-error').first().waitFor();
  await desk.getByTestId('recommendation-en').fill('Cold chain');
  await desk.getByTestId('recommendation-text-zh').fill('夏季生鲜可选冷链，首单减半');
  await desk.getByTestId('recommendation-text-en').fill('Fresh goods can go by cold chain, the first at half price');
  await desk.getByRole('dialog', { name: '新建推荐' }).getByTestId('editor-save').click();
  await desk.getByRole('row', { name: /冷链配送/ }).waitFor();

  await desk.goto(`${centre.url}/customers/${one.id}`);
  await desk.getByTestId('recommendation').getByText('首单减半').waitFor();
  await browsers.picture(desk, 'customer-recommendation');
  await desk.getByTestId('recommend-interested').click();
  await desk.getByTestId('recommend-note').fill('想看报价');
  await desk.getByTestId('recommend-save').click();
  await desk.getByTestId('recommendation-answered').getByText('想看报价').waitFor();
  // Somebody comes back to it.
  await desk.getByTestId('care-task').getByText('想看报价').waitFor();

  await desk.goto(`${centre.url}/customers/${two.id}`);
  await desk.getByTestId('recommend-declined').click();
  await desk.getByTestId('recommend-save').click();
  await desk.getByTestId('recommendation-answered').getByText('不需要').waitFor();
  await desk.reload();
  await desk.getByTestId('recommendation-answered').waitFor();
  assert.equal(await desk.getByTestId('recommendation').count(), 0);
  const [made] = (await centre.call('GET', '/api/recommendations')).items;
  assert.deepEqual(made.counts, { interested: 1, declined: 1, later: 0 });
});

test('two records are made one by evidence and taken apart again', async () => {
  const card = (name, more) => centre.call('POST', '/api/customers', { name, phones: ['13900139000'], ...more });
  const kept = await card('王芳', { tags: ['重点'] });
  await card('王芳', { region: '华南', emails: ['wang@example.com'] });
  await desk.getByTestId('nav-customers').click();
  await desk.getByTestId('customers-duplicates').click();
  await desk.getByTestId('pair').getByText('同一手机号').waitFor();
  await browsers.picture(desk, 'customer-duplicates');
  await desk.getByTestId('keep').first().click();
  await desk.getByTestId('pair').waitFor({ state: 'detached' });
  const joined = await eventually('one of the two is kept', 10, async () => {
    const list = (await centre.call('GET', '/api/customers?q=王芳')).items;
    return list.length === 1 && list[0];
  });
  assert.deepEqual([joined.region, joined.tags, joined.emails.length], ['华南', ['重点'], 1]);

  await desk.goto(`${centre.url}/customers/${joined.id}`);
  await desk.getByTestId('merge-undo').click();
  await desk.locator('.ant-popconfirm .ant-btn-primary').click();
  await desk.getByTestId('merged').waitFor({ state: 'detached' });
  await desk.getByTestId('lookalikes').waitFor();
  const apart = (await centre.call('GET', '/api/customers?q=王芳')).items;
  assert.equal(apart.length, 2);
  const first = apart.find((one) => one.id === kept.id);
  assert.deepEqual([first.region, first.tags, first.emails], ['', ['重点'], []]);
});

test('a table is imported, and its rejected rows come back with the reasons', async () => {
  const table = [
    '姓名,手机,地区',
    '赵磊,13700000001,华东',
    ',13700000002,华东',
    '陈静,不是号码,华南',
    '孙丽,13800138000,华南',
    '刘洋,13700000003,华北',
  ].join('\n');
  await desk.getByTestId('nav-customers').click();
  await desk.getByTestId('customers-imports').click();
  const file = { name: '展会.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
  await desk.getByTestId('import-file').setInputFiles(file);
  await desk.getByTestId('import-preview').getByText('不是有效的电话号码').waitFor();
  await browsers.picture(desk, 'customer-import');
  await desk.getByTestId('import-run').click();
  await desk.locator('[data-testid="import-outcome"][data-state="done"]').waitFor();
  await desk.getByTestId('import-outcome').getByText('新建 2').waitFor();
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByTestId('rejected-csv').click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split(/\r?\n/);
  assert.equal(lines.length, 4);
  assert.match(lines[3], /^5,138\*{4}8000 已属于另一客户,孙丽/);
});
