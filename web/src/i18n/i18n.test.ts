import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import { say } from './index';
import zh from './zh-CN.json';

function flatten(texts: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value as object, `${prefix}${key}.`)],
    ),
  );
}

const [chinese, english] = [flatten(zh), flatten(en)];
const holes = (text: string | undefined) => (text?.match(/\{\{\w+\}\}/g) ?? []).toSorted();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe('texts', () => {
  it('are the same in both languages', () => {
    expect([...chinese.keys()]).toEqual([...english.keys()]);
  });

  it('have the same holes in both languages', () => {
    for (const [key, text] of chinese) expect(holes(text), key).toEqual(holes(english.get(key)));
  });

  it('are nowhere empty, and the English ones hold no Chinese', () => {
    for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe('');
    for (const [key, text] of english) expect(text, key).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('exist for every key that the source names', () => {
    const groups = [...chinese.keys()];
    for (const path of sources(join(process.cwd(), 'src'))) {
      const source = readFileSync(path, 'utf8');
      for (const [, key = ''] of source.matchAll(/\bt\(\s*'([\w.]+)'/g)) {
        expect(chinese.has(key), `${key} in ${path}`).toBe(true);
      }
      for (const [, group = ''] of source.matchAll(/\bt\(\s*`([\w.]+\.)\$\{/g)) {
        expect(
          groups.some((key) => key.startsWith(group)),
          `${group} in ${path}`,
        ).toBe(true);
      }
    }
  });

  it('of the server are read in the reader’s language', () => {
    expect(say({ zh: '订单', en: 'Orders' }, 'en')).toBe('Orders');
    expect(say({ zh: '订单', en: '' }, 'en')).toBe('订单');
    expect(say(undefined, 'en')).toBe('');
  });
});
