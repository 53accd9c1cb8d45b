// TKT-1 … TKT-9: a complaint from a contact over a department to satisfied, both ways; a suggestion answered over a
// holiday; a repair with the worker's telephone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { user, withStaff } from './staff.mjs';
import { Telephone } from './telephone.mjs';

let centre;
let browsers;
let phone;
let worker;
let customer;

before(async () => {
  centre = await Centre.start();
  await centre.withHotline(1);
  ({ worker, customer } = await withStaff(centre));
  await user(centre, 'dispatch1', '物业调度', 'dispatcher');
  await user(centre, 'super1', '黄梅', 'team_leader');
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers, [phone]));

/** Waits until the page shows the ticket in a state. */
function is(page, state) {
  return page.locator(`[data-testid="ticket"][data-state="${state}"]`).waitFor({ timeout: 20_000 });
}

async function choose(page, testid, text) {
  await page.getByTestId(testid).click();
  await page.locator('.ant-select-item-option', { hasText: text }).first().click();
}

/** Fills the form of an action and sends it. */
async function does(page, name, fields = {}) {
  await page.getByTestId(`do-${name}`).click();
  for (const [field, value] of Object.entries(fields)) {
    if (value === true || value === false) {
      await page
        .getByTestId(field)
        .getByText(value ? '是' : '否', { exact: true })
        .click();
    } else await page.getByTestId(field).fill(String(value));
  }
  if (Object.keys(fields).length > 0) await page.getByTestId('action-submit').click();
}

async function passTo(page, department, matter) {
  await page.getByTestId('do-pass').click();
  await choose(page, 'ask-department', department);
  await page.getByTestId('ask-matter').fill(matter);
  await page.getByTestId('action-submit').click();
  await is(page, 'with_department');
}

test('a complaint goes from a call over a department to satisfied, fed back and answered directly', {
  timeout: 240_000,
}, async () => {
  const desk = await browsers.agent('1001', 1200);
  phone = await Telephone.call(centre, { from: '13800138000', hertz: 700 });
  await centre.inFlow();
  await phone.press('0');
  await desk.getByTestId('callers-tickets').waitFor({ timeout: 20_000 });
  await desk.getByTestId('softphone-answer').click({ timeout: 20_000 });
  const contact = await centre.newestContact(['talking']);
  await desk.getByTestId('nav-desk').click();

  // Everything that the contact knows goes with it.
  await desk.getByTestId('ticket-new').click();
  await choose(desk, 'new-ticket-type', '投诉');
  await desk.getByTestId('new-ticket-title').fill('外箱破损，杯子碎裂');
  await desk.getByTestId('new-ticket-matter').fill('开箱发现两只杯子碎裂，要求补发');
  await browsers.picture(desk, 'tickets-new');
  await desk.getByTestId('new-ticket-save').click();
  const ticket = await eventually('the ticket is there', 20, async () => {
    return (await centre.call('GET', `/api/tickets?contact=${contact.id}`)).items[0];
  });
  assert.equal(ticket.customer_id, customer.id);
  await desk.getByTestId('callers-tickets').getByText('外箱破损').waitFor();
  await desk
    .getByTestId('callers-tickets')
    .getByRole('link', { name: `#${ticket.number}` })
    .click();

  await does(desk, 'apologise');
  await is(desk, 'apologised');
  await does(desk, 'confirm_facts', { 'field-facts': '两只杯子碎裂', 'field-facts_confirmed': true });
  await is(desk, 'confirmed');
  await desk.getByTestId('do-classify').click();
  await desk.getByTestId('field-justified').getByText('是', { exact: true }).click();
  await desk.getByTestId('field-severity').fill('2');
  await choose(desk, 'field-cause', '物流');
  await desk.getByTestId('action-submit').click();
  await is(desk, 'classified');
  await passTo(desk, '仓储部', '查包装');

  // First way: written feedback to customer service, which answers.
  const warehouse = await browsers.signedIn('warehouse1');
  await warehouse.getByTestId('ticket-notices').and(warehouse.locator('[data-count="1"]')).waitFor({ timeout: 20_000 });
  await warehouse.getByText('外箱破损，杯子碎裂').first().click();
  await does(warehouse, 'accept');
  await does(warehouse, 'feed_back', { 'ask-text': '该批次缺少填充物，已整改' });
  await is(desk, 'feedback_received');
  await desk.getByTestId('department-feedback').getByText('缺少填充物').waitFor();
  await browsers.picture(desk, 'tickets-feedback');
  await does(desk, 'inform_customer', { 'ask-text': '已告知原因与整改' });
  await is(desk, 'asking_customer');

  // The customer is not satisfied: back to the department, which answers directly this time.
  await desk.getByTestId('do-satisfaction').click();
  await desk.getByText('不满意', { exact: true }).click();
  await desk.getByTestId('ask-missing').fill('还没有补发');
  await desk.getByTestId('action-submit').click();
  await is(desk, 'with_department');
  await is(warehouse, 'with_department');
  await does(warehouse, 'accept');
  await does(warehouse, 'answered_by_department', { 'ask-text': '今天补发两只杯子', 'ask-result': '客户同意' });
  await is(desk, 'asking_customer');
  await desk.getByTestId('do-satisfaction').click();
  await desk.getByTestId('form-satisfaction').getByText('满意', { exact: true }).click();
  await desk.getByTestId('action-submit').click();
  await is(desk, 'return_visit');
  const story = (await centre.call('GET', `/api/tickets/${ticket.id}/events`)).items.map((item) => item.kind);
  for (const kind of ['fed_back', 'answered_from_feedback', 'not_satisfied', 'answered_by_department', 'satisfied']) {
    assert.ok(story.includes(`tickets.${kind}`), kind);
  }
  await browsers.picture(desk, 'tickets-satisfied');
});

