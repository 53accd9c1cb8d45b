// TKT-8: a worker's page is opened again where there is no network; a job is given to somebody else meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { file, png } from './pictures.mjs';
import { user, withStaff } from './staff.mjs';

const PHONE = { width: 390, height: 844 };
let centre;
let browsers;
let worker;
let mate;
let customer;

before(async () => {
  centre = await Centre.start();
  ({ worker, customer } = await withStaff(centre));
  mate = await user(centre, 'worker2', '李师傅', 'worker');
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers));

const act = (ticket, action) => centre.call('POST', `/api/tickets/${ticket.id}/actions`, { action });
const story = async (ticket) => (await centre.call('GET', `/api/tickets/${ticket.id}/events`)).items;

async function job(title, to = worker) {
  const fields = { place: '3 栋地下室', matter_kind: 'water' };
  const form = { type: 'repair', title, matter: '主管漏水', customer_id: customer.id, fields };
  const ticket = await centre.call('POST', '/api/tickets', form);
  await act(ticket, { do: 'dispatch', worker: to.id });
  return ticket;
}

/** Waits until the browser keeps the page and the answers about these jobs. */
function kept(page, ...jobs) {
  return eventually('the browser keeps what it needs', 30, () =>
    page.evaluate(
      async (ids) => {
        if (!navigator.serviceWorker.controller || (await caches.keys()).length === 0) return false;
        const database = await new Promise((resolve) => {
          const request = indexedDB.open('yingda.answers', 1);
          request.onsuccess = () => resolve(request.result);
        });
        const keys = await new Promise((resolve) => {
          const request = database.transaction('answers').objectStore('answers').getAllKeys();
          request.onsuccess = () => resolve(request.result);
        });
        database.close();
        return ['session', 'jobs', 'types', ...ids.map((id) => `job.${id}`)].every((key) => keys.includes(key));
      },
      jobs.map((one) => one.id),
    ),
  );
}

/** The names of all answers that the browser keeps. */
function keptNames(page) {
  return page.evaluate(async () => {
    const names = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) names.push(new URL(request.url).pathname);
    }
    return names;
  });
}

test('a worker’s page opened again without network shows the jobs last seen, and what is done is told once', {
  timeout: 180_000,
}, async () => {
  const script = await fetch(`${centre.url}/sw.js`);
  assert.match(script.headers.get('content-type'), /javascript/);
  assert.equal(script.headers.get('cache-control'), 'no-cache');

  const [near, far] = [await job('水管漏水'), await job('龙头滴水')];
  const hand = await browsers.signedIn('worker1', PHONE);
  const context = hand.context();
  await hand.getByTestId('job').nth(1).waitFor();
  await kept(hand, near, far);
  const names = await keptNames(hand);
  assert.ok(names.includes('/') && names.every((name) => !name.startsWith('/api')), names.join());
  assert.equal(await hand.getByTestId('as-of').count(), 0);

  // The page is loaded anew in the cellar; a job that was never opened is there as well.
  await context.setOffline(true);
  await hand.reload();
  await hand.getByTestId('as-of').getByText('离线').waitFor({ timeout: 20_000 });
  await hand.getByTestId('job').nth(1).waitFor();
  await browsers.picture(hand, 'worker-offline-list');
  await hand.getByText('水管漏水').click();
  await hand.getByTestId('step-set_out').click();
  await hand.getByTestId('job-waiting').waitFor();
  await hand.getByTestId('attachment-input').setInputFiles(file('main.png', 'image/png', png([200, 60, 40])));
  await hand.getByTestId('photos-waiting').getByText('main.png').waitFor();

  // Even the page of the job itself, opened anew with what waits.
  await hand.reload();
  await hand.getByTestId('as-of').waitFor({ timeout: 20_000 });
  await hand.getByTestId('job-waiting').waitFor();
  await hand.getByTestId('photos-waiting').getByText('main.png').waitFor();
  await browsers.picture(hand, 'worker-offline-job');
  assert.equal((await centre.call('GET', `/api/tickets/${near.id}`)).state, 'dispatched');

  await context.setOffline(false);
  await hand.getByTestId('unsent').waitFor({ state: 'detached', timeout: 60_000 });
  await hand.locator('[data-testid="job-page"][data-state="on_the_way"]').waitFor({ timeout: 20_000 });
  await hand.getByTestId('as-of').waitFor({ state: 'detached', timeout: 30_000 });
  await hand.getByTestId('attachment').waitFor();
  const moves = (await story(near)).filter((item) => item.kind === 'tickets.moved');
  assert.equal(moves.filter((item) => item.data.move === 'set_out' || item.data.name === 'set_out').length, 1);

  // Who signs out leaves nothing behind, also for a page that is opened without network.
  await hand.getByTestId('user-menu').click();
  await hand.getByTestId('sign-out').click();
  await hand.getByTestId('sign-in-username').waitFor();
  await context.setOffline(true);
  await hand.goto(`${centre.url}/jobs`);
  await hand.getByRole('alert').waitFor({ timeout: 20_000 });
  assert.equal(await hand.getByText('龙头滴水').count(), 0);
  await context.setOffline(false);
});

