// A customer's telephone: baresip calls the hotline, plays a note, presses keys by RFC 4733, keeps what it hears.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually, freePort, noteFile } from './centre.mjs';

export class Telephone {
  /** Dials; resolves once the centre has taken the call. */
  static async call(centre, { from, number = '95000', hertz }) {
    const phone = new Telephone();
    phone.folder = join(centre.folder, `phone-${from}-${Date.now()}`);
    phone.keys = await freePort();
    const events = await freePort();
    /** Keys that the far side pressed (RFC 4733). */
    phone.received = [];
    mkdirSync(phone.folder);
    const hum = noteFile(phone.folder, hertz, 8000, 120);
    const heard = join(phone.folder, 'heard.wav');
    const config = [
      'sip_listen 127.0.0.1:0',
      `audio_source aufile,${hum}`,
      `audio_player aufile,${heard}`,
      `audio_alert aufile,${join(phone.folder, 'alert.wav')}`,
      'ausrc_srate 8000',
      'auplay_srate 8000',
      'module_path /usr/lib/baresip/modules',
      ...['g711', 'aufile', 'sndfile', 'account', 'menu', 'uuid', 'cons', 'ctrl_tcp'].map(
        (name) => `module ${name}.so`,
      ),
      `cons_listen 127.0.0.1:${phone.keys}`,
      `ctrl_tcp_listen 127.0.0.1:${events}`,
      `snd_path ${phone.folder}`,
      'net_interface 127.0.0.1',
      'rtp_ports 45000-59000',
    ];
    writeFileSync(join(phone.folder, 'config'), `${config.join('\n')}\n`);
    writeFileSync(join(phone.folder, 'accounts'), `<sip:${from}@127.0.0.1>;regint=0;audio_codecs=PCMA\n`);
    const log = openSync(join(phone.folder, 'log.txt'), 'w');
    const dial = `/dial sip:${number}@127.0.0.1:${centre.sipPort}`;
    phone.child = spawn('baresip', ['-f', phone.folder, '-v', '-e', dial], { stdio: ['ignore', log, log] });
    phone.gone = new Promise((resolve) => phone.child.once('exit', resolve));
    await eventually('the centre has taken the call', 20, () => /Call established/.test(phone.log()));
    await eventually('the telephone hears the centre', 20, () => /incoming rtp/.test(phone.log()));
    phone.listen(events);
    return phone;
  }

  /** Events come as JSON in netstrings; a piece of one is enough to know a key. */
  listen(port) {
    this.events = connect(port, '127.0.0.1');
    this.events.setEncoding('utf8');
    let text = '';
    this.events.on('data', (piece) => {
      text += piece;
      this.received = [...text.matchAll(/"type":"CALL_DTMF_START"[^}]*"param":"(.)"/g)].map((match) => match[1]);
    });
    this.events.on('error', () => undefined);
  }

  /** One key, pressed and let go. */
  press(key) {
    return this.type(`${key}\x04`);
  }

  hangUp() {
    return this.type('b');
  }

  type(text) {
    const socket = createSocket('udp4');
    return new Promise((resolve) => {
      socket.send(text, this.keys, '127.0.0.1', () => socket.close(resolve));
    });
  }

  log() {
    return readFileSync(join(this.folder, 'log.txt'), 'utf8');
  }

  /** The samples that came out of the telephone so far, at 8 kHz. */
  heard() {
    const name = readdirSync(this.folder).find((one) => one.endsWith('-dec.wav'));
    if (!name) return [];
    const file = readFileSync(join(this.folder, name));
    const samples = [];
    for (let at = 44; at + 1 < file.length; at += 2) samples.push(file.readInt16LE(at));
    return samples;
  }

  /** Switched off without a word. */
  async stop() {
    this.events?.destroy();
    this.child.kill('SIGKILL');
    await this.gone;
  }
}
