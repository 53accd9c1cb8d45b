import { describe, expect, it } from 'vitest';
import { safeReturn } from './safeReturn';

describe('the way back after sign-in', () => {
  it('leads to the page that was wanted', () => {
    expect(safeReturn('/contacts?state=queued')).toBe('/contacts?state=queued');
  });

  it.each([null, '', 'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/sign-in'])(
    'never leads away or in circles: %s',
    (back) => {
      expect(safeReturn(back)).toBe('/');
    },
  );
});
