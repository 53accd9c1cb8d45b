import { DownloadOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Loading } from '../shell/states';
import { csv, download } from './csv';
import './table.css';
import { visibleRows } from './window';

export interface Column<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** The value to sort and to export by; without it the column does neither. */
  value?: (row: Row) => string | number | null | undefined;
  numeric?: boolean;
  /** Hidden until chosen. */
  optional?: boolean;
}

interface Props<Row> {
  /** Under this name the choice of columns is remembered. */
  id: string;
  label: string;
  columns: Column<Row>[];
  rows: Row[] | undefined;
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  error?: unknown;
  retry?: () => void;
  empty: ReactNode;
  more?: { available: boolean; loading: boolean; load: () => void };
  actions?: ReactNode;
  /** Rows that were chosen by key, and how to choose others. */
  selection?: { keys: string[]; change: (keys: string[]) => void; label: string };
}

const ROW_HEIGHT = 38;
const MANY = 120;

/** Our table: sticky head, column choice, sort, keyboard rows, export, and thousands of rows without strain. */
export function DataTable<Row>(props: Props<Row>) {
  const { columns, rows, rowKey, onOpen, more, selection } = props;
  const toggle = (key: string) =>
    selection?.change(
      selection.keys.includes(key) ? selection.keys.filter((one) => one !== key) : [...selection.keys, key],
    );
  const { t } = useTranslation();
  const [hidden, setHidden] = useHidden(props.id, columns);
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const shown = columns.filter((column) => !hidden.includes(column.key));
  const sorted = useMemo(() => sortRows(rows ?? [], columns, sort), [rows, columns, sort]);

  if (props.error && !rows) return <Failure error={props.error} retry={props.retry} />;
  if (!rows) return <Loading rows={8} />;
  if (rows.length === 0)
    return <div className="panel">{typeof props.empty === 'string' ? <Empty>{props.empty}</Empty> : props.empty}</div>;

  const windowed = sorted.length > MANY;
  const range = windowed
    ? visibleRows(sorted.length, view.top, view.height, ROW_HEIGHT)
    : { first: 0, last: sorted.length, above: 0, below: 0 };
  const exportAll = () => {
    const exported = columns.filter((column) => column.value);
    const lines = sorted.map((row) => exported.map((column) => String(column.value?.(row) ?? '')));
    download(`${props.id}.csv`, csv([exported.map((column) => column.title), ...lines]));
  };
  const click = (key: string) =>
    setSort((before) => (before?.key !== key ? { key, down: false } : before.down ? null : { key, down: true }));

  return (
    <div className="table-panel">
      <section
        className="table-scroll"
        aria-label={props.label}
        onScroll={(event) => {
          const { scrollTop, clientHeight } = event.currentTarget;
          if (windowed) setView({ top: scrollTop, height: clientHeight });
        }}
      >
        <table className="table" aria-rowcount={sorted.length}>
          <thead>
            <tr>
              {selection && (
                <th scope="col" style={{ width: 32 }}>
                  <Checkbox
                    aria-label={selection.label}
                    checked={selection.keys.length > 0 && selection.keys.length === sorted.length}
                    indeterminate={selection.keys.length > 0 && selection.keys.length < sorted.length}
                    onChange={(event) => selection.change(event.target.checked ? sorted.map(rowKey) : [])}
                  />
                </th>
              )}
              {shown.map((column) => {
                const active = sort?.key === column.key;
                return (
                  <th
                    key={column.key}
                    scope="col"
                    className={column.numeric ? 'numeric' : undefined}
                    aria-sort={active ? (sort.down ? 'descending' : 'ascending') : undefined}
                  >
                    {column.value ? (
                      <button type="button" onClick={() => click(column.key)}>
                        {column.title}
                        <span aria-hidden>{active ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                      </button>
                    ) : (
                      column.title
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {range.above > 0 && <tr aria-hidden style={{ height: range.above }} />}
            {sorted.slice(range.first, range.last).map((row) => (
              <tr
                key={rowKey(row)}
                tabIndex={onOpen ? 0 : undefined}
                className={onOpen ? 'opens' : undefined}
                onClick={onOpen && (() => onOpen(row))}
                onKeyDown={(event) =>
                  rowKeys(event, onOpen && (() => onOpen(row)), selection && (() => toggle(rowKey(row))))
                }
                aria-selected={selection ? selection.keys.includes(rowKey(row)) : undefined}
              >
                {selection && (
                  <td onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
                    <Checkbox
                      tabIndex={-1}
                      aria-label={selection.label}
                      checked={selection.keys.includes(rowKey(row))}
                      onChange={() => toggle(rowKey(row))}
                    />
                  </td>
                )}
                {shown.map((column) => (
                  <td key={column.key} className={column.numeric ? 'numeric' : undefined}>
                    {column.render(row)}
                  </td>
                ))}
              </tr>
            ))}
            {range.below > 0 && <tr aria-hidden style={{ height: range.below }} />}
          </tbody>
        </table>
      </section>
      <footer className="table-foot">
        <span className="muted num">{t(more?.available ? 'table.loaded' : 'table.total', { count: rows.length })}</span>
        {more?.available && (
          <Button size="small" onClick={more.load} loading={more.loading}>
            {t('action.more')}
          </Button>
        )}
        <span className="grow" />
        {props.actions}
        <ColumnChoice columns={columns} hidden={hidden} onChange={setHidden} />
        {columns.some((column) => column.value) && (
          <Button size="small" type="text" icon={<DownloadOutlined />} onClick={exportAll}>
            CSV
          </Button>
        )}
      </footer>
    </div>
  );
}

function rowKeys(
  event: KeyboardEvent<HTMLTableRowElement>,
  open: (() => void) | undefined,
  select: (() => void) | undefined,
): void {
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  if (event.key === 'Enter' && open) open();
  else if (event.key === 'x' && select && !event.ctrlKey && !event.metaKey) select();
  else if (event.key === 'ArrowDown' || event.key === 'j') (row.nextElementSibling as HTMLElement | null)?.focus();
  else if (event.key === 'ArrowUp' || event.key === 'k') (row.previousElementSibling as HTMLElement | null)?.focus();
  else return;
  event.preventDefault();
}

function sortRows<Row>(rows: Row[], columns: Column<Row>[], sort: { key: string; down: boolean } | null): Row[] {
  const value = columns.find((column) => column.key === sort?.key)?.value;
  if (!sort || !value) return rows;
  const order = rows.toSorted((a, b) => {
    const [x, y] = [value(a) ?? '', value(b) ?? ''];
    return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh-CN');
  });
  return sort.down ? order.toReversed() : order;
}

function useHidden<Row>(id: string, columns: Column<Row>[]): [string[], (hidden: string[]) => void] {
  const stored = `yingda.columns.${id}`;
  const [hidden, set] = useState<string[]>(() => {
    const text = localStorage.getItem(stored);
    return text ? text.split(',') : columns.filter((column) => column.optional).map((column) => column.key);
  });
  const keep = (next: string[]) => {
    localStorage.setItem(stored, next.join(','));
    set(next);
  };
  return [hidden, keep];
}

function ColumnChoice<Row>(props: { columns: Column<Row>[]; hidden: string[]; onChange: (hidden: string[]) => void }) {
  const { t } = useTranslation();
  const keys = props.columns.map((column) => column.key);
  const choice = (
    <Checkbox.Group
      className="table-columns"
      value={keys.filter((key) => !props.hidden.includes(key))}
      options={props.columns.map((column) => ({ value: column.key, label: column.title }))}
      onChange={(shown) => {
        if (shown.length > 0) props.onChange(keys.filter((key) => !shown.includes(key)));
      }}
    />
  );
  return (
    <Popover content={choice} trigger="click" placement="topRight" title={t('table.columns')}>
      <Button size="small" type="text" icon={<SettingOutlined />}>
        {t('table.columns')}
      </Button>
    </Popover>
  );
}