test('of two who edit, the second sees what was changed and loses nothing typed', { timeout: 120_000 }, async () => {
  const token = await centre.signIn('1001');
  const form = { type: 'complaint', title: '送货太慢', matter: '三天未到', customer_id: customer.id };
  const ticket = await centre.call('POST', '/api/tickets', form, token);
  const [one, two] = [await browsers.signedIn('1001'), await browsers.signedIn('super1')];
  for (const page of [one, two]) {
    await page.goto(`${centre.url}/tickets/${ticket.id}`);
    await page.getByTestId('ticket-edit').click();
  }
  await two.getByTestId('edit-title').fill('送货太慢，已超三天');
  await one.getByTestId('edit-title').fill('送货太慢（已催）');
  await one.getByTestId('edit-save').click();
  await two.getByRole('heading', { name: '送货太慢（已催）' }).waitFor({ timeout: 20_000 });
  await two.getByTestId('edit-save').click();
  await two.getByTestId('ticket-conflict').getByText('坐席1').waitFor({ timeout: 20_000 });
  await browsers.picture(two, 'tickets-conflict');
  assert.equal(await two.getByTestId('edit-title').inputValue(), '送货太慢，已超三天', 'what was typed is still there');
  await two.reload();
  await eventually('what was typed is there after loading anew', 20, async () => {
    return (await two.getByTestId('edit-title').inputValue()) === '送货太慢，已超三天';
  });
  await two.getByTestId('edit-save').click();
  await two.getByTestId('ticket-conflict').waitFor({ timeout: 20_000 });
  await two.getByTestId('edit-save').click();
  await two.getByRole('heading', { name: '送货太慢，已超三天' }).waitFor({ timeout: 20_000 });
});

test('a suggestion is to be answered within one working day, over a holiday', { timeout: 120_000 }, async () => {
  // Tomorrow and the day after are holidays; the calendar is open around the clock else.
  const day = (ahead) => {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    return parts.format(new Date(Date.now() + ahead * 86_400_000));
  };
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
  const special = [1, 2].map((ahead) => ({ date: day(ahead), name: '节假日', hours: [] }));
  await centre.call('PUT', '/api/calendars/business', { zone: 'Asia/Shanghai', week, special });
  const token = await centre.signIn('1001');
  const form = { type: 'suggestion', title: '增加晚间配送', matter: '白天不在家', customer_id: customer.id };
  const ticket = await centre.call('POST', '/api/tickets', form, token);
  const desk = await browsers.signedIn('1001');
  await desk.goto(`${centre.url}/tickets/${ticket.id}`);
  await does(desk, 'thank', { 'field-reply_needed': true });
  await is(desk, 'thanked');
  await passTo(desk, '仓储部', '能否晚间配送');
  const clocks = (await centre.call('GET', `/api/tickets/${ticket.id}/due`)).items;
  const reply = clocks.find((clock) => clock.clock === 'suggestion_reply');
  const hours = (Date.parse(reply.due_at) - Date.now()) / 3_600_000;
  assert.ok(hours > 48 && hours < 73, `one working day after two holidays, not ${hours} h`);
  assert.ok(
    reply.steps.some((step) => step.zh.includes('节假日')),
    JSON.stringify(reply.steps),
  );
  await desk.getByTestId('clock-suggestion_reply').click();
  await desk.getByText('节假日').first().waitFor();
  await browsers.picture(desk, 'tickets-holiday');

  const warehouse = await browsers.signedIn('warehouse1');
  await warehouse.goto(`${centre.url}/tickets/${ticket.id}`);
  await does(warehouse, 'accept');
  await does(warehouse, 'feed_back', { 'ask-text': '下月起试行' });
  await is(desk, 'feedback_received');
  await does(desk, 'inform_customer', { 'ask-text': '下月起试行晚间配送' });
  await is(desk, 'asking_customer');
  await desk.getByTestId('do-satisfaction').click();
  await desk.getByTestId('form-satisfaction').getByText('满意', { exact: true }).click();
  await desk.getByTestId('action-submit').click();
  await is(desk, 'informed');
  await does(desk, 'adopt');
  await is(desk, 'adopted');
  const closed = (await centre.call('GET', `/api/tickets/${ticket.id}/due`)).items;
  assert.equal(closed.find((clock) => clock.clock === 'suggestion_reply').breached_at, null);
});

