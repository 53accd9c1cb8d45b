// Pictures for tests: small, whole, each unlike the others.
import { deflateSync } from 'node:zlib';

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const crc = body.reduce((sum, octet) => TABLE[(sum ^ octet) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff;
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc >>> 0);
  return Buffer.concat([length, body, check]);
}

/** A PNG of one colour (PNG specification, §5 and §11). */
export function png([red, green, blue], [width, height] = [320, 240]) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A program under whatever name. */
export const ELF = Buffer.from('7f454c460201010000000000000000000200 3e0001000000'.replace(' ', ''), 'hex');
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

export const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });
