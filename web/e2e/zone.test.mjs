// All times are the centre's, wherever the browser stands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';

let centre;
let browsers;
let customer;

before(async () => {
  centre = await Centre.start();
  browsers = new Browsers(centre);
  await centre.withHotline(1);
  customer = await centre.call('POST', '/api/customers', { name: '王芳', phones: ['13812348000'] });
});

after(() => leave(centre, browsers));

/** What the clock of the centre shows at an instant. */
const shown = (at) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(at),
  );

test('a browser in New York shows and takes the hours of the centre, and says so once', async () => {
  const page = await browsers.signedIn('admin', { timezoneId: 'America/New_York' });
  const created = await eventually('the account is in the audit log', 20, async () => {
    const { items } = await centre.call('GET', '/api/audit?action=identity.user_created');
    return items.length > 1 && items[0];
  });
  await page.goto(`${centre.url}/admin/audit?action=identity.user_created`);
  const hint = page.getByTestId('zone-hint');
  await hint.waitFor();
  assert.match(await hint.textContent(), /UTC\+8/);
  await page.getByText(shown(created.at)).first().waitFor();

  // A day that is picked is a day of the centre.
  await page.goto(`${centre.url}/contacts`);
  const [from, to] = [page.locator('.ant-picker-input input').first(), page.locator('.ant-picker-input input').last()];
  await from.fill('2026-11-22');
  await from.press('Enter');
  // The picker leads on to its second field by itself.
  await page.locator('.ant-picker-input input:focus').and(to).waitFor();
  await to.fill('2026-11-22');
  await to.press('Enter');
  await page.waitForURL(/from=/);
  const search = new URL(page.url()).searchParams;
  assert.deepEqual([search.get('from'), search.get('to')], ['2026-11-21T16:00:00.000Z', '2026-11-22T15:59:59.999Z']);
  await page.reload();
  await eventually('the fields show that day', 20, async () => {
    const days = [await from.inputValue(), await to.inputValue()];
    return days.every((day) => day === '2026-11-22');
  });

  // So is the day since when somebody is known.
  const due = await centre.call('POST', '/api/customers', { name: '李雷', phones: ['13812348001'] });
  await page.goto(`${centre.url}/customers/${due.id}`);
  await page.getByText(shown(due.created_at).slice(0, 10)).first().waitFor();
});

test('a browser in the zone of the centre is told nothing', async () => {
  const page = await browsers.signedIn('admin', { timezoneId: 'Asia/Shanghai' });
  await page.goto(`${centre.url}/customers/${customer.id}`);
  await page.getByTestId('user-menu').waitFor();
  assert.equal(await page.getByTestId('zone-hint').count(), 0);
});

test('the hours under the bars of the wall do not touch, on a day with calls around the clock', async () => {
  for (const timezoneId of ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata']) {
    const page = await browsers.signedIn('admin', { timezoneId });
    await page.route('**/api/indicators/intervals*', (route) => {
      const begin = Date.parse('2026-11-22T00:00:00+08:00');
      const half = (_, n) => {
        const start = new Date(begin + n * 1_800_000).toISOString();
        return { start, incoming: 2, offered: 2, answered: 1, abandoned: 1, service_level: 0.5 };
      };
      return route.fulfill({ json: { items: Array.from({ length: 48 }, half), next_cursor: null } });
    });
    await page.goto(`${centre.url}/wall?view=today`);
    const names = page.locator('.bar > .num');
    await names.first().waitFor();
    const boxes = await names.evaluateAll((all) =>
      all
        .filter((one) => one.textContent.trim())
        .map((one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          const { left, right } = range.getBoundingClientRect();
          return { name: one.textContent, left, right };
        }),
    );
    assert.equal(boxes[0].name, '00:00', timezoneId);
    assert.ok(boxes.length >= 6, `${boxes.length} hours are named`);
    for (const [n, box] of boxes.slice(1).entries())
      assert.ok(box.left > boxes[n].right, `${boxes[n].name} touches ${box.name} (${timezoneId})`);
    await browsers.picture(page, `wall-${timezoneId.replace('/', '-')}`);
  }
});