test("a repair goes to a worker's telephone, works without network, and is confirmed by signature", {
  timeout: 180_000,
}, async () => {
  const token = await centre.signIn('1001');
  const fields = { place: '3 栋 1202', matter_kind: 'water' };
  const form = { type: 'repair', title: '水龙头漏水', matter: '厨房水龙头漏水', customer_id: customer.id, fields };
  const ticket = await centre.call('POST', '/api/tickets', form, token);
  const board = await browsers.signedIn('dispatch1', { width: 1920, height: 1080 });
  await board.getByTestId('nav-dispatch').click();
  const card = board.locator(`[data-testid="job-card"][data-number="${ticket.number}"]`);
  await card.dragTo(board.getByTestId('lane-张师傅'));
  await board.getByTestId('lane-张师傅').locator(`[data-number="${ticket.number}"]`).waitFor({ timeout: 20_000 });
  await browsers.picture(board, 'tickets-dispatch');

  const hand = await browsers.signedIn('worker1', { width: 390, height: 844 });
  await hand.getByTestId('job').first().click();
  await browsers.picture(hand, 'tickets-job');
  await hand.getByTestId('step-set_out').click();
  await hand.getByTestId('step-arrive').waitFor();

  // In the cellar there is no network: the work goes on, and is told later in order.
  await hand.context().setOffline(true);
  await hand.getByTestId('step-arrive').click();
  await hand.getByTestId('job-waiting').waitFor();
  await hand.getByTestId('step-finish').click();
  await hand.getByTestId('field-work_done').fill('更换阀芯');
  await hand.getByTestId('step-send').click();
  await hand.getByTestId('step-confirm').waitFor();
  assert.equal((await centre.call('GET', `/api/tickets/${ticket.id}`)).state, 'on_the_way');
  await browsers.picture(hand, 'tickets-job-offline');
  await hand.context().setOffline(false);
  await eventually('what was done offline arrived', 60, async () => {
    return (await centre.call('GET', `/api/tickets/${ticket.id}`)).state === 'done';
  });

  await hand.locator('[data-testid="job-page"][data-state="done"]').waitFor({ timeout: 20_000 });
  await hand.getByTestId('step-confirm').click();
  await hand.getByTestId('field-confirmation_code').fill('1');
  await hand.getByTestId('step-send').click();
  await hand.getByText('确认码不对').waitFor();
  await hand.getByTestId('field-confirmation_code').fill('');
  const pad = await hand.getByTestId('sign-field').boundingBox();
  await hand.mouse.move(pad.x + 20, pad.y + 20);
  await hand.mouse.down();
  await hand.mouse.move(pad.x + 120, pad.y + 60, { steps: 8 });
  await hand.mouse.up();
  await browsers.picture(hand, 'tickets-signed');
  await hand.getByTestId('step-send').click();
  await eventually('the customer confirmed', 20, async () => {
    return (await centre.call('GET', `/api/tickets/${ticket.id}`)).state === 'return_visit';
  });
  const others = await fetch(`${centre.url}/api/tickets?limit=200`, {
    headers: { authorization: `Bearer ${await centre.signIn('worker1')}` },
  });
  const seen = (await others.json()).items;
  assert.deepEqual(
    seen.map((one) => one.assignee.id),
    seen.map(() => worker.id),
    'a worker sees the own jobs only',
  );
});

