import { describe, expect, it } from 'vitest';
import { staleKeys } from './invalidation';

describe('what an event makes stale', () => {
  it('names the contact itself, the lists, the board and the figures', () => {
    expect(staleKeys({ kind: 'contacts.connected', subject: 'contact:abc' })).toEqual([
      ['contacts'],
      ['live'],
      ['indicators'],
      ['contact', 'abc'],
    ]);
  });

  it('names the ledger and what is due when something happens to a promise', () => {
    expect(staleKeys({ kind: 'promises.broken', subject: 'promise:abc' })).toEqual([
      ['promises'],
      ['due'],
      ['promise-preview'],
    ]);
  });

  it('knows the categories apart from the contacts', () => {
    expect(staleKeys({ kind: 'contacts.categories_replaced', subject: 'categories' })).toEqual([['categories']]);
  });

  it('says nothing about events of parts that this page does not know', () => {
    expect(staleKeys({ kind: 'weather.changed', subject: 'sky:1' })).toEqual([]);
  });
});
