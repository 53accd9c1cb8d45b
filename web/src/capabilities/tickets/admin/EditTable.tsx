import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import '../../../table/table.css';
import { moved } from '../views';

export interface EditColumn<Row> {
  key: string;
  title: string;
  width?: number | string;
  render: (row: Row, change: (part: Partial<Row>) => void) => ReactNode;
}

interface Props<Row> {
  label: string;
  rows: Row[];
  columns: EditColumn<Row>[];
  onChange: (rows: Row[]) => void;
  fresh: () => Row;
  /** What is wrong with a row. */
  faults: (row: Row, index: number) => string[];
}

/** Rows that are edited in place; what is wrong stands under the row. */
export function EditTable<Row extends object>({ label, rows, columns, onChange, fresh, faults }: Props<Row>) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const add = () => {
    onChange([...rows, fresh()]);
    // Whoever adds a row goes on to write in it.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('tr:last-child input')?.focus());
  };
  const change = (index: number, part: Partial<Row>) =>
    onChange(rows.map((row, n) => (n === index ? { ...row, ...part } : row)));
  return (
    <section className="table-panel" aria-label={label}>
      <div className="table-scroll" style={{ maxHeight: 'calc(100vh - 280px)' }}>
        <table className="table edit-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" style={{ width: column.width }}>
                  {column.title}
                </th>
              ))}
              <th style={{ width: 104 }}>
                <span className="sr-only">{t('action.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row, index) => {
              const wrong = faults(row, index);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
                <tr key={index} className={wrong.length > 0 ? 'faulty' : undefined}>
                  {columns.map((column, n) => (
                    <td key={column.key}>
                      {column.render(row, (part) => change(index, part))}
                      {n === 0 && wrong.length > 0 && (
                        <div className="fault" role="alert">
                          {wrong.join(' · ')}
                        </div>
                      )}
                    </td>
                  ))}
                  <td className="row-tools">
                    {([-1, 1] as const).map((by) => (
                      <Button
                        key={by}
                        size="small"
                        type="text"
                        icon={by < 0 ? <ArrowUpOutlined /> : <ArrowDownOutlined />}
                        disabled={index + by < 0 || index + by >= rows.length}
                        onClick={() => onChange(moved(rows, index, by))}
                        aria-label={t(by < 0 ? 'ticketType.up' : 'ticketType.down')}
                      />
                    ))}
                    <Button
                      size="small"
                      type="text"
                      icon={<DeleteOutlined />}
                      onClick={() => onChange(rows.filter((_, n) => n !== index))}
                      aria-label={t('action.remove')}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <footer className="table-foot">
        <Button size="small" icon={<PlusOutlined />} onClick={add} data-testid="row-add">
          {t('action.add')}
        </Button>
      </footer>
    </section>
  );
}
