import { describe, expect, it } from 'vitest';
import { masked } from './masked';

describe('a number on the screen', () => {
  it('shows its ends only', () => {
    expect(masked('13800138000')).toBe('138****8000');
    expect(masked('02164330000-801')).toBe('021****0000-801');
  });

  it('stays as it is when short, or masked already', () => {
    expect(masked('95000')).toBe('95000');
    expect(masked('138****8000')).toBe('138****8000');
    expect(masked('021****0000-801')).toBe('021****0000-801');
  });
});
