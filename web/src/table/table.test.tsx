import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import '../i18n';
import { csv } from './csv';
import { DataTable } from './DataTable';
import { visibleRows } from './window';

describe('the rows drawn of a long table', () => {
  it('are those in view and a margin, and the rest keeps its height', () => {
    const range = visibleRows(10_000, 4000, 400, 40, 10);
    expect(range).toEqual({ first: 90, last: 120, above: 3600, below: 395_200 });
  });

  it('never lie outside of the table', () => {
    expect(visibleRows(5, 9999, 400, 40)).toMatchObject({ first: 5, last: 5, below: 0 });
  });
});

describe('an export', () => {
  it('quotes what needs it, and hands no formula to a spreadsheet', () => {
    expect(csv([['a,b', 'say "x"', '=1+1', '李女士']])).toBe('\ufeff"a,b","say ""x""",\'=1+1,李女士\r\n');
  });
});

describe('a table', () => {
  const rows = [
    { id: 'a', n: 2 },
    { id: 'b', n: 10 },
  ];
  const table = (onOpen = vi.fn()) =>
    render(
      <DataTable
        id="test"
        label="test"
        columns={[{ key: 'n', title: 'N', render: (row) => row.n, value: (row) => row.n }]}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={onOpen}
        empty="nothing"
      />,
    );

  it('sorts numbers as numbers, then the other way, then not', () => {
    table();
    const cells = () => screen.getAllByRole('cell').map((cell) => cell.textContent);
    const head = screen.getByRole('button', { name: 'N' });
    fireEvent.click(head);
    fireEvent.click(screen.getByRole('button', { name: /N/ }));
    expect(cells()).toEqual(['10', '2']);
    fireEvent.click(screen.getByRole('button', { name: /N/ }));
    expect(cells()).toEqual(['2', '10']);
  });

  it('is walked and opened by keyboard', () => {
    const onOpen = vi.fn();
    table(onOpen);
    const [, first] = screen.getAllByRole('row');
    first?.focus();
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowDown' });
    fireEvent.keyDown(document.activeElement as Element, { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith(rows[1]);
  });
});
