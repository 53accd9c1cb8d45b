// TKT-8, TKT-9: files on tickets; pictures that a worker takes in a cellar, where there is no network.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { ELF, file, PDF, png } from './pictures.mjs';
import { user, withStaff } from './staff.mjs';

let centre;
let browsers;
let worker;
let customer;

before(async () => {
  centre = await Centre.start();
  ({ worker, customer } = await withStaff(centre));
  await user(centre, '1001', '坐席1', 'agent');
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers));

const act = (ticket, action) => centre.call('POST', `/api/tickets/${ticket.id}/actions`, { action });
const story = async (ticket) => (await centre.call('GET', `/api/tickets/${ticket.id}/events`)).items;

async function repair(title) {
  const fields = { place: '3 栋地下室', matter_kind: 'water' };
  const form = { type: 'repair', title, matter: '主管漏水', customer_id: customer.id, fields };
  const ticket = await centre.call('POST', '/api/tickets', form);
  await act(ticket, { do: 'dispatch', worker: worker.id });
  return ticket;
}

/** The server gets what the page sends; the first answers to these do not arrive. */
async function loseAnswers(page, address, times) {
  let left = times;
  await page.route(address, async (route) => {
    if (route.request().method() !== 'POST' || left === 0) return route.fallback();
    left -= 1;
    await route.fetch().catch(() => undefined);
    return route.abort('connectionreset');
  });
}

test('what a worker does and photographs without network outlives the page and arrives once, in order', {
  timeout: 180_000,
}, async () => {
  const ticket = await repair('地下室漏水');
  const hand = await browsers.signedIn('worker1', { width: 390, height: 844 });
  await hand.goto(`${centre.url}/jobs/${ticket.id}`);
  await hand.getByTestId('step-set_out').click();
  await hand.getByTestId('step-arrive').waitFor();
  const context = hand.context();
  await context.setOffline(true);

  const before = file('before.png', 'image/png', png([200, 60, 40]));
  await hand.getByTestId('attachment-input').setInputFiles(before);
  await hand.getByTestId('photos-waiting').getByText('before.png').waitFor();
  await hand.getByTestId('step-arrive').click();
  await hand.getByTestId('job-waiting').getByText('到达').waitFor();
  const harmful = file('valve.png', 'image/png', ELF);
  await hand.getByTestId('attachment-input').setInputFiles(harmful);
  await hand.getByTestId('photos-waiting').getByText('valve.png').waitFor();
  await hand.getByTestId('attachment-input').setInputFiles(file('after.png', 'image/png', png([40, 160, 90])));
  await hand.getByTestId('photos-waiting').getByText('after.png').waitFor();
  await hand.getByTestId('attachment-input').setInputFiles(file('film.png', 'image/png', Buffer.alloc(21 << 20)));
  await hand.getByTestId('attachment-refused').getByText('film.png').waitFor();
  await hand.getByTestId('worker-note').fill('主阀已关');
  await hand.getByTestId('worker-note-send').click();
  await hand.getByTestId('unsent').getByText('5').waitFor();
  await browsers.picture(hand, 'tickets-photos-offline');
  assert.equal((await centre.call('GET', `/api/tickets/${ticket.id}/attachments`)).items.length, 0);

  // Who would sign out now is told what would be lost.
  await hand.getByTestId('user-menu').click();
  await hand.getByTestId('sign-out').click();
  await hand.locator('.ant-modal-confirm-title').getByText('还有 5 项').waitFor();
  await browsers.picture(hand, 'tickets-photos-leaving');
  await hand.locator('.ant-modal-confirm-btns').getByRole('button').first().click();

  // The telephone goes into the pocket; above ground the page is opened again, and the first answers get lost.
  await hand.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await loseAnswers(again, `**/api/tickets/${ticket.id}/attachments`, 2);
  await loseAnswers(again, `**/api/tickets/${ticket.id}/actions`, 2);
  await again.goto(`${centre.url}/jobs/${ticket.id}`);
  await again.getByTestId('job-refused').getByText('valve.png').waitFor({ timeout: 90_000 });
  await again.getByTestId('job-refused').getByText('不接受程序文件').waitFor();
  await again.getByTestId('attachment').nth(1).waitFor({ timeout: 90_000 });
  await eventually('all is told', 90, async () => {
    return (await story(ticket)).some((item) => item.kind === 'tickets.noted');
  });
  await again.getByTestId('unsent').waitFor({ state: 'detached', timeout: 60_000 });
  await browsers.picture(again, 'tickets-photos-refused');

  const told = (await story(ticket)).filter((item) => item.actor.id === worker.id || item.actor.user === worker.id);
  const words = (await story(ticket))
    .filter((item) => ['tickets.attached', 'tickets.noted', 'tickets.moved'].includes(item.kind))
    .map((item) => item.data.name ?? item.data.text ?? item.kind);
  assert.deepEqual(words.slice(-4), ['before.png', 'arrive', 'after.png', '主阀已关'], JSON.stringify(told));
  const kept = (await centre.call('GET', `/api/tickets/${ticket.id}/attachments`)).items;
  assert.deepEqual(
    kept.map((one) => one.name),
    ['before.png', 'after.png'],
  );
  assert.deepEqual(await centre.bytes(`/api/tickets/${ticket.id}/attachments/${kept[0].id}`), before.buffer);
  await again.getByTestId('refused-seen').click();
  await again.getByTestId('job-refused').waitFor({ state: 'detached' });
  await again.reload();
  await again.getByTestId('attachment').first().waitFor();
  assert.equal(await again.getByTestId('photos-waiting').count(), 0);
});