test('views, choosing by keyboard, the same for many, a crisis at every desk', { timeout: 120_000 }, async () => {
  const name = { zh: '先致歉', en: 'Apologise' };
  const actions = [{ do: 'move', name: 'apologise' }];
  await centre.call('POST', '/api/ticket-macros', { name, types: ['complaint'], actions });
  const token = await centre.signIn('1001');
  for (const title of ['客服态度', '漏发赠品']) {
    await centre.call(
      'POST',
      '/api/tickets',
      { type: 'complaint', title, matter: title, customer_id: customer.id },
      token,
    );
  }
  const desk = await browsers.signedIn('1001');
  await desk.goto(`${centre.url}/tickets?type=complaint&state=received&open=true`);
  await desk.getByText('漏发赠品').waitFor();
  await desk.getByTestId('view-keep').click();
  await desk.getByTestId('view-name').fill('新投诉');
  await desk.locator('.ant-drawer-open').getByTestId('editor-save').click();
  await desk.getByRole('link', { name: '新投诉' }).waitFor();
  await desk.locator('.ant-drawer-open').waitFor({ state: 'detached' });
  await desk.locator('tbody tr').first().focus();
  await desk.keyboard.press('x');
  await desk.keyboard.press('j');
  await desk.keyboard.press('x');
  await desk.getByTestId('bulk-bar').getByText('已选 2 张').waitFor();
  await choose(desk, 'bulk-macro', '先致歉');
  await eventually('both complaints moved on', 20, async () => {
    const left = await centre.call('GET', '/api/tickets?type=complaint&state=received&open=true');
    return left.items.length <= 1;
  });
  const fields = { severity: 1, systems: '支付' };
  const crisis = await centre.call('POST', '/api/tickets', {
    type: 'incident',
    title: '支付故障',
    matter: '无法支付',
    fields,
  });
  await desk.getByTestId('incident-banner').getByText('统一口径尚未批准').waitFor({ timeout: 20_000 });
  const taken = { owner: '黄梅', strategy: '先安抚', approved_wording: '系统正在抢修，16:00 前恢复' };
  const action = { do: 'move', name: 'take_up', fields: taken };
  await centre.call('POST', `/api/tickets/${crisis.id}/actions`, { action });
  await desk.getByTestId('incident-banner').getByText('16:00 前恢复').waitFor({ timeout: 20_000 });
});

test('a type of one’s own is made without code; what is wrong is shown where it is', { timeout: 120_000 }, async () => {
  const page = await browsers.signedIn('admin', { width: 1920, height: 1080 });
  await page.goto(`${centre.url}/admin/ticket-types`);
  await page.getByTestId('type-fresh').click();
  await page.getByTestId('type-name').fill('praise');
  await choose(page, 'type-after', '咨询');
  await page.getByTestId('type-create').click();
  await page.getByTestId('type-zh').fill('表扬');
  await page.getByTestId('type-en').fill('Praise');
  await page.getByRole('tab', { name: '状态' }).click();
  const first = page.locator('.edit-table tbody tr').first();
  await first.locator('input').nth(1).fill('');
  await page.getByTestId('type-save').click();
  await page.getByTestId('type-faults').getByText('states.received').waitFor();
  await page.locator('.edit-table tr.faulty').waitFor();
  await browsers.picture(page, 'tickets-type-faults');
  await first.locator('input').nth(1).fill('已收到');
  await page.getByTestId('type-save').click();
  await page.getByText('第 1 版').first().waitFor({ timeout: 20_000 });
  const token = await centre.signIn('1001');
  const form = { type: 'praise', title: '坐席耐心', matter: '表扬 1001', customer_id: customer.id };
  const ticket = await centre.call('POST', '/api/tickets', form, token);
  const desk = await browsers.signedIn('1001');
  await desk.keyboard.press('Control+k');
  await desk.getByTestId('search-input').pressSequentially('坐席耐心');
  await desk.getByTestId('search-tickets').waitFor();
  await desk.keyboard.press('Enter');
  await desk.waitForURL(`**/tickets/${ticket.id}`);
  await desk.getByText('已收到').first().waitFor();
});

test('a wrong merge is undone, and both stand as before', { timeout: 120_000 }, async () => {
  const token = await centre.signIn('1001');
  const form = (title) => ({ type: 'complaint', title, matter: title, customer_id: customer.id });
  const into = await centre.call('POST', '/api/tickets', form('少发一件'), token);
  const wrong = await centre.call('POST', '/api/tickets', form('少发两件'), token);
  const desk = await browsers.signedIn('1001');
  await desk.goto(`${centre.url}/tickets/${wrong.id}`);
  await desk.getByTestId('ticket-merge').click();
  await desk.getByTestId('other-number').fill(String(into.number));
  await desk.getByTestId('merge-why').fill('同一件事');
  await desk.locator('.ant-modal-footer .ant-btn-primary').click();
  await desk.getByTestId('do-undo_merge').waitFor({ timeout: 20_000 });
  await desk
    .getByRole('link', { name: `#${into.number}` })
    .first()
    .waitFor();
  await does(desk, 'undo_merge', { 'ask-why': '是两件事' });
  await desk.getByTestId('do-apologise').waitFor({ timeout: 20_000 });
  const both = await Promise.all([into, wrong].map((one) => centre.call('GET', `/api/tickets/${one.id}`)));
  assert.deepEqual([both[0].absorbed, both[1].merged_into ?? null], [[], null]);
  assert.equal(both[1].state, 'received');
});
