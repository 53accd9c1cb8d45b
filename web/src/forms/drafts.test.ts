import { beforeEach, describe, expect, it } from 'vitest';
import { dropAllDrafts, dropDraft, readDraft, sweepDrafts, writeDraft } from './drafts';

const DAY = 24 * 3600 * 1000;

describe('drafts', () => {
  beforeEach(() => localStorage.clear());

  it('come back as they were written', () => {
    writeDraft('record.1', { matter: '询问发货', resolved_first_contact: true });
    expect(readDraft('record.1')).toEqual({ matter: '询问发货', resolved_first_contact: true });
  });

  it('belong to one contact', () => {
    writeDraft('record.1', { matter: 'a' });
    expect(readDraft('record.2')).toBeUndefined();
  });

  it('are gone once dropped', () => {
    writeDraft('record.1', { matter: 'a' });
    dropDraft('record.1');
    expect(readDraft('record.1')).toBeUndefined();
  });

  it('do not stop the page when the store holds nonsense', () => {
    localStorage.setItem('yingda.draft.record.1', '{broken');
    expect(readDraft('record.1')).toBeUndefined();
  });

  it('do not stop anyone from typing when the store is full', () => {
    const full = {
      setItem: () => {
        throw new Error('full');
      },
    } as unknown as Storage;
    expect(() => writeDraft('record.1', {}, 0, full)).not.toThrow();
  });

  it('are forgotten after three days, with nonsense, but nothing else is', () => {
    writeDraft('old', {}, 0);
    writeDraft('new', {}, 2 * DAY);
    localStorage.setItem('yingda.draft.bad', 'x');
    localStorage.setItem('yingda.language', 'en');
    sweepDrafts(4 * DAY);
    expect(readDraft('old')).toBeUndefined();
    expect(readDraft('new')).toEqual({});
    expect(localStorage.getItem('yingda.draft.bad')).toBeNull();
    expect(localStorage.getItem('yingda.language')).toBe('en');
  });

  it('are all forgotten at sign-out', () => {
    writeDraft('record.1', {});
    writeDraft('flow.default', 'x');
    dropAllDrafts();
    expect(localStorage.length).toBe(0);
  });
});
