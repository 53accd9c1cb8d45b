// A customer's telephone: SIPp calls the hotline, presses a key by RFC 4733, hums a note, then, when told so, sends back
// what it hears.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './centre.mjs';

const PACKET = 160;
/** Longest time for the desk to answer and to listen to the note. */
const HUM_S = 75;

/** A-law of a sample of 16 bits (ITU-T G.711). */
function alaw(sample) {
  const sign = sample >= 0 ? 0x80 : 0;
  let size = Math.min(Math.abs(sample), 32_767) >> 4;
  let segment = 0;
  for (; size > 0x1f; size >>= 1) segment += 1;
  return ((segment * 16 + size) | sign) ^ 0x55;
}

/** A capture file for SIPp to replay, one RTP packet every 20 ms. */
function capture(packets) {
  const head = Buffer.alloc(24);
  for (const [n, field] of [0xa1b2c3d4, 0x00040002, 0, 0, 65_535, 1].entries()) head.writeUInt32LE(field, n * 4);
  const frames = packets.map(({ kind, timestamp, source, payload }, n) => {
    const frame = Buffer.alloc(16 + 14 + 20 + 8 + 12 + payload.length);
    const bytes = frame.length - 16;
    for (const [place, field] of [Math.floor(n / 50), (n % 50) * 20_000, bytes, bytes].entries())
      frame.writeUInt32LE(field, place * 4);
    frame.writeUInt16BE(0x0800, 28);
    frame.writeUInt8(0x45, 30);
    frame.writeUInt16BE(bytes - 14, 32);
    frame.writeUInt16BE(0x4011, 38);
    for (const at of [42, 46]) frame.writeUInt32BE(0x7f000001, at);
    frame.writeUInt16BE(bytes - 34, 54);
    frame.writeUInt16BE(0x8000 | kind, 58);
    frame.writeUInt16BE(n + 1, 60);
    frame.writeUInt32BE(timestamp, 62);
    frame.writeUInt32BE(source, 66);
    payload.copy(frame, 70);
    return frame;
  });
  return Buffer.concat([head, ...frames]);
}

/** A note as A-law. */
function noteCapture(hertz, seconds) {
  const packets = Array.from({ length: seconds * 50 }, (_, n) => {
    const samples = Array.from({ length: PACKET }, (__, k) =>
      Math.round(12_000 * Math.sin((2 * Math.PI * hertz * (n * PACKET + k)) / 8000)),
    );
    return { kind: 8, timestamp: n * PACKET, source: 0x5eed, payload: Buffer.from(samples.map(alaw)) };
  });
  return capture(packets);
}

/** A digit as RFC 4733 events of 160 ms, its end said three times. */
function keyCapture(digit) {
  const packets = Array.from({ length: 11 }, (_, n) => {
    const duration = Math.min(n + 1, 8) * PACKET;
    const ended = n > 7 ? 0x80 : 0;
    const payload = Buffer.from([Number(digit), ended | 10, duration >> 8, duration & 0xff]);
    return { kind: (n === 0 ? 0x80 : 0) | 101, timestamp: 160_000, source: 0xd73f, payload };
  });
  return capture(packets);
}

function scenario({ from, number, key, note, silence }) {
  const head = (method, cseq, toTag = '[peer_tag_param]') =>
    [
      `${method} sip:${number}@[remote_ip]:[remote_port] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      `From: <sip:${from}@[local_ip]:[local_port]>;tag=[pid]t[call_number]`,
      `To: <sip:${number}@[remote_ip]:[remote_port]>${toTag}`,
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${from}@[local_ip]:[local_port];transport=[transport]>`,
      'Max-Forwards: 70',
    ].join('\n');
  const sdp = [
    'v=0',
    'o=sipp 1 1 IN IP[local_ip_type] [local_ip]',
    's=-',
    'c=IN IP[media_ip_type] [media_ip]',
    't=0 0',
    'm=audio [media_port] RTP/AVP 8 101',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
  ].join('\n');
  const send = (text, rest = '') => `<send${rest}><![CDATA[\n${text}\n\n]]></send>`;
  const play = (file) => `<nop><action><exec play_pcap_audio="${file}"/></action></nop>`;
  const echo = (on) => `<nop><action><rtp_echo value="${on}"/></action></nop>`;
  const ok = '[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="customer">',
    echo(0),
    send(`${head('INVITE', 1, '')}\nContent-Type: application/sdp\nContent-Length: [len]\n\n${sdp}`, ' retrans="500"'),
    '<recv response="100" optional="true"/>\n<recv response="180" optional="true"/>\n<recv response="200"/>',
    send(`${head('ACK', 1)}\nContent-Length: 0`),
    '<pause milliseconds="1000"/>',
    play(key),
    '<pause milliseconds="1000"/>',
    play(note),
    // A message of the test itself; what is played next ends the note.
    '<recv request="MESSAGE"/>',
    play(silence),
    '<pause milliseconds="500"/>',
    echo(1),
    '<recv request="BYE"/>',
    send(`SIP/2.0 200 OK\n${ok}`),
    '</scenario>\n',
  ].join('\n');
}

export class SippCaller {
  /** Dials, and is sent to an agent by the key; hums `hertz`. */
  static async call(centre, { from, number = '95000', key, hertz }) {
    const caller = new SippCaller();
    caller.folder = join(centre.folder, `sipp-${from}-${Date.now()}`);
    mkdirSync(caller.folder);
    const put = (name, content) => {
      const path = join(caller.folder, name);
      writeFileSync(path, content);
      return path;
    };
    const sounds = {
      key: put('key.pcap', keyCapture(key)),
      note: put('note.pcap', noteCapture(hertz, HUM_S)),
      silence: put('silence.pcap', noteCapture(0, 0.1)),
    };
    const file = put('scenario.xml', scenario({ from, number, ...sounds }));
    const [sip, media] = [await freePort(), await freePort()];
    caller.port = sip;
    caller.callId = `customer-${from}`;
    const log = openSync(join(caller.folder, 'log.txt'), 'w');
    const flags = ['-sf', file, '-m', '1', '-i', '127.0.0.1', '-p', `${sip}`, '-mi', '127.0.0.1', '-mp', `${media}`];
    flags.push('-rtp_echo', '-cid_str', caller.callId, '-timeout', '110s', '-timeout_error', '-nostdin');
    caller.child = spawn('sipp', [`127.0.0.1:${centre.sipPort}`, ...flags], { stdio: ['ignore', log, log] });
    caller.code = new Promise((resolve) => caller.child.once('exit', resolve));
    return caller;
  }

  /** From now on it does not hum, but sends back what it hears. */
  echo() {
    const told = ['MESSAGE sip:customer@127.0.0.1 SIP/2.0', 'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKecho'];
    told.push('From: <sip:test@127.0.0.1>;tag=1', 'To: <sip:customer@127.0.0.1>', `Call-ID: ${this.callId}`);
    told.push('CSeq: 1 MESSAGE', 'Content-Length: 0', '', '');
    const socket = createSocket('udp4');
    return new Promise((resolve) => {
      socket.send(told.join('\r\n'), this.port, '127.0.0.1', () => socket.close(resolve));
    });
  }

  /** Waits for the end; fails unless the call went as the scenario says. */
  async wentWell() {
    const code = await this.code;
    if (code !== 0) throw new Error(`SIPp: ${code}\n${readFileSync(join(this.folder, 'log.txt'), 'utf8')}`);
  }

  async stop() {
    this.child.kill('SIGKILL');
    await this.code;
  }
}
