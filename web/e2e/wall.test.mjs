// RPT-2: the wall board follows the centre without being touched.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browsers, leave } from './browser.mjs';
import { Centre, eventually } from './centre.mjs';
import { Telephone } from './telephone.mjs';

const CALLS = 5;
let centre;
let browsers;
const phones = [];

before(async () => {
  centre = await Centre.start();
  await centre.withHotline(1);
  browsers = new Browsers(centre);
});

after(() => leave(centre, browsers, phones));

/** Runs in the page: notes when the number of waiting customers first showed each value. */
function noteChanges() {
  window.shownAt = {};
  const look = () => {
    const value = document.querySelector('[data-testid="wall-waiting"] .value')?.textContent.replace(/\D/g, '');
    if (value) window.shownAt[value] ??= Date.now();
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}

test('a waiting customer appears on the wall board, and leaves it', { timeout: 120_000 }, async (context) => {
  const wall = await browsers.open(440, { width: 1920, height: 1080 });
  await browsers.signIn(wall, 'admin');
  await wall.goto(`${centre.url}/wall?view=now`);
  const waiting = wall.getByTestId('wall-waiting');
  await waiting.getByText('0', { exact: true }).waitFor();
  await wall.evaluate(noteChanges);

  const delays = [];
  for (let n = 1; n <= CALLS; n++) {
    phones.push(await Telephone.call(centre, { from: `1380013800${n}`, hertz: 700 }));
    await centre.inFlow();
    await phones.at(-1).press('0');
    const contact = await centre.newestContact(['queued']);
    const shown = await eventually(`${n} waiting on the board`, 10, () => wall.evaluate((n) => window.shownAt[n], n));
    delays.push(shown - Date.parse(contact.queued_at));
  }
  context.diagnostic(`from the event to the changed number: ${delays.join(', ')} ms`);
  assert.match(await wall.getByTestId('wall-longest').textContent(), /\d+:\d\d/);
  await browsers.picture(wall, 'wall-waiting');

  for (const phone of phones) await phone.hangUp();
  await waiting.getByText('0', { exact: true }).waitFor({ timeout: 10_000 });
});