test('a job taken away while a step waits: the worker is told kindly and loses nothing; the rest goes on', {
  timeout: 180_000,
}, async () => {
  const [lost, other] = [await job('电梯异响'), await job('灯管更换')];
  const hand = await browsers.signedIn('worker1', PHONE);
  await kept(hand, lost, other);
  await hand.goto(`${centre.url}/jobs/${lost.id}`);
  await hand.getByTestId('step-set_out').click();
  await hand.getByTestId('step-arrive').waitFor();
  await hand.context().setOffline(true);
  await hand.getByTestId('step-arrive').click();
  await hand.getByTestId('step-finish').click();
  await hand.getByTestId('field-work_done').fill('更换轴承');
  await hand.getByTestId('step-send').click();
  await hand.getByTestId('attachment-input').setInputFiles(file('shaft.png', 'image/png', png([20, 60, 140])));
  await hand.getByTestId('photos-waiting').getByText('shaft.png').waitFor();
  await hand.getByTestId('worker-note').fill('旧轴承留在机房');
  await hand.getByTestId('worker-note-send').click();
  await hand.getByTestId('unsent').getByText('4').waitFor();
  await hand.goto(`${centre.url}/jobs/${other.id}`);
  await hand.getByTestId('step-set_out').click();
  await hand.getByTestId('unsent').getByText('5').waitFor();

  await act(lost, { do: 'dispatch', worker: mate.id });
  await hand.context().setOffline(false);
  await hand.getByTestId('unsent').waitFor({ state: 'detached', timeout: 60_000 });
  assert.equal((await centre.call('GET', `/api/tickets/${other.id}`)).state, 'on_the_way', 'the outbox is not stuck');
  assert.equal((await centre.call('GET', `/api/tickets/${lost.id}`)).state, 'on_the_way');

  await hand.goto(`${centre.url}/jobs/${lost.id}`);
  const gone = hand.getByTestId('gone-job');
  await gone.getByText('已不由您负责').waitFor({ timeout: 20_000 });
  for (const text of ['更换轴承', '旧轴承留在机房', 'shaft.png']) {
    await gone.getByTestId('gone-text').getByText(text).waitFor();
  }
  await browsers.picture(hand, 'worker-job-gone');
  await hand.locator('.phone > a[href="/jobs"]').click();
  await gone.getByText('更换轴承').waitFor();
  await gone.getByTestId('gone-send').click();
  await eventually('the dispatcher can read it', 20, async () => {
    return (await story(lost)).some((item) => item.kind === 'tickets.noted' && item.data.text.includes('更换轴承'));
  });
  // The picture stays until the worker has looked.
  await gone.getByTestId('gone-send').waitFor({ state: 'detached' });
  await gone.getByTestId('gone-seen').click();
  await gone.waitFor({ state: 'detached' });
});

test('the dispatch board shows every type in which somebody goes there, and sends to it', {
  timeout: 120_000,
}, async () => {
  const repair = (await centre.call('GET', '/api/ticket-types')).items.find((type) => type.name === 'repair');
  const inspection = { ...repair, name: 'inspection', label: { zh: '验房', en: 'Inspection' }, version: 0 };
  await centre.call('PUT', '/api/ticket-types/inspection', inspection);
  const fields = { place: '5 栋 301', matter_kind: 'water' };
  const form = { type: 'inspection', title: '交房查验', matter: '业主约查验', customer_id: customer.id, fields };
  const ticket = await centre.call('POST', '/api/tickets', form);
  await user(centre, 'dispatch1', '物业调度', 'dispatcher');
  const board = await browsers.signedIn('dispatch1', { width: 1920, height: 1080 });
  await board.getByTestId('nav-dispatch').click();
  const card = board.locator(`[data-testid="job-card"][data-number="${ticket.number}"]`);
  await card.getByText('验房').waitFor();
  await card.dragTo(board.getByTestId('lane-李师傅'));
  await board.getByTestId('lane-李师傅').locator(`[data-number="${ticket.number}"]`).waitFor({ timeout: 20_000 });
  await browsers.picture(board, 'dispatch-types');
  const hand = await browsers.signedIn('worker2', PHONE);
  await hand.getByText('交房查验').click();
  await hand.getByTestId('step-set_out').waitFor();
});