test('a picture and a document are seen and come back as they were; what is no picture is refused by name', {
  timeout: 120_000,
}, async () => {
  const form = { type: 'complaint', title: '包裹破损', matter: '外箱破损', customer_id: customer.id };
  const [passed, other] = [
    await centre.call('POST', '/api/tickets', form),
    await centre.call('POST', '/api/tickets', form),
  ];
  const desk = await browsers.signedIn('1001');
  await desk.goto(`${centre.url}/tickets/${passed.id}`);
  const photo = file('外箱.png', 'image/png', png([70, 110, 200]));
  const invoice = file('发票.pdf', 'application/pdf', PDF);
  await desk.getByTestId('attachment-input').setInputFiles([photo, invoice]);
  await desk.getByTestId('attachment').nth(1).waitFor({ timeout: 20_000 });
  const picture = desk.getByTestId('attachment').first().locator('img');
  await eventually('the picture is shown', 20, () => picture.evaluate((one) => one.complete && one.naturalWidth > 0));
  const link = desk.getByTestId('attachment').nth(1).getByRole('link');
  const [download] = await Promise.all([desk.waitForEvent('download'), link.click()]);
  assert.equal(download.suggestedFilename(), '发票.pdf');

  const long = file('film.mp4', 'video/mp4', Buffer.alloc(21 << 20));
  const harmful = file('photo.png', 'image/png', ELF);
  const third = file('内件.png', 'image/png', png([220, 200, 40]));
  await desk.getByTestId('attachment-input').setInputFiles([harmful, long, third]);
  const refused = desk.getByTestId('attachment-refused');
  await refused.getByText('photo.png').waitFor({ timeout: 20_000 });
  await refused.getByText('不接受程序文件').waitFor();
  await refused.getByText('film.mp4').waitFor();
  await desk.getByTestId('attachment').nth(2).waitFor({ timeout: 20_000 });
  await browsers.picture(desk, 'tickets-files');
  assert.equal((await centre.call('GET', `/api/tickets/${passed.id}/attachments`)).items.length, 3);

  // One that came by mistake is taken away again, with a reason that stays in the history.
  const wrong = desk.getByTestId('attachment').filter({ hasText: '内件.png' });
  await wrong.getByTestId('file-remove').click();
  await desk.getByTestId('file-remove-do').click();
  await desk.getByText('请写明移除原因').waitFor();
  await browsers.picture(desk, 'tickets-file-remove');
  await desk.getByTestId('file-remove-why').fill('误传他人证件');
  await desk.getByTestId('file-remove-do').click();
  await wrong.waitFor({ state: 'detached', timeout: 20_000 });
  await desk.locator('[data-kind="tickets.file_removed"]').getByText('误传他人证件').waitFor();
  assert.equal((await centre.call('GET', `/api/tickets/${passed.id}/attachments`)).items.length, 2);
  await desk.getByTestId('attachment-input').setInputFiles(third);
  await desk.getByTestId('attachment').nth(2).waitFor({ timeout: 20_000 });

  // A department sees the files of what was passed to it, and of nothing else.
  const token = await centre.signIn('1001');
  const body = new FormData();
  body.append('file', new Blob([png([1, 2, 3])], { type: 'image/png' }), 'other.png');
  const headers = { authorization: `Bearer ${token}` };
  await fetch(`${centre.url}/api/tickets/${other.id}/attachments`, { method: 'POST', headers, body });
  for (const action of [
    { do: 'move', name: 'apologise' },
    { do: 'move', name: 'confirm_facts', fields: { facts: '箱破', facts_confirmed: true } },
    { do: 'move', name: 'classify', fields: { justified: true, severity: 2, cause: 'shipping' } },
    { do: 'pass', department: 'warehouse', matter: '查包装' },
  ]) {
    await act(passed, action);
  }
  const warehouse = await browsers.signedIn('warehouse1');
  await warehouse.getByText('包裹破损').first().click();
  await warehouse.getByTestId('attachment').nth(2).waitFor({ timeout: 20_000 });
  await warehouse.getByRole('link', { name: '外箱.png' }).waitFor();
  assert.equal(await warehouse.getByTestId('file-remove').count(), 0, 'files of others stay');
  assert.equal(await warehouse.getByText('包裹破损').count(), 1, 'only what was passed to it');
  await warehouse.goto(`${centre.url}/tickets/${other.id}`);
  await warehouse.getByRole('alert').first().waitFor();
  const stranger = { authorization: `Bearer ${await centre.signIn('warehouse1')}` };
  const list = await fetch(`${centre.url}/api/tickets/${other.id}/attachments`, { headers: stranger });
  assert.equal(list.status, 404);
});
