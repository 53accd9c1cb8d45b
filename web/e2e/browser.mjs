// Chromium as agents and customers use it: its microphone hums a note, and what its loudspeaker plays is listened to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { eventually, noteFile, PASSWORD } from './centre.mjs';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
];

/** Runs in the page before anything else: remembers the loudspeakers, so that they can be listened to. */
function rememberSpeakers() {
  window.speakers = new Set();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (...rest) {
    window.speakers.add(this);
    return play.apply(this, rest);
  };
}

/** Runs in the page: what a loudspeaker plays now, as the share of a note in its best quarter second, 0 to 1. */
async function listen(hertz) {
  const playing = [...window.speakers].filter((one) => one.srcObject && !one.paused && !one.muted && one.volume > 0);
  const speaker = playing.at(-1);
  if (!speaker) return 0;
  const context = new AudioContext({ sampleRate: 8000 });
  try {
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    context.createMediaStreamSource(speaker.srcObject).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / context.sampleRate);
    let best = 0;
    for (let n = 0; n < 4; n++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, s) => sum + s * s, 0);
      if (energy < 1e-3) continue;
      let [a, b] = [0, 0];
      for (const s of samples) [a, b] = [s + coefficient * a - b, a];
      best = Math.max(best, (2 * (a * a + b * b - coefficient * a * b)) / (energy * samples.length));
    }
    return best;
  } finally {
    await context.close();
  }
}

export class Browsers {
  constructor(centre) {
    this.centre = centre;
    this.folder = mkdtempSync(join(tmpdir(), 'yingda-notes-'));
    this.opened = [];
    this.lost = new Map();
  }

  /** A page of a browser of its own, whose microphone hums a note; `place` is where it stands (`timezoneId`). */
  async open(hertz, { width = 1440, height = 900, ...place } = {}) {
    const note = noteFile(this.folder, hertz);
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [...FLAGS, `--use-file-for-fake-audio-capture=${note}`],
    });
    this.opened.push(browser);
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width, height }, ...place });
    await context.grantPermissions(['microphone', 'notifications'], { origin: this.centre.url });
    await context.addInitScript(rememberSpeakers);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (process.env.YINGDA_TELL) console.error('console:', message.text());
    });
    page.on('pageerror', (error) => console.error('page error:', error.message));
    return page;
  }

  /** An agent at the desk, available, with a registered softphone. */
  async agent(staffNumber, hertz) {
    const page = await this.open(hertz);
    await this.signIn(page, staffNumber);
    await page.getByTestId('presence').click();
    await page.getByTestId('presence-available').click();
    await this.centre.agentIs(staffNumber, 'available');
    return page;
  }

  /** A page of somebody who is signed in. */
  async signedIn(username, size) {
    const page = await this.open(1200, size);
    await this.signIn(page, username);
    return page;
  }

  async signIn(page, username) {
    await page.goto(this.centre.url);
    await page.getByTestId('sign-in-username').fill(username);
    await page.getByTestId('sign-in-password').fill(PASSWORD);
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('user-menu').waitFor();
  }

  /** The page's machine is gone from the network without a word: the whole browser stands still. */
  async lose(page) {
    const browser = page.context().browser();
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const processes = processInfo.map((one) => one.id);
    for (const id of processes) process.kill(id, 'SIGSTOP');
    this.lost.set(browser, processes);
  }

  /** The machine of a lost page is back. */
  find(page) {
    const browser = page.context().browser();
    for (const id of this.lost.get(browser) ?? []) process.kill(id, 'SIGCONT');
    this.lost.delete(browser);
  }

  async picture(page, name) {
    if (process.env.YINGDA_SHOTS) await page.screenshot({ path: join(process.env.YINGDA_SHOTS, `${name}.png`) });
  }

  async close() {
    for (const id of [...this.lost.values()].flat()) process.kill(id, 'SIGCONT');
    for (const browser of this.opened) await browser.close().catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until the page's loudspeaker plays mostly this note. */
export function plays(page, hertz, seconds = 30) {
  return eventually(`${hertz} Hz come out of the loudspeaker`, seconds, async () => {
    return (await page.evaluate(listen, hertz)) > 0.5;
  });
}

/** Ends what the tests of a file began; what was never begun is left out. */
export async function leave(centre, browsers, phones = []) {
  await centre?.tell();
  for (const phone of phones) await phone?.stop();
  await browsers?.close();
  await centre?.stop();
}
