// A centre for a browser test: the real program on free loopback ports, set up through its own command line and API.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PASSWORD = 'correct-horse';
const PROGRAM = process.env.YINGDA_PROGRAM ?? new URL('../../target/debug/yingda', import.meta.url).pathname;

const given = new Set();

/**
 * A free port, below those that the system hands out by itself: else a socket of anybody could take it between the
 * choice and its use. The three that follow are nobody's (SIPp takes the second).
 */
export async function freePort() {
  for (let tries = 0; tries < 1000; tries += 1) {
    const port = 9000 + 4 * Math.floor(Math.random() * 250);
    if (given.has(port)) continue;
    given.add(port);
    const free = await new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error('no free port');
}

/** Waits until `check` gives something; fails with `what` after `seconds`. */
export async function eventually(what, seconds, check) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export class Centre {
  /** An empty centre; `more` are further arguments of the program. */
  static async start(more = []) {
    const centre = new Centre();
    centre.folder = mkdtempSync(join(tmpdir(), 'yingda-browser-'));
    const [http, sip] = [await freePort(), await freePort()];
    const rtp = 20000 + (sip % 400) * 100;
    const flags = ['--data', join(centre.folder, 'data'), '--http', `127.0.0.1:${http}`, '--sip', `127.0.0.1:${sip}`];
    flags.push('--rtp-ports', `${rtp}-${rtp + 400}`, ...more);
    centre.sipPort = sip;
    centre.url = `http://127.0.0.1:${http}`;
    const created = spawnSync(PROGRAM, ['admin', 'create-user', 'admin', '--role', 'administrator', ...flags], {
      input: PASSWORD,
    });
    if (created.status !== 0) throw new Error(`create-user: ${created.stderr}`);
    const log = openSync(join(centre.folder, 'log.txt'), 'w');
    centre.child = spawn(PROGRAM, ['serve', ...flags], { stdio: ['ignore', 'ignore', log] });
    await eventually('the centre is ready', 30, async () => {
      const answer = await fetch(`${centre.url}/readyz`).catch(() => null);
      return answer?.ok;
    });
    centre.admin = await centre.signIn('admin');
    return centre;
  }

  async call(method, path, body, token = this.admin) {
    const headers = { 'content-type': 'application/json' };
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async signIn(username) {
    return (await this.call('POST', '/api/session', { username, password: PASSWORD }, null)).token;
  }

  /** Hotline 95000, open day and night, with agents 1001… */
  async withHotline(agents, { ring_timeout_s = 20 } = {}) {
    for (const [name, key] of [
      ['订单咨询', 'orders'],
      ['售后', 'after_sales'],
      ['投诉建议', 'complaints'],
    ]) {
      const required = [{ skill: '电话', level: 1 }];
      await this.call('POST', '/api/queues', { name, key, required, ring_timeout_s });
    }
    for (let n = 1; n <= agents; n++) {
      const number = String(1000 + n);
      const skills = [{ skill: '电话', level: 3 }];
      const user = {
        username: number,
        name: `坐席${n}`,
        role: 'agent',
        password: PASSWORD,
        staff_number: number,
        skills,
      };
      await this.call('POST', '/api/users', user);
    }
    const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
    await this.call('PUT', '/api/calendars/business', { zone: 'Asia/Shanghai', week });
    const text = readFileSync(new URL('./flow.json', import.meta.url), 'utf8');
    const saved = await this.call('POST', '/api/entry-flows/default/versions', { text });
    await this.call('PUT', '/api/entry-flows/default/published', { version: saved.version });
    await this.call('POST', '/api/numbers', { number: '95000', name: '热线', flow: 'default', web_calls: true });
    await this.call('POST', '/api/trunks', { name: '本机', addresses: ['127.0.0.0/8'] });
  }

  async newestContact(states, seconds = 20) {
    let contact;
    try {
      return await eventually(`the newest contact is ${states}`, seconds, async () => {
        contact = (await this.call('GET', '/api/contacts?limit=1')).items[0];
        return contact && states.includes(contact.state) ? contact : null;
      });
    } catch (error) {
      const story = contact ? await this.story(contact) : [];
      const told = story.map((item) => `${item.at} ${item.kind} ${item.data.node ?? ''}`);
      throw new Error([`${error.message}; it is ${contact?.state}:`, ...told].join('\n'));
    }
  }

  /** Waits until the live board shows an agent, with a device, in a state. */
  async agentIs(staffNumber, state, seconds = 20) {
    return eventually(`${staffNumber} is ${state}`, seconds, async () => {
      const { agents } = await this.call('GET', '/api/live');
      const agent = agents.find((one) => one.staff_number === staffNumber);
      return agent?.reachable && agent.state === state && agent;
    });
  }

  /** What happened to a contact so far. */
  async story(contact) {
    return (await this.call('GET', `/api/contacts/${contact.id}/events`)).items;
  }

  /** Waits until the newest call is at a node of its entry flow. A key pressed in the greeting is kept for the menu. */
  async inFlow(node = 'greeting', seconds = 20) {
    return eventually(`the caller is at ${node}`, seconds, async () => {
      const contact = (await this.call('GET', '/api/contacts?limit=1')).items[0];
      if (contact?.state !== 'entry') return null;
      const story = await this.story(contact);
      return story.some((item) => item.kind === 'contacts.step' && item.data.node === node) && contact;
    });
  }

  /** The two channels of a contact's recording, once it is complete: caller left, agent right. */
  async recorded(contact) {
    const path = `/api/recordings/${contact.recording_id}`;
    await eventually('the recording is complete', 10, async () => (await this.call('GET', path)).state === 'complete');
    return channels(await this.bytes(`${path}/audio`));
  }

  /** What the centre says for a Chinese text, once it has said it; `undefined` before. */
  spoken(text) {
    const hash = createHash('sha256');
    for (const part of ['espeak-ng', 'cmn', '150', text]) hash.update(`${part}\0`);
    const path = join(this.folder, 'data', 'prompts', 'speech', `${hash.digest('hex')}.wav`);
    return existsSync(path) ? channels(readFileSync(path))[0] : undefined;
  }

  async bytes(path) {
    const answer = await fetch(this.url + path, { headers: { authorization: `Bearer ${this.admin}` } });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** Tells of the newest contact and of the log, when asked to. */
  async tell() {
    if (!process.env.YINGDA_TELL) return;
    const contact = (await this.call('GET', '/api/contacts?limit=1')).items[0];
    for (const item of contact ? await this.story(contact) : [])
      console.error(item.at, item.kind, JSON.stringify(item.data));
    console.error(this.log());
  }

  log() {
    return readFileSync(join(this.folder, 'log.txt'), 'utf8');
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Writes a mono WAV with a note, for a microphone. */
export function noteFile(folder, hertz, rate = 48_000, seconds = 30) {
  const samples = rate * seconds;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n++) {
    // The note swells and fades, so that noise suppression does not take it for a hum.
    const swell = 0.55 + 0.45 * Math.sin((2 * Math.PI * 3 * n) / rate);
    file.writeInt16LE(Math.round(16_000 * swell * Math.sin((2 * Math.PI * hertz * n) / rate)), 44 + n * 2);
  }
  const path = join(folder, `note-${hertz}.wav`);
  writeFileSync(path, file);
  return path;
}

function alaw(octet) {
  const value = octet ^ 0x55;
  const segment = (value & 0x70) >> 4;
  let sample = ((value & 0x0f) << 4) + 8;
  if (segment > 0) sample = (sample + 0x100) << (segment - 1);
  return value & 0x80 ? sample : -sample;
}

/** The channels of a recording of ours (A-law WAV). */
export function channels(file) {
  const data = file.indexOf('data') + 8;
  const count = file.readUInt16LE(22);
  const found = Array.from({ length: count }, () => []);
  for (let n = data; n < file.length; n++) found[(n - data) % count].push(alaw(file[n]));
  return found;
}

/** The strongest quarter second of a note among samples at 8 kHz, 0 to 1 (Goertzel). */
export function heard(samples, hertz) {
  let best = 0;
  for (let start = 0; start + 2000 <= samples.length; start += 1000) {
    const chunk = samples.slice(start, start + 2000);
    const energy = chunk.reduce((sum, s) => sum + s * s, 0);
    if (energy < 1) continue;
    const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / 8000);
    let [a, b] = [0, 0];
    for (const s of chunk) [a, b] = [s + coefficient * a - b, a];
    best = Math.max(best, (2 * (a * a + b * b - coefficient * a * b)) / (energy * chunk.length));
  }
  return best;
}

/** Loudness in steps of 20 ms at 8 kHz. */
function loudness(samples) {
  const steps = [];
  for (let at = 0; at + 160 <= samples.length; at += 160) {
    steps.push(Math.sqrt(samples.slice(at, at + 160).reduce((sum, s) => sum + s * s, 0) / 160));
  }
  return steps;
}

function correlation(a, b) {
  const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [p, q] = [mean(a), mean(b)];
  let [both, one, two] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    both += (a[n] - p) * (b[n] - q);
    one += (a[n] - p) ** 2;
    two += (b[n] - q) ** 2;
  }
  return one > 0 && two > 0 ? both / Math.sqrt(one * two) : 0;
}

/** How much some part of what was heard is like a clip, by its rhythm: 1 is the clip itself. */
export function likeness(heardSamples, clip) {
  const [where, what] = [loudness(heardSamples), loudness(clip)];
  let best = 0;
  for (let at = 0; at + what.length <= where.length; at++) {
    best = Math.max(best, correlation(where.slice(at, at + what.length), what));
  }
  return best;
}
