import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import '../i18n';
import { DayRange } from './DayRange';

// The test's window has no layout to watch.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

describe('from a day to a day', () => {
  it('keeps the half that is typed while the page is drawn again', () => {
    const onChange = vi.fn();
    const drawn = () => <DayRange from={undefined} to={undefined} onChange={onChange} />;
    const { rerender } = render(drawn());
    const [first, last] = screen.getAllByRole('textbox') as [HTMLInputElement, HTMLInputElement];
    fireEvent.focus(first);
    fireEvent.change(first, { target: { value: '2026-11-20' } });
    rerender(drawn());
    fireEvent.keyDown(first, { key: 'Enter' });
    rerender(drawn());
    expect(first.value).toBe('2026-11-20');
    fireEvent.focus(last);
    fireEvent.change(last, { target: { value: '2026-11-22' } });
    fireEvent.keyDown(last, { key: 'Enter' });
    expect(onChange).toHaveBeenCalledWith({ from: '2026-11-19T16:00:00.000Z', to: '2026-11-22T15:59:59.999Z' });
  });
});
